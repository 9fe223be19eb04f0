"""The dossier for other programs: JSON with sorted keys, and CSV whose cells no spreadsheet takes for a formula.

In: a DossierView, or Findings. Out: text. In JSON hidden characters stand as escapes, so that what is cited stays exact
and nothing invisible stands in the file.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any

from msgspec import to_builtins

from hearsay.model import Finding, Line, Record

from .cite import require_held
from .compose import CHAPTERS
from .ledger import ledger
from .phrases import FSI, HIDDEN, PDI, visible
from .view import KINDS, DossierView

SHAPE = 1
"""Of the JSON; raised when a key is renamed or removed, which has not happened."""

COLUMNS = ("rank", "finding", "texts", "origins at least", "origins at most", "verdict", "surest", "weakest", "record",
           "judgement", "citations", "said by", "contradicted by")  # fmt: skip

_OURS = dict.fromkeys(map(ord, FSI + PDI))
"""Isolates that our own sentences put round names; a haul's own have been made visible before."""

_SIGNS = frozenset("=+-@＝＋－＠")
_CONTROL = frozenset("\t\r\n")
_BLANK = re.compile(r"^[\s\u200b-\u200f\u2060-\u206f\ufeff\u00ad\u061c'\"]*")
_BRACKETS = re.compile("[<>&]")


def to_json(view: DossierView) -> str:
    """The dossier as one JSON object: keys sorted, two spaces, UTF-8; the same for any order of records.

    Raises Uncited as to_html does. Texts of pages are left out; each citation carries its words.
    """
    require_held(view.lines, view.findings, view.pages)
    text = json.dumps(body(view), ensure_ascii=False, sort_keys=True, indent=2)
    return _BRACKETS.sub(_escape, HIDDEN.sub(_escape, text)) + "\n"


def _escape(found: "re.Match[str]") -> str:
    code = ord(found.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def body(view: DossierView) -> dict[str, Any]:
    """What the JSON holds."""
    totals = ledger(view.files, view.failures)
    return {
        "shape": SHAPE,
        "title": view.title,
        "about": view.about,
        "made_of": view.made_of,
        "made_on": view.made_on,
        "findings": [plain(row) for row in view.findings],
        "chapters": [
            {"name": name, "lines": [_line(line) for line in view.lines if line.chapter == name]}
            for name, _ in CHAPTERS
        ],
        "ledger": {
            "files": totals.total,
            "contents": totals.contents,
            "members": totals.members,
            "by_status": {status: count for status, _, count in totals.counts},
        },
        "records": {name: [plain(record) for record in getattr(view, name)] for name in KINDS},
    }


def plain(record: Record) -> dict[str, Any]:
    """A record as JSON values with its id."""
    return {"id": record.id, **to_builtins(record)}


def _line(line: Line) -> dict[str, Any]:
    return {**plain(line), "made_by": line.by or "machine"}


def defuse(cell: str) -> str:
    """A cell that a spreadsheet reads as text: one that would start a formula gets an apostrophe before it.

    Looks through leading blanks, quotation marks and invisible characters, and knows the full-width signs too.
    """
    rest = _BLANK.sub("", cell)
    return f"'{cell}" if cell[:1] in _CONTROL or rest[:1] in _SIGNS else cell


def to_csv(findings: Iterable[Finding]) -> str:
    """The table of findings as CSV (RFC 4180: CRLF, quoted where needed), each text cell defused."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in sorted(findings, key=lambda one: (one.rank, one.proposition)):
        cited = "; ".join(f"{c.path} {c.sha256[:12]} p.{c.page} [{c.start}:{c.end}]" for c in row.citations)
        own = (row.verdict, row.surest, row.weakest, row.record, row.judgement)
        texts = (*own, visible(cited), row.chain, "; ".join(row.rivals))
        numbers = (row.documents, row.at_least, row.at_most)
        writer.writerow([row.rank, _cell(row.text), *numbers, *(_cell(text.translate(_OURS)) for text in texts)])
    return out.getvalue()


def _cell(text: str) -> str:
    return defuse(visible(text))
