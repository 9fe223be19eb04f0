"""The tables of an old Word file: its pieces of text, and what is said of the characters and paragraphs in them.

In: the streams of a compound file. Out: text by character positions, runs that are hidden, deleted or inserted, paragraphs that
are headings or parts of tables. Formats: [MS-DOC] 2.4.1 (text), 2.8 and 2.9 (tables), 2.6 (properties).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import olefile

_FIRST = 154
"""Where the pairs of offset and length begin in the FIB of Word 97 and later."""
_COUNTS = 76
CLX, CHPX, PAPX, OWNERS, NOTES, AUTHORS, SAVED = 33, 12, 13, 36, 4, 51, 71
_PAGE = 512
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DELETED, _INSERTED, _VANISH, _COLOR, _RGB, _SIZE = 0x0800, 0x0801, 0x083C, 0x2A42, 0x6870, 0x4A43
_WHO_INSERTED, _WHEN_INSERTED, _WHO_DELETED, _WHEN_DELETED = 0x4804, 0x6805, 0x4863, 0x6864
_IN_TABLE, _ROW_END, _OUTLINE = 0x2416, 0x2417, 0x2640
_NEW = 193
_MOST = 64 << 20
_ENCODINGS = {
    0x0419: "cp1251",
    0x0422: "cp1251",
    0x0402: "cp1251",
    0x0401: "cp1256",
    0x0C01: "cp1256",
    0x0429: "cp1256",
}
_SPECIAL = dict(zip(
    (0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9A,
     0x9B, 0x9C, 0x9F),
    "\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161"
    "\u203a\u0153\u0178",
    strict=True,
))  # fmt: skip
"""What a byte of compressed text means where it is not Latin-1, [MS-DOC] 2.9.73."""


class NotWord(ValueError):  # noqa: N818  # told as a reason
    """A stream that is no text of Word; the message says why."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of a run of characters."""

    hidden: str = ""
    inserted: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What is said of a paragraph."""

    heading: int = 0
    in_table: bool = False
    row_end: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    at: int
    wide: bool


class WordFile:
    """One file of Word 97 to 2003, or of Word 6 and 95."""

    def __init__(self, file: "olefile.OleFileIO[str]") -> None:
        self._main = file.openstream("WordDocument").read(_MOST)
        if len(self._main) < 0x200:
            raise NotWord("its text is cut short")
        magic, version, _, self._language, _, flags = struct.unpack_from("<6H", self._main)
        if magic not in {0xA5EC, 0xA5DC, 0xA59B, 0xA59C}:
            raise NotWord("it does not begin as a text of Word does")
        self.old = version < _NEW
        name = "1Table" if flags & 0x0200 else "0Table"
        self._table = file.openstream(name).read(_MOST) if not self.old and file.exists(name) else b""
        counts = struct.unpack_from("<8i", self._main, 0x34 if self.old else _COUNTS)
        self.counts = tuple(max(0, count) for place, count in enumerate(counts) if place != 3)
        """Characters of the text, footnotes, headers, comments, endnotes, text boxes, text boxes of headers."""
        self._encoding = _ENCODINGS.get(self._language, "cp1252")
        self._pieces = list(self._old_pieces(flags) if self.old else self._new_pieces())
        self.authors = [] if self.old else self._strings(AUTHORS)
        self._looks = _Runs([] if self.old else list(self._runs(CHPX)))
        self._shapes = _Runs([] if self.old else list(self._runs(PAPX)))

    def _pair(self, number: int) -> bytes:
        at, size = (
            struct.unpack_from("<II", self._main, _FIRST + 8 * number)
            if len(self._main) > _FIRST + 8 * number + 8
            else (0, 0)
        )
        return self._table[at : at + size]

    def _new_pieces(self) -> Iterator[_Piece]:
        clx, at = self._pair(CLX), 0
        while at + 3 < len(clx) and clx[at] == 1:
            at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
        if at + 5 > len(clx) or clx[at] != 2:
            raise NotWord("it has no table of pieces")
        size = int.from_bytes(clx[at + 1 : at + 5], "little")
        plc = clx[at + 5 : at + 5 + size]
        count = (len(plc) - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", plc)
        for number in range(count):
            where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
            packed = bool(where & 0x40000000)
            start = (where & 0x3FFFFFFF) // 2 if packed else where & 0x3FFFFFFF
            yield _Piece(ends[number], ends[number + 1], start, not packed)

    def _old_pieces(self, flags: int) -> Iterator[_Piece]:
        if flags & 0x0004:
            raise NotWord("it was saved in pieces by Word 6 or 95")
        start, end = struct.unpack_from("<II", self._main, 0x18)
        yield _Piece(0, end - start, start, wide=False)

    def text(self, start: int, end: int) -> Iterator[tuple[str, Look, Shape]]:
        """Runs of characters of [start, end), each with one look and one shape."""
        for piece in self._pieces:
            low, high = max(start, piece.start), min(end, piece.end)
            if low >= high:
                continue
            width = 2 if piece.wide else 1
            at, stop = piece.at + (low - piece.start) * width, piece.at + (high - piece.start) * width
            while at < stop:
                look, until = self._looks.at(at)
                shape, other = self._shapes.at(at)
                edge = min(stop, until, other)
                edge = stop if edge <= at else min(stop, at + -(-(edge - at) // width) * width)
                yield self._decoded(at, edge, wide=piece.wide), self._look(look), _shape(shape)
                at = edge

    def _decoded(self, start: int, end: int, *, wide: bool) -> str:
        data = self._main[start:end]
        if wide:
            return data.decode("utf-16-le", "replace")
        if self.old:
            return data.decode(self._encoding, "replace")
        return data.decode("latin-1").translate(_SPECIAL)

    def _runs(self, number: int) -> Iterator[tuple[int, int, bytes]]:
        """(first byte, byte after the last, properties) of each run of characters or of each paragraph."""
        plc = self._pair(number)
        count = (len(plc) - 4) // 8
        for (page,) in (
            struct.iter_unpack("<I", plc[4 * (count + 1) : 4 * (count + 1) + 4 * count]) if count > 0 else ()
        ):
            block = self._main[(page & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(block) == _PAGE:
                yield from _block(block, wide=number == PAPX)

    def _look(self, properties: bytes) -> Look:
        found = dict(_sprms(properties))
        if found.get(_DELETED, b"\0")[0] == 1:
            return Look(f"deleted{self._by(found, _WHO_DELETED, _WHEN_DELETED)} (tracked change)")
        hidden = ""
        if found.get(_VANISH, b"\0")[0] == 1:
            hidden = "hidden text (a format that Word does not show)"
        elif found.get(_COLOR, b"\0")[0] == 8 or found.get(_RGB, b"")[:4] == b"\xff\xff\xff\0":
            hidden = "white text on white"
        elif int.from_bytes(found.get(_SIZE, b"\x18\0"), "little") <= 2:
            hidden = "text too small to be seen (1 point or less)"
        inserted = (
            f"inserted{self._by(found, _WHO_INSERTED, _WHEN_INSERTED)}" if found.get(_INSERTED, b"\0")[0] == 1 else ""
        )
        return Look(hidden, inserted)

    def _by(self, found: dict[int, bytes], who: int, when: int) -> str:
        index = int.from_bytes(found.get(who, b"\xff\xff"), "little")
        name = self.authors[index] if index < len(self.authors) else ""
        day = _day(int.from_bytes(found.get(when, b"\0"), "little"))
        return (f" by {name}" if name else "") + (f" on {day}" if day else "")

    def _strings(self, number: int) -> list[str]:
        """A table of strings (STTB), those beside each string left out."""
        data = self._pair(number)
        if len(data) < 6 or data[:2] != b"\xff\xff":
            return []
        count, extra = struct.unpack_from("<HH", data, 2)
        found, at = [], 6
        for _ in range(count):
            size = int.from_bytes(data[at : at + 2], "little")
            found.append(data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace"))
            at += 2 + 2 * size + extra
            if at >= len(data):
                break
        return found

    @property
    def saved_by(self) -> list[tuple[str, str]]:
        """Who saved it where, the last ten times, as Word 97 to 2002 kept it."""
        strings = [] if self.old else self._strings(SAVED)
        return list(zip(strings[::2], strings[1::2], strict=False))

    @property
    def remarks(self) -> list[tuple[int, str]]:
        """Where comments hang, and their authors."""
        plc = b"" if self.old else self._pair(NOTES)
        count = (len(plc) - 4) // 34
        owners, data, at = list[str](), b"" if self.old else self._pair(OWNERS), 0
        while at + 2 <= len(data):
            size = int.from_bytes(data[at : at + 2], "little")
            owners.append(data[at + 2 : at + 2 + 2 * size].decode("utf-16-le", "replace"))
            at += 2 + 2 * size
        found = []
        for number in range(max(0, count)):
            (where,) = struct.unpack_from("<I", plc, 4 * number)
            index = int.from_bytes(plc[4 * (count + 1) + 30 * number + 20 :][:2], "little")
            found.append((where, owners[index] if index < len(owners) else ""))
        return found

    def left_over(self) -> Iterator[str]:
        """Text of earlier saves that lies between the pieces and belongs to none of them."""
        start, end = struct.unpack_from("<II", self._main, 0x18)
        taken = sorted((p.at, p.at + (p.end - p.start) * (2 if p.wide else 1)) for p in self._pieces)
        at = start
        for low, high in [*taken, (min(end, len(self._main)), 0)]:
            if at < low <= len(self._main):
                data = self._main[at:low]
                wide = data[1::2].count(0) * 2 > len(data[1::2])
                yield (
                    data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
                    if wide
                    else data.decode("latin-1").translate(_SPECIAL)
                )
            at = max(at, high)


class _Runs:
    """Properties by where they stand."""

    def __init__(self, runs: list[tuple[int, int, bytes]]) -> None:
        self._runs = sorted(runs, key=lambda run: run[:2])
        self._starts = [run[0] for run in self._runs]

    def at(self, place: int) -> tuple[bytes, int]:
        """The properties at a place, and up to where they hold."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and place < self._runs[index][1]:
            return self._runs[index][2], self._runs[index][1]
        after = self._starts[index + 1] if index + 1 < len(self._starts) else 1 << 40
        return b"", after


