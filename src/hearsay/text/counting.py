"""The words around numbers in three languages, as regular expressions over folded text.

In: the tables `quantities` and `numerals`. Out: patterns for what widens, bounds or measures a number.
"""

import re
from dataclasses import dataclass
from functools import cache

from .data import table
from .normal import fold_text
from .tokens import is_arabic


@dataclass(frozen=True, slots=True)
class Around:
    """What may stand before and behind a number; each pattern ends or begins at the number."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    percent: re.Pattern[str]
    currency: re.Pattern[str]
    fate_after: re.Pattern[str]
    killing: re.Pattern[str]
    hurting: re.Pattern[str]
    span: re.Pattern[str]
    number_behind: re.Pattern[str]


@cache
def around() -> Around:
    """The patterns, built once."""
    lists = table("quantities")
    kinds = ("approximate", "at_least", "at_most")
    before = "|".join(rf"(?P<{kind}>{any_of(lists[kind]['before'])})" for kind in kinds)
    after = "|".join(rf"(?P<{kind}>{any_of(lists[kind]['after'])})" for kind in kinds)
    words = [word for kind in ("en", "ar", "ru") for word in table("numerals")["add"][kind]]
    return Around(
        before=re.compile(rf"(?<!\w)[وف]?(?:{before})\s(?:the\s|[$€£₽]\s?)?$"),
        after=re.compile(rf"\s(?:{after})(?!\w)"),
        percent=re.compile(rf"\s?{any_of(lists['percent']['words'])}(?!\w)"),
        currency=re.compile(rf"{any_of(lists['currency'])}\s?$"),
        fate_after=re.compile(
            rf"\s(?:were\s|are\s|have been\s)?({any_of(lists['fates']['after'])})(?!\w)(?!\s(?:in action|\w+s\b))"
        ),
        killing=re.compile(rf"(?<!\w){any_of(lists['fates']['killing'])}\s$"),
        hurting=re.compile(rf"(?<!\w){any_of(lists['fates']['hurting'])}\s$"),
        span=re.compile(r"(?<!\w)(?:between|from|от|между|من|بين)\s$"),
        number_behind=re.compile(rf"(?<!\w){any_of(words)}\s$"),
    )


def any_of(words: object) -> str:
    """One group of folded words, longest first."""
    folded = sorted({fold_text(str(word)) for word in words}, key=lambda word: (-len(word), word))  # type: ignore[attr-defined]
    return f"(?:{'|'.join(re.escape(word) for word in folded)})"


@cache
def lexicon(kind: str) -> tuple[re.Pattern[str], dict[str, float]]:
    """Phrases of a kind as one pattern, and their values."""
    if kind == "whole":
        lists = table("quantities")["whole"]
        values = {fold_text(word): 0.0 if word in lists["none"] else 1.0 for word in lists["before"]}
    else:
        values = {fold_text(word): float(value) for word, value in table("numerals")[kind].items()}
    return re.compile(rf"(?<!\w)({any_of(values)})(?!\w)"), values


@cache
def unit_names() -> dict[str, str]:
    """Folded word -> canonical unit ("km", "months", "dollars")."""
    return {fold_text(word): unit for unit, words in table("quantities")["units"].items() for word in words}


@cache
def units() -> re.Pattern[str]:
    """A unit word right behind a number."""
    return re.compile(rf"[\s-]?({any_of(unit_names())})(?!\w)")


def currency_of(sign: str) -> str:
    """The unit that a currency sign stands for; KeyError when it is none."""
    return str(table("quantities")["currency"][sign.strip()])


def is_plural(head: str) -> bool:
    """Whether a folded noun looks like a plural."""
    if head.isascii():
        return (head.endswith("s") and not head.endswith("ss") and len(head) > 3) or head in (
            "people",
            "men",
            "women",
            "children",
        )
    if is_arabic(head):
        return head.endswith(("ات", "ون", "ين"))
    return head.endswith(("ы", "и", "ов", "ев", "ей", "а", "я")) and len(head) > 3
