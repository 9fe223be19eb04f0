"""Archives of all kinds but ZIP: tar, 7z, RAR, cab, iso, cpio, ar, lha, xar, plain or packed by gzip, bzip2, xz, zstd.

In: a Source. Out: members with their bytes, in order. libarchive reads them; what it finds locked or cannot read, unar tries.
A packed content that is no tar or cpio is a container of one member.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import islice

from hearsay.ingest.names import printable
from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import libarchives, unar
from .archive_members import PASSWORD, Broken, Locked, NotHere, lost, member, paced, told, too_large
from .archive_names import ArchiveNames, oddity
from .packed import Unpacked

_PACKED = frozenset(
    f"application/{name}" for name in
    ("gzip", "x-gzip", "x-bzip2", "x-xz", "x-lzma", "x-lzip", "zstd", "x-zstd", "x-lz4", "x-compress", "x-rpm")
)  # fmt: skip
TYPES = _PACKED | frozenset(
    f"application/{name}" for name in
    ("x-tar", "x-gtar", "x-ustar", "x-cpio", "x-archive", "vnd.debian.binary-package", "x-7z-compressed", "x-rar", "vnd.rar",
     "vnd.ms-cab-compressed", "x-iso9660-image", "x-lzh-compressed", "x-lha", "x-lharc", "x-xar", "x-arj",
     "x-stuffit", "x-stuffitx", "x-zoo", "x-arc", "x-lzx", "x-sit")
)  # fmt: skip
"""Media types of archives."""

PROGRAMS = ("application/x-dosexec", "application/vnd.microsoft.portable-executable", "application/x-executable")
"""Media types of programs, which may carry an archive that they unpack themselves."""

_PIECE = 1 << 20
_TARS = frozenset({"application/x-tar", "application/x-gtar", "application/x-ustar"})
_ZEROS = 512
_TAR = ("tar", "gnutar", "cpio")
_PLAIN = frozenset({"application/x-tar", "application/x-cpio", "application/x-archive"})
_CARRIED = ("7zip", "rar", "rar5", "cab")
_LINKS = {"symbolic link": "links are never followed", "hard link": "its content is there under that name"}


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members in order; `corrupt` where none can be made out."""
    yield from paced(_Archive(source, settings).members, resume)


