"""Lines with Arabic or Hebrew in the order in which they are read: from where their letters stand, not how they are stored.

In: a page's text as pdfium orders it, and the box of each character. Out: the text in logical order, and where each of
its characters comes from. Runs of letters (`pdf_runs`), numbers and signs are sorted by place and read by the rules of
UAX #9, backwards.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from . import pdf_bidi, pdf_signs
from .pdf_bidi import Run
from .pdf_clusters import Ink, clustered
from .pdf_runs import Runs, runs_of
from .pdf_signs import Signs, plain, signs_of

_ALEF = "اأإآٱ"
_SPACED = 0.42
"""A gap wider than this part of a usual letter parts words even where the layer has no space."""
_BLANK = 0.22
"""A gap that wide parts them where it has one; pdfium puts spaces in wherever a text object ends."""
_TOUCH = 0.12
"""Part of a line's height by which neighbours may overlap."""
_LEVEL = 0.5
"""Part of their height that two pieces of one line share at least."""
_NEAR = 0.8
"""Heights that two pieces of one line are apart at most."""
_MOST = 0.3
"""Part of a line's words that must run from right to left for the line to do so, on a page that mostly does."""
_FAR = np.array([np.inf, -np.inf, -np.inf, np.inf], np.float32)
_KINDS = {pdf_signs.OTHER: "N", pdf_signs.RIGHT: "R", pdf_signs.LEFT: "L", pdf_signs.DIGIT: "D"}
_GAP = -1
"""Stands among runs for a space between them, and among characters for one that was put in: an index behind the last."""

_Box = list[float]


