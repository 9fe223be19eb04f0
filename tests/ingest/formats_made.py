"""A file of each kind of content, made on the spot. In: nothing. Out: bytes, with what a reader must find in them."""

import bz2
import email.message
import gzip
import io
import json
import lzma
import sqlite3
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import archives_made as archives
import office_files as office
import pdfs
from ocr_pages import written
from PIL import Image, features

from hearsay.ingest.readers import compound
from hearsay.model import FileStatus

WORDS = "The convoy left Ashford before dawn"
INSIDE = [("letter.txt", f"{WORDS}.\n".encode())]


@dataclass(frozen=True, slots=True)
class Made:
    """One file."""

    kind: str
    """Its media type."""
    make: Callable[[], bytes]
    finds: str = WORDS
    """Words of its pages, or the end of a member's name (`!/...`); nothing is looked for where it is empty."""
    status: FileStatus = "ok"
    needs: str = ""
    """A program of the machine (ingest/programs.py)."""


def png(form: str = "PNG") -> Callable[[], bytes]:
    """The words as a picture."""

    def make() -> bytes:
        body = io.BytesIO()
        picture: Image.Image = written([WORDS, "and nobody on the bridge asked for papers"])
        picture.save(body, form)
        return body.getvalue()

    return make


def mail(**headers: str) -> bytes:
    """A mail with one attachment."""
    message = email.message.EmailMessage()
    for name, value in ({"From": "lina@example.org", "To": "omar@example.org", "Subject": "Convoy"} | headers).items():
        message[name] = value
    message["Message-ID"] = "<1@example.org>"
    message["Date"] = "Mon, 04 Mar 2019 08:15:00 +0000"
    message.set_content(f"{WORDS}.\n")
    message.add_attachment(b"a list", maintype="application", subtype="octet-stream", filename="list.bin")
    return bytes(message)


def outlook() -> bytes:
    """A message as Outlook saves it."""
    texts = {0x001A: "IPM.Note", 0x0037: "Convoy", 0x1000: f"{WORDS}."}
    streams: dict[tuple[str, ...], bytes] = {
        (f"__substg1.0_{number:04X}001F",): text.encode("utf-16-le") for number, text in texts.items()
    }
    return compound.written(streams | {("__properties_version1.0",): bytes(32)})


def tnef() -> bytes:
    """winmail.dat with a text and an attachment."""

    def attribute(number: int, data: bytes, level: int = 1) -> bytes:
        return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    text = f"{WORDS}.\0".encode()
    text += bytes(-len(text) % 4)
    said = struct.pack("<IHHII", 1, 0x1E, 0x1000, 1, len(text)) + text
    parts = attribute(0x00069003, said) + attribute(0x00069002, bytes(14), 2)
    return b"\x78\x9f\x3e\x22\x01\x00" + parts + attribute(0x00018010, b"list.txt\0", 2) + attribute(0x6800F, b"x", 2)


def database() -> bytes:
    """An SQLite database of one table."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE messages (sender TEXT, text TEXT)")
    base.execute("INSERT INTO messages VALUES ('Lina', ?)", (WORDS,))
    base.commit()
    return base.serialize()


def book() -> bytes:
    """An EPUB of one text."""
    package = (
        '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="in.opf"/></rootfiles></container>'
    )
    parts = {
        "META-INF/container.xml": container,
        "in.opf": package,
        "a.xhtml": f"<html><body><p>{WORDS}</p></body></html>",
    }
    return office.zipped({"mimetype": "application/epub+zip", **parts})


def saved_page() -> bytes:
    """A page as a browser saves it with its pictures."""
    return (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: Convoy\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary=B\n\n--B\nContent-Type: text/html\n'
        f"Content-Location: https://example.org/a\n\n<html><body><p>{WORDS}</p></body></html>\n--B--\n"
    ).encode()


def warc() -> bytes:
    """A web archive of one page."""
    page = f"<html><body><p>{WORDS}</p></body></html>"
    head = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: text/html\r\n"
    return f"{head}Content-Length: {len(page)}\r\n\r\n{page}\r\n\r\n".encode()


def telegram() -> bytes:
    """A chat as Telegram exports it."""
    said = {"id": 2, "type": "message", "date": "2019-03-04T10:16:22", "from": "Lina", "text": WORDS}
    return json.dumps({"name": "Group", "type": "private_group", "id": 1, "messages": [said]}).encode()


def ar() -> bytes:
    """A Unix archive."""
    (name, data), *_ = INSIDE
    return (
        b"!<arch>\n"
        + f"{name + '/':<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(data):<10}`\n".encode()
        + data
        + b"\n" * (len(data) % 2)
    )


def cpio() -> bytes:
    """A cpio archive of the portable kind."""

    def entry(name: str, data: bytes) -> bytes:
        numbers = (0o70707, 0, 1, 0o100644, 0, 0, 1, 0)
        head = "".join(f"{number:06o}" for number in numbers) + f"{0:011o}{len(name) + 1:06o}{len(data):011o}"
        return head.encode() + name.encode() + b"\0" + data

    return entry(*INSIDE[0]) + entry("TRAILER!!!", b"")


def arc() -> bytes:
    """An archive of SEA's ARC with a stored member."""
    (name, data), *_ = INSIDE
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    head = (
        b"\x1a\x02" + name.encode().ljust(13, b"\0") + struct.pack("<LHHHL", len(data), 0x4A21, 0x4A21, crc, len(data))
    )
    return head + data + b"\x1a\0"


