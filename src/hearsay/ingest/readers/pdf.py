"""PDF: the text layer page by page with a box for each word; a page without a usable layer is drawn and read by OCR.

In: bytes. Out: a Reading with one page a page. A page that fails costs only that page. pdfium is not safe in threads:
one process reads one file at a time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from hearsay.ingest import ocr
from hearsay.ingest.reading import Content, PageReading, Reading, Said
from hearsay.settings import IngestSettings

from . import image, pdf_text

PAGES = 2_000
"""Pages read of one file; the rest is named in the reason."""

_PIXELS = 16_000_000
_BAD = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ufffe\ue000-\uf8ff]")
_SPACE = re.compile(r"\s+")
_FACTS = {"Title": "title", "Author": "author", "CreationDate": "created", "Producer": "producer", "Creator": "creator"}
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


@dataclass(slots=True)
class _Work:
    """What has been done of one file. Mutable on purpose: a page at a time."""

    pages: list[PageReading]
    reasons: list[str]
    hint: str = ""
    drawn: int = 0
    late: int = 0
    blank: int = 0


def read(content: Content, settings: IngestSettings) -> Reading:
    """All pages; `encrypted` without the password, `corrupt` where no page can be had, `partial` where some fail."""
    try:
        document = pdfium.PdfDocument(content.data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            return Reading(status="encrypted", reason="needs a password to be opened")
        return Reading(status="corrupt", reason=f"not a readable PDF: {error}")
    try:
        return _pages(document, settings)
    finally:
        document.close()


def _pages(document: pdfium.PdfDocument, settings: IngestSettings) -> Reading:
    count = len(document)
    work = _Work([], [])
    for number in range(1, min(count, PAGES) + 1):
        _page(document, number, settings, work)
    if count > PAGES:
        work.reasons.append(f"only pages 1 to {PAGES} of {count} were read")
    if work.late:
        work.reasons.append(
            f"{work.late} pages without a usable text layer were not read: OCR of more than "
            f"{ocr.pages_that_fit(settings)} pages does not fit into settings.ingest.seconds = {settings.seconds:g}"
        )
    said = _said(document)
    reason = "; ".join(dict.fromkeys(work.reasons))
    if not work.pages:
        return Reading(said=said, status="corrupt", reason=reason or "has no pages")
    if work.blank == count and not reason:
        return Reading(tuple(work.pages), said, "empty", "no page holds anything")
    return Reading(tuple(work.pages), said, "partial" if reason else "ok", reason)


def _page(document: pdfium.PdfDocument, number: int, settings: IngestSettings, work: _Work) -> None:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        work.reasons.append(f"page {number} cannot be opened: {error}")
        return
    try:
        work.pages.append(_read(page, number, settings, work))
    except (pdfium.PdfiumError, ValueError, OSError, MemoryError) as error:
        work.reasons.append(f"page {number} cannot be read: {type(error).__name__}: {error}")
    finally:
        page.close()


def _read(page: pdfium.PdfPage, number: int, settings: IngestSettings, work: _Work) -> PageReading:
    layer = pdf_text.layer(page, number)
    if usable(layer.text):
        return layer
    if raw.FPDFPage_CountObjects(page) < 1:
        work.blank += 1
        return layer
    if settings.ocr and work.drawn >= ocr.pages_that_fit(settings):
        work.late += 1
        return layer if layer.text.strip() else PageReading(number, "", "ocr")
    work.drawn += 1
    try:
        drawn, work.hint, reason = image.page_of(_draw(page, settings), number, settings, work.hint)
    except ocr.NoOcr as none:
        drawn, reason = layer, f"page {number} has no usable text layer: {none}"
    work.reasons += [reason] * bool(reason)
    return drawn


def usable(text: str) -> bool:
    """Whether a text layer can be taken for the text of the page.

    Not if it is empty, or more than a tenth of it is control characters, private use or replacement marks. (A layer of
    wrong letters cannot be told so cheaply and is not detected.)
    """
    dense = _SPACE.sub("", text)
    return bool(dense) and len(_BAD.findall(dense)) * 10 <= len(dense)


def _draw(page: pdfium.PdfPage, settings: IngestSettings) -> Image.Image:
    wide, high = page.get_size()
    scale = settings.ocr_dpi / 72
    pixels = wide * high * scale * scale
    if pixels > _PIXELS:
        scale *= (_PIXELS / pixels) ** 0.5
    if min(wide, high) * scale < 1:
        raise ValueError(f"a page of {wide:g} x {high:g} points cannot be drawn")
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        drawn: Image.Image = bitmap.to_pil()
        return drawn.convert("L")
    finally:
        bitmap.close()


def _said(document: pdfium.PdfDocument) -> tuple[Said, ...]:
    try:
        metadata = document.get_metadata_dict(skip_empty=True)
    except (pdfium.PdfiumError, ValueError):
        return ()
    return tuple(_facts(sorted(metadata.items())))


def _facts(pairs: Sequence[tuple[str, str]]) -> list[Said]:
    found = []
    for key, value in pairs:
        name = _FACTS.get(key)
        plain = _SPACE.sub(" ", value).strip()[:500]
        if not name or not plain:
            continue
        day = _CREATED.match(plain) if name == "created" else None
        found.append(Said(name, "-".join(day.groups()) if day else plain, "metadata"))
    return found
