"""What the commands print: findings and the ledger, tables, hits with marks, the walk back; JSON one object a line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hearsay.cli import main, screen
from hearsay.engine import LoopEngine
from hearsay.pipeline.work import run
from hearsay.views.contract import TABLES

TEXT = """The guns of Ashford

The garrison left Ashford at night, the ministry said.

"They took at least 40 guns," said Colonel Brandt.
"""
HOSTILE = "\x1b[2J\u202eevil\u202c said the mayor: \u2066all is well\u2069.\n"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "case"
    assert told("new", folder, "--title", "T")
    (folder / "haul" / "report.txt").write_text(TEXT, "utf-8")
    (folder / "haul" / "host\nile.txt").write_text(HOSTILE, "utf-8")
    run(folder, engine=LoopEngine())
    return folder


def told(*words: str | Path) -> str:
    """What a command prints in a process of its own."""
    command = [sys.executable, "-c", "from hearsay.cli import main; main()", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """What a command prints, run here."""
    main([str(word) for word in words])
    return capsys.readouterr().out


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("table", TABLES)
def test_show_prints_each_table(case: Path, capsys: pytest.CaptureFixture[str], table: str) -> None:
    found = rows(printed(capsys, "show", case, table, "--json"))
    text = printed(capsys, "show", case, table)
    if table != "findings":
        assert text.endswith(f"{len(found)} {table}\n")
        assert len(text.splitlines()) == len(found) + 1
    assert all(c.isprintable() or c in "\n\u200c\u200d" for c in text), "nothing of a haul reaches the terminal raw"


def test_show_json_is_what_open_case_gives(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from hearsay import open_case

    with open_case(case) as opened:
        assert rows(printed(capsys, "show", case, "claims", "--json")) == list(opened.rows("claims"))
    pages = {(r["document"], r["page"]): r["text"] for r in rows(printed(capsys, "show", case, "pages", "--json"))}
    claims = rows(printed(capsys, "show", case, "claims", "--json"))
    assert claims
    assert all(pages[c["document"], c["page"]][c["start"] : c["end"]] == c["text"] for c in claims)


def test_run_prints_findings_ledger_and_what_changed(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "run", case, "--no-sandbox")
    assert " 1. " in text
    for label in ("said by ", "carried by ", "wording ", "record ", "judgement "):
        assert f"\n    {label}" in text
    assert "2 found, 2 accounted for (2 ok): the ledger reconciles." in text
    assert "Nothing changed since the last run." in text
    assert f"{case}/dossier/dossier.html" in text
    (case / "haul" / "late.txt").write_text("A late word came in, the mayor said.\n", "utf-8")
    text = printed(capsys, "run", case, "--no-sandbox", "-q")
    assert "Since the last run:\n  new file: haul/late.txt\n" in text
    (case / "haul" / "late.txt").unlink()
    assert rows(printed(capsys, "run", case, "--no-sandbox", "--json", "-q"))[0]["documents"] == 1


def test_one_verb_a_stage(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("ingest", "claims", "trace", "check", "weigh", "publish"):
        text = printed(capsys, verb, case, "--no-sandbox", "-q")
        assert "the ledger reconciles." in text
        assert ("since the last run" in text.lower()) == (verb == "publish")


def test_search_marks_the_words(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "search", case, "garrison", "night")
    assert text.startswith(" 1. haul/report.txt p.1 [25:33]\n")
    assert "The [garrison] left Ashford at [night], the ministry said." in text
    (hit,) = rows(printed(capsys, "search", case, "garrison", "--json"))
    assert TEXT[hit["start"] : hit["end"]] == "garrison"
    assert printed(capsys, "search", case, "unheard") == "nothing found\n"


def test_explain_walks_back_to_the_page(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    finding = rows(printed(capsys, "show", case, "findings", "--json"))[0]
    text = printed(capsys, "explain", case, finding["id"])
    assert text.startswith("Finding: ")
    assert "\n  Proposition: " in text
    assert ">>" in text
    steps = rows(printed(capsys, "explain", case, finding["id"], "--json"))
    places = [step for step in steps if step["place"]]
    assert places
    assert all(step["marked"] in TEXT + HOSTILE for step in places)


def test_verify_counts_and_fails(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "verify", case).endswith("everything holds\n")
    path = case / "haul" / "report.txt"
    path.write_text(TEXT.replace("40", "80"), "utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["verify", str(case)])
    done = capsys.readouterr()
    assert caught.value.code == 8
    assert "  wrong: haul/report.txt is not the file that was read: its sha256 differs\n" in done.out
    assert "1 thing does not hold" in done.err
    with pytest.raises(SystemExit):
        main(["verify", str(case), "--json"])
    assert len(json.loads(capsys.readouterr().out)["wrong"]) == 1
    path.write_text(TEXT, "utf-8")


def test_rule_keeps_a_decision(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = rows(printed(capsys, "show", case, "claims", "--json"))[0]["id"]
    text = printed(capsys, "rule", case, claim, "note", "--by", "me", "--note", "look again")
    assert text.startswith(f"note kept about {claim}; ")
    (ruling,) = rows(printed(capsys, "show", case, "rulings", "--json"))
    assert (ruling["by"], ruling["note"], ruling["decision"]) == ("me", "look again", "note")


def test_read_is_a_first_look(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    files = (case / "haul" / "report.txt", tmp_path / "empty.txt")
    text = printed(capsys, "read", *files, "--no-sandbox")
    assert "quotes > Brandt asserts" in text
    assert "empty.txt: empty: " in text
    claims = rows(printed(capsys, "read", files[0], "--no-sandbox", "--json"))
    assert claims
    assert all(TEXT[c["start"] : c["end"]] == c["text"] for c in claims)


def test_a_reader_that_stops_early_is_no_failure_with_a_traceback(case: Path) -> None:
    command = f"{sys.executable} -c 'from hearsay.cli import main; main()' show '{case}' pages --json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\t c", "a b c"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\u202eevil", "\ufffdevil"),
        ("\u2068نحو\u2069", "نحو"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800", "\ufffd"),
    ],
)
def test_text_of_a_haul_is_shown_without_its_controls(text: str, shown: str) -> None:
    assert screen.safe(text) == shown
