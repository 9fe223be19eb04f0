"""What the bytes of a PDF show without being parsed: earlier revisions, XMP metadata, names of what may act or hide.

In: a Source. Out: Marks. The bytes are read once, a piece at a time, and never more than _MOST of them; object streams
are unpacked as far as _ROOM goes, because names stand in them as well.
"""

import re
import zlib
from dataclasses import dataclass

from hearsay.ingest.source import Source

_MOST = 256 << 20
_CHUNK = 4 << 20
_LAP = 4096
_ROOM = 8 << 20
_STREAMS = 400
_XMP = 1 << 20
_NAMES = (
    b"/JavaScript", b"/Launch", b"/OpenAction", b"/AA", b"/RichMedia", b"/XFA", b"/OCProperties", b"/EFF", b"/Collection",
    b"/GoToR", b"/SubmitForm", b"/ImportData", b"/Image", b"/OFF",
)  # fmt: skip
_END = re.compile(rb"startxref\s{1,4}(\d{1,12})\s{1,4}%%EOF[\r\n]{0,2}")
_TABLE = re.compile(rb"\s{0,8}(?:xref\b|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj\b)")
_PACKET = re.compile(rb"<x:xmpmeta\b|<rdf:RDF\b")
_PACKED = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")


@dataclass(frozen=True, slots=True)
class Marks:
    """What was seen."""

    names: frozenset[str]
    """Names of _NAMES that stand in the file, without the slash."""
    revisions: tuple[int, ...]
    """Where each complete earlier revision ends, oldest first; the bytes before it are a file of their own."""
    end: int
    """Behind the last end of the file that is one; 0 where there is none."""
    xmp: bytes
    """The last packet of XMP that is stored as it is; empty if there is none."""
    whole: bool
    """Whether all bytes were looked at."""


def marks(source: Source) -> Marks:
    """The Marks of a PDF."""
    names: set[bytes] = set()
    ends: list[tuple[int, int]] = []
    packet = -1
    room, streams = _ROOM, 0
    limit = min(source.size, _MOST)
    for at in range(0, limit, _CHUNK):
        piece = source.read(at, _CHUNK + _LAP)
        names |= {name for name in _NAMES if name not in names and name in piece}
        ends += [(at + found.end(), int(found[1])) for found in _END.finditer(piece) if found.start() < _CHUNK]
        for found in _PACKET.finditer(piece):
            packet = at + found.start()
        for found in _PACKED.finditer(piece):
            if room > 0 and streams < _STREAMS and found.start() < _CHUNK:
                inside = _unpacked(piece, found.end(), room)
                room, streams = room - len(inside), streams + 1
                names |= {name for name in _NAMES if name in inside}
    xmp = source.read(packet, _XMP) if packet >= 0 else b""
    shown = frozenset(name[1:].decode() for name in names)
    complete = _complete(source, ends)
    return Marks(shown, tuple(complete[:-1]), complete[-1] if complete else 0, xmp, limit == source.size)


def _unpacked(piece: bytes, at: int, room: int) -> bytes:
    begin = _STREAM.search(piece, at, at + 512)
    if not begin:
        return b""
    try:
        return zlib.decompressobj().decompress(piece[begin.end() : begin.end() + _CHUNK], room)
    except zlib.error:
        return b""


def _complete(source: Source, ends: list[tuple[int, int]]) -> list[int]:
    """Ends before which the file was once complete: the table of objects is where the end says, in front of it.

    The last one is the end of the file as it is. The first part of a file that is laid out for the web is no revision.
    """
    found = []
    for end, table in dict.fromkeys(ends):
        if 0 < table < end and _TABLE.match(source.read(table, 64)):
            found.append(end)
    return found
