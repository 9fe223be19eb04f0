"""What was done: tasks with the digest of what they were given, written together with all that they gave.

In: records with the task that made them. Out: the memory of what was done. Each distinct thought of a record is an outcome
row with its run, so that a change between two runs can be listed. What no current task gives is not current, and stays
in the history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from hearsay.model import Record, Run

from .base import Base

_MOST = 500
"""Records that are looked up and written at once."""


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
                rows = {r.id: (r, home) for r, home in zip(task.records, task.homes, strict=True)}
                before = self._given(step, task, list(rows))
                self._base.execute("INSERT INTO task VALUES (?, ?, ?, ?)", (step, task.key, task.inputs, run))
                for part in _parts(sorted(rows)):
                    said = {
                        key: (type(rows[key][0]).__name__.lower(), rows[key][1], _body(rows[key][0])) for key in part
                    }
                    numbers = self._outcomes(run, {key: body for key, (_, _, body) in said.items()}, before)
                    self._base.executemany(
                        "INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?, ?)",
                        [(step, task.key, key, numbers[key], kind, home) for key, (kind, home, _) in said.items()],
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

    def _outcomes(self, run: int, bodies: Mapping[str, str], before: Mapping[str, int]) -> dict[str, int]:
        """For each record the outcome row that says this: the one this task gave `before`, else the newest, else a new one."""
        query = "SELECT record, max(number) FROM outcome WHERE record IN ({}) GROUP BY record"
        newest = dict(self._among(query, list(bodies)))
        known = sorted({*newest.values(), *(before[key] for key in bodies if key in before)})
        said = dict(self._among("SELECT number, body FROM outcome WHERE number IN ({})", known))
        found = {
            key: number
            for key, body in bodies.items()
            for number in (before.get(key), newest.get(key))
            if number is not None and said[number] == body
        }
        fresh = [key for key in bodies if key not in found]
        (last,) = self._base.execute("SELECT coalesce(max(number), 0) FROM outcome").fetchone()
        numbers = dict(zip(fresh, range(last + 1, last + 1 + len(fresh)), strict=True))
        rows = [(number, key, run, bodies[key]) for key, number in numbers.items()]
        self._base.executemany("INSERT INTO outcome VALUES (?, ?, ?, ?)", rows)
        return found | numbers

    def _given(self, step: str, task: Saved, records: Sequence[str]) -> dict[str, int]:
        """What the task gave before, by record; forgotten unless the task adds to it."""
        if not task.adds:
            return self._drop(step, task.key)
        self._base.execute("DELETE FROM task WHERE step = ? AND key = ?", (step, task.key))
        query = "SELECT record, outcome FROM output WHERE step = ? AND key = ? AND record IN ({})"
        return {key: number for part in _parts(records) for key, number in self._among(query, part, step, task.key)}

    def _among(self, query: str, values: Sequence[object], *first: object) -> list[tuple[Any, ...]]:
        """The rows of a query with `{}` for a list of values, of which there are few."""
        return self._base.execute(query.format(",".join("?" * len(values))), (*first, *values)).fetchall()

    def _drop(self, step: str, key: str) -> dict[str, int]:
        """Forget a task; what it gave, by record."""
        before = self._base.execute("SELECT record, outcome FROM output WHERE step = ? AND key = ?", (step, key))
        given = dict(before.fetchall())
        self._base.execute("DELETE FROM output WHERE step = ? AND key = ?", (step, key))
        self._base.execute("DELETE FROM task WHERE step = ? AND key = ?", (step, key))
        return given


def _body(record: Record) -> str:
    return msgspec.json.encode(record).decode()


def _parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[at : at + _MOST] for at in range(0, len(keys), _MOST))
