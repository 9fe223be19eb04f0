"""What is told while work is going on.

In: the beginning of a step, each sign of life, and its end. Out: nothing here; the command line shows it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from hearsay.model import File, FileStatus, Found, Page, Piece

if TYPE_CHECKING:
    from hearsay.engine import Result


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life: a group is done, or a part of one."""

    key: str = ""
    """Of the group; of a file that is read, its path."""
    last: bool = True
    """Whether the group is done."""
    failed: bool = False
    size: int = 0
    """Bytes of the file at hand; 0 where the group is no file."""
    pages: int = 0
    """That were read with this part."""
    members: int = 0
    """That came out with it, to be read in their turn."""
    taken: int = 0
    """Bytes of these members and of the text of these pages."""
    statuses: tuple[FileStatus, ...] = ()
    """Of the file, if it is done, and of members that were not taken out."""


def beat(result: "Result") -> Beat:
    """What a result of an engine tells of how far the work is."""
    own = [r for r in result.records if isinstance(r, File)]
    pages = [r for r in result.records if isinstance(r, Page)]
    members = [r for r in result.records if isinstance(r, Found)]
    spans = sum(r.span[1] - r.span[0] for r in members if r.span)
    pieces = sum(len(r.data) for r in result.records if isinstance(r, Piece))
    return Beat(
        result.key,
        last=not result.more,
        failed=bool(result.failure),
        size=next((file.size for file in own if file.path == result.key), 0),
        pages=len(pages),
        members=len(members),
        taken=spans + pieces + sum(len(page.text) for page in pages),
        statuses=tuple(file.status for file in own if not result.more or file.path != result.key),
    )


class Progress(Protocol):
    """Listens to a run."""

    def begin(self, step: str, *, total: int, kept: int, size: int = 0) -> None:
        """A step starts, or goes on: `total` groups, of which `kept` need no work; the others have `size` bytes."""
        ...

    def advance(self, beat: Beat) -> None:
        """A sign of life."""
        ...

    def end(self) -> None:
        """The step is over, for now."""
        ...


class Silence:
    """Tells nobody."""

    def begin(self, step: str, *, total: int, kept: int, size: int = 0) -> None:
        """Nothing."""

    def advance(self, beat: Beat) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""
