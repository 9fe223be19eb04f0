"""The current records of a case, found by kind and home without reading their bodies.

In: a store. Out: refs, groups that load themselves only when a step must run, and records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from hearsay.model import Record, Replaced, Ruling
from hearsay.ports import Group

from .database import Ref, Store

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Lazy:
    """A group that is not loaded yet."""

    key: str
    inputs: str
    """Digest of ids and outcomes: equal as long as the step would see the same."""
    load: Callable[[], Group]
    weight: int = 0
    """Bytes that it stands for, as far as known: they tell how much is left to do."""


class Shelf:
    """A snapshot of what is current; made anew after each step that wrote something."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._refs: dict[str, dict[str, list[Ref]]] = {}
        self._kept: dict[int, Record] = {}
        self._rejected: set[str] | None = None

    def fresh(self, kinds: Iterable[str] | None = None) -> None:
        """Forget what was seen of `kinds`, or of all; it is read again when asked for."""
        for kind in list(self._refs) if kinds is None else kinds:
            self._refs.pop(kind, None)
        self._kept.clear()
        self._rejected = None

    def homes(self, kind: str) -> list[str]:
        """All homes under which records of a kind are filed, in order."""
        return sorted(self._by_home(kind))

    def refs(self, kind: str, home: str | None = None) -> list[Ref]:
        """Refs of a kind by home and id: of one home, or of all, where one filed in several homes counts in the first."""
        shelf = self._by_home(kind)
        if home is not None:
            return shelf.get(home, [])
        found: dict[str, Ref] = {}
        for place in sorted(shelf):
            for ref in shelf[place]:
                found.setdefault(ref.record, ref)
        return list(found.values())

    def records(self, kind: type[R], home: str | None = None) -> list[R]:
        """Records of a kind, of one home or of all, by home and id."""
        return [r for r in self._load(self.refs(kind.__name__.lower(), home)) if isinstance(r, kind)]

    def one(self, record_id: str) -> Record | None:
        """The current record with this id."""
        ref = self._store.current(record_id)
        return self._load([ref])[0] if ref is not None else None

    def last(self, record_id: str) -> Record | None:
        """What was last thought of a record, current or not; None for an id that never was."""
        known = self._store.history(record_id)
        return known[-1][1] if known else None

    def group(self, key: str, refs: Sequence[Ref], *extra: Record) -> Lazy:
        """A group of the records of `refs` (each once) and of `extra`, which are at hand already."""
        unique = sorted({ref.record: ref for ref in refs}.values(), key=lambda ref: ref.record)
        marks = [f"{ref.record}@{ref.outcome}" for ref in unique] + sorted(r.id for r in extra)
        inputs = sha256("|".join(marks).encode()).hexdigest()[:32]

        def load() -> Group:
            both = [*self._load(unique), *extra]
            return Group(key, tuple(sorted(both, key=lambda r: r.id)))

        return Lazy(key, inputs, load)

    def by_home(self, *kinds: str, without: str = "") -> Iterator[Lazy]:
        """A group for each home of the first kind, with the records of all `kinds` filed there.

        `without` names a step whose own results are left out, so that it never feeds on itself.
        """
        own = {ref.record for ref in self._store.given(without)} if without else set()
        for home in self.homes(kinds[0]):
            yield self.group(home, [r for kind in kinds for r in self.refs(kind, home) if r.record not in own])

    def _by_home(self, kind: str) -> dict[str, list[Ref]]:
        if kind not in self._refs:
            shelf: dict[str, list[Ref]] = defaultdict(list)
            for ref in self._store.refs(kind):
                if kind in ("ruling", "replaced") or ref.record not in self._out_of_use():
                    shelf[ref.home].append(ref)
            self._refs[kind] = dict(shelf)
        return self._refs[kind]

    def _out_of_use(self) -> set[str]:
        """Records that a person rejected, and readings for which there is a better one: kept, and used by no later step."""
        if self._rejected is None:
            rulings = sorted(
                (r for r in self._store.load(self._store.refs("ruling")) if isinstance(r, Ruling)),
                key=lambda r: (r.when, r.id),
            )
            last = {r.about: r.decision for r in rulings if r.decision in ("accept", "reject")}
            self._rejected = {about for about, decision in last.items() if decision == "reject"}
            for one in self._store.load(self._store.refs("replaced")):
                if isinstance(one, Replaced):
                    self._rejected |= {one.page, *one.passages}
        return self._rejected

    def _load(self, refs: Sequence[Ref]) -> list[Record]:
        missing = [ref for ref in refs if ref.outcome not in self._kept]
        if len(self._kept) > 50_000:
            self._kept.clear()
            missing = list(refs)
        for ref, record in zip(missing, self._store.load(missing), strict=True):
            self._kept[ref.outcome] = record
        return [self._kept[ref.outcome] for ref in refs]
