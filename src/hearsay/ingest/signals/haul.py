"""The step over the haul: what of each paper is like that of the others, and what is not.

In: for each content its Document, Files, Pages, Passages, Facts and Imprints. Out: Signals about Documents. Each content gives
its traits once; all are compared when one has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Record
from hearsay.ports import Group, StepKind

from .enclosed import attachments, pictures
from .letterheads import letterheads, offices
from .numbers import numbers
from .paper import Paper
from .stamps import alike, copied
from .traits import decode, traits


@dataclass(frozen=True, slots=True)
class Confront:
    """Holds the papers of a haul against each other: numbers, letterheads, stamps, pictures, attachments."""

    name: ClassVar[str] = "ingest.confront"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        """The traits of one content."""
        paper = Paper.of(group)
        return traits(paper).encode() if paper else b""

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """Signals of all kinds; of a stamp that was copied nothing is said but that."""
        contents = sorted((decode(body) for body in parts.values() if body), key=lambda one: one.sha256)
        papers = [one for one in contents if one.is_paper]
        found = {one.id: one for one in copied(papers)}
        for office in offices(papers):
            for one in (*numbers(office), *alike(office)):
                found.setdefault(one.id, one)
        for one in (*letterheads(papers), *pictures(contents), *attachments(contents)):
            found.setdefault(one.id, one)
        return [found[key] for key in sorted(found)]
