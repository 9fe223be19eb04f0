"""Mail: a message (eml, Apple's emlx) as one page of its headers and its words, its attachments as members.

In: a Source. Out: a Reading with the page and what the headers say, then the members: attachments, forwarded messages,
signatures. A member whose bytes stand plainly in the message is read in its place. Web pages saved as one file are mail
of a kind: readers/saved.py.
"""

import io
import re
from collections.abc import Iterator

from hearsay.ingest.encoding import decode
from hearsay.ingest.reading import Member, Reading, Resume, Said
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import letter
from .mail_parts import BODY, Elsewhere, Mail, apart
from .mime import Part

_BATCH = 4 << 20
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*")
_EMLX = re.compile(rb"\s{0,8}(\d{1,12})[ \t]*\r?\n")


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """The page with all small members, then large members one by one; the cursor counts members, from 1 on."""
    inner, shift = _inner(source)
    mail = apart(inner, settings, 0 if resume.fatal(0) else BODY)
    yield from readings(mail, inner, resume, shift)


def readings(mail: Mail, source: Source, resume: Resume, shift: int = -1) -> Iterator[Reading]:
    """The same of a message that is taken apart; `shift` as for the bytes of members that lie in the source, -1 if none do."""
    if resume.fatal(0):
        yield resume.lost(0, "the text of the message", 1)
    elif resume.cursor == 0:
        yield _first(mail)
    yield from members(mail, source, resume, shift)


def _inner(source: Source) -> tuple[Source, int]:
    """The message itself, and by how much its bytes are moved against the source; -1 where they are not the same."""
    head = source.read(0, 4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:1] == b"\0" or head[1:2] == b"\0":
        data = decode(source.data()).text.encode("utf-8", "replace")
        return Source(io.BytesIO(data), 0, len(data), source.media_type), -1
    if source.media_type == "message/x-emlx" and (length := _EMLX.match(head)):
        start, end = length.end(), length.end() + int(length[1])
    else:
        start, end = _LEAD.match(head).end(), source.size  # type: ignore[union-attr]  # it matches nothing, too
    if not start:
        return source, 0
    return Source(source.stream(), start, min(source.size, end), source.media_type), start


def _first(mail: Mail) -> Reading:
    page = letter.page(mail.fields, mail.bodies)
    said = (*letter.said(mail.fields), *mail.said, *(Said("attachment", name, "markup") for name, _ in mail.members))
    if not any(body.text.strip() for body in mail.bodies) and not mail.members and mail.status == "ok":
        mail.note("empty", "the message has headers and no text")
    return Reading((page,) if page.text.strip() else (), said, mail.status, "; ".join(mail.reasons))


def members(mail: Mail, source: Source, resume: Resume, shift: int) -> Iterator[Reading]:
    """Members from the cursor on, small ones together; `shift` as above."""
    batch: list[Member] = []
    weight = 0
    for number, (name, part) in enumerate(mail.members, 1):
        if number < resume.cursor:
            continue
        for member in _taken(name, part, source, shift):
            batch.append(member)
            weight += len(member.data) + 1_000
            if weight >= _BATCH:
                yield Reading((), (), mail.status, "", tuple(batch), 0 if member.more else number + 1)
                batch, weight = [], 0
    if batch:
        yield Reading((), (), mail.status, "", tuple(batch))


def _taken(name: str, part: Part | bytes | Elsewhere, source: Source, shift: int) -> Iterator[Member]:
    if isinstance(part, bytes):
        for at in range(0, len(part) or 1, _BATCH):
            yield Member(name, part[at : at + _BATCH], more=at + _BATCH < len(part))
    elif isinstance(part, Elsewhere):
        yield Member(name, status="unsupported", reason=f"lies elsewhere ({part.where}) and is never fetched")
    elif part.plain and shift >= 0 and part.end > part.start:
        yield Member(name, span=(part.start + shift, part.end + shift))
    else:
        pieces = filter(None, part.pieces(source))
        piece = next(pieces, b"")
        for after in pieces:
            yield Member(name, piece, more=True)
            piece = after
        yield Member(name, piece)
