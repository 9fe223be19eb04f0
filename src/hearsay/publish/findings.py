"""The table that a reporter wants: one row for each proposition, in the order in which they deserve checking.

In: a Case. Out: Findings with ranks from 0.
"""

from collections.abc import Sequence

from hearsay.model import Claim, Finding, Judgement, Origin, Proposition

from .case import Case
from .chains import chain_words, on_the_way, said, surest, weakest, wordings
from .cite import of_claim, several
from .phrases import counted, title, unique
from .shown import judgement_words, record_words

URGENT = frozenset({"order", "deal", "statistic", "event"})
"""Kinds of claim that a record can most often speak about."""


def ranked(case: Case) -> tuple[tuple[str, Proposition], ...]:
    """Propositions by id: what bears on a question of the case first, then the most check-worthy, then most carried,
    then what a record holds, then deepest, ties by anchor id.
    """
    bearing = asked(case)
    return tuple(sorted(case.all(Proposition).items(), key=lambda pair: (*_order(case, pair[1], bearing), pair[0])))


def asked(case: Case) -> frozenset[str]:
    """Ids of the claims that a person named as evidence for a question."""
    judged = (one for one in case.all(Judgement).values() if one.subject == "hypothesis")
    return frozenset(key for one in judged for factor in one.factors for key in factor.evidence)


def _order(case: Case, proposition: Proposition, bearing: frozenset[str]) -> tuple[bool, int, int, bool, int, str]:
    depth = max((len(claim.chain) for _, claim in case.in_order(proposition.claims)), default=0)
    tier = 2 - int(proposition.check_worthy) - int(proposition.kind in URGENT)
    held = any(match.relation == "same event" for key in proposition.claims for match in case.matches.get(key, ()))
    aside = bearing.isdisjoint(proposition.claims)
    return aside, tier, -carried(case, proposition), not held, -depth, proposition.anchor


def carried(case: Case, proposition: Proposition) -> int:
    """Number of documents that carry a proposition, one for each content."""
    found = {claim.sha256 for _, claim in case.in_order(proposition.claims)}
    return len((found | set(proposition.documents)) - {""})


def origin_of(case: Case, key: str) -> Origin | None:
    """The count of origins of a proposition; None when nobody counted."""
    return next(iter(case.origins.get(key, ())), None)


def judged(case: Case, key: str) -> str:
    """The words and the interval of the judgement of a proposition."""
    for judgement in case.judgements.get(key, ()):
        if judgement.subject == "proposition":
            return judgement_words(judgement.words, judgement.low, judgement.high)
    return "cannot be judged"


def cited(case: Case, claims: Sequence[tuple[str, Claim]], most: int = 6) -> tuple[str, ...]:
    """Ids of one claim for each document, in order of reading, at most `most`."""
    first: dict[str, str] = {}
    for key, claim in claims:
        if of_claim(case, claim):
            first.setdefault(claim.sha256, key)
    return tuple(first.values())[:most]


def deepest(case: Case, claims: Sequence[tuple[str, Claim]]) -> str:
    """The longest chain in words, the first in order of reading; empty without a claim."""
    longest = max(claims, key=lambda pair: len(pair[1].chain), default=None)
    return chain_words(case, longest[1]) if longest else ""


def rivals(case: Case, proposition: Proposition) -> tuple[str, ...]:
    """What contradicts or denies a proposition: each rival wording once, with who says it and its own origins.

    The same words with another number, in the text they were taken from or in one that took them, are told as such.
    """
    inside = frozenset(proposition.claims)
    ends = {other for key in inside for other in case.opposed.get(key, ())} - inside
    moved = {
        end
        for key in inside
        for drift in case.drifts.get(key, ())
        if drift.what == "number" and drift.copy
        for end in (drift.later, drift.earlier)
    }
    changed = [
        f"{rival_words(case, claim)}: the number changed along a copy"
        for _, claim in case.in_order(moved - inside - ends)
    ]
    return tuple(unique([*(rival_words(case, claim) for _, claim in case.in_order(ends)), *changed]))


def rival_words(case: Case, claim: Claim) -> str:
    """`“27 were killed” (Radio North reports it; 2 texts, origins 1 - 2, independence not established)`."""
    key = case.proposition_of.get(claim.id, "")
    proposition, origin = case.get(Proposition, key), origin_of(case, key)
    told = [chain_words(case, claim)]
    if proposition:
        told.append(counted(carried(case, proposition), "text"))
    if origin:
        told.append(f"origins {origin.at_least} - {origin.at_most}, {origin.verdict}")
    return f"{said(claim)} ({'; '.join(told)})"


def finding(case: Case, rank: int, key: str, proposition: Proposition) -> Finding:
    """One row."""
    claims = case.in_order(proposition.claims)
    found = wordings(case, on_the_way(case, claims))
    sure, weak = surest(found), weakest(found)
    if sure and weak and (sure.rank, sure.hedges) == (weak.rank, weak.hedges):
        weak = sure
    origin = origin_of(case, key)
    anchor = case.get(Claim, proposition.anchor)
    return Finding(
        proposition=key,
        text=title(proposition.text or (anchor.text if anchor else "")),
        documents=carried(case, proposition),
        at_least=origin.at_least if origin else 0,
        at_most=origin.at_most if origin else 0,
        verdict=origin.verdict if origin else "not counted",
        surest=sure.text if sure else "",
        weakest=weak.text if weak else "",
        record="; ".join(record_words(case, claims)),
        judgement=judged(case, key),
        chain=deepest(case, claims),
        rivals=rivals(case, proposition),
        citations=several(of_claim(case, claim) for _, claim in case.in_order(cited(case, claims))),
        rank=rank,
    )


def findings(case: Case) -> list[Finding]:
    """All rows, first rank first."""
    return [finding(case, rank, key, proposition) for rank, (key, proposition) in enumerate(ranked(case))]
