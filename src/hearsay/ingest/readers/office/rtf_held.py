"""What rich text holds beside its text: tables of fonts and colours, properties, pictures, objects, fields.

In: the contents of groups as they are met. Out: facts, members, and what the text needs to know.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member, Said

from . import fonts, objects, properties

RAW = frozenset({"pict", "objdata"})
"""Groups that hold bytes as hex digits."""

_HEX = re.compile(rb"[^0-9A-Fa-f]+")
_INFO = {
    "title": "title", "subject": "subject", "author": "author", "operator": "last_modified_by", "manager": "manager",
    "company": "company", "keywords": "keywords", "doccomm": "description", "comment": "description", "category": "category",
    "hlinkbase": "link_base", "generator": "creator", "template": "template",
}  # fmt: skip
_TIMES = {"creatim": "created", "revtim": "modified", "printim": "printed", "buptim": "backed_up"}
_ENDINGS = {
    "pngblip": "png", "jpegblip": "jpg", "emfblip": "emf", "wmetafile": "wmf", "dibitmap": "dib", "wbitmap": "bmp", "macpict": "pict",
}  # fmt: skip
_HEADING = re.compile(r"\s*(?:heading|заголовок|titre|überschrift|عنوان)\s*(\d)", re.IGNORECASE)
_LEADS_OUT = ("HYPERLINK", "INCLUDE", "DDE", "LINK", "IMPORT", "AUTOTEXT", "RD")
_MOST = 64 << 20
_TOLD = 1000


@dataclass(slots=True)
class Held:
    """Everything beside the text. Mutable on purpose."""

    charsets: dict[int, str] = field(default_factory=dict)
    """Encodings of the fonts of the table by their numbers."""
    headings: dict[int, int] = field(default_factory=dict)
    """Level of headings by the number of their style."""
    names: dict[int, str] = field(default_factory=dict)
    """Names of the fonts of the table by their numbers."""
    used: set[int] = field(default_factory=set)
    """Fonts in which visible text of Europe is set."""
    current: int = -1
    first: int = -1
    _colors: list[list[int]] = field(default_factory=lambda: [[-1, -1, -1]])
    _authors: list[str] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)
    _facts: list[Said] = field(default_factory=list)
    _members: list[Member] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _bytes: bytearray = field(default_factory=bytearray)
    _ending: str = "bin"
    _style: int = -1
    _time: dict[str, int] = field(default_factory=dict)
    _remarks: dict[str, str] = field(default_factory=dict)

    def usual(self, number: int | None) -> None:
        """The font of text that names none."""
        self.first = -1 if number is None else number

    def font(self, charset: str) -> None:
        """The encoding of the font that the table is at."""
        self.charsets[self.current] = charset

    def open(self, dest: str) -> None:
        """A group begins."""
        if dest in {"pict", "objdata", "object"}:
            self._bytes, self._ending = bytearray(), "bin"

    def raw(self, dest: str, data: bytes, *, hexed: bool = True) -> None:
        """Bytes of a picture or an object."""
        if dest in RAW and len(self._bytes) < 2 * _MOST:
            self._bytes += _HEX.sub(b"", data) if hexed else data.hex().encode()

    def take(self, dest: str, text: str) -> None:
        """Text of a group that is no text of the page."""
        if dest == "fonttbl":
            self.names[self.current] = (self.names.get(self.current, "") + text)[:200]
        elif dest == "colortbl":
            self._colors += [[-1, -1, -1] for _ in range(min(text.count(";"), _TOLD))]
        elif dest == "revtbl":
            *done, rest = (self._texts.get(dest, "") + text).split(";")
            self._authors += done
            self._texts[dest] = rest
        elif dest == "stylesheet":
            found = _HEADING.match(text)
            if found and self._style >= 0:
                self.headings.setdefault(self._style, int(found[1]) - 1)
        else:
            self._texts[dest] = (self._texts.get(dest, "") + text)[:4000]

    def word(self, dest: str, word: str, number: int | None) -> None:
        """A control word within such a group."""
        if dest == "colortbl" and word in {"red", "green", "blue"} and number is not None:
            self._colors[-1][("red", "green", "blue").index(word)] = number
        elif dest == "stylesheet" and word == "s":
            self._style = -1 if number is None else number
        elif dest == "pict" and word in _ENDINGS:
            self._ending = _ENDINGS[word]
        elif word in {"yr", "mo", "dy", "hr", "min"} and number is not None:
            self._time[word] = number
        elif dest == "info" and word == "edmins" and number:
            self._facts.append(Said("editing_time", f"{number} minutes", "metadata"))

    def close(self, dest: str) -> None:
        """A group ends."""
        text = " ".join(self._texts.pop(dest, "").split())
        if dest == "pict" and self._bytes:
            self._keep(f"pictures/image{len(self._members) + 1}.{self._ending}", _unhexed(self._bytes))
        elif dest == "objdata" and self._bytes:
            self._object(_unhexed(self._bytes))
        elif dest in {"atnid", "atnauthor", "atndate"}:
            self._remarks[dest] = text
        elif dest == "fldinst" and text.upper().startswith(_LEADS_OUT) and len(self._facts) < _TOLD:
            self._facts.append(Said("field", text[:1000], "markup"))
        elif dest in _INFO and text:
            self._facts += properties.fact(_INFO[dest], text)
        elif dest in _TIMES and self._time.get("yr"):
            t = self._time
            day = f"{t['yr']:04}-{t.get('mo', 1):02}-{t.get('dy', 1):02}T{t.get('hr', 0):02}:{t.get('min', 0):02}"
            self._facts += properties.fact(_TIMES[dest], day)
            self._time = {}
        elif dest == "objclass" and text:
            self._facts.append(Said("object", text, "markup"))

    def _object(self, data: bytes) -> None:
        """An object as OLE 1 writes it: three strings, then its data; [MS-OLEDS] 2.2.4."""
        try:
            at = 8
            kind = b""
            for place in range(3):
                (size,) = struct.unpack_from("<I", data, at)
                kind = data[at + 4 : at + 4 + size].rstrip(b"\0") if not place else kind
                at += 4 + size
            (size,) = struct.unpack_from("<I", data, at)
        except struct.error:
            self._keep(f"objects/object{len(self._members) + 1}", data)
            return
        body = data[at + 4 : at + 4 + size]
        name = f"objects/object{len(self._members) + 1}"
        if kind == b"Package":
            label, content = objects.native(struct.pack("<I", len(body)) + body)
            self._keep(f"{name}/{label}" if label else name, content)
        else:
            self._members += objects.unwrapped(self._names.unique(name), body or data, self._names)

    def _keep(self, name: str, data: bytes) -> None:
        if data:
            self._members.append(Member(self._names.unique(name), data))

    def by(self, author: int) -> str:
        """Who made a change; empty if that is not known."""
        name = self._authors[author].strip() if 0 <= author < len(self._authors) else ""
        return f" by {name}" if name and name != "Unknown" else ""

    def white(self, color: int) -> bool:
        """Whether a colour of the table is white."""
        return 0 < color < len(self._colors) and all(part >= 254 for part in self._colors[color])

    def remark(self) -> str:
        """Why a comment is hidden: that it is one, and whose."""
        who = self._remarks.get("atnauthor") or self._remarks.get("atnid") or ""
        return "comment" + (f" by {who}" if who else "")

    def said(self) -> Iterator[Said]:
        """Facts in the order in which they were met, then the fonts."""
        yield from self._facts
        yield from fonts.said((self.names.get(number, "").partition(";")[0].strip() for number in self.used), None)

    def members(self) -> Iterator[Member]:
        """Pictures and objects."""
        yield from self._members


def _unhexed(digits: bytearray) -> bytes:
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
