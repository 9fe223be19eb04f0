"""Macros of office files: their source taken out as text, never run.

In: the compound file of a VBA project. Out: Readings with the modules as members. Compression and records: [MS-OVBA] 2.3.4.2
and 2.4.1.
"""

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import olefile

from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member, Reading, Said

_CHUNK = 4096
_MOST = 16 << 20
_PAGE, _NAME, _STREAM, _OFFSET, _END = 0x0003, 0x0019, 0x001A, 0x0031, 0x002B
_SIX = 0x0009
"""The record of the version, whose length is told two bytes short."""


@dataclass(slots=True)
class _Module:
    name: str = ""
    stream: str = ""
    offset: int = 0


def read(projects: Iterable[bytes]) -> Iterator[Reading]:
    """The modules of each project."""
    names = Names()
    for data in projects:
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as file:
                yield from modules(file, names)
        except (OSError, ValueError, IndexError, struct.error) as error:
            yield Reading(status="partial", reason=f"its macros cannot be taken out: {str(error)[:200]}")


def modules(file: "olefile.OleFileIO[str]", names: Names) -> Iterator[Reading]:
    """The modules of every project that lies in a compound file."""
    for path in sorted(
        entry for entry in file.listdir() if entry[-1].lower() == "dir" and entry[-2:-1] and entry[-2].lower() == "vba"
    ):
        folder = path[:-1]
        charset, found = _listed(unpacked(file.openstream(path).read()))
        members, empty = [], []
        for module in found:
            place = [*folder, module.stream or module.name]
            if not file.exists(place):
                continue
            source = unpacked(file.openstream(place).read()[module.offset :]).decode(charset, "replace")
            lines = [line for line in source.splitlines() if line.strip() and not line.startswith("Attribute ")]
            if lines:
                members.append(Member(names.unique(f"macros/{module.name}.bas"), source.encode("utf-8")))
            else:
                empty.append(module.name)
        said = [Said("macro", member.name.removeprefix("macros/"), "metadata") for member in members]
        yield Reading(said=tuple(said), members=tuple(members))


def _listed(data: bytes) -> tuple[str, list[_Module]]:
    """Code page and modules of a project, by its unpacked dir stream."""
    charset, found, at = "cp1252", list[_Module](), 0
    while at + 6 <= len(data):
        kind, size = struct.unpack_from("<HI", data, at)
        size += 2 if kind == _SIX else 0
        body, at = data[at + 6 : at + 6 + size], at + 6 + size
        if kind == _PAGE and size == 2:
            charset = _codec(int.from_bytes(body, "little"))
        elif kind == _NAME:
            found.append(_Module(body.decode(charset, "replace")))
        elif kind == _STREAM and found:
            found[-1].stream = body.decode(charset, "replace")
        elif kind == _OFFSET and found:
            found[-1].offset = int.from_bytes(body[:4], "little")
    return charset, found


def _codec(page: int) -> str:
    known = {10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8"}.get(page, f"cp{page}")
    try:
        "".encode(known)
    except LookupError:
        return "cp1252"
    return known


def unpacked(data: bytes) -> bytes:
    """The text in a compressed container. ValueError for what is none."""
    if data[:1] != b"\x01":
        raise ValueError("no compressed macro text")
    out, at = bytearray(), 1
    while at + 2 <= len(data) and len(out) < _MOST:
        head = int.from_bytes(data[at : at + 2], "little")
        end = min(at + (head & 0x0FFF) + 3, len(data))
        if head & 0x8000:
            _chunk(data, at + 2, end, out)
        else:
            out += data[at + 2 : min(at + 2 + _CHUNK, len(data))]
        at = end
    return bytes(out)


def _chunk(data: bytes, at: int, end: int, out: bytearray) -> None:
    start = len(out)
    while at < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= end:
                return
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            token, at = int.from_bytes(data[at : at + 2], "little"), at + 2
            bits = max(4, (len(out) - start - 1).bit_length())
            length, distance = (token & (0xFFFF >> bits)) + 3, (token >> (16 - bits)) + 1
            if distance > len(out) - start or len(out) - start > _CHUNK:
                raise ValueError("a broken compressed macro text")
            for _ in range(length):
                out.append(out[-distance])
