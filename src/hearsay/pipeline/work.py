"""A run from its beginning to its report.

In: a case folder and how far to go. Out: what was done, the ledger, the findings, and what changed since the last run.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from hearsay.engine import Engine, Limits, LocalEngine
from hearsay.ingest import Ledger, Retry, entries, find, reconcile, settled
from hearsay.model import Failure, File, Finding, Found, Ruling
from hearsay.store import Contents, Shelf, Store

from .again import again, came_of
from .case import load_case
from .changes import Milestone, changes, milestone
from .coherence import refuse
from .indexing import refresh
from .progress import Progress, Silence
from .recipe import Stage, cook
from .session import Session, Tally, alone


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did and what it found."""

    tallies: tuple[Tally, ...]
    ledger: Ledger
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    """What is new, gone or different since the last finished run, a line each; empty on the first."""
    first: bool
    """Whether no run of this case was finished before."""
    finished: bool
    """Whether all stages are done; changes are only told then."""
    waiting: int = 0
    """Places of pictures that wait for a person to type what stands there."""
    again: tuple[str, ...] = ()
    """What came of reading files again, a line each; empty where nobody asked for it."""


@contextmanager
def session(
    folder: Path, *, engine: Engine | None = None, progress: Progress | None = None, sandbox: bool = True
) -> Iterator[Session]:
    """A session that holds the case alone; store and engine are closed at its end, however it ends."""
    case = load_case(folder)
    refuse(case)
    settings = case.declared.settings.ingest
    limits = Limits(seconds=settings.seconds, memory=settings.memory, budget=settings.budget)
    kind = settings.sandbox if sandbox else "off"
    with alone(case.store):
        store = Store(case.store / "case.sqlite")
        contents = Contents(case.store / "contents")
        chosen = engine or LocalEngine(sandbox=kind, limits=limits)
        try:
            yield Session(case, store, chosen, Shelf(store), contents, progress or Silence())
        finally:
            chosen.close()
            contents.close()
            store.close()


def run(
    folder: Path,
    last: Stage = "publish",
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
    sandbox: bool = True,
) -> Report:
    """Do all stages of a case up to `last` and report. Raises HearsayError with a remedy; what was done stays done."""
    with session(folder, engine=engine, progress=progress, sandbox=sandbox) as s:
        return _cooked(s, last)


def run_again(
    folder: Path,
    asked: Sequence[Retry],
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
    sandbox: bool = True,
) -> Report:
    """Read the files of these kinds again, whether or not anything changed, and report what came of it."""
    with session(folder, engine=engine, progress=progress, sandbox=sandbox) as s:
        before = again(s, asked)
        return replace(_cooked(s, "ingest"), again=came_of(s, before))


def _cooked(s: Session, last: Stage) -> Report:
    cook(s, last)
    refresh(s)
    s.notes += [*_orphaned(s), *_empty(s)]
    now = milestone(s.case, s.shelf)
    report = _report(s, _before(s), now, finished=last == "publish")
    if report.finished:
        s.store.set_meta("milestone", msgspec.json.encode(now).decode())
    return report


def _report(s: Session, before: Milestone | None, now: Milestone, *, finished: bool) -> Report:
    findings = sorted(s.shelf.records(Finding), key=lambda f: (f.rank, f.id))
    found = list(find(s.case.folder, s.case.declared.inputs))
    return Report(
        tallies=tuple(s.tallies), ledger=reconcile(found, s.shelf.records(File), s.shelf.records(Found)), findings=tuple(findings),
        failures=tuple(s.shelf.records(Failure)), notes=tuple(s.notes),
        changes=tuple(changes(before, now)) if finished and before is not None else (),
        first=before is None, finished=finished, waiting=_waiting(s),
    )  # fmt: skip


def _waiting(s: Session) -> int:
    typed = entries(s.shelf.records(Ruling))
    open_ = (settled([entry for _, entry in typed.get(r.record, ())]) is None for r in s.shelf.refs("untranscribed"))
    return sum(open_)


def _before(s: Session) -> Milestone | None:
    known = s.store.meta("milestone")
    return None if known is None else msgspec.json.decode(known, type=Milestone)


def _empty(s: Session) -> list[str]:
    paths = ", ".join(entry.path for entry in s.case.declared.inputs) or "[[inputs]], which name nothing"
    return [] if s.shelf.refs("file") else [f"there is no file to read: put files below {paths}, then run again"]


def _orphaned(s: Session) -> list[str]:
    """A sentence when rulings speak of records that are there no more, and were not found again."""
    rulings = s.shelf.records(Ruling)
    held = {(r.by, r.when, r.decision) for r in rulings if s.store.current(r.about) is not None}
    lost = sum((r.by, r.when, r.decision) not in held for r in rulings)
    said = "1 ruling is about a record that is" if lost == 1 else f"{lost} rulings are about records that are"
    return [f"{said} no longer there, for the text was changed; see the table rulings"] if lost else []
