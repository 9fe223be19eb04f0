"""Times given by an event: "shortly before the army recaptured the town".

In: folded text and the dates found in it. Out: raw mentions that wait for the event; a date inside the clause gives
the days, the clause keeps its relation.
"""

import re
from functools import cache

from .calendars import alternation, listed
from .data import table
from .spans import UNRESOLVED, RawTime

_LONGEST = 160
"""Characters of a clause; what runs on longer is not one event."""
_STOP = re.compile(r"[,;:!?\"«»()\n]|\.(?=\s|$)| - ")
_HEAD = re.compile(r"\s*[\w']+(?:\s+[\w'-]+)")
_KINDS = ("before", "after", "until", "since")


def clauses(folded: str, dates: list[RawTime]) -> tuple[list[RawTime], list[RawTime]]:
    """The clause mentions of a folded text, and `dates` without those that lie inside a clause."""
    starts = {raw.start for raw in dates}
    found: list[RawTime] = []
    for m in _cue().finditer(folded):
        if found and m.start() < found[-1].end:
            continue
        raw = _clause(folded, m, starts)
        if raw is not None:
            found.append(raw)
    return _dated(found, dates)


def _clause(folded: str, m: re.Match[str], starts: set[int]) -> RawTime | None:
    at = m.end()
    while at < len(folded) and folded[at] == " ":
        at += 1
    behind = folded[max(0, m.start() - 24) : m.start()]
    if (
        _guards()[0].search(behind)
        or _guards()[1].match(folded, at)
        or any(s in starts for s in (m.start(), m.start() + 1, *range(at, at + 5)))
    ):
        return None
    stop = _STOP.search(folded, at, at + _LONGEST)
    end = stop.start() if stop else folded.rfind(" ", at, at + _LONGEST) if len(folded) > at + _LONGEST else len(folded)
    end = max(at, end)
    while end > at and folded[end - 1].isspace():
        end -= 1
    head = _HEAD.match(folded, at, end)
    if head is None:
        return None
    relation = next(kind for kind in _KINDS if m.group(kind))
    return RawTime(m.start(), end, relation=relation, anchor=folded[at:end])  # type: ignore[arg-type]


def _dated(found: list[RawTime], dates: list[RawTime]) -> tuple[list[RawTime], list[RawTime]]:
    """Clauses with the days of the first date inside them, and the dates that no clause has swallowed."""
    kept, at = [], 0
    filled: list[RawTime] = []
    for clause in found:
        while at < len(dates) and dates[at].start < clause.start:
            kept.append(dates[at])
            at += 1
        inside = []
        while at < len(dates) and dates[at].end <= clause.end:
            inside.append(dates[at])
            at += 1
        days = next((raw.days for raw in inside if raw.days != UNRESOLVED and raw.relation == "at"), UNRESOLVED)
        precision = next((raw.precision for raw in inside if raw.days == days), clause.precision)
        if days == UNRESOLVED:
            precision = "unknown"
        filled.append(RawTime(clause.start, clause.end, days, precision, clause.relation, anchor=clause.anchor))
    return filled, [*kept, *dates[at:]]


@cache
def _cue() -> re.Pattern[str]:
    lists = table("dates")["clauses"]
    near = rf"(?:(?:a\s)?{listed('clauses', 'how_near')}\s)?"
    kinds = "|".join(rf"(?P<{kind}>{alternation(lists[kind])})" for kind in _KINDS)
    return re.compile(rf"(?<!\w){near}(?:{kinds})(?!\w)")


@cache
def _guards() -> tuple[re.Pattern[str], re.Pattern[str]]:
    behind = re.compile(rf"(?<!\w){listed('clauses', 'not_behind')}\s$")
    return behind, re.compile(listed("clauses", "not_before") + r"(?!\w)")
