"""One attempt of a worker at a batch: what came of it, and what is left to do when it ended before its end.

In: the groups of a batch and the frames that the worker writes. Out: results, handed on as they come, and after a crash
the groups to try again: what was done but not handed on, the culprit spared its fatal unit, and what was not begun.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hearsay.model import Avoided, Bookmark
from hearsay.ports import Group

from .protocol import Result
from .worker import CURSOR, unpack_results

SPENT = "its time for one run is spent"
"""Why a group ended that a later run goes on with."""

GIVEN_UP = -1
"""Cursor that stands for all that is left, when too many units were fatal."""

_FATAL = 20
"""Units of one group that may cost a worker its life."""


@dataclass(slots=True)
class Attempt:
    """Mutable on purpose: it follows one worker through one batch."""

    batch: Sequence[Group]
    flows: bool
    """Whether the step can go on with a group behind a fatal unit."""
    give: Callable[[list[Result]], None]
    settled: int = 0
    """Groups whose last result was given."""
    finished: int = 0
    """Groups that were done; their results may be lost with the worker."""
    cursor: int | None = None
    """Where the group at hand was last seen; None where it never said so."""
    marks: dict[str, Bookmark] = field(default_factory=dict)
    """Where each group stood with the last part that was given."""
    began: dict[str, float] = field(default_factory=dict)
    """When each group was first begun, in this attempt or in one before it."""

    @property
    def seconds(self) -> float:
        """What the group at hand has taken, all attempts together; 0 between two groups."""
        if self.finished >= len(self.batch):
            return 0.0
        now = time.monotonic()
        return now - self.began.setdefault(self.batch[self.finished].key, now)

    def take(self, letter: bytes, body: bytes) -> bool:
        """Take a frame; whether it was the last one."""
        if letter == b"T":
            (self.cursor,) = CURSOR.unpack(body)
        elif letter == b"D":
            self.finished, self.cursor = self.finished + 1, None
        else:
            self._hand_on(unpack_results(body))
        return letter == b"R"

    def spared(self, ended: str) -> list[Group]:
        """What is left to do after the worker ended; a group that cannot be helped is given as a failure."""
        at = min(self.finished, len(self.batch) - 1)
        lost, culprit, after = self.batch[self.settled : at], self.batch[at], self.batch[at + 1 :]
        again = [self._resumed(group) for group in lost]
        if ended == SPENT:
            return [*again, *after]
        helped = self._helped(culprit, ended)
        if helped is None:
            self.give([Result(culprit.key, failure=ended)])
        return [*again, *([helped] if helped else []), *after]

    def _hand_on(self, results: list[Result]) -> None:
        for result in results:
            self.settled += not result.more
            self.marks.update((result.key, mark) for mark in result.records if isinstance(mark, Bookmark))
        if results:
            self.give(results)

    def _resumed(self, group: Group) -> Group:
        """The group, to be gone on with after the last part of it that was given."""
        mark = self.marks.get(group.key)
        kept = tuple(r for r in group.records if mark is None or not isinstance(r, Bookmark))
        return Group(group.key, (*kept, mark) if mark else kept)

    def _helped(self, group: Group, ended: str) -> Group | None:
        """The group without the unit that was fatal; None for a group that has no units, or was given up before."""
        resumed = self._resumed(group)
        known = [r for r in resumed.records if isinstance(r, Bookmark)]
        if not self.flows:
            return None
        mark = known[0] if known else Bookmark(key=group.key)
        fatal = {a.cursor: a for a in mark.avoid}
        at = mark.cursor if self.cursor is None else self.cursor
        at = GIVEN_UP if at in fatal or len(fatal) >= _FATAL else at
        if at in fatal:
            return None
        avoid = (*mark.avoid, Avoided(cursor=at, reason=ended))
        rest = tuple(r for r in resumed.records if not isinstance(r, Bookmark))
        return Group(group.key, (*rest, replace(mark, avoid=tuple(sorted(avoid, key=lambda a: a.cursor)))))