@dataclass(frozen=True, slots=True)
class Ordered:
    """Text in logical order and the index of each of its characters in the text given; -1 for a space put in."""

    text: str
    source: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as pdfium gives it, and its lines with Arabic or Hebrew."""

    text: str
    signs: Signs
    boxes: NDArray[np.float32]
    lines: list[tuple[int, int]]

    def usual(self, one: int, two: int) -> NDArray[np.float64]:
        """For each line the median of the difference of two columns of the boxes of its characters, where it is above 0."""
        sizes = self.boxes[:, one] - self.boxes[:, two]
        return np.array([_median(sizes[start:end]) for start, end in self.lines])

    def counts(self, where: NDArray[np.bool_]) -> NDArray[np.intp]:
        """For each line the number of its characters in `where`."""
        total = np.concatenate(([0], np.cumsum(where)))
        found: NDArray[np.intp] = np.diff(total[np.array(self.lines)])[:, 0]
        return found


def concerns(signs: Signs) -> bool:
    """Whether there is a letter that runs from right to left."""
    return bool((signs & pdf_signs.RTL).any())


def ordered(text: str, boxes: NDArray[np.float32], ink: Ink) -> Ordered:
    """The page in logical order; lines without Arabic or Hebrew stay as they are.

    `boxes`: left, top, right, bottom of each character; `ink` is asked for marks, which do not move the pen.
    """
    signs = signs_of(text)
    sheet = _Sheet(text, signs, boxes, _lines(signs, boxes))
    line_of = np.full(len(text), -1, np.intp)
    for number, (start, end) in enumerate(sheet.lines):
        line_of[start:end] = number
    clusters = clustered(signs, boxes[:, [0, 2]].astype(np.float64), line_of, ink)
    if not len(clusters.first):
        return Ordered(text, np.arange(len(text)))
    wide = sheet.usual(2, 0)
    runs = runs_of(signs, clusters, _SPACED * wide, turned=_ligatures_turned(text, boxes))
    rows = _spaced(sheet, runs, wide)
    return _written(sheet, runs, _logical(sheet, runs, rows))


def _lines(signs: Signs, boxes: NDArray[np.float32]) -> list[tuple[int, int]]:
    """[start, end) of each line with Arabic or Hebrew; two that stand side by side, one of them with such, are one."""
    within = np.zeros(len(signs) + 2, bool)
    within[1:-1] = (signs & pdf_signs.KIND) != pdf_signs.END
    edges = np.flatnonzero(within[1:] != within[:-1])
    if not len(edges):
        return []
    solid = np.vstack((np.where((boxes[:, 1] > boxes[:, 3])[:, None], boxes, _FAR), _FAR))
    low, high = np.minimum.reduceat(solid, edges), np.maximum.reduceat(solid, edges)
    around = np.stack((low[:, 0], high[:, 1], high[:, 2], low[:, 3]), 1).tolist()
    own = (np.bitwise_or.reduceat(np.append(signs, 0), edges) & pdf_signs.RTL > 0).tolist()
    found: list[tuple[int, int, _Box, bool]] = []
    for row, (first, end) in enumerate(edges.reshape(-1, 2).tolist()):
        start, box, concerned = first, around[2 * row], own[2 * row]
        if found and (found[-1][3] or concerned) and _side_by_side(found[-1][2], box):
            start, _, before, also = found.pop()
            box, concerned = _union(before, around[2 * row - 1], box), concerned or also
        found.append((start, end, box, concerned))
    return [(start, end) for start, end, _, concerned in found if concerned]


def _union(*boxes: _Box) -> _Box:
    left, top, right, low = zip(*boxes, strict=True)
    return [min(left), max(top), max(right), min(low)]


def _side_by_side(one: _Box, two: _Box) -> bool:
    (left, top, right, low), (left2, top2, right2, low2) = one, two
    high = min(top - low, top2 - low2)
    same = min(top, top2) - max(low, low2) > _LEVEL * high > 0
    gap = max(left2 - right, left - right2)
    return same and -_TOUCH * high < gap < _NEAR * high


def _median(sizes: NDArray[np.float32]) -> float:
    known = np.sort(sizes[sizes > 0])
    half = len(known) // 2
    return float((known[half] + known[(len(known) - 1) // 2]) / 2) if half or len(known) else 1.0


def _ligatures_turned(text: str, boxes: NDArray[np.float32]) -> bool:
    """Whether what one glyph stands for comes back to front: told by lam and alef, which are joined in every font.

    pdfium turns round a line that runs from right to left character by character, within a glyph as well.
    """
    pairs = np.flatnonzero((boxes[1:] == boxes[:-1]).all(1) & (boxes[1:, 2] > boxes[1:, 0]))
    wrong = sum(text[k] in _ALEF and text[k + 1] == "ل" for k in pairs.tolist())
    right = sum(text[k] == "ل" and text[k + 1] in _ALEF for k in pairs.tolist())
    return wrong >= right


def _spaced(sheet: _Sheet, runs: Runs, wide: NDArray[np.float64]) -> list[list[int]]:
    """For each line its runs from left to right, with _GAP where a space parts them."""
    order = np.lexsort(((runs.left + runs.right) / 2, runs.line))
    line, left, right = runs.line[order], runs.left[order], runs.right[order]
    gap = np.full(len(order), -np.inf)
    gap[1:] = np.where(line[1:] == line[:-1], left[1:] - right[:-1], -np.inf)
    parted = gap > _SPACED * wide[line]
    narrow = np.flatnonzero(~parted & (gap > _BLANK * wide[line]))
    if len(narrow):
        spots, touch = _spots(sheet), _TOUCH * sheet.usual(1, 3)
        for row in narrow.tolist():
            near = touch[line[row]]
            own = spots[int(line[row])]
            at = bisect_left(own, right[row - 1] - near)
            parted[row] = at < len(own) and own[at] <= left[row] + near
    places = np.flatnonzero(parted)
    bounds = np.searchsorted(np.insert(line, places, line[places]), np.arange(len(sheet.lines) + 1)).tolist()
    numbers = np.insert(order, places, _GAP).tolist()
    return [numbers[bounds[k] : bounds[k + 1]] for k in range(len(sheet.lines))]


def _spots(sheet: _Sheet) -> dict[int, list[float]]:
    """For each line where its spaces stand, from left to right."""
    space = (sheet.signs & pdf_signs.KIND) == pdf_signs.SPACE
    found: dict[int, list[float]] = defaultdict(list)
    for number, (start, end) in enumerate(sheet.lines):
        boxes = sheet.boxes[start:end][space[start:end]].astype(np.float64)
        centres = (boxes[:, 0] + boxes[:, 2]) / 2
        found[number] = np.sort(centres[~np.isnan(centres)]).tolist()
    return found


def _logical(sheet: _Sheet, runs: Runs, rows: list[list[int]]) -> list[list[int]]:
    """The same in the order in which they are read."""
    words = _begin((sheet.signs & pdf_signs.KIND) == pdf_signs.RIGHT), _begin(sheet.signs & pdf_signs.FOREIGN > 0)
    right, other = sheet.counts(words[0]), sheet.counts(words[1])
    rtl = right > (_MOST if words[0].sum() >= words[1].sum() else 1 - _MOST) * (right + other)
    mixed = set(runs.line[(runs.kind == pdf_signs.LEFT) | (runs.kind == pdf_signs.DIGIT)].tolist())
    found = []
    for number, (row, leftwards) in enumerate(zip(rows, rtl.tolist(), strict=True)):
        if leftwards and number not in mixed:
            found.append(row[::-1])
            continue
        given = [_run(sheet, runs, one) for one in row]
        found.append([run.number for run in pdf_bidi.logical(given, rtl=leftwards)])
    return found


def _begin(letters: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where words of such letters begin."""
    begin = letters.copy()
    begin[1:] &= ~letters[:-1]
    return begin


