"""The SQLite file of a case: opened, checked, locked, with named values.

In: a path. Out: a connection that several threads may use, in which a transaction happens whole or not at all.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from hearsay.errors import CaseInvalid

SCHEMA_VERSION = "1"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS run (number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS outcome (number INTEGER PRIMARY KEY, record TEXT NOT NULL, run INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS outcome_record ON outcome (record);
CREATE TABLE IF NOT EXISTS task (step TEXT, key TEXT, inputs TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (step, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS output (step TEXT, key TEXT, record TEXT, outcome INTEGER NOT NULL, kind TEXT NOT NULL, home TEXT NOT NULL,
    PRIMARY KEY (step, key, record)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS output_kind ON output (kind, home);
CREATE INDEX IF NOT EXISTS output_record ON output (record);
"""


class Base:
    """One file. One writer; readers at any time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._base = sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
        try:
            known = self._prepared()
        except sqlite3.DatabaseError as error:
            self._base.close()
            raise CaseInvalid(
                f"{path} cannot be used as the store of a case: {error}",
                remedy="put the file back from a copy, or move the folder away and run the case again",
            ) from error
        if known is None:
            self.set_meta("schema", SCHEMA_VERSION)
        elif known != SCHEMA_VERSION:
            self._base.close()
            raise CaseInvalid(
                f"{path} has schema {known}; this version reads {SCHEMA_VERSION}",
                remedy="run it with the version of Hearsay that made it, or begin a new case",
            )

    def _prepared(self) -> str | None:
        """The schema that the file says it has; None for a new one, whose tables are made."""
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("PRAGMA synchronous=FULL")
        known = self.meta("schema") if self._all("SELECT name FROM sqlite_master WHERE name = 'meta'") else None
        if known is None:
            self._base.executescript(_SCHEMA)
        return known

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def meta(self, name: str) -> str | None:
        """A named value; None when it was never set."""
        rows = self._all("SELECT value FROM meta WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def set_meta(self, name: str, value: str) -> None:
        """Set a named value."""
        self._all(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
        )

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, closing(self._base.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")
