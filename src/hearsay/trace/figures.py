"""The number that a claim is about: its bounds, what it counts, and what became of what is counted.

In: a Claim. Out: a `Figure`, whose keys are the same in English, Arabic and Russian.
"""

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from hearsay.model import Claim, Quantity
from hearsay.text.normal import fold, fold_text

from .facts import number_key
from .tables import table

REACH = 60
"""Characters around a number within which the word for what became of the counted may stand."""
ROUGHLY = 0.1
"""Share of its value by which an approximate number may be off."""
ENDLESS = float("inf")
CUTS = re.compile(r"[,;:،؛]|\b(?:and|while|but|и|а|но)\b|(?<!\w)و")
"""Where a part of a sentence with a figure of its own may begin."""


class Figure(Struct, frozen=True, array_like=True):
    """A number as it is compared."""

    low: float
    high: float
    """Bounds, both included: of "at least 12" the upper one is infinite."""
    unit: str
    counted: str
    """Class of what is counted (`people`, `children`); empty when it is none of the known ones."""
    fate: str
    """What became of it (`dead`, `hurt`); empty when nothing near the number says so."""

    def apart(self, other: "Figure") -> bool:
        """Whether both cannot be the count of one thing: no value lies within the bounds of both."""
        return self.high < other.low or other.high < self.low


def main_number(claim: Claim) -> Quantity | None:
    """The number a claim is about: of those beside the word for what became of the counted that of the claim's act.

    Among several of them, and where there is none: the first that is bounded, large or a share and counts something, then
    the first of these, then the first that counts something. The dead come before the hurt; what struck them never counts.
    """
    valued = [number for number in claim.numbers if number.value is not None]
    told = [(fate, number) for number in valued if (fate := beside(claim, number))]
    own = table("figures")["acts"].get(claim.act, "")
    for wanted in (own, "dead", ""):
        bound = [number for fate, number in told if wanted in {fate, ""}]
        if bound:
            return _first(bound)
    return _first([number for number in valued if not _hits(number.of, "means")]) or _first(valued)


def _first(valued: Sequence[Quantity]) -> Quantity | None:
    large = [number for number in valued if number.bound or number_key(number)]
    counting = [number for number in valued if number.of]
    return next(iter([*(n for n in large if n.of), *large, *counting, *valued]), None)


def beside(claim: Claim, number: Quantity) -> str:
    """What became of what a number counts, by the words of its own part of the sentence; empty where they do not say."""
    start, end = number.start - claim.start, number.end - claim.start
    if not 0 <= start < end <= len(claim.text) or _hits(number.of, "means"):
        return ""
    return _nearest(claim.text, _own_part(claim.text, start, end), (start, end))


def figure(claim: Claim, number: Quantity) -> Figure:
    """The main number of a claim with what the words around it say."""
    low, high = bounds(number)
    text = claim.text
    start, end = number.start - claim.start, number.end - claim.start
    kinds = _hits(number.of, "counted")
    became = "" if _hits(number.of, "means") else _fate(text, start, end)
    return Figure(low, high, number.unit, kinds[0][1] if kinds else "", became)


def bounds(number: Quantity) -> tuple[float, float]:
    """Least and greatest value that the wording allows, both included."""
    value = number.value or 0.0
    low = number.low if number.low is not None else value
    high = number.high if number.high is not None else value
    if number.approximate:
        low, high = min(low, value * (1 - ROUGHLY)), max(high, value * (1 + ROUGHLY))
    if number.bound == "at_least":
        return low, ENDLESS
    return (0.0, high) if number.bound == "at_most" else (low, high)


def _fate(text: str, start: int, end: int) -> str:
    """The fate whose word stands nearest to the number in its own part of the sentence, else near it, else alone in it."""
    if not 0 <= start < end <= len(text):
        return ""
    wide = max(0, start - REACH), min(len(text), end + REACH)
    for part in (_own_part(text, start, end), wide):
        if found := _nearest(text, part, (start, end)):
            return found
    alone = {key for _, key in _hits(text, "fates")}
    return alone.pop() if len(alone) == 1 else ""


def _own_part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence around a number in which no other part begins, within reach of it."""
    low, high = max(0, start - REACH), min(len(text), end + REACH)
    ahead, behind = [cut.end() for cut in CUTS.finditer(text, low, start)], CUTS.search(text, end, high)
    return ahead[-1] if ahead else low, behind.start() if behind else high


def _nearest(text: str, part: tuple[int, int], number: tuple[int, int]) -> str:
    found = [(part[0] + at, key) for at, key in _hits(text[part[0] : part[1]], "fates")]
    start, end = number
    return min(((at - end if at >= end else start - at, at, key) for at, key in found), default=(0, 0, ""))[2]


def _hits(text: str, section: str) -> list[tuple[int, str]]:
    """Where words of the section stand in `text`, with their keys, in order of place."""
    folded = fold(text)
    keys = _keys(section)
    return [(folded.original(*hit.span())[0], keys[hit["word"]]) for hit in _pattern(section).finditer(folded.text)]


@cache
def _keys(section: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in table("figures")[section].items():
        for word in words.split("|"):
            found.setdefault(fold_text(word), key)
    return found


@cache
def _pattern(section: str) -> re.Pattern[str]:
    words = sorted(_keys(section), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:[وف]?(?:لل|بال|ال|[بل])?)(?P<word>{'|'.join(map(re.escape, words))})(?!\w)")
