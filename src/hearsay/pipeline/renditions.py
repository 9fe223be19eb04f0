"""Which records the steps of ingest see that look at papers beside each other: translations, and releases of one record.

In: the shelf of a case. Out: groups that load themselves only when their step must run.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from hearsay.ingest import DECLARED, TRANSLATION, Describe
from hearsay.model import Document, Ruling, Translation, Version, digest
from hearsay.ports import Group
from hearsay.store import Lazy, Ref, Shelf

from .writings import large, readable

_WRITING = ("page", "passage")


def typed_in(shelf: Shelf) -> Iterator[Lazy]:
    """For each content of which people typed a translation: its files and their entries."""
    entered: dict[str, list[Ref]] = defaultdict(list)
    for ref, ruling in zip(shelf.refs("ruling"), shelf.records(Ruling), strict=True):
        if ruling.decision == "edit" and ruling.field == TRANSLATION:
            entered[ruling.about].append(ref)
    homes = {Document(sha256=home).id: home for home in shelf.homes("file")} if entered else {}
    for about, rulings in sorted(entered.items()):
        if about in homes:
            yield shelf.group(homes[about], [*shelf.refs("file", homes[about]), *rulings])


def together(shelf: Shelf) -> Iterator[Lazy]:
    """Every content that is not too large with its files, text and facts; and what people said of translations, as one group."""
    huge = large(shelf)
    yield from (z for z in shelf.by_home("file", *_WRITING, "fact", without=Describe.name) if z.key not in huge)
    refs = zip(shelf.refs("translation"), shelf.records(Translation), strict=True)
    yield shelf.group(DECLARED, [ref for ref, one in refs if one.found_by in ("declared", "typed")])


def translations(shelf: Shelf) -> Iterator[Lazy]:
    """Each translation with its text and that of its original; each paper in two languages by itself."""
    huge = large(shelf)
    held = {d.sha256: d.translates for d in shelf.records(Document) if not {d.sha256, d.translates} & huge.keys()}
    for ref, one in zip(shelf.refs("translation"), shelf.records(Translation), strict=True):
        whole = one.original == one.sha256 and not held.get(one.sha256)
        if one.sha256 in held and (whole or (one.original and held[one.sha256] == one.original)):
            both = sorted({one.sha256, one.original})
            yield shelf.group("|".join(both), [ref, *(r for home in both for r in _of(shelf, home, *_WRITING))])


def versions(shelf: Shelf) -> Iterator[Lazy]:
    """Each two neighbours of a series of releases with both texts."""
    for ref, one in zip(shelf.refs("version"), shelf.records(Version), strict=True):
        both = (one.first, one.second)
        yield shelf.group("|".join(both), [ref, *(r for home in both for r in _of(shelf, home, *_WRITING))])


def read(shelf: Shelf) -> Iterator[Lazy]:
    """Each document with its text; of a translation also what is known of it, and the document that it renders."""
    originals = {d.sha256: d.translates for d in shelf.records(Document) if d.translates}
    for lazy in readable(shelf, "translation"):
        beside = shelf.refs("document", originals.get(lazy.key, ""))
        yield _joined(lazy, shelf.group(lazy.key, beside)) if beside else lazy


def _joined(one: Lazy, other: Lazy) -> Lazy:
    """Two groups as one, under the key of the first."""

    def load() -> Group:
        both = {record.id: record for lazy in (other, one) for record in lazy.load().records}
        return Group(one.key, tuple(both[key] for key in sorted(both)))

    return replace(one, inputs=digest([one.inputs, other.inputs]), load=load)


def _of(shelf: Shelf, home: str, *kinds: str) -> list[Ref]:
    return [ref for kind in kinds for ref in shelf.refs(kind, home)]
