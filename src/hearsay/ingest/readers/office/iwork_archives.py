"""The archives in which Pages, Numbers and Keynote keep their messages since 2013: the texts in them.

In: the bytes of an .iwa part. Out: texts. Chunks are packed by Snappy (without its frame and checksums), messages are protocol
buffers; the numbers of the messages that hold text are those of TSWP.StorageArchive and TST.TableDataList.
"""

from collections.abc import Iterator

_STORAGE = frozenset({2001, 2005})
_TABLE = frozenset({6005})
_MOST = 64 << 20
_OBJECT = "\ufffc"


def texts(data: bytes) -> Iterator[str]:
    """Every paragraph of text and every cell with text, in order. Nothing where the archive is broken."""
    try:
        plain = b"".join(_chunks(data))
        yield from _messages(plain)
    except (IndexError, ValueError):
        return


def _chunks(data: bytes) -> Iterator[bytes]:
    at = taken = 0
    while at + 4 <= len(data) and data[at] == 0 and taken < _MOST:
        size = int.from_bytes(data[at + 1 : at + 4], "little")
        piece = unsnapped(data[at + 4 : at + 4 + size])
        taken += len(piece)
        yield piece
        at += 4 + size


def unsnapped(data: bytes) -> bytes:
    """Data that Snappy packed. ValueError or IndexError for what is none."""
    size, at = _varint(data, 0)
    if size > _MOST:
        raise ValueError("too large")
    out = bytearray()
    while at < len(data) and len(out) <= size:
        tag, at = data[at], at + 1
        if tag & 3 == 0:
            length = tag >> 2
            if length >= 60:
                more = length - 59
                length, at = int.from_bytes(data[at : at + more], "little"), at + more
            out += data[at : at + length + 1]
            at += length + 1
            continue
        if tag & 3 == 1:
            length, offset, at = (tag >> 2 & 7) + 4, (tag >> 5) << 8 | data[at], at + 1
        else:
            more = 2 if tag & 3 == 2 else 4
            length, offset, at = (tag >> 2) + 1, int.from_bytes(data[at : at + more], "little"), at + more
        if not 0 < offset <= len(out):
            raise ValueError("a copy from nowhere")
        base = bytes(out[-offset:][:length])
        out += (base * (length // len(base) + 1))[:length]
    return bytes(out)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < 70:
        byte, at = data[at], at + 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
    return value, at


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a message."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == 2:
            size, at = _varint(data, at)
        elif kind in {1, 5}:
            size = 8 if kind == 1 else 4
        else:
            raise ValueError("no message")
        yield key >> 3, data[at : at + size]
        at += size


def _messages(plain: bytes) -> Iterator[str]:
    at = 0
    while at < len(plain):
        size, at = _varint(plain, at)
        head, at = plain[at : at + size], at + size
        for number, body in _fields(head):
            if number != 2 or not isinstance(body, bytes):
                continue
            info = dict(_fields(body))
            kind, length = info.get(1), info.get(3)
            if not isinstance(length, int):
                return
            message, at = plain[at : at + length], at + length
            yield from _said(kind, message)


def _said(kind: int | bytes | None, message: bytes) -> Iterator[str]:
    if kind in _STORAGE:
        for number, value in _fields(message):
            if number == 3 and isinstance(value, bytes):
                yield from value.decode("utf-8", "replace").replace(_OBJECT, "").replace("\u2028", "\n").split("\n")
    elif kind in _TABLE:
        for number, entry in _fields(message):
            if number == 3 and isinstance(entry, bytes):
                yield from (v.decode("utf-8", "replace") for n, v in _fields(entry) if n == 3 and isinstance(v, bytes))
