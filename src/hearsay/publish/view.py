"""What a dossier is made from: the findings, the lines and every record that its pages show.

In: records in any order, and the words that say what made them and when (no clock is read here).
Out: DossierView, the one argument of to_html and to_json.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hearsay.model import (
    Check,
    Claim,
    Comparison,
    Copy,
    Custody,
    Difference,
    Document,
    Drift,
    Event,
    Failure,
    File,
    Finding,
    Hypothesis,
    Judgement,
    Line,
    Match,
    NumberCheck,
    Origin,
    Page,
    Proposition,
    Rating,
    Record,
    RecordSet,
    Relation,
    Ruling,
    Signal,
    Translation,
    Unsure,
    Version,
    Voice,
)

from .case import Case
from .compose import CHAPTERS

KINDS: Mapping[str, type[Record]] = {
    "claims": Claim,
    "voices": Voice,
    "documents": Document,
    "propositions": Proposition,
    "copies": Copy,
    "origins": Origin,
    "drifts": Drift,
    "relations": Relation,
    "matches": Match,
    "events": Event,
    "record_sets": RecordSet,
    "checks": Check,
    "numbers": NumberCheck,
    "hypotheses": Hypothesis,
    "judgements": Judgement,
    "ratings": Rating,
    "signals": Signal,
    "custody": Custody,
    "translations": Translation,
    "differences": Difference,
    "versions": Version,
    "comparisons": Comparison,
    "files": File,
    "failures": Failure,
    "unsure": Unsure,
    "rulings": Ruling,
}
"""The fields of a view that hold records, and what they hold."""


@dataclass(frozen=True, kw_only=True)
class DossierView:
    """A dossier before it is drawn. Every tuple is in order of id, findings by rank, lines as composed."""

    title: str
    about: str
    made_of: str
    """Versions: of the program, of the steps, of the loaded records."""
    made_on: str
    """ISO day or time at which it was made, given by the caller."""
    findings: tuple[Finding, ...] = ()
    lines: tuple[Line, ...] = ()
    claims: tuple[Claim, ...] = ()
    voices: tuple[Voice, ...] = ()
    documents: tuple[Document, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By page id."""
    propositions: tuple[Proposition, ...] = ()
    copies: tuple[Copy, ...] = ()
    origins: tuple[Origin, ...] = ()
    drifts: tuple[Drift, ...] = ()
    relations: tuple[Relation, ...] = ()
    matches: tuple[Match, ...] = ()
    events: tuple[Event, ...] = ()
    record_sets: tuple[RecordSet, ...] = ()
    checks: tuple[Check, ...] = ()
    numbers: tuple[NumberCheck, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    ratings: tuple[Rating, ...] = ()
    signals: tuple[Signal, ...] = ()
    custody: tuple[Custody, ...] = ()
    translations: tuple[Translation, ...] = ()
    differences: tuple[Difference, ...] = ()
    versions: tuple[Version, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    files: tuple[File, ...] = ()
    failures: tuple[Failure, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    rulings: tuple[Ruling, ...] = ()

    @classmethod
    def of(cls, records: Iterable[Record], *, title: str, about: str, made_of: str, made_on: str) -> "DossierView":
        """Of all records of a case, Findings and Lines among them, in any order."""
        return cls.of_case(Case.of(records), title=title, about=about, made_of=made_of, made_on=made_on)

    @classmethod
    def of_case(cls, case: Case, *, title: str, about: str, made_of: str, made_on: str) -> "DossierView":
        """Of a case whose look-ups are made already."""
        order = {chapter: place for place, (chapter, _) in enumerate(CHAPTERS)}
        lines = sorted(
            case.all(Line).values(),
            key=lambda line: (order.get(line.chapter, len(order)), line.chapter, line.position, line.id),
        )
        rows = sorted(case.all(Finding).items(), key=lambda pair: (pair[1].rank, pair[0]))
        kept: dict[str, Any] = {name: tuple(case.all(kind).values()) for name, kind in KINDS.items()}
        return cls(
            title=title,
            about=about,
            made_of=made_of,
            made_on=made_on,
            findings=tuple(row for _, row in rows),
            lines=tuple(lines),
            pages=case.all(Page),
            **kept,
        )

    @property
    def records(self) -> Iterable[Record]:
        """Every record of the view but findings and lines."""
        yield from self.pages.values()
        for name in KINDS:
            yield from getattr(self, name)
