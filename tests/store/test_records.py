"""Event tables: columns found, rows typed, bad rows reported, events found again near a place and a time."""

import gzip
import math
import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.errors import RecordsError
from hearsay.model import Event, RecordSet
from hearsay.ports import EventPort
from hearsay.settings import RecordSource
from hearsay.store.records import ParquetEvents, load_records

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "records"
HEAD = (
    "id,type_of_violence,dyad_name,side_a,side_b,source_article,source_office,source_headline,source_original,where_prec,"
    "where_coordinates,adm_1,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,low,best,high\n"
)


def row(code: object = 1, **given_: object) -> str:
    known: dict[str, object] = {
        "kind": 1, "dyad": "Red - Blue", "a": "Red", "b": "Blue", "article": "", "office": "Harbour Monitor",
        "headline": "Clashes at the mill", "original": "Harbour Monitor", "where": 1, "place": "Old Mill", "adm": "North",
        "lat": 34.5, "lon": 38.25, "country": "Freedonia", "prec": 1, "first": "2016-03-01", "last": "2016-03-01",
        "da": 1, "db": 2, "low": 2, "best": 3, "high": 5,
    }  # fmt: skip
    return ",".join(str(v) for v in (code, *(known | given_).values())) + "\n"


def load(tmp_path: Path, text: str, **given_: Any) -> tuple[ParquetEvents, RecordSet, list[str]]:
    path = tmp_path / "events.csv"
    path.write_text(text, encoding="utf-8")
    source = RecordSource(name="Ledger", path="events.csv", **given_)
    records, problems = load_records(source, path, tmp_path / "events.parquet")
    return ParquetEvents((tmp_path / "events.parquet",), (records,)), records, problems


def everywhere(events: ParquetEvents) -> tuple[Event, ...]:
    return events.near(latitude=0, longitude=0, radius=20_100, first="0001-01-01", last="9999-12-31")


def test_a_row_becomes_an_event(tmp_path: Path) -> None:
    events, records, problems = load(tmp_path, HEAD + row(7, office="Harbour Monitor;Gazette"))
    assert problems == []
    assert isinstance(events, EventPort)
    assert everywhere(events) == (
        Event(
            record_set="Ledger", code="7", first="2016-03-01", last="2016-03-01", place="Old Mill", latitude=34.5,
            longitude=38.25, kind="clash", violence=1, actors=("Red", "Blue"), low=2, best=3, high=5,
            sources=("Harbour Monitor", "Gazette"), text="Clashes at the mill",
        ),
    )  # fmt: skip
    assert (records.events, records.first, records.last, records.countries) == (
        1,
        "2016-03-01",
        "2016-03-01",
        ("Freedonia",),
    )
    assert records.counts == "deaths in organised violence"
    assert records.box == (34.5, 38.25, 34.5, 38.25)


def test_kinds_come_from_the_type_and_the_headline(tmp_path: Path) -> None:
    said = {
        "a": row("a", kind=1, headline="Air strikes on the mill"), "b": row("b", kind=2, headline="Clashes and shelling"),
        "c": row("c", kind=3, headline="Bombing"), "d": row("d", kind=1, headline="قصف على البلدة"),
        "e": row("e", kind=2, headline="Обстрел деревни"), "f": row("f", kind=9), "g": row("g", kind=""),
    }  # fmt: skip
    events, _, _ = load(tmp_path, HEAD + "".join(said.values()))
    kinds = {e.code: e.kind for e in everywhere(events)}
    assert kinds == {"a": "strike", "b": "clash", "c": "kill", "d": "strike", "e": "strike", "f": "other", "g": "other"}


def test_other_tables_through_columns_and_their_own_kinds(tmp_path: Path) -> None:
    text = "ref;when;what;y;x;who\nA1;3 March 2016;Shelling;34.5;38.2;Red\nA2;2016/03/04;withdraw;34.5;38.2;Red\nA3;20160305;ball;34.5;38.2;Red\n"
    columns = {"id": "ref", "date_start": "when", "kind": "what", "latitude": "y", "longitude": "x", "side_a": "who"}
    events, records, _ = load(tmp_path, text, columns=columns, counts="shells", kinds=("strike", "withdraw"))
    assert [(e.code, e.first, e.kind) for e in everywhere(events)] == [
        ("A1", "2016-03-03", "strike"), ("A2", "2016-03-04", "withdraw"), ("A3", "2016-03-05", "other"),
    ]  # fmt: skip
    assert (records.counts, records.kinds) == ("shells", ("strike", "withdraw"))
    assert everywhere(events)[0].best is None


