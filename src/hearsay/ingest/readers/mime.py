"""MIME: a message taken apart into the parts it is made of, each where it stands, in one pass over its bytes.

In: a Source. Out: Parts in order with their headers and the bytes of their bodies, decoded piece by piece on demand. No
part has to fit into memory. What mail programs do not show (text before the first boundary and behind the last one) is a
part too, so that nothing can hide there.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

from hearsay.ingest.encoding import decode
from hearsay.ingest.source import Source

from .mail_words import in_charset, words

_PIECE = 4 << 20
_HEAD = 1 << 16
_HEADS = 16 << 20
"""Bytes of headers at most; what lies behind is body."""
_DEEP = 64
"""Multiparts within multiparts; a deeper one is left as text."""
_PARAMS = 8192
"""Characters of a header with parameters that are looked at."""
_EDGE = 1024
"""Bytes of a boundary line at most."""

_BLOCK = re.compile(rb"(?:[!-9;-~\x80-\xff]+[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z)|>?From [^\n]*(?:\n|\Z))*")
_FIELD = re.compile(r"([!-9;-~\x80-\uffff]+)[ \t]*:((?:[^\n]|\n[ \t])*)")
_FOLD = re.compile(r"\r?\n[ \t]?|\r")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_STRANGE = re.compile(rb"[^A-Za-z0-9+/=\s\x00]")
_SAME = frozenset({"", "7bit", "8bit", "binary", "none"})


class Heads:
    """The headers of a message or of one part, in their order. Names are asked for in small letters."""

    def __init__(self, block: bytes) -> None:
        text = block.decode() if block.isascii() else decode(block).text
        self.fields = tuple(
            (found[1].lower(), _FOLD.sub(" ", found[2]).replace("\x00", "").strip()) for found in _FIELD.finditer(text)
        )

    def get(self, name: str) -> str:
        """The raw value of the first header of that name; empty if there is none."""
        return next((value for known, value in self.fields if known == name), "")

    def all(self, name: str) -> list[str]:
        """The raw values of all headers of that name."""
        return [value for known, value in self.fields if known == name]

    @cached_property
    def _typed(self) -> Message:
        typed = Message()
        for name in ("content-type", "content-disposition"):
            if value := self.get(name):
                typed[name] = value[:_PARAMS]
        return typed

    @cached_property
    def kind(self) -> str:
        """The declared media type in small letters; empty if none is declared."""
        return self._typed.get_content_type().lower() if self.get("content-type") else ""

    def param(self, name: str, header: str = "content-type") -> str:
        """A parameter of Content-Type (or of another header) as text; empty if absent or malformed beyond reading."""
        try:
            value = self._typed.get_param(name, "", header)
        except (ValueError, TypeError, IndexError):
            return ""
        if isinstance(value, tuple):
            charset, _, coded = value
            return in_charset(str(coded).encode("latin-1", "replace"), charset or "utf-8")
        return words(str(value)).strip()

    @cached_property
    def disposition(self) -> str:
        """`attachment`, `inline`, or empty."""
        return self.get("content-disposition").partition(";")[0].strip().lower()

    @cached_property
    def filename(self) -> str:
        """The name that the sender gave the part; untrusted, empty if none."""
        return self.param("filename", "content-disposition") or self.param("name")


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is no multipart itself. [start, end) are the bytes of its body in the source."""

    heads: Heads
    kind: str
    start: int
    end: int
    within: tuple[tuple[int, str], ...] = ()
    """Number and kind of the multiparts around it, outermost first."""
    outside: bool = False
    """Whether it stands before the first or behind the last boundary, where mail programs show nothing."""

    @property
    def plain(self) -> bool:
        """Whether the bytes stand as they are, without an encoding for transport."""
        return self._coding in _SAME

    @property
    def _coding(self) -> str:
        return self.heads.get("content-transfer-encoding").partition(";")[0].strip(" \t\"'").lower()

    def pieces(self, source: Source) -> Iterator[bytes]:
        """The decoded body in pieces of a few megabytes; damage is passed over, never raised."""
        raw = (source.read(at, min(_PIECE, self.end - at)) for at in range(self.start, self.end, _PIECE))
        coding = self._coding
        if coding == "base64":
            yield from _base64(raw)
        elif coding == "quoted-printable":
            yield from (binascii.a2b_qp(lines) for lines in _in_lines(raw))
        elif coding in {"uuencode", "x-uuencode", "x-uue"}:
            yield from (uudecoded(lines) for lines in _in_lines(raw))
        else:
            yield from raw

    def damaged(self, source: Source) -> bool:
        """Whether it is declared as base64 and holds something else."""
        if self._coding != "base64":
            return False
        raw = (source.read(at, min(_PIECE, self.end - at)) for at in range(self.start, self.end, _PIECE))
        return any(_STRANGE.search(piece) for piece in raw)


