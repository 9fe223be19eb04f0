"""Where records rest: one SQLite file a case, in which a task and all that it gave are written together or not at all.

In: records with the task that made them. Out: the current records, their history, and the memory of what was done.
A record's row holds its id and kind; each distinct thought of it is an outcome row with its run, so that a change
between two runs can be listed. What no current task gives is not current, and stays in the history.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

import msgspec

from hearsay.errors import CaseInvalid, VerifyError
from hearsay.model import Record, Run, kind_of, kinds

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


@dataclass(frozen=True, slots=True)
class Ref:
    """A current record without its body: enough to know whether something changed."""

    record: str
    outcome: int
    """Number of its outcome row: equal as long as what is thought of the record is equal."""
    home: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What one task gave."""

    key: str
    inputs: str
    """Digest of what the task was given."""
    records: Sequence[Record]
    homes: Sequence[str]
    """For each record, under which key it is filed (a sha256, a pair, a proposition)."""


class Store:
    """The records of one case. One writer; readers at any time."""

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

    def begin(self, run: Run) -> int:
        """Note a run; its number."""
        body = msgspec.json.encode(run).decode()
        with self._lock:
            cursor = self._base.execute("INSERT INTO run (id, body) VALUES (?, ?)", (run.id, body))
            return int(cursor.lastrowid or 0)

    def last_run(self) -> str:
        """ISO time at which the newest run began; empty before the first."""
        rows = self._all("SELECT body FROM run ORDER BY number DESC LIMIT 1")
        return msgspec.json.decode(rows[0][0], type=Run).started if rows else ""

    def done(self, step: str) -> dict[str, str]:
        """Keys of the tasks of a step that were done, with the digest of what each was given."""
        return dict(self._all("SELECT key, inputs FROM task WHERE step = ?", (step,)))

    def save(self, step: str, run: int, tasks: Iterable[Saved]) -> None:
        """Write what tasks gave, in one transaction; whatever they gave before is no longer current."""
        with self._transaction():
            for task in tasks:
                before = self._drop(step, task.key)
                self._base.execute("INSERT INTO task VALUES (?, ?, ?, ?)", (step, task.key, task.inputs, run))
                rows = {r.id: (r, home) for r, home in zip(task.records, task.homes, strict=True)}
                for record_id in sorted(rows):
                    record, home = rows[record_id]
                    outcome = self._outcome(record_id, record, run, before.get(record_id))
                    kind = type(record).__name__.lower()
                    self._base.execute(
                        "INSERT INTO output VALUES (?, ?, ?, ?, ?, ?)", (step, task.key, record_id, outcome, kind, home)
                    )

    def forget(self, step: str, keys: Iterable[str]) -> None:
        """Tasks that no longer exist: what they gave is no longer current."""
        with self._transaction():
            for key in keys:
                self._drop(step, key)

    def refs(self, kind: str) -> list[Ref]:
        """All current records of a kind, by home and id. Given by several tasks, the first by step and key counts."""
        query = "SELECT record, outcome, home FROM output WHERE kind = ? ORDER BY home, record, step, key"
        found: dict[tuple[str, str], Ref] = {}
        for record, outcome, home in self._all(query, (kind,)):
            found.setdefault((home, record), Ref(record, outcome, home))
        return list(found.values())

    def steps(self, prefix: str = "") -> list[str]:
        """Names of steps that have tasks, those that begin with `prefix`, in order."""
        found = (str(name) for (name,) in self._all("SELECT DISTINCT step FROM task ORDER BY step"))
        return [name for name in found if name.startswith(prefix)]

    def given(self, step: str) -> list[Ref]:
        """All that the tasks of a step gave, by id."""
        query = "SELECT record, outcome, home FROM output WHERE step = ? ORDER BY record, key"
        return [Ref(*row) for row in self._all(query, (step,))]

    def load(self, refs: Iterable[Ref]) -> list[Record]:
        """The records of refs, in order."""
        return [self._decode(ref.record, body) for ref, body in self._bodies(list(refs))]

    def current(self, record_id: str) -> Ref | None:
        """The current record with this id; None when there is none."""
        query = "SELECT record, outcome, home FROM output WHERE record = ? ORDER BY step, key LIMIT 1"
        rows = self._all(query, (record_id,))
        return Ref(*rows[0]) if rows else None

    def matching(self, prefix: str, limit: int = 10) -> list[str]:
        """Ids of current records that begin with `prefix`, in order."""
        query = "SELECT DISTINCT record FROM output WHERE record >= ? AND record < ? ORDER BY record LIMIT ?"
        return [r for (r,) in self._all(query, (prefix, prefix + "\uffff", limit))]

    def ending(self, prefix: str, limit: int = 10) -> list[str]:
        """Ids of current records of any kind whose digest begins with `prefix`, in order."""
        found = (self.matching(f"{kind}:{prefix}", limit) for kind in self.counts())
        return sorted(record for some in found for record in some)[:limit]

    def history(self, record_id: str) -> list[tuple[Run, Record]]:
        """Everything ever thought of a record, oldest first, each with its run."""
        query = "SELECT run.body, outcome.body FROM outcome JOIN run ON run.number = outcome.run WHERE record = ? ORDER BY outcome.number"
        rows = self._all(query, (record_id,))
        return [(msgspec.json.decode(run, type=Run), self._decode(record_id, body)) for run, body in rows]

    def counts(self) -> Mapping[str, int]:
        """Number of current records by kind."""
        return dict(self._all("SELECT kind, count(DISTINCT record) FROM output GROUP BY kind ORDER BY kind"))

    def _bodies(self, refs: list[Ref]) -> Iterator[tuple[Ref, str]]:
        for at in range(0, len(refs), 500):
            part = refs[at : at + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT number, body FROM outcome WHERE number IN ({marks})"  # noqa: S608 - only question marks
            bodies = dict(self._all(query, tuple(r.outcome for r in part)))
            yield from ((r, bodies[r.outcome]) for r in part)

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(query, values).fetchall()

    def _decode(self, record_id: str, body: str) -> Record:
        try:
            return msgspec.json.decode(body, type=kinds()[kind_of(record_id)])
        except (msgspec.DecodeError, KeyError) as error:
            raise VerifyError(
                f"what the store holds under {record_id} is not that record: {error}",
                remedy="the store was changed from outside; put it back from a copy, or remove it and run the case again",
            ) from error

    def _outcome(self, record_id: str, record: Record, run: int, before: int | None) -> int:
        """The outcome row that says this: the one this task gave `before`, else the newest, else a new one."""
        body = msgspec.json.encode(record).decode()
        newest = self._base.execute("SELECT max(number) FROM outcome WHERE record = ?", (record_id,)).fetchone()[0]
        query = "SELECT number, body FROM outcome WHERE number IN (?, ?)"
        for number, known in self._base.execute(query, (before, newest)):
            if known == body:
                return int(number)
        cursor = self._base.execute("INSERT INTO outcome (record, run, body) VALUES (?, ?, ?)", (record_id, run, body))
        return int(cursor.lastrowid or 0)

    def _drop(self, step: str, key: str) -> dict[str, int]:
        """Forget a task; what it gave, by record."""
        before = self._base.execute("SELECT record, outcome FROM output WHERE step = ? AND key = ?", (step, key))
        given = dict(before.fetchall())
        self._base.execute("DELETE FROM output WHERE step = ? AND key = ?", (step, key))
        self._base.execute("DELETE FROM task WHERE step = ? AND key = ?", (step, key))
        return given

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
