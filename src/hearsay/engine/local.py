"""The engine of one machine: a pool of long-lived worker processes behind walls.

In: a step and groups. Out: results as they come. A worker that crashes, hangs or outgrows its memory costs the group
it was at, which becomes a failure, or, if the step flows, the unit it was at; a fresh worker goes on with the rest.
"""

import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from queue import Queue
from threading import Event, Lock

from hearsay.ports import FlowStep, Group, Step

from .attempt import SPENT, Attempt
from .codec import pack
from .protocol import Result, dump
from .sandbox import walls
from .worker import read_frame, write_frame

_USUAL = 1 << 20
"""Bytes of groups for which the limit of time is meant; a larger batch has as much more time."""


@dataclass(slots=True)
class Limits:
    """What one group may cost."""

    seconds: float = 60.0
    """Without a sign of life: one group of at most a mebibyte, or one unit of a group that flows."""
    memory: int = 2048
    """MiB of one worker."""
    budget: float = 86_400.0
    """Seconds for all units of one group in one run; the next run goes on."""


@dataclass(frozen=True, slots=True)
class Job:
    """A step as workers take it."""

    step: bytes
    flows: bool


class Worker:
    """One child process that runs batches."""

    def __init__(self, prefix: Sequence[str], limits: Limits) -> None:
        self._prefix, self._limits = prefix, limits
        self._process: subprocess.Popen[bytes] | None = None
        self._step = b""
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
        self._thread = ThreadPoolExecutor(max_workers=1)
        # bubblewrap's child dies with the thread that started it, so one thread starts it and lives as long

    def run(self, job: Job, batch: Sequence[Group], give: Callable[[list[Result]], None]) -> None:
        """Give the results of all groups of the batch; what crashes or hangs is spared or a failure, the rest goes on."""
        rest, began = list(batch), dict[str, float]()
        while rest:
            attempt = Attempt(rest, job.flows, give, began=began)
            ended = self._attempt(job.step, attempt)
            if not ended:
                return
            self.stop()
            rest = attempt.spared(ended)

    def kill(self) -> None:
        """Kill the process, from any thread; `run` then gives failures for what was not done."""
        if self._process is not None:
            self._process.kill()

    def stop(self) -> None:
        """End the process, at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
        self._process, self._step = None, b""

    def begin(self, work: Callable[["Worker"], None]) -> "Future[None]":
        """Call `work` with this worker in the worker's own thread."""
        return self._thread.submit(work, self)

    def close(self) -> None:
        """End the process and drop what it said."""
        self.kill()
        self._thread.shutdown()
        self.stop()
        self._errors.close()

    def _attempt(self, step: bytes, attempt: Attempt) -> str:
        """Why it ended before its end; empty when all was given."""
        process = self._started()
        if process.stdin is None or process.stdout is None:
            return "the worker has no pipes"
        try:
            if step != self._step:
                write_frame(process.stdin, b"S", step)
                self._step = step
            packed = pack(attempt.batch)
            write_frame(process.stdin, b"B", packed)
        except BrokenPipeError:
            return self._last_words(process)
        patience = self._limits.seconds * max(1.0, len(packed) / _USUAL)
        while True:
            ready, _, _ = select.select([process.stdout], [], [], patience)
            if not ready:
                return f"it took longer than {patience:g} s and was stopped"
            frame = read_frame(process.stdout)
            if frame is None:
                return self._last_words(process)
            if attempt.take(*frame):
                return ""
            if attempt.seconds > self._limits.budget:
                return SPENT

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._errors.seek(0)
            self._errors.truncate()
            paths = ("env", f"PYTHONPATH={os.pathsep.join(filter(None, sys.path))}")
            command = [*self._prefix, *paths, sys.executable, "-m", "hearsay.engine", str(self._limits.memory)]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                bufsize=0,
                start_new_session=True,
            )
            self._step = b""
        return self._process

    def _last_words(self, process: subprocess.Popen[bytes]) -> str:
        code = process.wait(5)
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return f"the reader crashed (exit {code}{': ' + said[-1][:200] if said else ''})"


@dataclass(slots=True)
class LocalEngine:
    """A pool of worker processes; workers start with the first batch, not before."""

    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    sandbox: str = "bubblewrap"
    limits: Limits = field(default_factory=Limits)
    _pool: list[Worker] = field(default_factory=list)

    def run(self, step: Step, groups: Iterable[Group]) -> Iterator[Result]:
        """The Results of all groups, as they are done."""
        line = _Line(Job(dump(step), isinstance(step, FlowStep)), iter(groups))
        first = line.take()
        if not first:
            return
        prefix = walls(self.sandbox)
        while len(self._pool) < self.workers:
            self._pool.append(Worker(prefix, self.limits))
        line.put_back(first)
        busy = [worker.begin(line.work) for worker in self._pool]
        try:
            yield from line.results(len(busy))
        except BaseException:
            self._abandon(line, busy)
            raise
        wait(busy)

    def close(self) -> None:
        """End all workers."""
        for worker in self._pool:
            worker.close()
        self._pool.clear()

    def _abandon(self, line: "_Line", busy: "Sequence[Future[None]]") -> None:
        """End a run that nobody waits for, by killing what its threads wait for."""
        line.stopped.set()
        while wait(busy, timeout=0.02).not_done:
            for worker in self._pool:
                worker.kill()
            line.drain()


class _Line:
    """The queue between one iterator of groups and several workers, with batches that grow to about half a second."""

    def __init__(self, job: Job, groups: Iterator[Group]) -> None:
        self.stopped = Event()
        self._job, self._groups = job, groups
        self._lock = Lock()
        self._spare: list[Group] = []
        self._size = 1
        self._out: Queue[list[Result] | BaseException | None] = Queue(maxsize=8)

    def take(self) -> list[Group]:
        """The next batch; empty when there is none."""
        with self._lock:
            if self._spare:
                batch, self._spare = self._spare, []
                return batch
            return list(islice(self._groups, self._size))

    def put_back(self, batch: list[Group]) -> None:
        """Give a batch back, to be taken next."""
        self._spare = batch

    def work(self, worker: Worker) -> None:
        """Take batches until there are none."""
        try:
            while not self.stopped.is_set() and (batch := self.take()):
                began = time.monotonic()
                worker.run(self._job, batch, self._out.put)
                self._adapt(time.monotonic() - began, len(batch))
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked
            self._out.put(error)
        self._out.put(None)

    def drain(self) -> None:
        """Throw away what was not taken, so that no thread waits to give it."""
        while not self._out.empty():
            self._out.get_nowait()

    def results(self, threads: int) -> Iterator[Result]:
        """All results, until every thread has ended; an exception of a thread is raised here."""
        while threads:
            item = self._out.get()
            if item is None:
                threads -= 1
            elif isinstance(item, BaseException):
                raise item
            else:
                yield from item

    def _adapt(self, seconds: float, groups: int) -> None:
        wanted = int(groups * 0.5 / max(seconds, 1e-3))
        self._size = max(1, min(wanted, self._size * 2, 64))
