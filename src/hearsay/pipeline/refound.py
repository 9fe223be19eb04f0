"""Rulings about claims and places of a reading that a better one replaced, found again by their quote or by where they stand.

In: a session after its reading, and after its claims. Out: the same rulings about the one claim that says the same words
now, and about the place of a picture that covers the same spot. What cannot be found again stays as it was decided, about
a record that is no longer there, and the run says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hearsay.ingest import FIELD, Read
from hearsay.model import Claim, Page, Record, Ruling, Untranscribed, kind_of
from hearsay.text.normal import fold_text

from .groups import REFOUND
from .session import Session

_COVERED = 0.5
"""Part of two places together that both must cover for them to be one."""
_WHOLE = (0.0, 0.0, 1.0, 1.0)


def refind(s: Session) -> None:
    """Keep, under `person.refound`, what people decided about claims whose ids are no more."""
    adrift = [r for r in _decided(s, "claim") if r.quote and s.store.current(r.about) is None]
    by_text: dict[str, set[str]] = defaultdict(set)
    for claim in s.store.load(s.store.refs("claim")) if adrift else ():  # those that are rejected by now, too
        if isinstance(claim, Claim):
            by_text[_plain(claim.text)].add(claim.id)
    same = [(ruling, by_text.get(_plain(ruling.quote), set())) for ruling in adrift]
    _keep(s, "all", [replace(ruling, about=min(claims)) for ruling, claims in same if len(claims) == 1])


def refind_places(s: Session) -> None:
    """Keep what people typed for places of a picture that another reading of it cuts out a little differently.

    What was typed for a whole page stands for all that a machine reads there now.
    """
    decided = [r for r in _decided(s, "untranscribed") if r.decision == "edit" and r.field == FIELD]
    read = {ref.record for ref in s.store.given(Read.name, "untranscribed")} if decided else set()
    adrift = [(r, s.shelf.last(r.about)) for r in decided if r.about not in read]
    found: list[Record | None] = []
    for ruling, place in adrift:
        if isinstance(place, Untranscribed):
            found += [_whole(s, place)] if place.box == _WHOLE else [_moved(s, ruling, place)]
    _keep(s, "places", [record for record in found if record])


def _decided(s: Session, kind: str) -> list[Ruling]:
    """What people decided about records of a kind."""
    given = [r for r in s.store.load(s.store.given("person", "ruling")) if isinstance(r, Ruling)]
    return [r for r in given if kind_of(r.about) == kind]


def _keep(s: Session, key: str, found: Iterable[Record]) -> None:
    records = sorted({record.id: record for record in found}.values(), key=lambda r: r.id)
    if records or key in s.store.done(REFOUND):
        s.put(REFOUND, key, records)


def _whole(s: Session, place: Untranscribed) -> Untranscribed | None:
    """The place of a whole page, standing for all of its text as it is read now."""
    read = (r for r in s.store.load(s.store.given(Read.name, "page")) if isinstance(r, Page))
    page = next((p for p in read if (p.sha256, p.number) == (place.sha256, place.number)), None)
    return replace(place, page=page.id, start=0, end=len(page.text)) if page is not None else None


def _moved(s: Session, ruling: Ruling, before: Untranscribed) -> Ruling | None:
    """The ruling about the place that covers the same spot of the same page; None if none does."""
    same = [p for p in s.shelf.records(Untranscribed, before.sha256) if p.number == before.number]
    best = max(same, key=lambda p: (_shared(p.box, before.box), p.id), default=None)
    covers = best is not None and _shared(best.box, before.box) >= _COVERED
    return replace(ruling, about=best.id) if best is not None and covers else None


def _shared(one: Sequence[float], other: Sequence[float]) -> float:
    """The part of two boxes together that both cover, 0..1."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    both = max(wide, 0.0) * max(high, 0.0)
    whole = sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)) - both
    return both / whole if whole > 0 else 0.0


def _plain(text: str) -> str:
    return " ".join(fold_text(text).split())
