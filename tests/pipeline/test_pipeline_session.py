"""A session does what changed and nothing else; what is gone is forgotten; what fails costs itself alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import pytest
from small_steps import Echo, Gather, Length, chain, session

from hearsay.errors import CaseBusy
from hearsay.model import Document, Fact, Failure, Found, Record, Ruling, Summary, Voice
from hearsay.pipeline.session import Session, alone
from hearsay.ports import Group, StepKind

INPUTS = {"a": "1", "b": "2", "c": "3"}


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Session]:
    made = session(tmp_path)
    yield made
    made.store.close()


def done(s: Session) -> dict[str, tuple[int, int]]:
    return {t.step: (t.done, t.kept) for t in s.tallies}


def titles(s: Session) -> dict[str, str]:
    return {d.sha256: d.title for d in s.shelf.records(Document)}


def length(s: Session) -> int:
    (summary,) = (r for r in s.shelf.records(Summary) if r.name == Length.name)
    return int(summary.body)


def test_the_first_run_does_everything(s: Session) -> None:
    chain(s, INPUTS)
    assert done(s) == {
        "test.echo": (3, 0),
        "test.gather": (3, 0),
        "test.length/part": (3, 0),
        "test.length/join": (1, 0),
    }
    assert titles(s) == INPUTS
    assert length(s) == 3


def test_the_second_run_does_nothing(s: Session) -> None:
    chain(s, INPUTS)
    before = s.store.last_run()
    chain(s, INPUTS)
    assert done(s) == {
        "test.echo": (0, 3),
        "test.gather": (0, 3),
        "test.length/part": (0, 3),
        "test.length/join": (0, 1),
    }
    assert s.store.last_run() == before, "nothing was begun"


def test_another_session_knows_what_was_done(s: Session, tmp_path: Path) -> None:
    chain(s, INPUTS)
    other = session(tmp_path)
    assert all(t.done == 0 for t in chain(other, INPUTS).values())
    other.store.close()


def test_a_changed_input_is_done_alone(s: Session) -> None:
    chain(s, INPUTS)
    chain(s, INPUTS | {"b": "22"})
    assert done(s) == {
        "test.echo": (1, 2),
        "test.gather": (1, 2),
        "test.length/part": (1, 2),
        "test.length/join": (1, 0),
    }
    assert titles(s) == INPUTS | {"b": "22"}
    assert length(s) == 4


def test_the_join_runs_only_when_a_part_changed(s: Session) -> None:
    chain(s, INPUTS)
    chain(s, INPUTS | {"b": "9"})
    assert done(s)["test.length/part"] == (1, 2)
    assert done(s)["test.length/join"] == (0, 1), "the part of b is as long as before"


def test_a_changed_setting_does_all_again(s: Session) -> None:
    chain(s, INPUTS)
    chain(s, INPUTS, step=Echo(suffix="!"))
    assert done(s)["test.echo"] == (3, 0)
    assert done(s)["test.gather"] == (3, 0)
    assert titles(s) == {k: f"{v}!" for k, v in INPUTS.items()}


def test_a_setting_that_changes_no_outcome_stops_there(s: Session) -> None:
    chain(s, INPUTS)
    chain(s, INPUTS, step=Echo(seconds=0.0001))
    assert done(s)["test.echo"] == (3, 0)
    assert done(s)["test.gather"] == (0, 3)


def test_a_removed_input_is_forgotten_all_the_way_down(s: Session) -> None:
    chain(s, INPUTS)
    chain(s, {"a": "1", "c": "3"})
    assert titles(s) == {"a": "1", "c": "3"}
    assert done(s) == {
        "test.echo": (0, 2),
        "test.gather": (0, 2),
        "test.length/part": (0, 2),
        "test.length/join": (1, 0),
    }
    assert length(s) == 2
    chain(s, {})
    assert s.store.counts() == {"summary": 1}
    assert length(s) == 0
    chain(s, INPUTS)
    assert titles(s) == INPUTS


def test_a_failing_group_is_kept_as_a_failure_and_costs_itself_alone(s: Session) -> None:
    tallies = chain(s, INPUTS | {"fail": "x", "odd": "y"})
    assert (tallies["test.echo"].done, tallies["test.echo"].failed) == (5, 2)
    assert titles(s) == INPUTS
    failures = {f.key: f for f in s.shelf.records(Failure)}
    assert failures["fail"] == Failure(step="test.echo", key="fail", reason="it failed", remedy="mend it")
    assert failures["odd"].reason == "ZeroDivisionError: by nought"


def test_a_failed_group_is_tried_again_alone(s: Session) -> None:
    """It may have been the machine's fault, and gone by now."""
    chain(s, INPUTS | {"fail": "x"})
    tallies = chain(s, INPUTS | {"fail": "x"})
    assert (tallies["test.echo"].done, tallies["test.echo"].kept, tallies["test.echo"].failed) == (1, 3, 1)
    assert done(s)["test.gather"] == (0, 3)
    assert len(s.shelf.records(Failure)) == 1
    chain(s, INPUTS)
    assert s.shelf.records(Failure) == []


