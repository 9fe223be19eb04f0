"""PDF: the text layer page by page with a box for each word; a page without a usable layer is drawn and read by OCR.

In: a Source. Out: a Reading a page. A page that fails costs only that page. pdfium is not safe in threads:
one process reads one file at a time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from hearsay.ingest import ocr
from hearsay.ingest.reading import Reading, Resume, Said
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import image, pdf_text

_PIXELS = 16_000_000
_BAD = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ufffe\ue000-\uf8ff]")
_SPACE = re.compile(r"\s+")
_FACTS = {"Title": "title", "Author": "author", "CreationDate": "created", "Producer": "producer", "Creator": "creator"}
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A page at a time; `encrypted` without the password, `corrupt` where no page can be had, `partial` where some fail."""
    try:
        document = pdfium.PdfDocument(source.stream(), autoclose=True)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            yield Reading(status="encrypted", reason="needs a password to be opened")
        else:
            yield Reading(status="corrupt", reason=f"not a readable PDF: {error}")
        return
    try:
        yield from _pages(document, settings, resume)
    finally:
        document.close()


def _pages(document: pdfium.PdfDocument, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    count = len(document)
    if not count:
        yield Reading(said=_said(document), status="corrupt", reason="has no pages")
    hint = ""
    for number in range(resume.cursor + 1, count + 1):
        said = _said(document) if number == 1 else ()
        if resume.fatal(number - 1):
            yield replace(resume.lost(number - 1, f"page {number}", number), said=said)
            continue
        reading, hint = _page(document, number, settings, hint)
        yield replace(reading, said=said, cursor=number)


def _page(document: pdfium.PdfDocument, number: int, settings: IngestSettings, hint: str) -> tuple[Reading, str]:
    """One page, and the language that OCR should try first on the next."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        return Reading(status="corrupt", reason=f"page {number} cannot be opened: {error}"), hint
    try:
        return _read(page, number, settings, hint)
    except (pdfium.PdfiumError, ValueError, OSError, MemoryError) as error:
        reason = f"page {number} cannot be read: {type(error).__name__}: {error}"
        return Reading(status="corrupt", reason=reason), hint
    finally:
        page.close()


def _read(page: pdfium.PdfPage, number: int, settings: IngestSettings, hint: str) -> tuple[Reading, str]:
    layer = pdf_text.layer(page, number)
    if usable(layer.text):
        return Reading((layer,)), hint
    if raw.FPDFPage_CountObjects(page) < 1:
        return Reading((layer,), status="empty", reason="no page holds anything"), hint
    try:
        drawn, hint, reason = image.page_of(_draw(page, settings), number, settings, hint)
    except ocr.NoOcr as none:
        drawn, reason = layer, f"page {number} has no usable text layer: {none}"
    return Reading((drawn,), status="partial" if reason else "ok", reason=reason), hint


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
