"""Text of a PDF page that someone who looks at the page does not see, and why.

In: a page, its words and their boxes. Out: a reason for each hidden word. What may be hidden is found from what is drawn
(colours, what is painted over it, where it stands); it counts as hidden only if the page looks the same without it:
the page is rendered with the texts in question and without, and the pixels of each word are compared.
"""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from . import pdf_raw, pdf_things
from .pdf_things import Things

COVERED = "covered by something painted over it"
PALE = "in the colour of what it stands on"
INVISIBLE = "not painted at all (invisible text)"
OUTSIDE = "outside the visible part of the page"
TINY = "too small to be read"
OFF = "on a layer that is switched off"

_WHYS = ("", COVERED, PALE, INVISIBLE, OUTSIDE, TINY, OFF)

_PALE = 165
_NEAR = 48
"""Texts whose colour differs by less from a shape behind them may not be seen."""
_SEEN = 20
"""Levels of 256 by which pixels must differ for an eye to see it."""
_FAINT = 40
"""Opacity in 0..255 below which a text may not be seen."""
_SMALL = 1.0
"""Points; letters that are lower cannot be read."""
_SPECK = 0.01
"""Points; a box counts as that wide and high at least."""
_EDGE = 0.2
"""Part of a word that must lie on the page for it to be seen."""
_SCALE = 1.5
_LEAST = 4.0
"""Points; a smaller part of a page is not drawn by itself."""
_PIXELS = 6_000_000
_PAGE = 0.7
"""Pictures over this part of a page are a scan of it."""
_CELLS = 50


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page, for this module: their boxes in points and the text object that each comes from."""

    boxes: NDArray[np.float32]
    """(n, 4) left, top, right, bottom."""
    first: NDArray[np.intp]
    """pdfium's index of the first character."""
    covers: tuple[tuple[float, float, float, float], ...] = ()
    """Left, bottom, right, top of what is pinned to the page and may lie over them."""


def hidden(page: pdfium.PdfPage, sheet: pdfium.PdfTextPage, words: Words, drawn: Things) -> list[str]:
    """Why each word is hidden; "" for those that can be seen."""
    reasons = [""] * len(words.first)
    suspects = _suspects(page, sheet, words, drawn)
    if not suspects:
        return reasons
    certain = {row: reason for row, (reason, _) in suspects.items() if reason in (OUTSIDE, TINY)}
    open_ = {row: found for row, found in suspects.items() if row not in certain}
    for row, reason in certain.items():
        reasons[row] = reason
    if open_:
        same = _unseen(page, words.boxes[list(open_)], [thing for _, thing in open_.values()])
        for row, unseen in zip(open_, same, strict=True):
            reasons[row] = open_[row][0] if unseen else ""
    return reasons


def scanned(page: pdfium.PdfPage, drawn: Things) -> bool:
    """Whether pictures fill the page: one, or strips side by side."""
    covers = drawn.covers[drawn.cover_kind == pdf_things.IMAGE][:2000]
    if not len(covers):
        return False
    left, low, right, high = page.get_bbox()
    start, span = np.array([left, low, left, low]), np.array([right - left, high - low] * 2)
    cells = np.clip(np.round((covers - start) / np.maximum(span, 1e-9) * _CELLS), 0, _CELLS).astype(int)
    field = np.zeros((_CELLS, _CELLS), bool)
    for x0, y0, x1, y1 in cells.tolist():
        field[y0:y1, x0:x1] = True
    return bool(field.mean() >= _PAGE)


def _suspects(
    page: pdfium.PdfPage, sheet: pdfium.PdfTextPage, words: Words, drawn: Things
) -> dict[int, tuple[str, int]]:
    """Row of a word -> why it may be hidden, and its text object."""
    boxes = words.boxes
    whys = _by_place(boxes, page.get_bbox())
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    over = _over(centres, drawn)
    pinned = _under(centres, np.array(words.covers, np.float64).reshape(-1, 4))
    odd = _odd(drawn) | drawn.switched
    rows = np.arange(len(boxes)) if odd.any() else np.flatnonzero((whys > 0) | over | pinned)
    if not len(rows):
        return {}
    things = pdf_raw.objects_of(sheet, words.first[rows].tolist())
    places = np.array([drawn.number.get(thing, -1) for thing in things], np.intp)
    asked = (whys[rows] == 0) & (places >= 0)
    asked[asked] = over[rows[asked]] | odd[places[asked]]
    whys[rows[asked]] = _looks(centres[rows[asked]], places[asked], drawn)
    whys[(whys == 0) & pinned] = _WHYS.index(COVERED)
    found = zip(rows.tolist(), whys[rows].tolist(), things, strict=True)
    return {row: (_WHYS[why], thing) for row, why, thing in found if why and thing}


