"""What a third party checks: whatever was changed after the run, in the haul or in the store, is said."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from small_cases import FILES, cook, make

from hearsay.errors import VerifyError
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.verifying import Verified, verify


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("verify") / "case", FILES | {"empty.txt": "", "scan.bin": b"\x00\x01" * 99})
    (folder / "haul" / "link").symlink_to("report.txt")
    cook(folder)
    return folder


@pytest.fixture
def case(cooked: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(cooked, folder, symlinks=True)
    return folder


def checked(folder: Path) -> Verified:
    with OpenCase(folder) as opened:
        return verify(opened.case, opened.store, opened.shelf)


def tamper(folder: Path, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(folder / "store" / "case.sqlite")) as base, base:
        assert base.execute(statement, values).rowcount > 0


def test_untouched_everything_holds(case: Path) -> None:
    done = checked(case)
    assert done.wrong == ()
    assert done.checked["files"] == 6
    assert done.checked["pages"] >= len(FILES)
    assert min(done.checked[what] for what in ("ids", "spans", "sentences", "citations")) > 0


def test_a_changed_file(case: Path) -> None:
    path = case / "haul" / "report.txt"
    path.write_text(path.read_text("utf-8").replace("40 men", "80 men"), "utf-8")
    assert checked(case).wrong == ("haul/report.txt is not the file that was read: its sha256 differs",)


def test_a_missing_and_a_new_file(case: Path) -> None:
    (case / "haul" / "report.txt").rename(case / "haul" / "renamed.txt")
    wrong = checked(case).wrong
    assert "haul/report.txt is in the ledger and not in the haul" in wrong
    assert any("does NOT reconcile" in said for said in wrong)


def test_a_file_that_became_a_link(case: Path) -> None:
    path = case / "haul" / "report.txt"
    shutil.move(path, case / "elsewhere.txt")
    path.symlink_to(case / "elsewhere.txt")
    (said,) = checked(case).wrong
    assert said.startswith("haul/report.txt was read and may not be opened now: a symbolic link")


def test_tampered_text_of_a_page(case: Path) -> None:
    tamper(case, "UPDATE outcome SET body = replace(body, '40 men', '80 men') WHERE record LIKE 'page:%'")
    wrong = checked(case).wrong
    assert any(said.startswith("the text of page 1 of ") for said in wrong)
    assert any(said.startswith("a citation does not slice: haul/report.txt p.1 ") for said in wrong)


def test_tampered_words_of_a_citation(case: Path) -> None:
    tamper(case, "UPDATE outcome SET body = replace(body, '40 men', '80 men') WHERE record LIKE 'line:%'")
    wrong = checked(case).wrong
    assert any(said.startswith("a citation does not slice: ") for said in wrong)
    assert any(said.startswith("line:") and "does not follow from what it says" in said for said in wrong)


def test_tampered_identity(case: Path) -> None:
    tamper(case, """UPDATE outcome SET body = replace(body, '"start":', '"start":1') WHERE record LIKE 'claim:%'""")
    wrong = checked(case).wrong
    assert any(said.startswith("claim:") and "does not follow" in said for said in wrong)
    assert any("marks no characters of its page" in said for said in wrong)


def test_a_body_that_is_no_record(case: Path) -> None:
    tamper(case, "UPDATE outcome SET body = 'x' WHERE record LIKE 'claim:%'")
    with pytest.raises(VerifyError, match="is not that record") as caught:
        checked(case)
    assert caught.value.exit_code == 8


def test_after_another_run_all_holds_again(case: Path) -> None:
    (case / "haul" / "report.txt").write_text("Nothing of it was true, said the mayor.\n", "utf-8")
    assert checked(case).wrong
    cook(case)
    assert checked(case).wrong == ()
