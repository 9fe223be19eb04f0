"""What a store says when it cannot do its work: no right to write, no room, another program, a file that is none of its own.

In: small stores made so. Out: errors that name the file and a remedy; nothing that was there is lost.
"""

import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from hearsay.errors import CaseBusy, CaseError, CaseInvalid
from hearsay.model import Fact, Run
from hearsay.store import Saved, Store
from hearsay.store.base import SCHEMA_VERSION
from hearsay.store.search import Asked, Entry, Index

BWRAP = shutil.which("bwrap")
MAIN = [sys.executable, "-c", "from hearsay.cli import main; main()"]
CASE = '[case]\ntitle = "T"\n[[inputs]]\npath = "haul"\n'


_RUNS = count()


def fill(path: Path, facts: int = 3) -> Store:
    store = Store(path)
    run = store.begin(Run(step="s", version="1", settings="", started=f"{next(_RUNS):09}"))
    records = [Fact(sha256="a" * 64, name=str(n), value="v" * 100, evidence="text") for n in range(facts)]
    store.save("s", run, [Saved("k", "i", records, ["h"] * facts)])
    return store


def sql(path: Path, command: str, *values: str) -> None:
    base = sqlite3.connect(path)
    with base:
        base.execute(command, values)
    base.close()


@pytest.mark.parametrize(("version", "word"), [("2", "a newer Hearsay"), ("0", "an older Hearsay")])
def test_a_store_of_another_version(tmp_path: Path, version: str, word: str) -> None:
    fill(tmp_path / "case.sqlite").close()
    sql(tmp_path / "case.sqlite", "UPDATE meta SET value = ?", version)
    with pytest.raises(CaseInvalid, match=f"has schema {version}; this version reads {SCHEMA_VERSION}") as caught:
        Store(tmp_path / "case.sqlite")
    assert word in caught.value.remedy


def test_a_database_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    sql(path, "CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(CaseInvalid, match="not the store of a case"):
        Store(path)
    assert path.read_bytes() == before


def test_a_store_that_another_program_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.sqlite"
    fill(path).close()
    connect: Callable[..., sqlite3.Connection] = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **{**named, "timeout": 0.1}))
    other = connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode=EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CaseBusy, match="another program keeps") as caught:
        fill(path)
    assert caught.value.exit_code == 10
    other.close()
    assert fill(path).counts() == {"fact": 3}


def test_a_full_disk_costs_only_what_was_being_written(tmp_path: Path) -> None:
    path = tmp_path / "case.sqlite"
    fill(path).close()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 50_000, limits[1]))
    try:
        with pytest.raises(CaseError, match="the disk may be full") as caught:
            fill(path, 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "make room" in caught.value.remedy
    store = Store(path)
    assert store.counts() == {"fact": 3}
    store.close()
    assert fill(path, 20_000).counts() == {"fact": 20_000}


def test_an_index_that_is_only_read_is_never_made_nor_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = Index(folder)
    index.update((), [Entry("a" * 64, "page:1", 1, 0, 3, "passage", ["guns"])])
    assert len(Index(folder, reading=True).search(Asked((("guns",),)), level="passage")) == 1
    (folder / "meta.json").write_text("{}", "utf-8")
    before = sorted(p.name for p in folder.iterdir())
    with pytest.raises(CaseInvalid, match="cannot be used as the index"):
        Index(folder, reading=True)
    assert sorted(p.name for p in folder.iterdir()) == before


@pytest.mark.skipif(BWRAP is None, reason="bubblewrap is not installed")
def test_a_case_on_a_medium_that_cannot_be_written_is_read_as_any_other(tmp_path: Path) -> None:
    case = tmp_path / "case"
    (case / "haul").mkdir(parents=True)
    (case / "haul" / "a.txt").write_text("The garrison left Ashford, the ministry said.\n", "utf-8")
    (case / "case.toml").write_text(CASE, "utf-8")
    subprocess.run([*MAIN, "run", case, "-q", "--no-sandbox"], capture_output=True, check=True)
    walls: list[str | Path] = [BWRAP or "", "--bind", "/", "/", "--dev", "/dev", "--ro-bind", case, case]

    def there(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*walls, *MAIN, *words], capture_output=True, text=True, check=False)

    for words in (("show", case, "claims"), ("search", case, "garrison"), ("verify", case)):
        assert there(*words).returncode == 0, there(*words).stderr
    claim = there("show", case, "claims", "--json").stdout.partition('"id":"')[2].partition('"')[0]
    assert there("explain", case, claim).stdout.startswith("Claim (")
    writing: list[list[str | Path]] = [["run", case, "-q"], ["rule", case, claim, "note", "--by", "me"]]
    for line in writing:
        done = there(*line)
        assert done.returncode == 3
        assert "cannot be written" in done.stderr
        assert "remedy: this command writes to the case" in done.stderr
    wal = case / "store" / "case.sqlite-wal"
    wal.write_bytes(b"the end of a run that was killed")
    assert "was broken off" in there("show", case, "claims").stderr
