"""Office files made on the spot, part by part, with their truth known: what is shown in them and what is hidden."""

import io
import zipfile
from collections.abc import Mapping

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="' + _DOC + '"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + _DOC + '"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="' + _DOC + '" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts, in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def rels(*links: tuple[str, str, str]) -> str:
    """Relationships: (id, kind, target); a target with :// or a drive leads out."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_DOC}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for key, kind, target in links
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELS}">{rows}</Relationships>'


def _types(main: str, parts: Mapping[str, str | bytes]) -> str:
    """The types of the parts that a program must know to open the file."""
    office = "application/vnd.openxmlformats-officedocument"
    folder = {"word": "wordprocessingml.document", "xl": "spreadsheetml.sheet", "ppt": "presentationml.presentation"}[
        main.split("/", maxsplit=1)[0]
    ]
    known = {f"/{main}": f"{office}.{folder}.main+xml"}
    for name in parts:
        for piece, kind in (("worksheets/sheet", "spreadsheetml.worksheet"), ("slides/slide", "presentationml.slide")):
            if piece in name:
                known[f"/{name}"] = f"{office}.{kind}+xml"
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in known.items())
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<?xml version="1.0"?><Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _package(main: str, parts: Mapping[str, str | bytes]) -> bytes:
    head = {
        "[Content_Types].xml": _types(main, parts),
        "_rels/.rels": rels(
            ("rId1", "officeDocument", main),
            ("rId2", "metadata/core-properties", "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": "<c:coreProperties xmlns:c='c' xmlns:dc='dc' xmlns:t='t'><dc:creator>Amal Haddad</dc:creator>"
        "<c:lastModifiedBy>Ivan Petrov</c:lastModifiedBy><t:created>2013-11-24T08:00:00Z</t:created></c:coreProperties>",
        "docProps/app.xml": "<Properties xmlns='x'><Company>Ministry</Company><TotalTime>42</TotalTime></Properties>",
    }
    return zipped({**head, **parts})


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, *links: tuple[str, str, str]) -> bytes:
    """A Word file with this body (w:p and so on), further parts below word/, and links of the body."""
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    more = {f"word/{name}": data for name, data in (parts or {}).items()}
    return _package(
        "word/document.xml", {"word/document.xml": document, "word/_rels/document.xml.rels": rels(*links), **more}
    )


def run(text: str, look: str = "") -> str:
    """A w:r."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, look: str = "") -> str:
    """A w:p of runs; plain text is a run."""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def xlsx(sheets: Mapping[str, tuple[str, str]], parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An Excel file: name of a sheet -> (its state, its XML below worksheet); further parts below xl/."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"{f" state={chr(34)}{state}{chr(34)}" if state else ""}/>'
        for n, (name, (state, _)) in enumerate(sheets.items(), 1)
    )
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    links += [("rId90", "sharedStrings", "sharedStrings.xml"), ("rId91", "styles", "styles.xml")]
    pages = {
        f"xl/worksheets/sheet{n}.xml": f"<worksheet {S}>{xml}</worksheet>"
        for n, (_, xml) in enumerate(sheets.values(), 1)
    }
    names = "<definedNames><definedName name='Total'>Sheet1!$B$2</definedName></definedNames>"
    book = {
        "xl/workbook.xml": f"<workbook {S}><sheets>{listed}</sheets>{names}</workbook>",
        "xl/_rels/workbook.xml.rels": rels(*links),
        **pages,
    }
    return _package("xl/workbook.xml", {**book, **{f"xl/{name}": data for name, data in (parts or {}).items()}})


def row(number: int, cells: str, more: str = "") -> str:
    """A row of cells."""
    return f'<row r="{number}" {more}>{cells}</row>'


def cell(place: str, text: str, more: str = "") -> str:
    """A cell with its text in it."""
    return f'<c r="{place}" t="inlineStr" {more}><is><t>{text}</t></is></c>'


def shape(text: str, kind: str = "body", more: str = "") -> str:
    """A shape of a slide with paragraphs parted by newlines."""
    lines = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in text.split("\n"))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr><p:spPr>{more}</p:spPr>'
        f"<p:txBody>{lines}</p:txBody></p:sp>"
    )


def slide(shapes: str, more: str = "") -> str:
    """The XML of a slide."""
    return f"<p:sld {P} {more}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"


def pptx(slides: list[str], parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A PowerPoint file; further parts below ppt/."""
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    show = {
        "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="1000" cy="1000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": rels(
            *((f"rId{n}", "slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1))
        ),
        **{f"ppt/slides/slide{n}.xml": xml for n, xml in enumerate(slides, 1)},
    }
    return _package("ppt/presentation.xml", {**show, **{f"ppt/{name}": data for name, data in (parts or {}).items()}})


def odf(kind: str, body: str, styles: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument file: text, spreadsheet or presentation."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    mime = f"application/vnd.oasis.opendocument.{kind}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mime)
        for name, data in {"content.xml": content, **(parts or {})}.items():
            archive.writestr(name, data)
    return out.getvalue()
