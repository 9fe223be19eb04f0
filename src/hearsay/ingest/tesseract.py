"""The program `tesseract`: a picture in, its words in one language out, line by line with their boxes.

In: a grey Pillow image and a language. Out: Lines of words in pixels of that image. Nothing is written to disk.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image

from hearsay.settings import IngestSettings

PACKAGES = {"eng": "tesseract-ocr", "ara": "tesseract-ocr-ara", "rus": "tesseract-ocr-rus"}
"""Language of tesseract -> Debian package that brings it."""

PAGE, BLOCK = "3", "6"
"""Page segmentation: find the blocks; or take the picture for one block."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SCRIPTS = {"Arabic": "ara", "Cyrillic": "rus", "Latin": "eng"}
_SCRIPT = re.compile(r"Script: (\w+)\s+Script confidence: ([\d.]+)")
_TURN = re.compile(r"Rotate: (\d+)\s+Orientation confidence: ([\d.]+)")


class NoOcr(Exception):  # noqa: N818  # a state of the machine, told in one sentence
    """No OCR on this machine, or it gave up; the message is a reason to show."""


@dataclass(frozen=True, slots=True)
class Row:
    """One word; pixels of the image that was read."""

    box: Box
    confidence: float
    """0..1"""
    text: str
    verified: bool | None = None
    """Of a word with digits, whether two witnesses agree on them; None where nobody looked or there are none."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words in the order of reading."""

    block: int
    paragraph: int
    box: Box
    words: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the page says before any word is read."""

    language: str = ""
    """Of the script; empty if it cannot be told."""
    turn: int = 0
    """Degrees clockwise that would set it upright: 0, 90, 180, 270."""
    sure: float = 0.0
    """How sure the turn is; 0 is a guess, above 2 is good."""


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


def recognise(image: Image.Image, language: str, settings: IngestSettings, segmentation: str = PAGE) -> list[Line]:
    """The lines on `image` read in one language. NoOcr if tesseract fails or takes half of `settings.seconds`."""
    options = ["--psm", segmentation, "-l", language, "-c", "tessedit_create_tsv=1"]
    return _lines(_run(image, options, settings))


def look(image: Image.Image, settings: IngestSettings) -> Look:
    """Script and turn of the page by tesseract's own detector; nothing is told of a page with few words."""
    told = _run(image, ["--psm", "0", "-l", "osd"], settings, fails=True)
    script, turn = _SCRIPT.search(told), _TURN.search(told)
    if not script or not turn:
        return Look()
    known = _SCRIPTS.get(script.group(1), "") if float(script.group(2)) >= 1.0 else ""
    return Look(known if known in languages() else "", int(turn.group(1)), float(turn.group(2)))


def _run(image: Image.Image, options: Sequence[str], settings: IngestSettings, *, fails: bool = False) -> str:
    """Standard output of tesseract over `image`. `fails`: a failure gives ""."""
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


def _lines(table: str) -> list[Line]:
    found: list[Line] = []
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != 12 or cells[0] not in ("4", "5"):
            continue
        left, top, width, height = (float(cell) for cell in cells[6:10])
        box = (left, top, left + width, top + height)
        if cells[0] == "4":
            found.append(Line(int(cells[2]), int(cells[3]), box, ()))
        elif cells[11].strip() and found:
            word = Row(box, min(1.0, max(0.0, float(cells[10]) / 100)), cells[11].strip())
            last = found[-1]
            found[-1] = Line(last.block, last.paragraph, last.box, (*last.words, word))
    return [line for line in found if line.words]


def letters(lines: Sequence[Line]) -> int:
    """Characters of all words."""
    return sum(len(word.text) for line in lines for word in line.words)


def mean(lines: Sequence[Line]) -> float:
    """Mean confidence, each word weighing by its length; 0 for none."""
    total = letters(lines)
    return sum(word.confidence * len(word.text) for line in lines for word in line.words) / total if total else 0.0
