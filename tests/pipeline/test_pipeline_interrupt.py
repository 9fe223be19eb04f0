"""kill -9 and Ctrl-C at any moment: the next run goes on from there and ends with the same ids and outcomes."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from slow_session import INPUTS, KINDS
from small_steps import Echo, chain, contents, session

from hearsay.model import Record, kinds
from hearsay.pipeline.opened import OpenCase
from hearsay.store import Store

SLOW = Path(__file__).with_name("slow_session.py")
SECONDS = "0.01"


def start(folder: Path) -> subprocess.Popen[bytes]:
    """The slow session, begun."""
    process = subprocess.Popen([sys.executable, SLOW, folder, SECONDS], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    process.stdout.close()
    return process


def whole(path: Path) -> bool:
    """Whether SQLite finds its file sound."""
    with sqlite3.connect(path) as base:
        (answer,) = base.execute("PRAGMA integrity_check").fetchone()
    base.close()
    return bool(answer == "ok")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Record]:
    s = session(tmp_path_factory.mktemp("undisturbed"))
    chain(s, INPUTS, step=Echo())
    found = contents(s.store, KINDS)
    s.store.close()
    return found


def calls(folder: Path) -> Counter[str]:
    """How often each group was done."""
    path = folder / "calls"
    return Counter(path.read_text("utf-8").splitlines() if path.exists() else ())


def test_killed_it_goes_on(tmp_path: Path, undisturbed: dict[str, Record]) -> None:
    saved: set[str] = set()
    for moment in (0.2, 0.5, 1.0):
        before = calls(tmp_path)
        process = start(tmp_path)
        time.sleep(moment)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert whole(tmp_path / "store" / "case.sqlite")
        assert all(calls(tmp_path)[key] == before[key] for key in saved), "what was saved is not done again"
        store = Store(tmp_path / "store" / "case.sqlite")
        assert saved <= set(store.done("test.echo"))
        saved = set(store.done("test.echo"))
        store.close()
    assert saved, "batches are saved every half second"
    before = calls(tmp_path)
    assert start(tmp_path).wait() == 0
    assert all(calls(tmp_path)[key] == before[key] for key in saved)
    assert set(calls(tmp_path)) == set(INPUTS)
    store = Store(tmp_path / "store" / "case.sqlite")
    assert contents(store, KINDS) == undisturbed
    store.close()


def test_interrupted_it_loses_nothing_that_was_done(tmp_path: Path, undisturbed: dict[str, Record]) -> None:
    process = start(tmp_path)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    process.wait()
    done = (tmp_path / "calls").read_text("utf-8").splitlines()
    store = Store(tmp_path / "store" / "case.sqlite")
    assert set(done) - set(store.done("test.echo")) <= {done[-1]}, "at most the group it was in the midst of"
    store.close()
    assert start(tmp_path).wait() == 0
    store = Store(tmp_path / "store" / "case.sqlite")
    assert contents(store, KINDS) == undisturbed
    store.close()


def hearsay(case: Path) -> subprocess.Popen[str]:
    """`hearsay run` as a user starts it, in a group of its own, as a terminal's job is."""
    command = [sys.executable, "-c", "from hearsay.cli import main; main()", "run", str(case)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def everything(case: Path) -> dict[str, Record]:
    with OpenCase(case) as opened:
        return contents(opened.store, sorted(set(kinds()) - {"run"}))


def steps(case: Path) -> int:
    """How many tasks the store of a case holds; 0 before there is one."""
    path = case / "store" / "case.sqlite"
    if not path.exists():
        return 0
    with sqlite3.connect(path) as base:
        known = base.execute("SELECT 1 FROM sqlite_master WHERE name = 'task'").fetchone()
        count = base.execute("SELECT count(*) FROM task").fetchone()[0] if known else 0
    base.close()
    return int(count)


def reach(process: subprocess.Popen[str], case: Path, tasks: int) -> None:
    """Wait until that many tasks are saved."""
    until = time.monotonic() + 60
    while steps(case) < tasks and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert process.poll() is None, "it was done before it could be stopped"


def test_the_real_pipeline_killed_and_interrupted_ends_the_same(palmyra: Path, tmp_path: Path) -> None:
    case = tmp_path / "palmyra"
    shutil.copytree(palmyra, case, copy_function=shutil.copy2, ignore=shutil.ignore_patterns("store", "dossier"))
    total = steps(palmyra)
    for tasks, how in ((1, signal.SIGKILL), (total // 20, signal.SIGINT), (total // 3, signal.SIGKILL)):
        process = hearsay(case)
        reach(process, case, tasks)
        os.kill(process.pid, how)
        _, err = process.communicate(timeout=30)
        assert whole(case / "store" / "case.sqlite")
        if how == signal.SIGINT:
            assert process.returncode == 130, err
            assert "interrupted; what was done is kept" in err
            assert "Traceback" not in err
    process = hearsay(case)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert everything(case) == everything(palmyra)
    for name in ("dossier.html", "dossier.json", "findings.csv"):
        assert (case / "dossier" / name).read_bytes() == (palmyra / "dossier" / name).read_bytes()
