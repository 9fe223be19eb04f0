"""Rows of what follows: copies, drift, origins, matches, judgements, findings.

In: nothing. Out: one struct a table. A probability is in 0..1.
"""

from typing import Literal

from msgspec import UNSET, UnsetType, field

from hearsay.model import (
    ClaimKind,
    CopyKind,
    CopyTarget,
    DriftKind,
    Verdict,
)
from hearsay.model.vocabulary import FitWord

from .base import Row


class SpotRow(Row, frozen=True):
    """A mark on a page."""

    page: int
    start: int
    end: int


class SpanRow(Row, frozen=True):
    """The same words in two texts."""

    later: SpotRow = field(name="from")
    earlier: SpotRow | None = field(name="to")
    score: float


class CopyRow(Row, frozen=True):
    """copies"""

    id: str
    later: str = field(name="from")
    earlier: str = field(name="to")
    kind: CopyKind
    credited: bool
    probability: float
    spans: list[SpanRow]
    target: CopyTarget
    direction: float
    claims: list[str]
    why: str


class DriftRow(Row, frozen=True):
    """drift"""

    id: str
    earlier: str = field(name="from")
    later: str = field(name="to")
    what: DriftKind
    before: str
    after: str
    from_document: str
    to_document: str


class PropositionRow(Row, frozen=True):
    """propositions"""

    id: str
    text: str
    kind: ClaimKind
    claims: list[str]
    documents: list[str]
    check_worthy: bool


class OriginRow(Row, frozen=True):
    """origins"""

    id: str
    proposition: str
    text: str
    documents: list[str]
    at_least: int
    at_most: int
    verdict: Verdict
    roots: list[str]
    why: list[str]
    """For each root, why it counts as it does."""
    edges: list[str]
    settle: str


class RatioRow(Row, frozen=True):
    """A likelihood ratio with the hypotheses it compares."""

    between: str
    low: float
    high: float
    why: str


class FactorRow(Row, frozen=True):
    """One compared value of a match."""

    name: str
    claimed: str
    recorded: str
    weight: float
    reason: str


class MatchRow(Row, frozen=True):
    """matches: a claim beside an event, or why it cannot be checked."""

    claim: str
    event: str | UnsetType = UNSET
    relation: Literal["same event", "context"] | UnsetType = UNSET
    probability: float | UnsetType = UNSET
    p0: float | UnsetType | None = UNSET
    p0_interval: list[float] | UnsetType | None = UNSET
    lead_days: float | UnsetType | None = UNSET
    lr: list[RatioRow] | UnsetType = UNSET
    circular: bool | UnsetType = UNSET
    factors: list[FactorRow] | UnsetType = UNSET
    event_text: str | UnsetType = UNSET
    checkable: bool | UnsetType = UNSET
    reason: str | UnsetType = UNSET


class NumberCheckRow(Row, frozen=True):
    """numbers"""

    id: str
    claim: str
    value: float | None
    of: str
    refused: bool
    missing: list[str]
    reason: str
    figure: float | None
    low: float | None
    high: float | None
    level: float | None
    agrees: bool | None


class WeightRow(Row, frozen=True):
    """One factor of a judgement, in nats of log-odds."""

    name: str
    low: float
    high: float
    reason: str
    evidence: list[str]
    given_by: str
    diagnostic: bool


class JudgementRow(Row, frozen=True):
    """judgements"""

    id: str
    about: str
    subject: Literal["proposition", "hypothesis", "genuine"]
    text: str
    low: float
    high: float
    words: str
    confidence: str
    factors: list[WeightRow]
    decides: list[str]
    open_question: str


class AchCellRow(Row, frozen=True):
    """How one group of evidence stands to one hypothesis."""

    hypothesis: str
    stands: FitWord
    low: float
    high: float


class AchRow(Row, frozen=True):
    """ach"""

    question: str
    evidence: str
    cells: list[AchCellRow]
    parts: float
    given_by: str
    claims: list[str]
    reads: str


class CitationRow(Row, frozen=True):
    """Where a sentence can be checked."""

    sha256: str
    path: str
    page: int
    start: int
    end: int
    text: str


class FindingRow(Row, frozen=True):
    """findings"""

    id: str
    proposition: str
    text: str
    documents: int
    at_least: int
    at_most: int
    verdict: str
    surest: str
    weakest: str
    record: str
    judgement: str
    citations: list[CitationRow]
    chain: str = ""
    rivals: list[str] = field(default_factory=list)
