"""A haul of small mixed files, written from a seed: what the intake is measured on.

In: a folder and how many files. Out: text in three languages, Markdown, HTML, mail, JSON, CSV, Word and Excel files of 1 to 20
kilobytes, and a few that are broken; and a case.toml beside them. Equal counts give equal bytes.
"""

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

NAMES = ("Lina Aziz", "Omar Haddad", "Ivan Petrov", "Jo Smith", "ليلى حداد", "Анна Орлова")
WORDS = (
    [
        "the",
        "convoy",
        "left",
        "for",
        "a",
        "warehouse",
        "near",
        "Ashford",
        "and",
        "the",
        "clerk",
        "who",
        "signed",
        "the",
        "paper",
        "said",
        "that",
        "no",
        "order",
        "had",
        "come",
        "from",
        "town",
        "before",
        "noon",
        "while",
        "two",
        "drivers",
        "waited",
        "with",
        "their",
        "lorries",
        "at",
        "the",
        "gate",
        "of",
        "the",
        "old",
        "station",
    ],
    [
        "قال",
        "المتحدث",
        "إن",
        "القافلة",
        "خرجت",
        "من",
        "المستودع",
        "قرب",
        "المدينة",
        "ولم",
        "يصل",
        "أي",
        "أمر",
        "قبل",
        "الظهر",
        "وانتظر",
        "السائقان",
        "عند",
        "البوابة",
        "القديمة",
    ],
    [
        "колонна",
        "вышла",
        "со",
        "склада",
        "у",
        "города",
        "и",
        "дежурный",
        "который",
        "подписал",
        "бумагу",
        "сказал",
        "что",
        "приказа",
        "до",
        "полудня",
        "не",
        "было",
        "а",
        "водители",
        "ждали",
    ],
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument"


def sentence(dice: random.Random, language: int) -> str:
    """A sentence of made-up news with a number of its own."""
    return f"{' '.join(dice.choices(WORDS[language], k=dice.randint(8, 22)))} {dice.randint(1, 10**6)}."


def paragraphs(dice: random.Random) -> list[str]:
    """Paragraphs of 1 to 20 kilobytes together, most of them short, in one language."""
    language = dice.choices((0, 1, 2), (6, 2, 2))[0]
    wanted = int(min(20_000, 1000 * dice.paretovariate(0.9)) / (1 + bool(language)))
    found: list[str] = []
    while sum(map(len, found)) < wanted:
        found.append(" ".join(sentence(dice, language) for _ in range(dice.randint(1, 5))))
    return found


def _text(dice: random.Random) -> bytes:
    return "\n\n".join(paragraphs(dice)).encode(dice.choice(("utf-8", "utf-8", "utf-16")))


def _markdown(dice: random.Random) -> bytes:
    body = "\n\n".join(f"## Part {number}\n\n{part}\n\n- one\n- two" for number, part in enumerate(paragraphs(dice)))
    return f"# Notes\n\n{body}\n".encode()


def _html(dice: random.Random) -> bytes:
    body = "".join(f"<p>{part} <a href='/more'>more</a></p>" for part in paragraphs(dice))
    head = f"<title>Report</title><meta name=author content='{dice.choice(NAMES)}'>"
    menu = "<nav><ul><li>Home<li>News<li>Contact</ul></nav>"
    return f"<!doctype html><html><head>{head}</head><body>{menu}<h1>Report</h1>{body}</body></html>".encode()


def mail(dice: random.Random) -> bytes:
    """A message as programs write it: in two versions, with a quoted answer, some with an attachment."""
    parts = paragraphs(dice)
    plain = "\r\n\r\n".join(parts) + "\r\n\r\nOn 3 March 2019, Jo Smith wrote:\r\n> see you\r\n> there\r\n"
    markup = "".join(f"<p>{part}</p>" for part in parts) + "<blockquote>see you there</blockquote>"
    head = (
        f"Received: from a.example (a.example [192.0.2.1]) by b.example; Mon, {dice.randint(1, 28):02} Mar 2019 10:15:09 +0200\r\n"
        f"From: {dice.choice(NAMES)} <a{dice.randint(1, 99)}@example.org>\r\nTo: =?utf-8?q?Omar_Haddad?= <o@example.org>\r\n"
        f"Subject: =?utf-8?b?{_base64(parts[0][:30])}?=\r\nDate: Mon, 04 Mar 2019 10:15:00 +0200\r\n"
        f"Message-ID: <{dice.randint(1, 10**12)}@example.org>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="outer"\r\n\r\n--outer\r\n'
        'Content-Type: multipart/alternative; boundary="inner"\r\n\r\n'
    )
    versions = "".join(
        f"--inner\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
        for kind, text in (("plain", plain), ("html", markup))
    )
    attached = (
        "--outer\r\nContent-Type: text/csv; name=list.csv\r\nContent-Disposition: attachment; filename=list.csv\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{_base64(_table(dice).decode())}\r\n"
    )
    return f"{head}{versions}--inner--\r\n{attached if dice.random() < 0.3 else ''}--outer--\r\n".encode()


def _base64(text: str) -> str:
    from base64 import b64encode

    return b64encode(text.encode()).decode()


def _json(dice: random.Random) -> bytes:
    return json.dumps(
        [{"who": dice.choice(NAMES), "what": part, "no": dice.randint(1, 9**9)} for part in paragraphs(dice)],
        ensure_ascii=False, indent=1,
    ).encode()  # fmt: skip


def _rows(dice: random.Random) -> list[tuple[str, ...]]:
    return [
        (f"2019-03-{dice.randint(1, 28):02}", dice.choice(NAMES), str(dice.randint(1, 10**6)), f"lorry {number}")
        for number in range(dice.randint(20, 200))
    ]


def _table(dice: random.Random) -> bytes:
    return "\n".join(",".join(row) for row in (("day", "driver", "weight", "what"), *_rows(dice))).encode()


def _package(main: str, kind: str, parts: dict[str, str]) -> bytes:
    """An office file of these parts; `main` is the one that is opened first."""
    known = {f"/{main}": f"{_OFFICE}.{kind}.main+xml"}
    known |= {f"/{name}": f"{_OFFICE}.spreadsheetml.worksheet+xml" for name in parts if "sheet1" in name}
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in known.items())
    types = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{rows}</Types>'
    )
    link = f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_DOC}/officeDocument" Target="{main}"/></Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in {"[Content_Types].xml": types, "_rels/.rels": link, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, (2019, 3, 4, 10, 15, 0)), body)
    return out.getvalue()


