"""The table that a reporter wants: one row for each proposition, in the order in which they deserve checking.

In: a Case. Out: Findings with ranks from 0.
"""

from collections.abc import Sequence

from hearsay.model import Claim, Finding, Origin, Proposition

from .case import Case
from .chains import on_the_way, surest, weakest, wordings
from .cite import of_claim, several
from .phrases import inline
from .shown import judgement_words, record_words

URGENT = frozenset({"order", "deal", "statistic", "event"})
"""Kinds of claim that a record can most often speak about."""


def ranked(case: Case) -> tuple[tuple[str, Proposition], ...]:
    """Propositions by id, most check-worthy first, then most carried, then deepest, ties by anchor id."""
    return tuple(sorted(case.all(Proposition).items(), key=lambda pair: _order(case, *pair)))


def _order(case: Case, key: str, proposition: Proposition) -> tuple[int, int, int, str, str]:
    depth = max((len(claim.chain) for _, claim in case.in_order(proposition.claims)), default=0)
    tier = 2 - int(proposition.check_worthy) - int(proposition.kind in URGENT)
    return tier, -carried(case, proposition), -depth, proposition.anchor, key


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


def finding(case: Case, rank: int, key: str, proposition: Proposition) -> Finding:
    """One row."""
    claims = case.in_order(proposition.claims)
    found = wordings(case, on_the_way(case, claims))
    sure, weak = surest(found), weakest(found)
    origin = origin_of(case, key)
    anchor = case.get(Claim, proposition.anchor)
    return Finding(
        proposition=key,
        text=inline(proposition.text or (anchor.text if anchor else "")),
        documents=carried(case, proposition),
        at_least=origin.at_least if origin else 0,
        at_most=origin.at_most if origin else 0,
        verdict=origin.verdict if origin else "not counted",
        surest=sure.text if sure else "",
        weakest=weak.text if weak else "",
        record="; ".join(record_words(case, claims)),
        judgement=judged(case, key),
        citations=several(of_claim(case, claim) for _, claim in case.in_order(cited(case, claims))),
        rank=rank,
    )


def findings(case: Case) -> list[Finding]:
    """All rows, first rank first."""
    return [finding(case, rank, key, proposition) for rank, (key, proposition) in enumerate(ranked(case))]
