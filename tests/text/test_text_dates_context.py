"""Dates read with the words and dates around them: years left out, ranges, what is to come, what must stay open."""

import pytest

from hearsay.model import TimeMention
from hearsay.text.dates import find_times

TOLD = "2019-05-01"


def times(text: str, published: str = TOLD) -> list[TimeMention]:
    return find_times(text, 0, len(text), published=published)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from March 2018 to May 2019 they", "2018-03-01", "2019-05-31"),
        ("between 4 June 2017 and 2 July 2017 he", "2017-06-04", "2017-07-02"),
        ("بين عامي 2013 و2016 كان", "2013-01-01", "2016-12-31"),
        ("March 3, 4 and 5", "2019-03-03", "2019-03-05"),
        ("3, 4 and 5 March 2018", "2018-03-03", "2018-03-05"),
        ("in 2016-17 he", "2016-01-01", "2017-12-31"),
        ("in 2011-12 he", "2011-01-01", "2012-12-31"),
        ("dated 2016-04 here", "2016-04-01", "2016-04-30"),
        ("the winter of 2013-14", "2013-12-01", "2014-02-28"),
        ("in the second quarter of 2018", "2018-04-01", "2018-06-30"),
        ("in the first half of 2018", "2018-01-01", "2018-06-30"),
        ("во втором квартале 2018 года", "2018-04-01", "2018-06-30"),
        ("في النصف الأول من عام 2018", "2018-01-01", "2018-06-30"),
        ("in the late 1980s", "1987-01-01", "1989-12-31"),
        ("в 90-е годы", "1990-01-01", "1999-12-31"),
        ("in early autumn he", "2018-09-01", "2018-09-30"),
        ("last winter he", "2018-12-01", "2019-02-28"),
        ("in March last year he", "2018-03-01", "2018-03-31"),
        ("весной прошлого года", "2018-03-01", "2018-05-31"),
        ("نهاية العام الماضي", "2018-09-01", "2018-12-31"),
        ("قبل يومين قال", "2019-04-29", "2019-04-29"),
        ("12 апреля, в пятницу, он", "2019-04-12", "2019-04-12"),
        ("الجمعة، 12 نيسان", "2019-04-12", "2019-04-12"),
        ("قتل في 5/4/2019 خمسة", "2019-04-05", "2019-04-05"),
    ],
)
def test_one_time_with_these_days(text: str, first: str, last: str) -> None:
    found = times(text)
    assert [(t.first, t.last) for t in found] == [(first, last)], found


@pytest.mark.parametrize(
    "text",
    [
        "Two days later they came", "three weeks earlier he", "the next day he", "the following week it", "a year later he",
        "на следующий день он", "неделю спустя он", "في اليوم التالي قال", "that night he",
    ],
)  # fmt: skip
def test_times_reckoned_from_the_story_stay_open(text: str) -> None:
    (time,) = times(text)
    assert (time.first, time.last) == ("", "")
    assert time.anchor == "the time that the text spoke of before"


def test_a_day_beside_a_dated_month_has_its_year() -> None:
    found = times("In early July 1966 (4 July) he went.")
    assert [t.first for t in found] == ["1966-07-01", "1966-07-04"]
    assert [t.first for t in times("In early July 1966 (4 July) he went.", "")] == ["1966-07-01", "1966-07-04"]


def test_a_day_behind_another_year_in_its_sentence_is_not_dated() -> None:
    year, day = times("In 2013 the town fell and on 4 July it burnt.")
    assert year.first == "2013-01-01"
    assert (day.first, day.anchor) == ("", "year not stated, and the text names another one before it")
    assert times("The war began in 2013. On 4 April it burnt.")[1].first == "2019-04-04"


def test_a_story_of_long_ago_goes_on_in_an_open_year() -> None:
    assert [t.first for t in times("He left in May 1964. In early autumn he was sent away.")] == ["1964-05-01", ""]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The army will leave on Friday", "2019-05-03"),
        ("The army will leave on 15 September", "2019-09-15"),
        ("Войска будут выведены в пятницу", "2019-05-03"),
        ("من المقرر أن يغادر الجيش يوم الجمعة", "2019-05-03"),
        ("The army left on Friday", "2019-04-26"),
        ("He said on Friday that the army will leave", "2019-04-26"),
        ("The army will leave, he said on Friday", "2019-04-26"),
        ("It fell on 15 September", "2018-09-15"),
    ],
)
def test_what_is_to_come_is_dated_ahead(text: str, first: str) -> None:
    assert [t.first for t in times(text)] == [first]


def test_a_clock_time_with_an_adverb_belongs_to_its_day() -> None:
    (time,) = times("On 27 April 2017, exactly at 05:15 am, it fell.")
    assert time.first == "2017-04-27T05:15"
