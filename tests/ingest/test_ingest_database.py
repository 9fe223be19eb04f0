"""SQLite databases: rows of tables, stored pictures, long tables, and nothing that runs."""

import sqlite3
from pathlib import Path

from intake import facts_of, file_of, pages_of, pieces, read_bytes

from hearsay.ingest.readers import database
from hearsay.ingest.reading import Resume
from hearsay.ingest.source import Source
from hearsay.model import Found, Record
from hearsay.settings import IngestSettings

PICTURE = b"\xff\xd8\xff" + b"p" * 200


def made(folder: Path, *orders: str, values: tuple[tuple[object, ...], ...] = ()) -> bytes:
    path = folder / "made.db"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as base:
        for order in orders:
            base.execute(order)
        base.executemany("INSERT INTO messages VALUES (?, ?, ?)", values)
    base.close()
    return path.read_bytes()


MESSAGES = "CREATE TABLE messages (sender TEXT, text TEXT, picture BLOB)"


def members(records: list[Record]) -> list[str]:
    return [r.path for r in records if isinstance(r, Found)]


def test_rows_are_passages_and_bytes_are_members(tmp_path: Path) -> None:
    rows = (("Lena", "They left at night", PICTURE), ("أحمد", "غادروا ليلا", b"\x01\x02"), ("Павел", None, None))
    records = read_bytes(tmp_path, made(tmp_path, MESSAGES, "CREATE TABLE empty (a, b)", values=rows))
    assert file_of(records).status == "ok"
    assert pieces(records) == [
        ("headline", "messages"),
        ("furniture", "sender\ttext\tpicture"),
        ("table", "Lena\tThey left at night\t[messages/1/3]"),
        ("table", "أحمد\tغادروا ليلا\t0102"),
        ("table", "Павел"),
        ("headline", "empty"),
        ("furniture", "a\tb"),
    ]
    assert members(records) == ["file!/messages/1/3"]
    assert [page.number for page in pages_of(records)] == [1, 2]


def test_nothing_in_it_is_run(tmp_path: Path) -> None:
    odd = 'CREATE TABLE "a""; DROP TABLE messages; --" (x)'
    view = "CREATE VIEW trap AS SELECT load_extension('evil') AS x"
    virtual = "CREATE VIRTUAL TABLE words USING fts5(body)"
    records = read_bytes(tmp_path, made(tmp_path, MESSAGES, odd, view, virtual, values=(("a", "b", None),)))
    assert file_of(records).status == "ok"
    assert "trap" not in str(pages_of(records))
    assert facts_of(records)["left_out"] == "virtual table words"
    assert ("headline", 'a"; DROP TABLE messages; --') in pieces(records)


def test_a_damaged_database_gives_what_can_be_had(tmp_path: Path) -> None:
    rows = tuple((f"sender {n}", "word " * 40, None) for n in range(400))
    whole = made(tmp_path, MESSAGES, values=rows)
    cut = read_bytes(tmp_path, whole[: len(whole) // 2])
    assert file_of(cut).status == "partial"
    assert "sender 3" in pages_of(cut)[0].text
    assert file_of(read_bytes(tmp_path, whole[:100])).status == "corrupt"


def test_reading_goes_on_inside_a_long_table(tmp_path: Path) -> None:
    rows = tuple((f"sender {n}", "word " * 60, None) for n in range(12_000))
    path = tmp_path / "long.db"
    path.write_bytes(made(tmp_path, MESSAGES, values=rows))
    settings = IngestSettings()
    with path.open("rb") as file:
        source = Source(file, 0, path.stat().st_size, "application/vnd.sqlite3")
        every = list(database.read(source, settings, Resume()))
        middle = next(r for r in every if r.cursor and r.pages)
        rest = list(database.read(source, settings, Resume(middle.cursor)))
    pages = [page for reading in every for page in reading.pages]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert len(pages) > 2
    assert [page for reading in rest for page in reading.pages] == pages[1:]
