"""Encodings come back, and declared ones are believed only where the letters fit."""

import codecs
import random
import re
import struct
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from intake import file_of, pages_of, read_bytes

from hearsay.ingest.encoding import decode, decode_wide
from hearsay.ingest.sniff import media_type
from hearsay.ingest.wordlike import LEAST, wordlike

WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
ENCODINGS = {
    "ar": ("windows-1256", "iso8859-6", "mac-arabic", "cp720", "utf-8", *WIDE),
    "ru": ("windows-1251", "koi8-r", "iso8859-5", "cp866", "cp855", "utf-8", *WIDE),
    "en": ("ascii", "utf-8", *WIDE),
}
"""Language -> encodings that must be told apart."""

TEXTS = {
    "windows-1252": "Le général a déclaré que l’armée s’était retirée à l’aube – « sans combat », précise-t-il.",
    "windows-1251": "Начальник штаба сообщил, что колонна отошла до рассвета; «без боя», — добавил он.",
    "koi8-r": "Начальник штаба сообщил, что колонна отошла до рассвета и больше не вернётся.",
    "windows-1256": "قال قائد اللواء إن القافلة انسحبت قبل الفجر من المدينة دون قتال، وأضاف أن الطريق آمن.",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_single_byte_encodings_are_told_by_their_letters(encoding: str) -> None:
    found = decode(TEXTS[encoding].encode(encoding))
    assert (found.text, found.encoding, found.stray) == (TEXTS[encoding], encoding, 0)


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_wrong_declaration_does_not_win(encoding: str) -> None:
    wrong = "windows-1252" if encoding != "windows-1252" else "windows-1251"
    assert decode(TEXTS[encoding].encode(encoding), wrong).text == TEXTS[encoding]


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200).filter(
        lambda t: t[:1] != "\ufeff"
    )
)
def test_unicode_comes_back_whole(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen_by_its_zeros(encoding: str) -> None:
    text = "The order was given at dawn."
    assert decode(text.encode(encoding)).text == text
    mark = codecs.BOM_UTF16_LE if encoding.endswith("le") else codecs.BOM_UTF16_BE
    assert decode(mark + text.encode(encoding)).text == text


def test_stray_bytes_in_utf_8_are_counted_not_lost() -> None:
    found = decode("déjà vu et caf".encode() + b"\xe9")
    assert found.text == "déjà vu et café"
    assert (found.encoding, found.stray) == ("utf-8+windows-1252", 1)


@given(st.binary(max_size=300))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@cache
def words(language: str) -> list[str]:
    """Names of countries, tongues and months: words of all letters of a language."""
    locale = Locale(language)
    names = [*locale.territories.values(), *locale.languages.values(), *locale.months["format"]["wide"].values()]
    return sorted({word for name in names for word in re.findall(r"[^\W\d_]+", name)})


def text(dice: random.Random, language: str, letters: int) -> str:
    """Random words with at least so many letters, with numbers, commas and ends of lines among them."""
    found, size = [], 0
    while size < letters:
        word = dice.choice(words(language))
        size += len(word)
        found.append(word + dice.choice(["", "", "", "", ",", ".", " 417", "\n"]))
    return " ".join(found)


def right(language: str, encoding: str, letters: int, tries: int) -> float:
    """The part of random texts that comes back as it was."""
    dice, done, same = random.Random(f"{language} {encoding} {letters}"), 0, 0  # noqa: S311 - dice for words
    while done < tries:
        plain = text(dice, language, letters)
        try:
            data = plain.encode(encoding)
        except UnicodeEncodeError:
            continue
        done, same = done + 1, same + (decode(data).text == plain)
    return same / tries


@pytest.mark.parametrize(("language", "encoding"), [(name, one) for name, all_ in ENCODINGS.items() for one in all_])
def test_random_words_in_any_encoding_come_back(language: str, encoding: str) -> None:
    assert right(language, encoding, 50, 200) >= 0.99


@pytest.mark.parametrize("letters", [20, 30])
@pytest.mark.parametrize(
    ("language", "encoding"),
    [*((name, one) for name in ENCODINGS for one in WIDE), ("ar", "windows-1256"), ("ru", "windows-1251"), ("ru", "koi8-r")],
)  # fmt: skip
def test_short_texts_come_back(language: str, encoding: str, letters: int) -> None:
    assert right(language, encoding, letters, 100) >= 0.97


def test_mac_cyrillic_is_mostly_told_from_its_near_twin() -> None:
    assert right("ru", "mac-cyrillic", 100, 100) >= 0.95


@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize(
    "plain",
    [
        "التاريخ: ٤ آذار ٢٠١٩\nالموضوع: انسحاب القافلة\nإلى القائد",
        "Приказ №417\n1. Отвести колонну до рассвета — без боя.\n",
        "Список: Иванов, 24; Петров, 30. Meridian News сообщает",
        "قالت Meridian News إن القافلة غادرت في 24 مارس",
    ],
)
def test_a_file_without_a_mark_is_a_text(tmp_path: Path, plain: str, encoding: str) -> None:
    records = read_bytes(tmp_path, plain.encode(encoding))
    assert (file_of(records).media_type, file_of(records).status) == ("text/plain", "ok")
    assert pages_of(records)[0].text == plain


def numbers(form: str, low: int, high: int) -> Callable[[random.Random], bytes]:
    return lambda dice: struct.pack(f"<400{form}", *(dice.randrange(low, high) for _ in range(400)))


@pytest.mark.parametrize(
    "make",
    [
        numbers("B", 0, 256), numbers("H", 0, 256), numbers("H", 0, 1024), numbers("H", 32, 1500), numbers("H", 0x400, 0x700),
        numbers("h", -300, 300), numbers("L", 0, 200), numbers("L", 32, 0x600), numbers("f", 0, 99),
        lambda dice: bytes(dice.choice([0, 0, dice.randrange(256)]) for _ in range(500)),
    ],
)  # fmt: skip
def test_numbers_are_no_text(make: Callable[[random.Random], bytes]) -> None:
    dice = random.Random(7)  # noqa: S311 - dice for bytes
    assert [found for _ in range(100) if (found := decode_wide(make(dice)))] == []


@given(
    st.sampled_from(sorted(ENCODINGS)),
    st.integers(0, 1000),
    st.sampled_from(["windows-1256", "windows-1251", "utf-8", "cp866"]),
)
def test_text_of_single_bytes_is_never_wide(language: str, seed: int, encoding: str) -> None:
    data = text(random.Random(seed), language, 60).encode(encoding, "replace")  # noqa: S311 - dice for words
    assert decode_wide(data) is None
    assert decode_wide(data + b"\0") is None


@given(st.binary(max_size=400))
def test_of_any_bytes_only_words_are_wide(data: bytes) -> None:
    found = decode_wide(data)
    assert found is None or wordlike(found.text) >= LEAST


@pytest.mark.parametrize(
    ("plain", "encoding"),
    [
        ("日本語の文章です。" * 9, "shift_jis"),
        ("한국어로 쓴 글입니다. " * 9, "euc-kr"),
        ("Zażółć gęślą jaźń śćłżź " * 9, "iso8859-2"),
    ],
)
def test_what_no_known_encoding_fits_is_told(plain: str, encoding: str) -> None:
    assert decode(plain.encode(encoding)).stray > 20


@pytest.mark.parametrize(
    ("plain", "encoding"),
    [
        ("הקצין אמר כי השיירה יצאה מן העיר לפני הזריחה, בלי קרב.", "windows-1255"),
        ("Ο αξιωματικός είπε ότι η φάλαγγα έφυγε από την πόλη πριν από την αυγή.", "windows-1253"),
        (
            "Subay, konvoyun şafaktan önce şehirden ayrıldığını söyledi; çatışma çıkmadığı için kimse vurulmadı. Şoför sustu.",
            "windows-1254",
        ),
        ("• first item\n• second item\n" * 12, "windows-1252"),
    ],
)
def test_neighbouring_languages_are_known_too(plain: str, encoding: str) -> None:
    found = decode(plain.encode(encoding))
    assert (found.text, found.stray) == (plain, 0)


def test_words_and_what_is_none() -> None:
    assert wordlike("The order was given at dawn.") >= LEAST
    assert wordlike("قال القائد إن القافلة انسحبت") >= LEAST
    assert wordlike("Колонна отошла до рассвета") >= LEAST
    for odd in ("", "\x00\x01\x02", "日本語", "ЩЪЭФ ЖЩЪЭ ФЩЪЖ ЁЭФ", "aЖbшcЩ dЭeЮ", "بЖتш ثЩ", "КолоннаБезПробелов" * 9):
        assert wordlike(odd) < LEAST
    assert media_type("قال القائد إن القافلة انسحبت".encode("utf-16-be")) == "text/plain"
