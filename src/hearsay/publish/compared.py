"""The chapter about what the record shows: what cannot be checked, what lies near, how likely a coincidence is.

In: a Case and the findings at the head of the table. Out: Drafts, one for all claims of a finding of which the same is so.
"""

from collections.abc import Iterable, Iterator, Sequence

from hearsay.model import Chance, Claim, Event, Finding, Match

from .case import Case, grouped
from .cite import of_claim, several
from .claimed import Draft
from .phrases import chance, counted, inline, quoted, sentence
from .shown import (
    MOST,
    circular_claims,
    event_words,
    null_words,
    number_words,
    p0_words,
    quantity_text,
    ratio_words,
    reasons,
)

SHORT = 100
"""Characters of a claim that are quoted: its own sentence stands above, whole."""

Told = Sequence[tuple[str, Claim]]
"""Claims with their ids, in order of reading."""


def record(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What the record shows about the claims of the top findings, each claim once."""
    seen: set[str] = set()
    for row in top:
        members = case.in_order(getattr(case.records.get(row.proposition), "claims", ()))
        claims = [(key, claim) for key, claim in members if key not in seen]
        seen.update(key for key, _ in claims)
        yield from _checked(case, claims)
        yield from _beside(case, claims)
        yield from _by_chance(case, claims)
        yield from _counted(case, claims)


def _those(claims: Told) -> str:
    others = f" (and {counted(len(claims) - 1, 'other wording')})" if len(claims) > 1 else ""
    return f"{quoted(claims[0][1].text, SHORT)}{others}"


def _draft(case: Case, text: str, claims: Told, about: str) -> Draft:
    return Draft(text=sentence(text), citations=several(of_claim(case, claim) for _, claim in claims), about=about)


def _checked(case: Case, claims: Told) -> Iterator[Draft]:
    """Why claims are not checkable, and which are covered by a record that holds nothing; each reason once."""
    mute: dict[str, list[tuple[str, Claim]]] = {}
    looked: dict[str, dict[str, None]] = {}
    silent: list[tuple[str, Claim]] = []
    for key, claim in claims:
        for check in case.checks.get(key, ()):
            if not check.checkable:
                whys, instead = reasons(check.reason)
                why = "; ".join(whys)
                mute.setdefault(why, []).append((key, claim))
                looked.setdefault(why, {}).update(dict.fromkeys(instead))
            elif not case.matches.get(key):
                silent.append((key, claim))
    for reason, own in mute.items():
        aside = f"; looked at instead: {'; '.join(looked[reason])}" if looked[reason] else ""
        text = f"Not checkable with the loaded records: {_those(own)}, because {reason}{aside}"
        yield _draft(case, text, own, own[0][0])
    if silent:
        text = f"{_those(silent)}: the loaded records cover the place, the time and the kind of event, and hold nothing"
        yield _draft(case, text, silent, silent[0][0])


def _beside(case: Case, claims: Told) -> Iterator[Draft]:
    """Events beside the claims, each once, the likeliest first; those beyond MOST are counted."""
    pairs = [(match, (key, claim)) for key, claim in claims for match in case.matches.get(key, ())]
    events = grouped((f"{match.relation} {match.event}", match) for match, _ in pairs)
    first = sorted(events.values(), key=lambda own: (-own[0].probability, own[0].event))
    for own in first[:MOST]:
        among = [pair for match, pair in pairs if match in own]
        for text in _matched(case, among, own):
            yield _draft(case, text, among, own[0].id)
    if len(first) > MOST:
        text = f"{counted(len(first) - MOST, 'further event')} of the record, likewise near, not told here"
        yield _draft(case, text, claims, claims[0][0])


def _matched(case: Case, claims: Told, matches: Sequence[Match]) -> Iterable[str]:
    match = matches[0]
    event = case.get(Event, match.event)
    shown = event_words(event) if event else "an event that is not loaded"
    if match.relation == "context":
        yield f"Near {_those(claims)} the record holds as context, which neither confirms nor refutes it: {shown}"
    else:
        link = chance(match.probability)
        yield f"{_those(claims)} and the record may speak of one event (link probability {link} at most): {shown}"
    days = [one.lead_days for one in matches if one.lead_days is not None]
    if days:
        yield lead_words(min(days), max(days))
    yield from dict.fromkeys(f"Likelihood ratio, {ratio}" for one in matches for ratio in ratio_words(one))
    if any(one.circular for one in matches):
        whys = dict.fromkeys(inline(one.why_circular) for one in matches if one.circular and one.why_circular)
        why = "; ".join(whys) or "the record has it from the claim's own origin"
        yield f"The match is circular and adds no weight: {why}"


def lead_words(low: float, high: float) -> str:
    """`The event lies 3 to 8 days after the day of the text`, from days from the text to the event."""
    if low == high == 0:
        return "The event lies on the day of the text"
    if low < 0 < high:
        return f"From the day of the text to the event it is {low:g} to {high:g} days"
    first, last = sorted((abs(low), abs(high)))
    span = f"{first:g}" if first == last else f"{first:g} to {last:g}"
    return f"The event lies {span} {'day' if span == '1' else 'days'} {'before' if low < 0 else 'after'} the day of the text"


def _by_chance(case: Case, claims: Told) -> Iterator[Draft]:
    """How likely an unrelated claim would match as well, each way of reckoning once."""
    found: dict[Chance, list[tuple[str, Claim]]] = {}
    for key, claim in claims:
        own = [one.chance for one in case.matches.get(key, ())[:MOST] if one.chance]
        own += [one for check in case.checks.get(key, ()) for one in check.chances]
        for one in dict.fromkeys(own):
            found.setdefault(one, []).append((key, claim))
    for one, among in found.items():
        text = f"By coincidence, an unrelated claim of the kind of {_those(among)} would match as well with {p0_words(one)}: {null_words(one)}"
        yield _draft(case, text, among, among[0][0])


def _counted(case: Case, claims: Told) -> Iterator[Draft]:
    """Numbers compared or refused; the same number with the same answer once."""
    found: dict[tuple[str, str], list[tuple[str, Claim]]] = {}
    first: dict[tuple[str, str], str] = {}
    turning = circular_claims(case, claims)
    for key, claim in claims:
        for number in case.numbers.get(key, ()):
            mark = quantity_text(claim, number), number_words(number, circular=key in turning)
            found.setdefault(mark, []).append((key, claim))
            first.setdefault(mark, number.id)
    for (quantity, words), among in found.items():
        own = words.replace(f"{quantity} ", "", 1)
        yield _draft(case, f"{quantity} in {_those(among)}: {own}", among, first[quantity, words])
