"""Text of a PDF that a reader of the page does not see is read and marked, and text that is seen is never marked."""

from pathlib import Path

import pytest
from intake import file_of, pages_of, read_bytes
from pdfs import box, drawn, hidden_of, line, saved, text_of
from pikepdf import Array, Name

from hearsay.settings import IngestSettings

SEEN = line("Everybody sees this line", y=740)
DRY = IngestSettings(ocr=False)


@pytest.mark.parametrize(
    ("stream", "secret", "why"),
    [
        (line("white words", colour="1 1 1 rg"), "white words", "in the colour"),
        (line("nearly white", colour="0.97 0.97 0.97 rg"), "nearly white", "in the colour"),
        (line("SOURCE NAME") + box(70, 695, 120, 16), "SOURCE NAME", "covered"),
        (line("under white") + box(70, 695, 120, 16, "1 1 1 rg"), "under white", "covered"),
        (
            box(60, 680, 200, 40, "0.2 0.3 0.6 rg") + line("blue on blue", colour="0.2 0.3 0.6 rg"),
            "blue on blue",
            "colour",
        ),
        (line("not painted", mode=3), "not painted", "invisible"),
        (line("over the edge", x=900), "over the edge", "outside"),
        (line("dust", size=0.5), "dust", "too small"),
    ],
)
def test_what_is_not_seen_is_marked(tmp_path: Path, stream: str, secret: str, why: str) -> None:
    records = read_bytes(tmp_path, saved(drawn(SEEN + stream)), DRY)
    assert secret in text_of(records)
    assert why in hidden_of(records)[secret]
    assert not any("Everybody" in text for text in hidden_of(records))


@pytest.mark.parametrize(
    "stream",
    [
        box(60, 690, 300, 30, "0.8 0.9 1 rg") + line("black on a pale cell"),
        box(60, 690, 300, 30, "0 0 0.4 rg") + line("white on a dark band", colour="1 1 1 rg"),
        box(0, 0, 612, 792, "1 1 1 rg") + line("on a white sheet"),
        box(60, 690, 300, 30, "0.6 0.6 0.6 rg") + line("grey band, black words"),
        line("boxed") + "q 0 0 0 RG 60 690 100 30 re S Q",
        line("grey", colour="0.75 0.75 0.75 rg"),
        line("underlined") + box(72, 697, 60, 1),
        line("a ruled table") + box(60, 715, 400, 1.6) + box(60, 690, 400, 1.6),
        line("beside the box") + box(300, 690, 100, 30),
    ],
)
def test_what_is_seen_is_not_marked(tmp_path: Path, stream: str) -> None:
    records = read_bytes(tmp_path, saved(drawn(stream + SEEN)), DRY)
    assert file_of(records).status == "ok"
    assert not hidden_of(records)


def test_only_the_words_under_the_box_are_marked(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, saved(drawn(line("The agent is Rami Khalil of Homs") + box(135, 695, 60, 16))), DRY)
    ((text, why),) = hidden_of(records).items()
    assert "Rami" in text
    assert "Homs" not in text
    assert "covered" in why


def test_a_box_that_is_pinned_over_text_hides_it_too(tmp_path: Path) -> None:
    note = {
        "/Subtype": Name.Square,
        "/Rect": Array([70, 695, 190, 712]),
        "/IC": Array([0, 0, 0]),
        "/C": Array([0, 0, 0]),
    }
    stream = line("pinned over") + line("seen", y=600)
    pdf = drawn(stream, notes=[note])
    look = pdf.make_stream(
        b"0 0 0 rg 0 0 120 17 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 120, 17])
    )
    pdf.pages[0].Annots[0].AP = {"/N": look}
    assert list(hidden_of(read_bytes(tmp_path, saved(pdf), DRY))) == ["pinned over"]


def test_text_within_a_form_is_judged_where_the_form_places_it(tmp_path: Path) -> None:
    pdf = drawn("q 1 0 0 1 100 100 cm /Fm0 Do Q")
    page = pdf.pages[0]
    inner = line("in a form", x=0, y=0) + box(-5, -5, 80, 20) + line("also there", x=0, y=50)
    page.Resources.XObject = {
        "/Fm0": pdf.make_stream(
            inner.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([-50, -50, 400, 400]),
            Resources=page.Resources,
        )
    }
    assert list(hidden_of(read_bytes(tmp_path, saved(pdf), DRY))) == ["in a form"]


def test_every_character_lies_in_one_passage(tmp_path: Path) -> None:
    stream = SEEN + line("white words", colour="1 1 1 rg") + line("and black ones", x=150)
    records = read_bytes(tmp_path, saved(drawn(stream)), DRY)
    (page,) = pages_of(records)
    assert [page.text[w.start : w.end] for w in page.words] == page.text.split()
