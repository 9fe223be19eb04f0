"""Round coloured marks on a picture of a page, as stamps leave them, made small enough to be compared.

In: a Pillow picture of a page. Out: Marks with their place, colour and a small picture of their ink. Marks in black, of other
forms, cut off, or with writing of their own colour over their rim are not found.
"""

from collections.abc import Iterator
from typing import Any
from zlib import compress, decompress

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from .reading import Mark

SIDE = 96
"""Pixels of the small picture of a mark."""
ACROSS, DOWN = 24, 32
"""Pixels of the very small picture of a page."""

_GREY = frozenset({"1", "L", "LA", "La", "I", "F", "I;16", "I;16B"})
_TINY = 100

LOOK = 1200
"""Pixels of the longer side of the page on which marks are sought."""
_GLANCE = 240
_LEAST = 0.0006
"""Part of a page that must be coloured for it to be looked at."""
_MOST = 0.35
"""Part of a page that is coloured in photographs."""
_CHROMA = 20
"""Levels between the strongest and the weakest channel from which a point is coloured."""
_NOISE = 12
"""The same of plain paper."""
_SMALL, _LARGE = 0.07, 0.45
"""Of the shorter side of the page."""
_ROUND = 0.86
_GAP = 0.005
"""Of the longer side: gaps within a mark that are bridged."""
_RIM = 0.78
_AROUND = 0.7
"""Part of the directions in which a round mark has ink near its rim."""
_CORNER = 0.02
"""Part of the ink that may lie outside a circle."""
_MARKS = 6
"""Of one page."""
_INKS = (("red", -40.0, 25.0), ("green", 75.0, 175.0), ("blue", 175.0, 320.0))
"""Name, first and last hue in degrees; stamps in violet count as blue, for ink and scanners mix the two."""


def marks(image: Image.Image) -> list[Mark]:
    """The marks of a page, from its top; none of a grey picture."""
    if image.mode in _GREY or min(image.size) < _TINY:
        return []
    page = image.convert("RGB")
    glance = page.copy()
    glance.thumbnail((_GLANCE, _GLANCE), Image.Resampling.BOX)
    paper = _paper(glance)
    if not _LEAST < float((_chroma(glance, paper) > _CHROMA).mean()) < _MOST:
        return []
    page.thumbnail((LOOK, LOOK), Image.Resampling.BOX)
    chroma = _chroma(page, paper)
    rows, columns = np.nonzero(chroma > _CHROMA)
    hue = _hues(np.asarray(page)[rows, columns].astype(np.float32))
    found: list[Mark] = []
    around = _whole(page)
    for name, low, high in _INKS:
        own = ((hue - low) % 360) < (high - low)
        ink = np.zeros(chroma.shape, bool)
        ink[rows[own], columns[own]] = True
        found += _of_ink(chroma, ink, name, around)
    return sorted(found, key=lambda mark: (mark.box[1], mark.box[0], mark.colour))[:_MARKS]


def _paper(glance: Image.Image) -> list[int]:
    """The tint of the paper: a level of each channel that most points do not exceed."""
    return [int(np.percentile(np.asarray(band), 80)) for band in glance.split()]


def _chroma(page: Image.Image, paper: list[int]) -> NDArray[np.uint8]:
    """How far each point is from grey, in levels, after the paper's own tint."""
    even = [
        band.point([min(255, round(level * 235 / max(own, 60))) for level in range(256)])
        for band, own in zip(page.split(), paper, strict=True)
    ]
    top = ImageChops.lighter(ImageChops.lighter(even[0], even[1]), even[2])
    low = ImageChops.darker(ImageChops.darker(even[0], even[1]), even[2])
    return np.asarray(ImageChops.subtract(top, low))


def _hues(points: NDArray[np.float32]) -> NDArray[np.floating[Any]]:
    """Hue in degrees, -60 to 300, of points (n, 3) of red, green and blue."""
    red, green, blue = points.T
    top, spread = points.argmax(1).astype(np.float32), np.maximum(points.max(1) - points.min(1), 1)
    sides = np.where(top == 0, green - blue, np.where(top == 1, blue - red, red - green))
    hue: NDArray[np.floating[Any]] = (2 * top + sides / spread) * 60
    return hue


def _of_ink(chroma: NDArray[np.uint8], ink: NDArray[np.bool_], name: str, around: bytes) -> Iterator[Mark]:
    """Round marks of one colour."""
    from scipy import ndimage

    if ink.mean() < _LEAST:
        return
    tall, wide = ink.shape
    reach = max(1, round(_GAP * max(tall, wide)))
    joined = ndimage.uniform_filter(ink.astype(np.float32), 2 * reach + 1) > 0.5 / (2 * reach + 1) ** 2
    labels, _ = ndimage.label(joined)
    least, most = _SMALL * min(tall, wide), _LARGE * min(tall, wide)
    for place, (down, across) in enumerate(ndimage.find_objects(labels), 1):
        if not (least < down.stop - down.start < most and least < across.stop - across.start < most):
            continue
        own = ink[down, across] & (labels[down, across] == place)
        rows, columns = np.flatnonzero(own.any(1)), np.flatnonzero(own.any(0))
        top, low = down.start + int(rows[0]), down.start + int(rows[-1]) + 1
        left, right = across.start + int(columns[0]), across.start + int(columns[-1]) + 1
        body = own[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        if _is_round(body):
            box = (round(left / wide, 5), round(top / tall, 5), round(right / wide, 5), round(low / tall, 5))
            yield Mark(box, name, _packed(chroma[top:low, left:right]), around)


def _is_round(body: NDArray[np.bool_]) -> bool:
    """Whether ink fills a circle up to its rim and nothing outside it."""
    tall, wide = body.shape
    if min(tall, wide) < _ROUND * max(tall, wide):
        return False
    down, across = np.nonzero(body)
    x, y = (across + 0.5) / wide * 2 - 1, (down + 0.5) / tall * 2 - 1
    away = np.hypot(x, y)
    rim = away > _RIM
    directions = np.unique((np.degrees(np.arctan2(y[rim], x[rim])) // 10).astype(int))
    return float((away > 1.04).mean()) < _CORNER and len(directions) >= _AROUND * 36


def _packed(levels: NDArray[np.uint8]) -> bytes:
    """All colour within the box, faint ink too, but for the noise of paper."""
    faint = np.clip(levels.astype(np.float32) - _NOISE, 0, None)
    small = Image.fromarray(faint).resize((SIDE, SIDE), Image.Resampling.BOX)
    ink = np.asarray(small, np.float32)
    steps = np.clip(np.round(ink / max(float(np.percentile(ink, 99.5)), 1.0) * 15), 0, 15).astype(np.uint8).ravel()
    return compress((steps[::2] << 4 | steps[1::2]).tobytes(), 9)


def unpacked(ink: bytes) -> NDArray[np.float32]:
    """The ink of a mark, SIDE x SIDE, 0 to 1."""
    packed = np.frombuffer(decompress(ink), np.uint8)
    steps = np.stack((packed >> 4, packed & 15), 1).reshape(SIDE, SIDE)
    ink_levels: NDArray[np.float32] = steps.astype(np.float32) / np.float32(15)
    return ink_levels


def _whole(page: Image.Image) -> bytes:
    """How dark the page is on ACROSS x DOWN points: alike for pictures of one page, unlike for pages of one office."""
    grey = np.asarray(page.convert("L").resize((ACROSS, DOWN), Image.Resampling.BOX), np.float32)
    dark = np.clip(np.percentile(grey, 90) - grey, 0, 255).astype(np.uint8)
    return bytes(dark.tobytes())
