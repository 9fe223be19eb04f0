"""What of one paper is compared with the other papers of the haul, small enough to be kept for each of them.

In: a Paper. Out: its Traits, as bytes and back; which of several papers are one and the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from zlib import crc32

import msgspec

from hearsay.model import Anchor, Page
from hearsay.text.normal import fold_text

from .heads import Head, head
from .metadata import kept
from .paper import Paper, of_picture

_SKETCH = 64
_RUN = 4
_READ = 20_000
"""Characters of a text that its sketch is made of."""
_STAMPS = 20
"""Marks of one content that are compared."""
_FEW = 12
"""Papers that share a run of words by which they may be one."""
_ALIKE = 0.5
"""Part of two sketches that texts of one paper share at least."""


class Spot(msgspec.Struct, frozen=True):
    """Characters of a page."""

    page: str
    start: int
    end: int

    @property
    def anchor(self) -> Anchor:
        """The same as an Anchor."""
        return Anchor(page=self.page, start=self.start, end=self.end)


class Numbered(msgspec.Struct, frozen=True):
    """The number of a paper."""

    value: str
    label: str
    own: bool
    at: Spot
    sure: bool
    """False where a machine read its digits from a picture and nobody confirmed them."""


class Dated(msgspec.Struct, frozen=True):
    """The date that stands with the number, else that of the paper."""

    day: str
    at: Spot | None
    sure: bool


class Place(msgspec.Struct, frozen=True):
    """Where the content was found: ids of a File and of its container."""

    file: str
    parent: str


class Stamped(msgspec.Struct, frozen=True):
    """A round mark on one of its pages."""

    imprint: str
    page: int
    colour: str
    ink: bytes
    around: bytes


class Traits(msgspec.Struct, frozen=True):
    """One content, as far as it is compared with others."""

    document: str
    sha256: str
    path: str
    kind: str
    voice: str
    translates: str
    media_type: str
    language: str
    scanned: bool
    is_paper: bool
    seen: bool
    """Whether the text of its first page was read from a picture."""
    letterhead: tuple[str, ...] = ()
    """Its lines, folded."""
    letterhead_text: str = ""
    """As written, on one line."""
    letterhead_at: Spot | None = None
    number: Numbered | None = None
    dated: Dated | None = None
    sketch: tuple[int, ...] = ()
    """The smallest hashes of its runs of words."""
    places: tuple[Place, ...] = ()
    stamps: tuple[Stamped, ...] = ()
    sent: str = ""
    """Of a mail: when it says that it was sent, ISO with zone."""
    saved: str = ""
    """The last day of which the file knows, ISO."""
    facts: tuple[str, ...] = ()
    """Ids of the facts behind `sent` and `saved`."""

    def encode(self) -> bytes:
        """As bytes."""
        return msgspec.json.encode(self)


def decode(body: bytes) -> Traits:
    """Traits again."""
    return msgspec.json.decode(body, type=Traits)


def traits(paper: Paper) -> Traits:
    """The traits of a paper."""
    document = paper.document
    saved = paper.says("taken")[:10] if paper.media_type.startswith("image/") else str(kept(paper).last or "")
    found = Traits(
        document=document.id,
        sha256=document.sha256,
        path=document.path,
        kind=document.kind,
        voice=document.voice,
        translates=document.translates,
        media_type=paper.media_type,
        language=next(iter(document.languages), ""),
        scanned=paper.scanned,
        is_paper=paper.is_paper or (document.kind == "unknown" and not paper.is_mail),
        seen=bool(paper.pages) and of_picture(paper.pages[0]),
        sketch=sketch(paper.pages),
        places=tuple(Place(file.id, file.parent or "") for file in paper.files),
        stamps=tuple(Stamped(i.id, i.number, i.colour, i.ink, i.around) for i in paper.imprints[:_STAMPS]),
        sent=paper.says("date") if paper.is_mail else "",
        saved=saved,
        facts=paper.ids("date") if paper.is_mail else paper.ids("created", "modified", "taken"),
    )
    if not found.is_paper or not paper.pages:
        return found
    return _headed(found, paper, paper.pages[0], head(paper.pages[0]))


def _headed(found: Traits, paper: Paper, page: Page, top: Head) -> Traits:
    lines = top.letterhead
    if lines:
        texts = tuple(" ".join(fold_text(page.text[line.start : line.end]).split()) for line in lines)
        at = Spot(page.id, lines[0].start, lines[-1].end)
        found = msgspec.structs.replace(
            found, letterhead=texts, letterhead_text=paper.words(at.anchor), letterhead_at=at
        )
    if top.number:
        number = top.number
        at = Spot(page.id, number.start, number.end)
        sure = not paper.unverified(at.anchor)
        numbered = Numbered(number.value, number.label, number.own, at, sure)
        found = msgspec.structs.replace(found, number=numbered)
    return msgspec.structs.replace(found, dated=_dated(paper, page, top))


def _dated(paper: Paper, page: Page, top: Head) -> Dated | None:
    """The date on the line of the number, else the paper's own."""
    beside = next((date for date in top.dates if top.number and date.line == top.number_line), None)
    if beside is not None:
        at = Spot(page.id, beside.start, beside.end)
        return Dated(beside.day, at, not paper.unverified(at.anchor))
    day = paper.day
    if day is None:
        return None
    return Dated(day.iso, Spot(day.at.page, day.at.start, day.at.end) if day.at else None, day.sure)


