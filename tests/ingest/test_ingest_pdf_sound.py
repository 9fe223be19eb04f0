"""Text layers of wrong letters are told from text: by which letters follow which, never by what is merely unusual."""

import random
from pathlib import Path

import pytest
from intake import file_of, pages_of, read_bytes
from pdfs import drawn, line, saved

from hearsay.ingest import ocr
from hearsay.ingest.readers import pdf_sound
from hearsay.model import Fact
from hearsay.settings import IngestSettings

ENGLISH = (
    "The correspondent reached the village before noon and spoke with three families who had returned in spring. They "
    "described burnt houses, a dry well and soldiers stopping lorries near the old bridge. Officials promised repairs, "
    "though nobody could say when water would flow again or who would pay for cables stolen during winter."
)
ARABIC = (
    "وصل المراسل إلى القرية قبل الظهر وتحدث مع ثلاث عائلات عادت في الربيع. وصفت العائلات بيوتا محترقة وبئرا جافة وجنودا "
    "يوقفون الشاحنات قرب الجسر القديم. ووعد المسؤولون بالإصلاح لكن أحدا لم يعرف متى تعود المياه أو من يدفع ثمن الأسلاك المسروقة"
)
RUSSIAN = (
    "Корреспондент добрался до деревни к полудню и поговорил с тремя семьями, вернувшимися весной. Они рассказали о "
    "сгоревших домах, пересохшем колодце и солдатах, останавливавших грузовики возле старого моста. Чиновники обещали ремонт, "
    "однако никто не смог сказать, когда снова потечёт вода и кто заплатит за украденные зимой провода."
)
NAMES = (
    "Aleppo Zurich Khan Shaykhun Przemysl Szczecin Nguyen Djibouti Kyrgyzstan Mbeki Dzhokhar Tskhinvali Rzeszow " * 4
)
CODES = " ".join(f"{a}{b}{n}" for n, (a, b) in enumerate(zip("QXZWKJ" * 30, "TGBPLK" * 30, strict=True)))


def permuted(text: str, letters: str, seed: int) -> str:
    other = list(letters)
    random.Random(seed).shuffle(other)  # noqa: S311  # an order, no secret
    return text.lower().translate(str.maketrans(letters, "".join(other)))


LATIN_LETTERS, ARABIC_LETTERS = "abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
RUSSIAN_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN, NAMES, CODES, ENGLISH.upper(), "12 34 56 " * 90, "", "Yes"])
def test_text_names_codes_and_numbers_pass(text: str) -> None:
    assert pdf_sound.doubt(text) == ""


@pytest.mark.parametrize(
    ("text", "letters"), [(ENGLISH, LATIN_LETTERS), (ARABIC, ARABIC_LETTERS), (RUSSIAN, RUSSIAN_LETTERS)]
)
def test_exchanged_letters_do_not(text: str, letters: str) -> None:
    assert sum(bool(pdf_sound.doubt(permuted(text, letters, seed))) for seed in range(40)) >= 37


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(ord(c) + 3) if c.isalpha() else c for c in ENGLISH),
        "".join(chr(ord(c) - 1) if c.isalpha() else c for c in ENGLISH),
        ARABIC.encode("cp1256", "replace").decode("latin-1"),
        RUSSIAN.encode("cp1251", "replace").decode("latin-1"),
        "(cid:12)(cid:44) (cid:9)" * 30,
        "\ue012\ue044\ue031 " * 30,
    ],
)
def test_shifted_codes_and_wrong_tables_do_not(text: str) -> None:
    assert pdf_sound.doubt(text)


def test_a_page_of_wrong_letters_is_kept_but_not_trusted(tmp_path: Path) -> None:
    stream = "".join(
        line(permuted(ENGLISH, LATIN_LETTERS, 1)[k : k + 80], y=700 - k / 4) for k in range(0, len(ENGLISH), 80)
    )
    records = read_bytes(tmp_path, saved(drawn(stream)), IngestSettings(ocr=False))
    assert file_of(records).status == "partial"
    assert "do not make words" in file_of(records).reason
    if not ocr.missing():
        seen = read_bytes(tmp_path, saved(drawn(stream)))
        assert pages_of(seen)[0].method == "ocr"
        kept = [r for r in seen if isinstance(r, Fact) and r.name == "text_layer_of_page_1"]
        assert "not used" in kept[0].evidence
