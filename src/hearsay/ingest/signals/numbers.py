"""Numbers of papers in series: the order of the numbers of one office against the order of the dates.

In: Traits of papers with one letterhead. Out: Signals "number". Numbers are reserved ahead and papers signed late, so days do
not count; numbering begins anew, so a paper speaks against itself only where others before and after it are in order.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hearsay.model import Anchor, Signal

from .paper import UNVERIFIED, Pair, Verdict, days_words, signal
from .traits import Dated, Numbered, Traits, distinct

_LEAST = 4
"""Papers of a series, with different numbers and with dates that are known, for it to say anything."""
_AROUND = 2
"""Papers in order before and after one that is out of order."""
_ODD = 0.25
"""Part of a series that may be out of order for it to be one."""
_RESERVED = 7
"""Days by which numbers and dates are out of step in any office."""
_ANEW = 90
"""Days within which no office begins to number anew and comes to the same number."""
_PARTS = re.compile(r"\d+|[^\W\d_]+|[^\w]|_")
_LONGEST = 9

Standing = Literal["always", "sometimes", "never"]


@dataclass(frozen=True, slots=True)
class Item:
    """One content in a series."""

    paper: Traits
    number: Numbered
    dated: Dated
    order: tuple[int, int]
    """The year in its number, 0 for none, and the number itself."""
    told: bool
    """Whether the number says its year."""

    @property
    def day(self) -> date:
        """Its date."""
        return date.fromisoformat(self.dated.day)

    @property
    def words(self) -> str:
        """`417 on 2013-11-24`"""
        return f"{self.number.value} on {self.dated.day}"

    @property
    def marks(self) -> list[Anchor]:
        """Where number and date stand."""
        return [self.number.at.anchor, *([self.dated.at.anchor] if self.dated.at else [])]


def numbers(papers: Sequence[Traits]) -> Iterator[Signal]:
    """Signals about papers of one letterhead."""
    for series in _series(papers):
        sure = [item for item in series if item.number.sure and item.dated.sure]
        if len({item.order for item in sure}) < _LEAST:
            continue
        for item in series:
            if not (item.number.sure and item.dated.sure):
                yield _signal(item, ("neither", UNVERIFIED), [])
        twice = {item.order for item in sure if len({other.day for other in sure if other.order == item.order}) > 1}
        yield from _twice([item for item in sure if item.order in twice])
        yield from _ordered([item for item in sure if item.order not in twice])


def _series(papers: Sequence[Traits]) -> Iterator[list[Item]]:
    """Contents by the form of their numbers; each in the largest series that it fits."""
    fits: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for paper in papers:
        for key, item in _readings(paper):
            fits[key].append(item)
    size = {key: len({item.order for item in items}) for key, items in fits.items()}
    best: dict[str, tuple[str, ...]] = {}
    for key in sorted(fits):
        for item in fits[key]:
            held = best.get(item.paper.sha256)
            if held is None or size[key] > size[held]:
                best[item.paper.sha256] = key
    for key in sorted(fits):
        chosen = [item for item in fits[key] if best[item.paper.sha256] == key]
        yield sorted(chosen, key=lambda item: (item.dated.day, item.order, item.paper.sha256))


def _readings(paper: Traits) -> Iterator[tuple[tuple[str, ...], Item]]:
    """Each part of the number that may count up, with the form of all the others."""
    number, dated = paper.number, paper.dated
    if number is None or dated is None:
        return
    parts = _PARTS.findall(number.value)
    digits = [at for at, part in enumerate(parts) if part.isdecimal() and len(part) <= _LONGEST]
    years = [at for at in digits if len(digits) > 1 and _is_year(parts[at], int(dated.day[:4]))]
    year = int(parts[years[0]]) if years else 0
    for at in digits:
        if at not in years[:1]:
            form = [("#" if place == at else "Y" if place in years[:1] else part) for place, part in enumerate(parts)]
            yield (number.label, *form), Item(paper, number, dated, (year, int(parts[at])), bool(years))


def _is_year(part: str, stated: int) -> bool:
    """Whether four digits are the year of the paper, or its Hijri year."""
    if len(part) != 4:
        return False
    hijri = (stated - 622) * 33 // 32
    return abs(int(part) - stated) <= 1 or abs(int(part) - hijri) <= 1


def _twice(items: Sequence[Item]) -> Iterator[Signal]:
    """One number on papers of different dates."""
    by_order: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for item in items:
        by_order[item.order].append(item)
    for held in by_order.values():
        for item in held:
            others = [o for o in held if o.day != item.day and len(distinct([item.paper, o.paper])) > 1]
            if others:
                yield _signal(item, _same_number(item, others), others)


def _same_number(item: Item, others: Sequence[Item]) -> Verdict:
    said = "the same number stands on another paper of the same letterhead with another date"
    if not item.number.own or not all(other.number.own for other in others):
        return "neither", f"{said}; it may be the number of a paper that one of them answers"
    apart = min(abs((item.day - other.day).days) for other in others)
    if not item.told and apart > _ANEW:
        return "neither", f"{said}, {days_words(apart)} away; numbering may have begun anew"
    return "against", said


@dataclass(frozen=True, slots=True)
class _Row:
    """The papers that are in order: their days and numbers both rise."""

    days: list[date]
    orders: list[tuple[int, int]]
    total: int
    """Papers of the series, these among them."""

    @property
    def words(self) -> str:
        """How many are in order."""
        return f"{len(self.days)} of {self.total} numbers of this letterhead rise with their dates"

    def near(self, item: Item) -> list[tuple[date, tuple[int, int]]]:
        """The two with the next numbers: one lower and one higher where there are both."""
        at = bisect_left(self.orders, item.order)
        after = at + (at < len(self.orders) and self.orders[at] == item.order)
        low, high = [*range(max(0, at - 2), at)], [*range(after, min(len(self.orders), after + 2))]
        chosen = [*low[-1:], *high[:1]] if low and high else [*low, *high]
        return [(self.days[place], self.orders[place]) for place in chosen]

    def away(self, item: Item) -> int:
        """Days from the date of a paper to those between which its number would stand."""
        at = bisect_left(self.orders, item.order)
        early = (self.days[at - 1] - item.day).days if at else 0
        late = (item.day - self.days[at]).days if at < len(self.days) else 0
        return max(early, late, 0)


def _ordered(items: Sequence[Item]) -> Iterator[Signal]:
    """Papers in and out of the order of their dates."""
    units = sorted({(item.day, item.order) for item in items})
    orders = [order for _, order in units]
    places = dict(zip(units, standing(orders), strict=True))
    firm = [unit for unit in units if places[unit] == "always"]
    if len(firm) < _LEAST or len(units) - max(_lengths(orders)) > _ODD * len(units):
        return
    row = _Row([day for day, _ in firm], [order for _, order in firm], len(units))
    known: dict[tuple[date, tuple[int, int]], Item] = {}
    for item in items:
        known.setdefault((item.day, item.order), item)
    for item in items:
        place = places[item.day, item.order]
        verdict: Verdict = ("for", f"{row.words}, this one among them")
        if place != "always":
            verdict = _out_of_order(item, row, surely=place == "never")
        yield _signal(item, verdict, [known[one] for one in row.near(item)])


def _out_of_order(item: Item, row: _Row, *, surely: bool) -> Verdict:
    away = row.away(item)
    if not surely:
        return "neither", f"{row.words}; this one or a paper beside it does not"
    said = f"{row.words}, this one not: by its number it is {days_words(away)} out of step"
    before, after = bisect_left(row.days, item.day), len(row.days) - bisect_right(row.days, item.day)
    if not item.number.own:
        return "neither", f"{said}; it may be the number of a paper that this one answers"
    if away <= _RESERVED:
        return "neither", f"{said}; numbers are reserved and papers signed later"
    if before < _AROUND or after < _AROUND:
        return "neither", f"{said}; too few papers before or after it are in order, and numbering may have begun anew"
    return "against", said


def standing(orders: Sequence[tuple[int, int]]) -> list[Standing]:
    """Whether each of a row is in every longest rising choice of it, in some, or in none; n log n."""
    up = _lengths(orders)
    down = _lengths([(-year, -number) for year, number in reversed(orders)])[::-1]
    longest = max(up, default=0)
    through = [a + b - 1 == longest for a, b in zip(up, down, strict=True)]
    crowd: dict[int, int] = defaultdict(int)
    for level, held in zip(up, through, strict=True):
        crowd[level] += held
    return [
        "never" if not held else "always" if crowd[level] == 1 else "sometimes"
        for level, held in zip(up, through, strict=True)
    ]


def _lengths(orders: Iterable[tuple[int, int]]) -> list[int]:
    """For each of a row, the length of the longest rising choice that ends with it."""
    tails: list[tuple[int, int]] = []
    found = []
    for order in orders:
        at = bisect_left(tails, order)
        tails[at : at + 1] = [order]
        found.append(at + 1)
    return found


def _signal(item: Item, verdict: Verdict, others: Sequence[Item]) -> Signal:
    pair = Pair(
        stated=item.words,
        found="; ".join(dict.fromkeys(other.words for other in others)),
        at=item.number.at.anchor,
        stated_at=item.marks,
        found_at=[mark for other in others for mark in other.marks],
        others=[other.paper.document for other in others],
    )
    return signal(item.paper.document, "number", verdict, pair)