def self_extracting(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members of the archive that a program carries; `unsupported` where it carries none."""
    try:
        with libarchives.opened(source.stream(), _CARRIED) as entries:
            carries = next(entries, None) is not None
    except (libarchives.Ended, NotHere):
        carries = False
    if carries:
        yield from read(source, settings, resume)
    elif not resume.cursor:
        yield Reading(status="unsupported", reason="a program; it carries no archive that could be read")


class _Archive:
    """One archive while it is read. Mutable on purpose: names and streams go on from member to member."""

    def __init__(self, source: Source, settings: IngestSettings) -> None:
        self._source = source
        self._second = unar.Second(source, settings.passwords) if source.media_type not in _PACKED | _PLAIN else None
        self._stream: Unpacked | None = None
        self._names = ArchiveNames()
        self._start = 0
        self._fatal: Callable[[int], str] = _never

    def members(self, start: int, fatal: Callable[[int], str]) -> Iterator[Reading]:
        """The Readings of the members from number `start` on."""
        self._start, self._fatal = start, fatal
        if self._source.media_type not in _PACKED:
            yield from self._several(libarchives.FORMATS)
            return
        try:
            with self._opened(_TAR) as entries:
                inner = next(entries, None) is not None
        except libarchives.Ended:
            inner = False
        if inner:
            yield from self._several(_TAR)
        elif start == 0:
            yield from self._alone()

    def _alone(self) -> Iterator[Reading]:
        """The one content that was packed."""
        shown, why = Member(_stored_name(self._source.read(0, 4096)) or "content"), self._fatal(0)
        yield from [lost(shown, why, 1)] if why else member(self._source, shown, self._whole(), 1)
        if self._stream and self._stream.behind:
            yield Reading(status="partial", reason=self._stream.behind)

    def _whole(self) -> Iterator[bytes]:
        if self._stream:
            self._stream = Unpacked(self._source)
            while piece := self._stream.read(_PIECE):
                yield piece
            if self._stream.flaw:
                raise Broken(self._stream.flaw)
            return
        try:
            with libarchives.opened(self._source.stream(), ("raw",), libarchives.FILTERS) as entries:
                for entry in islice(entries, 1):
                    yield from entry.pieces
        except libarchives.Ended as error:
            raise Broken(f"cannot be unpacked: {error}") from error

    def _opened(self, formats: tuple[str, ...]) -> AbstractContextManager[Iterator[libarchives.Entry]]:
        """The entries of the archive, unpacked here where the standard library can: it gives all up to a break."""
        if self._source.media_type not in _PACKED:
            return libarchives.opened(self._source.stream(), formats)
        if Unpacked.knows(self._source):
            self._stream = Unpacked(self._source)
            return libarchives.opened(self._stream, formats)
        return libarchives.opened(self._source.stream(), formats, libarchives.FILTERS)

    def _several(self, formats: tuple[str, ...]) -> Iterator[Reading]:
        number, files, why = 0, 0, ""
        try:
            with self._opened(formats) as entries:
                for entry in entries:
                    number, files = number + 1, files + (entry.kind != "folder")
                    text = entry.name if isinstance(entry.name, str) else self._names.text(entry.name)
                    yield from self._member(entry, text, self._content(entry.pieces, number - 1), number - 1)
        except libarchives.Ended as error:
            why = str(error)
        why = why or (self._stream.flaw if self._stream else "") or self._unended()
        if why and self._second:
            yield from self._rest(self._second, number, why)
        elif why:
            yield Reading(status="partial" if files else "corrupt", reason=f"breaks off: {why}")
        elif not files:
            yield Reading(status="empty", reason="holds no file")

    def _unended(self) -> str:
        """Why a tar archive may have been cut between two members; empty where its end mark is there."""
        ends = self._source.media_type not in _TARS or not any(
            self._source.read(max(0, self._source.size - _ZEROS), _ZEROS)
        )
        return "" if ends else "the mark of its end is missing; it may be cut short"

    def _content(self, pieces: Iterator[bytes], place: int) -> Iterator[bytes]:
        """The bytes of a member by libarchive; by unar where libarchive can give none."""
        given = False
        try:
            for piece in pieces:
                given = True
                yield piece
        except Broken:
            if given or self._second is None:
                raise
            yield from self._second.content(place)

    def _rest(self, second: unar.Second, known: int, why: str) -> Iterator[Reading]:
        """The members behind the first `known` ones, by unar."""
        try:
            listed, wrong = second.members()
        except Locked:
            yield Reading(status="encrypted", reason=PASSWORD)
            return
        except NotHere as error:
            yield Reading(status="unsupported", reason=f"{why}; {error}")
            return
        for place, one in enumerate(listed[known:], known):
            yield from self._member(one, one.name, second.content(place), place)
        if wrong or len(listed) <= known:
            yield Reading(status="partial" if listed else "corrupt", reason=f"breaks off: {wrong or why}")

    def _member(
        self, entry: libarchives.Entry | unar.Listed, name: str, content: Iterator[bytes], number: int
    ) -> Iterator[Reading]:
        """The Readings of one member; none of a folder, and of those that are done already."""
        shown = Member(self._names.once(name)) if entry.kind != "folder" else None
        if shown is None or number < self._start:
            return
        odd = oddity(name)
        for reading in self._readings(entry, shown, content, number):
            yield replace(reading, said=odd) if odd else reading
            odd = ()

    def _readings(
        self, entry: libarchives.Entry | unar.Listed, shown: Member, content: Iterator[bytes], number: int
    ) -> Iterator[Reading]:
        if why := self._fatal(number):
            yield lost(shown, why, number + 1)
        elif entry.kind == "special":
            yield told(shown, "a device, a FIFO or a socket; only its name is in the archive", number + 1)
        elif entry.kind.endswith("link"):
            reason = f"a {entry.kind} to {printable(entry.target)}; {_LINKS[entry.kind]}"
            yield told(shown, reason, number + 1)
        elif entry.size > self._source.room:
            yield too_large(shown, self._source.room, number + 1)
        else:
            yield from member(self._source, shown, content, number + 1)


def _never(_: int) -> str:
    return ""


def _stored_name(head: bytes) -> str:
    """The name of the file that gzip packed (RFC 1952, section 2.3); empty where it does not say."""
    if head[:2] != b"\x1f\x8b" or len(head) < 10 or not head[3] & 8:
        return ""
    at = 10
    if head[3] & 4:
        at += 2 + int.from_bytes(head[10:12], "little")
    return ArchiveNames().text(head[at:].partition(b"\0")[0])
