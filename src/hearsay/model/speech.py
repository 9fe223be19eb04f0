"""Records of the claims stage: voices, claims with their chains of hops, relations between claims.

In: nothing. Out: frozen records. A chain runs from the holder nearest to the reader to the origin as far as the text goes.
"""

from dataclasses import dataclass

from .identity import Record, outcome
from .intake import Anchor
from .vocabulary import (
    Access,
    ClaimKind,
    Commitment,
    CommitmentClass,
    EventKind,
    HopMode,
    Polarity,
    RelationKind,
    TimePrecision,
    TimeRelation,
    VoiceKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice(Record):
    """Who speaks, or what paper speaks, within one document or within the whole case."""

    name: str
    """As the text names it best; for an unnamed voice its description ("one of the defectors")."""
    scope: str
    """sha256 of the document that knows it, or `case` for a voice declared in case.toml."""
    kind: VoiceKind = outcome("unnamed")
    canonical: str = outcome("")
    """Key under which one voice of several documents is one: the declared name, else the folded name;
    an unnamed voice never shares its key with another document's."""
    aliases: tuple[str, ...] = outcome(())
    institution: str = outcome("")
    """Canonical key of what it belongs to; origins are counted after merging by it."""
    part_of: str = outcome("")
    """Voice id of the whole ("the defectors" for "one of the defectors")."""
    stake: str = outcome("")
    """What it gains if believed."""
    mentions: tuple[Anchor, ...] = outcome(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """Words that take certainty off a hop."""

    anchor: Anchor
    text: str
    kind: str
    """appearance | evidential | modal | approximator | distancing | conditional | unverifiable | withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One link of a chain: who holds the claim here, and how surely."""

    voice: str
    """Voice id."""
    holder: str
    """Its name, for reading."""
    mode: HopMode
    commitment: Commitment
    access: Access = "unknown"
    """How this holder could know, as far as the text tells."""
    mention: Anchor | None = None
    """Where the holder is named; None for the publisher, who stands outside the text."""
    cue: Anchor | None = None
    cue_text: str = ""
    hedges: tuple[Hedge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """One place that a name may mean. Probabilities of one mention sum to at most 1; the rest is "none of these"."""

    name: str
    code: str
    """Of the gazetteer; empty when it has none."""
    latitude: float
    longitude: float
    probability: float
    country: str = ""
    """As the gazetteer names it; empty when it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place as written, with all it may mean."""

    text: str
    start: int
    end: int
    relation: str = "in"
    """in | around | near | from | to | border."""
    candidates: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time as written. `first` and `last` are ISO days (or minutes), both included; empty when unresolved."""

    text: str
    start: int
    end: int
    first: str = ""
    last: str = ""
    precision: TimePrecision = "unknown"
    relation: TimeRelation = "at"
    calendar: str = "gregorian"
    """gregorian | hijri."""
    anchor: str = ""
    """What a relative time was reckoned from, or what it waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as written, with what it counts. Shares are in 0..1 with unit `share`."""

    text: str
    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    of: str = ""
    """What is counted; empty when the text does not say."""
    base: str = ""
    """Of a share: what it is a share of; empty when absent."""
    period: str = ""
    approximate: bool = False
    bound: str = ""
    """at_least | at_most | empty."""
    verified: bool = True
    """False for digits read by OCR that no second reading confirmed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a paper or a person tells someone to do."""

    issuer: str
    addressee: str
    act: str
    object: str
    origin: str = ""
    destination: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """What parties are said to have agreed."""

    parties: tuple[str, ...]
    terms: str
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """What somebody says is so, at one place of one page."""

    page: str
    start: int
    end: int
    sha256: str = outcome("")
    """Content of the document, so that a claim can be filed without its page."""
    text: str = outcome("")
    kind: ClaimKind = outcome("state")
    act: EventKind = outcome("other")
    actors: tuple[str, ...] = outcome(())
    """Canonical names: one actor under several names appears once."""
    target: str = outcome("")
    chain: tuple[Hop, ...] = outcome(())
    polarity: Polarity = outcome("+")
    places: tuple[PlaceMention, ...] = outcome(())
    times: tuple[TimeMention, ...] = outcome(())
    numbers: tuple[Quantity, ...] = outcome(())
    frame: str = outcome("narration")
    """headline | caption | narration | block_quote | list | answer."""
    order: Order | None = outcome()
    deal: Deal | None = outcome()
    foretold: bool = outcome(default=False)
    """Whether it speaks of what was still to come."""
    confidence: float = outcome(1.0)
    """0..1, that a careful reader would agree on span and chain; not calibrated yet."""

    @property
    def own_chain(self) -> tuple[Hop, ...]:
        """The chain as the paper itself has it: without those who translated it and who hand the translation on."""
        at = next((place for place, hop in enumerate(self.chain) if hop.mode == "translates"), -1)
        return self.chain[at + 1 :]

    @property
    def commitment(self) -> CommitmentClass:
        """That of the innermost hop, in three classes; uncommitted when nobody holds it."""
        mark = self.chain[-1].commitment if self.chain else "Uu"
        return "certain" if mark.startswith("CT") else "uncommitted" if mark == "Uu" else "hedged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Record):
    """How one claim bears on another claim or on a voice."""

    source: str
    """Claim id."""
    target: str
    """Claim id or Voice id."""
    kind: RelationKind
    why: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition(Record):
    """Claims that say the same thing, across documents and languages."""

    anchor: str
    """Claim id: of its members the one first published, ties by id."""
    text: str = outcome("")
    kind: ClaimKind = outcome("state")
    claims: tuple[str, ...] = outcome(())
    """Claim ids, sorted."""
    documents: tuple[str, ...] = outcome(())
    """sha256 of the documents that carry it, sorted."""
    check_worthy: bool = outcome(default=True)
