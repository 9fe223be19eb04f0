"""Weekdays and Hijri days beside dates: found with their own date in three languages, and with no other."""

import re
import time
from datetime import date, timedelta

import pytest
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.text.dates_beside import named_days, twin_days

ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RUSSIAN = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
RUSSIAN_ON = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
RUSSIAN_SHORT = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
ARABIC = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
)  # fmt: skip
OF_MONTH = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"
)  # fmt: skip
LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"
)  # fmt: skip
HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة"
)  # fmt: skip
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DAYS = st.dates(date(1930, 1, 1), date(2077, 12, 31))

FORMS = {
    "en": lambda d, w: f"Date: {ENGLISH[w]}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    "en, month first": lambda d, w: f"{ENGLISH[w]}, {MONTHS[d.month - 1]} {d.day}, {d.year}, the bridge fell.",
    "en, behind": lambda d, w: f"It was signed on {d.day} {MONTHS[d.month - 1]} {d.year} ({ENGLISH[w]}) in town.",
    "en, short": lambda d, w: f"Sent: {ENGLISH[w][:3]}, {d.day:02} {MONTHS[d.month - 1][:3]} {d.year} 10:15:00 +0200",
    "en, digits": lambda d, w: f"{ENGLISH[w]} {d.isoformat()}",
    "ru": lambda d, w: f"{RUSSIAN_ON[w]}, {d.day} {OF_MONTH[d.month - 1]} {d.year} г. мост пал",
    "ru, behind": lambda d, w: f"{d.day} {OF_MONTH[d.month - 1]} {d.year} года, {RUSSIAN[w]}.",
    "ru, short": lambda d, w: f"{RUSSIAN_SHORT[w]}, {d.day} {OF_MONTH[d.month - 1]} {d.year}",
    "ar": lambda d, w: f"التاريخ: {ARABIC[w]} {d.day} {LEVANT[d.month - 1]} {d.year}",
    "ar, eastern": lambda d, w: f"يوم {ARABIC[w]} {d.day} {LEVANT[d.month - 1]} {d.year} م".translate(EASTERN),
    "ar, digits": lambda d, w: f"في يوم {ARABIC[w]} الموافق لـ {d.day}/{d.month}/{d.year}",
    "ar, behind": lambda d, w: f"{d.day} {LEVANT[d.month - 1]} {d.year}، {ARABIC[w]}.",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, deadline=None)
@given(day=DAYS, weekday=st.integers(0, 6))
def test_any_date_is_found_with_any_weekday_beside_it(form: str, day: date, weekday: int) -> None:
    text = FORMS[form](day, weekday)
    (named,) = named_days(text)
    assert (named.day, named.weekday) == (day.isoformat(), weekday)
    written = text[slice(*named.weekday_at)].translate(str.maketrans("", "", ".,"))
    known = (ENGLISH[weekday], ENGLISH[weekday][:3], RUSSIAN[weekday][:4], RUSSIAN_SHORT[weekday], ARABIC[weekday])
    assert any(one in written for one in known)
    assert str(day.year) in text[slice(*named.at)].translate({v: str(k) for k, v in enumerate(range(0x660, 0x66A))})


@settings(max_examples=150, deadline=None)
@given(
    day=st.dates(date(1924, 8, 5), date(2077, 11, 10)),
    away=st.integers(-40, 40),
    digits=st.booleans(),
    before=st.booleans(),
)
def test_any_hijri_day_is_found_with_the_day_beside_it(day: date, away: int, digits: bool, before: bool) -> None:  # noqa: FBT001
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    own = day + timedelta(days=away)
    written = (
        f"{hijri.day}/{hijri.month}/{hijri.year}" if digits else f"{hijri.day} {HIJRI[hijri.month - 1]} {hijri.year}"
    )
    other = f"{own.day} {LEVANT[own.month - 1]} {own.year} م"
    text = f"التاريخ: {written} هـ الموافق {other}" if before else f"التاريخ: {other} ({written} هـ)"
    (twin,) = twin_days(text)
    assert (twin.day, twin.hijri) == (own.isoformat(), day.isoformat())
    assert written in text[slice(*twin.hijri_at)]


