"""What decides a reading beside the content: settings, programs, luck; and whether that is still as it was.

In: how units ended, in status and words, and the plug-ins. Out: the circumstances of a File; which files are stale under those of today, and
which a person can have tried again. What hangs on none of them is never read twice, whatever is set.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from hearsay.model import Circumstance, CircumstanceKind, File, FileStatus, digest
from hearsay.settings import IngestSettings

from .plugins import Active, takers
from .reading import timed_out
from .source import NOTHING

Retry = Literal["failed", "encrypted", "ocr"]
"""What can be tried again: files that failed, files that are locked, files that are read from pictures."""
RETRIES: tuple[Retry, ...] = get_args(Retry)

_FIELDS: dict[CircumstanceKind, tuple[str, ...]] = {
    "passwords": ("passwords",),
    "ocr": ("ocr", "ocr_dpi"),
    "time": ("seconds", "memory"),
    "room": ("members", "expanded", "depth"),
}
"""The settings that make a circumstance."""
_CRASH = "crashed"
_MISSING = "(Debian package"
"""Stands in every reason that names a program or library that is not installed."""
_AGAIN: dict[Retry, frozenset[CircumstanceKind]] = {
    "failed": frozenset({"time", "crash"}),
    "encrypted": frozenset({"passwords"}),
    "ocr": frozenset({"ocr"}),
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Those of one run."""

    settings: IngestSettings
    programs: tuple[str, ...] = ()
    """Those of `programs.PACKAGES` that are installed."""
    plugins: tuple[Active, ...] = ()

    def value(self, what: CircumstanceKind, media_type: str) -> str:
        """A digest of the circumstance as it is now, for a content of this type."""
        if what == "programs":
            return digest(self.programs)
        if what == "reader":
            return digest([one.called for one in takers(self.plugins, media_type)])
        names = _FIELDS.get(what, ())
        return digest([getattr(self.settings, name) for name in names]) if names else ""

    def under(self, known: Iterable[CircumstanceKind], media_type: str) -> tuple[Circumstance, ...]:
        """The circumstances of a File, as they are now: those that are known, and the plug-ins that might read it."""
        every = {*known, "reader"} if takers(self.plugins, media_type) else known
        return tuple(Circumstance(what=what, value=self.value(what, media_type)) for what in sorted(every))

    def stale(self, file: File) -> bool:
        """Whether something on which the reading of a file hung has changed."""
        hung = {one.what: one.value for one in file.under}
        new = "reader" not in hung and file.sha256 != NOTHING and takers(self.plugins, file.media_type)
        return bool(new) or any(value != self.value(what, file.media_type) for what, value in hung.items())


def causes(status: FileStatus, reason: str) -> set[CircumstanceKind]:
    """On what it hangs that a content, or a part of one, ended with this status for this reason."""
    found: set[CircumstanceKind] = set()
    if status in ("ok", "empty"):
        return found
    if status == "encrypted":
        found.add("passwords")
    if _MISSING in reason:
        found.add("programs")
    if timed_out(reason):
        found.add("time")
    elif status == "refused-limit":
        found.add("room")
    if _CRASH in reason:
        found.add("crash")
    return found


def tried_again(file: File, asked: Iterable[Retry]) -> bool:
    """Whether a file is among those that are asked for."""
    hung = {one.what for one in file.under}
    return any(hung & _AGAIN[kind] or (kind == "failed" and file.status == "corrupt") for kind in asked)
