"""Words of a folded text and the forms under which a lexicon may know them.

In: folded text. Out: tokens with offsets into the folded text; variants of a token without Arabic clitics or Russian
case endings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?!\w)|[^\W_]+(?:'(?!s\b)[^\W\d_]+)*")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ENDINGS = (
    "иями", "ями", "ами", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "ии", "ия", "ию", "ие", "иям", "ием", "ях", "ах",
    "ая", "яя", "ую", "юю", "ое", "ее", "ый", "ий", "ой", "ей", "ые", "ых", "их", "ым", "им", "ом", "ем", "ов", "ев", "ам", "ям",
    "а", "я", "о", "е", "у", "ю", "ы", "и", "ь", "й",
)  # fmt: skip
_SENTENCE = 2000
"""Code points of a text whose words are kept for the next reader."""
_BY_LENGTH = tuple(sorted(_ENDINGS, key=lambda ending: (-len(ending), ending)))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text, [start, end) in it."""

    text: str
    """Folded; initialisms without their stops ("u.n." is "un")."""
    start: int
    end: int


def tokens(folded: str) -> list[Token]:
    """The words of a folded text, in order; a possessive 's is left out."""
    return list(_of_sentence(folded)) if len(folded) <= _SENTENCE else list(_read(folded))


def words(folded: str) -> list[str]:
    """The words of a folded text without their places: the `text` of each of its tokens, several times as fast."""
    return [word.replace(".", "") if "." in word else word for word in _TOKEN.findall(folded)]


@lru_cache(maxsize=64)
def _of_sentence(folded: str) -> tuple[Token, ...]:
    """Numbers, dates, names and places of one sentence are read one after the other: its words once."""
    return tuple(_read(folded))


def _read(folded: str) -> Iterator[Token]:
    return (Token(m.group().replace(".", ""), m.start(), m.end()) for m in _TOKEN.finditer(folded))


def is_arabic(word: str) -> bool:
    """Whether `word` has an Arabic letter."""
    return _ARABIC.search(word) is not None


def is_cyrillic(word: str) -> bool:
    """Whether `word` has a Cyrillic letter."""
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=65536)
def variants(word: str) -> tuple[tuple[str, int], ...]:
    """Forms under which a lexicon may know a folded `word`, each with the letters taken off its front; nearest first."""
    if word.isascii():
        return ((word, 0),)
    if is_arabic(word):
        return tuple(_clitics(word))
    stem = russian_stem(word)
    return ((word, 0),) if stem == word else ((word, 0), (stem, 0))


def _clitics(word: str) -> Iterator[tuple[str, int]]:
    yield word, 0
    rest, cut = word, 0
    if len(rest) > 3 and rest[0] in "وف":
        rest, cut = rest[1:], 1
        yield rest, cut
    if len(rest) > 3 and rest.startswith("لل"):
        yield "ا" + rest[1:], cut
        yield rest[2:], cut + 2
    elif len(rest) > 3 and rest[0] in "بلكس":
        yield rest[1:], cut + 1


@lru_cache(maxsize=65536)
def russian_stem(word: str) -> str:
    """A folded Cyrillic `word` without its case ending, three letters at least; other words as they are."""
    if not is_cyrillic(word):
        return word
    for ending in _BY_LENGTH:
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word
