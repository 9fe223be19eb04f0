"""The kinds of content that are read, as they are told to people: names, media types, what becomes of them, what they need.

In: `data/formats.toml`. Out: a Format a row. A test holds it against the table of the readers.
"""

from dataclasses import dataclass
from functools import cache

from msgspec import convert

from .lexicon import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row of the table of formats."""

    name: str
    types: tuple[str, ...]
    """Media types."""
    gives: str
    """What becomes a page or a member."""
    notes: str
    needs: tuple[str, ...] = ()
    """Programs without which nothing of it is read (names of `programs.PACKAGES`)."""
    better: tuple[str, ...] = ()
    """Programs that read more of it."""


@cache
def formats() -> tuple[Format, ...]:
    """All rows, in the order in which they are told."""
    return tuple(convert(table("formats")["formats"], list[Format]))
