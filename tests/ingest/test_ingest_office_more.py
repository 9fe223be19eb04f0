"""Presentations, OpenDocument texts, rich text, passwords, objects, macros, and what only LibreOffice reads."""

import base64
import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st
from intake import facts_of, file_of, pages_of, pieces, read_bytes
from msoffcrypto.format.ooxml import OOXMLFile
from office_files import P, docx, odf, para, pptx, rels, run, shape, slide, xlsx, zipped
from test_ingest_office_word import hidden, shown

from hearsay.ingest.readers import compound, reader_for
from hearsay.ingest.readers import kind as kind_of
from hearsay.ingest.readers.office import iwork_archives, libre, macros, objects, rtf
from hearsay.ingest.reading import Resume
from hearsay.ingest.source import Source
from hearsay.model import File, Found
from hearsay.settings import IngestSettings


def test_slides_notes_comments_and_what_lies_beside(tmp_path: Path) -> None:
    away = '<a:xfrm><a:off x="2000" y="0"/><a:ext cx="10" cy="10"/></a:xfrm>'
    first = slide(shape("Plan", "title") + shape("Attack\nRetreat") + shape("Beside", more=away))
    notes = f"<p:notes {P}><p:cSld><p:spTree>{shape('Say nothing')}</p:spTree></p:cSld></p:notes>"
    comments = f'<p:cmLst {P}><p:cm authorId="0" dt="2014-05-06T00:00:00"><p:text>Really?</p:text></p:cm></p:cmLst>'
    parts = {
        "slides/_rels/slide1.xml.rels": rels(
            ("r1", "notesSlide", "../notesSlides/n1.xml"), ("r2", "comments", "../comments/c1.xml")
        ),
        "notesSlides/n1.xml": notes,
        "comments/c1.xml": comments,
        "commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor id="0" name="Lena"/></p:cmAuthorLst>',
        "_rels/presentation.xml.rels": rels(
            ("rId1", "slide", "slides/slide1.xml"),
            ("rId2", "slide", "slides/slide2.xml"),
            ("rId9", "commentAuthors", "commentAuthors.xml"),
        ),
    }
    records = read_bytes(tmp_path, pptx([first, slide(shape("Never shown"), 'show="0"')], parts))
    assert pieces(records)[0] == ("headline", "Plan")
    assert shown(records) == ["Plan", "Attack", "Retreat"]
    assert hidden(records) == {
        "Beside": "outside the slide",
        "Say nothing": "speaker notes",
        "Really?": "comment by Lena on 2014-05-06",
        "Never shown": "hidden slide",
    }
    assert [page.number for page in pages_of(records)] == [1, 2]


