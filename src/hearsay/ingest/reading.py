"""What a reader gives back, before it becomes records: pages with their blocks and words, and what the content says.

In: nothing. Out: frozen values shared by all readers. Spans are half-open code points of the page's text.
"""

from dataclasses import dataclass
from typing import Protocol

from hearsay.model import FileStatus, PassageKind, Word
from hearsay.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of one file and what they are."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block that markup shows: [start, end) of the page text."""

    start: int
    end: int
    kind: PassageKind = "paragraph"
    level: int = 0


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


@dataclass(frozen=True, slots=True)
class Said:
    """What the content says of itself; `span` lies on page 1."""

    name: str
    value: str
    evidence: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole content as read. Page numbers rise; a page that failed is missing and named in `reason`."""

    pages: tuple[PageReading, ...] = ()
    said: tuple[Said, ...] = ()
    status: FileStatus = "ok"
    reason: str = ""


class Reader(Protocol):
    """One small module for some media types. May raise anything on a broken content: that file is then corrupt."""

    def __call__(self, content: Content, settings: IngestSettings) -> Reading:
        """Read all of `content`; deterministic, writes nothing, fetches nothing."""
        ...
