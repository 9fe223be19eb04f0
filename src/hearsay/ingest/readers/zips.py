"""ZIP archives: each file in one is a member, in the order of the archive's own list, unpacked piece by piece.

In: a Source. Out: members with their bytes. Where the list is missing or broken, what stands before each file must do.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from hearsay.ingest.names import printable
from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import zip_data
from .archive_members import Broken, Locked, NotHere, lost, member, paced, told, too_large
from .archive_names import ArchiveNames, oddity
from .zip_list import Entry, NoList, every

_SAMPLE = 4096
_TARGET = 4096
_UNLISTED = "it is in the archive, and not in the list of members that programs show"


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Members in order; `corrupt` where none can be made out."""
    archive = _Archive(source, settings)
    yield from paced(archive.members, resume)


@dataclass(frozen=True, slots=True)
class _Archive:
    source: Source
    settings: IngestSettings

    def members(self, start: int, fatal: Callable[[int], str]) -> Iterator[Reading]:
        """The Readings of the members from number `start` on, then what is to be said of the whole."""
        names = ArchiveNames(_sample(every(self.source)))
        number, files, packed, broken = 0, 0, 0, ""
        try:
            for number, entry in enumerate(every(self.source)):
                name = names.text(entry.name) if not entry.utf8 else entry.name.decode("utf-8", "surrogateescape")
                if entry.folder:
                    continue
                files, packed = files + 1, packed + entry.packed
                shown = Member(names.once(name), hidden=_UNLISTED if entry.unlisted else "")
                if number < start:
                    continue
                odd = oddity(name)
                for reading in self._member(entry, shown, number, fatal(number)):
                    yield replace(reading, said=odd) if odd else reading
                    odd = ()
        except NoList as error:
            broken = str(error)
        if broken:
            yield Reading(status="partial" if files else "corrupt", reason=broken)
        elif not files:
            yield Reading(status="empty", reason="holds no file")
        if packed > self.source.size:
            yield Reading(status="partial", reason="its members overlap: the same bytes are listed as several files")

    def _member(self, entry: Entry, shown: Member, number: int, fatal: str) -> Iterator[Reading]:
        if fatal:
            yield lost(shown, fatal, number + 1)
        elif entry.special:
            yield told(shown, "a device, a FIFO or a socket; only its name is in the archive", number + 1)
        elif entry.link:
            yield told(shown, f"a symbolic link to {self._target(entry)}; links are never followed", number + 1)
        elif entry.size > self.source.room:
            yield too_large(shown, self.source.room, number + 1)
        else:
            content = zip_data.pieces(self.source, entry, self.settings.passwords)
            yield from member(self.source, shown, content, number + 1)

    def _target(self, entry: Entry) -> str:
        """Where a symbolic link leads, as words."""
        content = zip_data.pieces(self.source, entry, self.settings.passwords)
        try:
            raw = b"".join(islice(content, 1))[:_TARGET]
        except (Broken, Locked, NotHere):
            return "a place that cannot be made out"
        return printable(raw.decode("utf-8", "surrogateescape"))


def _sample(entries: Iterator[Entry]) -> bytes:
    """Names that are of an unknown code page, one a line."""
    some = islice(entries, _SAMPLE)
    try:
        return b"\n".join(entry.name for entry in some if not entry.utf8 and not entry.name.isascii())
    except NoList:
        return b""
