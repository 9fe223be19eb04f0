"""Numbers on a line: read by two recognisers, in the order of reading, and verified only where both agree."""

from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ocr_pages import font, font_of
from PIL import Image, ImageDraw

from hearsay.ingest import digits
from hearsay.ingest.digit_model import CLASSES, model
from hearsay.ingest.digits import Number, Seen, numbers
from hearsay.ingest.glyphs import EDGES, PIXELS, marks_of

arabic = pytest.mark.skipif(not font_of("ara"), reason="no Arabic font here (Debian package fonts-noto-core)")
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def line(text: str, language: str = "eng", size: int = 40) -> Image.Image:
    """One line, drawn from left to right as it stands."""
    face = font(language, size)
    picture = Image.new("L", (int(face.getlength(text)) + 60, size * 2), 255)
    ImageDraw.Draw(picture).text((30, size // 3), text, font=face, fill=10)
    return picture


def read(picture: Image.Image, text: str = "", *, rtl: bool = False) -> list[Number]:
    seen = [Seen(30, picture.width - 30, text, 0.9)] if text else []
    return numbers(picture, seen, rtl=rtl)


def test_the_model_is_small_and_knows_all_classes() -> None:
    kept = resources.files("hearsay.ingest").joinpath("data", "digits.npz").read_bytes()
    assert len(kept) < 300_000
    assert model().layers[0][0].shape[0] == PIXELS
    assert model().layers[-1][0].shape[1] == len(CLASSES)
    assert model().turn.shape[0] == EDGES


@pytest.mark.parametrize("text", ["48", "2016", "307", "1954"])
def test_a_number_is_read_and_verified_where_tesseract_agrees(text: str) -> None:
    (number,) = read(line(text), text)
    assert (number.text, number.verified) == (text, True)


def test_a_number_is_not_verified_by_another_number_of_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digits, "EDGES", 1.1)
    (number,) = read(line("2016"), "2019")
    assert number.verified is False


@arabic
@pytest.mark.parametrize("text", ["2016", "348", "97"])
def test_arabic_digits_are_read_though_tesseract_reads_them_wrong(text: str) -> None:
    (number,) = read(line(text.translate(EASTERN), "ara"), "٠هغ")
    assert number.text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")) == text
    assert number.verified


def test_groups_between_hyphens_run_leftwards_in_arabic_text() -> None:
    picture = line("20-07-2016")
    assert [n.text for n in read(picture, "20-07-2016", rtl=True)] == ["2016-07-20"]
    assert [n.text for n in read(picture, "20-07-2016", rtl=False)] == ["20-07-2016"]


@pytest.mark.parametrize("text", ["45/13/2016", "29:75", "12/1/"])
def test_what_can_be_no_date_and_no_time_is_not_verified(text: str) -> None:
    assert not any(n.verified for n in read(line(text), text) if n.text == text)


def test_words_and_blank_lines_hold_no_number() -> None:
    assert read(line("the bridge")) == []
    assert read(Image.new("L", (300, 60), 255)) == []
    assert read(Image.new("L", (1, 1), 0)) == []


def test_part_of_a_word_is_no_number() -> None:
    assert numbers(line("48"), [Seen(0, 600, "abcdefgh", 0.95)], rtl=False) == []


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 90), st.integers(1, 200))
def test_any_picture_gives_numbers_within_it(seed: int, high: int, wide: int) -> None:
    grey = np.random.default_rng(seed).integers(0, 256, (high, wide), dtype=np.uint8)
    picture = Image.fromarray(grey)
    for number in read(picture):
        assert 0 <= number.left < number.right <= wide + 1
        assert 0 <= number.confidence <= 1
    found = marks_of(picture)
    assert found.pixels.shape == (len(found.marks), PIXELS)
    assert found.edges.shape == (len(found.marks), EDGES)
    assert np.isfinite(found.pixels).all()
    assert np.isfinite(found.edges).all()
    assert [m.left for m in found.marks] == sorted(m.left for m in found.marks)
