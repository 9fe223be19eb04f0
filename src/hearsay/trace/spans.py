"""Alignment of two documents: the spans of words that both have, several a pair, tolerant of small edits.

In: two `Wording`s and the seeds' width. Out: `Run`s, disjoint in both texts, longest first.
Exact shingles are the seeds; runs on nearby diagonals are chained within a band; the gaps between them and the words
beyond their ends are compared by a small longest-common-subsequence table. Linear in the number of seeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .wording import Hashes, Wording, same_page, shingles

GAP = 12
"""Words between two exact runs that one span may bridge, and the width of the band of diagonals."""
REPEATS = 4
"""A shingle that stands more often than this in one of the texts is no seed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words [first, last] of one text that stand at [other_first, other_last] of the other, all included."""

    first: int
    last: int
    other_first: int
    other_last: int
    pairs: tuple[tuple[int, int], ...]
    """Word positions in both texts that hold the same word, in order."""

    @property
    def words(self) -> int:
        """Words in common."""
        return len(self.pairs)

    @property
    def score(self) -> float:
        """Words in common over the longer of both stretches, 0..1."""
        return len(self.pairs) / (1 + max(self.last - self.first, self.other_last - self.other_first))


def common_runs(one: Wording, other: Wording, width: int, rare: NDArray[np.bool_]) -> list[Run]:
    """All disjoint runs of at least `width` words; `rare` says which shingles of the first text may be seeds."""
    seeds = _seeds(one, other, width, rare)
    exact = _exact(seeds, width)
    chained = _chain(exact, one, other)
    grown = [_grow(run, one, other) for run in chained]
    return _disjoint(grown)


def _seeds(one: Wording, other: Wording, width: int, rare: NDArray[np.bool_]) -> list[tuple[int, int]]:
    left, right = _seedable(one, width, rare), _seedable(other, width, None)
    shared = np.intersect1d(left[0], right[0])
    places: list[tuple[int, int]] = []
    starts = [np.searchsorted(side[0], shared, "left") for side in (left, right)]
    ends = [np.searchsorted(side[0], shared, "right") for side in (left, right)]
    for index in range(len(shared)):
        mine = left[1][starts[0][index] : ends[0][index]]
        theirs = right[1][starts[1][index] : ends[1][index]]
        if len(mine) <= REPEATS and len(theirs) <= REPEATS:
            places += [(int(i), int(j)) for i in mine for j in theirs]
    return places


def _seedable(side: Wording, width: int, rare: NDArray[np.bool_] | None) -> tuple[Hashes, NDArray[np.int64]]:
    hashes = shingles(side.keys, width)
    fit = same_page(side, width)
    places = np.flatnonzero(fit if rare is None else fit & rare)
    order = np.argsort(hashes[places], kind="stable")
    return hashes[places][order], places[order].astype(np.int64)


def _exact(seeds: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int, int]]:
    """Maximal runs on one diagonal as (first, other_first, words)."""
    runs: list[tuple[int, int, int]] = []
    for i, j in sorted(seeds, key=lambda seed: (seed[1] - seed[0], seed[0])):
        if runs:
            first, other, length = runs[-1]
            if j - i == other - first and i <= first + length:
                runs[-1] = (first, other, i + width - first)
                continue
        runs.append((i, j, width))
    return runs


def _chain(exact: list[tuple[int, int, int]], one: Wording, other: Wording) -> list[list[tuple[int, int, int]]]:
    """Runs that follow each other within the band, joined greedily from the longest outwards."""
    rest = sorted(exact)
    chains: list[list[tuple[int, int, int]]] = []
    for run in rest:
        best = None
        for chain in reversed(chains[-64:]):
            if _follows(chain[-1], run, one, other) and (best is None or _gap(chain[-1], run) < _gap(best[-1], run)):
                best = chain
        if best is None:
            chains.append([run])
        else:
            best.append(_trimmed(best[-1], run))
    return chains


def _follows(before: tuple[int, int, int], run: tuple[int, int, int], one: Wording, other: Wording) -> bool:
    i, j = run[0] - before[0] - before[2], run[1] - before[1] - before[2]
    overlap = min(i, j, 0)
    near = i <= GAP and j <= GAP and run[2] + overlap > 0 and overlap > -run[2]
    near = near and run[0] + run[2] > before[0] + before[2] and run[1] + run[2] > before[1] + before[2]
    return bool(near and one.page[before[0]] == one.page[run[0]] and other.page[before[1]] == other.page[run[1]])


def _gap(before: tuple[int, int, int], run: tuple[int, int, int]) -> int:
    return abs(run[0] - before[0] - before[2]) + abs(run[1] - before[1] - before[2])


def _trimmed(before: tuple[int, int, int], run: tuple[int, int, int]) -> tuple[int, int, int]:
    cut = -min(run[0] - before[0] - before[2], run[1] - before[1] - before[2], 0)
    return run[0] + cut, run[1] + cut, run[2] - cut


def _grow(chain: list[tuple[int, int, int]], one: Wording, other: Wording) -> Run:
    pairs: list[tuple[int, int]] = []
    for i, j, length in chain:
        if pairs:
            pairs += _between(pairs[-1], (i, j), one.keys, other.keys)
        pairs += [(i + k, j + k) for k in range(length)]
    pairs = _head(pairs[0], one, other) + pairs + _tail(pairs[-1], one, other)
    return Run(pairs[0][0], pairs[-1][0], pairs[0][1], pairs[-1][1], tuple(pairs))


def _between(left: tuple[int, int], right: tuple[int, int], mine: Hashes, theirs: Hashes) -> list[tuple[int, int]]:
    i, j = left[0] + 1, left[1] + 1
    return [(i + a, j + b) for a, b in _subsequence(mine[i : right[0]].tolist(), theirs[j : right[1]].tolist())]


def _tail(last: tuple[int, int], one: Wording, other: Wording) -> list[tuple[int, int]]:
    i, j = last[0] + 1, last[1] + 1
    mine = one.keys[i : i + GAP][one.page[i : i + GAP] == one.page[last[0]]]
    theirs = other.keys[j : j + GAP][other.page[j : j + GAP] == other.page[last[1]]]
    return [(i + a, j + b) for a, b in _dense(_subsequence(mine.tolist(), theirs.tolist()))]


def _head(first: tuple[int, int], one: Wording, other: Wording) -> list[tuple[int, int]]:
    i, j = max(0, first[0] - GAP), max(0, first[1] - GAP)
    mine = one.keys[i : first[0]][one.page[i : first[0]] == one.page[first[0]]][::-1]
    theirs = other.keys[j : first[1]][other.page[j : first[1]] == other.page[first[1]]][::-1]
    found = _dense(_subsequence(mine.tolist(), theirs.tolist()))
    return [(first[0] - 1 - a, first[1] - 1 - b) for a, b in reversed(found)]


def _dense(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest beginning of a subsequence in which at least two words of three agree."""
    kept = 0
    for count, (a, b) in enumerate(found, 1):
        if 3 * count >= 2 * (1 + max(a, b)):
            kept = count
    return found[:kept]


