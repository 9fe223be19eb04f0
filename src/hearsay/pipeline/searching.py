"""Search: questions put to the index.

In: the words that a person looks for. Out: hits with page, offsets and a snippet, in the original text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from hearsay.errors import CaseMissing, UsageError
from hearsay.model import Fact, File, Page, Record
from hearsay.store import Shelf

from .indexing import terms

if TYPE_CHECKING:
    from hearsay.store.search import Asked, Hit, Index

_AROUND = 90
_SHARE = 0.75
"""Of the words looked for, that the nearest passage must hold where none holds all."""
_FEWEST = 4
"""Words of a question below which nothing is near."""
_ASKED = re.compile(r'((?<!\S)-)?(?:["“”«]([^"“”»]*)["“”»]|([^\s"“”«»]+))')


@dataclass(frozen=True, slots=True)
class Found:
    """One hit as it is shown."""

    path: str
    sha256: str
    page: int
    """From 1; 0 for a hit that stands on no page."""
    start: int
    end: int
    """Of the first word that was looked for, in the page's original text, or in the snippet where there is no page."""
    snippet: str
    marks: tuple[tuple[int, int], ...]
    """Words that were looked for, as offsets into the snippet."""
    where: Literal["text", "name", "fact"] = "text"
    """On a page, in the name of the file, or in what the content says of itself (see the table facts)."""
    missing: tuple[str, ...] = ()
    """Words that were looked for and are not there; only where no passage and no page holds all."""
    hidden: str = ""
    """Why a reader of the page would not see the first of these words; empty if they would."""


@dataclass(frozen=True, slots=True)
class _Question:
    """The words as asked, and as they are looked for."""

    asked: "Asked"
    spelled: dict[str, str]
    """A term -> the word as the person wrote it."""


def search(folder: Path, shelf: Shelf, paths: dict[str, str], words: str, limit: int = 20) -> list[Found]:
    """Hits for `words`: passages that hold all of them, then pages, then names of files and facts; at most `limit`.

    "Quoted words" stand side by side; -word is unwanted. Where nothing holds all of four words or more, the nearest
    passages, with what is missing in them. UsageError when nothing to look for is left of `words`, CaseMissing when
    there is no index in `folder`.
    """
    from hearsay.store.search import Index

    question = _read(words)
    if not folder.is_dir():
        raise CaseMissing(f"{folder} is gone", remedy="run the case again; the index is made anew from its pages")
    index = Index(folder, reading=True)
    hits = _hits(index, question.asked, limit) or _near(index, question.asked, limit)
    known = {hit.page: shelf.one(hit.page) for hit in hits if hit.number}
    pages = {key: page for key, page in known.items() if isinstance(page, Page)}
    shown = []
    for hit in hits:
        if not hit.number:
            shown += _told(hit, shelf.one(hit.page), question, paths)
        elif hit.page in pages:
            shown.append(_shown(hit, pages[hit.page], question, paths))
    return shown


def _hits(index: "Index", asked: "Asked", limit: int) -> "list[Hit]":
    """All of the words: in a passage, else on a page, and in names and facts."""
    hits = index.search(asked, level="passage", limit=limit)
    seen = {hit.page for hit in hits}
    if len(hits) < limit:
        hits += [h for h in index.search(asked, level="page", limit=limit + len(seen)) if h.page not in seen]
    if len(hits) < limit:
        hits += index.search(asked, level="about", limit=limit)
    return hits[:limit]


def _near(index: "Index", asked: "Asked", limit: int) -> "list[Hit]":
    """Most of the words: in a passage, else on a page, else in a name or a fact; nothing for few words."""
    from hearsay.store.search import Asked, Level

    words = sorted({word for phrase in asked.phrases for word in phrase})
    if len(words) < _FEWEST:
        return []
    most = Asked(tuple((word,) for word in words), asked.without, enough=-int(-_SHARE * len(words) // 1))
    levels: tuple[Level, ...] = ("passage", "page", "about")
    return next((hits for level in levels if (hits := index.search(most, level=level, limit=limit))), [])


def _read(words: str) -> _Question:
    from hearsay.store.search import Asked

    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    spelled: dict[str, str] = {}
    for minus, quoted, word in _ASKED.findall(words):
        text = quoted or word
        found = terms(text)
        if found:
            (without if minus else phrases).append(tuple(term for term, _, _ in found))
            spelled |= {term: text[start:end] for term, start, end in found}
    if not phrases:
        raise UsageError(f"there is no word to look for in {words!r}", remedy='give words, or "words side by side"')
    return _Question(Asked(tuple(phrases), tuple(without)), spelled)


def _shown(hit: "Hit", page: Page, question: _Question, paths: dict[str, str]) -> Found:
    """A hit on a page: where its first phrase stands from the first word to the last, and each word looked for."""
    found = [(term, hit.start + a, hit.start + b) for term, a, b in terms(page.text[hit.start : hit.end])]
    first, places, missing = _places(found, question, (hit.start, hit.start))
    begin, end = max(0, first[0] - _AROUND), min(len(page.text), first[1] + _AROUND)
    marks = tuple((a - begin, b - begin) for a, b in places if a >= begin and b <= end)
    path = paths.get(hit.sha256, hit.sha256)
    hidden = next((h.why for h in page.hidden if h.start < first[1] and h.end > first[0]), "")
    text = page.text[begin:end]
    return Found(path, hit.sha256, page.number, *first, text, marks, missing=missing, hidden=hidden)


def _told(hit: "Hit", record: Record | None, question: _Question, paths: dict[str, str]) -> list[Found]:
    """A hit in the name of a file, shown whole, or in a fact, shown around the first phrase."""
    if isinstance(record, File):
        first, places, missing = _places(terms(record.path), question, (0, 0))
        return [Found(record.path, hit.sha256, 0, *first, record.path, tuple(places), "name", missing)]
    if not isinstance(record, Fact):
        return []
    text = f"{record.name}: {record.value}"
    first, places, missing = _places(terms(text), question, (0, 0))
    begin, end = max(0, first[0] - _AROUND), min(len(text), first[1] + _AROUND)
    marks = tuple((a - begin, b - begin) for a, b in places if a >= begin and b <= end)
    path = paths.get(hit.sha256, hit.sha256)
    at = (first[0] - begin, first[1] - begin)
    return [Found(path, hit.sha256, 0, *at, text[begin:end], marks, "fact", missing)]


def _places(
    found: Sequence[tuple[str, int, int]], question: _Question, default: tuple[int, int]
) -> tuple[tuple[int, int], list[tuple[int, int]], tuple[str, ...]]:
    """Where the first phrase stands, where each word stands, and the words that are not there."""
    phrases = question.asked.phrases
    wanted = {word for phrase in phrases for word in phrase}
    places = [(start, end) for term, start, end in found if term in wanted]
    there = {term for term, _, _ in found}
    missing = tuple(question.spelled[word] for phrase in phrases for word in phrase if word not in there)
    whole = [place for phrase in phrases for place in _whole(phrase, found)]
    return min(whole or places[:1], default=default), places, tuple(dict.fromkeys(missing))


def _whole(phrase: tuple[str, ...], found: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Start and end of each place where the words of a phrase stand side by side."""
    return [
        (found[at][1], found[at + len(phrase) - 1][2])
        for at in range(len(found) - len(phrase) + 1)
        if all(term == own[0] for term, own in zip(phrase, found[at : at + len(phrase)], strict=True))
    ]
