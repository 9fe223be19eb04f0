"""Quantities in three languages: golden cases and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.model import Quantity
from hearsay.text.numbers import find_quantities


def quantities(text: str) -> list[Quantity]:
    found = find_quantities(text, 0, len(text))
    assert all(text[q.start : q.end] == q.text for q in found)
    return found


def one(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "written", "value", "unit", "of"),
    [
        ("the haul of 22,000 files handed over", "22,000 files", 22000, "files", "files"),
        ("At least 29 Syrian rebels were killed", "At least 29 Syrian rebels", 29, "rebels", "Syrian rebels"),
        ("2.2 million people fled", "2.2 million people", 2_200_000, "people", "people"),
        ("600.000 refugees came", "600.000 refugees", 600_000, "refugees", "refugees"),
        ("two kilometres away", "two kilometres", 2, "km", ""),
        ("for 18 months he", "18 months", 18, "months", ""),
        ("paid $5 million for it", "$5 million", 5_000_000, "dollars", ""),
        ("29 killed in the town", "29", 29, "people", "people killed"),
        (
            "three hundred and forty-two armed men came",
            "three hundred and forty-two armed men",
            342,
            "men",
            "armed men",
        ),
        ("مقتل ٣٠ شخصا في", "٣٠ شخصا", 30, "شخصا", "شخصا"),
        ("خمسة وعشرون قتيلا في", "خمسة وعشرون قتيلا", 25, "قتيلا", "قتيلا"),
        ("ثلاثة عشر قتيلا في", "ثلاثة عشر قتيلا", 13, "قتيلا", "قتيلا"),
        ("و22 ألف ملف", "22 ألف ملف", 22000, "ملف", "ملف"),
        ("طوال الـ18 شهرا", "18 شهرا", 18, "months", ""),
        ("двадцать пять мирных жителей погибли", "двадцать пять мирных жителей", 25, "жителей", "мирных жителей"),
        ("22 тысячи файлов", "22 тысячи файлов", 22000, "файлов", "файлов"),
    ],
)
def test_counts(text: str, written: str, value: float, unit: str, of: str) -> None:
    quantity = one(text)
    assert (quantity.text, quantity.value, quantity.unit, quantity.of) == (written, value, unit, of)


@pytest.mark.parametrize(
    ("text", "written", "value", "of"),
    [
        (
            "about 90% of Russian air strikes in Syria were directed against rebels",
            "about 90%", 0.9, "Russian air strikes in Syria",
        ),
        ("occupies about 1/3 of Syria, but", "about 1/3", 1 / 3, "Syria"),
        ("a third of the city burnt", "a third", 1 / 3, "city"),
        ("all previous leaks of material have proved genuine", "all previous", 1.0, "previous leaks of material"),
        ("none of the letters was signed", "none of the", 0.0, "letters"),
        ("ثلث سوريا", "ثلث", 1 / 3, "سوريا"),
        ("около 90% российских авиаударов в Сирии были направлены", "около 90%", 0.9, "российских авиаударов в Сирии"),
        ("90 процентов ударов", "90 процентов", 0.9, "ударов"),
    ],
)  # fmt: skip
def test_shares_without_a_base(text: str, written: str, value: float, of: str) -> None:
    share = one(text)
    assert (share.text, share.unit, share.of) == (written, "share", of)
    assert share.value == pytest.approx(value)
    assert (share.base, share.period) == ("", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [("قتل أحد عشر شخصا", 11), ("واثنا عشر جنديا", 12), ("إحدى عشرة امرأة", 11), ("مئة واثني عشر مقطعا", 112), ("خمسة عشر بيتا", 15)],
)  # fmt: skip
def test_arabic_tens_of_two_words_are_one_number(text: str, value: float) -> None:
    assert one(text).value == value


def test_about_is_kept() -> None:
    assert one("about 90% of strikes").approximate
    assert one("نحو 90% من الغارات").approximate
    assert not one("90% of strikes").approximate


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 29 men", "at_least"),
        ("more than 100 men", "at_least"),
        ("up to 40 men", "at_most"),
        ("ما لا يقل عن ٣٠ شخصا", "at_least"),
        ("не менее 25 человек", "at_least"),
        ("не более 25 человек", "at_most"),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert one(text).bound == bound


def test_a_stated_base_is_the_base() -> None:
    share = one("51 of 64 strikes hit rebels")
    assert (share.value, share.base, share.of) == (0.796875, "64 strikes", "strikes")


def test_a_stated_base_and_period_of_a_percentage() -> None:
    share = quantities("In May 2016, 90% of the 64 air strikes hit rebels.")[0]
    assert (share.value, share.base, share.of, share.period) == (0.9, "64 air strikes", "air strikes", "May 2016")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 3 and 5 men came", 3, 5, "men"),
        ("three to four houses burnt", 3, 4, "houses"),
        ("3-5 км от", 3, 5, "km"),
        ("dozens of fighters fled", 24, None, "fighters"),
        ("tens of thousands of civilians fled", 20000, None, "civilians"),
        ("عشرات القتلى في", 20, None, "القتلي"),
        ("десятки боевиков бежали", 20, None, "боевиков"),
    ],
)
def test_ranges_and_vague_numbers_have_no_value(text: str, low: float, high: float | None, unit: str) -> None:
    quantity = one(text)
    assert (quantity.value, quantity.low, quantity.high, quantity.unit) == (None, low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "on 24th November, 2013", "at 05:15 he", "in 2016 he", "the third man", "file 104-10103-10374", "call +963 11 222 3344",
        "Resolution 2254 says", "a T-72 tank", "one of the men", "15.04.2017", "В 2016 году он", "القرار 2254",
        "1. The first point", "https://a.example/12/34",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == []


def test_a_stretch_keeps_the_offsets_of_the_page() -> None:
    text = "12 men came. 13 men left. 14 men died."
    assert [(q.value, q.start) for q in find_quantities(text, 13, 25)] == [(13, 13)]


PIECES = st.lists(
    st.sampled_from(
        ["3", "22,000", "90%", "1/3", "1/0", "of", "the", "files", "about", "at least", "two", "hundred", "and", "million", "dozens", "all", "$",
         "٣٠", "شخصا", "ألف", "عشرون", "نحو", "من", "тысяч", "двадцать", "около", "человек", "2016", "05:15", "-", ",", ".", "\n", "½"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(PIECES)
def test_quantities_are_sorted_and_disjoint_and_shares_are_shares(text: str) -> None:
    at = 0
    for quantity in quantities(text):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.verified
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        at = quantity.end


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    quantities(text)
