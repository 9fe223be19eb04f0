"""Records as Arrow tables and back, one table a kind: what crosses the border between processes.

In: records of the model. Out: bytes (a JSON head and Arrow IPC streams) and the same records again.
The Arrow schema follows from the types of a record's fields: str, int, float, bool, bytes, Literal, X | None,
tuple[X, ...] and nested frozen dataclasses. Any other type is a programming error and raises TypeError.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import accumulate, chain, count
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import numpy as np
import pyarrow as pa

from hearsay.model import Record, kinds, many
from hearsay.ports import Group

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), bytes: pa.binary()}
_HEAD = struct.Struct(">I")


def schema_of(kind: type[Record]) -> pa.Schema:
    """The Arrow schema of a record kind; TypeError for a field type that has no Arrow form."""
    return _schema(kind.__name__.lower())


@cache
def _schema(name: str) -> pa.Schema:
    hints = _hints(kinds()[name])  # type: ignore[arg-type]  # a class can be hashed, whatever its objects can
    return pa.schema([pa.field(column, _arrow(hint)) for column, hint in hints.items()])


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Name -> type of each field."""
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind)}


def to_table(records: Sequence[Record], kind: type[Record]) -> pa.Table:
    """Records of one kind as a table, a row each, in order."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class can be hashed, whatever its objects can
    arrays = [_array(list(map(attrgetter(name), records)), hint) for name, hint in hints.items()]
    return pa.Table.from_arrays(arrays, schema=schema_of(kind))


def from_table(table: pa.Table, kind: type[Record]) -> list[Record]:
    """The records of a table made by `to_table`, in order; ValueError for a table that no `to_table` makes."""
    if not table.schema.equals(schema_of(kind)):
        raise ValueError(f"not a table of {kind.__name__}: {table.schema}")
    table.validate(full=True)
    columns = [column.combine_chunks() for column in table.columns]
    return many(kind, _fields(columns, kind))


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


@cache
def _arrow(hint: Any) -> pa.DataType:
    """The Arrow type of a field's type."""
    inner, _ = _inner(hint)
    if inner in _PLAIN:
        return _PLAIN[inner]
    if get_origin(inner) is Literal:
        return pa.string()
    if get_origin(inner) is tuple:
        return pa.list_(_arrow(get_args(inner)[0]))
    if is_dataclass(inner) and isinstance(inner, type):
        return pa.struct([(name, _arrow(of)) for name, of in _hints(inner).items()])
    raise TypeError(f"{hint} has no Arrow form")


@cache
def _inner(hint: Any) -> tuple[Any, bool]:
    """A field's type without None, and whether it may be None."""
    if get_origin(hint) not in (Union, UnionType):
        return hint, False
    (inner,) = (a for a in get_args(hint) if a is not type(None))
    return inner, True


def _is_plain(inner: Any) -> bool:
    return inner in _PLAIN or get_origin(inner) is Literal


def _allowed(values: list[Any], inner: Any) -> list[Any]:
    """The values; ValueError for a word that is not among those of a Literal."""
    if get_origin(inner) is Literal and (strange := set(values) - {*get_args(inner), None}):
        raise ValueError(f"{min(strange)!r} where a record must have {inner}")
    return values


def _array(values: Sequence[Any], hint: Any) -> pa.Array:
    """The values of a field in an array, each list and each nested record column by column."""
    inner, optional = _inner(hint)
    if _is_plain(inner):
        return pa.array(values, _arrow(inner))
    if optional and len(present := [value for value in values if value is not None]) < len(values):
        places = count()
        rows = pa.array([None if value is None else next(places) for value in values], pa.int64())
        return _array(present, inner).take(rows)
    if get_origin(inner) is tuple:
        starts = pa.array(np.cumsum([0, *map(len, values)]), pa.int32())
        return pa.ListArray.from_arrays(starts, _array(list(chain.from_iterable(values)), get_args(inner)[0]))
    parts = [_array(list(map(attrgetter(name), values)), of) for name, of in _hints(inner).items()]
    return pa.StructArray.from_arrays(parts, fields=list(_arrow(inner)))


def _values(array: pa.Array, hint: Any) -> list[Any]:
    """The values of `_array`; ValueError for what a field of that type cannot hold."""
    inner, optional = _inner(hint)
    if array.null_count and not optional:
        raise ValueError(f"an empty value where a record must have {inner}")
    if array.null_count == len(array):
        return [None] * len(array)
    if _is_plain(inner):
        return _allowed(array.to_pylist(), inner)
    if array.null_count:
        present = iter(_values(array.drop_null(), inner))
        return [next(present) if there else None for there in array.is_valid().to_pylist()]
    if get_origin(inner) is tuple:
        return _tuples(array, inner)
    return many(inner, _fields(array.flatten(), inner))


def _fields(arrays: Sequence[pa.Array], kind: type) -> dict[str, list[Any]]:
    return {name: _values(array, of) for (name, of), array in zip(_hints(kind).items(), arrays, strict=True)}


def _tuples(array: pa.Array, hint: Any) -> list[tuple[Any, ...]]:
    item, *others = get_args(hint)
    values = _values(array.flatten(), item)
    lengths = array.value_lengths().to_pylist()
    if others != [Ellipsis]:
        width = 1 + len(others)
        if set(lengths) != {width}:
            raise ValueError(f"not {width} values where a record must have {hint}")
        return list(zip(*[iter(values)] * width, strict=True))
    ends = list(accumulate(lengths))
    return [tuple(values[end - length : end]) for end, length in zip(ends, lengths, strict=True)]
