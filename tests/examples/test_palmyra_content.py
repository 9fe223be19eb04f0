"""The bundled example: what must be in the folder before a single step runs over it.

In: examples/palmyra. Out: failures that name the file. Findings are pinned elsewhere.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pypdfium2
import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from hearsay.settings import CaseFile

PROJECT = Path(__file__).parents[2]
CASE = PROJECT / "examples" / "palmyra"
SEED = PROJECT / ".." / "shared" / "cases" / "seed"
TEXTS = sorted(path for path in (CASE / "haul").rglob("*") if path.suffix in {".txt", ".md", ".html", ".pdf"})
SCANS = sorted((CASE / "haul" / "letters").glob("*.png"))
FOOTER = "Saved with Readfold for reading offline."
RUN = 8


def text_of(path: Path) -> str:
    """All text of a file of the haul; of HTML with its title, of PDF with lines joined."""
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        pages.close()
        return " ".join(text.split())
    text = path.read_text(encoding="utf-8")
    return LexborHTMLParser(text).text(separator="\n") if path.suffix == ".html" else text


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words, without case and marks."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def strings(value: object) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


@pytest.fixture(scope="module")
def case() -> CaseFile:
    return msgspec.toml.decode((CASE / "case.toml").read_bytes(), type=CaseFile)


def test_every_file_of_the_haul_is_declared_once(case: CaseFile) -> None:
    found = sorted(path.relative_to(CASE).as_posix() for path in (CASE / "haul").rglob("*") if path.is_file())
    assert sorted(document.path for document in case.documents) == found


def test_every_path_of_the_case_exists(case: CaseFile) -> None:
    paths = [item.path for group in (case.inputs, case.custody, case.records, case.gazetteers) for item in group]
    paths += [row.path for question in case.questions for row in question.evidence]
    paths += [document.translates for document in case.documents if document.translates]
    assert [path for path in paths if not (CASE / path).exists()] == []


def test_names_that_point_to_voices_are_declared(case: CaseFile) -> None:
    names = {voice.name for voice in case.voices}
    used = {voice.part_of for voice in case.voices if voice.part_of} | {rating.voice for rating in case.ratings}
    used |= {document.outlet for document in case.documents if document.outlet}
    used |= {document.voice for document in case.documents if document.voice}
    assert used <= names


def test_every_quote_of_evidence_stands_in_its_document(case: CaseFile) -> None:
    rows = [row for question in case.questions for row in question.evidence]
    assert len(rows) >= 5
    assert [row.quote for row in rows if row.quote not in text_of(CASE / row.path)] == []


def test_evidence_speaks_of_every_hypothesis_and_names_who_judged(case: CaseFile) -> None:
    for question in case.questions:
        names = {hypothesis.name for hypothesis in question.hypotheses}
        assert len(names) == 3
        assert all(set(row.likelihood) == names and row.by for row in question.evidence)


def test_only_verified_outcomes_make_a_track_record(case: CaseFile) -> None:
    outcomes = {rating.voice: rating.outcomes for rating in case.ratings}
    assert outcomes["Jisr Brigade"] == ()
    assert len({outcome.batch for outcome in outcomes["Tadmur Daily"]}) == 2


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_texts_can_be_read(path: Path) -> None:
    words = text_of(path).split()
    assert 25 <= len(words) <= 700
    if path.parent.name == "press":
        assert len(words) >= 180


def test_the_footer_of_the_clipping_tool_is_on_every_press_text() -> None:
    press = [path for path in TEXTS if path.parent.name == "press"]
    assert len(press) == 8
    assert [path.name for path in press if FOOTER not in text_of(path)] == []


def test_one_number_differs_between_an_order_and_its_translation() -> None:
    letters = CASE / "haul" / "letters"
    assert "على ١٢ شاحنة" in text_of(letters / "order-417.txt")
    assert "on 21 lorries" in text_of(letters / "order-417.en.md")


@pytest.mark.parametrize("path", SCANS, ids=lambda path: path.name)
def test_scans_hold_dark_writing_on_a_light_page(path: Path) -> None:
    with Image.open(path) as image:
        assert image.mode == "L"
        assert min(image.size) > 800
        counts = image.histogram()
    dark = sum(counts[:100]) / sum(counts)
    assert 0.005 < dark < 0.1
    assert sum(counts[190:]) / sum(counts) > 0.85


def test_there_is_a_scan_of_every_typed_letter() -> None:
    typed = {path.stem for path in (CASE / "haul" / "letters").iterdir() if path.suffix in {".txt", ".html"}}
    assert {path.stem for path in SCANS} == typed
    assert len(typed) == 3


def test_scans_are_drawn_alike_twice(tmp_path: Path) -> None:
    script = (CASE / "make_scans.py").read_text(encoding="utf-8")
    font = re.search(r'FONT = Path\("(.+)"\)', script)
    assert font is not None
    if not Path(font[1]).exists():
        pytest.skip(f"{font[1]} is not installed (Debian package fonts-noto-core)")
    first, second = (drawn(tmp_path / name, script) for name in ("a", "b"))
    assert first == second
    assert set(first) == {path.name for path in SCANS}


def drawn(folder: Path, script: str) -> dict[str, bytes]:
    """The scans that the script draws of the typed letters in a copy of the folder."""
    letters = folder / "haul" / "letters"
    letters.mkdir(parents=True)
    for path in (CASE / "haul" / "letters").iterdir():
        if path.suffix in {".txt", ".html"}:
            (letters / path.name).write_bytes(path.read_bytes())
    (folder / "make_scans.py").write_text(script, encoding="utf-8")
    subprocess.run([sys.executable, str(folder / "make_scans.py")], check=True)
    return {path.name: path.read_bytes() for path in letters.glob("*.png")}


def test_events_have_the_columns_of_ucdp_and_run_in_order_of_date() -> None:
    with (CASE / "records" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 28 <= len(rows) <= 40
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(a["date_start"] <= b["date_start"] for a, b in pairwise(rows))
    for row in rows:
        assert "2016-01-01" <= row["date_start"] <= row["date_end"] <= "2016-05-31"
        assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
        assert row["source_office"]
        assert row["source_headline"]


def test_records_are_attributed(case: CaseFile) -> None:
    note = (CASE / "records" / "README.md").read_text(encoding="utf-8")
    assert all(word in note for word in ("UCDP Georeferenced Event Dataset", "Sundberg", "Melander", "CC BY 4.0"))
    assert [source.licence for source in case.records] == ["CC BY 4.0"]


def test_several_places_share_the_name_of_the_village() -> None:
    with (CASE / "records" / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["code"] for row in rows}) == len(rows) == 40
    assert sum(row["name_ar"] == "القصر" for row in rows) >= 2
    assert sum(row["name_ar"] == "القصير" for row in rows) >= 2
    for row in rows:
        assert 31 < float(row["lat"]) < 38
        assert 35 < float(row["lon"]) < 42


def test_the_folder_is_small() -> None:
    made = {CASE / "store", CASE / "dossier"}
    ours = [path for path in CASE.rglob("*") if path.is_file() and not made & set(path.parents)]
    assert sum(path.stat().st_size for path in ours) < 1_500_000


def test_no_run_of_eight_words_is_taken_from_the_story_retold() -> None:
    if not SEED.is_dir():
        pytest.skip("../shared/cases/seed is not there")
    theirs = runs((SEED / "article.txt").read_text(encoding="utf-8"))
    for part in strings(json.loads((SEED / "gold.json").read_text(encoding="utf-8"))):
        theirs |= runs(part)
    ours = [*TEXTS, *CASE.glob("*.md"), *CASE.glob("*.toml"), *CASE.glob("records/*"), *CASE.glob("sources/*")]
    shared = {path.name: sorted(" ".join(run) for run in runs(text_of(path)) & theirs) for path in ours}
    assert {name: taken for name, taken in shared.items() if taken} == {}
