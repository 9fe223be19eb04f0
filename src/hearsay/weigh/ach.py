"""Analysis of competing hypotheses as a view: the matrix that analysts know, read off the likelihoods.

In: groups of evidence and the names of the hypotheses. Out: one row a group. Nothing is computed from it (rule 12).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from .evidence import EvidenceGroup
from .odds import Range

Cell = Literal["consistent", "inconsistent", "neutral"]


@dataclass(frozen=True, slots=True)
class AchRow:
    """One group of evidence against every hypothesis."""

    evidence: str
    cells: tuple[tuple[str, Cell], ...]
    """(Hypothesis, how the evidence stands to it), in the order of the names given."""
    diagnosticity: float
    """Least log likelihood ratio, in nats, between the hypotheses it parts most; 0 when it cannot discriminate."""


def ach(groups: Iterable[EvidenceGroup], names: Sequence[str]) -> list[AchRow]:
    """The matrix: consistent if the evidence is more to be expected than not, over the whole range given; else neutral."""
    return [
        AchRow(group.name, tuple((name, _cell(group.given.get(name))) for name in names), _parts(group.given.values()))
        for group in groups
    ]


def _cell(value: Range | None) -> Cell:
    if value is None or value[0] <= 0.5 <= value[1]:
        return "neutral"
    return "consistent" if value[0] > 0.5 else "inconsistent"


def _parts(ranges: Iterable[Range]) -> float:
    several = list(ranges)
    if not several:
        return 0.0
    return max(0.0, log(max(low for low, _ in several)) - log(min(high for _, high in several)))
