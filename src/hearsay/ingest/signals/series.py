"""Papers of one office whose numbers count up: which of them belong together, and which of them are in order.

In: Traits of papers with one letterhead. Out: series of Items, and the row of those in order.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hijridate import Gregorian, Hijri

from hearsay.model import Anchor

from .traits import Dated, Numbered, Traits

_PARTS = re.compile(r"\d+|[^\W\d_]+|[^\w]|_")
_LONGEST = 9
_QUARTER = 92
_MOON = timedelta(days=2)

Order = tuple[int, int]
"""The year in a number, 0 for none, and the number itself."""
Unit = tuple[date, Order]
"""A paper of a series, however many contents it is."""
Standing = Literal["always", "sometimes", "never"]


@dataclass(frozen=True, slots=True)
class Item:
    """One content in a series."""

    paper: Traits
    number: Numbered
    dated: Dated
    order: Order
    told: bool
    """Whether the number says its year."""

    @property
    def day(self) -> date:
        """Its date."""
        return date.fromisoformat(self.dated.day)

    @property
    def unit(self) -> Unit:
        """The paper that it is."""
        return self.day, self.order

    @property
    def sure(self) -> bool:
        """Whether no digit of number and date is one that a single recogniser read."""
        return self.number.sure and self.dated.sure

    @property
    def words(self) -> str:
        """`417 on 2013-11-24`"""
        return f"{self.number.value} on {self.dated.day}"

    @property
    def marks(self) -> list[Anchor]:
        """Where number and date stand."""
        return [self.number.at.anchor, *([self.dated.at.anchor] if self.dated.at else [])]


@dataclass(frozen=True, slots=True)
class Row:
    """The papers that are in order for certain: their days and numbers both rise."""

    days: list[date]
    orders: list[Order]
    total: int
    """Papers of the series, these among them."""
    out: int
    """Papers that must be left out for all others to be in order."""

    @property
    def words(self) -> str:
        """How many are in order."""
        return f"{len(self.days)} of {self.total} numbers of this letterhead rise with their dates"

    def near(self, item: Item) -> list[Unit]:
        """The two with the next numbers: one lower and one higher where there are both."""
        at, after = bisect_left(self.orders, item.order), bisect_right(self.orders, item.order)
        low, high = [*range(max(0, at - 2), at)], [*range(after, min(len(self.orders), after + 2))]
        chosen = [*low[-1:], *high[:1]] if low and high else [*low, *high]
        return [(self.days[place], self.orders[place]) for place in chosen]

    def away(self, unit: Unit) -> int:
        """Days from the date of a paper to those between which its number would stand."""
        day, order = unit
        at, after = bisect_left(self.orders, order), bisect_right(self.orders, order)
        early = (self.days[at - 1] - day).days if at else 0
        late = (day - self.days[after]).days if after < len(self.days) else 0
        return max(early, late, 0)

    def around(self, day: date, least: int) -> tuple[date, date] | None:
        """The days of the papers next to a day; None where there are not `least` of them on each side."""
        before, after = bisect_left(self.days, day), bisect_right(self.days, day)
        if before < least or len(self.days) - after < least:
            return None
        return self.days[before - 1], self.days[after]


def series(papers: Sequence[Traits]) -> Iterator[list[Item]]:
    """Contents by the form of their numbers, by date; each in the largest series that it fits."""
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


def row(units: Sequence[Unit]) -> Row:
    """The papers that every longest rising choice of a series has; `units` by date and number, each once."""
    orders = [order for _, order in units]
    firm = [unit for unit, place in zip(units, standing(orders), strict=True) if place == "always"]
    longest = max(_lengths(orders), default=0)
    return Row([day for day, _ in firm], [order for _, order in firm], len(units), len(units) - longest)


def standing(orders: Sequence[Order]) -> list[Standing]:
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


def _lengths(orders: Iterable[Order]) -> list[int]:
    """For each of a row, the length of the longest rising choice that ends with it."""
    tails: list[Order] = []
    found = []
    for order in orders:
        at = bisect_left(tails, order)
        tails[at : at + 1] = [order]
        found.append(at + 1)
    return found


def anew(first: date, last: date) -> bool:
    """Whether an office may begin to number anew after one day and up to another: with a quarter or a Hijri year."""
    if (last - first).days >= _QUARTER or (first.year, (first.month - 1) // 3) != (last.year, (last.month - 1) // 3):
        return True
    year = Gregorian(last.year, last.month, last.day).to_hijri().year
    for one in (year, year + 1):
        begins = Hijri(one, 1, 1).to_gregorian()
        if first - _MOON < date(begins.year, begins.month, begins.day) <= last + _MOON:
            return True
    return False
