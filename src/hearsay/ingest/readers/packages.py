"""What a content that is a ZIP archive really is: an office file, a book, a program, or an archive and nothing else.

In: a Source and what its first bytes look like. Out: a media type, by the names in the list of members, wherever they stand.
"""

import re
from itertools import islice

from hearsay.ingest.source import Source

from .archives import PROGRAMS
from .zip_list import LOCAL, NoList, directory, listed

_ZIP = "application/zip"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_FOLDERS = (
    (b"word/", f"{_OFFICE}.wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}.spreadsheetml.sheet"),
    (b"ppt/", f"{_OFFICE}.presentationml.presentation"),
)
_SAYS = re.compile(rb"application/(?:vnd\.oasis\.opendocument\.[a-z-]{1,60}|vnd\.sun\.xml\.[a-z.]{1,60}|epub\+zip)")
_MANY = 20_000
_MAY_CARRY = frozenset(
    {"application/octet-stream", "application/x-sharedlib", "application/x-pie-executable", *PROGRAMS}
)
"""What may stand before an archive; any other content may well end with one that lies within it."""
_KNOWN = ("application/vnd.openxmlformats", "application/vnd.oasis", "application/epub")


def package(source: Source, guess: str) -> str:
    """The media type of a content that `guess` takes for an archive or a program; `guess` itself for all others."""
    zipped = source.read(0, 4) == b"PK\3\4"
    if not zipped and guess not in _MAY_CARRY:
        return guess
    try:
        found = directory(source)
        names = {entry.name for entry in islice(listed(source, found), _MANY)} if found.count else set()
    except NoList:
        return guess if not zipped or guess.startswith(_KNOWN) else _ZIP
    if not names:
        return _ZIP if zipped else guess
    return _by_names(names) or _stated(source) or _ZIP


def _by_names(names: set[bytes]) -> str:
    if b"[Content_Types].xml" in names:
        return next((kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in names)), "")
    if b"META-INF/container.xml" in names:
        return "application/epub+zip"
    return "application/java-archive" if b"META-INF/MANIFEST.MF" in names else ""


def _stated(source: Source) -> str:
    """The type that an OpenDocument file or a book states in its first member."""
    head = source.read(0, LOCAL.size + 200)
    says = _SAYS.search(head) if b"mimetype" in head[: LOCAL.size + 8] else None
    return says.group().decode() if says else ""
