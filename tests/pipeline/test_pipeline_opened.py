"""A case opened for reading: typed records, rows, frames with the columns of the contract, ids by their beginning."""

import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pandas as pd
import polars as pl
import pytest
from small_cases import cook, make

import hearsay
from hearsay.errors import CaseBusy, NotFound
from hearsay.model import Claim, Document, Event, File, Page, Voice, kinds
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.ruling import rule
from hearsay.pipeline.session import alone
from hearsay.text.names import name_key
from hearsay.views.contract import TABLES


@pytest.fixture(scope="module")
def whole(palmyra: Path) -> Iterator[OpenCase]:
    with hearsay.open_case(palmyra) as opened:
        yield opened


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenCase]:
    folder = make(tmp_path_factory.mktemp("empty"), {})
    cook(folder)
    with OpenCase(folder) as opened:
        yield opened


def names(table: str) -> list[str]:
    return [field.encode_name for field in msgspec.structs.fields(TABLES[table])]


@pytest.mark.parametrize("table", TABLES)
def test_frames_have_the_columns_of_the_contract(whole: OpenCase, empty: OpenCase, table: str) -> None:
    full, none = whole.frame(table), empty.frame(table)
    assert isinstance(full, pl.DataFrame)
    assert isinstance(none, pl.DataFrame)
    assert none.height == 0
    assert full.columns == none.columns == names(table)
    assert full.schema == none.schema, "the types do not hang on the rows"
    assert not any(kind in (pl.Object(), pl.Null()) for kind in full.schema.values())
    for case in (whole, empty):
        frame = case.frame(table, "pandas")
        assert isinstance(frame, pd.DataFrame)
        assert list(frame.columns) == names(table)
        assert len(frame) == len(list(case.rows(table)))


@pytest.mark.parametrize("table", TABLES)
def test_a_frame_holds_what_the_rows_hold(whole: OpenCase, table: str) -> None:
    rows = list(whole.rows(table))
    frame = whole.frame(table)
    assert isinstance(frame, pl.DataFrame)
    for row, line in zip(rows, frame.iter_rows(named=True), strict=True):
        for name, value in row.items():
            if not isinstance(value, (list, dict)):
                assert line[name] == value, name


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_of_the_contract_and_come_in_one_order(whole: OpenCase, palmyra: Path, table: str) -> None:
    rows = list(whole.rows(table))
    assert msgspec.convert(rows, list[TABLES[table]]) if rows else True  # type: ignore[valid-type]
    with OpenCase(palmyra) as again:
        assert list(again.rows(table)) == rows


def test_the_example_fills_the_tables(whole: OpenCase) -> None:
    filled = {table for table in TABLES if list(whole.rows(table))}
    assert filled >= set(TABLES) - {"failures", "rulings", "threads"}


def test_records_are_typed_and_each_comes_once(whole: OpenCase) -> None:
    for kind in kinds().values():
        records = whole.records(kind)
        assert all(type(record) is kind for record in records)
        assert len({record.id for record in records}) == len(records), kind
    assert {f.path for f in whole.records(File)} == {row["path"] for row in whole.rows("files")}
    assert whole.records(Event)


def test_spans_of_claims_slice_to_their_text(whole: OpenCase) -> None:
    pages = {page.id: page.text for page in whole.records(Page)}
    claims = whole.records(Claim)
    assert claims
    assert all(pages[c.page][c.start : c.end] == c.text for c in claims)


def test_an_id_may_be_given_by_its_beginning(whole: OpenCase) -> None:
    claim = whole.records(Claim)[0]
    digest = claim.id.partition(":")[2]
    for given in (claim.id, claim.id[:20], digest, digest[:14]):
        assert whole.full_id(given) == claim.id
        assert whole.explain(given)[0].record == claim.id
    with pytest.raises(NotFound, match="no record has the id"):
        whole.full_id("claim:zzz")
    with pytest.raises(NotFound, match="begins several ids"):
        whole.full_id("claim:")
    with pytest.raises(NotFound, match="no table 'nonsense'"):
        list(whole.rows("nonsense"))
    with pytest.raises(NotFound):
        whole.frame("nonsense")


