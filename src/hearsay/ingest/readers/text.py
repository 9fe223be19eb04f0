"""Plain text in any common encoding: one page whose text is the file's text, of a long one several.

In: a decoded page. Out: its Reading with the encoding as what the content says of itself.
"""

from hearsay.ingest.encoding import Decoded
from hearsay.ingest.in_pages import in_pages
from hearsay.ingest.reading import PageReading, Reading, Said


def page_of(decoded: Decoded, media_type: str, number: int, pages: int = 1) -> Reading:
    """One page; `partial` where bytes fit no encoding, `empty` where there is nothing but white space."""
    del media_type, pages
    return as_page(decoded, PageReading(number, ""))


read = in_pages(page_of)
"""Reads plain text."""


def as_page(decoded: Decoded, page: PageReading, said: tuple[Said, ...] = ()) -> Reading:
    """A Reading of `decoded`, whose text stands on one page with the number and the blocks of `page`, if it has any."""
    facts = (Said("encoding", decoded.encoding, "text"), *said) if page.number == 1 else said
    text = page.text or decoded.text
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\x00"):
        return Reading(said=facts, status="empty", reason="holds nothing but white space")
    whole = PageReading(page.number, text, page.method, page.blocks)
    if not decoded.stray:
        return Reading((whole,), facts)
    reason = f"{decoded.stray} bytes do not fit {decoded.encoding.split('+')[0]} and may be misread"
    return Reading((whole,), facts, "partial", reason)
