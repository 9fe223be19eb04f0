"""The text layer of one PDF page, with lines and paragraphs as they stand on the paper and a box for each word.

In: a page of pdfium. Out: a PageReading, method "text layer". Characters stand in the order of the layer; a mixed line
of Arabic and English may be stored in reversed word order, which is not repaired here.
"""

import ctypes
import re
from collections.abc import Callable
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from hearsay.ingest.reading import PageReading
from hearsay.model import Word

Box = tuple[float, float, float, float]

_WORD = re.compile(r"\S+")
_UNIT = 1_000_000
_GAP = 1.35
"""Lines further apart than this many times the page's median step begin a new paragraph."""
_HYPHENS = {0xFFFE: "-", 0x2: "-"}
"""What pdfium gives for a hyphen at the end of a line."""


def layer(page: pdfium.PdfPage, number: int) -> PageReading:
    """The text of the layer, "" if there is none; boxes are left, top, right, bottom in 0..1 of the page as shown."""
    sheet = page.get_textpage()
    try:
        shown = sheet.get_text_range().translate(_HYPHENS)
        aligned = sheet.count_chars() == len(shown)
        boxes = _boxes(page, sheet, shown) if aligned else []
    finally:
        sheet.close()
    return _page(shown, boxes, number)


def _boxes(page: pdfium.PdfPage, sheet: pdfium.PdfTextPage, shown: str) -> list[tuple[int, int, Box]]:
    """[start, end) of each word of `shown` and its box."""
    place = _placer(page)
    reach = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = (ctypes.byref(value) for value in reach)
    found = []
    for word in _WORD.finditer(shown):
        start, end = word.span()
        corners = []
        for index in {start, end - 1}:
            if raw.FPDFText_GetCharBox(sheet, index, left, right, bottom, top):
                a, b, c, d = (value.value for value in reach)
                corners += [place(a, c), place(b, d)]
        if corners:
            across = [x for x, _ in corners]
            down = [y for _, y in corners]
            found.append((start, end, (min(across), min(down), max(across), max(down))))
    return found


def _placer(page: pdfium.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """From points of the page's own space to 0..1 of the page as shown, whatever its crop and rotation."""
    across, down = ctypes.c_int(), ctypes.c_int()

    def device(x: float, y: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / _UNIT, down.value / _UNIT

    x0, y0 = device(0, 0)
    x1, y1 = device(100, 0)
    x2, y2 = device(0, 100)
    ax, ay, bx, by = (x1 - x0) / 100, (y1 - y0) / 100, (x2 - x0) / 100, (y2 - y0) / 100

    def place(x: float, y: float) -> tuple[float, float]:
        return _in_unit(x0 + ax * x + bx * y), _in_unit(y0 + ay * x + by * y)

    return place


def _in_unit(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)


def _page(shown: str, boxes: list[tuple[int, int, Box]], number: int) -> PageReading:
    """Lines joined by newlines, paragraphs by blank lines; words moved along."""
    lines = _lines(shown)
    tops = _tops(lines, boxes)
    steps = [b - a for a, b in pairwise(tops) if a is not None and b is not None and b > a]
    usual = median(steps) if steps else 0.0
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for index, (start, end) in enumerate(lines):
        gap = "" if not index else "\n\n" if _parted(tops[index - 1], tops[index], usual) else "\n"
        starts.append(length + len(gap))
        pieces += (gap, shown[start:end])
        length += len(gap) + end - start
    return PageReading(number, "".join(pieces), "text layer", None, _moved(lines, starts, boxes))


def _lines(shown: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", shown)]


def _tops(lines: list[tuple[int, int]], boxes: list[tuple[int, int, Box]]) -> list[float | None]:
    """The foot of each line in 0..1, None where no box is known."""
    feet: list[float | None] = []
    at = 0
    for start, end in lines:
        while at < len(boxes) and boxes[at][0] < start:
            at += 1
        here = []
        while at < len(boxes) and boxes[at][0] < end:
            here.append(boxes[at][2][3])
            at += 1
        feet.append(median(here) if here else None)
    return feet


def _parted(before: float | None, here: float | None, usual: float) -> bool:
    if before is None or here is None or not usual:
        return False
    return here - before > _GAP * usual or here < before - usual / 2


def _moved(lines: list[tuple[int, int]], starts: list[int], boxes: list[tuple[int, int, Box]]) -> tuple[Word, ...]:
    words = []
    line = 0
    for start, end, box in boxes:
        while line < len(lines) and lines[line][1] <= start:
            line += 1
        if line < len(lines) and lines[line][0] <= start:
            shift = starts[line] - lines[line][0]
            words.append(Word(start=start + shift, end=end + shift, box=box))
    return tuple(words)
