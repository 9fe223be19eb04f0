"""What a third party checks: whatever was changed after the run, in the haul or in the store, is said."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from archives_made import zipped
from click.testing import CliRunner
from small_cases import FILES, cook, make

from hearsay.cli import hearsay as commands
from hearsay.engine import LoopEngine, Result
from hearsay.errors import VerifyError
from hearsay.model import Claim, File
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.ruling import rule
from hearsay.pipeline.verifying import Verified, verify
from hearsay.pipeline.work import run
from hearsay.ports import Group, Step


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    box = zipped([("in.txt", b"Words within.\n"), ("deep.zip", zipped([("low.txt", b"At the bottom.\n")]))])
    files: dict[str, str | bytes] = {**FILES, "empty.txt": "", "scan.bin": b"\x00\x01" * 99, "box.zip": box}
    folder = make(tmp_path_factory.mktemp("verify") / "case", files)
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
    assert (done.checked["files"], done.checked["members of containers"]) == (7, 3)
    assert done.ledger.startswith("7 found, 7 accounted for and 3 members of containers (")
    assert done.ledger.endswith("the ledger reconciles.")
    assert len(done.seal) == 16
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


SEALED = "a record was changed, added or taken out of the store since the last run"


def test_a_byte_of_a_kept_member(case: Path) -> None:
    changed = 0
    for path in (case / "store" / "contents").rglob("*"):
        if path.is_file() and (data := path.read_bytes()).find(b"At the bottom") >= 0 and b"PK" not in data[:4]:
            path.write_bytes(data.replace(b"At the bottom", b"At the bottle"))
            changed += 1
    assert changed == 1
    (said,) = checked(case).wrong
    assert said.startswith("haul/box.zip!/deep.zip!/low.txt is not the file that was read")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"status":"unsupported"', '"status":"ok"'),
        ('"reason":"', '"reason":"so '),
        ('"media_type":"text/plain"', '"media_type":"text/html"'),
        ('"size":', '"size":1'),
    ],
)
def test_a_changed_row_of_the_ledger(case: Path, old: str, new: str) -> None:
    tamper(
        case,
        "UPDATE outcome SET body = replace(body, ?, ?) WHERE record LIKE 'file:%' AND body LIKE ?",
        old,
        new,
        f"%{old}%",
    )
    assert SEALED in checked(case).wrong
    if old == '"size":':
        assert any("bytes and not 1" in said for said in checked(case).wrong)
    done = CliRunner().invoke(commands, ["verify", str(case)])
    assert done.exit_code == 1
    assert isinstance(done.exception, VerifyError)
    assert done.exception.exit_code == 8


@pytest.mark.parametrize("kind", ["file", "found", "page", "claim", "finding"])
def test_a_row_that_was_taken_out(case: Path, kind: str) -> None:
    tamper(case, "DELETE FROM output WHERE kind = ?", kind)
    assert SEALED in checked(case).wrong


def test_a_word_of_a_claim_that_is_no_part_of_its_id(case: Path) -> None:
    tamper(
        case,
        """UPDATE outcome SET body = replace(body, '"polarity":"+"', '"polarity":"-"') WHERE record LIKE 'claim:%'""",
    )
    assert checked(case).wrong == (SEALED,)


def test_without_a_seal_nothing_holds_until_the_next_run(case: Path) -> None:
    tamper(case, "UPDATE meta SET value = '' WHERE name = 'seal'")
    (said,) = checked(case).wrong
    assert said.startswith("the records bear no seal")
    cook(case)
    assert checked(case).wrong == ()


def test_a_run_that_is_broken_off_breaks_the_seal(case: Path) -> None:
    class Broken(LoopEngine):
        def run(self, step: Step, groups: Iterable[Group]) -> Iterator[Result]:
            if step.name == "claims.extract":
                raise KeyboardInterrupt
            yield from LoopEngine().run(step, groups)

    (case / "haul" / "more.txt").write_text("The mayor said that the bridge was open.\n", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        run(case, engine=Broken())
    assert any(said.startswith("the records bear no seal") for said in checked(case).wrong)
    cook(case)
    assert checked(case).wrong == ()


def test_what_a_person_decides_leaves_the_seal_whole(case: Path) -> None:
    before = checked(case)
    with OpenCase(case) as opened:
        rule(opened, opened.records(Claim)[0].id, "note", by="Ana", note="looked up")
    assert checked(case) == Verified(
        before.checked | {"ids": before.checked["ids"] + 1}, (), before.ledger, before.seal
    )


def test_the_same_haul_bears_the_same_seal_elsewhere(case: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other", {})
    shutil.rmtree(other / "haul")
    shutil.copytree(case / "haul", other / "haul", symlinks=True)
    cook(other)
    assert checked(other).seal == checked(case).seal
    cook(case)
    assert checked(other).seal == checked(case).seal
    (other / "haul" / "report.txt").write_text("Another text, said the mayor.\n", "utf-8")
    cook(other)
    assert checked(other).seal != checked(case).seal


def test_the_command_says_in_a_line_what_the_ledger_comes_to(case: Path) -> None:
    done = CliRunner().invoke(commands, ["verify", str(case)])
    assert done.exit_code == 0
    first, second, third, last = done.stdout.splitlines()
    assert first.startswith("the ledger again: 7 found, 7 accounted for and 3 members of containers")
    assert second.startswith("checked: 7 files, 3 members of containers, ")
    assert third.startswith("seal: ")
    assert last == "everything holds"
    with OpenCase(case) as opened:
        assert len(opened.records(File)) == 10
