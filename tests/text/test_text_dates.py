"""Times in three languages: golden cases and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.model import TimeMention
from hearsay.text.dates import find_times

TOLD = "2016-05-03"


def times(text: str, published: str = TOLD) -> list[TimeMention]:
    found = find_times(text, 0, len(text), published=published)
    assert all(text[t.start : t.end] == t.text for t in found)
    return found


def one(text: str, published: str = TOLD) -> TimeMention:
    found = times(text, published)
    assert len(found) == 1, [t.text for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "written", "first", "last", "precision"),
    [
        ("hit on 24th November, 2013.", "24th November, 2013", "2013-11-24", "2013-11-24", "day"),
        ("on Saturday, April 15, 2017, a bus", "Saturday, April 15, 2017", "2017-04-15", "2017-04-15", "day"),
        ("signed 24/11/2013 here", "24/11/2013", "2013-11-24", "2013-11-24", "day"),
        ("signed 15.04.2017. Then", "15.04.2017", "2017-04-15", "2017-04-15", "day"),
        ("at 2016-05-03T05:15Z it", "2016-05-03T05:15Z", "2016-05-03T05:15", "2016-05-03T05:15", "minute"),
        ("on 3 May 2016 at 05:15 it", "3 May 2016 at 05:15", "2016-05-03T05:15", "2016-05-03T05:15", "minute"),
        ("In March 2016 they", "March 2016", "2016-03-01", "2016-03-31", "month"),
        ("In late March they", "late March", "2016-03-21", "2016-03-31", "period"),
        ("in early 1965, he", "early 1965", "1965-01-01", "1965-04-30", "period"),
        ("in spring 2016 they", "spring 2016", "2016-03-01", "2016-05-31", "season"),
        ("in winter 2015 they", "winter 2015", "2015-01-01", "2016-02-29", "season"),
        ("it is 2014 now", "2014", "2014-01-01", "2014-12-31", "year"),
        ("between 3 and 5 May 2016, men", "3 and 5 May 2016", "2016-05-03", "2016-05-05", "period"),
        ("from 28 April to 3 May 2016, men", "28 April to 3 May 2016", "2016-04-28", "2016-05-03", "period"),
        ("in the 1990s they", "1990s", "1990-01-01", "1999-12-31", "period"),
        ("on 3 December they", "3 December", "2015-12-03", "2015-12-03", "day"),
        ("on 20 May they", "20 May", "2016-05-20", "2016-05-20", "day"),
        ("في 24 تشرين الثاني 2013، قال", "24 تشرين الثاني 2013", "2013-11-24", "2013-11-24", "day"),
        ("وفي ٢٤/١١/٢٠١٣ قال", "٢٤/١١/٢٠١٣", "2013-11-24", "2013-11-24", "day"),
        ("في شباط 2014 قال", "شباط 2014", "2014-02-01", "2014-02-28", "month"),
        ("وكانون الأول/ديسمبر 2015 شهد", "كانون الأول/ديسمبر 2015", "2015-12-01", "2015-12-31", "month"),
        ("أواخر آذار 2016 قال", "أواخر آذار 2016", "2016-03-21", "2016-03-31", "period"),
        ("в 15.04.17 было", "15.04.17", "2017-04-15", "2017-04-15", "day"),
        ("24 ноября 2013 года он", "24 ноября 2013 года", "2013-11-24", "2013-11-24", "day"),
        ("с 3 по 5 мая 2016 года шли", "3 по 5 мая 2016 года", "2016-05-03", "2016-05-05", "period"),
        ("весной 2016 года он", "весной 2016 года", "2016-03-01", "2016-05-31", "season"),
    ],
)
def test_absolute(text: str, written: str, first: str, last: str, precision: str) -> None:
    time = one(text)
    assert (time.text, time.first, time.last, time.precision) == (written, first, last, precision)


LEVANT = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
]  # fmt: skip
EGYPT = ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"]
RUSSIAN = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
RUSSIAN_IN = [
    "январе",
    "феврале",
    "марте",
    "апреле",
    "мае",
    "июне",
    "июле",
    "августе",
    "сентябре",
    "октябре",
    "ноябре",
    "декабре",
]


@pytest.mark.parametrize("names", [LEVANT, EGYPT, RUSSIAN])
def test_every_month(names: list[str]) -> None:
    assert [one(f"7 {name} 2015").first for name in names] == [f"2015-{n:02d}-07" for n in range(1, 13)]


def test_every_russian_month_in_the_prepositional() -> None:
    assert [one(f"в {name} 2015 года").first for name in RUSSIAN_IN] == [f"2015-{n:02d}-01" for n in range(1, 13)]


@pytest.mark.parametrize("text", ["21 محرم 1435 هـ", "21/01/1435", "21 Muharram 1435"])
def test_hijri_days_are_a_day_wider_on_each_side(text: str) -> None:
    time = one(text)
    # 21 Muharram 1435 is 24 November 2013 in the Umm al-Qura tables.
    assert (time.first, time.last, time.calendar) == ("2013-11-23", "2013-11-25", "hijri")


def test_an_ambiguous_day_stays_unresolved() -> None:
    time = one("signed 03/04/2017 here")
    assert (time.first, time.last, time.precision) == ("", "", "unknown")
    assert time.anchor == "ambiguous day/month order"


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("handed over last month, and", "last month", "2016-04-01", "2016-04-30"),
        ("he said on Friday that", "Friday", "2016-04-29", "2016-04-29"),
        ("he said on Tuesday that", "Tuesday", "2016-05-03", "2016-05-03"),
        ("he left yesterday.", "yesterday", "2016-05-02", "2016-05-02"),
        ("three days ago he", "three days ago", "2016-04-30", "2016-04-30"),
        ("a week ago he", "a week ago", "2016-04-23", "2016-04-29"),
        ("For the past 18 months we", "For the past 18 months", "2014-11-03", "2016-05-03"),
        ("الشهر الماضي قال", "الشهر الماضي", "2016-04-01", "2016-04-30"),
        ("قال يوم الجمعة إن", "يوم الجمعة", "2016-04-29", "2016-04-29"),
        ("قال أمس إن", "أمس", "2016-05-02", "2016-05-02"),
        ("قبل 3 أيام قال", "قبل 3 أيام", "2016-04-30", "2016-04-30"),
        ("в прошлом месяце он", "прошлом месяце", "2016-04-01", "2016-04-30"),
        ("на прошлой неделе он", "прошлой неделе", "2016-04-25", "2016-05-01"),
        ("в пятницу он", "пятницу", "2016-04-29", "2016-04-29"),
        ("три дня назад он", "три дня назад", "2016-04-30", "2016-04-30"),
        ("за последние 18 месяцев он", "за последние 18 месяцев", "2014-11-03", "2016-05-03"),
    ],
)
def test_relative(text: str, written: str, first: str, last: str) -> None:
    time = one(text)
    assert (time.text, time.first, time.last) == (written, first, last)
    assert time.anchor == "publication date 2016-05-03"
    waiting = one(text, "")
    assert (waiting.text, waiting.first, waiting.last) == (written, "", "")
    assert waiting.anchor == "publication date (unknown)"


@pytest.mark.parametrize(
    ("text", "written", "relation", "anchor"),
    [
        (
            "It was written shortly before the army recaptured the old town, he said.",
            "shortly before the army recaptured the old town", "before", "the army recaptured the old town",
        ),
        ("and left BEFORE the army attacked.", "BEFORE the army attacked", "before", "the army attacked"),
        ("after months of siege by rebels.", "after months of siege by rebels", "after", "months of siege by rebels"),
        ("كتبت قبل سيطرة الجيش على المدينة، كما", "قبل سيطرة الجيش على المدينة", "before", "سيطرة الجيش على المدينة"),
        ("Написано незадолго до взятия города армией.", "незадолго до взятия города армией", "before", "взятия города армией"),
        ("Он ушёл после того, как армия взяла город.", "после того, как армия взяла город", "after", "армия взяла город"),
    ],
)  # fmt: skip
def test_clauses_wait_for_their_event(text: str, written: str, relation: str, anchor: str) -> None:
    time = one(text)
    assert (time.text, time.relation, time.anchor, time.first) == (written, relation, anchor, "")


def test_a_date_inside_a_clause_dates_it() -> None:
    time = one("after the siege ended in May 2016, he left")
    assert (time.first, time.last, time.relation) == ("2016-05-01", "2016-05-31", "after")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("since 2012 they", "since"),
        ("until March 2016 they", "until"),
        ("before 3 May 2016 they", "before"),
        ("منذ عام 2012 قال", "since"),
        ("до 3 мая 2016 года", "until"),
    ],
)
def test_prepositions_give_the_relation(text: str, relation: str) -> None:
    assert one(text).relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "about 2000 fighters", "killed 1950 people", "file 104-10103-10374", "he may march on", "named after the river", "after all",
        "version 1.2.3", "من قبل النظام", "31/31/2017", "The court sat.",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert times(text) == []


def test_a_stretch_keeps_the_offsets_of_the_page() -> None:
    text = "On 1 May 2015 he came. On 2 May 2015 he left. On 3 May 2015 he died."
    assert [(t.text, t.first) for t in find_times(text, 23, 45)] == [("2 May 2015", "2015-05-02")]


PIECES = st.lists(
    st.sampled_from(
        ["3", "05:15", "May", "2016", "24th", "last", "month", "Friday", "before", "the army left", "،", "تشرين", "الثاني", "قبل", "أيام", "٣",
         "мая", "года", "назад", "дня", "-", "/", ",", ".", "\n\n", "\u200f", "ago", "1435", "هـ", "محرم", "between", "and", "31"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@given(PIECES, st.sampled_from(["", TOLD]))
def test_times_are_sorted_disjoint_and_in_order(text: str, published: str) -> None:
    at = 0
    for time in times(text, published):
        assert at <= time.start < time.end <= len(text)
        assert time.first <= time.last
        assert bool(time.first) == bool(time.last)
        at = time.end


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    times(text)
