"""Readers that others bring: a distribution is made on the spot and put on the path, as pip would have done.

In: modules and entry points. Out: what is read by them, what is read again when they come and go, and what is only told.
"""

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_cases import REPORT, make

from hearsay.cli import hearsay as commands
from hearsay.ingest import discovered
from hearsay.model import File, Page
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.work import Report, run

DOCS = Path(__file__).resolve().parents[2] / "docs" / "ingest.md"
STAR = bytes([0x1D, 0x7D, 0, 0, 0x50]) + bytes(120) + bytes([0x7D, 0, 0x1D])
STAR += b"Th\xe5 quartermaste\xf2 counte\xe4\x8d\nfort\xf9 lorries.\n\x1a\x1a"


def example() -> str:
    """The worked example of the documents."""
    (found,) = re.findall(r"(?ms)^```python\n(.*?PlugIn.*?)^```$", DOCS.read_text("utf-8"))
    return str(found)


def install(place: Path, name: str, code: str, version: str = "1.0", what: str = "plugin") -> str:
    """A distribution of one module in `place`; the name of the module."""
    module = f"{name}_{abs(hash(str(place))):x}"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{module}.py").write_text(code, "utf-8")
    told = place / f"{name}-{version}.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
    (told / "entry_points.txt").write_text(f"[hearsay.readers]\n{name} = {module}:{what}\n", "utf-8")
    return module


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of distributions that is on the path."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    return folder


def cook(folder: Path) -> Report:
    return run(folder, "ingest")


def statuses(folder: Path) -> dict[str, tuple[str, str]]:
    with OpenCase(folder) as opened:
        return {f.path.removeprefix("haul/"): (f.media_type, f.status) for f in opened.records(File)}


def done(report: Report) -> int:
    return sum(tally.done for tally in report.tallies if tally.step == "ingest.read")


def test_a_plug_in_reads_behind_the_walls_what_nobody_else_reads_and_nothing_is_read_twice(
    tmp_path: Path, place: Path
) -> None:
    files: dict[str, str | bytes] = {
        "memo.star": STAR,
        "odd.bin": bytes(range(7)) * 40,
        "report.txt": REPORT,
        "none.txt": b"",
    }
    folder = make(tmp_path / "case", files)
    cook(folder)
    before = statuses(folder)
    assert before["memo.star"] == ("application/octet-stream", "unsupported")
    install(place, "wordstar", example())
    report = cook(folder)
    assert statuses(folder)["memo.star"] == ("application/x-wordstar", "ok")
    assert {k: v for k, v in statuses(folder).items() if k != "memo.star"} == {
        k: v for k, v in before.items() if k != "memo.star"
    }
    assert done(report) == 2, "only what had no reader"
    with OpenCase(folder) as opened:
        assert [p.text for p in opened.records(Page) if "lorries" in p.text] == [
            "The quartermaster counted forty lorries.\n"
        ]
    assert done(cook(folder)) == 0
    for old in place.glob("*.dist-info"):
        old.rename(old.with_name("wordstar-1.1.dist-info"))
    (place / "wordstar-1.1.dist-info" / "METADATA").write_text("Name: wordstar\nVersion: 1.1\n", "utf-8")
    assert done(cook(folder)) == done(report), "a new version reads again what it may read"
    for path in (place / "wordstar-1.1.dist-info").iterdir():
        path.unlink()
    cook(folder)
    assert statuses(folder) == before
    assert done(cook(folder)) == 0


TEXTS = """
from hearsay.ingest.reading import PageReading, PlugIn, Reading, at_once
def read(content, settings):
    return Reading((PageReading(1, "by the plug-in"),))
plugin = PlugIn(types={"text/plain": at_once(read)}%s)
"""


@pytest.mark.parametrize("replaces", [False, True])
def test_what_comes_with_hearsay_comes_first_unless_it_is_replaced(
    tmp_path: Path, place: Path, *, replaces: bool
) -> None:
    folder = make(tmp_path / "case", {"report.txt": REPORT, "data.csv": "a,b,c\n" * 5})
    install(place, "texts", TEXTS % (', replaces=frozenset({"text/plain"})' if replaces else ""))
    report = cook(folder)
    with OpenCase(folder) as opened:
        texts = {page.text for page in opened.records(Page)}
    assert ("by the plug-in" in texts) is replaces
    assert any("not asked for types that Hearsay reads: text/plain" in note for note in report.notes) is not replaces


