"""Apple's Pages, Numbers and Keynote: the words of the file as one page, its preview and pictures as members.

In: a Source. Out: Readings. Files of 2009 and before hold XML (index.xml, index.apxl); later ones hold messages in packed
archives (Index/*.iwa), of which the texts are taken, in the order of the archives. How a page looks shows in the preview.
"""

import gzip
import io
import re
import zlib
from collections.abc import Iterator

from lxml import etree

from hearsay.ingest.readers.zip_list import NoList, directory, listed
from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import parts
from .iwork_archives import texts
from .jobs import Job, done
from .package import Package, zipped
from .script import Script
from .xml import attribute, events, forget, inner, local

TYPE = "application/vnd.apple.iwork"
_INDEX = re.compile(r"(?i)(?:.*/)?index\.(?:xml|apxl)(?:\.gz)?")
_ARCHIVE = re.compile(r"(?i)(?:.*/)?Index/.*\.iwa")
_NESTED = re.compile(r"(?i)(?:.*/)?Index\.zip")
_LOCKED = re.compile(r"(?:.*/)?\.iwp[hv]")
_MOST = 256 << 20
_PLAIN = frozenset({0, 8})
"""Methods of packing of parts that are not encrypted."""
_WANTED = ("p", "annotation", "slide", "cell-comment", "ct", "t")


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """The words, then the members; `encrypted` where a password keeps them."""
    package = zipped(source, settings.passwords)
    if any(_LOCKED.fullmatch(name) for name in package.names) or _sealed(source):
        yield Reading(
            status="encrypted", reason="needs a password to be opened, in Apple's way, which nothing here opens"
        )
        return

    def words(number: int) -> Iterator[Reading]:
        script = Script(number)
        for text, hidden in _words(package, source, settings):
            script.write(text, hidden=hidden)
            if script.full:
                yield from (Reading((page,)) for page in script.page())
        yield from (Reading((page,)) for page in script.page(even_empty=script.number == number))

    yield from done([Job("the text", words), *parts.jobs(package, source)], source, resume)


def _sealed(source: Source) -> bool:
    """Whether its parts are packed in the way that stands for Apple's encryption."""
    try:
        return any(entry.method not in _PLAIN for entry in listed(source, directory(source)))
    except NoList:
        return False


def _words(package: Package, source: Source, settings: IngestSettings) -> Iterator[tuple[str, str]]:
    for name in package.names:
        if _INDEX.fullmatch(name):
            yield from _from_xml(package, name)
        elif _ARCHIVE.fullmatch(name):
            yield from ((text, "") for text in texts(package.data(name)))
        elif _NESTED.fullmatch(name):
            data = package.data(name)
            within = Source(io.BytesIO(data), 0, len(data), source.media_type)
            yield from _words(zipped(within, settings.passwords), source, settings)


def _from_xml(package: Package, name: str) -> Iterator[tuple[str, str]]:
    pieces = _unzipped(package.data(name), package) if name.lower().endswith(".gz") else package.pieces(name)
    depth = 0
    for kind, element in events(pieces, name, package.flaws, _WANTED):
        what = local(element)
        if what in {"p", "annotation"}:
            depth += 1 if kind == "start" else -1
        if kind == "start" or depth:
            continue
        yield from _said(what, element)
        if what in {"p", "annotation"}:
            forget(element)


def _said(what: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    if what == "annotation":
        who, when = attribute(element, "author"), attribute(element, "date")[:10]
        yield inner(element), "comment" + (f" by {who}" if who else "") + (f" on {when}" if when else "")
    elif what == "p":
        yield inner(element), ""
    elif what == "ct" and attribute(element, "s"):
        yield attribute(element, "s"), ""


def _unzipped(data: bytes, package: Package) -> Iterator[bytes]:
    try:
        with gzip.open(io.BytesIO(data)) as file:
            taken = 0
            while (piece := file.read(1 << 20)) and taken < _MOST:
                taken += len(piece)
                yield piece
    except (OSError, EOFError, zlib.error) as error:
        package.flaws.note(f"its text cannot be unpacked: {error}")
