"""Finding many known phrases in a text at the cost of one look-up a word.

In: phrases with what they stand for, then folded text. Out: the leftmost longest phrases, with offsets into it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .tokens import Token, is_cyrillic, russian_stem, tokens, variants

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Found(Generic[P]):
    """A known phrase at [start, end) of a folded text; `token` is the place of its first word among the tokens."""

    start: int
    end: int
    payload: P
    token: int
    length: int
    """Words of the phrase."""


class PhraseIndex(Generic[P]):
    """Phrases by their first word. Arabic clitics before a phrase and Russian endings of any word do not matter."""

    def __init__(self, phrases: Iterable[tuple[str, P]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], P]]] = {}
        for phrase, payload in phrases:
            keys = phrase_key(phrase)
            if keys:
                self._by_first.setdefault(keys[0], []).append((keys, payload))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, stream: Sequence[Token]) -> Iterator[Found[P]]:
        """Phrases in a token stream, leftmost longest, not overlapping."""
        at = 0
        while at < len(stream):
            hit = self._match(stream, at)
            if hit is None:
                at += 1
            else:
                yield hit
                at += hit.length

    def _match(self, stream: Sequence[Token], at: int) -> Found[P] | None:
        token = stream[at]
        for form, cut in variants(token.text):
            for keys, payload in self._by_first.get(form, ()):
                size = len(keys)
                second = size == 1 or _is(stream, at + 1, keys[1])
                if second and (size < 3 or all(_is(stream, at + i, keys[i]) for i in range(2, size))):
                    return Found(token.start + cut, stream[at + size - 1].end, payload, at, size)
        return None


def phrase_key(phrase: str) -> tuple[str, ...]:
    """The words of a folded phrase as an index knows them: Cyrillic words as stems."""
    return tuple(russian_stem(token.text) if is_cyrillic(token.text) else token.text for token in tokens(phrase))


def _is(stream: Sequence[Token], at: int, key: str) -> bool:
    return at < len(stream) and (stream[at].text == key or russian_stem(stream[at].text) == key)
