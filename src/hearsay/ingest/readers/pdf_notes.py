"""What is pinned to a PDF page: comments, fields of a form, links, files.

In: a page. Out: Notes: text to stand behind the text of the page, links, files, and where annotations cover something.
Nothing is followed and no script runs.
"""

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from hearsay.ingest.reading import Member, Said

from . import pdf_parts
from .pdf_bytes import Marks

_LINK, _FREE, _POPUP, _FILE, _WIDGET = (
    raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FILEATTACHMENT,
    raw.FPDF_ANNOT_WIDGET,
)  # fmt: skip
_NAMES = {
    raw.FPDF_ANNOT_TEXT: "comment", raw.FPDF_ANNOT_HIGHLIGHT: "comment on a highlight", raw.FPDF_ANNOT_STAMP: "stamp",
    raw.FPDF_ANNOT_UNDERLINE: "comment on an underlining", raw.FPDF_ANNOT_STRIKEOUT: "comment on a striking out",
    raw.FPDF_ANNOT_REDACT: "mark for redaction",
}  # fmt: skip
_COVERS = frozenset({
    raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_REDACT,
    raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_HIGHLIGHT,
})  # fmt: skip
_UNSEEN = 2 | 32
"""Flags: hidden, not shown on a screen."""
_URI, _LAUNCH, _ELSEWHERE = 3, 4, 2
_MOST = 5000
_LONGEST = 100_000
_SPACE = re.compile(r"[^\S\n]+")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(slots=True)
class Notes:
    """What was found. Mutable on purpose: one page fills it."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    """Text, and why it is not seen on the page; "" if it is."""
    said: list[Said] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    covers: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Left, bottom, right, top in points of what may cover text."""


def notes(document: pdfium.PdfDocument, page: pdfium.PdfPage, number: int, room: int, marks: Marks) -> Notes:
    """The Notes of page `number`; files of at most `room` bytes."""
    found = Notes()
    for index in range(min(_MOST, max(0, raw.FPDFPage_GetAnnotCount(page)))):
        with _annotation(page, index) as one:
            if one:
                _take(found, document, one, f"page {number}, note {index + 1}", (room, marks))
    return found


@contextmanager
def _annotation(page: pdfium.PdfPage, index: int) -> Iterator[Any]:
    one = raw.FPDFPage_GetAnnot(page, index)
    try:
        yield one
    finally:
        if one:
            raw.FPDFPage_CloseAnnot(one)


def _take(found: Notes, document: pdfium.PdfDocument, one: Any, place: str, limits: tuple[int, Marks]) -> None:
    kind = raw.FPDFAnnot_GetSubtype(one)
    unseen = bool(raw.FPDFAnnot_GetFlags(one) & _UNSEEN)
    if kind in _COVERS and not unseen:
        box = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(one, box):
            found.covers.append((box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))
    if kind == _FILE:
        member = pdf_parts.pinned(one, place, *limits)
        found.members += [member] if member else []
    if kind == _LINK:
        found.said += _target(document, one, place)
    elif kind == _WIDGET:
        found.texts += _field(document, one, unseen=unseen)
    elif kind != _POPUP:
        found.texts += _comment(one, kind, unseen=unseen)


def _comment(one: Any, kind: int, *, unseen: bool) -> list[tuple[str, str]]:
    text = _value(one, b"Contents")
    if not text:
        return []
    who, day = _value(one, b"T"), _DATE.match(_value(one, b"M"))
    what = _NAMES.get(kind, "comment") + (f" by {who}" if who else "") + (f", {'-'.join(day.groups())}" if day else "")
    if kind == _FREE and not unseen:
        return [(text, "")]
    return [(text, f"{what}, switched off" if unseen else f"{what}; not part of the page itself")]


def _field(document: pdfium.PdfDocument, one: Any, *, unseen: bool) -> list[tuple[str, str]]:
    """Name and value of a field of a form."""
    value, name = _value(one, b"V"), _value(one, b"T")
    if document.formenv and not value:
        value = _said(raw.FPDFAnnot_GetFormFieldValue, document.formenv, one)
        name = name or _said(raw.FPDFAnnot_GetFormFieldName, document.formenv, one)
    if not value or value == "Off":
        return []
    return [(f"{name}: {value}" if name else value, "a field of the form that is not shown" if unseen else "")]


def _target(document: pdfium.PdfDocument, one: Any, place: str) -> list[Said]:
    link = raw.FPDFAnnot_GetLink(one)
    action = raw.FPDFLink_GetAction(link) if link else None
    if not action:
        return []
    kind = raw.FPDFAction_GetType(action)
    if kind == _URI:
        length = raw.FPDFAction_GetURIPath(document, action, None, 0)
        room = ctypes.create_string_buffer(min(max(length, 1), 1 << 16))
        raw.FPDFAction_GetURIPath(document, action, room, len(room))
        name, value = "link", room.value.decode("utf-8", "replace")
    elif kind in (_LAUNCH, _ELSEWHERE):
        length = raw.FPDFAction_GetFilePath(action, None, 0)
        room = ctypes.create_string_buffer(min(max(length, 1), 1 << 16))
        raw.FPDFAction_GetFilePath(action, room, len(room))
        name, value = "link_to_file", room.value.decode("utf-8", "replace")
    else:
        return []
    return [Said(name, value[:2000], place.partition(",")[0])] if value else []


def _value(one: Any, key: bytes) -> str:
    return _said(raw.FPDFAnnot_GetStringValue, one, key)


def _said(get: Any, *thing: Any) -> str:
    """A text of pdfium's in UTF-16, cleaned."""
    length = get(*thing, None, 0)
    if not 2 < length <= 2 * _LONGEST:
        return ""
    room = (ctypes.c_ushort * (length // 2))()
    get(*thing, room, length)
    text = bytes(memoryview(room).cast("B")).decode("utf-16-le", "replace").strip("\x00")
    return _SPACE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
