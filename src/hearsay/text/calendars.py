"""The words of calendars in three languages, as regular expressions over folded text.

In: the table `dates`. Out: alternations by kind of word, and what a matched word means.
"""

import re
from functools import cache, lru_cache

from .data import table
from .normal import fold_text

_ARABIC_START = re.compile(r"[(?:]*[\u0621-\u064a]")


@cache
def words(kind: str) -> str:
    """One alternation over all fragments of a kind ("months", "hijri", "weekdays", "seasons", "parts", "units")."""
    return alternation(fragment for fragments in table("dates")[kind].values() for fragment in fragments)


@cache
def listed(kind: str, name: str) -> str:
    """One alternation over the list `name` of a kind, such as the leads of a month."""
    return alternation(table("dates")[kind][name])


def alternation(fragments: object) -> str:
    """Folded fragments as one group, longest first; an Arabic one takes a clitic before it."""
    folded = sorted({_folded(str(f)) for f in fragments}, key=lambda f: (-len(f), f))  # type: ignore[attr-defined]
    return f"(?:{'|'.join(folded)})"


@lru_cache(maxsize=4096)
def meaning(kind: str, word: str) -> str:
    """Which entry of a kind a folded word belongs to; KeyError when it is none."""
    bare = re.sub(r"\.$|\s*[/(].*$", "", word.strip())
    for key, pattern in _meanings(kind):
        if pattern.fullmatch(bare):
            return key
    raise KeyError(word)


@lru_cache(maxsize=4096)
def clitics(kind: str, word: str) -> int:
    """How many letters at the front of a word of a kind are Arabic clitics."""
    for cut in (2, 1):
        if len(word) > cut and all(letter in "وفبلك" for letter in word[:cut]):
            try:
                meaning(kind, word[cut:])
            except KeyError:
                continue
            return cut
    return 0


@cache
def _meanings(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = table("dates")[kind]
    return tuple((key, re.compile(alternation(fragments))) for key, fragments in entries.items())


def _folded(fragment: str) -> str:
    folded = fold_text(fragment).replace("[اا]", "ا").replace("[يي]", "ي").replace(" ", r"\s+")
    return f"[وفبلك]{{0,2}}{folded}" if _ARABIC_START.match(folded) else folded
