"""The reader step: one found path in, its File with pages, passages, members and what the content says of itself out.

In: a Group with one Found, and the Bookmark of an earlier call if there was one. Out: File, Page, Passage and Fact
records, and for what lies inside, Found records with the Pieces of its bytes. The file is opened read-only, never
through a link and never if it is not a regular file; nothing of it becomes a path, and nothing is written.
"""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from errno import EINVAL
from typing import BinaryIO, ClassVar

from hearsay.model import Bookmark, File, FileStatus, Found, Record
from hearsay.ports import ASIDE, Group, StepKind
from hearsay.settings import IngestSettings

from .circumstances import Circumstances
from .gather import FREE, Gatherer, begin
from .names import from_location
from .plugins import Active, claimed, loaded
from .readers import kind, reader_for
from .reading import GIVEN_UP, Reader, Reading, Resume
from .sniff import HEAD, UNKNOWN, libmagic_installed, media_type
from .source import NOTHING, Source, TooLarge

_ADDRESS = re.compile(r" (?:object )?at 0x[0-9a-f]+")
_LIMITS = (
    "left out by ", "a FIFO", "a socket", "a block", "a character", "a symbolic", "a special", "not a regular", "limit"
)  # fmt: skip
_ENCRYPTED = frozenset(
    {"application/encrypted", "application/pgp-encrypted", "application/x-gnupg-encrypted", "application/pkcs7-mime"}
)
_BEGUN = "its reading was interrupted; the next run goes on with it"


@dataclass(frozen=True, slots=True)
class Read:
    """Reads one found path. The only step that opens a file; the same file always gives the same records."""

    name: ClassVar[str] = "ingest.read"
    version: ClassVar[str] = "4"
    kind: ClassVar[StepKind] = "map"

    settings: IngestSettings = field(metadata=ASIDE)
    programs: tuple[str, ...] = field(default=(), metadata=ASIDE)
    """Those of `programs.PACKAGES` that are installed."""
    plugins: tuple[Active, ...] = field(default=(), metadata=ASIDE)
    """Readers that others bring."""

    @property
    def around(self) -> Circumstances:
        """What decides a reading beside the content."""
        return Circumstances(self.settings, self.programs, self.plugins)

    def __call__(self, group: Group) -> list[Record]:
        """All records of the Found of the group; a failure is a status with its reason."""
        found = {r.id: r for unit in self.flow(group) for r in unit}
        return [r for r in found.values() if not isinstance(r, Bookmark)]

    def flow(self, group: Group) -> Iterator[list[Record]]:
        """The same, unit by unit; until the last one the File says that its reading was interrupted."""
        (found,) = group.only(Found)
        mark = next(iter(group.only(Bookmark)), Bookmark(key=group.key))
        if found.refusal:
            yield [_refused(found, found.refusal)]
            return
        try:
            file = opened(found)
        except OSError as error:
            yield [_refused(found, f"cannot be opened: {error.strerror or error}")]
            return
        if file is None:
            yield [_refused(found, "not a regular file; never opened for reading")]
            return
        with file:
            yield from _units(found, file, mark, self.around)


def _refused(found: Found, reason: str) -> File:
    """A file that was never opened, with the size its stamp shows."""
    size = found.stamp.partition(":")[0]
    known = int(size) if size.isdecimal() and not found.parent else 0
    status: FileStatus = "refused-limit" if reason.startswith(_LIMITS) else "unsupported"
    return _file(found, NOTHING, known, status=status, reason=reason)


def _file(found: Found, digest: str, size: int, *, status: FileStatus = "ok", reason: str = "") -> File:
    parent = found.parent or None
    return File(
        path=found.path, sha256=digest, parent=parent, size=size, status=status, reason=reason, hidden=found.hidden
    )


def opened(found: Found) -> BinaryIO | None:
    """The file of a Found open for reading; None if it is not a regular file after all. Raises OSError."""
    handle = os.open(from_location(found.location), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    file = os.fdopen(handle, "rb")
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return file
    file.close()
    return None


def fingerprint(found: Found) -> tuple[str, int]:
    """sha256 and size of what lies at the place of a Found now. Raises OSError where it cannot be read."""
    file = opened(found)
    if file is None:
        raise OSError(EINVAL, "not a regular file")
    with file:
        source = _source(found, file)
        return source.digest(), source.size


def _source(found: Found, stream: BinaryIO) -> Source:
    start, end = found.span or (0, os.fstat(stream.fileno()).st_size)
    return Source(stream, start, end)


def _units(found: Found, stream: BinaryIO, mark: Bookmark, around: Circumstances) -> Iterator[list[Record]]:
    """The records of each unit of an open file."""
    source, total = _source(found, stream), begin(mark)
    digest, resume = source.digest(), Resume(mark.cursor, {a.cursor: a.reason for a in mark.avoid})
    reader, wrong = _reader(source, around, resume)
    file = replace(_file(found, digest, source.size), media_type=source.media_type)
    source.hidden = found.hidden
    source.room = (found.allowed or max(FREE, int(file.size * around.settings.expanded))) - total.taken
    gatherer = Gatherer(file, total, source, around)
    rest: list[Record] = []
    try:
        for reading in _readings(source, reader, around.settings, resume):
            rest += gatherer.records(reading)
            if reading.cursor:
                mark = replace(mark, cursor=reading.cursor, state=total.encode())
            if reading.cursor or any(member.more for member in reading.members):
                begun = replace(file, status="partial", reason=_BEGUN, under=total.under)
                yield [begun, *rest, *gatherer.extent(), mark]
                rest = []
    except TooLarge as large:
        gatherer.note("refused-limit", str(large))
        rest += gatherer.ended(str(large))
    except Exception as error:  # noqa: BLE001  # whatever a parser raises on a hostile file is that file's status
        said = _ADDRESS.sub("", f"{type(error).__name__}: {error}"[:500])
        gatherer.note("corrupt", f"cannot be read as {file.media_type}: {said}")
        rest += gatherer.ended(f"its container broke off: {said}")
    for flaw in filter(None, (wrong, found.flaw)):
        gatherer.note("partial", flaw)
    status, reason = total.verdict
    yield [replace(file, status=status, reason=reason, under=total.under), *rest, *gatherer.extent()]


def _reader(source: Source, around: Circumstances, resume: Resume) -> tuple[Reader | None, str]:
    """The reader for a content, of which the type is told to the source; and what went wrong with a plug-in."""
    if GIVEN_UP in resume.avoid:
        source.media_type = UNKNOWN
        return None, ""
    head = source.read(0, HEAD)
    source.media_type, owner, wrong = claimed(around.plugins, kind(source, media_type(head)), head)
    return (loaded(owner.place).types[source.media_type] if owner else reader_for(source.media_type)), wrong


def _readings(source: Source, reader: Reader | None, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """The units of a content, or the one reading that says why there are none."""
    kind = source.media_type
    if GIVEN_UP in resume.avoid:
        yield resume.lost(GIVEN_UP, "what is left was given up", 0)
    elif not source.size:
        yield Reading(status="empty", reason="holds no bytes")
    elif kind in _ENCRYPTED:
        yield Reading(status="encrypted", reason=f"{kind}: needs a password or a key to be opened")
    elif reader is None:
        what = "content of no known type" if kind == UNKNOWN else kind
        more = (
            "" if libmagic_installed() else "; libmagic, which knows more types, is missing (Debian package libmagic1)"
        )
        yield Reading(status="unsupported", reason=f"there is no reader for {what}{more}")
    else:
        yield from reader(source, settings, resume)
