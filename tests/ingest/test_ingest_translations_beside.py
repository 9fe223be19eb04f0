"""Translations beside their originals: what is found to differ, what is not, in three languages and on any text."""

from itertools import permutations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from renditions_made import ARABIC, ENGLISH, RUSSIAN, TEXTS, beside, content, sha_of, told

from hearsay.ingest import Align
from hearsay.model import Alignment, Difference, Page, Record, Translation, Word
from hearsay.ports import Group


@pytest.mark.parametrize(("one", "other"), list(permutations(TEXTS, 2)))
def test_faithful_translations_differ_in_nothing(one: str, other: str) -> None:
    pairings, found = beside(TEXTS[one], TEXTS[other], (one, other))
    assert found == []
    assert all(b - a for p in pairings for a, b in (p.there, p.here))


@pytest.mark.parametrize(
    ("before", "after", "kind", "meant", "said"),
    [
        ("340 sacks", "430 sacks", "number_changed", "٣٤٠", "430"),
        ("only 296 sacks", "only 269 sacks", "number_changed", "٢٩٦", "269"),
        ("within 5 days", "within 15 days", "number_changed", "٥", "15"),
        ("On 3 March 2015", "On 4 March 2015", "date_changed", "٣ آذار ٢٠١٥", "4 March 2015"),
        ("27 March 2015", "27 March 2014", "date_changed", "٢٧ آذار ٢٠١٥", "27 March 2014"),
        ("that 44 sacks had been left", "that sacks had been left", "number_missing", "٤٤", ""),
        ("two lorries brought", "two lorries with 12 guards brought", "number_added", "", "12"),
    ],
)
def test_one_changed_figure_is_that_difference_and_no_other(
    before: str, after: str, kind: str, meant: str, said: str
) -> None:
    assert before in ENGLISH
    assert told(ARABIC, ENGLISH.replace(before, after), ("ar", "en")) == [(kind, meant, said)]


def test_numbers_in_words_agree_with_digits_and_a_half_is_half_a_number() -> None:
    original = "قتل أحد عشر شخصا وجرح اثنان وعشرون بعد أربع ساعات ونصف."
    assert told(original, "11 people were killed and 22 hurt after 4.5 hours.", ("ar", "en")) == []
    assert told(original, "Eleven people were killed and 23 hurt after four hours and a half.", ("ar", "en")) == [
        ("number_changed", "اثنان وعشرون", "23")
    ]


def test_dates_agree_across_calendars_and_ranks_across_words() -> None:
    assert (
        told("كتب في ١٧ محرم ١٤٣٥ وأرسل مساء.", "Written on 20 November 2013 and sent in the evening.", ("ar", "en"))
        == []
    )
    assert told("В октябре прошла третья встреча.", "The 3rd meeting was held in October.", ("ru", "en")) == []


def test_a_date_that_the_other_text_reckons_from_another_is_a_question() -> None:
    english = "On 5 October 2015 the guard shut the gate and kept it shut."
    for other, language in (
        ("وفي شهر أكتوبر الماضي أغلق الحارس البوابة وأبقاها مغلقة.", "ar"),
        ("В прошлом октябре охранник закрыл ворота и не открывал их.", "ru"),
    ):
        (found,) = [f for f in beside(english, other, ("en", language))[1] if f.kind.startswith("date")]
        assert (found.kind, found.meant, found.sure) == ("date_missing", "5 October 2015", False)
    (found,) = [
        f
        for f in beside(english, "أغلق الحارس البوابة وأبقاها مغلقة طوال الوقت.", ("en", "ar"))[1]
        if f.kind.startswith("date")
    ]
    assert found.sure


def test_names_of_files_behind_pictures_hold_no_figures() -> None:
    english = "The list has 40 names.\n\n![The list](../assets/Comparison(1).jpg)\n\nIt was kept in the office."
    arabic = "في القائمة ٤٠ اسما.\n\n![القائمة](../assets/Comparison1.jpg)\n\nوكانت محفوظة في المكتب."
    assert told(english, arabic, ("en", "ar")) == []


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (" He did not sign the paper.", " He signed the paper.", "negation_lost"),
        ("The clerk Samir Haddad counted", "The clerk Samir Haddad apparently counted", "hedge_added"),
        ("The commander ordered that the list be sent", "The commander never ordered that the list be sent", "negation_added"),
    ],
)  # fmt: skip
def test_a_denial_or_a_hedge_of_one_side_is_told_as_a_question(before: str, after: str, kind: str) -> None:
    assert before in ENGLISH
    _, found = beside(ARABIC, ENGLISH.replace(before, after), ("ar", "en"))
    assert [(f.kind, f.sure) for f in found] == [(kind, False)]
    _, found = beside(RUSSIAN, ENGLISH.replace(before, after), ("ru", "en"))
    assert [(f.kind, f.sure) for f in found] == [(kind, False)]


def test_a_name_that_both_write_elsewhere_and_one_leaves_out_here_is_told_as_a_question() -> None:
    original = ARABIC + "\nوكان كريم ناصر في المكتب عند الظهر مع الحارس.\n"
    english = ENGLISH + "\nThe miller was in the office at noon with the guard.\n"
    _, found = beside(original, english, ("ar", "en"))
    assert [(f.kind, f.meant, f.sure) for f in found] == [("name_missing", "Karim Nasser", False)]


