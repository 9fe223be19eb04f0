"""Small steps and a small case for tests of the pipeline. In: Found records. Out: facts, documents, summaries."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from hearsay.engine import LoopEngine
from hearsay.errors import RecordsError
from hearsay.model import Document, Fact, Found, Record, Summary, digest
from hearsay.pipeline.case import Case
from hearsay.pipeline.session import Session, Tally
from hearsay.ports import Group, StepKind
from hearsay.settings import CaseFile, CaseInfo
from hearsay.store import Contents, Shelf, Store


@dataclass(frozen=True, slots=True)
class Echo:
    """A map step: the stamp of each path as a Fact of the path; slow when told, broken where the path says so."""

    suffix: str = ""
    seconds: float = 0.0
    counter: str = ""
    """File to which every call adds a line."""
    name: ClassVar[str] = "test.echo"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    def __call__(self, group: Group) -> list[Record]:
        (found,) = group.only(Found)
        if self.counter:
            with Path(self.counter).open("a", encoding="utf-8") as lines:
                lines.write(f"{group.key}\n")
        time.sleep(self.seconds)
        if "fail" in found.path:
            raise RecordsError("it failed", remedy="mend it")
        if "odd" in found.path:
            raise ZeroDivisionError("by nought")
        return [Fact(sha256=found.path, name="echo", value=f"{found.stamp}{self.suffix}", evidence="text")]


@dataclass(frozen=True, slots=True)
class Gather:
    """A keyed step: one Document a home, titled with all facts of it."""

    name: ClassVar[str] = "test.gather"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        return [Document(sha256=group.key, title=" ".join(sorted(f.value for f in group.only(Fact))))]


@dataclass(frozen=True, slots=True)
class Length:
    """A global step: the length of all facts. Values are parted by it alone, so equal lengths make equal parts."""

    counter: str = ""
    name: ClassVar[str] = "test.length"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        return str(sum(len(f.value) for f in group.only(Fact))).encode()

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        if self.counter:
            with Path(self.counter).open("a", encoding="utf-8") as lines:
                lines.write("join\n")
        body = str(sum(int(part) for part in parts.values())).encode()
        return [Summary(name=self.name, digest=digest(body), body=body)]


def session(folder: Path) -> Session:
    """A session on an empty case in this process. Close its store."""
    store = Store(folder / "store" / "case.sqlite")
    case = Case(folder, CaseFile(case=CaseInfo(title="t"), inputs=()))
    return Session(case, store, LoopEngine(), Shelf(store), Contents(case.store / "contents"))


def chain(s: Session, inputs: Mapping[str, str], *, step: Echo | None = None) -> dict[str, Tally]:
    """Echo, gather and length over paths with stamps; the tallies by step."""
    s.tallies.clear()
    found = [Found(path=path, stamp=stamp) for path, stamp in inputs.items()]
    s.step(step or Echo(), [s.shelf.group(f.path, (), f) for f in found])
    s.step(Gather(), s.shelf.by_home("fact"))
    s.whole(Length(), s.shelf.by_home("fact"))
    return {tally.step: tally for tally in s.tallies}


def contents(store: Store, kinds: Sequence[str]) -> dict[str, Record]:
    """Current records by id: two stores with the same ids and outcomes give the same."""
    return {ref.record: record for kind in kinds for ref in store.refs(kind) for record in store.load([ref])}
