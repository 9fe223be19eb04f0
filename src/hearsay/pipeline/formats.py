"""What can be read on this machine: the formats with the programs that they need, and the plug-ins.

In: the machine. Out: rows, and a sentence for each plug-in that cannot be used. No case is needed.
"""

from dataclasses import dataclass

from hearsay.ingest import PACKAGES, Active, discovered, formats, installed


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatRow:
    """One kind of content."""

    format: str
    types: tuple[str, ...]
    """Media types."""
    gives: str
    """What becomes a page or a member."""
    notes: str
    read: bool
    """Whether it is read on this machine."""
    missing: tuple[str, ...]
    """Programs that are not installed and without which nothing of it, or not all, is read."""
    packages: tuple[str, ...]
    """Debian packages that bring them."""
    plug_in: str
    """Name and version of the plug-in that reads it; empty for what comes with Hearsay."""


def readable() -> tuple[list[FormatRow], tuple[str, ...]]:
    """The formats that come with Hearsay, then those of plug-ins; and what is wrong with plug-ins."""
    here = set(installed())
    rows = [
        FormatRow(
            format=f.name, types=f.types, gives=f.gives, notes=f.notes, read=here.issuperset(f.needs),
            missing=(missing := tuple(name for name in (*f.needs, *f.better) if name not in here)),
            packages=tuple(PACKAGES[name] for name in missing), plug_in="",
        )
        for f in formats()
    ]  # fmt: skip
    active, notes = discovered()
    return [*rows, *map(_brought, active)], notes


def _brought(plugin: Active) -> FormatRow:
    takes = f"takes what it can of {', '.join(plugin.replaces)}" if plugin.replaces else ""
    return FormatRow(
        format=plugin.name, types=plugin.types, gives="as its plug-in reads it", notes=takes, read=True, missing=(),
        packages=(), plug_in=plugin.called,
    )  # fmt: skip
