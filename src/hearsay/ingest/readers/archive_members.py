"""What readers of archives have in common: a member's bytes become Readings, and what is wrong with them is told.

In: names, pieces of bytes, reasons. Out: Readings with a cursor that counts members. Small members go together; after a
crash each goes alone, so that the one that is fatal is the only one lost. Even cursors count batches, odd ones singles.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from hearsay.ingest.reading import Member, Reading, Resume, timed_out
from hearsay.ingest.source import Source
from hearsay.model import FileStatus

_PIECE = 4 << 20
_BATCH = 64
_LIGHT = 1 << 20

PASSWORD = "needs a password to be opened (settings.ingest.passwords)"  # noqa: S105
"""Why a member could not be opened."""


class Broken(Exception):  # noqa: N818  # told as a reason
    """A member that is not what it should be; the message says how. What came out of it before is kept."""


class Locked(Exception):  # noqa: N818  # told as a reason
    """A member that no known password opens."""


class NotHere(Exception):  # noqa: N818  # told as a reason
    """A program that is needed is not installed; the message names its package."""


def checked(pieces: Iterator[bytes], size: int, crc: int | None) -> Iterator[bytes]:
    """The pieces; Broken at their end unless they have `size` bytes (-1 for any) and the checksum `crc` (CRC-32)."""
    done = found = 0
    for piece in pieces:
        fits = piece[: size - done] if 0 <= size < done + len(piece) else piece
        done, found = done + len(fits), zlib.crc32(fits, found)
        yield fits
        if len(fits) < len(piece):
            raise Broken("it is longer than its archive says")
    if done < size:
        raise Broken(f"it is cut short: {done:,} of {size:,} bytes")
    if crc is not None and found != crc:
        raise Broken("its checksum is wrong")


def member(source: Source, shown: Member, pieces: Iterator[bytes], then: int) -> Iterator[Reading]:
    """The Readings of one member with the bytes of `pieces`; `then` is the number of the next one."""
    room, given, waiting = source.room, 0, b""
    try:
        for piece in _regrouped(pieces):
            given += len(piece)
            if given > room:
                yield too_large(shown, room, then)
                return
            if waiting:
                yield Reading(members=(replace(shown, data=waiting, more=True),))
            waiting = piece
    except Locked:
        yield left(replace(shown, status="encrypted", reason=PASSWORD), then)
    except NotHere as error:
        yield left(replace(shown, status="unsupported", reason=str(error)), then)
    except Broken as error:
        if waiting:
            flawed = replace(shown, data=waiting, flaw=str(error))
            yield Reading(members=(flawed,), status="partial", reason=f"{shown.name}: {error}", cursor=then)
        else:
            yield left(replace(shown, status="corrupt", reason=str(error)), then)
    else:
        yield Reading(members=(replace(shown, data=waiting),), cursor=then)


def left(shown: Member, then: int) -> Reading:
    """A member that is not taken out, with the status and the reason that it has."""
    reason = shown.reason if shown.status == "encrypted" else f"{shown.name}: {shown.reason}"
    return Reading(members=(shown,), status=shown.status, reason=reason, cursor=then)


def lost(shown: Member, fatal: str, then: int) -> Reading:
    """A member that killed its reader before, and how."""
    status: FileStatus = "refused-limit" if timed_out(fatal) else "corrupt"
    return left(replace(shown, status=status, reason=fatal), then)


def told(shown: Member, reason: str, then: int) -> Reading:
    """A member that has no content of its own (a link, a device): a row that says so, and nothing is wrong with the archive."""
    return Reading(members=(replace(shown, status="refused-limit", reason=reason),), cursor=then)


def too_large(shown: Member, room: int, then: int) -> Reading:
    """A member that unpacks to more than its container may still have."""
    reason = f"it unpacks to more than the {max(room, 0):,} bytes that its container may still have (settings.ingest.expanded)"
    return left(replace(shown, status="refused-limit", reason=reason), then)


def _regrouped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of about four megabytes."""
    parts: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            parts.append(piece)
            size += len(piece)
            if size >= _PIECE:
                yield b"".join(parts)
                parts, size = [], 0
    except Broken:
        if parts:
            yield b"".join(parts)
        raise
    if size:
        yield b"".join(parts)


Members = Callable[[int, Callable[[int], str]], Iterator[Reading]]
"""Readings of the members from a number on, given how a member killed its reader before (empty if it did not)."""


def paced(members: Members, resume: Resume) -> Iterator[Reading]:
    """The Readings of `members` with cursors to go on from."""
    start, avoid = resume.cursor // 2, resume.avoid
    if resume.cursor % 2 == 0 and not any(cursor % 2 == 0 for cursor in avoid):
        yield from _batched(members(start, lambda _: ""))
        return
    yield Reading(cursor=2 * start + 1)
    for reading in members(start, lambda number: avoid.get(2 * number + 1, "")):
        yield replace(reading, cursor=2 * reading.cursor + 1) if reading.cursor else reading


def _batched(readings: Iterator[Reading]) -> Iterator[Reading]:
    waiting: list[Reading] = []
    weight = 0
    for reading in readings:
        if reading.cursor and reading.status == "ok":
            waiting.append(reading)
            weight += sum(len(one.data) for one in reading.members)
            if len(waiting) >= _BATCH or weight > _LIGHT:
                yield _together(waiting)
                waiting, weight = [], 0
            continue
        if waiting:
            yield _together(waiting)
            waiting, weight = [], 0
        yield replace(reading, cursor=2 * reading.cursor)
    if waiting:
        yield _together(waiting)


def _together(readings: list[Reading]) -> Reading:
    return Reading(
        members=tuple(one for reading in readings for one in reading.members),
        said=tuple(said for reading in readings for said in reading.said),
        cursor=2 * readings[-1].cursor,
    )
