"""The dossier laid out: everything that the template prints, in its order, with the sources numbered as they come.

In: a DossierView. Out: a Sheet of plain values; nothing is decided in the template.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hearsay.model import Factor, Finding, Judgement, Line, Proposition, Ruling, Voice

from .bars import Bar, factor_bars, likelihood, ticks
from .beside import Beside, beside
from .cards import ChainRow, HandCard, chain_rows, hand_cards, paper, papers_of
from .case import Case
from .cite import readings
from .compose import CHAPTERS
from .findings import origin_of
from .ledger import Ledger, ledger
from .matrix import Matrix, matrices
from .parts import Part, Told, parts
from .phrases import interval
from .shown import record_words
from .sources import Mark, Source, Sources
from .summary import Summary, summary
from .tree import Tree, tree
from .view import DossierView

FIRST = 12
"""Findings at the head, which paper shows whole; those after them are folded away."""

ROWS = 300
"""Findings shown in the tables; the JSON holds all."""


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
    bar: Bar | None = None
    """Of the factor that the line is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines about one record, with what is drawn beside them; under a finding also what the other chapters say of it."""

    about: str
    lines: tuple[Spoken, ...]
    finding: Finding | None = None
    changed: tuple[Spoken, ...] = ()
    record: tuple[Spoken, ...] = ()
    judged: tuple["Block", ...] = ()
    chains: tuple[ChainRow, ...] = ()
    papers: tuple[str, ...] = ()
    """Papers of the finding whose hands are known."""
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
    further: tuple[Block, ...] = ()
    """Findings beyond FIRST, and judgements whether a paper is genuine: folded away."""
    moved: bool = False
    """Whether sentences of this chapter stand under the findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole dossier."""

    view: DossierView
    summary: Summary
    rows: tuple[Row, ...]
    further: tuple[Row, ...]
    left_out: int
    chapters: tuple[Chapter, ...]
    uncited: tuple[Block, ...]
    """Judgements of questions for which nothing in the haul is cited: shown, but not as sentences."""
    matrices: tuple[Matrix, ...]
    papers: tuple[tuple[str, tuple[HandCard, ...]], ...]
    declared: tuple[Voice, ...]
    rulings: tuple[Ruling, ...]
    ledger: Ledger
    beside: Beside
    sources: tuple[Source, ...]
    folded: int
    """Number of the first source that only folded parts cite; the last and one when there is none."""
    ticks: tuple[float, ...]


def sheet(view: DossierView) -> Sheet:
    """Everything in order of reading; sources are numbered on the way, those of folded parts last."""
    case = Case.of(view.records)
    sources = Sources(readings(view.pages.values()))
    told = {line.about for line in view.lines if line.chapter == CHAPTERS[0][0]}
    rows = tuple(_row(case, row, sources, told=row.proposition in told) for row in view.findings[:FIRST])
    held = parts(case, view)
    chapters = tuple(_chapter(case, part, sources) for part in held)
    folded = len(sources.found) + 1
    chapters = tuple(
        replace(chapter, further=_further(case, part, sources)) for chapter, part in zip(chapters, held, strict=True)
    )
    further = tuple(_row(case, row, sources, told=row.proposition in told) for row in view.findings[FIRST:ROWS])
    said = {line.about for line in view.lines}
    silent = [one for one in view.judgements if one.subject != "proposition" and one.id not in said]
    return Sheet(
        view=view,
        summary=summary(case, view),
        rows=rows,
        further=further,
        left_out=max(0, len(view.findings) - ROWS),
        chapters=chapters,
        uncited=tuple(_judged(Block(about=one.id, lines=()), one) for one in silent),
        matrices=matrices(view.hypotheses),
        papers=tuple((paper(case, key), hand_cards(case, hands, sources)) for key, hands in case.custody.items()),
        declared=tuple(sorted((voice for voice in view.voices if voice.scope == "case"), key=lambda voice: voice.name)),
        rulings=tuple(sorted(view.rulings, key=lambda ruling: (ruling.when, ruling.id))),
        ledger=ledger(view.files, view.failures),
        beside=beside(case),
        sources=sources.notes(),
        folded=folded,
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


def _chapter(case: Case, part: Part, sources: Sources) -> Chapter:
    first = [one for one in part.findings if one.finding.rank < FIRST]
    told = tuple(_told(case, one, sources) for one in first)
    return Chapter(
        name=part.name,
        anchor=f"c{part.place + 1}",
        blocks=told + _blocks(case, part.lines, sources),
        moved=part.moved,
    )


def _further(case: Case, part: Part, sources: Sources) -> tuple[Block, ...]:
    """What of a chapter is folded away."""
    rest = [one for one in part.findings if one.finding.rank >= FIRST]
    return (*(_told(case, one, sources) for one in rest), *_blocks(case, part.folded, sources))


def _blocks(case: Case, lines: Sequence[Line], sources: Sources) -> tuple[Block, ...]:
    return tuple(_block(case, about, list(own), sources) for about, own in groupby(lines, key=lambda line: line.about))


def _told(case: Case, part: Told, sources: Sources) -> Block:
    """A finding with everything that the chapters say of it."""
    about = part.finding.proposition
    record = case.get(Proposition, about)
    claims = case.in_order(record.claims) if record else ()
    return Block(
        about=about,
        lines=_spoken(part.claimed, sources),
        finding=part.finding,
        changed=_spoken(part.changed, sources),
        record=_spoken(part.record, sources),
        judged=_blocks(case, part.judged, sources),
        chains=chain_rows(case, claims, sources),
        papers=papers_of(case, claims),
        tree=tree(case, record, origin_of(case, about)) if record else None,
    )


def _block(case: Case, about: str, lines: Sequence[Line], sources: Sources) -> Block:
    block = Block(about=about, lines=_spoken(lines, sources))
    record = case.get(Judgement, about)
    return _judged(block, record) if record else block


def _spoken(lines: Sequence[Line], sources: Sources) -> tuple[Spoken, ...]:
    return tuple(
        Spoken(text=line.text, marks=sources.marks(line.citations), by=line.by, about=line.about) for line in lines
    )


def _judged(block: Block, judgement: Judgement) -> Block:
    bars = iter(factor_bars(judgement.factors))
    lines = tuple(
        replace(line, bar=next(bars, None)) if line.text.startswith("Factor ") else line for line in block.lines
    )
    return Block(
        about=block.about,
        lines=lines,
        judgement=judgement,
        bar=likelihood(judgement.low, judgement.high),
        factors=() if lines else tuple(zip(judgement.factors, factor_bars(judgement.factors), strict=True)),
    )


def span(judgement: Judgement) -> str:
    """The range of a judgement in percent."""
    return interval(judgement.low, judgement.high)
