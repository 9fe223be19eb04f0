"""What a PDF says of itself as a whole: its information, XMP, numbers, signatures, outline, and what in it could act.

In: an open document and the Marks of its bytes. Out: Said values. Nothing of it is run, followed or checked for truth.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from hearsay.ingest.reading import Said

from . import xmp
from .pdf_bytes import Marks

_SPACE = re.compile(r"\s+")
_INFO = {
    "Title": "title", "Author": "author", "CreationDate": "created", "Producer": "producer", "Creator": "creator",
    "Subject": "subject", "Keywords": "keywords", "ModDate": "modified",
}  # fmt: skip
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_TIME = re.compile(r"(?:D:)?\d{8}\d{2,}")
_ACTS = {
    "Launch": "starts another program or file",
    "OpenAction": "does something when it is opened",
    "AA": "does something on events of a page or a field",
    "RichMedia": "plays media",
    "GoToR": "points into another file",
    "SubmitForm": "sends a form somewhere",
    "ImportData": "takes in data from another file",
}
_DENIED = ((4, "printing"), (8, "changing"), (16, "copying text"), (32, "commenting"))
_LONGEST = 500
_OUTLINE = 300
_FORMS = {1: "AcroForm", 2: "XFA (full)", 3: "XFA (foreground)"}


def said(document: pdfium.PdfDocument, marks: Marks, size: int) -> tuple[Said, ...]:
    """Everything said, each value once; a part that cannot be had is left out."""
    found: dict[Said, None] = {}
    for part in (_info, _numbers, _outline):
        found.update(dict.fromkeys(_safely(part, document)))
    found.update(dict.fromkeys(_safely(lambda one: _signatures(one, size), document)))
    found.update(dict.fromkeys(_acts(document, marks)))
    found.update(dict.fromkeys(xmp.said(marks.xmp)))
    return tuple(found)


def _safely(part: Callable[[pdfium.PdfDocument], Iterator[Said]], document: pdfium.PdfDocument) -> list[Said]:
    found: list[Said] = []
    try:
        found.extend(part(document))
    except (pdfium.PdfiumError, ValueError, OSError, RecursionError):
        return found
    return found


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.replace("\x00", " ")).strip()[:_LONGEST]


def _info(document: pdfium.PdfDocument) -> Iterator[Said]:
    for key, value in sorted(document.get_metadata_dict(skip_empty=True).items()):
        name, plain = _INFO.get(key), _plain(value)
        if not name or not plain:
            continue
        day = _DATE.match(plain) if key.endswith("Date") else None
        yield Said(name, "-".join(day.groups()) if day else plain, "metadata")
        if day and _TIME.match(plain):
            yield Said(f"{name}_time", plain, "metadata")


def _numbers(document: pdfium.PdfDocument) -> Iterator[Said]:
    version = document.get_version()
    if version:
        yield Said("pdf_version", f"{version // 10}.{version % 10}", "metadata")
    for kind, name in ((0, "file_id"), (1, "file_id_now")):
        identity = document.get_identifier(kind)
        if identity:
            yield Said(name, bytes(identity)[:64].hex(), "metadata")
    form = _FORMS.get(document.get_formtype())
    if form:
        yield Said("form", form, "metadata")
    revision = raw.FPDF_GetSecurityHandlerRevision(document)
    if revision > 0:
        allowed = raw.FPDF_GetDocUserPermissions(document)
        denied = [what for bit, what in _DENIED if not allowed & bit]
        yield Said("encryption", f"standard security, revision {revision}", "metadata")
        if denied:
            yield Said("restrictions", f"its maker does not allow: {', '.join(denied)}", "metadata")


def _outline(document: pdfium.PdfDocument) -> Iterator[Said]:
    for mark in islice(document.get_toc(max_depth=6), _OUTLINE):
        title = _plain(mark.get_title())
        target = mark.get_dest()
        page = target.get_index() if target else None
        if title:
            yield Said("outline", f"{title} (page {page + 1})" if page is not None else title, "markup")


def _signatures(document: pdfium.PdfDocument, size: int) -> Iterator[Said]:
    for index in range(min(100, max(0, raw.FPDF_GetSignatureCount(document)))):
        signed = raw.FPDF_GetSignatureObject(document, index)
        kind = _bytes(raw.FPDFSignatureObj_GetSubFilter, signed, 1).decode("latin-1")
        reason = _bytes(raw.FPDFSignatureObj_GetReason, signed, 2).decode("utf-16-le", "replace")
        time = _bytes(raw.FPDFSignatureObj_GetTime, signed, 1).decode("latin-1")
        reach = _bytes(raw.FPDFSignatureObj_GetByteRange, signed, 4)
        numbers = [int.from_bytes(reach[k : k + 4], "little") for k in range(0, len(reach), 4)]
        last = sum(numbers[-2:]) if numbers else 0
        parts = [
            kind or "of an unknown kind",
            f"reason: {reason}" if reason else "",
            f"time stated: {time}" if time else "",
        ]
        parts.append("covers the whole file" if last == size else f"covers the first {last:,} of {size:,} bytes")
        yield Said(
            "signature", _plain("; ".join(p for p in parts if p).replace("\x00", "") + "; not checked"), "metadata"
        )


def _bytes(get: Callable[..., int], thing: Any, wide: int) -> bytes:
    """What one of pdfium's calls fills a buffer with; `wide` bytes a unit where the length is given in units."""
    length = min(get(thing, None, 0), 1 << 16)
    if length <= 0:
        return b""
    units = 4 if wide == 4 else 1
    room = ((ctypes.c_int if wide == 4 else ctypes.c_char) * length)()
    get(thing, room, length)
    return bytes(memoryview(room).cast("B"))[: length * units]


def _acts(document: pdfium.PdfDocument, marks: Marks) -> Iterator[Said]:
    scripts = max(0, raw.FPDFDoc_GetJavaScriptActionCount(document))
    if scripts or "JavaScript" in marks.names:
        yield Said("active_content", f"holds JavaScript{f' ({scripts} for the document)' if scripts else ''}", "markup")
    for name, what in _ACTS.items():
        if name in marks.names:
            yield Said("active_content", what, "markup")
    if marks.revisions:
        count = len(marks.revisions)
        yield Said(
            "revisions", f"{count} earlier {'revision is' if count == 1 else 'revisions are'} still inside", "markup"
        )
