"""Tables on terminals of any width, in any script, with and without colour; and readers that stop early."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.cli import grid
from hearsay.cli.lines import columns, wrapped
from hearsay.engine import LoopEngine
from hearsay.pipeline.work import run
from hearsay.views.contract import TABLES

MAIN = [sys.executable, "-c", "from hearsay.cli import main; main()"]
TEXT = """Письмо и пушки: длинноеслово безпробеловкотороеникакнепомещаетсявузкуюстроку

قال المتحدث إن ٢٤ مدفعا نقلت من القصر إلى المدينة، وأكد الأهالي ذلك.

The garrison left Ashford at night, the ministry said. "They took at least 40 guns," said Colonel Brandt.

新聞社によると部隊は夜に町を離れた。
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grid")
    (folder / "haul").mkdir()
    (folder / "case.toml").write_text('[case]\ntitle = "T"\n[[inputs]]\npath = "haul"\n', "utf-8")
    (folder / "haul" / "a-report-with-a-rather-long-name-of-its-own.txt").write_text(TEXT, "utf-8")
    run(folder, engine=LoopEngine())
    return folder


def shown(capsys: pytest.CaptureFixture[str], names: tuple[str, ...], rows: list[dict[str, Any]]) -> list[str]:
    grid.show(names, rows)
    return capsys.readouterr().out.splitlines()


def environment(**added: str) -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "TERM")}, **added}


def on_terminal(*words: str, **added: str) -> str:
    """What a command writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [*MAIN, *words], stdout=theirs, stderr=theirs, env=environment(**{"TERM": "xterm", **added})
    )
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    assert process.wait() == 0
    return b"".join(parts).decode()


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("table", TABLES)
def test_no_line_is_wider_than_the_terminal(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, table: str, width: int
) -> None:
    from hearsay.cli import main

    monkeypatch.setenv("COLUMNS", str(width))
    main(["show", str(case), table])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if columns(line) > width] == []
    assert lines or table == "findings"


def test_columns_stand_under_their_names_where_there_is_room(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[dict[str, Any]] = [
        {"name": "ab", "p0_low": 0.25, "yes": True},
        {"name": "新聞", "p0_low": None, "yes": []},
    ]
    monkeypatch.setenv("COLUMNS", "60")
    assert shown(capsys, ("name", "p0_low", "yes"), rows) == [
        "name  p0 low  yes",
        "ab    0.25    yes",
        "新聞  -       -",
    ]
    monkeypatch.setenv("COLUMNS", "20")
    long = [{"name": "one two three four five", "p0_low": 1.0, "yes": "six seven eight nine"}]
    assert shown(capsys, ("name", "p0_low", "yes"), long) == [
        "name   one two three", "       four five", "p0 low 1", "yes    six seven", "       eight nine", "",
    ]  # fmt: skip


def test_where_nobody_says_how_wide_a_row_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    (line,) = shown(capsys, ("a", "b"), [{"a": "x" * 150, "b": "y"}])
    assert line == "x" * 99 + "…  y"


@given(text=st.text(st.sampled_from("ab é漢字\u0301\u200dم"), max_size=60), width=st.integers(2, 20))
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = wrapped(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_colour_only_on_a_terminal_that_wants_it(case: Path) -> None:
    words = ("search", str(case), "garrison")
    assert "\x1b[1mgarrison\x1b[0m" in on_terminal(*words)
    for added in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "[garrison]" in on_terminal(*words, **added)
        assert "\x1b" not in on_terminal(*words, **added)
    done = subprocess.run([*MAIN, *words], capture_output=True, text=True, env=environment(), check=True)
    assert "\x1b" not in done.stdout


def test_words_from_right_to_left_are_isolated_on_a_terminal_alone(case: Path) -> None:
    shown_there = on_terminal("show", str(case), "passages")
    lines = [line for line in shown_there.splitlines() if any("\u0600" <= c <= "\u06ff" for c in line)]
    assert lines
    assert all(line.count("\u2068") == line.count("\u2069") == 1 for line in lines)
    done = subprocess.run(
        [*MAIN, "show", str(case), "passages"], capture_output=True, text=True, env=environment(), check=True
    )
    assert "\u2068" not in done.stdout


@pytest.mark.parametrize(
    "words", ["show CASE pages --json", "show CASE passages", "show CASE findings", "search CASE the"]
)
def test_a_reader_that_has_enough_ends_the_command_without_a_word(case: Path, words: str) -> None:
    command = [*MAIN, *(str(case) if word == "CASE" else word for word in words.split())]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate()
    assert (process.returncode, err) == (141, b"")


def test_remarks_do_not_get_lost_beside_json(case: Path) -> None:
    (case / "case.toml").write_text(
        (case / "case.toml").read_text() + '[[documents]]\npath = "haul/none.txt"\n', "utf-8"
    )
    command = [*MAIN, "run", str(case), "--json", "-q", "--no-sandbox"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=True)
    assert all(json.loads(line) for line in done.stdout.splitlines())
    assert done.stderr == "  note: documents[0].path: 'haul/none.txt' is no path of the ledger, so it has no effect\n"
