"""What is told while work is going on.

In: the beginning, each finished group and the end of a step. Out: nothing here; the command line shows it.
"""

from typing import Protocol


class Progress(Protocol):
    """Listens to a run."""

    def begin(self, step: str, *, total: int, kept: int) -> None:
        """A step starts: `total` groups, of which `kept` need no work."""
        ...

    def advance(self, *, failed: bool) -> None:
        """One group is done."""
        ...

    def end(self) -> None:
        """The step is over."""
        ...


class Silence:
    """Tells nobody."""

    def begin(self, step: str, *, total: int, kept: int) -> None:
        """Nothing."""

    def advance(self, *, failed: bool) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""
