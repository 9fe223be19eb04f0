"""Numbers of papers in series: the order of the numbers of one office against the order of the dates.

In: Traits of papers with one letterhead. Out: Signals "number". Numbers are reserved ahead, papers signed late, and numbering
begins anew; so a paper speaks against itself only if it is out of step as no other of its series is, between papers that
are in order, where numbering cannot have begun anew.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from hearsay.model import Signal

from .paper import UNVERIFIED, Pair, Verdict, days_words, signal
from .series import Item, Row, Unit, anew, row, series
from .traits import Traits, distinct

_LEAST = 4
"""Papers in order, with different numbers and with dates that are known, for a series to say anything."""
_AROUND = 2
"""Papers in order before and after one that is out of order."""
_ODD = 0.25
"""Part of a series that may be out of order for it to be one."""
_RESERVED = 31
"""Days by which numbers and dates are out of step in honest offices."""
_LIKE = 3
"""How many times further out of step than any other paper of the series one must be to speak against itself."""
_STRICT = 0.9
"""Part of a series that must be in order for one number on two papers to be none of two registers."""
_SAME = "the same number stands on another paper of the same letterhead with another date"


def numbers(papers: Sequence[Traits]) -> Iterator[Signal]:
    """Signals about papers of one letterhead."""
    for items in series(papers):
        yield from _told([item for item in items if item.sure], [item for item in items if not item.sure])


def _told(items: Sequence[Item], dim: Sequence[Item]) -> Iterator[Signal]:
    """Signals of one series; `dim`: with digits that nobody verified."""
    days: dict[tuple[int, int], set[date]] = {}
    for item in items:
        days.setdefault(item.order, set()).add(item.day)
    twice = {order for order, held in days.items() if len(held) > 1}
    firm = row(sorted({item.unit for item in items if item.order not in twice}))
    if len(firm.days) < _LEAST or firm.out > _ODD * firm.total:
        return
    one_register = len(twice) == 1 and len(firm.days) >= _STRICT * firm.total
    known: dict[Unit, Item] = {}
    for item in items:
        known.setdefault(item.unit, item)
    inside = set(zip(firm.days, firm.orders, strict=True))
    outside = {unit: firm.away(unit) for unit in known if unit not in inside}
    for item in items:
        others = [known[unit] for unit in firm.near(item)]
        verdict: Verdict = ("for", f"{firm.words}, this one among them")
        if item.order in twice:
            same = [other for other in known.values() if other.order == item.order and _apart(item, other)]
            verdict = (
                _twice(item, same)
                if one_register
                else ("neither", f"{_SAME}; so do other numbers, and there may be two registers")
            )
            others = [*same, *others]
        elif item.unit not in inside:
            verdict = _out_of_step(item, firm, outside)
        yield _signal(item, verdict, others)
    yield from (_signal(item, ("neither", UNVERIFIED), []) for item in dim)


def _apart(one: Item, other: Item) -> bool:
    """Whether two contents are two papers."""
    return one.day != other.day and len(distinct([one.paper, other.paper])) > 1


def _twice(item: Item, same: Sequence[Item]) -> Verdict:
    """Of a number that stands on papers of several dates."""
    if not same:
        return "neither", "the same number stands on another text of this paper with another date"
    if not all(one.number.own for one in (item, *same)):
        return "neither", f"{_SAME}; it may be the number of a paper that one of them answers"
    dates = sorted((item.day, *(other.day for other in same)))
    if not item.told and anew(dates[0], dates[-1]):
        return "neither", f"{_SAME}; numbering may have begun anew"
    return "against", _SAME


def _out_of_step(item: Item, firm: Row, outside: dict[Unit, int]) -> Verdict:
    """Of a paper that is not one of those in order."""
    away = firm.away(item.unit)
    if not away:
        return "neither", f"{firm.words}; this one or a paper beside it does not"
    said = f"{firm.words}; by its number this one is {days_words(away)} out of step"
    most = max((days for unit, days in outside.items() if unit != item.unit), default=0)
    around = firm.around(item.day, _AROUND)
    if not item.number.own:
        return "neither", f"{said}; it may be the number of a paper that this one answers"
    if away <= _RESERVED or away < _LIKE * most:
        return "neither", f"{said}; numbers are reserved and papers signed later"
    if around is None or (not item.told and anew(*around)):
        return "neither", f"{said}; numbering may have begun anew"
    return "against", said


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
