"""One page of a PDF: its text layer if it can be trusted, else a picture of it read by OCR; notes behind it.

In: an open page. Out: a Reading. Text that someone who looks at the page does not see is a block of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from PIL import Image
from pypdfium2 import raw

from hearsay.ingest import imprints, ocr
from hearsay.ingest.reading import UNDER, Block, Mark, PageReading, Reading, Said
from hearsay.settings import IngestSettings

from . import image, pdf_blocks, pdf_hidden, pdf_notes, pdf_pictures, pdf_sound, pdf_text, pdf_things
from .pdf_bytes import Marks
from .pdf_notes import Notes
from .pdf_text import Layer

LAYER, REPAIRED = "text layer", "text layer, repaired"
_PIXELS = 16_000_000
_STAMPED = 20
"""Pages of a file on which stamps are sought: it takes some 50 ms each."""
_FEW = 200
"""Characters on a scan that are a stamp or a running title, not the text of it."""
_OURS = 0.8
"""Part of the words of a scan that must be hidden for them to be somebody's reading of it."""


@dataclass(frozen=True, slots=True)
class At:
    """A page and where it belongs."""

    document: pdfium.PdfDocument
    page: pdfium.PdfPage
    number: int
    settings: IngestSettings
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the look of a page says of its text layer."""

    hidden: list[str]
    """Why each word is not seen; "" if it is."""
    scan: bool
    under: bool
    """The layer is somebody's reading of the scan."""
    pictures: list[pdf_pictures.Box]
    fonts: list[str]


def read(at: At, room: int, hint: str) -> tuple[Reading, str]:
    """The page, and the language that OCR should try first on the next; `room`: bytes that files pinned to it may have."""
    notes = pdf_notes.notes(at.document, at.page, at.number, room, at.marks)
    sheet = at.page.get_textpage()
    try:
        layer = pdf_text.layer(at.page, sheet)
        seen = _seen(at, sheet, layer, notes)
    finally:
        sheet.close()
    doubt = pdf_sound.doubt(layer.text) if layer.text else "no text layer"
    if not doubt and seen.scan and not seen.under and len(layer.text) < _FEW:
        doubt = "a picture fills it"
    if doubt:
        reading, hint = _drawn(at, layer, doubt, hint)
    else:
        reading = _layer(at, layer, seen, hint)
    return _with_notes(reading, at.number, notes), hint


def _seen(at: At, sheet: pdfium.PdfTextPage, layer: Layer, notes: Notes) -> _Seen:
    if not len(layer.spans):
        return _Seen([], scan=False, under=False, pictures=[], fonts=[])
    drawn = pdf_things.things(at.page, layers="OFF" in at.marks.names and "OCProperties" in at.marks.names)
    words = pdf_hidden.Words(layer.boxes, layer.first, tuple(notes.covers))
    hidden = pdf_hidden.hidden(at.page, sheet, words, drawn)
    scan = pdf_hidden.scanned(at.page, drawn)
    under = scan and sum(map(bool, hidden)) >= _OURS * len(hidden)
    pictures = pdf_pictures.spots(at.page, drawn, layer.boxes) if not scan else []
    return _Seen([] if under else hidden, scan, under, pictures, pdf_things.names(drawn))


def _layer(at: At, layer: Layer, seen: _Seen, hint: str) -> Reading:
    """The page by its text layer, with what stands in pictures on it."""
    page = _shown(at.number, layer, seen.hidden, under=seen.under)
    said = (*_original(at.number, layer), *(Said("font", name, "markup") for name in seen.fonts))
    page = replace(page, marks=_marks(at)) if seen.scan else page
    if not seen.pictures:
        return Reading((page,), said)
    left = len(seen.pictures)
    if at.settings.ocr:
        page, left = pdf_pictures.with_pictures(page, _picture(at), seen.pictures, at.settings, hint)
    said += (Said("pictures_not_read", f"{left} on page {at.number}", "markup"),) if left else ()
    return Reading((page,), said, under=("ocr",))


def _shown(number: int, layer: Layer, hidden: Sequence[str], *, under: bool) -> PageReading:
    method = UNDER if under else REPAIRED if layer.original else LAYER
    blocks = pdf_blocks.blocks(layer.text, layer.spans.tolist(), hidden, first=number == 1) if any(hidden) else None
    return PageReading(number, layer.text, method, blocks, layer.words)


def _original(number: int, layer: Layer) -> tuple[Said, ...]:
    """The layer as the file gives it, kept beside its repair."""
    return (Said(f"text_layer_of_page_{number}", layer.original, "text layer, as found"),) if layer.original else ()


def _drawn(at: At, layer: Layer, doubt: str, hint: str) -> tuple[Reading, str]:
    """The page by OCR; where that cannot be had, its layer, with the doubt."""
    if not layer.text and raw.FPDFPage_CountObjects(at.page) < 1:
        return Reading((PageReading(at.number, "", LAYER),), status="empty", reason="no page holds anything"), hint
    given = layer.original or layer.text
    said = (Said(f"text_layer_of_page_{at.number}", given, f"text layer, not used: {doubt}"),) if given else ()
    try:
        seen, hint, reason = image.page_of(_picture(at), at.number, at.settings, hint)
    except ocr.NoOcr as none:
        seen, reason = PageReading(at.number, "", "ocr"), f"page {at.number} has no usable text layer: {none}"
    seen = replace(seen, marks=_marks(at))
    if reason and layer.text and not seen.text:
        seen, reason = replace(_shown(at.number, layer, [], under=False)), f"{reason}; of its text layer: {doubt}"
    return Reading((seen,), said, "partial" if reason else "ok", reason, under=("ocr",)), hint


def _picture(at: At) -> Image.Image:
    wide, high = at.page.get_size()
    scale = at.settings.ocr_dpi / 72
    pixels = wide * high * scale * scale
    if pixels > _PIXELS:
        scale *= (_PIXELS / pixels) ** 0.5
    if min(wide, high) * scale < 1:
        raise ValueError(f"a page of {wide:g} x {high:g} points cannot be drawn")
    bitmap = at.page.render(scale=scale, grayscale=True)
    try:
        drawn: Image.Image = bitmap.to_pil()
        return drawn.convert("L")
    finally:
        bitmap.close()


def _marks(at: At) -> tuple[Mark, ...]:
    """What stamps left on a page that is a picture; nothing of one that cannot be drawn in colour."""
    if at.number > _STAMPED or not pdf_things.coloured(at.page):
        return ()
    try:
        bitmap = at.page.render(scale=imprints.LOOK / max(at.page.get_size()))
        try:
            return tuple(imprints.marks(bitmap.to_pil()))
        finally:
            bitmap.close()
    except (pdfium.PdfiumError, ValueError, ZeroDivisionError):
        return ()


def _with_notes(reading: Reading, number: int, notes: Notes) -> Reading:
    """The page with the texts of its notes behind its own, each a block."""
    said = (*reading.said, *notes.said)
    members = (*reading.members, *notes.members)
    if not notes.texts:
        return replace(reading, said=said, members=members)
    page = reading.pages[0] if reading.pages else PageReading(number, "", LAYER)
    blocks = list(page.blocks if page.blocks is not None else pdf_blocks.visible(page.text, first=number == 1))
    text = page.text
    for body, why in notes.texts:
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{body}" if text else body
        blocks.append(Block(start, len(text), hidden=why))
    status = "ok" if reading.status == "empty" else reading.status
    reason = "" if status == "ok" else reading.reason
    whole = replace(page, text=text, blocks=tuple(blocks))
    return replace(reading, pages=(whole,), said=said, members=members, status=status, reason=reason)
