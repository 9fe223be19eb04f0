"""The intake ledger as tables: how many files by status, which were not read whole and why, what failed.

In: files and failures. Out: rows of strings. They are no sentences: a file that gave no page has no characters to cite.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Failure, File

from .phrases import word

MOST = 300
"""Rows of one table; the JSON holds all."""

ORDER = ("ok", "partial", "encrypted", "corrupt", "empty", "unsupported", "refused-limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was taken in, in numbers."""

    total: int
    contents: int
    """Different contents among them."""
    members: int
    """Files that were found inside others."""
    counts: tuple[tuple[str, str, int], ...]
    """Status, the same in words, number of files; only those that occur."""
    unread: tuple[File, ...]
    """Files whose status is not ok, by path."""
    read: tuple[File, ...]
    failures: tuple[tuple[Failure, str], ...]
    """Each with the path it is about, or its key."""
    unread_left_out: int
    read_left_out: int
    failures_left_out: int


def ledger(files: Sequence[File], failures: Sequence[Failure]) -> Ledger:
    """The tables, each in order of path."""
    ordered = sorted(files, key=lambda file: (file.path, file.sha256, file.parent or ""))
    counts: Counter[str] = Counter(file.status for file in ordered)
    unread = [file for file in ordered if file.status != "ok"]
    read = [file for file in ordered if file.status == "ok"]
    paths = {file.id: file.path for file in ordered} | {file.sha256: file.path for file in reversed(ordered)}
    failed = sorted(((one, paths.get(one.key, one.key)) for one in failures), key=lambda pair: (pair[1], pair[0].step))
    return Ledger(
        total=len(ordered),
        contents=len({file.sha256 for file in ordered}),
        members=sum(file.parent is not None for file in ordered),
        counts=tuple((status, word("statuses", status), counts[status]) for status in ORDER if counts[status]),
        unread=tuple(unread[:MOST]),
        read=tuple(read[:MOST]),
        failures=tuple(failed[:MOST]),
        unread_left_out=max(0, len(unread) - MOST),
        read_left_out=max(0, len(read) - MOST),
        failures_left_out=max(0, len(failed) - MOST),
    )
