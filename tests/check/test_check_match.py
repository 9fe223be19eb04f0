"""Claims beside events: what is checkable, what matches, what is only context, what is circular."""

import pickle
import random
from typing import Any

import pytest
from check_kit import (
    LAT,
    LETTER,
    LON,
    SHA,
    VOICE,
    HeldEvents,
    group_of,
    make_claim,
    make_document,
    make_event,
    make_hop,
    make_place,
    make_set,
    make_time,
)  # fmt: skip
from hypothesis import given
from hypothesis import strategies as st

from hearsay.check import Match
from hearsay.model import Check, Custody, Event, Record, Voice
from hearsay.model import Match as Matched
from hearsay.ports import EventPort
from hearsay.settings import CheckSettings

SETTINGS = CheckSettings()
QUIET = (make_event("e1", "2016-06-10"), make_event("e2", "2016-04-02"), make_event("e3", "2016-09-20"))


def run(
    *given_: Record, events: tuple[Event, ...] = QUIET, sets: tuple[Any, ...] | None = None
) -> tuple[Check, list[Matched], list[Event]]:
    port = HeldEvents(events, (make_set(),) if sets is None else sets)
    found = Match(SETTINGS, port)(group_of(*given_))
    matches = [r for r in found if isinstance(r, Matched)]
    return next(r for r in found if isinstance(r, Check)), matches, [r for r in found if isinstance(r, Event)]


def test_the_port_of_the_tests_is_one() -> None:
    assert isinstance(HeldEvents((), ()), EventPort)


def test_a_claim_of_a_quiet_place_matches_its_event() -> None:
    check, matches, events = run(make_claim(), make_document())
    assert check.checkable
    assert (check.matched, check.context) == (1, 0)
    (match,) = matches
    assert match.relation == "same event"
    assert match.probability >= 0.5
    assert [e.code for e in events] == ["e1"]
    assert match.event == events[0].id
    assert [f.name for f in match.factors] == ["days", "distance", "actors", "kind", "counts", "others"]
    assert all(f.reason for f in match.factors)
    assert match.chance is not None
    assert 0 < match.chance.low < match.chance.p0 < match.chance.high < 1
    assert (match.chance.null_first, match.chance.null_last) == ("2016-01-01", "2016-12-10")
    assert match.lead_days == -21.0


def test_the_chance_is_that_of_the_definition() -> None:
    check, _, _ = run(make_claim(), make_document())
    (chance,) = check.chances
    assert (chance.hits, chance.days) == (12, 345)
    assert chance.p0 == pytest.approx(12.5 / 346)
    assert (chance.radius, chance.lag) == (20.0, (0, 3))


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"kind": "provenance"}, "not an event that records could hold, but of kind provenance"),
        ({"kind": "evaluation"}, "kind evaluation"),
        ({"kind": "track_record"}, "kind track record"),
        ({"times": ()}, "the claim has no date"),
        ({"times": (make_time("", text="soon", precision="unknown"),)}, "the claim has no date"),
        ({"places": ()}, "names no place"),
        ({"places": (make_place("Nowhere", relation="near").__class__(text="Nowhere", start=0, end=7),)}, "no loaded gazetteer knows"),
        ({"times": (make_time("2013-11-24"),)}, "2013-11-24 lies outside the period"),
        ({"act": "withdraw"}, "hold no such kind of event: withdraw"),
        ({"act": "other"}, "does not say which kind"),
        ({"places": (make_place("Far Town", ("Far Town", 10.0, 10.0, 1.0)),)}, "outside the area"),
        ({"places": (make_place("Hermitage", ("Hermitage", 36.5, 40.5, 1.0)),)}, "no event at all within 50 km"),
    ],
)  # fmt: skip
def test_not_checkable_and_why(given_: dict[str, Any], words: str) -> None:
    check, matches, _ = run(make_claim(**given_), make_document())
    assert not check.checkable
    assert words in check.reason
    assert check.matched == 0
    assert all(m.relation == "context" for m in matches)