def _block(block: bytes, *, wide: bool) -> Iterator[tuple[int, int, bytes]]:
    """The runs of one page of properties (FKP), [MS-DOC] 2.9.33 and 2.9.175."""
    count = block[-1]
    if 4 * (count + 1) + count * (13 if wide else 1) > _PAGE - 1:
        return
    ends = struct.unpack_from(f"<{count + 1}I", block)
    for number in range(count):
        at = 2 * block[4 * (count + 1) + number * (13 if wide else 1)]
        properties = b""
        if at and at < _PAGE - 1:
            size = block[at]
            if not wide:
                properties = block[at + 1 : at + 1 + size]
            elif size:
                properties = block[at + 1 : at + 2 * size]
            else:
                properties = block[at + 2 : at + 2 + 2 * block[at + 1]]
        yield ends[number], ends[number + 1], properties


def _sprms(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Single properties: number and operand."""
    at = 0
    while at + 2 <= len(properties):
        (number,) = struct.unpack_from("<H", properties, at)
        size = _SIZES.get(number >> 13)
        at += 2
        if size is None:
            size = properties[at] + 1 if at < len(properties) else 0
        operand = properties[at : at + size]
        if len(operand) == size and size:
            yield number, operand
        at += size


def _shape(properties: bytes) -> Shape:
    if len(properties) < 2:
        return Shape()
    style = int.from_bytes(properties[:2], "little")
    found = dict(_sprms(properties[2:]))
    outline = found.get(_OUTLINE, b"\x09")[0]
    heading = style if 1 <= style <= 9 else outline + 1 if outline < 9 else 0
    return Shape(heading, found.get(_IN_TABLE, b"\0")[0] == 1, found.get(_ROW_END, b"\0")[0] == 1)


def _day(value: int) -> str:
    """The day of a DTTM, [MS-DOC] 2.9.70; empty for none."""
    try:
        return date(1900 + (value >> 20 & 0x1FF), value >> 16 & 0xF, value >> 11 & 0x1F).isoformat() if value else ""
    except ValueError:
        return ""
