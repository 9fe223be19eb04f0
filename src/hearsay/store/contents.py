"""The contents of members: bytes that came out of containers, kept by their hash beside the store.

In: pieces of members. Out: a file a content, whole and checked before it has its name; small ones together in packs. A
content that is there is never written again; what was begun and not ended is thrown away at the next start.
"""

import ctypes
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from hearsay.errors import CaseError, VerifyError
from hearsay.model import Piece, digest

from .packs import SMALL, Packs, Place

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
    """One folder of contents: packs, and subfolders by the first two hex digits. One writer; readers at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._packs = Packs(folder / "packs")
        self._halves: dict[str, _Half] = {}
        self._made: set[Path] = set()

    def place(self, content: str) -> Place | None:
        """Where the content with this sha256 lies: a file and the bytes in it; None where it is not there."""
        packed = self._packs.place(content)
        if packed is not None:
            return packed
        path = self._path(content)
        try:
            return path, 0, path.stat().st_size
        except FileNotFoundError:
            return None

    def take(self, pieces: Iterable[Piece]) -> None:
        """Keep pieces, on the disk when this returns; those of one member in order, or again from its start.

        Raises VerifyError when a piece does not go on where the last one ended, or a content is not what its last
        piece says it is; CaseError where it cannot be written.
        """
        ended = False
        try:
            for piece in pieces:
                ended |= self._take(piece)
            self._packs.settle()
            if ended:
                self._settle()
        except OSError as error:
            raise CaseError(
                f"{self._folder} cannot be written: {error.strerror}; the disk may be full",
                remedy="make room and run the case again; what was done before is kept",
            ) from error

    def close(self) -> None:
        """Throw away what was not ended."""
        for half in self._halves.values():
            half.stream.close()
        self._halves.clear()
        self._made.clear()
        self._packs.close()
        shutil.rmtree(self._folder / "unfinished", ignore_errors=True)

    def _take(self, piece: Piece) -> bool:
        """Whether a file has its end with this piece."""
        if not piece.data and not piece.sha256:
            self._drop(piece.of)
            return False
        if piece.offset == 0 and piece.sha256 and (len(piece.data) < SMALL or self.place(piece.sha256)):
            self._check(sha256(piece.data).hexdigest(), piece)
            self._drop(piece.of)
            if not self.place(piece.sha256):
                self._packs.add(piece.sha256, piece.data)
            return False
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
        return bool(piece.sha256)

    def _drop(self, name: str) -> None:
        """Throw away what there is of a content without its end."""
        half = self._halves.pop(name, None)
        if half is not None:
            half.stream.close()
            half.path.unlink()

    def _begin(self, name: str) -> None:
        self._drop(name)
        path = self._folder / "unfinished" / digest(name)
        self._make(path.parent)
        self._halves[name] = _Half(path, path.open("wb"))

    def _end(self, half: _Half, piece: Piece) -> None:
        half.stream.close()
        self._check(half.hash.hexdigest(), piece)
        target = self._path(piece.sha256)
        self._make(target.parent)
        half.path.replace(target)

    def _path(self, content: str) -> Path:
        return self._folder / content[:2] / content

    def _make(self, folder: Path) -> None:
        """Make a folder, unless this was done before."""
        if folder not in self._made:
            folder.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)

    @staticmethod
    def _check(found: str, piece: Piece) -> None:
        if found != piece.sha256:
            raise VerifyError(
                f"the content of {piece.of} is not what its reader said it is",
                remedy="run again; what was done is kept",
            )

    def _settle(self) -> None:
        """Have the system write everything to the disk, once for many contents."""
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            ctypes.CDLL(None).syncfs(handle)
        finally:
            os.close(handle)
