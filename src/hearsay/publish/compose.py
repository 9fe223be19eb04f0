"""The step that writes the dossier: the table of findings, and the sentences of each chapter with their citations.

In: all records of a case. Out: Findings and Lines; never a Line without a citation.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Finding, Line, Record
from hearsay.ports import Group, StepKind

from .case import Case
from .cite import require_cited
from .claimed import Draft, changed, claimed, unsaid
from .compared import record
from .findings import findings
from .follows import follows, papers, read, track
from .phrases import counted

TOP = 30
"""Findings that have a paragraph of their own; the table holds all."""

MOST = 400
"""Sentences of one chapter; what does not fit is counted in its last sentence."""

CHAPTERS: tuple[tuple[str, Callable[[Case, Sequence[Finding]], Iterator[Draft]]], ...] = (
    ("What is claimed, and on whose word", claimed),
    ("What changed on the way", changed),
    ("What the record shows", record),
    ("What follows", follows),
    ("The papers and the hands they passed through", papers),
    ("Track records", track),
    ("What the text does not say", unsaid),
    ("What was read", read),
)
"""In order of reading, with who writes them."""


@dataclass(frozen=True, slots=True)
class Compose:
    """All records of a case become the table of findings and the lines of the dossier."""

    title: str
    about: str

    name: ClassVar[str] = "publish.compose"
    version: ClassVar[str] = "4"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Findings by rank, then Lines in order of reading; a sentence that nothing can be cited for stays a table row."""
        return list(compose(group.records))


def compose(records: Iterable[Record]) -> Iterator[Record]:
    """Findings, then Lines, of records in any order. Raises Uncited if a citation does not slice."""
    case = Case.of(records)
    rows = findings(case)
    yield from rows
    yield from lines(case, rows)


def lines(case: Case, rows: Sequence[Finding]) -> list[Line]:
    """The sentences of all chapters, each numbered from 0 within its chapter."""
    top = rows[:TOP]
    found: list[Line] = []
    for chapter, write in CHAPTERS:
        drafts = [draft for draft in write(case, top) if draft.text and draft.citations]
        if chapter == CHAPTERS[0][0]:
            drafts += _rest(rows[TOP:])
        found += [
            Line(
                chapter=chapter,
                position=position,
                text=draft.text,
                citations=draft.citations,
                about=draft.about,
                by=draft.by,
            )
            for position, draft in enumerate(_fitting(drafts))
        ]
    require_cited(found)
    return found


def _rest(rows: Sequence[Finding]) -> list[Draft]:
    held = [row for row in rows if row.citations]
    if not held:
        return []
    text = f"{counted(len(rows), 'further finding')} stand in the table without a paragraph of their own."
    return [Draft(text=text, citations=held[0].citations, about=held[0].proposition)]


def _fitting(drafts: list[Draft]) -> list[Draft]:
    """The first of a chapter's sentences, and one that counts the others."""
    if len(drafts) <= MOST:
        return drafts
    first = drafts[MOST - 1]
    text = f"{counted(len(drafts) - MOST + 1, 'further sentence')} of this chapter are left out here, the first of them about the words cited."
    return [*drafts[: MOST - 1], Draft(text=text, citations=first.citations, about=first.about)]
