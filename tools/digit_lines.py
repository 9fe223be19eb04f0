"""Pictures of lines with numbers among words, and what each mark on them is: what the digit model learns from.

In: fonts that draw Arabic, and a seed. Out: for each line the marks with both descriptions and their classes. Words are
random letters, numbers are random digits; the pictures are spoilt as scans and photocopies are.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from hearsay.ingest.digit_model import CLASSES, OTHER
from hearsay.ingest.glyphs import Line, marks_of

HELD_OUT = ("Lateef", "KacstOne", "Thabit", "Harmattan", "ae_AlHor")
"""Beginnings of the names of fonts that only the measure sees."""

LEFT_OUT = (
    "Siyaq",
    "Thaana",
    "Syriac",
    "Colored",
    "ae_Metal",
    "ae_Electron",
    "ae_Shado",
    "ae_Japan",
    "Decorative",
    "KacstArt",
)
"""Parts of the names of fonts that no document is set in."""

_ALPHABETS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئپچژکگی"
_ALONE = "اردوزهةءأنم"
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHKLMNOPRSTVW"
_SHARED = dict(zip("۰۱۲۳۷۸۹", "٠١٢٣٧٨٩", strict=True))


def fonts(*, held_out: bool) -> list[Path]:
    """Installed fonts of one of the two parts, sorted by name."""
    found = sorted(Path("/usr/share/fonts").rglob("*.[to]tf"), key=lambda p: p.name)
    good = [p for p in found if not any(word in p.name for word in LEFT_OUT) and _draws(p, _ALPHABETS[1] + "ابتج")]
    return [p for p in good if p.name.startswith(HELD_OUT) == held_out]


def _draws(path: Path, letters: str) -> bool:
    """Whether a font has these letters itself: a missing one looks like that of U+FFFF."""
    try:
        font = ImageFont.truetype(str(path), 40, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        return False
    none = (font.getbbox("\uffff"), bytes(font.getmask("\uffff")))
    return all((font.getbbox(c), bytes(font.getmask(c))) != none and any(font.getmask(c)) for c in letters)


def lines(paths: list[Path], count: int, seed: int) -> Iterator[tuple[Line, NDArray[np.int64]]]:
    """`count` lines with the class of each mark (an index into CLASSES)."""
    able = {p: tuple(a for a in _ALPHABETS if _draws(p, a)) for p in paths}
    marks = {p: "".join(c for c in "/-:.,٫٬%٪" if _draws(p, c)) for p in paths}
    for number in range(count):
        rng = random.Random(f"{seed} {number}")  # noqa: S311  # the same seed must give the same lines
        path = paths[number % len(paths)]
        picture, where, classes = _drawn(path, able[path], marks[path], rng)
        picture, where = _spoilt(picture, where, rng)
        line = marks_of(picture)
        yield line, _labels(line, np.asarray(where), classes)


def _number(alphabets: tuple[str, ...], signs: str, rng: random.Random) -> str:
    digits = rng.choice(alphabets)
    ascii_only = digits == _ALPHABETS[0]
    groups = [
        "".join(rng.choice(digits) for _ in range(rng.choice((1, 2, 2, 3, 4)))) for _ in range(rng.choice((1, 1, 2, 3)))
    ]
    usable = [c for c in signs if c in ("/-:.,%" if ascii_only else "/-:.٫٬٪")]
    between = [c for c in usable if c not in "%٪"] or [""]
    end = rng.choice([c for c in usable if c in "%٪"] or [""]) if rng.random() < 0.2 else ""
    return rng.choice(between).join(groups) + end


def _word(rng: random.Random) -> str:
    letters = _LATIN if rng.random() < 0.12 else _LETTERS
    if rng.random() < 0.15 and letters is _LETTERS:
        return rng.choice(_ALONE) * rng.choice((1, 1, 2))
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, 7)))


def _drawn(
    path: Path, alphabets: tuple[str, ...], signs: str, rng: random.Random
) -> tuple[Image.Image, Image.Image, list[int]]:
    """A line, the number of the character at each of its points, and the class of each of these characters."""
    size = rng.randint(20, 64)
    plain = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    shaped = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)
    picture, where = Image.new("L", (size * 40, size * 4), 255), Image.new("L", (size * 40, size * 4), 0)
    classes = [OTHER]
    x = float(size)
    for at in range(rng.randint(4, 9)):
        if (at + rng.randint(0, 1)) % 2:
            x += _put(picture, where, (x, size), (_word(rng), shaped, 1)) + size * rng.uniform(0.18, 0.45)
            classes += [OTHER] if len(classes) == 1 else []
            continue
        classes += [OTHER] if len(classes) == 1 else []
        for c in _number(alphabets, signs, rng):
            classes.append(CLASSES.index(_SHARED.get(c, {"٫": ",", "٬": "'"}.get(c, c))))
            x += _put(picture, where, (x, size), (c, plain, len(classes) - 1))
        x += size * rng.uniform(0.18, 0.45)
        if x > size * 30:
            break
    box = ImageChops.invert(picture).getbbox() or (0, 0, 10, 10)
    frame = (max(0, box[0] - rng.randint(2, size)), max(0, box[1] - rng.randint(1, size // 2)),
             box[2] + rng.randint(2, size), box[3] + rng.randint(1, size // 2))  # fmt: skip
    return picture.crop(frame), where.crop(frame), classes


def _put(
    picture: Image.Image,
    where: Image.Image,
    place: tuple[float, int],
    what: tuple[str, ImageFont.FreeTypeFont, int],
) -> float:
    """Draws what at place; how far the pen goes."""
    text, font, number = what
    left, top, right, bottom = (round(v) for v in font.getbbox(text))
    mask = Image.new("L", (max(1, right - left + 2), max(1, bottom - top + 2)), 0)
    ImageDraw.Draw(mask).text((1 - left, 1 - top), text, font=font, fill=255)
    corner = (round(place[0]) + left - 1, place[1] + top - 1)
    picture.paste(0, corner, mask)
    where.paste(number, corner, mask.point(lambda v: 255 if v > 110 else 0))
    return font.getlength(text)


def _spoilt(picture: Image.Image, where: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """As scanned, copied or photographed; a quarter of the lines stay clean."""
    if rng.random() < 0.1:
        return picture, where
    picture, where = _stretched(picture, where, rng)
    turn = rng.uniform(-0.8, 0.8) if rng.random() < 0.5 else 0.0
    picture = picture.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    where = where.rotate(turn, Image.Resampling.NEAREST, expand=True)
    wide, high = picture.size
    if rng.random() < 0.15:
        picture = picture.filter(ImageFilter.MinFilter(3) if rng.random() < 0.6 else ImageFilter.MaxFilter(3))
    if rng.random() < 0.4:
        part = rng.uniform(0.4, 0.8)
        small = (max(1, int(wide * part)), max(1, int(high * part)))
        picture = picture.resize(small, Image.Resampling.BOX).resize((wide, high), Image.Resampling.BICUBIC)
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1.1)))
    dark, light = rng.randint(0, 90), rng.randint(190, 255)
    grey = np.asarray(picture, np.float32) * (light - dark) / 255 + dark
    noise = np.random.default_rng(rng.randrange(2**32))
    if rng.random() < 0.25:
        spots = noise.random(grey.shape) < rng.uniform(0, 0.012)
        grey = np.where(spots, np.where(noise.random(grey.shape) < 0.5, 30, 255), grey)
    if rng.random() < 0.3:
        grey = grey + np.linspace(-1, 1, grey.shape[1])[None, :] * rng.uniform(-30, 30)
    grey = grey + noise.normal(0, rng.uniform(0, 22), grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)), where


def _stretched(picture: Image.Image, where: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """Wider, narrower or leaning, so that the model learns more shapes than there are fonts."""
    if rng.random() < 0.4:
        return picture, where
    wide, lean = rng.uniform(0.78, 1.25), rng.uniform(-0.22, 0.22)
    size = (int(picture.width * wide + abs(lean) * picture.height) + 1, picture.height)
    how = (1 / wide, -lean / wide, min(0.0, lean) * picture.height / wide, 0, 1, 0)
    drawn = picture.transform(size, Image.Transform.AFFINE, how, Image.Resampling.BICUBIC, fillcolor=255)
    return drawn, where.transform(size, Image.Transform.AFFINE, how, Image.Resampling.NEAREST, fillcolor=0)


def _labels(line: Line, where: NDArray[np.uint8], classes: list[int]) -> NDArray[np.int64]:
    """The class of each mark: of the character that nearly all of its ink is of and that it nearly covers."""
    known = np.bincount(where.ravel(), minlength=256)
    found: list[int] = []
    for mark in line.marks:
        piece = where[int(mark.top) : int(np.ceil(mark.bottom)), int(mark.left) : int(np.ceil(mark.right))]
        counts = np.bincount(piece.ravel(), minlength=256)
        counts[0] = 0
        best = int(counts.argmax())
        alone = counts[best] >= 0.85 * counts.sum() and counts[best] >= 0.7 * known[best]
        found.append(classes[best] if best > 1 and counts[best] > 0 and alone else OTHER)
    return np.array(found, np.int64)
