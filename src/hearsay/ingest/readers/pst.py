"""Outlook's mailboxes (PST, OST): every mail, contact and appointment in one is a member, taken out by readpst.

In: a Source. Out: members by folder, in the order in which readpst writes them. It is a program of the Debian package
pst-utils, runs inside the walls of the worker and is held up whenever it gets far ahead, so that little of a large mailbox
lies in memory at a time.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

MISSING = "an Outlook mailbox: it needs the program readpst (Debian package pst-utils)"
_PIECE = 4 << 20
_AHEAD = 128 << 20
"""Bytes that readpst may be ahead."""
_PAUSE = 0.02
_BATCH = 200
_KEEP_ALIVE = 5.0


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members in order; the cursor counts them. `corrupt` where readpst cannot open it."""
    del settings
    program = shutil.which("readpst")
    if program is None:
        yield Reading(status="unsupported", reason=MISSING)
        return
    with source.on_disk() as path, tempfile.TemporaryDirectory() as folder:
        command = [program, "-q", "-e", "-D", "-j", "0", "-o", folder, path]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            try:
                yield from _members(running, Path(folder), resume)
            finally:
                running.kill()


def _members(running: "subprocess.Popen[bytes]", folder: Path, resume: Resume) -> Iterator[Reading]:
    batch: list[Member] = []
    number = weight = 0
    told = time.monotonic()
    for path in _written(running, folder):
        if number >= resume.cursor and not resume.fatal(number):
            for member in _pieces(path, str(path.relative_to(folder))):
                batch.append(member)
                weight += len(member.data)
                if weight >= _PIECE or len(batch) >= _BATCH:
                    yield Reading(members=tuple(batch), cursor=0 if member.more else number + 1)
                    batch, weight = [], 0
        elif number >= resume.cursor:
            yield resume.lost(number, str(path.relative_to(folder)), number + 1)
        elif time.monotonic() - told > _KEEP_ALIVE:
            yield Reading(cursor=resume.cursor)
            told = time.monotonic()
        number += 1
        path.unlink()
    yield Reading(members=tuple(batch))
    if running.wait() != 0:
        reason = f"readpst cannot read it, or not to its end (exit status {running.returncode})"
        yield Reading(status="partial" if number else "corrupt", reason=reason)
    elif not number:
        yield Reading(status="empty", reason="holds no mail, no contact and no appointment")


def _pieces(path: Path, name: str) -> Iterator[Member]:
    with path.open("rb") as file:
        piece = file.read(_PIECE)
        while after := file.read(_PIECE):
            yield Member(name, piece, more=True)
            piece = after
        yield Member(name, piece)


def _written(running: "subprocess.Popen[bytes]", folder: Path) -> Iterator[Path]:
    """Files in the order in which they were begun, each when it is whole. The caller removes them."""
    while True:
        ended = running.poll() is not None
        known = _listed(folder)
        whole = known if ended else known[:-1]
        if sum(size for *_, size, _ in whole) > _AHEAD and not ended:
            running.send_signal(signal.SIGSTOP)
        yield from (path for *_, path in whole)
        if ended:
            return
        running.send_signal(signal.SIGCONT)
        if not whole:
            time.sleep(_PAUSE)


def _listed(folder: Path) -> list[tuple[int, int, int, Path]]:
    """Time, number and size of every file that is there, oldest first."""
    found = []
    for top, _, names in os.walk(folder):
        for name in names:
            path = Path(top, name)
            seen = path.stat()
            found.append((seen.st_mtime_ns, seen.st_ino, seen.st_size, path))
    return sorted(found)
