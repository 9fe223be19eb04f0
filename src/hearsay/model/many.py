"""Many records of one kind at once: a few times faster than one by one, for words and passages by the thousand.

In: a record kind and its fields as columns. Out: the records that its constructor would give, a row each, in order.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from functools import cache
from itertools import repeat
from typing import Any, TypeVar

T = TypeVar("T")


def many(kind: type[T], columns: Mapping[str, Sequence[Any]]) -> list[T]:
    """The records of a slotted dataclass `kind`; a field without a column has its default in every row.

    Raises:
        TypeError: a column is no field of `kind`, or a field without a default has no column.
        ValueError: the columns are of different lengths, or there is none.
    """
    known = _fields(kind)  # type: ignore[arg-type]  # a class can be hashed, whatever its objects can
    lengths = set(map(len, columns.values()))
    if len(lengths) != 1:
        raise ValueError(f"columns of {kind.__name__} must be of one length, not {sorted(lengths)}")
    if missing := [
        *(columns.keys() - known),
        *(n for n, (_, default) in known.items() if default is MISSING and n not in columns),
    ]:
        raise TypeError(f"{kind.__name__} and its columns do not agree about {', '.join(sorted(missing))}")
    (count,) = lengths
    made: list[T] = list(map(kind.__new__, repeat(kind, count)))
    for name, (put, default) in known.items():
        deque(map(put, made, columns[name] if name in columns else repeat(default)), maxlen=0)
    return made


@cache
def _fields(kind: type) -> dict[str, tuple[Callable[[Any, Any], None], Any]]:
    """Name -> what writes the slot of a field, past the guard that keeps made records as they are; and its default."""
    return {f.name: (getattr(kind, f.name).__set__, _default(f)) for f in fields(kind)}


def _default(of: "Field[Any]") -> Any:
    return of.default if of.default_factory is MISSING else MISSING
