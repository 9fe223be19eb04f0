"""Mailboxes: each message of an mbox is a member, read in its place in the file.

In: a Source. Out: members with their spans, many to a Reading. A message begins behind a line that starts with "From "
at the beginning of the file or behind an empty line, and ends before the next such line.
"""

import re
from collections.abc import Iterator

from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

_PIECE = 8 << 20
_LINE = 4096
"""Bytes by which pieces overlap, so that no beginning lies across an edge."""
_BATCH = 500

_FROM = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\r\n]{1,2000}\r?\n")


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
    """[start, end) of each message in bytes of the mailbox."""
    body = -1
    for line, start in _beginnings(source):
        if body >= 0:
            yield body, line
        body = start
    if 0 <= body < source.size:
        yield body, source.size


def _beginnings(source: Source) -> Iterator[tuple[int, int]]:
    """Where each line that parts messages begins, and where the message behind it does."""
    for at in range(0, source.size, _PIECE):
        lead = min(at, 4)
        piece = source.read(at - lead, lead + _PIECE + _LINE)
        for match in _FROM.finditer(piece):
            start = at - lead + match.start()
            if start >= at + _PIECE:
                break
            if start >= at and not (match.start() == 0 and start > 0):
                yield start, at - lead + match.end()
