"""The chapters about what is said: who claims it on whose word, what changed on the way, what the text leaves open.

In: a Case and the findings at the head of the table. Out: Drafts, sentences with the citations they stand on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hearsay.model import Citation, Claim, Drift, Finding, Origin, Unsure

from .case import Case
from .chains import carriers, chain_words, inside, said, whose
from .cite import drift_marks, of, of_claim, several
from .findings import cited, origin_of, rival_words
from .phrases import counted, inline, joined, name, quoted, sentence, word

DESCRIBED = frozenset({"document", "unnamed"})
"""Kinds of root whose name is often only a description."""

CHAINS = 4
"""Chains of one finding that are told; the rest is counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence on its way to a Line."""

    text: str
    citations: tuple[Citation, ...]
    about: str
    by: str = ""
    """The person who said or decided it; empty when a step found it."""


def claimed(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What is claimed, and on whose word: one paragraph for each finding."""
    for row in top:
        claims = case.in_order(_members(case, row.proposition))
        yield from _chains(case, row, claims)
        yield from _carried(case, row, claims)
        yield from _drift_summary(case, row, claims)
        yield from _opposed(case, row, claims)


def _members(case: Case, proposition: str) -> tuple[str, ...]:
    return tuple(getattr(case.records.get(proposition), "claims", ()))


def chains_of(case: Case, claims: Iterable[tuple[str, Claim]]) -> list[tuple[str, list[Claim]]]:
    """The different chains of claims in words, deepest first, each with the claims that have it."""
    found: dict[str, list[Claim]] = {}
    for _, claim in claims:
        found.setdefault(chain_words(case, claim), []).append(claim)
    return sorted(found.items(), key=lambda pair: -max(len(claim.chain) for claim in pair[1]))


def _chains(case: Case, row: Finding, claims: Sequence[tuple[str, Claim]]) -> Iterator[Draft]:
    found = chains_of(case, claims)
    for text, own in found[:CHAINS]:
        yield Draft(
            text=sentence(f"{text}: {said(own[0])}"),
            citations=several(of_claim(case, claim) for claim in own),
            about=row.proposition,
        )
    if len(found) > CHAINS:
        rest = [claim for _, own in found[CHAINS:] for claim in own]
        text = f"{counted(len(found) - CHAINS, 'further chain')} carry it, cited here without words."
        yield Draft(text=text, citations=several(of_claim(case, claim) for claim in rest), about=row.proposition)


def _carried(case: Case, row: Finding, claims: Sequence[tuple[str, Claim]]) -> Iterator[Draft]:
    marks = several(of_claim(case, claim) for _, claim in case.in_order(cited(case, claims)))
    texts = counted(row.documents, "text")
    verb = "carries" if row.documents == 1 else "carry"
    yield Draft(text=sentence(f"{texts} {verb} it: {carriers(case, claims)}"), citations=marks, about=row.proposition)
    origin = origin_of(case, row.proposition)
    if origin is None:
        yield Draft(text=f"{texts}; origins were not counted.", citations=marks, about=row.proposition)
        return
    yield Draft(text=sentence(origin_words(origin, row.documents)), citations=marks, about=row.proposition)
    if origin.roots:
        roots = joined(
            [
                f"{inside(root.name, described=root.kind in DESCRIBED)} ({word('roots', root.kind)})"
                for root in origin.roots[:6]
            ]
        )
        more = f", and {len(origin.roots) - 6} more" if len(origin.roots) > 6 else ""
        parts = [of(case, key) for root in origin.roots for key in root.claims[:1]]
        yield Draft(
            text=sentence(f"It goes back to {roots}{more}"), citations=several([*parts, marks]), about=row.proposition
        )
    if origin.settle:
        text = sentence(f"What would settle it: {inline(origin.settle)}")
        yield Draft(text=text, citations=marks, about=row.proposition)


