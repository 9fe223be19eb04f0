"""One piece of work on one case: runs steps over groups, skips what is known, writes each result as it comes.

In: a case, an engine. Out: records in the store. Killed at any moment, it loses at most the batch in flight: the next
session finds in the store which groups were done with which inputs and settings, and does only the others.
"""

import fcntl
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from errno import EACCES, EPERM, EROFS
from pathlib import Path
from typing import TextIO

from hearsay.engine import Engine, JoinOf, PartOf, Result, settings_digest, title
from hearsay.errors import CaseBusy, CaseError, HearsayError
from hearsay.model import (
    Bookmark,
    Document,
    Extent,
    Fact,
    Failure,
    File,
    Imprint,
    Page,
    Passage,
    Piece,
    Record,
    Run,
    Translation,
    Untranscribed,
    digest,
)
from hearsay.ports import GlobalStep, Group, Step
from hearsay.store import Contents, Lazy, Saved, Shelf, Store

from .case import Case
from .progress import Progress, Silence, beat

_FLUSH_SECONDS = 0.5
_FLUSH_TASKS = 200
_READING = "ingest.read"
_BEGUN = "begun "
"""Stands before the inputs of a task whose end has not come: the next run goes on with it at its bookmark."""
_NEVER = "failed"
"""Stands for the inputs of a failed task, so that the next run tries it again: a failure may have been the machine's.
Not so for files: one that hangs or crashes its reader would do so in every run."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of one step's groups."""

    step: str
    done: int
    kept: int
    failed: int
    seconds: float


