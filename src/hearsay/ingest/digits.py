"""Numbers on the picture of a line, read without tesseract: each digit by two recognisers of two kinds.

In: a grey picture of one line and what tesseract saw on it. Out: the numbers that stand there as words of their own, in
the order of reading, each with whether two witnesses agree on it. Tesseract's Arabic model gives wrong digits of Arabic
script with confidence; where it agrees (European digits, mostly) it is a witness too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from hearsay.text.normal import fold_text

from .digit_model import CLASSES, OTHER, model
from .glyphs import Floats, Line, Mark, marks_of

INK, EDGES, ALONE = 0.6, 0.1, 0.5
"""Least chance of a whole number by the ink and by the edges to be verified, and by the ink where tesseract agrees. A lone
digit is only verified by tesseract: it may be what is left of a number that broke into pieces."""

LIKELY = 0.5
"""Chance by the ink from which a number takes the place of what tesseract read."""

_EUROPEAN = tuple(range(10))
_EASTERN = tuple(range(10, 23))
_SIGNS = tuple(range(23, OTHER))
_VALUES = {c: str("0123456789٠١٢٣٤٥٦٧٨٩".index(c) % 10) for c in "0123456789٠١٢٣٤٥٦٧٨٩"} | {
    "۴": "4",
    "۵": "5",
    "۶": "6",
}
_PERSIAN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_SHAPE = re.compile(
    r"\d{1,12}%?|\d{1,3}(?:'\d{3})+%?|\d{1,3}(?:,\d{3})+|\d{1,9}[.,]\d{1,6}%?|(\d{1,2}):(\d{2})(?::\d{2})?|"
    r"(\d{1,4})([/.-])(\d{1,2})\4(\d{1,4})|\d{1,6}[/-]\d{1,6}"
)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word of tesseract on the line; pixels of the line's picture."""

    left: float
    right: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read; pixels of the line's picture."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    """In the order of reading, with the digits that stand there."""
    confidence: float
    """Chance of all of it by the ink, 0..1."""
    verified: bool
    """Whether a witness of another kind read the same."""


def numbers(picture: Image.Image, seen: Sequence[Seen], *, rtl: bool) -> list[Number]:
    """The numbers of a line that is about level, from left to right; `rtl`: its words run from right to left."""
    line = marks_of(picture)
    if not line.marks:
        return []
    ink, edges = model().by_ink(line), model().by_edges(line)
    found = (_number(line, (ink, edges), run, seen, rtl=rtl) for run in _runs(line, ink))
    return [number for number in found if number]


def _runs(line: Line, ink: Floats) -> Iterator[range]:
    """Marks side by side that look like digits and signs, without the signs at either end."""
    likely = ink[:, OTHER] < 0.5
    start = 0
    for at in range(len(line.marks) + 1):
        if at == len(line.marks) or not likely[at]:
            yield from _trimmed(ink, start, at)
            start = at + 1
        elif at > start and line.marks[at].left - line.marks[at - 1].right > _reach(line, at):
            yield from _trimmed(ink, start, at)
            start = at


def _reach(line: Line, at: int) -> float:
    """How far mark `at` may stand from the one before it in one number: dots stand wide apart."""
    small = sum(m.right - m.left < 0.3 * line.scale for m in line.marks[at - 1 : at + 1])
    return (0.6 + 0.3 * small) * line.scale


def _trimmed(ink: Floats, start: int, end: int) -> Iterator[range]:
    best = [CLASSES[int(ink[at, :OTHER].argmax())] for at in range(start, end)]
    while best and best[0] in "/-:.,'":
        best, start = best[1:], start + 1
    while best and best[-1] in "/-:.,'":
        best, end = best[:-1], end - 1
    if any(c in _VALUES for c in best):
        yield range(start, end)


def _number(line: Line, by: tuple[Floats, Floats], run: range, seen: Sequence[Seen], *, rtl: bool) -> Number | None:
    marks = line.marks[run.start : run.stop]
    under = _under(marks, seen, line.scale)
    if under is None:
        return None
    ink, edges = (chances[run.start : run.stop] for chances in by)
    (text, chance), (other, sure) = _spelt(ink), _spelt(edges)
    said = "".join(word.text for word in under)
    if not _stands(text, chance, under):
        return None
    plain = _plain(text)
    ours = len(plain) > 1 and chance >= INK and sure >= EDGES and _plain(other) == plain
    tesseract = chance >= ALONE and _read_same(said, _ordered(plain, rtl=rtl))
    witness = ours or tesseract
    return Number(
        min(m.left for m in marks),
        min(m.top for m in marks),
        max(m.right for m in marks),
        max(m.bottom for m in marks),
        _written(_ordered(text, rtl=rtl)),
        round(chance, 4),
        verified=witness and _free(line, by[0], run) and _possible(_ordered(plain, rtl=rtl)),
    )


