"""The readers, one small module each behind one protocol, and the table from media type to reader.

In: a media type. Out: the reader for it, or None where the type is not supported.
"""

from hearsay.ingest.reading import Reader, at_once

from . import (
    archives,
    book,
    calendar,
    chat_json,
    chat_text,
    data,
    database,
    html,
    image,
    mail,
    markdown,
    mbox,
    outlook,
    pdf,
    pst,
    saved,
    signed,
    sound,
    text,
    tnef,
    warc,
    zips,
)
from .kinds import kind
from .office import compounds, iwork, onenote, opened

__all__ = ["kind", "media_types", "reader_for"]

_TABLE: dict[str, Reader] = {
    "application/pdf": pdf.read,
    "text/html": at_once(html.read),
    "application/xhtml+xml": at_once(html.read),
    "text/markdown": markdown.read,
    "text/csv": data.read,
    "text/tab-separated-values": data.read,
    "text/xml": data.read,
    "application/json": data.read,
    "application/x-ndjson": data.read,
    "application/xml": data.read,
    "application/javascript": data.read,
    "application/x-subrip": text.read,
    "application/mbox": mbox.read,
    "message/rfc822": mail.read,
    "message/x-emlx": mail.read,
    "application/vnd.ms-outlook": outlook.read,
    "application/vnd.ms-outlook-pst": pst.read,
    "application/ms-tnef": tnef.read,
    "multipart/related": saved.read,
    "application/pkcs7-signature": at_once(signed.read),
    "text/calendar": at_once(calendar.read),
    "text/vcard": at_once(calendar.read),
    "text/x-chat": chat_text.read,
    "application/x-chat+json": chat_json.read,
    "application/zip": zips.read,
    "application/java-archive": zips.read,
    "application/warc": warc.read,
    **dict.fromkeys(archives.TYPES, archives.read),
    **dict.fromkeys(archives.PROGRAMS, archives.self_extracting),
    **dict.fromkeys(opened.TYPES, opened.read),
    **dict.fromkeys(compounds.TYPES, compounds.read),
    "text/rtf": compounds.rtf,
    iwork.TYPE: iwork.read,
    "application/onenote": at_once(onenote.read),
    book.TYPE: book.read,
    **dict.fromkeys(database.TYPES, database.read),
    **dict.fromkeys(sound.TYPES, sound.read),
    "image/jp2": image.read,
    "image/jpx": image.read,
    "image/x-jp2-codestream": image.read,
    "image/svg+xml": data.read,
    "image/png": image.read,
    "image/jpeg": image.read,
    "image/tiff": image.read,
    "image/bmp": image.read,
    "image/x-ms-bmp": image.read,
    "image/gif": image.read,
    "image/webp": image.read,
}
_NOT_PLAIN = frozenset({"text/rtf"})
"""Types named text/ whose bytes are not the text."""


def media_types() -> frozenset[str]:
    """All that have a reader of their own; other text/ types are read as plain text."""
    return frozenset(_TABLE)


def reader_for(media_type: str) -> Reader | None:
    """The reader for a media type; text/ types that have none of their own are plain text."""
    known = _TABLE.get(media_type)
    if known is None and media_type.startswith("text/") and media_type not in _NOT_PLAIN:
        return text.read
    return known
