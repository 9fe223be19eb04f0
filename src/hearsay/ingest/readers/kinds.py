"""What a content really is, where its first bytes do not show it: office files, old and new, by what lies in them.

In: a Source and what its first bytes look like. Out: a media type.
"""

import re
from itertools import islice

import olefile

from hearsay.ingest.source import Source

from .packages import package
from .zip_list import NoList, directory, listed, scanned

OLE = "application/x-ole-storage"
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 16_384
_SIGNS = (
    (40, b" EMF", "image/emf"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (0, b"{\\rtf", "text/rtf"),
    (0, b"\xffWPC", "application/vnd.wordperfect"),
    (0, b"\x31\xbe\x00\x00", "application/x-mswrite"),
    (0, b"\x32\xbe\x00\x00", "application/x-mswrite"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (0, b"\x00\x00\x02\x00\x06\x04\x06\x00", "application/vnd.lotus-1-2-3"),
    (0, b"\x00\x00\x1a\x00\x00\x10\x04\x00", "application/vnd.lotus-1-2-3"),
    (0, b"\x00\x00\x02\x00\x01\x10", "application/x-quattro-pro"),
    *((0, bytes([9, version, 4 if not version else 6, 0]), "application/vnd.ms-excel") for version in (0, 2, 4)),
    (0, b"WordPro", "application/vnd.lotus-wordpro"),
)
"""Where a sign stands, the sign, what it is the sign of."""
_FIRST = 200
_STREAMS = (
    ("encryptedpackage", "application/x-ole-encrypted"),
    ("worddocument", "application/msword"),
    ("workbook", "application/vnd.ms-excel"),
    ("book", "application/vnd.ms-excel"),
    ("powerpoint document", "application/vnd.ms-powerpoint"),
    ("pp40", "application/vnd.ms-powerpoint"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("visiodocument", "application/vnd.visio"),
    ("quill", "application/x-mspublisher"),
    ("matost", "application/vnd.ms-works"),
)
_ROOTS = (
    (re.compile(rb"<(?:\w+:)?document[^>]{1,8000}office:mimetype=[\"'](application/vnd\.oasis\.[a-z.-]{1,60})"), ""),
    (re.compile(rb"schemas\.microsoft\.com/office/2006/xmlPackage"), "application/x-flat-opc"),
    (re.compile(rb"schemas\.microsoft\.com/office/word/2003/wordml"), "application/x-word-2003+xml"),
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), "application/x-excel-2003+xml"),
)
_OOXML = "application/vnd.openxmlformats-officedocument"
_PARTS = (
    (re.compile(rb"xl/workbook\.bin"), "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    (re.compile(rb"word/document\d*\.xml"), f"{_OOXML}.wordprocessingml.document"),
    (re.compile(rb"xl/(?:workbook|worksheets/sheet\d+)\.xml"), f"{_OOXML}.spreadsheetml.sheet"),
    (re.compile(rb"ppt/(?:presentation|slides/slide\d+)\.xml"), f"{_OOXML}.presentationml.presentation"),
    (
        re.compile(
            rb"Index/(?:Document|Metadata)\.iwa|index\.apxl(?:\.gz)?|(?:Metadata/)?buildVersionHistory\.plist|Index\.zip"
        ),
        "application/vnd.apple.iwork",
    ),
    (re.compile(rb"visio/document\.xml"), "application/vnd.ms-visio.drawing"),
)


def kind(source: Source, guess: str) -> str:
    """The media type of a content that `guess` names by its first bytes; `guess` itself where nothing says otherwise."""
    head = source.read(0, _HEAD)
    if head.startswith(_MAGIC):
        return _compound(source)
    for at, sign, media in _SIGNS:
        if head[at:].startswith(sign):
            return media
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or head[:4] in {b"\xff\xfe<\0", b"\xfe\xff\0<"}:
        return _rooted(head, guess)
    found = package(source, guess)
    if head[:2] != b"PK" or not (found == "application/zip" or found.startswith(_OOXML)):
        return found
    return _parted(source) or found


def _compound(source: Source) -> str:
    try:
        with olefile.OleFileIO(source.stream()) as file:
            top = {entry[0].lower() for entry in file.listdir(streams=True, storages=True) if len(entry) == 1}
    except (OSError, ValueError, IndexError, TypeError):
        return OLE
    return next((media for name, media in _STREAMS if name in top), OLE)


def _rooted(head: bytes, guess: str) -> str:
    plain = head.replace(b"\0", b"")
    for pattern, media in _ROOTS:
        if found := pattern.search(plain):
            return media or found[1].decode()
    return guess


def _parted(source: Source) -> str:
    """An office file that lacks its list of contents or its end."""
    try:
        names = [entry.name for entry in islice(listed(source, directory(source)), _FIRST)]
    except NoList:
        names = [entry.name for entry in islice(scanned(source), _FIRST)]
    every = [name.replace(b"\\", b"/").lstrip(b"/") for name in names]
    if {b"content.xml", b"META-INF/manifest.xml"} <= set(every):
        return "application/vnd.oasis.opendocument.text"
    return next((media for pattern, media in _PARTS if any(pattern.fullmatch(name) for name in every)), "")
