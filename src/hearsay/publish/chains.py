"""Chains and wordings in words: who passes it on to whom, and who chose the surest and the weakest words.

In: claims with their chains, drifts. Out: clauses such as "PJ Media quotes Fox News, which reports what the letter
says", and wordings such as `Sky News: "appear to be", "suggest"`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearsay.model import Anchor, Claim, Hop, Voice

from .case import Case
from .phrases import inline, isolate, joined, name, quoted, shorten, unique, word, words

SURENESS = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
"""FactBank's degrees, the surest highest; the sign is another matter."""

_DESCRIBED = frozenset({"person", "group", "unnamed", "document", "document_set"})

_PERSONS = frozenset({"person", "group", "unnamed"})


def inside(text: str, *, described: bool) -> str:
    """A name inside a sentence: a description that opens with an article loses its capital."""
    articles = {"the", *words()["first"]["one"], *words()["first"]["many"]}
    lowered = described and text.split(" ", 1)[0].lower() in articles
    return name(text[:1].lower() + text[1:] if lowered else text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One holder of a chain with what its grammar needs."""

    name: str
    kind: str
    mode: str

    @property
    def paper(self) -> bool:
        """Whether a paper or a set of papers speaks."""
        return self.kind in {"document", "document_set"}

    @property
    def number(self) -> int:
        """0 singular, 1 plural: only a description without a name, by its first word or its head noun."""
        if self.kind not in {"group", "unnamed", "document_set"}:
            return 0
        head = re.split(r" (?:of|from|in|who|that|with) ", self.name.lower(), maxsplit=1)[0].split()
        if not head or head[0] in words()["first"]["one"]:
            return 0
        return int(
            head[0] in words()["first"]["many"]
            or (head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is")))
        )

    @property
    def within(self) -> str:
        """The name inside a sentence: a description that opens with an article loses its capital."""
        return inside(self.name, described=self.kind in _DESCRIBED)

    @property
    def pronoun(self) -> str:
        """`who` or `which`."""
        return "who" if self.kind in _PERSONS else "which"


def holders(case: Case, claim: Claim) -> tuple[Holder, ...]:
    """The chain of a claim, outermost first."""
    found = []
    for position, hop in enumerate(claim.chain):
        voice = case.get(Voice, hop.voice)
        kind = voice.kind if voice else "unnamed"
        found.append(Holder(name=case.holder(claim, position), kind=kind, mode=hop.mode))
    return tuple(found)


def chain_words(case: Case, claim: Claim) -> str:
    """A chain as one clause without a full stop; a claim that nobody holds is said to be held by nobody."""
    chain = holders(case, claim)
    if not chain:
        return "the text does not say who holds it"
    text = name(chain[0].name)
    for position, holder in enumerate(chain):
        forms = words()["modes"][holder.mode]
        following = chain[position + 1] if position + 1 < len(chain) else None
        if following is None:
            return f"{text} {forms['alone'][holder.number]}"
        last = position + 2 == len(chain)
        if last and following.paper:
            says = words()["paper"].get(following.mode, words()["paper"]["shows"])[following.number]
            return f"{text} {forms['paper'][holder.number]} {following.within} {says}"
        text = f"{text} {forms['over'][holder.number]} {following.within}, {following.pronoun}"
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How one holder puts it."""

    rank: int
    """3 certain, 2 probable, 1 possible, 0 left open."""
    hedges: tuple[str, ...]
    who: str
    position: int
    """Of the hop, 0 nearest to the reader."""
    headline: bool
    mode: str
    claim: str

    @property
    def text(self) -> str:
        """Who chose it and in which words, as plain text."""
        where = f"{isolate(shorten(inline(self.who), 60)) or 'an unnamed voice'}{', headline' if self.headline else ''}"
        if self.hedges:
            said = ", ".join(f'"{isolate(shorten(inline(hedge), 60))}"' for hedge in self.hedges)
        else:
            said = ("left open", "possible", "probable", "no hedge")[self.rank]
        return f"{where}: {said}{' (denies it)' if self.mode == 'denies' else ''}"


def wordings(case: Case, claims: Iterable[tuple[str, Claim]]) -> list[Wording]:
    """Every hop of the claims that chooses a wording.

    A hop that only passes on the next one's words (uncommitted, without a hedge, not the last) chooses none.
    """
    found = []
    for key, claim in claims:
        last = len(claim.chain) - 1
        for position, hop in enumerate(claim.chain):
            if position == last or hop.hedges or hop.commitment != "Uu":
                found.append(_wording(case, key, claim, position, hop))
    return found


def _wording(case: Case, key: str, claim: Claim, position: int, hop: Hop) -> Wording:
    headline = claim.frame == "headline" and position == 0
    return Wording(
        rank=SURENESS[hop.commitment.rstrip("+-")],
        hedges=tuple(unique(hedge.text for hedge in hop.hedges)),
        who=case.holder(claim, position),
        position=position,
        headline=headline,
        mode=hop.mode,
        claim=key,
    )


def surest(found: Sequence[Wording]) -> Wording | None:
    """The most committed, then fewest hedges, headline first, nearest to the reader; None of nothing."""
    return min(found, key=lambda w: (-w.rank, len(w.hedges), not w.headline, w.position, w.who, w.claim), default=None)


def weakest(found: Sequence[Wording]) -> Wording | None:
    """The least committed, then most hedges, nearest to the origin; None of nothing."""
    return min(found, key=lambda w: (w.rank, -len(w.hedges), -w.position, w.who, w.claim), default=None)


def on_the_way(case: Case, claims: Sequence[tuple[str, Claim]]) -> tuple[tuple[str, Claim], ...]:
    """The claims and those at the other end of their drifts, in order of reading."""
    ends = {end for key, _ in claims for drift in case.drifts.get(key, ()) for end in (drift.later, drift.earlier)}
    return case.in_order(ends | {key for key, _ in claims})


def whose(case: Case, claim: Claim, wording: Anchor | None) -> str:
    """`Sky News, headline (press/a.txt)`: the holder whose hedge the wording is, else the publisher."""
    held = next((at for at, hop in reversed(list(enumerate(claim.chain))) if _holds(hop, wording)), 0)
    who = case.holder(claim, held) if claim.chain else case.outlet(claim)
    place = ", headline" if claim.frame == "headline" and held == 0 else ""
    return f"{name(who)}{place} ({isolate(inline(case.paths.get(claim.sha256, claim.sha256[:12])))})"


def _holds(hop: Hop, wording: Anchor | None) -> bool:
    """Whether a hedge of this hop touches the characters of the wording."""
    return wording is not None and any(
        hedge.anchor.page == wording.page and hedge.anchor.start < wording.end and wording.start < hedge.anchor.end
        for hedge in hop.hedges
    )


def commitment_words(mark: str) -> str:
    """`certain`, `probable that not`, `left open`."""
    return word("commitments", mark)


def carriers(case: Case, claims: Sequence[tuple[str, Claim]], most: int = 6) -> str:
    """The outlets that carry claims, each once, the rest counted."""
    outlets = unique(name(case.outlet(claim)) for _, claim in claims)
    shown = outlets[:most] + ([f"{len(outlets) - most} more"] if len(outlets) > most else [])
    return joined(shown)


def said(claim: Claim) -> str:
    """The words of a claim, quoted."""
    return quoted(claim.text)
