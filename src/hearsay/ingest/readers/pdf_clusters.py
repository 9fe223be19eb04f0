"""What stands on the paper glyph by glyph: several characters may be one glyph, and marks stand on a letter.

In: the signs and the sides of characters. Out: Clusters, line by line in the order of the layer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import pdf_signs
from .pdf_signs import Signs

Ink = Callable[[Sequence[int]], Sequence[tuple[float, float]]]
"""Left and right of the ink of characters, by their index in the text."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Glyphs with their places; a row each."""

    first: NDArray[np.intp]
    """Index of its first character."""
    line: NDArray[np.intp]
    kind: Signs
    sides: NDArray[np.float64]
    """(n, 2) left and right."""
    more: dict[int, list[int]]
    """Row -> all its characters, of those that have several; marks that stand apart in the layer are the last."""

    @property
    def centres(self) -> NDArray[np.float64]:
        """Of each glyph, across the page."""
        centres: NDArray[np.float64] = self.sides.sum(1) / 2
        return centres


def clustered(signs: Signs, sides: NDArray[np.float64], line_of: NDArray[np.intp], ink: Ink) -> Clusters:
    """The glyphs of the lines numbered in `line_of`, -1 for what is in none; a letter without a place is left out."""
    solid = (line_of >= 0) & ((signs & pdf_signs.KIND) < pdf_signs.SPACE)
    marks = solid & (signs & pdf_signs.MARK > 0)
    letters = np.flatnonzero(solid & ~marks & ~np.isnan(sides[:, 0]))
    joins = np.zeros(len(letters), bool)
    joins[1:] = _same(sides, line_of, letters[1:], letters[:-1])
    row_of = np.cumsum(~joins) - 1
    first = letters[~joins]
    over = np.flatnonzero(marks)
    before = np.searchsorted(letters, over) - 1
    held = before >= 0
    held[held] = _same(sides, line_of, over[held], letters[before[held]])
    more: dict[int, list[int]] = {}
    parts = np.concatenate((letters[joins], over[held])), np.concatenate((row_of[joins], row_of[before[held]]))
    for at in np.argsort(parts[0], kind="stable").tolist():
        row = int(parts[1][at])
        more.setdefault(row, [int(first[row])]).append(int(parts[0][at]))
    kinds = (signs & pdf_signs.KIND).astype(np.uint16)
    found = Clusters(first, line_of[first], kinds[first], sides[first], more)
    loose = over[~held].tolist()
    return _marked(found, loose, line_of[loose].tolist(), ink(loose)) if loose else found


def _same(
    sides: NDArray[np.float64], line_of: NDArray[np.intp], one: NDArray[np.intp], two: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether two characters are one glyph: they have one place, and it is not nothing."""
    alike: NDArray[np.bool_] = (sides[one] == sides[two]).all(1) & (line_of[one] == line_of[two])
    alike &= sides[one, 1] > sides[one, 0]
    return alike


def _marked(
    found: Clusters, marks: Sequence[int], lines: Sequence[int], inks: Sequence[tuple[float, float]]
) -> Clusters:
    """The clusters with each mark in that of the nearest letter of its line; by itself, behind all, where there is none."""
    right = found.kind == pdf_signs.RIGHT
    alone: list[int] = []
    for number, (mark, line) in enumerate(zip(marks, lines, strict=True)):
        rows = np.flatnonzero(right & (found.line == line))
        if not len(rows):
            alone.append(number)
            continue
        spot = sum(inks[number]) / 2
        away = np.maximum(np.maximum(found.sides[rows, 0] - spot, spot - found.sides[rows, 1]), 0.0)
        best = int(rows[np.lexsort((np.abs(found.centres[rows] - spot), away))[0]])
        found.more.setdefault(best, [int(found.first[best])]).append(mark)
    return _with(found, [marks[n] for n in alone], [lines[n] for n in alone], [inks[n] for n in alone])


def _with(found: Clusters, marks: Sequence[int], lines: Sequence[int], inks: Sequence[tuple[float, float]]) -> Clusters:
    """The clusters, and a row for each of `marks` behind those of its line."""
    if not marks:
        return found
    line = np.concatenate((found.line, lines))
    order = np.argsort(line, kind="stable")
    row_of = np.argsort(order)
    return Clusters(
        np.concatenate((found.first, marks))[order],
        line[order],
        np.concatenate((found.kind, np.full(len(marks), pdf_signs.RIGHT, np.uint16)))[order],
        np.concatenate((found.sides, np.array(inks, np.float64)))[order],
        {int(row_of[row]): at for row, at in found.more.items()},
    )
