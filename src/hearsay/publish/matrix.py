"""The matrix of competing hypotheses of each question, read off what people gave; nothing is computed from it.

In: Hypotheses with their fits. Out: Matrices of plain values.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hearsay.model import Hypothesis


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Evidence down, answers across."""

    question: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], bool], ...]
    """(Evidence, who gave it, one cell an answer, whether it can tell the answers apart)."""


def matrices(hypotheses: Iterable[Hypothesis]) -> tuple[Matrix, ...]:
    """One for each question to which somebody rated evidence, by question."""
    found: dict[str, list[Hypothesis]] = {}
    for one in hypotheses:
        found.setdefault(one.question, []).append(one)
    return tuple(
        _matrix(question, found[question]) for question in sorted(found) if any(h.fits for h in found[question])
    )


def _matrix(question: str, rivals: list[Hypothesis]) -> Matrix:
    ordered = sorted(rivals, key=lambda one: (not one.fits, one.name))
    cells = {(one.name, fit.evidence): fit.stands for one in ordered for fit in one.fits}
    first = next(one for one in ordered if one.fits)
    return Matrix(
        question=question,
        names=tuple(one.name for one in ordered),
        rows=tuple(
            (
                fit.evidence,
                fit.given_by,
                tuple(cells.get((one.name, fit.evidence), "") for one in ordered),
                fit.parts > 0,
            )
            for fit in first.fits
        ),
    )
