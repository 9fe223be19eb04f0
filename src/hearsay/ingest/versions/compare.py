"""The step that tells what appeared, what vanished and what changed between two releases of one record.

In: a Group with one Version and the pages and passages of both contents. Out: a Comparison in numbers, and a Change for each
difference, with marks in both. Hidden text is not repeated: where something covers it, a cover stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import ClassVar

from hearsay.errors import HearsayError
from hearsay.model import Anchor, Change, ChangeKind, Comparison, Page, Passage, Record, Version
from hearsay.ports import Group, StepKind

from .covers import painted_over
from .lines import Line, lines_of
from .rows import RowChange, row_changes, table_of
from .words import COVER, Hunk, Word, hunks, words_of

LISTED = 2_000
"""Changes of one pair that are kept one by one; all are counted."""
MOST = 8_000_000
"""Characters of one release; what is longer is not compared, and told."""
_SHOWN = 300
"""Characters of the words shown."""
_ALIKE = 0.75
"""Likeness of letters from which on a change without digits is slight."""
_FEW = 4
"""Words of a slight change at most."""
_MOVED = 6
"""Words from which on the same run in another place is taken for moved."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Compares two releases of one record."""

    name: ClassVar[str] = "ingest.compare"
    version: ClassVar[str] = "2"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Comparison and Change*; nothing when one of the two has no text."""
        version = next(iter(group.only(Version)), None)
        if version is None:
            return []
        sides = [_side(group, sha256) for sha256 in (version.earlier, version.later)]
        if max(sum(len(page.text) for page in pages) for pages, _ in sides) > MOST:
            raise HearsayError(
                f"a release of more than {MOST:,} characters is not compared",
                remedy="compare the files with a program made for it",
            )
        if not all(pages for pages, _ in sides):
            return []
        rows = [lines_of(*side) for side in sides]
        if all(len(lines) > 1 for lines in rows):
            return _of_rows(version.earlier, version.later, rows)
        return _of_words(version.earlier, version.later, [words_of(*side) for side in sides])


def _side(group: Group, sha256: str) -> tuple[list[Page], list[Passage]]:
    pages = [page for page in group.only(Page) if page.sha256 == sha256 and page.text.strip()]
    ids = {page.id for page in pages}
    return pages, [p for p in group.only(Passage) if p.page in ids]


def _of_rows(earlier: str, later: str, rows: Sequence[Sequence[Line]]) -> list[Record]:
    before, after = (table_of(lines) for lines in rows)
    found, key, same = row_changes(before, after)
    changes = (_row(earlier, later, change, (before.lines, after.lines)) for change in found)
    return _kept(Comparison(earlier=earlier, later=later, key=", ".join(key), same=round(same, 3)), changes)


def _row(earlier: str, later: str, change: RowChange, lines: tuple[Sequence[Line], Sequence[Line]]) -> Change:
    return Change(
        earlier=earlier,
        later=later,
        kind=change.kind,
        before=_at(change.before, lines[0]),
        after=_at(change.after, lines[1]),
        was=change.was[:_SHOWN],
        became=change.became[:_SHOWN],
    )


def _at(line: Line | None, lines: Sequence[Line]) -> Anchor:
    """The place of a row; the end of the table, without width, for one that is not there."""
    page, start, end = line if line is not None else lines[-1]
    return Anchor(page=page.id, start=end if line is None else start, end=end)


def _of_words(earlier: str, later: str, sides: Sequence[Sequence[Word]]) -> list[Record]:
    before, after = sides
    if not before or not after:
        return []
    found = hunks(before, after)
    lost = sum(hunk.before[1] - hunk.before[0] for hunk in found)
    same = min(1.0, (len(before) - lost) / min(len(before), len(after)))
    pieces = [piece for hunk in found for piece in _paged(hunk, before, after)]
    changes = list(_worded(earlier, later, pieces, before, after))
    return _kept(Comparison(earlier=earlier, later=later, same=round(same, 3)), changes)


def _paged(hunk: Hunk, before: Sequence[Word], after: Sequence[Word]) -> Iterator[Hunk]:
    """A change cut where a page ends, for a mark stands on one page."""
    cuts = [_cut(before, hunk.before), _cut(after, hunk.after)]
    for at in range(max(map(len, cuts))):
        mine, theirs = (cut[at] if at < len(cut) else (cut[-1][1], cut[-1][1]) for cut in cuts)
        yield Hunk(mine, theirs)


def _cut(side: Sequence[Word], span: tuple[int, int]) -> list[tuple[int, int]]:
    first, last = span
    ends = [at for at in range(first + 1, last) if side[at].page is not side[at - 1].page]
    return list(zip([first, *ends], [*ends, last], strict=True))


def _worded(
    earlier: str, later: str, pieces: Sequence[Hunk], before: Sequence[Word], after: Sequence[Word]
) -> Iterator[Change]:
    lost = Counter(_keys(before, hunk.before) for hunk in pieces if hunk.before[0] < hunk.before[1])
    new = Counter(_keys(after, hunk.after) for hunk in pieces if hunk.after[0] < hunk.after[1])
    for hunk in pieces:
        mine, theirs = _keys(before, hunk.before), _keys(after, hunk.after)
        kind = _kind(mine, theirs)
        moved = len(mine or theirs) >= _MOVED and ((not theirs and new[mine]) or (not mine and lost[theirs]))
        why = "the same words stand in another place of the other release" if moved else _why(before, after, hunk)
        yield Change(
            earlier=earlier,
            later=later,
            kind=kind,
            before=_mark(before, hunk.before),
            after=_mark(after, hunk.after),
            was=_text(before, hunk.before),
            became=_text(after, hunk.after),
            slight=bool(moved) or (kind == "changed" and _slight(mine, theirs)),
            why=why,
        )


def _keys(side: Sequence[Word], span: tuple[int, int]) -> tuple[str, ...]:
    return tuple(word.key for word in side[slice(*span)])


def _kind(mine: Sequence[str], theirs: Sequence[str]) -> ChangeKind:
    covered = COVER in mine, COVER in theirs
    if covered == (False, True) and mine:
        return "blacked"
    if covered == (True, False) and theirs:
        return "uncovered"
    return "changed" if mine and theirs else "appeared" if theirs else "vanished"


def _slight(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a few words differ by letters alone, and no digit does."""
    one, other = "".join(mine), "".join(theirs)
    digits = ["".join(filter(str.isdigit, text)) for text in (one, other)]
    if digits[0] != digits[1] or max(len(mine), len(theirs)) > _FEW:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _why(before: Sequence[Word], after: Sequence[Word], hunk: Hunk) -> str:
    """Whether the words, or the place where they are missing, were read from a picture."""
    near = [
        side[max(0, min(first, len(side) - 1))] for side, (first, _) in ((before, hunk.before), (after, hunk.after))
    ]
    return "a machine read it from a picture" if any(word.page.seen for word in near) else ""


