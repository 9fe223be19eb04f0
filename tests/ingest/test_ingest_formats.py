"""The table of formats is true: every media type of the readers stands in it once, and a file of each row is read as it says."""

import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from formats_made import MADE, Made
from intake import SHARED, file_of, pages_of, read_bytes

from hearsay.ingest import PACKAGES, formats, installed
from hearsay.ingest.readers import media_types, reader_for
from hearsay.model import Found
from hearsay.settings import IngestSettings

PROJECT = Path(__file__).resolve().parents[2]
PST = SHARED / "haul" / "files" / "email" / "tika" / "testPST.pst"
FILES = [(name, made) for name, row in MADE.items() for made in row]


def tool() -> Any:
    spec = importlib.util.spec_from_file_location("write_formats", PROJECT / "tools" / "write_formats.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_media_type_that_is_read_stands_in_one_row_and_no_other_does() -> None:
    listed = Counter(kind for row in formats() for kind in row.types)
    assert {kind: count for kind, count in listed.items() if count > 1} == {}
    assert set(listed) - {"text/plain"} == set(media_types())
    assert all(reader_for(kind) for kind in listed)


def test_the_programs_of_the_table_are_known_ones() -> None:
    assert {name for row in formats() for name in (*row.needs, *row.better)} <= set(PACKAGES)
    assert set(installed()) <= set(PACKAGES)


def test_the_page_shows_the_table() -> None:
    page = (PROJECT / "docs" / "ingest.md").read_text("utf-8")
    assert tool().replaced(page) == page, "run: make schemas"


def test_every_row_has_a_file_that_is_read() -> None:
    assert {row.name for row in formats()} - set(MADE) == {"Outlook mailboxes (pst, ost)"}
    assert set(MADE) <= {row.name for row in formats()}


@pytest.mark.parametrize(("name", "made"), FILES, ids=[f"{made.kind} {made.finds[:3]}" for _, made in FILES])
def test_a_file_is_read_as_its_row_says(tmp_path: Path, name: str, made: Made) -> None:
    if made.needs and made.needs not in installed():
        pytest.skip(f"{made.needs} is not installed (Debian package {PACKAGES[made.needs]})")
    (row,) = (row for row in formats() if row.name == name)
    records = read_bytes(tmp_path, made.make(), IngestSettings(ocr=made.needs == "tesseract"))
    file = file_of(records)
    assert (file.media_type, file.status) == (made.kind, made.status), file.reason
    assert file.media_type in row.types
    if made.finds.startswith("!/"):
        assert any(made.finds in r.path for r in records if isinstance(r, Found))
    else:
        text = "\n".join(page.text for page in pages_of(records))
        assert re.search(r"\s+".join(made.finds.split()), text)


@pytest.mark.skipif("readpst" not in installed(), reason="readpst is not installed (Debian package pst-utils)")
@pytest.mark.skipif(not PST.exists(), reason="no mailbox of Outlook can be made; the shared one is not here")
def test_a_mailbox_of_outlook_is_read_as_its_row_says(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, PST.read_bytes())
    assert file_of(records).media_type == "application/vnd.ms-outlook-pst"
    assert sum(isinstance(r, Found) for r in records) > 3


@pytest.mark.parametrize("program", ["soffice", "readpst", "unar"])
def test_without_its_program_a_row_says_which_package_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    data = {"readpst": b"!BDN" + bytes(600)} | {
        made.needs: made.make() for _, made in FILES if made.needs in ("soffice", "unar")
    }
    file = file_of(read_bytes(tmp_path, data[program]))
    assert file.status == "unsupported"
    assert any(package in file.reason for package in PACKAGES[program].split(", "))
    assert "programs" in {one.what for one in file.under}
