"""The step check.numbers: the numbers of a claim beside those of the records, like with like or refused.

In: the group of one claim: the Claim and its Document; events through a port. Out: one NumberCheck for each number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from hearsay.model import Claim, Document, Event, NumberCheck, Quantity, Record, RecordSet
from hearsay.ports import EventPort, Group, StepKind
from hearsay.settings import CheckSettings
from hearsay.text.counting import unit_names
from hearsay.text.normal import fold_text
from hearsay.text.places import kilometres

from .chance import day_number
from .counts import claimed_range, counts_deaths, counts_who, figures, has_death_word, is_untold, toll
from .link import link
from .match import fine_enough, near_spot
from .scope import Period, Scope, Spot, document_of, find_period, find_scope, find_spots
from .shares import claimed_share, overlap, share_interval
from .standing import unreal
from .tables import counted, weights

BASE_OFF = 0.1
"""Part by which the base of a claim may differ from the table's and still be the same."""
_COPULA = re.compile(r"\b(?:were|was|are|is|have been|has been)\b|\bбыли\b|\bكانت\b")
ASK = {
    "source": "who counted (the innermost voice is the publisher, without a basis)",
    "base": "how many were counted (the base of the share)",
    "period": "over which period",
    "counted": "what exactly is counted",
    "table": "a loaded table that counts the same thing",
    "event": "a recorded event that is likely the same",
}


@dataclass(frozen=True, slots=True)
class CheckNumbers:
    """Compares the numbers of a claim with the records, or refuses and names what is missing."""

    settings: CheckSettings
    events: EventPort

    name: ClassVar[str] = "check.numbers"
    version: ClassVar[str] = "4"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """One NumberCheck for each number of each claim, in their order in the text."""
        found: list[Record] = []
        for claim in group.only(Claim):
            document = document_of(claim, group.only(Document))
            for number in filter(partial(is_figure, claim), figures(claim)):
                look = check_share if number.unit == "share" else check_count
                found.append(look(claim, document, number, self.settings, self.events))
        return found


def is_figure(claim: Claim, number: Quantity) -> bool:
    """Whether a number can be held against a record at all: no duration, no distance, and "all" only of a record kept."""
    if number.unit in set(unit_names().values()):
        return False
    in_words = number.unit == "share" and number.value in (0.0, 1.0) and not any(c.isdigit() for c in number.text)
    return not in_words or claim.kind in ("track_record", "statistic")


def has_source(claim: Claim) -> bool:
    """Whether somebody stands behind the claim: a voice beyond the publisher, or a publisher who saw or read it."""
    return len(claim.own_chain) > 1 or any(hop.access in ("witness", "document") for hop in claim.chain)


def has_base(claim: Claim, number: Quantity) -> bool:
    """Whether the claim says how many the share is of: a number in its base, or another count of the same thing."""
    return base_size(claim, number) is not None


def base_size(claim: Claim, number: Quantity) -> float | None:
    """How many the share is of, by another number of the claim that counts the same thing; None when not said."""
    base = fold_text(number.base or number.of)
    for other in figures(claim):
        of = fold_text(other.of)
        if other.unit != "share" and other.value and of and base and (of in base or base in of):
            return other.value
    return None


def _refused(claim: Claim, number: Quantity, missing: Sequence[str], reason: str = "") -> NumberCheck:
    asked = "; ".join(ASK[m] for m in missing)
    said = reason or f"“{number.text}” cannot be compared; missing: {asked}"
    return NumberCheck(
        claim=claim.id, start=number.start, value=number.value, of=number.of, refused=True, missing=tuple(missing),
        reason=said + _doubt(number),
    )  # fmt: skip


def _asked(missing: Sequence[str]) -> str:
    return f"; missing: {'; '.join(ASK[m] for m in missing)}" if missing else ""


def _doubt(number: Quantity) -> str:
    return "" if number.verified else "; its digits were read by machine and are not confirmed"


