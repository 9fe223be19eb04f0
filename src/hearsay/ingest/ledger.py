"""The intake ledger: does everything that was found come out as a file with a status?

In: Found and File records. Out: a Ledger whose counts either reconcile or name what is missing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import File, FileStatus, Found


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts of the intake; equal to itself for any order of input."""

    found: int
    """Paths that came in."""
    accounted: int
    """Of these, how many have a File."""
    members: int
    """Files that came out of containers, beside those found."""
    statuses: tuple[tuple[FileStatus, int], ...]
    """Files and members by status, in order of name; sums to accounted + members if it reconciles."""
    missing: tuple[str, ...]
    """Paths found that have no File."""
    unexpected: tuple[str, ...]
    """Paths of Files that nobody found."""

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


def reconcile(found: Sequence[Found], files: Sequence[File]) -> Ledger:
    """Compare what was found with what was read; pure, the same for any order.

    A path found twice (with two stamps) counts once. A member counts for its container's path before `!/`.
    """
    paths = {item.path for item in found}
    tops = {item.path: item for item in sorted(files, key=lambda file: file.id) if item.parent is None}
    members = {item.id: item for item in files if item.parent is not None}
    statuses = Counter(item.status for item in (*tops.values(), *members.values()))
    return Ledger(
        found=len(paths),
        accounted=len(paths & tops.keys()),
        members=len(members),
        statuses=tuple(sorted(statuses.items())),
        missing=tuple(sorted(paths - tops.keys())),
        unexpected=tuple(sorted(tops.keys() - paths)),
    )
