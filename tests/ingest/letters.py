"""Helpers of the tests of mail: reading what lies in a message to its innermost member, as a run does, without a case."""

import hashlib
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from hearsay.ingest import Read, to_location
from hearsay.model import Bookmark, Fact, File, Found, Page, Passage, Piece, Record
from hearsay.ports import Group
from hearsay.settings import IngestSettings


def read_deep(folder: Path, data: bytes, name: str = "box", *, depth: int = 8) -> dict[str, list[Record]]:
    """Path -> records, of a content and of all members in it."""
    (folder / name).write_bytes(data)
    step = Read(IngestSettings(ocr=False))
    top = Found(path=name, stamp="1:1:1", location=to_location(str(folder / name)))
    waiting, done = [top], {}
    while waiting:
        found = waiting.pop()
        records = step(Group(found.id, (found,)))
        done[found.path] = records
        kept: dict[str, list[Piece]] = {}
        for piece in (r for r in records if isinstance(r, Piece)):
            kept.setdefault(piece.of, []).append(piece)
        members = [r for r in records if isinstance(r, Found) and r.path.count("!/") <= depth]
        waiting += [_placed(folder, found, member, kept.get(member.path, [])) for member in members]
    return done


def _placed(folder: Path, container: Found, member: Found, pieces: list[Piece]) -> Found:
    if member.span:
        start = container.span[0] if container.span else 0
        return replace(member, location=container.location, span=(start + member.span[0], start + member.span[1]))
    data = b"".join(piece.data for piece in sorted(pieces, key=lambda piece: piece.offset))
    assert hashlib.sha256(data).hexdigest() == member.blob
    (folder / member.blob).write_bytes(data)
    return replace(member, location=to_location(str(folder / member.blob)))


def message(subject: str = "Report", body: str = "Nothing new.\n", **headers: str) -> EmailMessage:
    """A plain message from one person to another."""
    mail = EmailMessage()
    mail["From"] = headers.pop("From", "Lina Aziz <lina@example.org>")
    mail["To"] = headers.pop("To", "Omar <omar@example.org>")
    mail["Subject"] = subject
    mail["Date"] = headers.pop("Date", "Mon, 04 Mar 2019 10:15:00 +0200")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail


def text_of(records: list[Record]) -> str:
    return "\n".join(r.text for r in records if isinstance(r, Page))


def file_row(records: list[Record]) -> File:
    return next(
        r for r in records if isinstance(r, File) and not any(isinstance(p, Piece) and p.of == r.path for p in records)
    )


def said_in(records: list[Record], name: str) -> list[str]:
    return [r.value for r in records if isinstance(r, Fact) and r.name == name]


def quotes_in(records: list[Record]) -> list[tuple[int, str]]:
    """(level, text) of each quoted passage."""
    return [(p.level, t) for p, t in placed_passages(records) if p.kind == "quote"]


def hidden_in(records: list[Record]) -> list[tuple[str, str]]:
    """(why, text) of each hidden passage."""
    return [(p.hidden, t) for p, t in placed_passages(records) if p.hidden]


def placed_passages(records: list[Record]) -> list[tuple[Passage, str]]:
    pages = {r.id: r.text for r in records if isinstance(r, Page)}
    return [(p, pages[p.page][p.start : p.end]) for p in records if isinstance(p, Passage)]


def members_in(records: list[Record]) -> list[str]:
    """Names of what came out of a content, in order."""
    return [r.path.rpartition("!/")[2] for r in records if isinstance(r, Found)]


def flowed(step: Read, found: Found, mark: Bookmark | None = None) -> list[list[Record]]:
    """Unit by unit."""
    return list(step.flow(Group(found.id, (found, *([mark] if mark else [])))))