def _word(dice: random.Random) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in paragraphs(dice))
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return _package("word/document.xml", "wordprocessingml.document", {"word/document.xml": document})


def _excel(dice: random.Random) -> bytes:
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>"
        for row in _rows(dice)[:60]
    )
    book = f'<workbook xmlns="{_S}" xmlns:r="{_DOC}"><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>'
    link = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_DOC}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    )
    sheet = f'<worksheet xmlns="{_S}"><sheetData>{rows}</sheetData></worksheet>'
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": link, "xl/worksheets/sheet1.xml": sheet}
    return _package("xl/workbook.xml", "spreadsheetml.sheet", parts)


def _broken(dice: random.Random) -> bytes:
    """A file that is cut, or no file of any kind."""
    whole = dice.choice((_word, _excel, mail))(dice)
    return dice.choice((whole[: len(whole) // 2], dice.randbytes(3000), b""))


KINDS: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = (
    ("txt", _text), ("eml", mail), ("html", _html), ("csv", _table), ("docx", _word), ("txt", _text), ("eml", mail),
    ("json", _json), ("md", _markdown), ("xlsx", _excel), ("txt", _text), ("eml", mail), ("html", _html), ("csv", _table),
    ("txt", _text), ("eml", mail), ("html", _html), ("txt", _text), ("eml", mail), ("docx", _broken),
)  # fmt: skip
"""One round of twenty files: a quarter text, a quarter mail, the rest in smaller shares."""


def make(folder: Path, count: int) -> Path:
    """A case with so many files in its haul, in folders of a hundred."""
    dice = random.Random(20)  # noqa: S311 - a seed for texts
    for number in range(count):
        ending, written = KINDS[number % len(KINDS)]
        path = folder / "haul" / f"{number // 100:04}" / f"{number:06}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(dice))
    (folder / "case.toml").write_text('[case]\ntitle = "intake"\n\n[[inputs]]\npath = "haul"\n', "utf-8")
    return folder
