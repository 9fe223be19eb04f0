"""Spreadsheets: cells as they are shown, and what is hidden in sheets, rows, columns and colours."""

import io
from pathlib import Path

import pytest
from intake import facts_of, file_of, pages_of, read_bytes
from office_files import S, cell, odf, rels, row, xlsx
from test_ingest_office_word import hidden, shown

from hearsay.ingest.readers.office import formats, opened, sheet
from hearsay.ingest.reading import Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings


def test_hidden_sheets_rows_columns_and_cells_are_marked(tmp_path: Path) -> None:
    styles = (
        f'<styleSheet {S}><numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
    )
    open_sheet = (
        '<cols><col min="3" max="3" hidden="1"/></cols><sheetData>'
        + row(1, cell("A1", "Name") + cell("B1", "Paid") + cell("C1", "Bank"))
        + row(2, cell("A2", "Amal") + '<c r="B2" s="1"><v>900</v></c>' + cell("C2", "Geneva"))
        + row(3, cell("A3", "Ghost"), 'hidden="1"')
        + row(4, cell("A4", "White", 's="2"'))
        + "</sheetData>"
    )
    sheets = {
        "Open": ("", open_sheet),
        "Hid": ("hidden", f"<sheetData>{row(1, cell('A1', 'Kept'))}</sheetData>"),
        "Very": ("veryHidden", f"<sheetData>{row(1, cell('A1', 'Deep'))}</sheetData>"),
    }
    records = read_bytes(tmp_path, xlsx(sheets, {"styles.xml": styles}))
    assert shown(records) == ["Open", "Name\tPaid", "Amal"]
    why = hidden(records)
    assert why["Bank"] == why["Geneva"] == "in hidden column C"
    assert why["900"] == "hidden by its number format"
    assert why["Ghost"] == "hidden row 3"
    assert why["White"] == "white text on white"
    assert why["Kept"] == 'hidden sheet "Hid"'
    assert why["Deep"].startswith("very hidden sheet")
    assert [page.number for page in pages_of(records)] == [1, 2, 3]
    assert facts_of(records)["defined_name"] == "Total = Sheet1!$B$2"


def test_shared_strings_comments_and_formulas(tmp_path: Path) -> None:
    strings = f"<sst {S}><si><t>plain</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>x</t></rPh></si></sst>"
    data = '<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="b"><v>1</v></c><c r="C1"><f>A1+B1</f></c></row></sheetData>'
    comments = f'<comments {S}><authors><author>Omar</author></authors><commentList><comment ref="A1" authorId="0"><text><t>Not true</t></text></comment></commentList></comments>'
    parts = {
        "sharedStrings.xml": strings,
        "comments1.xml": comments,
        "worksheets/_rels/sheet1.xml.rels": rels(("r1", "comments", "../comments1.xml")),
    }
    records = read_bytes(tmp_path, xlsx({"S": ("", data)}, parts))
    assert shown(records) == ["S", "rich text\tTRUE"]
    assert hidden(records) == {"=A1+B1": "formula without a stored result", "Not true": "comment by Omar at cell A1"}


