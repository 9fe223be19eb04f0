"""Records of old Office drawings and presentations: a tree of typed pieces, and the pictures in them.

In: bytes. Out: records in order, pictures as members. Formats: [MS-PPT] 2.3.1, [MS-ODRAW] 2.2.1 and 2.2.23 to 2.2.31.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member

_DEEP = 60
_MOST = 64 << 20
_BLIP = re.compile(rb"(?s)(?=(..)([\x1a\x1b\x1c\x1d\x1e\x1f\x29\x2a])\xf0(....))")
_TWO = {0x3D5, 0x217, 0x543, 0x46B, 0x6E3, 0x6E1, 0x7A9, 0x6E5}
"""Instances of pictures with two fingerprints before them instead of one."""
_PLAIN = {0xF01D: ("jpg", b"\xff\xd8"), 0xF01E: ("png", b"\x89PNG"), 0xF029: ("tif", b""), 0xF02A: ("jpg", b"\xff\xd8")}
_PACKED = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict"}


class Record(NamedTuple):
    """One record."""

    kind: int
    instance: int
    start: int
    """First byte of its content."""
    end: int
    container: bool


def records(data: bytes, start: int, end: int) -> Iterator[Record]:
    """The records that lie side by side in [start, end)."""
    at = start
    while at + 8 <= min(end, len(data)):
        head, kind, size = struct.unpack_from("<HHI", data, at)
        stop = min(at + 8 + size, end, len(data))
        yield Record(kind, head >> 4, at + 8, stop, head & 0xF == 0xF)
        at = max(at + 8, stop)


def every(data: bytes, start: int, end: int, depth: int = 0) -> Iterator[Record]:
    """All records in [start, end), those within others too, each before what lies in it."""
    for one in records(data, start, end):
        yield one
        if one.container and depth < _DEEP:
            yield from every(data, one.start, one.end, depth + 1)


def pictures(data: bytes, names: Names) -> Iterator[Member]:
    """The pictures that lie in a stream, each content once."""
    seen, behind = set(), 0
    for match in _BLIP.finditer(data):
        if match.start() < behind:
            continue
        kind = 0xF000 | match[2][0]
        found = _picture(
            data, match.start(), kind, int.from_bytes(match[1], "little") >> 4, int.from_bytes(match[3], "little")
        )
        if found and hash(found) not in seen:
            seen.add(hash(found))
            behind = match.start() + 8
            ending = _PACKED.get(kind) or _PLAIN[kind][0]
            yield Member(names.unique(f"pictures/image{len(seen)}.{ending}"), found)


def _picture(data: bytes, at: int, kind: int, instance: int, size: int) -> bytes:
    """The bytes of a picture; nothing where there is none after all."""
    start, stop = at + 8 + (32 if instance in _TWO else 16), at + 8 + size
    if size < 40 or stop > len(data):
        return b""
    if kind in _PLAIN:
        sign = _PLAIN[kind][1]
        body = data[start + 1 : stop]
        return body if sign and body.startswith(sign) else b""
    if kind not in _PACKED or start + 34 > stop:
        return b""
    packed = data[start + 32] == 0
    try:
        body = zlib.decompressobj().decompress(data[start + 34 : stop], _MOST) if packed else data[start + 34 : stop]
    except zlib.error:
        return b""
    placed = b"\xd7\xcd\xc6\x9a" + bytes(2) + struct.pack("<4h", 0, 0, 1000, 1000) + struct.pack("<HI", 1440, 0)
    mark = 0
    for (word,) in struct.iter_unpack("<H", placed):
        mark ^= word
    return placed + struct.pack("<H", mark) + body if kind == 0xF01B else body