def test_opendocument_text(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    changes = (
        '<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info><dc:creator>Samir</dc:creator>'
        "<dc:date>2014-03-01T00:00:00</dc:date></office:change-info><text:p>never</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + '<text:h text:outline-level="2">Head</text:h><text:p>We <text:change text:change-id="ct1"/>left<text:span text:style-name="T1">secretly</text:span>.'
        + "<text:note><text:note-body><text:p>A note</text:p></text:note-body></text:note>"
        + "<office:annotation><dc:creator>Lena</dc:creator><text:p>Check</text:p></office:annotation></text:p>"
        + "<text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list>"
        + '<text:p text:style-name="P1">Two</text:p>'
    )
    meta = '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta><meta:initial-creator>Amal</meta:initial-creator></office:meta></office:document-meta>'
    records = read_bytes(tmp_path, odf("text", body, styles, {"meta.xml": meta}))
    assert [page.text.split("\n")[0] for page in pages_of(records)] == ["Head", "Two"]
    assert shown(records) == ["Head", "We left.[1]", "Item", "[1] A note", "Two"]
    assert hidden(records) == {
        "never": 'deleted by Samir on 2014-03-01 (tracked change), behind "We"',
        "secretly": "hidden text",
        "Check": "comment by Lena",
    }
    assert facts_of(records)["author"] == "Amal"


def test_rich_text_with_its_hidden_parts(tmp_path: Path) -> None:
    text = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset178 Arial;}}"
        rb"{\colortbl;\red255\green255\blue255;}{\*\revtbl{Unknown;}{Samir;}}{\info{\author Amal}{\creatim\yr2013\mo11\dy24}}"
        rb"{\header HEAD\par}\pard Seen {\v vanished}{\cf1 white}{\revised\revauth1 new }{\deleted\revauthdel1 old}text\par "
        rb"{\f1 \'cf\'f0\'e8\'ea\'e0\'e7} \u1575?\u1604? {\f2 \'c3\'e3\'d1}\par "
        rb"\trowd\intbl A\cell B\cell\row\pard After{\footnote Note}{\*\atnid LN}{\*\atnauthor Lena}\chatn{\*\annotation Why?}\par\page Two"
        rb"{\pict\pngblip 89504e470d0a1a0a}}"
    )
    records = read_bytes(tmp_path, text)
    assert file_of(records).media_type == "text/rtf"
    assert shown(records) == ["HEAD", "Seen new text", "Приказ ال أمر", "A\tB", "After[1]", "Two", "[1] Note"]
    assert hidden(records) == {
        "vanished": "hidden text (a format that word processors do not show)",
        "white": "white text on white",
        "old": 'deleted by Samir (tracked change), behind "Seen new"',
        "Why?": "comment by Lena",
    }
    facts = facts_of(records)
    assert facts["author"] == "Amal"
    assert facts["created"] == "2013-11-24T00:00"
    assert facts["tracked_change"] == "inserted by Samir: new "
    assert [r.path for r in records if isinstance(r, Found)] == ["file!/pictures/image1.png"]


@given(st.binary(max_size=300))
def test_rich_text_of_any_bytes_ends(data: bytes) -> None:
    assert list(rtf.read(b"{\\rtf1 " + data))


def _encrypted(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def test_a_password_opens_and_its_lack_is_told(tmp_path: Path) -> None:
    filler = {"media/filler.png": b"".join(struct.pack("<I", n * n * 7919 % 65_521) for n in range(3000))}
    data = _encrypted(docx(para("Top secret"), filler), "tadmor")
    shut = file_of(read_bytes(tmp_path, data))
    assert shut.status == "encrypted"
    assert "password" in shut.reason
    records = read_bytes(tmp_path, data, IngestSettings(passwords=("wrong", "tadmor")))
    assert file_of(records).status == "ok"
    assert shown(records) == ["Top secret"]


def _sealed_odf(text: str, password: str) -> bytes:
    """An OpenDocument text whose content is encrypted as ODF 1.2 has it."""
    salt, iv = bytes(range(16)), bytes(range(16, 32))
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), salt, 1000, 32)
    with zipfile.ZipFile(io.BytesIO(odf("text", f"<text:p>{text}</text:p>"))) as plain:
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(plain.read("content.xml")) + packer.flush()
    size = 16 - len(packed) % 16
    cipher = Cipher(AES(key), CBC(iv)).encryptor()
    sealed = cipher.update(packed + bytes(size - 1) + bytes([size])) + cipher.finalize()

    def coded(data: bytes) -> str:
        return base64.b64encode(data).decode()

    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml" m:size="1">'
        f'<m:encryption-data m:checksum-type="urn:sha256-1k" m:checksum="{coded(hashlib.sha256(packed[:1024]).digest())}">'
        f'<m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" m:initialisation-vector="{coded(iv)}"/>'
        f'<m:key-derivation m:key-derivation-name="PBKDF2" m:key-size="32" m:iteration-count="1000" m:salt="{coded(salt)}"/>'
        '<m:start-key-generation m:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/></m:encryption-data>'
        "</m:file-entry></m:manifest>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": sealed,
            "META-INF/manifest.xml": manifest,
        }
    )


