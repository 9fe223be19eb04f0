"""The reader step: types by content, texts, pages with boxes, pictures, and a status with a reason for all the rest."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake import facts_of, file_of, found_of, pages_of, passages_of, pieces, read_all, read_bytes
from PIL import Image, ImageDraw, ImageFont, features

from hearsay.ingest import Read, ocr, tesseract, to_location
from hearsay.ingest.readers import image
from hearsay.ingest.sniff import media_type
from hearsay.ingest.source import NOTHING
from hearsay.model import Fact
from hearsay.ports import Group
from hearsay.settings import IngestSettings, Input

ARABIC_FONTS = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",)
needs_tesseract = pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing())


def make_pdf(*pages: str, trailer: str = "") -> bytes:
    """A PDF by hand, one line of text for each line of a page, 20 points apart, a wider gap for an empty line."""
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        lines = "".join(f"1 0 0 1 72 {720 - 20 * n} Tm ({line}) Tj " for n, line in enumerate(text.split("\n")) if line)
        stream = f"BT /F1 12 Tf {lines}ET"
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(len(bodies) + 1)
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(bodies)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
    bodies[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>"
    whole, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(whole))
        whole += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{at:010d} 00000 n \n" for at in offsets)
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(whole)}\n%%EOF\n"
    return f"{whole}xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def picture(text: str, font: str = "", kind: str = "PNG", size: int = 44) -> bytes:
    sheet = Image.new("L", (1400, 500), 255)
    face = ImageFont.truetype(font, size) if font else ImageFont.load_default(size)
    right = "\u0600" <= text[0] <= "\u06ff"
    ImageDraw.Draw(sheet).multiline_text(
        (60, 60), text, font=face, fill=0, spacing=24, align="right" if right else "left"
    )
    body = BytesIO()
    sheet.save(body, kind)
    return body.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "application/x-empty"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"junk before\n%PDF-1.4\n", "application/pdf"),
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b"  <html><body>x</body></html>", "text/html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>x</p></html>', "text/html"),
        (b'<?xml version="1.0"?>\n<note><to>x</to></note>', "text/xml"),
        (b"# A title\n\nSome *text* with a [link](https://x.example).\n", "text/markdown"),
        (b"Plain words, in a line.\n\nAnd another.\n", "text/plain"),
        (b'{"a": [1, 2]}', "application/json"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "text/csv"),
        (b"Message-ID: <a@b>\nFrom: a\nTo: b\n\nHello", "message/rfc822"),
        (b"FROM: The chief\nTO: All\nDATE: 3 May 2013\n\nLeave.", "text/plain"),
        (b"From a@b.example Mon Jun 01 04:28:28 2009\nSubject: x\n\nHello", "application/mbox"),
        ("Приказ отойти".encode("utf-16-le"), "application/octet-stream"),
        ("An order to leave".encode("utf-16-le"), "text/plain"),
        (b"PK\x03\x04" + bytes(60), "application/zip"),
    ],
)
def test_types_go_by_content(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet=" \n{[<#>,:;a\t\u0627%", max_size=60).map(str.encode))
def test_any_bytes_are_a_file_with_a_status_and_read_twice_alike(tmp_path: Path, data: bytes) -> None:
    once = read_bytes(tmp_path, data)
    assert (file_of(once).size, file_of(once).path) == (len(data), "file")
    assert (file_of(once).status == "ok") == (not file_of(once).reason)
    assert once == read_bytes(tmp_path, data)
    assert len({record.id for record in once}) == len(once)


def test_a_text_is_one_page_of_its_own_text(tmp_path: Path) -> None:
    text = "\ufeffFirst line.\r\n\r\nالسطر الثاني."
    records = read_bytes(tmp_path, text.encode())
    assert pages_of(records)[0].text == text.lstrip("\ufeff")
    assert facts_of(records)["encoding"] == "utf-8-sig"
    assert [kind for kind, _ in pieces(records)] == ["paragraph", "paragraph"]


def test_markdown_keeps_its_text_and_shows_its_blocks(tmp_path: Path) -> None:
    text = (
        "---\ntitle: The Bridge\nauthor: Dana Rowe\ndate: 2013-05-06\n---\n\n# It fell\n\nA line\ngoes on.\n\n> Said one\n> man.\n"
        "> > Said another.\n\n- first\n  - inner\n- second\n\nUnder\n=====\n\n```\n# no heading\n```\n| a | b |\n"
    )
    records = read_bytes(tmp_path, text.encode())
    assert pages_of(records)[0].text == text
    assert [kind for kind, _ in pieces(records)] == [
        "furniture", "headline", "paragraph", "quote", "quote", "list_item", "list_item", "list_item", "headline",
        "paragraph", "table",
    ]  # fmt: skip
    assert dict(pieces(records))["headline"] == "Under\n====="
    facts = [record for record in records if isinstance(record, Fact) and record.anchor]
    assert {fact.name: fact.value for fact in facts} == {
        "title": "The Bridge", "author": "Dana Rowe", "published": "2013-05-06",
    }  # fmt: skip
    assert all(text[f.anchor.start : f.anchor.end] == f.value for f in facts if f.anchor)


HTML = """<!doctype html><html lang="ar-SY"><head><title>The bridge fell - The Tal Post</title>
<meta property="og:site_name" content="The Tal Post"><meta name="author" content="Dana Rowe">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"The bridge fell",
"datePublished":"2013-05-06T09:00:00Z","author":{"name":"Dana Rowe"}}]}</script><style>p{}</style></head><body>
<nav><a href="/">Home</a></nav><h1>The bridge fell</h1><p>A <b>commander</b> said
 so, <a href="http://x.example/y">he</a>&nbsp;did.<br>Twice.</p><blockquote><p>We left.</p><blockquote>At dawn.</blockquote>
