"""Records of papers beside each other: translations of a document, releases of one record, and what differs.

In: nothing. Out: frozen records. A mark of no width says where in a text something would stand that is not there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .identity import Record, outcome
from .intake import Anchor, Document
from .vocabulary import ChangeKind, DifferenceKind, TranslationSign

UNNAMED_TRANSLATOR = "an unnamed translator"
"""Who translates where nobody says who."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation(Record):
    """A document that says in another language what another document says."""

    sha256: str
    """Of the translation."""
    original: str
    """sha256 of what it translates; its own where one paper holds both languages; empty where that is not in the haul."""
    found_by: TranslationSign = outcome("signs")
    translator: str = outcome("")
    """As declared, as whoever typed it in is called, or as the paper says; empty where nobody says who."""
    translator_at: Anchor | None = outcome()
    """Where the paper says that it is a translation, and whose."""
    language: str = outcome("")
    """ISO 639-1 of the translation; empty when it cannot be told."""
    source: str = outcome("")
    """The same of the original."""
    path: str = outcome("")
    """How a translation that somebody typed in is called, for no file holds it; empty for others."""
    pages: tuple[int, ...] = outcome(())
    """Of a translation of some pages only: their numbers in the original."""
    probability: float = outcome(1.0)
    """That the one says what the other says, 0..1."""
    direction: float = outcome(1.0)
    """That this one is the translation and not the original, 0..1; 0.5 where nothing tells."""
    reasons: tuple[str, ...] = outcome(())

    def holds(self, document: Document | None) -> bool:
        """Whether the document, that of `sha256`, is taken as this translation: of several answers one holds."""
        if document is None:
            return False
        if self.original in ("", self.sha256):
            return not document.translates and bool(document.translator or self.original)
        return document.translates == self.original


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Sentences of a translation and those of the original that they render; a mark without width where there is none."""

    here: Anchor
    """In the translation."""
    there: Anchor
    """In the original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(Record):
    """A translation and its original, sentence by sentence, in the order of the original."""

    sha256: str
    original: str
    beads: tuple[Bead, ...] = outcome(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Record):
    """What a translation says otherwise than its original."""

    sha256: str
    original: str
    kind: DifferenceKind
    here: Anchor
    """In the translation: the words, or the sentence or the place where they are missing."""
    there: Anchor
    """The same in the original."""
    said: str = outcome("")
    """The words of the translation; empty where it has none for this."""
    meant: str = outcome("")
    """The words of the original; empty where it has none for this."""
    sure: bool = outcome(default=True)
    """False where digits were read from a picture and not confirmed, or where a good translation may say it so."""
    why: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Record):
    """Two documents that are releases of one record, next to each other in its series."""

    first: str
    second: str
    """sha256 of both, the smaller first."""
    series: str = outcome("")
    """sha256 by which all releases of the record are known: the one with the smallest path."""
    earlier: str = outcome("")
    """sha256 of the earlier of the two."""
    ordered_by: str = outcome("")
    """What the order rests on; empty where nothing tells, so that they stand in order of path."""
    probability: float = outcome(1.0)
    """That both are one record, 0..1."""
    reasons: tuple[str, ...] = outcome(())

    @property
    def later(self) -> str:
        """sha256 of the later of the two."""
        return self.second if self.earlier == self.first else self.first


def in_series(versions: Iterable[Version]) -> Iterator[tuple[str, tuple[Version, ...]]]:
    """Of each record sha256 of its first release, with the steps to the later ones in their order."""
    after = {version.earlier: version for version in versions}
    for start in sorted(after.keys() - {version.later for version in after.values()}):
        steps = [after[start]]
        while steps[-1].later in after:
            steps.append(after[steps[-1].later])
        yield start, tuple(steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Record):
    """How two releases of one record differ, in numbers."""

    earlier: str
    later: str
    appeared: int = outcome(0)
    vanished: int = outcome(0)
    changed: int = outcome(0)
    blacked: int = outcome(0)
    uncovered: int = outcome(0)
    listed: int = outcome(0)
    """How many of them are kept as Change records."""
    key: str = outcome("")
    """Of tables: the columns by which rows were matched; empty for text, and for tables without such columns."""
    same: float = outcome(1.0)
    """Share of the words, or of the rows, of the shorter release that both have, 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Record):
    """One thing that one release of a record says otherwise than the release before it."""

    earlier: str
    later: str
    kind: ChangeKind
    before: Anchor
    """In the earlier release; of no width where the thing is not there."""
    after: Anchor
    was: str = outcome("")
    became: str = outcome("")
    slight: bool = outcome(default=False)
    """Whether only letters or marks differ, as when a machine read them another way; never where a digit differs."""
    why: str = outcome("")
