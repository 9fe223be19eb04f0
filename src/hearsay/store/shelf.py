"""The current records of a case, found by kind and home without reading their bodies.

In: a store. Out: refs, groups that load themselves only when a step must run, and records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TypeVar

from hearsay.model import Record, Replaced, Ruling
from hearsay.ports import Group

from .database import Ref, Store

R = TypeVar("R", bound=Record)

_PERSONS = ("ruling", "replaced")
"""Kinds that say which other records are out of use, and never are themselves."""


@dataclass(frozen=True, slots=True)
class Lazy:
    """A group that is not loaded yet."""

    key: str
    inputs: str
    """Digest of ids and outcomes: equal as long as the step would see the same."""
    load: Callable[[], Group]
    weight: int = 0
    """Bytes that it stands for, as far as known: they tell how much is left to do."""
    refusal: str = ""
    """Why no step may see it; empty if it may."""
    remedy: str = ""


class _Stream:
    """Refs by home, with a look at the next one."""

    def __init__(self, refs: Iterator[Ref]) -> None:
        self._refs = refs
        self.next = next(refs, None)

    def filed(self, home: str) -> Iterator[Ref]:
        """The refs of a home; those of homes before it are passed over."""
        while self.next is not None and self.next.home <= home:
            if self.next.home == home:
                yield self.next
            self.next = next(self._refs, None)


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

    def each(self, kind: type[R], home: str | None = None, *, without: str = "") -> Iterator[R]:
        """Records of a kind, of one home or of all, by home and id, one at a time, for more than memory may hold.

        One that is filed in several homes comes once for each. `without` as for `by_home`.
        """
        for record in self._store.read(self._walk(kind.__name__.lower(), home, without)):
            if isinstance(record, kind):
                yield record

    def by_home(self, *kinds: str, without: str = "") -> Iterator[Lazy]:
        """A group for each home of the first kind, with the records of all `kinds` filed there.

        `without` names a step whose own results are left out, so that it never feeds on itself.
        """
        streams = {kind: _Stream(self._walk(kind, None, without)) for kind in sorted(kinds)}
        first = streams[kinds[0]]
        while first.next is not None:
            home, seen = first.next.home, sha256()
            mark = ""
            for stream in streams.values():
                for ref in stream.filed(home):
                    seen.update(f"{mark}{ref.record}@{ref.outcome}".encode())
                    mark = "|"
            yield Lazy(home, seen.hexdigest()[:32], partial(self._filed, home, tuple(streams), without))

    def _filed(self, home: str, kinds: Sequence[str], without: str) -> Group:
        refs = (ref for kind in kinds for ref in self._walk(kind, home, without))
        return Group(home, tuple(self._store.read(refs)))

    def _walk(self, kind: str, home: str | None, without: str) -> Iterator[Ref]:
        spared = set[str]() if kind in _PERSONS else self._out_of_use()
        return (ref for ref in self._store.walk(kind, home, without=without) if ref.record not in spared)

    def _by_home(self, kind: str) -> dict[str, list[Ref]]:
        if kind not in self._refs:
            shelf: dict[str, list[Ref]] = defaultdict(list)
            for ref in self._store.refs(kind):
                if kind in _PERSONS or ref.record not in self._out_of_use():
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
