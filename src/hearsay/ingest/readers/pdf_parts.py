"""What lies in a PDF and is a content of its own: embedded files, files pinned to a page, earlier revisions.

In: an open document, the Marks of its bytes. Out: Members. A revision is given as the span of bytes that it is.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from hearsay.ingest.reading import Member, Reading, Said
from hearsay.ingest.source import Source

from .member_names import Names
from .pdf_bytes import Marks

EARLIER = "an earlier revision inside the file"
BEHIND = "stands behind the end of the PDF, where no viewer shows it"
_LEAST = 64
_HEAD = 65_536
_BLANK = b"\0 \t\r\n\f\x1a"
"""What programs fill a file up with; behind it nothing is looked for beyond _HEAD bytes."""
_NAME = 2000
_MOST = 100_000


def attachments(document: pdfium.PdfDocument) -> list[str]:
    """The names of the embedded files, each once; pinned ones are not among them."""
    names = Names()
    count = min(_MOST, max(0, raw.FPDFDoc_GetAttachmentCount(document)))
    things = (raw.FPDFDoc_GetAttachment(document, index) for index in range(count))
    return [names.unique(_name(thing) or f"attachment {number}") for number, thing in enumerate(things, 1)]


def attachment(document: pdfium.PdfDocument, index: int, name: str, room: int, marks: Marks) -> Member:
    """Embedded file `index`, called `name`."""
    return _member(raw.FPDFDoc_GetAttachment(document, index), name, room, marks)


def pinned(annotation: Any, place: str, room: int, marks: Marks) -> Member | None:
    """The file that an annotation holds, if any; `place` makes its name unique."""
    thing = raw.FPDFAnnot_GetFileAttachment(annotation)
    return _member(thing, f"{place}, {_name(thing)}".strip(", "), room, marks) if thing else None


def _member(thing: Any, name: str, room: int, marks: Marks) -> Member:
    length = ctypes.c_ulong()
    if not raw.FPDFAttachment_GetFile(thing, None, 0, length):
        return Member(name, status="corrupt", reason="the file is named, but its bytes are not there")
    if length.value > room:
        return Member(name, status="refused-limit", reason=f"limit: it unpacks to {length.value:,} bytes")
    if not length.value:
        return Member(name)
    data = (ctypes.c_char * length.value)()
    if not raw.FPDFAttachment_GetFile(thing, data, length.value, length):
        return Member(name, status="corrupt", reason="its bytes cannot be taken out")
    content = bytes(data)
    if "EFF" in marks.names and _random(content):
        return Member(name, status="encrypted", reason="the attachment is encrypted apart from the document")
    return Member(name, content)


def _name(thing: Any) -> str:
    length = raw.FPDFAttachment_GetName(thing, None, 0)
    if not 2 < length <= _NAME:
        return ""
    room = (ctypes.c_ushort * (length // 2))()
    raw.FPDFAttachment_GetName(thing, room, length)
    return bytes(memoryview(room).cast("B")).decode("utf-16-le", "replace").strip("\x00").strip()


def _random(data: bytes) -> bool:
    """Whether the bytes look like nothing but noise: most of the 256 values, and none much more often than others."""
    sample = data[:4096]
    if len(sample) < 64:
        return False
    counts = [sample.count(value) for value in range(256)]
    return sum(c * c for c in counts) * 256 < len(sample) ** 2 * 1.2 + 256 * len(sample) * 1.2


def revisions(marks: Marks) -> Iterator[Member]:
    """The earlier revisions, oldest first."""
    for number, end in enumerate(marks.revisions, 1):
        yield Member(f"revision {number}.pdf", span=(0, end), hidden=EARLIER)


def behind(source: Source, marks: Marks) -> Iterator[Reading]:
    """What stands behind the end of the file, as a hidden member: another content that viewers of PDF do not show."""
    tail = source.size - marks.end
    if not marks.end or tail < _LEAST or not source.read(marks.end, _HEAD).strip(_BLANK):
        return
    yield Reading(
        said=(Said("behind_the_end", f"{tail:,} bytes stand behind the end of the PDF", "markup"),),
        members=(Member("behind the end", span=(marks.end, source.size), hidden=BEHIND),),
    )
