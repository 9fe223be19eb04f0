"""Web pages saved as one file (MHTML): the HTML in it is the page, what it shows besides are members.

In: a Source. Out: what the reader of HTML makes of the page, with the address it was saved from and when; then pictures,
styles and frames as members.
"""

from collections.abc import Iterator
from dataclasses import replace

from hearsay.ingest.reading import Content, Reading, Resume, Said
from hearsay.ingest.source import WHOLE, Source, TooLarge
from hearsay.settings import IngestSettings

from . import html, mail
from .mail_parts import Mail
from .mail_words import clean, in_charset, moment, words
from .member_names import named_by_kind
from .mime import Part, Walk, heads_at


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """The page, then the members; the cursor counts them, from 1 on. A file without HTML is read as a mail."""
    parts = [part for part in Walk(source).parts() if not part.outside]
    page = next((part for part in parts if part.kind == "text/html"), None)
    if page is None:
        yield from mail.read(source, settings, resume)
        return
    saved = Mail(heads_at(source, 0)[0].fields)
    for part in parts:
        if part is not page:
            saved.keep(_name(part, len(saved.members) + 1), part)
    if resume.fatal(0):
        yield resume.lost(0, "the page", 1)
    elif resume.cursor == 0:
        yield _page(page, source, settings, dict(saved.fields))
    yield from mail.members(saved, source, resume, 0)


def _page(part: Part, source: Source, settings: IngestSettings, heads: dict[str, str]) -> Reading:
    if part.end - part.start > WHOLE:
        raise TooLarge(f"a saved page of {part.end - part.start:,} bytes; the limit is {WHOLE:,}")
    text = in_charset(b"".join(part.pieces(source)), part.heads.param("charset"))
    reading = html.read(Content(text.encode("utf-8", "replace"), "text/html"), settings)
    when = moment(heads.get("date", ""))
    where = heads.get("snapshot-content-location", "") or part.heads.get("content-location")
    said = (
        *((Said("saved_from", clean(words(where)), "metadata"),) if where else ()),
        *((Said("saved", when.isoformat(), "metadata"),) if when else ()),
    )
    return replace(reading, said=(*reading.said, *said))


def _name(part: Part, number: int) -> str:
    """The last part of the address, else a number."""
    where = part.heads.get("content-location").partition("?")[0].rstrip("/")
    return part.heads.filename or where.rpartition("/")[2][:120] or named_by_kind(f"part {number}", part.kind)
