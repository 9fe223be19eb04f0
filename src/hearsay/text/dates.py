"""When something is said to have happened: every time that a stretch of text names.

In: original text and a span, the ISO day of publication or nothing. Out: TimeMentions with offsets into that text,
sorted, not overlapping. What cannot be resolved is listed all the same, with what it waits for.
"""

import re
from dataclasses import replace
from functools import cache, lru_cache

from hearsay.model import TimeMention, TimeRelation

from .calendars import alternation
from .data import table
from .dates_absolute import absolute
from .dates_clauses import clauses
from .dates_context import in_context
from .dates_relative import relative
from .normal import Folded, fold
from .numerals import numerals
from .spans import UNRESOLVED, RawTime, longest

_BLANK = re.compile(r"\n\s*\n")
_RANGE = re.compile(r"[\w.]\s?(?:-|/)\s?\d|\s(?:to|and|through|until|till|по|до|и|الي|حتي|و)\s?[\w]")
_JOIN = re.compile(
    r"[\s,]*(?:(?:at|on|about|around|exactly|precisely|approximately|roughly|just|the|of|в|около|ровно|примерно|في|عند|الساعه|تمام|حوالي|from|local time)\s*){0,3}"
)


def find_times(text: str, start: int, end: int, *, published: str = "") -> list[TimeMention]:
    """Times named in text[start:end]: absolute, relative to `published` (ISO day), durations, clauses of events.

    Raises:
        ValueError: `published` is neither empty nor an ISO day.
    """
    folded = fold(text[start:end])
    mentions = []
    for raw in scan(folded.text, published):
        first, last = folded.original(raw.start, raw.end)
        anchor = _clause_text(folded, raw, text[start + first : start + last])
        mentions.append(
            TimeMention(
                text=text[start + first : start + last],
                start=start + first,
                end=start + last,
                first=raw.days[0],
                last=raw.days[1],
                precision=raw.precision,
                relation=raw.relation,
                calendar=raw.calendar,
                anchor=anchor,
            )
        )
    return mentions


@lru_cache(maxsize=32)
def scan(folded: str, published: str = "") -> tuple[RawTime, ...]:
    """The raw times of a folded text, in order, not overlapping. No time runs over a blank line."""
    by_event, rest = clauses(folded, list(dates_of(folded, published)))
    return tuple(longest([*by_event, *rest]))


@lru_cache(maxsize=32)
def dates_of(folded: str, published: str = "") -> tuple[RawTime, ...]:
    """The dates, clock times and durations of a folded text, those inside clauses too; in order, not overlapping."""
    found: list[RawTime] = []
    at = 0
    for gap in _BLANK.finditer(folded):
        found.extend(_moved(raw, at) for raw in _dates_of_block(folded[at : gap.start()], published))
        at = gap.end()
    found.extend(_moved(raw, at) for raw in _dates_of_block(folded[at:], published))
    return tuple(found)


def _moved(raw: RawTime, by: int) -> RawTime:
    return replace(raw, start=raw.start + by, end=raw.end + by) if by else raw


def _dates_of_block(folded: str, published: str) -> list[RawTime]:
    dates = longest([*absolute(folded, published), *relative(folded, published, numerals(folded))])
    return [_related(folded, raw) for raw in in_context(folded, _clocked(folded, dates), published)]


def _clause_text(folded: Folded, raw: RawTime, written: str) -> str:
    """The anchor of a clause as the text writes it; other anchors are our own words."""
    if raw.anchor and folded.text[raw.end - len(raw.anchor) : raw.end] == raw.anchor:
        first, last = folded.original(raw.end - len(raw.anchor), raw.end)
        return folded.source[first:last]
    return raw.anchor if written else ""


def _clocked(folded: str, dates: list[RawTime]) -> list[RawTime]:
    """A clock time beside a day becomes one minute of that day."""
    merged: list[RawTime] = []
    for raw in dates:
        before = merged[-1] if merged else None
        if before is None or not _adjoin(folded, before, raw):
            merged.append(raw)
            continue
        clock, dated = (raw, before) if raw.precision == "minute" else (before, raw)
        minute = f"{dated.days[0]}T{clock.anchor[-5:]}"
        merged[-1] = replace(dated, start=before.start, end=raw.end, days=(minute, minute), precision="minute")
    return merged


def _adjoin(folded: str, before: RawTime, raw: RawTime) -> bool:
    kinds = {before.precision, raw.precision}
    clock = before if before.precision == "minute" else raw
    dated = raw if clock is before else before
    known = kinds == {"minute", "day"} and clock.days == UNRESOLVED and dated.days[0] == dated.days[1] != ""
    return known and raw.start - before.end <= 24 and _JOIN.fullmatch(folded, before.end, raw.start) is not None


def _related(folded: str, raw: RawTime) -> RawTime:
    """A date with the relation that the word before it gives."""
    if raw.relation != "at" or (raw.precision == "unknown" and not raw.anchor):
        return raw
    before = folded[max(0, raw.start - 24) : raw.start]
    if raw.precision == "period" and _RANGE.search(folded, raw.start, raw.end):
        return replace(raw, relation="during") if _span(before) else raw
    for relation, pattern in _relations():
        if pattern.search(before):
            return replace(raw, relation=relation)
    return replace(raw, relation="during") if raw.precision == "period" and _span(before) else raw


def _span(before: str) -> bool:
    return re.search(r"(?<!\w)(?:between|from|since|بين|من|منذ|между|со?)\s$", before) is not None


@cache
def _relations() -> tuple[tuple[TimeRelation, re.Pattern[str]], ...]:
    forms = table("dates")["relations"]
    order: tuple[TimeRelation, ...] = ("since", "until", "before", "after", "during")
    return tuple(
        (relation, re.compile(rf"(?<!\w){alternation(forms[relation])}\s(?:the\s|يوم\s|شهر\s|عام\s|سنه\s)?$"))
        for relation in order
    )
