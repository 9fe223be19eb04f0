"""Days, months and years as intervals of ISO days; what the date finders hand each other.

In: numbers of calendars. Out: raw mentions over folded text and ISO days, both ends included.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hijridate import Hijri

from hearsay.model import TimePrecision, TimeRelation

Days = tuple[str, str]
"""First and last ISO day, both included; empty when unresolved."""
UNRESOLVED: Days = ("", "")


@dataclass(frozen=True, slots=True)
class RawTime:
    """A time at [start, end) of a folded text."""

    start: int
    end: int
    days: Days = UNRESOLVED
    precision: TimePrecision = "unknown"
    relation: TimeRelation = "at"
    calendar: str = "gregorian"
    anchor: str = ""
    rank: int = 0
    """Of two overlapping mentions the longer one stays; of equal ones the lower rank."""
    yearless: Days = UNRESOLVED
    """Its days in the year 2016 when the text gives no year; else empty."""


def day(year: int, month: int, number: int) -> Days | None:
    """One day; None when the calendar has no such day."""
    try:
        iso = date(year, month, number).isoformat()
    except ValueError:
        return None
    return iso, iso


def between(first: Days | None, last: Days | None) -> Days | None:
    """From the first day of one interval to the last of another; None when they run backwards."""
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def month(year: int, number: int) -> Days:
    """A whole month."""
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1).isoformat(), (after - timedelta(days=1)).isoformat()


def year_span(year: int) -> Days:
    """A whole year."""
    return f"{year:04d}-01-01", f"{year:04d}-12-31"


def moved_to(days: Days, year: int) -> Days | None:
    """An interval of the year 2016 (and the one after) in another year; None when that year has no such day."""
    by = year - 2016
    try:
        first, last = (date.fromisoformat(iso) for iso in days)
        return first.replace(year=first.year + by).isoformat(), last.replace(year=last.year + by).isoformat()
    except ValueError:
        return None


def part_of_month(year: int, number: int, part: str) -> Days:
    """Days 1-10 of a month for early, 11-20 for mid, 21 to the end for late; halves part after the 15th."""
    first, last = month(year, number)
    stem = first[:8]
    parts = {"early": (first, stem + "10"), "mid": (stem + "11", stem + "20"), "late": (stem + "21", last)}
    return {**parts, "first_half": (first, stem + "15"), "second_half": (stem + "16", last)}[part]


def part_of_year(year: int, part: str) -> Days:
    """January to April for early, May to August for mid, September to December for late; halves and quarters."""
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first_half": (1, 6), "second_half": (7, 12)}
    quarters = {f"quarter_{n}": (3 * n - 2, 3 * n) for n in range(1, 5)}
    first, last = {**months, **quarters}[part]
    return month(year, first)[0], month(year, last)[1]


def part_of_season(year: int, name: str, part: str) -> Days:
    """The first month of a season for early, the second for mid, the third for late; of winter, of both readings."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
    at = {"early": 0, "first_half": 0, "mid": 1, "late": 2, "second_half": 1}[part]
    length = 2 if part.endswith("half") else 1
    if name != "winter":
        return month(year, first + at)[0], month(year, first + at + length - 1)[1]
    if at == 0:
        return month(year - 1, 12)[0], month(year, 12)[1]
    return month(year, at)[0], month(year + 1, min(at + length - 1, 2))[1]


def season(year: int, name: str) -> Days:
    """A meteorological season of the north; "winter 2016" may begin or end in that year, so it spans both readings."""
    if name == "winter":
        return f"{year:04d}-01-01", month(year + 1, 2)[1]
    first = {"spring": 3, "summer": 6, "autumn": 9}[name]
    return month(year, first)[0], month(year, first + 2)[1]


def winter_to(year: int) -> Days:
    """The winter that ends in February of a year."""
    return month(year - 1, 12)[0], month(year, 2)[1]


def decade(first: int, part: str = "") -> Days:
    """Ten years, or the years 0-3, 4-6 or 7-9 of them for early, mid and late."""
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first_half": (0, 4), "second_half": (5, 9)}.get(
        part, (0, 9)
    )
    return year_span(first + low)[0], year_span(first + high)[1]


def hijri_days(year: int, number: int, day_of_month: int | None) -> Days | None:
    """A Hijri day, or month when the day is None, one day wider on each side, for sightings differ from tables.

    None outside the Umm al-Qura tables (1343-1500) or for a day that no month has.
    """
    try:
        if day_of_month is None:
            first = Hijri(year, number, 1)
            length = first.month_length()
            last = Hijri(year, number, length)
        elif day_of_month == 30 and Hijri(year, number, 1).month_length() == 29:
            first = last = Hijri(year, number, 29)
        else:
            first = last = Hijri(year, number, day_of_month)
        low, high = first.to_gregorian(), last.to_gregorian()
    except (ValueError, OverflowError):
        return None
    one = timedelta(days=1)
    return shifted(date(low.year, low.month, low.day), -one), shifted(date(high.year, high.month, high.day), one)


def shifted(start: date, by: timedelta) -> str:
    """ISO day of `start` moved; clamped to the years that ISO days of four digits can hold."""
    try:
        return (start + by).isoformat()
    except OverflowError:
        return (date.max if by.days > 0 else date.min).isoformat()


def longest(found: Iterable[RawTime]) -> list[RawTime]:
    """Mentions that do not overlap: longer ones first, then lower rank, then the leftmost; in order of the text."""
    ranked = sorted(found, key=lambda raw: (raw.start - raw.end, raw.rank, raw.start))
    taken: list[RawTime] = []
    used: set[int] = set()
    for raw in ranked:
        cells = range(raw.start, raw.end)
        if raw.start < raw.end and raw.start not in used and raw.end - 1 not in used:
            used.update(cells)
            taken.append(raw)
    return sorted(taken, key=lambda raw: raw.start)
