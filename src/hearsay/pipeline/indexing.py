"""Search: the index kept up with the pages, and questions put to it.

In: a session whose pages are read, or the words a person looks for. Out: hits with page, offsets and a snippet.
Words are folded and stripped of Arabic clitics and Russian endings on both sides; what is shown is the original text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from hearsay.errors import CaseMissing, UsageError
from hearsay.model import Page, Passage, digest
from hearsay.store import Saved, Shelf
from hearsay.text.normal import fold
from hearsay.text.tokens import tokens, variants

from .session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from hearsay.store.search import Asked, Entry, Hit, Level

_STEP = "search.index"
_TERMS = "2"
"""Version of how terms are made: raised whenever the same page may give other terms."""
_BATCH = 200
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Found:
    """One hit as it is shown."""

    path: str
    sha256: str
    page: int
    start: int
    end: int
    """Of the first word that was looked for, in the page's original text."""
    snippet: str
    marks: tuple[tuple[int, int], ...]
    """Words that were looked for, as offsets into the snippet."""


def refresh(s: Session) -> None:
    """Bring the index up to the pages: only documents whose pages changed are indexed again."""
    from hearsay.store.search import Index

    index = Index(s.case.store / "index")
    known = s.store.done(_STEP)
    if known and not index.size:
        s.store.forget(_STEP, known)
        known = {}
    kinds = ("page", "passage")
    wanted = {
        home: digest([_TERMS, *(r.record for k in kinds for r in s.shelf.refs(k, home))])
        for home in s.shelf.homes("page")
    }
    gone = sorted(known.keys() - wanted.keys())
    todo = [home for home in sorted(wanted) if known.get(home) != wanted[home]]
    if gone:
        index.update(gone, ())
        s.store.forget(_STEP, gone)
    for at in range(0, len(todo), _BATCH):
        part = todo[at : at + _BATCH]
        index.update(part, (entry for home in part for entry in _entries(s.shelf, home)))
        s.store.save(_STEP, 0, [Saved(home, wanted[home], (), ()) for home in part])


def search(folder: "Path", shelf: Shelf, paths: dict[str, str], words: str, limit: int = 20) -> list[Found]:
    """Hits for `words`: all of them in one passage, else in one page. "Quoted words" stand side by side; -word is unwanted.

    UsageError when nothing to look for is left of `words`, CaseMissing when there is no index in `folder`.
    """
    from hearsay.store.search import Index

    asked = _asked(words)
    if not folder.is_dir():
        raise CaseMissing(f"{folder} is gone", remedy="run the case again; the index is made anew from its pages")
    index = Index(folder, reading=True)
    hits = index.search(asked, level="passage", limit=limit) or index.search(asked, level="page", limit=limit)
    pages = {page.id: page for home in sorted({h.sha256 for h in hits}) for page in shelf.records(Page, home)}
    return [_shown(hit, pages[hit.page], asked.phrases, paths) for hit in hits if hit.page in pages]


def _asked(words: str) -> "Asked":
    from hearsay.store.search import Asked

    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    for minus, quoted, word in re.findall(r'((?<!\S)-)?(?:["“”«]([^"“”»]*)["“”»]|([^\s"“”«»]+))', words):
        terms = tuple(term for term, _, _ in _terms(quoted or word))
        if terms:
            (without if minus else phrases).append(terms)
    if not phrases:
        raise UsageError(f"there is no word to look for in {words!r}", remedy='give words, or "words side by side"')
    return Asked(tuple(phrases), tuple(without))


def _terms(text: str) -> list[tuple[str, int, int]]:
    """Terms as indexed, each with its place in the original text."""
    folded = fold(text)
    return [(_stem(t.text), *folded.original(t.start, t.end)) for t in tokens(folded.text)]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """A folded word without what is written onto it, taken off until nothing more comes off, so that a word and the
    same word with an article or a preposition are one. It may join words that are not one; it never parts a word.
    """
    form = variants(word)[-1][0]
    if form.startswith("ال") and len(form) > 4:
        form = form[2:]
    return form if form == word else _stem(form)


def _entries(shelf: Shelf, home: str) -> Iterator["Entry"]:
    from hearsay.store.search import Entry

    passages: dict[str, list[Passage]] = {}
    for passage in shelf.records(Passage, home):
        passages.setdefault(passage.page, []).append(passage)
    for page in shelf.records(Page, home):
        terms = _terms(page.text)
        starts = [start for _, start, _ in terms]
        spans: list[tuple[int, int, Level]] = [
            (0, len(page.text), "page"),
            *((p.start, p.end, "passage") for p in passages.get(page.id, ())),
        ]
        for start, end, level in spans:
            inside = terms[bisect_left(starts, start) : bisect_left(starts, end)]
            if inside:
                yield Entry(home, page.id, page.number, start, end, level, [term for term, _, _ in inside])


def _shown(hit: "Hit", page: Page, phrases: Sequence[tuple[str, ...]], paths: dict[str, str]) -> Found:
    """A hit: where its first phrase stands from the first word to the last, and each word that was looked for."""
    terms = [(term, hit.start + a, hit.start + b) for term, a, b in _terms(page.text[hit.start : hit.end])]
    wanted = {word for phrase in phrases for word in phrase}
    places = [(start, end) for term, start, end in terms if term in wanted]
    first = min((place for phrase in phrases for place in _whole(phrase, terms)), default=(hit.start, hit.start))
    begin, end = max(0, first[0] - _AROUND), min(len(page.text), first[1] + _AROUND)
    marks = tuple((a - begin, b - begin) for a, b in places if a >= begin and b <= end)
    return Found(paths.get(hit.sha256, hit.sha256), hit.sha256, page.number, *first, page.text[begin:end], marks)


def _whole(phrase: tuple[str, ...], terms: Sequence[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of each place where the words of a phrase stand side by side."""
    for at in range(len(terms) - len(phrase) + 1):
        if all(term == own[0] for term, own in zip(phrase, terms[at : at + len(phrase)], strict=True)):
            yield terms[at][1], terms[at + len(phrase) - 1][2]
