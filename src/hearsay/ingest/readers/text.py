"""Plain text in any common encoding: one page whose text is the file's text.

In: bytes. Out: a Reading of one page with the encoding as what the content says of itself.
"""

from hearsay.ingest.encoding import Decoded, decode
from hearsay.ingest.reading import Content, PageReading, Reading, Said
from hearsay.settings import IngestSettings


def read(content: Content, settings: IngestSettings) -> Reading:
    """One page; `partial` where bytes fit no encoding, `empty` where there is nothing but white space."""
    del settings
    return as_page(decode(content.data), PageReading(1, ""))


def as_page(decoded: Decoded, page: PageReading, said: tuple[Said, ...] = ()) -> Reading:
    """A Reading of `decoded`, whose text stands on one page with the blocks of `page`, if it has any."""
    facts = (Said("encoding", decoded.encoding, "text"), *said)
    text = page.text or decoded.text
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\x00"):
        return Reading(said=facts, status="empty", reason="holds nothing but white space")
    whole = PageReading(1, text, page.method, page.blocks)
    if not decoded.stray:
        return Reading((whole,), facts)
    reason = f"{decoded.stray} bytes do not fit {decoded.encoding.split('+')[0]} and may be misread"
    return Reading((whole,), facts, "partial", reason)
