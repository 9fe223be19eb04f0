"""How many, of what: every number of a stretch of text that counts or measures something.

In: original text and a span. Out: Quantities with offsets into that text, sorted, not overlapping. Dates, clock times,
years, ordinals, identity numbers and labels ("Resolution 2254") are none; nor is a lone "one".
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hearsay.model import Quantity

from .counting import around, currency_of, is_plural, lexicon, unit_names, units
from .dates import dates_of, scan
from .normal import Folded, fold
from .numerals import Numeral, numerals
from .phrasing import noun_phrase
from .spans import RawTime
from .tokens import is_arabic
from .uncounted import goes_on, is_uncounted

_RANGE = re.compile(r"\s?(?:-|to|and|or|до|и|или|الي|و|او)\s?")
_JOINED = re.compile(r"-(?!odd)([^\W\d]{3,20})(?=\s)")
"""What a number joined to a noun counts: the members of "the 20-member council"."""
_ONE_IN = re.compile(r"\s(?:in(?:\severy)?|out\sof\severy|из\sкаждых|من\s(?:بين\s)?كل)\s")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
_DATED = ("minute", "day", "week", "month", "season", "year", "period")
_FURTHER = 240
"""Characters on either side of a share in which its period may stand."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity over folded text, before its offsets are mapped back."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    of: tuple[int, int] | None = None
    named: str = ""
    """What is counted where the text says it only by a verb ("killed 29")."""
    base: tuple[int, int] | None = None
    approximate: bool = False
    bound: str = ""


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Quantities of text[start:end]. Shares are in 0..1 with unit "share"; "dozens" has no value but a low end."""
    folded = fold(text[start:end])
    found = sorted(_found(folded.text), key=lambda q: (q.start - q.end, q.start))
    kept: list[_Found] = []
    used: set[int] = set()
    for quantity in found:
        if quantity.start not in used and quantity.end - 1 not in used:
            used.update(range(quantity.start, quantity.end))
            kept.append(quantity)
    return [_mapped(folded, quantity, start) for quantity in sorted(kept, key=lambda q: q.start)]


def _mapped(folded: Folded, q: _Found, offset: int) -> Quantity:
    first, last = folded.original(q.start, q.end)
    return Quantity(
        text=folded.source[first:last],
        start=first + offset,
        end=last + offset,
        value=q.value,
        low=q.low,
        high=q.high,
        unit=q.unit,
        of=_written(folded, q.of) or q.named,
        base=_written(folded, q.base),
        period=_period(folded, q) if q.unit == "share" else "",
        approximate=q.approximate,
        bound=q.bound,
    )


def _written(folded: Folded, span: tuple[int, int] | None) -> str:
    if span is None:
        return ""
    first, last = folded.original(*span)
    return " ".join(folded.source[first:last].split())


def _period(folded: Folded, q: _Found) -> str:
    """The time named in the sentence of a share, nearest to it; empty when there is none."""
    text = folded.text
    before = [m.end() for m in _SENTENCE_END.finditer(text, max(0, q.start - _FURTHER), q.start)]
    after = _SENTENCE_END.search(text, q.end, q.end + _FURTHER)
    low = before[-1] if before else max(0, q.start - _FURTHER)
    high = after.start() if after else q.end + _FURTHER
    every = scan(text)
    window = every[bisect_left(every, low, key=_starts) : bisect_left(every, high, key=_starts)]
    times = [t for t in window if t.end <= high and _is_period(t)]
    nearest = min(times, key=lambda t: (min(abs(t.start - q.end), abs(q.start - t.end)), t.start), default=None)
    return _written(folded, (nearest.start, nearest.end)) if nearest else ""


def _starts(time: RawTime) -> int:
    return time.start


def _is_period(time: RawTime) -> bool:
    return time.precision not in ("minute", "unknown") and time.anchor != "start not stated"


def _found(folded: str) -> Iterator[_Found]:
    dated = _dated(folded)
    numbers = _counting(folded, [n for n in numerals(folded) if not _covered(n.start, dated)])
    at = 0
    while at < len(numbers):
        number = numbers[at]
        other = numbers[at + 1] if at + 1 < len(numbers) else None
        if other is not None and _is_one_in(folded, number, other):
            found = _Found(number.start, other.end, round(number.value / other.value, 12))
            phrase = noun_phrase(folded, other.end)
            yield replace(found, unit="share", of=(phrase.start, phrase.end) if phrase else None)
            at += 2
            continue
        if other is not None and _is_range(folded, number, other):
            yield from _quantity(folded, number, other)
            at += 2
            continue
        if number.value != 1 or not number.words:
            yield from _quantity(folded, number, None)
        at += 1
    yield from _vague(folded)
    yield from (part for part in _parts(folded) if not _covered(part.start, dated))
    yield from _whole(folded)


def _counting(folded: str, numbers: list[Numeral]) -> list[Numeral]:
    """The numerals that may count something."""
    kept: list[Numeral] = []
    label: Numeral | None = None
    for number in numbers:
        if is_uncounted(folded, number) or (label is not None and goes_on(folded, label, number)):
            label = number
        else:
            kept.append(number)
            label = None
    return kept


def _dated(folded: str) -> list[tuple[int, int]]:
    """Spans whose numbers are dates or clock times; durations keep theirs."""
    return [(t.start, t.end) for t in dates_of(folded) if t.precision in _DATED or t.anchor.startswith("ambiguous")]


def _covered(at: int, spans: list[tuple[int, int]]) -> bool:
    last = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return last >= 0 and spans[last][0] <= at < spans[last][1]


def _is_one_in(folded: str, number: Numeral, other: Numeral) -> bool:
    """Whether two numerals are a rate: "one in four homes", "nine in ten", but not "killed two in ten days"."""
    if number.value >= other.value or not (number.value == 1 or other.value in (10, 100)):
        return False
    return _ONE_IN.fullmatch(folded, number.end, other.start) is not None and _unit_at(folded, other.end) is None


def _is_range(folded: str, number: Numeral, other: Numeral) -> bool:
    if _RANGE.fullmatch(folded, number.end, other.start) is None or number.value >= other.value:
        return False
    gap = folded[number.end : other.start].strip()
    joins = gap in ("and", "и", "و", "or", "او", "или")
    return (
        not joins or around().span.search(folded[max(0, number.start - 12) : number.start]) is not None or "or" in gap
    )


def _quantity(folded: str, number: Numeral, other: Numeral | None) -> Iterator[_Found]:
    last = other or number
    start, approximate, bound = _before(folded, number.start)
    end, approximate, bound = _after(folded, last.end, approximate, bound)
    low, high = (number.value, other.value) if other else (None, None)
    if (
        other
        and folded[number.start : number.end].isdigit()
        and number.value < 1000 <= other.value
        and other.value % 1000 == 0
    ):
        low = number.value * (1_000_000 if other.value >= 1_000_000 else 1000)
    found = _Found(start, end, None if other else number.value, low, high, approximate=approximate, bound=bound)
    percent = around().percent.match(folded, end)
    if percent:
        yield _share(folded, _scaled(replace(found, end=percent.end()), 0.01))
    elif number.fraction and number.value <= 1:
        yield _share(folded, found)
    else:
        yield _count(folded, found, number)


def _scaled(found: _Found, factor: float) -> _Found:
    def times(value: float | None) -> float | None:
        return None if value is None else round(value * factor, 12)

    return replace(found, value=times(found.value), low=times(found.low), high=times(found.high))


def _share(folded: str, found: _Found) -> _Found:
    """A share with what it is a share of: "of" and a phrase in English, a bare phrase in Arabic and Russian."""
    of = re.compile(r"\s(?:of|out of|من)\s(?:(?:all|the|its|their|these|those|كل|جميع)\s){0,2}").match(
        folded, found.end
    )
    at = of.end() if of else found.end
    bare = re.compile(r"\s(?=[\u0400-\u052f])").match(folded, at)
    if not of and not bare:
        return replace(found, unit="share")
    base = _next_number(folded, at)
    phrase = noun_phrase(folded, base.end if base else at, deep=True)
    counted = (phrase.start, phrase.end) if phrase else None
    if base is not None:
        return replace(found, unit="share", of=counted, base=(base.start, phrase.end if phrase else base.end))
    return replace(found, unit="share", of=counted)


def _next_number(folded: str, at: int) -> Numeral | None:
    piece = folded[at : at + 40]
    first = next(iter(numerals(piece)), None)
    if first is None or piece[: first.start].strip():
        return None
    return replace(first, start=first.start + at, end=first.end + at)


def _count(folded: str, found: _Found, number: Numeral) -> _Found:
    """A count or a measure with its unit; "51 of 64 strikes" is a share with its base."""
    currency = around().currency.search(folded[max(0, number.start - 4) : number.start])
    unit = _unit_at(folded, found.end)
    if unit:
        return replace(found, end=unit[1], unit=unit[0])
    if currency:
        return replace(
            found, start=min(found.start, number.start - len(currency.group())), unit=currency_of(currency.group())
        )
    of = re.compile(r"\s(?:out\sof|of|из|من\s(?:اصل|بين))\s(?:the\s)?").match(folded, found.end)
    base = _next_number(folded, of.end()) if of else None
    if base and base.value and found.value is not None and found.value <= base.value:
        return _share_of(folded, found, base)
    fate = around().fate_after.match(folded, found.end)
    if fate:
        return replace(found, unit="people", named=f"people {fate.group(1)}")
    return _counted(folded, found, of.end() if of else None)


def _counted(folded: str, found: _Found, of: int | None) -> _Found:
    """A count with its noun, behind an "of" that ends at `of`; else with the verb before it."""
    joined = _JOINED.match(folded, found.end)
    if joined:
        return replace(found, end=joined.end(), unit=joined.group(1), of=joined.span(1))
    phrase = noun_phrase(folded, found.end if of is None else of)
    if phrase is not None:
        end = phrase.end if of is None and folded[found.end : phrase.start] in (" ", "-") else found.end
        return replace(found, end=end, unit=phrase.head, of=(phrase.start, phrase.end))
    before = folded[max(0, found.start - 14) : found.start]
    if around().killing.search(before):
        return replace(found, unit="people", named="people killed")
    return replace(found, unit="people", named="people hurt") if around().hurting.search(before) else found


def _share_of(folded: str, found: _Found, base: Numeral) -> _Found:
    phrase = noun_phrase(folded, base.end)
    counted = (phrase.start, phrase.end) if phrase else None
    end = phrase.end if phrase else base.end
    value = round((found.value or 0.0) / base.value, 12)
    return replace(found, end=end, value=value, unit="share", of=counted, base=(base.start, end))


def _unit_at(folded: str, at: int) -> tuple[str, int] | None:
    m = units().match(folded, at)
    return (unit_names()[m.group(1)], m.end(1)) if m else None


def _before(folded: str, start: int) -> tuple[int, bool, str]:
    """Where the widening or bounding words before a number begin, and what they say."""
    approximate, bound = False, ""
    for _ in range(2):
        low = max(0, start - 24)
        m = around().before.search(folded[low:start])
        if m is None:
            break
        kind = m.lastgroup or ""
        approximate, bound = approximate or kind == "approximate", bound or (kind if kind != "approximate" else "")
        start = low + m.start() + _clitic(m.group())
    return start, approximate, bound


def _clitic(word: str) -> int:
    return 1 if is_arabic(word) and word[0] in "وف" and around().before.match(word[1:]) else 0


def _after(folded: str, end: int, approximate: bool, bound: str) -> tuple[int, bool, str]:  # noqa: FBT001
    m = around().after.match(folded, end)
    if m is None:
        return end, approximate, bound
    kind = m.lastgroup or ""
    return m.end(), approximate or kind == "approximate", bound or (kind if kind != "approximate" else "")


def _vague(folded: str) -> Iterator[_Found]:
    """Dozens, hundreds, tens of thousands: no value, a low end."""
    pattern, lows = lexicon("vague")
    for m in pattern.finditer(folded):
        behind = folded[max(0, m.start() - 16) : m.start()]
        if re.search(r"\d[.,]?\s$", behind) or around().number_behind.search(behind):
            continue
        of = re.compile(r"\s(?:of\s(?:the\s)?|من\s)|\s").match(folded, m.end())
        phrase = noun_phrase(folded, of.end() if of else m.end())
        counted = (phrase.start, phrase.end) if phrase else None
        yield _Found(
            m.start(), m.end(), None, lows[m.group(1)], unit=phrase.head if phrase else "", of=counted, approximate=True
        )


def _parts(folded: str) -> Iterator[_Found]:
    """Half, a third, two thirds of something."""
    pattern, values = lexicon("parts")
    for m in pattern.finditer(folded):
        start, approximate, bound = _before(folded, m.start())
        share = _share(folded, _Found(start, m.end(), values[m.group(1)], approximate=approximate, bound=bound))
        genitive = noun_phrase(folded, m.end() + 1, deep=True) if is_arabic(m.group(1)) and share.of is None else None
        if genitive:
            share = replace(share, of=(genitive.start, genitive.end))
        if share.of is not None:
            yield share


def _whole(folded: str) -> Iterator[_Found]:
    """All, every, none of them: a share of one or none, when what is counted is a plural."""
    pattern, values = lexicon("whole")
    for m in pattern.finditer(folded):
        phrase = noun_phrase(folded, m.end(), deep=True)
        if phrase is None or phrase.start - m.end() > 1 or not is_plural(phrase.head):
            continue
        start = phrase.start if m.group(1).split()[-1] != "previous" else m.end(1) - len("previous")
        yield _Found(m.start(), m.end(), values[m.group(1)], unit="share", of=(start, phrase.end))
