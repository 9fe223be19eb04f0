"""Scores chains of the texts in `texts/*.toml`: expectations in, the share that is met and what is not out."""

import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from claims_reading import Reading, group_of

from hearsay.claims import Extract
from hearsay.model import Document
from hearsay.ports import Group

FOLDER = Path(__file__).parent / "texts"


@cache
def texts(language: str) -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))["texts"])


def reading_of(row: dict[str, Any]) -> Reading:
    text = row["text"].strip() + "\n"
    group = group_of(text, kind=row.get("kind", "press"))
    if "voice" in row:
        digest = sha256(text.encode()).hexdigest()
        document = Document(sha256=digest, path="letter.txt", voice=row["voice"], kind=row["kind"])
        group = Group(group.key, tuple(document if isinstance(r, Document) else r for r in group.records))
    return Reading(text, tuple(Extract()(group)))


def wrong(row: dict[str, Any]) -> list[str]:
    """The expectations of a text that its reading does not meet."""
    reading = reading_of(row)
    found = []
    for line in row["chains"]:
        words, holders, mode = (part.strip() for part in line.split("|"))
        got = " ; ".join(sorted(_got(reading, words)))
        if holders == "-":
            if got:
                found.append(f"{line} <- {got}")
        elif f"{holders} | {mode}" not in _got(reading, words):
            found.append(f"{line} <- {got or 'no claim'}")
    return found


def _got(reading: Reading, words: str) -> set[str]:
    return {
        f"{' > '.join(h.holder for h in c.chain[1:])} | {c.chain[-1].mode}" for c in reading.claims if words in c.text
    }


def accuracy(language: str, *, held_out: bool) -> float:
    """Share of expectations met."""
    rows = [r for r in texts(language) if r.get("held_out", False) is held_out]
    total = sum(len(r["chains"]) for r in rows)
    return 1 - sum(len(wrong(r)) for r in rows) / total
