"""Scores OCR: words of rendered pages in three scripts against plain tesseract, and numbers that are marked verified.

In: fonts at hand; `../shared/tools/make_arabic_numbers.py` beside the project for the numbers (skipped with one line where
it is absent). Out: a table, and a failure where a floor is not held. Usage: ocr.py [--seed 4] [--lines 96]
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

from hearsay.ingest import ocr
from hearsay.settings import IngestSettings
from hearsay.text.normal import fold_text

HERE = Path(__file__).resolve()
TOOL = HERE.parents[1].parent / "shared" / "tools" / "make_arabic_numbers.py"
SETTINGS = IngestSettings()
RECALL, ERRORS = 0.9, 0.1
"""Floor of words read and ceiling of characters wrong, of every page."""
PRECISION, FOUND = 0.98, 0.5
"""Floors of the numbers marked verified: right ones among them, and lines of which all numbers are."""


def pages() -> Iterator[tuple[str, Image.Image, str]]:
    """Name, picture and text of each page."""
    sys.path.insert(0, str(HERE.parents[1] / "tests" / "ingest"))
    made = import_module("ocr_pages")
    texts = {"eng": made.ENGLISH, "rus": made.RUSSIAN, "ara": made.ARABIC}
    usable = [name for name in texts if name in ocr.languages() and (name == "eng" or made.font_of(name))]
    for name in usable:
        page, text = made.written(texts[name], texts[name], languages=(name, name)), "\n".join(texts[name] * 2)
        yield f"{name} plain", page, text
        yield f"{name} grain", made.noisy(page, 18), text
        for turn in (4, 90, 180):
            yield f"{name} turned {turn}", page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255), text
    if len(usable) > 1:
        every = [texts[name] for name in usable]
        yield "mixed", made.written(*every, languages=usable), "\n".join(line for text in every for line in text)


def plain(image: Image.Image) -> str:
    """What tesseract alone makes of a page, with all its languages at once."""
    body = BytesIO()
    image.save(body, "PPM")
    command = ["tesseract", "stdin", "stdout", "-l", "+".join(ocr.languages()), "--dpi", str(SETTINGS.ocr_dpi)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=body.getvalue(), capture_output=True, check=True, env=environment)
    return done.stdout.decode("utf-8", "replace")


def scores(read: str, truth: str) -> tuple[float, float]:
    """Share of the words that were read, and characters wrong per character, both folded."""
    got, want = (fold_text(text).split() for text in (read, truth))
    common = (Counter(got) & Counter(want)).total()
    return common / len(want), Levenshtein.distance(" ".join(got), " ".join(want)) / len(" ".join(want))


def words() -> bool:
    """Prints the table of pages; whether the floors hold."""
    held = True
    sys.stdout.write(f"{'page':<18}{'words':>7}{'wrong':>7}{'s':>7}   tesseract alone: words, wrong, s\n")
    for name, image, truth in pages():
        began = time.monotonic()
        read, _ = ocr.read_image(image, 1, SETTINGS)
        middle = time.monotonic()
        alone = plain(image)
        ended = time.monotonic()
        recall, wrong = scores(read.text, truth)
        other, missed = scores(alone, truth)
        row = f"{name:<18}{recall:>7.3f}{wrong:>7.3f}{middle - began:>7.2f}"
        sys.stdout.write(f"{row}{other:>10.3f}{missed:>7.3f}{ended - middle:>7.2f}\n")
        held &= recall >= RECALL and wrong <= ERRORS
    return held


def numbers(seed: int, count: int) -> bool:
    """Prints how sure and how many the verified numbers are; whether the floors hold."""
    if not TOOL.exists():
        sys.stdout.write(f"skipped: {TOOL} is not here\n")
        return True
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(TOOL), "--out", folder, "--seed", str(seed), "--lines", str(count)]
        subprocess.run(command, check=True, capture_output=True)
        rows = list(csv.DictReader((Path(folder) / "truth.csv").open(encoding="utf-8")))
        sums = Counter[str]()
        for row in rows:
            sums += _line(Path(folder) / row["file"], row["number"], named=row["kind"] == "date-name")
    precision, recall = sums["right"] / max(1, sums["verified"]), sums["whole"] / len(rows)
    sys.stdout.write(f"numbers: {len(rows)} lines, {sums['verified']} verified, precision {precision:.3f}, ")
    sys.stdout.write(f"recall {recall:.3f}, read right verified or not {sums['read'] / len(rows):.3f}\n")
    return precision >= PRECISION and recall >= FOUND


def _line(path: Path, number: str, *, named: bool) -> Counter[str]:
    """Of one line: numbers verified, right ones among them, and whether all of the line are right, and verified."""
    want = {_value(part) for part in (re.findall(r"\d+", number) if named else [number])}
    with Image.open(path) as image:
        page, _ = ocr.read_image(image, 1, SETTINGS)
    sure = [_value(page.text[w.start : w.end]) for w in page.words if w.verified]
    every = {_value(page.text[w.start : w.end]) for w in page.words if w.verified is not None}
    right = [value for value in sure if value in want]
    return Counter(verified=len(sure), right=len(right), whole=want <= set(right), read=want <= every)


def _value(text: str) -> str:
    return fold_text(text).replace(",", "").strip("%")


def main() -> None:
    """Measures; exit code 1 where a floor is not held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--lines", type=int, default=96)
    given = parser.parse_args()
    if ocr.missing():
        sys.stdout.write(f"skipped: {ocr.missing()}\n")
        return
    held = [words(), numbers(given.seed, given.lines)]
    sys.exit(0 if all(held) else "a floor is not held")


if __name__ == "__main__":
    main()
