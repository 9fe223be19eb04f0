"""What was done: tasks with the digest of what they were given, written together with all that they gave.

In: records with the task that made them. Out: the memory of what was done. Each distinct thought of a record is an outcome
row with its run, so that a change between two runs can be listed. What no current task gives is not current, and stays
in the history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from hearsay.model import Record, Run

from .base import Base


@dataclass(frozen=True, slots=True)
class Saved:
    """What one task gave."""

    key: str
    inputs: str
    """Digest of what the task was given."""
    records: Sequence[Record]
    homes: Sequence[str]
    """For each record, under which key it is filed (a sha256, a pair, a proposition)."""
    adds: bool = False
    """Whether this adds to what the task gave before, instead of standing for all of it."""


class Tasks(Base):
    """The tasks of one case."""

    def begin(self, run: Run) -> int:
        """Note a run; its number."""
        body = msgspec.json.encode(run).decode()
        with self._lock, self._told():
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
        """Write what tasks gave, in one transaction; unless it adds, what they gave before is no longer current."""
        with self._transaction():
            for task in tasks:
                before = self._given(step, task)
                self._base.execute("INSERT INTO task VALUES (?, ?, ?, ?)", (step, task.key, task.inputs, run))
                rows = {r.id: (r, home) for r, home in zip(task.records, task.homes, strict=True)}
                for record_id in sorted(rows):
                    record, home = rows[record_id]
                    outcome = self._outcome(record_id, record, run, before.get(record_id))
                    kind = type(record).__name__.lower()
                    self._base.execute(
                        "INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?, ?)",
                        (step, task.key, record_id, outcome, kind, home),
                    )

    def forget(self, step: str, keys: Iterable[str]) -> None:
        """Tasks that no longer exist: what they gave is no longer current."""
        with self._transaction():
            for key in keys:
                self._drop(step, key)

    def outdate(self, step: str, keys: Iterable[str]) -> None:
        """Tasks to be done again: what they gave stays current until then."""
        with self._transaction():
            for key in keys:
                self._base.execute("UPDATE task SET inputs = 'outdated' WHERE step = ? AND key = ?", (step, key))

    def steps(self, prefix: str = "") -> list[str]:
        """Names of steps that have tasks, those that begin with `prefix`, in order."""
        found = (str(name) for (name,) in self._all("SELECT DISTINCT step FROM task ORDER BY step"))
        return [name for name in found if name.startswith(prefix)]

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

    def _given(self, step: str, task: Saved) -> dict[str, int]:
        """What the task gave before, by record; forgotten unless the task adds to it."""
        if not task.adds:
            return self._drop(step, task.key)
        self._base.execute("DELETE FROM task WHERE step = ? AND key = ?", (step, task.key))
        query = "SELECT outcome FROM output WHERE step = ? AND key = ? AND record = ?"
        known = ((r.id, self._base.execute(query, (step, task.key, r.id)).fetchone()) for r in task.records)
        return {record: int(row[0]) for record, row in known if row}

    def _drop(self, step: str, key: str) -> dict[str, int]:
        """Forget a task; what it gave, by record."""
        before = self._base.execute("SELECT record, outcome FROM output WHERE step = ? AND key = ?", (step, key))
        given = dict(before.fetchall())
        self._base.execute("DELETE FROM output WHERE step = ? AND key = ?", (step, key))
        self._base.execute("DELETE FROM task WHERE step = ? AND key = ?", (step, key))
        return given
