"""What else a PDF holds: attachments, pinned files, earlier revisions, comments, links, passwords, what it says of itself."""

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from intake import facts_of, file_of, read_bytes
from office_files import zipped
from pdfs import drawn, hidden_of, line, saved, text_of
from pikepdf import Array, Dictionary, Name, String

from hearsay.ingest import reading
from hearsay.ingest.readers import pdf, pdf_bytes, pdf_parts
from hearsay.ingest.source import Source
from hearsay.model import Fact, Found, Piece
from hearsay.settings import IngestSettings

DRY = IngestSettings(ocr=False)


def source(data: bytes) -> Source:
    found = Source(BytesIO(data), 0, len(data), "application/pdf")
    found.room = 1 << 20
    return found


def test_embedded_files_are_members_with_their_names(tmp_path: Path) -> None:
    made = drawn(line("cover"))
    made.attachments["one.txt"] = b"first"
    made.attachments["two.txt"] = b"second"
    records = read_bytes(tmp_path, saved(made), DRY)
    assert {r.path for r in records if isinstance(r, Found)} == {"file!/one.txt", "file!/two.txt"}
    assert sorted(r.data for r in records if isinstance(r, Piece)) == [b"first", b"second"]


def test_a_file_pinned_to_a_page_is_a_member() -> None:
    made = drawn(line("cover"))
    body = made.make_stream(b"pinned bytes", Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("memo.txt"), UF=String("memo.txt"), EF=Dictionary(F=body))
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([10, 10, 30, 30]), FS=spec)
    made.pages[0].Annots = Array([made.make_indirect(note)])
    members = [m for r in pdf.read(source(saved(made)), DRY, reading.Resume()) for m in r.members]
    assert [(m.name, m.data) for m in members] == [("page 1, note 1, memo.txt", b"pinned bytes")]


def revised(first: bytes, old: str, new: str) -> bytes:
    """The file with one stream replaced in an incremental update."""
    at = first.rindex(b"startxref")
    table = int(first[at:].split()[1])
    with pikepdf.open(BytesIO(first)) as opened:
        number = opened.pages[0].Contents.objgen[0]
        size = len(opened.objects) + 1
        root = opened.Root.objgen[0]
        stream = opened.pages[0].Contents.read_bytes().replace(old.encode(), new.encode())
    body = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(stream), stream)
    end = len(first) + len(body)
    xref = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return first + body + xref % (number, len(first), size, root, table, end)


