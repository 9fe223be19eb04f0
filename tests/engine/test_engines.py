"""One body of tests for every engine. In: the steps of steps.py. Out: the same results, whatever runs them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fresh import FreshProcessEngine
from steps import CountLetters, Reach, Shout

from hearsay.engine import Engine, JoinOf, Limits, LocalEngine, LoopEngine, PartOf, Result
from hearsay.errors import SandboxError
from hearsay.model import Fact, Found, Summary
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
