"""The SQLite file of a case: opened, checked, locked, with named values.

In: a path. Out: a connection that several threads may use, in which a transaction happens whole or not at all. What SQLite
refuses comes out as a HearsayError that says why: no room, no right to write, another writer, a file that is no store.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from hearsay.errors import CaseBusy, CaseError, CaseInvalid, HearsayError

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
CREATE INDEX IF NOT EXISTS output_outcome ON output (outcome);
DROP INDEX IF EXISTS output_record;
"""
"""Ids of records are as good as random, so that an index on them is written all over with each batch: there is one, and
what is current is found by outcome, which only grows."""
_TABLES = {"meta", "run", "outcome", "task", "output"}
_AT_ONCE = 500
_CACHE = 64 << 10
"""KiB of the file that are kept in memory."""
_PENDING = 16_000
"""Pages of 4 KiB that are written ahead before they are put into their places."""
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_SHUT = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class Base:
    """One file. One writer; readers at any time, also where nothing may be written."""

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        """Open the file, or make it; with `reading` it is never made nor changed where the folder is not to be written.

        CaseInvalid for a file that is no store of this version, CaseBusy for one that another program keeps locked.
        """
        self._path = path
        self._lock = RLock()
        writable = not reading or (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK))
        if writable:
            path.parent.mkdir(parents=True, exist_ok=True)
        with self._told():
            self._base = _opened(path, writable=writable)
            try:
                self._begin(writable=writable)
            except BaseException:
                self._base.close()
                raise

    def _begin(self, *, writable: bool) -> None:
        tables = {name for (name,) in self._all("SELECT name FROM sqlite_master WHERE type = 'table'")}
        known = self.meta("schema") if "meta" in tables else None
        if known is None and (tables - _TABLES or not writable):
            raise CaseInvalid(
                f"{self._path} is an SQLite file, but not the store of a case",
                remedy="move it away and run the case again",
            )
        if known not in (None, SCHEMA_VERSION):
            newer = str(known).isdigit() and int(str(known)) > int(SCHEMA_VERSION)
            raise CaseInvalid(
                f"{self._path} has schema {known}; this version reads {SCHEMA_VERSION}",
                remedy=f"open it with {'a newer' if newer else 'an older'} Hearsay, or begin a new case from its case.toml and haul",
            )
        if writable:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.execute(f"PRAGMA wal_autocheckpoint={_PENDING}")
            self._base.executescript(_SCHEMA)
        self._base.execute(f"PRAGMA cache_size={-_CACHE}")
        if known is None:
            self.set_meta("schema", SCHEMA_VERSION)

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
        with self._lock, self._told():
            return self._base.execute(query, values).fetchall()

    def _each(self, query: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one at a time, of which there may be more than memory holds."""
        with closing(self._base.cursor()) as cursor:
            with self._lock, self._told():
                cursor.execute(query, values)
            while True:
                with self._lock, self._told():
                    rows = cursor.fetchmany(_AT_ONCE)
                if not rows:
                    return
                yield from rows

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, self._told(), closing(self._base.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield
                cursor.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    cursor.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite raises, as a HearsayError."""
        try:
            yield
        except sqlite3.Error as error:
            raise _plain(self._path, error) from error


def _opened(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection; where nothing may be written, one that takes the file as it lies there."""
    if writable:
        return sqlite3.connect(path, isolation_level=None, timeout=60, check_same_thread=False)
    pending = path.with_name(path.name + "-wal")
    if pending.exists() and pending.stat().st_size and not pending.with_name(path.name + "-shm").exists():
        raise CaseError(
            f"{path} holds the end of a run that was broken off, and the folder may not be written",
            remedy="run the case once where it may be written, or copy the folder to such a place",
        )
    how = "mode=ro" if pending.exists() else "immutable=1"
    where = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(where, uri=True, isolation_level=None, timeout=60, check_same_thread=False)


def _plain(path: Path, error: sqlite3.Error) -> HearsayError:
    code = getattr(error, "sqlite_errorcode", 0)
    if code & 0xFF in _FULL:
        return CaseError(
            f"{path} cannot be written: {error}; the disk may be full",
            remedy="make room and run the case again; what was done before is kept",
        )
    if code & 0xFF in _BUSY:
        return CaseBusy(f"another program keeps {path} locked", remedy="close it, then try again; nothing is lost")
    if code & 0xFF in _SHUT:
        return CaseError(
            f"{path} may not be written or opened here: {error}",
            remedy="this command writes to the case: give yourself the right, or copy the folder to where you have it",
        )
    return CaseInvalid(
        f"{path} cannot be used as the store of a case: {error}",
        remedy="put the file back from a copy, or move the folder away and run the case again",
    )