def _by_place(boxes: NDArray[np.float32], sheet: tuple[float, float, float, float]) -> NDArray[np.int8]:
    """For each box which of _WHYS hides it by its place and size."""
    whys = np.zeros(len(boxes), np.int8)
    left, top, right, low = np.ascontiguousarray(boxes.T)
    wide, high = right - left, top - low
    within = left.min() >= sheet[0] and low.min() >= sheet[1] and right.max() <= sheet[2] and top.max() <= sheet[3]
    if within and wide.min() > _SPECK and high.min() >= _SMALL:
        return whys
    whys[(high < _SMALL) & (wide < 8 * _SMALL)] = _WHYS.index(TINY)
    whys[_shown_part(boxes, sheet) < _EDGE] = _WHYS.index(OUTSIDE)
    return whys


def _shown_part(boxes: NDArray[np.float32], sheet: tuple[float, float, float, float]) -> NDArray[np.float32]:
    """The part of each box, in 0..1, that lies on the sheet."""
    left, low, right, high = sheet
    wide = np.minimum(boxes[:, 2], right) - np.maximum(boxes[:, 0], left)
    tall = np.minimum(boxes[:, 1], high) - np.maximum(boxes[:, 3], low)
    own = np.maximum(boxes[:, 2] - boxes[:, 0], _SPECK) * np.maximum(boxes[:, 1] - boxes[:, 3], _SPECK)
    part: NDArray[np.float32] = np.clip(wide, 0, None) * np.clip(tall, 0, None) / own
    return np.where(np.minimum(wide, tall) < 0, 0, np.maximum(part, _EDGE * (own <= _SPECK)))


def _odd(drawn: Things) -> NDArray[np.bool_]:
    """Texts that may not be seen on white paper."""
    red, green, blue, alpha = drawn.colours.T
    odd: NDArray[np.bool_] = (red >= _PALE) & (green >= _PALE) & (blue >= _PALE)
    odd |= alpha < _FAINT
    for mode in pdf_things.INVISIBLE:
        odd |= drawn.modes == mode
    return odd


def _over(centres: NDArray[np.floating[Any]], drawn: Things) -> NDArray[np.bool_]:
    """Which of the points lie within what was drawn after the first text, or has the colour of some text."""
    if not len(drawn.covers):
        return np.zeros(len(centres), bool)
    first = drawn.order.min() if len(drawn.order) else 0
    after = drawn.cover_order > first
    after[~after] = _alike(drawn, ~after)
    return _under(centres, drawn.covers[after])


