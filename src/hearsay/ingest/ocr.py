"""A picture of a page read: set level, each block in the one language that fits it, its numbers by two witnesses.

In: a Pillow image. Out: a PageReading with method "ocr", a box and a confidence in 0..1 for each word, and for words
with digits whether two recognisers of different kinds agree on them. One language is used for a block: mixed languages
turn Latin names into Cyrillic look-alikes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from hearsay.model import Word
from hearsay.settings import IngestSettings

from .digits import Number, Seen, numbers
from .reading import PageReading, Unread
from .tesseract import BLOCK, Line, Look, NoOcr, Row, languages, letters, look, mean, missing, recognise
from .upright import Straight, straight

__all__ = ["LEGIBLE", "NoOcr", "languages", "missing", "read_image"]

LEGIBLE = 0.45
"""Mean word confidence below which a page is for a person to transcribe and its text is withheld."""

DOUBTFUL = 0.65
"""The same for a line of bits of words."""

SURE = 0.8
"""Mean confidence of a block from which no other language is tried."""

POOR = 0.6
"""Mean confidence of a page below which it is read the other way up, too."""

BETTER = 1.15
"""How many times the legible letters another language must bring."""

_PIXELS = 16_000_000
_BITS = 2.6
"""Mean letters of a word below which a line looks like bits of words."""
_SPECK = 3
"""Characters of an illegible line below which it is a stain or a stroke."""
_DOUBT = "a number in digits of Arabic script that only one recogniser read"
_DIM = "something like words was seen here but is not legible"
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_SHORT = 12
"""Letters of a page or a line below which there is nothing to go by."""

_LINES = 24
"""Poor lines of a page that are tried in other languages one by one."""


def read_image(image: Image.Image, number: int, settings: IngestSettings, hint: str = "") -> tuple[PageReading, str]:
    """The page on `image` and the language most of it was read in; `hint` is a language to try first.

    Boxes are in 0..1 of `image` as given, however it had to be turned. Raises NoOcr if tesseract is missing, fails or
    takes longer than half of `settings.seconds`.
    """
    if missing():
        raise NoOcr(missing())
    page = straight(_fit(image.convert("L")))
    seen = Look() if hint else look(_band(page.image), settings)
    if seen.turn == 180 and seen.sure >= 2:
        page = page.turned(180)
    language, lines = _read(page.image, settings, hint or seen.language)
    if mean(lines) < POOR and letters(lines) >= _SHORT:
        over = page.turned(180)
        other, again = _read(over.image, settings, language)
        if _worth(again) > BETTER * _worth(lines):
            page, language, lines = over, other, again
    mended = _mended(page.image, lines, language, settings)
    return _page([_counted(page.image, line, tongue) for line, tongue in mended], number, page), language


def _fit(image: Image.Image) -> Image.Image:
    area = image.width * image.height
    if area <= _PIXELS:
        return image
    ratio = (_PIXELS / area) ** 0.5
    return image.resize(
        (max(1, int(image.width * ratio)), max(1, int(image.height * ratio))), Image.Resampling.BILINEAR
    )


def _band(image: Image.Image) -> Image.Image:
    """A strip of the page with much of its ink: enough to tell script and turn by, and quick to look at."""
    high = image.width // 3
    if image.height < 2 * high:
        return image
    rows = np.asarray(image.reduce(4), np.float32)
    busy = np.convolve(np.abs(np.diff(rows, axis=1)).sum(1), np.ones(max(1, high // 4)), "valid")
    top = int(busy.argmax()) * 4
    return image.crop((0, top, image.width, min(image.height, top + high)))


def _worth(lines: Sequence[Line]) -> float:
    return mean(lines) * letters(lines)


def _read(image: Image.Image, settings: IngestSettings, first: str) -> tuple[str, list[Line]]:
    """The page in `first`, or in the language that it reads best in where that one is poor."""
    order = [name for name in (first, *languages()) if name]
    tried: dict[str, list[Line]] = {}
    for name in dict.fromkeys(order):
        tried[name] = recognise(image, name, settings)
        if mean(tried[name]) >= POOR:
            break
    best = max(tried, key=lambda name: (_worth(tried[name]), name))
    return best, tried[best]


def _mended(
    image: Image.Image, lines: Sequence[Line], language: str, settings: IngestSettings
) -> Iterator[tuple[Line, str]]:
    """Each line with its language: blocks, and single poor lines, that another language reads better are read again."""
    patience = _LINES
    for number in dict.fromkeys(line.block for line in lines):
        block = [line for line in lines if line.block == number]
        again = _again(image, block, language, settings) if mean(block) < SURE else []
        if again:
            yield from again
            continue
        for line in block:
            poor = len(block) > 1 and mean([line]) < POOR and letters([line]) >= _SHORT and patience > 0
            patience -= poor
            yield from (_again(image, [line], language, settings) if poor else []) or [(line, language)]


def _again(
    image: Image.Image, block: Sequence[Line], language: str, settings: IngestSettings
) -> list[tuple[Line, str]]:
    """Lines of one block in another language; nothing if none reads it better."""
    other = _other(image, block, language, settings)
    if not other:
        return []
    frame = _around(image, block)
    again = recognise(image.crop(frame), other, settings, BLOCK)
    better = _worth(again) > BETTER * _worth(block)
    if not better:
        return []
    first, alone = block[0], len(block) == 1
    places = [(first.block, first.paragraph if alone else line.paragraph) for line in again]
    return [(_moved(line, place, frame), other) for line, place in zip(again, places, strict=True)]


def _other(image: Image.Image, block: Sequence[Line], language: str, settings: IngestSettings) -> str:
    """The language that the longest line of a block reads better in; empty if none does."""
    longest = max(block, key=lambda line: (letters([line]), line.box))
    frame = _around(image, [longest])
    worth = {
        name: _worth(recognise(image.crop(frame), name, settings, BLOCK)) for name in languages() if name != language
    }
    best = max(worth, key=lambda name: (worth[name], name), default="")
    return best if best and worth[best] > BETTER * _worth([longest]) else ""


def _around(image: Image.Image, lines: Sequence[Line]) -> tuple[int, int, int, int]:
    """A frame around lines with a margin, within the image."""
    margin = 0.3 * max(line.box[3] - line.box[1] for line in lines)
    return (
        max(0, int(min(line.box[0] for line in lines) - margin)),
        max(0, int(min(line.box[1] for line in lines) - margin)),
        min(image.width, int(max(line.box[2] for line in lines) + margin) + 1),
        min(image.height, int(max(line.box[3] for line in lines) + margin) + 1),
    )


def _moved(line: Line, place: tuple[int, int], frame: tuple[int, int, int, int]) -> Line:
    """A line of a part of the page in its place on the page; `place` is its block and paragraph there."""

    def moved(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        return (box[0] + frame[0], box[1] + frame[1], box[2] + frame[0], box[3] + frame[1])

    words = tuple(replace(word, box=moved(word.box)) for word in line.words)
    return Line(*place, moved(line.box), words)


def _counted(image: Image.Image, line: Line, language: str) -> Line:
    """The line with its numbers as the two recognisers of digits read them; words with digits say if they are verified.

    In Arabic lines a number takes the place of tesseract's words; in others it only confirms them.
    """
    arabic = language == "ara"
    if not arabic and not any(_has_digit(word.text) for word in line.words):
        return line
    frame = _around(image, [line])
    seen = [Seen(w.box[0] - frame[0], w.box[2] - frame[0], w.text, w.confidence) for w in line.words]
    words = [replace(word, verified=False if _has_digit(word.text) else None) for word in line.words]
    for found in numbers(image.crop(frame), seen, rtl=arabic):
        words = _placed(words, found, frame, arabic=arabic)
    return replace(line, words=tuple(words))


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _placed(words: list[Row], found: Number, frame: tuple[int, int, int, int], *, arabic: bool) -> list[Row]:
    left, right = found.left + frame[0], found.right + frame[0]
    under = [i for i, w in enumerate(words) if _shared(w, left, right) > 0.5 * (w.box[2] - w.box[0])]
    if not arabic:
        same = len(under) == 1 and words[under[0]].text.strip(".,;:()[]\"'") == found.text
        return [replace(w, verified=True) if same and found.verified and i in under else w for i, w in enumerate(words)]
    box = (left, found.top + frame[1], right, found.bottom + frame[1])
    row = Row(box, found.confidence, found.text, found.verified)
    rest = [w for i, w in enumerate(words) if i not in under]
    at = min(under) if under else sum(w.box[0] + w.box[2] > left + right for w in words)
    return [*rest[:at], row, *rest[at:]]


def _shared(word: Row, left: float, right: float) -> float:
    return min(right, word.box[2]) - max(left, word.box[0])


def _page(lines: Sequence[Line], number: int, page: Straight) -> PageReading:
    """Words joined by spaces, lines by newlines, paragraphs by blank lines; lines that are not legible are left out."""
    pieces: list[str] = []
    words: list[Word] = []
    unread: list[Unread] = []
    at = 0
    before: Line | None = None
    for line in lines:
        if not _legible(line):
            unread += _illegible(line, at, page)
            continue
        gap = _gap(before, line)
        for row in line.words:
            start = at + len(gap)
            at = start + len(row.text)
            pieces += (gap, row.text)
            box = page.box(row.box)
            words.append(Word(start=start, end=at, box=box, confidence=round(row.confidence, 4), verified=row.verified))
            if row.verified is False and _EASTERN.search(row.text):
                unread.append(Unread(box, start, at, _DOUBT, row.text, round(row.confidence, 4)))
            gap = " "
        before = line
    confidence = round(mean(lines), 4) if lines else None
    return PageReading(number, "".join(pieces), "ocr", None, tuple(words), confidence, tuple(unread))


def _legible(line: Line) -> bool:
    """Whether a line may be taken for words: scribbles come out as many short words, none of them sure."""
    plain = [len(word.text) for word in line.words if not _has_digit(word.text)]
    bits = len(plain) > 2 and sum(plain) / len(plain) < _BITS
    return mean([line]) >= (DOUBTFUL if bits else LEGIBLE)


def _illegible(line: Line, at: int, page: Straight) -> list[Unread]:
    guess = " ".join(word.text for word in line.words)
    if letters([line]) < _SPECK:
        return []
    return [Unread(page.box(line.box), at, at, _DIM, guess, round(mean([line]), 4))]


def _gap(before: Line | None, line: Line) -> str:
    if before is None:
        return ""
    return "\n" if (before.block, before.paragraph) == (line.block, line.paragraph) else "\n\n"