</blockquote><ul><li>one<li>two<ul><li>deep</ul></ul><figure><img src="http://x.example/a.png"><figcaption>A view</figcaption>
</figure><table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><script>alert(1)</script><footer>About us</footer>"""


def test_html_is_rendered_with_its_blocks_and_its_links_are_facts(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, HTML.encode())
    assert pieces(records) == [
        ("furniture", "Home"),
        ("headline", "The bridge fell"),
        ("paragraph", "A commander said so, he\xa0did.\nTwice."),
        ("quote", "We left."),
        ("quote", "At dawn."),
        ("list_item", "one"),
        ("list_item", "two"),
        ("list_item", "deep"),
        ("caption", "A view"),
        ("table", "a\tb"),
        ("table", "c"),
        ("furniture", "About us"),
    ]
    assert pages_of(records)[0].method == "html"
    said = facts_of(records)
    assert {k: said[k] for k in ("title", "author", "outlet", "published", "language")} == {
        "title": "The bridge fell", "author": "Dana Rowe", "outlet": "The Tal Post", "published": "2013-05-06",
        "language": "ar",
    }  # fmt: skip
    assert "x.example" not in pages_of(records)[0].text
    links = {r.value: r.anchor for r in records if isinstance(r, Fact) and r.name == "link"}
    assert set(links) == {"http://x.example/y"}, "pictures are no links, and neither is furniture"
    anchor = links["http://x.example/y"]
    assert anchor is not None
    assert pages_of(records)[0].text[anchor.start : anchor.end] == "he"
    assert "alert" not in str(records)


def test_hidden_html_is_marked(tmp_path: Path) -> None:
    page = """<p>Seen. <span style="display: none">The source is Lena.</span> Seen again.</p><p hidden>Not this.</p>
<div style="VISIBILITY:hidden"><p>غير مرئي</p></div><p style="font-size:0px">Tiny</p><p style="left: -9999px">Away</p>
<p style="color:#FFFFFF">White on white</p><div style="background:black"><p style="color:white">Shown</p>
<p style="color: black">Black on black</p></div><p style="display:block;color:red;opacity:0.5">Plain</p>
<font color="white">Old white</font><!-- Ask Karim before this goes out --><!--[if IE]>x<![endif]-->"""
    records = read_bytes(tmp_path, f"<html><body>{page}</body></html>".encode())
    texts = {p.id: p.text for p in pages_of(records)}
    marked = {texts[p.page][p.start : p.end]: p.hidden for p in passages_of(records)}
    assert {text: why for text, why in marked.items() if why} == {
        "The source is Lena.": "not displayed",
        "Not this.": "not displayed",
        "غير مرئي": "not visible",
        "Tiny": "too small to be read",
        "Away": "outside the page",
        "White on white": "in the colour of what it stands on",
        "Black on black": "in the colour of what it stands on",
        "Old white": "in the colour of what it stands on",
    }
    assert {text for text, why in marked.items() if not why} == {"Seen.", "Seen again.", "Shown", "Plain"}
    assert [r.value for r in records if isinstance(r, Fact) and r.name == "remark"] == [
        "Ask Karim before this goes out"
    ]


def test_links_stand_at_their_own_words(tmp_path: Path) -> None:
    page = """<p>Here and <a href="a">here</a>, then <a href="b">here</a>.</p><p>قال <a href="c">التقرير</a>.</p>