def test_a_password_opens_an_opendocument_file(tmp_path: Path) -> None:
    data = _sealed_odf("Top secret", "tadmor")
    assert file_of(read_bytes(tmp_path, data)).status == "encrypted"
    records = read_bytes(tmp_path, data, IngestSettings(passwords=("wrong", "tadmor")))
    assert file_of(records).status == "ok"
    assert shown(records) == ["Top secret"]


def test_the_wrapping_around_a_packaged_file_is_taken_off(tmp_path: Path) -> None:
    name, content = b"orders.txt", b"Hold the bridge"
    body = (
        b"\x02\0"
        + name
        + b"\0C:\\"
        + name
        + b"\0"
        + bytes(4)
        + struct.pack("<I", 3)
        + b"a\0\0"
        + struct.pack("<I", len(content))
        + content
    )
    native = struct.pack("<I", len(body)) + body
    data = compound.written({("\x01Ole10Native",): native})
    records = read_bytes(tmp_path, docx(para("See"), {"embeddings/oleObject1.bin": data}))
    assert [r.path for r in records if isinstance(r, Found)] == ["file!/word/embeddings/oleObject1.bin/orders.txt"]
    assert objects.native(native) == ("orders.txt", content)
    alone = read_bytes(tmp_path, data)
    assert [r.path for r in alone if isinstance(r, Found)] == ["file!/orders.txt"]


def _packed(text: bytes) -> bytes:
    """A compressed container of literal tokens."""
    out = b"\x01"
    for at in range(0, len(text), 2048):
        piece = text[at : at + 2048]
        body = b"".join(b"\0" + piece[n : n + 8] for n in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | (len(body) - 1)) + body
    return out


def test_macros_are_taken_out_as_text(tmp_path: Path) -> None:
    source = b'Attribute VB_Name = "Module1"\r\nSub AutoOpen()\r\n  Shell "calc"\r\nEnd Sub\r\n'

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HI", kind, len(body)) + body

    listed = (
        record(3, struct.pack("<H", 1251))
        + record(0x19, b"Module1")
        + record(0x1A, b"Module1")
        + record(0x31, struct.pack("<I", 3))
        + record(0x2B, b"")
    )
    project = compound.written({("VBA", "dir"): _packed(listed), ("VBA", "Module1"): b"xxx" + _packed(source)})
    records = read_bytes(tmp_path, docx(para("Text"), {"vbaProject.bin": project}))
    assert [r.path for r in records if isinstance(r, Found)] == ["file!/macros/Module1.bas"]
    assert facts_of(records)["macro"] == "Module1.bas"
    assert macros.unpacked(_packed(source)) == source


def test_copies_in_compressed_macros_are_followed() -> None:
    """The example of [MS-OVBA] 3.2.3: a text of one letter."""
    assert macros.unpacked(bytes.fromhex("0103b00261450000")[:7] + b"") == b"a" * 73


@given(st.binary(max_size=200))
def test_snappy_of_any_bytes_ends(data: bytes) -> None:
    assert isinstance(list(iwork_archives.texts(data)), list)


def test_snappy_copies_repeat_what_was_said() -> None:
    assert iwork_archives.unsnapped(b"\x0a\x04ab" + bytes([(8 - 4) << 2 | 1, 2])) == b"ababababab"


def test_braces_behind_a_backslash_are_text_of_rich_text(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, rb"{\rtf1\ansi{\b Set \{a\}, \\ and} {\v hid\}den} \u-10179?\u-8704? rest\par}")
    assert shown(records) == ["Set {a}, \\ and  \U0001f600 rest"]
    assert hidden(records)["hid}den"].startswith("hidden text")


needs_office = pytest.mark.skipif(not libre.program(), reason="LibreOffice is not installed")


