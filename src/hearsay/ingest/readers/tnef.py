"""TNEF (winmail.dat): the packet in which Outlook hides formatted text and attachments from other mail programs.

In: a Source. Out: a Reading with what the packet says and its attachments as members. Format: [MS-OXTNEF]; properties as in
readers/mapi.py.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import mail
from .mail_words import in_charset
from .mapi import Attachment, Props, Value, charset, filetime, opened, text

_MESSAGE_PROPS, _RECIPIENTS, _NEW_FILE, _FILE_DATA, _FILE_TITLE, _FILE_PROPS = (
    0x9003,
    0x9004,
    0x9002,
    0x800F,
    0x8010,
    0x9005,
)
_BODY, _SUBJECT, _CODEPAGE = 0x800C, 0x8004, 0x9007
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_VARIABLE = frozenset({0x1E, 0x1F, 0x102, 0x0D})
_MANY = 0x1000
_NAMED = 0x8000
_MOST = 100_000
"""Properties of one list; a larger count is damage."""
_STRINGS = frozenset(
    {0x0037, 0x0042, 0x0065, 0x0070, 0x0C1A, 0x0C1F, 0x0E02, 0x0E03, 0x0E04, 0x1000, 0x1035, 0x1039, 0x1042}
)
"""Texts that the message's own code page decodes."""


@dataclass(slots=True)
class _Packet:
    """What was found so far. Mutable on purpose."""

    props: dict[int | str, Value] = field(default_factory=dict)
    recipients: list[Props] = field(default_factory=list)
    files: list[dict[int | str, Value]] = field(default_factory=list)
    wrong: str = ""


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """The page, if the packet says anything itself, then the attachments; the cursor counts them, from 1 on."""
    packet = _Packet()
    try:
        for kind, data in _attributes(source.data()):
            _take(packet, kind, data)
    except (struct.error, IndexError, ValueError) as error:
        packet.wrong = f"the packet is damaged; what stands before the damage is kept ({error})"
    files = [_attachment(props, packet.props) for props in packet.files]
    whole = opened(packet.props, packet.recipients, files, settings)
    if packet.wrong:
        whole.note("partial", packet.wrong)
    yield from mail.readings(whole, source, resume)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        number, size = struct.unpack_from("<xII", data, at)
        if at + 9 + size > len(data):
            raise ValueError("it ends within an attribute")
        yield number & 0xFFFF, data[at + 9 : at + 9 + size]
        at += 9 + size + 2
    if at < len(data):
        raise ValueError("it ends within an attribute")


def _take(packet: _Packet, kind: int, data: bytes) -> None:
    if kind == _MESSAGE_PROPS:
        packet.props |= _props(data, 0)[0]
    elif kind == _RECIPIENTS:
        (count,), at = struct.unpack_from("<I", data), 4
        for _ in range(min(count, _MOST)):
            found, at = _props(data, at)
            packet.recipients.append(found)
    elif kind == _NEW_FILE:
        packet.files.append({})
    elif kind in {_FILE_DATA, _FILE_TITLE, _FILE_PROPS} and packet.files:
        here = packet.files[-1]
        if kind == _FILE_PROPS:
            here |= _props(data, 0)[0]
        else:
            here.setdefault(
                {_FILE_DATA: 0x3701, _FILE_TITLE: 0x3704}[kind], data if kind == _FILE_DATA else data.rstrip(b"\0")
            )
    elif kind == _CODEPAGE and len(data) >= 4:
        packet.props.setdefault(0x3FFD, struct.unpack_from("<I", data)[0])
    elif kind in {_BODY, _SUBJECT}:
        packet.props.setdefault({_BODY: 0x1000, _SUBJECT: 0x0037}[kind], data.rstrip(b"\0"))


def _attachment(props: Props, message: Props) -> Attachment:
    data = props.get(0x3701, b"")
    own: Props = {**({0x3FFD: message[0x3FFD]} if 0x3FFD in message else {}), **props}
    name = text(own, 0x3707) or text(own, 0x3704) or text(own, 0x3001)
    return Attachment(name, data if isinstance(data, bytes) else b"", text(props, 0x370E).lower())


def _props(data: bytes, at: int) -> tuple[dict[int | str, Value], int]:
    """A list of properties that begins at `at`, and where it ends."""
    (count,) = struct.unpack_from("<I", data, at)
    if count > _MOST:
        raise ValueError(f"a list of {count:,} properties")
    at += 4
    found: dict[int | str, Value] = {}
    for _ in range(count):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= _NAMED:
            at = _past_name(data, at)
        value, at = _value(data, at, kind)
        if value is not None and not kind & _MANY:
            found.setdefault(number, value)
    page = charset(found)
    return {n: in_charset(v, page) if isinstance(v, bytes) and n in _STRINGS else v for n, v in found.items()}, at


def _past_name(data: bytes, at: int) -> int:
    (kind,) = struct.unpack_from("<I", data, at + 16)
    at += 20
    if not kind:
        return at + 4
    size = int(struct.unpack_from("<I", data, at)[0])
    return at + 4 + -(-size // 4) * 4


def _value(data: bytes, at: int, kind: int) -> tuple[Value | None, int]:
    """The (last) value of a property, and where the next property begins."""
    plain = kind & ~_MANY
    many = kind & _MANY or plain in _VARIABLE
    count = int(struct.unpack_from("<I", data, at)[0]) if many else 1
    if count > _MOST:
        raise ValueError(f"a property of {count:,} values")
    at += 4 if many else 0
    value: Value | None = None
    for _ in range(count):
        if plain in _FIXED:
            value = _number(data, at, plain)
            at += _FIXED[plain]
            continue
        if plain not in _VARIABLE:
            raise ValueError(f"a property of unknown type {plain:#x}")
        (size,) = struct.unpack_from("<I", data, at)
        piece = data[at + 4 : at + 4 + size]
        at += 4 + -(-size // 4) * 4
        value = piece[16:] if plain == 0x0D else piece
        if plain == 0x1F:
            value = piece.decode("utf-16-le", "replace").rstrip("\0")
        elif plain == 0x1E:
            value = piece.rstrip(b"\0")
    return value, at


def _number(data: bytes, at: int, kind: int) -> Value | None:
    if kind == 0x40:
        return filetime(struct.unpack_from("<Q", data, at)[0])
    return int(struct.unpack_from("<I", data, at)[0]) if kind in (0x03, 0x0B) else None
