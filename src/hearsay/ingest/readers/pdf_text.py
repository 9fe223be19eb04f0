"""The text layer of one PDF page, with lines and paragraphs as they stand on the paper and a box for each word.

In: a page of pdfium. Out: a Layer. Lines with Arabic or Hebrew are put into the order in which they are read
(`pdf_order`); what pdfium gave for them is kept beside.
"""

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from hearsay.model import Word, many

from . import pdf_order, pdf_raw, pdf_signs
from .pdf_signs import Signs, signs_of

_GAP = 1.35
"""Lines further apart than this many times the page's median step begin a new paragraph."""


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
    shown, source = given, index
    boxes = None
    signs = signs_of(given)
    if pdf_order.concerns(signs):
        index = np.arange(len(given)) if index is None else index
        boxes = pdf_raw.boxes_of(sheet, index.tolist())
        order = pdf_order.ordered(given, boxes, lambda at: pdf_raw.tight_boxes(sheet, index[at].tolist()))
        shown, back = order.text, order.source
        boxes = np.where((back >= 0)[:, None], boxes[back], np.nan).astype(np.float32)
        source = np.where(back >= 0, index[back], -1)
        signs = signs_of(shown)
    spans = _spans(signs)
    if not len(spans):
        return _NOTHING
    first, last = spans[:, 0], spans[:, 1] - 1
    if source is not None:
        first, last = source[first], source[last]
    found = _boxes(sheet, first, last) if boxes is None else _merged(spans, boxes)
    units = pdf_raw.Place(page).units(found)
    text, moved = _laid_out(shown, signs, spans, units[:, 3])
    original = _soft(given) if shown != given else ""
    return Layer(text, _words(moved, units), original, found, moved, first)


def _spans(signs: Signs) -> NDArray[np.intp]:
    """[start, end) of each word, the hyphen at its end included."""
    solid = np.zeros(len(signs) + 2, bool)
    hyphens = signs & pdf_signs.HYPHEN > 0
    solid[1:-1] = ((signs & pdf_signs.KIND) < pdf_signs.SPACE) & ~hyphens
    edges = np.flatnonzero(solid[1:] != solid[:-1]).reshape(-1, 2)
    edges[:, 1] += np.append(hyphens, False)[edges[:, 1]]
    return edges


def _soft(text: str) -> str:
    for hyphen in pdf_signs.HYPHENS:
        text = text.replace(hyphen, "\u00ad")
    return text


def _boxes(sheet: pdfium.PdfTextPage, first: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.float32]:
    """The box of each word from those of its first and its last character."""
    corners = pdf_raw.boxes_of(sheet, np.concatenate((first, last)).tolist())
    return _around(corners.reshape(2, -1, 4))


def _around(parts: NDArray[np.float32]) -> NDArray[np.float32]:
    """The box around boxes, over the first axis; left, top, right, bottom with `top` the larger."""
    return np.stack(
        (parts[..., 0].min(0), parts[..., 1].max(0), parts[..., 2].max(0), parts[..., 3].min(0)), -1
    )  # fmt: skip


def _merged(spans: NDArray[np.intp], boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    """The box of each word from those of all its characters."""
    far = np.array([np.inf, -np.inf, -np.inf, np.inf], np.float32)
    known = np.vstack((np.where(np.isnan(boxes), far, boxes), far))
    low, high = (edge.reduceat(known, spans.ravel())[::2] for edge in (np.minimum, np.maximum))
    return np.stack((low[:, 0], high[:, 1], high[:, 2], low[:, 3]), 1)


def _laid_out(
    shown: str, signs: Signs, spans: NDArray[np.intp], feet: NDArray[np.float64]
) -> tuple[str, NDArray[np.intp]]:
    """Lines joined by newlines, paragraphs by blank lines; and the spans moved along."""
    ends = np.concatenate(([-1], np.flatnonzero((signs & pdf_signs.KIND) == pdf_signs.END), [len(signs)]))
    number = np.searchsorted(ends, spans[:, 0]) - 1
    opens = np.concatenate(([True], number[1:] > number[:-1]))
    first, line_of = np.flatnonzero(opens), np.cumsum(opens) - 1
    starts, stops = ends[number[first]] + 1, ends[number[first] + 1]
    gaps = ["", *_gaps(line_of, first, feet)]
    pieces = [shown[start:stop] for start, stop in zip(starts.tolist(), stops.tolist(), strict=True)]
    text = "".join(part for pair in zip(gaps, pieces, strict=True) for part in pair)
    begins = np.cumsum(list(map(len, gaps))) + np.cumsum(stops - starts) - stops
    return _soft(text), spans + begins[line_of][:, None]


def _words(spans: NDArray[np.intp], units: NDArray[np.float64]) -> tuple[Word, ...]:
    known = ~np.isnan(units[:, 0])
    if not known.all():
        spans, units = spans[known], units[known]
    boxes = list(zip(*units.T.tolist(), strict=True))
    return tuple(many(Word, {"start": spans[:, 0].tolist(), "end": spans[:, 1].tolist(), "box": boxes}))


def _gaps(line_of: NDArray[np.intp], first: NDArray[np.intp], feet: NDArray[np.float64]) -> list[str]:
    """What parts each line from the next; a line's foot is the median of those of its words."""
    middle = first + (np.concatenate((first[1:], [len(feet)])) - first) // 2
    foot = feet[np.lexsort((feet, line_of))][middle]
    steps = foot[1:] - foot[:-1]
    down = np.sort(steps[steps > 0])
    if not down.size:
        return ["\n"] * len(steps)
    usual = (down[len(down) // 2] + down[(len(down) - 1) // 2]) / 2
    apart = (steps > _GAP * usual) | (steps < -usual / 2)
    return ["\n\n" if yes else "\n" for yes in apart.tolist()]