@pytest.mark.parametrize(
    "lost",
    [
        "The commander ordered that the list be sent to the office within 5 days.\n\n",
        "The driver said that 44 sacks had been left at the mill of Karim Nasser. ",
    ],
)
def test_a_sentence_left_out_is_told_once(lost: str) -> None:
    assert lost in ENGLISH
    _, found = beside(ARABIC, ENGLISH.replace(lost, ""), ("ar", "en"))
    assert [f.kind for f in found] == ["left_out"]


def test_a_sentence_added_is_told_once_and_a_note_of_the_translator_says_so() -> None:
    more = ENGLISH + "\nThe mill burned down in the following year, and its owner moved to the coast with his family.\n"
    _, found = beside(RUSSIAN, more, ("ru", "en"))
    assert [(f.kind, f.sure) for f in found] == [("added", True)]
    noted = ENGLISH + "\nTranslator's note: 12 March 2015 was a Thursday.\n"
    _, found = beside(RUSSIAN, noted, ("ru", "en"))
    assert [(f.kind, f.why) for f in found] == [("added", "a note of the translator's")]


def test_the_label_of_a_translation_and_its_title_are_no_additions() -> None:
    labelled = "Translated from Arabic by N. N., 2 May 2017\n\n" + ENGLISH.replace(
        "at Ashford", "at Ashford, English translation"
    )
    assert told(ARABIC, labelled, ("ar", "en")) == []


WORDS = (
    "depot",
    "clerk",
    "bridge",
    "winter",
    "answer",
    "letter",
    "market",
    "window",
    "garden",
    "river",
    "paper",
    "engine",
)
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=4, max_size=9).map(
    lambda words: " ".join(words).capitalize() + "."
)
NUMBERED = st.integers(13, 9999).flatmap(lambda n: SENTENCE.map(lambda s: f"{s[:-1]} {n} Sacks{n}x."))
TEXT = st.lists(NUMBERED, min_size=3, max_size=9, unique_by=lambda s: s.rsplit(" ", 2)[1])


@settings(deadline=None, max_examples=30)
@given(TEXT)
def test_any_text_beside_itself_differs_in_nothing(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    pairings, found = beside(text, text, ("en", "en"))
    assert found == []
    assert [(p.there, p.here) for p in pairings] == [((n, n + 1), (n, n + 1)) for n in range(len(sentences))]


@settings(deadline=None, max_examples=30)
@given(TEXT, st.data())
def test_any_sentence_taken_out_is_the_one_left_out(sentences: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sentences) - 1))
    rest = sentences[:at] + sentences[at + 1 :]
    found = told("\n\n".join(sentences), "\n\n".join(rest), ("en", "en"))
    assert found == [("left_out", sentences[at], "")]


@settings(deadline=None, max_examples=30)
@given(TEXT, st.data())
def test_any_number_changed_is_the_one_that_changed(sentences: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(sentences) - 1))
    number = sentences[at].rsplit(" ", 2)[1]
    other = str(int(number) + 10_001)
    changed = [s.replace(f" {number} ", f" {other} ") if n == at else s for n, s in enumerate(sentences)]
    assert told("\n\n".join(sentences), "\n\n".join(changed), ("en", "en")) == [("number_changed", number, other)]


def aligned(original: list[Record], translation: list[Record]) -> list[Record]:
    known = Translation(sha256=sha_of(translation), original=sha_of(original), language="en", source="ar")
    return Align()(Group("pair", (known, *original, *translation)))


def test_the_step_gives_marks_that_slice_on_both_pages_whatever_the_order() -> None:
    original, translation = content("a", ARABIC), content("b", ENGLISH.replace("340", "430"))
    found = aligned(original, translation)
    pages = {r.id: r for r in (*original, *translation) if isinstance(r, Page)}
    (alignment,) = (r for r in found if isinstance(r, Alignment))
    (one,) = (r for r in found if isinstance(r, Difference))
    assert len(alignment.beads) == 11
    assert pages[one.here.page].text[one.here.start : one.here.end] == "430"
    assert pages[one.there.page].text[one.there.start : one.there.end] == "٣٤٠"
    assert aligned(original[::-1], translation[::-1]) == found


def test_digits_that_nobody_confirmed_are_never_a_sure_difference() -> None:
    seen = content("a", ARABIC, method="ocr")
    (one,) = (r for r in aligned(seen, content("b", ENGLISH.replace("340", "430"))) if isinstance(r, Difference))
    assert (one.kind, one.sure) == ("number_changed", False)
    assert "nobody confirmed" in one.why
    at = ARABIC.index("٣٤٠")
    word = Word(start=at, end=at + 3, box=(0.0, 0.0, 1.0, 1.0), confidence=0.9, verified=True)
    confirmed = [r if not isinstance(r, Page) else Page(**{f: getattr(r, f) for f in ("sha256", "number", "text_sha256", "text", "method")}, words=(word,)) for r in seen]  # fmt: skip
    (one,) = (r for r in aligned(confirmed, content("b", ENGLISH.replace("340", "430"))) if isinstance(r, Difference))
    assert one.sure


def test_time_grows_with_the_length_of_the_texts() -> None:
    def seconds(times: int) -> float:
        one, other = ("\n\n".join(f"{text} {n * 17 + 1000}" for n in range(times)) for text in (ARABIC, ENGLISH))
        began = process_time()
        beside(one, other, ("ar", "en"))
        return process_time() - began

    seconds(1)
    assert seconds(24) < 4 * seconds(6) * 1.8 + 0.2
