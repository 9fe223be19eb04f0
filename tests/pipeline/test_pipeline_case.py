"""case.toml: what is wrong is named with the key and what was expected; a case runs, and tells what changed."""

import os
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import FILES, HEAD, cook, make

from hearsay.errors import CaseError, CaseInvalid, CaseMissing, HearsayError, PathLeavesCase, RecordsError, UsageError
from hearsay.pipeline.beginning import begin
from hearsay.pipeline.case import decode_case, load_case
from hearsay.pipeline.opened import OpenCase

EVENTS = "id,date_start,latitude,longitude,best,low,high\n1,2016-05-01,34.5,38.2,3,1,5\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[case]\ntitle = "T"\n[[inputs]]\npath = "a"\nfrist = 3\n',
            ["inputs[0]: unknown key 'frist'", "expected one of: path, outside, ignore, first"],
        ),
        ('[case]\ntitle = 3\n[[inputs]]\npath = "a"\n', ["case.title: expected text, got a whole number"]),
        ('[case]\nabout = "x"\n[[inputs]]\npath = "a"\n', ["case: missing key 'title'"]),
        ('[case]\ntitle = "T"\n', ["missing key 'inputs'"]),
        ('[case]\ntitle = "T"\ninputs = "a"\n', ["case: unknown key 'inputs'; expected one of: title, about"]),
        ('inputs = "haul"\n[case]\ntitle = "T"\n', ["inputs: expected a list, got text"]),
        (
            '[case]\ntitle = "T"\n[[inputs]]\npath = "a"\n[settings.check]\nradius = "far"\n',
            ["settings.check.radius: expected a number, got text"],
        ),
        (
            '[case]\ntitle = "T"\n[[inputs]]\npath = "a"\n[[voices]]\nname = "A"\nkind = "robot"\n',
            ["voices[0].kind: 'robot' is none of: ", "outlet"],
        ),
        (
            '[case]\ntitle = "T"\n[[inputs]]\npath = "a"\n[[documents]]\npath = "a"\npublished = "May"\n',
            ["documents[0].published: expected a date such as 2016-05-03"],
        ),
        ('[case]\ntitle = "T"\n[[inputs]\npath = "a"\n', ["not TOML", "line 3"]),
        ('[case]\ntitle = "T"\ntitle = "U"\n', ["not TOML", "line 3"]),
    ],
)
def test_what_is_wrong_is_named(text: str, said: list[str]) -> None:
    with pytest.raises(CaseInvalid) as caught:
        decode_case(text.encode())
    assert caught.value.exit_code == 3
    assert caught.value.remedy
    assert all(word in caught.value.message for word in said), caught.value.message
    assert "`" not in caught.value.message, "in plain words"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("title = “T”", "straight quotation marks"),
        ('title = "C:\\Users"', "single quotes"),
        ("title = ", "reads: title ="),
    ],
)
def test_broken_toml_is_shown_with_its_line(line: str, hint: str) -> None:
    with pytest.raises(CaseInvalid, match=r"not TOML.*line 2.*which reads: title") as caught:
        decode_case(f"[case]\n{line}\n".encode())
    assert hint in caught.value.message


def test_a_byte_order_mark_is_no_part_of_a_case() -> None:
    assert decode_case(b"\xef\xbb\xbf" + HEAD.encode()) == decode_case(HEAD.encode())
    with pytest.raises(CaseInvalid, match="no path"):
        decode_case(HEAD.replace("haul", "ha\\u0000ul").encode())


def test_a_case_that_is_no_utf8() -> None:
    with pytest.raises(CaseInvalid, match="not UTF-8"):
        decode_case(b'[case]\ntitle = "\xff"\n')


def test_no_case_here(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing, match=r"has no case\.toml") as caught:
        load_case(tmp_path)
    assert "hearsay new" in caught.value.remedy
    with pytest.raises(CaseMissing, match="is not a folder"):
        load_case(tmp_path / "nothing")


def test_a_case_that_was_never_run(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing, match="never run"):
        OpenCase(make(tmp_path))


