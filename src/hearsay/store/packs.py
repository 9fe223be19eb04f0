"""Small contents together in a few files that only grow, so that a hundred thousand members cost no hundred thousand files.

In: contents with their sha256. Out: where each lies: a file and the bytes in it, which a reader opens in their place.
Each entry is a mark, the sha256, the size, the bytes. Nothing is ever written twice or changed. What a kill cut short at the
end of the last file is cut away at the next start, and what a lost power supply may have garbled there is hashed again.
"""

import os
import struct
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

SMALL = 64 << 10
"""Bytes below which a content is a small one."""

_ENTRY = struct.Struct(">4s32sI")
_MARK = b"HSC1"
_FULL = 256 << 20
"""Bytes of a file behind which a new one is begun."""
_UNSURE = 16 << 20
"""Bytes at the end of the last file that may not have reached the disk; more are never waiting for it."""

Place = tuple[Path, int, int]
"""A file, the first byte in it, the byte after the last."""


class Packs:
    """One folder of packs. One writer; readers at any time, who see what was there when they first looked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[bytes, tuple[int, int, int]] | None = None
        self._number, self._end, self._synced = 0, 0, 0
        self._handle = -1

    def place(self, content: str) -> Place | None:
        """Where the content with this sha256 lies; None where it is not there."""
        found = self._seen().get(bytes.fromhex(content))
        return None if found is None else (self._path(found[0]), found[1], found[1] + found[2])

    def add(self, content: str, data: bytes) -> None:
        """Keep a content that is not there; on the disk after the next `settle`. OSError where there is no room."""
        known, key = self._seen(), bytes.fromhex(content)
        self._open()
        entry = _ENTRY.pack(_MARK, key, len(data)) + data
        try:
            _write(self._handle, entry)
        except OSError:
            os.ftruncate(self._handle, self._end)
            raise
        known[key] = (self._number, self._end + _ENTRY.size, len(data))
        self._end += len(entry)
        if self._end - self._synced > _UNSURE - SMALL - _ENTRY.size:
            self.settle()

    def settle(self) -> None:
        """Have everything on the disk."""
        if self._handle >= 0 and self._synced < self._end:
            os.fdatasync(self._handle)
            self._synced = self._end

    def close(self) -> None:
        """Close the file that grows."""
        if self._handle >= 0:
            self.settle()
            os.close(self._handle)
        self._handle, self._known = -1, None

    def _open(self) -> None:
        """Open the last file where a writer may go on, or the next one when it is full, or broken in its midst."""
        if self._handle >= 0 and self._end < _FULL:
            return
        if self._handle >= 0:
            self.settle()
            os.close(self._handle)
            self._number, self._end = self._number + 1, 0
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(self._number)
        if path.exists() and path.stat().st_size - self._end > _UNSURE:
            path, self._number, self._end = self._path(self._number + 1), self._number + 1, 0
        self._handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._mend()
        self._synced = self._end
        if not self._end:
            _on_disk(self._folder)

    def _mend(self) -> None:
        """Cut the file behind the last entry that is whole and, if it may not have reached the disk, what it says it is."""
        known = self._seen()
        late = sorted((at, key, size) for key, (number, at, size) in known.items() if number == self._number)
        late = [entry for entry in late if entry[0] > self._end - _UNSURE]
        for place, (at, key, size) in enumerate(late):
            if sha256(os.pread(self._handle, size, at)).digest() != key:
                self._end = at - _ENTRY.size
                for _, lost, _ in late[place:]:
                    del known[lost]
                break
        os.ftruncate(self._handle, self._end)

    def _seen(self) -> dict[bytes, tuple[int, int, int]]:
        """All entries: number of the file, first byte, size."""
        if self._known is None:
            self._known = {}
            numbers = sorted(int(p.stem) for p in self._folder.glob("*.pack")) if self._folder.is_dir() else []
            for self._number in numbers:
                self._end = 0
                for key, at, size in _entries(self._path(self._number)):
                    self._known.setdefault(key, (self._number, at, size))
                    self._end = at + size
        return self._known

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.pack"


def _entries(path: Path) -> Iterator[tuple[bytes, int, int]]:
    """Each whole entry of a file in order: its key, first byte, size."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        at, end = 0, os.fstat(handle).st_size
        while at + _ENTRY.size <= end:
            mark, key, size = _ENTRY.unpack(os.pread(handle, _ENTRY.size, at))
            at += _ENTRY.size
            if mark != _MARK or at + size > end:
                return
            yield key, at, size
            at += size
    finally:
        os.close(handle)


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _on_disk(folder: Path) -> None:
    """Have the names of a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
