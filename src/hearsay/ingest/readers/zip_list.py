"""The list of a ZIP archive: its central directory, or, where that is missing or broken, the headers before each file.

In: a Source. Out: entries, one at a time, however many there are. Nothing is unpacked. Fields as in the ZIP
specification (PKWARE APPNOTE 6.3), sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hearsay.ingest.source import Source

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_AT64 = struct.Struct("<4sLQL")
_LISTED = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
_PIECE = 1 << 20
_TAIL = 65_536 + _END.size + _AT64.size
_SPARE = 160
"""Bytes that an entry may take besides its name and its data: fields, a descriptor, alignment."""
_BIG, _MANY = 0xFFFFFFFF, 0xFFFF
_UNIX, _LINK, _KINDS = 3, 0o120000, 0o170000


class NoList(Exception):  # noqa: N818  # told as a reason
    """The archive has no list of its members that could be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as a ZIP archive tells of it."""

    name: bytes
    utf8: bool
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    """Bytes when unpacked; -1 where the header does not say."""
    at: int
    """Of its local header in the content."""
    attributes: int = 0
    system: int = 0
    extra: bytes = b""
    unlisted: bool = False
    """Whether it is in the archive and not in the archive's own list."""

    @property
    def folder(self) -> bool:
        """Whether it is a folder."""
        return self.name.endswith(b"/") or (self.name.endswith(b"\\") and self.size == 0)

    @property
    def link(self) -> bool:
        """Whether it is a symbolic link, with its target for content."""
        return self.system == _UNIX and (self.attributes >> 16) & _KINDS == _LINK

    @property
    def special(self) -> bool:
        """Whether it is a device, a FIFO or a socket."""
        mode = (self.attributes >> 16) & _KINDS if self.system == _UNIX else 0
        return mode not in {0, 0o100000, 0o040000, _LINK}


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the central directory lies."""

    start: int
    size: int
    count: int
    before: int
    """Bytes in front of the archive, by which all its offsets are off."""


def directory(source: Source) -> Directory:
    """Where the list of members is. Raises NoList if there is none."""
    begin = max(0, source.size - _TAIL)
    tail = source.read(begin, _TAIL)
    at = tail.rfind(b"PK\5\6")
    while at >= 0 and len(tail) - at < _END.size:
        at = tail.rfind(b"PK\5\6", 0, at)
    if at < 0:
        raise NoList("it is cut short: the list of its members is missing")
    _, _, _, _, count, size, start, _ = _END.unpack_from(tail, at)
    end = begin + at
    if _BIG in (size, start) or count == _MANY:
        count, size, start, end = _wide(source, tail, at, (count, size, start, end))
    before = end - size - start
    if before > 0 and source.read(0, 4) == b"PK\3\4":
        raise NoList("the list of its members is missing: the only one is that of an archive within it, or is broken")
    if before < 0 or (size and source.read(start + before, 4) != b"PK\1\2"):
        raise NoList("the list of its members is not where the archive says")
    return Directory(start + before, size, count, before)


def _wide(source: Source, tail: bytes, at: int, known: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Count, size, start and end of the directory of an archive with 64-bit numbers; what is `known` where it has none."""
    if at < _AT64.size or not tail.startswith(b"PK\6\7", at - _AT64.size):
        return known
    _, _, where, _ = _AT64.unpack_from(tail, at - _AT64.size)
    usual = known[3] - _AT64.size - _END64.size
    for place in (where, usual):
        found = source.read(place, _END64.size) if place >= 0 else b""
        if len(found) == _END64.size and found.startswith(b"PK\6\6"):
            *_, count, size, start = _END64.unpack(found)
            return count, size, start, place
    return known


def listed(source: Source, found: Directory) -> Iterator[Entry]:
    """The entries of the central directory in its order. Raises NoList, behind the entries that there are, if it breaks off."""
    at, end, window, base = found.start, found.start + found.size, b"", found.start
    while at < end:
        if at - base + _LISTED.size + 3 * _MANY > len(window) and base + len(window) < end:
            window, base = source.read(at, min(_PIECE, end - at)), at
        entry, size = _entry(window, at - base, found.before)
        if entry is None:
            raise NoList("the list of its members breaks off")
        yield entry
        at += size