def sketch(pages: Sequence[Page]) -> tuple[int, ...]:
    """The smallest hashes of all runs of four words: texts that share many of them share much of their words."""
    text = "\n".join(page.text for page in pages[:8])[:_READ]
    words = fold_text(text).split()
    runs = {" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))} if words else set()
    return tuple(sorted({crc32(run.encode()) for run in runs})[:_SKETCH])


def alike(one: Sequence[int], other: Sequence[int]) -> float:
    """Part of two sketches that is shared, 0 to 1."""
    both = sorted({*one, *other})[:_SKETCH]
    shared = set(one) & set(other)
    return sum(hash_ in shared for hash_ in both) / len(both) if both else 0.0


def distinct(papers: Sequence[Traits]) -> list[list[Traits]]:
    """Contents of one letterhead grouped into papers, each group and all of them in order of sha256.

    Contents are one paper that are declared so, that have one number and one date, or that are nearly one text.
    """
    ordered = sorted(papers, key=lambda p: p.sha256)
    top = {paper.sha256: paper.sha256 for paper in ordered}

    def first(key: str) -> str:
        while top[key] != key:
            key = top[key]
        return key

    for one, other in _one_paper(ordered):
        low, high = sorted((first(one), first(other)))
        top[high] = low
    groups: dict[str, list[Traits]] = defaultdict(list)
    for paper in ordered:
        groups[first(paper.sha256)].append(paper)
    return [groups[key] for key in sorted(groups)]


def _one_paper(papers: Sequence[Traits]) -> Iterator[tuple[str, str]]:
    """Pairs of sha256 that are one paper; enough of them to join all that are."""
    known = {paper.sha256: paper for paper in papers}
    last: dict[tuple[str, ...], str] = {}
    for paper in papers:
        keys: list[tuple[str, ...]] = [("voice", paper.voice)] if paper.voice else []
        keys += [("number", paper.number.value, paper.dated.day)] if paper.number and paper.dated else []
        for key in keys:
            if key in last:
                yield last[key], paper.sha256
            last[key] = paper.sha256
        if paper.translates in known:
            yield paper.translates, paper.sha256
    for one, other in _sharing(papers):
        if alike(known[one].sketch, known[other].sketch) >= _ALIKE:
            yield one, other


def _sharing(papers: Sequence[Traits]) -> set[tuple[str, str]]:
    """Pairs of sha256 whose sketches share a hash that few have."""
    holders: dict[int, list[str]] = defaultdict(list)
    for paper in papers:
        for hash_ in paper.sketch:
            holders[hash_].append(paper.sha256)
    return {pair for held in holders.values() if len(held) <= _FEW for pair in combinations(held, 2)}