def test_with_a_look_of_its_own_it_takes_only_what_it_knows(tmp_path: Path, place: Path) -> None:
    code = TEXTS.replace('"text/plain": at', '"text/x-memo": at') % (
        ', replaces=frozenset({"text/plain"}), sniff=lambda head: "text/x-memo" if head.startswith(b"Memo") else ""'
    )
    install(place, "memos", code)
    folder = make(tmp_path / "case", {"memo.txt": "Memo to all: nothing.\n", "report.txt": REPORT})
    cook(folder)
    assert statuses(folder) == {"memo.txt": ("text/x-memo", "ok"), "report.txt": ("text/plain", "ok")}


@pytest.mark.parametrize(
    ("code", "what", "why"),
    [
        ("1 / 0", "plugin", "ZeroDivisionError"),
        ("import nowhere_to_be_found", "plugin", "ModuleNotFoundError"),
        ("plugin = 7", "plugin", "is no hearsay.ingest.reading.PlugIn"),
        ("x = 1", "plugin", "AttributeError"),
        ("from hearsay.ingest.reading import PlugIn\nplugin = PlugIn(types={})", "plugin", "names no type"),
        ("from hearsay.ingest.reading import PlugIn\nplugin = PlugIn(types={'a': 1})", "plugin", "must be media types"),
        ("raise SystemExit(3)", "plugin", "SystemExit"),
    ],
)
def test_a_plug_in_that_cannot_be_loaded_is_a_note(tmp_path: Path, place: Path, code: str, what: str, why: str) -> None:
    install(place, "broken", code, what=what)
    folder = make(tmp_path / "case", {"report.txt": REPORT})
    report = cook(folder)
    (note,) = [note for note in report.notes if "plug-in broken (broken 1.0) cannot be used" in note]
    assert why in note
    assert statuses(folder) == {"report.txt": ("text/plain", "ok")}


def test_a_plug_in_that_fails_costs_the_content_alone(tmp_path: Path, place: Path) -> None:
    code = """
from hearsay.ingest.reading import PlugIn
def sniff(head):
    if head[:4] == b"LOOK": raise ValueError("no luck")
    return "application/x-star" if head[:4] == b"STAR" else ""
def read(source, settings, resume):
    raise KeyError("nothing there")
    yield
plugin = PlugIn(types={"application/x-star": read}, sniff=sniff)
"""
    install(place, "failing", code)
    files: dict[str, str | bytes] = {
        "memo.star": b"STAR\x00\x01\x02" * 99,
        "look.bin": b"LOOK\x00\x01\x02" * 99,
        "report.txt": REPORT,
    }
    folder = make(tmp_path / "case", files)
    report = cook(folder)
    assert report.ledger.reconciles
    found = statuses(folder)
    assert (found["memo.star"], found["report.txt"][1]) == (("application/x-star", "corrupt"), "ok")
    with OpenCase(folder) as opened:
        (look,) = [file for file in opened.records(File) if file.path.endswith("look.bin")]
    assert look.status == "unsupported"
    assert "the plug-in failing (failing 1.0) could not look at it: ValueError: no luck" in look.reason


def test_of_two_for_one_type_the_first_by_name_reads_and_the_other_is_told(place: Path) -> None:
    for name in ("beta", "alpha"):
        install(place, name, TEXTS.replace("text/plain", "application/x-star") % "")
    active, notes = discovered()
    assert [one.name for one in active] == ["alpha", "beta"]
    assert notes == (
        "the plug-in beta (beta 1.0) is not asked for types that another one reads: application/x-star (alpha)",
    )


def test_the_command_lists_formats_programs_and_plug_ins(
    tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "plug-ins: none" in CliRunner().invoke(commands, ["formats"]).output
    install(place, "wordstar", example())
    install(place, "broken", "1 / 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = CliRunner().invoke(commands, ["formats"])
    assert done.exit_code == 0
    assert "plug-ins: wordstar (wordstar 1.0)" in done.output
    assert "apt install pst-utils" in done.output
    assert "note: the plug-in broken (broken 1.0) cannot be used" in done.output
    rows = [json.loads(line) for line in CliRunner().invoke(commands, ["formats", "--json"]).stdout.splitlines()]
    known = {row["format"]: row for row in rows}
    assert known["wordstar"]["types"] == ["application/x-wordstar"]
    assert (
        known["Outlook mailboxes (pst, ost)"] | {"read": False, "missing": ["readpst"], "packages": ["pst-utils"]}
        == (known["Outlook mailboxes (pst, ost)"])
    )
    assert known["PDF"]["read"]
    assert "tesseract" in known["PDF"]["missing"]
