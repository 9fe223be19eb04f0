"""The words of a document as numbers, with their places: what shingles and alignments are made of.

In: Pages and Passages of one document. Out: `Wording` (one 64-bit key a word, original offsets), shingle hashes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from hearsay.model import Anchor, Page, Passage
from hearsay.text.normal import fold
from hearsay.text.segment import words

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

FACTOR = np.uint64(0x9E3779B97F4A7C15)
MIX = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
"""Multipliers of the splitmix64 finaliser (Steele, Lea, Flood 2014)."""


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """A document word by word; all arrays have one entry a word. Furniture is left out."""

    keys: Hashes
    """64-bit hash of the folded word."""
    page: Places
    """Index into `pages`."""
    start: Places
    end: Places
    """Half-open code points of the original page text."""
    pages: tuple[Page, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def anchor(self, first: int, last: int) -> Anchor:
        """The characters from word `first` to word `last`, the last one included; both stand on one page."""
        return Anchor(page=self.pages[int(self.page[first])].id, start=int(self.start[first]), end=int(self.end[last]))

    def text(self, first: int, last: int) -> str:
        """The original characters from word `first` to word `last`, the last one included."""
        page = self.pages[int(self.page[first])]
        return page.text[int(self.start[first]) : int(self.end[last])]


@lru_cache(maxsize=1 << 18)
def word_key(word: str) -> int:
    """64-bit BLAKE2b of a folded word without its apostrophes; the same on every machine."""
    bare = word.replace("'", "")
    return int.from_bytes(blake2b(bare.encode(), digest_size=8).digest(), "little")


def readings(pages: Sequence[Page]) -> tuple[Page, ...]:
    """One reading of each page number: text before OCR, then the surer one, then by id."""

    def order(page: Page) -> tuple[int, bool, float, str]:
        return page.number, page.method == "ocr", -(page.confidence or 0.0), page.id

    chosen: dict[int, Page] = {}
    for page in sorted(pages, key=order):
        chosen.setdefault(page.number, page)
    return tuple(chosen.values())


def wording(pages: Sequence[Page], passages: Sequence[Passage]) -> Wording:
    """All words of the pages in reading order, without passages of kind furniture and of kind credit."""
    chosen = readings(pages)
    silent: dict[str, list[tuple[int, int]]] = {}
    for passage in passages:
        if passage.kind in {"furniture", "credit"}:
            silent.setdefault(passage.page, []).append((passage.start, passage.end))
    rows: list[tuple[int, int, int, int]] = []
    for index, page in enumerate(chosen):
        rows += _page_words(page.text, index, silent.get(page.id, []))
    keys = np.array([row[0] for row in rows], dtype=np.uint64)
    rest = np.array([row[1:] for row in rows], dtype=np.int64).reshape(-1, 3)
    return Wording(keys, rest[:, 0], rest[:, 1], rest[:, 2], chosen)


def _page_words(text: str, index: int, silent: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    folded = fold(text)
    muted = np.zeros(len(text) + 1, dtype=bool)
    for first, last in silent:
        muted[first:last] = True
    rows = []
    for first, last in words(folded.text):
        start, end = folded.original(first, last)
        if not muted[start]:
            rows.append((word_key(folded.text[first:last]), index, start, end))
    return rows


def keys_of(text: str) -> Hashes:
    """Keys of the words of a text that stands on no page (a name, a phrase)."""
    folded = fold(text).text
    return np.array([word_key(folded[first:last]) for first, last in words(folded)], dtype=np.uint64)


def shingles(keys: Hashes, width: int) -> Hashes:
    """One well-mixed hash for each run of `width` words; entry i starts at word i. Empty when the text is shorter."""
    count = len(keys) - width + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(width):
        mixed = mixed * FACTOR + keys[offset : offset + count]
    for shift, factor in MIX:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def same_page(wording: Wording, width: int) -> NDArray[np.bool_]:
    """Which shingles of `width` words lie within one page."""
    count = max(0, len(wording) - width + 1)
    return np.equal(wording.page[:count], wording.page[len(wording) - count :])


def find_run(keys: Hashes, wanted: Hashes) -> list[int]:
    """Word positions at which the run `wanted` starts in `keys`; none for an empty run."""
    if not len(wanted) or len(wanted) > len(keys):
        return []
    at = np.flatnonzero(keys[: len(keys) - len(wanted) + 1] == wanted[0])
    return [int(i) for i in at if np.array_equal(keys[i : i + len(wanted)], wanted)]
