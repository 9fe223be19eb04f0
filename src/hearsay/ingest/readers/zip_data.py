"""The bytes of one member of a ZIP archive, piece by piece: copied or inflated here, everything else by libarchive or 7zz.

In: a Source, an Entry, passwords. Out: pieces. What does not fit the checksum or the size in the list is told at the end.
"""

import bz2
import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, Protocol

from hearsay.ingest.source import Source

from . import libarchives, seven
from .archive_members import Broken, Locked, checked
from .zip_list import LOCAL, Entry, fields_of

_READ = 1 << 18
_PIECE = 4 << 20
_HANDED = 64 << 20
_BIG = 0xFFFFFFFF
_AES = 99
_PAGES = ("cp866", "windows-1251", "windows-1256", "cp720", "cp437", "windows-1252")
_TRIED = 64
"""Pieces that a password must open."""
_OTHERS = frozenset({1, 2, 3, 4, 5, 6, 9, 10})
"""Methods that libarchive does not know: shrink, reduce, implode, deflate64."""


class _Inflater(Protocol):
    """What zlib and bz2 have in common, after a wrapping."""

    def __call__(self, data: bytes, most: int) -> tuple[bytes, bool]:
        """At most `most` bytes more, and whether that was the end."""
        ...


def pieces(source: Source, entry: Entry, passwords: Sequence[str]) -> Iterator[bytes]:
    """The content of an entry. Raises Locked if no password fits, Broken where it cannot be unpacked or is not what it should be."""
    data = _start(source, entry)
    if entry.flags & 1:
        yield from _decrypted(source, entry, data, passwords)
    elif entry.method in {0, 8, 12}:
        yield from checked(_plain(source, entry, data), entry.size, entry.crc if entry.size >= 0 else None)
    elif entry.method in _OTHERS:
        yield from checked(_by_program(source, entry, data), entry.size, entry.crc)
    else:
        yield from checked(libarchives.only(_alone(source, entry, data), b""), entry.size, entry.crc)


def _start(source: Source, entry: Entry) -> int:
    """Where the packed data begins."""
    head = source.read(entry.at, LOCAL.size)
    if len(head) < LOCAL.size or not head.startswith(b"PK\3\4"):
        raise Broken("its header is not where the list says")
    *_, names, extras = LOCAL.unpack(head)
    return entry.at + LOCAL.size + int(names) + int(extras)


def _plain(source: Source, entry: Entry, data: int) -> Iterator[bytes]:
    """Data that is stored, deflated or packed by bzip2."""
    if entry.method == 0:
        for at in range(data, data + entry.packed, _PIECE):
            yield source.read(at, min(_PIECE, data + entry.packed - at))
        return
    inflate = _inflater(entry.method)
    at, end = data, min(data + entry.packed, source.size)
    while True:
        packed = source.read(at, min(_READ, end - at))
        at += len(packed)
        try:
            piece, done = inflate(packed, _PIECE)
            yield piece
            while not done and len(piece) == _PIECE:
                piece, done = inflate(b"", _PIECE)
                yield piece
        except (zlib.error, OSError) as error:
            raise Broken(f"cannot be unpacked: {error}") from error
        if done:
            return
        if not packed:
            raise Broken("it is cut short")


def _inflater(method: int) -> _Inflater:
    if method == 12:
        bunzip = bz2.BZ2Decompressor()
        return lambda data, most: (bunzip.decompress(data, most), bunzip.eof)
    inflater = zlib.decompressobj(-15)

    def inflate(data: bytes, most: int) -> tuple[bytes, bool]:
        piece = inflater.decompress(inflater.unconsumed_tail + data, most)
        return piece, inflater.eof

    return inflate


def _decrypted(source: Source, entry: Entry, data: int, passwords: Sequence[str]) -> Iterator[bytes]:
    """The content under the first password that fits: of a large one its beginning decides, else the checksum."""
    crc = entry.crc or None if entry.method == _AES else entry.crc
    for password in (spelled for given in passwords for spelled in _spellings(given)):
        trial = checked(libarchives.only(_alone(source, entry, data), password), entry.size, crc)
        if _fits(islice(trial, _TRIED) if entry.size > _PIECE else trial):
            yield from checked(libarchives.only(_alone(source, entry, data), password), entry.size, crc)
            return
    raise Locked


def _spellings(password: str) -> list[bytes]:
    """The bytes that a program may have made of a password: UTF-8, or the code page of its machine."""
    found = [password.encode()]
    for page in _PAGES if not password.isascii() else ():
        with suppress(UnicodeEncodeError):
            found.append(password.encode(page))
    return found


def _fits(trial: Iterator[bytes]) -> bool:
    try:
        for _ in trial:
            pass
    except Broken:
        return False
    return True


def _by_program(source: Source, entry: Entry, data: int) -> Iterator[bytes]:
    """The content of a member that neither we nor libarchive can unpack: a small one is handed over alone."""
    if entry.packed <= _HANDED:
        with seven.kept(_alone(source, entry, data)) as path:
            yield from seven.content(path)
    else:
        with source.on_disk() as path:
            yield from seven.content(path, entry.name.decode("utf-8", "replace"))


class _Parts(io.RawIOBase):
    """Several pieces of bytes, some of them within a Source, as one file."""

    def __init__(self, source: Source, parts: Sequence[bytes | tuple[int, int]]) -> None:
        self._source, self._parts, self._at = source, parts, 0
        self._size = sum(len(p) if isinstance(p, bytes) else p[1] for p in parts)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence] + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        view, begin = memoryview(buffer).cast("B"), 0
        for part in self._parts:
            size = len(part) if isinstance(part, bytes) else part[1]
            if begin <= self._at < begin + size:
                skip, most = self._at - begin, min(len(view), begin + size - self._at)
                found = part[skip : skip + most] if isinstance(part, bytes) else self._source.read(part[0] + skip, most)
                view[: len(found)] = found
                self._at += len(found)
                return len(found)
            begin += size
        return 0


def _alone(source: Source, entry: Entry, data: int) -> io.BufferedReader:
    """An archive that holds this entry alone."""
    head = source.read(entry.at, data - entry.at)
    size = max(entry.size, 0)
    kept = b"".join(struct.pack("<2H", n, len(body)) + body for n, body in fields_of(entry.extra) if n != 1)
    extra = struct.pack("<2H2Q", 1, 16, size, entry.packed) + kept
    times = head[10:14]
    listed = (
        struct.pack("<4s4H", b"PK\1\2", 45, 45, entry.flags, entry.method) + times
        + struct.pack("<3L5H2L", entry.crc, _BIG, _BIG, 1, len(extra), 0, 0, 0, 0, 0) + b"x" + extra
    )  # fmt: skip
    start = len(head) + entry.packed
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(listed), start)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(listed), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(listed), _BIG, 0)
    parts = _Parts(source, [head, (data, entry.packed), listed + end64 + where + end])
    return io.BufferedReader(parts, _READ)
