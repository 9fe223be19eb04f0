"""The words of letters: labels of a head, formulas at both ends, what gives an order in English.

In: the data file `data/letters.toml`. Out: one `LetterWords`, folded; read once, on demand.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .lexicon import plain


@dataclass(frozen=True, slots=True)
class LetterWords:
    """All lists and patterns, folded."""

    labels: dict[str, frozenset[str]]
    """`to`, `from`, `date`, `number`, `subject`, `other` -> words before a colon."""
    lines: dict[str, re.Pattern[str]]
    """`salutation`, `greeting`, `closing`, `signing`, `stamp`, `address` -> how such a line begins."""
    bodies: frozenset[str]
    """Words of a letterhead."""
    scribes: frozenset[str]
    """Those who sign for others."""
    orders: dict[str, frozenset[str]]
    """`titles` and `bidding` of all languages; `verbs`, `own`, `lead`, `forbidding` of English."""


@cache
def letter_words() -> LetterWords:
    """The words of all languages."""
    path = files("hearsay.claims") / "data" / "letters.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lines = {name: "|".join(part.strip() for part in text.split("||")) for name, text in table["lines"].items()}
    return LetterWords(
        labels={name: _words(text) for name, text in table["labels"].items()},
        lines={name: re.compile(rf"\W{{0,4}}(?:{plain(text)})(?![^\W_])") for name, text in lines.items()},
        bodies=_words(table["bodies"]["words"]),
        scribes=_words(table["bodies"]["scribes"]),
        orders={name: _words(text) for name, text in table["orders"].items()},
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word).replace("_", " ") for word in text.split() if word != "||")