def _base64(raw: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in raw:
        clean = rest + _NOT_BASE64.sub(b"", piece)
        whole = len(clean) // 4 * 4
        rest = clean[whole:]
        yield binascii.a2b_base64(clean[:whole])
    if len(rest) > 1:
        yield binascii.a2b_base64(rest + b"=" * (4 - len(rest)))


def _in_lines(raw: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in raw:
        lines, end, rest_of = (rest + piece).rpartition(b"\n")
        yield lines + end
        rest = rest_of
    yield rest


def uudecoded(lines: bytes) -> bytes:
    """The bytes of uuencoded lines; lines that are none are passed over."""
    found = []
    for line in lines.splitlines():
        if not line.startswith((b"begin ", b"end")):
            try:
                found.append(binascii.a2b_uu(line))
            except binascii.Error:
                short = ((line[0] - 32) & 63) * 4 // 3 + 2 if line else 0
                found.append(_uu_short(line[: short + 1]))
    return b"".join(found)


def _uu_short(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""


@dataclass(frozen=True, slots=True)
class _Open:
    """A multipart whose end has not come yet."""

    edge: bytes
    number: int
    kind: str


class Walk:
    """One pass over a message. Mutable on purpose."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._open: list[_Open] = []
        self._count = 0
        self._now: Part | None = None
        self.at = 0

    def parts(self) -> Iterator[Part]:
        """All parts in order; a body without multiparts is one part."""
        self._begin(0)
        for start, end, line in _edges(self._source, self.at):
            place = next((n for n in reversed(range(len(self._open))) if self._fits(line, n)), -1)
            if place < 0 or start < self.at:
                continue
            yield from self._close(start)
            last = line != self._open[place].edge
            self._open = self._open[: place + (not last)]
            if last:
                self._now, self.at = self._outside(end), end
            else:
                self._begin(end)
        yield from self._close(self._source.size)

    @property
    def unended(self) -> bool:
        """Whether the message ended, after all parts, before its last boundary came."""
        return bool(self._open)

    def _fits(self, line: bytes, number: int) -> bool:
        return line in (self._open[number].edge, self._open[number].edge + b"--")

    def _around(self) -> tuple[tuple[int, str], ...]:
        return tuple((o.number, o.kind) for o in self._open)

    def _outside(self, start: int) -> Part:
        return Part(Heads(b""), "text/plain", start, start, self._around(), outside=True)

    def _begin(self, start: int) -> None:
        """A part whose headers begin at `start`."""
        heads, body = heads_at(self._source, start)
        around = self._around()
        edge = heads.param("boundary").encode("utf-8", "replace")[:_EDGE]
        kind = heads.kind or ("message/rfc822" if around and around[-1][1] == "multipart/digest" else "text/plain")
        self.at = body
        if kind.startswith("multipart/") and edge and len(self._open) < _DEEP:
            self._count += 1
            self._open.append(_Open(edge, self._count, kind))
            self._now = self._outside(body)
        else:
            self._now = Part(heads, kind, body, body, around)

    def _close(self, end: int) -> Iterator[Part]:
        now, self._now = self._now, None
        if now is None:
            return
        stop = max(now.start, end - _line_end(self._source, now.start, end) if end < self._source.size else end)
        yield Part(now.heads, now.kind, now.start, stop, now.within, now.outside)


def _line_end(source: Source, start: int, end: int) -> int:
    """Bytes of the end of line before `end`: it belongs to the boundary."""
    tail = source.read(max(start, end - 2), min(2, end - start))
    return 2 if tail == b"\r\n" else int(tail[-1:] == b"\n")


def heads_at(source: Source, start: int) -> tuple[Heads, int]:
    """The headers that begin at `start`, and where the body behind them does."""
    size = _HEAD
    while True:
        block = source.read(start, size)
        found = _BLOCK.match(block)
        end = found.end() if found else 0
        if end < len(block) - 2 or start + len(block) >= source.size or size >= _HEADS:
            break
        size *= 4
    after = 2 if block[end : end + 2] == b"\r\n" else int(block[end : end + 1] == b"\n")
    return Heads(block[:end]), start + end + after


def _edges(source: Source, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Every line from `start` on that begins with two hyphens: where it begins, where the next one does, what follows."""
    for at in range(start, source.size, _PIECE):
        lead = min(at, 1)
        piece = source.read(at - lead, lead + min(_PIECE, source.size - at) + _EDGE)
        found = 0 if piece.startswith(b"--") and not lead else piece.find(b"\n--")
        while found >= 0:
            line = found + (piece[found : found + 1] == b"\n")
            if line - lead >= _PIECE:
                break
            stop = piece.find(b"\n", line)
            stop = len(piece) if stop < 0 else stop
            begin = at - lead + line
            yield (
                begin,
                min(source.size, begin + stop - line + 1),
                piece[line + 2 : min(stop, line + 2 + _EDGE)].rstrip(),
            )
            found = piece.find(b"\n--", max(stop, line))
