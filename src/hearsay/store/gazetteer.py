"""Gazetteers: places with their names in one or more scripts, from a table of the user's.

In: a `GazetteerSource` of case.toml and its CSV or TSV. Out: plain rows, from which the pipeline makes a Gazetteer of
the text package, and a sentence for each row that could not be used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from hearsay.errors import RecordsError
from hearsay.settings import GazetteerSource

from .tables import column_names, find_columns, open_table, reading, reasons, shown

NAMES: Final = ("ascii", "arabic", "russian", "alternates", "old")
REPORTED: Final = 1_000
NEEDED: Final = {"name": "the name of a place", "latitude": "degrees north", "longitude": "degrees east"}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place, with the fields of a row of the text package's gazetteer."""

    name: str
    code: str
    """The table's own code (p-code, GeoNames id); empty when it has none."""
    latitude: float
    longitude: float
    other_names: tuple[str, ...]
    """In any script, each once, without `name`."""
    district: str
    country: str


def load_gazetteer(source: GazetteerSource, path: Path) -> tuple[tuple[PlaceRow, ...], list[str]]:
    """The places of the table at `path`, in order of name and code, and the rows left out, one sentence each.

    Columns are found by the names they are known under (store/data/columns.toml) or through `source.columns`. Raises
    RecordsError when a needed column is missing, more than half of the rows cannot be used, or there is none.
    """
    label = f"gazetteer ({source.path})"
    frame = open_table(path, label=label)
    header = reading(frame.collect_schema, label).names()
    columns = find_columns("gazetteer", header, source.columns, label=label)
    for name, what in NEEDED.items():
        if name not in columns:
            raise RecordsError(
                f"{label}: no column for {name}, {what}; looked for {', '.join(column_names()['gazetteer'][name])}",
                remedy=f'columns = {{ {name} = "..." }} in case.toml; the file has: {shown(header)}',
            )
    table = reading(_typed(frame, columns, source.country).collect, label)
    good = table.filter(pl.col("problem").is_null()).sort("name", "code", "latitude", "longitude", "other_names")
    problems = _problems(table.filter(pl.col("problem").is_not_null()), table.height, label)
    rows = (
        PlaceRow(**{**row, "other_names": tuple(row["other_names"])})
        for row in good.drop("row", "problem").iter_rows(named=True)
    )
    return tuple(dict.fromkeys(rows)), problems


def _typed(frame: pl.LazyFrame, columns: Mapping[str, str], country: str) -> pl.LazyFrame:
    def column(name: str) -> pl.Expr:
        return pl.col(columns[name]).str.strip_chars() if name in columns else pl.lit(None, pl.String)

    north, east = (column(name).cast(pl.Float64, strict=False) for name in ("latitude", "longitude"))
    main = pl.coalesce(*(column(name).replace("", None) for name in ("name", "ascii", "arabic")))
    joined = pl.concat_str([column(name) for name in NAMES], separator=";", ignore_nulls=True)
    parts = joined.str.replace_all("[,|؛،]", ";").str.split(";").list.eval(pl.element().str.strip_chars())
    others = parts.list.eval(pl.element().filter(pl.element() != "")).list.unique(maintain_order=True)
    outside = ~north.is_between(-90, 90) | ~east.is_between(-180, 180)
    problem = (
        pl.when(main.is_null()).then(pl.lit("it has no name"))
        .when(north.is_null() | east.is_null()).then(pl.lit("its coordinates are missing or are no numbers"))
        .when(outside).then(pl.lit("its coordinates lie outside -90..90 and -180..180"))
    )  # fmt: skip
    return frame.with_row_index("row", 1).select(
        pl.col("row"),
        main.alias("name"),
        column("code").fill_null("").alias("code"),
        north.alias("latitude"),
        east.alias("longitude"),
        others.list.set_difference(pl.concat_list(main)).alias("other_names"),
        column("district").fill_null("").alias("district"),
        pl.coalesce(column("country").replace("", None), pl.lit(country)).alias("country"),
        problem.alias("problem"),
    )


def _problems(bad: pl.DataFrame, total: int, label: str) -> list[str]:
    """The rows left out, the first REPORTED by number; RecordsError when they are more than half, or there is none."""
    if total == 0:
        raise RecordsError(f"{label}: no row below the header", remedy="give a file with places, or leave it out")
    if not bad.height:
        return []
    summary = f"{bad.height} of {total} rows left out: {reasons(bad.lazy())}"
    named = [f"{label}: row {row} left out: {what}" for row, what in bad.select("row", "problem").head(REPORTED).rows()]
    if bad.height * 2 > total:
        raise RecordsError(
            f"{label}: {summary}; the first is {named[0].removeprefix(label + ': ').replace(' left out', '')}",
            remedy="check `columns`: the name, latitude and longitude may be read from the wrong columns",
        )
    more = bad.height - len(named)
    many = [f"{label}: {summary}"] if bad.height > 1 else []
    return [*many, *named, *([f"{label}: {more} more rows left out"] if more else [])]
