"""Words of mail headers as a person wrote them: encoded words, charsets of every kind, addresses, dates.

In: raw header values and bytes with a declared charset. Out: text, addresses, ISO dates. Nothing here raises.
"""

import binascii
import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from hearsay.ingest.encoding import decode

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=(?:\s+(?==\?[^?\s]{1,60}\?[bBqQ]\?))?")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_COMMENT = re.compile(r"\s*\([^()]*\)\s*\Z")
_PARTY = re.compile(r'(?:"(?:[^"\\]|\\.)*"|<[^<>]*>|[^,;"<]|["<])+')
_ANGLE = re.compile(r"<([^<>]*)>")
_NOTED = re.compile(r"([^\s()]+@[^\s()]+)\s*\((.*)\)")
_ESCAPED = re.compile(r"\\(.)")
_LONG = 200_000
_DATE = 200
_ALIASES = {
    "iso-8859-8-i": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "x-mac-cyrillic": "mac_cyrillic", "macintosh": "mac_roman",
    "gb2312": "gb18030", "x-gbk": "gb18030", "x-sjis": "shift_jis", "ks_c_5601-1987": "cp949", "x-mac-arabic": "mac_arabic",
    "unicode-1-1-utf-7": "utf-7",
}  # fmt: skip
_DOUBTFUL = frozenset({"ascii", "iso8859-1", "cp1252"})
"""What programs declare without looking."""
_NOT_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})


@dataclass(frozen=True, slots=True)
class Address:
    """One party of a mail; either may be empty."""

    name: str
    address: str

    @property
    def shown(self) -> str:
        """As in a header line."""
        if self.name and self.address and self.name != self.address:
            return f"{self.name} <{self.address}>"
        return self.name or self.address

    @property
    def called(self) -> str:
        """The name, else the address."""
        return self.name or self.address


def known_charset(name: str) -> str:
    """The name that Python's codecs have for a declared charset; empty for what is none."""
    plain = name.strip("\"' ").lower()
    try:
        found = codecs.lookup(_ALIASES.get(plain, plain)).name
    except (LookupError, ValueError):
        return ""
    return "" if found in _NOT_TEXT else found


def in_charset(data: bytes, declared: str) -> str:
    """The text of `data`: as declared where it fits, else as its letters show."""
    charset = known_charset(declared)
    if not charset or (charset in _DOUBTFUL and not data.isascii()):
        return decode(data, declared).text
    try:
        return data.decode(charset).removeprefix("\ufeff")
    except (UnicodeError, LookupError, ValueError):
        return decode(data, declared).text


def words(raw: str) -> str:
    """A header value with its encoded words (RFC 2047) decoded; broken ones stay as they stand."""
    if "=?" not in raw:
        return raw
    found: list[str] = []
    at, waiting, charset = 0, b"", ""
    for word in _WORD.finditer(raw):
        between, language = raw[at : word.start()], word[1].partition("*")[0]
        if waiting and (between or language.lower() != charset.lower()):
            found.append(in_charset(waiting, charset))
            waiting = b""
        found.append(between)
        waiting, charset, at = waiting + _payload(word[2], word[3]), language, word.end()
    found += [in_charset(waiting, charset) if waiting else "", raw[at:]]
    return "".join(found)


def _payload(form: str, text: str) -> bytes:
    if form in "bB":
        clean = _NOT_BASE64.sub("", text)
        clean = clean[: len(clean) - (len(clean) % 4 == 1)]
        return binascii.a2b_base64(clean + "=" * (-len(clean) % 4))
    data = text.replace("_", " ").encode("utf-8", "replace")
    return _HEX.sub(lambda found: bytes([int(found[1], 16)]), data)


@lru_cache(256)
def addresses(raw: str) -> tuple[Address, ...]:
    """The parties that a header names, in order, names decoded. `Last, First <a@b>` without quotes is one party."""
    found: list[Address] = []
    before: list[str] = []
    for piece in _PARTY.findall(raw[:_LONG]):
        party = clean(piece)
        if not party:
            continue
        angle = _ANGLE.search(party)
        if not angle and "@" not in party:
            before.append(party)
            continue
        found += [] if angle else _names(before)
        found.append(_address(", ".join([*before, party]) if angle else party))
        before = []
    return (*found, *_names(before))


def _names(parties: Sequence[str]) -> list[Address]:
    """Parties without addresses; the name of a group is none."""
    names = (clean(words(name)).strip("'\" ;:") for name in parties)
    return [Address(name, "") for name in names if name]


def _address(party: str) -> Address:
    if angle := _ANGLE.search(party):
        name = party[: angle.start()].rpartition(":")[2] if ":" in party[: angle.start()] else party[: angle.start()]
        return Address(clean(words(_ESCAPED.sub(r"\1", name))).strip("'\" "), clean(words(angle[1])))
    if noted := _NOTED.fullmatch(party):
        return Address(clean(words(noted[2])).strip("'\" "), noted[1])
    return Address("", words(party.rpartition(":")[2] if ":" in party else party).strip("'\" "))


def clean(text: str) -> str:
    """On one line, without marks that only turn the direction."""
    return " ".join((text if text.isascii() else _MARKS.sub("", text)).split())


def moment(raw: str) -> datetime | None:
    """The date of a header with its zone; None for one that is no date or an impossible one."""
    plain = clean(raw)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        for text in (plain[:_DATE], _COMMENT.sub("", plain[:_DATE])):
            try:
                return read(text)
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
    return None
