"""The search index kept up with what was read: passages, pages, names of files, and what contents say of themselves.

In: a session whose pages are read. Out: the index. Words are folded and stripped of Arabic clitics and Russian endings;
each ideograph is a word of its own, for such writing has no spaces.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from hearsay.model import Fact, File, Page, Passage, digest
from hearsay.store import Saved, Shelf
from hearsay.text.normal import fold, fold_text
from hearsay.text.tokens import tokens, variants, words

from .progress import Beat
from .session import Session
from .writings import fileless

if TYPE_CHECKING:
    from hearsay.store.search import Entry

_STEP = "search.index"
_TERMS = "3"
"""Version of how terms are made: raised whenever the same page may give other terms."""
_BATCH = 200
_KINDS = ("file", "page", "passage", "fact")
_UNTOLD = frozenset({"encoding", "kind"})
"""Facts that nobody looks for."""
_LONGEST = 10_000
"""Code points of a fact that can be found: longer ones are readings of a page that were set aside."""
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PARTS = re.compile(rf"{_IDEOGRAPH.pattern}|[^{_IDEOGRAPH.pattern[1:]}+")


def refresh(s: Session) -> None:
    """Bring the index up to what was read: only contents of which something changed are indexed again."""
    from hearsay.store.search import Index

    index = Index(s.case.store / "index")
    known = s.store.done(_STEP)
    if known and not index.size:
        s.store.forget(_STEP, known)
        known = {}
    contents = (*s.shelf.by_home(*_KINDS), *fileless(s.shelf))
    wanted = {lazy.key: digest([_TERMS, lazy.inputs]) for lazy in contents}
    gone = sorted(known.keys() - wanted.keys())
    todo = [home for home in sorted(wanted) if known.get(home) != wanted[home]]
    if gone:
        index.update(gone, ())
        s.store.forget(_STEP, gone)
    s.progress.begin(_STEP, total=len(wanted), kept=len(wanted) - len(todo))
    for at in range(0, len(todo), _BATCH):
        part = todo[at : at + _BATCH]
        index.update(part, (entry for home in part for entry in _entries(s.shelf, home)))
        s.store.save(_STEP, 0, [Saved(home, wanted[home], (), ()) for home in part])
        for home in part:
            s.progress.advance(Beat(home))
    s.progress.end()


def terms(text: str) -> list[tuple[str, int, int]]:
    """Terms as indexed, each with its place in the original text."""
    folded = fold(text)
    found = []
    for token in tokens(folded.text):
        if token.text.isascii() or not _IDEOGRAPH.search(token.text):
            found.append((_stem(token.text), *folded.original(token.start, token.end)))
            continue
        for part in _PARTS.finditer(token.text):
            start, end = token.start + part.start(), token.start + part.end()
            found.append((_stem(part.group()), *folded.original(start, end)))
    return found


def _terms(text: str) -> list[str]:
    """The same without their places, for the index itself, which takes all words of a haul."""
    return [term for word in words(fold_text(text)) for term in _stems(word)]


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    if word.isascii() or not _IDEOGRAPH.search(word):
        return (_stem(word),)
    return tuple(_stem(part) for part in _PARTS.findall(word))


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

    spans: dict[str, array[int]] = defaultdict(lambda: array("q"))
    for passage in shelf.each(Passage, home):
        spans[passage.page].extend((passage.start, passage.end))
    for page in shelf.each(Page, home):
        key, every = page.id, list[str]()
        for start, end in sorted(zip(*[iter(spans.pop(key, ()))] * 2, strict=True)):
            inside = _terms(page.text[start:end])
            every += inside
            if inside:
                yield Entry(home, key, page.number, start, end, "passage", inside)
        if every:
            yield Entry(home, key, page.number, 0, len(page.text), "page", every)
    yield from _about(shelf, home)


def _about(shelf: Shelf, home: str) -> Iterator["Entry"]:
    """Names of the places of a content, and its facts, unless they were read from the text itself."""
    from hearsay.store.search import Entry

    named = [(file.id, file.path.rpartition("/")[2]) for file in shelf.each(File, home)]
    told = [
        (fact.id, fact.value)
        for fact in shelf.each(Fact, home)
        if fact.evidence != "text" and fact.name not in _UNTOLD and len(fact.value) <= _LONGEST
    ]
    for record, text in (*named, *told):
        inside = _terms(text)
        if inside:
            yield Entry(home, record, 0, 0, len(text), "about", inside)
