"""The search index: folded terms of passages, of whole pages, of names and facts, in a tantivy index beside the store.

In: terms that the caller has folded. Out: hits with ids and offsets; the words themselves stay in the store.
The index is derived: it can be thrown away and is made again from the pages.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import tantivy

from hearsay.errors import CaseError, CaseInvalid

_HEAP = 64 << 20
Level = Literal["passage", "page", "about"]
"""`about`: the name of a file, or what a content says of itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find."""

    sha256: str
    page: str
    """Page id; of level `about` the id of the File or the Fact."""
    number: int
    """Of the page; 0 for level `about`."""
    start: int
    end: int
    level: Level
    terms: Sequence[str]
    """Folded words in order."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    sha256: str
    page: str
    number: int
    start: int
    end: int
    score: float
    """BM25; only for the order of hits."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for: all of `phrases`, none of `without`; each is a run of terms."""

    phrases: tuple[tuple[str, ...], ...]
    without: tuple[tuple[str, ...], ...] = ()
    enough: int = 0
    """How many of the phrases must be there; 0 for all."""


class Index:
    """The index in one folder. One writer; readers at any time, also where nothing may be written."""

    def __init__(self, folder: Path, *, reading: bool = False) -> None:
        """Open the index, or make it; with `reading` nothing is made, and CaseInvalid says that it cannot be read."""
        self._aside = _beside(folder) if reading and not os.access(folder, os.W_OK) else None
        if self._aside is not None:
            folder = Path(self._aside.name)
        self._index = _read(folder) if reading else _opened(folder)

    @property
    def size(self) -> int:
        """Number of entries."""
        return int(self._index.searcher().num_docs)

    def update(self, gone: Iterable[str], entries: Iterable[Entry]) -> None:
        """Take out the documents `gone` (sha256) and put `entries` in, in one commit."""
        try:
            self._write(gone, entries)
        except ValueError as error:
            raise CaseError(
                f"the search index cannot be written: {str(error).splitlines()[0]}",
                remedy="make room, or give yourself the right to write there, and run the case again; its records are kept",
            ) from error
        self._index.reload()

    def _write(self, gone: Iterable[str], entries: Iterable[Entry]) -> None:
        writer = self._index.writer(_HEAP, 1)
        for sha256 in gone:
            writer.delete_documents_by_term("sha256", sha256)
        for entry in entries:
            document = tantivy.Document()
            for name in ("sha256", "page", "level"):
                document.add_text(name, getattr(entry, name))
            for name in ("number", "start", "end"):
                document.add_unsigned(name, getattr(entry, name))
            document.add_text("terms", " ".join(entry.terms))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def search(self, asked: Asked, *, level: Level, limit: int = 20) -> list[Hit]:
        """Best hits first, at most `limit`; ties by document and place."""
        schema = self._index.schema
        wanted = [(tantivy.Occur.Should, _phrase(schema, phrase)) for phrase in asked.phrases]
        never = [(tantivy.Occur.MustNot, _phrase(schema, phrase)) for phrase in asked.without]
        words = tantivy.Query.boolean_query(wanted, asked.enough or len(wanted))
        kind = (tantivy.Occur.Must, tantivy.Query.term_query(schema, "level", level))
        searcher = self._index.searcher()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, words), *never, kind])
        found = searcher.search(query, limit).hits
        hits = [_hit(score, searcher.doc(address)) for score, address in found]
        return sorted(hits, key=lambda h: (-round(h.score, 4), h.sha256, h.number, h.start))


def _opened(folder: Path) -> tantivy.Index:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return tantivy.Index(_schema(), path=str(folder))
    except ValueError:
        shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return tantivy.Index(_schema(), path=str(folder))


def _read(folder: Path) -> tantivy.Index:
    try:
        return tantivy.Index(_schema(), path=str(folder), reuse=True)
    except ValueError as error:
        raise CaseInvalid(
            f"{folder} cannot be used as the index of a case: {str(error).splitlines()[0]}",
            remedy="run the case again; the index is made anew from its pages",
        ) from error


def _beside(folder: Path) -> TemporaryDirectory[str]:
    """A folder with links to all parts of the index: its reader makes a lock where it reads, which `folder` forbids."""
    aside = TemporaryDirectory(prefix="hearsay-")
    for part in folder.iterdir():
        if part.suffix != ".lock":
            (Path(aside.name) / part.name).symlink_to(part.absolute())
    return aside


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("sha256", "page", "level"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("number", "start", "end"):
        builder.add_unsigned_field(name, stored=True)
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="position")
    return builder.build()


def _phrase(schema: tantivy.Schema, words: Sequence[str]) -> tantivy.Query:
    if len(words) == 1:
        return tantivy.Query.term_query(schema, "terms", words[0])
    return tantivy.Query.phrase_query(schema, "terms", list(words))


def _hit(score: float, document: tantivy.Document) -> Hit:
    text = {name: str(document.get_first(name)) for name in ("sha256", "page")}
    whole = {name: int(document.get_first(name) or 0) for name in ("number", "start", "end")}
    return Hit(text["sha256"], text["page"], whole["number"], whole["start"], whole["end"], score)
