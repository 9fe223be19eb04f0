"""Event records: from a CSV of the user's to a sorted Parquet file, and from there to the events near a place and time.

In: a `RecordSource` of case.toml and its CSV or CSV.gz (UCDP GED columns, or others through `columns`).
Out: a Parquet file sorted by quarter-degree cell and day, its `RecordSet`, the rows that could not be used, and
`ParquetEvents`, the read-only window through which the check stage sees them. Rows never become Python objects while
loading, and only the rows of the cells asked for afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path
from typing import Final, cast, get_args

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from numpy.typing import NDArray

from hearsay.errors import RecordsError
from hearsay.model import Event, EventKind, RecordSet, digest
from hearsay.settings import RecordSource

from .tables import column_names, find_columns, open_table, reading, reasons, shown

LOADER: Final = "1"
"""Raised whenever the same CSV may give another Parquet file."""
PER_DEGREE: Final = 4
ACROSS: Final = 360 * PER_DEGREE
GROUP: Final = 16_384
REPORTED: Final = 1_000
"""Problems named one by one; the rest is counted."""
EARTH: Final = 6371.0

NEEDED: Final = {
    "first": "the first day of an event (yyyy-mm-dd)",
    "latitude": "degrees north, -90 to 90",
    "longitude": "degrees east, -180 to 180",
}
DAYS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%Y%m%d")
"""Dates that can be read one way only: 03/04/2016 is left to the person who knows the file."""


def load_records(source: RecordSource, path: Path, target: Path) -> tuple[RecordSet, list[str]]:
    """Reads the CSV at `path` into the Parquet file `target` and says what the set covers.

    Returns the set and its problems, one sentence each: rows left out (malformed date or coordinates, an end before
    the beginning, an id seen before), columns that were made up for. A bad row never stops the load; RecordsError is
    raised when a needed column is missing, when more than half of the rows are bad, or when there is no row at all.
    """
    label = f"records {source.name!r} ({source.path})"
    frame = open_table(path, label=label)
    header = reading(frame.collect_schema, label).names()
    columns = find_columns("records", header, source.columns, label=label)
    for name, what in NEEDED.items():
        if name not in columns:
            raise RecordsError(
                f"{label}: no column for {name}, {what}; looked for {', '.join(column_names()['records'][name])}",
                remedy=f'columns = {{ {name} = "..." }} in case.toml; the file has: {shown(header)}',
            )
    raw = target.with_name(f"{target.name}.raw")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        reading(lambda: _typed(frame, columns).sink_parquet(raw), label)
        rows = pl.scan_parquet(raw)
        problems = _problems(rows, label)
        with path.open("rb") as f:
            sha256 = file_digest(f, "sha256").hexdigest()
        stamp = digest([sha256, LOADER, sorted(columns.items()), column_names()["version"], source.name])
        good = rows.filter(pl.col("problem").is_null()).drop("problem", "row").sort("cell", "first", "code")
        good.sink_parquet(target, row_group_size=GROUP, metadata={"hearsay": stamp})
    finally:
        raw.unlink(missing_ok=True)
    if "code" not in columns:
        problems.append(f"{label}: no column of ids; the row's number stands for it")
    return _describe(source, sha256, target, columns), problems


def _typed(frame: pl.LazyFrame, columns: Mapping[str, str]) -> pl.LazyFrame:
    """Typed columns of every row, with `row` (1 is the first below the header) and `problem` (null when good)."""

    def column(name: str) -> pl.Expr:
        return pl.col(columns[name]).str.strip_chars() if name in columns else pl.lit(None, pl.String)

    def number(name: str) -> pl.Expr:
        return column(name).cast(pl.Float64, strict=False)

    first, last = _day(column("first")), _day(column("last"))
    code = column("code").replace("", None)
    deaths = [number(n) for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown") if n in columns]
    best = number("best") if "best" in columns else pl.sum_horizontal(deaths) if deaths else number("best")
    text = pl.coalesce(column("text").replace("", None), column("article"), pl.lit(""))
    typed = frame.with_row_index("row", 1).select(
        pl.col("row").cast(pl.Int64),
        pl.coalesce(code, pl.format("row {}", pl.col("row"))).alias("code"),
        first.alias("first"),
        pl.coalesce(last, first).alias("last"),
        number("latitude").alias("latitude"),
        number("longitude").alias("longitude"),
        number("date_precision").cast(pl.Int8, strict=False).fill_null(1).alias("date_precision"),
        number("place_precision").cast(pl.Int8, strict=False).fill_null(1).alias("place_precision"),
        number("violence").cast(pl.Int8, strict=False).fill_null(0).alias("violence"),
        _kind(column("kind"), number("violence"), text).alias("kind"),
        pl.coalesce(*(column(n).replace("", None) for n in ("place", "district", "province")), pl.lit("")).alias("place"),
        column("country").alias("country"),
        _actors(column("side_a"), column("side_b"), column("dyad")).alias("actors"),
        *(e.round().cast(pl.Int32, strict=False).alias(n)
          for n, e in (("low", number("low")), ("best", best), ("high", number("high")))),
        _offices(column("office"), column("article")).alias("offices"),
        _split(column("original").str.replace_all("[,/]", ";"), ";").alias("originals"),
        text.str.slice(0, 500).alias("text"),
        (column("last").fill_null("").ne("") & last.is_null()).alias("bad_end"),
    )  # fmt: skip
    return typed.with_columns(_problem().alias("problem"), _cell().alias("cell")).drop("bad_end")


def _day(text: pl.Expr) -> pl.Expr:
    """A calendar day from text that can be read one way only, null otherwise; a time of day after it is dropped."""
    bare = text.str.replace(r"[T ]\d{1,2}:\d{2}.*$", "")
    return pl.coalesce(*(bare.str.to_date(form, strict=False, exact=True) for form in DAYS))


def _split(text: pl.Expr, by: str) -> pl.Expr:
    """The parts of a text, trimmed, none empty, each once, in their order."""
    parts = text.fill_null("").str.split(by).list.eval(pl.element().str.strip_chars())
    return parts.list.eval(pl.element().filter(pl.element() != "")).list.unique(maintain_order=True)


def _actors(side_a: pl.Expr, side_b: pl.Expr, dyad: pl.Expr) -> pl.Expr:
    """Both sides; where neither is named, the two of the dyad's name."""
    sides = pl.concat_list(_split(side_a, ";"), _split(side_b, ";")).list.unique(maintain_order=True)
    return pl.when(sides.list.len() > 0).then(sides).otherwise(_split(dyad, " - "))


