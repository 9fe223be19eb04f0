"""Reads a haul that is written here, with its truth: what no collection of real files has in one place.

In: nothing; the files are made by the makers of tests/ingest (archives of many kinds within each other, mail within mail,
tracked changes, hidden sheets, PDFs with covered words and earlier revisions, pages photographed askew, scribbles).
Out: a table of what was found of each kind, and exit code 1 where a floor is not held. Needs the development
dependencies; kinds for which a program is not installed are told and left out.
"""

import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from importlib import import_module
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

from common import Read, end, held, reading
from PIL import Image

from hearsay.ingest import ocr

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "ingest"))
FLOORS = {"photograph": 0.85}
"""Share of what was planted that must be found; 1 where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing in a file of the haul that must be found, or must not."""

    kind: str
    path: str
    """Of the file that it was put into."""
    words: str = ""
    """A word of the text, each planted thing one of its own; empty where only the row counts."""
    hidden: bool = False
    """Whether its passage must be marked as hidden."""
    inside: str = ""
    """Path of the member that has it, below `path`; empty for the file itself."""
    absent: bool = False
    """Whether the words must not be on a page as text, but wait for a person."""


Made = tuple[str, bytes, list[Planted]]
"""Path, content, truth."""


def archives() -> Iterator[Made]:
    """One letter in every kind of archive, and in one within another within a third."""
    make = import_module("archives_made")
    makers: dict[str, Callable[[list[tuple[str, bytes]]], bytes]] = {
        "zip": make.zipped, "tar": make.tarred, "cab": make.cab, "lha": make.lha, "rar4.rar": make.rar4, "rar5.rar": make.rar5,
        "tar.gz": lambda files: make.tarred(files, "w:gz"), "tar.xz": lambda files: make.tarred(files, "w:xz"),
        "tar.bz2": lambda files: make.tarred(files, "w:bz2"), "streamed.zip": make.zipped_streamed,
    }  # fmt: skip
    makers |= {"7z": _seven} if which("7zz") else {}
    inner: list[tuple[str, bytes]] = []
    for number, (ending, maker) in enumerate(makers.items()):
        words = f"quartz{number}lamp"
        data = maker([("folder/letter.txt", f"They left at night. {words}\n".encode())])
        yield (
            f"archives/a.{ending}",
            data,
            [Planted("archive", f"archives/a.{ending}", words, inside="folder/letter.txt")],
        )
        inner.append((f"b{number}.{ending}", maker([("deep.txt", f"deep{number}quartz\n".encode())])))
    whole = make.tarred([("middle.zip", make.zipped(inner))], "w:gz")
    truth = [
        Planted("archive in archive", "archives/nested.tgz", f"deep{n}quartz", inside=f"middle.zip!/{name}!/deep.txt")
        for n, (name, _) in enumerate(inner)
    ]
    yield "archives/nested.tgz", whole, [_unpacked(one) for one in truth]


def _seven(files: list[tuple[str, bytes]]) -> bytes:
    """A 7z archive, by the program 7zz."""
    with tempfile.TemporaryDirectory() as name:
        for path, data in files:
            (Path(name) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(name) / path).write_bytes(data)
        subprocess.run(["7zz", "a", "-bso0", "-bsp0", "out.7z", "."], cwd=name, check=True)
        return (Path(name) / "out.7z").read_bytes()


def _unpacked(one: Planted) -> Planted:
    """Where a tar lies within a packed file, or not: the path between is the reader's own."""
    return Planted(one.kind, one.path, one.words)


