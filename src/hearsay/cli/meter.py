"""Progress on standard error: how much of a step is done, what is left, how fast, what went wrong, how long it will take.

In: what a run tells (`pipeline/progress.py`). Out: on a terminal one line that is drawn again, as wide as there is room;
elsewhere a line every half minute and one at the end of each step. While nothing ends, the line still shows that the
work is alive: how much of the file at hand was read.
"""

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Self

import click

from .lines import columns, fitting

if TYPE_CHECKING:
    from hearsay.pipeline.progress import Beat

_REDRAW = 0.1
_TICK = 1.0
_EVERY = 30.0
"""Seconds between two lines where there is no terminal."""
_ERASE = "\r\x1b[2K"
_CREDIT = 0.9
"""Part of a file that may be taken for read before its end has come."""
_NAME = 24
"""Columns of the name of a step, where there is room."""


class Meter:
    """Listens to a run and shows it. Use it as a context manager: what it drew last stays on the screen."""

    def __init__(self, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet, self._clock = quiet, clock
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._lock, self._stop = RLock(), Event()
        self._ticker: Thread | None = None
        self._task: _Task | None = None
        self._drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, step: str, *, total: int, kept: int, size: int = 0) -> None:
        """A step starts, or the one before goes on with what came to light."""
        now = self._clock()
        with self._lock:
            if self._task is None or self._task.step != step:
                self._settle()
                self._task = _Task(step, now)
                self._drawn = now
            self._task.goes_on(total, kept, size)
        if not self._quiet and self._ticker is None:
            self._ticker = Thread(target=self._tick, name="progress", daemon=True)
            self._ticker.start()

    def advance(self, beat: "Beat") -> None:
        """A sign of life."""
        with self._lock:
            if self._task is not None:
                self._task.take(beat, self._clock())
                self._draw(_REDRAW if self._live else _EVERY)

    def end(self) -> None:
        """The step is over, or what came to light is sorted and gone on with."""
        with self._lock:
            if self._task is not None:
                self._task.over = True

    def close(self) -> None:
        """Leave the last line standing and be still."""
        self._stop.set()
        if self._ticker is not None:
            self._ticker.join()
            self._ticker = None
        with self._lock:
            self._settle()

    def _tick(self) -> None:
        while not self._stop.wait(_TICK):
            with self._lock:
                self._draw(_TICK if self._live else _EVERY)

    def _draw(self, pause: float) -> None:
        """Show how things stand, unless that was done a moment ago."""
        now = self._clock()
        if self._quiet or self._task is None or not self._task.work or now - self._drawn < pause:
            return
        self._drawn = now
        if self._live:
            click.echo(_ERASE + self._task.line(now, _width()), nl=False, err=True)
        else:
            click.echo(self._task.line(now, 0), err=True)

    def _settle(self) -> None:
        """The last line of a step; a step without work says nothing."""
        task, self._task = self._task, None
        if task is not None and task.work and not self._quiet:
            line = task.line(self._clock(), _width() if self._live else 0, ended=True)
            click.echo(f"{_ERASE if self._live else ''}{line}", err=True)


