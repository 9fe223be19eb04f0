"""Where records rest: one SQLite file a case.

In: records with the task that made them. Out: the current records and their history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from hearsay.errors import VerifyError
from hearsay.model import Record, Run, kind_of, kinds

from .tasks import Tasks

_AT_ONCE = 500
_CURRENT = "FROM outcome JOIN output ON output.outcome = outcome.number"
_HEAVY = frozenset({"page", "summary"})
"""Kinds of which one may be as large as many others together."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A current record without its body: enough to know whether something changed."""

    record: str
    outcome: int
    """Number of its outcome row: equal as long as what is thought of the record is equal."""
    home: str


class Store(Tasks):
    """The records of one case. One writer; readers at any time."""

    def refs(self, kind: str) -> list[Ref]:
        """All current records of a kind, by home and id. Given by several tasks, the first by step and key counts."""
        query = "SELECT record, outcome, home FROM output WHERE kind = ? ORDER BY home, record, step, key"
        found: dict[tuple[str, str], Ref] = {}
        for record, outcome, home in self._all(query, (kind,)):
            found.setdefault((home, record), Ref(record, outcome, home))
        return list(found.values())

    def given(self, step: str, kind: str = "") -> list[Ref]:
        """All that the tasks of a step gave, or all of one kind of it, by id."""
        query = "SELECT record, outcome, home FROM output WHERE step = ? AND (? = '' OR kind = ?) ORDER BY record, key"
        return [Ref(*row) for row in self._all(query, (step, kind, kind))]

    def walk(self, kind: str, home: str | None = None, *, without: str = "") -> Iterator[Ref]:
        """The refs of a kind, of one home or of all, as `refs` gives them, one at a time; not what the step `without` gave.

        What is written meanwhile may be seen or not.
        """
        where, values = ("AND home = ?", (home,)) if home is not None else ("", ())
        query = f"SELECT record, outcome, home FROM output WHERE kind = ? AND step <> ? {where} ORDER BY home, record, step, key"  # noqa: S608 - ours
        last: tuple[str, str] | None = None
        for record, outcome, place in self._each(query, (kind, without, *values)):
            if (place, record) != last:
                last = (place, record)
                yield Ref(record, outcome, place)

    def read(self, refs: Iterable[Ref]) -> Iterator[Record]:
        """The records of refs, in order, one at a time."""
        waiting = iter(refs)
        while part := list(islice(waiting, _AT_ONCE)):
            bodies = self._bodies([ref.outcome for ref in part if kind_of(ref.record) not in _HEAVY])
            for ref in part:
                body = bodies[ref.outcome] if ref.outcome in bodies else self._bodies([ref.outcome])[ref.outcome]
                yield self._decode(ref.record, body)

    def load(self, refs: Iterable[Ref]) -> list[Record]:
        """The records of refs, in order."""
        return list(self.read(refs))

    def current(self, record_id: str) -> Ref | None:
        """The current record with this id; None when there is none."""
        query = f"SELECT output.record, outcome, home {_CURRENT} WHERE outcome.record = ? ORDER BY step, key LIMIT 1"
        rows = self._all(query, (record_id,))
        return Ref(*rows[0]) if rows else None

    def matching(self, prefix: str, limit: int = 10) -> list[str]:
        """Ids of current records that begin with `prefix`, in order."""
        query = f"SELECT DISTINCT outcome.record {_CURRENT} WHERE outcome.record >= ? AND outcome.record < ? ORDER BY outcome.record LIMIT ?"
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

    def _bodies(self, numbers: Sequence[int]) -> dict[int, str]:
        query = f"SELECT number, body FROM outcome WHERE number IN ({','.join('?' * len(numbers))})"  # noqa: S608 - only question marks
        return dict(self._all(query, tuple(numbers)))

    def _decode(self, record_id: str, body: str) -> Record:
        try:
            return msgspec.json.decode(body, type=kinds()[kind_of(record_id)])
        except (msgspec.DecodeError, KeyError) as error:
            raise VerifyError(
                f"what the store holds under {record_id} is not that record: {error}",
                remedy="the store was changed from outside; put it back from a copy, or remove it and run the case again",
            ) from error
