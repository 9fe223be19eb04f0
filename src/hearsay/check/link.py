"""Whether a claim and a recorded event are one event: weights of what agrees, and the probability of a link.

In: a claim, where and when it would have to be, events of the records. Out: each event with its factors, and the
probability that it is the claim's own. A link probability says nothing on whether the claim is true.

Fellegi and Sunter (1969): the weights log2(m/u) of the comparisons add up. Before looking, an event near one meaning
of the name has the odds `recorded` x P(place) / N of being the claim's own, N being the events of that window. Events
come in bursts, so day and place are not independent where N is small: together they give odds of `alone` at most, and
the factor "others" takes off what is more. At most one event of each record set is the claim's own, so the
probabilities of one set sum to at most 1.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hearsay.model import Claim, Compared, Event
from hearsay.ports import EventPort
from hearsay.settings import CheckSettings
from hearsay.text.names import actors, name_key
from hearsay.text.places import kilometres

from .chance import day_number, iso_day
from .counts import toll
from .scope import Period, Scope, Spot
from .standing import is_ahead
from .tables import Level, named_level, step_level, weights

WATCHING = ("monitor", "agency", "outlet")


@dataclass(frozen=True, slots=True)
class Linked:
    """A recorded event beside the claim."""

    event: Event
    spot: Spot
    km: float
    """From the spot to the event's centre."""
    gap: int
    """Whole days between the claimed period and the event; 0 where they touch."""
    factors: tuple[Compared, ...]
    bits: float
    """Sum of the factors' weights."""
    probability: float = 0.0


def due(claim: Claim, period: Period, lag: tuple[int, int]) -> Period:
    """The days in which the claim's event would lie: for what is ordered or foretold, the period and its lag."""
    if period.assumed or not is_ahead(claim):
        return period
    return Period(period.first + lag[0], period.last + lag[1], said=period.said)


def link(
    claim: Claim, scope: Scope, events: EventPort, settings: CheckSettings, *, numbers: bool = True
) -> tuple[Linked, ...]:
    """The events of the scope's sets near its spots and period, each with its probability; likeliest first.

    `numbers=False` leaves the counts out of the comparison, for when they are to be tested afterwards. Empty without
    a period.
    """
    if scope.period is None:
        return ()
    window, names = weights()["window"], {s.name for s in scope.sets}
    period = due(claim, scope.period, settings.lag)
    first, last = iso_day(period.first - window["before"]), iso_day(period.last + window["after"])
    best: dict[tuple[str, str], tuple[float, Linked]] = {}
    for spot in scope.spots:
        found = events.near(latitude=spot.latitude, longitude=spot.longitude, radius=settings.radius + window["margin"],
                            first=first, last=last)  # fmt: skip
        near = [e for e in found if e.record_set in names]
        size = Counter(e.record_set for e in near)
        for event in near:
            linked = _among(compare(claim, event, spot, period, numbers=numbers), size[event.record_set])
            held = weights()["recorded_unsaid" if event.kind == "other" else "recorded"]
            odds = held * spot.probability / size[event.record_set] * 2.0**linked.bits
            key = (event.record_set, event.code)
            if key not in best or odds > best[key][0]:
                best[key] = (odds, linked)
    rest = 1.0 - weights()["recorded"] * min(1.0, sum(s.probability for s in scope.spots))
    total = {n: rest + math.fsum(sorted(odds for (name, _), (odds, _) in best.items() if name == n)) for n in names}
    scored = (_with_probability(linked, odds / total[name]) for (name, _), (odds, linked) in best.items())
    return tuple(sorted(scored, key=lambda x: (-x.probability, x.gap, x.km, x.event.record_set, x.event.code)))


def _among(linked: Linked, others: int) -> Linked:
    """With the factor of how many events the window holds: day and place alone never decide it."""
    alike = math.fsum(f.weight for f in linked.factors if f.name in ("days", "distance"))
    bits = min(0.0, math.log2(weights()["alone"] * others) - alike)
    reason = "events come in bursts: another one of the same day and place is not rare" if bits else "enough others"
    level = Level("others", bits)
    factor = _compared("others", ("", f"{others} event{'s' if others > 1 else ''} in the window"), level, reason)
    factors = (*linked.factors, factor)
    return replace(linked, factors=factors, bits=math.fsum(f.weight for f in factors))


def _with_probability(linked: Linked, probability: float) -> Linked:
    return replace(linked, probability=probability)


def compare(claim: Claim, event: Event, spot: Spot, period: Period, *, numbers: bool = True) -> Linked:
    """One claim beside one event: each factor with both values, its weight in bits and the reason."""
    km = kilometres(spot.latitude, spot.longitude, event.latitude, event.longitude)
    gap = max(0, day_number(event.first) - period.last, period.first - day_number(event.last or event.first))
    factors = [_days(event, period, gap), _distance(event, spot, km), _actors(claim, event), _kind(claim, event)]
    if numbers:
        factors.append(_counts(claim, event))
    return Linked(event, spot, km, gap, tuple(factors), math.fsum(f.weight for f in factors))


