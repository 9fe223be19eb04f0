"""The plainest engine: one group after the other in this process. No walls, so never for reading a haul.

In: a step and groups. Out: results in the order of the groups.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hearsay.ports import Group, Step

from .protocol import Result, perform


@dataclass(frozen=True, slots=True)
class LoopEngine:
    """Runs each group at once, here."""

    def run(self, step: Step, groups: Iterable[Group]) -> Iterator[Result]:
        """The Results of one group after the other."""
        for group in groups:
            yield from perform(step, group)

    def close(self) -> None:
        """Nothing to give back."""
