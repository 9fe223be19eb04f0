"""Office files of the shared collection, where it is at hand: what is known to stand in them is found, hostile ones end well."""

import csv
import io
import re
from pathlib import Path

import pytest
from intake import SHARED, file_of, pages_of, read_all

from hearsay.ingest.readers import kind, reader_for
from hearsay.ingest.reading import Resume
from hearsay.ingest.sniff import HEAD, media_type
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings, Input

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collection is not at hand")

_DEEP = 3


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def text_of(data: bytes, depth: int = 0) -> str:
    """All text of a content and of what lies in it."""
    source = Source(io.BytesIO(data), 0, len(data))
    source.media_type = kind(source, media_type(data[:HEAD]))
    source.room = 1 << 30
    reader = reader_for(source.media_type)
    found = []
    for reading in reader(source, IngestSettings(ocr=False), Resume()) if reader and data else ():
        found += [page.text for page in reading.pages]
        found += [text_of(m.data, depth + 1) for m in reading.members if depth < _DEEP and not m.more and m.data]
    return "\n".join(found)


def test_known_words_are_found() -> None:
    root = SHARED / "haul"
    with (root / "manifest.csv").open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if "/office/" in row["file"]]
    known = [row for row in rows if row["expected_check"] == "found by plain extraction" and row["expected_text"]]
    missed = []
    for row in known:
        text = words(text_of((root / row["file"]).read_bytes()))
        missed += [row["file"]] if any(words(part) not in text for part in row["expected_text"].split("||")) else []
    assert len(missed) <= 0.03 * len(known), missed


def test_hostile_office_files_end_as_told(tmp_path: Path) -> None:
    for folder in ("encrypted", "nesting", "malformed_misc"):
        inputs = (Input(path=str(SHARED / "hostile" / "files" / folder), outside=True),)
        read = read_all(tmp_path, inputs, IngestSettings(ocr=False))
        for path, records in read.items():
            if path.endswith((".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".rtf", ".pages")):
                allowed = {"encrypted"} if folder == "encrypted" else {"ok", "partial", "corrupt"}
                assert file_of(records).status in allowed, path


def test_passwords_open_them(tmp_path: Path) -> None:
    with (SHARED / "hostile" / "manifest.csv").open(encoding="utf-8") as table:
        rows = [
            row
            for row in csv.DictReader(table)
            if row["password"] and row["file"].split(".")[-1][:3] in {"doc", "xls", "ppt"}
        ]
    assert rows
    for row in rows:
        inputs = (Input(path=str(SHARED / "hostile" / row["file"]), outside=True),)
        (records,) = read_all(
            tmp_path, inputs, IngestSettings(ocr=False, passwords=("wrong", row["password"]))
        ).values()
        assert file_of(records).status == "ok", row["file"]
        assert any(page.text.strip() for page in pages_of(records)), row["file"]