@pytest.mark.parametrize("path", ["../elsewhere", "haul/../../elsewhere", "haul/way_out", "ABSOLUTE"])
def test_a_path_that_leaves_the_case(tmp_path: Path, path: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("A line of text.\n", "utf-8")
    case = make(tmp_path / "case", {})
    (case / "haul" / "way_out").symlink_to(elsewhere)
    path = str(elsewhere) if path == "ABSOLUTE" else path
    toml = f'[case]\ntitle = "T"\n[[inputs]]\npath = "{path}"\n'
    make(case, {}, toml)
    with pytest.raises(PathLeavesCase) as caught:
        cook(case, "ingest")
    assert caught.value.exit_code == 3
    assert "outside = true" in str(caught.value)
    make(case, {}, toml + "outside = true\n")
    report = cook(case, "ingest")
    assert report.ledger.reconciles
    assert report.ledger.found == 1


@pytest.mark.parametrize("table", ["records", "gazetteers"])
def test_records_and_gazetteers_stay_in_the_case_too(tmp_path: Path, table: str) -> None:
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    name = 'name = "E"\n' if table == "records" else ""
    toml = f'{HEAD}[[{table}]]\n{name}path = "../events.csv"\n'
    case = make(tmp_path / "case", {}, toml)
    with pytest.raises(PathLeavesCase, match=rf"{table}\[0\].path"):
        cook(case)
    make(case, {}, toml.replace("../events.csv", "nothing.csv"))
    with pytest.raises(CaseInvalid, match=rf"{table}\[0\].path.*does not exist"):
        cook(case)
    make(case, {}, toml.replace("../events.csv", "a\\u0000b"))
    with pytest.raises(CaseInvalid, match="no path"):
        cook(case)


def test_an_input_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseInvalid, match=r"inputs\[0\].path.*does not exist"):
        cook(make(tmp_path, {}, HEAD.replace("haul", "hual")))


def test_records_without_a_needed_column_name_it(tmp_path: Path) -> None:
    case = make(tmp_path, FILES, HEAD + '[[records]]\nname = "E"\npath = "e.csv"\n')
    (case / "e.csv").write_text("id,latitude,longitude\n1,2,3\n", "utf-8")
    with pytest.raises(RecordsError, match="date") as caught:
        cook(case)
    assert caught.value.exit_code == 4
    assert "columns" in caught.value.remedy
    with OpenCase(case) as opened:
        assert len(list(opened.rows("files"))) == len(FILES), "what was done before is kept"


def test_two_record_sets_of_one_name_are_refused(tmp_path: Path) -> None:
    source = '[[records]]\nname = "E"\npath = "e.csv"\n'
    case = make(tmp_path, {}, HEAD + source + source)
    (case / "e.csv").write_text(EVENTS, "utf-8")
    with pytest.raises(RecordsError, match="one name"):
        cook(case)


def test_an_empty_haul_is_a_case(tmp_path: Path) -> None:
    report = cook(make(tmp_path, {}))
    assert report.ledger.sentence == "0 found, 0 accounted for (none): the ledger reconciles."
    assert report.findings == ()
    assert report.failures == ()
    assert (tmp_path / "dossier" / "dossier.html").exists()


def test_a_haul_that_nothing_can_read(tmp_path: Path) -> None:
    files = {"a.bin": bytes(range(256)) * 8, "empty.txt": b"", "b.exe": b"MZ" + bytes(500)}
    report = cook(make(tmp_path, files))
    assert report.ledger.found == report.ledger.accounted == 3
    assert report.ledger.reconciles
    with OpenCase(tmp_path) as opened:
        rows = {row["path"]: row for row in opened.rows("files")}
    assert all(row["status"] != "ok" and row["reason"] for row in rows.values()), rows


def test_a_second_run_does_nothing_and_says_so(tmp_path: Path) -> None:
    first = cook(make(tmp_path))
    assert (first.first, first.finished, first.changes) == (True, True, ())
    assert first.failures == ()
    stamp = (tmp_path / "dossier" / "dossier.html").stat().st_mtime_ns
    second = cook(tmp_path)
    assert [t for t in second.tallies if t.done] == []
    assert (second.first, second.changes) == (False, ())
    assert (tmp_path / "dossier" / "dossier.html").stat().st_mtime_ns == stamp


