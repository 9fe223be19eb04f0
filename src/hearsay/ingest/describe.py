"""The describing step: all places of one content in, one Document out, with duplicates, custody and dates.

In: a Group keyed by sha256 with the Files of that content, its Extent, its first Page with Passages, its Facts and what is
known of it as a translation. Out: a Document, a Duplicate for each further place, Custody as declared, and Facts read from
the text. What case.toml declares wins; what the content says otherwise stays as a Fact. A translation that somebody typed
in has no file.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, cast, get_args

from hearsay.model import (
    Anchor,
    Custody,
    Dated,
    Document,
    DocumentKind,
    Duplicate,
    Extent,
    Fact,
    File,
    Page,
    Passage,
    Record,
    Translation,
)
from hearsay.ports import Group, StepKind
from hearsay.settings import DeclaredCustody, DeclaredDocument, Hand

from . import stated
from .source import NOTHING
from .stated import Stated
from .translations.rendered import rendered, typed_files

_SHARE = 0.05
"""Of the characters of a document, for a language to be named."""

_PAPERS = frozenset({"letter", "memo", "message", "report", "record"})
"""Kinds that may speak as a document: "the letter (2013-11-24) shows"."""

_MARKUP = {"markup": 0, "metadata": 1}


@dataclass(frozen=True, slots=True)
class Describe:
    """Says what a content is, as a piece of writing, and where else it was found."""

    name: ClassVar[str] = "ingest.describe"
    version: ClassVar[str] = "5"
    kind: ClassVar[StepKind] = "keyed"

    documents: tuple[DeclaredDocument, ...] = ()
    custody: tuple[DeclaredCustody, ...] = ()
    """In the order of their paths."""

    def __call__(self, group: Group) -> list[Record]:
        """Document, Duplicate*, Custody* and Fact* of one content.

        Files of which nothing was read (refused, or empty) share the digest of nothing: they are no duplicates of each
        other and no document; what is declared of their custody is kept.
        """
        files = sorted(group.only(File), key=lambda file: (file.path, file.id)) or typed_files(group.only(Translation))
        hands = [hand for file in files for hand in _custody(file, self.custody)]
        if not files or files[0].sha256 == NOTHING:
            return list(hands)
        copies = [Duplicate(file=file.id, canonical=files[0].id) for file in files[1:]]
        return [*_described(files, group, self.documents, hands), *copies, *hands]


def _hands(path: str, declared: Sequence[DeclaredCustody]) -> list[Hand]:
    first = bisect_left(declared, path, key=_path)
    return [hand for entry in declared[first : bisect_right(declared, path, key=_path)] for hand in entry.hands]


def _path(entry: DeclaredCustody) -> str:
    return entry.path


def _custody(file: File, declared: Sequence[DeclaredCustody]) -> Iterator[Custody]:
    """The hands declared for this place, first hand first; those of the nearest folder where it has none of its own."""
    parts = file.path.split("/")
    above = ("/".join(parts[:count]) + "/" for count in range(len(parts) - 1, 0, -1))
    hands = next((hands for path in (file.path, *above) if (hands := _hands(path, declared))), [])
    for position, hand in enumerate(hands):
        yield Custody(
            about=file.id,
            position=position,
            act=hand.act,
            hand=hand.hand,
            when=hand.when,
            on_word_of=hand.on_word_of,
            note=hand.note,
        )


def _declared(files: Sequence[File], documents: Sequence[DeclaredDocument]) -> DeclaredDocument:
    """All declarations about any place of the content as one; of two that differ, that of the smaller path holds."""
    paths = {file.path for file in files}
    known: dict[str, object] = {}
    for entry in sorted((d for d in documents if d.path in paths), key=lambda d: d.path):
        for name in entry.__struct_fields__:
            value = getattr(entry, name)
            if value is not None:
                known.setdefault(name, value)
    return DeclaredDocument(**({"path": files[0].path} | known))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Text:
    """What the first page says in its own words."""

    title: Stated | None = None
    day: Stated | None = None
    author: Stated | None = None
    kind: DocumentKind = "unknown"
    unverified: bool = False


def _in_words(page: Page | None, passages: Sequence[Passage]) -> _Text:
    if page is None or not page.text.strip():
        return _Text()
    here = sorted((p for p in passages if p.page == page.id), key=lambda p: p.start)
    known = stated.headers(page)
    day = stated.day(page, here, known)
    author = stated.author(page, here, known)
    kind = stated.kind(page, here, known, dated=bool(day or author))
    title = known.get("subject") if kind in {"memo", "message"} else None
    return _Text(
        title or stated.title(page, here) or known.get("subject"),
        day,
        author,
        kind,
        unverified=day is not None and stated.unverified(page, day),
    )


def _described(
    files: Sequence[File], group: Group, documents: Sequence[DeclaredDocument], hands: Sequence[Custody]
) -> Iterator[Record]:
    digest, extent = files[0].sha256, next(iter(group.only(Extent)), Extent(sha256=files[0].sha256))
    page = next((page for page in group.only(Page) if page.id == extent.first), None)
    given = _declared(files, documents)
    facts = _facts(group.only(Fact))
    words = _in_words(page, group.only(Passage))
    kind = given.kind or _kind(files[0], extent, words, facts)
    dated, inferred = _dates(given, facts, words, page)
    known = rendered(group.only(Translation), given.translator, hands)
    yield Document(
        sha256=digest,
        path=files[0].path,
        kind=kind,
        title=_best(given.title, facts, "title", words.title),
        author=_best(given.author, facts, "author", words.author),
        outlet=given.outlet or facts.get("outlet", ""),
        voice=given.voice or ("" if known.translator else _voice(kind, dated)),
        stated=dated,
        inferred=inferred,
        languages=_languages(extent),
        translates=known.original,
        translator=known.translator,
        translator_at=known.at,
    )
    yield from _text_facts(digest, page, words)


def _facts(facts: Sequence[Fact]) -> dict[str, str]:
    """The best value of each name: markup before metadata; of several, the smallest."""
    chosen = sorted((f for f in facts if f.evidence in _MARKUP), key=lambda f: (_MARKUP[f.evidence], f.value))
    return {fact.name: fact.value for fact in reversed(chosen)}


def _best(given: str | None, facts: dict[str, str], name: str, words: Stated | None) -> str:
    """Declared, then markup and metadata, then the text. Metadata titles of office programs are file names: skipped."""
    said = facts.get(name, "")
    if given is not None:
        return given
    is_file_name = name == "title" and ("." in said[-6:] or said.lower().startswith(("microsoft word", "untitled")))
    if said and not (is_file_name and words):
        return said
    return words.value if words else ""


def _kind(file: File, extent: Extent, words: _Text, facts: dict[str, str]) -> DocumentKind:
    if file.media_type == "text/csv":
        return "table"
    if known := next((kind for kind in get_args(DocumentKind) if kind == facts.get("kind")), None):
        return cast("DocumentKind", known)
    if file.media_type.startswith("image/") and not extent.characters:
        return "image"
    if words.kind == "unknown" and "outlet" in facts and "published" in facts:
        return "press"
    return words.kind


def _voice(kind: DocumentKind, dated: Dated | None) -> str:
    return f"{kind} ({dated.day})" if kind in _PAPERS and dated else ""


def _dates(
    given: DeclaredDocument, facts: dict[str, str], words: _Text, page: Page | None
) -> tuple[Dated | None, Dated | None]:
    """The stated date (declared, markup, text) and the inferred one (unverified digits, then the program's date)."""
    known: list[Dated] = []
    maybe: list[Dated] = []
    if given.published is not None:
        known.append(Dated(day=given.published.isoformat(), evidence="case.toml"))
    if _is_day(facts.get("published", "")):
        known.append(Dated(day=facts["published"][:10], evidence="metadata"))
    if page and words.day:
        where = Anchor(page=page.id, start=words.day.start, end=words.day.end)
        read = page.text[words.day.start : words.day.end]
        if words.unverified:
            note = f"{read} (read by OCR, digits unverified)"
            maybe.append(Dated(day=words.day.value, evidence=note, anchor=where))
        else:
            known.append(Dated(day=words.day.value, evidence=read, anchor=where))
    if _is_day(facts.get("created", "")):
        maybe.append(Dated(day=facts["created"][:10], evidence="metadata"))
    return (known[0] if known else None), (maybe[0] if maybe else None)


def _is_day(value: str) -> bool:

    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def _text_facts(digest: str, page: Page | None, words: _Text) -> Iterator[Fact]:
    """What was read from the text, whether or not it was believed."""
    for name, found in (("title", words.title), ("author", words.author), ("published", words.day)):
        if page and found:
            anchor = Anchor(page=page.id, start=found.start, end=found.end)
            yield Fact(sha256=digest, name=name, value=found.value, evidence="text", anchor=anchor)


def _languages(extent: Extent) -> tuple[str, ...]:
    """Languages with at least _SHARE of the characters, most first."""
    total = sum(spoken.characters for spoken in extent.languages)
    return tuple(spoken.language for spoken in extent.languages if spoken.characters >= _SHARE * total)
