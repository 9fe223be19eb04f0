"""Which sentence stands where on the page: what belongs to a finding goes under it, the rest stays in its chapter.

In: a Case and a DossierView. Out: Parts, one a chapter. No sentence is lost or told twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hearsay.model import Claim, Drift, Finding, Judgement, Line, Match, NumberCheck

from .case import Case
from .compose import CHAPTERS
from .view import DossierView

CLAIMED, CHANGED, RECORD, JUDGED = range(4)
"""The chapters whose sentences go under a finding, by their place in CHAPTERS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A finding with its sentences of the first four chapters."""

    finding: Finding
    claimed: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    record: list[Line] = field(default_factory=list)
    judged: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A chapter: the findings it tells (the first one only) and the lines that stand in it."""

    name: str
    place: int
    findings: Sequence[Told]
    lines: Sequence[Line]
    folded: Sequence[Line]
    """Lines about whether a paper is genuine: many, and all of them leave it open."""
    moved: bool
    """Whether some of its lines stand under a finding."""


def parts(case: Case, view: DossierView) -> tuple[Part, ...]:
    """The chapters in their order."""
    order = [name for name, _ in CHAPTERS]
    first = {line.about for line in view.lines if line.chapter == order[CLAIMED]}
    told = {row.proposition: Told(finding=row) for row in view.findings if row.proposition in first}
    left: dict[str, list[Line]] = {name: [] for name in order}
    moved: set[str] = set()
    for line in view.lines:
        own = told.get(_home(case, line, told)) if line.chapter in order[: JUDGED + 1] else None
        if own is None:
            left[line.chapter].append(line)
        else:
            (own.claimed, own.changed, own.record, own.judged)[order.index(line.chapter)].append(line)
            moved.add(line.chapter)
    return tuple(
        Part(
            name=name,
            place=place,
            findings=tuple(told.values()) if place == CLAIMED else (),
            lines=[line for line in left[name] if not _genuine(case, line)],
            folded=[line for line in left[name] if _genuine(case, line)],
            moved=name in moved,
        )
        for place, name in enumerate(order)
    )


def _genuine(case: Case, line: Line) -> bool:
    judgement = case.get(Judgement, line.about)
    return judgement is not None and judgement.subject == "genuine"


def _home(case: Case, line: Line, told: dict[str, Told]) -> str:
    """Id of the proposition that a line belongs to; of a drift the later text's, else the earlier's."""
    record = case.records.get(line.about)
    match record:
        case Judgement():
            return record.about
        case Drift():
            ends = [case.proposition_of.get(key, "") for key in (record.later, record.earlier)]
            return next((end for end in ends if end in told), "")
        case Match() | NumberCheck():
            return case.proposition_of.get(record.claim, "")
        case Claim():
            return case.proposition_of.get(line.about, "")
    return line.about
