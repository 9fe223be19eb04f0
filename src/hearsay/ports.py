"""What a step is, and the small read-only windows through which a step sees more than its own records.

In: records of the model. Out: protocols only. A step is a frozen dataclass: its fields are its settings and the global
values it reads, so that its digest says when its results are stale; it is pure and picklable, so that the same step
runs in a loop, in the pool of workers or on a cluster.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal, Protocol, TypeVar, runtime_checkable

from .model import Event, Record, RecordSet

R = TypeVar("R", bound=Record)

StepKind = Literal["map", "keyed", "global"]

ASIDE: Mapping[str, bool] = MappingProxyType({"aside": True})
"""Metadata of a field of a step that its digest leaves out: what hangs on it says so, and is done again when it changes."""


@dataclass(frozen=True, slots=True)
class Group:
    """What a step takes at once: one record (map), or all records of one key (keyed)."""

    key: str
    """Stable name of the group: a record id, a sha256, `a|b` for a pair."""
    records: tuple[Record, ...]
    """In the order of their ids."""

    def only(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind, in order."""
        return tuple(r for r in self.records if isinstance(r, kind))


class Step(Protocol):
    """A map or keyed step: a group of records in, a list of records out."""

    name: ClassVar[str]
    """`stage.verb`, unique."""
    version: ClassVar[str]
    """Raised whenever the same input may give another output."""
    kind: ClassVar[StepKind]

    def __call__(self, group: Group) -> list[Record]:
        """The records that this group gives; a failure that costs only this group is raised as HearsayError."""
        ...


@runtime_checkable
class FlowStep(Step, Protocol):
    """A map step for groups that may be larger than memory or take longer than patience lasts: unit by unit."""

    def flow(self, group: Group) -> Iterator[list[Record]]:
        """The records of one unit after the other, each list but the last with a Bookmark.

        A group that holds a Bookmark is gone on with from there, and the units that it says to avoid are told of and
        not tried. All lists together are what a call gives, the later of two records with one id standing for both.
        """
        ...


class GlobalStep(Protocol):
    """A step over the whole collection: a part for each group, then all parts joined into a value with a version."""

    name: ClassVar[str]
    version: ClassVar[str]
    kind: ClassVar[StepKind]

    def part(self, group: Group) -> bytes:
        """What this group adds, compactly; kept, so that a new file costs only its own part."""
        ...

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """All parts by key (in order of the keys) joined; the result must not depend on how groups were cut."""
        ...


@runtime_checkable
class EventPort(Protocol):
    """Event records near a place and a time, read-only, picklable."""

    @property
    def version(self) -> str:
        """Digest of all loaded sets."""
        ...

    @property
    def sets(self) -> Sequence[RecordSet]:
        """The loaded sets with what they cover."""
        ...

    def near(self, *, latitude: float, longitude: float, radius: float, first: str, last: str) -> Sequence[Event]:
        """Events whose centre lies within `radius` km and whose first day lies in [first, last] (ISO, both included)."""
        ...
