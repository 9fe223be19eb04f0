"""Blocks of a page of which some words are hidden: those are cut out of the blocks that look and place show.

In: the text of a page, its words and why each is hidden. Out: Blocks in order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hearsay.ingest.blocks import classified
from hearsay.ingest.passages import covered
from hearsay.ingest.reading import Block
from hearsay.text.segment import paragraphs


def visible(text: str, *, first: bool) -> list[Block]:
    """The blocks of a text of which nothing is hidden; `first`: the page may begin with headlines."""
    whole = covered(text, [Block(start, end) for start, end in paragraphs(text)])
    return list(classified(text, list(whole), first=first))


def blocks(text: str, spans: Sequence[Sequence[int]], hidden: Sequence[str], *, first: bool) -> tuple[Block, ...]:
    """The blocks of a text; neighbouring words that are hidden for one reason are a block of their own."""
    unseen = list(_joined(text, spans, hidden))
    found = list(unseen)
    for block in visible(text, first=first):
        at = block.start
        for cut in unseen:
            if cut.end <= at or cut.start >= block.end:
                continue
            found += [replace(block, start=at, end=cut.start)] if at < cut.start else []
            at = cut.end
        found += [replace(block, start=at)] if at < block.end else []
    return tuple(sorted(found, key=lambda block: block.start))


def _joined(text: str, spans: Sequence[Sequence[int]], hidden: Sequence[str]) -> Iterator[Block]:
    open_: Block | None = None
    for (start, end), why in zip(spans, hidden, strict=True):
        if (
            open_
            and why == open_.hidden
            and not text[open_.end : start].strip()
            and "\n\n" not in text[open_.end : start]
        ):
            open_ = replace(open_, end=end)
            continue
        if open_:
            yield open_
        open_ = Block(start, end, hidden=why) if why else None
    if open_:
        yield open_
