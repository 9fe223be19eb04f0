"""Records of the trace stage: who copied whom, what changed on the way, how many origins are left.

In: nothing. Out: frozen records.
"""

from dataclasses import dataclass

from .identity import Record, outcome
from .intake import Anchor
from .vocabulary import CopyKind, CopyTarget, DriftKind, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Record):
    """Two documents that share enough rare shingles to be worth aligning."""

    first: str
    second: str
    """sha256 of both documents, the smaller first."""
    shared: int = outcome(0)
    """Rare sampled shingles in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSpan:
    """The same words, or the same facts, in two texts."""

    later: Anchor
    earlier: Anchor | None = None
    """None when the earlier text is not in the haul."""
    score: float = 1.0
    """Share of words in common, 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(Record):
    """An edge from a later text to what it took its words or its word from."""

    later: str
    """sha256 of the taking document."""
    earlier: str
    """sha256 of the giving document, canonical key of a named voice, or key of an inferred parent."""
    target: CopyTarget
    kind: CopyKind = outcome("verbatim")
    credited: bool = outcome(default=False)
    probability: float = outcome(1.0)
    """That the edge exists at all, 0..1."""
    direction: float = outcome(0.5)
    """That `later` took from `earlier` and not the other way round, 0..1."""
    spans: tuple[SharedSpan, ...] = outcome(())
    claims: tuple[str, ...] = outcome(())
    """Ids of the claims of the later text that travelled on this edge."""
    name: str = outcome("")
    """How the later text names its source; empty when it does not."""
    why: str = outcome("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift(Record):
    """What one claim says differently from the claim it goes back to."""

    later: str
    """Claim id: the changed wording."""
    earlier: str
    """Claim id: the wording it goes back to."""
    what: DriftKind
    before: str = outcome("")
    after: str = outcome("")
    before_anchor: Anchor | None = outcome()
    after_anchor: Anchor | None = outcome()
    copy: str = outcome("")
    """Copy id; empty within one document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A statement or a paper that a proposition goes back to."""

    name: str
    key: str
    """Canonical key after merging by institution."""
    kind: str
    """named | unnamed | document | inferred."""
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    independent: bool = False
    """Whether its independence of the other roots is shown, not merely not disproved."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin(Record):
    """How many independent origins a proposition has, as an interval."""

    proposition: str
    at_least: int = outcome(0)
    at_most: int = outcome(0)
    verdict: Verdict = outcome("independence not established")
    roots: tuple[Root, ...] = outcome(())
    edges: tuple[str, ...] = outcome(())
    """Copy ids it rests on."""
    settle: str = outcome("")
    """What would settle it."""
