"""Mailboxes: each message of an mbox is a member, read in its place in the file.

In: a Source. Out: members with their spans, many to a Reading. A message begins behind a line "From somebody date" with a
header line behind it; a sentence that begins with "From" parts nothing, and neither does a mailbox quoted in a message
that says how long it is (Content-Length).
"""

import re
from collections.abc import Iterator

from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

_PIECE = 8 << 20
_LINE = 8192
"""Bytes by which pieces overlap, so that no beginning lies across an edge."""
_BATCH = 500
_HEAD = 1 << 13

_DATED = re.compile(rb"From [^\r\n]{0,400}?\d{1,2}:\d\d[^\r\n]{0,60}|From [^\r\n]{0,400}?\b(?:19|20)\d\d[ \t\r]*\n")
_HEADER = re.compile(rb">?From |[!-9;-~]{1,80}[ \t]*:|\r?\n|\Z")
_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
_BODY = re.compile(rb"\n\r?\n")
_NEXT = re.compile(rb"[\r\n]{0,8}(?:From |\Z)")


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members in order; the cursor counts messages."""
    del settings
    batch: list[Member] = []
    number = 0
    for number, span in enumerate(_messages(source), 1):
        if number <= resume.cursor:
            continue
        batch.append(Member(f"message {number:06}.eml", span=span))
        if len(batch) >= _BATCH:
            yield Reading(members=tuple(batch), cursor=number)
            batch = []
    yield Reading(members=tuple(batch), status="ok" if number else "empty", reason="" if number else "holds no message")


def _messages(source: Source) -> Iterator[tuple[int, int]]:
    """[start, end) of each message in bytes of the mailbox; an empty line before the next one is not its own."""
    body, known = -1, 0
    for line, start in _beginnings(source):
        if line < known:
            continue
        if body >= 0:
            yield body, _trimmed(source, body, line)
        body, known = start, _known_end(source, start)
    if 0 <= body < source.size:
        yield body, source.size


def _trimmed(source: Source, start: int, end: int) -> int:
    tail = source.read(max(start, end - 4), min(4, end - start))
    if tail.endswith(b"\n\r\n"):
        return end - 2
    return end - 1 if tail.endswith(b"\n\n") else end


def _known_end(source: Source, start: int) -> int:
    """Where the message at `start` ends by its own Content-Length, if the next one or the end of the box is there; else 0."""
    head = source.read(start, _HEAD)
    if b"\ncontent-length:" not in head.lower():
        return 0
    body = _BODY.search(head)
    length = _LENGTH.search(head, 0, body.end()) if body else None
    if body is None or length is None:
        return 0
    end = start + body.end() + int(length[1])
    return end if end <= source.size and _NEXT.match(source.read(end, 16)) else 0


def _beginnings(source: Source) -> Iterator[tuple[int, int]]:
    """Where each line that parts messages begins, and where the message behind it does."""
    for at in range(0, source.size, _PIECE):
        lead = min(at, 1)
        piece = source.read(at - lead, lead + _PIECE + _LINE)
        yield from (
            (at - lead + line, at - lead + start) for line, start in _in_piece(piece, lead + _PIECE, first=not at)
        )


def _in_piece(piece: bytes, end: int, *, first: bool) -> Iterator[tuple[int, int]]:
    """The same within a piece, before `end`; `first`: the mailbox begins with it."""
    line = 0 if first and piece.startswith(b"From ") else piece.find(b"\nFrom ") + 1 or end
    while line < end:
        stop = piece.find(b"\n", line, line + _LINE) + 1
        if stop and _DATED.match(piece, line, stop) and _HEADER.match(piece, stop):
            yield line, stop
        line = piece.find(b"\nFrom ", line) + 1 or end
