"""The numbered sources of a dossier: each citation once, in the order in which a reader meets it, with its context.

In: citations and the pages of the case. Out: numbers for the sentences, and Sources for the notes at the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hearsay.model import Citation

from .cite import Readings

CONTEXT = 120
"""Characters shown on each side of the cited words."""

LONGEST = 1200
"""Cited characters shown; of a longer citation the head is shown and its length said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One numbered note."""

    number: int
    citation: Citation
    before: str
    words: str
    after: str
    cut: int
    """Cited characters that are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number in a sentence; the first use of a number is what its note links back to."""

    number: int
    first: bool


@dataclass(slots=True)
class Sources:
    """Hands out numbers; filled while a dossier is laid out, read once it is."""

    texts: Readings
    found: dict[Citation, int] = field(default_factory=dict)

    def marks(self, citations: Iterable[Citation]) -> tuple[Mark, ...]:
        """Numbers of citations, ascending."""
        marks = []
        for citation in dict.fromkeys(citations):
            first = citation not in self.found
            marks.append(Mark(number=self.found.setdefault(citation, len(self.found) + 1), first=first))
        return tuple(sorted(marks, key=lambda mark: mark.number))

    def notes(self) -> tuple[Source, ...]:
        """All numbered citations with what stands round them."""
        return tuple(self._note(citation, number) for citation, number in self.found.items())

    def _note(self, citation: Citation, number: int) -> Source:
        span = slice(citation.start, citation.end)
        readings = self.texts.get((citation.sha256, citation.page), ())
        text = next((one for one in readings if one[span] == citation.text), "")
        before, after = (
            text[max(0, citation.start - CONTEXT) : citation.start],
            text[citation.end : citation.end + CONTEXT],
        )
        cut = len(citation.text) > LONGEST
        return Source(
            number=number,
            citation=citation,
            before=("…" if citation.start > CONTEXT else "") + before.lstrip() if text else "",
            words=citation.text[:LONGEST],
            after="" if cut else after.rstrip() + ("…" if citation.end + CONTEXT < len(text) else ""),
            cut=max(0, len(citation.text) - LONGEST),
        )