def sound() -> bytes:
    """A second of silence with a title."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * 40 + b"TAG" + WORDS[:30].encode().ljust(30, b"\0") + bytes(95)


def odf(kind: str, body: str) -> Callable[[], bytes]:
    return lambda: office.odf(kind, body)


def plain(text: str) -> Callable[[], bytes]:
    return text.encode


def inside(make: Callable[[list[tuple[str, bytes]]], bytes]) -> Callable[[], bytes]:
    return lambda: make(INSIDE)


_PICTURES = {"image/jpeg": "JPEG", "image/tiff": "TIFF", "image/bmp": "BMP", "image/gif": "GIF", "image/webp": "WEBP"}
_SHEET = f"<sheetData>{office.row(1, office.cell('A1', WORDS))}</sheetData>"
_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
    f'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>'
    "</w:body></w:wordDocument>"
)
_APPLE = f'<key:presentation xmlns:key="k" xmlns:sf="s"><sf:p>{WORDS}</sf:p></key:presentation>'
_MEMBER = "!/letter.txt"

MADE: Mapping[str, tuple[Made, ...]] = {
    "plain text, Markdown, source code": (
        Made("text/plain", plain(f"{WORDS}.\n")),
        Made("text/markdown", plain(f"# A report\n\n{WORDS}, *said* [he](https://example.org).\n\n> Quoted\n")),
        Made("text/plain", plain(f'#include <stdio.h>\nint main() {{\n  puts("{WORDS}");\n}}\n')),
        Made("application/x-subrip", plain(f"1\n00:00:01,000 --> 00:00:04,000\n{WORDS}\n\n2\n00:00:05,000 --> 00:00:06,000\nYes\n")),
    ),
    "HTML": (Made("text/html", plain(f"<!doctype html><html><body><p>{WORDS}</p></body></html>")),),
    "CSV, TSV, JSON, XML, SVG": (
        Made("text/csv", plain(f"name,day,text\nLina,4,{WORDS}\nOmar,5,Nothing\n")),
        Made("application/json", plain(json.dumps({"text": WORDS}))),
        Made("text/xml", plain(f'<?xml version="1.0"?>\n<report><line>{WORDS}</line></report>\n')),
        Made("image/svg+xml", plain(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{WORDS}</text></svg>')),
    ),
    "PDF": (Made("application/pdf", lambda: pdfs.saved(pdfs.drawn(pdfs.line(WORDS)))),),
    "PNG, JPEG, JPEG 2000, TIFF, BMP, GIF, WebP": (
        Made("image/png", png(), needs="tesseract"),
        *(Made(kind, png(form), "", "partial", needs="") for kind, form in _PICTURES.items()),
        *([Made("image/jp2", png("JPEG2000"), "", "partial")] if features.check("jpg_2000") else []),
    ),
    "Word (docx, doc, rtf), OpenDocument text": (
        Made("application/vnd.openxmlformats-officedocument.wordprocessingml.document", lambda: office.docx(office.para(WORDS))),
        Made("application/vnd.oasis.opendocument.text", odf("text", f"<text:p>{WORDS}</text:p>")),
        Made("text/rtf", lambda: rb"{\rtf1\ansi " + WORDS.encode() + rb".\par}"),
    ),
    "Excel (xlsx, xls), OpenDocument sheets": (
        Made("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", lambda: office.xlsx({"S": ("", _SHEET)})),
        Made(
            "application/vnd.oasis.opendocument.spreadsheet",
            odf(
                "spreadsheet",
                f'<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>{WORDS}</text:p>'
                "</table:table-cell></table:table-row></table:table>",
            ),
        ),
    ),
    "PowerPoint (pptx, ppt), OpenDocument slides": (
        Made(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            lambda: office.pptx([office.slide(office.shape(WORDS))]),
        ),
        Made(
            "application/vnd.oasis.opendocument.presentation",
            odf("presentation", f'<draw:page draw:name="1"><draw:frame><draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame></draw:page>'),
        ),
    ),
    "Pages, Numbers, Keynote, OneNote": (
        Made("application/vnd.apple.iwork", lambda: office.zipped({"index.apxl": _APPLE})),
        Made(
            "application/onenote",
            lambda: b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" + bytes(100) + WORDS.encode("utf-16-le") + bytes(100),
            status="partial",
        ),
    ),
    "WordPerfect, Works, Lotus, Quattro, Visio, Publisher, xlsb, dBase, StarOffice, Office 2003 XML": (
        Made("application/x-word-2003+xml", plain(_2003), needs="soffice"),
    ),
    "SQLite databases": (Made("application/vnd.sqlite3", database),),
    "EPUB": (Made("application/epub+zip", book),),
    "sound and film (mp3, m4a, mp4, ogg, flac, wav, aiff, wma)": (Made("audio/mpeg", sound, "", "unsupported"),),
    "mail (eml, emlx, msg, winmail.dat)": (
        Made("message/rfc822", mail),
        Made("message/rfc822", mail, "!/list.bin"),
        Made("message/x-emlx", lambda: b"%d\n" % len(mail()) + mail() + b'<?xml version="1.0"?><plist></plist>\n'),
        Made("application/vnd.ms-outlook", outlook),
        Made("application/ms-tnef", tnef),
        Made("application/ms-tnef", tnef, "!/list.txt"),
    ),
    "mbox": (Made("application/mbox", lambda: b"From a@b.org Mon Mar  4 08:15:00 2019\n" + mail() + b"\n", "!/"),),
    "MHTML, WARC": (Made("multipart/related", saved_page), Made("application/warc", warc, "!/")),
    "chat exports (WhatsApp, Telegram, Signal, Slack, Facebook)": (
        Made("text/x-chat", plain(f"04/03/2019, 10:15 - Lina: {WORDS}\n04/03/2019, 10:16 - Omar: ok\n13/03/2019, 10:17 - Lina: no\n")),
        Made("application/x-chat+json", telegram),
    ),
    "calendars (ics), contacts (vcf)": (
        Made("text/calendar", plain(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:{WORDS}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")),
        Made("text/vcard", plain(f"BEGIN:VCARD\nVERSION:3.0\nFN:Lina Aziz\nNOTE:{WORDS}\nEND:VCARD\n")),
    ),
    "ZIP": (
        Made("application/zip", inside(archives.zipped), _MEMBER),
        Made("application/java-archive", lambda: archives.zipped([("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n"), *INSIDE]), _MEMBER),
    ),
    "tar, gz, bz2, xz, zst, 7z, RAR, cpio, deb, rpm, cab, ISO, ar, lha, xar": (
        Made("application/x-tar", inside(archives.tarred), _MEMBER, needs="libarchive"),
        Made("application/gzip", lambda: gzip.compress(archives.tarred(INSIDE), mtime=0), _MEMBER, needs="libarchive"),
        Made("application/x-bzip2", lambda: bz2.compress(INSIDE[0][1]), "!/content", needs="libarchive"),
        Made("application/x-xz", lambda: lzma.compress(archives.tarred(INSIDE)), _MEMBER, needs="libarchive"),
        Made("application/x-rar", inside(archives.rar4), _MEMBER, needs="libarchive"),
        Made("application/x-rar", inside(archives.rar5), _MEMBER, needs="libarchive"),
        Made("application/vnd.ms-cab-compressed", inside(archives.cab), _MEMBER, needs="libarchive"),
        Made("application/x-lzh-compressed", inside(archives.lha), _MEMBER, needs="libarchive"),
        Made("application/x-archive", ar, _MEMBER, needs="libarchive"),
        Made("application/x-cpio", cpio, _MEMBER, needs="libarchive"),
    ),
    "StuffIt, ARJ, zoo, ARC, LZX": (Made("application/x-arc", arc, _MEMBER, needs="unar"),),
    "programs that unpack themselves": (
        Made("application/x-dosexec", lambda: b"MZ" + bytes(0xFFFE) + archives.rar4(INSIDE), _MEMBER, needs="libarchive"),
    ),
}  # fmt: skip
"""Name of a row of ingest/data/formats.toml -> files of its kinds. Of mailboxes of Outlook none can be made."""
