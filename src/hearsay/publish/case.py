"""All records of a case with the look-ups that a dossier needs.

In: records in any order. Out: the same records by kind and id, and by what they belong to, always in one order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self, TypeVar

from hearsay.model import (
    Check,
    Claim,
    Copy,
    Custody,
    Document,
    Drift,
    File,
    Judgement,
    Match,
    NumberCheck,
    Origin,
    Page,
    Proposition,
    Record,
    Relation,
    Voice,
)

R = TypeVar("R", bound=Record)


def grouped(pairs: Iterable[tuple[str, R]]) -> Mapping[str, tuple[R, ...]]:
    """Records by a key, in the order given."""
    found: defaultdict[str, list[R]] = defaultdict(list)
    for key, record in pairs:
        found[key].append(record)
    return {key: tuple(held) for key, held in found.items()}


@dataclass(frozen=True)
class Held:
    """Records by id, in order of id."""

    records: Mapping[str, Record]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Of records in any order; of two with one id the one with the smaller representation stays."""
        found: dict[str, Record] = {}
        for record in records:
            key = record.id
            held = found.get(key)
            found[key] = record if held is None else min(held, record, key=repr)
        return cls(found)

    @cached_property
    def _kinds(self) -> Mapping[type, Mapping[str, Record]]:
        found: defaultdict[type, dict[str, Record]] = defaultdict(dict)
        for key in sorted(self.records):
            found[type(self.records[key])][key] = self.records[key]
        return found

    def all(self, kind: type[R]) -> Mapping[str, R]:
        """The records of one kind by id, in order of id."""
        held = self._kinds.get(kind, {})
        return {key: record for key, record in held.items() if isinstance(record, kind)}

    def get(self, kind: type[R], key: str) -> R | None:
        """The record of this kind with this id; None if there is none."""
        found = self.records.get(key)
        return found if isinstance(found, kind) else None

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """By sha256."""
        return {document.sha256: document for document in self.all(Document).values()}

    @cached_property
    def pages(self) -> Mapping[str, tuple[Page, ...]]:
        """Of each sha256, in order of page number, then id."""
        ordered = sorted(self.all(Page).items(), key=lambda pair: (pair[1].number, pair[0]))
        return grouped((page.sha256, page) for _, page in ordered)

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The smallest path of each sha256."""
        found: dict[str, str] = {}
        for file in self.all(File).values():
            found[file.sha256] = min(found.get(file.sha256, file.path), file.path)
        return found | {sha256: document.path for sha256, document in self.documents.items() if document.path}


@dataclass(frozen=True)
class Case(Held):
    """Records and what belongs to what, each look-up made when first asked for."""

    @cached_property
    def proposition_of(self) -> Mapping[str, str]:
        """Proposition id by claim id; of several the smallest."""
        return {key: own for own, held in reversed(list(self.all(Proposition).items())) for key in held.claims}

    @cached_property
    def opposed(self) -> Mapping[str, tuple[str, ...]]:
        """Of each claim the claims that contradict or deny it, or that it contradicts or denies."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for relation in self.all(Relation).values():
            if relation.kind in ("contradicts", "denies"):
                found[relation.source].add(relation.target)
                found[relation.target].add(relation.source)
        return {end: tuple(sorted(others)) for end, others in found.items()}

    @cached_property
    def origins(self) -> Mapping[str, tuple[Origin, ...]]:
        """By proposition id."""
        return grouped((origin.proposition, origin) for origin in self.all(Origin).values())

    @cached_property
    def judgements(self) -> Mapping[str, tuple[Judgement, ...]]:
        """By what they are about."""
        return grouped((judgement.about, judgement) for judgement in self.all(Judgement).values())

    @cached_property
    def matches(self) -> Mapping[str, tuple[Match, ...]]:
        """By claim id, the likeliest first."""
        ordered = sorted(self.all(Match).items(), key=lambda pair: (-pair[1].probability, pair[0]))
        return grouped((match.claim, match) for _, match in ordered)

    @cached_property
    def checks(self) -> Mapping[str, tuple[Check, ...]]:
        """By claim id."""
        return grouped((check.claim, check) for check in self.all(Check).values())

    @cached_property
    def numbers(self) -> Mapping[str, tuple[NumberCheck, ...]]:
        """By claim id, in order of place."""
        ordered = sorted(self.all(NumberCheck).items(), key=lambda pair: (pair[1].start, pair[0]))
        return grouped((number.claim, number) for _, number in ordered)

    @cached_property
    def drifts(self) -> Mapping[str, tuple[Drift, ...]]:
        """By claim id, of both ends."""
        return grouped((end, drift) for drift in self.all(Drift).values() for end in {drift.later, drift.earlier})

    @cached_property
    def custody(self) -> Mapping[str, tuple[Custody, ...]]:
        """By what they are about, first hand first."""
        ordered = sorted(self.all(Custody).items(), key=lambda pair: (pair[1].about, pair[1].position, pair[0]))
        return grouped((custody.about, custody) for _, custody in ordered)

    @cached_property
    def voices(self) -> Mapping[str, tuple[Voice, ...]]:
        """By canonical key."""
        return grouped((voice.canonical, voice) for voice in self.all(Voice).values() if voice.canonical)

    @cached_property
    def copies(self) -> Mapping[str, tuple[str, ...]]:
        """Copy ids by the sha256 of the taking document."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key, copy in self.all(Copy).items():
            found[copy.later].append(key)
        return {later: tuple(keys) for later, keys in found.items()}

    def outlet(self, claim: Claim) -> str:
        """Who publishes a claim: the first holder of its chain, else the outlet or the path of its document."""
        if claim.chain:
            return self.holder(claim, 0)
        document = self.documents.get(claim.sha256)
        return (document.outlet or document.path) if document else claim.sha256[:12]

    def holder(self, claim: Claim, position: int) -> str:
        """Name of one holder of a chain."""
        hop = claim.chain[position]
        voice = self.get(Voice, hop.voice)
        return hop.holder or (voice.name if voice else "")

    def dated(self, claim: Claim) -> str:
        """Day its document was published; `9999` when unknown, so that it comes last."""
        document = self.documents.get(claim.sha256)
        return (document.published if document else "") or "9999"

    def in_order(self, ids: Iterable[str]) -> tuple[tuple[str, Claim], ...]:
        """Claims by day, then content and place: the order in which a reader would meet them."""
        found = [(key, claim) for key in set(ids) if (claim := self.get(Claim, key))]
        return tuple(sorted(found, key=lambda pair: (self.dated(pair[1]), pair[1].sha256, pair[1].start, pair[0])))
