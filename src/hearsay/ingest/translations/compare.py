"""The step that lays a translation beside its original, sentence by sentence, and tells what differs.

In: a Group with one Translation and the pages and passages of both contents. Out: an Alignment, and a Difference for each
thing that the translation says otherwise, leaves out or adds.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from hearsay.errors import HearsayError
from hearsay.model import Alignment, Bead, Difference, Page, Passage, Record, Translation
from hearsay.ports import Group, StepKind

from .beads import pair_up
from .both import Both
from .differ import differences
from .sentences import Sentence, sentences_of

MOST = 20_000
"""Sentences of one text; what is longer is not aligned, and told."""


@dataclass(frozen=True, slots=True)
class Align:
    """Compares a translation with what it translates."""

    name: ClassVar[str] = "ingest.align"
    version: ClassVar[str] = "2"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Alignment and Difference*; nothing when one of the two has no text."""
        translation = next(iter(group.only(Translation)), None)
        if translation is None:
            return []
        one_paper = translation.sha256 == translation.original
        here = _side(group, translation.sha256, {translation.language} if one_paper else ())
        there = _side(group, translation.original, {translation.source} if one_paper else ())
        if translation.pages:
            there = [sentence for sentence in there if sentence.page.number in translation.pages]
        if max(len(here), len(there)) > MOST:
            raise HearsayError(
                f"a text of more than {MOST:,} sentences is not laid beside its translation",
                remedy="put the part that matters into a file of its own",
            )
        if not here or not there:
            return []
        spoken = [_spoken(group, sha, known) for sha, known in (
            (translation.original, translation.source), (translation.sha256, translation.language)
        )]  # fmt: skip
        return compared(Both(there, here, (spoken[0], spoken[1]), pair_up(there, here)), translation)


def _spoken(group: Group, sha256: str, known: str) -> str:
    """The language as known, else that of most characters."""
    pages = {page.id for page in group.only(Page) if page.sha256 == sha256}
    counts: Counter[str] = Counter()
    for p in group.only(Passage):
        if p.page in pages and p.language:
            counts[p.language] += p.end - p.start
    return known or min(counts, key=lambda language: (-counts[language], language), default="")


def _side(group: Group, sha256: str, languages: Collection[str]) -> list[Sentence]:
    pages = [page for page in group.only(Page) if page.sha256 == sha256]
    ids = {page.id for page in pages}
    return sentences_of(pages, [p for p in group.only(Passage) if p.page in ids], languages)


def compared(both: Both, translation: Translation) -> list[Record]:
    """The Alignment and the Differences of two texts that have sentences."""
    sha256, original = translation.sha256, translation.original
    marks = [both.marks(pairing) for pairing in both.pairings]
    beads = tuple(Bead(here=mine, there=theirs) for theirs, mine in marks)
    found: dict[str, Record] = {}
    for one in differences(both):
        record = Difference(
            sha256=sha256, original=original, kind=one.kind, here=one.here, there=one.there, said=one.said,
            meant=one.meant, sure=one.sure, why=one.why,
        )  # fmt: skip
        found.setdefault(record.id, record)
    return [Alignment(sha256=sha256, original=original, beads=beads), *(found[key] for key in sorted(found))]
