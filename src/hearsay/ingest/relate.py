"""The step that looks at all contents together: which translates which, which are releases of one record.

In: for each content a Group of its Files, Pages, Passages and Facts, and one Group more of what people said already.
Out: Translations and Versions, and Unsure where two answers are as likely. A part is a sketch, so that a haul fits into
memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from hearsay.model import Fact, File, Page, Passage, Record, Translation
from hearsay.ports import Group, StepKind

from .translations import Sketch, choose, sketch_of
from .versions import Likeness, group_up, likeness_of

DECLARED = "declared"
"""Key of the group with what people said."""


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What one content adds."""

    translation: Sketch
    version: Likeness


@dataclass(frozen=True, slots=True)
class Relate:
    """Finds what belongs together."""

    name: ClassVar[str] = "ingest.relate"
    version: ClassVar[str] = "2"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        """The sketch of one content; of the group of what people said, the originals by the sha256 of translations."""
        if group.key == DECLARED:
            return msgspec.json.encode({t.sha256: t.original for t in group.only(Translation)}, order="sorted")
        files, pages, passages = group.only(File), group.only(Page), group.only(Passage)
        return msgspec.msgpack.encode(
            Part(sketch_of(files, pages, passages), likeness_of(files, pages, passages, group.only(Fact)))
        )

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """Translation*, Version* and Unsure*, by id."""
        known = msgspec.json.decode(parts[DECLARED], type=dict[str, str]) if DECLARED in parts else {}
        read = {key: msgspec.msgpack.decode(parts[key], type=Part) for key in sorted(parts) if key != DECLARED}
        found = choose({key: part.translation for key, part in read.items()}, known)
        found += group_up({key: part.version for key, part in read.items()})
        unique = {record.id: record for record in found}
        return [unique[key] for key in sorted(unique)]
