"""Office files of the new kind (OOXML, OpenDocument): opened as a package and given to the reader for what they hold.

In: a Source. Out: Readings. What a package is shows in its parts, not in what it calls itself.
"""

from collections.abc import Iterator

from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import odf, odf_crypt, parts, sheet, slides, word
from .package import Package, alone, flat, zipped

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
TYPES = frozenset({
    *(f"{_OOXML}.{what}" for what in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")),
    *(f"{_ODF}.{what}" for what in ("text", "spreadsheet", "presentation", "graphics", "text-master", "text-web", "chart", "formula")),
    *(f"{_ODF}.{what}-template" for what in ("text", "spreadsheet", "presentation", "graphics")),
    "application/x-flat-opc",
})  # fmt: skip
"""Media types of packages that are read here."""

_MAIN = (("word/", word.read), ("xl/", sheet.read), ("ppt/", slides.read))


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A zip of parts, or one XML that holds them."""
    if source.read(0, 2) == b"PK":
        unlocked = odf_crypt.opened(zipped(source, settings.passwords), settings.passwords)
        if isinstance(unlocked, Reading):
            yield unlocked
            return
        package = unlocked
    elif source.media_type.startswith(_ODF):
        package = alone(source)
    else:
        package = flat(source.data())
    yield from pages(package, source, resume)


def pages(package: Package, source: Source, resume: Resume) -> Iterator[Reading]:
    """The Readings of a package that came out of `source`."""
    if package.find("content.xml") or source.media_type.startswith(_ODF):
        yield from odf.read(package, source, resume)
        return
    main = parts.main(package, "")
    if not main:
        package.flaws.note("its main part is missing", "corrupt")
    every = [main] if main else package.names
    for folder, reader in _MAIN:
        if any(name.lower().startswith(folder) for name in every):
            yield from reader(package, source, resume)
            return
    yield from parts.members(package, source)
    package.flaws.note("it has no part that holds a document", "corrupt")
    yield Reading(status=package.flaws.status, reason=package.flaws.reason)
