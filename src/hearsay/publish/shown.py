"""What the record shows about a claim, in words: matches with their chance, gaps named, numbers checked or refused.

In: checks, matches and number checks of claims. Out: clauses. A p0 never stands without its interval.
"""

import re
from collections.abc import Iterable, Sequence

from hearsay.model import Chance, Check, Claim, Event, Match, NumberCheck, Quantity

from .case import Case
from .phrases import chance, counted, inline, interval, isolate, joined, odds, quoted, shorten, unique

MOST = 3
"""Matches of one claim that are told; the rest is counted."""

CLAUSES = 2
"""Reasons of one sort that the table tells; the dossier has all of them."""

CONTEXT = "events near it are context only"
_NO_EVENT = "is not an event that records could hold"
_ASIDE = re.compile(r" \((?P<what>[^()]*) are looked at instead\)")
_NEXT = re.compile(r", and (?=the |nothing |[“0-9])")
"""Between two reasons of a Check; an "and" inside one goes on in another way."""
_OUTSIDE = "lies outside the period"
REFUSED = "number refused: "
_REFUSED = re.compile(f"{REFUSED}(?P<what>“[^”]*”) (?P<why>.*)")


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


def circular_claims(case: Case, claims: Iterable[tuple[str, Claim]]) -> frozenset[str]:
    """Ids of the claims of which a match is circular: a record's figure is then no second word on their numbers either."""
    return frozenset(key for key, _ in claims if any(match.circular for match in case.matches.get(key, ())))


def number_words(number: NumberCheck, *, circular: bool = False) -> str:
    """`number refused: ...` or the record's figure with its interval, and whether the claim's match is circular."""
    if number.refused:
        reason = inline(number.reason) or f"missing: {', '.join(number.missing) or 'not said'}"
        return f"{REFUSED}{reason}"
    agreed = {True: "agrees with", False: "is hard to reconcile with", None: "stands beside"}[number.agrees]
    return f"number {agreed} the record: {figure_words(number)}{'; circular: adds no weight' if circular else ''}"


def figure_words(number: NumberCheck) -> str:
    """The record's figure with interval and level; says so when there is no interval."""
    value = "no figure" if number.figure is None else f"{number.figure:g}"
    if number.low is None or number.high is None:
        return f"{value}, no interval ({inline(number.record)})"
    level = f"{100 * number.level:g} % " if number.level is not None else ""
    return f"{value} ({level}interval {number.low:.3g} to {number.high:.3g}; {inline(number.record)})"


def record_words(case: Case, claims: Iterable[tuple[str, Claim]]) -> list[str]:
    """Clauses of the record column of a finding: each once, likeliest matches first; `not checked` when no step looked.

    Reasons that several claims share are told once; one that only some have says how many of the texts it concerns.
    """
    found = tuple(claims)
    checks = [(claim, check) for key, claim in found for check in case.checks.get(key, ())]
    matches = [match for key, _ in found for match in case.matches.get(key, ())[:MOST]]
    same = unique(match_words(match) for match in matches if match.relation == "same event")
    near = unique(match_words(match) for match in matches if match.relation != "same event")
    alone = [check for claim, check in checks if not case.matches.get(claim.id)]
    told = [n for key, claim in found for n in case.numbers.get(key, ()) if _telling(claim, n)]
    numbers = _numbers_words(told, circular_claims(case, found))
    gaps = _gaps([(claim, check) for claim, check in checks if not check.checkable])
    if numbers:
        gaps = [words for words in gaps if _NO_EVENT not in words]
    rates = near or unique(
        f"{CONTEXT}; by coincidence {p0_words(one)}" for c in alone if not c.checkable for one in c.chances
    )
    empty = unique(_empty_words(check) for check in alone if check.checkable)
    clauses = [clause for sort in (same, gaps, empty, rates, numbers) for clause in _first(sort)]
    return clauses or ["not checked"]


def _gaps(checks: Sequence[tuple[Claim, Check]]) -> list[str]:
    """One clause for all reasons why claims are not checkable; those of every text first."""
    texts = {claim.sha256 for claim, _ in checks}
    held: dict[str, set[str]] = {}
    for claim, check in checks:
        for part in reasons(check.reason)[0]:
            held.setdefault(part, set()).add(claim.sha256)
    if not held:
        return []
    order = sorted(held, key=lambda part: len(held[part]) < len(texts))
    told = [part if held[part] == texts else f"{part} (in {len(held[part])} of {len(texts)} texts)" for part in order]
    return [f"not checkable: {'; '.join(told)}"]


def reasons(reason: str) -> tuple[list[str], list[str]]:
    """The single reasons of a Check, and what was looked at in place of a missing date.

    Where a date is missing, that the days looked at instead lie outside the records is no reason of its own.
    """
    parts = _NEXT.split(inline(reason) or "no reason given")
    instead = [found["what"] for part in parts for found in _ASIDE.finditer(part)]
    return [_ASIDE.sub("", part) for part in parts if not (instead and _OUTSIDE in part)], instead


def _empty_words(check: Check) -> str:
    rates = "; ".join(p0_words(one) for one in check.chances)
    return f"covered, nothing recorded{f'; by coincidence {rates}' if rates else ''}"


def _numbers_words(numbers: Sequence[NumberCheck], circular: frozenset[str]) -> list[str]:
    """The number clauses, those refused for one reason as one clause."""
    refused: dict[str, list[str]] = {}
    told: list[str] = []
    for words in unique(number_words(number, circular=number.claim in circular) for number in numbers):
        opened = _REFUSED.fullmatch(words)
        if opened:
            refused.setdefault(opened["why"], []).append(opened["what"])
        else:
            told.append(words)
    return told + [f"{REFUSED}{joined(what)} {why}" for why, what in refused.items()]


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
