"""Where a text says its words come from: agencies and printed source lines.

In: the original text of a page. Out: `Mention`s, each with how surely the text rests on the named voice.
"""

import re
from dataclasses import dataclass
from functools import cache

from hearsay.text.names import name_key
from hearsay.text.normal import Folded, fold

from .tables import table


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A voice to whom the text gives credit, at one place."""

    start: int
    end: int
    """Half-open code points of the page."""
    name: str
    """For reading."""
    key: str
    """Canonical key."""
    weight: float
    """Probability that the text, or part of it, rests on the voice."""
    how: str
    """line | spoke | mention."""


def find_credits(text: str) -> list[Mention]:
    """All agencies named and all source lines, in order; of several ways at one place the surest."""
    folded = fold(text)
    found: dict[tuple[int, int], Mention] = {}
    for mention in [*_agencies(folded, text), *_source_lines(folded, text)]:
        place = mention.start, mention.end
        if place not in found or mention.weight > found[place].weight:
            found[place] = mention
    return sorted(found.values())


def credited_agencies(text: str, least: float) -> dict[str, Mention]:
    """The agencies that the text rests on with at least this weight, by key, at their surest place."""
    best: dict[str, Mention] = {}
    for mention in find_credits(text):
        held = best.get(mention.key)
        if mention.weight >= least and is_agency(mention.key) and (held is None or mention.weight > held.weight):
            best[mention.key] = mention
    return best


def is_agency(key: str) -> bool:
    """Whether a canonical key is that of a known news agency."""
    return key in _names()


def agency_name(key: str) -> str:
    """The display name of a known agency; the key itself for others."""
    return _names().get(key, key)


@cache
def agency_key(name: str) -> str:
    """The canonical key of the agency that goes by this name; empty if none does."""
    return _by_alias().get(fold(name).text.strip(), "")


def _agencies(folded: Folded, text: str) -> list[Mention]:
    found = []
    weights = table("credits")["weights"]
    for hit in _any_alias().finditer(folded.text):
        start, end = folded.original(*hit.span())
        if len(hit[0]) <= 4 and text[start:end].islower() and hit[0].isascii():
            continue
        key = _by_alias()[hit[0]]
        how = _how(hit[0], folded.text, hit.start())
        found.append(Mention(start, end, _names()[key], key, weights[how], how))
    return found


def _how(alias: str, text: str, at: int) -> str:
    low = max(0, at - 120)
    for how in ("line", "spoke"):
        for pattern in _patterns(how, alias):
            hit = pattern.search(text, low)
            while hit is not None and hit.start() <= at:
                if hit.end() > at:
                    return "mention" if how == "line" and _of_picture(text, at, at + len(alias)) else how
                hit = pattern.search(text, hit.end())
    return "mention"


def _of_picture(text: str, start: int, end: int) -> bool:
    """Whether the credit stands in the brackets, or within a few words, of a word for a picture."""
    return re.search(table("credits")["picture"], text[max(0, start - 30) : end + 30]) is not None


def _source_lines(folded: Folded, text: str) -> list[Mention]:
    rules = table("credits")
    found = []
    for hit in re.finditer(rules["source_line"], folded.text, re.MULTILINE):
        if not any(name in hit[1] for name in rules["collective"]) and len(hit[1].split()) > 5:
            continue
        start, end = folded.original(*hit.span(1))
        name = text[start:end].strip()
        found.append(Mention(start, end, name, name_key(name), rules["weights"]["line"], "line"))
    return found


@cache
def _names() -> dict[str, str]:
    return {name_key(row["name"]): row["name"] for row in table("agencies")["agency"]}


@cache
def _by_alias() -> dict[str, str]:
    return {
        alias: name_key(row["name"])
        for row in table("agencies")["agency"]
        for alias in (*row["aliases"], row["name"].casefold())
    }


@cache
def _any_alias() -> re.Pattern[str]:
    names = "|".join(re.escape(alias) for alias in sorted(_by_alias(), key=lambda alias: (-len(alias), alias)))
    return re.compile(rf"(?<!\w)(?:{names})(?=(?:'?s)?(?!\w))")


@cache
def _patterns(how: str, alias: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule.replace("{}", re.escape(alias)), re.MULTILINE) for rule in table("credits")[how])