def test_without_records_nothing_is_checkable() -> None:
    assert run(make_claim(), make_document(), sets=())[0].reason == "no event records are loaded"
    check, _, _ = run(make_claim(), make_document(), sets=(make_set(first="", last=""),))
    assert not check.checkable
    assert "not stated" in check.reason


def test_a_covered_day_without_event_is_no_match_and_says_what_was_covered() -> None:
    check, matches, _ = run(make_claim(times=(make_time("2016-07-20"),)), make_document())
    assert check.checkable
    assert matches == []
    assert "covers place, time and kind" in check.reason
    assert check.chances


def test_an_undated_order_of_an_unrecorded_kind_is_shown_its_context() -> None:
    events = tuple(make_event(f"m{d:02}", f"2016-03-{d:02}", kind="clash") for d in range(1, 29))
    order = make_claim(kind="order", act="withdraw", times=())
    check, matches, shown = run(order, make_document("2016-05-03"), events=events)
    assert not check.checkable
    assert "hold no such kind of event: withdraw" in check.reason
    assert "the 90 days before its publication on 2016-05-03" in check.reason
    assert (check.context, len(matches), len(shown)) == (12, 12, 12)
    assert {m.relation for m in matches} == {"context"}
    assert {m.probability for m in matches} == {0.0}
    assert all(m.chance is not None and m.ratios == () for m in matches)
    (chance,) = check.chances
    assert chance.lag == (0, 3)
    assert chance.p0 > 0.1


def test_an_undated_event_is_given_no_date() -> None:
    check, matches, _ = run(make_claim(times=()), make_document("2016-05-03"))
    assert check.reason == "the claim has no date"
    assert matches == []


def test_an_ambiguous_place_carries_its_distribution() -> None:
    place = make_place("the Mill", ("Old Mill", LAT, LON, 0.5), ("New Mill", 35.5, 39.5, 0.3))
    events = (*QUIET, make_event("n1", "2016-02-01", latitude=35.5, longitude=39.5))
    check, matches, _ = run(make_claim(places=(place,)), make_document(), events=events)
    assert {(c.place, c.probability) for c in check.chances} == {("Old Mill (P0)", 0.5), ("New Mill (P1)", 0.3)}
    assert "may mean 2 places" in check.reason
    alone = run(make_claim(), make_document(), events=events)[1][0]
    assert matches[0].probability < alone.probability


def test_outside_the_period_an_ambiguous_place_is_still_said_to_be_ambiguous() -> None:
    place = make_place("the Mill", ("Old Mill", LAT, LON, 0.5), ("New Mill", 35.5, 39.5, 0.3))
    check, matches, _ = run(make_claim(places=(place,), times=(make_time("2013-11-24"),)), make_document())
    assert "outside the period" in check.reason
    assert "may mean 2 places" in check.reason
    assert (matches, check.chances) == ([], ())


def test_a_battle_zone_gives_many_neighbours_and_no_match() -> None:
    events = tuple(make_event(f"d{d:02}{i}", f"2016-06-{d:02}") for d in range(1, 29) for i in range(6))
    check, matches, _ = run(make_claim(), make_document(), events=events)
    assert check.checkable
    assert check.matched == 0
    assert check.context == 12
    assert {m.relation for m in matches} == {"context"}
    assert check.chances[0].p0 == pytest.approx(31.5 / 346)


def test_a_foretold_event_has_ratios_that_name_their_hypotheses() -> None:
    forecast = make_claim(kind="forecast", foretold=True, times=(make_time("2016-06-09"),))
    check, matches, _ = run(forecast, make_document("2016-06-01"))
    assert check.matched == 1
    ratios = {r.between: r for r in matches[0].ratios}
    assert set(ratios) == {"same event | another event", "foretold | chance", "written before | written after"}
    assert matches[0].chance is not None
    p0 = matches[0].chance.p0
    foretold, written = ratios["foretold | chance"], ratios["written before | written after"]
    assert foretold.low == pytest.approx(0.5 / p0)
    assert foretold.high == pytest.approx(0.95 / p0)
    assert (written.low, written.high) == (1.0, 1.0)
    assert "later" in written.why
    assert matches[0].lead_days == 9.0


