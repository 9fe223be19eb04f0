"""From the text of a page to its passages: disjoint, in order, and no character that is not white space left out.

In: a Page and the blocks that markup shows, if there is markup. Out: Passage records with kind, language, direction
and level. Where there is no markup, blank lines part the blocks and their look says what they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from hearsay.model import Page, Passage, PassageKind, many
from hearsay.text.language import direction, fluent, language, plain
from hearsay.text.segment import paragraphs

from .blocks import classified
from .reading import Block

_SAMPLE = 20_000
"""Characters that tell the language of a page."""

_SHORT = 120
"""Characters below which a piece in Latin letters takes the language of its page."""

_OTHER = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufeff]")
"""Letters of other scripts."""

_SOUND = re.compile(r"\w")


def passages(page: Page, blocks: Sequence[Block] | None = None) -> list[Passage]:
    """The passages of `page`, sorted; every character that is not white space lies in exactly one."""
    text = page.text
    if blocks is None:
        blocks = list(classified(text, [Block(*span) for span in paragraphs(text)], first=page.number == 1))
    sample = text[:_SAMPLE]
    main = language(sample) if plain(sample) else ""
    tongue = partial(language, likely=main, prose=fluent(sample, main))
    kept = list(covered(text, blocks))
    pieces = [text[block.start : block.end] for block in kept]
    rows = list(zip(kept, pieces, strict=True))
    columns = {name: [getattr(block, name) for block in kept] for name in ("start", "end", "level", "hidden")}
    columns["page"] = [page.id] * len(kept)
    columns["kind"] = [_kind(block, piece) for block, piece in rows]
    columns["language"] = [main if main and _short(block, piece) else tongue(piece) for block, piece in rows]
    columns["direction"] = list(map(direction, pieces))
    return many(Passage, columns)


def _short(block: Block, piece: str) -> bool:
    """Whether a piece is too short, or too much of a table, to tell its language by itself."""
    return (len(piece) < _SHORT or block.kind == "table") and (piece.isascii() or not _OTHER.search(piece))


def _kind(block: Block, piece: str) -> PassageKind:
    silent = block.kind == "paragraph" and not _SOUND.search(piece)
    return "furniture" if silent else block.kind


def covered(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks trimmed of white space, in order, overlaps cut off, with paragraphs for whatever lies between them."""
    at = 0
    for block in sorted(blocks, key=lambda b: (b.start, -b.end)):
        start = max(at, block.start)
        if start >= block.end:
            continue
        if at < start and not text[at:start].isspace():
            yield from _trimmed(text, Block(at, start))
        yield from _trimmed(text, block if start == block.start else replace(block, start=start))
        at = block.end
    if at < len(text):
        yield from _trimmed(text, Block(at, len(text)))


def _trimmed(text: str, block: Block) -> Iterator[Block]:
    piece = text[block.start : block.end]
    inner = piece.strip()
    if len(inner) == len(piece):
        yield block
    elif inner:
        start = block.start + len(piece) - len(piece.lstrip())
        yield replace(block, start=start, end=start + len(inner))
