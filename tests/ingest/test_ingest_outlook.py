"""Outlook's own forms: .msg files, TNEF packets and mailboxes, all made here by their published formats."""

import io
import shutil
import struct
from collections.abc import Mapping
from pathlib import Path

import olefile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake import SHARED, describe
from letters import file_row, hidden_in, members_in, read_deep, said_in, text_of

from hearsay.ingest.readers import compound, pst, rtf_body
from hearsay.ingest.reading import Resume
from hearsay.ingest.sniff import media_type
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

FILETIME = 131_961_609_000_000_000
"""4 March 2019, 08:15 UTC."""

Streams = dict[tuple[str, ...], bytes]


def stream(number: int, value: str | bytes, *, narrow: str = "") -> tuple[str, bytes]:
    if isinstance(value, bytes):
        return f"__substg1.0_{number:04X}0102", value
    if narrow:
        return f"__substg1.0_{number:04X}001E", value.encode(narrow)
    return f"__substg1.0_{number:04X}001F", value.encode("utf-16-le")


def fixed(head: int, **values: int) -> bytes:
    rows = b"".join(
        struct.pack("<HHIq", 0x40 if number in (0x39, 0xE06) else 0x03, number, 6, value)
        for number, value in ((int(name[1:], 16), value) for name, value in values.items())
    )
    return bytes(head) + rows


def folder(place: tuple[str, ...], props: Mapping[int, str | bytes], numbers: bytes, *, narrow: str = "") -> Streams:
    found = dict(stream(number, value, narrow=narrow) for number, value in props.items())
    return {(*place, name): data for name, data in (found | {"__properties_version1.0": numbers}).items()}


def party(number: int, name: str, address: str, kind: int) -> Streams:
    place = (f"__recip_version1.0_#{number:08X}",)
    return folder(place, {0x3001: name, 0x39FE: address}, fixed(8, x0C15=kind))


def outlook(subject: str, body: str, **more: str | bytes) -> Streams:
    props: dict[int, str | bytes] = {0x001A: "IPM.Note", 0x0037: subject, 0x1000: body}
    props |= {0x0042: "Aziz, Lina", 0x5D02: "lina@example.org", 0x1035: "<7@example.org>"}
    props |= {int(name[1:], 16): value for name, value in more.items()}
    return folder((), props, fixed(32, x0039=FILETIME)) | party(0, "Omar", "omar@example.org", 1)


def test_a_message_is_read_as_any_mail(tmp_path: Path) -> None:
    streams = outlook("Withdrawal", "We leave.\r\nOn Monday.") | party(1, "علي", "ali@example.org", 2)
    records = read_deep(tmp_path, compound.written(streams))["box"]
    assert file_row(records).media_type == "application/vnd.ms-outlook"
    assert text_of(records) == (
        "From: Aziz, Lina <lina@example.org>\nTo: Omar <omar@example.org>\nCc: علي <ali@example.org>\n"
        "Date: 2019-03-04T08:15:00+00:00\nSubject: Withdrawal\n\nWe leave.\nOn Monday."
    )
    document = describe(records)
    assert (document.kind, document.author, document.stated and document.stated.day) == (
        "message",
        "Aziz, Lina",
        "2019-03-04",
    )
    assert said_in(records, "message_id") == ["7@example.org"]


def test_texts_of_old_code_pages(tmp_path: Path) -> None:
    streams = folder((), {0x0037: "Отчёт", 0x1000: "Приказ отдан."}, fixed(32, x3FFD=1251), narrow="cp1251")
    streams |= folder(("__recip_version1.0_#00000000",), {0x3001: "Иван"}, fixed(8, x0C15=1), narrow="cp1251")
    text = text_of(read_deep(tmp_path, compound.written(streams))["box"])
    assert text == "To: Иван\nSubject: Отчёт\n\nПриказ отдан."


