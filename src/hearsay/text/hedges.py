"""Words that take certainty off a statement, in English, Arabic and Russian: the one list that all stages read.

In: a language, or an original text. Out: the phrases of each kind; the hedges of a text as half-open spans.
"""

import re
from collections.abc import Mapping
from functools import cache

from .data import table
from .normal import fold, fold_text

REPORTED = "reported"
"""Kind of the words that hand a statement to nobody in particular ("reportedly")."""
WEAKENING = ("appearance", "probable", "possible", "distancing", "unverifiable", "withheld", REPORTED)
"""Kinds that make a statement less sure, whatever it is about."""


@cache
def hedge_phrases(language: str) -> Mapping[str, tuple[str, ...]]:
    """Kind -> phrases as written, of `en`, `ar` or `ru`; KeyError for another language. Shared: do not change it."""
    return {kind: tuple(phrases.split("|")) for kind, phrases in table("hedges")[language].items()}


def find_hedges(text: str) -> list[tuple[int, int]]:
    """Where words of the weakening kinds stand in `text`, in order, not overlapping, the longest first at each place.

    "May" with a capital inside the text is the month and no hedge.
    """
    folded = fold(text)
    spans = [folded.original(*hit.span()) for hit in _pattern().finditer(folded.text)]
    return [(start, end) for start, end in spans if start == 0 or text[start:end] != "May"]


@cache
def _pattern() -> re.Pattern[str]:
    found = {
        fold_text(phrase)
        for language in table("hedges")
        for kind in WEAKENING
        for phrase in hedge_phrases(language)[kind]
    }
    ordered = sorted(found, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
