"""Ledger rows for files whose reader crashed, hung or outgrew its memory: they too are accounted for.

In: failures of `ingest.read` and the paths that were to be read. Out: File records with the true hash and the reason.
"""

from collections.abc import Iterable, Iterator, Sequence

from hearsay.ingest import NOTHING, UNKNOWN, Circumstances, Read, causes, fingerprint, timed_out
from hearsay.model import Failure, File, FileStatus, Found


def unread(failures: Iterable[Failure], read: Sequence[Found], around: Circumstances) -> Iterator[File]:
    """One File for each failure whose key is a path to be read; hashed here, for hashing parses nothing."""
    paths = {f.path: f for f in read}
    for failure in failures:
        if failure.step == Read.name and failure.key in paths:
            yield _row(paths[failure.key], failure.reason, around)


def _row(found: Found, reason: str, around: Circumstances) -> File:
    status: FileStatus = "refused-limit" if timed_out(reason) else "corrupt"
    under = around.under(causes(status, reason), UNKNOWN)
    try:
        digest, size = fingerprint(found)
    except OSError as error:
        digest, size, reason = NOTHING, 0, f"{reason}; {error.strerror}"
    return File(
        path=found.path, sha256=digest, parent=found.parent or None, size=size, status=status, reason=reason,
        hidden=found.hidden, under=under,
    )  # fmt: skip
