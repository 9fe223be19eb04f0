"""The step check.match: a claim beside the events of the records.

In: the group of one claim: the Claim, its Document, its Voices, the Custody of the document; events through a port.
Out: Matches, the Events that they show, one Check that says whether the claim is checkable and why not.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from hearsay.model import Chance, Check, Claim, Custody, Document, Event, Record, RecordSet, Voice
from hearsay.model import Match as Matched
from hearsay.ports import EventPort, Group, StepKind
from hearsay.settings import CheckSettings

from .bearing import Paper, circular, lead_days, ratios
from .chance import count_hits, day_number, estimate, iso_day
from .link import Linked, compare, due, link
from .scope import Period, Scope, Spot, document_of, find_scope, meant
from .standing import is_ahead
from .tables import weights


@dataclass(frozen=True, slots=True)
class Match:
    """Matches a claim with event records, or says why it is not checkable in them."""

    settings: CheckSettings
    events: EventPort

    name: ClassVar[str] = "check.match"
    version: ClassVar[str] = "5"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Matches, their Events and one Check for each claim of the group."""
        found: list[Record] = []
        for claim in group.only(Claim):
            paper = Paper(claim, document_of(claim, group.only(Document)), group.only(Voice), group.only(Custody))
            found += check_claim(paper, self.settings, self.events)
        return found


def check_claim(paper: Paper, settings: CheckSettings, events: EventPort) -> list[Record]:
    """The Check of one claim, and the Matches and Events that go with it."""
    claim = paper.claim
    scope = find_scope(claim, paper.document, events.sets)
    if scope.period is None or not scope.spots or not scope.sets:
        return [Check(claim=claim.id, reason=_sentence(scope))]
    scope, chances = known_chances(claim, scope, settings, events)
    if not chances:
        return [Check(claim=claim.id, reason=_sentence(scope))]
    matches, shown = (
        _context(paper, scope, settings, events) if scope.reasons else _matches(paper, scope, settings, events)
    )
    records: list[Record] = []
    same = 0
    for linked, relation in zip(shown, matches, strict=True):
        same += relation == "same event"
        records += [_match(paper, linked, relation, chances, settings), linked.event]
    check = Check(
        claim=claim.id,
        checkable=not scope.reasons,
        reason=_sentence(scope) if scope.reasons else _found(scope, same, len(shown) - same, settings),
        matched=same,
        context=len(shown) - same,
        chances=tuple(chances.values()),
    )
    return [*records, check]


def _matches(paper: Paper, scope: Scope, settings: CheckSettings, events: EventPort) -> tuple[list[str], list[Linked]]:
    """Events that are likely the claim's own, then those that lie near, the nearest in time first."""
    linked = link(paper.claim, scope, events, settings)
    same = [x for x in linked if x.probability >= weights()["same"]]
    near = [x for x in linked if x not in same and x.km <= settings.radius and x.gap <= settings.lag[1]]
    near = [x for x in near if x.spot in meant(scope.spots)]
    near = sorted(near, key=lambda x: (x.gap, -x.probability, x.km, x.event.id))[: weights()["window"]["context"]]
    return ["same event"] * len(same) + ["context"] * len(near), same + near


def _context(paper: Paper, scope: Scope, settings: CheckSettings, events: EventPort) -> tuple[list[str], list[Linked]]:
    """Events near the place in the period, which can neither confirm nor refute the claim: nearest to its middle first."""
    period = scope.period
    if period is None:
        return [], []
    looked = due(paper.claim, period, settings.lag)
    best: dict[str, Linked] = {}
    for spot in meant(scope.spots):
        for event in near_spot(events, spot, looked, settings.radius):
            if event.record_set in {s.name for s in scope.sets} and fine_enough(event, settings):
                linked = compare(paper.claim, event, spot, looked)
                if event.id not in best or linked.km < best[event.id].km:
                    best[event.id] = linked
    ranked = sorted(best.values(), key=lambda x: (abs(day_number(x.event.first) - looked.middle), x.km, x.event.id))
    shown = ranked[: weights()["window"]["context"]]
    return ["context"] * len(shown), shown


def near_spot(events: EventPort, spot: Spot, period: Period, radius: float) -> Sequence[Event]:
    """Events whose centre lies within `radius` km of the spot and whose first day lies in the period."""
    return events.near(
        latitude=spot.latitude,
        longitude=spot.longitude,
        radius=radius,
        first=iso_day(period.first),
        last=iso_day(period.last),
    )


def _match(
    paper: Paper, linked: Linked, relation: str, chances: Mapping[tuple[Spot, str], Chance], settings: CheckSettings
) -> Matched:
    why = circular(paper, linked.event)
    ahead = settings.q if is_ahead(paper.claim) else None
    same = relation == "same event"
    p0 = any_place(chances, linked.event.record_set)
    return Matched(
        claim=paper.claim.id,
        event=linked.event.id,
        relation="same event" if same else "context",
        probability=linked.probability,
        chance=chances.get((linked.spot, linked.event.record_set)),
        lead_days=lead_days(paper, linked.event),
        factors=linked.factors,
        ratios=ratios(paper, linked.event, bits=linked.bits, p0=p0, q=ahead) if same else (),
        circular=bool(why),
        why_circular=why,
    )


