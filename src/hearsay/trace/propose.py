"""Propositions: claims that say the same thing, across documents and languages.

In: the claims of all documents, boiled down. Out: Propositions. Claims are compared only where they share rare stems,
a number or facts; they are joined from the most alike downwards, and only into groups whose members are alike too.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import ClassVar

from msgspec import msgpack

from hearsay.model import Claim, Document, Proposition, Record
from hearsay.ports import Group, StepKind

from .saying import Saying, alike, rivals, saying

THRESHOLD = 0.55
"""Two claims at least this much alike say the same."""
TERMS = 8
"""Rarest terms of a claim by which it is found."""
NEIGHBOURS = 12
"""A term compares a claim with at most this many claims that follow it."""
SHOWN = 6
"""Members of a group with which another group is compared before they are joined."""


@dataclass(frozen=True, slots=True)
class Propose:
    """Which claims say the same."""

    name: ClassVar[str] = "trace.propose"
    version: ClassVar[str] = "3"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        """The claims of one document."""
        known = language_of(next(iter(group.only(Document)), None))
        found = sorted((saying(claim, *known) for claim in group.only(Claim)), key=lambda one: one.claim)
        return msgpack.encode(found)

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """Every claim in exactly one Proposition, in the order of their ids."""
        everything = [one for key in sorted(parts) for one in msgpack.decode(parts[key], type=list[Saying])]
        sayings = sorted(everything, key=lambda one: one.claim)
        groups = grouped(sayings)
        return sorted((proposition([sayings[i] for i in group]) for group in groups), key=lambda p: p.id)


def language_of(document: Document | None) -> tuple[str, str]:
    """Day of publication and first language of a document, each empty where it is not known."""
    if document is None:
        return "", ""
    return document.published, document.languages[0] if document.languages else ""


def proposition(members: Sequence[Saying]) -> Proposition:
    """The proposition of some claims: its anchor is the one first published, undated ones last, ties by id."""
    anchor = min(members, key=lambda one: (one.published == "", one.published, one.claim))
    return Proposition(
        anchor=anchor.claim,
        text=anchor.text,
        kind=anchor.kind,
        claims=tuple(sorted(one.claim for one in members)),
        documents=tuple(sorted({one.sha256 for one in members})),
        check_worthy=any(one.checked for one in members),
    )


@dataclass(slots=True)
class _Groups:
    """Union-find over claims, each root with its members."""

    parent: list[int]
    members: dict[int, list[int]] = field(default_factory=dict)

    def find(self, one: int) -> int:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        keep, drop = sorted((one, other))
        self.parent[drop] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(drop))


def grouped(sayings: Sequence[Saying]) -> list[list[int]]:
    """Indices of the claims that say the same; every index stands in exactly one group.

    Claims of one wording are compared once, in the order of their wordings, so that a copy moves no other claim.
    """
    rows: dict[bytes, list[int]] = defaultdict(list)
    for index, one in enumerate(sayings):
        rows[_wording(one)].append(index)
    same = [rows[key] for key in sorted(rows)]
    worded = [sayings[indices[0]] for indices in same]
    weight = weights(worded)
    groups = _Groups(list(range(len(worded))), {index: [index] for index in range(len(worded))})
    for _, mine, theirs in sorted(_links(worded, weight)):
        left, right = groups.find(mine), groups.find(theirs)
        if left != right and _fit(groups.members[left], groups.members[right], worded, weight):
            groups.join(left, right)
    return sorted(sorted(index for place in group for index in same[place]) for group in groups.members.values())


def _wording(one: Saying) -> bytes:
    """All by which a claim is compared; a claim without a content word is only itself."""
    facts = (one.values, one.counted, one.figure, one.actors, one.places, one.times)
    said = (one.stems, one.group, one.act, one.language, one.order, one.names)
    return msgpack.encode((said, facts, "" if one.stems else one.claim))


def weights(sayings: Sequence[Saying]) -> dict[str, float]:
    """How much each stem tells: ln((1 + n) / f) with f claims of n that have it."""
    counts = Counter(stem for one in sayings for stem in one.stems)
    return {stem: math.log((1 + len(sayings)) / count) + 0.05 for stem, count in sorted(counts.items())}


def _links(sayings: Sequence[Saying], weight: Mapping[str, float]) -> Iterator[tuple[float, int, int]]:
    for mine, theirs in neighbours([terms(one, weight) for one in sayings]):
        if (score := alike(sayings[mine], sayings[theirs], weight)) >= THRESHOLD:
            yield -score, mine, theirs


def neighbours(found: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of indices whose lists share a term and stand at most `NEIGHBOURS` apart among those that have it; sorted."""
    postings: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(found):
        for term in dict.fromkeys(own):
            postings[term].append(index)
    return sorted(
        {
            (mine, theirs)
            for holders in postings.values()
            for place, mine in enumerate(holders)
            for theirs in holders[place + 1 : place + 1 + NEIGHBOURS]
        }
    )


def terms(one: Saying, weight: Mapping[str, float]) -> list[str]:
    """What a claim is found by: its rarest stems two by two, its main number beside what it counts or where and when."""
    rare = sorted(one.stems, key=lambda stem: (-weight[stem], stem))[:TERMS]
    pairs = [f"{a} {b}" for a, b in combinations(sorted(rare[:5]), 2)]
    whole = [" ".join(one.stems)] if one.stems else []
    main = [f"{one.values[0]:g}"] if one.values else []
    said = (one.figure.fate, one.figure.counted) if one.figure is not None else ()
    beside = (*one.counted, one.act, *said, *one.actors, *one.places, *one.times, *rare)
    numbers = [f"#{number} {other}" for number in main for other in beside]
    facts = [f"@{a} {b}" for a, b in combinations((*one.actors, *one.places, *one.times), 2)]
    return sorted({*rare, *pairs, *whole, *numbers, *facts})


def _fit(left: Sequence[int], right: Sequence[int], sayings: Sequence[Saying], weight: Mapping[str, float]) -> bool:
    """Whether two groups may be one: no rival numbers, and alike on the average of their members."""
    pairs = [(sayings[a], sayings[b]) for a in left[:SHOWN] for b in right[:SHOWN]]
    if any(rivals(sayings[a], sayings[b]) for a in _numbered(left, sayings) for b in _numbered(right, sayings)):
        return False
    return sum(alike(a, b, weight) for a, b in pairs) >= 0.7 * THRESHOLD * len(pairs)


def _numbered(group: Sequence[int], sayings: Sequence[Saying]) -> list[int]:
    """One member with a main number, if there is one: within a group they agree."""
    return next(([index] for index in group if sayings[index].values), [])
