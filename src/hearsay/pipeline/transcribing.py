"""The transcription queue: places that a machine could not read surely, their pictures, and what people type for them.

In: a case that was run. Out: what waits, the most promising first; PNG files; Rulings, which the next run uses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from hearsay.errors import HearsayError, NotFound
from hearsay.ingest import FIELD, Entry, Picture, entries, find, settled
from hearsay.model import File, Found, Piece, Ruling, Untranscribed
from hearsay.ports import Group

from .intake import placed
from .opened import OpenCase
from .ruling import checked, kept, now
from .session import Session
from .work import session


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One place of the queue."""

    id: str
    document: str
    """Path at which the content was found first."""
    page: int
    box: tuple[float, ...]
    """Left, top, right, bottom in 0..1 of the page as shown."""
    why: str
    guess: str
    """What the machine made of it."""
    confidence: float
    entries: tuple[str, ...]
    """`NAME: TEXT` of each entry so far; two that differ wait for a third."""
    text: str | None
    """What holds, once it is settled; None while it waits."""


def waiting(case: OpenCase, *, done: bool = False) -> list[Waiting]:
    """The places that wait, those with the surest guess first; with `done` also those that are settled."""
    paths = dict(case.look.paths)
    typed = entries(case.records(Ruling))
    found = []
    for place in case.records(Untranscribed):
        own = typed.get(place.id, [])
        text = settled([entry for _, entry in own])
        if text is None or done:
            found.append(
                Waiting(
                    id=place.id,
                    document=paths.get(place.sha256, ""),
                    page=place.number,
                    box=place.box,
                    why=place.why,
                    guess=place.guess,
                    confidence=place.confidence,
                    entries=tuple(f"{ruling.by}: {entry.text}" for ruling, entry in own),
                    text=text,
                )
            )
    return sorted(found, key=lambda w: (not w.guess, -w.confidence, w.document, w.page, w.id))


def enter(case: OpenCase, given: str, text: str | None, *, by: str, twice: bool = False) -> str | None:
    """Keep what `by` typed for the place whose id begins with `given`; None for `text` takes the machine's guess.

    Gives the text that holds now, or None while two entries are wanted and no two agree. NotFound for no such place,
    UsageError for a blank name or text that is not UTF-8, CaseBusy during a run.
    """
    place = place_of(case, given)
    typed = place.guess if text is None else text
    checked("an entry needs the name of who typed it", by, typed)
    value = msgspec.json.encode(Entry(typed.strip("\n"), twice)).decode()
    ruling = Ruling(about=place.id, by=by, when=now(), decision="edit", field=FIELD, value=value, quote=place.guess)
    kept(case, ruling, place.id)
    return settled([entry for _, entry in entries(case.records(Ruling))[place.id]])


def place_of(case: OpenCase, given: str) -> Untranscribed:
    """The place whose id begins with `given`. NotFound if there is none."""
    found = case.shelf.one(case.full_id(given))
    if not isinstance(found, Untranscribed):
        raise NotFound(
            f"{given!r} is no place of the transcription queue", remedy="take an id from `hearsay transcribe CASE`"
        )
    return found


def pictures(folder: Path, places: Sequence[Untranscribed], target: Path, *, sandbox: bool = True) -> list[Path]:
    """PNG files of the places in the folder `target`, drawn by the sandboxed worker; named by their ids.

    HearsayError if a file cannot be found or drawn any more.
    """
    target.mkdir(parents=True, exist_ok=True)
    written = []
    with session(folder, sandbox=sandbox) as s:
        step = Picture(s.case.declared.settings.ingest)
        found = _found(s)
        groups = [Group(place.id, (_at(found, place), place)) for place in places]
        for result in s.engine.run(step, groups):
            if result.failure:
                raise HearsayError(result.failure, remedy=result.remedy or "open the file itself")
            for piece in result.records:
                if isinstance(piece, Piece):
                    path = target / f"{piece.of.partition(':')[2]}.png"
                    path.write_bytes(piece.data)
                    written.append(path)
    return sorted(written)


def _at(found: dict[str, Found], place: Untranscribed) -> Found:
    if place.sha256 not in found:
        raise HearsayError("the file of this place is not there any more", remedy="run the case again")
    return found[place.sha256]


def _found(s: Session) -> dict[str, Found]:
    """A place to open each content at, by sha256."""
    files, top = s.shelf.records(File), list(find(s.case.folder, s.case.declared.inputs))
    inside = placed(s.shelf.records(Found), top, files, s.contents, s.case.declared.settings.ingest)
    paths = {f.path: f for f in (*top, *(p.found for p in inside))}
    return {file.sha256: paths[file.path] for file in files if file.path in paths}