def test_attachments_and_the_message_within(tmp_path: Path) -> None:
    streams = outlook("outer", "See below.")
    streams |= folder(("__attach_version1.0_#00000000",), {0x3707: "список.txt", 0x3701: b"list"}, fixed(8, x3705=1))
    streams |= folder(
        ("__attach_version1.0_#00000001",), {0x3707: "far.doc", 0x370D: r"\\srv\far.doc"}, fixed(8, x3705=7)
    )
    inner = outlook("inner", "Innermost.", x1009=packed(rb"{\rtf1 Innermost.}"))
    inner |= folder(("__attach_version1.0_#00000000",), {0x3704: "A.TXT", 0x3701: b"deep" * 3000}, fixed(8, x3705=1))
    inner[("__properties_version1.0",)] = fixed(24, x0039=FILETIME)
    place = ("__attach_version1.0_#00000002",)
    streams |= folder(place, {0x3001: "inner"}, fixed(8, x3705=5))
    streams |= {(*place, "__substg1.0_3701000D", *path): data for path, data in inner.items()}
    read = read_deep(tmp_path, compound.written(streams))
    assert sorted(read) == ["box", "box!/inner.msg", "box!/inner.msg!/A.TXT", "box!/список.txt"]
    assert text_of(read["box!/inner.msg"]).endswith("Innermost.")
    assert "Date: 2019-03-04" in text_of(read["box!/inner.msg"])
    assert text_of(read["box!/inner.msg!/A.TXT"]) == "deep" * 3000
    assert any("far.doc" in getattr(r, "reason", "") for r in read["box"])


def packed(rtf: bytes) -> bytes:
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


def test_html_within_rtf_is_another_version(tmp_path: Path) -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1256\fromhtml1 {\fonttbl{\f0\fcharset178 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Hello "
        rb"\'e3\'cd\'e3\'cf{\*\htmltag72 </p>}\htmlrtf \par }\htmlrtf0 {\*\htmltag64 <p>}\u1055?\u1088? and 27 tanks"
        rb"{\*\htmltag72 </p>}}"
    )
    assert rtf_body.content(rtf) == ("<p>Hello محمد</p><p>Пр and 27 tanks</p>", True)
    same = read_deep(tmp_path, compound.written(outlook("s", "Hello محمد\n\nПр and 27 tanks", x1009=packed(rtf))))[
        "box"
    ]
    assert hidden_in(same) == []
    other = read_deep(tmp_path, compound.written(outlook("s", "Hello محمد\n\nПр and 12 tanks", x1009=packed(rtf))))[
        "box"
    ]
    assert [text for _, text in hidden_in(other)] == ["Пр and 27 tanks"]


def test_text_within_rtf() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Times;}}{\colortbl;\red0;}{\*\generator X;}"
        rb"\f1\'cf\'f0\par {\pict 00ff}\u-10179?\u-8704? \{x\}\tab y\emdash z}"
    )
    assert rtf_body.content(rtf) == ("Пр\n\U0001f600 {x}\ty—z", False)


def test_compressed_rtf_of_the_published_example() -> None:
    example = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert rtf_body.unpacked(example) == rb"{\rtf1\ansi\ansicpg1252\pard hello world}" + b"\r\n"
    with pytest.raises(ValueError, match="compressed RTF"):
        rtf_body.unpacked(bytes(16))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9000), max_size=6), st.integers(0, 2))
