"""Rows of the contract from records made by hand: what stands where, in which order, and what is left unsaid."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hearsay.errors import NotFound
from hearsay.model import (
    Anchor,
    Chance,
    Check,
    Claim,
    Copy,
    Custody,
    Document,
    Drift,
    Duplicate,
    Event,
    Failure,
    File,
    Hop,
    Match,
    Origin,
    Page,
    Passage,
    Proposition,
    Rating,
    Record,
    Relation,
    Root,
    Ruling,
    Run,
    TimeMention,
    Unsure,
    Voice,
)
from hearsay.store import Saved, Shelf, Store
from hearsay.views.contract import TABLES
from hearsay.views.findings import event_words
from hearsay.views.frames import columns, to_pandas, to_polars
from hearsay.views.lookup import Lookup
from hearsay.views.sayings import chain_words
from hearsay.views.tables import plain, rows

A, B = "a" * 64, "b" * 64
BOX = File(path="box.zip", sha256="c" * 64, media_type="application/zip")
FIRST, SECOND = File(path="one.txt", sha256=A, size=9), File(path="two.txt", sha256=A, size=9)
INNER = File(path="box.zip!/in.txt", sha256=B, parent=BOX.id, status="corrupt", reason="it is cut short")
PAGE = Page(sha256=A, number=1, text_sha256="x", text="He said: the guns left. They did not.")
PASSAGE = Passage(page=PAGE.id, start=0, end=23, kind="quote", language="en", direction="ltr")
VOICE = Voice(name="He", scope=A, kind="person", canonical="he")
DECLARED = Voice(name="Gazette", scope="case", kind="outlet", canonical="gazette", stake="sales")
HOPS = (
    Hop(voice=DECLARED.id, holder="Gazette", mode="quotes", commitment="Uu"),
    Hop(voice=VOICE.id, holder="He", mode="asserts", commitment="CT+", mention=Anchor(page=PAGE.id, start=0, end=2)),
)
TIMES = (
    TimeMention(text="in May", start=0, end=1, first="2016-05-01", last="2016-05-31"),
    TimeMention(text="on 3 May", start=0, end=1, first="2016-05-03", last="2016-05-03"),
    TimeMention(text="since 4 May", start=0, end=1, first="2016-05-04"),
    TimeMention(text="one day", start=0, end=1),
)
CLAIM = Claim(page=PAGE.id, start=9, end=22, sha256=A, text="the guns left", chain=HOPS, times=TIMES)
OTHER = Claim(page=PAGE.id, start=24, end=37, sha256=A, text="They did not.", chain=(HOPS[0],))
EVENT = Event(
    record_set="E",
    code="7",
    first="2016-05-03",
    last="2016-05-04",
    place="Ashford",
    kind="clash",
    low=1,
    best=2,
    high=3,
)
CHANCE = Chance(hits=1, days=9, p0=0.15, low=0.05, high=0.3, place="Ashford", radius=20, lag=(0, 3), null_first="a", null_last="b", rule="r")  # fmt: skip
THING = Proposition(anchor=CLAIM.id, text="the guns left", claims=(CLAIM.id,), documents=(A,))

RECORDS: tuple[Record, ...] = (
    BOX, FIRST, SECOND, INNER, PAGE, PASSAGE, VOICE, DECLARED, CLAIM, OTHER, EVENT, THING,
    Duplicate(file=SECOND.id, canonical=FIRST.id),
    Document(sha256=A, path="one.txt", title="T"),
    Rating(voice="he", letter="C", confirmed=2, refuted=1, batches=2, mean=0.6, low=0.2, high=0.9),
    Match(claim=CLAIM.id, event=EVENT.id, probability=0.4, chance=CHANCE, lead_days=1.5),
    Match(claim=OTHER.id, event="event:gone", relation="context", probability=0.1),
    Check(claim=OTHER.id, checkable=False, reason="no place"),
    Check(claim=CLAIM.id, checkable=True),
    Copy(later=A, earlier=B, target="document", kind="verbatim", probability=0.9),
    Copy(later=A, earlier="gazette", target="voice", kind="cites", name="the Gazette", probability=0.8),
    Drift(later=OTHER.id, earlier=CLAIM.id, what="caveat_dropped", before="left", after="did not"),
    Origin(proposition=THING.id, at_least=1, at_most=2, roots=(Root(name="He", key="he", kind="named", why="one word"),)),
    Relation(source=OTHER.id, target=VOICE.id, kind="weakens", why="w"),
    Custody(about=FIRST.id, position=1, act="passed_on", hand="B"),
    Custody(about=FIRST.id, position=0, act="wrote", hand="A", anchor=Anchor(page=PAGE.id, start=0, end=2)),
    Unsure(page=PAGE.id, start=0, end=2, question="who is He?", choices=("a", "b")),
    Unsure(page="page:gone", start=0, end=2, question="?"),
    Failure(step="s", key=A, reason="r"),
    Ruling(about=CLAIM.id, by="me", when="2016-05-02", decision="accept"),
    Ruling(about=CLAIM.id, by="me", when="2016-05-01", decision="reject"),
)  # fmt: skip


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lookup]:
    store = Store(tmp_path_factory.mktemp("views") / "case.sqlite")
    run = store.begin(Run(step="s", version="1", settings="", started="2016"))
    store.save("s", run, [Saved("k", "i", RECORDS, ["h"] * len(RECORDS))])
    yield Lookup(Shelf(store))
    store.close()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lookup]:
    store = Store(tmp_path_factory.mktemp("empty") / "case.sqlite")
    yield Lookup(Shelf(store))
    store.close()


def table(look: Lookup, name: str) -> list[dict[str, Any]]:
    return [plain(row) for row in rows(look, name)]


def test_files_know_their_parents_children_and_twins(look: Lookup) -> None:
    found = {row["path"]: row for row in table(look, "files")}
    assert list(found) == ["box.zip", "box.zip!/in.txt", "one.txt", "two.txt"]
    assert found["box.zip"]["children"] == 1
    assert found["box.zip!/in.txt"]["parent"] == "box.zip"
    assert found["box.zip!/in.txt"]["reason"] == "it is cut short"
    assert found["two.txt"]["duplicate_of"] == "one.txt"
    assert found["one.txt"]["chars"] == len(PAGE.text)
    assert found["one.txt"]["duplicate_of"] is None


def test_claims_show_chain_times_and_the_standing_ruling(look: Lookup) -> None:
    first, second = table(look, "claims")
    assert (first["document"], first["page"], first["start"], first["end"]) == ("one.txt", 1, 9, 22)
    outer, inner = first["chain"]
    assert "start" not in outer, "the publisher stands outside the text"
    assert (inner["holder"], inner["start"], inner["end"]) == ("He", 0, 2)
    assert first["commitment"] == "certain"
    assert first["time"] == ["2016-05-01/2016-05-31", "2016-05-03", "2016-05-04"]
    assert first["time_text"] == ["in May", "on 3 May", "since 4 May", "one day"]
    assert first["ruling"] == "accept"
    assert (second["ruling"], second["commitment"]) == ("", "uncommitted")
    assert chain_words(CLAIM) == "Gazette quotes > He says"
    assert [row["depth"] for row in table(look, "chains")] == [2, 1]


def test_passages_and_unsure_slice_their_page(look: Lookup) -> None:
    (passage,) = table(look, "passages")
    assert passage["text"] == "He said: the guns left."
    (unsure,) = table(look, "unsure")
    assert (unsure["text"], unsure["choices"]) == ("He", ["a", "b"])


def test_voices_stand_beside_their_record(look: Lookup) -> None:
    declared, he = table(look, "voices")
    assert (declared["document"], declared["letter"], declared["track_record"]) == (None, None, None)
    assert (he["document"], he["letter"]) == ("one.txt", "C")
    assert he["track_record"] == {"confirmed": 2, "refuted": 1, "batches": 2, "mean": 0.6, "low": 0.2, "high": 0.9}


def test_matches_come_before_what_cannot_be_checked(look: Lookup) -> None:
    context, same, unchecked = table(look, "matches")
    assert (same["event"], same["p0"], same["p0_interval"], same["lead_days"]) == ("7", 0.15, [0.05, 0.3], 1.5)
    assert "checkable" not in same
    assert (context["event"], context["p0"], context["event_text"]) == ("event:gone", None, "")
    assert unchecked == {"claim": OTHER.id, "checkable": False, "reason": "no place"}


def test_copies_origins_and_drift_speak_of_paths(look: Lookup) -> None:
    document, voice = table(look, "copies")
    assert (document["from"], document["to"]) == ("one.txt", "box.zip!/in.txt")
    assert voice["to"] == "the Gazette"
    (origin,) = table(look, "origins")
    assert (origin["text"], origin["documents"], origin["roots"], origin["why"]) == ("the guns left", ["one.txt"], ["He"], ["one word"])  # fmt: skip
    (drift,) = table(look, "drift")
    assert (drift["from"], drift["to"], drift["from_document"]) == (CLAIM.id, OTHER.id, "one.txt")


def test_custody_relations_failures_and_rulings(look: Lookup) -> None:
    assert [(row["hand"], row["paper"], row["given_by"]) for row in table(look, "custody")] == [("A", "one.txt", "text"), ("B", "one.txt", "case.toml")]  # fmt: skip
    (relation,) = table(look, "relations")
    assert (relation["source_text"], relation["target_text"]) == ("They did not.", "He")
    (failure,) = table(look, "failures")
    assert failure["key"] == "one.txt"
    assert [row["decision"] for row in table(look, "rulings")] == ["reject", "accept"]


def test_an_event_in_one_line() -> None:
    assert (
        event_words(EVENT)
        == "2016-05-03 to 2016-05-04, Ashford: clash, , 1 to 3 dead (best 2); E 7, sources: no source given"
    )


def test_a_lookup_answers_for_what_is_not_there(look: Lookup) -> None:
    assert look.path("nothing") == "nothing"
    assert look.number("page:none") == 0
    assert look.slice(None) == look.slice(Anchor(page="page:none", start=0, end=1)) == ""
    assert look.slice(Anchor(page=PAGE.id, start=0, end=2)) == "He"
    assert look.words("event:x") == ""
    assert look.path(A) == "one.txt"


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_case_has_empty_tables_with_columns(empty: Lookup, look: Lookup, name: str) -> None:
    assert table(empty, name) == []
    frame = to_polars(name, [])
    assert frame.schema == to_polars(name, table(look, name)).schema
    assert frame.columns == list(columns(TABLES[name])) == list(to_pandas(name, []).columns)


def test_an_unknown_table(look: Lookup, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no table") as caught:
        rows(look, str(tmp_path))
    assert "files, facts, documents" in caught.value.remedy
