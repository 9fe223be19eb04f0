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


def part_of_month(year: int, number: int, part: str) -> Days:
    """Days 1-10 of a month for early, 11-20 for mid, 21 to the end for late."""
    first, last = month(year, number)
    stem = first[:8]
    return {"early": (first, stem + "10"), "mid": (stem + "11", stem + "20"), "late": (stem + "21", last)}[part]


def part_of_year(year: int, part: str) -> Days:
    """January to April for early, May to August for mid, September to December for late."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
    return month(year, first)[0], month(year, last)[1]


def season(year: int, name: str) -> Days:
    """A meteorological season of the north; "winter 2016" may begin or end in that year, so it spans both readings."""
    if name == "winter":
        return f"{year:04d}-01-01", month(year + 1, 2)[1]
    first = {"spring": 3, "summer": 6, "autumn": 9}[name]
    return month(year, first)[0], month(year, first + 2)[1]


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