def _alike(drawn: Things, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the covers in `rows` are shapes that have the colour of some text of the page."""
    if not rows.any():
        return np.zeros(0, bool)
    used = np.unique(drawn.colours[:, :3], axis=0).astype(int)[:64]
    apart = np.abs(drawn.cover_colours[rows, None, :3].astype(int) - used[None]).max(2)
    alike: NDArray[np.bool_] = (apart < _NEAR).any(1) & (drawn.cover_kind[rows] == pdf_things.PATH)
    return alike


def _under(centres: NDArray[np.floating[Any]], covers: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the points lie within one of the shapes."""
    found = np.zeros(len(centres), bool)
    x, y = centres[:, :1], centres[:, 1:]
    step = max(1, 1_000_000 // max(1, len(centres)))
    for at in range(0, len(covers), step):
        part = covers[at : at + step].T
        found |= ((x > part[0]) & (x < part[2]) & (y > part[1]) & (y < part[3])).any(1)
    return found


def _looks(centres: NDArray[np.floating[Any]], places: NDArray[np.intp], drawn: Things) -> NDArray[np.int8]:
    """For each word which of _WHYS may hide it, 0 if it can be seen for certain; `places`: the row of its text."""
    step = max(1, 1_000_000 // (len(drawn.covers) + 1))
    parts = [slice(at, at + step) for at in range(0, len(places), step)]
    return np.concatenate([np.zeros(0, np.int8), *(_look(centres[part], places[part], drawn) for part in parts)])


def _look(centres: NDArray[np.floating[Any]], places: NDArray[np.intp], drawn: Things) -> NDArray[np.int8]:
    x, y = centres[:, :1], centres[:, 1:]
    left, low, right, high = np.vstack(([[-np.inf, -np.inf, np.inf, np.inf]], drawn.covers)).T
    around = (x > left) & (x < right) & (y > low) & (y < high)
    around[:, 0] = True
    last = around.shape[1] - 1 - around[:, ::-1].argmax(1)
    after = np.concatenate(([-1], drawn.cover_order)) > drawn.order[places][:, None]
    colour = drawn.colours[places].astype(int)
    back = np.vstack(([[255, 255, 255, 255]], drawn.cover_colours)).astype(int)[last, :3]
    told = np.concatenate(([pdf_things.PATH], drawn.cover_kind))[last] == pdf_things.PATH
    bright = colour[:, :3].min(1) >= _PALE
    alike = np.abs(back - colour[:, :3]).max(1) < _NEAR
    pale = np.where(told, alike | (bright & (back.min(1) >= _PALE)), bright) | (colour[:, 3] < _FAINT)
    whys = np.where(drawn.switched[places], _WHYS.index(OFF), 0)
    whys[pale] = _WHYS.index(PALE)
    whys[(around & after).any(1)] = _WHYS.index(COVERED)
    whys[np.isin(drawn.modes[places], pdf_things.INVISIBLE)] = _WHYS.index(INVISIBLE)
    return whys.astype(np.int8)


@contextmanager
def _without(things: Sequence[int]) -> Iterator[None]:
    """The page as it is without some of its texts."""
    handles = [ctypes.cast(thing, raw.FPDF_PAGEOBJECT) for thing in dict.fromkeys(things)]
    for one in handles:
        raw.FPDFPageObj_SetIsActive(one, False)
    try:
        yield
    finally:
        for one in handles:
            raw.FPDFPageObj_SetIsActive(one, True)


def _unseen(page: pdfium.PdfPage, boxes: NDArray[np.float32], things: Sequence[int]) -> list[bool]:
    """Whether the pixels in each box stay as they are without the texts."""
    units = pdf_raw.Place(page).units(boxes)
    frame = _frame(page, units)
    before = _pixels(page, frame)
    with _without(things):
        after = _pixels(page, frame)
    tall, wide = before.shape[:2]
    span = np.array([max(frame[2] - frame[0], 1e-6), max(frame[3] - frame[1], 1e-6)] * 2)
    places = (units - np.array(frame[:2] * 2)) / span * [wide, tall, wide, tall]
    found = []
    for left, top, right, low in places.tolist():
        rim = (low - top) * 0.15
        down = slice(min(int(top + rim), tall - 1), max(int(low - rim), int(top + rim) + 1))
        across = slice(min(int(left), wide - 1), max(int(right), int(left) + 1))
        one, two = before[down, across].astype(np.int16), after[down, across]
        changed = (np.abs(one - two) > _SEEN).any(2)
        found.append(int(np.count_nonzero(changed)) < max(2, 0.004 * changed.size))
    return found


def _frame(page: pdfium.PdfPage, units: NDArray[np.float64]) -> tuple[float, ...]:
    """What is around boxes, in 0..1; the whole page where that is next to nothing."""
    wide, high = page.get_size()
    left, top = units[:, :2].min(0).tolist()
    right, low = units[:, 2:].max(0).tolist()
    if (right - left) * wide > _LEAST and (low - top) * high > _LEAST:
        return float(left), float(top), float(right), float(low)
    return 0.0, 0.0, 1.0, 1.0


def _pixels(page: pdfium.PdfPage, frame: tuple[float, ...]) -> NDArray[np.uint8]:
    """What the page shows within a frame in 0..1 of it; red, green, blue."""
    wide, high = page.get_size()
    left, top, right, low = frame
    cut = (left * wide, (1 - low) * high, (1 - right) * wide, top * high)
    area = max(1.0, (wide - cut[0] - cut[2]) * (high - cut[1] - cut[3]))
    bitmap = page.render(scale=min(_SCALE, (_PIXELS / area) ** 0.5), crop=cut, rev_byteorder=True)
    try:
        pixels: NDArray[np.uint8] = bitmap.to_numpy()[..., :3].copy()
        return pixels
    finally:
        bitmap.close()
