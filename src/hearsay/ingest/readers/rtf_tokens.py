"""Rich text as tokens, and what its words stand for: characters, encodings, groups that hold no text.

In: the bytes of an RTF file. Out: tokens in order, binary data stepped over. Format: Rich Text Format Specification 1.9.1.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"(?s)\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|(.)"
)

CHARSETS = {
    0: "cp1252", 1: "", 2: "symbol", 77: "mac_roman", 78: "shift_jis", 83: "mac_arabic", 84: "mac_greek", 89: "mac_cyrillic", 128: "cp932",
    129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Encoding of the characters of a font by its fcharset; empty for that of the file."""

_ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


SIGNS = {
    "line": "\n", "tab": "\t", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "bullet": "\u2022", "endash": "\u2013", "emdash": "\u2014", "enspace": " ", "emspace": " ", "qmspace": " ", "zwj": "\u200d",
    "zwnj": "\u200c", "softline": "\n", "lbr": "\n", "column": "\n",
}  # fmt: skip
"""Words that stand for characters."""

ESCAPED = {"~": "\u00a0", "_": "\u2011", "-": "", "{": "{", "}": "}", "\\": "\\"}
"""What signs behind a backslash stand for."""

SILENT = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "objdata", "objclass", "listtable", "listoverridetable", "rsidtbl",
    "generator", "themedata", "xmlnstbl", "colorschememapping", "latentstyles", "datastore", "fldinst", "bkmkstart", "bkmkend",
    "revtbl", "atnid", "atnauthor", "atndate", "atnref", "atnicn", "atntime", "atnparent", "nonshppict", "nonesttables", "sn", "sv", "sp",
    "template", "passwordhash", "mmathPr", "userprops", "pnseclvl", "pn", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc",
    "title", "subject", "author", "operator", "manager", "company", "keywords", "doccomm", "category", "hlinkbase", "creatim", "revtim",
    "printim", "buptim", "filetbl", "private", "xe", "tc", "txe", "rxe", "panose", "falt", "fname", "datafield", "formfield", "docvar", "comment", "fontemb",
})  # fmt: skip
"""Groups that hold no text of the page."""


class Token(NamedTuple):
    """One token; what does not apply is empty."""

    word: str = ""
    number: int | None = None
    data: bytes = b""
    """Characters, one for a hex code; for `bin` the data itself."""
    sign: str = ""
    """A sign behind a backslash."""
    brace: str = ""
    """Where a group begins or ends."""


def tokens(rtf: bytes) -> Iterator[Token]:
    """All tokens; `bin` comes with its data."""
    at, end = 0, len(rtf)
    while at < end:
        match = _TOKEN.match(rtf, at)
        if match is None:
            return
        at = match.end()
        word, number, code, sign, brace, plain, stray = match.groups()
        if word:
            count = int(number) if number else None
            data = b""
            if word == b"bin" and count and count > 0:
                data, at = rtf[at : at + count], at + count
            yield Token(word.decode(), count, data)
        elif code:
            yield Token(data=bytes([int(code, 16)]))
        elif sign:
            yield Token(sign=sign.decode("latin-1"))
        elif brace:
            yield Token(brace=brace.decode("latin-1"))
        elif plain or stray:
            yield Token(data=plain or stray)


def encoding(word: str, number: int | None) -> str:
    """The encoding that ansi, mac, pc, pca, ansicpg or cpg names; empty for what is none."""
    if word in _ENCODINGS:
        return _ENCODINGS[word]
    if word in {"ansicpg", "cpg"} and number:
        known = {65001: "utf-8", 10000: "mac_roman", 10007: "mac_cyrillic", 10004: "mac_arabic", 1361: "johab"}
        return known.get(number, f"cp{number}")
    return ""


class Units:
    """UTF-16 units as they come, as characters. Mutable on purpose: the first half of a pair waits for the second."""

    def __init__(self) -> None:
        self._high = 0

    def text(self, number: int) -> str:
        """The character of a unit, as RTF writes it (below 0 for the upper half); nothing for the first half of a pair."""
        unit, high = number % 65_536, self._high
        self._high = unit if 0xD800 <= unit < 0xDC00 else 0
        if self._high:
            return ""
        if 0xDC00 <= unit < 0xE000:
            return chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else "\ufffd"
        return chr(unit)
