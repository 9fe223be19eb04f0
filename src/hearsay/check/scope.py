"""What a claim would have to be looked up as: where, when, which kind; and why it cannot be.

In: a claim, its document, the loaded record sets. Out: spots, a period, the sets that cover both, or plain reasons.
Days are whole days since 1970-01-01.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hearsay.model import Claim, Document, RecordSet, TimeMention
from hearsay.text.names import name_key
from hearsay.text.places import known_named

from .chance import day_number, iso_day
from .standing import unfit
from .tables import weights

EVENT_LIKE: Final = ("event", "order", "deal", "forecast")
UNDATED: Final = ("order", "deal", "forecast")
"""Kinds of claim that may be looked up in the weeks before their publication when they have no date."""
FINENESS: Final = ("minute", "day", "week", "month", "season", "period", "year", "duration", "unknown")


@dataclass(frozen=True, slots=True)
class Spot:
    """One place that the claim may mean."""

    written: str
    name: str
    code: str
    latitude: float
    longitude: float
    probability: float
    """That the claim means this place; over all spots at most 1."""
    relation: str
    country: str = ""
    """As the gazetteer names it; empty when it does not say."""


@dataclass(frozen=True, slots=True)
class Period:
    """When, both days included."""

    first: int
    last: int
    assumed: bool = False
    """Taken from the day of publication, because the claim has no date."""
    said: str = ""

    @property
    def middle(self) -> int:
        """The day in the middle."""
        return (self.first + self.last) // 2


@dataclass(frozen=True, slots=True)
class Scope:
    """Where, when and in which sets to look; `reasons` is empty when the claim is checkable."""

    spots: tuple[Spot, ...]
    period: Period | None
    sets: tuple[RecordSet, ...]
    """That cover the period, and the kind where any does."""
    reasons: tuple[str, ...]


def document_of(claim: Claim, documents: Sequence[Document]) -> Document | None:
    """The document that the claim stands in; any, when the claim does not say which."""
    return next((d for d in documents if not claim.sha256 or d.sha256 == claim.sha256), None)


def find_scope(claim: Claim, document: Document | None, sets: Sequence[RecordSet]) -> Scope:
    """Where and when to look for the claim, and in which of `sets`.

    With reasons but spots, a period and sets, what lies near can still be shown as context.
    """
    if claim.kind not in EVENT_LIKE and not (claim.kind == "state" and claim.act != "other"):
        return Scope(
            (),
            None,
            (),
            (f"the claim is not an event that records could hold, but of kind {claim.kind.replace('_', ' ')}",),
        )
    if not sets:
        return Scope((), None, (), ("no event records are loaded",))
    spots, place_reason = find_spots(claim)
    stated = find_period(claim.times, document.published if document else "")
    period = stated or _assumed(claim, document)
    reasons = [*unfit(claim), *([place_reason] if place_reason else [])]
    knowing = tuple(s for s in sets if claim.act in s.kinds)
    if not knowing:
        reasons.append(_unknown_kind(claim, sets))
    if stated is None:
        reasons.append("the claim has no date" + (f" ({period.said} are looked at instead)" if period else ""))
    covering = tuple(s for s in knowing or sets if period and covers(s, period))
    if period and not covering:
        reasons.append(_uncovered(period, knowing or sets))
    elif period and not period.assumed and not any(covers_all(s, period) for s in covering):
        reasons.append(_partly(period, covering))
    inside = tuple(spot for spot in spots if any(in_area(s, spot) for s in covering))
    if spots and covering and not inside:
        reasons.append(f"“{spots[0].written}” lies outside the area of the loaded records{_whichever(spots)}")
    return Scope(inside if covering else spots, period, covering, tuple(reasons))


def find_spots(claim: Claim) -> tuple[tuple[Spot, ...], str]:
    """The places that the claim may mean, the likeliest first, and why there is none.

    Where the claim goes "to" counts only when it names no other place. Of several places named, each is as likely.
    """
    if not claim.places:
        return (), "the claim names no place"
    mentions = [p for p in claim.places if p.relation != "to"] or list(claim.places)
    known = [p for p in mentions if any(not is_country(c.code) for c in p.candidates)]
    if not known:
        written = mentions[0].text
        if mentions[0].candidates or any(place.kind == "country" for place in known_named(written)):
            return (), f"“{written}” is too large an area to look for one event in"
        return (), f"no loaded gazetteer knows the place “{written}”"
    best: dict[tuple[str, float, float], Spot] = {}
    for mention in known:
        for c in mention.candidates:
            key = (c.name, c.latitude, c.longitude)
            before = best[key].probability if key in best else 0.0
            share = before + c.probability / len(known)
            if not is_country(c.code):
                where = c.name, c.code, c.latitude, c.longitude
                best[key] = Spot(mention.text, *where, share, mention.relation, c.country)
    ranked = sorted(best.values(), key=lambda s: (-s.probability, s.name, s.code, s.latitude, s.longitude))
    return tuple(ranked[: weights()["window"]["places"]]), ""


def meant(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """The spots likely enough to be looked at for context: the first, and those above the table's threshold."""
    least = weights()["window"]["meant"]
    return tuple(spot for i, spot in enumerate(spots) if i == 0 or spot.probability >= least)


