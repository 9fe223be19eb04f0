"""The store: a task and what it gave together or not at all; what was thought before stays in the history."""

import sqlite3
import threading
from pathlib import Path

import pytest

from hearsay.errors import CaseInvalid, VerifyError
from hearsay.model import Document, Fact, Record, Run
from hearsay.store import Ref, Saved, Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "case.sqlite")


def begin(store: Store, at: int = 0) -> int:
    return store.begin(Run(step="s", version="1", settings="", started=f"2016-05-03T00:00:00.{at:06}+00:00"))


def fact(value: str, sha256: str = "x") -> Fact:
    return Fact(sha256=sha256, name="title", value=value, evidence="text")


def doc(sha256: str, title: str = "") -> Document:
    return Document(sha256=sha256, title=title)


def saved(key: str, *records: Record, inputs: str = "i", home: str = "") -> Saved:
    return Saved(key, inputs, records, [home or key] * len(records))


def test_what_is_saved_is_current_and_loads_as_it_was(store: Store) -> None:
    run = begin(store)
    a, b = doc("a", "A"), doc("b", "B")
    store.save("s", run, [saved("k1", a, home="h1"), saved("k2", b, fact("v"), home="h0")])
    assert [r.home for r in store.refs("document")] == ["h0", "h1"]
    assert store.load(store.refs("document")) == [b, a]
    assert store.done("s") == {"k1": "i", "k2": "i"}
    assert store.done("other") == {}
    assert store.current(a.id) == Ref(a.id, 1, "h1")
    assert store.current("document:nothing") is None
    assert store.counts() == {"document": 2, "fact": 1}
    assert {r.record for r in store.given("s")} == {a.id, b.id, fact("v").id}
    assert store.steps() == ["s"]
    assert store.steps("t") == []


def test_saving_a_task_again_replaces_what_it_gave(store: Store) -> None:
    run = begin(store)
    store.save("s", run, [saved("k", fact("1"), fact("2"))])
    store.save("s", run, [saved("k", fact("2"), fact("3"), inputs="j")])
    assert {r.value for r in store.load(store.refs("fact")) if isinstance(r, Fact)} == {"2", "3"}
    assert store.done("s") == {"k": "j"}
    assert [r for _, r in store.history(fact("1").id)] == [fact("1")]


def test_forget_takes_a_task_and_keeps_the_history(store: Store) -> None:
    run = begin(store)
    store.save("s", run, [saved("k1", doc("a")), saved("k2", doc("b"))])
    store.forget("s", ["k1", "never there"])
    assert [r.record for r in store.refs("document")] == [doc("b").id]
    assert store.done("s") == {"k2": "i"}
    assert len(store.history(doc("a").id)) == 1


def test_outcomes_are_kept_by_run_and_only_when_they_change(store: Store) -> None:
    runs = [begin(store, at) for at in range(4)]
    for run, title in zip(runs, ("old", "old", "new", "old"), strict=True):
        store.save("s", run, [saved("k", doc("a", title))])
    thought = [(run.started[-14:-6], r.title) for run, r in store.history(doc("a").id) if isinstance(r, Document)]
    assert thought == [("0.000000", "old"), ("0.000002", "new"), ("0.000003", "old")]
    assert store.load(store.refs("document")) == [doc("a", "old")]


def test_an_outcome_that_comes_back_unchanged_keeps_its_number(store: Store) -> None:
    run = begin(store)
    store.save("s", run, [saved("k", doc("a", "t"))])
    before = store.refs("document")
    store.forget("s", ["k"])
    store.save("s", begin(store, 1), [saved("k", doc("a", "t"), inputs="j")])
    assert store.refs("document") == before


@pytest.mark.parametrize("order", [("k1", "k2"), ("k2", "k1")])
def test_a_record_from_two_tasks_is_that_of_the_first_key(store: Store, order: tuple[str, ...]) -> None:
    run = begin(store)
    for key in order:
        store.save("s", run, [saved(key, doc("a", f"from {key}"), home="h")])
    (ref,) = store.refs("document")
    assert store.load([ref]) == [doc("a", "from k1")]
    assert store.current(doc("a").id) == ref
    store.forget("s", ["k1"])
    assert store.load(store.refs("document")) == [doc("a", "from k2")]


def test_two_tasks_that_disagree_do_not_renumber_each_other(store: Store) -> None:
    run = begin(store)
    store.save("s", run, [saved("k1", doc("a", "one")), saved("k2", doc("a", "two"))])
    before = store.refs("document")
    store.save("s", begin(store, 1), [saved("k1", doc("a", "one"), inputs="j")])
    assert store.refs("document") == before
    assert len(store.history(doc("a").id)) == 2


