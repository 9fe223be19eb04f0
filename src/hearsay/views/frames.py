"""Tables as frames: the columns of the contract with their types, also when a table has no row.

In: a table's name and its plain rows. Out: a Polars frame, or a pandas one.
"""

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import msgspec
import polars as pl
from msgspec import Struct, UnsetType

from .base import Row
from .contract import TABLES

if TYPE_CHECKING:
    import pandas as pd

_PLAIN: dict[Any, pl.DataType] = {str: pl.String(), int: pl.Int64(), float: pl.Float64(), bool: pl.Boolean()}


def columns(row: type[Struct]) -> dict[str, pl.DataType]:
    """Name in the contract -> Polars type, for each column of a row; TypeError for a type that has no column."""
    return {field.encode_name: _column(field.type) for field in msgspec.structs.fields(row)}


def to_polars(table: str, rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Rows of a table as a Polars frame; what a row does not have is null. KeyError for an unknown table."""
    return pl.DataFrame(rows, schema=columns(_row(table)), orient="row")


def to_pandas(table: str, rows: Sequence[dict[str, Any]]) -> "pd.DataFrame":
    """Rows of a table as a pandas frame; ImportError without pandas, KeyError for an unknown table."""
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns(_row(table))))


def _row(table: str) -> type[Row]:
    return TABLES[table]


def _column(hint: Any) -> pl.DataType:
    origin, args = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return pl.String()
    if origin in (Union, UnionType):
        (inner,) = (a for a in args if a not in (NoneType, UnsetType))
        return _column(inner)
    if origin is list:
        return pl.List(_column(args[0]))
    if isinstance(hint, type) and issubclass(hint, Struct):
        return pl.Struct([pl.Field(name, kind) for name, kind in columns(hint).items()])
    raise TypeError(f"{hint} has no column")
