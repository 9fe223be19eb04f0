"""What changed between two texts, word by word: tolerant of lines broken elsewhere and of marks, not of a digit.

In: pages and passages of two releases, the earlier first. Out: `Hunk`s in order. Runs of words that stand once in each
text are found first and in one order, and only the gaps between them are compared word by word, so that the cost grows
with the length of the texts. Words that something covers are covers, other words that a reader would not see are none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from hearsay.ingest.order import rising
from hearsay.model import Page, Passage
from hearsay.text.normal import fold_text

from .covers import covers, painted_over

COVER = "█"
"""Key of a cover."""
_RUN = 3
"""Words of a run that anchors."""
_GAP = 4_000
"""Words of a gap that are compared word by word; in a longer one only runs that stand once are found."""
_JOINED = 1
"""Equal words between two changes that are told as one."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or cover, at [start, end) of a page."""

    key: str
    page: Page
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words [first, last) of the earlier text that became words [first, last) of the later one."""

    before: tuple[int, int]
    after: tuple[int, int]


def words_of(pages: Sequence[Page], passages: Sequence[Passage]) -> list[Word]:
    """The words and covers of a text in order, furniture left out."""
    silent: dict[str, list[tuple[int, int]]] = {}
    for p in passages:
        if p.kind == "furniture":
            silent.setdefault(p.page, []).append((p.start, p.end))
    found: list[Word] = []
    for page in sorted(pages, key=lambda page: (page.number, page.id)):
        found += _of_page(page, silent.get(page.id, ()))
    return found


def _of_page(page: Page, silent: Sequence[tuple[int, int]]) -> Iterator[Word]:
    shut = {*covers(page.text), *painted_over(page)}
    at = 0
    for start, end in sorted(shut | {(hidden.start, hidden.end) for hidden in page.hidden}):
        if start >= at:
            yield from _plain(page, (at, start), silent)
            if (start, end) in shut:
                yield Word(COVER, page, start, end)
        at = max(at, end)
    yield from _plain(page, (at, len(page.text)), silent)


def _plain(page: Page, span: tuple[int, int], silent: Sequence[tuple[int, int]]) -> Iterator[Word]:
    for m in _WORD.finditer(page.text, *span):
        if not any(first <= m.start() < last for first, last in silent):
            yield Word(_key(m.group()), page, m.start(), m.end())


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return fold_text(word)


def hunks(before: Sequence[Word], after: Sequence[Word]) -> list[Hunk]:
    """What changed, in order; changes with hardly a word between them are one."""
    mine, theirs = [word.key for word in before], [word.key for word in after]
    found: list[Hunk] = []
    i = j = 0
    for a, b, length in [*_matches(mine, theirs), (len(mine), len(theirs), 0)]:
        if a > i or b > j:
            if found and _joins(found[-1], (i, a), (j, b)):
                found[-1] = Hunk((found[-1].before[0], a), (found[-1].after[0], b))
            else:
                found.append(Hunk((i, a), (j, b)))
        i, j = a + length, b + length
    return [hunk for hunk in found if not _same(hunk, mine, theirs)]


def _joins(last: Hunk, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a change goes on the one before it: both put words in the place of words, with hardly one between them."""
    both = (last.before, last.after, before, after)
    return before[0] - last.before[1] <= _JOINED and all(b > a for a, b in both)


def _same(hunk: Hunk, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether only the blanks between letters differ."""
    return "".join(mine[slice(*hunk.before)]) == "".join(theirs[slice(*hunk.after)])


def _matches(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Blocks of equal words (start in each text, length), in order, not overlapping."""
    i = j = 0
    for a, b in [*_anchors(mine, theirs), (len(mine), len(theirs))]:
        if a < i or b < j:
            continue
        yield from _gap(mine, theirs, (i, a), (j, b))
        length = 0
        while a + length < len(mine) and b + length < len(theirs) and mine[a + length] == theirs[b + length]:
            length += 1
        if length:
            yield a, b, length
        i, j = a + length, b + length


def _gap(
    mine: Sequence[str], theirs: Sequence[str], left: tuple[int, int], right: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    if not min(left[1] - left[0], right[1] - right[0]) or max(left[1] - left[0], right[1] - right[0]) > _GAP:
        return
    matcher = SequenceMatcher(None, mine[slice(*left)], theirs[slice(*right)], autojunk=left[1] - left[0] > 200)
    yield from ((left[0] + a, right[0] + b, n) for a, b, n in matcher.get_matching_blocks() if n)


def _anchors(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Where runs of words that stand once in each text begin, in the longest order that both share."""
    one, other = _once(mine), _once(theirs)
    return rising((one[run], other[run]) for run in one.keys() & other.keys())


def _once(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(keys[at : at + _RUN]) for at in range(len(keys) - _RUN + 1)]
    counts = Counter(runs)
    return {run: at for at, run in enumerate(runs) if counts[run] == 1 and COVER not in run}
