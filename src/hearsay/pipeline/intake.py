"""Reading a haul to its innermost member: what comes out of containers is read in its turn, until nothing new comes out.

In: a session and the paths that were found. Out: records of every file and of every member, at any depth. Members lie
beside the store by their hash, or in their container's own bytes; how deep and how many are limits of case.toml.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hearsay.ingest import Read, to_location
from hearsay.model import File, Found
from hearsay.settings import IngestSettings
from hearsay.store import Contents

from .session import Session


def read_all(s: Session, found: Sequence[Found]) -> None:
    """Read what was found and all that lies in it; what is known already costs nothing."""
    step = Read(s.case.declared.settings.ingest)
    known = -1
    while True:
        members = list(s.shelf.records(Found))
        lost = missing(members, s.contents)
        if lost:
            s.store.forget(Read.name, sorted(lost))
            s.shelf.fresh()
            continue
        if len(members) == known:
            return
        known = len(members)
        todo = [*found, *placed(members, found, s.shelf.records(File), s.contents, step.settings)]
        s.step(step, [s.shelf.group(f.path, (), f) for f in todo])


def missing(members: Sequence[Found], contents: Contents) -> set[str]:
    """Paths of containers of which a member's content is not there any more, so that they must be read again."""
    return {m.path.rpartition("!/")[0] for m in members if m.blob and not contents.has(m.blob)}


def placed(
    members: Sequence[Found],
    found: Sequence[Found],
    files: Sequence[File],
    contents: Contents,
    settings: IngestSettings,
) -> Iterator[Found]:
    """The members in order of path, each with the place at which it can be opened, or the limit that forbids it."""
    paths = {file.id: file.path for file in files}
    at: dict[str, Found] = {item.path: item for item in found}
    counts: Counter[str] = Counter()
    for member in sorted(members, key=lambda m: (m.path.count("!/"), m.path, m.id)):
        container = at.get(paths.get(member.parent, ""))
        if container is None or member.path in at:
            continue
        top = member.path.partition("!/")[0]
        counts[top] += 1
        here = _located(member, container, contents)
        at[member.path] = replace(here, refusal=_limit(member, counts[top], settings))
        yield at[member.path]


def _located(member: Found, container: Found, contents: Contents) -> Found:
    if member.blob:
        return replace(member, location=to_location(str(contents.path(member.blob))))
    start = container.span[0] if container.span else 0
    return replace(member, location=container.location, span=(start + member.span[0], start + member.span[1]))


def _limit(member: Found, number: int, settings: IngestSettings) -> str:
    depth = member.path.count("!/")
    if depth > settings.depth:
        return f"limit: a container within {settings.depth} others is not opened (settings.ingest.depth)"
    if number > settings.members:
        return f"limit: more than {settings.members:,} members of one input (settings.ingest.members)"
    return ""