def any_place(chances: Mapping[tuple[Spot, str], Chance], records: str) -> float | None:
    """p0 that any of the places that the claim may well mean would match: 1 - the product of (1 - p0); None without one.

    A name of several meanings finds an event the more easily, so a match by one of them is worth less.
    """
    spots = meant([spot for spot, name in chances if name == records])
    return 1.0 - math.prod(1.0 - chances[spot, records].p0 for spot in spots) if spots else None


def place_name(spot: Spot) -> str:
    """The spot's name and code, for reading."""
    return f"{spot.name} ({spot.code})" if spot.code else spot.name


def fine_enough(event: Event, settings: CheckSettings) -> bool:
    """Whether place and date are precise enough to count."""
    return event.place_precision <= settings.where_precision and event.date_precision <= settings.date_precision


def known_chances(
    claim: Claim, scope: Scope, settings: CheckSettings, events: EventPort
) -> tuple[Scope, dict[tuple[Spot, str], Chance]]:
    """p0 for each spot and set, and the scope narrowed to the spots that some set knows anything about.

    A place around which a set has no event at all in its whole period is silent: whether it is covered is not known.
    """
    found: dict[tuple[Spot, str], Chance] = {}
    for spot in scope.spots:
        for records in scope.sets:
            chance = spot_chance(claim, spot, (records, scope.period), settings, events)
            if chance is not None:
                found[spot, records.name] = chance
    if found:
        return replace(scope, spots=tuple(dict.fromkeys(spot for spot, _ in found))), found
    around, written = weights()["window"]["silence"], scope.spots[0].written
    reason = f"the loaded records hold no event at all within {around:g} km of “{written}”: whether they reach it is not known"
    return replace(scope, spots=(), reasons=(*scope.reasons, reason)), {}


def spot_chance(
    claim: Claim, spot: Spot, where: tuple[RecordSet, Period | None], settings: CheckSettings, events: EventPort
) -> Chance | None:
    """p0 of one place in one set, local in time: `null_days` around the middle of the part of the claimed period that the
    set covers, within coverage.

    Counted are the set's events of the claim's kind and of kinds that the same incident may be called (all its kinds
    where it does not hold the claim's) and rows that say no kind, for they match any, fine enough in place and date. A stated period of several days widens the lag
    by its length. None where the set is silent.
    """
    records, period = where
    if period is None:
        return None
    covered = Period(day_number(records.first), day_number(records.last))
    held = Period(max(period.first, covered.first), min(period.last, covered.last))
    if held.last < held.first:
        return None
    null = Period(
        max(held.middle - settings.null_days, covered.first), min(held.middle + settings.null_days, covered.last)
    )
    kinds = _kinds(claim, records)
    lag = (settings.lag[0], settings.lag[1] + (0 if period.assumed else period.last - period.first))
    reached = Period(null.first + min(lag[0], 0), null.last + max(lag[1], 0))
    near = [e for e in near_spot(events, spot, reached, settings.radius) if e.record_set == records.name]
    unsaid = () if all(e.kind != "other" for e in near) else ("rows of no stated kind",)
    counting = [e for e in near if (e.kind in kinds or e.kind == "other") and fine_enough(e, settings)]
    if not near and is_silent(spot, records, events):
        return None
    hits, days = count_hits((day_number(e.first) for e in counting), first=null.first, last=null.last, lag=lag)
    p0, low, high = estimate(hits, days)
    rule = (
        f"{records.name}: {', '.join((*kinds, *unsaid))}; place precision <= {settings.where_precision}, "
        f"date precision <= {settings.date_precision}, first day of the event"
    )
    return Chance(
        hits=hits, days=days, p0=p0, low=low, high=high, place=place_name(spot), radius=settings.radius, lag=lag,
        null_first=iso_day(null.first), null_last=iso_day(null.last), rule=rule, probability=spot.probability,
    )  # fmt: skip


def _kinds(claim: Claim, records: RecordSet) -> tuple[str, ...]:
    if claim.act not in records.kinds:
        return records.kinds
    akin = next((group for group in weights()["alike"]["kinds"] if claim.act in group), [claim.act])
    return tuple(kind for kind in records.kinds if kind in akin)


def is_silent(spot: Spot, records: RecordSet, events: EventPort) -> bool:
    """Whether the set has no event at all around the spot in its whole period."""
    whole = Period(day_number(records.first), day_number(records.last))
    around = near_spot(events, spot, whole, weights()["window"]["silence"])
    return not any(e.record_set == records.name for e in around)


def _ambiguity(scope: Scope) -> str:
    if len({(s.name, s.code, s.latitude, s.longitude) for s in scope.spots}) < 2:
        return ""
    written = dict.fromkeys(s.written for s in scope.spots)
    return f"{' or '.join(f'“{w}”' for w in written)} may mean {len(scope.spots)} places"


def _sentence(scope: Scope) -> str:
    return ", and ".join(part for part in (*scope.reasons, _ambiguity(scope)) if part)


def _found(scope: Scope, same: int, near: int, settings: CheckSettings) -> str:
    names = ", ".join(s.name for s in scope.sets)
    if same:
        text = f"{names}: {same} recorded event{'s are' if same > 1 else ' is'} likely the same"
    elif near:
        text = f"{names}: recorded events lie near, none is likely the same"
    else:
        text = (
            f"{names} covers place, time and kind, and holds no event within {settings.radius:g} km of it in those days"
        )
    return ", and ".join(part for part in (text, _ambiguity(scope)) if part)
