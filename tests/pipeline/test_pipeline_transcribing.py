"""The transcription queue from the picture to the better reading, as a person goes through it."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from small_cases import cook, make

from hearsay.cli import hearsay
from hearsay.errors import NotFound, UsageError
from hearsay.ingest import ocr, tesseract
from hearsay.model import Claim, Page, Ruling
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.ruling import rule
from hearsay.pipeline.transcribing import enter, pictures, place_of, waiting
from hearsay.pipeline.verifying import verify

LETTER = "Colonel Brandt said that the garrison had left Ashford at night."


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with one picture, of which the machine makes garbage."""
    box = (20.0, 40.0, 280.0, 70.0)
    lines = [tesseract.Line(1, 1, box, (tesseract.Row(box, 0.2, "xq7 wj"),))]
    monkeypatch.setattr(tesseract, "languages", lambda: ("eng",))
    monkeypatch.setattr(ocr, "missing", str)
    monkeypatch.setattr(ocr, "languages", lambda: ("eng",))
    monkeypatch.setattr(ocr, "look", lambda *_: tesseract.Look("eng"))
    monkeypatch.setattr(ocr, "recognise", lambda *_: lines)
    body = BytesIO()
    picture = Image.new("L", (300, 100), 255)
    picture.paste(0, (20, 40, 280, 70))
    picture.save(body, "PNG")
    return make(tmp_path, {"letter.png": body.getvalue(), "note.txt": "A note about Ashford."})


@pytest.fixture
def half(case: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with a line that can be read above the garbage."""
    box, low = (20.0, 5.0, 280.0, 20.0), (20.0, 40.0, 280.0, 70.0)
    good = tesseract.Line(1, 1, box, (tesseract.Row(box, 0.95, "The clerk said that the bridge was closed."),))
    lines = [good, tesseract.Line(2, 1, low, (tesseract.Row(low, 0.2, "xq7 wj"),))]
    monkeypatch.setattr(ocr, "recognise", lambda *_: lines)
    return case


def texts(case: Path) -> list[tuple[str, str]]:
    with OpenCase(case) as opened:
        return sorted((page.method, page.text) for page in opened.records(Page))


def test_garbage_waits_and_what_is_typed_is_used_by_the_next_run(case: Path) -> None:
    cook(case)
    assert ("ocr", "") in texts(case)
    with OpenCase(case) as opened:
        (place,) = waiting(opened)
        assert (place.document, place.page, place.guess) == ("haul/letter.png", 1, "xq7 wj")
        assert enter(opened, place.id, LETTER, by="Ana") == LETTER
        assert waiting(opened) == []
        assert [w.text for w in waiting(opened, done=True)] == [LETTER]
    cook(case)
    assert texts(case)[-1] == ("transcript", LETTER)
    assert ("ocr", "") not in texts(case)
    with OpenCase(case) as opened:
        assert any("garrison" in claim.text for claim in opened.records(Claim))
        assert opened.search("garrison")
        assert verify(opened.case, opened.store, opened.shelf).wrong == ()


def test_the_same_run_again_changes_nothing(case: Path) -> None:
    cook(case)
    with OpenCase(case) as opened:
        enter(opened, waiting(opened)[0].id, LETTER, by="Ana")
    cook(case)
    before = texts(case)
    done = {tally.step: tally.done for tally in cook(case).tallies}
    assert texts(case) == before
    assert done["ingest.amend"] == 0
    assert done["ingest.read"] == 0


def test_two_entries_must_agree(case: Path) -> None:
    cook(case)
    with OpenCase(case) as opened:
        (place,) = waiting(opened)
        assert enter(opened, place.id, "forty sacks", by="Ana", twice=True) is None
        assert enter(opened, place.id, "four sacks", by="Ben", twice=True) is None
        (place,) = waiting(opened)
        assert place.entries == ("Ana: forty sacks", "Ben: four sacks")
    cook(case)
    assert ("ocr", "") in texts(case)


def test_the_picture_of_a_place_is_cut_from_the_page(case: Path, tmp_path: Path) -> None:
    cook(case)
    with OpenCase(case) as opened:
        place = place_of(opened, waiting(opened)[0].id)
    (path,) = pictures(case, [place], tmp_path / "shown", sandbox=False)
    with Image.open(path) as shown:
        assert (shown.format, shown.getpixel((150, 55))) == ("PNG", 0)


def test_what_is_no_place_and_who_is_nobody_are_refused(case: Path) -> None:
    cook(case)
    with OpenCase(case) as opened:
        (place,) = waiting(opened)
        with pytest.raises(NotFound):
            place_of(opened, opened.records(Page)[0].id)
        with pytest.raises(UsageError):
            enter(opened, place.id, "x", by=" ")


def test_the_command_lists_takes_and_shows(case: Path) -> None:
    cook(case)
    run = CliRunner().invoke
    listed = run(hearsay, ["transcribe", str(case)])
    assert "haul/letter.png p.1" in listed.output
    assert "1 places wait" in listed.output
    place = listed.output.split()[0]
    shown = run(hearsay, ["transcribe", str(case), place])
    assert "xq7 wj" in shown.output
    kept = run(hearsay, ["transcribe", str(case), place, "--by", "Ana"], input=LETTER)
    assert "kept" in kept.output
    assert "0 places wait" in run(hearsay, ["transcribe", str(case)]).output
    assert LETTER in run(hearsay, ["transcribe", str(case), "--done", "--json"]).output


def rejected(case: Path) -> list[str]:
    with OpenCase(case) as opened:
        about = {r.about for r in opened.records(Ruling) if r.decision == "reject"}
        shown = [opened.shelf.one(record) for record in sorted(about)]
        return [claim.text for claim in shown if isinstance(claim, Claim)]


def test_a_ruling_is_found_again_in_the_better_reading(half: Path) -> None:
    cook(half)
    with OpenCase(half) as opened:
        (claim,) = [c for c in opened.records(Claim) if "bridge" in c.text]
        rule(opened, claim.id, "reject", by="Ana")
        enter(opened, waiting(opened)[0].id, LETTER, by="Ana")
    report = cook(half)
    assert rejected(half) == [claim.text]
    assert not [note for note in report.notes if "ruling" in note]
    cook(half)
    assert rejected(half) == [claim.text]


def test_a_ruling_that_cannot_be_found_again_is_told(half: Path) -> None:
    cook(half)
    with OpenCase(half) as opened:
        (claim,) = [c for c in opened.records(Claim) if "bridge" in c.text]
        rule(opened, claim.id, "reject", by="Ana")
    (half / "haul" / "letter.png").unlink()
    assert [note for note in cook(half).notes if "1 ruling" in note]
    assert rejected(half) == []