def mails() -> Iterator[Made]:
    """Mail in mail in mail, each with an attachment; the same attachment in two mails."""
    same = b"name,sum\nkoral7 ledger,40\n"
    truth, inner = [Planted("mail in mail", "mail/outer.eml", "marble0body")], None
    for depth in (2, 1, 0):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"a{depth}@example.org", "b@example.org", f"Level {depth}"
        mail["Date"], mail["Message-ID"] = f"Mon, 05 May 2014 1{depth}:00:00 +0000", f"<{depth}@example.org>"
        mail.set_content(f"Body of level {depth}. marble{depth}body\n")
        mail.add_attachment(f"marble{depth}note".encode(), "text", "plain", filename=f"note{depth}.txt")
        if inner is not None:
            mail.add_attachment(inner)
        truth.append(Planted("attachment", "mail/outer.eml", f"marble{depth}note"))
        truth += [Planted("mail in mail", "mail/outer.eml", f"marble{depth}body")] if depth else []
        inner = mail
    yield "mail/outer.eml", bytes(inner or b""), truth
    for name in ("one", "two"):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "c@example.org", "d@example.org", f"Ledger {name}"
        mail["Message-ID"] = f"<{name}@example.org>"
        mail.set_content(f"See the ledger. granite{name}\n")
        mail.add_attachment(same, "text", "csv", filename="ledger.csv")
        path = f"mail/{name}.eml"
        yield (
            path,
            bytes(mail),
            [
                Planted("mail", path, f"granite{name}"),
                Planted("same attachment twice", path, "koral7", inside="ledger.csv"),
            ],
        )


def office() -> Iterator[Made]:
    """Tracked changes, comments and a hidden sheet with hidden rows."""
    make = import_module("office_files")
    who = 'w:id="1" w:author="Lena" w:date="2014-05-06T00:00:00Z"'
    gone = f"<w:del {who}><w:r><w:delText>velvet deleted</w:delText></w:r></w:del>"
    came = f"<w:ins {who}><w:r><w:t>walnut inserted</w:t></w:r></w:ins>"
    vanished = make.run("saffron vanished", "<w:vanish/>")
    body = f"{make.para(make.run('amber plain '), gone, came)}{make.para(vanished)}"
    yield (
        "office/changes.docx",
        make.docx(body),
        [
            Planted("tracked change", "office/changes.docx", "velvet", hidden=True),
            Planted("tracked change", "office/changes.docx", "walnut"),
            Planted("hidden run", "office/changes.docx", "saffron", hidden=True),
            Planted("office text", "office/changes.docx", "amber"),
        ],
    )
    shown = make.row(1, make.cell("A1", "cobalt open")) + make.row(2, make.cell("A2", "copper row"), 'hidden="1"')
    sheets = {"Open": ("", shown), "Back": ("hidden", make.row(1, make.cell("A1", "indigo sheet")))}
    yield (
        "office/books.xlsx",
        make.xlsx(sheets),
        [
            Planted("sheet", "office/books.xlsx", "cobalt"),
            Planted("hidden row", "office/books.xlsx", "copper", hidden=True),
            Planted("hidden sheet", "office/books.xlsx", "indigo", hidden=True),
        ],
    )


def pdfs() -> Iterator[Made]:
    """Words under a black box, white words, and an earlier revision with another sum."""
    make = import_module("pdfs")
    page = make.line("The source is", 72, 700) + make.line("topaz covered", 72, 660) + make.box(60, 650, 300, 24)
    page += make.line("opal white", 72, 600, colour="1 1 1 rg")
    yield (
        "pdf/covered.pdf",
        make.saved(make.drawn(page)),
        [
            Planted("covered words", "pdf/covered.pdf", "topaz", hidden=True),
            Planted("white words", "pdf/covered.pdf", "opal", hidden=True),
        ],
    )
    revised = import_module("test_ingest_pdf_parts").revised
    first = make.saved(make.drawn(make.line("payment onyx 900000")), object_stream_mode=1)
    yield (
        "pdf/revised.pdf",
        revised(first, "onyx 900000", "jade 5000"),
        [
            Planted("revision", "pdf/revised.pdf", "jade"),
            Planted("earlier revision", "pdf/revised.pdf", "onyx", inside="revision 1.pdf"),
        ],
    )


