"""Folding: what becomes one writing, and that every folded character traces back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.text.normal import fold, fold_text

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("aéßİﬁ½²Ёйшщ٢۴ةىأإآٱؤئءـًٌَُّﷲﻣ“”’«»–…،؛؟\u00a0\u200b\u200f\u202b\u0301\u0308\ufeff \n.,'\""),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("U.N.\u00a0Mediator", "u.n. mediator"),
        ("“It’s” – 90 %…", '"it\'s" - 90 %...'),
        ("الرَّقّة", "الرقه"),
        ("أُمّ إلى آب مؤتة", "ام الي اب موته"),
        ("ﻣﺤﻤﺪ", "محمد"),
        ("الـ١٨ شهراً", "ال18 شهرا"),
        ("۱۴۳۵", "1435"),
        ("نعم، لا؛ هل؟ ٩٠٪ ٢٫٥", "نعم, لا; هل? 90% 2.5"),
        ("Ещё Сёла", "еще села"),
        ("cafe\u0301", "café"),
        ("2½ km", "2 1/2 km"),
        ("\u200fabc\u202c\ufeff", "abc"),
    ],
)
def test_one_writing(written: str, folded: str) -> None:
    assert fold_text(written) == folded


def test_a_span_comes_back_with_its_vowel_signs() -> None:
    source = "في \u200fالرَّقَّةِ اليوم"
    folded = fold(source)
    start = folded.text.index("الرقه")
    first, last = folded.original(start, start + 5)
    assert source[first:last] == "الرَّقَّةِ"


def test_a_composed_letter_comes_back_whole() -> None:
    folded = fold("cafe\u0301s")
    assert folded.original(3, 4) == (3, 5)


def test_a_span_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="no span"):
        fold("abc").original(2, 5)


@given(MIXED)
def test_every_folded_character_traces_to_its_source(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text)
    assert all(0 <= at < len(text) for at in folded.starts)
    assert list(folded.starts) == sorted(folded.starts)
    for i in range(len(folded.text)):
        first, last = folded.original(i, i + 1)
        assert folded.text[i] in fold_text(text[first:last])
    assert folded.original(0, len(folded.text))[1] <= len(text)


@given(MIXED)
def test_spans_stay_in_order(text: str) -> None:
    folded = fold(text)
    ends = [folded.original(i, i + 1)[1] for i in range(len(folded.text))]
    assert ends == sorted(ends)
    assert all(folded.original(i, i)[0] <= folded.original(i, i + 1)[0] for i in range(len(folded.text)))


@given(st.text(alphabet="abcXYZ محمدةىأ٢٣Ёйи “”–", max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
