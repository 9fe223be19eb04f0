"""Optical character recognition by the `tesseract` program: one page image in, its text with word boxes out.

In: a Pillow image. Out: a PageReading with method "ocr", a box and a confidence in 0..1 for each word. One language is
used for a page: mixed languages turn Latin names into Cyrillic look-alikes. Digits of Arabic script that OCR has read
are unverified until a person or a second reading confirms them (method and confidence of the page say so).
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image

from hearsay.model import Word
from hearsay.settings import IngestSettings

from .reading import PageReading

PACKAGES = {"eng": "tesseract-ocr", "ara": "tesseract-ocr-ara", "rus": "tesseract-ocr-rus"}
"""Language of tesseract -> Debian package that brings it."""

LEGIBLE = 0.45
"""Mean word confidence below which a page is for a person to transcribe and its text is withheld."""

SURE = 0.8
"""Mean confidence from which no other language is tried."""

_PIXELS = 16_000_000
_TRIAL_PIXELS = 1_000_000
_SCRIPTS = {"Arabic": "ara", "Cyrillic": "rus", "Latin": "eng"}
_SCRIPT = re.compile(r"Script: (\w+)\s+Script confidence: ([\d.]+)")


class NoOcr(Exception):  # noqa: N818  # a state of the machine, told in one sentence
    """No OCR on this machine, or it gave up; the message is a reason to show."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One word of tesseract's table; pixels of the image that was read."""

    block: tuple[int, int]
    """Block and paragraph."""
    line: int
    box: tuple[float, float, float, float]
    confidence: float
    text: str


@cache
def languages() -> tuple[str, ...]:
    """Installed languages among those of PACKAGES; empty if there is no tesseract."""
    if shutil.which("tesseract") is None:
        return ()
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False, timeout=20)
    names = set(listed.stdout.decode("utf-8", "replace").split())
    return tuple(name for name in PACKAGES if name in names)


def missing() -> str:
    """Why OCR cannot be used here; empty if it can."""
    if languages():
        return ""
    needed = ", ".join(PACKAGES.values())
    return f"OCR needs the program tesseract, which is not installed (Debian packages {needed})"


def read_image(image: Image.Image, number: int, settings: IngestSettings, hint: str = "") -> tuple[PageReading, str]:
    """The page on `image` and the language of tesseract it was read in; `hint` is a language to try first.

    Raises NoOcr if tesseract is missing, fails or takes longer than half of `settings.seconds`.
    """
    if missing():
        raise NoOcr(missing())
    grey = _fit(image.convert("L"), _PIXELS)
    tried: dict[str, list[_Row]] = {}
    for name in _order(grey, settings, hint):
        tried[name] = _recognise(grey, name, settings)
        if _mean(tried[name]) >= SURE:
            break
    best = max(tried, key=lambda name: (_mean(tried[name]) * _letters(tried[name]), name))
    return _page(tried[best], number, grey.size), best


def _order(grey: Image.Image, settings: IngestSettings, hint: str) -> Sequence[str]:
    """Languages worth a full reading: the hint, then the script that a look or a cheap trial finds."""
    if hint:
        return (hint, *(name for name in _likely(grey, settings) if name != hint))
    return _likely(grey, settings)


def _likely(grey: Image.Image, settings: IngestSettings) -> Sequence[str]:
    if len(languages()) == 1:
        return languages()
    seen = _SCRIPT.search(_run(grey, ["--psm", "0", "-l", "osd"], settings, fails=True))
    if seen and _SCRIPTS.get(seen.group(1)) in languages() and float(seen.group(2)) >= 1.0:
        return (_SCRIPTS[seen.group(1)],)
    small = _fit(grey, _TRIAL_PIXELS)
    trials = {name: _recognise(small, name, settings) for name in languages()}
    return (max(trials, key=lambda name: (_mean(trials[name]) * _letters(trials[name]), name)),)


def _fit(image: Image.Image, pixels: int) -> Image.Image:
    area = image.width * image.height
    if area <= pixels:
        return image
    ratio = (pixels / area) ** 0.5
    return image.resize(
        (max(1, int(image.width * ratio)), max(1, int(image.height * ratio))), Image.Resampling.BILINEAR
    )


def _recognise(image: Image.Image, language: str, settings: IngestSettings) -> list[_Row]:
    return list(_rows(_run(image, ["--psm", "3", "-l", language, "-c", "tessedit_create_tsv=1"], settings)))


def _run(image: Image.Image, options: Sequence[str], settings: IngestSettings, *, fails: bool = False) -> str:
    """Standard output of tesseract over `image`; nothing is written to disk. `fails`: a failure gives ""."""
    body = BytesIO()
    image.save(body, "PPM")
    command = ["tesseract", "stdin", "stdout", "--dpi", str(settings.ocr_dpi), *options]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            input=body.getvalue(),
            capture_output=True,
            check=False,
            env=environment,
            timeout=settings.seconds / 2,
        )
    except subprocess.TimeoutExpired:
        raise NoOcr(f"OCR took longer than {settings.seconds / 2:g} s") from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8", "replace")
    if fails:
        return ""
    words = done.stderr.decode("utf-8", "replace").split("\n")
    raise NoOcr(f"tesseract failed: {next((line for line in words if line.strip()), 'without a word')[:200]}")


def _rows(table: str) -> Iterator[_Row]:
    for line in table.splitlines():
        cells = line.split("\t")
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        sure = min(1.0, max(0.0, float(cells[10]) / 100))
        box = (left, top, left + width, top + height)
        yield _Row((int(cells[2]), int(cells[3])), int(cells[4]), box, sure, cells[11].strip())


def _letters(rows: Sequence[_Row]) -> int:
    return sum(len(row.text) for row in rows)


def _mean(rows: Sequence[_Row]) -> float:
    """Mean confidence, each word weighing by its length; 0 for none."""
    total = _letters(rows)
    return sum(row.confidence * len(row.text) for row in rows) / total if total else 0.0


def _page(rows: Sequence[_Row], number: int, size: tuple[int, int]) -> PageReading:
    """Words joined by spaces, lines by newlines, paragraphs by blank lines."""
    pieces: list[str] = []
    words: list[Word] = []
    at = 0
    before: _Row | None = None
    for row in rows:
        gap = _gap(before, row)
        start = at + len(gap)
        at = start + len(row.text)
        pieces += (gap, row.text)
        words.append(Word(start=start, end=at, box=_unit(row.box, size), confidence=round(row.confidence, 4)))
        before = row
    confidence = round(_mean(rows), 4) if rows else None
    return PageReading(number, "".join(pieces), "ocr", None, tuple(words), confidence)


def _gap(before: _Row | None, row: _Row) -> str:
    if before is None:
        return ""
    if before.block != row.block:
        return "\n\n"
    return " " if before.line == row.line else "\n"


def _unit(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[float, float, float, float]:
    wide, high = size
    left, top, right, bottom = (box[0] / wide, box[1] / high, box[2] / wide, box[3] / high)
    return (_in_unit(left), _in_unit(top), _in_unit(right), _in_unit(bottom))


def _in_unit(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)
