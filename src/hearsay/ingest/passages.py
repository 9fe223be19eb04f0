"""From the text of a page to its passages: disjoint, in order, and no character that is not white space left out.

In: a Page and the blocks that markup shows, if there is markup. Out: Passage records with kind, language, direction
and level. Where there is no markup, blank lines part the blocks and their look says what they are.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hearsay.model import Page, Passage
from hearsay.text.language import direction, language
from hearsay.text.segment import paragraphs

from .blocks import classified
from .reading import Block

_SHORT = 120
"""Characters below which a piece in Latin letters takes the language of its page."""

_OTHER = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufeff]")
"""Letters of other scripts."""

_PLAIN = re.compile(r"[A-Za-z]+")
_SOUND = re.compile(r"\w")


def passages(page: Page, blocks: Sequence[Block] | None = None) -> list[Passage]:
    """The passages of `page`, sorted; every character that is not white space lies in exactly one."""
    text = page.text
    given = blocks if blocks is not None else [Block(start, end) for start, end in paragraphs(text)]
    whole = list(covered(text, given))
    kept = whole if blocks is not None else list(covered(text, classified(text, whole, first=page.number == 1)))
    sample = text[:20_000]
    main, latin = language(sample), _latin(sample)
    return [_passage(page, block, main if latin else "") for block in kept]


def _passage(page: Page, block: Block, main: str) -> Passage:
    piece = page.text[block.start : block.end]
    short = main and (len(piece) < _SHORT or block.kind == "table") and not _OTHER.search(piece)
    known = main if short else language(piece)
    silent = block.kind == "paragraph" and not _SOUND.search(piece)
    return Passage(
        page=page.id,
        start=block.start,
        end=block.end,
        kind="furniture" if silent else block.kind,
        language=known,
        direction=direction(piece),
        level=block.level,
        hidden=block.hidden,
    )


def _latin(sample: str) -> bool:
    """Whether most letters of the page are plain Latin ones."""
    letters = sum(map(str.isalpha, sample))
    return letters < 2 * sum(map(len, _PLAIN.findall(sample)))


def covered(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks trimmed of white space, in order, overlaps cut off, with paragraphs for whatever lies between them."""
    at = 0
    for block in sorted(blocks, key=lambda b: (b.start, -b.end)):
        start = max(at, block.start)
        if start >= block.end:
            continue
        yield from _trimmed(text, Block(at, start))
        yield from _trimmed(text, replace(block, start=start))
        at = block.end
    yield from _trimmed(text, Block(at, len(text)))


def _trimmed(text: str, block: Block) -> Iterator[Block]:
    piece = text[block.start : block.end]
    start = block.start + len(piece) - len(piece.lstrip())
    end = block.start + len(piece.rstrip())
    if start < end:
        yield replace(block, start=start, end=end)