def test_every_kind_of_record_can_be_explained_down_to_marks(whole: OpenCase) -> None:
    pages = [page.text for page in whole.records(Page)]
    marked = 0
    for kind in kinds().values():
        for record in whole.records(kind)[:3]:
            steps = whole.explain(record.id)
            assert steps[0].record == record.id
            assert steps[0].depth == 0
            for step in steps:
                assert not re.search(r"\b[A-Z]\w+\(\w+=", step.text), "in words, not as Python shows it"
                if step.place:
                    marked += 1
                    assert any(step.before + step.marked + step.after in text for text in pages)
    assert marked > 50


def test_what_is_judged_can_be_explained_and_a_paper_is_judged_once(whole: OpenCase) -> None:
    rows = list(whole.rows("judgements"))
    assert rows
    for row in rows:
        assert whole.explain(row["about"])[0].record == row["about"]
        assert any(step.record == row["id"] for step in whole.explain(row["about"]))
    voices = {voice.id: voice for voice in whole.records(Voice)}
    papers = [voices[row["about"]].canonical for row in rows if row["subject"] == "genuine"]
    assert len(papers) == len(set(papers))
    letters = {name_key(d.voice) for d in whole.records(Document) if d.voice}
    assert {name_key(voices[row["about"]].name) for row in rows if row["subject"] == "genuine"} >= letters


def test_an_id_that_was_edited_away_says_so(tmp_path: Path) -> None:
    cook(make(tmp_path))
    with OpenCase(tmp_path) as case:
        claim = case.records(Claim)[0]
        ruling = rule(case, claim.id, "note", by="me", note="look again")
    path = tmp_path / claim_path(tmp_path, claim)
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    cook(tmp_path)
    with OpenCase(tmp_path) as case:
        with pytest.raises(NotFound, match="is no longer there; it said"):
            case.full_id(claim.id)
        head, orphan = case.explain(ruling.id)
        assert head.text.startswith("Ruling: note, by me on ")
        assert claim.text in orphan.text


def claim_path(folder: Path, claim: Claim) -> str:
    with OpenCase(folder) as case:
        return case.look.path(claim.sha256)


def test_a_ruling_is_kept_with_its_words_and_follows_the_next_run(tmp_path: Path) -> None:
    folder = make(tmp_path)
    before = cook(folder).findings
    with OpenCase(folder) as case:
        claim = case.records(Claim)[0]
        ruling = rule(case, claim.id[:16], "reject", by="me", note="misread")
        assert (ruling.about, ruling.quote) == (claim.id, claim.text)
        assert [row["decision"] for row in case.rows("rulings")] == ["reject"]
        with alone(case.case.store), pytest.raises(CaseBusy):
            rule(case, claim.id, "accept", by="me")
    cook(folder)
    with OpenCase(folder) as case:
        assert claim not in case.records(Claim)
        assert not any(claim.id in str(row) for row in case.rows("propositions"))
        rule(case, claim.id, "accept", by="me")
    assert cook(folder).findings == before
    with OpenCase(folder) as case:
        assert [row["decision"] for row in case.rows("rulings")] == ["reject", "accept"]
        assert [row["ruling"] for row in case.rows("claims") if row["id"] == claim.id] == ["accept"]


def test_a_second_run_is_quick_and_does_nothing(palmyra: Path) -> None:
    """Under 2 s on a machine that does nothing else: measured in processor time, which others' work does not stretch."""
    spent = []
    for _ in range(2):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-c", "from hearsay.cli import main; main()", "run", str(palmyra)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert done.returncode == 0
        assert done.stderr == "", "a step that works tells of it"
        assert "Nothing changed since the last run." in done.stdout
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(spent) < 2


def test_the_tables_of_the_command_line_are_those_of_the_contract() -> None:
    from hearsay.cli.looking import _COLUMNS, _TABLES
    from hearsay.views.tables import _MAKERS

    assert list(_TABLES) == list(TABLES) == list(_MAKERS)
    assert set(_COLUMNS) == set(TABLES) - {"findings"}
    for table, columns in _COLUMNS.items():
        assert set(columns) <= set(names(table)), table


def test_the_word_lists_of_rows_are_closed() -> None:
    (field,) = (f for f in msgspec.structs.fields(TABLES["files"]) if f.name == "status")
    assert "ok" in get_args(field.type)
