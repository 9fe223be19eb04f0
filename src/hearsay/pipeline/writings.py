"""Which writing each step sees: all of an ordinary content, of a huge one no more than fits.

In: the shelf of a case. Out: groups of contents with their pages and passages that load themselves only when their step must
run. A text of more than LARGE characters is read, counted, described and searched, and no later step takes it in whole: of
it alone a worker would need gigabytes. The stage of claims says so, once for each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from hearsay.ingest import Describe
from hearsay.model import Extent, Fact, File, Page, Passage, Translation
from hearsay.ports import Group
from hearsay.store import Lazy, Shelf

LARGE = 8 << 20
"""Characters of a content that later steps take in whole."""

_TOLD = "a text of {:,} characters: it can be searched, and is neither read for claims nor compared with others; the limit is {:,}"
_REMEDY = "put the part of it that matters into a file of its own"


def large(shelf: Shelf) -> Mapping[str, Extent]:
    """The contents that are too large, by sha256."""
    return {extent.sha256: extent for extent in shelf.each(Extent) if extent.characters > LARGE}


def described(shelf: Shelf) -> Iterator[Lazy]:
    """For each content: its places and facts, how much it holds, its first page with passages, what it translates.

    What somebody typed in lies in no file and is a content all the same.
    """
    kinds = ("extent", "fact", "page", "passage", "translation")
    for lazy in shelf.by_home("file", *kinds, without=Describe.name):
        yield replace(lazy, load=partial(_first_page, shelf, lazy.key))
    for lazy in fileless(shelf):
        yield replace(lazy, load=partial(_first_page, shelf, lazy.key))


def fileless(shelf: Shelf) -> Iterator[Lazy]:
    """The contents that people typed in, with their text."""
    kinds = ("extent", "page", "passage", "translation")
    for one in shelf.records(Translation):
        if one.found_by == "typed" and not shelf.refs("file", one.sha256):
            yield shelf.group(one.sha256, [ref for kind in kinds for ref in shelf.refs(kind, one.sha256)])


def _first_page(shelf: Shelf, home: str) -> Group:
    extents = list(shelf.each(Extent, home))
    known = (shelf.one(extent.first) for extent in extents)
    pages = [page for page in known if isinstance(page, Page)]
    first = {page.id for page in pages}
    parted = [passage for passage in shelf.each(Passage, home) if passage.page in first]
    facts = shelf.each(Fact, home, without=Describe.name)
    translations = shelf.each(Translation, home)
    return Group(home, (*extents, *facts, *shelf.each(File, home), *pages, *parted, *translations))


def readable(shelf: Shelf, *more: str) -> Iterator[Lazy]:
    """Each document with all that it says, and the records of kinds `more`; of one that is too large, why not."""
    huge = large(shelf)
    for lazy in shelf.by_home("document", "page", "passage", *more):
        known = huge.get(lazy.key)
        told = _TOLD.format(known.characters, LARGE) if known else ""
        yield replace(lazy, refusal=told, remedy=_REMEDY) if known else lazy


def comparable(shelf: Shelf, *more: str) -> Iterator[Lazy]:
    """Each document that is not too large with all that it says, and with the records of kinds `more` that are filed there."""
    huge = large(shelf)
    return (lazy for lazy in shelf.by_home("document", "page", "passage", *more) if lazy.key not in huge)