def test_a_new_file_is_named_among_the_changes(tmp_path: Path) -> None:
    case = make(tmp_path)
    before = cook(case)
    make(case, {"late.txt": 'The mayor of Ashford said: "We saw no guns at all."\n'})
    report = cook(case)
    assert "new file: haul/late.txt" in report.changes
    assert any(change.startswith("new finding: ") for change in report.changes)
    done = {t.step: (t.done, t.kept) for t in report.tallies}
    assert done["ingest.read"] == done["claims.extract"] == (1, len(FILES))
    (case / "haul" / "late.txt").unlink()
    report = cook(case)
    assert "gone file: haul/late.txt" in report.changes
    assert report.findings == before.findings
    (case / "haul" / "report.txt").write_text("Nobody said anything.\n", "utf-8")
    assert "changed file: haul/report.txt" in cook(case).changes
    assert cook(case).changes == ()


def test_what_is_left_out_is_named_and_comes_back(tmp_path: Path) -> None:
    case = make(tmp_path)
    cook(case, "ingest")
    make(case, {}, HEAD + 'ignore = ["*.txt"]\n')
    report = cook(case, "ingest")
    assert report.ledger.reconciles
    with OpenCase(case) as opened:
        assert all("ignore" in row["reason"] for row in opened.rows("files"))
        assert list(opened.rows("pages")) == []
    make(case)
    cook(case, "ingest")
    with OpenCase(case) as opened:
        assert len(list(opened.rows("pages"))) == len(FILES)


def test_a_case_that_is_moved_stays_done(tmp_path: Path) -> None:
    cook(make(tmp_path / "here"))
    shutil.move(tmp_path / "here", tmp_path / "there")
    report = cook(tmp_path / "there")
    assert [t for t in report.tallies if t.done] == []


def test_the_dossier_follows_the_case(tmp_path: Path) -> None:
    case = make(tmp_path)
    cook(case)
    page = case / "dossier" / "dossier.html"
    make(case, {}, HEAD.replace('"Small"', '"Small"\nabout = "Where did they go?"'))
    cook(case)
    assert "Where did they go?" in page.read_text("utf-8")
    page.unlink()
    cook(case)
    assert page.exists()


def test_a_dossier_that_cannot_be_written_costs_no_record(tmp_path: Path) -> None:
    case = make(tmp_path)
    blocked = case / "dossier" / "dossier.json.part"
    blocked.mkdir(parents=True)
    with pytest.raises(CaseError, match=r"dossier\.json cannot be written") as caught:
        cook(case)
    assert "its records are kept" in caught.value.remedy
    blocked.rmdir()
    report = cook(case)
    assert [t for t in report.tallies if t.done] == []
    assert (case / "dossier" / "findings.csv").exists()


def test_begin_makes_a_case_that_runs(tmp_path: Path) -> None:
    outside = tmp_path / "else where"
    outside.mkdir()
    (outside / 'a "b" \\ c.txt').write_text("A line.\n", "utf-8")
    begin(tmp_path / "case", title="T", inputs=[outside])
    assert cook(tmp_path / "case", "ingest").ledger.found == 1
    begin(tmp_path / "plain", title="T")
    assert cook(tmp_path / "plain", "ingest").ledger.found == 0
    with pytest.raises(CaseError, match="exists already"):
        begin(tmp_path / "case", title="T")
    with pytest.raises(UsageError, match="does not exist"):
        begin(tmp_path / "third", title="T", inputs=[tmp_path / "nothing"])
    with pytest.raises(CaseError, match="is a file"):
        begin(outside / 'a "b" \\ c.txt', title="T")
    with pytest.raises(UsageError, match="not UTF-8"):
        begin(tmp_path / "fourth", title=os.fsdecode(b"\xff"))


@given(title=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_becomes_toml(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    path = begin(tmp_path_factory.mktemp("case") / "new", title=title)
    assert tomllib.loads(path.read_text("utf-8"))["case"]["title"] == title


def test_every_error_says_what_to_do() -> None:
    error = HearsayError("it broke", remedy="mend it")
    assert str(error) == "it broke\n  remedy: mend it"
    assert str(HearsayError("it broke")) == "it broke"
