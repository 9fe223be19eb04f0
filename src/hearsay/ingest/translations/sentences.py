"""A paper sentence by sentence, with all that two languages can share: figures, names by their sound, addresses.

In: pages and passages of one content. Out: `Sentence`s in order. Furniture is left out, and what a reader would not see.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hearsay.model import Anchor, Page, Passage
from hearsay.text.names import skeleton
from hearsay.text.normal import fold_text
from hearsay.text.segment import sentences
from hearsay.text.tokens import is_arabic, tokens, variants

from .figures import Figure, addresses, figures
from .marks import is_note, labels

_CAPITAL = re.compile(r"(?<![\w'’])[A-ZÀ-ÞА-ЯЁІЇЄ][\w'’-]{2,40}")
_WORD = re.compile(r"[^\W\d_]+")
_UPPERLESS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BONES = 3
"""Consonants of a skeleton that tells anything."""
_LEFT_OUT = frozenset({"furniture"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a page."""

    page: Page
    start: int
    end: int
    figures: tuple[Figure, ...] = ()
    bones: frozenset[str] = frozenset()
    """Skeletons of its words that may be names; of a script without capitals, of all its words."""
    links: frozenset[str] = frozenset()
    """Addresses in it."""
    length: int = 0
    """Letters and digits outside addresses."""
    own: str = ""
    """`title` (it ends in "English translation") or `note` where it is the translator's; empty for others."""
    opens: bool = False
    """Whether a blank line stands before it."""

    @property
    def text(self) -> str:
        """As written."""
        return self.page.text[self.start : self.end]

    @property
    def anchor(self) -> Anchor:
        """Its place."""
        return Anchor(page=self.page.id, start=self.start, end=self.end)

    @property
    def words(self) -> int:
        """How many words of letters it has outside addresses."""
        return len(_WORD.findall(bare(self.text)))


def sentences_of(pages: Sequence[Page], passages: Sequence[Passage], languages: Collection[str] = ()) -> list[Sentence]:
    """The sentences of the pages in order; with `languages`, only of passages in one of them.

    Lines that are nothing but the label of a translation are left out.
    """
    found: list[Sentence] = []
    known = {(one.at.page, one.at.start): one.whole for one in labels(pages)}
    for page in sorted(pages, key=lambda page: (page.number, page.id)):
        own = sorted((p for p in passages if p.page == page.id), key=lambda p: p.start)
        spoken = [p for p in own if p.kind not in _LEFT_OUT and not p.hidden]
        if languages:
            spoken = [p for p in spoken if p.language in languages]
        blocks = [(p.start, p.end) for p in spoken] if own else [(0, len(page.text))]
        every = figures(page.text)
        for first, last in blocks:
            note = is_note(page.text[first:last])
            for start, end in sentences(page.text, first, last):
                label = known.get((page.id, page.text.rfind("\n", 0, start) + 1))
                if label is not True:
                    one = _sentence(page, (start, end), every)
                    found.append(replace(one, own="note" if note else "title" if label is False else ""))
    return [one for one in found if one.length or one.links]


def _sentence(page: Page, span: tuple[int, int], every: Sequence[Figure]) -> Sentence:
    start, end = span
    low = bisect_left(every, start, key=lambda f: f.start)
    high = bisect_left(every, end, key=lambda f: f.start)
    held = tuple(f for f in every[low:high] if f.end <= end)
    before = page.text[max(0, start - 40) : start]
    opens = start == 0 or before[len(before.rstrip()) :].count("\n") > 1
    text = page.text[start:end]
    words = bare(text)
    links = frozenset(key for _, _, key in addresses(text))
    return Sentence(page, start, end, held, bones_of(words), links, sum(map(str.isalnum, words)), opens=opens)


def bare(text: str) -> str:
    """`text` without the addresses in it."""
    parts, at = [], 0
    for start, end, _ in addresses(text):
        parts.append(text[at:start])
        at = end
    return " ".join([*parts, text[at:]])


def upperless(text: str) -> bool:
    """Whether `text` is in a script without capitals."""
    return _UPPERLESS.search(text) is not None


def bones_of(text: str) -> frozenset[str]:
    """Skeletons of the words of `text` that may be names: those with a capital, or all where letters have none."""
    if upperless(text):
        return frozenset(bone for word in tokens(fold_text(text)) for bone in _of_word(word.text))
    return frozenset(bone for word in _CAPITAL.findall(text) for bone in _of_word(fold_text(word)))


@lru_cache(maxsize=65536)
def _of_word(word: str) -> tuple[str, ...]:
    forms = {form for form, _ in variants(word)} if is_arabic(word) or not word.isascii() else {word}
    bones = {skeleton(form) for form in forms}
    return tuple(sorted(bone for bone in bones if len(bone) >= _BONES))
