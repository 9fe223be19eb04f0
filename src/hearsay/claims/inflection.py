"""Which script a stretch is in, and one key for the forms of a name.

In: tokens or names. Out: "ar", "ru" or "" (Latin); keys under which case forms of a Russian name and Arabic plurals meet.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from hearsay.text.names import name_key
from hearsay.text.tokens import is_arabic, is_cyrillic, russian_stem

from .lexicon import Token

_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2066-\u2069]+")
_ONE = {"одного": "один", "одному": "один", "одним": "один", "одном": "один", "одной": "одна", "одну": "одна"}


def script(tokens: Sequence[Token], first: int, last: int) -> str:
    """The script of most of the first words of tokens[first:last)."""
    words = [t.word for t in tokens[first : min(last, first + 12)]]
    arabic, cyrillic = sum(map(is_arabic, words)), sum(map(is_cyrillic, words))
    if max(arabic, cyrillic) * 2 < len(words) or not words:
        return ""
    return "ar" if arabic >= cyrillic else "ru"


@lru_cache(maxsize=65536)
def voice_key(name: str) -> str:
    """`name_key`, for Russian without case endings, for Arabic with one ending of the plural."""
    key = name_key(name)
    if key.isascii():
        return key
    return " ".join(_stem(_ONE.get(word, word)) for word in key.split())


def undotted(text: str) -> str:
    """`text` without Arabic vowel signs, tatweel and invisible marks."""
    return _MARKS.sub("", text)


def nominative(name: str) -> str:
    """`одного из X` as `один из X`; other names as they are."""
    first, _, rest = name.partition(" ")
    return f"{_ONE[first.casefold()]} {rest}" if rest and first.casefold() in _ONE else name


def _stem(word: str) -> str:
    if is_arabic(word):
        return word[:-2] + "ون" if len(word) > 4 and word.endswith("ين") else word
    stem = russian_stem(word)
    stem = russian_stem(stem) if stem.endswith(("ов", "ев")) else stem
    return stem[:-2] + stem[-1] if len(stem) > 4 and stem[-2] in "ео" and stem.endswith(("ец", "ок", "ек")) else stem
