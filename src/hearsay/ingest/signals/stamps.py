"""Stamps on scans: alike on several papers of one office, or one and the same impression, which no stamp leaves twice.

In: Traits of all contents. Out: Signals "stamp". Two impressions of one stamp have its letters in common; how they are turned,
pressed and inked differs. Ink that is the same all over, turned the same way, was copied as a picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from hearsay.ingest.imprints import SIDE, unpacked
from hearsay.model import Signal

from .paper import Pair, Verdict, signal
from .traits import Stamped, Traits, distinct

_ALIKE = 0.66
"""Likeness of the writing, at the best turn, from which two stamps are taken for one; other stamps reach .35, and stamps of
sister offices with nearly the same words .63."""
_UNLIKE = 0.35
_FIRST = 0.7
"""Likeness of the ink as it lies, smoothed, from which two impressions are looked at closely."""
_SAME = 0.86
_INK, _FINE = 0.9, 0.85
"""How far the ink of one impression follows that of the other, over larger and smaller parts: other impressions of one worn stamp
reach .81 and .76."""
_PAGE = 0.93
"""Likeness of two pages from which they may be pictures of one page."""
_TURNS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
_SHIFTS = (-1, 0, 1)
_RINGS, _DIRECTIONS = 26, 240
_THIN = 0.12
_TOLD = 5
_MOST = 2_000
"""Impressions of one haul that are compared."""
_OFFICE = 500
"""Stamped papers of one letterhead that are compared."""
_COPIED = "no stamp leaves the same impression twice: one of the two, or both, hold a picture of it, as copies made from one sheet do"

Ink = NDArray[np.float32]


@dataclass(frozen=True)
class _Print:
    """One impression."""

    paper: Traits
    stamped: Stamped

    @cached_property
    def ink(self) -> Ink:
        """Its ink, SIDE x SIDE, 0 to 1."""
        return unpacked(self.stamped.ink)

    @cached_property
    def smooth(self) -> Ink:
        """The same, smoothed and of length 1, in a row."""
        from scipy import ndimage

        soft = ndimage.gaussian_filter(self.ink, 2.0).ravel()
        return _unit(soft - soft.mean())

    @cached_property
    def round(self) -> NDArray[np.complex64]:
        """Its writing by rings and directions, as waves; rings of even ink do not count."""
        from scipy import ndimage

        bold = np.clip(ndimage.gaussian_filter(self.ink, 0.6) * 2.5, 0, 1)
        radius = np.linspace(0.1, 0.96, _RINGS)
        angle = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
        middle, away = SIDE / 2 - 0.5, radius[:, None] * SIDE / 2
        polar = ndimage.map_coordinates(bold, [middle + away * np.sin(angle), middle + away * np.cos(angle)], order=1)
        uneven = (polar - polar.mean(1, keepdims=True)) * np.sqrt(radius)[:, None]
        waves: NDArray[np.complex64] = np.fft.rfft(_unit(uneven), axis=1).astype(np.complex64)
        return waves

    @cached_property
    def page(self) -> Ink:
        """The page around it, in a row of length 1."""
        tones = np.frombuffer(self.stamped.around, np.uint8).astype(np.float32)
        return _unit(tones - tones.mean())


def _unit(row: Ink) -> Ink:
    unit: Ink = (row / max(float(np.linalg.norm(row)), 1e-6)).astype(np.float32)
    return unit


def copied(papers: Sequence[Traits]) -> Iterator[Signal]:
    """Impressions that are one picture, on papers that are not."""
    prints = [_Print(paper, one) for paper in papers if paper.is_paper and paper.scanned for one in paper.stamps][
        :_MOST
    ]
    if len(prints) < 2:
        return
    rows = np.stack([one.smooth for one in prints])
    near = np.argwhere(np.triu(rows @ rows.T, 1) >= _FIRST)
    found: dict[int, list[int]] = {}
    for first, second in near.tolist():
        one, other = prints[first], prints[second]
        apart = len(distinct([one.paper, other.paper])) > 1 and float(one.page @ other.page) < _PAGE
        if apart and same_impression(one.ink, other.ink):
            found.setdefault(first, []).append(second)
            found.setdefault(second, []).append(first)
    for at, others in sorted(found.items()):
        verdict: Verdict = ("against", f"the impression is the same to the pixel; {_COPIED}")
        yield _signal(prints[at], verdict, [prints[other] for other in others])


def alike(office: Sequence[Traits]) -> Iterator[Signal]:
    """Stamps of papers with one letterhead: the same one, used several times, or another one than most papers have."""
    papers = [group for group in distinct([paper for paper in office if paper.scanned]) if any(p.stamps for p in group)]
    prints = [[_Print(content, one) for content in paper for one in content.stamps] for paper in papers][:_OFFICE]
    matches: dict[int, dict[int, float]] = {at: {} for at in range(len(prints))}
    for (a, first), (b, second) in combinations(enumerate(prints), 2):
        best = max(likeness(one, other) for one in first for other in second)
        matches[a][b] = matches[b][a] = best
    for at, own in enumerate(prints):
        others = [b for b, best in matches[at].items() if best >= _ALIKE]
        if others:
            why = f"a stamp like it is on {len(others)} other papers of this letterhead, turned or inked otherwise"
            for one in own:
                held = [other for b in others for other in prints[b] if likeness(one, other) >= _ALIKE]
                if held:
                    yield _signal(one, ("for", why), held)
        elif _stands_apart(at, matches):
            why = "the other papers of this letterhead bear another stamp; an office may have several"
            for one in own:
                yield _signal(one, ("neither", why), [prints[b][0] for b in matches[at]])


def _stands_apart(at: int, matches: dict[int, dict[int, float]]) -> bool:
    """Whether three papers or more have one stamp, and this one has none that is at all like it."""
    rest = [b for b in matches if b != at]
    joined = [b for b in rest if any(best >= _ALIKE for c, best in matches[b].items() if c != at)]
    return len(joined) >= 3 and len(joined) == len(rest) and max(matches[at].values()) <= _UNLIKE


def likeness(one: _Print, other: _Print) -> float:
    """How alike the writing of two impressions is at the best turn, 0 to 1."""
    if one.stamped.colour != other.stamped.colour:
        return 0.0
    turns = np.fft.irfft((one.round * np.conj(other.round)).sum(0), _DIRECTIONS)
    return float(turns.max())


def same_impression(one: Ink, other: Ink) -> bool:
    """Whether two impressions are one picture, scanned twice: a little turned and shifted at most."""
    from scipy import ndimage

    best, placed = -1.0, other
    for turn in _TURNS:
        turned = ndimage.rotate(other, turn, reshape=False, order=1)
        for down in _SHIFTS:
            for across in _SHIFTS:
                moved = np.roll(turned, (down, across), (0, 1))
                fit = float((one * moved).sum() / max(float(np.linalg.norm(one) * np.linalg.norm(moved)), 1e-6))
                if fit > best:
                    best, placed = fit, moved
    both = (one > _THIN) & (placed > _THIN)
    if best < _SAME or both.sum() < SIDE:
        return False
    return _follows(one, placed, both, 3.0) >= _INK and _follows(one, placed, both, 1.5) >= _FINE


def _follows(one: Ink, other: Ink, both: NDArray[np.bool_], reach: float) -> float:
    """Correlation of the mean ink around each point that both have."""
    from scipy import ndimage

    weight = np.maximum(ndimage.gaussian_filter(both.astype(np.float32), reach), 1e-6)
    first, second = ((ndimage.gaussian_filter(np.where(both, ink, 0), reach) / weight)[both] for ink in (one, other))
    return float(np.corrcoef(first, second)[0, 1]) if first.std() > 1e-6 < second.std() else 0.0


def _signal(own: _Print, verdict: Verdict, others: Sequence[_Print]) -> Signal:
    few = others[:_TOLD]
    pair = Pair(
        stated=_place(own),
        found="; ".join(dict.fromkeys(_place(other) for other in few)),
        of=own.stamped.imprint,
        rests_on=[own.stamped.imprint, *(other.stamped.imprint for other in few)],
        others=[other.paper.document for other in few],
    )
    return signal(own.paper.document, "stamp", verdict, pair)


def _place(one: _Print) -> str:
    return f"{one.paper.path}, page {one.stamped.page}, {one.stamped.colour}"
