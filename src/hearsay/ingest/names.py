"""File names as bytes of the machine and as text that a person can read and type.

In: paths as Python has them (undecodable bytes as surrogates) or the `location` of a Found.
Out: printable names in which no two different names look alike, and locations that open again.
"""

import os
import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiners: part of correct spelling in Persian, Arabic and Indic scripts."""
_ESCAPE = re.compile(r"\\(?=x[0-9a-f]{2})")


def printable(path: str) -> str:
    r"""`path` with every byte that is not printable text written as `\xNN`; two names never come out alike.

    Undecodable bytes (surrogates), control and bidi marks are escaped byte by byte in UTF-8, and so is a backslash
    that stands before something that looks like an escape. Ordinary names stay as they are.
    """
    marked = _ESCAPE.sub(lambda _: "\\x5c", path)
    return "".join(c if c.isprintable() or c in _JOINERS else _escaped(c) for c in marked)


def _escaped(character: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(character))


def to_location(path: str) -> str:
    """The absolute `path` percent-encoded byte by byte: ASCII, and it opens again whatever bytes the name holds."""
    return quote_from_bytes(os.fsencode(path), safe="/")


def from_location(location: str) -> bytes:
    """The path behind a Found's `location`, as bytes for the system."""
    return unquote_to_bytes(location)
