"""Analysis of competing hypotheses as a view: the matrix that analysts know, read off the likelihoods.

In: groups of evidence and the name of a hypothesis. Out: its column, a Fit a group. Nothing is computed from it (rule 12).
"""

from collections.abc import Iterable
from math import log

from hearsay.model import Fit
from hearsay.model.vocabulary import FitWord

from .evidence import EvidenceGroup
from .odds import ANYTHING, Range


def column(groups: Iterable[EvidenceGroup], name: str) -> tuple[Fit, ...]:
    """How each group that counts stands to the hypothesis, in the order given.

    Consistent if it is more to be expected than not over the whole range given, inconsistent if less, else neutral; a
    group of which nobody said how well it fits is neutral, its range 0 to 1.
    """
    return tuple(_fit(group, group.given.get(name)) for group in groups if group.counts)


def _fit(group: EvidenceGroup, value: Range | None) -> Fit:
    low, high = value or ANYTHING
    return Fit(
        evidence=group.name,
        low=low,
        high=high,
        stands=_cell(low, high),
        parts=_parts(group.given.values()),
        given_by=", ".join(group.raters) if value else "",
        claims=tuple(sorted({ident for row in group.rows for ident in row.claims})),
    )


def _cell(low: float, high: float) -> FitWord:
    if low <= 0.5 <= high:
        return "neutral"
    return "consistent" if low > 0.5 else "inconsistent"


def _parts(ranges: Iterable[Range]) -> float:
    """Least log likelihood ratio, in nats, between the hypotheses that it parts most; 0 when it cannot discriminate."""
    several = list(ranges)
    if not several:
        return 0.0
    return max(0.0, log(max(low for low, _ in several)) - log(min(high for _, high in several)))
