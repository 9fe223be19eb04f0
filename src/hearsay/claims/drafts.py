"""What the parts of this stage hand to each other before records are made.

In: nothing. Out: frozen values; offsets are code points of the original page.
"""

from dataclasses import dataclass

from hearsay.model import Access, Anchor, Commitment, Hedge, HopMode

from .lexicon import Cue

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """A hop before its commitment is known."""

    voice: str
    """Name of the voice, unique in the document."""
    mode: HopMode = "asserts"
    cue: Cue | None = None
    mention: Anchor | None = None
    cue_span: Anchor | None = None
    cue_text: str = ""
    access: Access = "unknown"
    hedges: tuple[Hedge, ...] = ()
    mark: Commitment | None = None
    """Set when the commitment is known already."""
    quoting: bool = False
    """Whether this holder hands on a quoted block, without a word of its own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its content is read."""

    page: str
    start: int
    end: int
    links: tuple[Link, ...]
    frame: str
    place: int
    """Number of its sentence in the document."""
    block: int
    """Number of its block in the document."""
    quoted: bool = False
    presupposed: bool = False
    confidence: float = 0.7
    lead: str = ""
    """Name of the voice of a list's lead-in, whose papers the items stand for."""
