"""Shares and round numbers: worked intervals and invariants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.check import share_interval
from hearsay.check.counts import claimed_range, half_place
from hearsay.check.shares import claimed_share, overlap
from hearsay.model import Quantity


def make_number(**given_: object) -> Quantity:
    known: dict[str, object] = {"text": "90%", "start": 0, "end": 3, "unit": "share"}
    return Quantity(**(known | given_))  # type: ignore[arg-type]


def test_fifty_one_of_sixty_four() -> None:
    assert [round(x, 3) for x in share_interval(51, 64, 0.95)] == [0.678, 0.887]
    assert [round(x, 3) for x in share_interval(51, 64, 0.99)] == [0.640, 0.908]


def test_ninety_per_cent_is_hard_to_reconcile_at_95_not_at_99() -> None:
    claimed = claimed_share(make_number(value=0.9))
    assert claimed is not None
    assert [round(x, 9) for x in claimed] == [0.895, 0.905]
    assert not overlap(claimed, share_interval(51, 64, 0.95))
    assert overlap(claimed, share_interval(51, 64, 0.99))


def test_about_widens_the_claim() -> None:
    claimed = claimed_share(make_number(value=0.9, approximate=True))
    assert claimed is not None
    assert [round(x, 9) for x in claimed] == [0.85, 0.95]
    assert overlap(claimed, share_interval(51, 64, 0.95))


def test_bounds_of_shares() -> None:
    assert claimed_share(make_number(value=0.9, bound="at_least")) == (0.9, 1.0)
    assert claimed_share(make_number(value=0.9, bound="at_most")) == (0.0, 0.9)
    assert claimed_share(make_number()) is None


def test_none_and_all_reach_the_ends() -> None:
    assert share_interval(0, 10, 0.95)[0] == 0.0
    assert share_interval(10, 10, 0.95)[1] == 1.0


@pytest.mark.parametrize(
    ("k", "n", "level", "design"),
    [(5, 4, 0.95, 1), (-1, 4, 0.95, 1), (1, 0, 0.95, 1), (1, 4, 1.0, 1), (1, 4, 0.9, 0.5)],
)
def test_impossible_shares_are_refused(k: float, n: float, level: float, design: float) -> None:
    with pytest.raises(ValueError, match="share needs"):
        share_interval(k, n, level, design)


@given(st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(1, 10))
def test_the_interval_holds_the_share_and_widens_with_the_design_effect(counts: tuple[int, int], design: float) -> None:
    k, n = counts
    low, high = share_interval(k, n, 0.95)
    wide = share_interval(k, n, 0.95, design)
    assert low <= k / n <= high
    assert wide[0] <= low + 1e-9
    assert wide[1] >= high - 1e-9


@pytest.mark.parametrize(
    ("value", "half"), [(90, 5), (85, 2.5), (87, 0.5), (87.5, 0.05), (200, 50), (1500, 50), (0, 0.5)]
)
def test_half_of_the_last_place(value: float, half: float) -> None:
    assert half_place(value) == pytest.approx(half)


def test_counts_as_ranges() -> None:
    assert claimed_range(make_number(unit="people", value=29.0, bound="at_least")) == (29.0, float("inf"))
    assert claimed_range(make_number(unit="people", value=30.0, approximate=True)) == (25.0, 35.0)
    assert claimed_range(make_number(unit="", low=24.0)) == (24.0, float("inf"))
    assert claimed_range(make_number(unit="", value=9.0, bound="at_most")) == (0.0, 9.0)
    assert claimed_range(make_number(unit="")) is None
