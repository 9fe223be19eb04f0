"""A run from its beginning to its report.

In: a case folder and how far to go. Out: what was done, the ledger, the findings, and what changed since the last run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hearsay.engine import Engine, Limits, LocalEngine
from hearsay.ingest import Ledger, find, reconcile
from hearsay.model import Failure, File, Finding, Found
from hearsay.store import Contents, Shelf, Store

from .case import load_case
from .indexing import refresh
from .progress import Progress, Silence
from .recipe import Stage, cook
from .session import Session, Tally, alone

_PARTS = ("carried by", "record", "judgement")


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


@contextmanager
def session(
    folder: Path, *, engine: Engine | None = None, progress: Progress | None = None, sandbox: bool = True
) -> Iterator[Session]:
    """A session that holds the case alone; store and engine are closed at its end, however it ends."""
    case = load_case(folder)
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
        cook(s, last)
        refresh(s)
        report = _report(s, _milestone(s), finished=last == "publish")
        if report.finished:
            s.store.set_meta("milestone", msgspec.json.encode(_now(s)).decode())
        return report


def _report(s: Session, before: dict[str, dict[str, str]] | None, *, finished: bool) -> Report:
    findings = sorted(s.shelf.records(Finding), key=lambda f: (f.rank, f.id))
    found = list(find(s.case.folder, s.case.declared.inputs))
    return Report(
        tallies=tuple(s.tallies), ledger=reconcile(found, s.shelf.records(File), s.shelf.records(Found)), findings=tuple(findings),
        failures=tuple(s.shelf.records(Failure)), notes=tuple(s.notes),
        changes=tuple(_changes(before, _now(s))) if finished and before is not None else (),
        first=before is None, finished=finished,
    )  # fmt: skip


def _now(s: Session) -> dict[str, dict[str, str]]:
    """What the next run is compared with: files by path, findings by proposition."""
    findings = {
        f.proposition: "\n".join((f.text, f"{f.documents} documents, {f.at_least} - {f.at_most} origins, {f.verdict}", f.record, f.judgement))
        for f in s.shelf.records(Finding)
    }  # fmt: skip
    return {"files": {f.path: f.sha256 for f in s.shelf.records(File)}, "findings": findings}


def _milestone(s: Session) -> dict[str, dict[str, str]] | None:
    known = s.store.meta("milestone")
    return None if known is None else msgspec.json.decode(known, type=dict[str, dict[str, str]])


def _changes(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> Iterator[str]:
    for what in ("files", "findings"):
        one, old, new = what[:-1], before.get(what, {}), now[what]
        label = {key: key if what == "files" else body.partition("\n")[0] for key, body in {**old, **new}.items()}
        yield from sorted(f"new {one}: {label[k]}" for k in new.keys() - old.keys())
        yield from sorted(f"gone {one}: {label[k]}" for k in old.keys() - new.keys())
        for key in sorted(k for k in new.keys() & old.keys() if new[k] != old[k]):
            yield f"changed {one}: {label[key]}{_difference(old[key], new[key]) if what == 'findings' else ''}"


def _difference(old: str, new: str) -> str:
    """What is different of a finding, each part by its name, the new value shortened."""
    rows = zip(_PARTS, old.split("\n")[1:], new.split("\n")[1:], strict=False)
    said = [f"{name} now {b if len(b) < 100 else b[:99] + '…'}" for name, a, b in rows if a != b]
    return f" ({'; '.join(said)})" if said else ""
