"""The reader step: one found path in, its File with pages, passages and what the content says of itself out.

In: a Group with one Found. Out: File, Page, Passage and Fact records. The file is opened read-only, never through a
link and never if it is not a regular file; nothing of it becomes a path, and nothing is written.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, ClassVar

from hearsay.model import Anchor, Fact, File, FileStatus, Found, Page, Record
from hearsay.ports import Group, StepKind
from hearsay.settings import IngestSettings

from .names import from_location
from .passages import passages
from .readers import is_text, reader_for
from .reading import Content, PageReading, Reading
from .sniff import HEAD, media_type

NOTHING = sha256(b"").hexdigest()
"""Digest of a file of which nothing was read."""

TEXT_LIMIT = 64 * 2**20
"""Bytes of a text that are decoded at once; a larger one is refused."""

_CHUNK = 2**20
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ADDRESS = re.compile(r" (?:object )?at 0x[0-9a-f]+")
_LIMITS = ("left out by ", "a FIFO", "a socket", "a block", "a character", "a symbolic", "a special", "not a regular")
_ENCRYPTED = frozenset({"application/encrypted", "application/pgp-encrypted", "application/x-gnupg-encrypted"})


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file as taken in: its digest, its size and its content, or why there is none."""

    digest: str
    size: int
    media_type: str
    data: bytes | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """Reads one found path. The only step that opens a file; the same file always gives the same records."""

    name: ClassVar[str] = "ingest.read"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    settings: IngestSettings

    def __call__(self, group: Group) -> list[Record]:
        """File, Page, Passage and Fact records of each Found of the group; a failure is a status with its reason."""
        return [record for found in group.only(Found) for record in _read(found, self.settings)]


def _read(found: Found, settings: IngestSettings) -> list[Record]:
    if found.refusal:
        return [_refused(found, found.refusal)]
    try:
        taken = _take(from_location(found.location), settings)
    except OSError as error:
        return [_refused(found, f"cannot be opened: {error.strerror or error}")]
    if taken is None:
        return [_refused(found, "not a regular file; never opened for reading")]
    reading = _parse(taken, settings)
    file = File(
        path=found.path,
        sha256=taken.digest,
        size=taken.size,
        media_type=taken.media_type,
        status=reading.status,
        reason=_safe(reading.reason),
    )
    return [file, *_records(taken.digest, reading)]


def _refused(found: Found, reason: str) -> File:
    """A file that was never opened, with the size its stamp shows."""
    size = found.stamp.partition(":")[0]
    known = int(size) if size.isdecimal() else 0
    return File(path=found.path, sha256=NOTHING, size=known, status=_refusal_status(reason), reason=reason)


def _refusal_status(reason: str) -> FileStatus:
    return "refused-limit" if reason.startswith(_LIMITS) else "unsupported"


def _take(path: bytes, settings: IngestSettings) -> _Taken | None:
    """Open, check and digest; None if `path` is not a regular file after all."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode):
            return None
        head = file.read(HEAD)
        kind = media_type(head)
        limit = TEXT_LIMIT if is_text(kind) else settings.memory * 2**20 // 4
        if seen.st_size <= limit and reader_for(kind):
            data = head + file.read(limit + 1 - len(head)) if len(head) == HEAD else head
            if len(data) <= limit:
                return _Taken(sha256(data).hexdigest(), len(data), kind, data)
            head = data
        return _streamed(head, file, kind, limit)


def _streamed(head: bytes, file: BinaryIO, kind: str, limit: int) -> _Taken:
    """The digest of a file that is not kept in memory."""
    digest, size = sha256(head), len(head)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    refused = f"{size:,} bytes of {kind}; the limit is {limit:,}" if size > limit and reader_for(kind) else ""
    return _Taken(digest.hexdigest(), size, kind, None, refused)


def _parse(taken: _Taken, settings: IngestSettings) -> Reading:
    """The content read, or the status that says why not."""
    if not taken.size:
        return Reading(status="empty", reason="holds no bytes")
    if taken.refused:
        return Reading(status="refused-limit", reason=taken.refused)
    if taken.media_type in _ENCRYPTED:
        return Reading(status="encrypted", reason=f"{taken.media_type}: needs a password or a key to be opened")
    reader = reader_for(taken.media_type)
    if reader is None or taken.data is None:
        unknown = taken.media_type == "application/octet-stream"
        what = "content of no known type" if unknown else taken.media_type
        return Reading(status="unsupported", reason=f"there is no reader for {what}")
    try:
        return reader(Content(taken.data, taken.media_type), settings)
    except Exception as error:  # noqa: BLE001  # whatever a parser raises on a hostile file is that file's status
        return Reading(
            status="corrupt", reason=f"cannot be read as {taken.media_type}: {type(error).__name__}: {error}"
        )


def _records(digest: str, reading: Reading) -> Iterator[Record]:
    first = ""
    for part in reading.pages:
        page = _page(digest, part)
        first = page.id if part.number == 1 else first
        yield page
        yield from passages(page, part.blocks)
    kept: dict[str, Fact] = {}
    for said in reading.said:
        anchor = Anchor(page=first, start=said.span[0], end=said.span[1]) if said.span and first else None
        fact = Fact(sha256=digest, name=said.name, value=_safe(said.value), evidence=said.evidence, anchor=anchor)
        kept.setdefault(fact.id, fact)
    yield from kept.values()


def _page(digest: str, part: PageReading) -> Page:
    text = _safe(part.text)
    return Page(
        sha256=digest,
        number=part.number,
        text_sha256=sha256(text.encode()).hexdigest(),
        text=text,
        method=part.method,
        confidence=part.confidence,
        words=part.words,
    )


def _safe(text: str) -> str:
    """`text` with lone surrogates, which no record can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)
