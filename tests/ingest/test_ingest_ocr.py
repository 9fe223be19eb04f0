"""OCR of pages in three scripts: turned, askew, mixed, grainy, illegible."""

from collections import Counter

import pytest
from ocr_pages import ARABIC, ENGLISH, RUSSIAN, font_of, noisy, scribbled, written
from PIL import Image

from hearsay.ingest import ocr
from hearsay.ingest.readers.image import page_of
from hearsay.settings import IngestSettings
from hearsay.text.normal import fold_text

SETTINGS = IngestSettings()
needs = {
    name: pytest.mark.skipif(
        name not in ocr.languages() or (name != "eng" and not font_of(name)),
        reason=f"needs tesseract with {name} and a font for it",
    )
    for name in ("eng", "rus", "ara")
}
TEXTS = {"eng": ENGLISH, "rus": RUSSIAN, "ara": ARABIC}


def recall(text: str, *languages: str) -> float:
    """Of the words that stand there, those that were read."""
    want = Counter(fold_text(" ".join(line for name in languages for line in TEXTS[name])).split())
    return sum((Counter(fold_text(text).split()) & want).values()) / want.total()


@pytest.mark.parametrize("language", [pytest.param(n, marks=needs[n]) for n in TEXTS])
@pytest.mark.parametrize("turn", [0, 90, 180, 270, 4])
def test_a_page_is_read_whichever_way_it_lies(language: str, turn: int) -> None:
    page = written(TEXTS[language], TEXTS[language], languages=(language, language))
    page = page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    read, tongue = ocr.read_image(page, 1, SETTINGS)
    assert tongue == language
    assert recall(read.text, language, language) >= 0.9


@needs["eng"]
@needs["ara"]
def test_each_block_is_read_in_its_own_language() -> None:
    page = written(ENGLISH, ARABIC, languages=("eng", "ara"))
    read, _ = ocr.read_image(page, 1, SETTINGS)
    assert recall(read.text, "eng", "ara") >= 0.9


@needs["eng"]
def test_a_grainy_page_is_read() -> None:
    read, _ = ocr.read_image(noisy(written(ENGLISH), 14), 1, SETTINGS)
    assert recall(read.text, "eng") >= 0.85


@needs["eng"]
def test_words_have_their_place_on_the_picture_as_given() -> None:
    page = written(ENGLISH)
    for turn in (0, 90):
        read, _ = ocr.read_image(page.rotate(turn, expand=True), 1, SETTINGS)
        word = next(w for w in read.words if read.text[w.start : w.end] == "council")
        middle = ((word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2)
        x, y = middle if turn == 0 else (1 - middle[1], middle[0])
        assert 0.1 < x < 0.25
        assert y < 0.35


@needs["eng"]
def test_strokes_are_no_words_but_wait_for_a_person() -> None:
    page, _, reason = page_of(scribbled(), 1, SETTINGS, "eng")
    assert page.text == ""
    assert (page.unread == ()) == (page.confidence is None)
    if page.unread:
        assert "transcribe" in reason


@needs["eng"]
def test_digits_that_both_read_are_verified() -> None:
    page = written(("The list names 2016 men and 348 lorries.",))
    read, _ = ocr.read_image(page, 1, SETTINGS, "eng")
    sure = {read.text[w.start : w.end]: w.verified for w in read.words}
    assert sure["2016"]
    assert sure["348"]
    assert sure["list"] is None
