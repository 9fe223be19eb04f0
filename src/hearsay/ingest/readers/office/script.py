"""Pages as readers of office files write them: blocks of text in order, and beside each what is not to be seen.

In: runs of text with the reason why they are hidden, if they are. Out: PageReadings. What is hidden within a visible
paragraph stands behind it, as blocks of their own, so that the sentence a reader sees stays whole.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hearsay.ingest.reading import Block, PageReading
from hearsay.model import PassageKind

LONGEST = 1 << 20
"""Characters after which a page ends, whatever it is a page of."""

_BEHIND = 40


@dataclass(slots=True)
class Line:
    """One paragraph or one row in the making. Mutable on purpose."""

    kind: PassageKind = "paragraph"
    level: int = 0
    parts: list[str] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    """Hidden text and why."""
    after: list["Line"] = field(default_factory=list)
    """What is anchored in it and stands beside it: text boxes, charts, notes."""

    def say(self, text: str, hidden: str = "") -> None:
        """Add a run."""
        if not text:
            return
        if not hidden:
            self.parts.append(text)
        elif self.asides and self.asides[-1][1] == hidden:
            self.asides[-1] = (self.asides[-1][0] + text, hidden)
        else:
            self.asides.append((text, hidden))

    def place(self) -> str:
        """Behind which words the next run would stand, for the reason of a hidden one; empty at the beginning."""
        tail = ""
        for part in reversed(self.parts):
            tail = part + tail
            if len(tail) > _BEHIND:
                break
        words = " ".join(tail.split())
        return f', behind "{words[-_BEHIND:]}"' if words else ""

    @property
    def text(self) -> str:
        """What is to be seen."""
        return "".join(self.parts)


class Script:
    """Writes pages. Mutable on purpose."""

    def __init__(self, number: int = 1) -> None:
        self.number = number
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self.length = 0
        self.hidden = ""
        """Why all that is written now is hidden (a hidden sheet or slide); empty if it is not."""

    def add(self, line: Line) -> None:
        """Write a line, and behind it what is hidden in it and what stands beside it."""
        self.write(line.text, line.kind, line.level)
        for text, hidden in line.asides:
            self.write(text, line.kind, line.level, hidden)
        for beside in line.after:
            self.add(beside)

    def write(self, text: str, kind: PassageKind = "paragraph", level: int = 0, hidden: str = "") -> None:
        """Write one block; white space alone is none."""
        plain = text.strip("\r\n\t \u00a0").replace("\0", "")
        if not plain:
            return
        self._blocks.append(Block(self.length, self.length + len(plain), kind, level, hidden or self.hidden))
        self._parts.append(plain)
        self._parts.append("\n")
        self.length += len(plain) + 1

    @property
    def full(self) -> bool:
        """Whether the page is as long as any may be."""
        return self.length >= LONGEST

    def page(self, method: str = "text", *, even_empty: bool = False) -> Iterator[PageReading]:
        """The page that was written, if anything was; the next one begins."""
        if not self._parts and not even_empty:
            return
        text = "".join(self._parts).rstrip("\n")
        yield PageReading(self.number, text, method, tuple(self._blocks))
        self.number += 1
        self._parts, self._blocks, self.length = [], [], 0


def joined(cells: Iterable[str]) -> str:
    """The cells of a row as one line."""
    return "\t".join(" ".join(cell.split()) if "\t" in cell else cell.strip() for cell in cells)
