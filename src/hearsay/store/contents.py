"""The contents of members: bytes that came out of containers, kept by their hash beside the store.

In: pieces of members. Out: one file a content, whole and checked before it has its name. A content that is there is
never written again; what was begun and not ended is thrown away at the next start.
"""

import ctypes
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hearsay.errors import VerifyError
from hearsay.model import Piece, digest

if TYPE_CHECKING:
    from hashlib import _Hash


@dataclass(slots=True)
class _Half:
    """A member of which the end has not come yet."""

    path: Path
    stream: BinaryIO
    size: int = 0
    hash: "_Hash" = field(default_factory=sha256)


class Contents:
    """One folder of contents, in subfolders by the first two hex digits. One writer; readers at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._halves: dict[str, _Half] = {}

    def path(self, content: str) -> Path:
        """Where the content with this sha256 lies, or would lie."""
        return self._folder / content[:2] / content

    def has(self, content: str) -> bool:
        """Whether it is there."""
        return self.path(content).is_file()

    def take(self, pieces: Iterable[Piece]) -> None:
        """Keep pieces, on the disk when this returns; those of one member in order, or again from its start.

        Raises VerifyError when a piece does not go on where the last one ended, or a content is not what its last
        piece says it is.
        """
        taken = sorted(pieces, key=lambda p: (p.of, p.offset))
        for piece in taken:
            self._take(piece)
        if taken:
            self._settle()

    def close(self) -> None:
        """Throw away what was not ended."""
        for half in self._halves.values():
            half.stream.close()
        self._halves.clear()
        shutil.rmtree(self._folder / "unfinished", ignore_errors=True)

    def _take(self, piece: Piece) -> None:
        if piece.offset == 0:
            self._begin(piece.of)
        half = self._halves.get(piece.of)
        if half is None or half.size != piece.offset:
            raise VerifyError(
                f"a piece of {piece.of} does not go on where the last one ended",
                remedy="run again; what was done is kept",
            )
        half.stream.write(piece.data)
        half.hash.update(piece.data)
        half.size += len(piece.data)
        if piece.sha256:
            self._end(self._halves.pop(piece.of), piece)

    def _begin(self, name: str) -> None:
        if name in self._halves:
            self._halves.pop(name).stream.close()
        path = self._folder / "unfinished" / digest(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._halves[name] = _Half(path, path.open("wb"))

    def _end(self, half: _Half, piece: Piece) -> None:
        half.stream.close()
        if half.hash.hexdigest() != piece.sha256:
            raise VerifyError(
                f"the content of {piece.of} is not what its reader said it is",
                remedy="run again; what was done is kept",
            )
        target = self.path(piece.sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        half.path.replace(target)

    def _settle(self) -> None:
        """Have the system write everything to the disk, once for many contents."""
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            ctypes.CDLL(None).syncfs(handle)
        finally:
            os.close(handle)