def pictures() -> Iterator[Made]:
    """Pages photographed askew and upside down in three scripts, and scribbles that nobody may take for words."""
    make = import_module("ocr_pages")
    texts = {"eng": make.ENGLISH, "rus": make.RUSSIAN, "ara": make.ARABIC}
    usable = [name for name in texts if name in ocr.languages() and (name == "eng" or make.font_of(name))]
    for name in usable:
        page = make.written(texts[name], languages=(name,))
        for turn in (3, 90, 180):
            body, path = BytesIO(), f"pictures/{name}-{turn}.png"
            turned = page.rotate(turn, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
            make.noisy(turned, 8).save(body, "PNG")
            words = max((word for line in texts[name] for word in line.split()), key=len)
            yield path, body.getvalue(), [Planted("photograph", path, word) for word in _long(texts[name]) or [words]]
    for seed in range(3):
        body, path = BytesIO(), f"pictures/scribble-{seed}.png"
        make.scribbled(seed=seed + 1).save(body, "PNG")
        yield path, body.getvalue(), [Planted("scribble", path, absent=True)]


def _long(lines: list[str]) -> list[str]:
    """Words that are hard to hit by chance."""
    plain = (word.strip(".,:;()«»\"'،؛") for line in lines for word in line.split())
    return sorted({word for word in plain if len(word) > 5 and word.isalpha()})[:12]


def everything() -> Iterator[Made]:
    """All files of the haul."""
    yield from archives()
    yield from mails()
    yield from office()
    yield from pdfs()
    if ocr.missing():
        print(f"  left out: pictures; {ocr.missing()}")
    else:
        yield from pictures()


def found(done: Read, one: Planted, rows: dict[str, dict[str, Any]]) -> bool:
    """Whether a planted thing is where it should be and as it should be."""
    if one.absent:
        own = rows[one.path]["sha256"]
        text = " ".join(page["text"] for page in done.case.rows("pages") if page["sha256"] == own)
        return not text.strip() or rows[one.path]["status"] == "partial"
    hits = done.case.search(f'"{one.words}"', 100)
    where = f"{one.path}!/{one.inside}" if one.inside else one.path
    contents = {
        row["sha256"]
        for path, row in rows.items()
        if path == where or (not one.inside and path.startswith(f"{where}!/"))
    }
    own = [hit for hit in hits if hit.sha256 in contents and hit.where == "text"]
    return any(bool(hit.hidden) == one.hidden for hit in own)


def main() -> None:
    """Measures; exit code 1 where a floor is not held."""
    with tempfile.TemporaryDirectory(prefix="hearsay-made-") as name:
        haul, planted = Path(name), list[Planted]()
        for path, data, truth in everything():
            (haul / path).parent.mkdir(parents=True, exist_ok=True)
            (haul / path).write_bytes(data)
            planted += truth
        with reading(haul) as done:
            rows = {row["path"].partition("/")[2]: row for row in done.case.rows("files")}
            print(f"  {done.report.ledger.sentence} {done.seconds:.0f} s")
            results = [held("the ledger reconciles", float(done.report.ledger.reconciles), 1.0)]
            results.append(_twice(rows))
            results += _by_kind(done, planted, rows)
    end(results)


def _twice(rows: dict[str, dict[str, Any]]) -> bool:
    """One attachment in two mails: two places, one content."""
    places = [row for path, row in rows.items() if path.endswith("!/ledger.csv")]
    first = [row for row in places if row["duplicate_of"] is None]
    whole = len(places) == 2 and len(first) == 1 and len({row["sha256"] for row in places}) == 1
    return held("one attachment in two mails is two rows and one content", float(whole), 1.0)


def _by_kind(done: Read, planted: list[Planted], rows: dict[str, dict[str, Any]]) -> Iterator[bool]:
    kinds = defaultdict[str, list[bool]](list)
    for one in planted:
        kinds[one.kind].append(found(done, one, rows))
    for kind, hits in sorted(kinds.items()):
        yield held(f"{kind} ({len(hits)})", sum(hits) / len(hits), FLOORS.get(kind, 1.0))
    missing = [name for name in ("unar", "7zz", "readpst", "pdftotext", "soffice") if which(name) is None]
    if missing:
        print(f"  programs not installed, so that what only they read was not tried: {', '.join(missing)}")


if __name__ == "__main__":
    main()