def test_a_save_that_breaks_leaves_everything_as_it_was(store: Store) -> None:
    run = begin(store)
    store.save("s", run, [saved("k1", doc("a"))])
    before = (store.done("s"), store.refs("document"), store.counts())

    def tasks() -> list[Saved]:
        return [saved("k1", doc("b")), Saved("k2", "i", [doc("c")], ["h", "one home too many"])]

    with pytest.raises(ValueError, match="argument"):
        store.save("s", run, tasks())
    assert (store.done("s"), store.refs("document"), store.counts()) == before
    store.save("s", run, [saved("k2", doc("c"))])
    assert len(store.refs("document")) == 2


def test_reopened_it_is_the_same(store: Store, tmp_path: Path) -> None:
    run = begin(store)
    store.save("s", run, [saved("k", doc("a", "t"))])
    store.set_meta("m", "1")
    store.set_meta("m", "2")
    before = store.refs("document")
    store.close()
    again = Store(tmp_path / "deep" / "case.sqlite")
    assert again.refs("document") == before
    assert again.meta("m") == "2"
    assert again.meta("n") is None
    assert again.last_run() == "2016-05-03T00:00:00.000000+00:00"


def test_no_run_has_no_time(store: Store) -> None:
    assert store.last_run() == ""


def test_another_schema_is_refused_with_what_to_do(store: Store, tmp_path: Path) -> None:
    store.set_meta("schema", "99")
    store.close()
    with pytest.raises(CaseInvalid, match="schema 99") as caught:
        Store(tmp_path / "deep" / "case.sqlite")
    assert "new case" in caught.value.remedy


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    path.write_bytes(b"this was never a database\n" * 200)
    with pytest.raises(CaseInvalid, match="not a database") as caught:
        Store(path)
    assert caught.value.remedy


def test_a_body_changed_from_outside_is_named(store: Store, tmp_path: Path) -> None:
    store.save("s", begin(store), [saved("k", doc("a"))])
    with sqlite3.connect(tmp_path / "deep" / "case.sqlite") as base:
        base.execute("UPDATE outcome SET body = '{'")
    base.close()
    with pytest.raises(VerifyError, match=doc("a").id):
        store.load(store.refs("document"))


def test_ids_are_found_by_their_beginning(store: Store) -> None:
    records = [doc(str(n)) for n in range(30)]
    store.save("s", begin(store), [saved("k", *records)])
    some = records[0].id
    assert store.matching(some) == [some]
    assert store.matching("document:", 5) == sorted(r.id for r in records)[:5]
    assert some in store.ending(some.partition(":")[2][:8])
    assert store.ending("zz") == []
    assert store.matching("document:%") == []


def test_many_refs_load_in_their_order(store: Store) -> None:
    records = [doc(f"{n:04}") for n in range(1203)]
    store.save("s", begin(store), [saved(r.sha256, r) for r in records])
    refs = store.refs("document")
    assert store.load(reversed(refs)) == records[::-1]


def test_threads_read_whole_tasks_while_another_saves(store: Store) -> None:
    """A task writes pairs: a reader never sees one without the other, nor a ref that does not load."""
    store.save("s", begin(store), [saved(f"k{n}", doc(f"{n}a"), doc(f"{n}b")) for n in range(5)])
    stop, broken = threading.Event(), list[str]()

    def read() -> None:
        while not stop.is_set():
            refs = store.refs("document")
            if len(refs) % 2 or len(store.load(refs)) != len(refs):
                broken.append(f"{len(refs)} records")
            store.current(refs[0].record)
            store.meta("schema")

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(60):
        run = begin(store, number + 1)
        store.save("s", run, [saved(f"k{number}", doc(f"{number}a", f"{number}"), doc(f"{number}b"))])
        store.forget("s", [f"k{number - 20}"])
    stop.set()
    for thread in threads:
        thread.join()
    assert broken == []


def test_another_process_may_read_while_one_writes(store: Store, tmp_path: Path) -> None:
    store.save("s", begin(store), [saved("k", doc("a"))])
    with sqlite3.connect(tmp_path / "deep" / "case.sqlite", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        reader = Store(tmp_path / "deep" / "case.sqlite")
        assert [r.record for r in reader.refs("document")] == [doc("a").id]
        reader.close()
        other.execute("ROLLBACK")
    other.close()
