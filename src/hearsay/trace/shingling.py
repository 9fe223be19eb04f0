"""What one document adds to the search for copies, and how the whole collection's counts are kept.

In: Document, Pages, Passages of one content. Out: bytes of its hashes; of all parts, a `Commons` (counts of documents).
Hashes are sorted, so that a sample of one in n is a prefix. A small collection is not sampled: there a quotation of
ten words must be found, and all of it fits into memory.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hearsay.model import Document, Page, Passage, Summary
from hearsay.ports import Group
from hearsay.settings import TraceSettings

from .facts import quick
from .wording import Hashes, same_page, shingles, word_key, wording

HEAD = struct.Struct("<16sQQQ")
BODY = struct.Struct("<QQQQ")
SMALL = 2_000_000
"""Shingles in all, below which a collection is not sampled."""
SPAN = 1 << 64


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The distinct hashes of one document, each sorted."""

    language: str
    shingles: Hashes
    words: Hashes
    facts: Hashes


@dataclass(frozen=True, slots=True, eq=False)
class Commons:
    """In how many documents hashes stand. What is absent stands in at most two."""

    documents: int
    sample: int
    hashes: Hashes
    counts: NDArray[np.uint32]

    def of(self, wanted: Hashes) -> NDArray[np.int64]:
        """Documents of each hash; 1 where it is not kept."""
        if not len(self.hashes):
            return np.ones(len(wanted), dtype=np.int64)
        at = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
        return np.where(self.hashes[at] == wanted, self.counts[at].astype(np.int64), 1)

    def limit(self, settings: TraceSettings) -> float:
        """A hash of more documents than this is common."""
        return max(settings.common * self.documents, float(settings.common_at_least))

    def common(self, wanted: Hashes, settings: TraceSettings) -> NDArray[np.bool_]:
        """Which hashes stand in more documents than the limit."""
        return np.greater(self.of(wanted), self.limit(settings))


def part_of(group: Group, settings: TraceSettings) -> bytes:
    """The document's distinct shingles, words and facts, with its first language."""
    pages, passages = group.only(Page), group.only(Passage)
    document = next(iter(group.only(Document)), None)
    words = wording(pages, passages)
    mine = shingles(words.keys, settings.shingle)[same_page(words, settings.shingle)]
    known = np.array([word_key(key) for key in quick(words.pages)], dtype=np.uint64)
    language = document.languages[0] if document is not None and document.languages else ""
    return packed(Part(language, np.unique(mine), np.unique(words.keys), np.unique(known)))


def packed(part: Part) -> bytes:
    """A part as bytes, the same on every machine."""
    head = HEAD.pack(part.language.encode()[:16], len(part.shingles), len(part.words), len(part.facts))
    return head + b"".join(side.astype("<u8").tobytes() for side in (part.shingles, part.words, part.facts))


def unpacked(body: bytes) -> Part:
    """The part that `packed` wrote."""
    language, *counts = HEAD.unpack_from(body)
    sides, at = [], HEAD.size
    for count in counts:
        sides.append(np.frombuffer(body, dtype="<u8", count=count, offset=at).astype(np.uint64, copy=False))
        at += 8 * count
    return Part(language.rstrip(b"\0").decode(), *sides)


def sample_of(parts: Mapping[str, Part], settings: TraceSettings) -> int:
    """One shingle in how many is kept: all of a small collection, else one in `settings.sample`."""
    return 1 if sum(len(part.shingles) for part in parts.values()) <= SMALL else settings.sample


def sampled(hashes: Hashes, sample: int) -> Hashes:
    """The smallest hashes: one in `sample` of all."""
    return hashes if sample == 1 else hashes[: np.searchsorted(hashes, np.uint64(SPAN // sample))]


def commons(parts: Mapping[str, Part], settings: TraceSettings) -> Commons:
    """Counts over the whole collection: sampled shingles, words and facts together, three documents or more."""
    sample = sample_of(parts, settings)
    sides = [side for part in parts.values() for side in (sampled(part.shingles, sample), part.words, part.facts)]
    hashes, counts = np.unique(np.concatenate(sides) if sides else np.zeros(0, dtype=np.uint64), return_counts=True)
    kept = counts > 2
    return Commons(len(parts), sample, hashes[kept], counts[kept].astype(np.uint32))


def to_bytes(common: Commons) -> bytes:
    """A `Commons` as the body of a Summary."""
    head = BODY.pack(common.documents, common.sample, len(common.hashes), 0)
    return head + common.hashes.astype("<u8").tobytes() + common.counts.astype("<u4").tobytes()


@lru_cache(maxsize=2)
def from_summary(summary: Summary) -> Commons:
    """The counts that a Summary "trace.frequencies" holds; an empty body counts nothing."""
    if not summary.body:
        return Commons(0, 1, np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint32))
    documents, sample, count, _ = BODY.unpack_from(summary.body)
    hashes = np.frombuffer(summary.body, dtype="<u8", count=count, offset=BODY.size)
    counts = np.frombuffer(summary.body, dtype="<u4", count=count, offset=BODY.size + 8 * count)
    return Commons(documents, sample, hashes.astype(np.uint64, copy=False), counts.astype(np.uint32, copy=False))