def _mark(side: Sequence[Word], span: tuple[int, int]) -> Anchor:
    first, last = span
    if first < last:
        return Anchor(page=side[first].page.id, start=side[first].start, end=side[last - 1].end)
    word = side[first - 1] if first else side[0]
    at = word.end if first else word.start
    return Anchor(page=word.page.id, start=at, end=at)


def _text(side: Sequence[Word], span: tuple[int, int]) -> str:
    """The words as written; a cover of a stretch that something covers, nothing of what else a reader would not see."""
    first, last = span
    if first == last:
        return ""
    page, start, end = side[first].page, side[first].start, side[last - 1].end
    text = page.text[start:end]
    shut = set(painted_over(page))
    for one in page.hidden:
        low, high = max(one.start, start) - start, min(one.end, end) - start
        if low < high:
            text = text[:low] + (COVER if (one.start, one.end) in shut else " ") * (high - low) + text[high:]
    return " ".join(text.split())[:_SHOWN]


def _kept(comparison: Comparison, changes: Iterable[Change]) -> list[Record]:
    """The Comparison with its counts, and the first changes in order of the text."""
    every = list({change.id: change for change in changes}.values())
    counts = Counter(change.kind for change in every)
    whole = replace(
        comparison, appeared=counts["appeared"], vanished=counts["vanished"], changed=counts["changed"],
        blacked=counts["blacked"], uncovered=counts["uncovered"], listed=min(LISTED, len(every)),
    )  # fmt: skip
    return [whole, *every[:LISTED]]
