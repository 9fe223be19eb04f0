"""Pictures of pages for the tests of OCR: made on the spot, in the fonts at hand, with what stands on them."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont, features

ENGLISH = (
    "The council met in the morning and discussed how bread is to be shared among",
    "the eastern districts of the town. The head of the committee said that the",
    "convoy came late because the main road was closed at the old bridge.",
    "Those present asked for a list of the families that wait for their share.",
)
RUSSIAN = (
    "Совет собрался утром и обсудил раздачу хлеба в восточных кварталах города.",
    "Председатель комитета сказал, что колонна пришла поздно, потому что дорога",
    "у старого моста была закрыта. Собравшиеся попросили составить список семей.",
)
ARABIC = (
    "اجتمع المجلس في الساعة العاشرة صباحا وناقش توزيع الخبز على الأحياء الشرقية من المدينة",
    "وقال رئيس اللجنة إن القافلة وصلت متأخرة بسبب إغلاق الطريق الرئيسي عند الجسر القديم",
    "وطلب الحاضرون من الإدارة أن تنشر قائمة بأسماء العائلات التي لم تستلم حصتها بعد",
)
_FONTS = {
    "ara": ("NotoNaskhArabic-Regular.ttf", "Amiri-Regular.ttf", "KacstOne.ttf", "DejaVuSans.ttf"),
    "rus": ("NotoSerif-Regular.ttf", "DejaVuSerif.ttf", "DejaVuSans.ttf", "LiberationSerif-Regular.ttf"),
}


@cache
def font_of(language: str) -> str:
    """A font file for a language; empty where none is installed, or Arabic cannot be shaped."""
    if language == "ara" and not (features.check("raqm") and features.check("fribidi")):
        return ""
    found = {path.name: str(path) for path in Path("/usr/share/fonts").rglob("*.ttf")}
    return next((found[name] for name in _FONTS[language] if name in found), "")


def font(language: str, size: int) -> ImageFont.FreeTypeFont:
    """Of English the font that comes with Pillow."""
    if language != "eng":
        return ImageFont.truetype(font_of(language), size)
    plain = ImageFont.load_default(size)
    assert isinstance(plain, ImageFont.FreeTypeFont)
    return plain


def written(*blocks: Sequence[str], languages: Sequence[str] = (), size: int = 30) -> Image.Image:
    """A page of blocks of lines, each block in its language (English where none is said), on white."""
    faces = [font(language, size) for language in languages or ["eng"] * len(blocks)]
    wide = int(max(face.getlength(line) for face, block in zip(faces, blocks, strict=True) for line in block)) + 200
    page = Image.new("L", (wide, 140 + sum(len(block) * size * 2 + 80 for block in blocks)), 255)
    pen, y = ImageDraw.Draw(page), 80
    for number, block in enumerate(blocks):
        language = languages[number] if languages else "eng"
        face = faces[number]
        for line in block:
            towards = "rtl" if language == "ara" else None
            x = wide - 100 - face.getlength(line, direction=towards) if towards else 100
            pen.text((x, y), line, font=face, fill=20, direction=towards)
            y += size * 2
        y += 80
    return page


def scribbled(rows: int = 8, seed: int = 1) -> Image.Image:
    """A page of strokes such as a hurried hand makes; no word of it can be read."""
    rng = random.Random(seed)  # noqa: S311  # the same strokes each time
    page = Image.new("L", (1200, 100 + rows * 100), 255)
    pen = ImageDraw.Draw(page)
    for row in range(rows):
        x = 80
        while x < 1050:
            points = [(x + rng.randint(0, 60), 100 + row * 95 + rng.randint(-18, 18)) for _ in range(7)]
            pen.line(points, fill=30, width=4, joint="curve")
            x += rng.randint(70, 120)
    return page


def noisy(page: Image.Image, sigma: float, seed: int = 1) -> Image.Image:
    """The page with grain, as scanned."""
    grain = np.random.default_rng(seed).normal(0, sigma, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page) * 0.7 + 40 + grain, 0, 255).astype(np.uint8))
