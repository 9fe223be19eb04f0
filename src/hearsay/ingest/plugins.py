"""Readers that others bring: plug-ins found by their entry points, and which of them a content belongs to.

In: the installed distributions. Out: the plug-ins that can be used, with names and versions, and why others cannot. They
are looked for when a run begins, never at import, and each is loaded again by the worker that needs it, behind its walls.
What comes with Hearsay comes first, unless a plug-in says that it replaces it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from .readers import reader_for
from .reading import PlugIn

GROUP = "hearsay.readers"
"""The group of entry points; each gives a PlugIn."""

_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,100}")


class _Unfit(Exception):  # noqa: N818  # told as a note
    """A plug-in that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Active:
    """A plug-in that can be used."""

    name: str
    """Of its entry point."""
    version: str
    """Name and version of its distribution."""
    place: str
    """`module:object`"""
    types: tuple[str, ...]
    replaces: tuple[str, ...]
    sniffs: bool
    """Whether it looks at contents itself."""

    @property
    def called(self) -> str:
        """Its name and version."""
        return f"{self.name} ({self.version})"


def discovered() -> tuple[tuple[Active, ...], tuple[str, ...]]:
    """The plug-ins that can be used, by name, and a sentence for each that cannot, or not wholly."""
    found: list[Active] = []
    notes: list[str] = []
    owner: dict[str, str] = {}
    for point in sorted(set(entry_points(group=GROUP)), key=lambda p: (p.name, p.value)):
        version = f"{point.dist.name} {point.dist.version}" if point.dist else "unknown"
        try:
            active = _active(point, version)
        except _Unfit as unfit:
            notes.append(f"the plug-in {point.name} ({version}) cannot be used: {unfit}")
            continue
        taken = [f"{kind} ({owner[kind]})" for kind in active.types if kind in owner]
        own = [kind for kind in active.types if reader_for(kind) and kind not in active.replaces]
        if taken:
            notes.append(
                f"the plug-in {active.called} is not asked for types that another one reads: {', '.join(taken)}"
            )
        if own:
            notes.append(f"the plug-in {active.called} is not asked for types that Hearsay reads: {', '.join(own)}")
        owner |= {kind: active.name for kind in active.types if kind not in owner}
        found.append(active)
    return tuple(found), tuple(notes)


def takers(plugins: Iterable[Active], media_type: str) -> list[Active]:
    """The plug-ins that may read a content which the types of Hearsay call `media_type`, or which is theirs by that name."""
    known = reader_for(media_type) is not None
    return [
        one for one in plugins
        if media_type in one.replaces or (not known and (one.sniffs or media_type in one.types))
    ]  # fmt: skip


def claimed(plugins: Iterable[Active], media_type: str, head: bytes) -> tuple[str, Active | None, str]:
    """The type of a content by the plug-ins, the one that reads it (None: none does), and what went wrong, if anything did."""
    wrong: list[str] = []
    for one in takers(plugins, media_type):
        try:
            sniff = loaded(one.place).sniff
            said = sniff(head) if sniff is not None else ""
        except Exception as error:  # noqa: BLE001  # whatever a plug-in raises costs it this content alone
            wrong.append(f"the plug-in {one.called} could not look at it: {type(error).__name__}: {error}"[:300])
            continue
        if said in one.types:
            return said, one, ""
        if media_type in one.types and (sniff is None or reader_for(media_type) is None):
            return media_type, one, ""
    return media_type, None, "; ".join(wrong)


@cache
def loaded(place: str) -> PlugIn:
    """The plug-in at `module:object`. Raises whatever its module raises, and _Unfit for what is no plug-in."""
    found = EntryPoint(GROUP, place, GROUP).load()
    if not isinstance(found, PlugIn):
        raise _Unfit(f"{place} is no hearsay.ingest.reading.PlugIn")
    return found


def _active(point: EntryPoint, version: str) -> Active:
    """The plug-in of an entry point. Raises _Unfit."""
    try:
        plugin = loaded(point.value)
        types = {kind: callable(reader) for kind, reader in plugin.types.items()}
        replaces = frozenset(plugin.replaces)
    except _Unfit:
        raise
    except (Exception, SystemExit) as error:
        raise _Unfit(f"{type(error).__name__}: {error}"[:300]) from error
    odd = [kind for kind, fit in types.items() if not isinstance(kind, str) or not _TYPE.fullmatch(kind) or not fit]
    if odd or not types:
        raise _Unfit(f"its types must be media types with a reader each, not {odd!r}" if odd else "it names no type")
    if not (plugin.sniff is None or callable(plugin.sniff)):
        raise _Unfit("sniff is no function")
    return Active(
        point.name, version, point.value, tuple(sorted(types)), tuple(sorted(replaces)), plugin.sniff is not None
    )
