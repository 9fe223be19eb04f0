"""Objects that lie in office files: the file within the wrapping that OLE puts around it.

In: the bytes of a compound file. Out: members. Formats: [MS-OLEDS] 2.3.6 (Ole10Native), [MS-CFB].
"""

import io
import struct
from collections.abc import Iterator

import olefile

from hearsay.ingest.encoding import decode
from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NATIVE = "\x01Ole10Native"
_WHOLE = ("package", "contents", "embeddedodf", "package_odf")
"""Streams that are a file as they stand."""
_OWN = (
    "WordDocument",
    "Workbook",
    "Book",
    "PowerPoint Document",
    "EncryptedPackage",
    "__properties_version1.0",
    "VisioDocument",
)


def unwrapped(name: str, data: bytes, names: Names) -> Iterator[Member]:
    """The file that an object wraps, under its own name within the object's; the object itself where it is none."""
    if not data.startswith(MAGIC):
        yield Member(name, data)
        return
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            found = within(file)
    except (OSError, ValueError, IndexError, struct.error) as error:
        yield Member(name, data, flaw=f"a broken object: {str(error)[:200]}")
        return
    if found is None:
        yield Member(name, data)
    else:
        label, content = found
        yield Member(names.unique(f"{name}/{label}") if label else name, content)


def within(file: "olefile.OleFileIO[str]") -> tuple[str, bytes] | None:
    """Name and bytes of the file that a compound file wraps; None where it is a document itself or nothing that we know."""
    top = {entry[0].lower(): entry[0] for entry in file.listdir() if len(entry) == 1}
    if any(own.lower() in top for own in _OWN):
        return None
    if _NATIVE.lower() in top:
        return native(file.openstream(top[_NATIVE.lower()]).read())
    for stream in _WHOLE:
        if stream in top:
            return "", file.openstream(top[stream]).read()
    return None


def native(data: bytes) -> tuple[str, bytes]:
    """Name and bytes of a file in an Ole10Native stream; without a name where it is not a packaged file."""
    size = int.from_bytes(data[:4], "little")
    body = data[4 : 4 + size] if 0 < size <= len(data) - 4 else data[4:]
    if body[:2] != b"\x02\x00":
        return "", body
    label, at = _string(body, 2)
    path, at = _string(body, at)
    at += 4
    length = int.from_bytes(body[at : at + 4], "little")
    temp = body[at + 4 : at + 4 + length]
    at += 4 + length
    size = int.from_bytes(body[at : at + 4], "little")
    content = body[at + 4 : at + 4 + size]
    if len(content) < size or (not temp and size == 0):
        return "", body
    name = (label or path).replace("\\", "/").rpartition("/")[2]
    return name or "object", content


def _string(data: bytes, at: int) -> tuple[str, int]:
    end = data.find(b"\0", at)
    end = len(data) if end < 0 else end
    return decode(data[at:end]).text, end + 1
