"""Archives by libarchive: what is in one, in order, each member with its bytes.

In: a seekable stream. Out: entries, each to be read before the next one. libarchive is a library of the system
(Debian package libarchive13); without it the types that need it are unsupported.
"""

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from .archive_members import Broken, NotHere

try:
    from libarchive import ArchiveError, ffi
    from libarchive.entry import ArchiveEntry
    from libarchive.read import ArchiveRead
except (
    ImportError,
    OSError,
    TypeError,
):  # pragma: no cover  # the package is there and the library of the system is not
    ffi = None

FORMATS = ("tar", "gnutar", "cpio", "ar", "7zip", "rar", "rar5", "cab", "iso9660", "lha", "xar")
FILTERS = ("gzip", "bzip2", "xz", "lzma", "lzip", "zstd", "lz4", "compress", "rpm")
_MISSING = "libarchive is not installed (Debian package libarchive13)"
_BLOCK = 1 << 16
_EOF = 1


def installed() -> bool:
    """Whether libarchive is there."""
    return ffi is not None


class _Stream(Protocol):
    """What is needed of a stream: bytes in order, and places where it is seekable."""

    def readinto(self, buffer: Any, /) -> int | None:
        """Fill the buffer; how many bytes, 0 at the end."""
        ...

    def seekable(self) -> bool:
        """Whether `seek` works."""
        ...

    def seek(self, offset: int, whence: int, /) -> int:
        """Go to a place; which."""
        ...


class Ended(Exception):  # noqa: N818  # told as a reason
    """Nothing can be read behind this point; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as libarchive tells of it."""

    name: str | bytes
    kind: str
    """file | folder | symbolic link | hard link | special"""
    target: str
    size: int
    """Bytes; -1 where the archive does not say."""
    pieces: Iterator[bytes]
    """Only to be read before the next entry is asked for. Raises Broken."""


@contextmanager
def opened(
    stream: _Stream, formats: tuple[str, ...] = FORMATS, filters: tuple[str, ...] = (), password: bytes = b""
) -> Iterator[Iterator[Entry]]:
    """The entries of an archive. Asking for one raises Ended where the archive breaks off, NotHere without libarchive."""
    if ffi is None:
        raise NotHere(_MISSING)
    logging.getLogger("libarchive").disabled = True
    buffer = ctypes.create_string_buffer(_BLOCK)
    place = ctypes.cast(buffer, ctypes.c_void_p)

    def read(_archive: Any, _context: Any, where: Any) -> int:
        length = stream.readinto(buffer) or 0
        ctypes.cast(where, ctypes.POINTER(ctypes.c_void_p))[0] = place
        return int(length)

    def seek(_archive: Any, _context: Any, offset: int, whence: int) -> int:
        return stream.seek(offset, whence)

    kept = ffi.READ_CALLBACK(read), ffi.SEEK_CALLBACK(seek)
    archive = ffi.read_new()
    try:
        for name in filters:
            ffi.get_read_filter_function(name)(archive)
        for name in formats:
            ffi.get_read_format_function(name)(archive)
        if password:
            ffi.read_add_passphrase(archive, password)
        if stream.seekable():
            ffi.read_set_seek_callback(archive, kept[1])
        with _told(Ended):
            ffi.read_open(archive, None, ffi.NO_OPEN_CB, kept[0], ffi.NO_CLOSE_CB)
        yield _entries(archive)
    finally:
        ffi.read_free(archive)


def only(stream: _Stream, password: bytes) -> Iterator[bytes]:
    """The content of the one member of a ZIP archive. Raises Broken."""
    with opened(stream, ("zip",), password=password) as entries:
        try:
            for entry in entries:
                yield from entry.pieces
                return
        except Ended as error:
            raise Broken(str(error)) from error
    raise Broken("it is not there")


def _entries(archive: Any) -> Iterator[Entry]:
    found = iter(ArchiveRead(archive))
    while True:
        with _told(Ended):
            entry = next(found, None)
        if entry is None:
            return
        yield _as_entry(archive, entry)


def _as_entry(archive: Any, entry: "ArchiveEntry") -> Entry:
    kind = "file" if entry.isfile else "folder" if entry.isdir else "special"
    kind = "symbolic link" if entry.issym else "hard link" if entry.islnk else kind
    if not entry.filetype and not entry.islnk:
        kind = "file"
    target = entry.linkpath if kind.endswith("link") else ""
    shown = target.decode("utf-8", "replace") if isinstance(target, bytes) else target or ""
    size = entry.size
    return Entry(entry.pathname or "", kind, shown, -1 if size is None else int(size), _pieces(archive))


def _pieces(archive: Any) -> Iterator[bytes]:
    """The data of the entry at hand, as far as it goes; holes of sparse files as zeros."""
    place, size, offset = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_longlong()
    done = 0
    while True:
        with _told(Broken):
            if ffi.read_data_block(archive, place, size, offset) == _EOF:
                return
        while done < offset.value:
            hole = min(offset.value - done, _BLOCK)
            yield bytes(hole)
            done += hole
        if size.value:
            yield ctypes.string_at(place, size.value)
            done += size.value


@contextmanager
def _told(kind: type[Exception]) -> Iterator[None]:
    try:
        yield
    except ArchiveError as error:
        said = error.msg.decode("utf-8", "replace") if isinstance(error.msg, bytes) else error.msg
        raise kind(said or "it cannot be read") from error
