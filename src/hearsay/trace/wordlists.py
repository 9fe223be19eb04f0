"""Finding the phrases of a word list in a text, with their original offsets.

In: original text and the name of a list of `data/phrases.toml`. Out: half-open spans.
"""

import re
from functools import cache

from hearsay.text.normal import fold

from .tables import words_of


def find(text: str, list_name: str) -> list[tuple[int, int]]:
    """Where phrases of the list stand in `text`, in order, not overlapping, the longest first at each place."""
    folded = fold(text)
    plain = folded.text.replace("'", " ")
    return [folded.original(*hit.span()) for hit in _pattern(list_name).finditer(plain)]


def has(text: str, list_name: str) -> bool:
    """Whether any phrase of the list stands in `text`."""
    return bool(find(text, list_name))


@cache
def _pattern(list_name: str) -> re.Pattern[str]:
    phrases = sorted(words_of("phrases", list_name), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")