@needs_office
def test_what_only_libreoffice_reads(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>From 2003</w:t></w:r></w:p></w:body></w:wordDocument>'
    )
    records = read_bytes(tmp_path, xml.encode())
    assert file_of(records).status == "ok"
    assert shown(records) == ["From 2003"]
    assert pages_of(records)[0].method == "text (LibreOffice)"


@needs_office
@pytest.mark.parametrize("ending", ["doc", "xls", "ppt"])
def test_old_files_are_read_as_the_new_ones_they_were_made_from(tmp_path: Path, ending: str) -> None:
    made = {
        "doc": ("docx", docx(para("The convoy left.", run("Vanished.", "<w:vanish/>")) + para("Приказ أمر"))),
        "xls": (
            "xlsx",
            xlsx(
                {
                    "Open": (
                        "",
                        "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>The convoy left.</t></is></c></row></sheetData>",
                    ),
                    "Hid": (
                        "hidden",
                        "<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>Vanished.</t></is></c></row></sheetData>",
                    ),
                }
            ),
        ),
        "ppt": ("pptx", pptx([slide(shape("The convoy left.", "title")), slide(shape("Vanished."), 'show="0"')])),
    }[ending]
    binary = libre.program()
    found = libre._run(binary, tmp_path, made[1], (made[0], ending), 60)
    assert isinstance(found, Path)
    records = read_bytes(tmp_path, found.read_bytes())
    assert file_of(records).status == "ok"
    assert "The convoy left." in shown(records)
    assert "Vanished." in hidden(records)
    assert pages_of(records)[0].method == "text"


def test_without_libreoffice_the_reason_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre, "program", lambda: "")
    file: File = file_of(read_bytes(tmp_path, b"\xffWPC" + bytes(100)))
    assert file.status == "unsupported"
    assert "libreoffice-writer-nogui" in file.reason


@pytest.mark.parametrize("name", ["WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage"])
@pytest.mark.parametrize("content", [b"", b"\x09\x08" + bytes(600), b"\xec\xa5" + bytes(2000)])
def test_broken_old_files_end_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes
) -> None:
    monkeypatch.setattr(libre, "program", lambda: "")
    file = file_of(read_bytes(tmp_path, compound.written({(name,): content})))
    assert file.status != "ok"
    assert file.reason


def test_texts_of_a_file_too_broken_to_open_are_kept(tmp_path: Path) -> None:
    """A compound file whose tables are cut off, as a carved or half-copied one is."""
    words = "Отвести колонну до рассвета".encode("utf-16-le")
    whole = compound.written({("WordDocument",): bytes(600) + words + bytes(5000)})
    records = read_bytes(tmp_path, whole[:4096])
    file = file_of(records)
    assert file.status == "partial"
    assert "as they lie in the file" in file.reason
    assert "Отвести колонну до рассвета" in pages_of(records)[0].text


_WHOLE = {
    "docx": docx(para("Words ", run("hidden", "<w:vanish/>"))),
    "xlsx": xlsx({"S": ("", "<sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>")}),
    "odt": odf("text", "<text:p>Words</text:p>"),
    "ole": compound.written({("WordDocument",): b"\xec\xa5" + bytes(2000)}),
}


@given(
    st.sampled_from(sorted(_WHOLE)),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6),
    st.integers(0, 6000),
)
def test_damaged_files_end_with_a_status_and_blocks_that_slice(
    kind: str, damage: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(_WHOLE[kind][: cut or None])
    for at, value in damage:
        if at < len(data):
            data[at] = value
    source = Source(io.BytesIO(bytes(data)), 0, len(data))
    source.media_type = kind_of(source, "application/octet-stream")
    source.room = 1 << 20
    reader = reader_for(source.media_type)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(libre, "program", lambda: "")
        readings = list(reader(source, IngestSettings(), Resume())) if reader and data else []
    for reading in readings:
        assert reading.status == "ok" or reading.reason
        for page in reading.pages:
            assert all(0 <= block.start < block.end <= len(page.text) for block in page.blocks or ())
