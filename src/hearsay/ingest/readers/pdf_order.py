"""Lines with Arabic or Hebrew in the order in which they are read: from where their letters stand, not how they are stored.

In: a page's text as pdfium orders it, and the box of each character. Out: the text in logical order, and where each of
its characters comes from. A run of letters keeps the order of the layer where it goes with the paper and is turned
round where it goes against it; runs, numbers and signs are sorted by place and read by the rules of UAX #9, backwards.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from . import pdf_bidi
from .pdf_bidi import Run

RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_RTL = re.compile(f"[{RTL}]")
_RIGHT = re.compile(f"(?:(?![\\d\u060c\u061b\u061f\u066a-\u066d\u06d4])[{RTL}])+")
_OTHER = re.compile(f"(?:(?![{RTL}])[^\\W\\d_])+")
_FORM = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_MARK = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]")  # fmt: skip
_LINE = re.compile(r"[^\r\n]+")
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

Ink = Callable[[Sequence[int]], Sequence[tuple[float, float]]]
"""Left and right of the ink of characters, by their index in the text."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Text in logical order and the index of each of its characters in the text given; -1 for a space put in."""

    text: str
    source: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Cluster:
    """What one glyph stands for, with its place."""

    at: tuple[int, ...]
    kind: str
    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def concerns(text: str) -> bool:
    """Whether there is a letter in `text` that runs from right to left."""
    return _RTL.search(text) is not None