def _run(sheet: _Sheet, runs: Runs, number: int) -> Run:
    if number == _GAP:
        return Run("S", " ", number)
    kind = _KINDS[int(runs.kind[number])]
    at = runs.characters[runs.start[number] : runs.end[number]].tolist() if kind != "R" else ()
    return Run(kind, "".join(plain(sheet.text[k]) for k in at), number)


def _written(sheet: _Sheet, runs: Runs, rows: list[list[int]]) -> Ordered:
    """The text with each line as its row of runs says; one without runs stays as it is."""
    order = np.array(list(chain.from_iterable(rows)), np.intp)
    size = np.append(runs.end - runs.start, 1)[order]
    ends = np.cumsum(size)
    places = np.repeat(np.append(runs.start, len(runs.characters))[order] - ends + size, size) + np.arange(size.sum())
    written = np.append(runs.characters, _GAP)[places]
    cuts = np.append(0, ends)[np.cumsum([0, *map(len, rows)])].tolist()
    pieces, changed, length, at = [], [], 0, 0
    for row, (start, end) in enumerate(sheet.lines):
        own = written[cuts[row] : cuts[row + 1]] if rows[row] else np.arange(start, end)
        pieces += [np.arange(at, start), own]
        length += start - at + len(own)
        changed += [(length - len(own), length)] if rows[row] else []
        at = end
    return _spelt(sheet, np.concatenate((*pieces, np.arange(at, len(sheet.text)))), changed)


def _spelt(sheet: _Sheet, source: NDArray[np.intp], changed: list[tuple[int, int]]) -> Ordered:
    """The text of `source`: within the parts that changed, brackets turned and presentation forms as plain letters."""
    points = np.frombuffer(f"{sheet.text} ".encode("utf-32-le", "surrogatepass"), np.uint32)
    text = points[source].tobytes().decode("utf-32-le", "surrogatepass")
    signs = np.append(sheet.signs, 0)[source]
    if not (signs & (pdf_signs.BRACKET | pdf_signs.FORM)).any():
        return Ordered(text, source)
    spelt = list(text)
    for start, end in changed:
        if (signs[start:end] & pdf_signs.BRACKET).any():
            spelt[start:end] = pdf_bidi.bracketed(spelt[start:end])
        for k in (start + np.flatnonzero(signs[start:end] & pdf_signs.FORM)).tolist():
            spelt[k] = plain(spelt[k])
    return Ordered("".join(spelt), np.repeat(source, list(map(len, spelt))))
