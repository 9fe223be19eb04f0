"""What mail is made of: encoded words, parties, parts and what is wrapped in signatures."""

import base64
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import file_row, read_deep, text_of

from hearsay.ingest.readers.mail_words import addresses, words
from hearsay.ingest.readers.mime import Walk
from hearsay.ingest.source import Source


def source_of(data: bytes) -> Source:
    return Source(io.BytesIO(data), 0, len(data), "message/rfc822")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?UTF-8?B?2KM=?= =?UTF-8?B?2K3ZhdivICg=?= =?UTF-8?Q?1)?=", "أحمد (1)"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?windows-1256?Q?=C7=E1=D3=E1=C7=E3?= =?us-ascii?Q?_now?=", "السلام now"),
        ("=?utf-8?Q?caf=C3=A9?=: =?utf-8?Q?one?=", "café: one"),
        ("=?utf-8?B?8J+YgPCfmA?= =?utf-8?B?gA==?=", "😀😀"),
        ("=?no-such-charset?Q?a=20b?=", "a b"),
        ("=?utf-8?X?abc?= and =?broken", "=?utf-8?X?abc?= and =?broken"),
    ],
)
def test_encoded_words(raw: str, text: str) -> None:
    assert words(raw) == text


@pytest.mark.parametrize(
    ("raw", "parties"),
    [
        ("A <a@x.org>, b@x.org", ["A <a@x.org>", "b@x.org"]),
        ('"Aziz, Lina" <l@x.org>', ["Aziz, Lina <l@x.org>"]),
        ("Aziz, Lina <l@x.org>; Omar <o@x.org>", ["Aziz, Lina <l@x.org>", "Omar <o@x.org>"]),
        ("undisclosed-recipients:;", ["undisclosed-recipients"]),
        ("Staff: a@x.org, B <b@x.org>;", ["a@x.org", "B <b@x.org>"]),
        ("o@x.org (Omar)", ["Omar <o@x.org>"]),
        ("=?utf-8?B?2LnZhNmKLCDYp9io2YY=?= <q@x.org>", ["علي, ابن <q@x.org>"]),
        ("", []),
    ],
)
def test_parties(raw: str, parties: list[str]) -> None:
    assert [party.shown for party in addresses(raw)] == parties


def test_parts_cost_time_by_their_bytes_alone() -> None:
    deep = b"From: a@x.org\nMIME-Version: 1.0\n"
    for number in range(200):
        deep += b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (number, number)
    assert len(list(Walk(source_of(deep + b"\n\nwords")).parts())) > 1
    wide = b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n" + b"--B\n\nx\n" * 20_000
    assert sum(1 for part in Walk(source_of(wide)).parts() if not part.outside) == 20_000


PARTS = st.lists(
    st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=60), st.booleans()),
    max_size=5,
)


@given(PARTS, st.sampled_from(["quoted-printable", "base64", "8bit"]))
@settings(max_examples=60, deadline=None)
def test_nothing_of_any_part_is_lost(parts: list[tuple[str, bool]], coding: str) -> None:
    data = b"From: a@x.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=zzB\n"
    for text, _ in parts:
        raw = text.encode()
        body = base64.encodebytes(raw) if coding == "base64" else raw
        if coding == "quoted-printable":
            body = b"".join(b"=%02X" % byte for byte in raw)
        data += b"\n--zzB\nContent-Type: application/x\nContent-Transfer-Encoding: " + coding.encode() + b"\n\n" + body
    data += b"\n--zzB--\n"
    source = source_of(data)
    found = [b"".join(part.pieces(source)) for part in Walk(source).parts() if not part.outside]
    wanted = [text.encode() for text, _ in parts]
    if coding == "base64" or not any(text.startswith("--zzB") or "\n--zzB" in text for text, _ in parts):
        assert found == wanted


def der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes([tag]) + size + body


def indefinite(tag: int, *parts: bytes) -> bytes:
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


@pytest.mark.parametrize("wrap", [der, indefinite])
def test_mail_within_a_signature_is_read(tmp_path: Path, wrap: Callable[..., bytes]) -> None:
    inner = b"Content-Type: text/plain\nMIME-Version: 1.0\n\nSigned words.\n"
    signed_data, plain_data = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")
    octets = der(0x04, inner) if wrap is der else wrap(0x24, der(0x04, inner[:20]), der(0x04, inner[20:]))
    held = wrap(0x30, plain_data, wrap(0xA0, octets))
    whole = wrap(0x30, signed_data, wrap(0xA0, wrap(0x30, der(0x02, b"\x01"), der(0x31), held, der(0x31))))
    data = (
        b"From: a@x.org\nSubject: s\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=signed-data; "
        b"name=smime.p7m\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(whole)
    )
    read = read_deep(tmp_path, data)
    assert file_row(read["box"]).status == "ok"
    assert text_of(read["box!/smime.p7m!/signed content"]) == "Signed words."
    alone = wrap(0x30, signed_data, wrap(0xA0, wrap(0x30, der(0x02, b"\x01"), der(0x31), wrap(0x30, plain_data))))
    assert file_row(read_deep(tmp_path, alone)["box"]).status == "empty"
    assert file_row(read_deep(tmp_path, whole[: len(whole) // 2])["box"]).status == "corrupt"
