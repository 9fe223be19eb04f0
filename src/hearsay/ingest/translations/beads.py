"""Sentences of a translation beside those of its original: which render which, which were left out, which were added.

In: the `Sentence`s of both. Out: `Pairing`s in order. The lengths of sentences decide (Gale and Church 1993), helped by
figures and names that both have; figures that stand once in each text are the road along which a band is searched, so
that time and memory grow with the length of the texts and not with its square.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hearsay.ingest.order import rising

from .figures import Figure
from .sentences import Sentence

BAND = 24
"""Sentences on either side of the road that are looked at."""
_VARIANCE = 6.8
_SHAPES = {
    (1, 1): 0.89, (1, 0): 0.01, (0, 1): 0.01, (2, 1): 0.03, (1, 2): 0.03, (2, 2): 0.01, (3, 1): 0.005, (1, 3): 0.005,
    (4, 1): 0.002, (1, 4): 0.002,
}  # fmt: skip
"""How often so many sentences of the original are rendered by so many of the translation."""
_COSTS = {shape: -math.log(share) for shape, share in _SHAPES.items()}
_FIGURE, _BONE, _APART, _LONE = 3.0, 1.0, 1.5, 1.0
"""Nats for a figure in common, for a name in common (three at most), and taken off where both have figures and share none,
and for a figure in digits that the other sentence does not have (two at most)."""
_MOST = 3
_OWN, _RENDERS, _ACROSS = 0.5, 2.0, 2.0
"""Nats for a sentence of the translator's own, for one that renders something all the same, and for a blank line joined."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Sentences [first, last) of the original and [first, last) of the translation that stand for each other."""

    there: tuple[int, int]
    here: tuple[int, int]


def pair_up(there: Sequence[Sentence], here: Sequence[Sentence]) -> list[Pairing]:
    """The cheapest pairing of the original's sentences (`there`) with the translation's (`here`)."""
    n, m = len(there), len(here)
    road = _road(there, here)
    cost = _pricing(there, here)
    rows: list[dict[int, tuple[float, tuple[int, int]]]] = [{} for _ in range(n + 1)]
    rows[0][0] = (0.0, (0, 0))
    for i in range(n + 1):
        low, high = _window(road, i, n, m)
        for j in range(low, high + 1):
            best = rows[i].get(j)
            for shape in _COSTS:
                a, b = i - shape[0], j - shape[1]
                before = rows[a].get(b) if a >= 0 and b >= 0 else None
                if before is None:
                    continue
                price = before[0] + cost(a, i, b, j)
                if best is None or price < best[0] - 1e-9:
                    best = (price, shape)
            if best is not None:
                rows[i][j] = best
    return _walk_back(rows, n, m)


def _walk_back(rows: Sequence[dict[int, tuple[float, tuple[int, int]]]], n: int, m: int) -> list[Pairing]:
    found: list[Pairing] = []
    i, j = n, m
    while i or j:
        _, (a, b) = rows[i][j]
        found.append(Pairing((i - a, i), (j - b, j)))
        i, j = i - a, j - b
    return found[::-1]


def _window(road: Sequence[tuple[int, int]], i: int, n: int, m: int) -> tuple[int, int]:
    """The sentences of the translation that are looked at beside sentence `i` of the original."""
    at = bisect_right(road, (i, m + 1)) - 1
    (a, b), (c, d) = road[at], road[min(at + 1, len(road) - 1)]
    centre = b if c == a else b + (d - b) * (i - a) / (c - a)
    spread = BAND + (abs((d - b) - (c - a)) if c > a else 0)
    low, high = max(0, int(centre - spread)), min(m, int(centre + spread) + 1)
    return (0 if i == 0 else low), (m if i == n else high)


def _road(there: Sequence[Sentence], here: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Sentences that surely belong together: those with something that stands once in each text, in one order."""
    mine, theirs = _once(there), _once(here)
    chain = rising({(mine[key], theirs[key]) for key in mine.keys() & theirs.keys()})
    return [(0, 0), *chain, (len(there), len(here))]


def _once(side: Sequence[Sentence]) -> dict[str, int]:
    """What stands in one sentence alone, with the number of that sentence."""
    seen: Counter[str] = Counter()
    place: dict[str, int] = {}
    for number, sentence in enumerate(side):
        keys = {f"{f.kind == 'date'} {f.low} {f.high}" for f in sentence.figures if len(f.low) > 1}
        for key in keys | sentence.links | {bone for bone in sentence.bones if len(bone) >= 5}:
            seen[key] += 1
            place[key] = number
    return {key: number for key, number in place.items() if seen[key] == 1}


def _pricing(there: Sequence[Sentence], here: Sequence[Sentence]) -> Callable[[int, int, int, int], float]:
    """The price of a pairing in nats."""
    mine, theirs = [s.length for s in there], [s.length for s in here]
    ratio = max(sum(theirs), 1) / max(sum(mine), 1)

    @lru_cache(maxsize=8192)
    def shared(i: int, j: int) -> float:
        return _shared(there[i], here[j])

    def price(a: int, i: int, b: int, j: int) -> float:
        shape = (i - a, j - b)
        pages = {s.page.id for s in there[a:i]}, {s.page.id for s in here[b:j]}
        if max(map(len, pages)) > 1:
            return math.inf
        if shape == (0, 1) and here[b].own:
            return _OWN
        across = _ACROSS * sum(s.opens for s in (*there[a + 1 : i], *here[b + 1 : j]))
        across += _RENDERS * sum(bool(s.own) for s in here[b:j])
        apart = _apart(sum(mine[a:i]) * ratio, sum(theirs[b:j])) if all(shape) else 0.0
        bonus = sum(max((shared(x, y) for y in range(b, j)), key=abs) for x in range(a, i)) if all(shape) else 0.0
        return _COSTS[shape] + across + apart - bonus

    return price


def _apart(expected: float, found: float) -> float:
    """Minus the log of how likely a length this far from the expected one is, in a translation."""
    middle = max((expected + found) / 2, 1.0)
    delta = abs(found - expected) / math.sqrt(middle * _VARIANCE)
    return -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))


def _shared(mine: Sentence, theirs: Sentence) -> float:
    """What two sentences have in common, in nats."""
    rest, lone = list(theirs.figures), list[Figure]()
    common = 0
    for figure in mine.figures:
        twin = next((other for other in rest if figure.agrees(other)), None)
        if twin is not None:
            rest.remove(twin)
            common += 1
        else:
            lone.append(figure)
    missing = _LONE * min(2, sum(bool(figure.digits) for figure in (*rest, *lone)))
    links = len(mine.links & theirs.links)
    names = min(_MOST, len(mine.bones & theirs.bones))
    apart = _APART if mine.figures and theirs.figures and not common and not links else 0.0
    return _FIGURE * min(common + links, _MOST) + _BONE * names - apart - missing


def misfit(
    there: Sequence[Sentence], here: Sequence[Sentence], pairing: Pairing, *, more: tuple[int, int] = (0, 0)
) -> float:
    """How badly the lengths of a pairing fit, in nats, with `more` letters of the original and of the translation in it."""
    ratio = max(sum(s.length for s in here), 1) / max(sum(s.length for s in there), 1)
    expected = (sum(s.length for s in there[slice(*pairing.there)]) + more[0]) * ratio
    found = sum(s.length for s in here[slice(*pairing.here)]) + more[1]
    return _apart(expected, found)
