"""What is drawn on a PDF page, in order: texts with their colour, and all that may lie over or under them.

In: a page of pdfium. Out: Things. Forms are looked into; their parts are placed on the page. Nothing is rendered.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from .pdf_raw import handle

TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
INVISIBLE = (3, 7)
"""Render modes in which a text is not painted."""

_DEEP = 6
_FONTS = 40
"""Fonts of one page that are told."""
_ASKED = 400
"""Texts of one page that are asked for their font, about."""
_LONGEST = 200
_SUBSET = re.compile(r"[A-Z]{6}\+")
_MOST = 200_000
"""Things of one page that are looked at."""
_THIN = 1.5
"""Points; what is thinner is a line, and covers nothing."""


def _fast(function: Any, result: Any, *kinds: Any) -> Callable[..., int]:
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_PTR, _INT, _ULONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
_COUNT = _fast(raw.FPDFPage_CountObjects, _INT, _PTR)
_GET = _fast(raw.FPDFPage_GetObject, _PTR, _PTR, _INT)
_WITHIN = _fast(raw.FPDFFormObj_CountObjects, _INT, _PTR)
_PART = _fast(raw.FPDFFormObj_GetObject, _PTR, _PTR, _ULONG)
_TYPE = _fast(raw.FPDFPageObj_GetType, _INT, _PTR)
_BOUNDS = _fast(raw.FPDFPageObj_GetBounds, _INT, *[_PTR] * 5)
_FILL = _fast(raw.FPDFPageObj_GetFillColor, _INT, *[_PTR] * 5)
_MODE = _fast(raw.FPDFTextObj_GetTextRenderMode, _INT, _PTR)
_FONT = _fast(raw.FPDFTextObj_GetFont, _PTR, _PTR)
_NAME = _fast(raw.FPDFFont_GetBaseFontName, _ULONG, _PTR, _PTR, _ULONG)
_DRAWN = _fast(raw.FPDFPath_GetDrawMode, _INT, *[_PTR] * 3)
_MARKS = _fast(raw.FPDFPageObj_CountMarks, _INT, _PTR)
_MARK = _fast(raw.FPDFPageObj_GetMark, _PTR, _PTR, _ULONG)
_MATRIX = _fast(raw.FPDFPageObj_GetMatrix, _INT, _PTR, _PTR)


@dataclass(frozen=True)
class Things:
    """All that a page draws; rows in the order of drawing."""

    texts: NDArray[np.uint64]
    """Address of each text object."""
    order: NDArray[np.intp]
    """Place of each text in the order of drawing."""
    colours: NDArray[np.uint32]
    """(n, 4) red, green, blue, alpha of each text in 0..255."""
    modes: NDArray[np.intp]
    """Render mode of each text."""
    switched: NDArray[np.bool_]
    """Texts that may be on a layer that is switched off."""
    covers: NDArray[np.float64]
    """(m, 4) left, bottom, right, top in points of each filled shape, picture or shading."""
    cover_order: NDArray[np.intp]
    cover_kind: NDArray[np.intp]
    cover_colours: NDArray[np.uint32]
    total: int
    """Objects on the page itself."""
    fonts: tuple[int, ...]
    """Addresses of the fonts in which its painted texts are set; of a page of many texts, of some of them."""

    @cached_property
    def number(self) -> dict[int, int]:
        """Address of a text -> its row."""
        return {address: row for row, address in enumerate(self.texts.tolist())}


def things(page: pdfium.PdfPage, *, layers: bool) -> Things:
    """What `page` draws, at most _MOST things of it. `layers`: some layers of the file are switched off."""
    top = handle(page)
    total = _COUNT(top)
    room = np.zeros(10, np.float32)
    at = room.ctypes.data
    texts, order, modes, switched = [], [], [], []
    fonts: dict[int, None] = {}
    step = 1 + total // _ASKED
    covers, cover_order, cover_kind = [], [], []
    colours, cover_colours = [], []
    look = room.view(np.uint32)
    for place, (thing, kind, matrix) in enumerate(_walk(top, min(total, _MOST))):
        if kind == TEXT:
            _FILL(thing, at, at + 4, at + 8, at + 12)
            texts.append(thing)
            order.append(place)
            modes.append(_MODE(thing))
            if not len(texts) % step and modes[-1] not in INVISIBLE:
                fonts.setdefault(_FONT(thing))
            switched.append(layers and (matrix is not None or _in_layer(thing)))
            colours.append(look[:4].tolist())
        elif kind != FORM and _BOUNDS(thing, at + 16, at + 20, at + 24, at + 28):
            left, low, right, high = _placed(room[4:8].tolist(), matrix)
            if right - left < _THIN or high - low < _THIN or (kind == PATH and not _filled(thing)):
                continue
            known = kind == PATH and _FILL(thing, at, at + 4, at + 8, at + 12)
            covers.append((left, low, right, high))
            cover_order.append(place)
            cover_kind.append(kind)
            cover_colours.append(look[:4].tolist() if known else [0, 0, 0, 255])
    return Things(
        np.array(texts, np.uint64),
        np.array(order, np.intp),
        np.array(colours, np.uint32).reshape(-1, 4),
        np.array(modes, np.intp),
        np.array(switched, bool),
        np.array(covers, np.float64).reshape(-1, 4),
        np.array(cover_order, np.intp),
        np.array(cover_kind, np.intp),
        np.array(cover_colours, np.uint32).reshape(-1, 4),
        total,
        tuple(font for font in fonts if font),
    )


def names(drawn: Things) -> list[str]:
    """Names of the fonts of a page as the file gives them, without the mark of a subset; sorted, at most _FONTS."""
    room = ctypes.create_string_buffer(_LONGEST)
    found = set()
    for font in drawn.fonts[: 4 * _FONTS]:
        length = _NAME(font, ctypes.addressof(room), _LONGEST)
        if 1 < length <= _LONGEST:
            found.add(_SUBSET.sub("", room.raw[: length - 1].decode("utf-8", "replace"), count=1))
    return sorted(name for name in found if name.isprintable())[:_FONTS]


def coloured(page: pdfium.PdfPage) -> bool:
    """Whether a picture in colour lies on a page."""
    told = raw.FPDF_IMAGEOBJ_METADATA()
    for thing, kind, _ in _walk(handle(page), min(_COUNT(handle(page)), _ASKED)):
        if kind == IMAGE:
            known = raw.FPDFImageObj_GetImageMetadata(ctypes.cast(thing, raw.FPDF_PAGEOBJECT), page, told)
            if not known or (told.bits_per_pixel > 1 and told.colorspace != raw.FPDF_COLORSPACE_DEVICEGRAY):
                return True
    return False


def _in_layer(thing: int) -> bool:
    """Whether a text is marked as belonging to a layer."""
    room = (ctypes.c_ushort * 3)()
    length = ctypes.c_ulong()
    for index in range(max(0, _MARKS(thing))):
        mark = _MARK(thing, index)
        known = mark and raw.FPDFPageObjMark_GetName(ctypes.cast(mark, raw.FPDF_PAGEOBJECTMARK), room, 6, length)
        if known and length.value == 6 and bytes(memoryview(room).cast("B")[:4]) == b"O\0C\0":
            return True
    return False


def _walk(page: int, count: int) -> Iterator[tuple[int, int, Any]]:
    """Each thing with its kind and, within forms, the matrix that places it; a form before its parts."""
    left = _MOST
    for index in range(count):
        thing = _GET(page, index)
        if not thing:
            continue
        kind = _TYPE(thing)
        yield thing, kind, None
        if kind == FORM:
            for part in _parts(thing, _matrix(thing, None), 1):
                left -= 1
                if left < 0:
                    return
                yield part


def _parts(form: int, matrix: Any, depth: int) -> Iterator[tuple[int, int, Any]]:
    if depth > _DEEP:
        return
    for index in range(max(0, _WITHIN(form))):
        thing = _PART(form, index)
        if not thing:
            continue
        kind = _TYPE(thing)
        yield thing, kind, matrix
        if kind == FORM:
            yield from _parts(thing, _matrix(thing, matrix), depth + 1)


def _matrix(thing: int, outer: Any) -> Any:
    """The matrix of a form, times the one of the form that it lies in; 3 by 2."""
    found = raw.FS_MATRIX()
    if not _MATRIX(thing, ctypes.addressof(found)):
        return outer
    own = np.array([[found.a, found.b, 0], [found.c, found.d, 0], [found.e, found.f, 1]])
    return own if outer is None else own @ outer


def _placed(bounds: list[float], matrix: Any) -> tuple[float, float, float, float]:
    left, low, right, high = bounds
    if matrix is None:
        return left, low, right, high
    corners = np.array([[left, low, 1], [right, low, 1], [left, high, 1], [right, high, 1]]) @ matrix
    return (
        float(corners[:, 0].min()), float(corners[:, 1].min()), float(corners[:, 0].max()), float(corners[:, 1].max())
    )  # fmt: skip


def _filled(path: int) -> bool:
    room = (ctypes.c_int * 2)()
    return bool(_DRAWN(path, ctypes.addressof(room), ctypes.addressof(room) + 4)) and room[0] != 0