def test_a_foretold_event_at_one_of_two_places_is_worth_less() -> None:
    def low_of(place: object, events: tuple[Event, ...]) -> float:
        claim = make_claim(kind="forecast", foretold=True, times=(make_time("2016-06-10"),), places=(place,))
        _, matches, _ = run(claim, make_document("2016-06-01"), events=events)
        assert matches[0].relation == "same event"
        return next(r.low for r in matches[0].ratios if r.between == "foretold | chance")

    events = (*QUIET, *(make_event(f"n{d:02}", f"2016-08-{d:02}", latitude=35.5, longitude=39.5) for d in range(1, 29)))
    two = make_place("the Mill", ("Old Mill", LAT, LON, 0.7), ("New Mill", 35.5, 39.5, 0.2))
    assert low_of(two, events) < low_of(make_place(), events)


def test_an_unlikely_meaning_gives_no_context() -> None:
    place = make_place("the Mill", ("Old Mill", LAT, LON, 0.9), ("New Mill", 35.5, 39.5, 0.05))
    events = (*QUIET, make_event("n1", "2016-06-10", latitude=35.5, longitude=39.5))
    check, _, shown = run(make_claim(places=(place,)), make_document(), events=events)
    assert [e.code for e in shown] == ["e1"]
    assert len(check.chances) == 2


def test_monitors_among_the_actors_take_no_part() -> None:
    actors = ("Syrian Observatory for Human Rights", "Islamic State")
    _, matches, _ = run(make_claim(actors=actors), make_document())
    _, plain, _ = run(make_claim(), make_document())
    assert matches[0].factors[2].weight == plain[0].factors[2].weight


def test_a_report_of_the_past_is_not_credited_with_foresight() -> None:
    _, matches, _ = run(make_claim(), make_document())
    assert [r.between for r in matches[0].ratios] == ["same event | another event"]


@pytest.mark.parametrize(
    ("hand", "shown"),
    [
        ({"act": "received", "when": "2016-06-02"}, True),
        ({"act": "received", "when": "2016-06-02/2016-06-12"}, False),
        ({"act": "received", "when": "2016-06-10"}, False),
        ({"act": "wrote", "when": "2016-06-02"}, False),
        ({"act": "received", "when": ""}, False),
        ({"act": "received", "when": "2016-06-02", "on_word_of": "The Gazette"}, False),
    ],
)
def test_only_custody_before_the_event_shows_it_was_written_before(hand: dict[str, str], shown: bool) -> None:  # noqa: FBT001
    custody = Custody(about="file:1", position=0, hand="the archive", **hand)  # type: ignore[arg-type]
    forecast = make_claim(kind="forecast", foretold=True, times=(make_time("2016-06-09"),))
    _, matches, _ = run(forecast, make_document("2016-06-01"), custody)
    written = next(r for r in matches[0].ratios if r.between.startswith("written"))
    assert (written.low > 1) is shown
    assert written.why


def test_the_date_of_a_press_text_is_not_that_of_the_letter_it_quotes() -> None:
    claim = make_claim(kind="order", chain=(make_hop(VOICE), make_hop(LETTER, mode="orders")))
    _, matches, _ = run(claim, make_document("2016-06-01"), VOICE, LETTER)
    assert matches[0].lead_days is None
    written = next(r for r in matches[0].ratios if r.between.startswith("written"))
    assert (written.low, written.high) == (1.0, 1.0)


