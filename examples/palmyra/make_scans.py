#!/usr/bin/env python3
"""Renders the three typed letters of the example as noisy grey scans.

In: haul/letters/*.txt and *.html beside this file, and the font Noto Naskh Arabic (Debian package fonts-noto-core).
Out: one PNG of A5 at 170 dpi for each letter, next to it.

The noise comes from a fixed seed, so a second run on the same machine writes the same bytes; another release of Pillow,
FreeType or Raqm may place a pixel elsewhere. The PNGs in git are the output of this script. Pillow needs Raqm, which
its wheels bring along, to join Arabic letters. Run it with `.venv/bin/python examples/palmyra/make_scans.py`.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont, features
from selectolax.lexbor import LexborHTMLParser

LETTERS = Path(__file__).parent / "haul" / "letters"
FONT = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf")
DPI = 170
SIZE = (round(148 / 25.4 * DPI), round(210 / 25.4 * DPI))
MARGIN = 90
SEED = 417
SPECIMEN = "نموذج مكتوب لأغراض التدريب"


def paragraphs(path: Path) -> list[str]:
    """The lines of a typed letter in their order; blank lines are empty strings."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text.strip().split("\n")
    blocks = LexborHTMLParser(text).css("p, h1")
    return [line for block in blocks for line in (block.text(strip=True), "")]


def wrapped(line: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """One line broken at spaces into rows of at most `width` pixels; an empty line stays one empty row."""
    rows = [""]
    for word in line.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and font.getlength(longer, direction="rtl", language="ar") > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def typeset(lines: list[str]) -> Image.Image:
    """A clean white page with the lines set flush right, and the specimen note at its foot."""
    page = Image.new("L", SIZE, 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 34, layout_engine=ImageFont.Layout.RAQM)
    small = ImageFont.truetype(str(FONT), 17, layout_engine=ImageFont.Layout.RAQM)
    top = MARGIN
    for line in lines:
        for row in wrapped(line, font, SIZE[0] - 2 * MARGIN):
            draw.text((SIZE[0] - MARGIN, top), row, 35, font, "ra", direction="rtl", language="ar")
            top += 58 if row else 30
    foot = (SIZE[0] // 2, SIZE[1] - 45)
    draw.text(foot, SPECIMEN, 110, small, "ma", direction="rtl", language="ar")
    return page


def scanned(page: Image.Image, seed: int) -> Image.Image:
    """The page as a copier sees it: skewed by about a degree, softened, uneven in light, with specks."""
    random = np.random.default_rng(seed)
    skew = float(random.uniform(0.7, 1.2) * random.choice([-1, 1]))
    soft = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.7))
    grey = np.asarray(soft, dtype=np.float64)
    rows, columns = grey.shape
    grey = grey - np.linspace(0, 22, columns) * float(random.uniform(0.5, 1.0))
    specks = random.random((rows, columns))
    grey = np.where(specks < 0.0012, 70, np.where(specks > 0.9985, 255, grey))
    levels = np.clip(np.round(grey / 4) * 4, 0, 255)
    return Image.fromarray(levels.astype(np.uint8))


def main() -> None:
    """Writes a PNG beside every typed letter."""
    if not features.check("raqm") or not FONT.exists():
        raise SystemExit("Pillow with Raqm and the Debian package fonts-noto-core are needed")
    typed = sorted(path for path in LETTERS.iterdir() if path.suffix in {".txt", ".html"})
    for number, path in enumerate(typed):
        image = scanned(typeset(paragraphs(path)), SEED + number)
        image.save(path.with_suffix(".png"), optimize=True, dpi=(DPI, DPI))


if __name__ == "__main__":
    main()
