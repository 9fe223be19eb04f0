"""Numbers that count nothing: labels ("Resolution 2254"), list marks, ordinals, ages, coordinates.

In: folded text and a numeral in it. Out: whether the numeral names, ranks or places a thing rather than counts one.
"""

import re
from dataclasses import dataclass
from functools import cache

from .counting import any_of
from .data import table
from .numerals import Numeral

_ORDINAL = re.compile(r"(?:st|nd|rd|th|-?(?:й|го|я|е|х|ю|ой|ая|му|м|ый|ых|ом|летн\w{1,3}))(?!\w)")
_MARK = (". ", ") ", ".\t")
_JOIN = re.compile(r"\s?(?:,|and|or|to|-|и|или|по|و|او|الي)\s?(?:و)?")
_DECIMAL = re.compile(r"\d{1,3}\.(\d+)")
_NO_NOUN = re.compile(r"\s?(?:[^\w\s]|$|\n|(?:and|or|to|и|или|по|و|او)\s?\d|(?:say|says|said|state|of|to|in)\b)")
_COMPASS = re.compile(r"\s?(?:[nsew]|degrees (?:north|south|east|west))(?!\w)")
_REACH = 32
"""Characters before a number in which a label or an age is looked for."""


@dataclass(frozen=True, slots=True)
class _Words:
    label: re.Pattern[str]
    weak: re.Pattern[str]
    people: re.Pattern[str]
    age: re.Pattern[str]


def is_uncounted(folded: str, number: Numeral) -> bool:
    """Whether a numeral is an ordinal, a list mark, a label, a coordinate or an age without its unit."""
    before, after = folded[max(0, number.start - _REACH) : number.start], folded[number.end : number.end + _REACH]
    if not number.words:
        head = folded[folded.rfind("\n", 0, number.start) + 1 : number.start]
        digits = folded[number.start : number.end].isdigit()
        if digits and not head.strip() and after[:2] in _MARK:
            return True
        if _ORDINAL.match(after) or _is_coordinate(folded[number.start : number.end], after):
            return True
        if digits and number.end - number.start <= 2 and _is_apposition(before, after):
            return True
    return _is_label(before, after) or (not after.startswith("%") and _words().age.search(before) is not None)


def goes_on(folded: str, label: Numeral, number: Numeral) -> bool:
    """Whether a numeral goes on the label before it: "Resolutions 2254 and 2118"."""
    if number.words or number.start - label.end > 6 or _JOIN.fullmatch(folded, label.end, number.start) is None:
        return False
    return _NO_NOUN.match(folded, number.end) is not None


def _is_label(before: str, after: str) -> bool:
    words = _words()
    found = words.label.search(before) or words.weak.search(before)
    return found is not None and words.people.match(after) is None


def _is_coordinate(digits: str, after: str) -> bool:
    """Four decimals and more measure no count; so do degrees of latitude."""
    m = _DECIMAL.fullmatch(digits)
    return m is not None and (len(m.group(1)) >= 4 or _COMPASS.match(after) is not None)


def _is_apposition(before: str, after: str) -> bool:
    """Whether a number stands between commas behind a name, as an age does: "the driver, 34, said"."""
    return re.search(r"[^\W\d]{2},\s$", before) is not None and re.match(r",\s[^\W\d]", after) is not None


@cache
def _words() -> _Words:
    lists = table("quantities")
    clitic = r"(?<!\w)[وفبلك]{0,2}"
    fates = [*lists["fates"]["after"], *lists["people"]["words"]]
    return _Words(
        label=re.compile(rf"{clitic}{any_of(lists['labels']['words'])}\s?$"),
        weak=re.compile(rf"(?<!the )(?<!this )(?<!that )(?<!each )(?<!a )(?<!\w){any_of(lists['labels']['weak'])}\s$"),
        people=re.compile(rf"\s(?:more\s|мирных\s)?{any_of(fates)}(?!\w)"),
        age=re.compile(rf"(?<!\w){any_of(lists['ages']['before'])}\s(?:about\s|только\s)?$"),
    )
