"""Rival propositions: what contradicts what, and what only looks as if it did."""

from typing import Any

import pytest
from trace_making import claim, hop, number, sha_of, voice, written

from hearsay.model import Copy, Document, Proposition, Record, Relation, TimeMention
from hearsay.ports import Group
from hearsay.trace import Oppose

DAY = TimeMention(text="on 4 May 2020", start=0, end=1, first="2020-05-04", last="2020-05-04", precision="day")
NEXT = TimeMention(text="on 9 May 2020", start=0, end=1, first="2020-05-09", last="2020-05-09", precision="day")


def text_of(name: str, words: str, who: str, day: str = "2020-05-05", **fields: Any) -> list[Record]:
    speaker = voice(who, name)
    made = claim(name, words, [hop(speaker)], times=fields.pop("times", (DAY,)), kind="event", **fields)
    own = Proposition(anchor=made.id, claims=(made.id,), documents=(sha_of(name),))
    return [*written(name, words, day=day), speaker, made, own]


def contradictions(*texts: list[Record]) -> list[Relation]:
    step = Oppose()
    parts = {f"{n}": step.part(Group(f"{n}", tuple(rows))) for n, rows in enumerate(texts)}
    return [row for row in step.join(parts) if isinstance(row, Relation)]


def toll(name: str, value: int, who: str, words: str = "", **fields: Any) -> list[Record]:
    said = words or f"{value} miners were killed when the shaft at Brenn fell in"
    at = said.index(f"{value}")
    counted = number(value, "miners", start=at, end=at + len(f"{value}"), bound=fields.pop("bound", ""))
    return text_of(name, said, who, numbers=(counted,), **fields)


def test_two_tolls_of_one_day_contradict_each_other_in_both_directions() -> None:
    found = contradictions(toll("a", 12, "Mine Company"), toll("b", 27, "Miners Union"))
    assert len(found) == 2
    assert {(row.source, row.target) for row in found} == {(row.target, row.source) for row in found}
    assert {row.kind for row in found} == {"contradicts"}
    assert all("if both mean one event" in row.why and "2020-05-04" in row.why for row in found)
    assert {row.why.partition(",")[0] for row in found} <= {"12 against 27", "27 against 12"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (toll("a", 12, "Mine Company", bound="at_least"), toll("b", 27, "Miners Union")),
        (toll("a", 12, "Mine Company"), toll("b", 27, "Miners Union", times=(NEXT,))),
        (toll("a", 12, "Mine Company"), toll("b", 27, "Mine Company", day="2020-05-07")),
        (
            toll("a", 12, "Mine Company"),
            toll("b", 27, "Miners Union", "27 miners were hurt when the shaft at Brenn fell in"),
        ),
        (
            toll("a", 12, "Mine Company"),
            toll("b", 12, "Miners Union", "12 miners were killed when the shaft at Brenn fell"),
        ),
    ],
    ids=["a bound that holds both", "another day", "an update by one voice", "dead and hurt", "one number"],
)
def test_what_is_no_contradiction(one: list[Record], other: list[Record]) -> None:
    assert contradictions(one, other) == []


def test_a_later_text_that_names_the_old_figure_is_an_update() -> None:
    rows = text_of(
        "b",
        "27 miners were killed at Brenn, up from 12",
        "Miners Union",
        numbers=(number(27, "miners"), number(12, "")),
    )
    assert contradictions(toll("a", 12, "Mine Company"), rows) == []


def test_a_figure_that_changed_on_the_way_is_drift_and_no_rival() -> None:
    copy = Copy(later=sha_of("b"), earlier=sha_of("a"), target="document", probability=0.9)
    first, second = toll("a", 12, "Mine Company"), [*toll("b", 27, "Mine Company"), copy]
    assert contradictions(first, second) == []
    assert len(contradictions(first, second[:-1])) == 2


def test_one_text_that_tells_both_in_one_voice_holds_neither_against_the_other() -> None:
    both = [
        *toll("a", 12, "Mine Company"),
        *toll("a", 27, "Mine Company", "27 miners were killed when the hall fell in"),
    ]
    kept = {row.id: row for row in both}
    assert contradictions(list(kept.values())) == []


def test_another_actor_and_a_denial() -> None:
    guard = text_of("a", "The harbour guard shelled the mill", "Ann Lee", act="strike", actors=("Harbour Guard",))
    league = text_of("b", "The river league shelled the mill", "Bo Finn", act="strike", actors=("River League",))
    never = text_of(
        "c", "The harbour guard did not shell the mill", "Cy Orr", act="strike", actors=("Harbour Guard",), polarity="-"
    )
    assert {row.why.partition(",")[0] for row in contradictions(guard, league)} <= {
        "harbour guard against river league",
        "river league against harbour guard",
    }
    assert len(contradictions(guard, league)) == len(contradictions(guard, never)) == 2
    assert contradictions(league, never) == []


def test_no_proposition_no_relation() -> None:
    assert contradictions([row for row in written("a", "x") if isinstance(row, Document)]) == []