def test_older_generations_of_names_and_dates(tmp_path: Path) -> None:
    text = (
        "id,type_of_violence,date_start,date_end,latitude,longitude,where_prec,date_prec,best_est,low_est,high_est,"
        "source_article,dyad_name\n5,1,2011-03-01 00:00:00.000,2011-03-02 00:00:00.000,34.5,38.2,2,2,4,3,9,"
        '"""Gazette,2011-03-02,Ten, at the mill"";""Monitor,2011-03-03,Mill""",Red - Blue\n'
    )
    (event,) = everywhere(load(tmp_path, text)[0])
    assert (event.first, event.last, event.date_precision, event.place_precision) == ("2011-03-01", "2011-03-02", 2, 2)
    assert (event.low, event.best, event.high) == (3, 4, 9)
    assert event.sources == ("Gazette", "Monitor")
    assert event.actors == ("Red", "Blue")


def test_deaths_are_summed_where_no_best_estimate_is_given(tmp_path: Path) -> None:
    head = "id,date,lat,lon,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n"
    assert everywhere(load(tmp_path, head + "1,2016-01-01,1,1,2,0,3,1\n")[0])[0].best == 6


@pytest.mark.parametrize("missing", ["date_start", "latitude", "longitude"])
def test_a_missing_column_is_named_with_what_was_expected_and_a_remedy(tmp_path: Path, missing: str) -> None:
    with pytest.raises(RecordsError) as caught:
        load(tmp_path, HEAD.replace(missing, "foo") + row())
    ours = "first" if missing == "date_start" else missing
    assert f"no column for {ours}" in caught.value.message
    assert missing in caught.value.message
    assert f'columns = {{ {ours} = "..." }}' in caught.value.remedy
    assert "foo" in caught.value.remedy
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("columns", "words"), [({"latitude": "nope"}, "no such column"), ({"colour": "id"}, "means nothing here")]
)
def test_columns_that_are_not_there_are_named(tmp_path: Path, columns: dict[str, str], words: str) -> None:
    with pytest.raises(RecordsError, match=words) as caught:
        load(tmp_path, HEAD + row(), columns=columns)
    assert caught.value.remedy


def test_bad_rows_are_reported_by_number_and_good_rows_kept(tmp_path: Path) -> None:
    bad = [
        row(2, first="2016-02-30"), row(3, lat="north"), row(4, lat=""), row(5, lon=200), row(6, last="2016-01-01"),
        row(1), row(8, last="soon"), row(9, first="03/04/2016"),
    ]  # fmt: skip
    good = [row(code) for code in range(100, 120)]
    events, records, problems = load(tmp_path, HEAD + row(1) + "".join(bad) + "".join(good))
    assert records.events == 21
    assert len(everywhere(events)) == 21
    assert ": 8 of 29 rows left out: " in problems[0]
    assert "2 because its coordinates are missing or are no numbers; 2 because its date is missing" in problems[0]
    assert "1 because its id was seen before" in problems[0]
    problems = problems[1:]
    assert [p.split(": ", 1)[1].split(" left")[0] for p in problems] == [f"row {n}" for n in range(2, 10)]
    for problem, words in zip(
        problems,
        ["date", "coordinates", "coordinates", "outside", "ends before", "seen", "last day", "date"],
        strict=True,
    ):
        assert words in problem


def test_mostly_bad_rows_stop_the_load(tmp_path: Path) -> None:
    rows = row(1) + row(2, first="x") + row(3, lat="99") + row(4, lat="99") + row(5)
    with pytest.raises(RecordsError, match="3 of 5 rows left out: 2 because its coordinates lie outside") as caught:
        load(tmp_path, HEAD + rows)
    assert "1 because its date is missing" in str(caught.value)
    assert "columns" in caught.value.remedy
    assert not list(tmp_path.glob("*.raw"))


@pytest.mark.parametrize("text", ["", HEAD, "\n\n"])
def test_empty_tables_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(RecordsError):
        load(tmp_path, text)


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress((HEAD + row()).encode())[:-20])
    source = RecordSource(name="Ledger", path="x.csv.gz")
    with pytest.raises(RecordsError, match="Ledger"):
        load_records(source, path, tmp_path / "t.parquet")
    with pytest.raises(RecordsError, match="cannot be opened"):
        load_records(source, tmp_path / "absent.csv", tmp_path / "t.parquet")
    (tmp_path / "noise.csv").write_bytes(bytes(range(256)) * 40)
    with pytest.raises(RecordsError):
        load_records(source, tmp_path / "noise.csv", tmp_path / "t.parquet")


def test_gzip_gives_the_same_events(tmp_path: Path) -> None:
    plain, _, _ = load(tmp_path, HEAD + row(1) + row(2, lat=-33.1))
    for name in ("events.csv.gz", "events.bin"):
        path = tmp_path / name
        path.write_bytes(gzip.compress((HEAD + row(1) + row(2, lat=-33.1)).encode()))
        records, _ = load_records(RecordSource(name="Ledger", path=name), path, tmp_path / f"{name}.parquet")
        assert everywhere(ParquetEvents((tmp_path / f"{name}.parquet",), (records,))) == everywhere(plain)


