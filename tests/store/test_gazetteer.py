"""Gazetteers: columns guessed, names gathered in every script, rows without a place reported."""

from pathlib import Path
from typing import Any

import pytest

from hearsay.errors import RecordsError
from hearsay.settings import GazetteerSource
from hearsay.store.gazetteer import PlaceRow, load_gazetteer

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "records"


def load(tmp_path: Path, text: str, **given: Any) -> tuple[tuple[PlaceRow, ...], list[str]]:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    return load_gazetteer(GazetteerSource(path="places.csv", **given), path)


def test_names_in_all_columns_and_scripts(tmp_path: Path) -> None:
    text = "name_en,name_ar,old_name,pcode,lat,lon,district_en\nOld Mill,الطاحونة,Mill One,C1,34.5,38.2,North\n"
    rows, problems = load(tmp_path, text, country="Freedonia")
    assert problems == []
    assert rows == (PlaceRow("Old Mill", "C1", 34.5, 38.2, ("الطاحونة", "Mill One"), "North", "Freedonia"),)


def test_geonames_like_tables(tmp_path: Path) -> None:
    text = "geonameid\tname\tasciiname\talternatenames\tlatitude\tlongitude\tcountry_code\n5\tÖld\tOld\tAld,Öld,Олд\t1\t2\tFR\n"
    rows, _ = load(tmp_path, text)
    assert rows == (PlaceRow("Öld", "5", 1.0, 2.0, ("Old", "Ald", "Олд"), "", "FR"),)


def test_columns_may_be_named_and_rows_come_in_order(tmp_path: Path) -> None:
    text = "Ort,Breite,Laenge\nZ,1,1\nA,2,2\nA,2,2\n"
    rows, _ = load(tmp_path, text, columns={"name": "Ort", "lat": "Breite", "longitude": "Laenge"})
    assert [(row.name, row.code) for row in rows] == [("A", ""), ("Z", "")]


def test_rows_without_a_place_are_reported(tmp_path: Path) -> None:
    text = "name,lat,lon\nA,1,1\nB,,\n,1,1\nD,99,1\nE,2,2\nF,3,3\nG,4,4\n"
    rows, problems = load(tmp_path, text)
    assert [row.name for row in rows] == ["A", "E", "F", "G"]
    assert "rows left out: " in problems[0]
    assert ["row 2" in problems[1], "no name" in problems[2], "outside" in problems[3]] == [True] * 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("place_x,lat,lon\nA,1,1\n", "no column for name"),
        ("name,lon\nA,1\n", "no column for latitude"),
        ("name,lat,lon\n", "no row"),
        ("name,lat,lon\nA,x,1\nB,1,1\nC,y,2\n", "2 of 3 rows"),
    ],
)
def test_unusable_gazetteers_are_refused_with_a_remedy(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(RecordsError, match=words) as caught:
        load(tmp_path, text)
    assert caught.value.remedy


def test_a_real_gazetteer(tmp_path: Path) -> None:
    path = SHARED / "syria_gazetteer_en_ar.csv"
    if not path.exists():
        pytest.skip("shared/data/records is absent")
    rows, problems = load_gazetteer(GazetteerSource(path="g.csv", country="Syria"), path)
    assert len(rows) > 5_000
    assert len(problems) < 100
    assert {row.country for row in rows} == {"Syria"}
    assert len({row.code for row in rows if "القصر" in (row.name, *row.other_names)}) >= 1
    assert tmp_path.exists()