def ordered(text: str, boxes: NDArray[np.float32], ink: Ink) -> Ordered:
    """The page in logical order; lines without Arabic or Hebrew stay as they are.

    `boxes`: left, top, right, bottom of each character; `ink` is asked for marks, which do not move the pen.
    """
    sheet = _Sheet(text, boxes, ink, turned=_ligatures_turned(text, boxes))
    mostly = len(_RIGHT.findall(text)) >= len(_OTHER.findall(text))
    pieces: list[str] = []
    source: list[int] = []
    at = 0
    for start, end in sheet.lines():
        pieces.append(text[at:start])
        source.extend(range(at, start))
        at = end
        if not concerns(text[start:end]):
            pieces.append(text[start:end])
            source.extend(range(start, end))
            continue
        line = _Line(sheet, start, end, rtl=_runs_right(text[start:end], page=mostly))
        for character, back in line.read():
            pieces.append(character)
            source.extend([back] * len(character))
    pieces.append(text[at:])
    source.extend(range(at, len(text)))
    return Ordered("".join(pieces), np.array(source, np.intp))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as pdfium gives it."""

    text: str
    boxes: NDArray[np.float32]
    ink: Ink
    turned: bool
    """Whether what one glyph stands for comes back to front."""

    def lines(self) -> Iterator[tuple[int, int]]:
        """[start, end) of each line; two that stand side by side, one of them with Arabic or Hebrew, are one."""
        open_: tuple[int, int] | None = None
        for found in _LINE.finditer(self.text):
            start, end = found.span()
            if open_ and self._side_by_side(open_, (start, end)):
                open_ = (open_[0], end)
                continue
            if open_:
                yield open_
            open_ = (start, end)
        if open_:
            yield open_

    def _side_by_side(self, one: tuple[int, int], two: tuple[int, int]) -> bool:
        if not concerns(self.text[one[0] : one[1]]) and not concerns(self.text[two[0] : two[1]]):
            return False
        (left, top, right, low), (left2, top2, right2, low2) = self._around(*one), self._around(*two)
        high = min(top - low, top2 - low2)
        same = min(top, top2) - max(low, low2) > _LEVEL * high > 0
        gap = max(left2 - right, left - right2)
        return same and -_TOUCH * high < gap < _NEAR * high

    def _around(self, start: int, end: int) -> tuple[float, float, float, float]:
        boxes = self.boxes[start:end]
        solid = boxes[boxes[:, 1] > boxes[:, 3]]
        if not len(solid):
            return 0.0, 0.0, 0.0, 0.0
        return float(solid[:, 0].min()), float(solid[:, 1].max()), float(solid[:, 2].max()), float(solid[:, 3].min())


def _runs_right(line: str, *, page: bool) -> bool:
    right, other = len(_RIGHT.findall(line)), len(_OTHER.findall(line))
    return right > (_MOST if page else 1 - _MOST) * (right + other)


def _ligatures_turned(text: str, boxes: NDArray[np.float32]) -> bool:
    """Whether what one glyph stands for comes back to front: told by lam and alef, which are joined in every font.

    pdfium turns round a line that runs from right to left character by character, within a glyph as well.
    """
    pairs = np.flatnonzero((boxes[1:] == boxes[:-1]).all(1) & (boxes[1:, 2] > boxes[1:, 0]))
    wrong = sum(text[k] in _ALEF and text[k + 1] == "ل" for k in pairs.tolist())
    right = sum(text[k] == "ل" and text[k + 1] in _ALEF for k in pairs.tolist())
    return wrong >= right


class _Line:
    """One line that holds letters that run from right to left."""

    def __init__(self, sheet: _Sheet, start: int, end: int, *, rtl: bool) -> None:
        self._text, self._start, self._end = sheet.text, start, end
        self._rtl, self._turned = rtl, sheet.turned
        self._sides = sheet.boxes[start:end, [0, 2]].tolist()
        heights = sheet.boxes[start:end, 1] - sheet.boxes[start:end, 3]
        known = heights[heights > 0]
        self._high = float(np.median(known)) if known.size else 1.0
        widths = sheet.boxes[start:end, 2] - sheet.boxes[start:end, 0]
        some = widths[widths > 0]
        self._wide = float(np.median(some)) if some.size else 1.0
        marks = [found.start() for found in _MARK.finditer(sheet.text, start, end)]
        self._marks = dict(zip(marks, sheet.ink(marks), strict=True)) if marks else {}

    def read(self) -> list[tuple[str, int]]:
        """The characters in logical order, each with where it comes from; -1 for a space put in."""
        clusters, spaces = self._clusters()
        if not clusters:
            return [(self._text[k], k) for k in range(self._start, self._end)]
        runs = sorted(self._runs(clusters), key=lambda run: run.centre)
        found: list[tuple[str, int]] = []
        for run in pdf_bidi.logical(list(self._parted(runs, sorted(spaces))), rtl=self._rtl):
            found += [(character, -1 if k is None else k) for character, k in run.characters]
        return pdf_bidi.bracketed(found)

    def _clusters(self) -> tuple[list[_Cluster], list[float]]:
        """What stands on the line by glyph, marks with the letter they stand on; and where there are spaces."""
        found: list[_Cluster] = []
        spaces: list[float] = []
        marks: list[int] = []
        for k in range(self._start, self._end):
            left, right = self._sides[k - self._start]
            character = self._text[k]
            if character in "\r\n":
                continue
            if character.isspace():
                spaces.append((left + right) / 2)
            elif found and (left, right) == (found[-1].left, found[-1].right) and right > left:
                found[-1] = _Cluster((*found[-1].at, k), found[-1].kind, left, right)
            elif k in self._marks:
                marks.append(k)
            elif not np.isnan(left):
                found.append(_Cluster((k,), _kind(character), left, right))
        return self._marked(found, marks), spaces

    def _marked(self, clusters: list[_Cluster], marks: Sequence[int]) -> list[_Cluster]:
        letters = [number for number, cluster in enumerate(clusters) if cluster.kind == "R"]
        for k in marks:
            left, right = self._marks[k]
            if not letters:
                clusters.append(_Cluster((k,), "R", left, right))
                continue
            spot = (left + right) / 2
            best = min(letters, key=lambda n: (_away(clusters[n], spot), abs(clusters[n].centre - spot)))
            at = clusters[best]
            clusters[best] = _Cluster((*at.at, k), at.kind, at.left, at.right)
        return clusters

    def _runs(self, clusters: Sequence[_Cluster]) -> Iterator[Run]:
        """Neighbours of one kind in the layer, each run in the order of the paper."""
        at = 0
        for k in range(1, len(clusters) + 1):
            if k < len(clusters) and clusters[k].kind == clusters[at].kind != "N" and self._joined(clusters, k):
                continue
            yield self._run(clusters[at:k])
            at = k

    def _joined(self, clusters: Sequence[_Cluster], k: int) -> bool:
        before, here = clusters[k - 1], clusters[k]
        apart = max(here.left - before.right, before.left - here.right)
        return apart < _SPACED * self._wide and not self._spaced(before.at[0], here.at[0])

    def _spaced(self, start: int, end: int) -> bool:
        return any(character.isspace() for character in self._text[start:end])

    def _run(self, clusters: Sequence[_Cluster]) -> Run:
        kind = clusters[0].kind
        row = list(clusters)
        if kind == "R":
            rising = sum(b.centre > a.centre for a, b in pairwise(row))
            row = row[::-1] if 2 * rising > len(row) - 1 else row
        else:
            row.sort(key=lambda cluster: cluster.centre)
        written = [pair for cluster in row for pair in self._written(cluster)]
        left, right = min(c.left for c in row), max(c.right for c in row)
        return Run(kind, tuple(written), left, right)

    def _written(self, cluster: _Cluster) -> list[tuple[str, int | None]]:
        """The characters of one glyph: base letters in order, marks behind them, presentation forms as plain letters."""
        at = cluster.at
        if cluster.kind == "R" and len(at) > 1:
            base = [k for k in at if k not in self._marks]
            marks = [k for k in at if k in self._marks]
            at = (*(base[::-1] if self._turned else base), *marks)
        return [(plain(self._text[k]), k) for k in at]

    def _parted(self, runs: Sequence[Run], spaces: Sequence[float]) -> Iterator[Run]:
        """The runs from left to right with the spaces between them."""
        before: Run | None = None
        touch = _TOUCH * self._high
        for run in runs:
            if before is not None:
                gap = run.left - before.right
                blank = any(before.right - touch <= spot <= run.left + touch for spot in spaces)
                if gap > (_BLANK if blank else _SPACED) * self._wide:
                    yield Run("S", ((" ", None),), before.right, run.left)
            yield run
            before = run


def _away(cluster: _Cluster, spot: float) -> float:
    return max(cluster.left - spot, spot - cluster.right, 0.0)


def _kind(character: str) -> str:
    """R, L, D (digit) or N (sign)."""
    if character.isdigit():
        return "D"
    if _RIGHT.match(character):
        return "R"
    return "L" if character.isalpha() else "N"


def plain(character: str) -> str:
    """A presentation form as the letters it stands for (NFKC), any other character as it is."""
    if not _FORM.match(character) or character in "\ufd3e\ufd3f":
        return character
    return unicodedata.normalize("NFKC", character).strip() or character
