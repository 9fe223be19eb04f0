"""Ledger rows for files whose reader crashed, hung or outgrew its memory: they too are accounted for.

In: failures of `ingest.read` and the paths that were found. Out: File records with the true hash and the reason.
"""

import os
from collections.abc import Iterable, Sequence
from hashlib import file_digest, sha256

from hearsay.ingest import from_location
from hearsay.model import Failure, File, FileStatus, Found


def unread(failures: Iterable[Failure], found: Sequence[Found]) -> list[File]:
    """One File for each failure whose key is a found path; hashed here, for hashing parses nothing."""
    paths = {f.path: f for f in found}
    return [_row(paths[f.key], f.reason) for f in failures if f.step == "ingest.read" and f.key in paths]


def _row(found: Found, reason: str) -> File:
    status: FileStatus = "refused-limit" if "longer than" in reason or "memory" in reason else "corrupt"
    location = from_location(found.location)
    try:
        handle = os.open(location, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            digest, size = file_digest(stream, "sha256").hexdigest(), stream.tell()
    except OSError as error:
        digest, size, reason = sha256(b"").hexdigest(), 0, f"{reason}; {error.strerror}"
    return File(path=found.path, sha256=digest, size=size, status=status, reason=reason)