@dataclass(frozen=True, slots=True)
class _Reader:
    """As the step that opens files: what breaks it would break it every time."""

    name: ClassVar[str] = "ingest.read"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    def __call__(self, group: Group) -> list[Record]:
        return Echo()(group)


def test_a_file_that_breaks_its_reader_is_not_read_in_every_run(s: Session) -> None:
    for counts in ((1, 0), (0, 1)):
        s.tallies.clear()
        s.step(_Reader(), [s.shelf.group("fail", (), Found(path="fail", stamp="1"))])
        assert done(s) == {"ingest.read": counts}
        assert len(s.shelf.records(Failure)) == 1


def _rule(s: Session, about: str, decision: Literal["accept", "reject"], when: str) -> None:
    s.put(f"person {when}", when, [Ruling(about=about, by="me", when=when, decision=decision)])


def test_a_rejected_record_is_left_out_of_later_groups_and_comes_back(s: Session) -> None:
    chain(s, INPUTS)
    before = titles(s), length(s)
    (fact,) = s.shelf.records(Fact, "b")
    _rule(s, fact.id, "reject", "2016-05-01")
    chain(s, INPUTS)
    assert titles(s) == {"a": "1", "c": "3"}
    assert length(s) == 2
    assert done(s)["test.echo"] == (0, 3), "the stage that gave it does not run again"
    chain(s, INPUTS)
    assert all(count == 0 for count, _ in done(s).values())
    _rule(s, fact.id, "accept", "2016-05-02")
    chain(s, INPUTS)
    assert (titles(s), length(s)) == before


def test_parts_of_a_step_stand_apart_and_retire(s: Session) -> None:
    found = Found(path="a", stamp="1")
    for part, suffix in (("0", "x"), ("1", "y")):
        s.step(Echo(suffix), [s.shelf.group("a", (), found)], part=part)
    assert {f.value for f in s.shelf.records(Fact)} == {"1x", "1y"}
    s.retire(Echo.name, ["0", "1"])
    assert len(s.shelf.records(Fact)) == 2
    s.retire(Echo.name, ["0"])
    assert {f.value for f in s.shelf.records(Fact)} == {"1x"}
    s.retire(Echo.name, [])
    assert s.shelf.records(Fact) == []


def test_put_keeps_until_what_is_put_changes(s: Session) -> None:
    voices = [Voice(name="A", scope="case"), Voice(name="B", scope="case")]
    s.put("case.voices", "k", voices)
    began = s.store.last_run()
    s.put("case.voices", "k", voices)
    assert s.store.last_run() == began
    s.put("case.voices", "k", [Voice(name="A", scope="case", stake="much")])
    assert [(v.name, v.stake) for v in s.shelf.records(Voice)] == [("A", "much")]
    s.put("case.voices", "k", [])
    assert s.shelf.records(Voice) == []


def test_two_groups_with_one_key_are_refused(s: Session) -> None:
    group = s.shelf.group("a", (), Found(path="a", stamp="1"))
    with pytest.raises(ValueError, match="one key"):
        s.step(Echo(), [group, group])


@dataclass(frozen=True, slots=True)
class _Stopped:
    """Interrupted at the third group, as by Ctrl-C."""

    name: ClassVar[str] = "test.echo"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    def __call__(self, group: Group) -> list[Record]:
        if group.key == "c":
            raise KeyboardInterrupt
        return Echo()(group)


def test_an_interrupt_keeps_the_groups_that_were_done(s: Session) -> None:
    with pytest.raises(KeyboardInterrupt):
        chain_of_one(s, _Stopped())
    assert set(s.store.done("test.echo")) == {"a", "b"}
    s.shelf.fresh()
    assert {f.value for f in s.shelf.records(Fact)} == {"1", "2"}


def chain_of_one(s: Session, step: _Stopped) -> None:
    s.step(step, [s.shelf.group(k, (), Found(path=k, stamp=v)) for k, v in INPUTS.items()])


def test_only_one_works_on_a_case(tmp_path: Path) -> None:
    with alone(tmp_path / "store"), pytest.raises(CaseBusy) as caught, alone(tmp_path / "store"):
        pass
    assert caught.value.exit_code == 10
    with alone(tmp_path / "store"):
        pass


def test_the_settings_of_a_step_are_part_of_what_was_done(s: Session) -> None:
    """Gather has none; its version stands for it. What Echo was given and how it was set stand in its tasks."""
    chain(s, {"a": "1"})
    first = s.store.done("test.echo")["a"]
    chain(s, {"a": "1"}, step=Echo(suffix="!"))
    assert s.store.done("test.echo")["a"] != first
    assert set(s.store.done(Gather.name)) == {"a"}
