"""What the record shows about a claim, in words: matches with their chance, gaps named, numbers checked or refused.

In: checks, matches and number checks of claims. Out: clauses. A p0 never stands without its interval.
"""

import re
from collections.abc import Iterable, Sequence

from hearsay.model import Chance, Check, Claim, Event, Match, NumberCheck, Quantity

from .case import Case
from .phrases import chance, counted, inline, interval, isolate, odds, quoted, shorten, unique

MOST = 3
"""Matches of one claim that are told; the rest is counted."""

CLAUSES = 2
"""Reasons of one sort that the table tells; the dossier has all of them."""

CONTEXT = "events near it are context only"
_NO_EVENT = "is not an event that records could hold"
_ASIDE = re.compile(r" \([^()]* are looked at instead\)")


def p0_words(found: Chance) -> str:
    """`p0 0.21 (90 % interval 0.10 to 0.36; about 1 in 5)`."""
    return f"p0 {chance(found.p0)} (90 % interval {chance(found.low)} to {chance(found.high)}; {odds(found.p0)})"


def null_words(found: Chance) -> str:
    """How the chance was reckoned: window, radius, lag, rule."""
    lag = f"{found.lag[0]} to {found.lag[1]} days after"
    rule = f"; counted: {inline(found.rule)}" if found.rule else ""
    return (
        f"{counted(found.hits, 'day')} of {found.days} within {found.radius:g} km of {isolate(inline(found.place))}, "
        f"{lag}, from {inline(found.null_first)} to {inline(found.null_last)}{rule}"
    )


def event_words(event: Event) -> str:
    """`clash at Tadmur, 2016-03-24 (UCDP 123, best estimate 5, sources: SOHR)`."""
    last = f" to {inline(event.last)}" if event.last not in ("", event.first) else ""
    deaths = "" if event.best is None else f", best estimate {event.best} [{_count(event.low)} to {_count(event.high)}]"
    sources = f", on the word of {shorten(inline('; '.join(event.sources)), 120)}" if event.sources else ""
    return (
        f"{event.kind} at {isolate(inline(event.place)) or 'an unnamed place'}, {inline(event.first) or 'undated'}{last} "
        f"({inline(event.record_set)} {inline(event.code)}{deaths}{isolate(sources)})"
    )


def _count(value: int | None) -> str:
    return "?" if value is None else str(value)


def match_words(match: Match) -> str:
    """One match for the table: what it is, how likely a coincidence, whether it is circular."""
    kind = f"match, link {chance(match.probability)}" if match.relation == "same event" else CONTEXT
    rate = f"; by coincidence {p0_words(match.chance)}" if match.chance else "; chance of coincidence not reckoned"
    circular = "; circular: adds no weight" if match.circular else ""
    return f"{kind}{rate}{circular}"


def number_words(number: NumberCheck) -> str:
    """`number refused: ...` or the record's figure with its interval."""
    if number.refused:
        reason = inline(number.reason) or f"missing: {', '.join(number.missing) or 'not said'}"
        return f"number refused: {reason}"
    agreed = {True: "agrees with", False: "is hard to reconcile with", None: "stands beside"}[number.agrees]
    return f"number {agreed} the record: {figure_words(number)}"


def figure_words(number: NumberCheck) -> str:
    """The record's figure with interval and level; says so when there is no interval."""
    value = "no figure" if number.figure is None else f"{number.figure:g}"
    if number.low is None or number.high is None:
        return f"{value}, no interval ({inline(number.record)})"
    level = f"{100 * number.level:g} % " if number.level is not None else ""
    return f"{value} ({level}interval {number.low:.3g} to {number.high:.3g}; {inline(number.record)})"


def record_words(case: Case, claims: Iterable[tuple[str, Claim]]) -> list[str]:
    """Clauses of the record column of a finding: each once, matches first; `not checked` when no step looked."""
    matched: list[str] = []
    gaps: list[str] = []
    numbers: list[str] = []
    for key, claim in claims:
        own = case.matches.get(key, ())
        matched += [match_words(match) for match in own[:MOST]]
        gaps += [words for check in case.checks.get(key, ()) for words in _check_words(check, alone=not own)]
        numbers += [number_words(n) for n in case.numbers.get(key, ()) if _telling(claim, n)]
    if numbers:
        gaps = [words for words in gaps if _NO_EVENT not in words]
    sorts = (unique(matched), unique(gaps), unique(numbers))
    return [clause for sort in sorts for clause in _first(sort)] or ["not checked"]


def _check_words(check: Check, *, alone: bool) -> list[str]:
    if not check.checkable:
        reason = _ASIDE.sub("", inline(check.reason)) or "no reason given"
        rates = [f"{CONTEXT}; by coincidence {p0_words(one)}" for one in check.chances] if alone else []
        return [f"not checkable: {reason}", *rates]
    if not alone:
        return []
    rates = ["; ".join(p0_words(one) for one in check.chances)] if check.chances else []
    return [f"covered, nothing recorded{''.join(f'; by coincidence {rate}' for rate in rates)}"]


def _telling(claim: Claim, number: NumberCheck) -> bool:
    """Whether a number belongs in the table: compared with a record, or refused where the number is the point."""
    found = next((own for own in claim.numbers if own.start == number.start), None)
    return (
        not number.refused
        or claim.kind in ("statistic", "track_record")
        or (found is not None and found.unit == "share")
    )


def _first(clauses: Sequence[str]) -> list[str]:
    more = len(clauses) - CLAUSES
    return [*clauses[:CLAUSES], f"and {counted(more, 'more reason')}"] if more > 0 else list(clauses)


def quantity_text(claim: Claim, number: NumberCheck) -> str:
    """The number as the claim writes it, quoted; its value when the claim's list does not hold it."""
    found: Quantity | None = next((own for own in claim.numbers if own.start == number.start), None)
    if found is not None:
        return quoted(found.text)
    return "the number" if number.value is None else f"{number.value:g}"


def ratio_words(match: Match) -> list[str]:
    """Each likelihood ratio as a range with the two hypotheses it compares."""
    return [
        f"{inline(ratio.between).replace(' | ', ' against ')}: {ratio.low:.3g} to {ratio.high:.3g}"
        + (f" ({inline(ratio.why)})" if ratio.why else "")
        for ratio in match.ratios
    ]


def judgement_words(words: str, low: float, high: float) -> str:
    """`likely (55 % to 78 %)`, or `cannot be judged`."""
    return words if words == "cannot be judged" else f"{inline(words)} ({interval(low, high)})"
