"""p0, its interval, and the worth of matches: worked numbers, the reference table, invariants."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.check import count_hits, estimate, foretold_ratio, is_diagnostic
from hearsay.check.chance import day_number, iso_day
from hearsay.settings import RecordSource
from hearsay.store.records import ParquetEvents, load_records

RECORDS = Path(__file__).parents[2] / ".." / "shared" / "data" / "records"
TYPES = {"1": (1,), "1 2 3": (1, 2, 3)}


def test_hits_are_days_whose_window_holds_an_event() -> None:
    assert count_hits([10], first=1, last=20, lag=(1, 3)) == (3, 20)
    assert count_hits([10, 10, 11], first=1, last=20, lag=(1, 3)) == (4, 20)
    assert count_hits([], first=1, last=20, lag=(0, 3)) == (0, 20)
    assert count_hits([22], first=1, last=20, lag=(0, 3)) == (2, 20)
    assert count_hits([24], first=1, last=20, lag=(0, 3)) == (0, 20)
    assert count_hits([0], first=1, last=20, lag=(0, 3)) == (0, 20)
    assert count_hits([0], first=1, last=20, lag=(-2, 0)) == (2, 20)


def test_hits_refuse_an_empty_null_and_a_lag_backwards() -> None:
    with pytest.raises(ValueError, match="null"):
        count_hits([1], first=5, last=4, lag=(0, 3))
    with pytest.raises(ValueError, match="lag"):
        count_hits([1], first=1, last=4, lag=(3, 0))


@pytest.mark.parametrize(
    ("hits", "days", "expected"),
    [(131, 366, (0.3583, 0.3176, 0.3999)), (31, 31, (0.9844, 0.9404, 0.9999)), (14, 366, (0.0395, 0.0243, 0.0575))],
)
def test_estimate_worked(hits: int, days: int, expected: tuple[float, float, float]) -> None:
    assert tuple(round(x, 4) for x in estimate(hits, days)) == expected


def test_three_of_three_in_a_quiet_place() -> None:
    ratio = foretold_ratio(3, 3, 0.2, (0.5, 0.95))
    assert (round(ratio.low, 1), round(ratio.high)) == (15.6, 107)
    assert is_diagnostic(ratio)
    assert ratio.between == "foretold | chance"


def test_four_of_five_in_a_battle_zone_is_not_diagnostic() -> None:
    ratio = foretold_ratio(4, 5, 0.7, (0.5, 0.95))
    assert (round(ratio.low, 2), round(ratio.high, 2)) == (0.43, 1.14)
    assert not is_diagnostic(ratio)
    assert "not diagnostic" in ratio.why


def test_one_match_ranges_over_q_by_p0() -> None:
    ratio = foretold_ratio(1, 1, 0.43, (0.5, 0.95))
    assert ratio.low == pytest.approx(0.5 / 0.43)
    assert ratio.high == pytest.approx(0.95 / 0.43)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_p0_is_never_nought_or_one_and_lies_in_its_interval(counts: tuple[int, int]) -> None:
    p0, low, high = estimate(*counts)
    assert 0 < low < p0 < high < 1
    if counts[0] < counts[1]:
        assert estimate(counts[0] + 1, counts[1])[0] > p0


@given(st.lists(st.integers(-20, 120), max_size=30), st.integers(0, 4), st.integers(0, 4), st.randoms())
def test_hits_agree_with_the_plain_definition_in_any_order(
    days: list[int], low: int, more: int, random: object
) -> None:
    lag = (low, low + more)
    plain = sum(any(x + lag[0] <= d <= x + lag[1] for d in days) for x in range(101))
    shuffled = list(days)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (
        count_hits(days, first=0, last=100, lag=lag) == count_hits(shuffled, first=0, last=100, lag=lag) == (plain, 101)
    )


@given(st.lists(st.integers(0, 100), max_size=20), st.integers(0, 100))
def test_one_more_event_never_lowers_p0(days: list[int], more: int) -> None:
    fewer, _ = count_hits(days, first=0, last=100, lag=(0, 3))
    again, n = count_hits([*days, more], first=0, last=100, lag=(0, 3))
    assert estimate(again, n)[0] >= estimate(fewer, n)[0]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_day_numbers_go_there_and_back(day: date) -> None:
    assert iso_day(day_number(day.isoformat())) == day.isoformat()
    assert day_number((day + timedelta(days=1)).isoformat()) == day_number(day.isoformat()) + 1


def test_the_reference_table_is_reproduced_row_by_row(tmp_path: Path) -> None:
    table = RECORDS / "coincidence_table.csv"
    if not table.exists():
        pytest.skip("shared/data/records is absent")
    csv_path = RECORDS / "ucdp_ged_syria_2016_2019.csv.gz"
    target = tmp_path / "events.parquet"
    records, _ = load_records(RecordSource(name="UCDP", path="x.csv.gz"), csv_path, target)
    events = ParquetEvents((target,), (records,))
    with table.open(encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    assert len(rows) == 15
    for row in rows:
        lag = (int(row["lag_lo"]), int(row["lag_hi"]))
        first, last = day_number(row["null_from"]), day_number(row["null_to"])
        near = events.near(latitude=float(row["lat"]), longitude=float(row["lon"]), radius=float(row["radius_km"]),
                           first=row["null_from"], last=iso_day(last + lag[1]))  # fmt: skip
        counting = [
            e
            for e in near
            if e.violence in TYPES[row["types"]]
            and e.place_precision <= int(row["max_where_prec"])
            and e.date_precision <= int(row["max_date_prec"])
        ]
        hits, days = count_hits((day_number(e.first) for e in counting), first=first, last=last, lag=lag)
        found = [hits, days, *(round(x, 4) for x in estimate(hits, days))]
        expected = [int(row["k"]), int(row["n"]), *(float(row[c]) for c in ("p0", "jeffreys05", "jeffreys95"))]
        assert found == expected, row
