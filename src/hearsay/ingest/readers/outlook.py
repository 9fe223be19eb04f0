"""Outlook's .msg: a message kept as properties in a compound file, with its attachments and the messages within it.

In: a Source. Out: a Reading with the page and what the message says of itself, then its attachments as members. A message
or an object within it becomes a compound file of its own. Format: [MS-OXMSG].
"""

import struct
from collections.abc import Iterator

import olefile

from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import compound, mail
from .mail_words import in_charset
from .mapi import Attachment, Props, Value, charset, filetime, opened, text

_FIXED = "__properties_version1.0"
_STREAM = "__substg1.0_"
_NAMED = 0x8000
_SETS = {
    "0220060000000000c000000000000046": {0x820D: "start", 0x820E: "end", 0x8208: "location"},
    "0420060000000000c000000000000046": {0x8083: "email"},
    "0320060000000000c000000000000046": {0x8104: "start", 0x8105: "due"},
}
_BY_VALUE, _WITHIN, _OBJECT = 1, 5, 6
_MOST = 4_096

Path = tuple[str, ...]


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """The page, then the attachments; the cursor counts them, from 1 on."""
    with olefile.OleFileIO(source.stream()) as file:
        box = _Box(file)
        props = box.props(())
        recipients = [box.props(place) for place in box.folders("__recip_version1.0_#")]
        files = [box.attachment(place) for place in box.folders("__attach_version1.0_#")]
    yield from mail.readings(opened(props, recipients, files, settings), source, resume)


class _Box:
    """One .msg file."""

    def __init__(self, file: "olefile.OleFileIO[str]") -> None:
        self._file = file
        self._paths = sorted(tuple(entry) for entry in file.listdir())
        self._inside: dict[Path, list[str]] = {}
        for path in self._paths:
            self._inside.setdefault(path[:-1], []).append(path[-1])
        self._names = self._named()
        self._page = ""
        self._page = charset(self.props(()))

    def folders(self, prefix: str) -> list[Path]:
        """Folders of the message whose names begin so, in order."""
        found = {path[0] for path in self._paths if len(path) > 1 and path[0].startswith(prefix)}
        return [(name,) for name in sorted(found)[:_MOST]]

    def props(self, place: Path) -> Props:
        """The properties that lie in a folder."""
        found = dict(self._fixed(place))
        strings: list[tuple[int, bytes]] = []
        for name in self._inside.get(place, []):
            if not name.startswith(_STREAM) or len(name) != len(_STREAM) + 8:
                continue
            number, kind = int(name[-8:-4], 16), int(name[-4:], 16)
            data = self._file.openstream([*place, name]).read() if kind in (0x1F, 0x1E, 0x102) else b""
            if kind == 0x1F:
                found[self._known(number)] = data.decode("utf-16-le", "replace").rstrip("\0")
            elif kind == 0x1E:
                strings.append((number, data))
            elif kind == 0x102:
                found.setdefault(self._known(number), data)
        page = charset(found) or self._page
        for number, data in strings:
            found.setdefault(self._known(number), in_charset(data.rstrip(b"\0"), page))
        return found

    def _known(self, number: int) -> int | str:
        return self._names.get(number, number)

    def _fixed(self, place: Path) -> Iterator[tuple[int | str, Value]]:
        """Numbers and times, which stand in one stream of 16 bytes each behind a head of a length that place decides."""
        if _FIXED not in self._inside.get(place, []):
            return
        data = self._file.openstream([*place, _FIXED]).read()
        head = 8 if place else 24 if len(data) % 16 else 32
        for at in range(head, len(data) - 15, 16):
            kind, number, _, value = struct.unpack_from("<HHIq", data, at)
            if kind == 0x40 and (when := filetime(value)):
                yield self._known(number), when
            elif kind == 0x03:
                yield self._known(number), value & 0xFFFFFFFF
            elif kind == 0x0B:
                yield self._known(number), value & 1

    def attachment(self, place: Path) -> Attachment:
        """One attachment, whole."""
        props = self.props(place)
        name = text(props, 0x3707) or text(props, 0x3704) or text(props, 0x3001)
        kind = text(props, 0x370E).lower()
        data = props.get(0x3701, b"")
        inner = (*place, f"{_STREAM}3701000D")
        streams = {path[len(inner) :]: path for path in self._paths if path[: len(inner)] == inner}
        if streams:
            held = {short: self._file.openstream(list(path)).read() for short, path in streams.items()}
            whole = _as_message(held) if (_FIXED,) in held else held
            ending = ".msg" if (_FIXED,) in held and not name.lower().endswith(".msg") else ""
            return Attachment((name or "message") + ending, compound.written(whole), kind)
        if props.get(0x3705, _BY_VALUE) not in (0, _BY_VALUE, _WITHIN, _OBJECT) and not data:
            return Attachment(name, kind=kind, elsewhere=text(props, 0x370D) or text(props, 0x3708) or "unknown place")
        return Attachment(name, data if isinstance(data, bytes) else str(data).encode(), kind)

    def _named(self) -> dict[int, str]:
        """Number in this file -> our name for it, of the properties that have no number of their own."""
        place = ("__nameid_version1.0",)
        if "__substg1.0_00030102" not in self._inside.get(place, []):
            return {}
        sets = self._file.openstream([*place, "__substg1.0_00020102"]).read()
        entries = self._file.openstream([*place, "__substg1.0_00030102"]).read()
        found = {}
        for at in range(0, len(entries) - 7, 8):
            number, which, index = struct.unpack_from("<IHH", entries, at)
            guid = sets[((which >> 1) - 3) * 16 :][:16].hex() if which >> 1 >= 3 else ""
            if not which & 1 and (name := _SETS.get(guid, {}).get(number)):
                found[_NAMED + index] = name
        return found


def _as_message(streams: dict[Path, bytes]) -> dict[Path, bytes]:
    """A message within another has a shorter head to its numbers than one that is a file, and lacks eight bytes of it."""
    fixed = streams[(_FIXED,)]
    return streams | {(_FIXED,): fixed[:24] + bytes(8) + fixed[24:]}
