"""Archives within archives in a whole case: every member has its row, limits hold for an input as a whole, a killed run goes on."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from small_cases import HEAD, cook, make
from small_steps import contents

from hearsay.ingest import apart, reconcile
from hearsay.model import Bookmark, Document, Duplicate, File, Found, Page, Record, kinds
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.verifying import verify

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LETTER = b"The commander asked for trucks, and none came.\n"


def zipped(**files: bytes) -> bytes:
    body = BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name.replace("_", ".")), data, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def rows(folder: Path) -> dict[str, File]:
    with OpenCase(folder) as opened:
        files = opened.shelf.records(File)
        found = {file.path: file for file in files}
        assert len(found) == len(files), "every path has one row"
        return found


def wrong(folder: Path) -> tuple[str, ...]:
    with OpenCase(folder) as opened:
        return verify(opened.case, opened.store, opened.shelf).wrong


@pytest.fixture(scope="module")
def cooked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inner = zipped(
        letter_txt=LETTER, deep_zip=zipped(note_txt=b"A note at the bottom of it all.\n", bad_zip=b"PK\3\4 no")
    )
    files = {"one.zip": zipped(inner_zip=inner), "two.zip": zipped(copy_txt=LETTER, odd_bin=b"\x00\x01\x02" * 99)}
    folder = make(tmp_path_factory.mktemp("archives") / "case", files)
    cook(folder, "ingest")
    return folder


@pytest.fixture
def case(cooked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(cooked, tmp_path / "case"))


def test_what_lies_in_what_is_read_to_the_bottom(cooked: Path) -> None:
    found = rows(cooked)
    assert {path: file.status for path, file in found.items()} == {
        "haul/one.zip": "ok", "haul/one.zip!/inner.zip": "ok", "haul/one.zip!/inner.zip!/letter.txt": "ok",
        "haul/one.zip!/inner.zip!/deep.zip": "ok", "haul/one.zip!/inner.zip!/deep.zip!/note.txt": "ok",
        "haul/one.zip!/inner.zip!/deep.zip!/bad.zip": "corrupt", "haul/two.zip": "ok", "haul/two.zip!/copy.txt": "ok",
        "haul/two.zip!/odd.bin": "unsupported",
    }  # fmt: skip
    for path, file in found.items():
        outer = path.rpartition("!/")[0]
        assert file.parent == (found[outer].id if outer else None)
    assert wrong(cooked) == ()


def test_one_content_in_two_archives_is_two_files_and_one_document(cooked: Path) -> None:
    with OpenCase(cooked) as opened:
        places = [f for f in opened.shelf.records(File) if f.path.endswith((".txt!/x", "letter.txt", "copy.txt"))]
        first, second = sorted(places, key=lambda file: file.path)
        assert first.sha256 == second.sha256
        assert opened.shelf.records(Duplicate) == [Duplicate(file=second.id, canonical=first.id)]
        (document,) = (d for d in opened.shelf.records(Document) if d.sha256 == first.sha256)
        assert document.path == first.path
        assert [p.text for p in opened.shelf.records(Page) if p.sha256 == first.sha256] == [LETTER.decode()]


def test_a_content_that_was_changed_or_lost_is_told_and_read_again(case: Path) -> None:
    note = rows(case)["haul/one.zip!/inner.zip!/deep.zip!/note.txt"]
    (kept,) = (case / "store" / "contents" / "packs").iterdir()
    kept.write_bytes(kept.read_bytes().replace(b"bottom", b"middle"))
    assert wrong(case) == (f"{note.path} is not the file that was read: its sha256 differs",)
    kept.unlink()
    assert any(note.path in said for said in wrong(case))
    before = rows(case)
    cook(case, "ingest")
    assert (wrong(case), rows(case)) == ((), before)


def test_without_any_content_all_of_it_is_made_again(case: Path) -> None:
    before = rows(case)
    shutil.rmtree(case / "store" / "contents")
    cook(case, "ingest")
    assert (wrong(case), rows(case)) == ((), before)


def test_a_changed_archive_takes_its_old_members_with_it(case: Path) -> None:
    (case / "haul" / "one.zip").write_bytes(zipped(inner_zip=zipped(letter_txt=LETTER), other_txt=b"Words.\n"))
    report = cook(case, "ingest")
    assert report.ledger.reconciles
    assert {path for path in rows(case) if "one.zip!/" in path} == {
        "haul/one.zip!/inner.zip", "haul/one.zip!/inner.zip!/letter.txt", "haul/one.zip!/other.txt",
    }  # fmt: skip
    assert wrong(case) == ()


def test_a_member_without_a_row_is_missing() -> None:
    box = File(path="a.zip", sha256="1" * 64)
    top = Found(path="a.zip", stamp="1")
    one, two = (Found(path="a.zip!/x", stamp=stamp, parent=box.id, blob="2" * 64) for stamp in "12")
    names = sorted(apart([one, two]).values())
    assert names == ["a.zip!/x", "a.zip!/x (2)"]
    read = [File(path=path, sha256="2" * 64, parent=box.id) for path in names]
    assert reconcile([top], [box, *read], [one, two]).reconciles
    ledger = reconcile([top], [box, read[0]], [one, two])
    assert (ledger.missing, ledger.members, ledger.reconciles) == (("a.zip!/x (2)",), 2, False)
    assert reconcile([top], [*read], []).unexpected == ("a.zip!/x", "a.zip!/x (2)")


def bomb(width: int, depth: int, zeros: int) -> bytes:
    """`width` to the power of `depth` files of zeros."""
    data = zipped(zeros=bytes(zeros))
    for _ in range(depth):
        data = zipped(**{f"{n}_zip": data for n in range(width)})
    return data


def test_a_bomb_is_defused_for_its_input_as_a_whole_and_costs_no_other(tmp_path: Path) -> None:
    files = {"bomb.zip": bomb(8, 3, 30_000_000), "deep.zip": bomb(1, 30, 10), "letter.txt": LETTER}
    folder = make(tmp_path / "case", files, HEAD + "[settings.ingest]\ndepth = 5\n")
    began = time.monotonic()
    report = cook(folder, "ingest")
    assert time.monotonic() - began < 60
    assert report.ledger.reconciles
    found = rows(folder)
    assert found["haul/letter.txt"].status == "ok"
    kept = sum(path.stat().st_size for path in (folder / "store" / "contents").rglob("*") if path.is_file())
    assert kept < 70_000_000
    assert {file.status for path, file in found.items() if path.endswith("!/zeros") and "bomb" in path} == {
        "refused-limit"
    }
    deepest = max((path for path in found if path.startswith("haul/deep.zip")), key=lambda path: path.count("!/"))
    assert (deepest.count("!/"), found[deepest].status) == (6, "refused-limit")
    assert "settings.ingest.depth" in found[deepest].reason
    assert wrong(folder) == ()


def test_more_members_than_an_input_may_have_are_rows_with_that_reason(tmp_path: Path) -> None:
    inner = zipped(**{f"{n}_txt": b"Words %d.\n" % n for n in range(10)})
    toml = HEAD + "[settings.ingest]\nmembers = 15\n"
    folder = make(tmp_path / "case", {"many.zip": zipped(a_zip=inner, b_zip=inner)}, toml)
    assert cook(folder, "ingest").ledger.reconciles
    assert Counter(file.status for path, file in rows(folder).items()) == {"ok": 16, "refused-limit": 7}
    first = sorted(path for path in rows(folder) if path.count("!/") == 2)[:13]
    assert all(rows(folder)[path].status == "ok" for path in first)


def ingest(case: Path) -> "subprocess.Popen[bytes]":
    """`hearsay ingest` as a user starts it, with its workers behind walls."""
    command = [sys.executable, "-c", "from hearsay.cli import main; main()", "ingest", str(case)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def cursors(case: Path) -> dict[str, int]:
    """How far the reading of each container is known to have come."""
    path = case / "store" / "case.sqlite"
    if not path.exists():
        return {}
    with sqlite3.connect(path) as base:
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'output'").fetchone():
            return {}
        query = "SELECT body FROM outcome JOIN output ON output.outcome = outcome.number WHERE output.kind = 'bookmark'"
        marks = [msgspec.json.decode(body, type=Bookmark) for (body,) in base.execute(query)]
    base.close()
    return {mark.key: mark.cursor for mark in marks}


def everything(case: Path) -> dict[str, Record]:
    with OpenCase(case) as opened:
        return contents(opened.store, sorted(set(kinds()) - {"run", "bookmark"}))


@pytest.mark.timeout(280)
def test_killed_inside_large_and_nested_archives_it_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    letters = {f"letter {n}_txt": LETTER * (n % 7 + 1) + b"%d\n" % n for n in range(400)}
    files = {"large.zip": zipped(**letters), "nest.zip": zipped(middle_zip=zipped(inner_zip=zipped(**letters)))}
    calm = make(tmp_path / "calm", files)
    assert ingest(calm).wait(120) == 0
    killed = make(tmp_path / "killed", files)
    shutil.copystat(calm / "haul", killed / "haul")
    chance, before = random.Random(5), dict[str, int]()  # noqa: S311 - moments, not secrets
    for _ in range(5):
        process = ingest(killed)
        time.sleep(chance.uniform(0.8, 3.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = cursors(killed)
        assert all(now.get(key, 0) >= cursor for key, cursor in before.items()), "no container begins again"
        before = now
    assert ingest(killed).wait(120) == 0
    assert everything(killed) == everything(calm)
    assert wrong(killed) == ()
    assert not (killed / "store" / "contents" / "unfinished").exists()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collection is not at hand")
def test_hostile_archives_end_as_they_should(tmp_path: Path) -> None:
    folder = make(tmp_path / "case", {})
    for name in ("bombs", "path_traversal"):
        for path in sorted((SHARED / "hostile" / "files" / name).iterdir()):
            if path.suffix in {".zip", ".gz"}:
                shutil.copy(path, folder / "haul")
    began = time.monotonic()
    assert cook(folder, "ingest").ledger.reconciles
    assert time.monotonic() - began < 120
    found = rows(folder)
    for top in (path for path in found if "!/" not in path):
        below = {file.status for path, file in found.items() if path.startswith(f"{top}!/")}
        assert "traversal" in top or "names" in top or "refused-limit" in below | {found[top].status}, top
    with OpenCase(folder) as opened:
        assert not any("root:x:0" in page.text for page in opened.shelf.records(Page))
    assert sum(path.stat().st_size for path in (folder / "store" / "contents").rglob("*") if path.is_file()) < 1 << 28
