"""Numbers of claims beside those of records: like with like, or refused with the missing thing named."""

from typing import Any

import pytest
from check_kit import (
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

from hearsay.check import CheckNumbers
from hearsay.check.counts import counts_deaths
from hearsay.model import Claim, Event, NumberCheck, Quantity, Voice
from hearsay.settings import CheckSettings
from hearsay.text.numbers import find_quantities

OTHER = Voice(name="a harbour clerk", scope="b" * 64, kind="person")


def say(text: str, **given: Any) -> Claim:
    """A claim whose numbers are found in its own text."""
    return make_claim(text=text, start=0, end=len(text), numbers=tuple(find_quantities(text, 0, len(text))), **given)


def run(claim: Claim, events: tuple[Event, ...] = ()) -> list[NumberCheck]:
    held = events or (make_event("e1", "2016-06-10"), make_event("e2", "2016-09-20"))
    found = CheckNumbers(CheckSettings(), HeldEvents(held, (make_set(),)))(group_of(claim, make_document()))
    return [r for r in found if isinstance(r, NumberCheck)]


def test_a_share_without_source_base_period_and_table_is_refused_for_each() -> None:
    claim = say("About 90% of the harbour's ships were sent against the northern port.", kind="statistic", times=())
    (check,) = run(claim)
    assert check.refused
    assert check.missing == ("source", "base", "period", "table")
    assert check.agrees is None
    assert all(words in check.reason for words in ("who counted", "the base", "which period", "a loaded table"))


def test_a_share_of_nothing_named_misses_what_it_counts() -> None:
    number = Quantity(text="90%", start=0, end=3, value=0.9, unit="share")
    (check,) = run(make_claim(numbers=(number,), times=()))
    assert check.missing == ("source", "base", "period", "counted", "table")


def test_somebody_behind_the_share_is_a_source() -> None:
    claim = say("90% of the ships were sunk.", chain=(make_hop(VOICE), make_hop(OTHER)), times=())
    assert "source" not in run(claim)[0].missing


YEAR = make_time("2016-01-01", "2016-12-31", precision="year")
BATTLES = tuple(make_event(f"c{d:02}", f"2016-03-{d:02}") for d in range(1, 22))
RAIDS = tuple(make_event(f"s{d:02}", f"2016-05-{d:02}", kind="strike") for d in range(1, 10))


def test_a_share_of_kinds_is_compared_with_the_table() -> None:
    claim = say("70% of 30 recorded events were clashes.", chain=(make_hop(VOICE), make_hop(OTHER)), times=(YEAR,))
    check = run(claim, BATTLES + RAIDS)[0]
    assert not check.refused
    assert (check.figure, check.record, check.level) == (0.7, "Ledger", 0.95)
    assert check.low is not None
    assert check.high is not None
    assert check.low < 0.7 < check.high
    assert check.agrees is True
    wrong = say("20% of 30 recorded events were clashes.", chain=claim.chain, times=(YEAR,))
    assert run(wrong, BATTLES + RAIDS)[0].agrees is False


def test_a_share_of_another_base_is_refused() -> None:
    claim = say("70% of 300 recorded events were clashes.", chain=(make_hop(VOICE), make_hop(OTHER)), times=(YEAR,))
    check = run(claim, BATTLES + RAIDS)[0]
    assert check.refused
    assert check.missing == ("base",)


def test_a_share_against_a_target_is_refused_for_want_of_a_column() -> None:
    claim = say(
        "70% of 30 recorded events were clashes.",
        chain=(make_hop(VOICE), make_hop(OTHER)),
        times=(YEAR,),
        target="the port",
    )
    assert run(claim, BATTLES + RAIDS)[0].missing == ("table",)


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ("At least 3 people were killed", True),
        ("4 people were killed", True),
        ("9 people were killed", False),
        ("At least 9 people were killed", False),
    ],
)
def test_the_dead_are_compared_with_low_to_high(said: str, agrees: bool) -> None:  # noqa: FBT001
    (check,) = run(say(f"{said} in Old Mill.", act="kill"))
    assert not check.refused
    assert (check.low, check.figure, check.high) == (2.0, 3.0, 5.0)
    assert check.agrees is agrees
    assert "Ledger e1" in check.reason


def test_the_wounded_and_files_are_not_deaths() -> None:
    dead, wounded = run(say("3 people were killed and 30 others were wounded in Old Mill.", act="kill"))
    assert not dead.refused
    assert wounded.refused
    assert wounded.missing == ("table",)
    (files,) = run(say("They hold 22,000 files.", kind="provenance", times=()))
    assert files.missing == ("table",)


def test_deaths_where_no_event_is_likely_the_same_are_refused() -> None:
    (check,) = run(say("3 people were killed in Old Mill.", act="kill", times=(make_time("2016-07-20"),)))
    assert check.refused
    assert check.missing == ("event",)


def test_deaths_of_an_unknown_place_or_time_are_refused_with_the_reason() -> None:
    (check,) = run(say("3 people were killed.", act="kill", times=()))
    assert check.refused
    assert "the claim has no date" in check.reason


def test_digits_read_by_machine_are_said_to_be_unconfirmed() -> None:
    number = Quantity(text="3 people", start=0, end=8, value=3.0, unit="people", of="people", verified=False)
    (check,) = run(make_claim(text="3 people were killed in Old Mill.", act="kill", numbers=(number,)))
    assert "not confirmed" in check.reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل 23 شخصا في القصف", True),
        ("Погибли 23 человека", True),
        ("23 человека ранены", False),
        ("23 people fled", False),
    ],
)
def test_deaths_in_three_languages(text: str, expected: bool) -> None:  # noqa: FBT001
    claim = say(text, act="other")
    assert [counts_deaths(claim, n) for n in claim.numbers] == [expected]


def test_the_count_is_not_used_to_find_the_event_it_is_tested_on() -> None:
    near = (make_event("e1", "2016-06-10"), make_event("e2", "2016-06-11", low=40, best=40, high=40))
    (check,) = run(say("40 people were killed in Old Mill.", act="clash"), near)
    assert check.refused or check.record == "Ledger"
    assert check.refused or check.figure == 3.0


def test_places_of_many_meanings_take_no_share() -> None:
    place = make_place("the Mill", ("Old Mill", 34.0, 38.0, 0.5), ("New Mill", 35.5, 39.5, 0.3))
    claim = say(
        "70% of 30 recorded events were clashes.",
        chain=(make_hop(VOICE), make_hop(OTHER)),
        times=(YEAR,),
        places=(place,),
    )
    assert run(claim, BATTLES + RAIDS)[0].refused
