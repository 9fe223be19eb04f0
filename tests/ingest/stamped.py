"""Pages with stamps, drawn for the tests: a rubber stamp, its impressions with uneven ink, scans of stamped pages.

In: words, seeds. Out: Pillow images. Nothing here knows how stamps are found.
"""

import math
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

BLUE, RED = (38, 48, 150), (178, 30, 44)
SIZE = (1240, 1754)
"""A4 at 150 dpi."""


def rubber(ring: str, middle: str, side: int = 260) -> Image.Image:
    """The face of a round stamp: two rings, words between them, words in the middle. Ink is 255."""
    wide = 4 * side
    face = Image.new("L", (wide, wide), 0)
    draw = ImageDraw.Draw(face)
    font = ImageFont.load_default(wide // 10)
    for inset, line in ((8, 14), (wide // 5, 8)):
        draw.ellipse((inset, inset, wide - inset, wide - inset), outline=255, width=line)
    words = f"{ring} * "
    for place, letter in enumerate(words):
        angle = 2 * math.pi * place / len(words)
        sign = Image.new("L", (wide // 6, wide // 6), 0)
        ImageDraw.Draw(sign).text((wide // 12, wide // 12), letter, 255, font, "mm")
        turned = sign.rotate(-math.degrees(angle), Image.Resampling.BICUBIC)
        at = (wide / 2 + 0.395 * wide * math.sin(angle), wide / 2 - 0.395 * wide * math.cos(angle))
        face.paste(255, (int(at[0] - wide / 12), int(at[1] - wide / 12)), turned)
    large = ImageFont.load_default(wide // (2 + len(middle)))
    draw.text((wide / 2, wide / 2), middle, 255, large, "mm")
    return face.resize((side, side), Image.Resampling.BOX)


def impression(face: Image.Image, seed: int, turn: float = 0.0) -> NDArray[np.float32]:
    """Ink, 0 to 1, that one use of a stamp leaves: turned, uneven, with gaps."""
    random = np.random.default_rng(seed)
    turned = face.rotate(turn, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.8))
    ink = np.asarray(turned, np.float32) / 255
    tall, wide = ink.shape
    coarse = Image.fromarray((random.random((7, 7)) * 255).astype(np.uint8)).resize(
        (wide, tall), Image.Resampling.BICUBIC
    )
    fine = Image.fromarray((random.random((tall // 3, wide // 3)) * 255).astype(np.uint8)).resize(
        (wide, tall), Image.Resampling.BICUBIC
    )
    even = 0.45 + 0.55 * np.asarray(coarse, np.float32) / 255
    grain = np.asarray(fine, np.float32) / 255
    faded: NDArray[np.float32] = np.clip(ink * even * np.where(grain < 0.25, 0.35, 1.0), 0, 1)
    return faded


def page(lines: list[str], seed: int = 0, *, dark: float = 0.0) -> Image.Image:
    """A white sheet with dark lines of text on it."""
    random = np.random.default_rng(seed)
    sheet = Image.new("RGB", SIZE, (252, 251, 246))
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(30)
    for place, line in enumerate(lines):
        draw.text((130, 140 + 52 * place), line, (25, 25, 28), font)
    levels = np.asarray(sheet, np.float32) + random.normal(0, 2.0, (SIZE[1], SIZE[0], 1)) - dark
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def stamped(
    sheet: Image.Image, ink: NDArray[np.float32], at: tuple[int, int], colour: tuple[int, int, int] = BLUE
) -> Image.Image:
    """A sheet with an impression whose upper left corner is at a place: ink lies over paper and writing."""
    levels = np.asarray(sheet, np.float32).copy()
    tall, wide = ink.shape
    part = levels[at[1] : at[1] + tall, at[0] : at[0] + wide]
    under = np.minimum(part, 255 * (1 - ink[..., None]) + np.array(colour, np.float32) * ink[..., None])
    levels[at[1] : at[1] + tall, at[0] : at[0] + wide] = under
    return Image.fromarray(levels.astype(np.uint8))


def scanned(sheet: Image.Image, seed: int, turn: float = 0.0, quality: int = 85) -> bytes:
    """What a scanner makes of a sheet: a little turned and soft, with noise, as JPEG."""
    random = np.random.default_rng(seed)
    soft = sheet.rotate(turn, Image.Resampling.BICUBIC, fillcolor=(250, 249, 245)).filter(ImageFilter.GaussianBlur(0.6))
    levels = np.asarray(soft, np.float32) + random.normal(0, 3.0, (SIZE[1], SIZE[0], 3))
    body = BytesIO()
    Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).save(body, "JPEG", quality=quality, dpi=(150, 150))
    return body.getvalue()
