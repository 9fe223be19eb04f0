"""What a reader gives back, before it becomes records: pages with their blocks and words, members, what the content says.

In: nothing. Out: frozen values shared by all readers. Spans are half-open code points of the page's text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from hearsay.model import CircumstanceKind, FileStatus, PassageKind, Word
from hearsay.settings import IngestSettings

from .source import Source

UNDER = "text layer (hidden under a scan)"
"""Method of a page whose text is somebody's reading of the picture that is seen."""

GIVEN_UP = -1
"""Among the units to avoid: all that are left."""

_TIME = ("longer than", "memory", "MemoryError")


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file and what they are, for readers that need all of them at once."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block that markup shows: [start, end) of the page text."""

    start: int
    end: int
    kind: PassageKind = "paragraph"
    level: int = 0
    hidden: str = ""
    """Why a reader of the page would not see it; empty if they would. Hidden text is a block of its own."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A place of a picture that a machine could not read surely; it waits for a person."""

    box: tuple[float, float, float, float]
    """Left, top, right, bottom in 0..1 of the page as shown."""
    start: int
    end: int
    """What it stands for in the page's text; start == end: where its words belong, for they were left out."""
    why: str
    guess: str = ""
    confidence: float = 0.0
    """0..1"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A round coloured mark on the picture of a page, as a stamp leaves it."""

    box: tuple[float, float, float, float]
    """Left, top, right, bottom in 0..1 of the page as shown."""
    colour: str
    ink: bytes
    """A small picture of its ink, packed."""
    around: bytes
    """A very small picture of the whole page."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as read."""

    number: int
    text: str
    method: str = "text"
    blocks: tuple[Block, ...] | None = None
    """From markup; None where only the text itself shows them."""
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    unread: tuple[Unread, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What the content says of itself; `span` lies on page 1."""

    name: str
    value: str
    evidence: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Something that lies in a content and is a content of its own: a file of an archive, an attachment, a message.

    Its bytes are given (`data`, in several Readings one after the other while `more`), or where they stand in the
    container's own bytes (`span`). What was not taken out has a status and a reason; that also takes back pieces that
    were given before.
    """

    name: str
    """As the container has it, `/` between folders; unique in the container. Untrusted."""
    data: bytes = b""
    span: tuple[int, int] | None = None
    more: bool = False
    status: FileStatus = "ok"
    reason: str = ""
    hidden: str = ""
    """Why someone who opens the container would not see it; empty if they would."""
    flaw: str = ""
    """What is wrong with the bytes as they came out (cut short, a wrong checksum); empty if nothing. They are read all
    the same."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One unit of a content as read, or all of it. Page numbers rise; a page that failed is missing and named in `reason`."""

    pages: tuple[PageReading, ...] = ()
    said: tuple[Said, ...] = ()
    status: FileStatus = "ok"
    reason: str = ""
    members: tuple[Member, ...] = ()
    cursor: int = 0
    """Of the unit that comes next."""
    under: tuple[CircumstanceKind, ...] = ()
    """What else decided it, where its status, its reason and the method of its pages do not show it."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Where to begin: 0 for a content that nobody has read yet."""

    cursor: int = 0
    avoid: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """Units that cost a worker its life, with how."""

    def fatal(self, cursor: int) -> str:
        """How the unit at `cursor` ended its worker; empty if it may be tried."""
        return self.avoid.get(cursor, "") or self.avoid.get(GIVEN_UP, "")

    def lost(self, cursor: int, what: str, then: int) -> Reading:
        """The unit at `cursor`, called `what`, as one that cannot be read; the next one is at `then`."""
        reason = self.fatal(cursor)
        limit = timed_out(reason)
        said = f"{what}: {reason}" if what else reason
        return Reading(status="refused-limit" if limit else "corrupt", reason=said, cursor=then)


class Reader(Protocol):
    """One small module for some media types. May raise anything on a broken content: it ends there."""

    def __call__(self, source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
        """The units of the content from `resume` on; deterministic, writes nothing, fetches nothing."""
        ...


def timed_out(reason: str) -> bool:
    """Whether a reason says that a limit of time or memory ended it."""
    return any(sign in reason for sign in _TIME)


@dataclass(frozen=True, slots=True)
class PlugIn:
    """What an entry point of the group `hearsay.readers` gives: readers for further kinds of content.

    A type that Hearsay reads itself is left to it, unless `replaces` names it.
    """

    types: Mapping[str, Reader]
    """Media type -> its reader."""
    sniff: Callable[[bytes], str] | None = None
    """Given the first bytes (64 KiB at most) of a content that has no other reader, or of a type in `replaces`: which of
    `types` it is, or nothing. Without it the type is what libmagic says."""
    replaces: frozenset[str] = frozenset()
    """Media types of which it takes what it can from the reader that comes with Hearsay."""


def at_once(read: Callable[[Content, IngestSettings], Reading]) -> Reader:
    """A reader of contents that fit into memory and are one unit."""

    def whole(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
        if resume.cursor == 0:
            fatal = resume.fatal(0)
            yield resume.lost(0, "", 1) if fatal else read(Content(source.data(), source.media_type), settings)

    return whole