<a href="#top">up</a><a href="javascript:x()">run</a><a href="d"><img src="x"></a>"""
    records = read_bytes(tmp_path, f"<html><body>{page}</body></html>".encode())
    text = pages_of(records)[0].text
    links = {r.value: r.anchor for r in records if isinstance(r, Fact) and r.name == "link"}
    shown = {target: text[a.start : a.end] if a else "" for target, a in links.items()}
    assert shown == {"a": "here", "b": "here", "c": "التقرير", "d": ""}
    first, second = links["a"], links["b"]
    assert first is not None
    assert second is not None
    assert (first.start, second.start) == (text.index("here"), text.rindex("here"))


@pytest.mark.timeout(30)
def test_html_nested_beyond_any_recursion_is_read(tmp_path: Path) -> None:
    (page,) = pages_of(read_bytes(tmp_path, b"<html><body>" + b"<div>" * 20_000 + b"deep words"))
    assert "deep words" in page.text


def test_a_wrong_charset_in_html_does_not_spoil_the_text(tmp_path: Path) -> None:
    text = "<html><head><meta charset=iso-8859-1></head><p>انسحبت القافلة قبل الفجر من المدينة"
    records = read_bytes(tmp_path, text.encode("windows-1256"))
    assert pieces(records) == [("paragraph", "انسحبت القافلة قبل الفجر من المدينة")]
    assert facts_of(records)["declared_encoding"] == "iso-8859-1"


def test_rows_of_a_table_are_passages(tmp_path: Path) -> None:
    assert pieces(read_bytes(tmp_path, b"a,b,c\n1,2,3\n\n4,5,6\n")) == [
        ("table", "a,b,c"), ("table", "1,2,3"), ("table", "4,5,6"),
    ]  # fmt: skip


def test_a_pdf_gives_pages_paragraphs_and_boxes(tmp_path: Path) -> None:
    data = make_pdf("First line\nsecond line\nthird line\n\n\nNew paragraph", "Other page")
    records = read_bytes(tmp_path, data)
    first, second = pages_of(records)
    assert first.text.split("\n\n") == ["First line\nsecond line\nthird line", "New paragraph"]
    assert (second.number, second.text, second.method) == (2, "Other page", "text layer")
    assert [first.text[w.start : w.end] for w in first.words] == first.text.split()
    assert all(
        0 <= left < right <= 1 and 0 <= top < bottom <= 1 for left, top, right, bottom in (w.box for w in first.words)
    )
    assert first.words[0].box[0] == pytest.approx(72 / 612, abs=0.01)
    assert first.words[0].box[3] == pytest.approx((792 - 720) / 792, abs=0.02)


def test_broken_encrypted_and_blank_pdfs_have_their_status(tmp_path: Path) -> None:
    assert file_of(read_bytes(tmp_path, b"%PDF-1.4\nnothing here")).status == "corrupt"
    assert file_of(read_bytes(tmp_path, make_pdf(""))).status == "empty"
    crypt = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >> /ID [<00><00>] "
    )
    locked = file_of(read_bytes(tmp_path, make_pdf("secret", trailer=crypt)))
    assert (locked.status, locked.reason) == ("encrypted", "needs a password to be opened")


@needs_tesseract
def test_a_picture_is_read_with_boxes_and_confidence(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, picture("The convoy left the bridge before dawn\nand nobody was hurt"))
    (page,) = pages_of(records)
    assert page.text == "The convoy left the bridge before dawn\nand nobody was hurt"
    assert page.method == "ocr"
    assert page.confidence is not None
    assert 0.7 < page.confidence <= 1
    assert [page.text[w.start : w.end] for w in page.words] == page.text.split()
    assert all(w.confidence is not None and min(w.box) >= 0 and max(w.box) <= 1 for w in page.words)


@needs_tesseract
@pytest.mark.skipif("ara" not in ocr.languages(), reason="tesseract has no Arabic (Debian package tesseract-ocr-ara)")
@pytest.mark.skipif(not Path(ARABIC_FONTS[0]).exists() or not features.check("raqm"), reason="no font to draw Arabic")
def test_an_arabic_scan_is_read_as_arabic(tmp_path: Path) -> None:
    text = "إلى جميع القادة في المدينة\nيجب الانسحاب من الجسر قبل الفجر\nوإرسال السلاح إلى القرية"
    records = read_bytes(tmp_path, picture(text, ARABIC_FONTS[0], size=40))
    words = set(pages_of(records)[0].text.split())
    assert len(words & set(text.split())) >= 0.6 * len(text.split())
    assert {p.language for p in records if hasattr(p, "language")} == {"ar"}


@needs_tesseract
def test_frames_of_a_tiff_are_pages(tmp_path: Path) -> None:
    one, two = (Image.open(BytesIO(picture(text))) for text in ("The first page of two", "The second page of two"))
    body = BytesIO()
    one.save(body, "TIFF", save_all=True, append_images=[two])
    pages = pages_of(read_bytes(tmp_path, body.getvalue()))
    assert [(page.number, page.text) for page in pages] == [(1, "The first page of two"), (2, "The second page of two")]


def test_without_tesseract_a_picture_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", lambda: ())
    file = file_of(read_bytes(tmp_path, picture("Words")))
    assert file.status == "partial"
    assert "tesseract-ocr" in file.reason


def test_with_ocr_off_the_reason_says_so(tmp_path: Path) -> None:
    file = file_of(read_bytes(tmp_path, picture("Words"), IngestSettings(ocr=False)))
    assert (file.status, "settings.ingest.ocr" in file.reason) == ("partial", True)


def test_a_huge_picture_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "PIXELS", 1000)
    file = file_of(read_bytes(tmp_path, picture("Words")))
    assert (file.status, "1400 x 500" in file.reason) == ("refused-limit", True)


def test_a_cut_picture_is_corrupt_or_partial(tmp_path: Path) -> None:
    file = file_of(read_bytes(tmp_path, picture("Words")[:300]))
    assert file.status in {"corrupt", "partial"}
    assert file.reason


def test_what_has_no_reader_is_unsupported_by_name(tmp_path: Path) -> None:
    file = file_of(read_bytes(tmp_path, b"%!PS-Adobe-3.0\n%%Pages: 1\nshowpage\n"))
    assert (file.status, file.reason) == ("unsupported", "there is no reader for application/postscript")
    assert file.sha256 != NOTHING


def test_empty_and_white_files_are_empty(tmp_path: Path) -> None:
    assert file_of(read_bytes(tmp_path, b"")).status == "empty"
    assert file_of(read_bytes(tmp_path, b" \n\t\n" * 9)).status == "empty"


def test_a_content_that_must_fit_into_memory_and_does_not_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hearsay.ingest.source.Source.data.__defaults__", (100_000,))
    file = file_of(read_bytes(tmp_path, b"<html><body>" + b"A sentence. " * 20_000))
    assert (file.status, file.size) == ("refused-limit", 240_012)
    assert "240,012" in file.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "cp1251"])
@pytest.mark.parametrize("ends", ["\n", " ", ""])
def test_a_long_text_is_cut_into_pages_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, ends: str
) -> None:
    monkeypatch.setattr("hearsay.ingest.in_pages.ONE", 1000)
    monkeypatch.setattr("hearsay.ingest.in_pages.PIECE", 400)
    words = "Слова о войне и мире" if encoding == "cp1251" else "كلمات عن الحرب والسلام"
    text = "".join(f"{words} {n}{ends}" for n in range(100))
    records = read_bytes(tmp_path, text.encode(encoding))
    pages = sorted(pages_of(records), key=lambda page: page.number)
    assert "".join(page.text for page in pages) == text
    assert len(pages) > 4
    assert file_of(records).status == "ok"


def test_whatever_a_parser_raises_is_the_status_of_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("hearsay.ingest.readers.text.as_page", broken)
    file = file_of(read_bytes(tmp_path, b"Words that cannot be read."))
    assert (file.status, "RecursionError: too deep" in file.reason) == ("corrupt", True)


def test_refused_paths_are_files_without_content(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    os.mkfifo(tmp_path / "h" / "fifo")
    (tmp_path / "h" / "a.tmp").write_text("words")
    records = read_all(tmp_path, (Input(path="h", ignore=("*.tmp",)),))
    left, fifo = (file_of(records[path]) for path in ("h/a.tmp", "h/fifo"))
    assert (left.status, left.sha256, left.size) == ("refused-limit", NOTHING, 5)
    assert (fifo.status, fifo.sha256) == ("refused-limit", NOTHING)
    assert all(len(rows) == 1 for rows in records.values())


@pytest.mark.timeout(20)
def test_what_became_a_fifo_or_a_link_after_the_walk_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "fifo")
    for name in ("link", "fifo", "gone", "."):
        found = found_of(name, location=to_location(str(tmp_path / name)))
        (file,) = Read(IngestSettings())(Group(found.id, (found,)))
        assert file_of([file]).sha256 == NOTHING
        assert file_of([file]).status in {"unsupported", "refused-limit"}
        assert file_of([file]).reason


@pytest.mark.parametrize("root", ["note", "svg"])
def test_entities_are_told_and_not_resolved(tmp_path: Path, root: str) -> None:
    bomb = '<!ENTITY a "lol"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    data = f'<?xml version="1.0"?><!DOCTYPE {root} [{bomb}]><{root}>&b;&c; kept</{root}>'.encode()
    records = read_bytes(tmp_path, data)
    assert file_of(records).status == "partial"
    assert "entities" in file_of(records).reason
    assert pages_of(records)[0].text == data.decode()
