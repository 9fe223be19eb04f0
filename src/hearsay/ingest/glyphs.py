"""The marks on a picture of one line of text, as a recogniser of single characters wants them.

In: a grey picture of a line. Out: Marks from left to right (a letter group, a digit, a dot, a sign), each with its
box in pixels, and two descriptions of each that have little in common: the ink itself, scaled, and the directions of its
edges after a local threshold.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Floats = NDArray[np.float32]

SIDE, WIDE, HIGH = 18, 24, 16
"""Pixels of a mark scaled to a square, and of the window around it."""

CELLS, TURNS, GRID = 4, 8, 24
"""Cells on a side, directions, and pixels on a side of the picture whose edges are counted."""

FACTS = 17
"""Numbers about the box of a mark and those of its neighbours."""

PIXELS = SIDE * SIDE + WIDE * HIGH + FACTS
EDGES = CELLS * CELLS * TURNS + 6

_WANTED = 40
"""Height in pixels that a line's taller marks are scaled up to."""

_DUST = 0.006
"""Of the square of a line's scale: the area of ink below which a mark is dust."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One group of ink that stands apart; pixels of the line's picture as it was given."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """The marks of a line with both descriptions; row i of each array is mark i."""

    marks: tuple[Mark, ...]
    pixels: Floats
    """(n, PIXELS), values about 0..1."""
    edges: Floats
    """(n, EDGES), values about 0..1."""
    scale: float
    """Height of the taller marks in pixels of the picture as given; 0 where there are none."""


def marks_of(line: Image.Image) -> Line:
    """The marks of a grey picture of one line that is about level; none where there is no ink."""
    factor = 1.0
    ink, boxes = _ink(line)
    scale = _scale(boxes)
    if boxes.size and scale < _WANTED:
        factor = min(4.0, _WANTED / scale)
        size = (max(1, round(line.width * factor)), max(1, round(line.height * factor)))
        line = line.resize(size, Image.Resampling.BICUBIC)
        ink, boxes = _ink(line)
        scale = _scale(boxes)
    if not boxes.size:
        return Line((), np.zeros((0, PIXELS), np.float32), np.zeros((0, EDGES), np.float32), 0.0)
    found = tuple(Mark(*(float(v) / factor for v in box)) for box in boxes)
    return Line(found, _pixels(ink, boxes, scale), _edges(line, boxes, scale), scale / factor)


def _ink(line: Image.Image) -> tuple[Image.Image, NDArray[np.int64]]:
    """How black each point is, 0..255, and the boxes of the marks (left, top, right, bottom), from left to right."""
    from scipy import ndimage

    calm = Image.fromarray(_middle(np.asarray(line))).filter(ImageFilter.GaussianBlur(0.7))
    grey = np.asarray(calm, np.float32)
    paper, black = np.percentile(grey, (80, 0.5))
    if paper - black < 24:
        return calm, np.zeros((0, 4), np.int64)
    dark = np.clip((paper - grey) / (paper - black), 0, 1)
    labels, count = ndimage.label(dark > 0.45, np.ones((3, 3), np.int8))
    if not count:
        return calm, np.zeros((0, 4), np.int64)
    areas = np.bincount(labels.ravel())[1:]
    spans = [(s[1].start, s[0].start, s[1].stop, s[0].stop) for s in ndimage.find_objects(labels)]
    whole = np.array(spans, np.int64)
    kept = areas >= max(4, _DUST * _scale(whole) ** 2)
    return Image.fromarray((dark * 255).astype(np.uint8)), _grouped(whole[kept])


def _middle(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The median of each point and its eight neighbours: of the sorted columns, the middle of the low, middle, high."""
    wide = np.pad(grey, 1, mode="edge")
    first, second, third = wide[:-2], wide[1:-1], wide[2:]
    low, high = np.minimum(first, second), np.maximum(first, second)
    low, middle, high = np.minimum(low, third), np.maximum(low, np.minimum(high, third)), np.maximum(high, third)
    lows = np.maximum(np.maximum(low[:, :-2], low[:, 1:-1]), low[:, 2:])
    highs = np.minimum(np.minimum(high[:, :-2], high[:, 1:-1]), high[:, 2:])
    middles = _of_three(middle[:, :-2], middle[:, 1:-1], middle[:, 2:])
    return _of_three(lows, middles, highs)


def _of_three(a: NDArray[np.uint8], b: NDArray[np.uint8], c: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))


