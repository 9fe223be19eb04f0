"""What a run shows while it works. In: signs of life at made-up times. Out: lines, as wide as there is room."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from hearsay.cli.lines import columns
from hearsay.cli.meter import Meter
from hearsay.model import FileStatus
from hearsay.pipeline.forecast import EACH, Forecast, about
from hearsay.pipeline.progress import Beat

MIB = 1 << 20


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def file(path: str, size: int = 0, *statuses: FileStatus, last: bool = True, taken: int = 0, members: int = 0) -> Beat:
    return Beat(path, last=last, size=size, statuses=statuses, taken=taken, members=members, pages=int(not last))


def test_the_meter_tells_only_of_work(capsys: pytest.CaptureFixture[str]) -> None:
    with Meter() as meter:
        meter.begin("a.step", total=3, kept=3)
        meter.end()
        meter.begin("b.step", total=4, kept=1)
        for failed in (False, True, False):
            meter.advance(Beat(failed=failed))
        meter.end()
    done = capsys.readouterr()
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("b.step")
    assert "3 done, 0 left, 1 failed" in line
    assert "1 kept" in line
    with Meter(quiet=True) as quiet:
        quiet.begin("c", total=1, kept=0)
        quiet.advance(Beat())
    assert capsys.readouterr().err == ""


def test_a_step_that_goes_on_is_one_line_and_members_count_when_they_are_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = Clock()
    with Meter(clock=clock) as meter:
        meter.begin("ingest.read", total=2, kept=0, size=2 * MIB)
        meter.advance(file("a.txt", MIB, "ok"))
        clock.now = 31
        meter.advance(file("b.zip", MIB, "partial", "encrypted", members=3, taken=MIB))
        meter.end()
        meter.begin("ingest.read", total=5, kept=2, size=MIB)
        clock.now = 62
        for name, status in (("1", "corrupt"), ("2", "ok"), ("3", "ok")):
            meter.advance(file(f"b.zip!/{name}.txt", MIB, status))  # type: ignore[arg-type]
        meter.end()
        meter.begin("claims.extract", total=1, kept=0)
        meter.advance(Beat())
    middle, later, last, claims = capsys.readouterr().err.splitlines()
    assert re.match(r"ingest.read +2 done, 3 left, .*1 encrypted, 1 partial", middle)
    assert re.match(r"ingest.read +3 done, 2 left, .*1 corrupt, 1 encrypted, 1 partial", later)
    assert re.match(r"ingest.read +5 done, 0 left, .*62.0 s", last)
    assert claims.startswith("claims.extract")


def test_members_that_were_known_are_not_left(capsys: pytest.CaptureFixture[str]) -> None:
    with Meter() as meter:
        meter.begin("ingest.read", total=4, kept=3, size=MIB)
        meter.advance(file("b.zip", MIB, "ok", members=3))
        meter.end()
        meter.begin("ingest.describe", total=4, kept=3)
        meter.advance(Beat())
    first, second = capsys.readouterr().err.splitlines()
    assert "1 done, 0 left" in first
    assert "1 done, 0 left" in second


def test_in_a_pipe_there_is_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Meter(clock=clock) as meter:
        meter.begin("ingest.read", total=1000, kept=0, size=1000 * MIB)
        for number in range(300):
            clock.now += 1
            meter.advance(file(str(number), MIB))
    assert len(capsys.readouterr().err.splitlines()) == 10 + 1


def test_a_large_file_shows_that_it_is_alive(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Meter(clock=clock) as meter:
        meter.begin("ingest.read", total=1, kept=0, size=1000 * MIB)
        for _ in range(5):
            clock.now += 20
            meter.advance(file("haul/all\x1b[2J.mbox", 1000 * MIB, last=False, taken=60 * MIB, members=1000))
    lines = capsys.readouterr().err.splitlines()
    assert "in haul/all\ufffd[2J.mbox: 2 pages and 2,000 members" in lines[0]
    assert "4 pages and 4,000 members" in lines[1]
    assert "about" in lines[1]


@pytest.mark.parametrize("width", [200, 100, 72, 60, 40, 25, 12, 3, 1])
def test_the_line_fits_and_says_what_matters_most(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    clock = Clock()
    with Meter(clock=clock) as meter:
        meter.begin("ingest.read", total=1500, kept=300, size=1200 * MIB)
        for number, status in enumerate(
            ("corrupt", "encrypted", "unsupported", "refused-limit", "partial", *["ok"] * 5)
        ):
            clock.now += 60
            meter.advance(file(str(number), MIB, status))  # type: ignore[arg-type]
        clock.now += 60
        meter.advance(file("сводка/" + "архив" * 9, 9 * MIB, last=False, taken=MIB))
        drawn = capsys.readouterr().err.split("\r\x1b[2K")[-1]
    assert "\n" not in drawn
    assert columns(drawn) <= max(width - 1, 1)
    for least, said in (
        (25, "10 done"),
        (40, "1,190 left"),
        (60, "about"),
        (72, "5 not ok"),
        (200, "1 corrupt, 1 enc"),
    ):
        assert width < least or said in drawn or (said == "5 not ok" and width == 200)


def test_what_is_left_is_told_by_bytes_and_by_files() -> None:
    forecast = Forecast(0.0)
    forecast.expect(100 * MIB)
    for second in range(1, 51):
        forecast.did(MIB, float(second))
    assert forecast.seconds(50.0) == pytest.approx(50, rel=0.05)
    small = Forecast(0.0)
    small.expect(1000 * EACH)
    for second in range(1, 11):
        small.did(50 * EACH, float(second))
    assert small.seconds(10.0) == pytest.approx(10, rel=0.05)


def test_while_nothing_ends_what_is_left_grows_and_is_never_next_to_nothing() -> None:
    forecast = Forecast(0.0)
    forecast.expect(101 * EACH)
    for second in range(1, 11):
        forecast.did(10 * EACH, float(second))
    shown = {waited: forecast.seconds(10.0 + waited) or 0.0 for waited in range(0, 600, 5)}
    assert [*shown.values()][2:] == sorted([*shown.values()][2:])
    assert about(shown[75]) == "about 1 min"
    assert about(shown[595]) == "about 10 min"


def test_a_moment_of_haste_does_not_make_the_estimate_jump() -> None:
    forecast = Forecast(0.0)
    forecast.expect(1000.0)
    told = []
    for second in range(1, 300):
        forecast.did(20.0 if second % 40 == 0 else 1.0, float(second))
        told.append(forecast.seconds(float(second)) or 0.0)
    steps = [abs(later - before) for before, later in pairwise(told[10:])]
    assert max(steps) < 60


def test_nothing_is_told_before_there_is_something_to_go_by() -> None:
    forecast = Forecast(0.0)
    assert forecast.seconds(100.0) is None
    forecast.expect(10.0)
    assert forecast.seconds(100.0) is None
    forecast.expect(1000.0)
    for number in range(10):
        assert forecast.seconds(101.0 + number) is None
        forecast.did(1.0, 101.0 + number)
    assert forecast.seconds(120.0) is not None
    half = Forecast(0.0)
    half.expect(10.0)
    half.did(5.0, 50.0)
    assert half.seconds(50.0) is not None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "under a minute"), (44, "under a minute"), (46, "about 1 min"), (240, "about 4 min"), (580, "about 10 min"),
        (1700, "about 30 min"), (3500, "about 1 h"), (5400, "about 1.5 h"), (40_000, "about 11 h"), (200_000, "about 2 days"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_said_as_coarsely_as_it_is_known(seconds: float, words: str) -> None:
    assert about(seconds) == words


SLOW = """
import time
from hearsay.ingest import readers
from hearsay.ingest.reading import PageReading, Reading
def slow(source, settings, resume):
    for number in range(resume.cursor, 200):
        time.sleep(0.1)
        yield Reading((PageReading(number + 1, "words"),), cursor=number + 1)
