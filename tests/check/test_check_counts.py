"""What the numbers of a claim count, and when no record can agree with them: worked sentences in three languages."""

from typing import Any

import pytest
from check_kit import (
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
)

from hearsay.check import CheckNumbers, Match
from hearsay.check.counts import figures, toll
from hearsay.model import Anchor, Check, Claim, Event, NumberCheck, Voice
from hearsay.model import Match as Matched
from hearsay.settings import CheckSettings
from hearsay.text.numbers import find_quantities

EVENTS = (make_event("e1", "2016-06-10"), make_event("e2", "2016-09-20"))


def say(text: str, **given: Any) -> Claim:
    numbers = tuple(find_quantities(text, 0, len(text)))
    return make_claim(text=text, start=0, end=len(text), numbers=numbers, **({"act": "kill"} | given))


def run(claim: Claim, events: tuple[Event, ...] = EVENTS) -> list[NumberCheck]:
    found = CheckNumbers(CheckSettings(), HeldEvents(events, (make_set(),)))(group_of(claim, make_document()))
    return [r for r in found if isinstance(r, NumberCheck)]


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("12 militants killed four villagers.", [None, True]),
        ("Five shells killed 4 people.", [None, True]),
        ("30 people were at the market when a shell killed the mayor.", [None]),
        ("4 people were sentenced to death.", [None]),
        ("killing 4 and wounding 30", [True, None]),
        ("4 people were killed and 3 arrested.", [True, None]),
        ("up to 4 were killed", [True]),
        ("between 2 and 6 people were killed", [True]),
        ("between 8 and 16 people were killed", [False]),
        ("4 of them children were killed", [None]),
        ("2 civilians were killed", [True]),
        ("2 civilians and 3 fighters were killed", [None, None]),
        ("9 civilians were killed", [False]),
        ("погибли 4 человека, ещё 30 ранены", [True, None]),
        ("4 боевика убили пятерых жителей", [None, True]),
        ("убиты 4 боевика, в том числе двое детей", [True, None]),
        ("قتل 4 مدنيين وأصيب 30 آخرون", [True, None]),
        ("اعتقال 4 أشخاص", [None]),
        ("At least 4 people, among them three policemen, were shot dead.", [True, None]),
        ("застрелены 4 человека", [True]),
    ],
)
def test_only_counts_of_the_dead_are_compared(text: str, agrees: list[bool | None]) -> None:
    assert [c.agrees for c in run(say(text))] == agrees


def test_one_sort_of_people_below_the_total_is_refused() -> None:
    events = (make_event("e1", "2016-06-10", low=6, best=7, high=8), EVENTS[1])
    (check,) = run(say("3 children were killed."), events)
    assert check.missing == ("counted",)
    assert "counts all, 6 to 8" in check.reason


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": "If the truce fails, 4 people die."}, "supposes"),
        ({"text": "4 people could be killed there."}, "may or should be"),
        ({"text": "может погибнуть 4 человека"}, "may or should be"),
        ({"text": "قد يقتل 4 أشخاص"}, "may or should be"),
        ({"text": "He threatened to kill 4 people."}, "threat"),
        ({"text": "هدد بقتل 4 أشخاص"}, "threat"),
        ({"text": "Were 4 people killed?"}, "asks"),
        ({"text": "4 people were killed.", "polarity": "-"}, "denies"),
        ({"text": "4 people were killed.", "kind": "forecast", "foretold": True}, "forecast"),
        ({"text": "Kill 4 people.", "kind": "order"}, "order"),
        ({"text": "4 people were killed.", "chain": (make_hop(VOICE, commitment="Uu"),)}, "nobody in the text holds"),
        ({"text": "4 people were killed.", "chain": (make_hop(VOICE, mode="denies"),)}, "denies"),
    ],
)
def test_what_did_not_happen_agrees_with_no_record(given: dict[str, Any], said: str) -> None:
    for check in run(say(**given)):
        assert check.refused
        assert check.agrees is None
        assert said in check.reason or "table" in check.missing
    assert any(said in c.reason for c in run(say(**given)))


def test_a_hedge_is_said_beside_the_figure() -> None:
    (check,) = run(say("4 people were killed.", chain=(make_hop(VOICE, commitment="PR+"),)))
    assert check.agrees
    assert "with a hedge" in check.reason


