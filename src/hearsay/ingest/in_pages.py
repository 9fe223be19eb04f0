"""Texts of any size as pages: a text up to a few megabytes is one page, a longer one is cut at ends of lines.

In: a reader of one decoded page. Out: a Reader. Where a page begins depends on the bytes alone, so that reading can go
on at any page without reading those before it.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import replace

from hearsay.settings import IngestSettings

from .encoding import Decoded, decode, decode_as
from .reading import Reader, Reading, Resume
from .source import Source

ONE = 4 << 20
"""Bytes of a text that is one page."""

PIECE = 1 << 20
"""Bytes of a page of a longer one, about."""

_WINDOW = 1 << 16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)

PageOf = Callable[[Decoded, str, int, int], Reading]
"""From a decoded text, its media type, the page's number and the number of all pages to its Reading."""


def in_pages(page_of: PageOf) -> Reader:
    """A reader of texts that gives each page to `page_of`."""

    def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
        del settings
        if source.size <= ONE:
            if not resume.cursor:
                lost = resume.fatal(0)
                yield resume.lost(0, "", 1) if lost else page_of(decode(source.data()), source.media_type, 1, 1)
            return
        encoding = _encoding(source.read(0, PIECE))
        pages = -(-source.size // PIECE)
        for number in range(resume.cursor, pages):
            start, end = _cut(source, number, encoding), _cut(source, number + 1, encoding)
            if resume.fatal(number):
                yield resume.lost(number, f"page {number + 1}", number + 1)
            elif start < end:
                decoded = decode_as(source.read(start, end - start), encoding)
                yield replace(page_of(decoded, source.media_type, number + 1, pages), cursor=number + 1)

    return read


def _encoding(head: bytes) -> str:
    """The encoding of a text that begins with `head`, by a name under which any part of it can be read."""
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    return marked or decode(head).encoding.partition("+")[0]


def _cut(source: Source, number: int, encoding: str) -> int:
    """Where page `number` (from 0) begins: behind the first end of line, else the first space, else at a character."""
    at = number * PIECE
    if at == 0 or at >= source.size:
        return min(at, source.size)
    window = source.read(at, _WINDOW)
    for mark in ("\n", " "):
        sign = mark.encode(encoding)
        found = window.find(sign)
        while found % len(sign) and found >= 0:
            found = window.find(sign, found + 1)
        if found >= 0:
            return at + found + len(sign)
    if encoding.startswith("utf-8"):
        return at + next((n for n, byte in enumerate(window[:4]) if byte & 0xC0 != 0x80), 0)
    return at
