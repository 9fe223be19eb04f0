"""What is drawn on a PDF page, in order: texts with their colour, and all that may lie over or under them.

In: a page of pdfium. Out: Things. Forms are looked into; their parts are placed on the page. Nothing is rendered.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from .pdf_raw import answers, fast, handle, pointer

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


_COUNT = fast(raw.FPDFPage_CountObjects)
_GET = fast(raw.FPDFPage_GetObject, ctypes.c_size_t)
_WITHIN = fast(raw.FPDFFormObj_CountObjects)
_PART = fast(raw.FPDFFormObj_GetObject, ctypes.c_size_t)
_TYPE = fast(raw.FPDFPageObj_GetType)
_BOUNDS = fast(raw.FPDFPageObj_GetBounds)
_FILL = fast(raw.FPDFPageObj_GetFillColor)
_MODE = fast(raw.FPDFTextObj_GetTextRenderMode)
_FONT = fast(raw.FPDFTextObj_GetFont, ctypes.c_size_t)
_NAME = fast(raw.FPDFFont_GetBaseFontName, ctypes.c_ulong)
_DRAWN = fast(raw.FPDFPath_GetDrawMode)
_MATRIX = fast(raw.FPDFPageObj_GetMatrix)
_MARKS = fast(raw.FPDFPageObj_CountMarks)
_MARK = fast(raw.FPDFPageObj_GetMark, ctypes.c_size_t)

_BLACK = np.array([0, 0, 0, 255], np.uint32)
_NOWHERE = np.full(4, np.nan, np.float32)
_UNFILLED = np.zeros(2, np.int32)


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

    @cached_property
    def number(self) -> dict[int, int]:
        """Address of a text -> its row."""
        return {address: row for row, address in enumerate(self.texts.tolist())}


def things(page: pdfium.PdfPage, *, layers: bool) -> Things:
    """What `page` draws, at most _MOST things of it. `layers`: some layers of the file are switched off."""
    top = pointer(handle(page))
    found = [thing for thing in map(_GET, repeat(top), range(min(_MOST, _COUNT(top)))) if thing]
    matrices: list[Any] = [None] * len(found)
    pointers, kinds = _kinds(found)
    if (kinds == FORM).any():
        found, matrices = _unfolded(found)
        pointers, kinds = _kinds(found)
    order = np.flatnonzero(kinds == TEXT)
    rows, texts = order.tolist(), _taken(pointers, order)
    switched = (
        [matrices[row] is not None or _in_layer(pointers[row]) for row in rows] if layers else [False] * len(rows)
    )
    colours = answers(_FILL, [texts], _BLACK, range(4))
    modes = np.fromiter(map(_MODE, texts), np.intp, len(texts))
    covers = _covers(pointers, kinds, matrices)
    addresses = np.array([found[row] for row in rows], np.uint64)
    return Things(addresses, order, colours, modes, np.array(switched, bool), *covers)


def _kinds(found: list[int]) -> tuple[list[Any], NDArray[np.intp]]:
    """A pointer to each thing, and its kind."""
    pointers = list(map(pointer, found))
    return pointers, np.fromiter(map(_TYPE, pointers), np.intp, len(found))


def _unfolded(found: list[int]) -> tuple[list[int], list[Any]]:
    """The things with the parts of each form behind it; and for each the matrix that places it, None on the page itself."""
    rows: list[tuple[int, Any]] = []
    left = _MOST
    for thing in found:
        parts = list(islice(_parts(thing, None, 1), left))
        rows += [(thing, None), *parts]
        left -= len(parts)
    return [thing for thing, _ in rows], [matrix for _, matrix in rows]


def _parts(thing: int, outer: Any, depth: int) -> Iterator[tuple[int, Any]]:
    """What lies in a form; nothing of what is none."""
    one = pointer(thing)
    if depth > _DEEP or _TYPE(one) != FORM:
        return
    matrix = _matrix(one, outer)
    for part in map(_PART, repeat(one), map(ctypes.c_ulong, range(max(0, _WITHIN(one))))):
        if part:
            yield part, matrix
            yield from _parts(part, matrix, depth + 1)


def _matrix(form: Any, outer: Any) -> Any:
    """The matrix of a form, times the one of the form that it lies in; 3 by 2."""
    found = raw.FS_MATRIX()
    if not _MATRIX(form, ctypes.byref(found)):
        return outer
    own = np.array([[found.a, found.b, 0], [found.c, found.d, 0], [found.e, found.f, 1]])
    return own if outer is None else own @ outer


def _covers(pointers: Sequence[Any], kinds: NDArray[np.intp], matrices: Sequence[Any]) -> tuple[NDArray[Any], ...]:
    """Bounds, order, kind and colour of what may cover something."""
    place = np.flatnonzero((kinds != TEXT) & (kinds != FORM))
    bounds = answers(_BOUNDS, [_taken(pointers, place)], _NOWHERE, range(4)).astype(np.float64)
    for row, thing in enumerate(place.tolist() if FORM in kinds else ()):
        if matrices[thing] is not None:
            bounds[row] = _placed(bounds[row], matrices[thing])
    thick = (bounds[:, 2] - bounds[:, 0] >= _THIN) & (bounds[:, 3] - bounds[:, 1] >= _THIN)
    paths = thick & (kinds[place] == PATH)
    thick[paths] = answers(_DRAWN, [_taken(pointers, place[paths])], _UNFILLED, range(2))[:, 0] != 0
    place, bounds = place[thick], bounds[thick]
    colours = np.tile(_BLACK, (len(place), 1))
    filled = kinds[place] == PATH
    colours[filled] = answers(_FILL, [_taken(pointers, place[filled])], _BLACK, range(4))
    return bounds, place, kinds[place], colours


def _taken(pointers: Sequence[Any], rows: NDArray[np.intp]) -> list[Any]:
    return [pointers[row] for row in rows.tolist()]


def _placed(bounds: NDArray[np.float64], matrix: Any) -> NDArray[np.float64]:
    left, low, right, high = bounds.tolist()
    corners = np.array([[left, low, 1], [right, low, 1], [left, high, 1], [right, high, 1]]) @ matrix
    return np.concatenate((corners[:, :2].min(0), corners[:, :2].max(0)))


def names(drawn: Things) -> list[str]:
    """Names of the fonts of painted texts as the file gives them, without the mark of a subset; sorted, at most _FONTS.

    Of a page of many texts some are asked.
    """
    painted = drawn.texts[~np.isin(drawn.modes, INVISIBLE)]
    painted = painted[:: 1 + len(painted) // _ASKED].tolist()
    fonts = dict.fromkeys(font for font in map(_FONT, map(pointer, painted)) if font)
    room = ctypes.create_string_buffer(_LONGEST)
    found = set()
    for font in islice(fonts, 4 * _FONTS):
        length = _NAME(pointer(font), pointer(ctypes.addressof(room)), ctypes.c_ulong(_LONGEST))
        if 1 < length <= _LONGEST:
            found.add(_SUBSET.sub("", room.raw[: length - 1].decode("utf-8", "replace"), count=1))
    return sorted(name for name in found if name.isprintable())[:_FONTS]


def coloured(page: pdfium.PdfPage) -> bool:
    """Whether a picture in colour lies on a page."""
    top = pointer(handle(page))
    found = [thing for thing in map(_GET, repeat(top), range(min(_ASKED, _COUNT(top)))) if thing]
    told = raw.FPDF_IMAGEOBJ_METADATA()
    for thing in _unfolded(found)[0]:
        if _TYPE(pointer(thing)) == IMAGE:
            known = raw.FPDFImageObj_GetImageMetadata(ctypes.cast(thing, raw.FPDF_PAGEOBJECT), page, told)
            if not known or (told.bits_per_pixel > 1 and told.colorspace != raw.FPDF_COLORSPACE_DEVICEGRAY):
                return True
    return False


def _in_layer(thing: Any) -> bool:
    """Whether a text is marked as belonging to a layer."""
    room = (ctypes.c_ushort * 3)()
    length = ctypes.c_ulong()
    for index in range(max(0, _MARKS(thing))):
        mark = _MARK(thing, ctypes.c_ulong(index))
        known = mark and raw.FPDFPageObjMark_GetName(ctypes.cast(mark, raw.FPDF_PAGEOBJECTMARK), room, 6, length)
        if known and length.value == 6 and bytes(memoryview(room).cast("B")[:4]) == b"O\0C\0":
            return True
    return False