def test_a_table_without_ids_counts_its_rows(tmp_path: Path) -> None:
    events, _, problems = load(tmp_path, "date,lat,lon\n2016-01-01,1,1\n2016-01-02,1,1\n")
    assert [e.code for e in everywhere(events)] == ["row 1", "row 2"]
    assert "no column of ids" in problems[0]


def test_coverage_may_be_declared(tmp_path: Path) -> None:
    _, records, _ = load(tmp_path, HEAD + row(), first=date(2015, 1, 1), last=date(2017, 1, 1), countries=("Sylvania",))
    assert (records.first, records.last, records.countries) == ("2015-01-01", "2017-01-01", ("Sylvania",))


def test_the_share_that_rests_on_one_source(tmp_path: Path) -> None:
    text = (
        HEAD
        + row(1)
        + row(2, office="Harbour Monitor;Harbour Monitor")
        + row(3, office="Harbour Monitor;Gazette")
        + row(4, office="Gazette")
    )
    _, records, _ = load(tmp_path, text)
    assert (records.sole_source, records.sole_source_share) == ("Harbour Monitor", 0.5)


def test_the_version_follows_the_content_and_the_columns(tmp_path: Path) -> None:
    head = "id,date,lat,lon,lat2\n1,2016-01-01,1,1,2\n"
    first = load(tmp_path, head)[0].version
    assert load(tmp_path, head)[0].version == first
    assert load(tmp_path, head, columns={"latitude": "lat2"})[0].version != first
    assert load(tmp_path, head.replace("2016", "2015"))[0].version != first


def test_the_window_is_picklable_and_its_edges_are_included(tmp_path: Path) -> None:
    events, _, _ = load(tmp_path, HEAD + row(1) + row(2, first="2016-03-05", last="2016-03-05"))
    again = pickle.loads(pickle.dumps(events))  # noqa: S301
    here = {"latitude": 34.5, "longitude": 38.25, "radius": 0.0}
    assert [e.code for e in again.near(**here, first="2016-03-01", last="2016-03-05")] == ["1", "2"]
    assert [e.code for e in again.near(**here, first="2016-03-02", last="2016-03-05T10:00")] == ["2"]
    assert again.near(latitude=34.5, longitude=39.25, radius=20, first="2016-01-01", last="2016-12-31") == ()


def kilometres(a: float, b: float, c: float, d: float) -> float:
    a, b, c, d = map(math.radians, (a, b, c, d))
    return (
        6371
        * 2
        * math.asin(
            min(1, math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))
        )
    )


places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@settings(max_examples=30, deadline=None)
@given(st.lists(places, min_size=1, max_size=30), places, st.floats(1, 5000))
def test_near_is_the_plain_distance_everywhere(
    tmp_path_factory: pytest.TempPathFactory,
    points: list[tuple[float, float]],
    centre: tuple[float, float],
    radius: float,
) -> None:
    text = "id,date,lat,lon\n" + "".join(f"{i},2016-01-01,{a!r},{b!r}\n" for i, (a, b) in enumerate(points))
    events, _, _ = load(tmp_path_factory.mktemp("near"), text)
    found = {
        e.code
        for e in events.near(
            latitude=centre[0], longitude=centre[1], radius=radius, first="2016-01-01", last="2016-01-01"
        )
    }
    distances = {str(i): kilometres(*centre, *point) for i, point in enumerate(points)}
    assert {code for code, km in distances.items() if km <= radius - 1e-6} <= found
    assert found <= {code for code, km in distances.items() if km <= radius + 1e-6}


def test_the_events_of_syria_rest_on_one_monitor(tmp_path: Path) -> None:
    path = SHARED / "ucdp_ged_syria_2016_2019.csv.gz"
    if not path.exists():
        pytest.skip("shared/data/records is absent")
    records, problems = load_records(RecordSource(name="UCDP GED", path="x"), path, tmp_path / "t.parquet")
    assert problems == []
    assert (records.events, records.sole_source) == (16_566, "SOHR")
    assert round(records.sole_source_share, 2) in (0.85, 0.86)
    events = ParquetEvents((tmp_path / "t.parquet",), (records,))
    near = events.near(latitude=34.5656309, longitude=38.28768912, radius=20, first="2016-01-01", last="2016-12-31")
    assert len(near) == 121


def test_many_row_groups_are_read_only_where_they_are_touched(tmp_path: Path) -> None:
    lines = (f"{i},2016-01-{1 + i % 28:02},{-80 + i % 160},{-179 + i % 359}\n" for i in range(40_000))
    events, records, _ = load(tmp_path, "id,date,lat,lon\n" + "".join(lines))
    assert records.events == 40_000
    whole = everywhere(events)
    spot = whole[17_000]
    near = events.near(
        latitude=spot.latitude, longitude=spot.longitude, radius=1, first="2016-01-01", last="2016-12-31"
    )
    assert near
    assert set(near) == {e for e in whole if (e.latitude, e.longitude) == (spot.latitude, spot.longitude)}
    assert len({e.code for e in whole}) == 40_000