def check_share(
    claim: Claim, document: Document | None, number: Quantity, settings: CheckSettings, events: EventPort
) -> NumberCheck:
    """A claimed share against the share in a table, exact binomial with a design effect for days that cluster.

    Refused unless source, base, period and counted thing are said and a loaded set holds both the counted kind and its
    base. The records have no column of targets: a share "against X" is always refused.
    """
    period = find_period(claim.times, document.published if document else "")
    kinds, base_kinds = counted_kinds(claim, number), _kinds_named(_without_number(number.base) or number.of)
    tables = _tables(events.sets, kinds | base_kinds, period) if kinds and base_kinds and not claim.target else []
    known = {
        "source": has_source(claim),
        "base": has_base(claim, number),
        "period": bool(number.period) or period is not None,
        "counted": bool(number.of.strip()),
        "table": bool(tables),
    }
    missing = [name for name, there in known.items() if not there]
    why = unreal(claim, number)
    if why:
        return _refused(
            claim, number, missing or ["event"], f"“{number.text}” cannot be compared: {why}{_asked(missing)}"
        )
    span = claimed_share(number)
    spots, no_place = find_spots(claim)
    if missing or span is None:
        return _refused(claim, number, missing, "" if missing else f"“{number.text}” has no value")
    if period is None or len(spots) != 1:
        why = no_place or "the place or the period of the share is not one and the same as a table's"
        return _refused(claim, number, ["base"] if period else ["period"], f"“{number.text}” cannot be compared: {why}")
    near = [e for e in near_spot(events, spots[0], period, settings.radius) if e.record_set == tables[0].name]
    rows = [e for e in near if fine_enough(e, settings) and ("all" in base_kinds or e.kind in base_kinds)]
    size = base_size(claim, number) or 0.0
    if abs(size - len(rows)) > BASE_OFF * size:
        why = f"its base of {size:g} is not that of {tables[0].name}, which holds {len(rows)}"
        return _refused(claim, number, ["base"], f"“{number.text}” cannot be compared: {why}")
    return _share_against(claim, number, tables[0].name, rows, (kinds, span, settings.level))


def _share_against(
    claim: Claim, number: Quantity, table: str, rows: Sequence[Event],
    asked: tuple[frozenset[str], tuple[float, float], float],
) -> NumberCheck:  # fmt: skip
    kinds, span, level = asked
    k, n = sum(e.kind in kinds for e in rows), len(rows)
    design = n / len({e.first for e in rows})
    low, high = share_interval(k, n, level, design)
    agrees = overlap(span, (low, high))
    verdict = "can be reconciled" if agrees else "is hard to reconcile"
    reason = (
        f"{k} of {n} in {table}: {low:.3f} to {high:.3f} at {level:.0%} (design effect {design:.2f}: events of one day "
        f"cluster); “{number.text}” {verdict} with it at that level"
    )
    return NumberCheck(
        claim=claim.id, start=number.start, value=number.value, of=number.of, refused=False, reason=reason + _doubt(number),
        record=table, figure=k / n, low=low, high=high, level=level, agrees=agrees,
    )  # fmt: skip


def counted_kinds(claim: Claim, number: Quantity) -> frozenset[str]:
    """The kinds of event that a share counts, when the claim says so and no more: "40 % of the events were clashes"."""
    end = number.end - claim.start
    if claim.text[number.start - claim.start : end] != number.text:
        return frozenset()
    said = _COPULA.split(fold_text(claim.text[end:])[:300])
    return _kinds_named(said[-1].strip(" .!?\"'")) - {"all"} if len(said) > 1 else frozenset()


def _without_number(base: str) -> str:
    return "".join(c for c in base if not c.isdigit() and c not in ",.")


def _kinds_named(noun: str) -> frozenset[str]:
    """Kinds of event that a noun names as a whole; nothing when it says anything more than the kind."""
    folded = fold_text(noun).removeprefix("the ").strip()
    return frozenset(kind for kind, words in counted()["kinds"].items() if folded in {fold_text(w) for w in words})


def _tables(sets: Sequence[RecordSet], kinds: frozenset[str], period: Period | None) -> list[RecordSet]:
    """Sets that hold all these kinds and cover the whole period."""
    if period is None:
        return []
    scopes = [s for s in sets if kinds - {"all"} <= set(s.kinds) and s.first and s.last]
    return [s for s in scopes if _inside(s, period)]


