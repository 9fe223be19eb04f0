"""Blocks of a page, and blocks cut where another speaker is named at the head of a line.

In: a page's text. Out: frozen values; offsets are code points of the original text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from hearsay.model import PassageKind

LABEL = re.compile(
    r"\W{0,4}(?P<name>[QA]|[A-ZА-ЯЁ][\w.'’-]{0,20}(?: [A-ZА-ЯЁ][\w.'’-]{0,20}){0,3})(?: \([^()\n]{1,40}\))?\*{0,2}:\*{0,2}\s+(?=\S)"
)
"""The name of a speaker at the head of a line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A passage or several lines of one paragraph."""

    start: int
    end: int
    kind: PassageKind
    marked: bool = False
    """Whether the page itself sets it apart as a quotation."""


def parted(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Blocks whose lines open with different speakers, cut at these lines."""
    found: list[Block] = []
    for block in blocks:
        starts = [m.start() + 1 for m in re.finditer(r"\n", text[block.start : block.end])]
        cuts = [block.start + s for s in starts if LABEL.match(text, block.start + s, block.end)]
        if block.kind != "paragraph" or not cuts or not LABEL.match(text, block.start, block.end):
            found.append(block)
            continue
        edges = [block.start, *cuts, block.end]
        for a, b in pairwise(edges):
            found.append(replace(block, start=a, end=a + len(text[a:b].rstrip())))
    return found
