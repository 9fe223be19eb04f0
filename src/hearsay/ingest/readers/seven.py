"""One member of a ZIP archive by the program 7zz (Debian package 7zip): shrink, implode, deflate64 and other old methods.

In: an archive that holds the member. Out: its bytes, from a pipe. The program runs inside the walls of the worker.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from .archive_members import NotHere, piped

MISSING = "it needs the program 7zz (Debian package 7zip)"


@contextmanager
def kept(archive: BinaryIO) -> Iterator[str]:
    """A path at which the archive lies for the time being."""
    with NamedTemporaryFile() as copy:
        shutil.copyfileobj(archive, copy)
        copy.flush()
        yield copy.name


def content(path: str, name: str = "") -> Iterator[bytes]:
    """What the archive at `path` holds under `name`, or all it holds. Raises NotHere without the program."""
    if shutil.which("7zz") is None:
        raise NotHere(MISSING)
    command = ["7zz", "x", "-so", "-tzip", "-spd", "-p", "--", path, *([name] if name else [])]
    yield from piped(command)