@settings(max_examples=40, deadline=None)
def test_a_compound_file_gives_back_every_stream(sizes: dict[str, int], depth: int) -> None:
    streams = {
        (*("f",) * depth, name): bytes(range(256)) * (size // 256) + name.encode() * (size % 256)
        for name, size in sizes.items()
    }
    with olefile.OleFileIO(io.BytesIO(compound.written(streams))) as file:
        assert {tuple(e): file.openstream(e).read() for e in file.listdir()} == streams


def test_a_compound_file_of_many_sectors() -> None:
    streams: Streams = {("large",): bytes(range(256)) * (9 << 12)}
    with olefile.OleFileIO(io.BytesIO(compound.written(streams))) as file:
        assert file.openstream("large").read() == streams[("large",)]


@pytest.mark.parametrize("kind", ["IPM.Note.SMIME", "tag"])
def test_encrypted_messages_say_so(tmp_path: Path, kind: str) -> None:
    streams = outlook("s", "")
    if kind == "tag":
        attached: dict[int, str | bytes] = {0x3707: "a.bin", 0x3701: b"x", 0x370E: "application/pgp-encrypted"}
        streams |= folder(("__attach_version1.0_#00000000",), attached, fixed(8, x3705=1))
    else:
        streams |= {(stream(0x1A, kind)[0],): stream(0x1A, kind)[1]}
    records = read_deep(tmp_path, compound.written(streams))["box"]
    assert file_row(records).status == "encrypted"
    assert "Subject: s" in text_of(records)


def attribute(number: int, data: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def props(*values: tuple[int, int, bytes]) -> bytes:
    found = struct.pack("<I", len(values))
    for kind, number, data in values:
        found += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            found += bytes(16) + struct.pack("<II", 0, 0x8502)
        if kind in (0x1E, 0x1F, 0x102, 0x0D):
            found += struct.pack("<II", 1, len(data)) + data + bytes(-len(data) % 4)
        else:
            found += data
    return found


def packet(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(attributes)


TNEF = packet(
    attribute(0x00069007, struct.pack("<II", 1256, 0)),
    attribute(
        0x00069003,
        props(
            (0x1F, 0x0037, "Plan".encode("utf-16-le") + b"\0\0"),
            (0x40, 0x0039, struct.pack("<Q", FILETIME)),
            (0x03, 0x8001, struct.pack("<I", 7)),
            (0x1E, 0x1000, "خطة الانسحاب\0".encode("cp1256")),
            (0x03, 0x3FFD, struct.pack("<I", 1256)),
        ),
    ),
    attribute(0x00069002, bytes(14), 2),
    attribute(0x00018010, "قائمة.txt\0".encode("cp1256"), 2),
    attribute(0x0006800F, b"the list", 2),
    attribute(0x00069002, bytes(14), 2),
    attribute(0x0006800F, b"second", 2),
    attribute(0x00069005, props((0x1F, 0x3707, "long name.txt".encode("utf-16-le"))), 2),
)


def test_a_packet_of_outlook_is_unpacked(tmp_path: Path) -> None:
    read = read_deep(tmp_path, TNEF)
    assert file_row(read["box"]).media_type == "application/ms-tnef"
    assert text_of(read["box"]) == "Date: 2019-03-04T08:15:00+00:00\nSubject: Plan\n\nخطة الانسحاب"
    assert text_of(read["box!/قائمة.txt"]) == "the list"
    assert text_of(read["box!/long name.txt"]) == "second"


def test_a_packet_that_is_cut_gives_what_stands_before(tmp_path: Path) -> None:
    records = read_deep(tmp_path, TNEF[:-90])["box"]
    assert file_row(records).status == "partial"
    assert "قائمة.txt" in members_in(records)


@given(st.binary(max_size=400), st.integers(0, len(TNEF)))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_packets_end_with_a_reason(tmp_path: Path, junk: bytes, at: int) -> None:
    records = read_deep(tmp_path, TNEF[:at].ljust(6, b"\0")[:6] + TNEF[6:at] + junk, depth=0)["box"]
    file = file_row(records)
    assert (file.status == "ok") == (not file.reason)


def test_a_mailbox_without_its_program_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (reading,) = pst.read(Source(io.BytesIO(b"!BDN"), 0, 4), IngestSettings(), Resume())
    assert (reading.status, "pst-utils" in reading.reason) == ("unsupported", True)


@pytest.mark.skipif(shutil.which("readpst") is None, reason="readpst (Debian package pst-utils) is not installed")
def test_mailboxes_give_their_mails(tmp_path: Path) -> None:
    broken = read_deep(tmp_path, b"!BDN" + bytes(2000))["box"]
    assert media_type(b"!BDN" + bytes(100)) == "application/vnd.ms-outlook-pst"
    assert file_row(broken).status in {"corrupt", "empty"}
    real = SHARED / "haul" / "files" / "email" / "tika" / "testPST.pst"
    if real.exists():
        read = read_deep(tmp_path, real.read_bytes())
        assert len(read) > 5
        assert all(file_row(r).media_type == "message/rfc822" for path, r in read.items() if path.count("!/") == 1)
