"""A translation beside its original, as those see it who look for differences.

In: nothing. Out: `Both` and `Found`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearsay.model import Anchor, DifferenceKind

from .beads import Pairing
from .sentences import Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """One difference."""

    kind: DifferenceKind
    here: Anchor
    there: Anchor
    said: str = ""
    meant: str = ""
    sure: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """A translation beside its original."""

    there: Sequence[Sentence]
    here: Sequence[Sentence]
    languages: tuple[str, str]
    """Of the original, of the translation."""
    pairings: Sequence[Pairing]

    def sides(self, pairing: Pairing) -> tuple[Sequence[Sentence], Sequence[Sentence]]:
        """The sentences of a pairing: of the original, of the translation."""
        return self.there[slice(*pairing.there)], self.here[slice(*pairing.here)]

    def marks(self, pairing: Pairing) -> tuple[Anchor, Anchor]:
        """Where a pairing stands in the original and in the translation; without width where it has nothing there."""
        return _mark(self.there, pairing.there), _mark(self.here, pairing.here)


def _mark(side: Sequence[Sentence], span: tuple[int, int]) -> Anchor:
    first, last = span
    if first < last:
        return replace(side[first].anchor, end=side[last - 1].end)
    if first > 0:
        return replace(side[first - 1].anchor, start=side[first - 1].end)
    return replace(side[0].anchor, end=side[0].start)