@pytest.mark.parametrize(
    "text",
    [
        "(The Sun, 3 March 2016)",
        "Toronto Sun, March 3, 2016",
        "She wed 3 March 2012 in Paris",
        "ср. 3 марта 2016",
        "On 3 March 2016, Monday's attack was told again",
        "Tuesday and Wednesday, 3 March 2016",
        "понедельник-среда 3 марта 2016",
        "الاثنين والثلاثاء 3 آذار 2016",
        "Friday\n3 March 2016",
        "3 March 2016, Tuesday, 4 March 2016, Wednesday",
        "he said on Tuesday, 3 March 2016 was the last day",
        "Tuesday 3/3/16",
        "Tuesday, 3 March",
        "Tuesday 03/04/2016",
        "15 February 2015 was a Sunday. The copy says Monday.",
        "Tuesday\n\n3 March 2016",
    ],
)
def test_what_may_belong_to_another_date_or_is_no_weekday_is_left_out(text: str) -> None:
    assert named_days(text) == []


def test_each_of_several_dates_keeps_its_own_weekday() -> None:
    found = named_days("Tuesday, 1 March 2016, Wednesday, 2 March 2016\nTuesday 08.03.2016\nWednesday 09.03.2016")
    assert [(n.day, ENGLISH[n.weekday]) for n in found] == [
        ("2016-03-01", "Tuesday"), ("2016-03-02", "Wednesday"), ("2016-03-08", "Tuesday"), ("2016-03-09", "Wednesday"),
    ]  # fmt: skip


def test_a_table_of_days_below_each_other_gives_each_row_its_own() -> None:
    found = named_days("01/03/2016\nTuesday 15/03/2016\nWednesday 16/03/2016")
    assert [(n.day, ENGLISH[n.weekday]) for n in found] == [("2016-03-15", "Tuesday"), ("2016-03-16", "Wednesday")]


def test_a_weekday_before_a_hijri_day_is_that_of_the_day_beside_it() -> None:
    (named,) = named_days("الأربعاء ١٧ محرم ١٤٣٥ هـ الموافق ٢٠ تشرين الثاني ٢٠١٣ م")
    assert (named.day, ENGLISH[named.weekday]) == ("2013-11-20", "Wednesday")


def test_digits_that_can_be_read_the_other_way_round_say_so() -> None:
    (named,) = named_days("Tue, 03.05.2016")
    assert (named.day, named.swapped) == ("2016-05-03", "2016-03-05")
    assert named_days("Tue, 13.05.2016")[0].swapped == ""
    (twin,) = twin_days("3/5/1435 هـ الموافق 4/3/2014 م")
    assert (twin.swapped, twin.hijri_swapped) == ("2014-04-03", "2014-01-06")


def test_hijri_years_outside_the_tables_are_found_without_a_day() -> None:
    (twin,) = twin_days("17 Rajab 1320 AH, corresponding to 20 October 1902")
    assert (twin.day, twin.hijri) == ("1902-10-20", "")


@pytest.mark.parametrize(
    "text", ["17 محرم 1435\n\n20 تشرين الثاني 2013", "17 محرم 1435 وصل الجيش في 20 تشرين الثاني 2013", "17 محرم 1435"]
)
def test_two_days_apart_are_not_one(text: str) -> None:
    assert twin_days(text) == []


def test_long_and_hostile_lines_take_no_long_time() -> None:
    began = time.process_time()
    for piece in (
        "Tuesday, ",
        "1435/1/17 ",
        "17 محرم 1435 ه ",
        "الموافق ل ",
        "(" * 50,
        "mon 1/1/2016 ",
        "м ه ",
        "- , ;",
    ):
        text = piece * (60_000 // len(piece))
        assert len(re.findall("x", text)) == 0
        named_days(text)
        twin_days(text)
    assert time.process_time() - began < 30