def origin_words(origin: Origin, documents: int) -> str:
    """`2 texts, 1 named origin, independence not established`."""
    kinds = {root.kind for root in origin.roots}
    sort = "named " if kinds and kinds <= {"named", "document"} else "unnamed " if kinds == {"unnamed"} else ""
    if origin.at_most == 0:
        found = "no named origin"
    elif origin.at_least == origin.at_most:
        found = counted(origin.at_most, f"{sort}origin")
    else:
        found = f"at least {origin.at_least} and at most {counted(origin.at_most, f'{sort}origin')}"
    return f"{counted(documents, 'text')}, {found}, {origin.verdict}"


def _drift_summary(case: Case, row: Finding, claims: Sequence[tuple[str, Claim]]) -> Iterator[Draft]:
    found = {drift.id: drift for key, _ in claims for drift in case.drifts.get(key, ())}
    if not found:
        return
    kinds = Counter(drift.what for drift in found.values())
    told = [
        f"{word('drifts', what).lower()}{f' ({count} times)' if count > 1 else ''}"
        for what, count in sorted(kinds.items())
    ]
    marks = several(drift_marks(case, found[key]) for key in sorted(found))
    if marks:
        yield Draft(text=sentence(f"On the way {joined(told)}"), citations=marks, about=row.proposition)


def _opposed(case: Case, row: Finding, claims: Sequence[tuple[str, Claim]]) -> Iterator[Draft]:
    """What contradicts or denies it, each rival wording with its own origins."""
    others = case.in_order(
        {other for key, _ in claims for other in case.opposed.get(key, ())} - {key for key, _ in claims}
    )
    for text in row.rivals:
        own = [claim for _, claim in others if rival_words(case, claim) == text]
        marks = several(of_claim(case, claim) for claim in own)
        yield Draft(text=sentence(f"Contradicted or denied by {text}"), citations=marks, about=row.proposition)


def changed(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What changed on the way: each drift with both wordings, those of the top findings first."""
    first = {key: row.rank for row in reversed(top) for key in _members(case, row.proposition)}
    last = len(top)
    order = sorted(
        case.all(Drift).items(),
        key=lambda pair: (min(first.get(pair[1].later, last), first.get(pair[1].earlier, last)), pair[1].what, pair[0]),
    )
    for key, drift in order:
        yield Draft(text=drift_words(case, drift), citations=drift_marks(case, drift), about=key)


def drift_words(case: Case, drift: Drift) -> str:
    """`The wording became surer: Sky News (a.txt) has “appear to confirm”, PJ Media, headline (b.txt) has “confirmed”.`"""
    earlier, later = case.get(Claim, drift.earlier), case.get(Claim, drift.later)
    before = f"{whose(case, earlier, drift.before_anchor) if earlier else 'the earlier wording'} {_has(drift.before)}"
    after = f"{whose(case, later, drift.after_anchor) if later else 'the later wording'} {_has(drift.after)}"
    return sentence(f"{word('drifts', drift.what)}: {before}; {after}")


def _has(wording: str) -> str:
    return f"has {quoted(wording, 140)}" if wording.strip() else "has nothing of it"


def unsaid(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What the text does not say: open questions, those of documents under the top findings first."""
    shown = {citation.sha256 for row in top for citation in row.citations}
    found = [(key, unsure, of(case, key)) for key, unsure in case.all(Unsure).items()]
    order = sorted(
        found, key=lambda at: (not any(own.sha256 in shown for own in at[2]), at[1].page, at[1].start, at[0])
    )
    for key, unsure, marks in order:
        yield Draft(text=_unsure_words(unsure), citations=marks, about=key)


def _unsure_words(unsure: Unsure) -> str:
    choices = f" Open: {joined([name(choice) for choice in unsure.choices], 'or')}." if unsure.choices else ""
    why = f" {sentence(inline(unsure.why))}" if unsure.why else ""
    return f"{sentence(inline(unsure.question))}{choices}{why}"
