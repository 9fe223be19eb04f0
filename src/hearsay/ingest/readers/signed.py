"""S/MIME signatures (CMS): the message that lies within a signature is a member; a signature by itself holds nothing.

In: a Content in DER or BER. Out: a Reading with the signed content as a member. Nothing is verified. Format: RFC 5652.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.ingest.reading import Content, Member, Reading
from hearsay.settings import IngestSettings

_SEQUENCE, _OCTETS, _OUTER = 0x30, 0x04, 0xA0
_DEEP = 40


@dataclass(frozen=True, slots=True)
class _Value:
    """One value: its tag, and where its content lies in the data."""

    tag: int
    start: int
    end: int
    after: int
    """Where the next value begins."""


def read(content: Content, settings: IngestSettings) -> Reading:
    """The signed content as one member; `empty` for a signature that stands beside what it signs."""
    del settings
    try:
        held = _content(content.data)
    except (IndexError, ValueError) as error:
        return Reading(status="corrupt", reason=f"a signature that cannot be taken apart: {error}")
    if held is None:
        return Reading(status="empty", reason="a signature and no content of its own; what it signs lies beside it")
    return Reading(members=(Member("signed content", held),))


def _content(data: bytes) -> bytes | None:
    """The content in SignedData; None if it is detached."""
    for value in _inside(data, _whole(data, 0, len(data), 0)):
        if value.tag != _OUTER:
            continue
        signed = _whole(data, value.start, value.end, 0)
        parts = [part for part in _inside(data, signed) if part.tag == _SEQUENCE]
        outer = [part for part in _inside(data, parts[0]) if part.tag == _OUTER] if parts else []
        return _octets(data, _whole(data, outer[0].start, outer[0].end, 0), 0) if outer else None
    raise ValueError("no signed data in it")


def _octets(data: bytes, value: _Value, depth: int) -> bytes:
    """An octet string, which may be made of several."""
    if value.tag & 0x20 == 0:
        return data[value.start : value.end]
    if depth > _DEEP:
        raise ValueError("strings within strings without end")
    return b"".join(_octets(data, part, depth + 1) for part in _inside(data, value))


def _inside(data: bytes, value: _Value) -> Iterator[_Value]:
    at = value.start
    while at < value.end:
        inner = _whole(data, at, value.end, 0)
        yield inner
        at = inner.after


def _whole(data: bytes, at: int, end: int, depth: int) -> _Value:
    """The value that begins at `at`; one of unknown length ends with two zero bytes."""
    if depth > _DEEP:
        raise ValueError("values within values without end")
    tag, size, start = data[at], data[at + 1], at + 2
    if size == 0x80:
        inner = start
        while data[inner : inner + 2] != b"\0\0":
            if inner >= end:
                raise ValueError("it ends within a value")
            inner = _whole(data, inner, end, depth + 1).after
        return _Value(tag, start, inner, inner + 2)
    if size > 0x80:
        count = size & 0x7F
        size, start = int.from_bytes(data[start : start + count], "big"), start + count
    if start + size > end:
        raise ValueError("it ends within a value")
    return _Value(tag, start, start + size, start + size)
