"""The text layer of one PDF page, with lines and paragraphs as they stand on the paper and a box for each word.

In: a page of pdfium. Out: a Layer. Lines with Arabic or Hebrew are put into the order in which they are read
(`pdf_order`); what pdfium gave for them is kept beside.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from hearsay.model import Word

from . import pdf_order, pdf_raw

_WORD = re.compile("[^\\s\ufffe\x02]+[\ufffe\x02]?")
_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_GAP = 1.35
"""Lines further apart than this many times the page's median step begin a new paragraph."""
_SOFT = {0xFFFE: "\u00ad", 0x2: "\u00ad"}
"""What pdfium gives for a hyphen at the end of a line, where it joins the two halves of the word."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of one page."""

    text: str
    words: tuple[Word, ...]
    original: str
    """What the file itself gives, where lines were put into another order or letters replaced; else empty."""
    boxes: pdf_raw.Boxes
    """Left, top, right, bottom in points of each of `spans`."""
    spans: NDArray[np.intp]
    """[start, end) of each run without white space in `text`."""
    first: NDArray[np.intp]
    """pdfium's index of the first character of each of `spans`."""


_NOTHING = Layer("", (), "", np.zeros((0, 4), np.float32), np.zeros((0, 2), np.intp), np.zeros(0, np.intp))


def layer(page: pdfium.PdfPage, sheet: pdfium.PdfTextPage) -> Layer:
    """The text of the layer, "" if there is none; boxes are left, top, right, bottom in 0..1 of the page as shown."""
    given, index = pdf_raw.text_of(sheet)
    shown, source = given, np.arange(len(given)) if index is None else index
    boxes = None
    if pdf_order.concerns(given):
        boxes = pdf_raw.boxes_of(sheet, source.tolist(), len(given))
        index = source
        order = pdf_order.ordered(given, boxes, lambda at: pdf_raw.tight_boxes(sheet, index[at].tolist()))
        shown, back = order.text, order.source
        boxes = np.where((back >= 0)[:, None], boxes[back], np.nan).astype(np.float32)
        source = np.where(back >= 0, source[back], -1)
    spans = [found.span() for found in _WORD.finditer(shown)]
    if not spans:
        return _NOTHING
    found = _boxes(sheet, spans, source) if boxes is None else _merged(spans, boxes)
    rows = np.array(spans)
    units = pdf_raw.Place(page).units(found)
    text, moved = _laid_out(shown.translate(_SOFT), rows, units[:, 3])
    original = given.translate(_SOFT) if shown != given else ""
    return Layer(text, _words(moved, units), original, found, moved, source[rows[:, 0]])


def _boxes(
    sheet: pdfium.PdfTextPage, spans: Sequence[tuple[int, int]], source: NDArray[np.intp]
) -> NDArray[np.float32]:
    """The box of each word from those of its first and its last character."""
    ends = np.array(spans)
    ends[:, 1] -= 1
    corners = pdf_raw.boxes_of(sheet, source[ends.ravel()].tolist(), ends.size).reshape(-1, 2, 4)
    return _around(corners.transpose(1, 0, 2))


def _around(parts: NDArray[np.float32]) -> NDArray[np.float32]:
    """The box around boxes, over the first axis; left, top, right, bottom with `top` the larger."""
    return np.stack(
        (parts[..., 0].min(0), parts[..., 1].max(0), parts[..., 2].max(0), parts[..., 3].min(0)), -1
    )  # fmt: skip


def _merged(spans: Sequence[tuple[int, int]], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The box of each word from those of all its characters."""
    far = np.array([np.inf, -np.inf, -np.inf, np.inf], np.float32)
    known = np.where(np.isnan(boxes), far, boxes)
    return np.array([_around(known[start:end]) for start, end in spans], np.float32)


def _laid_out(shown: str, spans: NDArray[np.intp], feet: NDArray[np.float64]) -> tuple[str, NDArray[np.intp]]:
    """Lines joined by newlines, paragraphs by blank lines; and the spans moved along."""
    lines = np.array([found.span() for found in _LINE.finditer(shown)])
    line_of = np.searchsorted(lines[:, 0], spans[:, 0], "right") - 1
    gaps = ["", *_gaps(np.unique(line_of, return_index=True)[1], feet)]
    pieces = [shown[start:end] for start, end in lines.tolist()]
    lengths = np.array([len(gap) for gap in gaps])
    starts = np.cumsum(lengths) + np.append(0, np.cumsum(lines[:-1, 1] - lines[:-1, 0]))
    text = "".join(part for pair in zip(gaps, pieces, strict=True) for part in pair)
    return text, spans + (starts - lines[:, 0])[line_of][:, None]


def _words(spans: NDArray[np.intp], units: NDArray[np.float64]) -> tuple[Word, ...]:
    known = ~np.isnan(units[:, 0])
    rows = zip(spans[known].tolist(), map(tuple, units[known].tolist()), strict=True)
    return tuple(Word(start=start, end=end, box=box) for (start, end), box in rows)


def _gaps(first: NDArray[np.intp], feet: NDArray[np.float64]) -> list[str]:
    """What parts each line from the next; a line's foot is the median of those of its words."""
    ends, values = [*first[1:].tolist(), len(feet)], feet.tolist()
    steps = np.diff([sorted(values[a:b])[(b - a) // 2] for a, b in zip(first.tolist(), ends, strict=True)])
    down = steps[steps > 0]
    usual = float(np.median(down)) if down.size else 0.0
    if not usual:
        return ["\n"] * len(steps)
    apart = (steps > _GAP * usual) | (steps < -usual / 2)
    return ["\n\n" if yes else "\n" for yes in apart.tolist()]
