"""The bytes of one content where they lie: a file, or a part of one. Read at will, never all at once unless small.

In: an open file and the part of it that counts. Out: bytes, a stream, a digest.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

NOTHING = sha256(b"").hexdigest()
"""Digest of a content of which nothing was read."""

WHOLE = 64 << 20
"""Bytes that are taken into memory at once; a larger content is read piece by piece or refused."""

_CHUNK = 1 << 20


class TooLarge(Exception):  # noqa: N818  # told as a status with its reason
    """A content that must be in memory to be read, and is too large for that; the message is a reason to show."""


class Source:
    """One content, read-only. Its stream must not be used by two at once."""

    def __init__(self, file: BinaryIO, start: int, end: int, media_type: str = "") -> None:
        self._file, self._start = file, start
        self.size = end - start
        self.media_type = media_type
        self.room = 0
        """Bytes that may still be taken out of this content as members; kept by whoever takes them."""
        self.hidden = ""
        """Why someone who opens its container would not see it; empty if they would."""

    def read(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset` on; fewer only at the end."""
        self._file.seek(self._start + offset)
        return self._file.read(max(0, min(length, self.size - offset)))

    def data(self, limit: int = WHOLE) -> bytes:
        """All bytes. Raises TooLarge above `limit`."""
        if self.size > limit:
            raise TooLarge(f"{self.size:,} bytes of {self.media_type}; the limit is {limit:,}")
        return self.read(0, self.size)

    def stream(self) -> io.BufferedReader:
        """The content as a seekable file of its own."""
        return io.BufferedReader(_Window(self), _CHUNK)

    @contextmanager
    def on_disk(self) -> Iterator[str]:
        """A path at which a program finds the content: of the file itself, or of a copy that goes away afterwards."""
        number = self._file.fileno()
        if self._start == 0 and self.size == os.fstat(number).st_size:
            yield f"/proc/{os.getpid()}/fd/{number}"
            return
        with NamedTemporaryFile() as copy:
            for offset in range(0, self.size, _CHUNK):
                copy.write(self.read(offset, _CHUNK))
            copy.flush()
            yield copy.name

    def digest(self) -> str:
        """sha256 of all bytes, 64 hex digits."""
        found = sha256()
        for offset in range(0, self.size, _CHUNK):
            found.update(self.read(offset, _CHUNK))
        return found.hexdigest()


class _Window(io.RawIOBase):
    """A raw stream over a Source."""

    def __init__(self, source: Source) -> None:
        self._source, self._at = source, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._source.size}[whence]
        if base + offset < 0:
            raise ValueError("a place before the beginning of the content")
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        data = self._source.read(self._at, len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)
