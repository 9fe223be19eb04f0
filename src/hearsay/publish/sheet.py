"""The dossier laid out: everything that the template prints, in its order, with the sources numbered as they come.

In: a DossierView. Out: a Sheet of plain values; nothing is decided in the template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from hearsay.model import Factor, Finding, Judgement, Line, Proposition, Ruling, Voice

from .bars import Bar, factor_bars, likelihood, ticks
from .cards import ChainRow, HandCard, PaperRow, chain_rows, hand_cards, paper, paper_rows
from .case import Case
from .cite import readings
from .compose import CHAPTERS
from .findings import origin_of
from .ledger import Ledger, ledger
from .phrases import interval
from .shown import record_words
from .sources import Mark, Source, Sources
from .tree import Tree, tree
from .view import DossierView

ROWS = 300
"""Findings shown in the table; the JSON holds all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One finding of the table."""

    finding: Finding
    kind: str
    record: tuple[str, ...]
    """The clauses of the record column."""
    bar: Bar | None
    marks: tuple[Mark, ...]
    rulings: tuple[Ruling, ...]
    told: bool
    """Whether it has a paragraph to link to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A line with the numbers of its citations."""

    text: str
    marks: tuple[Mark, ...]
    by: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines about one record, with what is drawn beside them."""

    about: str
    lines: tuple[Spoken, ...]
    finding: Finding | None = None
    chains: tuple[ChainRow, ...] = ()
    papers: tuple[PaperRow, ...] = ()
    tree: Tree | None = None
    judgement: Judgement | None = None
    bar: Bar | None = None
    factors: tuple[tuple[Factor, Bar], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter; `anchor` is its place in the page."""

    name: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole dossier."""

    view: DossierView
    rows: tuple[Row, ...]
    left_out: int
    chapters: tuple[Chapter, ...]
    uncited: tuple[Block, ...]
    """Judgements of questions for which nothing in the haul is cited: shown, but not as sentences."""
    papers: tuple[tuple[str, tuple[HandCard, ...]], ...]
    declared: tuple[Voice, ...]
    rulings: tuple[Ruling, ...]
    ledger: Ledger
    sources: tuple[Source, ...]
    ticks: tuple[float, ...]


def sheet(view: DossierView) -> Sheet:
    """Everything in order of reading; sources are numbered on the way."""
    case = Case.of(view.records)
    sources = Sources(readings(view.pages.values()))
    told = {line.about for line in view.lines if line.chapter == CHAPTERS[0][0]}
    rows = tuple(_row(case, row, sources, told=row.proposition in told) for row in view.findings[:ROWS])
    chapters = tuple(_chapter(case, view, name, sources) for name, _ in CHAPTERS)
    said = {line.about for line in view.lines}
    silent = [one for one in view.judgements if one.subject != "proposition" and one.id not in said]
    return Sheet(
        view=view,
        rows=rows,
        left_out=max(0, len(view.findings) - ROWS),
        chapters=chapters,
        uncited=tuple(_judged(Block(about=one.id, lines=()), one) for one in silent),
        papers=tuple((paper(case, key), hand_cards(case, hands, sources)) for key, hands in case.custody.items()),
        declared=tuple(sorted((voice for voice in view.voices if voice.scope == "case"), key=lambda voice: voice.name)),
        rulings=tuple(sorted(view.rulings, key=lambda ruling: (ruling.when, ruling.id))),
        ledger=ledger(view.files, view.failures),
        sources=sources.notes(),
        ticks=ticks(),
    )


def _row(case: Case, finding: Finding, sources: Sources, *, told: bool) -> Row:
    proposition = case.get(Proposition, finding.proposition)
    judged = next((one for one in case.judgements.get(finding.proposition, ()) if one.subject == "proposition"), None)
    about = {finding.proposition, *(proposition.claims if proposition else ())}
    return Row(
        finding=finding,
        kind=proposition.kind.replace("_", " ") if proposition else "",
        record=tuple(record_words(case, case.in_order(proposition.claims))) if proposition else (finding.record,),
        bar=likelihood(judged.low, judged.high) if judged else None,
        marks=sources.marks(finding.citations),
        rulings=tuple(ruling for ruling in case.all(Ruling).values() if ruling.about in about),
        told=told,
    )


def _chapter(case: Case, view: DossierView, name: str, sources: Sources) -> Chapter:
    lines = [line for line in view.lines if line.chapter == name]
    blocks = tuple(
        _block(case, view, about, list(own), sources) for about, own in groupby(lines, key=lambda line: line.about)
    )
    return Chapter(name=name, anchor=f"c{[chapter for chapter, _ in CHAPTERS].index(name) + 1}", blocks=blocks)


def _block(case: Case, view: DossierView, about: str, lines: Sequence[Line], sources: Sources) -> Block:
    record = case.records.get(about)
    if isinstance(record, Proposition) and lines[0].chapter == CHAPTERS[0][0]:
        claims = case.in_order(record.claims)
        rows, papers = chain_rows(case, claims, sources), paper_rows(case, claims, sources)
        return Block(
            about=about,
            lines=_spoken(lines, sources),
            finding=next((row for row in view.findings if row.proposition == about), None),
            chains=rows,
            papers=papers,
            tree=tree(case, record, origin_of(case, about)),
        )
    block = Block(about=about, lines=_spoken(lines, sources))
    return _judged(block, record) if isinstance(record, Judgement) else block


def _spoken(lines: Sequence[Line], sources: Sources) -> tuple[Spoken, ...]:
    return tuple(
        Spoken(text=line.text, marks=sources.marks(line.citations), by=line.by, about=line.about) for line in lines
    )


def _judged(block: Block, judgement: Judgement) -> Block:
    return Block(
        about=block.about,
        lines=block.lines,
        judgement=judgement,
        bar=likelihood(judgement.low, judgement.high),
        factors=tuple(zip(judgement.factors, factor_bars(judgement.factors), strict=True)),
    )


def span(judgement: Judgement) -> str:
    """The range of a judgement in percent."""
    return interval(judgement.low, judgement.high)
