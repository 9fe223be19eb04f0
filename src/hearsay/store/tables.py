"""Tables of the user's: opened as text columns, their columns found by the names they are known under.

In: a path and the `columns` of case.toml. Out: a lazy frame of text columns, and our names of its columns.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from hearsay.errors import RecordsError

T = TypeVar("T")


@cache
def column_names() -> dict[str, Any]:
    """The table of known column names, kinds and headline words (store/data/columns.toml)."""
    return tomllib.loads(resources.files("hearsay.store").joinpath("data/columns.toml").read_text(encoding="utf-8"))


def find_columns(group: str, header: Sequence[str], given: Mapping[str, str], *, label: str) -> dict[str, str]:
    """Our name of a column -> its name in the file, for the columns that the file has.

    `given` comes first (its keys are ours or any known name); then the known names, whatever their case. Raises
    RecordsError when `given` names a column that is not there, or uses a key that means nothing.
    """
    known: dict[str, list[str]] = column_names()[group]
    ours = {alias: name for name, aliases in known.items() for alias in (name, *aliases)}
    ours |= {name: name for name in known}
    lower = {name.strip().casefold(): name for name in reversed(header)}
    found = {name: lower[alias] for name, aliases in known.items() for alias in reversed(aliases) if alias in lower}
    for key, name in given.items():
        if key not in ours:
            raise RecordsError(
                f"{label}: columns has a key {key!r} that means nothing here", remedy=f"use one of: {', '.join(known)}"
            )
        if name not in header:
            raise RecordsError(
                f"{label}: columns names {name!r} for {key}, but the file has no such column",
                remedy=f"its columns are: {shown(header)}",
            )
        found[ours[key]] = name
    return found


def shown(names: Sequence[str]) -> str:
    """Names of a header for a message, at most 40 of them."""
    return ", ".join(n[:40] for n in names[:40]) + (", ..." if len(names) > 40 else "")


def reasons(rows: pl.LazyFrame) -> str:
    """How many rows have each `problem`, the most frequent first: "3 because its date is missing"."""
    counts = rows.filter(pl.col("problem").is_not_null()).group_by("problem").len().collect()
    ranked = sorted(counts.iter_rows(), key=lambda row: (-row[1], row[0]))
    return "; ".join(f"{number} because {problem}" for problem, number in ranked)


def open_table(path: Path, *, label: str) -> pl.LazyFrame:
    """A CSV (or TSV, or gzip of either) as text columns, lazily; RecordsError when it cannot be read as one."""
    try:
        with path.open("rb") as f:
            packed = f.read(2) == b"\x1f\x8b"
        head = pl.read_csv(path, n_rows=1, has_header=False, infer_schema=False, separator="\x01", quote_char=None,
                           encoding="utf8-lossy")  # fmt: skip
        line = str(head.item(0, 0) or "") if head.height else ""
        separator = max(",\t;|", key=line.count)
        source: Any = path
        if packed and not path.name.endswith(".gz"):
            source = path.read_bytes()
        return pl.scan_csv(source, separator=separator, infer_schema=False, encoding="utf8-lossy",
                           truncate_ragged_lines=True)  # fmt: skip
    except OSError as error:
        raise RecordsError(
            f"{label}: cannot be opened ({error.strerror})", remedy="mend `path` in case.toml"
        ) from error
    except pl.exceptions.PolarsError as error:
        raise RecordsError(
            f"{label}: cannot be read as a table: {str(error).splitlines()[0][:200]}",
            remedy="give a CSV or CSV.gz with a header row, in UTF-8",
        ) from error


def reading(act: Callable[[], T], label: str) -> T:
    """What `act` gives; an error of the reader becomes a RecordsError."""
    try:
        return act()
    except (pl.exceptions.ComputeError, pl.exceptions.NoDataError, OSError) as error:
        raise RecordsError(
            f"{label}: cannot be read to its end: {str(error).splitlines()[0][:200]}",
            remedy="check the file: a header row, one separator, quotes closed, the archive whole",
        ) from error
