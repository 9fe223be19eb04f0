"""Encodings come back, and declared ones are believed only where the letters fit."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.ingest.encoding import decode

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