readers._TABLE["text/csv"] = slow
import hearsay.pipeline.work as work
from hearsay.engine import LoopEngine
work.LocalEngine = lambda **_: LoopEngine()
from hearsay.cli import main
main()
"""
"""The command with a reader of CSV that takes its time, in this process."""


def test_an_interrupted_run_says_how_far_it_came_and_that_the_next_goes_on(tmp_path: Path) -> None:
    (tmp_path / "haul").mkdir()
    (tmp_path / "haul" / "a.csv").write_text("a,b,c\n" * 9, "utf-8")
    (tmp_path / "case.toml").write_text('[case]\ntitle = "Small"\n[[inputs]]\npath = "haul"\n', "utf-8")
    command = [sys.executable, "-c", SLOW, "ingest", str(tmp_path), "--no-sandbox"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE) as running:
        os.close(theirs)
        said = ""
        while "pages" not in said:
            said += os.read(ours, 4096).decode()
        running.send_signal(signal.SIGINT)
        deadline = time.monotonic() + 60
        while "interrupted" not in said and time.monotonic() < deadline:
            said += os.read(ours, 4096).decode()
        assert running.wait(60) == 130
    os.close(ours)
    assert re.search(r"in haul/a\.csv: \d+ pages", said)
    *_, line, last = [line for line in said.replace("\r\x1b[2K", "\n").splitlines() if line.strip()]
    assert line.startswith("ingest.read")
    assert "left" in line
    assert last == "hearsay: interrupted; what was done is kept, and the next run goes on from there"
