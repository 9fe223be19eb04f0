"""Reading a haul to its innermost member: what comes out of containers is read in its turn, until nothing new comes out.

In: a session and the paths that were found. Out: records of every file and of every member, at any depth. Members lie
beside the store by their hash, or in their container's own bytes. How deep, how many and how many bytes are limits of
case.toml for each input as a whole; what lies nearer to the top, and then what comes first by path, counts first.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hearsay.ingest import FREE, Read, apart, to_location
from hearsay.model import File, Found
from hearsay.settings import IngestSettings
from hearsay.store import Contents

from .session import Session

_LEAST = 20
"""Times its own size that what lies in a container may always have."""


def read_all(s: Session, step: Read, found: Sequence[Found]) -> list[Found]:
    """Read what was found and all that lies in it; what is known already costs nothing. All that was to be read.

    All of one depth is read before the next, so that how much a container may hold never depends on where an earlier
    run was interrupted. What hung on a circumstance that is another by now is read again.
    """
    s.store.outdate(step.name, [file.path for file in s.shelf.records(File) if step.around.stale(file)])
    depth, done = 0, -1
    while True:
        files = s.shelf.records(File)
        members = s.shelf.records(Found)
        lost = missing(members, files, s.contents)
        if lost:
            s.store.forget(Read.name, sorted(lost))
            s.shelf.fresh()
            continue
        known = {file.path for file in files}
        every = list(placed(members, found, files, s.contents, step.settings))
        todo = [p.found for p in every if p.depth <= depth or p.found.path in known]
        if len(todo) == len(every) == done:
            return [*found, *todo]
        s.step(step, [replace(s.shelf.group(f.path, (), f), weight=_size(f)) for f in (*found, *todo)])
        depth, done = depth + 1, len(todo)


def missing(members: Sequence[Found], files: Sequence[File], contents: Contents) -> set[str]:
    """Paths of containers of which a member's content is not there any more, so that they must be read again."""
    paths = {file.id: file.path for file in files}
    return {paths[m.parent] for m in members if m.blob and m.parent in paths and not contents.place(m.blob)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A member with the place at which it can be opened, or the limit that forbids it."""

    found: Found
    depth: int
    """How many containers it lies in."""


@dataclass(slots=True)
class _Top:
    """What the members of one input come to. Mutable on purpose."""

    path: str
    allowed: int
    members: int = 0
    size: int = 0


def placed(
    members: Sequence[Found],
    found: Sequence[Found],
    files: Sequence[File],
    contents: Contents,
    settings: IngestSettings,
) -> Iterator[Placed]:
    """The members by depth, then in order of path. Those of which the container is not there are left out."""
    sizes = {file.path: file.size for file in files if file.parent is None}
    paths, named = {file.id: file.path for file in files}, apart(members)
    inside: dict[str, list[Found]] = defaultdict(list)
    for member in members:
        inside[paths.get(member.parent, "")].append(replace(member, path=named[member.id]))
    tops = {f.path: _Top(f.path, max(FREE, int(sizes.get(f.path, 0) * settings.expanded))) for f in found}
    level, depth = [(f, tops[f.path]) for f in found], 0
    while level:
        depth += 1
        below = [(_located(m, box, contents), top) for box, top in level for m in inside[box.path]]
        level = list(_limited(sorted(below, key=lambda pair: pair[0].path), depth, settings))
        yield from (Placed(member, depth) for member, _ in level)


def _located(member: Found, container: Found, contents: Contents) -> Found:
    if member.blob:
        place = contents.place(member.blob)
        return replace(member, location=to_location(str(place[0])), span=place[1:]) if place else member
    start = container.span[0] if container.span else 0
    return replace(member, location=container.location, span=(start + member.span[0], start + member.span[1]))


def _size(found: Found) -> int:
    """Bytes to be read; 0 for what is not to be opened."""
    if found.span:
        return found.span[1] - found.span[0]
    size = found.stamp.partition(":")[0]
    return int(size) if size.isdecimal() and not found.refusal and not found.parent else 0


def _limited(
    members: Sequence[tuple[Found, _Top]], depth: int, settings: IngestSettings
) -> Iterator[tuple[Found, _Top]]:
    """The members of one depth, each refused or with its share of the bytes that are left to its input."""
    kept, widths = list[tuple[Found, _Top, int]](), defaultdict[str, int](int)
    for member, top in members:
        size = _size(member)
        top.members, top.size = top.members + 1, top.size + size
        widths[top.path] += size
        refusal = _refusal(top, depth, settings)
        stamp = f"{member.stamp} {refusal}" if refusal else member.stamp
        kept.append((replace(member, stamp=stamp, refusal=refusal), top, size))
    for member, top, size in kept:
        share = max(_LEAST * size, (top.allowed - top.size) * size // max(1, widths[top.path]), 1)
        yield replace(member, allowed=share), top


def _refusal(top: _Top, depth: int, settings: IngestSettings) -> str:
    if depth > settings.depth:
        return f"limit: it lies in more than {settings.depth} containers within each other (settings.ingest.depth)"
    if top.members > settings.members:
        return f"limit: more than {settings.members:,} members of one input (settings.ingest.members)"
    if top.size > top.allowed:
        return f"limit: what lies in {top.path} comes to more than {top.allowed:,} bytes (settings.ingest.expanded)"
    return ""
