"""Which documents are worth aligning: a join on rare shingles, and on rare facts across languages.

In: the parts of all documents. Out: Pairs. Cost is linear in the number of hashes: a hash of many documents links each
of them only to its neighbours in the order of keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hearsay.model import Pair, Record, Summary
from hearsay.ports import Group, StepKind
from hearsay.settings import TraceSettings

from .shingling import Commons, Part, commons, from_summary, part_of, sample_of, sampled, to_bytes, unpacked
from .wording import Hashes

NEIGHBOURS = 16
"""A hash links a document to at most this many documents that follow it."""
FACTS_AT_LEAST = 3
"""Rare facts that two documents of different languages must share."""
FACT_LIMIT = 0.1
"""A fact in more than this share of documents, and in more than four, is not rare."""

TELLING = 8.0
"""A hash of at most so many documents counts in full; one of n documents counts TELLING / n, so that stock phrases of a
whole season of news do not make every text a candidate of every other, and the cost stays linear."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many documents each sampled shingle, word and fact stands."""

    settings: TraceSettings
    name: ClassVar[str] = "trace.frequencies"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        """The distinct hashes of one document."""
        return part_of(group, self.settings)

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """One Summary; its body is read by `shingling.from_summary`."""
        body = to_bytes(commons({key: unpacked(parts[key]) for key in sorted(parts)}, self.settings))
        return [Summary(name=self.name, digest=sha256(body).hexdigest(), body=body)]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of documents that share rare shingles, or rare facts in two languages."""

    settings: TraceSettings
    common: Summary
    name: ClassVar[str] = "trace.candidates"
    version: ClassVar[str] = "3"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        """The distinct hashes of one document."""
        return part_of(group, self.settings)

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """Pairs in the order of their keys."""
        keys = sorted(parts)
        read = {key: unpacked(parts[key]) for key in keys}
        counts = _shared_shingles(read, self.settings, from_summary(self.common))
        for pair, count in _shared_facts(read).items():
            counts.setdefault(pair, count)
        return [Pair(first=keys[a], second=keys[b], shared=counts[a, b]) for a, b in sorted(counts)]


def _shared_shingles(parts: Mapping[str, Part], settings: TraceSettings, common: Commons) -> dict[tuple[int, int], int]:
    sample = sample_of(parts, settings)
    sides = [sampled(part.shingles, sample) for part in parts.values()]
    return _join(sides, common.limit(settings), settings.shared_at_least)


def _shared_facts(parts: Mapping[str, Part]) -> dict[tuple[int, int], int]:
    languages = [part.language for part in parts.values()]
    if len(set(languages)) < 2:
        return {}
    found = _join([part.facts for part in parts.values()], max(4.0, FACT_LIMIT * len(parts)), FACTS_AT_LEAST)
    return {(a, b): n for (a, b), n in found.items() if languages[a] != languages[b]}


def _join(sides: Sequence[Hashes], limit: float, least: int) -> dict[tuple[int, int], int]:
    """How many hashes of at most `limit` documents each pair of documents shares, where that is `least` or more."""
    if len(sides) < 2:
        return {}
    hashes = np.concatenate(sides)
    owners = np.repeat(np.arange(len(sides), dtype=np.int64), [len(side) for side in sides])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else owners
    sizes = np.diff(np.append(starts, len(hashes)))
    kept = np.repeat((sizes > 1) & (sizes <= limit), sizes)
    telling = np.repeat(np.minimum(1.0, TELLING / np.maximum(sizes, 1)), sizes)[kept]
    codes, tells = _codes(hashes[kept], owners[kept], telling, len(sides))
    found, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    told = np.bincount(inverse.ravel(), weights=tells, minlength=len(found))
    enough = told >= least - 1e-9
    return {
        (int(c) // len(sides), int(c) % len(sides)): int(n) for c, n in zip(found[enough], counts[enough], strict=True)
    }


def _codes(
    hashes: Hashes, owners: NDArray[np.int64], telling: NDArray[np.float64], documents: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each pair of owners of one hash, at most `NEIGHBOURS` apart: its code, and how much the hash tells."""
    codes, tells = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float64)]
    for distance in range(1, NEIGHBOURS + 1):
        if len(hashes) <= distance:
            break
        same = hashes[distance:] == hashes[:-distance]
        if not same.any():
            break
        codes.append(owners[:-distance][same] * documents + owners[distance:][same])
        tells.append(telling[distance:][same])
    return np.concatenate(codes), np.concatenate(tells)
