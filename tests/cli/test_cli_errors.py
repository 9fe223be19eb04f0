"""Bad input on the command line: one sentence with a remedy, the exit code that errors.py documents, nothing lost."""

import fcntl
import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hearsay import errors
from hearsay.cli import main
from hearsay.engine import LoopEngine
from hearsay.pipeline.work import run

HEAD = '[case]\ntitle = "Small"\n\n[[inputs]]\npath = "haul"\n'
TEXT = 'The garrison left Ashford at night, the ministry said.\n\n"We saw it," said Colonel Brandt.\n'


def make(folder: Path, toml: str = HEAD, *, cooked: bool = False) -> Path:
    (folder / "haul").mkdir(parents=True, exist_ok=True)
    (folder / "haul" / "report.txt").write_text(TEXT, "utf-8")
    (folder / "case.toml").write_text(toml, "utf-8")
    if cooked:
        run(folder, engine=LoopEngine())
    return folder


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("errors"), cooked=True)


def leave(*words: str | Path) -> int:
    """The exit code of a command."""
    try:
        main([str(word) for word in words])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What it said on standard error; never a traceback."""
    err = capsys.readouterr().err
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("", ["missing key 'case'"]),
        ("[case\n", ["not TOML", "line 1"]),
        ('[case]\nabout = "T"\n', ["case: missing key 'title'"]),
        (HEAD + "frist = 1\n", ["inputs[0]: unknown key 'frist'", "expected one of: path, outside, ignore, first"]),
        (HEAD + 'first = "all"\n', ["inputs[0].first: expected a whole number or nothing, got text"]),
        (HEAD.replace("haul", "hual"), ["inputs[0].path", "does not exist"]),
        (HEAD.replace("haul", "../x"), ["inputs[0].path", "leaves the case", "outside = true"]),
        (HEAD.replace("haul", "/etc"), ["inputs[0].path", "leaves the case", "outside = true"]),
        (HEAD.replace("haul", "out"), ["inputs[0].path", "leaves the case", "outside = true"]),
    ],
)
def test_a_case_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], toml: str, words: list[str]
) -> None:
    make(tmp_path, toml)
    (tmp_path / "out").symlink_to("/")
    assert leave("run", tmp_path, "-q") == 3
    err = said(capsys)
    assert all(word in err for word in words), err
    assert err.startswith("hearsay: ")
    assert "remedy: " in err


def test_no_case_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("run", tmp_path), ("show", tmp_path, "claims"), ("verify", tmp_path), ("search", tmp_path, "a")):
        assert leave(*words) == 3
        assert "has no case.toml" in said(capsys)
    assert leave("run", tmp_path / "nothing") == 3
    assert "is not a folder" in said(capsys)
    make(tmp_path)
    for words in (("show", tmp_path, "claims"), ("verify", tmp_path), ("explain", tmp_path, "x")):
        assert leave(*words) == 3
        assert "was never run" in said(capsys)
    assert not (tmp_path / "store").exists(), "looking makes nothing"


def test_records_without_a_needed_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path, HEAD + '[[records]]\nname = "E"\npath = "e.csv"\n')
    (tmp_path / "e.csv").write_text("id,latitude,longitude\n1,2,3\n", "utf-8")
    assert leave("run", tmp_path, "-q", "--no-sandbox") == 4
    err = said(capsys)
    assert "date" in err
    assert "the file has: id, latitude, longitude" in err
    assert leave("show", tmp_path, "files") == 0


def test_a_case_in_use(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (case / "store" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert leave("run", case, "-q") == 10
        assert "another process works on" in said(capsys)
        assert leave("show", case, "claims") == 0, "reading is free"


def test_unknown_words(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("show", case, "nonsense"), ("nonsense",), ("run",), ("run", case, "--nonsense"), ("search", case)):
        assert leave(*words) == 2
        assert "Usage: " in said(capsys)
    assert leave("search", case, "...") == 2
    assert "there is no word to look for" in said(capsys)
    assert leave("explain", case, "claim:nothing") == 7
    assert "no record has the id 'claim:nothing'" in said(capsys)
    assert leave("rule", case, "zz", "reject", "--by", "me") == 7
    assert leave("rule", case, "zz", "forget", "--by", "me") == 2
    assert leave("read", case / "nothing.txt") == 2
    assert "does not exist" in said(capsys)
    assert leave("new", case) == 3
    assert "exists already" in said(capsys)


def test_a_store_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "case.sqlite").write_bytes(b"no database " * 100)
    for words in (("run", tmp_path, "-q"), ("show", tmp_path, "claims")):
        assert leave(*words) == 3
        assert "cannot be used as the store of a case" in said(capsys)


def test_the_machine_says_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path)
    (tmp_path / "store").write_text("a file where a folder should be", "utf-8")
    assert leave("run", tmp_path, "-q") == 1
    assert "hearsay: " in said(capsys)


def test_no_sandbox_no_reading(tmp_path: Path) -> None:
    """Without bubblewrap on the PATH nothing is parsed; with --no-sandbox the user has said so."""
    make(tmp_path)
    path = tmp_path / "bin"
    path.mkdir()
    (path / "env").symlink_to(shutil.which("env") or "/usr/bin/env")
    for extra, code in (((), 5), (("--no-sandbox",), 0)):
        command = [sys.executable, "-c", "from hearsay.cli import main; main()", "ingest", str(tmp_path), "-q", *extra]
        done = subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stderr
        assert ("bubblewrap is not installed" in done.stderr) == (code == 5)


def test_names_and_words_that_are_no_utf8(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = os.fsdecode(b"\xff\xfe")
    assert leave("run", bad) == 3
    assert leave("search", case, bad) in (0, 2)
    assert leave("explain", case, bad) == 7
    assert leave("rule", case, "claim", "note", "--by", bad) == 2
    said(capsys)


def test_the_exit_codes_are_those_that_are_written_down(capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, errors.HearsayError)]
    tree = inspect.getdoc(errors) or ""
    for kind in kinds:
        line = next(line for line in tree.splitlines() if re.search(rf"\b{kind.__name__}\b", line))
        written = re.search(r"\s(\d+)\s", line)
        assert kind.exit_code == (int(written[1]) if written else kind.__mro__[1].exit_code)  # type: ignore[attr-defined]
    assert leave("--help") == 0
    text = capsys.readouterr().out
    told = {int(code) for code in re.findall(r"(\d+) [a-z]", text.partition("Exit codes:")[2])}
    assert told == {kind.exit_code for kind in kinds} | {0, 130}


def test_a_ruling_needs_a_name(palmyra: Path) -> None:
    from hearsay.errors import UsageError
    from hearsay.pipeline.opened import OpenCase
    from hearsay.pipeline.ruling import rule

    with OpenCase(palmyra) as case, pytest.raises(UsageError, match="who decides"):
        rule(case, next(iter(case.rows("claims")))["id"], "note", by=" ")
