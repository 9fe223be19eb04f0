"""Records of the weigh and publish stages: ratings, hypotheses, judgements, dossier lines; and runs and rulings.

In: nothing. Out: frozen records. Probabilities are in 0..1; intervals hold both ends.
"""

from dataclasses import dataclass
from typing import Literal

from .identity import Record, outcome
from .vocabulary import AdmiraltyLetter, FitWord


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Record):
    """How reliable a voice is: a person's letter and what verified outcomes show, side by side, never multiplied."""

    voice: str
    """Canonical key."""
    letter: AdmiraltyLetter = outcome("F")
    """F: cannot be judged, which is not "bad"."""
    by: str = outcome("")
    """Who rated; empty when nobody did."""
    confirmed: int = outcome(0)
    refuted: int = outcome(0)
    batches: int = outcome(0)
    effective: float = outcome(0.0)
    """Number of outcomes after the design effect of batches: n/(1+(n-1)rho) per batch, summed."""
    mean: float = outcome(0.5)
    low: float = outcome(0.05)
    high: float = outcome(0.95)
    """90 % interval of Beta(1+s, 1+f)."""
    claimed: tuple[str, ...] = outcome(())
    """Claim ids that vouch for a track record without showing it: weight 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well one group of evidence fits one hypothesis, as people gave it."""

    evidence: str
    """Name of the group, as in the factors of the judgements."""
    low: float
    high: float
    """How much it is to be expected if the hypothesis holds, 0..1; 0 to 1 where nobody said."""
    stands: FitWord
    """The cell of the matrix of competing hypotheses."""
    parts: float
    """Nats by which the group parts at least two of the answers; 0 where it cannot tell any apart."""
    given_by: str = ""
    claims: tuple[str, ...] = ()
    """Claim ids that the quotes overlap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis(Record):
    """An answer that competes with others for one question."""

    question: str
    name: str
    text: str = outcome("")
    prior_low: float = outcome(0.0)
    prior_high: float = outcome(1.0)
    fits: tuple[Fit, ...] = outcome(())
    """One for each group of evidence that was found and rated, in the order of the factors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One thing that moves a judgement: a range of log-odds in nats, with the evidence it stands on."""

    name: str
    low: float
    high: float
    reason: str
    evidence: tuple[str, ...] = ()
    """Record ids; dependent ones stand in one factor."""
    given_by: str = ""
    """Who gave a likelihood; empty when it follows from the rules of evidence."""
    diagnostic: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """What follows, as an interval, with every factor that leads to it."""

    about: str
    """Proposition or Hypothesis id; for "is it genuine" the id of the paper's Voice, or of its Document."""
    subject: Literal["proposition", "hypothesis", "genuine"]
    text: str = outcome("")
    low: float = outcome(0.0)
    high: float = outcome(1.0)
    words: str = outcome("cannot be judged")
    """ICD-203 word or two neighbouring words, or "cannot be judged"."""
    confidence: str = outcome("")
    """Why the interval is as wide as it is; never in one sentence with the likelihood."""
    factors: tuple[Factor, ...] = outcome(())
    decides: tuple[str, ...] = outcome(())
    """Names of the factors without which the words would differ."""
    open_question: str = outcome("")
    """What would move the answer most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a sentence can be checked: content, page, characters [start, end), and the words as found."""

    sha256: str
    page: int
    start: int
    end: int
    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """One row of the table that a reporter wants."""

    proposition: str
    text: str = outcome("")
    documents: int = outcome(0)
    at_least: int = outcome(0)
    at_most: int = outcome(0)
    verdict: str = outcome("")
    surest: str = outcome("")
    """The surest wording on the way, with who chose it."""
    weakest: str = outcome("")
    record: str = outcome("")
    """What the record shows, in words, with p0 or the reason why it shows nothing."""
    judgement: str = outcome("")
    """Words and interval, or "cannot be judged"."""
    citations: tuple[Citation, ...] = outcome(())
    rank: int = outcome(0)
    """Place in the table, 0 first: what bears on a question of the case, then most check-worthy and most carried."""
    chain: str = outcome("")
    """The longest chain in words: by whom it is claimed, on whose word."""
    rivals: tuple[str, ...] = outcome(())
    """What contradicts or denies it, in words, with who says so and how many origins that has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Record):
    """One sentence of a dossier. Without a citation it is refused."""

    chapter: str
    position: int
    text: str
    citations: tuple[Citation, ...]
    about: str = outcome("")
    """Record id the sentence speaks of, for `hearsay explain`."""
    by: str = outcome("")
    """Who said or decided what the sentence holds, when that was a person of the case; empty when a step found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Record):
    """One computation of a step over some groups."""

    step: str
    version: str
    settings: str
    """Digest of the settings and of the global values it read."""
    started: str
    """ISO time, UTC, microseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Record):
    """What one Run thought of one record: its outcome fields, as JSON."""

    record: str
    run: str
    body: str = outcome("{}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling(Record):
    """What a person decided about a record; it outlives every re-run of a stage."""

    about: str
    """Record id."""
    by: str
    when: str
    """ISO time, UTC."""
    decision: Literal["accept", "reject", "edit", "note"]
    field: str = outcome("")
    value: str = outcome("")
    """JSON of the new value for an edit."""
    note: str = outcome("")
    quote: str = outcome("")
    """The words it was about, with context, to find them again in a better reading of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Record):
    """A value about the whole collection, with a version of its own."""

    name: str
    digest: str
    """Of `body`: two runs that find the same value have the same Summary."""
    body: bytes = outcome(b"")
