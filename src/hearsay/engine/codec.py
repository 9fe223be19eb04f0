"""Records as Arrow tables and back, one table a kind: what crosses the border between processes.

In: records of the model. Out: bytes (a JSON head and Arrow IPC streams) and the same records again.
The Arrow schema follows from the types of a record's fields: str, int, float, bool, bytes, Literal, X | None,
tuple[X, ...] and nested frozen dataclasses. Any other type is a programming error and raises TypeError.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from hearsay.model import Record, kinds
from hearsay.ports import Group

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}
_HEAD = struct.Struct(">I")


def schema_of(kind: type[Record]) -> pa.Schema:
    """The Arrow schema of a record kind; TypeError for a field type that has no Arrow form."""
    return _schema(kind.__name__.lower())


@cache
def _schema(name: str) -> pa.Schema:
    return pa.schema([pa.field(column, arrow) for column, arrow in _columns(kinds()[name])])


def to_table(records: Sequence[Record], kind: type[Record]) -> pa.Table:
    """Records of one kind as a table, a row each, in order."""
    return pa.Table.from_pylist([msgspec.to_builtins(r, builtin_types=(bytes,)) for r in records], schema_of(kind))


def from_table(table: pa.Table, kind: type[Record]) -> list[Record]:
    """The records of a table made by `to_table`, in order."""
    return msgspec.convert(table.to_pylist(), list[kind])  # type: ignore[valid-type]


def pack(groups: Iterable[Group]) -> bytes:
    """Groups as bytes: a JSON head (keys; for each kind the group number of each row), then a table a kind."""
    keys, rows = [], dict[str, tuple[list[int], list[Record]]]()
    for number, group in enumerate(groups):
        keys.append(group.key)
        for record in group.records:
            places, same = rows.setdefault(type(record).__name__.lower(), ([], []))
            places.append(number)
            same.append(record)
    head = msgspec.json.encode({"keys": keys, "kinds": {kind: places for kind, (places, _) in rows.items()}})
    parts = [_HEAD.pack(len(head)), head]
    for kind, (_, same) in rows.items():
        body = _stream(to_table(same, kinds()[kind]))
        parts += [_HEAD.pack(len(body)), body]
    return b"".join(parts)


def unpack(data: bytes) -> list[Group]:
    """The groups of `pack`, keys in order; within a group records in the order of their kinds, then as packed."""
    parts = _parts(data)
    head = msgspec.json.decode(parts[0])
    records: list[list[Record]] = [[] for _ in head["keys"]]
    for (kind, places), body in zip(head["kinds"].items(), parts[1:], strict=True):
        table = pa.ipc.open_stream(body).read_all()
        for place, record in zip(places, from_table(table, kinds()[kind]), strict=True):
            records[place].append(record)
    return [Group(key, tuple(found)) for key, found in zip(head["keys"], records, strict=True)]


def _parts(data: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(data):
        (size,) = _HEAD.unpack_from(data, at)
        parts.append(data[at + _HEAD.size : at + _HEAD.size + size])
        at += _HEAD.size + size
    return parts


def _stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def _columns(kind: type) -> list[tuple[str, pa.DataType]]:
    hints = get_type_hints(kind)
    return [(f.name, _arrow(hints[f.name])) for f in fields(kind)]


def _arrow(hint: Any) -> pa.DataType:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return pa.string()
    if origin in (Union, UnionType):
        (inner,) = (a for a in args if a is not type(None))
        return _arrow(inner)
    if origin is tuple:
        return pa.list_(_arrow(args[0]))
    if is_dataclass(hint) and isinstance(hint, type):
        return pa.struct(_columns(hint))
    raise TypeError(f"{hint} has no Arrow form")
