"""Records of the ingest stage: files, hands they passed through, documents, pages, passages.

In: nothing. Out: frozen records. Offsets are half-open code points into the original page text.
"""

from dataclasses import dataclass

from .identity import Record, outcome
from .vocabulary import CircumstanceKind, CustodyAct, DocumentKind, FileStatus, PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A mark on a page: code points [start, end) of the original text of `page` (a Page id)."""

    page: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Record):
    """A path seen in an input, before anything of it was read."""

    path: str
    """Relative to the case, as found; of an input outside the case, under the name of the input."""
    stamp: str
    """Size, mtime in ns and inode: a cheap sign that nothing changed, never evidence."""
    location: str = outcome("")
    """Absolute path on this machine, for the reader; never shown and never kept."""
    refusal: str = outcome("")
    """Why it must not be opened (a FIFO, a link out of the haul, left out by `ignore` or `first`); empty if it may."""
    parent: str = outcome("")
    """File id of the container that it came out of; empty for what lies in an input."""
    blob: str = outcome("")
    """sha256 under which the content of a member is kept beside the store; empty where it is read in its place."""
    span: tuple[int, ...] = outcome(())
    """First byte and byte after the last of a member within its container's content; empty for a whole file."""
    hidden: str = outcome("")
    """Why someone who opens the container would not see it (an earlier revision); empty if they would."""
    flaw: str = outcome("")
    """What is wrong with the content as it came out of its container (cut short); empty if nothing."""
    allowed: int = outcome(0)
    """Bytes that what lies in it may have, all together; 0 for as many as its own size allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """Something beside its content on which the reading of a file hung."""

    what: CircumstanceKind
    value: str = ""
    """A digest of it as it was: where it is another by now, the file is read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Record):
    """One input, or one member of a container, at the place where it was found."""

    path: str
    """Relative to the case, as found, `/` between parts; a member's path hangs under its container's with `!/`."""
    sha256: str
    """64 hex digits of the content; of nothing read, the digest of the empty string."""
    parent: str | None = None
    """File id of the container."""
    size: int = outcome(0)
    """Bytes."""
    media_type: str = outcome("application/octet-stream")
    """By content, never by name."""
    status: FileStatus = outcome("ok")
    reason: str = outcome("")
    """Why the status is not ok, in one sentence; empty for ok."""
    hidden: str = outcome("")
    """Why someone who opens the container would not see it; empty if they would."""
    under: tuple[Circumstance, ...] = outcome(())
    """What else decided what its reading gave, by `what`; empty where nothing but its content did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Avoided:
    """A unit that cost its worker its life, and how."""

    cursor: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark(Record):
    """How far a step got with a group that takes long, so that the next call goes on from there."""

    key: str
    """Of the group."""
    cursor: int = outcome(0)
    """Of the unit to do next; what it counts (pages, bytes, members) is the reader's."""
    state: str = outcome("")
    """What the step must remember of the units that are done."""
    avoid: tuple[Avoided, ...] = outcome(())
    """Units that must not be tried again, by cursor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Record):
    """Some bytes of a member on their way from the container to where contents are kept; never kept as a record."""

    of: str
    """Name of the member, unique in the case."""
    offset: int
    """Of `data` in the member's content."""
    data: bytes = outcome(b"")
    """Nothing on a piece that is not the last: the content is not to be kept after all."""
    sha256: str = outcome("")
    """Of the whole content, on its last piece; empty on the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate(Record):
    """Two places, one content. The canonical file is the one with the smallest path."""

    file: str
    canonical: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody(Record):
    """One hand that a file or a paper passed through."""

    about: str
    """File id, or id of the Voice of a document that the text only speaks of."""
    position: int
    """0 is the first hand, as far as known."""
    act: CustodyAct
    hand: str = ""
    """Name of the voice; empty when nobody says who."""
    when: str = outcome("")
    """ISO date or interval; empty when unknown."""
    on_word_of: str = outcome("")
    """Name of the voice whose word this is; empty when the reader can see it."""
    note: str = outcome("")
    anchor: Anchor | None = outcome()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date of a document with its evidence."""

    day: str
    """ISO date, yyyy-mm-dd."""
    evidence: str
    """`case.toml`, `metadata`, or the words it was read from."""
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """What a content says of itself: title, author, outlet, published, language, declared encoding."""

    sha256: str
    name: str
    value: str
    """As text; a date as ISO day."""
    evidence: str
    """`metadata`, `markup`, `text`: how it was found."""
    anchor: Anchor | None = outcome()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """What a content is, as a piece of writing."""

    sha256: str
    """Content of the file; two places with one content are one document."""
    path: str = outcome("")
    """Smallest path at which the content was found."""
    kind: DocumentKind = outcome("unknown")
    title: str = outcome("")
    author: str = outcome("")
    outlet: str = outcome("")
    """Who publishes it; empty when unknown. Never guessed from a file name."""
    voice: str = outcome("")
    """Name under which the document itself may speak ("letter of 3 March"); empty for press."""
    stated: Dated | None = outcome()
    """The date printed on it or given in case.toml."""
    inferred: Dated | None = outcome()
    """The date that other evidence suggests."""
    languages: tuple[str, ...] = outcome(())
    """ISO 639-1 codes, most text first."""
    translates: str = outcome("")
    """sha256 of the document this one is a translation of; empty if none, or if it is not in the haul."""
    translator: str = outcome("")
    """Who translated it, UNNAMED_TRANSLATOR where nobody says who; empty for what is no translation."""
    translator_at: Anchor | None = outcome()
    """Where the text says that somebody translated it."""
    institution: str = outcome("")

    @property
    def published(self) -> str:
        """ISO day to reckon relative dates from: stated, else inferred, else empty."""
        known = self.stated or self.inferred
        return known.day if known else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word of a page image with its place and how surely it was read."""

    start: int
    end: int
    box: tuple[float, float, float, float]
    """Left, top, right, bottom in 0..1 of the page."""
    confidence: float | None = None
    """0..1; None for a text layer."""
    verified: bool | None = None
    """Of a word with digits that a machine read from a picture: whether two recognisers of different kinds agree on it;
    None where nobody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """[start, end) of a page's text that a reader of the page would not see, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Record):
    """One page of a content in one reading of it. Text, Markdown and HTML are one page."""

    sha256: str
    number: int
    """From 1."""
    text_sha256: str
    """Of the text in UTF-8: a better reading is another text of the same page."""
    text: str = outcome("")
    """The original text, unnormalised."""
    method: str = outcome("text")
    """text | text layer | ocr | html | typed: by a person of the case | transcript: by one from the picture, partly or wholly."""
    confidence: float | None = outcome()
    """Mean word confidence of OCR in 0..1; None when not read by a machine."""
    words: tuple[Word, ...] = outcome(())
    hidden: tuple[Hidden, ...] = outcome(())
    """In order, apart from each other; no stage behind ingest sees what stands there."""

    @property
    def seen(self) -> bool:
        """Whether a machine or a person read it from a picture."""
        return self.method in ("ocr", "transcript")

    def doubtful(self, start: int, end: int) -> bool:
        """Whether [start, end) of a text read from a picture has a digit that no second witness or person confirmed."""
        sure = [(w.start, w.end) for w in self.words if w.verified and w.start < end and w.end > start]
        digits = [at for at in range(start, end) if self.text[at].isdigit()] if self.seen else []
        return any(not any(first <= at < last for first, last in sure) for at in digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Record):
    """A block of a page: headline, paragraph, quote, list item, caption, credit line, furniture."""

    page: str
    start: int
    end: int
    kind: PassageKind = outcome("paragraph")
    language: str = outcome("")
    """ISO 639-1; empty when it cannot be told."""
    direction: str = outcome("ltr")
    """ltr | rtl."""
    level: int = outcome(0)
    """Depth of quotation or of list nesting."""
    hidden: str = outcome("")
    """Why a reader of the page would not see it (white text, a deleted run, a hidden sheet); empty if they would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint(Record):
    """A round coloured mark on the picture of a page, as a stamp leaves it."""

    sha256: str
    number: int
    """Of the page, from 1."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom in 0..1 of the page as shown."""
    colour: str = outcome("")
    """red | green | blue: blue to violet."""
    ink: bytes = outcome(b"")
    """A small picture of its ink, packed."""
    around: bytes = outcome(b"")
    """A very small picture of the whole page, by which another picture of the same page is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How much of a content is in one language."""

    language: str
    """ISO 639-1."""
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent(Record):
    """How much writing a content holds, for steps that must not load all of it to know."""

    sha256: str
    pages: int = outcome(0)
    characters: int = outcome(0)
    """Of all passages together."""
    first: str = outcome("")
    """Page id of the first page."""
    languages: tuple[Spoken, ...] = outcome(())
    """Most text first. What is hidden does not count, and furniture not if there is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranscribed(Record):
    """A place of a picture that a machine could not read surely: it waits for a person to type what stands there."""

    sha256: str
    number: int
    """Of the page, from 1."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom in 0..1 of the page as shown."""
    page: str = outcome("")
    """Page id of the reading that it belongs to."""
    start: int = outcome(0)
    end: int = outcome(0)
    """What it stands for in that page's text; start == end: where its words belong, for they were left out."""
    why: str = outcome("")
    guess: str = outcome("")
    """What the machine made of it; never used as text where start == end."""
    confidence: float = outcome(0.0)
    """0..1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced(Record):
    """A reading of a page that no later step uses, for there is a better one."""

    page: str
    """Page id of the reading that is not used any more."""
    by: str = outcome("")
    """Page id of the better one."""
    passages: tuple[str, ...] = outcome(())
    """Passage ids of the reading that is not used any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """What a step could not do, kept instead of being lost."""

    step: str
    key: str
    """Of the group that failed: a File id, a sha256, a pair."""
    reason: str = outcome("")
    remedy: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure(Record):
    """Where the text does not say: the choices stay open for a person."""

    page: str
    start: int
    end: int
    question: str
    choices: tuple[str, ...] = outcome(())
    why: str = outcome("")
