"""What the words and dates around a date say of it: ranges, years left out, weekdays beside dates, what is to come.

In: folded text and the dates found in it. Out: the dates, some joined, some with another year, some no longer
resolved because their year is not certain.
"""

import re
from dataclasses import replace
from datetime import date
from functools import cache

from .calendars import alternation, words
from .data import table
from .spans import UNRESOLVED, Days, RawTime, moved_to

_STOP = re.compile(r"[.!?]\s|\n\s*\n")
_BESIDE = re.compile(r"[\s,(-]*(?:and|to|on|or|и|или|по|на|в|و|في|الي)?[\s(]*")
_WEEKDAY_GAP = re.compile(r"[\s,(]*(?:on|the|во?|يوم|في)?\s?")
_TO = re.compile(r"\s?(?:-|to|through|until|till|по|до|الي|حتي)\s(?:the\s|يوم\s|عام\s|سنه\s)?|\s?-\s?")
_AND = re.compile(r"\s(?:and|и|و)\s?")
_BETWEEN = re.compile(r"(?<!\w)(?:between|между|بين)\s(?:the\s|عامي\s|شهري\s|يومي\s)?$")
_CLAUSE = re.compile(r"[.,;:!?\"«»()\n]")
_REACH = 100
"""Characters before a date in which a sign of the future may stand."""
_CLOSE = 2
"""A story told of a year this many years before publication may go on in that year."""


def is_ahead(folded: str, start: int) -> bool:
    """Whether the words of its clause before a date say that it was still to come: "will be shelled on Friday"."""
    before = folded[max(0, start - _REACH) : start]
    stops = [m.end() for m in _CLAUSE.finditer(before)]
    piece = before[stops[-1] :] if stops else before
    signs = list(_future()[0].finditer(piece))
    return bool(signs) and _future()[1].search(piece, signs[-1].end()) is None


@cache
def _future() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = table("dates")["ahead"]
    return tuple(re.compile(rf"(?<!\w){alternation(lists[name])}(?!\w)") for name in ("signs", "not_past"))  # type: ignore[return-value]


def in_context(folded: str, dates: list[RawTime], published: str) -> list[RawTime]:
    """The dates of a text read together."""
    return _ranges(folded, _years(folded, _weekdays(folded, dates), published))


def _weekdays(folded: str, dates: list[RawTime]) -> list[RawTime]:
    """A weekday beside a day of the month is that day: "7 April, a Friday"."""
    kept: list[RawTime] = []
    for raw in dates:
        before = kept[-1] if kept else None
        if (
            before is not None
            and _is_weekday(folded, raw)
            and _is_day(folded, before)
            and _gap(folded, before, raw, _WEEKDAY_GAP)
        ):
            kept[-1] = replace(before, end=raw.end)
        elif (
            before is not None
            and _is_weekday(folded, before)
            and _is_day(folded, raw)
            and _gap(folded, before, raw, _WEEKDAY_GAP)
        ):
            kept[-1] = replace(raw, start=before.start)
        else:
            kept.append(raw)
    return kept


def _gap(folded: str, before: RawTime, raw: RawTime, pattern: re.Pattern[str]) -> bool:
    return raw.start - before.end <= 16 and pattern.fullmatch(folded, before.end, raw.start) is not None


def _is_weekday(folded: str, raw: RawTime) -> bool:
    return raw.precision == "day" and _day_names().fullmatch(folded, raw.start, raw.end) is not None


def _is_day(folded: str, raw: RawTime) -> bool:
    return (
        raw.precision in ("day", "minute")
        and any(c.isdigit() for c in folded[raw.start : raw.end])
        and not _is_weekday(folded, raw)
    )


@cache
def _day_names() -> re.Pattern[str]:
    return re.compile(words("weekdays"))


def _years(folded: str, dates: list[RawTime], published: str) -> list[RawTime]:
    """Days and months without a year take that of a date right beside them; where another year is near, they stay open."""
    kept = list(dates)
    for i, raw in enumerate(kept):
        if raw.yearless == UNRESOLVED:
            continue
        before = kept[i - 1] if i else None
        after = kept[i + 1] if i + 1 < len(kept) else None
        beside = next((t for t in (before, after) if _has_year(t) and _touch(folded, raw, t)), None)
        if beside is not None:
            kept[i] = _with_year(raw, beside)
        elif _has_year(before) and _is_other_year(folded, raw, before, published):
            kept[i] = replace(raw, days=UNRESOLVED, anchor="year not stated, and the text names another one before it")
    return kept


def _has_year(raw: RawTime | None) -> bool:
    plain = raw is not None and raw.days != UNRESOLVED and raw.yearless == UNRESOLVED and raw.calendar == "gregorian"
    return plain and raw is not None and not raw.anchor.startswith("publication")


def _touch(folded: str, raw: RawTime, other: RawTime | None) -> bool:
    if other is None:
        return False
    first, second = (raw, other) if raw.start < other.start else (other, raw)
    return _gap(folded, first, second, _BESIDE)


def _with_year(raw: RawTime, beside: RawTime) -> RawTime:
    """In the year of the date beside it, so that both follow each other as they are written."""
    year = int(beside.days[0][:4])
    days = moved_to(raw.yearless, year)
    if raw.start < beside.start and days is not None and days[0] > beside.days[1][:10]:
        days = moved_to(raw.yearless, year - 1)
    elif raw.start > beside.start and days is not None and days[1] < beside.days[0][:10] and beside.precision == "day":
        days = moved_to(raw.yearless, year + 1)
    return replace(raw, days=days, anchor="") if days is not None else raw


def _is_other_year(folded: str, raw: RawTime, before: RawTime | None, published: str) -> bool:
    """Whether a date before it, in its sentence or as fine a date in its paragraph, speaks of another year."""
    if before is None or raw.days == UNRESOLVED or raw.days[0][:4] in (before.days[0][:4], before.days[1][:4]):
        return False
    if _STOP.search(folded, before.end, raw.start) is None:
        return True
    told = date.fromisoformat(published[:10]).year if published else 0
    story = before.precision not in ("year", "period") and "\n\n" not in folded[before.end : raw.start]
    return story and int(before.days[1][:4]) <= told - _CLOSE


def _ranges(folded: str, dates: list[RawTime]) -> list[RawTime]:
    """From one date to another: one period."""
    kept: list[RawTime] = []
    for raw in dates:
        before = kept[-1] if kept else None
        days = _joined(folded, before, raw) if before is not None else None
        if before is not None and days is not None:
            kept[-1] = RawTime(before.start, raw.end, days, "period")
        else:
            kept.append(raw)
    return kept


def _joined(folded: str, before: RawTime, raw: RawTime) -> Days | None:
    fine = ("day", "month", "season", "year", "period")
    if before.precision not in fine or raw.precision not in fine or UNRESOLVED in (before.days, raw.days):
        return None
    between = _BETWEEN.search(folded[max(0, before.start - 12) : before.start])
    joined = _TO.fullmatch(folded, before.end, raw.start) or (between and _AND.fullmatch(folded, before.end, raw.start))
    if not joined or before.days[0] > raw.days[0] or before.days[1] > raw.days[1] or before.calendar != raw.calendar:
        return None
    return before.days[0], raw.days[1]
