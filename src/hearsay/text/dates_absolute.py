"""Dates that stand by themselves: days, months, seasons, years, ranges, clock times, Gregorian and Hijri.

In: folded text. Out: raw mentions. A day and month without a year are resolved against the day of publication when
that is known. 03/04/2017 may be two days: it stays unresolved and says so.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from .calendars import clitics, listed, meaning, words
from .dates_context import is_ahead
from .spans import (
    UNRESOLVED,
    Days,
    RawTime,
    between,
    day,
    decade,
    hijri_days,
    month,
    part_of_month,
    part_of_season,
    part_of_year,
    season,
    winter_to,
    year_span,
)  # fmt: skip

UNKNOWN_DAY = "publication date (unknown)"
"""What a relative time waits for when nobody knows when its text was published."""
AMBIGUOUS = "ambiguous day/month order"
_Y = r"(?:1[89]|20)\d\d"
_TAIL = r"(?:\s*(?:г\.|гг\.|год(?:а|у|ом)?\b|م\b))?"
_NOT_IN_NUMBER = r"(?<![^\W\u0621-\u064a])(?<![/#@=№])(?<!\d[.,:-])"
"""Not inside a word or number; Arabic writes its clitics on to digits."""
_DAY = r"(?:\d{1,2})(?:st|nd|rd|th|-?го|-?е)?"
_OF = r"\s?(?:of\s|من\s(?:شهر\s)?|شهر\s|day\sof\s)?"
_DAY_FIRST = re.compile(r"[\u0621-\u064a\u0400-\u052f]{2}")
_END = r"(?!\w|[/:]\d|[.,]\d)"
Finder = Callable[[re.Match[str], str], RawTime | None]


def absolute(folded: str, published: str) -> list[RawTime]:
    """All absolute dates and clock times of a folded text; they may overlap."""
    found: list[RawTime] = []
    for gate, patterns in _groups():
        if gate.search(folded) is None:
            continue
        for pattern, read in patterns:
            found.extend(raw for m in pattern.finditer(folded) if (raw := read(m, published)) is not None)
    return found


@cache
def _groups() -> tuple[tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Finder], ...]], ...]:
    """Patterns behind the word or digit that each of them needs, so that a sentence without it costs one look."""
    digit, hijri = re.compile(r"\d"), re.compile(rf"(?<!\w){words('hijri')}(?!\w)")
    month_word = re.compile(rf"(?<!\w){words('months')}(?!\w)")
    season_word = re.compile(rf"(?<!\w)(?:ال)?{words('seasons')}(?!\w)")
    groups = (
        (month_word, _by_month()),
        (digit, (*_by_year(), *_by_digits(), *_by_clock())),
        (hijri, _by_hijri()),
        (season_word, _by_season()),
    )
    return tuple((gate, tuple((re.compile(source), read) for source, read in sources)) for gate, sources in groups)


def _year_tail() -> str:
    return rf"(?:\s?,?\s?(?:of\s|in\s|عام\s|سنه\s|من\sعام\s)?(?P<y>{_Y})(?!\d|[.,]\d){_TAIL})"


def _part() -> str:
    return rf"(?P<part>(?<!\w){words('parts')}[\s-])"


def _by_month() -> tuple[tuple[str, Finder], ...]:
    m, w = words("months"), rf"(?:{words('weekdays')}|{words('weekdays_short')})"
    months = rf"(?<!\w){m}\b\.?(?:\s?[/(]\s?{m}\)?)?"
    year = _year_tail()
    to = r"\s?(?:-|/|to|and|through|until|по|до|и|الي|حتي|و)\s?"
    more = r"(?:,\s?\d{1,2}){0,6}"
    lead = rf"(?:(?<!\w){w}\b\.?,?\s(?:the\s)?)?"
    one, two = rf"(?P<d>{_DAY})", rf"(?P<d2>{_DAY})"
    return (
        (rf"{lead}{_NOT_IN_NUMBER}{one}{_OF}(?P<m>{months}){year}?", _day_month),
        (rf"{lead}(?P<m>{months})\s(?:the\s)?{one}(?![\w:]|[.,]\d|\s?%){year}?", _day_month),
        (rf"{_NOT_IN_NUMBER}{one}{more}{to}{two}{_OF}(?P<m>{months}){year}?", _day_range),
        (rf"(?P<m>{months})\s{one}{more}\s?(?:-|to|and),?\s?{two}(?![\w:]|\s?%|\s[a-z]){year}?", _day_range),
        (rf"{_NOT_IN_NUMBER}{one}{_OF}(?P<m>{months}){to}{two}{_OF}(?P<m2>{months}){year}?", _days_of_months),
        (rf"{_part()}?(?:شهر\s)?(?P<m>{months}){year}", _month),
        (rf"(?P<m>{months}){to}(?P<m2>{months}){year}", _months),
        (rf"{_part()}(?:شهر\s)?(?P<m>{months})(?!\s?\d)", _bare_month),
        (rf"(?<!\w){listed('leads', 'month')}\s(?P<m>{months})(?!\s?\d|\s\w+ing\b)", _bare_month),
    )


def _by_year() -> tuple[tuple[str, Finder], ...]:
    year = rf"{_NOT_IN_NUMBER}(?P<y>{_Y})"
    return (
        (rf"{_part()}?(?<!\w)(?P<s>{words('seasons')}){_year_tail()}(?:[-/](?P<y2>\d\d(?:\d\d)?)(?!\d))?", _season),
        (
            rf"(?<!\w)(?P<stretch>{words('stretches')})\s(?:of\s)?(?:the\syear\s|من\s)?(?:عام\s|سنه\s|العام\s)?{year}{_END}{_TAIL}",
            _stretch,
        ),
        (rf"{year}[-/](?P<y2>\d\d)(?![\d/.-])", _short_years),
        (rf"(?:{_part()}(?:عام\s|سنه\s|the\syear\s)?)?{year}{_END}{_TAIL}", _year),
        (rf"{year}\s?(?:-|to|and|по|до|الي|حتي)\s?(?P<y2>{_Y}){_END}{_TAIL}", _years),
        (rf"{_part()}?(?:the\s)?{_NOT_IN_NUMBER}(?P<y>(?:19|20)\d0)(?:'?s|-х|-е)(?!\w)(?:\sгод\w{{1,2}})?", _decade),
        (rf"(?:{_part()}|the\s'?|в\s)(?:the\s'?)?(?P<y>[3-9]0)(?:'?s|-х|-е)(?!\w)(?:\sгод\w{{1,2}})?", _decade),
    )


def _by_season() -> tuple[tuple[str, Finder], ...]:
    """Seasons without a year, where the words before them say that they are a time."""
    name = rf"(?P<s>{words('seasons')})(?!\w|\s?(?:of\s|عام\s|سنه\s)?\d)"
    return (
        (rf"{_part()}(?:ال)?{name}", _season),
        (rf"(?<!\w)(?:in|during|since|until|by|throughout)\s(?:the\s)?{name}", _season),
    )


def _by_digits() -> tuple[tuple[str, Finder], ...]:
    clock = r"(?:[t ](?P<t>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?z?)?"
    return (
        (rf"{_NOT_IN_NUMBER}(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d){clock}(?![\d-])", _iso),
        (
            rf"{_NOT_IN_NUMBER}(?P<a>\d{{1,4}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<c>\d{{2,4}})(?![\d/-]|\.\d){_TAIL}",
            _numeric,
        ),
    )


def _by_clock() -> tuple[tuple[str, Finder], ...]:
    half = r"\s?(?P<half>[ap]\.?m\.?|صباحا|مساء|утра|вечера)(?!\w)"
    return (
        (rf"{_NOT_IN_NUMBER}(?P<t>(?:[01]?\d|2[0-3]):[0-5]\d)(?::[0-5]\d)?(?!\d|:\d)(?:{half})?", _clock),
        (rf"{_NOT_IN_NUMBER}(?P<t>1[0-2]|[1-9])(?:\.(?P<min>[0-5]\d))?{half}", _clock),
    )


def _by_hijri() -> tuple[tuple[str, Finder], ...]:
    name = rf"(?P<h>(?<!\w){words('hijri')})(?!\w)"
    year = r"\s?,?\s?(?:عام\s|سنه\s)?(?P<y>1[345]\d\d)(?!\d)(?:\s?(?:ه|ah|a\.h\.)(?!\w))?(?!\w)"
    return (
        (rf"{_NOT_IN_NUMBER}(?P<d>{_DAY}){_OF}{name}(?:{year})?", _hijri),
        (rf"{name}{year}", _hijri),
    )


def _number(text: str) -> int:
    return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]


def _month_of(text: str) -> int:
    return int(meaning("months", re.sub(r"\s+", " ", text)))


def _raw(m: re.Match[str], days: Days | None, precision: str, anchor: str = "") -> RawTime | None:
    if days is None:
        return None
    start = m.start()
    for name, kind in (("part", "parts"), ("m", "months"), ("s", "seasons")):
        if m.groupdict().get(name) and m.start(name) == start:
            start += clitics(kind, m.group(name).strip(" -"))
            break
    end = m.end() - (len(m.group()) - len(m.group().rstrip(" ,")))
    return RawTime(start, end, days, precision, anchor=anchor)  # type: ignore[arg-type]


def _dated(m: re.Match[str], published: str, make: Callable[[int], Days | None], precision: str) -> RawTime | None:
    """With its own year, else nearest to publication but not 30 days past it; after it where the words say "will"."""
    if m.groupdict().get("y"):
        return _raw(m, make(int(m.group("y"))), precision)
    plain = make(2016)
    if plain is None:
        return None
    if not published:
        return _yearless(_raw(m, UNRESOLVED, precision, UNKNOWN_DAY), plain)
    told = date.fromisoformat(published[:10])
    years = [year for year in range(told.year + 4, told.year - 5, -1) if 1 <= year <= 9998]
    known = [days for year in years if (days := make(year)) is not None]
    if is_ahead(m.string, m.start()):
        chosen = next((days for days in reversed(known) if days[1] >= published[:10]), None)
    else:
        limit = (told + timedelta(days=30)).isoformat() if told.year < 9999 else published
        chosen = next((days for days in known if days[0] <= limit), None)
    return _yearless(_raw(m, chosen, precision, f"publication date {published[:10]}"), plain)


def _yearless(raw: RawTime | None, plain: Days) -> RawTime | None:
    return replace(raw, yearless=plain) if raw is not None else None


def _day_month(m: re.Match[str], published: str) -> RawTime | None:
    number, of_year = _number(m.group("d")), _month_of(m.group("m"))
    return _dated(m, published, lambda year: day(year, of_year, number), "day")


def _day_range(m: re.Match[str], published: str) -> RawTime | None:
    first, last, of_year = _number(m.group("d")), _number(m.group("d2")), _month_of(m.group("m"))
    return _dated(m, published, lambda y: between(day(y, of_year, first), day(y, of_year, last)), "period")


def _days_of_months(m: re.Match[str], published: str) -> RawTime | None:
    first, last = _number(m.group("d")), _number(m.group("d2"))
    low, high = _month_of(m.group("m")), _month_of(m.group("m2"))
    return _dated(m, published, lambda y: between(day(y - (low > high), low, first), day(y, high, last)), "period")


def _month(m: re.Match[str], published: str) -> RawTime | None:
    number = _month_of(m.group("m"))
    if m.group("part"):
        part = meaning("parts", m.group("part").strip(" -"))
        return _dated(m, published, lambda year: part_of_month(year, number, part), "period")
    return _dated(m, published, lambda year: month(year, number), "month")


def _bare_month(m: re.Match[str], published: str) -> RawTime | None:
    number = _month_of(m.group("m"))
    part = meaning("parts", m.group("part").strip(" -")) if m.groupdict().get("part") else ""
    if part:
        return _dated(m, published, lambda year: part_of_month(year, number, part), "period")
    raw = _dated(m, published, lambda year: month(year, number), "month")
    return raw and replace(raw, start=m.start("m"), end=m.end("m"))


def _months(m: re.Match[str], published: str) -> RawTime | None:
    low, high = _month_of(m.group("m")), _month_of(m.group("m2"))
    return _dated(m, published, lambda year: between(month(year - (low > high), low), month(year, high)), "period")


def _season(m: re.Match[str], published: str) -> RawTime | None:
    name, part = meaning("seasons", m.group("s")), m.groupdict().get("part")
    if m.groupdict().get("y2"):
        low, high = int(m.group("y")), int(m.group("y2"))
        high += low // 100 * 100 if high < 100 else 0
        return _raw(m, winter_to(high) if name == "winter" and high == low + 1 else None, "season")
    if part:
        of = meaning("parts", part.strip(" -"))
        return _dated(m, published, lambda year: part_of_season(year, name, of), "period")
    bare = name == "winter" and not m.groupdict().get("y")
    raw = _dated(m, published, winter_to if bare else lambda year: season(year, name), "season")
    return raw if raw is None or m.groupdict().get("y") else replace(raw, start=m.start("s"))


def _stretch(m: re.Match[str], _published: str) -> RawTime | None:
    return _raw(m, part_of_year(int(m.group("y")), meaning("stretches", m.group("stretch"))), "period")


def _short_years(m: re.Match[str], _published: str) -> RawTime | None:
    """2016-17 is two years, 2016-04 a month; 2011-12 may be either and holds both."""
    year, tail = int(m.group("y")), int(m.group("y2"))
    if tail == year % 100 + 1:
        return _raw(m, between(year_span(year), year_span(year + 1)), "period")
    if tail > 12 and tail > year % 100:
        return _raw(m, between(year_span(year), year_span(year // 100 * 100 + tail)), "period")
    return _raw(m, month(year, tail), "month") if 1 <= tail <= 12 and m.group("y2")[0] in "01" else None


def _year(m: re.Match[str], published: str) -> RawTime | None:
    part, year = m.group("part"), int(m.group("y"))
    before, after = m.string[max(0, m.start("y") - 24) : m.start("y")], m.string[m.end("y") : m.end("y") + 24]
    led = _leads_year().search(before) is not None
    if not part and not led and (year % 100 == 0 or _counts(before, after)):
        return None
    if part:
        return _raw(m, part_of_year(year, meaning("parts", part.strip(" -"))), "period")
    return _dated(m, published, year_span, "year")


def _counts(before: str, after: str) -> bool:
    return _counting()[0].search(before) is not None or _counting()[1].match(after) is not None


@cache
def _leads_year() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){listed('leads', 'year')}[\s-]$")


@cache
def _counting() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = re.compile(rf"(?<!\w){listed('leads', 'approximate')}\s$|[$€£]\s?$")
    return before, re.compile(rf"\s?(?:%|{listed('leads', 'counted')}(?!\w))")


def _years(m: re.Match[str], _published: str) -> RawTime | None:
    return _raw(m, between(year_span(int(m.group("y"))), year_span(int(m.group("y2")))), "period")


def _decade(m: re.Match[str], _published: str) -> RawTime | None:
    first = int(m.group("y")) + (1900 if len(m.group("y")) == 2 else 0)
    part = m.group("part")
    raw = _raw(m, decade(first, meaning("parts", part.strip(" -")) if part else ""), "period")
    return raw if raw is None or part else replace(raw, start=m.start("y"))


def _iso(m: re.Match[str], _published: str) -> RawTime | None:
    year, number, of_month = int(m.group("y")), int(m.group("m")), int(m.group("d"))
    if 1343 <= year <= 1500 and number <= 12:
        return _with_calendar(m, hijri_days(year, number, of_month))
    days = day(year, number, of_month)
    if days is None or not 1800 <= year <= 2100 or not m.group("t"):
        return _raw(m, days if 1800 <= year <= 2100 else None, "day")
    minute = f"{days[0]}T{m.group('t')}"
    return _raw(m, (minute, minute), "minute")


def _numeric(m: re.Match[str], _published: str) -> RawTime | None:
    a, b, c = (int(m.group(name)) for name in ("a", "b", "c"))
    if len(m.group("a")) == 4:
        return _with_calendar(m, hijri_days(a, b, c)) if a < 1501 else _raw(m, day(a, b, c), "day")
    if len(m.group("a")) == 3 or len(m.group("c")) == 3:
        return None
    if 1343 <= c <= 1500:
        return _with_calendar(m, hijri_days(c, b, a)) if b <= 12 else None
    year = c if c > 99 else 2000 + c if c < 70 else 1900 + c
    days, other = day(year, b, a), day(year, a, b)
    if m.group("sep") == "." or other is None or days == other or _day_first(m):
        return _raw(m, days, "day") if 1800 <= year <= 2100 else None
    if days is None:
        return _raw(m, other, "day")
    return _raw(m, UNRESOLVED, "unknown", AMBIGUOUS)


def _day_first(m: re.Match[str]) -> bool:
    """Whether the words around are Arabic or Russian, which write the day before the month."""
    around = m.string[max(0, m.start() - 40) : m.start()] + m.string[m.end() : m.end() + 40]
    return _DAY_FIRST.search(around) is not None and re.search(r"[a-z]{2}", around) is None


def _hijri(m: re.Match[str], _published: str) -> RawTime | None:
    number = int(meaning("hijri", re.sub(r"\s+", " ", m.group("h"))))
    of_month = _number(m.group("d")) if m.groupdict().get("d") else None
    if not m.group("y"):
        return RawTime(m.start(), m.end(), precision="day", calendar="hijri", anchor="year not stated")
    return _with_calendar(m, hijri_days(int(m.group("y")), number, of_month), "day" if of_month else "month")


def _with_calendar(m: re.Match[str], days: Days | None, precision: str = "day") -> RawTime | None:
    if days is None:
        return None
    return RawTime(m.start(), m.end(), days, precision, calendar="hijri")  # type: ignore[arg-type]


def _clock(m: re.Match[str], _published: str) -> RawTime | None:
    return RawTime(m.start("t"), m.end(), precision="minute", anchor=f"day not stated, {_minute_of(m)}")


def _minute_of(m: re.Match[str]) -> str:
    """The hh:mm of a matched clock time."""
    hour, _, minutes = m.group("t").partition(":")
    minutes = minutes or m.groupdict().get("min") or "00"
    number, half = int(hour), (m.group("half") or "").replace(".", "")
    if half and number > 12:
        return f"{number:02d}:{minutes}"
    if half in ("pm", "مساء", "вечера"):
        number = number % 12 + 12
    elif half:
        number %= 12
    return f"{number:02d}:{minutes}"
