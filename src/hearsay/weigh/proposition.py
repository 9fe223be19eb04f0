"""What follows about a proposition: prior, one factor an origin, denials, the record; their sum is the answer.

In: keyed by proposition id: the Proposition with its Claims, Documents, Origin, Copies, Matches, Checks, NumberChecks,
Ratings, Relations, Voices, Custody. Out: exactly one Judgement. The low ends of its factors sum to the log-odds of `low`,
the high ends to those of `high`, in nats; opinions and inferences get [0, 1], "cannot be judged" and no factors.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import ClassVar

from hearsay.model import (
    Check,
    Claim,
    Copy,
    Custody,
    Judgement,
    Match,
    NumberCheck,
    Origin,
    Proposition,
    Rating,
    Record,
    Relation,
    Voice,
)
from hearsay.ports import Group, StepKind
from hearsay.settings import WeighSettings

from .bearing import concerned, denials, doubts, praised
from .odds import Part, logit, named_apart, part, probability
from .record import parts_of_numbers, parts_of_record
from .roots import Context, parts_of_roots, says_no
from .sensitivity import deciding
from .tables import weight
from .words import words_for

OPINIONS = ("evaluation", "insinuation", "mental_state", "motive", "conclusion")
PRIOR = "prior"


@dataclass(frozen=True, slots=True)
class JudgeProposition:
    """Keyed step: the Judgement of one Proposition."""

    name: ClassVar[str] = "weigh.judge_proposition"
    version: ClassVar[str] = "3"
    kind: ClassVar[StepKind] = "keyed"

    settings: WeighSettings

    def __call__(self, group: Group) -> list[Record]:
        """One Judgement, or nothing where the group holds no Proposition."""
        found = group.only(Proposition)
        if not found:
            return []
        proposition = min(found, key=lambda p: p.id)
        if proposition.kind in OPINIONS:
            return [opinion(proposition)]
        origin = min(group.only(Origin), key=lambda o: o.id, default=None)
        parts = named_apart([prior(), *_evidence(proposition, origin, group, self.settings)])
        return [judged(proposition, origin, parts, group.only(Check))]


def opinion(proposition: Proposition) -> Judgement:
    """An opinion, a motive or an inference: nothing that a witness or a record could show."""
    kind = proposition.kind.replace("_", " ")
    why = f"This is of the kind “{kind}”: an opinion or an inference, which no witness and no record can settle."
    question = "Which facts does it rest on, and are those judged?"
    return Judgement(
        about=proposition.id, subject="proposition", text=proposition.text, confidence=why, open_question=question
    )


def prior() -> Part:
    """The wide range from which every proposition starts, before anybody is heard."""
    low, high = weight("prior", "range")
    value = logit(low), logit(high)
    odds = f"from {exp(-value[0]):.3g} to 1 against up to {exp(value[1]):.3g} to 1 for"
    return part(
        PRIOR, value, f"Before anybody is heard, {odds} ({low:.0%} to {high:.0%}): the same for every proposition."
    )


def judged(
    proposition: Proposition, origin: Origin | None, parts: Sequence[Part], checks: Sequence[Check]
) -> Judgement:
    """The Judgement that `parts`, the prior among them, add up to."""
    factors = tuple(p.factor for p in parts)
    low, high = probability(factors)
    strengths = {factor.name: max(abs(factor.low), abs(factor.high)) for factor in factors if factor.name != PRIOR}
    return Judgement(
        about=proposition.id,
        subject="proposition",
        text=proposition.text,
        low=low,
        high=high,
        words=words_for(low, high),
        confidence=confidence(proposition, origin, checks),
        factors=factors,
        decides=deciding(strengths, lambda out: words_for(*probability(f for f in factors if f.name not in out))),
        open_question=open_question(parts, origin),
    )


def confidence(proposition: Proposition, origin: Origin | None, checks: Sequence[Check]) -> str:
    """How broad the ground is: texts, origins, coverage. It never holds a word of likelihood."""
    texts = len(proposition.documents)
    carried = f"{texts} {'text carries' if texts == 1 else 'texts carry'} it"
    if origin is None:
        origins = "its origins were not counted"
    else:
        span = f"{origin.at_least}" if origin.at_least == origin.at_most else f"{origin.at_least} to {origin.at_most}"
        origins = f"independent origins counted: {span} ({origin.verdict})"
    if not checks:
        coverage = "no record was asked"
    elif any(check.checkable for check in checks):
        coverage = "the loaded records cover it"
    else:
        coverage = "the loaded records cannot check it"
    return f"{carried}; {origins}; {coverage}."


def open_question(parts: Iterable[Part], origin: Origin | None) -> str:
    """The question behind the widest range (ties by name); without any, what would settle the count of origins."""
    open_ones = [p for p in parts if p.question and p.factor.high > p.factor.low]
    if open_ones:
        return min(open_ones, key=lambda p: (p.factor.low - p.factor.high, p.factor.name)).question
    if origin is not None and origin.settle:
        return origin.settle
    return "Who says so first-hand, and which record covers its place, its time and its kind of event?"


def _evidence(proposition: Proposition, origin: Origin | None, group: Group, settings: WeighSettings) -> list[Part]:
    """All parts but the prior, from the records of the group that bear on the proposition's own claims."""
    members = set(proposition.claims) | {proposition.anchor}
    claims = {claim.id: claim for claim in group.only(Claim)}
    voices = {voice.id: voice for voice in group.only(Voice)}
    ratings = {rating.voice: rating for rating in group.only(Rating)}
    anchor = claims.get(proposition.anchor)
    context = Context(
        settings=settings,
        claims=claims,
        ratings=ratings,
        stakes={voice.canonical: voice.stake for voice in sorted(voices.values(), key=lambda v: v.id) if voice.stake},
        copies=group.only(Copy),
        says_no=anchor is not None and says_no(anchor),
    )
    relations = group.only(Relation)
    speakers = _speakers(origin, members, claims, voices)
    papers = [root for root in (origin.roots if origin is not None else ()) if root.kind == "document"]
    texts = [sha256 for root in papers for sha256 in root.documents]
    return [
        *parts_of_roots(origin, context),
        *denials(members, relations, voices, context),
        *doubts(members, relations, claims),
        *praised(concerned(ratings.values(), speakers, group.only(Custody), texts)),
        *parts_of_record(
            sorted((m for m in group.only(Match) if m.claim in members), key=lambda m: m.id),
            sorted((c for c in group.only(Check) if c.claim in members), key=lambda c: c.id),
            claims,
        ),
        *parts_of_numbers(n for n in group.only(NumberCheck) if n.claim in members),
    ]


def _speakers(
    origin: Origin | None, members: Iterable[str], claims: Mapping[str, Claim], voices: Mapping[str, Voice]
) -> set[str]:
    """Canonical keys of the roots and of everybody in the chains of the proposition's claims."""
    chains = [claims[ident].chain for ident in members if ident in claims]
    held = {voices[hop.voice].canonical for chain in chains for hop in chain if hop.voice in voices}
    return held | {root.key for root in (origin.roots if origin is not None else ())}
