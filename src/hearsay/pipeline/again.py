"""Files that a person wants read again: which they are, and what came of it.

In: a session, and what is to be tried again. Out: their tasks marked to be done again, and after the run what changed in
the ledger. Everything else stays as it is; until a file was read again, what was read before holds.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.ingest import RETRIES, Read, Retry, tried_again
from hearsay.model import Failure, File, Page

from .session import Session

__all__ = ["RETRIES", "Again", "again", "came_of"]

_RANK = {"ok": 0, "empty": 0, "partial": 1}
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Legible:
    """What was read from pictures in some contents."""

    pages: int
    words: int
    """Of these pages, how many hold words."""
    waiting: int
    """Places that wait to be transcribed."""


@dataclass(frozen=True, slots=True)
class Again:
    """What was to be read again, as it was before."""

    asked: tuple[Retry, ...]
    rows: Mapping[str, File]
    """Of each file that is read again, and of what lies in it and was not taken out."""
    known: frozenset[str]
    """All paths of the ledger."""
    legible: Legible


def again(s: Session, asked: Sequence[Retry]) -> Again:
    """Mark the files that are `asked` for as to be read again, and remember how they stand."""
    files = s.shelf.records(File)
    done = s.store.done(Read.name)
    broken = {f.key for f in s.shelf.records(Failure) if f.step == Read.name and "failed" in asked}
    wanted = [f for f in files if f.path in done and (tried_again(f, asked) or f.path in broken)]
    s.store.outdate(Read.name, [file.path for file in wanted])
    boxes = {file.id for file in wanted}
    inside = [file for file in files if file.parent in boxes and file.path not in done]
    rows = {file.path: file for file in (*wanted, *inside)}
    return Again(tuple(asked), rows, frozenset(f.path for f in files), _legible(s, rows.values()))


def came_of(s: Session, before: Again) -> tuple[str, ...]:
    """What reading again has changed, a line each: the counts first, then the rows whose status is another."""
    asked = ", ".join(before.asked)
    if not before.rows:
        return (f"tried again ({asked}): there is nothing of that kind",)
    now = {file.path: file for file in s.shelf.records(File)}
    return (_counts(before, now, asked), *_pictures(s, before, now), *_changed(before, now))


def _counts(before: Again, now: Mapping[str, File], asked: str) -> str:
    moved = Counter(_moved(file, now.get(path)) for path, file in before.rows.items())
    open_before = sum(_rank(file) > 0 for file in before.rows.values())
    told = [f"{moved[what]} {what}" for what in ("better", "as before", "worse", "no longer there") if moved[what]]
    new = sum(path not in before.known for path in now)
    rows = "1 row" if len(before.rows) == 1 else f"{len(before.rows)} rows"
    head = f"tried again ({asked}): {rows} of the ledger; {moved['now ok']} of {open_before} not ok are ok now"
    return ", ".join([head, *told]) + (f"; {new} new rows came out of them" if new else "")


def _moved(file: File, after: File | None) -> str:
    if after is None:
        return "no longer there"
    was, now = _rank(file), _rank(after)
    if was and not now:
        return "now ok"
    return "as before" if was == now else "better" if now < was else "worse"


def _rank(file: File) -> int:
    return _RANK.get(file.status, 2)


def _pictures(s: Session, before: Again, now: Mapping[str, File]) -> Iterator[str]:
    after = _legible(s, [now[path] for path in before.rows if path in now])
    if "ocr" in before.asked and (after.pages or before.legible.pages):
        yield (
            f"read from pictures: pages with words: {after.words} of {after.pages} ({before.legible.words} before); "
            f"places that wait in hearsay transcribe: {after.waiting} ({before.legible.waiting} before)"
        )


def _legible(s: Session, files: Iterable[File]) -> Legible:
    contents = sorted({file.sha256 for file in files})
    pages = [page for content in contents for page in s.shelf.records(Page, content) if page.seen]
    places = sum(len(s.shelf.refs("untranscribed", content)) for content in contents)
    return Legible(len(pages), sum(bool(page.text.strip()) for page in pages), places)


def _changed(before: Again, now: Mapping[str, File]) -> Iterator[str]:
    changed = [
        f"{path}: {file.status} -> {now[path].status}{': ' + now[path].reason if now[path].reason else ''}"
        for path, file in sorted(before.rows.items())
        if path in now and now[path].status != file.status
    ]
    yield from changed[:_LISTED]
    if len(changed) > _LISTED:
        yield f"and {len(changed) - _LISTED} more whose status is another now; see the table files"
