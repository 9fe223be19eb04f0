"""Every table by its name.

In: a Lookup on a case and a table's name. Out: its rows, as structs or as plain JSON-like dicts.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from hearsay.errors import NotFound

from . import findings, pairing, sayings, signals, taken, threads
from .base import Row
from .lookup import Lookup

_MAKERS: dict[str, Callable[[Lookup], Iterator[Row]]] = {
    "files": taken.files,
    "facts": taken.facts,
    "documents": sayings.documents,
    "translations": pairing.translations,
    "aligned": pairing.aligned,
    "differences": pairing.differences,
    "versions": pairing.versions,
    "version_changes": pairing.version_changes,
    "threads": threads.threads,
    "pages": sayings.pages,
    "passages": sayings.passages,
    "claims": sayings.claims,
    "chains": sayings.chains,
    "voices": sayings.voices,
    "relations": sayings.relations,
    "custody": sayings.custody,
    "signals": signals.signals,
    "propositions": findings.propositions,
    "copies": findings.copies,
    "origins": findings.origins,
    "drift": findings.drift,
    "matches": findings.matches,
    "numbers": findings.numbers,
    "judgements": findings.judgements,
    "ach": findings.ach,
    "findings": findings.findings,
    "unsure": sayings.unsure,
    "failures": sayings.failures,
    "rulings": sayings.rulings,
}


def rows(look: Lookup, table: str) -> Iterator[Row]:
    """The rows of a table, in its order. NotFound for a table that does not exist."""
    if table not in _MAKERS:
        raise NotFound(f"there is no table {table!r}", remedy=f"one of: {', '.join(_MAKERS)}")
    return _MAKERS[table](look)


def plain(row: Row) -> dict[str, Any]:
    """A row as JSON-like values, under the names of the contract."""
    body: dict[str, Any] = msgspec.to_builtins(row)
    return body
