"""A block of a page.

In: nothing. Out: frozen values; offsets are code points of the original text.
"""

from dataclasses import dataclass

from hearsay.model import PassageKind


@dataclass(frozen=True, slots=True)
class Block:
    """A passage or several lines of one paragraph."""

    start: int
    end: int
    kind: PassageKind
    marked: bool = False
    """Whether the page itself sets it apart as a quotation."""