def test_a_record_that_rests_on_the_claims_own_voice_adds_nothing() -> None:
    monitor = Voice(name="the monitors in exile", scope=SHA, kind="group", aliases=("Harbour Monitor",))
    claim = make_claim(kind="forecast", foretold=True, chain=(make_hop(VOICE), make_hop(monitor)))
    _, matches, _ = run(claim, make_document(), VOICE, monitor)
    assert matches[0].circular
    assert "Harbour Monitor" in matches[0].why_circular
    assert "its only source" in matches[0].why_circular
    assert {(r.low, r.high) for r in matches[0].ratios} == {(1.0, 1.0)}


def test_a_known_monitor_is_recognised_under_its_short_name() -> None:
    monitor = Voice(name="the Syrian Observatory for Human Rights", scope=SHA, kind="organisation")
    events = (make_event("e1", "2016-06-10", sources=("SOHR", "Other Office")), *QUIET[1:])
    claim = make_claim(chain=(make_hop(VOICE), make_hop(monitor)))
    _, matches, _ = run(claim, make_document(), VOICE, monitor, events=events)
    assert matches[0].circular
    assert "its other sources: Other Office" in matches[0].why_circular


def test_another_source_is_not_circular() -> None:
    _, matches, _ = run(make_claim(), make_document(), VOICE)
    assert not matches[0].circular
    assert matches[0].why_circular == ""


def test_a_claimed_month_widens_the_lag_it_is_tested_with() -> None:
    month = make_time("2016-06-01", "2016-06-30", precision="month")
    check, _, _ = run(make_claim(times=(month,)), make_document())
    assert check.chances[0].lag == (0, 32)


def test_where_it_goes_to_is_not_where_it_happens() -> None:
    away = make_place("Far Town", ("Far Town", 10.0, 10.0, 1.0), relation="to")
    check, _, _ = run(make_claim(places=(away, make_place())), make_document())
    assert [c.place for c in check.chances] == ["Old Mill (P0)"]


@pytest.mark.parametrize(
    ("relation", "first"),
    [("before", "2016-06-20"), ("until", "2016-06-20"), ("after", "2016-06-01"), ("since", "2016-06-01")],
)
def test_open_times_look_on_their_side(relation: str, first: str) -> None:
    check, _, _ = run(make_claim(times=(make_time(first, relation=relation),)), make_document())
    assert check.checkable
    assert check.chances[0].lag[1] > 3


def test_the_step_is_picklable_and_indifferent_to_order() -> None:
    events = [make_event(f"d{d:02}", f"2016-06-{d:02}", latitude=LAT + d / 500) for d in range(1, 29)]
    first = Match(SETTINGS, HeldEvents(tuple(events), (make_set(),)))
    random.Random(7).shuffle(events)  # noqa: S311
    second = pickle.loads(pickle.dumps(Match(SETTINGS, HeldEvents(tuple(events), (make_set(),)))))  # noqa: S301
    group = group_of(make_claim(), make_document(), VOICE)
    assert first(group) == second(group)


@given(
    st.lists(st.tuples(st.integers(1, 28), st.floats(-0.3, 0.3), st.floats(-0.3, 0.3)), max_size=25),
    st.sampled_from(["clash", "strike", "withdraw", "other"]),
    st.integers(2012, 2019),
)
def test_probabilities_share_one_event_and_missing_coverage_is_never_no_match(
    rows: list[tuple[int, float, float]], act: str, year: int
) -> None:
    events = tuple(
        make_event(f"h{i}", f"2016-06-{day:02}", latitude=LAT + north, longitude=LON + east)
        for i, (day, north, east) in enumerate(rows)
    )
    check, matches, _ = run(make_claim(act=act, times=(make_time(f"{year}-06-10"),)), make_document(), events=events)
    assert sum(m.probability for m in matches) <= 1 + 1e-9
    if year != 2016 or act in ("withdraw", "other") or not events:
        assert not check.checkable
        assert check.reason
        assert check.matched == 0
    assert all(0 < c.p0 < 1 for c in check.chances)
    assert len(matches) == check.matched + check.context
