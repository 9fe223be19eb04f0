"""Pictures on a page that has text of its own: those that look like text or a table are read by OCR, too.

In: a page, what it draws and where its words stand. Out: the page with the words of its pictures behind its own. A
photograph is told from a picture of text by its tones: paper has one.
"""

from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image

from hearsay.ingest import ocr
from hearsay.ingest.reading import PageReading, Unread
from hearsay.model import Word
from hearsay.settings import IngestSettings

from . import image, pdf_raw, pdf_things
from .pdf_things import Things

Box = tuple[float, float, float, float]

BOTH = " and ocr of pictures on it"
_MOST = 4
"""Pictures of one page that are read."""
_PART = 0.02
"""Of the page; what is smaller is a logo or an ornament."""
_PAPER = 0.45
"""Part of a picture that must be of nearly one tone for it to be of text."""
_INK = 0.004
_TONES = 12
_OWN = 0.05
"""Part of a picture that words of the page's own may take, for the picture still to be read."""
_SURE = 0.6
"""Mean confidence below which the words of a picture are left out: most likely there are none."""


def spots(page: pdfium.PdfPage, drawn: Things, boxes: pdf_raw.Boxes) -> list[Box]:
    """Where pictures without text of the layer over them stand, largest first; 0..1 of the page as shown."""
    covers = drawn.covers[drawn.cover_kind == pdf_things.IMAGE][:500]
    if not len(covers):
        return []
    units = pdf_raw.Place(page).units(covers[:, [0, 3, 2, 1]])
    area = (units[:, 2] - units[:, 0]) * (units[:, 3] - units[:, 1])
    x, y = (boxes[:, :1] + boxes[:, 2:3]) / 2, (boxes[:, 1:2] + boxes[:, 3:]) / 2
    within = (x > covers[:, 0]) & (x < covers[:, 2]) & (y > covers[:, 1]) & (y < covers[:, 3])
    ink = np.abs((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 1] - boxes[:, 3])) @ within
    size = (covers[:, 2] - covers[:, 0]) * (covers[:, 3] - covers[:, 1])
    kept = np.flatnonzero((area >= _PART) & (ink <= _OWN * size))
    rows = sorted(kept.tolist(), key=lambda row: (-area[row], row))
    found: dict[Box, None] = {}
    for left, top, right, low in units[rows].tolist():
        found.setdefault((left, top, right, low))
    return list(found)


def with_pictures(
    page: PageReading, picture: Image.Image, places: list[Box], settings: IngestSettings, hint: str
) -> tuple[PageReading, int]:
    """The page with the words that OCR finds at `places` of `picture`, which shows all of it; and how many were not read."""
    left_out = max(0, len(places) - _MOST)
    own = [word.box for word in page.words]
    for place in places[:_MOST]:
        tones = np.array(picture.crop(_pixels(picture, place)))
        if not _like_text(tones):
            continue
        part = Image.fromarray(_without(tones, own, place))
        try:
            seen, hint, _ = image.page_of(part, page.number, settings, hint)
        except ocr.NoOcr:
            left_out += 1
            continue
        if seen.words and (seen.confidence or 0.0) >= _SURE:
            page = _joined(page, seen, place)
    return page, left_out


def _pixels(picture: Image.Image, place: Box) -> tuple[int, int, int, int]:
    left, top, right, low = place
    wide, high = picture.size
    across, down = int(left * wide), int(top * high)
    return across, down, max(across + 1, int(right * wide)), max(down + 1, int(low * high))


def _without(tones: NDArray[np.uint8], own: list[Box], place: Box) -> NDArray[np.uint8]:
    """The picture without the words of the page's own, which have been read."""
    left, top, right, low = place
    tall, wide = tones.shape
    paper = int(np.bincount(tones.ravel(), minlength=256).argmax())
    for a, b, c, d in own:
        if left < (a + c) / 2 < right and top < (b + d) / 2 < low:
            across = slice(max(0, int((a - left) / (right - left) * wide)), int((c - left) / (right - left) * wide) + 1)
            down = slice(max(0, int((b - top) / (low - top) * tall)), int((d - top) / (low - top) * tall) + 1)
            tones[down, across] = paper
    return tones


def _like_text(tones: NDArray[np.uint8]) -> bool:
    """Whether a picture has one tone for paper and some ink on it."""
    counts = np.bincount(tones.ravel()[:: max(1, tones.size // 200_000)], minlength=256)
    paper = int(counts.argmax())
    near = counts[max(0, paper - _TONES) : paper + _TONES + 1].sum()
    far = counts[: max(0, paper - 64)].sum() + counts[paper + 64 :].sum()
    total = counts.sum()
    return bool(near >= _PAPER * total and far >= _INK * total)


def _joined(page: PageReading, seen: PageReading, place: Box) -> PageReading:
    shift = len(page.text) + 2
    left, top, right, low = place

    def on_page(box: Box) -> Box:
        a, b, c, d = box
        wide, high = right - left, low - top
        return (
            round(left + a * wide, 5), round(top + b * high, 5), round(left + c * wide, 5), round(top + d * high, 5)
        )  # fmt: skip

    words: tuple[Word, ...] = tuple(
        replace(word, start=word.start + shift, end=word.end + shift, box=on_page(word.box)) for word in seen.words
    )
    unread: tuple[Unread, ...] = tuple(
        replace(one, start=one.start + shift, end=one.end + shift, box=on_page(one.box)) for one in seen.unread
    )
    method = page.method if page.method.endswith(BOTH) else page.method + BOTH
    text = f"{page.text}\n\n{seen.text}"
    return replace(page, text=text, method=method, words=page.words + words, unread=page.unread + unread)
