"""The first page: the case in numbers, and each question with what follows for its answers.

In: a Case and a DossierView. Out: a Summary of plain values. It tells nothing that the findings and judgements do not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Check, Hypothesis, Match

from .case import Case
from .phrases import counted, interval
from .shown import judgement_words
from .view import DossierView


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a reader wants first."""

    counts: tuple[str, ...]
    questions: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Each question with its answers: (text, words with the interval)."""


def summary(case: Case, view: DossierView) -> Summary:
    """Counts, then the questions of the case in order."""
    return Summary(counts=tuple(_counts(case, view)), questions=tuple(_questions(case, view.hypotheses)))


def _counts(case: Case, view: DossierView) -> list[str]:
    """Sentences on what was found; each number can be counted again in the tables."""
    rows = view.findings
    several = sum(row.documents > 1 for row in rows)
    shown = sum(row.verdict == "independence shown" for row in rows)
    tied = sum(row.verdict == "dependence shown" for row in rows)
    judged = sum(row.judgement != "cannot be judged" for row in rows)
    told = {match.claim for match in case.all(Match).values() if match.relation == "same event" and not match.circular}
    able = {check.claim for check in case.all(Check).values() if check.checkable}
    matched, covered = (_propositions(case, keys) for keys in (told, able | told))
    findings = counted(len(rows), "finding")
    return [
        f"{findings} in {counted(len(view.documents), 'text')}; {_of(several)} carried by more than one text.",
        f"Origins: independence is shown for {_of(shown)}, dependence for {_of(tied)}; for {len(rows) - shown - tied} neither is established.",
        f"Records: those that are loaded could speak about {_of(covered)}; for {_of(matched)} they hold, from another source, what may be the same event.",
        f"Judgement: a word of likelihood can be given for {_of(judged)}; for the others the range is too wide.",
    ]


def _of(number: int) -> str:
    return f"{number} of them" if number else "none of them"


def _propositions(case: Case, claims: set[str]) -> int:
    return len({case.proposition_of[key] for key in claims if key in case.proposition_of})


def _questions(case: Case, hypotheses: Sequence[Hypothesis]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in sorted(hypotheses, key=lambda one: (one.question, one.name)):
        for judgement in case.judgements.get(one.id, ()):
            words = judgement_words(judgement.words, judgement.low, judgement.high)
            if judgement.words == words:
                words = f"{words} ({interval(judgement.low, judgement.high)})"
            found.setdefault(one.question, []).append((one.text or one.name, words))
    return [(question, tuple(answers)) for question, answers in found.items()]