def _inside(records: RecordSet, period: Period) -> bool:
    return day_number(records.first) <= period.first and period.last <= day_number(records.last)


def check_count(
    claim: Claim, document: Document | None, number: Quantity, settings: CheckSettings, events: EventPort
) -> NumberCheck:
    """A count of the dead against low to high of the recorded event that is likely the same.

    The count itself is left out when the event is looked for. Refused when the number counts something else than a
    loaded set does, or when no recorded event is likely the same.
    """
    if not counts_deaths(claim, number):
        missing = ["counted", "table"] if is_untold(claim, number) else ["table"]
        return _refused(claim, number, missing)
    counting = tuple(s for s in events.sets if has_death_word(s.counts))
    if not counting:
        return _refused(claim, number, ["table"])
    scope = find_scope(claim, document, counting)
    why = unreal(claim, number) or ", and ".join(scope.reasons) or _not_one_event(claim, number, scope)
    if why:
        return _refused(claim, number, ["event"], f"“{number.text}” cannot be compared: {why}")
    return _count_against(claim, number, scope, settings, events)


def _not_one_event(claim: Claim, number: Quantity, scope: Scope) -> str:
    """Why the number is no count of all the dead of one event; empty when it may be."""
    who, period = counts_who(claim, number), scope.period
    if who == "part":
        return "it counts some of the dead only, and the records count all"
    sorts = [n for n in figures(claim) if counts_deaths(claim, n) and counts_who(claim, n) == "group"]
    if who == "group" and len(sorts) > 1:
        return "the claim counts several sorts of the dead apart, and the records count all"
    if toll(claim) is None:
        return "the claim gives several counts of the dead, and which is that of the event cannot be told"
    length = period.last - period.first + 1 if period else 0
    if length > weights()["window"]["single"]:
        return f"it is said of {length} days, and the records count event by event"
    spots = [s for s in scope.spots if s.probability >= weights()["window"]["meant"]]
    if len({s.written for s in spots}) > 1 and _apart(spots) > weights()["window"]["silence"]:
        return f"it is said of {len({s.written for s in spots})} places"
    return ""


def _apart(spots: Sequence[Spot]) -> float:
    """Kilometres between the two spots furthest apart."""
    return max(
        (kilometres(a.latitude, a.longitude, b.latitude, b.longitude) for a in spots for b in spots), default=0.0
    )


def _count_against(
    claim: Claim, number: Quantity, scope: Scope, settings: CheckSettings, events: EventPort
) -> NumberCheck:
    linked = link(claim, scope, events, settings, numbers=False)
    found = next((x for x in linked if x.probability >= weights()["same"] and x.event.best is not None), None)
    span = claimed_range(number)
    if found is None:
        return _refused(claim, number, ["event"])
    if span is None:
        return _refused(claim, number, ["counted"], f"“{number.text}” has no value that could be compared")
    event = found.event
    best = float(event.best or 0)
    low = best if event.low is None else float(event.low)
    high = best if event.high is None else float(event.high)
    group = counts_who(claim, number) == "group"
    if group and span[0] < low:
        why = f"it counts {number.of or 'some of the dead'} only, and {event.record_set} {event.code} counts all, {low:g} to {high:g}"
        return _refused(claim, number, ["counted"], f"“{number.text}” cannot be compared: {why}")
    agrees = overlap(span, (low, high))
    verdict = (
        "does not agree with"
        if not agrees
        else "agrees with"
        if span[0] == span[1] and not group
        else "can be reconciled with"
    )
    likely = f"likely the same event: {found.probability:.2f}"
    hedge = "; the claim says it with a hedge" if claim.commitment == "hedged" else ""
    return NumberCheck(
        claim=claim.id, start=number.start, value=number.value, of=number.of or "deaths", refused=False,
        reason=f"“{number.text}” {verdict} the {low:g} to {high:g} deaths of {event.record_set} {event.code} ({likely}){hedge}{_doubt(number)}",
        record=event.record_set, figure=best, low=low, high=high, agrees=agrees,
    )  # fmt: skip
