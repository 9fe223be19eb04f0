"""What is read again, and what never is: by itself when a setting changes on which it hung, and when a person asks for it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from archives_made import zipped, zipped_locked
from click.testing import CliRunner
from PIL import Image
from small_cases import HEAD, REPORT, make

import hearsay.ingest
from hearsay.cli import hearsay as commands
from hearsay.engine import LoopEngine, Result
from hearsay.ingest import ocr, tesseract
from hearsay.model import File, FileStatus, Page
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.transcribing import enter, waiting
from hearsay.pipeline.verifying import verify
from hearsay.pipeline.work import Report, run, run_again
from hearsay.ports import Group, Step

SLOW = "it took longer than 60 s and was stopped"
CRASHED = "the reader crashed (exit -11)"
LETTERS = [("letter.txt", b"Ten trucks were sent.\n"), ("note.txt", b"None of them came.\n")]


@dataclass
class Watched:
    """Runs in this process, keeps the paths that are read, and fails where it is told to."""

    fails: Mapping[str, str] = field(default_factory=dict)
    """End of a path -> how its reader ends."""
    stops_behind: str = ""
    """End of a path of which the first part is the last that comes."""
    read: list[str] = field(default_factory=list)

    def run(self, step: Step, groups: Iterable[Group]) -> Iterator[Result]:
        for group in groups:
            if step.name != "ingest.read":
                yield from LoopEngine().run(step, [group])
                continue
            self.read.append(group.key)
            why = next((why for end, why in self.fails.items() if group.key.endswith(end)), "")
            yield from self._stopped([Result(group.key, failure=why)] if why else LoopEngine().run(step, [group]))

    def _stopped(self, results: Iterable[Result]) -> Iterator[Result]:
        for result in results:
            yield result
            if self.stops_behind and result.key.endswith(self.stops_behind):
                raise KeyboardInterrupt

    def close(self) -> None:
        pass


def locked_pdf() -> bytes:
    pdf, body = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(body, encryption=pikepdf.Encryption(user="tadmor", owner="tadmor"))
    return body.getvalue()


def picture() -> bytes:
    body = BytesIO()
    Image.new("L", (300, 100), 255).save(body, "PNG")
    return body.getvalue()


def settings(**values: object) -> str:
    shown = {key: str(value).lower() if isinstance(value, bool) else value for key, value in values.items()}
    return HEAD + "[settings.ingest]\n" + "".join(f"{key} = {value}\n" for key, value in shown.items())


def declare(folder: Path, **values: object) -> None:
    (folder / "case.toml").write_text(settings(**values), "utf-8")


def read(folder: Path, *asked: hearsay.ingest.Retry, engine: Watched | None = None) -> tuple[set[str], Report]:
    """The paths that a run opened, without the folder of the haul, and its report."""
    watched = engine or Watched()
    watched.read.clear()
    report = run_again(folder, asked, engine=watched) if asked else run(folder, "ingest", engine=watched)
    assert len(watched.read) == len(set(watched.read))
    return {path.removeprefix("haul/") for path in watched.read}, report


def statuses(folder: Path) -> dict[str, FileStatus]:
    with OpenCase(folder) as opened:
        return {file.path.removeprefix("haul/"): file.status for file in opened.records(File)}


def dim(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tesseract that is always there and finds words that it is not sure of."""
    box = (20.0, 40.0, 280.0, 70.0)
    monkeypatch.setattr(ocr, "missing", str)
    monkeypatch.setattr(ocr, "languages", lambda: ("eng",))
    monkeypatch.setattr(ocr, "look", lambda *_: tesseract.Look("eng"))
    monkeypatch.setattr(
        ocr, "recognise", lambda *_: [tesseract.Line(1, 1, box, (tesseract.Row(box, 0.2, "xq7 wj klm"),))]
    )


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with a text, a picture, two locked files and an archive with one more."""
    dim(monkeypatch)
    return make(
        tmp_path,
        {
            "report.txt": REPORT, "scan.png": picture(), "locked.pdf": locked_pdf(),
            "locked.zip": zipped_locked(LETTERS, b"tadmor"),
            "open.zip": zipped([("inner.pdf", locked_pdf()), ("plain.txt", b"Plain words.\n")]),
        },
    )  # fmt: skip


def test_a_password_opens_what_was_locked_and_reads_nothing_else(mixed: Path) -> None:
    read(mixed)
    before = statuses(mixed)
    assert before["locked.zip"] == before["locked.zip!/note.txt"] == before["open.zip!/inner.pdf"] == "encrypted"
    assert read(mixed)[0] == set()
    declare(mixed, passwords='["tadmor"]')
    opened, report = read(mixed)
    inside = {"locked.zip!/letter.txt", "locked.zip!/note.txt"}
    assert opened == {"locked.pdf", "locked.zip", "open.zip!/inner.pdf"} | inside
    assert "encrypted" not in statuses(mixed).values()
    assert report.ledger.reconciles
    declare(mixed, passwords='["tadmor", "another"]')
    assert read(mixed)[0] == set()
    declare(mixed, passwords="[]")
    assert read(mixed)[0] == set()


@pytest.mark.parametrize(
    ("values", "again"),
    [
        ({"ocr_dpi": 300}, {"scan.png"}),
        ({"ocr": False}, {"scan.png"}),
        ({"seconds": 90.0}, {"slow.txt"}),
        ({"memory": 2048}, {"slow.txt"}),
        ({"expanded": 100.0}, {"bomb.zip"}),
        ({"members": 999_999}, {"bomb.zip"}),
        ({"budget": 60.0}, set()),
        ({"sandbox": '"off"'}, set()),
    ],
)
def test_a_changed_setting_reads_only_what_hung_on_it(mixed: Path, values: dict[str, object], again: set[str]) -> None:
    (mixed / "haul" / "slow.txt").write_text("Slow words.\n", "utf-8")
    (mixed / "haul" / "bomb.zip").write_bytes(zipped([("zeros", bytes(65 << 20))]))
    read(mixed, engine=Watched({"slow.txt": SLOW}))
    assert statuses(mixed)["slow.txt"] == statuses(mixed)["bomb.zip"] == "refused-limit"
    declare(mixed, **values)
    assert read(mixed, engine=Watched({"slow.txt": SLOW}))[0] == again
    assert read(mixed, engine=Watched({"slow.txt": SLOW}))[0] == set()


def test_a_program_that_was_missing_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make(tmp_path, {"box.pst": b"!BDN" + bytes(600), "report.txt": REPORT})
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(hearsay.ingest, "installed", tuple)
    read(folder)
    assert statuses(folder)["box.pst"] == "unsupported"
    assert read(folder)[0] == set()
    monkeypatch.setattr(hearsay.ingest, "installed", lambda: ("readpst",))
    assert read(folder)[0] == {"box.pst"}


def test_only_what_failed_is_tried_again_and_the_ledger_says_what_came_of_it(mixed: Path) -> None:
    for name in ("slow.txt", "crash.txt", "bad.zip"):
        (mixed / "haul" / name).write_bytes(b"PK\3\4 no" if name == "bad.zip" else b"Words that can be read.\n")
    broken = Watched({"slow.txt": SLOW, "crash.txt": CRASHED})
    read(mixed, engine=broken)
    assert read(mixed, engine=broken)[0] == set()
    before = statuses(mixed)
    assert (before["slow.txt"], before["crash.txt"], before["bad.zip"]) == ("refused-limit", "corrupt", "corrupt")
    opened, report = read(mixed, "failed")
    assert opened == {"slow.txt", "crash.txt", "bad.zip"}
    after = statuses(mixed)
    assert (after["slow.txt"], after["crash.txt"], after["bad.zip"]) == ("ok", "ok", "corrupt")
    assert {path: after[path] for path in before if path not in opened} == {
        path: before[path] for path in before if path not in opened
    }
    assert report.again == (
        "tried again (failed): 3 rows of the ledger; 2 of 3 not ok are ok now, 1 as before",
        "haul/crash.txt: corrupt -> ok",
        "haul/slow.txt: refused-limit -> ok",
    )
    assert report.ledger.reconciles
    assert dict(report.ledger.statuses)["corrupt"] == 1


def test_only_what_is_locked_is_tried_again(mixed: Path) -> None:
    read(mixed)
    opened, report = read(mixed, "encrypted")
    assert opened == {"locked.pdf", "locked.zip", "open.zip!/inner.pdf"}
    counts = "tried again (encrypted): 5 rows of the ledger; 0 of 5 not ok are ok now, 5 as before"
    assert report.again == (counts,)
    declare(mixed, passwords='["tadmor"]')
    (first, *changed) = read(mixed, "encrypted", "failed")[1].again
    assert first == "tried again (encrypted, failed): 5 rows of the ledger; 5 of 5 not ok are ok now"
    assert changed[0] == "haul/locked.pdf: encrypted -> empty: no page holds anything"
    assert changed[1] == "haul/locked.zip: encrypted -> ok"
    assert read(mixed, "encrypted")[1].again == ("tried again (encrypted): there is nothing of that kind",)


def words_on_it() -> list[tesseract.Line]:
    box, low = (20.0, 5.0, 280.0, 20.0), (21.0, 41.0, 281.0, 71.0)
    row = tesseract.Row(box, 0.95, "The clerk said that the road was open.")
    return [tesseract.Line(1, 1, box, (row,)), tesseract.Line(2, 1, low, (tesseract.Row(low, 0.2, "xq7 wj klm"),))]


def texts(folder: Path) -> set[tuple[str, str]]:
    with OpenCase(folder) as opened:
        return {(page.method, page.text) for page in opened.records(Page) if page.seen}


def test_only_pictures_are_read_again(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(mixed)
    assert texts(mixed) == {("ocr", "")}
    monkeypatch.setattr(ocr, "recognise", lambda *_: words_on_it())
    assert read(mixed)[0] == set()
    paths, report = read(mixed, "ocr")
    assert paths == {"scan.png"}
    assert texts(mixed) == {("ocr", "The clerk said that the road was open.")}
    counts, pictures = report.again
    assert counts == "tried again (ocr): 1 row of the ledger; 0 of 1 not ok are ok now, 1 as before"
    assert pictures == (
        "read from pictures: pages with words: 1 of 1 (0 before); places that wait in hearsay transcribe: 1 (1 before)"
    )


def test_what_a_person_typed_for_a_page_stands_whatever_a_machine_reads_later(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(mixed)
    with OpenCase(mixed) as opened:
        (place,) = waiting(opened)
        enter(opened, place.id, "The bridge is closed.", by="Ana")
    read(mixed)
    monkeypatch.setattr(ocr, "recognise", lambda *_: words_on_it())
    for _ in range(2):
        report = read(mixed, "ocr")[1]
        assert texts(mixed) == {("transcript", "The bridge is closed.")}
        assert not any("ruling" in note for note in report.notes)
    with OpenCase(mixed) as opened:
        assert verify(opened.case, opened.store, opened.shelf).wrong == ()


def test_a_typed_place_that_moved_a_little_keeps_its_text(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line, low = (20.0, 5.0, 280.0, 20.0), (20.0, 40.0, 280.0, 70.0)
    words = tesseract.Row(line, 0.95, "The clerk said that the road was open.")

    def seen(shift: float) -> list[tesseract.Line]:
        box = (low[0] + shift, low[1] + shift, low[2] + shift, low[3] + shift)
        return [
            tesseract.Line(1, 1, line, (words,)),
            tesseract.Line(2, 1, box, (tesseract.Row(box, 0.2, "xq7 wj klm"),)),
        ]

    monkeypatch.setattr(ocr, "recognise", lambda *_: seen(0))
    read(mixed)
    with OpenCase(mixed) as opened:
        (place,) = waiting(opened)
        enter(opened, place.id, "The bridge is closed.", by="Ana")
    for shift, found in ((1.0, True), (0.0, True), (25.0, False)):
        monkeypatch.setattr(ocr, "recognise", lambda *_, shift=shift: seen(shift))
        report = read(mixed, "ocr")[1]
        with OpenCase(mixed) as opened:
            assert bool(waiting(opened)) is not found
            assert bool(opened.search("bridge closed")) is found
        assert any("1 ruling" in note for note in report.notes) is not found


def test_what_is_to_be_read_again_outlives_a_kill(mixed: Path) -> None:
    read(mixed)
    before = statuses(mixed)
    with pytest.raises(KeyboardInterrupt):
        run_again(mixed, ("encrypted",), engine=Watched(stops_behind="locked.pdf"))
    assert statuses(mixed) == before
    assert read(mixed)[0] == {"locked.zip", "open.zip!/inner.pdf"}
    assert statuses(mixed) == before


def test_what_was_half_read_without_the_password_is_read_from_its_beginning(tmp_path: Path) -> None:
    many = [(f"{number:03}.txt", f"Letter {number}.\n".encode()) for number in range(9)]
    folder = make(tmp_path, {"locked.zip": zipped_locked(many, b"tadmor")})
    with pytest.raises(KeyboardInterrupt):
        run(folder, "ingest", engine=Watched(stops_behind="locked.zip"))
    declare(folder, passwords='["tadmor"]')
    read(folder)
    assert set(statuses(folder).values()) == {"ok"}


def test_a_member_whose_reader_fails_has_its_row(tmp_path: Path) -> None:
    folder = make(tmp_path, {"two.zip": zipped(LETTERS)})
    _, report = read(folder, engine=Watched({"note.txt": CRASHED}))
    assert report.ledger.reconciles
    assert statuses(folder) == {"two.zip": "ok", "two.zip!/letter.txt": "ok", "two.zip!/note.txt": "corrupt"}
    assert read(folder, "failed")[0] == {"two.zip!/note.txt"}
    assert set(statuses(folder).values()) == {"ok"}


def test_passwords_do_not_lie_in_the_store(mixed: Path) -> None:
    declare(mixed, passwords='["tadmor-secret"]')
    read(mixed)
    with closing(sqlite3.connect(mixed / "store" / "case.sqlite")) as base:
        assert "tadmor-secret" not in "".join(base.iterdump())


def test_the_command_reads_again_and_says_so(mixed: Path) -> None:
    read(mixed)
    done = CliRunner().invoke(
        commands, ["ingest", str(mixed), "--no-sandbox", "--retry", "encrypted", "--retry", "failed"]
    )
    assert done.exit_code == 0
    assert "tried again (failed, encrypted): 5 rows of the ledger" in done.output
    refused = CliRunner().invoke(commands, ["ingest", str(mixed), "--retry", "everything"])
    assert refused.exit_code == 2
