"""Data in the form of text: CSV and TSV line by line, JSON and XML as they stand.

In: a decoded page. Out: its Reading, whose text is the file's text, with blocks that never pass for headlines: rows of a
table are kind "table", everything else is a paragraph.
"""

import re
from dataclasses import replace

from hearsay.ingest.encoding import Decoded
from hearsay.ingest.in_pages import in_pages
from hearsay.ingest.reading import Block, PageReading, Reading
from hearsay.text.segment import paragraphs

from .text import as_page

ROWS = 5_000
"""Blocks of a table at most; of a longer one several rows make a block."""

ROWS_EACH = 1_000
"""Blocks of each page of a table that takes several."""

_XML = frozenset({"text/xml", "application/xml", "image/svg+xml"})
_ENTITIES = "limit: it declares entities, which may unpack to any size or lead out of the file; they are not resolved"
_LINE = re.compile(r"[^\n]*\S[^\n]*")


def page_of(decoded: Decoded, media_type: str, number: int, pages: int = 1) -> Reading:
    """One page, its blocks rows of a table (text/csv, text/tab-separated-values) or paragraphs."""
    text = decoded.text
    if media_type in _XML and "<!ENTITY" in text:
        whole = as_page(decoded, PageReading(number, text))
        return replace(whole, status="partial", reason=f"{_ENTITIES}; {whole.reason}" if whole.reason else _ENTITIES)
    if media_type in {"text/csv", "text/tab-separated-values"}:
        blocks = _rows(text, ROWS if pages == 1 else ROWS_EACH)
    else:
        blocks = tuple(Block(start, end) for start, end in paragraphs(text))
    return as_page(decoded, PageReading(number, text, blocks=blocks))


read = in_pages(page_of)
"""Reads data in the form of text."""


def _rows(text: str, most: int) -> tuple[Block, ...]:
    lines = [line.span() for line in _LINE.finditer(text)]
    step = max(1, -(-len(lines) // most))
    groups = (lines[at : at + step] for at in range(0, len(lines), step))
    return tuple(Block(group[0][0], group[-1][1], "table") for group in groups)