def _subsequence(mine: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
    """One longest common subsequence of two short lists, as index pairs."""
    if not mine or not theirs:
        return []
    table = [[0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for a in range(len(mine) - 1, -1, -1):
        for b in range(len(theirs) - 1, -1, -1):
            same = mine[a] == theirs[b]
            table[a][b] = table[a + 1][b + 1] + 1 if same else max(table[a + 1][b], table[a][b + 1])
    found, a, b = [], 0, 0
    while a < len(mine) and b < len(theirs):
        if mine[a] == theirs[b]:
            found.append((a, b))
            a, b = a + 1, b + 1
        elif table[a + 1][b] >= table[a][b + 1]:
            a += 1
        else:
            b += 1
    return found


def _disjoint(runs: list[Run]) -> list[Run]:
    """Runs that share no word of either text, the longest ones kept first, ties by place; what is left of the others is cut."""
    mine: set[int] = set()
    theirs: set[int] = set()
    kept: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.words, run.first, run.other_first)):
        pairs = tuple(p for p in run.pairs if p[0] not in mine and p[1] not in theirs)
        if len(pairs) < 2 or (len(pairs) < len(run.pairs) and 2 * len(pairs) < len(run.pairs)):
            continue
        cut = Run(pairs[0][0], pairs[-1][0], pairs[0][1], pairs[-1][1], pairs)
        mine.update(i for i, _ in pairs)
        theirs.update(j for _, j in pairs)
        kept.append(cut)
    return kept
