"""Office files of the old kind (doc, xls, ppt, rtf) and whatever else OLE wraps: decrypted if need be, read, converted at last.

In: a Source. Out: Readings. Where our own reader fails or finds less than there is, LibreOffice is the second reader; where it
is not installed, the reason names its package.
"""

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace

import olefile

from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member, Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import libre, objects, onenote, opened, properties

OLE = "application/x-ole-storage"
TYPES = frozenset({
    OLE, "application/x-ole-encrypted", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
    *libre.TYPES,
})  # fmt: skip
"""Media types that are read here."""

_CONVERTED = (
    "perfectoffice_main",
    "nativecontent_main",
    "starwriter",
    "starcalc",
    "stardraw",
    "starimpress",
    "mn0",
    "lotus",
)
"""What the streams of documents begin with that LibreOffice reads; others are not worth its seconds."""
_SALVAGED = "its texts are taken out as they lie in the file, without their places"
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AssertionError, struct.error, EOFError, OverflowError)


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A compound file, or one that only LibreOffice reads."""
    if source.media_type in libre.TYPES:
        yield from libre.read(source, settings, resume)
    elif source.media_type == "application/x-ole-encrypted":
        yield from _encrypted(source, settings, resume)
    elif source.media_type == OLE:
        yield from _wrapped(source, settings, resume)
    else:
        yield from _old(source, source.data(), settings, resume)


def rtf(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Rich text."""
    from . import rtf as reader

    del settings
    fatal = resume.fatal(0)
    if fatal:
        yield resume.lost(0, "", 1)
    elif not resume.cursor:
        yield from reader.read(source.data())


def _encrypted(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    from . import crypt

    plain = crypt.opened(source.data(), settings.passwords)
    if isinstance(plain, Reading):
        yield plain
        return
    within = Source(io.BytesIO(plain), 0, len(plain), source.media_type)
    from .package import zipped

    yield from opened.pages(zipped(within, settings.passwords), source, resume)


def _wrapped(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """An object of another program: the file in it, or what its streams are called."""
    try:
        file = olefile.OleFileIO(source.stream())
    except _BROKEN as error:
        reason = f"it cannot be opened ({error}); {_SALVAGED}"
        yield onenote.salvaged(source.data(), "corrupt", reason)
        return
    with file:
        found = objects.within(file)
        names = sorted("/".join(entry) for entry in file.listdir())
        said = tuple(properties.ole(file))
    if found is not None:
        label, content = found
        name = Names().unique(label or "content")
        yield Reading(said=said, members=(Member(name, content),))
        return
    known = any(name.lower().startswith(_CONVERTED) for name in names)
    converted = list(libre.read(source, settings, resume)) if known else []
    if _says(converted):
        yield from converted
    else:
        shown = ", ".join(name.replace("\x01", "").replace("\x05", "") for name in names[:12])
        yield Reading(
            said=said, status="unsupported", reason=f"an object of a program that nothing here knows; it holds {shown}"
        )


def _old(source: Source, data: bytes, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A document, a workbook or a presentation of the old kind."""
    from . import crypt

    fatal = resume.fatal(0)
    if fatal or resume.cursor:
        yield from [resume.lost(0, "", 1)] if fatal else []
        return
    plain = crypt.opened(data, settings.passwords) if crypt.locked(data) else data
    if isinstance(plain, Reading):
        yield plain
        return
    try:
        readings = list(_reader(source.media_type)(plain))
    except _BROKEN as error:
        readings = [Reading(status="corrupt", reason=f"cannot be read: {type(error).__name__}: {str(error)[:200]}")]
    if _says(readings):
        yield from readings
        return
    second = list(libre.converted(plain, source, settings))
    whole = all(reading.status == "ok" for reading in readings)
    if _says(second):
        yield from second
        yield from (replace(reading, pages=(), status="ok", reason="") for reading in readings)
    elif not whole:
        last = next(reading for reading in reversed(readings) if reading.status != "ok")
        yield from [*readings, *(reading for reading in second if reading.status == "unsupported")]
        yield onenote.salvaged(plain, last.status, _SALVAGED)
    elif any(reading.members for reading in readings):
        yield from readings
    else:
        yield from (replace(reading, status="empty", reason="holds no text") for reading in readings)


def _says(readings: list[Reading]) -> bool:
    return any(page.text.strip() for reading in readings for page in reading.pages)


def _reader(media_type: str) -> Callable[[bytes], Iterator[Reading]]:
    """Our own reader; each is loaded when it is needed."""
    if media_type == "application/vnd.ms-excel":
        from .xls import read as xls

        return xls
    if media_type == "application/vnd.ms-powerpoint":
        from .ppt import read as ppt

        return ppt
    from .doc import read as doc

    return doc
