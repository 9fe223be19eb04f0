"""One body of tests for every engine. In: the steps of steps.py. Out: the same results, whatever runs them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fresh import FreshProcessEngine
from steps import CountLetters, Reach, Shout, Spell

from hearsay.engine import Engine, JoinOf, Limits, LocalEngine, LoopEngine, PartOf, Result
from hearsay.errors import SandboxError
from hearsay.model import Avoided, Bookmark, Fact, Found, Summary
from hearsay.ports import Group

PATHS = ("a", "b/ж", "ج", *(f"n{i}" for i in range(40)))


def group(path: str) -> Group:
    return Group(path, (Found(path=path, stamp="1"),))


@pytest.fixture(params=["loop", "local", "bare", "fresh"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engines: dict[str, Engine] = {
        "loop": LoopEngine(),
        "local": LocalEngine(workers=2),
        "bare": LocalEngine(workers=2, sandbox="off"),
        "fresh": FreshProcessEngine(seed=3),
    }
    made = engines[request.param]
    yield made
    made.close()


def by_key(results: Iterator[Result]) -> dict[str, Result]:
    return {r.key: r for r in results}


def test_every_engine_gives_the_same_results(engine: Engine) -> None:
    got = by_key(engine.run(Shout(), map(group, PATHS)))
    assert got == by_key(LoopEngine().run(Shout(), map(group, PATHS)))
    assert {r.value for g in got.values() for r in g.records if isinstance(r, Fact)} == {p.upper() for p in PATHS}


def test_a_failing_group_costs_itself_alone(engine: Engine) -> None:
    got = by_key(engine.run(Shout(), map(group, ("a", "fail", "b"))))
    assert (got["fail"].failure, got["fail"].remedy) == ("it failed", "mend it")
    assert got["a"].records
    assert got["b"].records


def spelt(results: Iterator[Result]) -> dict[str, str]:
    """Path -> its letters, of the groups that came to their end."""
    letters: dict[str, dict[str, str]] = {}
    ended = set()
    for result in results:
        assert not result.failure
        letters.setdefault(result.key, {}).update({r.name: r.value for r in result.records if isinstance(r, Fact)})
        ended |= set() if result.more else {result.key}
    return {key: "".join(found[n] for n in sorted(found)) for key, found in letters.items() if key in ended}


def test_a_group_that_flows_comes_in_parts_and_whole(engine: Engine) -> None:
    paths = ("long" * 50, "b", "ج")
    assert spelt(engine.run(Spell(), map(group, paths))) == {p: p for p in paths}


def test_a_group_that_flows_goes_on_behind_its_bookmark(engine: Engine) -> None:
    mark = Bookmark(key="abcdef", cursor=2, avoid=(Avoided(cursor=4, reason="it crashed"),))
    begun = Group("abcdef", (*group("abcdef").records, mark))
    assert spelt(engine.run(Spell(), [begun])) == {"abcdef": "cd_f"}


@pytest.mark.parametrize("sandbox", ["bubblewrap", "off"])
def test_a_crash_and_a_hang_cost_one_unit_of_what_flows(sandbox: str) -> None:
    engine = LocalEngine(workers=2, sandbox=sandbox, limits=Limits(seconds=2))
    paths = ("a", "ab!cd?ef", "b", "!", "c")
    got = spelt(engine.run(Spell(), map(group, paths)))
    engine.close()
    assert got == {"a": "a", "ab!cd?ef": "ab_cd_ef", "b": "b", "!": "_", "c": "c"}


def test_what_crashes_at_every_turn_is_given_up() -> None:
    engine = LocalEngine(workers=1, sandbox="off")
    got = spelt(engine.run(Spell(), [group("ab" + "!" * 40 + "cd")]))
    engine.close()
    assert got == {"ab" + "!" * 40 + "cd": "ab" + "_" * 42}


def test_a_spent_budget_leaves_the_group_to_a_later_run() -> None:
    engine = LocalEngine(workers=1, sandbox="off", limits=Limits(seconds=1, budget=4))
    got = spelt(engine.run(Spell(), map(group, ("a", "b" + "?" * 9, "c"))))
    engine.close()
    assert got == {"a": "a", "c": "c"}


def test_the_halves_of_a_global_step(engine: Engine) -> None:
    step = CountLetters()
    parts = [r for result in engine.run(PartOf(step), map(group, PATHS)) for r in result.records]
    (joined,) = engine.run(JoinOf(step), [Group("all", tuple(parts))])
    assert not joined.failure
    (summary,) = joined.records
    assert isinstance(summary, Summary)
    assert int(summary.body) == sum(map(len, PATHS))


@pytest.mark.parametrize("sandbox", ["bubblewrap", "off"])
def test_a_crash_and_a_hang_cost_one_group_each(sandbox: str) -> None:
    engine = LocalEngine(workers=2, sandbox=sandbox, limits=Limits(seconds=2))
    paths = ("a", "b", "crash", "c", "hang", "d", "surrogate", "e")
    got = by_key(engine.run(Shout(), map(group, paths)))
    engine.close()
    assert set(got) == set(paths)
    assert "crashed" in got["crash"].failure
    assert "longer than 2 s" in got["hang"].failure
    assert "encoded" in got["surrogate"].failure
    assert all(got[p].records for p in "abcde")


def test_a_worker_reaches_neither_network_nor_disk(tmp_path: Path) -> None:
    target = tmp_path / "written"
    engine = LocalEngine(workers=1)
    (result,) = engine.run(Reach(str(target)), [group("a")])
    engine.close()
    said = {r.name: r.value for r in result.records if isinstance(r, Fact)}
    assert said == {"write": "OSError", "network": "OSError"}
    assert not target.exists()


def test_no_walls_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from hearsay.engine import sandbox

    monkeypatch.setenv("PATH", os.devnull)
    sandbox._probe.cache_clear()
    with pytest.raises(SandboxError, match="not installed") as caught:
        list(LocalEngine(workers=1).run(Shout(), [group("a")]))
    sandbox._probe.cache_clear()
    assert "no-sandbox" in caught.value.remedy


def test_an_abandoned_run_leaves_no_process_behind() -> None:
    engine = LocalEngine(workers=2, sandbox="off")
    results = engine.run(Shout(), map(group, PATHS))
    next(results)
    results.close()  # type: ignore[attr-defined]
    engine.close()
    assert list(engine.run(Shout(), [group("a")]))
    engine.close()
