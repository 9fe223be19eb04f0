"""Documents, voices and claims made for the tests of the trace stage."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from hearsay.model import Claim, Commitment, Copy, Dated, Document, Hop, Page, Quantity, Record, Summary, Voice
from hearsay.ports import Group
from hearsay.settings import TraceSettings
from hearsay.text.names import name_key
from hearsay.trace import Align, Candidates, Frequencies

SETTINGS = TraceSettings()


def sha_of(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def written(name: str, text: str, *, day: str = "", outlet: str = "", language: str = "en") -> list[Record]:
    """A Document with its one Page."""
    sha = sha_of(name)
    stated = Dated(day=day, evidence="case.toml") if day else None
    document = Document(
        sha256=sha, path=f"{name}.txt", kind="press", outlet=outlet, stated=stated, languages=(language,)
    )
    return [document, Page(sha256=sha, number=1, text_sha256=sha_of(text), text=text)]


def voice(name: str, document: str, **fields: Any) -> Voice:
    known = {"kind": "organisation", "canonical": name_key(name)} | fields
    return Voice(name=name, scope=sha_of(document), **known)


def hop(who: Voice, commitment: Commitment = "CT+", **fields: Any) -> Hop:
    return Hop(voice=who.id, holder=who.name, mode="asserts", commitment=commitment, **fields)


def claim(document: str, text: str, chain: Sequence[Hop], *, at: int = 0, page: str = "", **fields: Any) -> Claim:
    """A claim at characters [at, at + len(text)); the publisher's hop is put before the chain."""
    publisher = hop(voice(f"publisher of {document}", document, kind="outlet"))
    return Claim(
        page=page or f"page of {document}",
        start=at,
        end=at + len(text),
        sha256=sha_of(document),
        text=text,
        chain=(publisher, *chain),
        **fields,
    )


def number(value: float, of: str, text: str = "", **fields: Any) -> Quantity:
    place = {"start": 0, "end": 4} | fields
    return Quantity(text=text or f"{value:g}", value=value, of=of, **place)


def summary(table: Sequence[Sequence[Record]]) -> Summary:
    step = Frequencies(SETTINGS)
    (found,) = step.join({g.key: step.part(g) for g in map(group_of, table)})
    assert isinstance(found, Summary)
    return found


def group_of(rows: Sequence[Record]) -> Group:
    sha = next(row.sha256 for row in rows if isinstance(row, Document))
    return Group(sha, tuple(rows))


def pairs(table: Sequence[Sequence[Record]]) -> list[Record]:
    step = Candidates(SETTINGS, summary(table))
    return step.join({g.key: step.part(g) for g in map(group_of, table)})


def aligned(table: Sequence[Sequence[Record]], *extra: Record) -> list[Copy]:
    """All edges between the first two documents, in the commons of the whole table."""
    step = Align(SETTINGS, summary(table))
    found = step(Group("pair", (*table[0], *table[1], *extra)))
    return [copy for copy in found if isinstance(copy, Copy)]
