"""From an aligned pair to its edges: which kind, which way, credited or not, and the unseen parent.

In: two documents with all that is known of them, and their `Likeness`. Out: Copies.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Anchor, Claim, Copy, CopyKind, Passage, SharedSpan

from .credits import Mention, credited_agencies
from .direction import Reason, Side, credits_outlet, later, why
from .likeness import Likeness, Weighed
from .tables import table

RESTS_ON = 0.9
"""Weight from which a credit says that the text rests on the agency."""
LONG = 20
"""Words of an unbroken stretch that make an edge verbatim."""


@dataclass(frozen=True, slots=True)
class Held:
    """One document of a pair."""

    side: Side
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]

    @property
    def key(self) -> str:
        """Its sha256."""
        return self.side.document.sha256

    @property
    def agencies(self) -> dict[str, Mention]:
        """Agencies that the text rests on."""
        found: dict[str, Mention] = {}
        for page in self.side.words.pages:
            found |= credited_agencies(page.text, RESTS_ON)
        own = {name.casefold() for name in self.side.outlets}
        return {key: mention for key, mention in found.items() if mention.name.casefold() not in own}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found between two documents, the first one of the pair first."""

    kind: CopyKind
    probability: float
    spans: tuple[tuple[Anchor, Anchor, float], ...]
    why: str


def of_words(one: Held, other: Held, shared: Likeness) -> Found:
    """The finding that shared wording makes."""
    shared_count = sum(w.run.words for w in shared.spans)
    longest = max(w.run.words for w in shared.spans)
    said = f"{len(shared.spans)} shared stretches of {shared_count} words, the longest {longest}"
    if shared.pieces:
        said += f", and {shared.pieces} shorter ones"
    return Found(kind_of(shared), shared.probability, anchored(one, other, shared.spans), said)


def anchored(one: Held, other: Held, spans: Sequence[Weighed]) -> tuple[tuple[Anchor, Anchor, float], ...]:
    """The anchors of the spans in both texts with the share of words in common."""
    mine, theirs = one.side.words, other.side.words
    return tuple(
        (mine.anchor(w.run.first, w.run.last), theirs.anchor(w.run.other_first, w.run.other_last), w.run.score)
        for w in spans
    )


def kind_of(shared: Likeness) -> CopyKind:
    """quote: nearly all of it in quotation marks; verbatim: a long unbroken stretch or most of a text; else paraphrase."""
    words = sum(w.run.words for w in shared.spans)
    if sum(w.run.words * w.quoted for w in shared.spans) >= 0.8 * words:
        return "quote"
    if any(w.run.words >= LONG and w.run.score >= 0.75 for w in shared.spans):
        return "verbatim"
    exact = sum(w.run.words for w in shared.spans if w.run.score >= 0.9)
    return "verbatim" if 2 * exact >= words and shared.coverage >= 0.3 else "paraphrase"


def edges(one: Held, other: Held, found: Found) -> list[Copy]:
    """The edge between two documents; with it both edges to an unseen parent where both credit one agency."""
    longer = len(one.side.words) > len(other.side.words)
    chance, reasons = later(one.side, other.side, one_longer=longer)
    if chance < 0.5 or (chance == 0.5 and one.key < other.key):
        turned = Found(found.kind, found.probability, tuple((b, a, s) for a, b, s in found.spans), found.why)
        again, turned_reasons = later(other.side, one.side, one_longer=not longer)
        return _drawn(other, one, turned, again, turned_reasons)
    return _drawn(one, other, found, chance, reasons)


def _drawn(taker: Held, giver: Held, found: Found, chance: float, reasons: Sequence[Reason]) -> list[Copy]:
    credited = credits_outlet(taker.side, giver.side)
    spans = tuple(SharedSpan(later=mine, earlier=theirs, score=score) for mine, theirs, score in found.spans)
    direction = why(reasons) or "nothing tells which text is the later one"
    edge = Copy(
        later=taker.key,
        earlier=giver.key,
        target="document",
        kind=found.kind,
        credited=credited,
        probability=found.probability,
        direction=chance,
        spans=spans,
        claims=travelled(taker.claims, [span.later for span in spans]),
        name=next(iter(giver.side.outlets), "") if credited else "",
        why=f"{found.why}; {direction}{_end_of(giver, taker, spans)}",
    )
    if credited or credits_outlet(giver.side, taker.side) or found.probability < 0.5:
        return [edge]
    return [edge, *_unseen(taker, giver, found)]


def _end_of(giver: Held, taker: Held, spans: Sequence[SharedSpan]) -> str:
    """A word on where in the later text the earlier one ends, where the last shared stretch is its end."""
    last = max(spans, key=lambda s: (s.earlier.page, s.earlier.end) if s.earlier else ("", 0), default=None)
    if last is None or last.earlier is None or not len(giver.side.words) or not len(taker.side.words):
        return ""
    ended = last.earlier.end == int(giver.side.words.end[-1])
    goes_on = last.later.end < int(taker.side.words.end[-1])
    one_page = len(giver.side.words.pages) == len(taker.side.words.pages) == 1
    return (
        f"; the earlier text ends at character {last.later.end} of this one" if ended and goes_on and one_page else ""
    )


def _unseen(taker: Held, giver: Held, found: Found) -> list[Copy]:
    """Edges of both texts to the text of an agency that both credit and that is not in the haul."""
    mine, theirs = taker.agencies, giver.agencies
    both = sorted(set(mine) & set(theirs))
    if not both:
        return []
    copies = []
    taken, given = [(a, s) for a, _, s in found.spans], [(b, s) for _, b, s in found.spans]
    for held, credit, places in ((taker, mine[both[0]], taken), (giver, theirs[both[0]], given)):
        spans = tuple(SharedSpan(later=place, score=score) for place, score in places)
        copies.append(
            Copy(
                later=held.key,
                earlier=f"inferred:{both[0]}",
                target="inferred",
                credited=True,
                probability=found.probability * credit.weight,
                direction=1.0,
                spans=spans,
                claims=travelled(held.claims, [span.later for span in spans]),
                name=f"unseen text of {credit.name}",
                why=f"credits {credit.name} and shares wording with another text that does; {found.why}",
            )
        )
    return copies


def travelled(claims: Sequence[Claim], anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """Ids of the claims at least half of which, or of whose text a shared span, lies in a shared stretch; sorted."""
    found = []
    for claim in claims:
        inside = sum(
            max(0, min(claim.end, mark.end) - max(claim.start, mark.start))
            for mark in anchors
            if mark.page == claim.page
        )
        if 3 * inside >= claim.end - claim.start:
            found.append(claim.id)
    return tuple(sorted(found))


def least() -> float:
    """Edges less likely than this are not kept."""
    return float(table("weights")["edge"]["least"])