def _grouped(boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Boxes of which one stands over the other as one box, from left to right."""
    groups: list[list[int]] = []
    for left, top, right, bottom in sorted(tuple(int(v) for v in box) for box in boxes):
        if groups:
            last = groups[-1]
            shared = min(last[2], right) - max(last[0], left)
            if shared >= 0.5 * min(last[2] - last[0], right - left):
                groups[-1] = [last[0], min(last[1], top), max(last[2], right), max(last[3], bottom)]
                continue
        groups.append([left, top, right, bottom])
    return np.array(groups, np.int64).reshape(-1, 4)


def _scale(boxes: NDArray[np.int64]) -> float:
    """Height of the taller marks."""
    if not boxes.size:
        return 0.0
    heights = (boxes[:, 3] - boxes[:, 1]).astype(np.float64)
    tall = heights[heights >= 0.3 * np.percentile(heights, 95)]
    return float(max(4.0, np.percentile(tall, 70)))


def _pixels(ink: Image.Image, boxes: NDArray[np.int64], scale: float) -> Floats:
    middle = float(np.median((boxes[:, 1] + boxes[:, 3]) / 2))
    rows = [_row(ink, box, middle, scale) for box in boxes]
    return np.concatenate([np.stack(rows), _facts(boxes, scale)], axis=1)


def _row(ink: Image.Image, box: Sequence[int], middle: float, scale: float) -> Floats:
    left, top, right, bottom = (float(v) for v in box)
    reach = max(right - left, bottom - top) / 2 + 0.5
    x, y = (left + right) / 2, (top + bottom) / 2
    square = _cut(ink, (x - reach, y - reach, x + reach, y + reach), (SIDE, SIDE))
    window = _cut(ink, (x - 1.2 * scale, middle - 0.8 * scale, x + 1.2 * scale, middle + 0.8 * scale), (WIDE, HIGH))
    return np.concatenate([square.ravel(), window.ravel()])


def _cut(ink: Image.Image, box: tuple[float, float, float, float], size: tuple[int, int]) -> Floats:
    whole = ink.transform(
        (size[0] * 2, size[1] * 2), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR, fillcolor=0
    )
    return (np.asarray(whole.reduce(2), np.float32) / np.float32(255)).astype(np.float32)


def _facts(boxes: NDArray[np.int64], scale: float) -> Floats:
    """Size of a mark, and size, distance and height of its neighbours, in units of the line's scale."""
    left, top, right, bottom = (boxes[:, i].astype(np.float64) / scale for i in range(4))
    middle = np.median((top + bottom) / 2)
    rows = [bottom - top, right - left, top - middle, bottom - middle]
    for step in (-1, 1, -2, 2):
        at = np.arange(len(boxes)) + step
        there = (at >= 0) & (at < len(boxes))
        at = np.clip(at, 0, len(boxes) - 1)
        gap = np.maximum(left - right[at], left[at] - right)
        rows.append(np.where(there, np.clip(gap, -1, 3), 3.0))
        rows.append(np.where(there, np.clip(top[at] - top, -2, 2), 0.0))
        rows.append(np.where(there, np.clip(bottom[at] - bottom, -2, 2), 0.0))
    rows.append(np.full(len(boxes), min(2.0, float(np.std(bottom - top)))))
    return np.stack(rows, axis=1).astype(np.float32)


def _edges(line: Image.Image, boxes: NDArray[np.int64], scale: float) -> Floats:
    """Directions of the edges in each cell of a mark, from a threshold against the paper around each point."""
    from scipy import ndimage

    grey = np.asarray(line, np.float32)
    calm = ndimage.uniform_filter(grey, 3)
    around = ndimage.uniform_filter(grey, max(15, int(scale)))
    spread = np.sqrt(np.maximum(ndimage.uniform_filter(grey * grey, max(15, int(scale))) - around * around, 0))
    black = Image.fromarray(((calm < around - 0.35 * spread) & (spread > 8)).astype(np.uint8) * 255)
    middle = float(np.median((boxes[:, 1] + boxes[:, 3]) / 2))
    return np.stack([_edge_row(black, box, middle, scale) for box in boxes])


def _edge_row(black: Image.Image, box: Sequence[int], middle: float, scale: float) -> Floats:
    from scipy import ndimage

    left, top, right, bottom = (int(v) for v in box)
    frame = (max(0, left - 1), max(0, top - 1), right + 1, bottom + 1)
    own = black.crop(frame).getbbox() or (0, 0, right - left, bottom - top)
    x0, y0, x1, y1 = (frame[i % 2] + own[i] for i in range(4))
    picture = _cut(black, (x0 - 1, y0 - 1, x1 + 1, y1 + 1), (GRID, GRID))
    down, across = np.gradient(ndimage.uniform_filter(picture, 3))
    strength = np.hypot(down, across)
    turn = (np.floor(np.arctan2(down, across) / (2 * np.pi) * TURNS + 0.5) % TURNS).astype(np.int64)
    step = GRID // CELLS
    cell = (np.arange(GRID) // step)[:, None] * CELLS + (np.arange(GRID) // step)[None, :]
    counts = np.bincount((cell * TURNS + turn).ravel(), strength.ravel(), CELLS * CELLS * TURNS)
    counts = np.sqrt(counts / (counts.sum() + 1e-6))
    high, wide = (y1 - y0) / scale, (x1 - x0) / scale
    about = [
        high,
        wide,
        min(2.0, wide / max(high, 0.05)),
        float(picture.mean()),
        (y0 - middle) / scale,
        (y1 - middle) / scale,
    ]
    return np.concatenate([counts, np.array(about)]).astype(np.float32)
