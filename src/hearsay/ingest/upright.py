"""A picture of a page made fit to be read: lit evenly, its lines level.

In: a grey picture. Out: a grey picture and how to find a place of it on the one that was given. How far lines are turned
is the angle at which the sums of ink over rows differ most (projection profile; Postl, US patent 4723297, 1988).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_LOOK = 800
"""Pixels of the longer side of the picture in which the angle is sought."""

_MOST = 15.0
"""Degrees either way within which lines are set level."""

_LEAST = 0.15
"""Degrees below which a page is left as it is."""

_POINTS = 40_000
_UNEVEN = 40
"""Levels of grey between the paper here and there from which the light is evened."""


@dataclass(frozen=True, slots=True)
class Straight:
    """A picture of a page and how it was turned."""

    image: Image.Image
    turn: float
    """Degrees counter-clockwise by which it was turned."""
    given: tuple[int, int]
    """Width and height before that."""

    def box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box in pixels of `image` as the box around it in 0..1 of the picture as given."""
        angle = math.radians(self.turn)
        sine, cosine = math.sin(angle), math.cos(angle)
        middle = (self.image.width / 2, self.image.height / 2)
        wide, high = self.given
        corners = [(x - middle[0], y - middle[1]) for x in (box[0], box[2]) for y in (box[1], box[3])]
        across = [(x * cosine - y * sine) / wide + 0.5 for x, y in corners]
        down = [(x * sine + y * cosine) / high + 0.5 for x, y in corners]
        return (_unit(min(across)), _unit(min(down)), _unit(max(across)), _unit(max(down)))

    def turned(self, degrees: float) -> "Straight":
        """The same page turned further, counter-clockwise."""
        if not degrees % 360:
            return self
        if degrees % 90 == 0:
            quarter = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
            return Straight(self.image.transpose(quarter[int(degrees % 360)]), self.turn + degrees, self.given)
        turned = self.image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_paper(self.image))
        return Straight(turned, self.turn + degrees, self.given)


def _unit(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)


def straight(grey: Image.Image) -> Straight:
    """The page with even light and its lines level; whether it stands on its head is for its reader to find."""
    lit = _lit(grey)
    found = Straight(lit, 0.0, grey.size)
    ink = _ink(lit)
    angle, across = _tilt(ink)
    steep, down = _tilt(ink[:, ::-1])
    if down > 1.3 * across:
        found, angle = found.turned(90), -steep
    return found.turned(angle) if abs(angle) >= _LEAST else found


def _paper(image: Image.Image) -> int:
    return int(np.percentile(np.asarray(image.reduce(max(1, min(image.size) // 200))), 80))


def _lit(grey: Image.Image) -> Image.Image:
    """Divided by the paper around each point, where that differs from place to place."""
    if min(grey.size) < 64:
        return grey
    small = grey.copy()
    small.thumbnail((160, 160), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(6))
    levels = np.asarray(paper)
    if np.percentile(levels, 98) - np.percentile(levels, 2) < _UNEVEN:
        return grey
    around = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR), np.float32)
    even = np.asarray(grey, np.float32) * 245 / np.maximum(around, 30)
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))


def _ink(grey: Image.Image) -> NDArray[np.float32]:
    """Points of ink (x, y) on a small picture, from its middle; at most _POINTS."""
    small = grey.copy()
    small.thumbnail((_LOOK, _LOOK), Image.Resampling.BOX)
    dark = np.asarray(small, np.float32)
    around = np.asarray(small.filter(ImageFilter.BoxBlur(12)), np.float32)
    down, across = np.nonzero(dark < around - 18)
    step = max(1, len(down) // _POINTS)
    points = np.stack([across[::step] - small.width / 2, down[::step] - small.height / 2], axis=1)
    return points.astype(np.float32)


def _tilt(ink: NDArray[np.float32]) -> tuple[float, float]:
    """Degrees counter-clockwise by which the lines must be turned to be level, and how sharp their rows are then."""
    if len(ink) < 50:
        return 0.0, 0.0
    best = max((_sharpness(ink, a), -abs(a), a) for a in np.arange(-_MOST, _MOST + 0.1, 0.75))
    fine = max((_sharpness(ink, a), -abs(a), a) for a in best[2] + np.arange(-0.7, 0.75, 0.1))
    level = _sharpness(ink, 0.0)
    if fine[0] < 1.03 * level:
        return 0.0, level
    return round(float(fine[2]), 2), fine[0]


def _sharpness(ink: NDArray[np.float32], degrees: float) -> float:
    """How much the ink of a row differs from that of the next, after a turn counter-clockwise."""
    angle = math.radians(degrees)
    rows = (ink[:, 1] * math.cos(angle) - ink[:, 0] * math.sin(angle) + _LOOK).astype(np.int64)
    counts = np.bincount(rows, minlength=2 * _LOOK).astype(np.float64)
    return float((np.diff(counts) ** 2).sum() / len(ink))
