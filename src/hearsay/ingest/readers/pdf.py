"""PDF: each page's text layer in the order it is read, what in it is hidden, notes, files and earlier revisions inside.

In: a Source. Out: a Reading a page, then one for each embedded file, then the revisions. A page without a usable text
layer is drawn and read by OCR. A page that fails costs only that page. pdfium is not safe in threads: one process reads
one file at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BufferedReader

import pypdfium2 as pdfium
from pypdfium2 import raw

from hearsay.ingest.reading import Reading, Resume, Said
from hearsay.ingest.source import WHOLE, Source
from hearsay.settings import IngestSettings

from . import pdf_bytes, pdf_page, pdf_parts, pdf_rescue, pdf_said

_XFA = (2, 3)
_SHELL = (
    "a dynamic form (XFA): what its fields hold is not on its pages; a viewer of such forms is needed to see all of it"
)
_REBUILT = "its list of objects is damaged and was made anew from what stands in the file; something may be missing"
_SCHEME = "protected by a scheme of some rights management, which nothing here opens"


@dataclass(frozen=True)
class _Open:
    """A document that could be opened, and what its reading needs."""

    document: pdfium.PdfDocument
    source: Source
    settings: IngestSettings
    marks: pdf_bytes.Marks

    @cached_property
    def swollen(self) -> bool:
        """Whether what draws a page may unpack without end; looked at once, however many pages show nothing."""
        return pdf_rescue.swollen(self.source)


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A page at a time; `encrypted` without the password, `corrupt` where no page can be had, `partial` where some fail."""
    try:
        document = _opened(source, settings)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == raw.FPDF_ERR_PASSWORD:
            yield Reading(status="encrypted", reason=_locked(settings))
        elif code == raw.FPDF_ERR_SECURITY:
            yield Reading(status="encrypted", reason=_SCHEME)
        else:
            yield _rescued(source, settings, str(error))
        return
    try:
        if document.get_formtype():
            document.init_forms()
        yield from _units(_Open(document, source, settings, pdf_bytes.marks(source)), resume)
    finally:
        document.close()


def _rescued(source: Source, settings: IngestSettings, error: str) -> Reading:
    """What a second program makes of a document that cannot be opened."""
    found = pdf_rescue.pages(source, settings.seconds / 2)
    if found:
        return Reading(found, status="partial", reason=f"damaged ({error}); read as far as a second program can")
    return Reading(status="corrupt", reason=f"not a readable PDF: {error}")


def _locked(settings: IngestSettings) -> str:
    count = len(settings.passwords)
    tried = f"; none of the {count} given fits" if count else ""
    return f"needs a password to be opened{tried}"


def _opened(source: Source, settings: IngestSettings) -> pdfium.PdfDocument:
    """The document, by the first of the passwords that fits. Raises PdfiumError."""
    try:
        return pdfium.PdfDocument(_bytes(source), autoclose=True)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) != raw.FPDF_ERR_PASSWORD:
            raise
        locked = error
    for password in settings.passwords:
        try:
            return pdfium.PdfDocument(_bytes(source), password=password, autoclose=True)
        except pdfium.PdfiumError:
            continue
    raise locked


def _bytes(source: Source) -> bytes | BufferedReader:
    """What pdfium reads: memory, which costs it no call into Python for each piece, unless there is too much."""
    return source.data() if source.size <= WHOLE else source.stream()


def _units(open_: _Open, resume: Resume) -> Iterator[Reading]:
    """Pages by number from 0, then embedded files, then what else lies in the bytes."""
    count = len(open_.document)
    names = pdf_parts.attachments(open_.document)
    hint = ""
    for number in range(resume.cursor, count):
        said = _said(open_) if number == 0 else ()
        if resume.fatal(number):
            lost = resume.lost(number, f"page {number + 1}", number + 1)
            yield replace(lost, said=said)
            continue
        reading, hint = _page(open_, number, hint)
        yield replace(reading, said=(*said, *reading.said), cursor=number + 1)
    for index in range(max(0, resume.cursor - count), len(names)):
        if resume.fatal(count + index):
            yield resume.lost(count + index, f"the attachment {names[index]}", count + index + 1)
            continue
        room = open_.source.room
        member = pdf_parts.attachment(open_.document, index, names[index], room, open_.marks)
        yield Reading(members=(member,), cursor=count + index + 1)
    yield from _rest(open_)


def _nothing(open_: _Open, number: int) -> Reading | None:
    """Why a page that shows nothing may be a page that could not be read; None for an empty page."""
    if open_.swollen:
        reason = f"page {number}: what draws it unpacks to more than {pdf_rescue.SWOLLEN:,} bytes"
        return Reading(status="refused-limit", reason=reason)
    if "Image" in open_.marks.names and len(open_.document) == 1:
        return Reading(
            status="corrupt", reason="shows nothing, though a picture lies in the file: a reference is broken"
        )
    return None


def _rest(open_: _Open) -> Iterator[Reading]:
    """Earlier revisions, unless this is one itself; what stands behind its end; what is damaged or cannot be seen."""
    if not raw.FPDF_DocumentHasValidCrossReferenceTable(open_.document):
        yield Reading(status="partial", reason=_REBUILT)
    if open_.document.get_formtype() in _XFA:
        yield Reading(status="partial", reason=_SHELL)
    if open_.source.hidden != pdf_parts.EARLIER and (members := tuple(pdf_parts.revisions(open_.marks))):
        yield Reading(members=members)
    yield from pdf_parts.behind(open_.source, open_.marks)


def _said(open_: _Open) -> tuple[Said, ...]:
    return pdf_said.said(open_.document, open_.marks, open_.source.size)


def _page(open_: _Open, index: int, hint: str) -> tuple[Reading, str]:
    """One page, and the language that OCR should try first on the next."""
    number = index + 1
    try:
        page = open_.document[index]
    except pdfium.PdfiumError as error:
        return Reading(status="corrupt", reason=f"page {number} cannot be opened: {error}"), hint
    try:
        at = pdf_page.At(open_.document, page, number, open_.settings, open_.marks)
        reading, hint = pdf_page.read(at, open_.source.room, hint)
        return (_nothing(open_, number) or reading) if reading.status == "empty" else reading, hint
    except (pdfium.PdfiumError, ValueError, OSError, MemoryError) as error:
        reason = f"page {number} cannot be read: {type(error).__name__}: {error}"
        return Reading(status="corrupt", reason=reason), hint
    finally:
        page.close()