def _offices(office: pl.Expr, article: pl.Expr) -> pl.Expr:
    """Who published what the row rests on; without such a column the first word of each "office,day,headline"."""
    entries = article.fill_null("").str.strip_chars('"').str.split('";"')
    named = entries.list.eval(pl.element().str.extract(r"^\s*([^,;]{1,80}),", 1).str.strip_chars()).list.drop_nulls()
    given = _split(office, ";")
    return pl.when(given.list.len() > 0).then(given).otherwise(named.list.unique(maintain_order=True))


def _kind(kind: pl.Expr, violence: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The row's kind of event: its own word for it, else by UCDP type and headline."""
    words = {word: word for word in get_args(EventKind)} | column_names()["kinds"]
    own = kind.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
    fought = (violence == 1) | (violence == 2)
    afar, close = (text.str.contains(column_names()["headline"][n]) for n in ("strike", "fighting"))
    by_type = pl.when(violence == 3).then(pl.lit("kill")).when(afar & ~close & fought).then(pl.lit("strike"))
    return pl.coalesce(own, by_type.when(fought).then(pl.lit("clash")).otherwise(pl.lit("other")))


def _problem() -> pl.Expr:
    """What is wrong with a row, null when nothing is."""
    north, east = pl.col("latitude"), pl.col("longitude")
    return (
        pl.when(pl.col("first").is_null()).then(pl.lit("its date is missing or cannot be read (expected yyyy-mm-dd)"))
        .when(pl.col("bad_end")).then(pl.lit("its last day cannot be read (expected yyyy-mm-dd)"))
        .when(pl.col("last") < pl.col("first")).then(pl.lit("it ends before it begins"))
        .when(north.is_null() | east.is_null()).then(pl.lit("its coordinates are missing or are no numbers"))
        .when(~north.is_between(-90, 90) | ~east.is_between(-180, 180))
        .then(pl.lit("its coordinates lie outside -90..90 and -180..180"))
        .when(~pl.col("code").is_first_distinct())
        .then(pl.lit("its id was seen before"))
    )  # fmt: skip


def _cell() -> pl.Expr:
    """Number of the quarter-degree cell: row by row from the south, west to east."""
    band = ((pl.col("latitude") + 90) * PER_DEGREE).floor().clip(0, 180 * PER_DEGREE - 1)
    across = ((pl.col("longitude") + 180) * PER_DEGREE).floor().clip(0, ACROSS - 1)
    return (band * ACROSS + across).cast(pl.Int32, strict=False)


def _problems(rows: pl.LazyFrame, label: str) -> list[str]:
    """The rows left out, how many for which reason, then the first REPORTED by number; RecordsError when they are more than half, or there is none."""
    total, bad = rows.select(pl.len(), pl.col("problem").count().alias("bad")).collect().row(0)
    found = rows.filter(pl.col("problem").is_not_null()).sort("row").head(REPORTED).select("row", "problem").collect()
    named = [f"{label}: row {row} left out: {problem}" for row, problem in found.iter_rows()]
    if total == 0:
        raise RecordsError(f"{label}: no row below the header", remedy="give a file with events, or leave it out")
    if bad == 0:
        return []
    summary = f"{bad} of {total} rows left out: {reasons(rows)}"
    if bad * 2 > total:
        raise RecordsError(
            f"{label}: {summary}; the first is {named[0].removeprefix(label + ': ').replace(' left out', '')}",
            remedy="check `columns`: the dates, latitude and longitude may be read from the wrong columns",
        )
    many = [f"{label}: {summary}"] if bad > 1 else []
    return [*many, *named, *([f"{label}: {bad - len(named)} more rows left out"] if bad > len(named) else [])]


def _describe(source: RecordSource, sha256: str, target: Path, columns: Mapping[str, str]) -> RecordSet:
    """What the loaded set covers, and how many of its events rest on one source alone."""
    rows = pl.scan_parquet(target)
    box = ("latitude", "longitude")
    seen = rows.select(
        pl.len(), pl.col("first").min(), pl.col("last").max(),
        *(pl.col(n).min().alias(f"{n}_low") for n in box), *(pl.col(n).max().alias(f"{n}_high") for n in box),
        pl.col("country").drop_nulls().unique().sort().implode().alias("countries"),
    ).collect().row(0, named=True)  # fmt: skip
    rests_on = pl.when(pl.col("offices").list.len() > 0).then(pl.col("offices")).otherwise(pl.col("originals"))
    alone = rows.select(rests_on.alias("on")).filter(pl.col("on").list.len() == 1).select(pl.col("on").list.first())
    most = alone.group_by("on").len().sort(["len", "on"], descending=[True, False]).head(1).collect()
    counted = "deaths in organised violence" if "violence" in columns else ""
    return RecordSet(
        name=source.name,
        sha256=sha256,
        first=str(source.first or seen["first"]),
        last=str(source.last or seen["last"]),
        countries=source.countries or tuple(c for c in seen["countries"] if c)[:50],
        kinds=source.kinds,
        counts=source.counts or counted,
        events=seen["len"],
        box=(seen["latitude_low"], seen["longitude_low"], seen["latitude_high"], seen["longitude_high"]),
        sole_source_share=most["len"][0] / seen["len"] if most.height else 0.0,
        sole_source=most["on"][0] if most.height else "",
        licence=source.licence,
        attribution=source.attribution,
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """One row group in memory: where and when its events are, and the rest of each row until it is asked for."""

    cell: NDArray[np.int32]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    first: NDArray[np.int64]
    """Days since 1970."""
    table: pl.DataFrame


@lru_cache(maxsize=64)
def _footer(path: Path, _changed: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stamp of a Parquet file and the lowest and highest cell of each row group."""
    footer = pq.read_metadata(path)
    at = footer.schema.names.index("cell")
    bounds = [footer.row_group(i).column(at).statistics for i in range(footer.num_row_groups)]
    return (footer.metadata or {}).get(b"hearsay", b"").decode(), tuple((b.min, b.max) for b in bounds if b is not None)


@lru_cache(maxsize=64)
def _rows(path: Path, _changed: int, group: int) -> _Rows:
    table = cast("pl.DataFrame", pl.from_arrow(pq.ParquetFile(path).read_row_group(group)))
    cell, north, east = (table[n].to_numpy() for n in ("cell", "latitude", "longitude"))
    return _Rows(cell, north, east, table["first"].to_physical().cast(pl.Int64).to_numpy(), table)


@dataclass(frozen=True, slots=True)
class ParquetEvents:
    """The loaded events, seen through a window (ports.EventPort): picklable, opened when first asked, read-only.

    `paths[i]` is the Parquet file that `load_records` wrote for `sets[i]`.
    """

    paths: tuple[Path, ...]
    sets: tuple[RecordSet, ...]

    @property
    def version(self) -> str:
        """Digest over the sets and the stamps of their files (content of the CSV, columns, loader)."""
        return digest([self.sets, [_footer(path, path.stat().st_mtime_ns)[0] for path in self.paths]])

    def near(self, *, latitude: float, longitude: float, radius: float, first: str, last: str) -> tuple[Event, ...]:
        """Events of all sets whose centre lies within `radius` km and whose first day lies in [first, last].

        Days are ISO, both included. In order of first day, set and code. Only row groups whose cells touch the
        bounding box are read.
        """
        days = tuple(int(np.datetime64(day[:10], "D").astype(np.int64)) for day in (first, last))
        spans = _spans(latitude, longitude, radius)
        found: list[Event] = []
        for path, records in zip(self.paths, self.sets, strict=True):
            changed = path.stat().st_mtime_ns
            for group, (lowest, highest) in enumerate(_footer(path, changed)[1]):
                touched = [(a, b) for a, b in spans if a <= highest and b >= lowest]
                if touched:
                    rows = _rows(path, changed, group)
                    found += _events(rows, _inside(rows, touched, (latitude, longitude, radius), days), records.name)
        return tuple(sorted(found, key=lambda event: (event.first, event.record_set, event.code)))


def _spans(latitude: float, longitude: float, radius: float) -> list[tuple[int, int]]:
    """Runs of cell numbers, both ends included, that hold every point within `radius` km; across 180 degrees too."""
    reach = np.degrees(radius / EARTH)
    south, north = max(latitude - reach, -90.0), min(latitude + reach, 90.0)
    across = np.cos(np.radians(latitude))
    wide = south <= -90 or north >= 90 or across <= np.sin(reach * np.pi / 180)
    reach_east = 180.0 if wide else float(np.degrees(np.arcsin(np.sin(np.radians(reach)) / across)))
    west, east = longitude - reach_east, longitude + reach_east
    parts = [(-180.0, 180.0)] if wide else [(west, east)]
    if not wide and west < -180:
        parts = [(west + 360, 180.0), (-180.0, east)]
    if not wide and east > 180:
        parts = [(west, 180.0), (-180.0, east - 360)]
    bands = range(int((south + 90) * PER_DEGREE), min(int((north + 90) * PER_DEGREE), 180 * PER_DEGREE - 1) + 1)
    edges = [(int((a + 180) * PER_DEGREE), min(int((b + 180) * PER_DEGREE), ACROSS - 1)) for a, b in parts]
    return [(band * ACROSS + a, band * ACROSS + b) for band in bands for a, b in edges]


def _inside(
    rows: _Rows, spans: list[tuple[int, int]], circle: tuple[float, float, float], days: tuple[int, ...]
) -> NDArray[np.int64]:
    """Numbers of the rows within the circle (latitude, longitude, km) and the days."""
    pieces = [np.arange(*np.searchsorted(rows.cell, (a, b + 1))) for a, b in spans]
    at = np.concatenate(pieces) if pieces else np.empty(0, np.int64)
    at = at[(rows.first[at] >= days[0]) & (rows.first[at] <= days[1])]
    north, east = np.radians(rows.latitude[at]), np.radians(rows.longitude[at])
    here, there = np.radians(circle[0]), np.radians(circle[1])
    h = np.sin((north - here) / 2) ** 2 + np.cos(here) * np.cos(north) * np.sin((east - there) / 2) ** 2
    return cast("NDArray[np.int64]", at[2 * EARTH * np.arcsin(np.sqrt(np.minimum(h, 1.0))) <= circle[2]])


def _events(rows: _Rows, at: NDArray[np.int64], name: str) -> list[Event]:
    """The rows as events."""
    if not len(at):
        return []
    copied = ("code", "date_precision", "place", "latitude", "longitude", "place_precision", "kind", "violence", "low",
              "best", "high", "text")  # fmt: skip
    return [
        Event(
            record_set=name,
            first=str(row["first"]),
            last=str(row["last"]),
            actors=tuple(row["actors"]),
            sources=tuple(dict.fromkeys((*row["offices"], *row["originals"]))),
            **{field: row[field] for field in copied},
        )
        for row in rows.table[at].to_dicts()
    ]