def test_earlier_revisions_are_members_marked_as_hidden(tmp_path: Path) -> None:
    first = saved(drawn(line("pay 900000")), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    second = revised(first, "900000", "100")
    third = revised(second, "pay 100", "paid 7")
    records = read_bytes(tmp_path, third, DRY)
    assert text_of(records) == "paid 7"
    found = [r for r in records if isinstance(r, Found)]
    assert [(r.path, r.span) for r in found] == [
        ("file!/revision 1.pdf", (0, len(first))), ("file!/revision 2.pdf", (0, len(second)))
    ]  # fmt: skip
    assert all(r.hidden == "an earlier revision inside the file" for r in found)
    assert facts_of(records)["revisions"].startswith("2 earlier")
    inner = source(second)
    inner.hidden = found[1].hidden
    assert not [m for r in pdf.read(inner, DRY, reading.Resume()) for m in r.members]


def test_a_file_laid_out_for_the_web_has_no_earlier_revision() -> None:
    assert not pdf_bytes.marks(source(saved(drawn(line("a"), line("b")), linearize=True))).revisions


def test_comments_are_read_with_their_author_and_links_are_facts(tmp_path: Path) -> None:
    rect = Array([10, 10, 30, 30])
    notes = [
        {"/Subtype": Name.Text, "/Rect": rect, "/Contents": String("who paid?"), "/T": String("Ann"), "/M": String("D:20160503")},
        {"/Subtype": Name.FreeText, "/Rect": rect, "/Contents": String("typed on the page")},
        {"/Subtype": Name.Link, "/Rect": rect, "/A": Dictionary(S=Name.URI, URI=String("https://example.org/x"))},
    ]  # fmt: skip
    records = read_bytes(tmp_path, saved(drawn(line("body"), notes=notes)), DRY)
    assert text_of(records).split("\n\n") == ["body", "who paid?", "typed on the page"]
    assert hidden_of(records) == {"who paid?": "comment by Ann, 2016-05-03; not part of the page itself"}
    assert facts_of(records)["link"] == "https://example.org/x"


@pytest.mark.parametrize("password", ["open", "    ", "пароль", "كلمة"])
def test_a_password_of_the_case_opens_a_file(tmp_path: Path, password: str) -> None:
    data = saved(drawn(line("secret text")), encryption=pikepdf.Encryption(owner="o", user=password, R=6))
    locked = file_of(read_bytes(tmp_path, data, DRY))
    assert locked.status == "encrypted"
    assert "password" in locked.reason
    opened = read_bytes(tmp_path, data, IngestSettings(ocr=False, passwords=("wrong", password)))
    assert (file_of(opened).status, text_of(opened)) == ("ok", "secret text")


def test_restrictions_alone_are_told_and_do_not_lock(tmp_path: Path) -> None:
    allow = pikepdf.Permissions(extract=False)
    data = saved(drawn(line("free")), encryption=pikepdf.Encryption(owner="o", user="", R=6, allow=allow))
    records = read_bytes(tmp_path, data, DRY)
    assert (file_of(records).status, text_of(records)) == ("ok", "free")
    assert "copying text" in facts_of(records)["restrictions"]


def test_scripts_and_metadata_are_told(tmp_path: Path) -> None:
    made = drawn(line("body"))
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    with made.open_metadata() as meta:
        meta["xmp:CreatorTool"] = "Writer 9"
    made.docinfo["/Author"] = "Ann"
    made.docinfo["/ModDate"] = "D:20160503101500Z"
    records = read_bytes(tmp_path, saved(made), DRY)
    facts = facts_of(records)
    assert (facts["author"], facts["modified"], facts["xmp_creatortool"]) == ("Ann", "2016-05-03", "Writer 9")
    acts = {r.value for r in records if isinstance(r, Fact) and r.name == "active_content"}
    assert acts == {"holds JavaScript", "does something when it is opened"}


def test_reading_goes_on_at_any_unit_and_gives_the_same() -> None:
    made = drawn(line("one"), line("two"), line("three"))
    made.attachments["a.txt"] = b"a"
    data = saved(made)
    whole = list(pdf.read(source(data), DRY, reading.Resume()))
    for place, unit in enumerate(whole[:-1]):
        assert list(pdf.read(source(data), DRY, reading.Resume(unit.cursor))) == whole[place + 1 :]
    avoiding = list(pdf.read(source(data), DRY, reading.Resume(0, {1: "longer than 60 s"})))
    assert [r.status for r in avoiding][:3] == ["ok", "refused-limit", "ok"]
    assert [p.text for r in avoiding for p in r.pages] == ["one", "three"]


def test_a_page_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    made = drawn(line("seen"), "")
    made.pages[1].Contents = made.make_stream(b" " * 110_000_000)
    records = read_bytes(tmp_path, saved(made, compress_streams=True), DRY)
    file = file_of(records)
    assert "unpacks to more than" in file.reason
    assert text_of(records).strip() == "seen"


def test_what_pdfium_cannot_open_is_read_by_a_second_program(tmp_path: Path) -> None:
    data = saved(drawn(line("still here")), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    broken = data.replace(b"%PDF-1.", b"%PDX-1.", 1)
    (tmp_path / "broken").write_bytes(broken)
    with (tmp_path / "broken").open("rb") as file:
        whole = Source(file, 0, len(broken), "application/pdf")
        found = list(pdf.read(whole, DRY, reading.Resume()))
    wanted = [("partial", ["still here"])] if shutil.which("pdftotext") else [("corrupt", [])]
    assert [(r.status, [p.text for p in r.pages]) for r in found] == wanted


def test_what_stands_behind_the_end_is_a_hidden_member(tmp_path: Path) -> None:
    whole = saved(drawn(line("The face that is shown")))
    for filling in (b"", b"\r\n", b"\0" * 300, b" " * 5000, b"%%EOF\n"):
        assert not [r for r in read_bytes(tmp_path, whole + filling) if isinstance(r, Found)]
    records = read_bytes(tmp_path, whole + b"\n" + zipped({"second face.txt": "The one that is not"}))
    (found,) = [r for r in records if isinstance(r, Found)]
    assert (found.path, found.hidden) == ("file!/behind the end", pdf_parts.BEHIND)
    assert file_of(records).status == "ok"
    inside = (tmp_path / "file").read_bytes()[slice(*found.span)]
    assert sorted(r.path for r in read_bytes(tmp_path, inside) if isinstance(r, Found)) == ["file!/second face.txt"]


def test_a_damaged_list_of_objects_is_told(tmp_path: Path) -> None:
    whole = saved(drawn(line("Nothing is lost here")), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = whole.rindex(b"startxref")
    broken = read_bytes(tmp_path, whole[:at] + b"startxref\n999999\n%%EOF\n")
    assert "Nothing is lost here" in text_of(broken)
    assert file_of(broken).status == "partial"
    assert "list of objects" in file_of(broken).reason
    headless = read_bytes(tmp_path, b"%1.4" + whole[8:])
    assert (file_of(headless).media_type, file_of(headless).status) == ("application/pdf", "partial")


def test_rights_management_is_encryption(tmp_path: Path) -> None:
    whole = saved(drawn(line("Sealed")), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    sealed = whole.replace(b"trailer <<", b"trailer << /Encrypt << /Filter /MicrosoftIRMServices /V 1 >> ")
    assert sealed != whole
    file = file_of(read_bytes(tmp_path, sealed))
    assert (file.status, "rights management" in file.reason) == ("encrypted", True)
