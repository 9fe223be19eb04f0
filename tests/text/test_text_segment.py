"""Paragraphs, sentences and words in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.text.segment import paragraphs, sentences, words

PROSE = st.text(
    alphabet=st.one_of(st.sampled_from("aB.!?؟…”’)»\n\n  -1:•،\t\r\u00a0\u2028وЯ"), st.characters(codec="utf-8")),
    max_size=80,
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.N. mediator met Mr. X at 5 a.m. on 15.04.2017. He left.", ["The U.N. mediator met Mr. X at 5 a.m. on 15.04.2017.", "He left."]),
        ("He left the U.S. The army came.", ["He left the U.S.", "The army came."]),
        ("J. K. Smith wrote it. It is 2.5 km long.", ["J. K. Smith wrote it.", "It is 2.5 km long."]),
        ("“Why?” he asked. “Go.” They went.", ["“Why?” he asked.", "“Go.”", "They went."]),
        ("He wrote “leave the town. We know that it will be hit”. They left.", ["He wrote “leave the town.", "We know that it will be hit”.", "They left."]),
        ("قال: «لا نعلم». هل تعلم؟ نعم، في 24 تشرين الثاني 2013.", ["قال: «لا نعلم».", "هل تعلم؟", "نعم، في 24 تشرين الثاني 2013."]),
        ("التقى د. أحمد بالوفد. ثم غادر.", ["التقى د. أحمد بالوفد.", "ثم غادر."]),
        ("В 2016 г. Россия вышла. И. И. Иванов сказал: «Да». Потом ушёл.", ["В 2016 г. Россия вышла.", "И. И. Иванов сказал: «Да».", "Потом ушёл."]),
        ("A heading without a stop\n\nThe text begins. It ends.", ["A heading without a stop", "The text begins.", "It ends."]),
        ("They show:\n- a deal to trade\n- an order to leave", ["They show:", "- a deal to trade", "- an order to leave"]),
    ],
)  # fmt: skip
def test_sentences(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The convoy left the town on Friday morning and\n"
        "drove to the north, where nobody waited for it.\n"
        "Later it came back.\n\nA second paragraph."
    )
    assert [text[a:b].rsplit("\n", maxsplit=1)[-1] for a, b in paragraphs(text)] == [
        "Later it came back.",
        "A second paragraph.",
    ]


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    text = "A title over the text\n" + "The first paragraph is on one long line. " * 6
    assert text[slice(*paragraphs(text)[0])] == "A title over the text"


def test_a_stretch_keeps_the_offsets_of_the_page() -> None:
    text = "Left out. Taken in. And this. Out."
    assert [text[a:b] for a, b in sentences(text, 10, 29)] == ["Taken in.", "And this."]


def test_words_keep_apostrophes_and_vowel_signs() -> None:
    text = "It’s al-Qasr, كَتَبَ 24th"
    assert [text[a:b] for a, b in words(text)] == ["It’s", "al-Qasr", "كَتَبَ", "24th"]


@given(PROSE)
def test_spans_are_sorted_disjoint_trimmed_and_cover_all(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(text)
            assert text[at:start].strip() == ""
            assert text[start:end] == text[start:end].strip()
            at = end
        assert text[at:].strip() == ""


@given(PROSE)
def test_words_slice_to_words(text: str) -> None:
    assert all(text[start:end].strip() and not text[start:end].isspace() for start, end in words(text))
