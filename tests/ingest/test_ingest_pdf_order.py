"""Lines that mix Arabic with Latin words and numbers come out as they are read, however the file stores them."""

import random
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.ingest.readers import pdf_order, pdf_signs, pdf_text

WIDE = 10.0
ARABIC = ["مدينة", "تدمر", "وصل", "المراسل", "الرسالة", "القائد", "العام", "فريق", "بيان", "إلى", "دمشق"]
LATIN = ["BBC", "Reuters", "United", "iPhone", "Amaya"]
NUMBERS = ["24", "2013", "12.5", "٢٠١٣", "1,200", "24/11/2013"]


def islands(tokens: Sequence[str]) -> list[list[str]]:
    """Tokens of a line that runs to the left; what is read to the right together (Latin words and their numbers)."""
    groups: list[list[str]] = []
    for token in tokens:
        latin = bool(groups) and groups[-1][0] in LATIN
        if latin and token not in ARABIC:
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def set_line(tokens: Sequence[str]) -> list[tuple[str, float]]:
    """Characters and where they are set, from left to right, each WIDE wide."""
    row: list[str] = []
    for group in islands(tokens)[::-1]:
        row += [" "] if row else []
        shown = " ".join(group)
        row += list(shown[::-1] if group[0] in ARABIC else shown)
    return [(character, n * WIDE) for n, character in enumerate(row)]


def read(characters: Sequence[tuple[str, float]]) -> str:
    boxes = np.array([(x, 12, x + WIDE * (c != " "), 0) for c, x in characters], np.float32)
    text = "".join(c for c, _ in characters)
    found = pdf_order.ordered(text, boxes, lambda at: [(boxes[k][0], boxes[k][2]) for k in at])
    assert len(found.text) == len(found.source)
    return found.text


lines = st.lists(st.sampled_from([*ARABIC, *ARABIC, *LATIN, *NUMBERS]), min_size=3, max_size=12).filter(
    lambda tokens: (
        tokens[0] in ARABIC
        and sum(t in ARABIC for t in tokens) * 2 > len(tokens)
        and not any(a in NUMBERS and b not in ARABIC for a, b in pairwise(tokens))
    )
)


@given(lines, st.sampled_from(["as set", "words", "logical"]), st.integers(0, 99))
@settings(max_examples=150, deadline=None)
def test_a_line_is_read_as_it_was_written(tokens: list[str], stored: str, seed: int) -> None:
    characters = set_line(tokens)
    if stored == "words":
        words: list[list[tuple[str, float]]] = [[]]
        for one in characters:
            words[-1].append(one)
            words += [[]] if one[0] == " " else []
        random.Random(seed).shuffle(words)  # noqa: S311  # an order, no secret
        characters = [one for word in words for one in word]
    elif stored == "logical":
        characters = characters[::-1]
    assert read(characters) == " ".join(tokens)


@given(st.text(alphabet=[*"ابتلم دabc 12.,()[]-:%\n", "\ufefb", "\u064b"], max_size=40), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_no_character_is_lost_or_doubled(text: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # places, no secret
    boxes = np.array([(x, 12, x + WIDE, 0) for x in (chance.randrange(60) * 4.0 for _ in text)], np.float32)
    found = pdf_order.ordered(text, boxes.reshape(-1, 4), lambda at: [(boxes[k][0], boxes[k][2]) for k in at])
    kept = sorted({int(k) for k in found.source if k >= 0 and not text[k].isspace()})
    assert kept == [k for k, character in enumerate(text) if not character.isspace()]
    for character, k in zip(found.text, found.source.tolist(), strict=True):
        assert k < 0 or character in pdf_signs.plain(text[k]) or character in "()[]"


@pytest.mark.parametrize(
    ("form", "letters"),
    [
        ("\ufefb", "لا"),
        ("\ufe8e", "ا"),
        ("\ufdf2", "الله"),
        ("\ufe70", "\u064b"),
        ("ب", "ب"),
        ("A", "A"),
        ("\ufb4f", "אל"),
    ],
)
def test_presentation_forms_become_letters(form: str, letters: str) -> None:
    assert pdf_signs.plain(form) == letters


def test_a_ligature_that_comes_back_to_front_is_turned() -> None:
    text = "االرتباط"
    rights = [80, 70, 70, 60, 50, 40, 30, 20]
    boxes = np.array([(x - 10, 12, x, 0) for x in rights], np.float32)
    assert pdf_order.ordered(text, boxes, lambda _: []).text == "الارتباط"


def test_marks_stand_behind_their_letter() -> None:
    boxes = np.array([(14, 12, 14, 0), (10, 12, 20, 0), (0, 12, 10, 0)], np.float32)
    assert pdf_order.ordered("\u064bما", boxes, lambda at: [(12.0, 17.0) for _ in at]).text == "مًا"


def test_brackets_open_before_what_they_hold() -> None:
    for shown in (")من( تدمر", "(من) تدمر", ")من) تدمر"):
        characters = [(c, n * WIDE) for n, c in enumerate(shown[::-1])]
        assert read(characters) == "(من) تدمر"


def test_lines_without_arabic_stay_as_they_are() -> None:
    text = "one (two)\r\nthree"
    assert pdf_order.ordered(text, np.zeros((len(text), 4), np.float32), lambda _: []).text == text


PRINTED = (
    "وصل المراسل إلى مدينة تدمر يوم 24 تشرين الثاني 2013 مع فريق BBC Arabic لتصوير الآثار",
    "الرسالة رقم 417/س بتاريخ ٢٤/١١/٢٠١٣ موجهة إلى القائد العام",
    "The word سلام means peace and دمشق is Damascus.",
    "Письмо пришло из города الرقة в мае 2016 года.",
    "راسلنا على info@example.org أو زر المكتب للمزيد",
)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_a_page_printed_by_a_browser_keeps_its_words(tmp_path: Path) -> None:
    body = "".join(f'<p dir="{"rtl" if line[0] > "ת" else "ltr"}">{line}</p>' for line in PRINTED)
    (tmp_path / "a.html").write_text(
        f'<meta charset="utf-8"><body style="font: 14pt Amiri, Noto Naskh Arabic, DejaVu Sans">{body}', "utf-8"
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    target = f"--print-to-pdf={tmp_path / 'a.pdf'}"
    subprocess.run([*command, target, str(tmp_path / "a.html")], capture_output=True, check=True, timeout=50)
    document = pdfium.PdfDocument(tmp_path / "a.pdf")
    page = document[0]
    sheet = page.get_textpage()
    layer = pdf_text.layer(page, sheet)
    sheet.close()
    page.close()
    document.close()
    words = unicodedata.normalize("NFC", layer.text).split()
    wanted = [word for line in PRINTED for word in line.split()]
    assert layer.original
    assert sum(word in words for word in wanted) >= 0.9 * len(wanted)
    assert sum(f" {line} " in f" {' '.join(words)} " for line in PRINTED) >= 3
