"""Fast calls into pdfium: the characters of a page and their boxes by the thousand.

In: handles of pypdfium2. Out: text, and boxes as arrays in points of the page's own space. The prototypes take plain
addresses, which costs a third of what the checked ones of pypdfium2 cost; the handles are those of pypdfium2.
"""

import ctypes
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

Boxes = NDArray[np.float32]
"""(n, 4): left, top, right, bottom."""

_UNIT = 1_000_000


def _fast(function: Any, *kinds: Any) -> Callable[..., int]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(ctypes.c_int, *kinds)(address or 0)


_LOOSE = _fast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_TO_CHAR = _fast(raw.FPDFText_GetCharIndexFromTextIndex, ctypes.c_void_p, ctypes.c_int)
_OBJECT = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


def handle(thing: Any) -> int:
    """The address behind a helper or a pointer of pypdfium2; 0 for none."""
    return int(ctypes.cast(getattr(thing, "raw", thing), ctypes.c_void_p).value or 0)


def text_of(sheet: pdfium.PdfTextPage) -> tuple[str, NDArray[np.intp] | None]:
    """The text of a page as pdfium orders it, and the index of each character for the other calls.

    None where the two are the same, as almost always. Half of a surrogate pair becomes U+FFFD.
    """
    count = sheet.count_chars()
    if count <= 0:
        return "", None
    units = (ctypes.c_ushort * (2 * count + 2))()
    length = raw.FPDFText_GetText(sheet, 0, count, units)
    text = bytes(memoryview(units).cast("B")[: 2 * max(0, length - 1)]).decode("utf-16-le", "replace")
    if len(text) == count:
        return text, None
    page = handle(sheet)
    at = np.fromiter((_TO_CHAR(page, index) for index in range(len(text))), np.intp, len(text))
    return text, np.maximum.accumulate(np.clip(at, 0, count - 1)) if len(text) else None


def boxes_of(sheet: pdfium.PdfTextPage, indices: Iterable[int], count: int) -> Boxes:
    """The box of each character, from ascent to descent and as wide as it moves the pen; NaN where there is none."""
    found = np.full((count, 4), np.nan, np.float32)
    page, at = handle(sheet), found.ctypes.data
    for index in indices:
        _LOOSE(page, index, at)
        at += 16
    return found


def tight_boxes(sheet: pdfium.PdfTextPage, indices: Iterable[int]) -> list[tuple[float, float]]:
    """Left and right of the ink of each character; for marks, which do not move the pen."""
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    found = []
    for index in indices:
        done = raw.FPDFText_GetCharBox(sheet, index, left, right, low, high)
        found.append((left.value, right.value) if done else (np.nan, np.nan))
    return found


def objects_of(sheet: pdfium.PdfTextPage, indices: Iterable[int]) -> list[int]:
    """The text object that each character comes from, as an address; 0 for what pdfium put in itself."""
    page = handle(sheet)
    return [_OBJECT(page, index) or 0 for index in indices]


class Place:
    """From points of a page's own space to 0..1 of the page as shown, whatever its crop and rotation."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        across, down = ctypes.c_int(), ctypes.c_int()

        def device(x: float, y: float) -> tuple[float, float]:
            raw.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, x, y, ctypes.byref(across), ctypes.byref(down))
            return across.value / _UNIT, down.value / _UNIT

        (x0, y0), (x1, y1), (x2, y2) = device(0, 0), device(100, 0), device(0, 100)
        self._turn = np.array([[x1 - x0, y1 - y0], [x2 - x0, y2 - y0]]) / 100
        self._start = np.array([x0, y0])

    def units(self, boxes: NDArray[Any]) -> NDArray[np.float64]:
        """(n, 4) left, top, right, bottom in 0..1 of the page as shown, rounded to 5 digits, of boxes in points."""
        corners = boxes.astype(np.float64).reshape(-1, 2, 2) @ self._turn + self._start
        ends = np.concatenate((corners.min(1), corners.max(1)), 1)
        units: NDArray[np.float64] = np.round(np.clip(ends, 0.0, 1.0), 5)
        return units