def _compared(name: str, values: tuple[str, str], level: Level, reason: str = "") -> Compared:
    return Compared(
        name=name, claimed=values[0], recorded=values[1], weight=round(level.bits, 6), reason=reason or level.name
    )


def _span(first: str, last: str) -> str:
    return first if last in ("", first) else f"{first} to {last}"


def _days(event: Event, period: Period, gap: int) -> Compared:
    """Days between both, against how finely each is dated."""
    wide = max(period.last - period.first, day_number(event.last or event.first) - day_number(event.first))
    fine = event.date_precision <= 3
    table = "fine" if wide == 0 and fine else "week" if wide <= 6 and fine else "coarse" if wide <= 60 else "long"
    level = step_level("days", table, gap)
    values = (_span(iso_day(period.first), iso_day(period.last)), _span(event.first, event.last))
    length = period.last - period.first + 1
    dated = f"claim dated to {length} day{'s' if length > 1 else ''}, record of date precision {event.date_precision}"
    return _compared("days", values, level, f"{level.name}: {gap} days apart, {dated}")


def _distance(event: Event, spot: Spot, km: float) -> Compared:
    """Kilometres between both, against how finely each is placed."""
    tolerance = weights()["tolerance"]
    allowed = (
        tolerance["claim"].get(spot.relation, 5.0) + tolerance["record"][str(min(max(event.place_precision, 1), 7))]
    )
    level = step_level("distance", "tight" if allowed <= 15 else "wide", km / allowed)
    said = f"{spot.name} ({spot.probability:.2f} likely meant)"
    reason = (
        f"{level.name}: {km:.1f} km apart, {allowed:g} km allowed (record of place precision {event.place_precision})"
    )
    return _compared("distance", (said, event.place), level, reason)


def canonical(names: Sequence[str]) -> frozenset[str]:
    """Keys under which actors and sources are compared: the field's name where it knows one, else the folded name."""
    return frozenset(key for name in names for key, _ in _keys(name))


def parties(names: Sequence[str]) -> frozenset[str]:
    """As `canonical`, without those that only watch and report: monitors, agencies and outlets take no part."""
    return frozenset(key for name in names for key, kind in _keys(name) if kind not in WATCHING)


@lru_cache(maxsize=65536)
def _keys(name: str) -> frozenset[tuple[str, str]]:
    """Key and kind of each actor in a name."""
    known = frozenset((actor.name, actor.kind) for actor in actors(name, 0, len(name)))
    return known or (frozenset([(name_key(name), "")]) if name.strip() else frozenset())


def _actors(claim: Claim, event: Event) -> Compared:
    """Actors of both, under all names that the field knows, and the forces that stand for one another."""
    values = (", ".join(claim.actors), ", ".join(event.actors))
    said, held = parties(claim.actors), parties(event.actors)
    if not said or not held:
        which = "claim" if not said else "record"
        return _compared("actors", values, named_level("actors", "unknown"), f"the {which} names no actor")
    shared = len(said & held)
    if shared:
        level = named_level("actors", "two" if shared > 1 else "one")
        return _compared("actors", values, level, f"shared: {', '.join(sorted(said & held))}")
    blocs = [frozenset(bloc) for bloc in weights()["alike"]["blocs"]]
    if any(said & bloc and held & bloc for bloc in blocs):
        return _compared("actors", values, named_level("actors", "bloc"), "of one camp")
    return _compared("actors", values, named_level("actors", "none"), "none shared")


def _kind(claim: Claim, event: Event) -> Compared:
    """Kinds of event, those that one incident may be called taken together."""
    values = (claim.act, event.kind)
    if event.kind == "other":
        return _compared("kind", values, named_level("kind", "unknown"), "the record does not say which kind")
    if claim.act == event.kind:
        return _compared("kind", values, named_level("kind", "same"))
    akin = any(claim.act in group and event.kind in group for group in weights()["alike"]["kinds"])
    return _compared("kind", values, named_level("kind", "akin" if akin else "other"))


def _counts(claim: Claim, event: Event) -> Compared:
    """The dead that the claim counts, against the record's low to high."""
    known = toll(claim)
    low = event.low if event.low is not None else event.best
    high = event.high if event.high is not None else event.best
    held = "" if low is None else f"{low} to {high}"
    if known is None or low is None or high is None:
        reason = "the record counts none" if known else "the claim gives no one count of the dead"
        return _compared("counts", ("", held), named_level("counts", "unknown"), reason)
    number, (least, most) = known
    text = number.text
    if least <= high and low <= most:
        return _compared("counts", (text, held), named_level("counts", "within"), "within the record's range")
    twice = least <= 2 * high and low <= 2 * most
    level = named_level("counts", "double" if twice else "beyond")
    return _compared("counts", (text, held), level, "within a factor of two" if twice else "further apart")