def test_a_number_of_the_speakers_is_no_figure() -> None:
    text = "Two rescue workers said 4 people were killed."
    crew = Voice(name="Two rescue workers", scope=SHA, kind="group")
    hop = make_hop(crew, mention=Anchor(page="page:1", start=0, end=18))
    (check,) = run(say(text, chain=(make_hop(VOICE), hop)))
    assert (check.value, check.agrees) == (4.0, True)
    elsewhere = make_hop(crew, mention=Anchor(page="page:2", start=0, end=18))
    assert len(figures(say(text, chain=(make_hop(VOICE), elsewhere)))) == 2


def test_differing_counts_long_periods_and_several_places_are_refused() -> None:
    several = run(say("3 people were killed in the morning, and 5 people were killed at night."))
    assert [c.refused for c in several] == [True, True]
    assert "several counts" in several[0].reason
    month = (make_time("2016-06-01", "2016-06-30", precision="month"),)
    assert "30 days" in run(say("4 people were killed.", times=month))[0].reason
    far = make_place("New Mill", ("New Mill", 35.5, 39.5, 1.0))
    assert "2 places" in run(say("4 people were killed.", places=(make_place(), far)))[0].reason


def test_the_toll_is_the_one_count_of_all() -> None:
    found = toll(say("4 people were killed, including 2 children, and 30 wounded."))
    assert found is not None
    assert found[1] == (4.0, 4.0)
    assert toll(say("3 people were killed on Monday and 5 people were killed on Friday.")) is None


def matches(events: tuple[Event, ...], sets: tuple[Any, ...] = (), **given: Any) -> tuple[Check, list[Matched]]:
    port = HeldEvents(events, sets or (make_set(),))
    found = Match(CheckSettings(), port)(group_of(make_claim(**given), make_document()))
    return next(r for r in found if isinstance(r, Check)), [r for r in found if isinstance(r, Matched)]


def test_day_and_place_alone_are_not_nearly_certain() -> None:
    bare = {"actors": (), "kind": "other", "low": None, "best": None, "high": None}
    check, (match,) = matches((make_event("b1", "2016-06-10", **bare), make_event("b2", "2016-09-20", **bare)))
    assert 0.5 < match.probability < 0.85
    others = match.factors[-1]
    assert (others.name, others.recorded) == ("others", "1 event in the window")
    assert others.weight < 0
    assert check.chances[0].hits > 0, "rows that say no kind may match any claim, so chance counts them"
    assert "rows of no stated kind" in check.chances[0].rule
    full = matches(EVENTS)[1][0]
    assert full.probability > match.probability


def test_two_sets_may_hold_one_event() -> None:
    twin = make_event("t1", "2016-06-10", record_set="Other")
    sets = (make_set(), make_set(name="Other"))
    _, both = matches((*EVENTS, twin), sets)
    alone = matches(EVENTS)[1]
    assert [m.probability for m in both] == pytest.approx([alone[0].probability] * 2)


def test_a_period_that_is_covered_in_part_is_not_checkable() -> None:
    years = (make_time("2013-01-01", "2016-12-31", precision="period"),)
    check, _ = matches(EVENTS, times=years)
    assert not check.checkable
    assert "cover only a part (Ledger: 2016-01-01 to 2016-12-31)" in check.reason


def test_a_dateline_is_not_the_day_of_the_event() -> None:
    times = (make_time("2016-07-01", text="1 July 2016"), make_time("2016-06-10", text="10 June", start=20, end=27))
    assert [m.relation for m in matches(EVENTS, times=times)[1]] == ["same event"]


def test_a_claimed_week_says_less_than_a_claimed_day() -> None:
    week = (make_time("2016-06-07", "2016-06-13", precision="week"),)
    of_week = {f.name: f.weight for f in matches(EVENTS, times=week)[1][0].factors}
    of_day = {f.name: f.weight for f in matches(EVENTS)[1][0].factors}
    assert of_week["days"] < of_day["days"]


def test_before_a_month_ends_before_it_begins() -> None:
    month = (make_time("2016-06-01", "2016-06-30", precision="month", relation="before"),)
    assert [m.event for m in matches(EVENTS, times=month)[1] if m.relation == "same event"] == []
