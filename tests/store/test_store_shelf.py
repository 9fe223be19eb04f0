"""The shelf: groups that know whether they changed without reading a body; rejected records are out of use."""

from itertools import count
from pathlib import Path
from typing import Literal

import pytest

from hearsay.model import Document, Fact, Found, Record, Ruling, Run
from hearsay.store import Saved, Shelf, Store

_TIMES = count()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "case.sqlite")


def put(store: Store, key: str, *records: Record, home: str = "") -> None:
    run = store.begin(Run(step="s", version="1", settings=key, started=str(next(_TIMES))))
    store.save("s", run, [Saved(key, "i", records, [home or key] * len(records))])


def rule(store: Store, about: str, decision: Literal["accept", "reject", "note"], when: str) -> None:
    put(store, f"ruling {when}", Ruling(about=about, by="me", when=when, decision=decision), home=about)


def doc(sha256: str, title: str = "") -> Document:
    return Document(sha256=sha256, title=title)


def test_groups_by_home_hold_all_kinds_that_are_filed_there(store: Store) -> None:
    fact = Fact(sha256="a", name="n", value="v", evidence="e")
    put(store, "k1", doc("a"), home="a")
    put(store, "k2", fact, home="a")
    put(store, "k3", doc("b"), home="b")
    put(store, "k4", Fact(sha256="c", name="n", value="v", evidence="e"), home="c")
    groups = [lazy.load() for lazy in Shelf(store).by_home("document", "fact")]
    assert [(g.key, g.records) for g in groups] == [("a", (doc("a"), fact)), ("b", (doc("b"),))]


def test_inputs_change_with_ids_outcomes_and_extras_only(store: Store) -> None:
    put(store, "k", doc("a", "one"), home="a")
    shelf = Shelf(store)
    extra = Found(path="p", stamp="1")

    def inputs(*extras: Record) -> str:
        shelf.fresh()
        return shelf.group("g", shelf.refs("document"), *extras).inputs

    first, extended = inputs(), inputs(extra)
    assert inputs() == first
    assert inputs(Found(path="p", stamp="1", location="/elsewhere")) == extended
    assert len({first, extended, inputs(Found(path="p", stamp="2"))}) == 3
    put(store, "k", doc("a", "two"), home="a")
    second = inputs()
    put(store, "k2", doc("b"), home="b")
    assert len({first, second, inputs()}) == 3


def test_a_group_holds_each_record_once_in_order_of_ids(store: Store) -> None:
    put(store, "k", *(doc(str(n)) for n in range(9)), home="a")
    shelf = Shelf(store)
    refs = shelf.refs("document")
    one, other = shelf.group("g", [*refs, *refs]), shelf.group("g", refs[::-1])
    assert one.inputs == other.inputs
    assert one.load() == other.load()
    ids = [r.id for r in one.load().records]
    assert ids == sorted(set(ids))


def test_a_record_filed_in_several_homes_is_listed_once(store: Store) -> None:
    put(store, "k1", doc("a"), home="h2")
    put(store, "k2", doc("a"), home="h1")
    shelf = Shelf(store)
    assert shelf.records(Document) == [doc("a")]
    assert [r.home for r in shelf.refs("document")] == ["h1"]
    assert shelf.records(Document, "h2") == [doc("a")]
    assert shelf.homes("document") == ["h1", "h2"]


def test_it_is_a_snapshot_until_it_is_made_fresh(store: Store) -> None:
    shelf = Shelf(store)
    assert shelf.records(Document) == []
    put(store, "k", doc("a"))
    assert shelf.records(Document) == []
    shelf.fresh(["fact"])
    assert shelf.records(Document) == []
    shelf.fresh(["document"])
    assert shelf.records(Document) == [doc("a")]
    assert shelf.one(doc("a").id) == doc("a")
    assert shelf.one("document:none") is None
    assert shelf.records(Document, "nowhere") == []


def test_a_rejected_record_is_out_of_use_until_it_is_accepted(store: Store) -> None:
    put(store, "k", doc("a"), doc("b"), home="h")
    about = doc("a").id

    def used() -> list[Document]:
        return Shelf(store).records(Document)

    before = {r.id for r in used()}
    rule(store, about, "reject", "2016-05-01")
    assert used() == [doc("b")]
    rule(store, about, "note", "2016-05-02")
    assert used() == [doc("b")]
    rule(store, about, "accept", "2016-05-03")
    assert {r.id for r in used()} == before
    rule(store, about, "reject", "2016-05-02T12:00")
    assert {r.id for r in used()} == before, "the last decision counts, not the last one written"
    assert len(Shelf(store).records(Ruling)) == 4
    assert Shelf(store).one(about) == doc("a"), "a rejected record can still be looked at"