def test_kept_data_of_other_files_is_a_hidden_page(tmp_path: Path) -> None:
    link = f'<externalLink {S}><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1"><v>old total</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    pivot = f'<pivotCacheDefinition {S}><cacheFields><cacheField name="Who"><sharedItems><s v="Amal"/><s v="Omar"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    records_xml = f'<pivotCacheRecords {S}><r><x v="1"/></r></pivotCacheRecords>'
    parts = {
        "externalLinks/externalLink1.xml": link,
        "pivotCache/pivotCacheDefinition1.xml": pivot,
        "pivotCache/_rels/pivotCacheDefinition1.xml.rels": rels(("r1", "pivotCacheRecords", "pivotCacheRecords1.xml")),
        "pivotCache/pivotCacheRecords1.xml": records_xml,
    }
    why = hidden(read_bytes(tmp_path, xlsx({"S": ("", "<sheetData/>")}, parts)))
    assert why["old total"].startswith("kept from another workbook")
    assert why["Who"].startswith("source data kept in a pivot table")
    assert "Omar" in why
    assert "Amal" not in why


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (41602, "yyyy-mm-dd", "2013-11-24"),
        (41602.75, "d/m/yy h:mm AM/PM", "24/11/13 6:00 PM"),
        (41602.5, "dddd, d mmmm yyyy", "Sunday, 24 November 2013"),
        (0.25, "hh:mm:ss", "06:00:00"),
        (1.5, "[h]:mm", "36:00"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-5, "0.0;(0.0)", "(5.0)"),
        (0.256, "0.0%", "25.6%"),
        (12, '"No. "000', "No. 012"),
        (5, "[$€-407] #,##0.00", "€ 5.00"),
        (1500, "0.00E+00", "1.50E+03"),
        (2500000, '0.0,,"M"', "2.5M"),
        (123456789012345, "General", "123456789012345"),
        (1, ";;;", ""),
        (60, "yyyy-mm-dd", "1900-02-28"),
        (1e30, "yyyy-mm-dd", "1E+30"),
        (3, "@", "3"),
        (7, "[Red]", "7"),
    ],
)
def test_numbers_are_shown_by_their_format(value: float, form: str, text: str) -> None:
    assert formats.shown(value, form) == text


def _long(rows: int) -> Source:
    many = "".join(row(n, cell(f"A{n}", f"row {n}")) for n in range(1, rows + 1))
    data = xlsx(
        {
            "Long": ("", f"<sheetData>{many}</sheetData>"),
            "After": ("", f"<sheetData>{row(1, cell('A1', 'end'))}</sheetData>"),
        }
    )
    return Source(io.BytesIO(data), 0, len(data), "x")


def test_a_long_sheet_has_several_pages_and_reading_goes_on_at_any() -> None:
    source = _long(sheet.ROWS * 2 + 10)
    whole = list(opened.read(source, IngestSettings(), Resume(avoid={0: "it was killed"})))
    pages = [page for reading in whole for page in reading.pages]
    assert [page.number for page in pages] == [1, 2, 3, 4]
    assert "".join(page.text + "\n" for page in pages).split("\n") == [
        "Long", *(f"row {n}" for n in range(1, sheet.ROWS * 2 + 11)), "After", "end", "",
    ]  # fmt: skip
    for place, reading in enumerate(whole):
        if reading.cursor:
            rest = [
                r
                for r in opened.read(source, IngestSettings(), Resume(reading.cursor, {0: "it was killed"}))
                if r.pages
            ]
            assert [r.pages for r in rest] == [r.pages for r in whole[place + 1 :] if r.pages]


def test_a_fatal_sheet_costs_only_itself() -> None:
    source = _long(10)
    first = next(iter(opened.read(source, IngestSettings(), Resume(avoid={0: "it was killed"}))))
    avoid = {0: "it was killed", first.cursor: "the reader crashed"}
    readings = list(opened.read(source, IngestSettings(), Resume(first.cursor, avoid)))
    assert readings[0].status == "corrupt"
    assert readings[0].reason == 'sheet "Long": the reader crashed'
    assert [page.text for reading in readings for page in reading.pages] == ["After\nend"]


def test_opendocument_sheets(tmp_path: Path) -> None:
    styles = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'

    def cells(*texts: str) -> str:
        return "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)

    note = "<table:table-cell><office:annotation><dc:creator>Omar</dc:creator><text:p>doubt</text:p></office:annotation><text:p>5</text:p></table:table-cell>"
    body = (
        '<table:table table:name="Open"><table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{cells('Name', 'Bank')}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cells("Ghost")}</table:table-row>'
        f'<table:table-row>{note}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        f'<table:table table:name="Hid" table:style-name="ta2"><table:table-row>{cells("Secret")}</table:table-row></table:table>'
    )
    records = read_bytes(tmp_path, odf("spreadsheet", body, styles))
    assert file_of(records).status == "ok"
    assert shown(records) == ["Open", "Name", "5"]
    assert hidden(records) == {
        "Bank": "in hidden column B",
        "Ghost": "hidden row 2",
        "doubt": "comment by Omar at cell A3",
        "Hid": 'hidden sheet "Hid"',
        "Secret": 'hidden sheet "Hid"',
    }