def is_country(code: str) -> bool:
    """Whether a place code is a country's (two letters): a centre of a country places no event."""
    return len(code) == 2 and code.isalpha()


def find_period(times: Sequence[TimeMention], published: str) -> Period | None:
    """The finest resolved time of a claim, ties by position; None when no time is resolved.

    "Before", "until" and "after" a day mean the weeks on that side; "since" runs to the day of publication at most, and
    says nothing where that is unknown. A written day of publication (a dateline) comes after any other day.
    """
    known = [t for t in times if t.first and t.last and (published or t.relation != "since")]
    if not known:
        return None
    time = min(known, key=lambda t: (_coarseness(t, published), t.relation not in ("at", "during"), t.start, t.first))
    first, last, reach = day_number(time.first), day_number(time.last), weights()["window"]["open"]
    if time.relation in ("before", "until"):
        return Period(first - reach, first - 1 if time.relation == "before" else last, said=time.text)
    if time.relation in ("after", "since"):
        begin = first if time.relation == "since" else last + 1
        end = day_number(published) if time.relation == "since" and published else begin + reach
        return Period(begin, max(end, begin), said=time.text)
    return Period(first, max(first, last), said=time.text)


def _coarseness(time: TimeMention, published: str) -> float:
    dateline = bool(published) and time.first[:10] == published[:10] and any(c.isdigit() for c in time.text)
    return FINENESS.index(time.precision) + (1.5 if dateline and time.precision in ("minute", "day") else 0.0)


def _assumed(claim: Claim, document: Document | None) -> Period | None:
    if claim.kind not in UNDATED or document is None or not document.published:
        return None
    reach, day = weights()["window"]["open"], day_number(document.published)
    return Period(day - reach, day, assumed=True, said=f"the {reach} days before its publication on {iso_day(day)}")


def covers(records: RecordSet, period: Period) -> bool:
    """Whether the set covers some day of the period; a set that does not say which days it covers covers none."""
    if not records.first or not records.last:
        return False
    return day_number(records.first) <= period.last and period.first <= day_number(records.last)


def covers_all(records: RecordSet, period: Period) -> bool:
    """Whether the set covers every day of the period."""
    return (
        covers(records, period)
        and day_number(records.first) <= period.first
        and period.last <= day_number(records.last)
    )


def in_area(records: RecordSet, spot: Spot) -> bool:
    """Whether the spot lies in a country of the set, or in the box of its events, half a degree let pass.

    True when the box is unknown. Names of countries are compared as written: another name for one is not known for it.
    """
    if records.box is None or (spot.country and name_key(spot.country) in {name_key(c) for c in records.countries}):
        return True
    south, west, north, east = records.box
    return south - 0.5 <= spot.latitude <= north + 0.5 and west - 0.5 <= spot.longitude <= east + 0.5


def _whichever(spots: Sequence[Spot]) -> str:
    """A word on how many places a name may mean, where it may mean several."""
    count = len({(spot.name, spot.code, spot.latitude, spot.longitude) for spot in spots})
    return f", whichever of {count} places it means" if count > 1 else ""


def _unknown_kind(claim: Claim, sets: Sequence[RecordSet]) -> str:
    if claim.act == "other":
        return "the claim does not say which kind of event it speaks of"
    held = ", ".join(dict.fromkeys(kind for s in sets for kind in s.kinds))
    return f"the loaded records hold no such kind of event: {claim.act} (they hold {held or 'none that is named'})"


def _partly(period: Period, sets: Sequence[RecordSet]) -> str:
    parts = ((s.name, max(period.first, day_number(s.first)), min(period.last, day_number(s.last))) for s in sets)
    held = "; ".join(f"{name}: {iso_day(first)} to {iso_day(last)}" for name, first, last in parts)
    return f"of its {period.last - period.first + 1} days the loaded records cover only a part ({held})"


def _uncovered(period: Period, sets: Sequence[RecordSet]) -> str:
    first, last = iso_day(period.first), iso_day(period.last)
    when = first if first == last else f"{first} to {last}"
    spans = "; ".join(f"{s.name}: {s.first} to {s.last}" if s.first else f"{s.name}: not stated" for s in sets)
    return f"{when} lies outside the period of the loaded records ({spans})"