def _entry(window: bytes, at: int, before: int) -> tuple[Entry | None, int]:
    """The entry at `at` of a part of the directory, and how many bytes of the directory it takes."""
    if len(window) - at < _LISTED.size or not window.startswith(b"PK\1\2", at):
        return None, 0
    fields = _LISTED.unpack_from(window, at)
    _, made, _, flags, method, _, _, crc, packed, size, names, extras, comments, _, _, attributes, offset = fields
    start = at + _LISTED.size
    extra = window[start + names : start + names + extras]
    if _BIG in (packed, size, offset):
        size, packed, offset = _wider(extra, (size, packed, offset))
    name, utf8 = _name(window[start : start + names], extra, flags)
    entry = Entry(name, utf8, method, flags, crc, packed, size, offset + before, attributes, made >> 8, extra)
    return entry, _LISTED.size + names + extras + comments


def fields_of(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The extra fields of an entry: number and body."""
    at = 0
    while at + 4 <= len(extra):
        number, size = struct.unpack_from("<2H", extra, at)
        yield number, extra[at + 4 : at + 4 + size]
        at += 4 + size


def _wider(extra: bytes, known: tuple[int, ...]) -> tuple[int, ...]:
    """The numbers of an entry with those that do not fit into 32 bits from its extra field."""
    body = next((body for number, body in fields_of(extra) if number == 1), b"")
    wide = [n for (n,) in struct.iter_unpack("<Q", body[: len(body) // 8 * 8])]
    return tuple(wide.pop(0) if n == _BIG and wide else n for n in known)


def _name(raw: bytes, extra: bytes, flags: int) -> tuple[bytes, bool]:
    """The name, and whether it is UTF-8: by its flag, or from the field of Info-ZIP that holds it in UTF-8 as well."""
    if flags & 0x800 or raw.isascii():
        return raw, bool(flags & 0x800)
    body = next((body for number, body in fields_of(extra) if number == 0x7075), b"")
    return (body[5:], True) if len(body) > 5 and body[0] == 1 else (raw, False)


def every(source: Source) -> Iterator[Entry]:
    """The entries of the list, then those that are there and not listed. Raises NoList, behind all, if the list is broken."""
    seen, held, broken = set[int](), 0, NoList("")
    try:
        found = directory(source)
        for entry in listed(source, found):
            seen.add(entry.at)
            held += LOCAL.size + len(entry.name) + entry.packed
            yield entry
    except NoList as error:
        broken = error
    whole = not str(broken)
    if whole and found.start - found.before - held <= _SPARE * (len(seen) + 1):
        return
    for entry in scanned(source):
        if entry.at not in seen:
            yield replace(entry, unlisted=whole)
    if not whole:
        raise broken


def scanned(source: Source) -> Iterator[Entry]:
    """The entries by the headers that stand before each file, for an archive without a list."""
    at = _next(source, 0, b"PK\3\4")
    while at >= 0:
        head = source.read(at, LOCAL.size)
        if len(head) < LOCAL.size:
            return
        _, _, flags, method, _, _, crc, packed, size, names, extras = LOCAL.unpack(head)
        raw, extra = source.read(at + LOCAL.size, names), source.read(at + LOCAL.size + names, extras)
        if _BIG in (packed, size):
            size, packed = _wider(extra, (size, packed))
        data = at + LOCAL.size + names + extras
        name, utf8 = _name(raw, extra, flags)
        behind = data + packed
        if flags & 8 and not packed and not name.endswith(b"/"):
            behind, packed, size, crc = _described(source, data)
        yield Entry(name, utf8, method, flags, crc, packed, size, at, extra=extra)
        at = _next(source, min(behind, source.size), b"PK\3\4")


def _described(source: Source, data: int) -> tuple[int, int, int, int]:
    """End, packed size, size and checksum of data whose header does not know them, by the descriptor behind it."""
    at = _next(source, data, b"PK\7\x08")
    while at >= 0:
        told = source.read(at + 4, 20)
        for form, length in (("<3L", 12), ("<L2Q", 20)):
            if len(told) >= length:
                crc, packed, size = struct.unpack_from(form, told)
                if packed == at - data:
                    return at + 4 + length, packed, size, crc
        at = _next(source, at + 1, b"PK\7\x08")
    return source.size, source.size - data, -1, 0


def _next(source: Source, start: int, mark: bytes) -> int:
    """Where `mark` comes next; -1 where it does not."""
    at = start
    while at < source.size:
        window = source.read(at, _PIECE)
        found = window.find(mark)
        if found >= 0:
            return at + found
        at += max(1, len(window) - len(mark) + 1) if at + len(window) < source.size else len(window)
    return -1
