"""Neighbours of one kind on a line: words, numbers, signs, each with its characters in the order in which they are read.

In: Clusters in the order of the layer. Out: Runs. A run of letters that run to the left keeps the order of the layer where
it goes with the paper and is turned round where it goes against it; all others are read from left to right.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import pdf_signs
from .pdf_clusters import Clusters
from .pdf_signs import Signs


@dataclass(frozen=True, slots=True)
class Runs:
    """A row each, in the order of the layer."""

    line: NDArray[np.intp]
    kind: Signs
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    start: NDArray[np.intp]
    end: NDArray[np.intp]
    """[start, end) of its characters in `characters`."""
    characters: NDArray[np.intp]
    """Indices in the text, run by run."""


def runs_of(signs: Signs, clusters: Clusters, apart: NDArray[np.float64], *, turned: bool) -> Runs:
    """The runs; on each line a gap of `apart` parts. `turned`: the letters of one glyph come back to front."""
    count = len(clusters.first)
    opens = np.ones(count, bool)
    opens[1:] = ~_joined(signs, clusters, apart)
    start = np.flatnonzero(opens)
    end = np.concatenate((start[1:], [count]))
    rows = _read(clusters, opens, start, end)
    characters, ends = _characters(signs, clusters, rows, turned=turned)
    return Runs(
        clusters.line[start],
        clusters.kind[start],
        np.minimum.reduceat(clusters.sides[:, 0], start),
        np.maximum.reduceat(clusters.sides[:, 1], start),
        np.concatenate(([0], ends))[start],
        ends[end - 1],
        characters,
    )


def _joined(signs: Signs, clusters: Clusters, apart: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each glyph but the first goes on the run of the one before it."""
    here, before = slice(1, None), slice(None, -1)
    blanks = np.concatenate(([0], np.cumsum((signs & pdf_signs.KIND) >= pdf_signs.SPACE)))
    first, line, kind, sides = clusters.first, clusters.line, clusters.kind, clusters.sides
    spaced = (first[here] > first[before]) & (blanks[first[here]] > blanks[first[before]])
    gap = np.maximum(sides[here, 0] - sides[before, 1], sides[before, 0] - sides[here, 1])
    alike = (line[here] == line[before]) & (kind[here] == kind[before]) & (kind[here] != pdf_signs.OTHER)
    joined: NDArray[np.bool_] = alike & (gap < apart[line[here]]) & ~spaced
    return joined


def _read(
    clusters: Clusters, opens: NDArray[np.bool_], start: NDArray[np.intp], end: NDArray[np.intp]
) -> NDArray[np.intp]:
    """The clusters, run by run, each run in the order in which it is read."""
    centres, size = clusters.centres, end - start
    steps = np.concatenate(([0.0], np.where(opens[1:], 0.0, np.diff(centres))))
    left = clusters.kind[start] == pdf_signs.RIGHT
    flipped = left & (2 * np.add.reduceat((steps > 0).astype(np.intp), start) > size - 1)
    first, step = np.where(flipped, end - 1, start), np.where(flipped, -1, 1)
    rows = (np.repeat(first - step * start, size) + np.repeat(step, size) * np.arange(len(opens))).astype(np.intp)
    mixed = ~left & (np.add.reduceat((steps < 0).astype(np.intp), start) > 0)
    for run in np.flatnonzero(mixed).tolist():
        part = slice(start[run], end[run])
        rows[part] = start[run] + np.argsort(centres[part], kind="stable")
    return rows


def _characters(
    signs: Signs, clusters: Clusters, rows: NDArray[np.intp], *, turned: bool
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The characters of the clusters in order of `rows`; and where those of each row end.

    Letters of one glyph in order, marks behind them.
    """
    if not clusters.more:
        return clusters.first[rows], np.cumsum(np.ones(len(rows), np.intp))
    sizes = np.ones(len(rows), np.intp)
    for row, at in clusters.more.items():
        sizes[row] = len(at)
    sizes = sizes[rows]
    ends = np.cumsum(sizes)
    characters = np.repeat(clusters.first[rows], sizes)
    place = np.argsort(rows)
    for row, at in clusters.more.items():
        end = int(ends[place[row]])
        characters[end - len(at) : end] = _written(signs, at, turned=turned) if _rtl(clusters, row) else at
    return characters, ends


def _rtl(clusters: Clusters, row: int) -> bool:
    return bool(clusters.kind[row] == pdf_signs.RIGHT)


def _written(signs: Signs, at: list[int], *, turned: bool) -> list[int]:
    base = [k for k in at if not signs[k] & pdf_signs.MARK]
    marks = [k for k in at if signs[k] & pdf_signs.MARK]
    return [*(base[::-1] if turned else base), *marks]
