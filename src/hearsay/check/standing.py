"""Whether a claim says that something happened at all: denials, questions, threats, suppositions, accidents.

In: a claim. Out: reasons in plain words why a record of what happened cannot bear it out, or its number.
"""

import re
from functools import cache

from hearsay.model import Claim, Quantity
from hearsay.text.normal import fold_text

from .tables import counted

AHEAD = ("order", "forecast")
_CLAUSE = re.compile(r"[,;.:!?،؛؟\n]|\s(?:and|but|while|и|а|но)\s")


def is_ahead(claim: Claim) -> bool:
    """Whether the claim speaks of what was to come."""
    return claim.kind in AHEAD or claim.foretold


def unfit(claim: Claim) -> list[str]:
    """Why an event like it could not bear the claim out, however near it lies; empty when it could."""
    found = []
    if _denies(claim) and not is_ahead(claim):
        found.append("the claim denies that something happened, and a record of what happened cannot bear that out")
    if claim.commitment == "uncommitted":
        found.append("nobody in the text holds it to be so")
    if _asks(claim):
        found.append("the claim asks, and a question is not borne out by an answer")
    elif not is_ahead(claim) and _has("supposed", claim.text):
        found.append("the claim supposes something, and does not say that it happened")
    text = fold_text(claim.text)
    cause = next((word for word in counted()["accidents"]["words"] if word in text), "")
    if cause:
        found.append(f"the claim speaks of “{cause}”, and the records hold organised violence only")
    return found


def unreal(claim: Claim, number: Quantity) -> str:
    """Why no record can agree with a number of the claim: it was foretold, ordered, threatened, supposed; else empty."""
    if claim.kind == "order":
        return "it is part of an order, and an order is not what happened"
    if is_ahead(claim):
        return "it was foretold, and a forecast is not what happened"
    if claim.act == "threaten" or _has("threats", claim.text):
        return "it is part of a threat or a warning, and that is not what happened"
    reasons = unfit(claim)
    if reasons:
        return ", and ".join(reasons)
    if _has("possible", clause_of(claim, number)):
        return "it says what may or should be, not what was"
    return ""


def clause_of(claim: Claim, number: Quantity) -> str:
    """The words of the claim around one of its numbers, up to the next stop or conjunction on each side."""
    start, end = number.start - claim.start, number.end - claim.start
    if start < 0 or claim.text[start:end] != number.text:
        return claim.text
    before, after = claim.text[:start], claim.text[end:]
    stops = [m.end() for m in _CLAUSE.finditer(before)]
    stop = _CLAUSE.search(after)
    return before[stops[-1] if stops else 0 :] + number.text + (after[: stop.start()] if stop else after)


def _denies(claim: Claim) -> bool:
    return claim.polarity == "-" or (bool(claim.chain) and claim.chain[-1].mode == "denies")


def _asks(claim: Claim) -> bool:
    return claim.text.rstrip(" \"'”»)").endswith(("?", "؟")) or (bool(claim.chain) and claim.chain[-1].mode == "asks")


def _has(kind: str, text: str) -> bool:
    return _pattern(kind).search(fold_text(text)) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w)(?:{fragment})(?!\w)" for fragment in counted()["unreal"][kind]))
