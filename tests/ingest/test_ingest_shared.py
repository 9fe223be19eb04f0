"""Real and hostile material, where it is at hand: dates and titles of press texts, and a status for every hostile file."""

import csv
from pathlib import Path

import pytest
from intake import SHARED, describe, file_of, pages_of, passages_of, read_all

from hearsay.ingest import find, reconcile
from hearsay.model import File
from hearsay.settings import IngestSettings, Input

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared collection is not at hand")


def test_press_texts_have_their_titles_dates_and_language(tmp_path: Path) -> None:
    case = SHARED / "cases" / "rashidin_2017"
    with (case / "articles.csv").open() as table:
        rows = {row["file"]: row for row in csv.DictReader(table)}
    with (case / "dates.csv").open() as table:
        printed = {
            row["article"] for row in csv.DictReader(table) if row["evidence"].startswith(("dateline", "Posted"))
        }
    read = read_all(tmp_path, (Input(path=str(case / "articles"), outside=True),))
    for path, records in read.items():
        document, row = describe(records), rows[path]
        assert document.title.strip() == row["title"].strip()
        assert document.languages == ("en",)
        if row["id"] in printed:
            assert document.published == row["date_in_text"], path


@pytest.mark.parametrize(
    "folder", ["encoding", "injection", "malformed_misc", "pdf_malformed", "wrong_type", "xml_attacks"]
)
def test_hostile_files_end_with_a_status(tmp_path: Path, folder: str) -> None:
    inputs = (Input(path=str(SHARED / "hostile" / "files" / folder), outside=True),)
    read = read_all(tmp_path, inputs, IngestSettings(ocr=False))
    files: list[File] = [file_of(records) for records in read.values()]
    assert reconcile(list(find(tmp_path, inputs)), files).reconciles
    for records in read.values():
        file = file_of(records)
        assert (file.status == "ok") == (not file.reason)
        for page in pages_of(records):
            at = 0
            for passage in (p for p in passages_of(records) if p.page == page.id):
                assert not page.text[at : passage.start].strip()
                at = passage.end
            assert not page.text[at:].strip()
