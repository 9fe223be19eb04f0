"""What the independent record adds to a proposition: once, within bounds, and nothing where it rests on the claim itself.

In: Matches, Checks and NumberChecks of the proposition's claims. Out: Parts in nats. The link probability of a match says
that claim and event are one event; it is never read here. A circular or a context match weighs nothing; a record that
cannot speak about the claim weighs nothing; an order whose paper nobody held before the event weighs nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from hearsay.model import Check, Claim, Match, NumberCheck

from .odds import Part, Range, hull, nats, part, ratio_text
from .tables import weight

NOTHING = (0.0, 0.0)
FORETOLD = "foretold | chance"
BEFORE = "written before | written after"

SHOWN = 4
"""Reasons why a record cannot speak that are told; the checks hold them all."""

_NEXT = re.compile(r", and (?=the |nothing |[“0-9])")
_ASIDE = re.compile(r" \([^()]* are looked at instead\)")


def parts_of_record(matches: Sequence[Match], checks: Sequence[Check], claims: Mapping[str, Claim]) -> list[Part]:
    """The match, the silence or the muteness of the record, then circular and context matches with weight 0."""
    sound = [match for match in matches if not match.circular and match.relation == "same event"]
    parts = [_matched(sound, claims)] if sound else _silence(checks)
    circular = [match for match in matches if match.circular]
    context = [match for match in matches if match.relation == "context" and not match.circular]
    if circular:
        parts.append(
            part(
                "circular record",
                NOTHING,
                f"{len(circular)} matching events rest on an origin of the claim itself: they add nothing.",
                evidence=[match.id for match in circular],
            )
        )
    if context:
        parts.append(
            part(
                "context in the record",
                NOTHING,
                f"{len(context)} events lie near, but their kind can neither confirm nor refute the claim: they add nothing.",
                evidence=[match.id for match in context],
            )
        )
    return parts


def parts_of_numbers(checks: Iterable[NumberCheck]) -> list[Part]:
    """One part for all compared numbers (the widest range of any), one of weight 0 for all refused ones."""
    several = sorted(checks, key=lambda check: check.id)
    compared = [check for check in several if not check.refused and check.agrees is not None]
    refused = [check for check in several if check.refused]
    parts: list[Part] = []
    if compared:
        value = hull(nats(weight("number", "agrees" if check.agrees else "disagrees")) for check in compared)
        agree = sum(check.agrees is True for check in compared)
        reason = (
            f"Of {len(compared)} numbers compared with the record {agree} agree and {len(compared) - agree} are hard to "
            f"reconcile: counted once, {ratio_text(value)}."
        )
        question = "Do number and record count the same thing, on the same base, in the same period?"
        parts.append(part("numbers", value, reason, evidence=[check.id for check in compared], question=question))
    if refused:
        missing = sorted({name for check in refused for name in check.missing})
        lacks = f" (missing: {', '.join(missing)})" if missing else ""
        reason = f"{len(refused)} numbers cannot be compared{lacks}: they add nothing."
        parts.append(part("refused numbers", NOTHING, reason, evidence=[check.id for check in refused]))
    return parts


def _matched(sound: Sequence[Match], claims: Mapping[str, Claim]) -> Part:
    """All matches of the same event together, once: their events may share one source."""
    ranges = [_range_of(match, claims.get(match.claim)) for match in sound]
    value = hull(found for found, _ in ranges)
    reasons = sorted({why for _, why in ranges})
    many = f"{len(sound)} matches, counted once" if len(sound) > 1 else "1 match, counted once"
    reason = f"The record holds the same event ({many}, {ratio_text(value)}): {'; '.join(reasons)}."
    question = "Which first-hand source of the record's event is none of the origins of the claim?"
    return part("the record", value, reason, evidence=[match.id for match in sound], question=question)


def _range_of(match: Match, claim: Claim | None) -> tuple[Range, str]:
    ratios = [
        (ratio.low, ratio.high) for ratio in match.ratios if ratio.between == FORETOLD and 0.0 < ratio.low <= ratio.high
    ]
    ahead = claim is not None and (claim.foretold or claim.kind in ("order", "forecast"))
    before = [ratio for ratio in match.ratios if ratio.between == BEFORE]
    if ahead and not (before and min(ratio.low for ratio in before) > 1.0):
        return NOTHING, "nobody shows that the paper existed before the event, so agreeing dates add nothing yet"
    if ratios:
        return nats(
            hull(ratios)
        ), "the range compares foretold with chance, over all rates at which it could be recorded"
    return nats(weight("record", "same_event")), "a modest fixed range, because the check gives no ratio of its own"


def _silence(checks: Sequence[Check]) -> list[Part]:
    """Nothing matched: silence counts only where the record covers place, time and kind of event."""
    silent = [check for check in checks if check.checkable and not check.matched and not check.context]
    mute = [check for check in checks if not check.checkable]
    if silent and not any(check.matched for check in checks):
        value = nats(weight("record", "silence"))
        reason = f"The record covers place, time and kind of event, and holds nothing of it: {ratio_text(value)}."
        question = "Would the record have noted this event, had it happened?"
        return [
            part("silence of the record", value, reason, evidence=[check.id for check in silent], question=question)
        ]
    if not mute:
        return []
    parts = dict.fromkeys(part for check in mute for part in _NEXT.split(_ASIDE.sub("", check.reason)) if part)
    why = f" ({'; '.join(sorted(parts)[:SHOWN])})" if parts else ""
    reason = f"Not checkable with the loaded records{why}: that adds nothing, for or against."
    return [part("not checkable", NOTHING, reason, evidence=[check.id for check in mute])]
