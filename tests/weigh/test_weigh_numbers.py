"""The worked numbers of the rules of evidence, and the properties of the small functions behind them.

In: plain numbers. Out: nothing.
"""

import itertools
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.errors import CaseInvalid
from hearsay.weigh import joint_ratio, likelihood, ratio_given, track_record, words_for
from hearsay.weigh.dependence import nats_given
from hearsay.weigh.odds import expit, logit, ratio_text, scaled, short, turned, with_zero
from hearsay.weigh.tables import bands
from hearsay.weigh.words import CANNOT

chance = st.floats(0.01, 0.99)
share = st.floats(0.0, 1.0)


def test_five_of_five_independent() -> None:
    record = track_record([(1, 0)] * 5, 1.0)
    assert (round(record.mean, 3), round(record.low, 3), round(record.high, 3)) == (0.857, 0.607, 0.991)
    assert record.effective == 5.0


def test_five_of_five_in_one_batch() -> None:
    record = track_record([(5, 0)], 1.0)
    assert round(record.mean, 3) == 0.667
    assert record.effective == 1.0


def test_a_mixed_batch_scales_both_sides() -> None:
    record = track_record([(3, 1)], 1.0)
    assert record.mean == pytest.approx(1.75 / 3.0)
    assert track_record([(3, 1)], 0.0).mean == pytest.approx(4 / 6)


def test_no_outcome_is_the_flat_posterior() -> None:
    record = track_record([], 1.0)
    assert (record.effective, record.mean) == (0.0, 0.5)
    assert (record.low, record.high) == pytest.approx((0.05, 0.95))


@pytest.mark.parametrize(("batches", "rho"), [([(-1, 2)], 0.5), ([(1, 1)], 1.5)])
def test_impossible_outcomes_are_refused(batches: list[tuple[int, int]], rho: float) -> None:
    with pytest.raises(ValueError, match="rho"):
        track_record(batches, rho)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6), share)
def test_order_of_batches_changes_nothing(batches: list[tuple[int, int]], rho: float) -> None:
    assert track_record(batches, rho) == track_record(batches[::-1], rho)


@given(st.integers(1, 30), share, share)
def test_more_correlation_never_narrows(n: int, rho: float, other: float) -> None:
    weak, strong = sorted((rho, other))
    loose, tight = track_record([(n, 0)], strong), track_record([(n, 0)], weak)
    assert loose.low <= tight.low + 1e-9
    assert loose.mean <= tight.mean + 1e-9


@pytest.mark.parametrize(("copies", "expected"), [((0, 0, 0), 64), ((0, 0.95, 0.95), 4.25), ((0, 1, 1), 4.00)])
def test_three_reports(copies: tuple[float, ...], expected: float) -> None:
    assert round(joint_ratio(0.8, 0.2, copies), 2) == expected


@given(chance, chance, st.lists(share, min_size=1, max_size=6))
def test_a_report_that_only_repeats_changes_nothing(p_true: float, p_false: float, copies: list[float]) -> None:
    assert joint_ratio(p_true, p_false, [*copies, 1.0]) == pytest.approx(joint_ratio(p_true, p_false, copies))


@given(chance, chance, st.lists(share, min_size=1, max_size=6))
def test_order_of_reports_changes_nothing(p_true: float, p_false: float, copies: list[float]) -> None:
    assert joint_ratio(p_true, p_false, copies) == joint_ratio(p_true, p_false, copies[::-1])


@given(
    st.tuples(chance, chance).map(sorted),
    st.tuples(chance, chance).map(sorted),
    st.tuples(share, share).map(sorted),
    share,
)
def test_corners_hold_every_inner_value(true: list[float], false: list[float], copy: list[float], t: float) -> None:
    low, high = nats_given((true[0], true[1]), (false[0], false[1]), (copy[0], copy[1]))
    inner = [a + t * (b - a) for a, b in (true, false, copy)]
    assert exp(low) - 1e-9 <= ratio_given(*inner) <= exp(high) + 1e-9


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.0, 0.049, "almost no chance"),
        (0.05, 0.19, "very unlikely"),
        (0.2, 0.2, "unlikely"),
        (0.45, 0.549, "roughly even chance"),
        (0.55, 0.79, "likely"),
        (0.8, 0.949, "very likely"),
        (0.95, 1.0, "almost certain"),
        (0.55, 0.8, "likely to very likely"),
        (0.6, 0.9, "likely to very likely"),
        (0.05, 0.2, "very unlikely to unlikely"),
        (0.6, 0.95, CANNOT),
        (0.0, 1.0, CANNOT),
    ],
)
def test_words_of_an_interval(low: float, high: float, words: str) -> None:
    assert words_for(low, high) == words


@given(share, share)
def test_words_only_inside_their_bands(one: float, other: float) -> None:
    low, high = sorted((one, other))
    by_word = {band.word: band for band in bands()}
    words = words_for(low, high)
    inside = [band for band in bands() if band.low <= high and (low < band.high or band.high == 1.0)]
    if words == CANNOT:
        assert len(inside) > 2
    else:
        named = [by_word[word] for word in words.split(" to ")]
        assert named == inside
        assert named[0].low <= low
        assert high < named[-1].high or named[-1].high == 1.0


@given(share, share, share, share)
def test_a_wider_interval_never_gets_a_narrower_word(a: float, b: float, c: float, d: float) -> None:
    w, x, y, z = sorted((a, b, c, d))
    wide, narrow = words_for(w, z), words_for(x, y)
    assert wide == CANNOT or set(narrow.split(" to ")) <= set(wide.split(" to "))


@pytest.mark.parametrize(("low", "high"), [(0.6, 0.4), (-0.1, 0.4), (0.5, 1.1)])
def test_no_interval_no_words(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="interval"):
        words_for(low, high)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("likely", (0.55, 0.8)),
        ("Very  Likely", (0.8, 0.95)),
        ("almost certain", (0.95, 0.99)),
        ("unlikely to roughly even chance", (0.2, 0.55)),
        ("محتمل", (0.55, 0.8)),
        ("Вероятно", (0.55, 0.8)),
    ],
)
def test_words_that_people_give(words: str, expected: tuple[float, float]) -> None:
    assert likelihood(words) == expected


@pytest.mark.parametrize("words", ["", "surely", "likely to", "likely to sure", "likely to likely to likely"])
def test_other_words_are_refused_with_the_known_ones(words: str) -> None:
    with pytest.raises(CaseInvalid) as refused:
        likelihood(words)
    assert "almost certain" in refused.value.remedy


def test_bands_have_no_gaps() -> None:
    found = bands()
    assert [found[0].low, found[-1].high] == [0.0, 1.0]
    assert all(left.high == right.low for left, right in itertools.pairwise(found))


@given(st.floats(-700, 700))
def test_log_odds_and_back(x: float) -> None:
    assert 0.0 <= expit(x) <= 1.0
    if abs(x) < 20:
        assert logit(expit(x)) == pytest.approx(x, abs=1e-6)


def test_ranges() -> None:
    assert scaled((-1.0, 2.0), (0.5, 1.0)) == (-1.0, 2.0)
    assert turned((0.5, 2.0)) == (-2.0, -0.5)
    assert with_zero((0.5, 2.0)) == (0.0, 2.0)
    assert ratio_text((0.0, 0.0)) == "LR 1"
    assert short("a\n b " + "c" * 200, 10) == "a b ccccc…"
