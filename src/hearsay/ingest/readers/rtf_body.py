"""The RTF in which Outlook wraps what a message says: unpacked (LZFu), and the HTML or the text in it taken out.

In: the bytes of a compressed RTF body. Out: HTML where the RTF was made from HTML, text otherwise. Formats: [MS-OXRTFCP]
(compression) and [MS-OXRTFEX] (HTML within RTF).
"""

import struct
from dataclasses import dataclass, field, replace

from .mail_words import in_charset
from .rtf_tokens import CHARSETS, ESCAPED, SIGNS, SILENT, Token, Units, encoding, tokens

_FIRST = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans "
    b"SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_RING = 4096
_MOST = 64 << 20
_DEEP = 10_000
_SILENT = SILENT | {
    "header", "footer", "headerl", "headerr", "headerf", "footerl", "footerr", "footerf", "pntext", "mhtmltag"
}  # fmt: skip
_SIGNS = SIGNS | {"par": "\n", "cell": "\t", "row": "\n", "page": "\n", "sect": "\n"}


def unpacked(data: bytes) -> bytes:
    """The RTF in a compressed body. ValueError for what is none, or is larger than can be."""
    size, raw, sign = struct.unpack_from("<II4s", data)
    if sign == b"MELA":
        return data[16 : 16 + raw]
    if sign != b"LZFu" or raw > _MOST:
        raise ValueError("the formatted text of the message is not compressed RTF")
    ring = bytearray(_RING)
    ring[: len(_FIRST)] = _FIRST
    write, at, end = len(_FIRST), 16, min(len(data), size + 4)
    out = bytearray()
    while at < end:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= end or len(out) > raw:
                return bytes(out[:raw])
            if not flags >> bit & 1:
                piece, at = data[at : at + 1], at + 1
            else:
                word, at = int.from_bytes(data[at : at + 2], "big"), at + 2
                offset, length = word >> 4, (word & 15) + 2
                if offset == write:
                    return bytes(out[:raw])
                piece = _copied(ring, offset, length, write)
            for byte in piece:
                ring[write] = byte
                write = (write + 1) % _RING
            out += piece
    return bytes(out[:raw])


def _copied(ring: bytearray, offset: int, length: int, write: int) -> bytes:
    """`length` bytes of the ring from `offset` on; a copy that runs into itself repeats what it has copied."""
    distance = (write - offset) % _RING or _RING
    base = bytes(ring[(offset + n) % _RING] for n in range(min(length, distance)))
    return (base * (length // len(base) + 1))[:length]


@dataclass(frozen=True, slots=True)
class _State:
    """What the open groups say. A group's own state ends with it."""

    charset: str = "cp1252"
    silent: bool = False
    rtf_only: bool = False
    in_tag: bool = False
    skip: int = 1
    """Characters that stand behind \\u for readers that do not know it."""


@dataclass(slots=True)
class _Rtf:
    """One pass over the tokens. Mutable on purpose."""

    html: bool
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = -1
    main: str = "cp1252"
    owed: int = 0
    units: Units = field(default_factory=Units)
    starred: bool = False

    def say(self, text: str) -> None:
        self.flush()
        if not self.state.silent and not (self.html and self.state.rtf_only and not self.state.in_tag):
            self.out.append(text)

    def flush(self) -> None:
        if self.pending:
            data, self.pending = bytes(self.pending), bytearray()
            self.say(in_charset(data, self.state.charset))


def content(rtf: bytes) -> tuple[str, bool]:
    """What the RTF holds, and whether that is HTML."""
    html = b"\\fromhtml1" in rtf[:4096]
    reading = _Rtf(html)
    for token in tokens(rtf):
        _take(reading, token)
    reading.flush()
    text = "".join(reading.out)
    return (text, True) if html else (text.strip("\n\x00"), False)


def _take(r: _Rtf, token: Token) -> None:
    if token.data and not token.word:
        _characters(r, token.data)
        return
    r.flush()
    if token.brace:
        r.owed = 0
        if token.brace == "}":
            r.state = r.stack.pop() if r.stack else r.state
        elif len(r.stack) < _DEEP:
            r.stack.append(r.state)
    elif token.sign == "*":
        r.starred = True
        return
    elif token.word:
        _word(r, token.word, token.number)
    else:
        r.say("\n" if token.sign in "\r\n" else ESCAPED.get(token.sign, ""))
    r.starred = False


def _characters(r: _Rtf, data: bytes) -> None:
    if r.owed:
        left = data[r.owed :]
        r.owed -= min(r.owed, len(data))
        data = left
    r.starred = False
    if not r.state.silent:
        r.pending += data


def _word(r: _Rtf, word: str, number: int | None) -> None:
    state = r.state
    if word == "htmltag":
        r.state = replace(state, silent=False, in_tag=True, charset=r.main)
    elif word == "htmlrtf":
        r.state = replace(state, rtf_only=number != 0)
    elif word in _SILENT or (r.starred and word not in {"fldrslt", "shppict"}):
        r.state = replace(state, silent=True)
    elif word == "u" and number is not None:
        r.say(r.units.text(number))
        r.owed = state.skip
    elif word == "uc":
        r.state = replace(state, skip=number or 0)
    elif not _encoded(r, word, number) and word in _SIGNS and not (r.html and state.in_tag is False and state.rtf_only):
        r.say(("\r\n" if r.html else "\n") if word in {"par", "line"} else _SIGNS[word])


def _encoded(r: _Rtf, word: str, number: int | None) -> bool:
    """Whether a word says which encoding the bytes behind it, or those of a font, are in."""
    found = encoding(word, number)
    if word == "f" and number is not None:
        r.font = number
        r.state = replace(r.state, charset=r.fonts.get(number, r.main))
    elif word == "fcharset" and number in CHARSETS:
        r.fonts[r.font] = (CHARSETS[number] if number else "") or r.main
    elif word == "cpg" and found:
        r.fonts[r.font] = found
    elif found:
        r.main = found
        r.state = replace(r.state, charset=found)
    return bool(found) or word in {"f", "fcharset"}
