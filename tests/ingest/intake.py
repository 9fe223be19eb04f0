"""Helpers of the ingest tests: a case folder made on the spot, and reading what lies in it."""

from pathlib import Path

from hearsay.ingest import Describe, Read, find
from hearsay.model import Document, Fact, File, Found, Page, Passage, Record
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument, IngestSettings, Input

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def read_all(case: Path, inputs: tuple[Input, ...], settings: IngestSettings | None = None) -> dict[str, list[Record]]:
    """Path -> records of the reader."""
    step = Read(settings or IngestSettings())
    return {found.path: step(Group(found.id, (found,))) for found in find(case, inputs)}


def read_bytes(folder: Path, data: bytes, settings: IngestSettings | None = None) -> list[Record]:
    """Records of one file of `data`."""
    (folder / "file").write_bytes(data)
    return read_all(folder, (Input(path="file"),), settings)["file"]


def file_of(records: list[Record]) -> File:
    return next(record for record in records if isinstance(record, File))


def pages_of(records: list[Record]) -> list[Page]:
    return [record for record in records if isinstance(record, Page)]


def passages_of(records: list[Record]) -> list[Passage]:
    return [record for record in records if isinstance(record, Passage)]


def pieces(records: list[Record]) -> list[tuple[str, str]]:
    """(kind, text) of each passage, in order."""
    texts = {page.id: page.text for page in pages_of(records)}
    return [(p.kind, texts[p.page][p.start : p.end]) for p in passages_of(records)]


def facts_of(records: list[Record]) -> dict[str, str]:
    """Name -> value of the facts that were not outdone by a better one."""
    return {r.name: r.value for r in records if isinstance(r, Fact) and not r.evidence.endswith("also")}


def describe(records: list[Record], *documents: DeclaredDocument) -> Document:
    found = Describe(documents)(Group(file_of(records).sha256, tuple(records)))
    return next(record for record in found if isinstance(record, Document))


def found_of(path: str, refusal: str = "", location: str = "") -> Found:
    return Found(path=path, stamp="1:1:1", location=location, refusal=refusal)
