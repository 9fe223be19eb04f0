"""How reliable a voice is: the letter that a person gave, and what verified outcomes show, side by side.

In: keyed by canonical voice key: its Voices, the claims that bear on its record, Relations; ratings of case.toml.
Out: exactly one Rating. Words that vouch for a voice are listed and weigh nothing until somebody enters outcomes.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hearsay.errors import CaseInvalid
from hearsay.model import AdmiraltyLetter, Claim, Rating, Record, Relation, Voice
from hearsay.ports import Group, StepKind
from hearsay.settings import DeclaredRating, VerifiedOutcome, WeighSettings
from hearsay.text.names import name_key

from .beta import track_record

MOST = 100_000
"""Verified outcomes in one entry."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Keyed step: the Rating of one canonical voice."""

    name: ClassVar[str] = "weigh.rate"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "keyed"

    settings: WeighSettings
    ratings: tuple[DeclaredRating, ...] = ()

    def __call__(self, group: Group) -> list[Record]:
        """One Rating for the voice `group.key`; letter F and no outcomes where nobody rated it; CaseInvalid for impossible numbers."""
        voices = group.only(Voice)
        keys = keys_of(group.key, voices)
        mine = [rating for rating in self.ratings if name_key(rating.voice) in keys or rating.voice == group.key]
        letter, by = letter_of(mine)
        batches = batches_of(outcome for rating in mine for outcome in rating.outcomes)
        if not 0.0 <= self.settings.rho <= 1.0:
            raise CaseInvalid(f"settings.weigh.rho is {self.settings.rho}", remedy="give a number from 0 to 1")
        record = track_record(batches, self.settings.rho)
        return [
            Rating(
                voice=group.key,
                letter=letter,
                by=by,
                confirmed=sum(confirmed for confirmed, _ in batches),
                refuted=sum(refuted for _, refuted in batches),
                batches=len(batches),
                effective=record.effective,
                mean=record.mean,
                low=record.low,
                high=record.high,
                claimed=vouching(group.key, voices, group.only(Claim), group.only(Relation)),
            )
        ]


def keys_of(key: str, voices: Iterable[Voice]) -> frozenset[str]:
    """Name keys under which case.toml may rate the voice; descriptions of unnamed voices rate nobody."""
    named = [voice for voice in voices if voice.kind != "unnamed"]
    return frozenset({key, *(name_key(name) for voice in named for name in (voice.name, *voice.aliases))})


def letter_of(ratings: Iterable[DeclaredRating]) -> tuple[AdmiraltyLetter, str]:
    """The letter and who gave it. Where people differ the less favourable letter stands and `by` lists who said what.

    F is "cannot be judged": it never overrides the letter of somebody who could judge.
    """
    given = sorted({(rating.letter, rating.by) for rating in ratings if rating.letter != "F" or rating.by})
    judged = [(letter, by) for letter, by in given if letter != "F"] or given
    if not judged:
        return "F", ""
    letters = {letter for letter, _ in judged}
    if len(letters) == 1:
        return judged[0][0], ", ".join(by for _, by in judged if by)
    return max(letters), "; ".join(f"{by or 'somebody unnamed'}: {letter}" for letter, by in judged)


def batches_of(outcomes: Iterable[VerifiedOutcome]) -> list[tuple[int, int]]:
    """(confirmed, refuted) of each batch, sorted. The same entry twice is one; an outcome without a batch stands alone.

    CaseInvalid for a count below 0 or above `MOST`.
    """
    named: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    alone: list[tuple[int, int]] = []
    entries = {(entry.batch, entry.confirmed, entry.refuted, entry.evidence) for entry in outcomes}
    for batch, confirmed, refuted, evidence in sorted(entries):
        if not (0 <= confirmed <= MOST and 0 <= refuted <= MOST):
            remedy = f"give counts from 0 to {MOST}"
            raise CaseInvalid(f"outcome {evidence or batch!r}: {confirmed} confirmed, {refuted} refuted", remedy=remedy)
        if batch:
            named[batch][0] += confirmed
            named[batch][1] += refuted
        else:
            alone += [(1, 0)] * confirmed + [(0, 1)] * refuted
    return sorted([(s, f) for s, f in named.values() if s or f] + alone)


def vouching(
    key: str, voices: Sequence[Voice], claims: Sequence[Claim], relations: Sequence[Relation]
) -> tuple[str, ...]:
    """Ids, sorted, of the claims that vouch for the voice without showing it: they weigh nothing."""
    about = {key, *(voice.id for voice in voices)}
    vouches = {rel.source for rel in relations if rel.kind == "vouches_for" and rel.target in about}
    vouched = {claim.id for claim in claims if claim.kind == "track_record" or claim.id in vouches}
    return tuple(sorted(vouched))
