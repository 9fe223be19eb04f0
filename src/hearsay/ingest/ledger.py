"""The intake ledger: does everything that was found come out as a file with a status?

In: Found and File records. Out: a Ledger whose counts either reconcile or name what is missing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import File, FileStatus, Found

_NUMBER = re.compile(r"\d[\d,.]*")
_LENGTH = 120
"""Characters of a kind of reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why files are not ok, as one of the kinds of reasons that occur."""

    status: FileStatus
    kind: str
    """The reason without what is particular to one file: numbers are `N`."""
    count: int
    example: str
    """The smallest path of such a file."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts of the intake; equal to itself for any order of input."""

    found: int
    """Paths that came in."""
    accounted: int
    """Of these, how many have a File."""
    members: int
    """What was seen in containers, beside those found: taken out and read, or named with the reason why not."""
    statuses: tuple[tuple[FileStatus, int], ...]
    """Files and members by status, in order of name; sums to accounted + members if it reconciles."""
    missing: tuple[str, ...]
    """Paths found, at the top or in a container, that have no File."""
    unexpected: tuple[str, ...]
    """Paths of Files that nobody found, or that lie in a container without a File."""
    reasons: tuple[Reason, ...] = ()
    """Why files and members are not ok, the most frequent first."""

    @property
    def reconciles(self) -> bool:
        """Whether in = accounted and nothing appeared from nowhere."""
        return not self.missing and not self.unexpected and self.found == self.accounted

    @property
    def sentence(self) -> str:
        """The ledger in one sentence."""
        counts = ", ".join(f"{count} {status}" for status, count in self.statuses) or "none"
        members = f" and {self.members} members of containers" if self.members else ""
        head = f"{self.found} found, {self.accounted} accounted for{members} ({counts})"
        if self.reconciles:
            return f"{head}: the ledger reconciles."
        lost = [f"{len(self.missing)} missing"] * bool(self.missing)
        lost += [f"{len(self.unexpected)} not among those found"] * bool(self.unexpected)
        return f"{head}: the ledger does NOT reconcile, {' and '.join(lost)}."


def reconcile(found: Sequence[Found], files: Sequence[File], members: Sequence[Found] = ()) -> Ledger:
    """Compare what was found, and the `members` that came out of containers, with what was read; the same for any order.

    A path found twice (with two stamps) counts once. Of members each counts, also two that have one path.
    """
    paths = {item.path for item in found}
    rows = {item.id: item for item in sorted(files, key=lambda file: file.id)}
    tops = {item.path: item for item in rows.values() if item.parent is None}
    inner = [item for item in rows.values() if item.parent is not None]
    known = {(item.parent, item.path) for item in inner}
    named = apart(members)
    unread = {named[m.id] for m in members if (m.parent, named[m.id]) not in known}
    stray = {item.path for item in inner if item.parent not in rows}
    statuses = Counter(item.status for item in (*tops.values(), *inner))
    return Ledger(
        found=len(paths),
        accounted=len(paths & tops.keys()),
        members=len(inner) + len(unread),
        statuses=tuple(sorted(statuses.items())),
        missing=tuple(sorted((paths - tops.keys()) | unread)),
        unexpected=tuple(sorted((tops.keys() - paths) | stray)),
        reasons=_reasons([*tops.values(), *inner]),
    )


def _reasons(files: Sequence[File]) -> tuple[Reason, ...]:
    found: dict[tuple[FileStatus, str], list[str]] = defaultdict(list)
    for file in files:
        if file.status != "ok":
            found[file.status, _NUMBER.sub("N", file.reason.partition(";")[0])[:_LENGTH]].append(file.path)
    every = (Reason(status, kind, len(paths), min(paths)) for (status, kind), paths in found.items())
    return tuple(sorted(every, key=lambda reason: (-reason.count, reason.status, reason.kind)))


def apart(members: Sequence[Found]) -> dict[str, str]:
    """Id of each member -> its path, with a number behind it where several members have one path."""
    taken = {member.path for member in members}
    seen, found = set[str](), dict[str, str]()
    for member in sorted(members, key=lambda m: (m.path, m.id)):
        path, number = member.path, 1
        while path in seen or (number > 1 and path in taken):
            number += 1
            path = f"{member.path} ({number})"
        seen.add(path)
        found[member.id] = path
    return found
