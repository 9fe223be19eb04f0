"""What the numbers of a claim count.

In: a claim's quantities and the words beside them. Out: which of them count deaths, and the range that each means.
"""

import re
from functools import cache

from hearsay.model import Claim, Quantity
from hearsay.text.normal import fold_text

from .tables import counted

_CLAUSE = re.compile(r"[,;.:،؛]|\b(?:and|while|и|а)\b")
BESIDE = 40
"""Characters on each side of a number in which its noun or verb is looked for."""


def claimed_range(number: Quantity) -> tuple[float, float] | None:
    """The values that a count may mean, both ends included; None when it has no value.

    "At least" and "dozens" are open above, "at most" below; "about" widens by half of the last place that is not zero.
    """
    low = number.low if number.low is not None else number.value
    high = number.high if number.high is not None else number.value
    if number.bound == "at_least" and low is not None:
        return low, float("inf")
    if number.bound == "at_most" and high is not None:
        return 0.0, high
    if low is None:
        return None
    if high is None:
        return low, float("inf")
    slack = half_place(max(abs(low), abs(high))) if number.approximate else 0.0
    return low - slack, high + slack


def half_place(value: float) -> float:
    """Half of what a round number may have been rounded by: 90 -> 5, 85 -> 2.5, 200 -> 50, 87 -> .5, 87.5 -> .05."""
    if value != int(value):
        places = len(f"{value:.6f}".rstrip("0").split(".")[1])
        return 0.5 * 10.0**-places
    whole, place = abs(int(value)), 1
    while whole and whole % (place * 10) == 0:
        place *= 10
    if place == 1 and whole and whole % 5 == 0:
        return 2.5
    return place / 2


def counts_deaths(claim: Claim, number: Quantity) -> bool:
    """Whether the number counts the dead, by its own noun, else by the nearest word beside it, else by the claim's act."""
    if number.unit == "share":
        return False
    own = fold_text(f"{number.of} {number.unit}")
    if _pattern("wounded").search(own):
        return False
    if _pattern("deaths").search(own):
        return True
    nearest = _nearest(claim, number)
    return claim.act == "kill" if nearest == "" and _persons(own) else nearest == "deaths"


def has_death_word(text: str) -> bool:
    """Whether a text names the dead ("deaths in organised violence")."""
    return bool(_pattern("deaths").search(fold_text(text)))


def _persons(own: str) -> bool:
    return not own.strip() or bool(
        re.search(r"\b(?:people|persons?|civilians?|fighters?|soldiers?|rebels?|children)\b", own)
    )


def _nearest(claim: Claim, number: Quantity) -> str:
    """`deaths` or `wounded`: the first such word after the number in its clause, else the last before it; else empty."""
    start, end = number.start - claim.start, number.end - claim.start
    if start < 0 or claim.text[start:end] != number.text:
        return ""
    after = _CLAUSE.split(fold_text(claim.text[end : end + BESIDE]), maxsplit=1)[0]
    before = fold_text(claim.text[max(0, start - BESIDE) : start])
    kinds = ("deaths", "wounded")
    ahead = [(hit.start(), what) for what in kinds for hit in _pattern(what).finditer(after)]
    behind = [(-hit.end(), what) for what in kinds for hit in _pattern(what).finditer(before)]
    return min(ahead or behind, default=(0, ""))[1]


@cache
def _pattern(what: str) -> re.Pattern[str]:
    table = counted()[what]
    words = "|".join(re.escape(fold_text(w)) for w in sorted(table["words"], key=len, reverse=True))
    stems = "|".join(re.escape(fold_text(w)) for w in table["stems_ar"] + table["stems_ru"])
    return re.compile(rf"\b(?:{words})\b|\b\w{{0,3}}(?:{stems})\w{{0,12}}")
