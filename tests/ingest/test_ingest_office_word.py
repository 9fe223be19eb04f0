"""Word files: what is shown stays whole, what is hidden is kept beside it with its reason, nothing is followed."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from intake import facts_of, file_of, pages_of, passages_of, pieces, read_bytes
from office_files import W, docx, para, run, zipped

from hearsay.model import Fact, Found, Record


def hidden(records: list[Record]) -> dict[str, str]:
    """Hidden text -> why."""
    texts = {page.id: page.text for page in pages_of(records)}
    return {texts[p.page][p.start : p.end]: p.hidden for p in passages_of(records) if p.hidden}


def shown(records: list[Record]) -> list[str]:
    texts = {page.id: page.text for page in pages_of(records)}
    return [texts[p.page][p.start : p.end] for p in passages_of(records) if not p.hidden]


def test_tracked_changes_leave_the_sentence_whole(tmp_path: Path) -> None:
    body = para(
        "The convoy ",
        '<w:del w:author="Samir" w:date="2014-03-01T10:00:00Z"><w:r><w:delText>never </w:delText></w:r></w:del>',
        f'<w:ins w:author="Samir" w:date="2014-03-02T10:00:00Z">{run("finally ")}</w:ins>',
        "left.",
    )
    records = read_bytes(tmp_path, docx(body))
    assert shown(records) == ["The convoy finally left."]
    assert hidden(records) == {"never": 'deleted by Samir on 2014-03-01 (tracked change), behind "The convoy"'}
    facts = {r.value for r in records if isinstance(r, Fact) and r.name == "tracked_change"}
    assert facts == {"inserted by Samir on 2014-03-02: finally "}


def test_hidden_white_and_tiny_runs_are_told_apart_from_visible_ones(tmp_path: Path) -> None:
    body = para(
        "Seen.",
        run("Vanished.", "<w:vanish/>"),
        run("White.", '<w:color w:val="FFFFFF"/>'),
        run("Tiny.", '<w:sz w:val="2"/>'),
        run("On blue.", '<w:color w:val="FFFFFF"/><w:shd w:fill="0000FF"/>'),
        run("Not vanished.", '<w:vanish w:val="0"/>'),
    )
    records = read_bytes(tmp_path, docx(body))
    assert shown(records) == ["Seen.On blue.Not vanished."]
    assert {text: why.split(" ")[0] for text, why in hidden(records).items()} == {
        "Vanished.": "hidden",
        "White.": "white",
        "Tiny.": "text",
    }


def test_white_text_in_a_coloured_cell_is_seen(tmp_path: Path) -> None:
    white = '<w:color w:val="FFFFFF"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:shd w:fill="{fill}"/></w:tcPr>{para(run(text, white))}</w:tc>'
        for text, fill in (("Head", "1F4E79"), ("Secret", "auto"))
    )
    records = read_bytes(tmp_path, docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert shown(records) == ["Head"]
    assert hidden(records) == {"Secret": "white text on white"}


def test_comments_notes_and_headers_stand_where_they_belong(tmp_path: Path) -> None:
    comment = f'<w:comments {W}><w:comment w:id="5" w:author="Lena" w:date="2015-01-02T00:00:00Z">{para("Delete this")}</w:comment></w:comments>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{para("Source: the diary")}</w:footnote></w:footnotes>'
    header = f"<w:hdr {W}>{para('SECRET')}</w:hdr>"
    body = para(
        "Claim", '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:commentReference w:id="5"/></w:r>'
    ) + para("End")
    parts = {"comments.xml": comment, "footnotes.xml": notes, "header1.xml": header}
    links = (("r1", "comments", "comments.xml"), ("r2", "footnotes", "footnotes.xml"), ("r3", "header", "header1.xml"))
    records = read_bytes(tmp_path, docx(body, parts, *links))
    assert pieces(records) == [
        ("furniture", "SECRET"),
        ("paragraph", "Claim[1]"),
        ("paragraph", "Delete this"),
        ("paragraph", "End"),
        ("paragraph", "[1] Source: the diary"),
    ]
    assert hidden(records) == {"Delete this": "comment by Lena on 2015-01-02"}


def test_pages_follow_the_last_layout_and_tear_no_paragraph(tmp_path: Path) -> None:
    body = (
        para("One")
        + para("Two begins", "<w:r><w:lastRenderedPageBreak/></w:r>", " and ends")
        + para("Three")
        + para('<w:r><w:br w:type="page"/></w:r>', "<w:r><w:lastRenderedPageBreak/></w:r>", "Four")
    )
    assert [page.text for page in pages_of(read_bytes(tmp_path, docx(body)))] == [
        "One\nTwo begins and ends",
        "Three",
        "Four",
    ]


def test_headings_lists_and_numbers(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    numbering = f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'

    def item(text: str, level: int) -> str:
        return para(text, look=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')

    body = (
        para("Orders", look='<w:pStyle w:val="H2"/>')
        + item("Hold", 0)
        + item("Dig", 1)
        + item("Wait", 1)
        + item("Go", 0)
    )
    links = (("r1", "styles", "styles.xml"), ("r2", "numbering", "numbering.xml"))
    records = read_bytes(tmp_path, docx(body, {"styles.xml": styles, "numbering.xml": numbering}, *links))
    assert pieces(records) == [
        ("headline", "Orders"),
        ("list_item", "I. Hold"),
        ("list_item", "I.a) Dig"),
        ("list_item", "I.b) Wait"),
        ("list_item", "II. Go"),
    ]
    assert [p.level for p in passages_of(records)] == [2, 0, 1, 1, 0]


def test_what_it_says_of_itself_and_where_it_leads(tmp_path: Path) -> None:
    body = para(
        "Text",
        '<w:fldSimple w:instr=" INCLUDETEXT &quot;http://evil.example/x&quot; "><w:r><w:t>kept</w:t></w:r></w:fldSimple>',
    )
    links = (("r1", "hyperlink", "https://example.org/a"), ("r2", "attachedTemplate", "http://evil.example/t.dotm"))
    records = read_bytes(tmp_path, docx(body, None, *links))
    facts = facts_of(records)
    assert facts["author"] == "Amal Haddad"
    assert facts["last_modified_by"] == "Ivan Petrov"
    assert facts["editing_time"] == "42 minutes"
    assert facts["external_reference"] == "attachedTemplate: http://evil.example/t.dotm"
    assert facts["field"].startswith("INCLUDETEXT")
    assert shown(records) == ["Textkept"]


def test_files_within_are_members(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, docx(para("See"), {"media/image1.png": b"\x89PNG", "embeddings/sheet.xlsx": b"PK"}))
    assert [r.path for r in records if isinstance(r, Found)] == [
        "file!/word/media/image1.png",
        "file!/word/embeddings/sheet.xlsx",
    ]


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "boom"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<w:document {W}><w:body>{para('before')}{para('&a;&x;')}</w:body></w:document>"
    )
    records = read_bytes(tmp_path, docx("", {"document.xml": text}))
    file = file_of(records)
    assert file.status == "partial"
    assert "entities" in file.reason
    assert [page.text for page in pages_of(records)] == ["before"]


def test_a_file_cut_short_gives_what_is_there(tmp_path: Path) -> None:
    whole = docx("".join(para(f"Paragraph {n} with words of its own {n * n}") for n in range(3000)))
    records = read_bytes(tmp_path, whole[: len(whole) * 2 // 3])
    file = file_of(records)
    assert file.media_type.endswith("wordprocessingml.document")
    assert file.status == "partial"
    assert "Paragraph 5 with words" in "".join(page.text for page in pages_of(records))


def test_a_package_without_a_document_is_corrupt(tmp_path: Path) -> None:
    file = file_of(read_bytes(tmp_path, zipped({"[Content_Types].xml": "<Types/>", "word/other.xml": "<x/>"})))
    assert file.status == "corrupt"


_WORDS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"], exclude_characters="<&>]\ufffe\uffff"
    ),
    min_size=1,
)


@given(st.lists(st.lists(st.tuples(_WORDS, st.booleans()), min_size=1, max_size=4), max_size=6))
def test_nothing_is_lost_and_nothing_hidden_is_shown(paragraphs: list[list[tuple[str, bool]]]) -> None:
    import io

    from hearsay.ingest.readers.office import opened
    from hearsay.ingest.reading import Resume
    from hearsay.ingest.source import Source
    from hearsay.settings import IngestSettings

    body = "".join(para(*(run(text, "<w:vanish/>" if away else "") for text, away in one)) for one in paragraphs)
    data = docx(body)
    source = Source(io.BytesIO(data), 0, len(data), "x")
    pages = [page for reading in opened.read(source, IngestSettings(), Resume()) for page in reading.pages]
    blocks = [(page.text[b.start : b.end], b.hidden) for page in pages for b in page.blocks or ()]
    wanted = ["".join(text for text, away in one if not away) for one in paragraphs]
    assert [text for text, why in blocks if not why] == [text for text in wanted if text]
    assert "".join(text for text, why in blocks if why) == "".join(
        text for one in paragraphs for text, away in one if away
    )
