"""Writing a compound file (OLE2): a folder of one, such as a message within a message, as a file of its own.

In: streams by their paths. Out: the bytes of a file that any reader of the format opens. Format: [MS-CFB], version 3.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR = 512
_MINI = 64
_CUTOFF = 4096
_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_NOBODY = 0xFFFFFFFF
_IN_HEADER = 109

Path = tuple[str, ...]


@dataclass(slots=True)
class _Entry:
    """One entry of the directory."""

    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = _END
    right: int = _NOBODY


def written(streams: Mapping[Path, bytes]) -> bytes:
    """A compound file with these streams; names are cut at 31 UTF-16 units."""
    entries = _tree(streams)
    mini, mini_fat = bytearray(), list[int]()
    sectors, fat = bytearray(), list[int]()
    for entry in entries[1:]:
        if entry.kind == 2 and 0 < len(entry.data) < _CUTOFF:
            entry.start = _put(mini, mini_fat, entry.data, _MINI)
        elif entry.kind == 2 and entry.data:
            entry.start = _put(sectors, fat, entry.data, _SECTOR)
    entries[0].data = bytes(mini)
    entries[0].start = _put(sectors, fat, bytes(mini), _SECTOR) if mini else _END
    mini_start = _put(sectors, fat, _numbers(mini_fat), _SECTOR, _FREE) if mini_fat else _END
    directory = _put(sectors, fat, b"".join(_packed(entry) for entry in entries), _SECTOR)
    return _assembled(sectors, fat, directory, mini_start, -(-len(mini_fat) * 4 // _SECTOR))


def _tree(streams: Mapping[Path, bytes]) -> list[_Entry]:
    entries = [_Entry("Root Entry", 5)]
    folders: dict[Path, int] = {(): 0}
    for path in sorted(streams):
        for depth in range(1, len(path) + 1):
            here = path[:depth]
            if here in folders and depth < len(path):
                continue
            leaf = depth == len(path)
            entries.append(_Entry(here[-1], 2 if leaf else 1, streams[path] if leaf else b""))
            folders[here] = len(entries) - 1
            entries[folders[here[:-1]]].children.append(len(entries) - 1)
    for entry in entries:
        entry.children.sort(key=lambda n: (len(entries[n].name), entries[n].name.upper()))
        for before, after in zip(entry.children, entry.children[1:], strict=False):
            entries[before].right = after
    return entries


def _put(space: bytearray, table: list[int], data: bytes, size: int, fill: int = 0) -> int:
    """Append `data` in sectors of `size`, chained in `table`; where it starts."""
    start, count = len(table), -(-len(data) // size)
    space += data + (b"\xff" if fill else b"\0") * (count * size - len(data))
    table += [*range(start + 1, start + count), _END]
    return start


def _numbers(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le", "replace")[:62]
    child = entry.children[0] if entry.children else _NOBODY
    head = struct.pack("<64sHBBIII", name, len(name) + 2, entry.kind, 1, _NOBODY, entry.right, child)
    return head + bytes(36) + struct.pack("<IQ", entry.start, len(entry.data))


def _assembled(sectors: bytearray, fat: list[int], directory: int, mini_start: int, minis: int) -> bytes:
    per = _SECTOR // 4
    fats = difats = 0
    while fats * per < len(fat) + fats + difats or difats * (per - 1) < fats - _IN_HEADER:
        fats = -(-(len(fat) + fats + difats) // per)
        difats = max(0, -(-(fats - _IN_HEADER) // (per - 1)))
    places = list(range(len(fat), len(fat) + fats))
    first = len(fat) + fats
    table = fat + [_FAT] * fats + [_DIFAT] * difats
    table += [_FREE] * (fats * per - len(table))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, fats, directory, 0, _CUTOFF, mini_start, minis, first if difats else _END, difats,
    )  # fmt: skip
    own = places[:_IN_HEADER] + [_FREE] * (_IN_HEADER - len(places[:_IN_HEADER]))
    rest, chain = places[_IN_HEADER:], b""
    for number in range(difats):
        part = rest[number * (per - 1) : (number + 1) * (per - 1)]
        after = first + number + 1 if number + 1 < difats else _END
        chain += _numbers([*part, *([_FREE] * (per - 1 - len(part))), after])
    return header + _numbers(own) + bytes(sectors) + _numbers(table) + chain