def _width() -> int:
    """Columns of the terminal but the last, in which a cursor may turn to the next line."""
    return max(shutil.get_terminal_size((100, 24)).columns - 1, 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the line."""

    rank: int
    """The part of the highest rank is left out first."""
    text: str
    short: str = ""
    """The same in fewer words; empty if there are none."""


class _Task:
    """One step while it runs. Mutable on purpose."""

    def __init__(self, step: str, now: float) -> None:
        from hearsay.pipeline.forecast import Forecast

        self.step, self.over = step, False
        self._began, self._forecast = now, Forecast(now)
        self._done = self._left = self._kept = 0
        self._each = 1.0
        self._wrong: Counter[str] = Counter()
        self._half: dict[str, tuple[float, int, int]] = {}
        """Of each file that is not done: work taken for done, pages, members."""
        self._at = ""

    @property
    def work(self) -> bool:
        """Whether there was anything to do."""
        return bool(self._done or self._left)

    def goes_on(self, total: int, kept: int, size: int) -> None:
        """What is to be done now. What is kept of a step that goes on was done before, by this run or another."""
        from hearsay.pipeline.forecast import EACH

        self.over, self._each = False, float(EACH) if size else self._each
        self._left, self._kept = total - kept, max(0, kept - self._done)
        self._forecast.expect(self._left * self._each + size)

    def take(self, beat: "Beat", now: float) -> None:
        """Count a sign of life."""
        half, pages, members = self._half.pop(beat.key, (0.0, 0, 0))
        self._forecast.more(beat.members * self._each + beat.taken if beat.members else 0.0)
        self._left += beat.members
        self._wrong.update(status for status in beat.statuses if status not in ("ok", "empty"))
        if beat.last:
            self._done, self._left = self._done + 1, max(0, self._left - 1)
            self._wrong["failed"] += beat.failed
            self._forecast.did(self._each + beat.size - half, now)
            self._at = "" if self._at == beat.key else self._at
        else:
            credit = min(beat.taken, max(0.0, _CREDIT * beat.size - half))
            self._half[beat.key] = half + credit, pages + beat.pages, members + beat.members
            self._forecast.did(credit, now)
            self._at = beat.key

    def line(self, now: float, width: int, *, ended: bool = False) -> str:
        """How things stand, in `width` columns (0 for any number): what matters least is said shortly, then left out."""
        parts = list(self._parts(now, ended=ended))
        lead = f"{self.step:<{_NAME}}" if not width or width >= 3 * _NAME else f"{self.step} "
        long = [True] * len(parts)
        while True:
            line = lead + ", ".join(part.text if full else part.short for part, full in zip(parts, long, strict=True))
            if not width or columns(line) <= width:
                return line
            if len(parts) == 1:
                return line[: fitting(line, width)]
            worst = max(range(len(parts)), key=lambda at: parts[at].rank)
            shortened = [at for at, part in enumerate(parts) if long[at] and part.short]
            if shortened:
                long[shortened[-1]] = False
            else:
                del parts[worst], long[worst]

    def _parts(self, now: float, *, ended: bool) -> "Iterator[_Part]":
        from hearsay.pipeline.forecast import about

        spent = max(now - self._began, 1e-6)
        yield _Part(0, f"{self._done:,} done")
        yield _Part(1, f"{0 if self.over and ended else self._left:,} left")
        left = None if ended else self._forecast.seconds(now)
        if left is not None and self._left:
            yield _Part(2, f"{about(left)} left")
        if wrong := self._wrong.total():
            told = ", ".join(f"{count:,} {what}" for what, count in sorted(self._wrong.items()) if count)
            yield _Part(3, told, f"{wrong:,} not ok" if len(self._wrong) > 1 else "")
        rate = self._done / spent
        if self._done:
            yield _Part(5, f"{rate:,.0f}/s" if rate >= 1 else f"{60 * rate:,.0f}/min")
        if self._kept:
            yield _Part(6, f"{self._kept:,} kept")
        if ended:
            yield _Part(4, f"{spent:.1f} s" if spent < 600 else f"{spent / 60:.0f} min")
        elif self._at in self._half:
            yield self._at_hand()

    def _at_hand(self) -> _Part:
        """The file of which a part came last, and how much of it there is so far."""
        from .screen import safe

        _, pages, members = self._half[self._at]
        counts = [
            f"{count:,} {what}{'s' * (count > 1)}" for count, what in ((pages, "page"), (members, "member")) if count
        ]
        told = " and ".join(counts) or "begun"
        name = safe(self._at)
        return _Part(4, f"in {'…' if len(name) > 30 else ''}{name[-30:]}: {told}", f"{told} of one" if counts else "")
