"""Rows of what speaks for or against papers.

In: a Lookup. Out: rows: signals against first, then those for; by document and name.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from hearsay.model import Anchor, Document, Signal, SignalName

from .base import Row
from .lookup import Lookup

_ORDER = ("against", "for", "neither")


class MarkRow(Row, frozen=True):
    """Characters of a page, of this or another paper."""

    document: str
    page: int
    start: int
    end: int
    text: str


class SignalRow(Row, frozen=True):
    """signals"""

    id: str
    document: str
    about: str
    name: SignalName
    speaks: Literal["for", "against", "neither"]
    stated: str
    found: str
    why: str
    stated_at: list[MarkRow]
    found_at: list[MarkRow]
    rests_on: list[str]
    others: list[str]
    ruling: str


def signals(look: Lookup) -> Iterator[SignalRow]:
    """Every signal, with the marks on pages that both values come from."""
    paths = {document.id: look.path(document.sha256) for document in look.shelf.records(Document)}
    rows = [_row(look, paths, signal) for signal in look.shelf.records(Signal)]
    yield from sorted(rows, key=lambda row: (_ORDER.index(row.speaks), row.document, row.name, row.id))


def _row(look: Lookup, paths: dict[str, str], signal: Signal) -> SignalRow:
    return SignalRow(
        id=signal.id,
        document=paths.get(signal.about, ""),
        about=signal.about,
        name=signal.name,
        speaks=signal.speaks,
        stated=signal.stated,
        found=signal.found,
        why=signal.why,
        stated_at=_marks(look, signal.stated_at),
        found_at=_marks(look, signal.found_at),
        rests_on=list(signal.rests_on),
        others=[paths.get(other, other) for other in signal.others],
        ruling=look.rulings.get(signal.id, ""),
    )


def _marks(look: Lookup, anchors: Sequence[Anchor]) -> list[MarkRow]:
    pages = [(anchor, look.pages[anchor.page]) for anchor in anchors if anchor.page in look.pages]
    return [
        MarkRow(
            document=look.path(page.sha256),
            page=page.number,
            start=anchor.start,
            end=anchor.end,
            text=look.slice(anchor),
        )
        for anchor, page in pages
    ]
