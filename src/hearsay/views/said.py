"""Rows of what was read and what is claimed: files to custody, failures and rulings.

In: nothing. Out: one struct a table. Offsets are half-open code points into the page's original text.
"""

from typing import Literal

from msgspec import UNSET, UnsetType, field

from hearsay.model import (
    Access,
    AdmiraltyLetter,
    ClaimKind,
    Commitment,
    CommitmentClass,
    CustodyAct,
    DocumentKind,
    EventKind,
    HopMode,
    PassageKind,
    Polarity,
    RelationKind,
    VoiceKind,
)

from .base import Row


class DocumentRow(Row, frozen=True):
    """documents"""

    id: str
    path: str
    sha256: str
    kind: DocumentKind
    title: str
    author: str
    outlet: str
    date_stated: str | None
    date_inferred: str | None
    date_evidence: str
    languages: list[str]


class ThreadRow(Row, frozen=True):
    """threads"""

    id: str
    subject: str
    messages: int
    first: str
    last: str
    people: list[str]
    documents: list[str]
    missing: list[str]
    joined_by: Literal["message ids", "subject and people"]


class PageRow(Row, frozen=True):
    """pages"""

    id: str
    document: str
    sha256: str
    page: int
    text: str
    method: str
    confidence: float | None


class PassageRow(Row, frozen=True):
    """passages"""

    id: str
    document: str
    page: int
    start: int
    end: int
    kind: PassageKind
    language: str
    direction: Literal["ltr", "rtl"]
    text: str
    level: int
    hidden: str


class HopRow(Row, frozen=True):
    """One link of a chain, outermost first."""

    holder: str
    cue: str | None
    mode: HopMode
    commitment: Commitment
    hedges: list[str]
    access: Access
    voice: str
    start: int | UnsetType = UNSET
    end: int | UnsetType = UNSET


class CandidateRow(Row, frozen=True):
    """One place that a name may mean."""

    name: str
    code: str
    latitude: float
    longitude: float
    probability: float


class PlaceRow(Row, frozen=True):
    """A place as written."""

    name: str
    relation: str
    candidates: list[CandidateRow]


class NumberRow(Row, frozen=True):
    """A number as written."""

    value: float | None
    unit: str
    of: str
    text: str
    low: float | None
    high: float | None
    approximate: bool
    bound: str
    verified: bool


class OrderRow(Row, frozen=True):
    """What a paper or a person tells someone to do."""

    issuer: str
    addressee: str
    act: str
    object: str
    origin: str
    destination: str
    deadline: str


class DealRow(Row, frozen=True):
    """What parties are said to have agreed."""

    parties: list[str]
    terms: str
    since: str


class ClaimRow(Row, frozen=True):
    """claims"""

    id: str
    document: str
    page: int
    start: int
    end: int
    text: str
    kind: ClaimKind
    chain: list[HopRow]
    commitment: CommitmentClass
    polarity: Polarity
    place: list[PlaceRow]
    time: list[str]
    """ISO dates, or intervals as first/last."""
    time_text: list[str]
    """All times as written, resolved or not."""
    numbers: list[NumberRow]
    act: EventKind
    actors: list[str]
    frame: str
    foretold: bool
    order: OrderRow | None
    deal: DealRow | None
    confidence: float
    ruling: str


class ChainRow(Row, frozen=True):
    """chains"""

    claim: str
    document: str
    text: str
    depth: int
    words: str
    """Each holder with what it does, outermost first."""
    chain: list[HopRow]


class TrackRow(Row, frozen=True):
    """Verified outcomes of a voice and the 90 % interval of its share of confirmed ones."""

    confirmed: int
    refuted: int
    batches: int
    mean: float
    low: float
    high: float


class VoiceRow(Row, frozen=True):
    """voices"""

    id: str
    name: str
    kind: VoiceKind
    canonical: str
    document: str | None
    aliases: list[str]
    institution: str
    part_of: str | None
    stake: str
    letter: AdmiraltyLetter | None
    track_record: TrackRow | None


class RelationRow(Row, frozen=True):
    """relations"""

    id: str
    source: str = field(name="from")
    target: str = field(name="to")
    kind: RelationKind
    why: str
    source_text: str
    target_text: str


class CustodyRow(Row, frozen=True):
    """custody"""

    id: str
    about: str
    paper: str
    position: int
    act: CustodyAct
    hand: str
    when: str
    on_word_of: str
    note: str
    given_by: Literal["case.toml", "text"]


class FailureRow(Row, frozen=True):
    """failures"""

    id: str
    step: str
    key: str
    reason: str
    remedy: str


class UnsureRow(Row, frozen=True):
    """unsure"""

    id: str
    document: str
    page: int
    start: int
    end: int
    text: str
    question: str
    choices: list[str]
    why: str


class RulingRow(Row, frozen=True):
    """rulings"""

    id: str
    about: str
    by: str
    when: str
    decision: Literal["accept", "reject", "edit", "note"]
    note: str
    quote: str
    said: str
    """What the record says, or said when it was last there."""
    orphaned: bool
    """Whether the record is there no more: its text was changed or taken out."""
    again: list[str]
    """Claims that say the same words now, when the ruling is orphaned."""
