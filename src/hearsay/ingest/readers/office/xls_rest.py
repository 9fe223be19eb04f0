"""What an old Excel file holds beside its cells and xlrd does not tell: text boxes, headers and footers, pictures.

In: the bytes of a workbook of Excel 97 to 2003. Out: texts by sheet, pictures as members. Records: [MS-XLS] 2.4.
"""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import olefile

from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member

from . import objects
from .records import pictures

_SHEET, _DRAWING, _CONTINUED, _TEXT, _HEADER, _FOOTER = 0x0085, 0x00EB, 0x003C, 0x01B6, 0x0014, 0x0015
_MOST = 256 << 20
_SIGNS = re.compile(r"&(?:\"[^\"]*\"|[A-Za-z]|\d{1,3}|&)")


@dataclass(slots=True)
class Beside:
    """What was found. Mutable on purpose."""

    boxes: dict[int, list[str]] = field(default_factory=dict)
    """By the number of the sheet, from 0."""
    banners: dict[int, list[str]] = field(default_factory=dict)
    drawings: bytearray = field(default_factory=bytearray)

    def members(self) -> Iterator[Member]:
        """Pictures, and the PDF in one that wraps a PDF, as programs on the Mac have it."""
        for member in pictures(bytes(self.drawings), Names()):
            yield member
            at, end = member.data.find(b"%PDF-"), member.data.rfind(b"%%EOF")
            if 0 <= at < end and not member.name.endswith((".jpg", ".png")):
                yield replace(member, name=f"{member.name}.pdf", data=member.data[at : end + 5])


def beside(data: bytes) -> Beside:
    """What lies beside the cells; nothing of a file that is no compound one."""
    found = Beside()
    if not data.startswith(objects.MAGIC):
        return found
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        stream = file.openstream("Workbook").read(_MOST) if file.exists("Workbook") else b""
    starts: list[int] = []
    before, texts = 0, False
    for kind, at, body in _records(stream):
        if kind == _SHEET and len(body) >= 8:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == _DRAWING or (kind == _CONTINUED and before == _DRAWING):
            found.drawings += body
        elif kind == _CONTINUED and texts:
            found.boxes.setdefault(_sheet(starts, at), []).append(_string(body))
        elif kind in {_HEADER, _FOOTER} and len(body) > 3:
            plain = " ".join(_SIGNS.sub(" ", _string(body[2:])).split())
            found.banners.setdefault(_sheet(starts, at), []).append(plain)
        texts = kind == _TEXT
        before = before if kind == _CONTINUED else kind
    return found


def _sheet(starts: list[int], at: int) -> int:
    """The number of the sheet that a place lies in; -1 for none."""
    return max((n for n, start in enumerate(starts) if start <= at), key=lambda n: starts[n], default=-1)


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, at, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _string(body: bytes) -> str:
    """Characters behind a byte that says whether they are wide."""
    wide = bool(body) and body[0] & 1
    return body[1:].decode("utf-16-le" if wide else "latin-1", "replace")
