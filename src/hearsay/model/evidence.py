"""Records of evidence: record sets, their events, matches with the odds of chance, number checks, signals of papers.

In: nothing. Out: frozen records. Distances are kilometres, times are days, probabilities are in 0..1.
"""

from dataclasses import dataclass
from typing import Literal

from .identity import Record, outcome
from .intake import Anchor
from .vocabulary import EventKind, SignalName


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSet(Record):
    """A set of event records and what it can speak about at all."""

    name: str
    sha256: str
    """Of the file as loaded."""
    first: str = outcome("")
    last: str = outcome("")
    """ISO days of the period covered, both included."""
    countries: tuple[str, ...] = outcome(())
    box: tuple[float, float, float, float] | None = outcome()
    """South, west, north and east of its events' centres, in degrees: beyond it the set is silent. None: not told."""
    kinds: tuple[EventKind, ...] = outcome(())
    """Kinds of event it records; of any other kind its silence means nothing."""
    counts: str = outcome("")
    """What its numbers count ("deaths in organised violence")."""
    events: int = outcome(0)
    sole_source_share: float = outcome(0.0)
    """Share of its events that rest on `sole_source` alone."""
    sole_source: str = outcome("")
    """The source that most often stands alone."""
    licence: str = outcome("")
    attribution: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """One row of a record set."""

    record_set: str
    """RecordSet name."""
    code: str
    """The row's own id in the set."""
    first: str = outcome("")
    last: str = outcome("")
    date_precision: int = outcome(1)
    """UCDP scale: 1 day, 2 two to six days, 3 week, 4 month, 5 year."""
    place: str = outcome("")
    latitude: float = outcome(0.0)
    longitude: float = outcome(0.0)
    place_precision: int = outcome(1)
    """UCDP scale: 1 exact, 2 within 25 km, 3 district, 4 province, 5 line or large area, 6 country, 7 sea or air."""
    kind: EventKind = outcome("other")
    violence: int = outcome(0)
    """UCDP type of violence, 1..3; 0 when the set has none."""
    actors: tuple[str, ...] = outcome(())
    low: int | None = outcome()
    best: int | None = outcome()
    high: int | None = outcome()
    sources: tuple[str, ...] = outcome(())
    """Its own sources, as the set names them."""
    text: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A likelihood ratio as a range, naming the two hypotheses that it compares."""

    between: str
    """"same event | another event", "foretold | chance", "written before | written after"."""
    low: float
    high: float
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One factor of a match: both values, the weight in bits, the reason."""

    name: str
    claimed: str
    recorded: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How often an unrelated claim would match as well: p0 = (k + .5)/(n + 1), Jeffreys 90 % interval, never 0 or 1."""

    hits: int
    days: int
    p0: float
    low: float
    high: float
    place: str
    radius: float
    """Kilometres."""
    lag: tuple[int, int]
    """Days after the claimed day, both included."""
    null_first: str
    null_last: str
    rule: str
    """Kinds and precisions that count, fixed before looking."""
    probability: float = 1.0
    """That the name in the claim means this place at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Record):
    """A claim beside an event of a record."""

    claim: str
    event: str
    relation: Literal["same event", "context"] = outcome("same event")
    """Context: the event lies near, but its kind cannot confirm or refute the claim."""
    probability: float = outcome(0.0)
    """That both speak of one event; never evidence that the claim is true."""
    chance: Chance | None = outcome()
    lead_days: float | None = outcome()
    """Days from the claim's paper to the event; None when the paper has no date."""
    factors: tuple[Compared, ...] = outcome(())
    ratios: tuple[Ratio, ...] = outcome(())
    circular: bool = outcome(default=False)
    why_circular: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Record):
    """What the loaded records can say about a claim at all."""

    claim: str
    checkable: bool = outcome(default=False)
    reason: str = outcome("")
    matched: int = outcome(0)
    context: int = outcome(0)
    chances: tuple[Chance, ...] = outcome(())
    """One for each place the name may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCheck(Record):
    """A number of a claim against the record, or why it was refused."""

    claim: str
    start: int
    """Of the number on the claim's page."""
    value: float | None = outcome()
    of: str = outcome("")
    refused: bool = outcome(default=True)
    missing: tuple[str, ...] = outcome(())
    """What is absent: source, base, period, counted, table; event when no recorded event is likely the same."""
    reason: str = outcome("")
    record: str = outcome("")
    """RecordSet name of the figure compared with."""
    figure: float | None = outcome()
    low: float | None = outcome()
    high: float | None = outcome()
    level: float | None = outcome()
    agrees: bool | None = outcome()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Record):
    """What speaks for or against a paper being genuine or a date being right. It never decides."""

    about: str
    """File, Document or Claim id."""
    name: SignalName
    at: Anchor | None = None
    """The place that is looked at, where there is one on a page."""
    of: str = ""
    """Which one of several of its name without a place: a font, a program, a picture."""
    stated: str = outcome("")
    """What the paper says or shows."""
    found: str = outcome("")
    """What it was held against."""
    speaks: Literal["for", "against", "neither"] = outcome("neither")
    why: str = outcome("")
    stated_at: tuple[Anchor, ...] = outcome(())
    """Where `stated` stands."""
    found_at: tuple[Anchor, ...] = outcome(())
    """Where `found` stands, in this or another paper."""
    rests_on: tuple[str, ...] = outcome(())
    """Ids of the Facts and Imprints that either value was taken from."""
    others: tuple[str, ...] = outcome(())
    """Document ids of the papers that it was compared with."""
