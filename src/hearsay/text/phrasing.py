"""What a number counts: the noun phrase behind it.

In: folded text and an offset in it. Out: the phrase with its offsets, its head word. Rules of thumb over closed word
lists, not a parser: a phrase ends at punctuation, a function word or a verb it knows.
"""

import re
from dataclasses import dataclass
from functools import cache

from .data import table
from .normal import fold_text
from .tokens import is_arabic, is_cyrillic

_WORD = re.compile(r"(?P<gap>[ \u200c]|-(?=\w)|\n(?=[^\n]))?(?P<word>[^\W_](?:[\w']|-(?=\w))*|(?:[a-z]\.){2,})")
_VERB_RU = re.compile(r".{3,}(?:лись|лся|лась|лось|ются|ется|ятся|ится)$|.{4,}(?:ли|ют|ают|яют|ены|аны|яны|ано|ено)$")
_LONGEST = 6
"""Words of a counted phrase."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words [start, end) of a folded text; the head is the counted noun."""

    start: int
    end: int
    head: str


@dataclass(frozen=True, slots=True)
class _Words:
    stops: frozenset[str]
    inside: frozenset[str]
    nouns: frozenset[str]


def noun_phrase(folded: str, start: int, *, deep: bool = False) -> Phrase | None:
    """The noun phrase that begins at `start` (spaces before it skipped); with `deep`, its prepositional tails as well."""
    lists = _words()
    spans: list[tuple[str, int, int]] = []
    at = start
    limit = 3 * _LONGEST if deep else _LONGEST
    while len(spans) < limit:
        m = _WORD.match(folded, at)
        if m is None or (spans and m.group("gap") is None):
            break
        word = m.group("word")
        inside = deep and bool(spans) and word in lists.inside
        if (
            word in lists.stops
            or word[0].isdigit()
            or _goes_on(word, lists)
            or _is_verb(word, first=not spans, lists=lists)
        ) and not inside:
            break
        spans.append((word, m.start("word"), m.end()))
        at = m.end()
    while spans and spans[-1][0] in lists.inside:
        spans.pop()
    if not spans or (len(spans) == 1 and _is_verb(spans[0][0], first=False, lists=lists)):
        return None
    return _phrase(spans, lists)


def _phrase(spans: list[tuple[str, int, int]], lists: _Words) -> Phrase:
    """English puts the head last before the first preposition, Arabic first; Russian last before a genitive: first guess."""
    core: list[str] = []
    for word, _, _ in spans:
        if core and word in lists.inside:
            break
        core.append(word)
    head = core[0] if is_arabic(core[0]) else _russian_head(core) if is_cyrillic(core[0]) else core[-1]
    return Phrase(spans[0][1], spans[-1][2], head)


def _russian_head(core: list[str]) -> str:
    """The first word that is no adjective by its ending."""
    adjective = re.compile(r".{2,}(?:ых|их|ого|его|ый|ий|ая|ое|ые|ой)$")
    return next((word for word in core if not adjective.match(word)), core[-1])


def _is_verb(word: str, *, first: bool, lists: _Words) -> bool:
    if word in lists.nouns or "-" in word:
        return False
    if is_cyrillic(word):
        return _VERB_RU.match(word) is not None
    if first or not word.isascii() or len(word) < 5:
        return False
    return word.endswith(("ed", "ing", "ly"))


def _goes_on(word: str, lists: _Words) -> bool:
    """Whether an Arabic word carries an "and" that begins something new."""
    return is_arabic(word) and word[0] == "و" and (word[1:] in lists.stops or word.startswith("وال"))


@cache
def _words() -> _Words:
    lists = table("quantities")["stops"]
    counting = [word for words in table("numerals")["add"].values() for word in words]
    return _Words(
        frozenset(
            fold_text(word) for word in (*lists["words"], *counting, *table("quantities")["approximate"]["before"])
        ),
        frozenset(fold_text(word) for word in lists["prepositions_inside"]),
        frozenset(fold_text(word) for word in lists["not_participles"]),
    )
