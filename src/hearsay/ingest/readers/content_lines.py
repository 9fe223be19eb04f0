"""Content lines, of which calendars and address books are made: unfolded, their parameters read, their values decoded.

In: bytes. Out: components within components, each with its lines. Formats: RFC 5545 (iCalendar), RFC 6350 and 2426 (vCard),
and vCard 2.1 with quoted-printable values.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hearsay.ingest.encoding import decode

from .mail_words import in_charset

_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)")
_PARAM = re.compile(r';([\w-]+)(?:=((?:"[^"]*"|[^";:,])*(?:,(?:"[^"]*"|[^";:,])*)*))?')
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_DATA = re.compile(r"data:([^;,]{0,80})(?:;[^,]{0,80})?;base64,", re.IGNORECASE)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")
_DEEP = 16


@dataclass(frozen=True, slots=True)
class Line:
    """One property: NAME, its parameters by name in capitals, and its value as it stands."""

    name: str
    params: dict[str, str]
    value: str

    @property
    def kinds(self) -> list[str]:
        """The TYPE parameters in small letters, those of vCard 2.1 too."""
        bare = [name for name, value in self.params.items() if not value]
        return [kind.strip('"').lower() for kind in (*self.params.get("TYPE", "").split(","), *bare) if kind]

    @property
    def text(self) -> str:
        """The value as text."""
        coding = self.params.get("ENCODING", "").upper()
        if coding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in self.params:
            data = quopri.decodestring(self.value.encode("utf-8", "replace"))
            return in_charset(data, self.params.get("CHARSET", "utf-8")).replace("\r\n", "\n")
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)

    @property
    def fields(self) -> list[str]:
        """The parts of a structured value, parted by semicolons."""
        raw = self.text if "QUOTED-PRINTABLE" in (self.params.get("ENCODING", "").upper(), *self.params) else self.value
        parts = re.split(r"(?<!\\);", raw)
        return [_ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], part).strip() for part in parts]

    @property
    def held(self) -> tuple[bytes, str] | None:
        """The bytes that the value holds, and their media type as far as it is said; None for what is no bytes."""
        inline = _DATA.match(self.value)
        coded = self.params.get("ENCODING", "").upper() in {"B", "BASE64"} or "BASE64" in self.params
        if not inline and not coded:
            return None
        clean = _NOT_BASE64.sub("", self.value[inline.end() :] if inline else self.value)
        clean = clean[: len(clean) - (len(clean) % 4 == 1)]
        try:
            data = base64.b64decode(clean + "=" * (-len(clean) % 4))
        except binascii.Error:
            data = b""
        kind = inline[1] if inline else self.params.get("FMTTYPE") or next(iter(self.kinds), "")
        return data, kind.lower() if "/" in kind else f"image/{kind.lower()}"


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END."""

    name: str
    lines: list[Line] = field(default_factory=list)
    inner: "list[Component]" = field(default_factory=list)

    def get(self, name: str) -> Line | None:
        """The first line of that name."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        """The text of the first line of that name; empty if there is none."""
        line = self.get(name)
        return line.text.strip() if line else ""


def components(data: bytes) -> tuple[list[Component], bool]:
    """The outermost components, and whether all of them end; lines outside of any belong to one without a name."""
    whole = Component("")
    stack = [whole]
    for line in _lines(decode(data).text):
        name = line.name
        if name == "BEGIN" and len(stack) < _DEEP:
            stack.append(Component(line.value.strip().upper()))
            stack[-2].inner.append(stack[-1])
        elif name == "END" and len(stack) > 1:
            stack.pop()
        else:
            stack[-1].lines.append(line)
    return ([whole] if whole.lines else []) + whole.inner, len(stack) == 1


def _lines(text: str) -> Iterator[Line]:
    for raw in _unfolded(text.lstrip("\ufeff")):
        if found := _line(raw):
            yield found


def _unfolded(text: str) -> Iterator[str]:
    """Lines with those that go on joined: by a space at the front, and in quoted-printable by an equals sign at the end."""
    parts: list[str] = []
    soft = False
    for raw in re.split(r"\r\n|\n|\r", text):
        if parts and (soft or raw[:1] in {" ", "\t"}):
            parts.append(f"\n{raw}" if soft else raw[1:])
        else:
            yield "".join(parts)
            parts = [raw]
        head = parts[0][:400].upper()
        soft = raw.endswith("=") and "QUOTED-PRINTABLE" in head.partition(":")[0]
    yield "".join(parts)


def _line(raw: str) -> Line | None:
    name = _NAME.match(raw)
    if not name:
        return None
    at, params = name.end(), dict[str, str]()
    while param := _PARAM.match(raw, at):
        key, value = param[1].upper(), param[2] or ""
        params[key] = f"{params[key]},{value}" if params.get(key) else value.strip('"')
        at = param.end()
    return Line(name[1].upper(), params, raw[at + 1 :]) if raw[at : at + 1] == ":" else None
