"""How long work will still take, from what was done so far.

In: amounts of work as they are done or come to light, and the time. Out: seconds left, or None where there is too little to go by.
The rate is that of the last minutes, the newest weighing most. While nothing is done it falls, and what has taken a while
is expected to take that while again, so that what is left never goes on shrinking behind a large file. An amount is bytes and a share for each file, for both cost time.
"""

from math import exp

EACH = 32_768
"""Bytes that cost about as much time as opening one file."""

_MEMORY = 120.0
"""Seconds after which what was done weighs a third."""
_EARLY = 3.0
"""Seconds before which nothing is said."""
_FEW, _PART = 10, 0.05
"""Nothing is said either before so many amounts are done, or such a part of the whole."""
_SMOOTH = 8.0
"""Seconds over which a new estimate takes the place of the old one."""


class Forecast:
    """Follows one step. Mutable on purpose."""

    def __init__(self, now: float) -> None:
        self._began = self._last = self._done_at = self._told_at = now
        self._time = self._work = 0.0
        self._left = self._sum = 0.0
        self._count = 0
        self._told: float | None = None

    def expect(self, work: float) -> None:
        """Set what is left to do."""
        self._left = max(0.0, work)

    def more(self, work: float) -> None:
        """More has come to light."""
        self._left += work

    def did(self, work: float, now: float) -> None:
        """Some of it is done."""
        self._left, self._sum, self._count = max(0.0, self._left - work), self._sum + work, self._count + 1
        self._pass(now)
        self._work, self._done_at = self._work + work, now

    def seconds(self, now: float) -> float | None:
        """Seconds left; None at the beginning, and where nothing is known to be left."""
        self._pass(now)
        few = self._count < _FEW and self._sum < _PART * (self._sum + self._left)
        if now - self._began < _EARLY or few or not self._left:
            return None
        plain = max(self._left * self._time / self._work, now - self._done_at)
        if self._told is None:
            self._told = plain
        else:
            passed = now - self._told_at
            expected = max(0.0, self._told - passed)
            self._told = expected + (plain - expected) * (1 - exp(-passed / _SMOOTH))
        self._told_at = now
        return self._told

    def _pass(self, now: float) -> None:
        passed = max(0.0, now - self._last)
        fade = exp(-passed / _MEMORY)
        self._time, self._work = self._time * fade + passed, self._work * fade
        self._last = now


def about(seconds: float) -> str:
    """A length of time in words, as coarse as an estimate is."""
    minutes = seconds / 60
    if minutes < 0.75:
        return "under a minute"
    if minutes < 9.5:
        return f"about {max(1, round(minutes))} min"
    if minutes < 57.5:
        return f"about {5 * round(minutes / 5)} min"
    hours = minutes / 60
    if hours < 9.75:
        return f"about {round(2 * hours) / 2:g} h"
    return f"about {round(hours)} h" if hours < 47.5 else f"about {round(hours / 24)} days"
