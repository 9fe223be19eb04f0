"""Web archives (WARC): each record is a member under its address; of an answer the page itself, as the server meant it.

In: a Source. Out: members, most of them where they lie. The format is that of ISO 28500; nothing is fetched.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from .archive_members import Broken, lost, member, paced
from .archive_names import ArchiveNames

_HEAD = 65_536
_PIECE = 1 << 18
_FIELD = re.compile(rb"(?m)^([A-Za-z-]+):[ \t]*([^\r\n]*)")
_PACKED = {b"gzip": 31, b"x-gzip": 31, b"deflate": 15}


@dataclass(frozen=True, slots=True)
class _Record:
    kind: str
    address: bytes
    http: bool
    start: int
    """Of its block in the content."""
    end: int


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members in order; `partial` where a record breaks off."""
    del settings
    yield from paced(lambda start, fatal: _members(source, start, fatal), resume)


def _members(source: Source, start: int, fatal: Callable[[int], str]) -> Iterator[Reading]:
    names, number = ArchiveNames(), 0
    try:
        for number, record in enumerate(_records(source), 1):
            plain = names.text(record.address) or record.kind
            told = plain if record.kind in {"response", "resource"} else f"{plain} ({record.kind})"
            shown = Member(names.once(told))
            if number <= start:
                continue
            if why := fatal(number - 1):
                yield lost(shown, why, number)
            else:
                yield from _content(source, record, shown, number)
    except Broken as error:
        yield Reading(status="partial" if number else "corrupt", reason=f"breaks off: {error}")


def _records(source: Source) -> Iterator[_Record]:
    at = 0
    while at < source.size:
        head, size = _head(source, at, source.size)
        if not head.startswith(b"WARC/"):
            raise Broken(f"no record at byte {at:,}")
        fields = _fields(head)
        length = fields.get(b"content-length", b"")
        if not length.isdigit() or len(length) > 18:
            raise Broken(f"the record at byte {at:,} does not say how long it is")
        start = at + size
        end = start + int(length)
        kind = fields.get(b"warc-type", b"record").decode("ascii", "replace")
        http = fields.get(b"content-type", b"").startswith(b"application/http")
        yield _Record(kind, fields.get(b"warc-target-uri", b"").strip(b"<>"), http, start, min(end, source.size))
        if end > source.size:
            raise Broken("its last record is cut short")
        at = _behind_lines(source, end)


def _behind_lines(source: Source, at: int) -> int:
    """The first place from `at` on that is no end of a line."""
    while window := source.read(at, _HEAD):
        rest = window.lstrip(b"\r\n")
        at += len(window) - len(rest)
        if rest:
            break
    return at


def _head(source: Source, at: int, end: int) -> tuple[bytes, int]:
    """Header lines at a place, and how many bytes they take with the empty line behind them."""
    window = source.read(at, min(_HEAD, end - at))
    found = re.search(rb"\r?\n\r?\n", window)
    return (window[: found.end()], found.end()) if found else (window, len(window))


def _fields(head: bytes) -> dict[bytes, bytes]:
    return {name.lower(): value.strip() for name, value in _FIELD.findall(head)}


def _content(source: Source, record: _Record, shown: Member, then: int) -> Iterator[Reading]:
    start, fields = record.start, dict[bytes, bytes]()
    if record.http and record.kind == "response":
        head, size = _head(source, start, record.end)
        start, fields = start + size, _fields(head)
    coding = fields.get(b"content-encoding", b"").lower()
    chunked = b"chunked" in fields.get(b"transfer-encoding", b"").lower()
    if not chunked and coding not in _PACKED:
        yield Reading(members=(Member(shown.name, span=(start, record.end)),), cursor=then)
        return
    body = _chunks(source, start, record.end) if chunked else _plain(source, start, record.end)
    yield from member(source, shown, _inflated(body, _PACKED[coding]) if coding in _PACKED else body, then)


def _plain(source: Source, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, _PIECE):
        yield source.read(at, min(_PIECE, end - at))


def _chunks(source: Source, start: int, end: int) -> Iterator[bytes]:
    """A body sent in chunks (RFC 9112, section 7.1); one that was archived without them comes as it is."""
    at = start
    while at < end:
        line, mark, _ = source.read(at, min(1024, end - at)).partition(b"\n")
        size = line.partition(b";")[0].strip()
        if not mark or not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", size):
            if at == start and not (end == source.size and re.fullmatch(rb"[0-9A-Fa-f]{0,15}\r?", line)):
                yield from _plain(source, start, end)
                return
            raise Broken("its chunks break off")
        at += len(line) + 1
        behind = at + int(size, 16)
        if behind == at:
            return
        yield from _plain(source, at, min(behind, end))
        at = behind + 2


def _inflated(body: Iterator[bytes], form: int) -> Iterator[bytes]:
    """What was packed; a body that was archived unpacked comes as it is."""
    inflater, begun = zlib.decompressobj(form), False
    for piece in body:
        try:
            out = inflater.decompress(piece, _PIECE)
            while out:
                yield out
                out = inflater.decompress(inflater.unconsumed_tail, _PIECE)
        except zlib.error as error:
            if begun:
                raise Broken(f"cannot be unpacked: {error}") from error
            yield piece
            yield from body
            return
        begun = True
    if not inflater.eof:
        raise Broken("it is cut short")
