"""Fast calls into pdfium: the characters of a page, their boxes, and what is drawn, by the thousand.

In: handles of pypdfium2. Out: text, and boxes as arrays in points of the page's own space. Calls by the thousand take
arguments that were made ready before, which costs a third of what the checked calls of pypdfium2 cost.
"""

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

Boxes = NDArray[np.float32]
"""(n, 4): left, top, right, bottom."""

_UNIT = 1_000_000
_CELLS = 1 << 14
"""Of four bytes, into which pdfium writes what it answers."""
_NOWHERE = np.full(4, np.nan, np.float32)


def fast(function: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of pdfium, called with whole numbers for its C ints and with a `pointer` for all else."""
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


pointer: Callable[[int], Any] = ctypes.c_void_p.from_param
"""An address as an argument of a `fast` function."""

_LOOSE = fast(raw.FPDFText_GetLooseCharBox)
_COUNT = fast(raw.FPDFText_CountChars)
_TEXT = fast(raw.FPDFText_GetText)
_TO_CHAR = fast(raw.FPDFText_GetCharIndexFromTextIndex)
_OBJECT = fast(raw.FPDFText_GetTextObject, ctypes.c_size_t)


def handle(thing: Any) -> int:
    """The address behind a helper or a pointer of pypdfium2; 0 for none."""
    return int(ctypes.cast(getattr(thing, "raw", thing), ctypes.c_void_p).value or 0)


@cache
def _cells() -> NDArray[np.float32]:
    return np.zeros(_CELLS, np.float32)


@cache
def _column(first: int, wide: int) -> list[Any]:
    """Pointers to the cells `first`, `first` + `wide` and so on."""
    start = _cells().ctypes.data
    return [pointer(start + 4 * cell) for cell in range(first, _CELLS, wide)]


def answers(
    function: Callable[..., Any], inputs: Sequence[Sequence[Any]], blank: NDArray[Any], outs: Sequence[int]
) -> NDArray[Any]:
    """What a `fast` function writes for each row of `inputs`, behind which it takes pointers to the columns `outs`.

    `blank`: a row, with numbers of four bytes, as it is before the function writes to it.
    """
    wide, count = len(blank), len(inputs[0])
    found = np.empty((count, wide), blank.dtype)
    most = _CELLS // wide
    for at in range(0, count, most):
        rows = found[at : at + most]
        room = _cells()[: rows.size].view(blank.dtype).reshape(rows.shape)
        room[:] = blank
        some = [one[at : at + most] for one in inputs] if count > most else inputs
        deque(map(function, *some, *[_column(out, wide) for out in outs]), maxlen=0)
        rows[:] = room
    return found


def text_of(sheet: pdfium.PdfTextPage) -> tuple[str, NDArray[np.intp] | None]:
    """The text of a page as pdfium orders it, and the index of each character for the other calls.

    None where the two are the same, as almost always. Half of a surrogate pair becomes U+FFFD.
    """
    page = pointer(handle(sheet))
    count = _COUNT(page)
    if count <= 0:
        return "", None
    units = np.empty(2 * count + 2, np.uint16)
    length = _TEXT(page, 0, count, pointer(units.ctypes.data))
    text = units[: max(0, length - 1)].tobytes().decode("utf-16-le", "replace")
    if len(text) == count:
        return text, None
    at = np.fromiter(map(_TO_CHAR, repeat(page), range(len(text))), np.intp, len(text))
    return text, np.maximum.accumulate(np.clip(at, 0, count - 1)) if len(text) else None


def boxes_of(sheet: pdfium.PdfTextPage, indices: Sequence[int]) -> Boxes:
    """The box of each character, from ascent to descent and as wide as it moves the pen; NaN where there is none."""
    return answers(_LOOSE, [[pointer(handle(sheet))] * len(indices), indices], _NOWHERE, [0])


def tight_boxes(sheet: pdfium.PdfTextPage, indices: Sequence[int]) -> list[tuple[float, float]]:
    """Left and right of the ink of each character; for marks, which do not move the pen."""
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    found = []
    for index in indices:
        done = raw.FPDFText_GetCharBox(sheet, index, left, right, low, high)
        found.append((left.value, right.value) if done else (np.nan, np.nan))
    return found


def objects_of(sheet: pdfium.PdfTextPage, indices: Sequence[int]) -> list[int]:
    """The text object that each character comes from, as an address; 0 for what pdfium put in itself."""
    return list(map(_OBJECT, repeat(pointer(handle(sheet))), indices))


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
        corners = (boxes.reshape(-1, 2).astype(np.float64) @ self._turn + self._start).reshape(-1, 4)
        one, two = corners[:, :2], corners[:, 2:]
        ends = np.concatenate((np.minimum(one, two), np.maximum(one, two)), 1)
        units: NDArray[np.float64] = np.minimum(np.maximum(ends, 0.0), 1.0).round(5)
        return units
