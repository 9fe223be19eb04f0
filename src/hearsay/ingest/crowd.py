"""Pages of more blocks than anyone reads apart: neighbours go together, so that no page costs more than its size.

In: the text of a page and the blocks that markup shows. Out: blocks, at most MOST.
"""

from collections.abc import Sequence
from itertools import groupby

from hearsay.text.segment import paragraphs

from .reading import Block

MOST = 20_000
"""Blocks of a page at most."""


def uncrowded(text: str, blocks: Sequence[Block] | None) -> Sequence[Block] | None:
    """The blocks as they are, None where the text itself shows them; of more than MOST as many together as it takes.

    Those that go together are paragraphs if they differ in kind. What is hidden and what is not never go together.
    """
    if (text.count("\n") if blocks is None else len(blocks)) <= MOST:
        return blocks
    given = sorted(blocks, key=lambda b: (b.start, -b.end)) if blocks else [Block(*span) for span in paragraphs(text)]
    if len(given) <= MOST:
        return blocks
    together = -(-2 * len(given) // MOST)
    return [
        _joined(list(some))
        for (_, _), some in groupby(enumerate(given), lambda pair: (pair[0] // together, pair[1].hidden))
    ]


def _joined(some: Sequence[tuple[int, Block]]) -> Block:
    rows = [block for _, block in some]
    kinds = {(block.kind, block.level) for block in rows}
    kind, level = kinds.pop() if len(kinds) == 1 else ("paragraph", 0)
    return Block(rows[0].start, max(block.end for block in rows), kind, level, rows[0].hidden)
