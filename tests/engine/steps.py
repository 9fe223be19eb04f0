"""Steps for tests of engines. In: Found records. Out: what each test needs, crashes included."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from hearsay.errors import RecordsError
from hearsay.model import Bookmark, Fact, Found, Record, Summary, digest
from hearsay.ports import Group, StepKind


@dataclass(frozen=True, slots=True)
class Shout:
    """Gives each path back in capitals; dies, hangs or fails where the path says so."""

    times: int = 1
    name: ClassVar[str] = "test.shout"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    def __call__(self, group: Group) -> list[Record]:
        (found,) = group.only(Found)
        if "crash" in found.path:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "hang" in found.path:
            time.sleep(60)
        if "fail" in found.path:
            raise RecordsError("it failed", remedy="mend it")
        if "surrogate" in found.path:
            return [Fact(sha256="x", name="n", value="\ud800", evidence="e")]
        value = found.path.upper() * self.times
        return [Fact(sha256=digest(found.path), name="loud", value=value, evidence="text")]


@dataclass(frozen=True, slots=True)
class CountLetters:
    """A global step: how many letters all paths have."""

    name: ClassVar[str] = "test.count"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        return str(sum(len(f.path) for f in group.only(Found))).encode()

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        body = str(sum(int(p) for p in parts.values())).encode()
        return [Summary(name=self.name, digest=digest(body), body=body)]


@dataclass(frozen=True, slots=True)
class Reach:
    """Tries what a worker must not be able to do, and says how it went."""

    target: str
    name: ClassVar[str] = "test.reach"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    def __call__(self, group: Group) -> list[Record]:
        import socket
        from pathlib import Path

        def outcome(act: object) -> str:
            try:
                act()  # type: ignore[operator]
            except OSError as error:
                return type(error).__name__
            return "done"

        tries = {
            "write": lambda: Path(self.target).write_text("x", "utf-8"),
            "network": lambda: socket.create_connection(("192.0.2.1", 80), timeout=2).close(),
        }
        return [Fact(sha256=group.key, name=n, value=outcome(act), evidence="e") for n, act in tries.items()]


@dataclass(frozen=True, slots=True)
class Spell:
    """Flows: gives the letters of a path one by one; dies at `!` and hangs at `?`."""

    name: ClassVar[str] = "test.spell"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "map"

    def __call__(self, group: Group) -> list[Record]:
        return [r for unit in self.flow(group) for r in unit if not isinstance(r, Bookmark)]

    def flow(self, group: Group) -> Iterator[list[Record]]:
        (found,) = group.only(Found)
        mark = next(iter(group.only(Bookmark)), Bookmark(key=group.key))
        avoid = {a.cursor for a in mark.avoid}
        for number, letter in enumerate(found.path[mark.cursor :], mark.cursor):
            if number in avoid or -1 in avoid:
                letter = "_"  # noqa: PLW2901
            if letter == "!":
                os.kill(os.getpid(), signal.SIGSEGV)
            if letter == "?":
                time.sleep(60)
            fact = Fact(sha256=digest(found.path), name=f"{number:03}", value=letter, evidence="text")
            yield [fact, Bookmark(key=group.key, cursor=number + 1, avoid=mark.avoid)]
        yield []
