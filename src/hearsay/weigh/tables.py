"""The numbers and words of the weighing, read on demand from its two data files.

In: data/weights.toml and data/words.toml. Out: ranges, single numbers and bands of words, cached.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hearsay.text.normal import fold_text

from .odds import Range


@dataclass(frozen=True, slots=True)
class Band:
    """One word of ICD-203: its band [low, high), and the range it stands for when a person gives it."""

    word: str
    low: float
    high: float
    likelihood: Range
    also: tuple[str, ...]


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("hearsay.weigh").joinpath("data", name).read_text(encoding="utf-8"))


def weight(table: str, name: str) -> Range:
    """The range `name` of [table] in weights.toml; KeyError if there is none."""
    low, high = _table("weights.toml")[table][name]
    return float(low), float(high)


def number(table: str, name: str) -> float:
    """The single number `name` of [table] in weights.toml; KeyError if there is none."""
    return float(_table("weights.toml")[table][name])


@cache
def bands() -> tuple[Band, ...]:
    """The seven bands, lowest first, without gaps from 0 to 1."""
    return tuple(
        Band(
            row["word"],
            row["band"][0],
            row["band"][1],
            (row["likelihood"][0], row["likelihood"][1]),
            tuple(row["also"]),
        )
        for row in _table("words.toml")["bands"]
    )


@cache
def names_of_something_else() -> frozenset[str]:
    """Folded names under which a case may declare the hypothesis that is always present."""
    return frozenset(fold_text(name) for name in _table("words.toml")["something_else"])