def _free(line: Line, ink: Floats, run: range) -> bool:
    """Whether a number stands apart from what is beside it: digits beside it could be a part of it."""
    for at, beside in ((run.start, run.start - 1), (run.stop - 1, run.stop)):
        if 0 <= beside < len(line.marks):
            pair = sorted((line.marks[at], line.marks[beside]), key=lambda m: m.left)
            part = 1.0 if ink[beside, OTHER] < 0.9 else 0.36
            if pair[1].left - pair[0].right < part * line.scale:
                return False
    return True


def _under(marks: Sequence[Mark], seen: Sequence[Seen], scale: float) -> list[Seen] | None:
    """Tesseract's words in the place of the marks; None if the marks are only part of a word."""
    left, right = marks[0].left, marks[-1].right
    found: list[Seen] = []
    for word in seen:
        shared = min(right, word.right) - max(left, word.left)
        if shared < 0.3 * min(right - left, word.right - word.left):
            continue
        outside = max(0.0, left - word.left) + max(0.0, word.right - right)
        if outside > 0.6 * scale and any(c.isalpha() for c in word.text):
            return None
        found.append(word)
    return found


def _stands(text: str, chance: float, under: Sequence[Seen]) -> bool:
    """Whether it is a number at all: letters that tesseract is sure of are none, nor is a lone stroke."""
    if chance < LIKELY:
        return False
    if any(_DIGIT.search(word.text) for word in under):
        return True
    digits = sum(c in _VALUES for c in text)
    letters = sum(c.isalpha() for word in under for c in word.text)
    sure = max((word.confidence for word in under), default=0.0)
    return digits >= 2 and not (letters >= digits and sure > 0.9)


def _spelt(chances: Floats) -> tuple[str, float]:
    """The likeliest characters with digits of one script, from left to right, and the chance of them all."""
    best, most = "", -1.0
    for script in (_EASTERN, _EUROPEAN):
        allowed = np.array(script + _SIGNS)
        picked = allowed[chances[:, allowed].argmax(axis=1)]
        total = float(np.prod([_alike(row, int(c)) for row, c in zip(chances, picked, strict=True)]))
        own = float(np.prod([row[int(c)] for row, c in zip(chances, picked, strict=True)]))
        if own > most:
            best, most, chance = "".join(CLASSES[int(c)] for c in picked), own, total
    return best, chance


def _alike(row: Floats, number: int) -> float:
    """The chance of a class and of the classes that mean the same."""
    value = _VALUES.get(CLASSES[number])
    if value is None:
        return float(row[number])
    return float(sum(row[i] for i in (*_EUROPEAN, *_EASTERN) if _VALUES[CLASSES[i]] == value))


def _ordered(text: str, *, rtl: bool) -> str:
    """From the order on the page to the order of reading: in right-to-left text hyphens part groups that run leftwards."""
    sign = next((c for c in text if c in "%٪"), "")
    bare = text.strip("%٪")
    return ("-".join(reversed(bare.split("-"))) if rtl else bare) + sign


def _plain(text: str) -> str:
    return "".join(_VALUES.get(c, "%" if c == "٪" else c) for c in text)


def _written(text: str) -> str:
    """With the signs that go with the digits."""
    if not any(c in "٠١٢٣٤٥٦٧٨٩۴۵۶" for c in text):
        return text.replace("'", ",")
    shown = text.translate(_PERSIAN) if any(c in "۴۵۶" for c in text) else text
    return shown.replace(",", "٫").replace("'", "٬").replace("%", "٪")


def _read_same(said: str, plain: str) -> bool:
    """Whether tesseract read the same digits in the same groups; it does not tell one comma from the other."""
    groups = [re.findall(r"\d+", fold_text(text)) for text in (said, plain)]
    return groups[0] == groups[1]


def _possible(plain: str) -> bool:
    """Whether it is the shape of a number, a time or a date that can be."""
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        return False
    if shape[1]:
        return int(shape[1]) <= 24 and int(shape[2]) < 60
    if shape[3]:
        first, middle, last = (int(shape[i]) for i in (3, 5, 6))
        return min(first, middle, last) >= 1 and sorted((first, middle, last))[1] <= 31 and min(first, middle) <= 12
    return True
