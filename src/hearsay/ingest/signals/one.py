"""The step over one content: every kind of signal that its own text and file can give.

In: a Group keyed by sha256 with a Document, its Files, Pages, Passages and Facts. Out: Signals about the Document.
"""

from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Record
from hearsay.ports import Group, StepKind

from .calendar import hijri, two_dates, weekdays
from .existed import characters, fonts, programs
from .metadata import authors, file_dates
from .paper import Look, Paper
from .sent import mail_dates, photographs

LOOKS: tuple[Look, ...] = (
    weekdays, hijri, two_dates, file_dates, authors, mail_dates, photographs, fonts, programs, characters
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examine:
    """Holds what one paper says of itself in one place against what it says in another."""

    name: ClassVar[str] = "ingest.signal"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Signals in the order of LOOKS; none for a content that is no document."""
        paper = Paper.of(group)
        return [found for look in LOOKS for found in look(paper)] if paper else []