@dataclass(slots=True)
class Session:
    """Steps run one after the other on one case."""

    case: Case
    store: Store
    engine: Engine
    shelf: Shelf
    contents: Contents
    progress: Progress = field(default_factory=Silence)
    tallies: list[Tally] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What the user should know and no record holds: rows of a record file that could not be used."""

    def step(self, step: Step, groups: Iterable[Lazy], *, part: str = "") -> None:
        """Run a step over the groups whose inputs or settings changed; forget groups that are no more.

        `part` keeps several uses of one step apart: each question of case.toml is a part of its own.
        """
        self._run(f"{title(step)}/{part}" if part else title(step), step, list(groups))

    def whole(self, step: GlobalStep, groups: Iterable[Lazy]) -> list[Record]:
        """Run a global step: parts of changed groups, then, if any part changed, the join. What it gave, by id."""
        part, join = PartOf(step), JoinOf(step)
        self._run(title(part), part, list(groups))
        parts = self.shelf.group("all", self.store.given(title(part)))
        self._run(title(join), join, [parts])
        return self.store.load(self.store.given(title(join)))

    def retire(self, step: str, parts: Iterable[str]) -> None:
        """Forget what the parts of a step gave that are not among `parts` any more."""
        wanted = {f"{step}/{part}" for part in parts}
        for name in self.store.steps(f"{step}/"):
            if name not in wanted:
                self.store.forget(name, list(self.store.done(name)))
                self.shelf.fresh()

    def put(self, step: str, key: str, records: Sequence[Record]) -> None:
        """Keep records that no engine made: declared ones, loaded record sets, rulings."""
        inputs = digest([r.id for r in records] + [repr(r) for r in records])
        if self.store.done(step).get(key) != inputs:
            run = self._begin(step, "1", inputs)
            self.store.save(step, run, [Saved(key, inputs, records, [_home(r, key, {}) for r in records])])
            self.shelf.fresh()

    def _run(self, name: str, step: Step, groups: list[Lazy]) -> None:
        settings = settings_digest(step)
        wanted = {lazy.key: digest([lazy.inputs, settings]) for lazy in groups}
        if len(wanted) < len(groups):
            raise ValueError(f"{name}: two groups have one key, so what they give would depend on their order")
        known = self.store.done(name)
        gone = sorted(known.keys() - wanted.keys())
        todo = [lazy for lazy in groups if known.get(lazy.key) != wanted[lazy.key]]
        if gone:
            self.store.forget(name, gone)
        began, failed = time.monotonic(), 0
        weight = sum(lazy.weight for lazy in todo)
        self.progress.begin(name, total=len(groups), kept=len(groups) - len(todo), size=weight)
        if todo:
            run = self._begin(name, step.version, settings)
            adds = {lazy.key for lazy in todo if known.get(lazy.key) == _BEGUN + wanted[lazy.key]}
            for batch in self._batches(self._results(name, step, todo, adds)):
                failed += sum(bool(result.failure) for result in batch)
                self._save(name, run, [_saved(name, result, wanted[result.key]) for result in batch], adds)
        if todo or gone:
            self.shelf.fresh()
        self.progress.end()
        kept = len(groups) - len(todo)
        self.tallies.append(Tally(name, len(todo), kept, failed, time.monotonic() - began))

    def _results(self, name: str, step: Step, todo: Sequence[Lazy], begun: set[str]) -> Iterator[Result]:
        """What the engine makes of the groups; of one that no step may see, that."""
        yield from (Result(lazy.key, failure=lazy.refusal, remedy=lazy.remedy) for lazy in todo if lazy.refusal)
        yield from self.engine.run(step, self._loaded(name, (lazy for lazy in todo if not lazy.refusal), begun))

    def _loaded(self, name: str, todo: Iterable[Lazy], begun: set[str]) -> Iterator[Group]:
        """The groups; those that an earlier run began, with the bookmark at which to go on."""
        marks = self.store.load(self.store.given(name, "bookmark")) if begun else []
        found = {mark.key: mark for mark in marks if isinstance(mark, Bookmark)}
        for lazy in todo:
            group = lazy.load()
            mark = (found[lazy.key],) if lazy.key in begun and lazy.key in found else ()
            yield Group(group.key, (*group.records, *mark))

    def _save(self, name: str, run: int, saved: Sequence[Saved], adds: set[str]) -> None:
        """Write contents, then records: a record of a content that is not there must never be seen."""
        self.contents.take(r for one in saved for r in one.records if isinstance(r, Piece))
        kept = []
        for one in saved:
            pairs = [(r, h) for r, h in zip(one.records, one.homes, strict=True) if not isinstance(r, Piece)]
            records, homes = [r for r, _ in pairs], [h for _, h in pairs]
            kept.append(Saved(one.key, one.inputs, records, homes, adds=one.key in adds))
            adds.add(one.key)
        self.store.save(name, run, kept)

    def _batches(self, results: Iterator[Result]) -> Iterator[list[Result]]:
        batch: list[Result] = []
        last = time.monotonic()
        try:
            for result in results:
                batch.append(result)
                self.progress.advance(beat(result))
                if len(batch) >= _FLUSH_TASKS or time.monotonic() - last > _FLUSH_SECONDS:
                    yield batch
                    batch, last = [], time.monotonic()
        except (HearsayError, KeyboardInterrupt):
            yield batch
            raise
        if batch:
            yield batch

    def _begin(self, name: str, version: str, settings: str) -> int:
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        return self.store.begin(Run(step=name, version=version, settings=settings, started=now))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the case's lock; CaseBusy if another process works on it. Freed by the system when this process ends."""
    with _lock_file(folder) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CaseBusy(
                f"another process works on {folder.parent}", remedy="wait for it, or end it; nothing is lost"
            ) from error
        yield


def _lock_file(folder: Path) -> TextIO:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / "lock").open("w")
    except OSError as error:
        if error.errno not in (EACCES, EPERM, EROFS):
            raise
        raise CaseError(
            f"{folder} cannot be written: {error.strerror}",
            remedy="this command writes to the case: give yourself the right, or copy the folder to where you have it",
        ) from error


def _saved(step: str, result: Result, inputs: str) -> Saved:
    records: Sequence[Record] = result.records
    if result.failure:
        records = [Failure(step=step, key=result.key, reason=result.failure, remedy=result.remedy)]
        inputs = inputs if step == _READING else _NEVER
    if result.more:
        inputs = _BEGUN + inputs
    pages = {r.id: r.sha256 for r in records if isinstance(r, Page)}
    return Saved(result.key, inputs, records, [_home(r, result.key, pages) for r in records])


def _home(record: Record, key: str, pages: dict[str, str]) -> str:
    if isinstance(record, (File, Page, Extent, Fact, Document, Imprint, Translation, Untranscribed)):
        return record.sha256
    if isinstance(record, Passage):
        return pages.get(record.page, key)
    return key
