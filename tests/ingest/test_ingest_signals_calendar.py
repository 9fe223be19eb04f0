"""Signals of the calendar: weekday against date, Hijri against Gregorian, two dates in one head."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st
from intake import file_of, read_bytes
from signalling import described, examined, letter, signals, told

from hearsay.ingest import Examine
from hearsay.model import Document, Page, Passage, Record, Signal, Word
from hearsay.ports import Group

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = st.dates(date(1931, 1, 1), date(2076, 12, 31))


def written(text: str, method: str = "text", words: tuple[Word, ...] = ()) -> Group:
    """A letter of one page."""
    digest = sha256(text.encode()).hexdigest()
    page = Page(sha256=digest, number=1, text_sha256=digest, text=text, method=method, words=words)
    return Group(digest, (Document(sha256=digest, kind="letter"), page, Passage(page=page.id, start=0, end=len(text))))


def found_in(text: str, method: str = "text", words: tuple[Word, ...] = ()) -> list[Signal]:
    return signals(Examine()(written(text, method, words)))


@settings(max_examples=80, deadline=None)
@given(DAYS, st.integers(0, 6), st.sampled_from(["{w}, {d.day} June {d.year}", "{d.day} June {d.year} ({w})."]))
def test_the_right_weekday_speaks_for_and_any_other_against(day: date, weekday: int, form: str) -> None:
    own = day.replace(month=6, day=min(day.day, 30))
    (signal,) = found_in("Date: " + form.format(d=own, w=NAMES[weekday]))
    right = own.weekday() == weekday
    assert signal.speaks == ("for" if right else "against")
    assert NAMES[own.weekday()] in signal.found
    assert f"was a {NAMES[own.weekday()]}" in signal.why


@settings(max_examples=80, deadline=None)
@given(st.dates(date(1925, 1, 1), date(2076, 12, 31)), st.integers(-30, 30))
def test_hijri_days_agree_to_a_day_are_open_at_two_and_differ_beyond(day: date, away: int) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    own = day + timedelta(days=away)
    text = (
        f"التاريخ: {hijri.day} {hijri.month_name('en')} {hijri.year} AH, corresponding to {own.day} {own:%B} {own.year}"
    )
    (signal,) = found_in(text)
    assert signal.name == "hijri"
    assert signal.speaks == ("for" if abs(away) <= 1 else "neither" if abs(away) == 2 else "against")
    assert day.isoformat() in signal.found


def test_a_difference_tells_both_values_with_their_marks(tmp_path: Path) -> None:
    data = letter("No. 208", "Date: Monday, 15 February 2015")
    (signal,) = [one for one in examined(tmp_path, data) if one.name == "weekday"]
    assert (signal.speaks, signal.stated, signal.found) == ("against", "Monday, 15 February 2015", "Sunday")
    text = data.decode()
    marks = (signal.at, *signal.stated_at, *signal.found_at)
    assert [text[m.start : m.end] for m in marks if m] == ["Monday, 15 February 2015", "Monday", "15 February 2015"]


def test_what_agrees_is_one_signal_however_often(tmp_path: Path) -> None:
    data = letter(
        "Date: Tuesday, 1 March 2016", body="They met on Wednesday, 2 March 2016, and on Friday, 3 March 2016, again."
    )
    found = [one for one in examined(tmp_path, data) if one.name == "weekday"]
    assert sorted((one.speaks, one.stated) for one in found) == [
        ("against", "Friday, 3 March 2016"),
        ("for", "Tuesday, 1 March 2016; Wednesday, 2 March 2016"),
    ]
    assert "2 of 3 agree" in next(one.why for one in found if one.speaks == "for")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Thursday, 3 March 1905", "counted days otherwise"),
        ("Date: Saturday 03.05.2016", "the other way round"),
        ("17 Muharram 1435 AH, that is 22 November 2013", "sighted"),
        ("17 Rajab 1320 AH, that is 20 October 1902", "outside the Umm al-Qura tables"),
        ("3/5/1435 هـ الموافق 6/1/2014 م", "the other way round"),
    ],
)
def test_what_cannot_be_told_speaks_neither_way_and_says_why(text: str, why: str) -> None:
    (signal,) = found_in(text)
    assert signal.speaks == "neither"
    assert why in signal.why


def test_digits_that_one_recogniser_read_speak_neither_way() -> None:
    text = "Monday, 15 February 2015"
    words = tuple(
        Word(start=s, end=e, box=(0, 0, 1, 1), confidence=0.95) for s, e in ((0, 7), (8, 10), (11, 19), (20, 24))
    )
    (open_,) = found_in(text, "ocr", words)
    assert (open_.speaks, "digits unverified" in open_.why) == ("neither", True)
    sure = tuple(replace(word, verified=True) if word.start in (8, 20) else word for word in words)
    (read,) = found_in(text, "ocr", sure)
    assert read.speaks == "against"
    dim = tuple(replace(word, confidence=0.4) if word.start == 0 else word for word in sure)
    (dark,) = found_in(text, "ocr", dim)
    assert (dark.speaks, "not surely" in dark.why) == ("neither", True)


def test_somebodys_reading_under_a_scan_is_not_verified() -> None:
    (under,) = found_in("Monday, 15 February 2015", "text layer (hidden under a scan)")
    assert under.speaks == "neither"


def test_words_read_from_a_picture_on_a_typed_page_are_not_verified() -> None:
    text = "Monday, 15 February 2015"
    words = (Word(start=8, end=10, box=(0, 0, 1, 1), confidence=0.9),)
    (signal,) = found_in(text, "text layer and ocr of pictures on it", words)
    assert signal.speaks == "neither"
    assert found_in(text, "text layer", (Word(start=8, end=10, box=(0, 0, 1, 1)),))[0].speaks == "against"


def test_quoted_words_say_that_they_are_quoted() -> None:
    document, page, passage = written("Monday, 15 February 2015").records
    assert isinstance(passage, Passage)
    (signal,) = signals(Examine()(Group("k", (document, page, replace(passage, kind="quote")))))
    assert "words that the text quotes" in signal.why


def test_rows_of_tables_are_data(tmp_path: Path) -> None:
    assert examined(tmp_path, b"day,date,count\nMonday,15 February 2015,1\nMonday,16 February 2015,2\n") == []


def test_two_date_lines_of_one_head_that_differ_speak_against(tmp_path: Path) -> None:
    found = examined(tmp_path, letter("Date: 3 March 2016", "التاريخ: 5 آذار 2016"))
    assert told(found, "two dates") == [("against", "3 March 2016", "5 آذار 2016")]
    same = examined(tmp_path, letter("Date: 3 March 2016", "التاريخ: 3 آذار 2016"))
    assert told(same, "two dates") == []


def test_the_front_matter_of_a_site_is_no_head(tmp_path: Path) -> None:
    text = "---\ndate: 2017-07-01\n---\nMemorandum\nDate: 4 April 2017\n\nThe depot was struck in the morning of that day.\n"
    assert told(examined(tmp_path, text.encode()), "two dates") == []


def test_the_header_of_a_mail_is_held_against_the_calendar(tmp_path: Path) -> None:
    mail = b"From: a@x.org\nTo: b@x.org\nSubject: Stores\nDate: Mon, 05 Mar 2019 10:15:00 +0200\nMessage-ID: <1@x>\n\nGive them out.\n"
    assert told(examined(tmp_path, mail), "weekday") == [("against", "Mon, 05 Mar 2019", "Tuesday")]


def test_the_order_of_records_never_matters(tmp_path: Path) -> None:
    records: list[Record] = read_bytes(tmp_path, letter("Date: Monday, 15 February 2015", "No. 5"))
    group = described(file_of(records).sha256, records)
    assert Examine()(group) == Examine()(Group(group.key, tuple(reversed(group.records))))
