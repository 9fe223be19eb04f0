"""A content packed by gzip, bzip2 or xz, as the stream that was packed: as far as it goes, and then what is wrong with it.

In: a Source. Out: a stream that only goes forward; a damaged or cut content ends early and says so, whatever came out counts.
"""

import bz2
import io
import lzma
import zlib
from typing import Any, TypeAlias

from hearsay.ingest.source import Source

_READ = 1 << 18


_Unpacker: TypeAlias = "zlib._Decompress | bz2.BZ2Decompressor | lzma.LZMADecompressor | None"  # noqa: SLF001  # its only name
_MEMORY = 512 << 20


def _fresh(media_type: str) -> _Unpacker:
    if media_type in {"application/gzip", "application/x-gzip"}:
        return zlib.decompressobj(31)
    if media_type == "application/x-bzip2":
        return bz2.BZ2Decompressor()
    return lzma.LZMADecompressor(memlimit=_MEMORY) if media_type in {"application/x-xz", "application/x-lzma"} else None


class Unpacked(io.RawIOBase):
    """What was packed. Several packed contents one after the other are one."""

    def __init__(self, source: Source) -> None:
        self._source, self._at = source, 0
        self._unpacker = _fresh(source.media_type)
        self._rest = b""
        self.flaw = ""
        """Why it ends before its end; empty while all is well."""
        self.behind = ""
        """What is odd of the bytes behind its end; empty if nothing."""

    @staticmethod
    def knows(source: Source) -> bool:
        """Whether it can unpack this content."""
        return _fresh(source.media_type) is not None

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, in part or in whole; 0 at the end."""
        view = memoryview(buffer).cast("B")
        while self._unpacker is not None:
            try:
                piece = self._unpacked(len(view))
            except (zlib.error, OSError, EOFError, lzma.LZMAError, MemoryError) as error:
                self.flaw, self._unpacker = f"it is damaged: {error}", None
                break
            if piece:
                view[: len(piece)] = piece
                return len(piece)
        return 0

    def _unpacked(self, most: int) -> bytes:
        """At most `most` bytes more; none when more input is needed or all has come."""
        unpacker = self._unpacker
        if unpacker is None:
            return b""
        if unpacker.eof:
            self._next(unpacker.unused_data)
            return b""
        if not self._rest and getattr(unpacker, "needs_input", True):
            self._rest = self._source.read(self._at, _READ)
            self._at += len(self._rest)
        given, self._rest = self._rest, b""
        piece = unpacker.decompress(given, most)
        self._rest = getattr(unpacker, "unconsumed_tail", b"")
        if not (given or piece or unpacker.eof):
            self.flaw, self._unpacker = "it is cut short", None
        return piece

    def _next(self, unused: bytes) -> None:
        """Go on with what follows: another packed content, or nothing but padding."""
        rest = (unused or self._source.read(self._at, _READ)).lstrip(b"\0")
        self._at += 0 if unused else _READ
        again = _fresh(self._source.media_type)
        if rest and rest[:2] == self._source.read(0, 2):
            self._unpacker, self._rest = again, rest
        else:
            self._unpacker = None
            self.behind = "what stands behind its end belongs to nothing" if rest else ""
