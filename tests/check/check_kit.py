"""What the tests of this folder build with: claims, events, a window on events held in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hearsay.model import (
    Claim,
    Dated,
    Document,
    Event,
    Hop,
    PlaceCandidate,
    PlaceMention,
    RecordSet,
    TimeMention,
    Voice,
    digest,
)  # fmt: skip
from hearsay.ports import Group
from hearsay.text.places import kilometres

LAT, LON = 34.0, 38.0
SHA = "a" * 64


@dataclass(frozen=True, slots=True)
class HeldEvents:
    """An EventPort over events in memory."""

    held: tuple[Event, ...]
    sets: tuple[RecordSet, ...]

    @property
    def version(self) -> str:
        return digest([self.held, self.sets])

    def near(self, *, latitude: float, longitude: float, radius: float, first: str, last: str) -> tuple[Event, ...]:
        return tuple(
            e
            for e in self.held
            if first <= e.first <= last and kilometres(latitude, longitude, e.latitude, e.longitude) <= radius
        )


def make_set(**given: Any) -> RecordSet:
    known: dict[str, Any] = {
        "name": "Ledger", "sha256": "0" * 64, "first": "2016-01-01", "last": "2016-12-31",
        "kinds": ("clash", "strike", "kill"), "counts": "deaths in organised violence", "box": (33.0, 36.0, 37.0, 41.0),
    }  # fmt: skip
    return RecordSet(**(known | given))


def make_event(code: str, day: str, **given: Any) -> Event:
    known: dict[str, Any] = {
        "record_set": "Ledger", "first": day, "last": day, "latitude": LAT, "longitude": LON, "kind": "clash",
        "actors": ("Government of Syria", "IS"), "low": 2, "best": 3, "high": 5, "sources": ("Harbour Monitor",),
        "place": "Old Mill",
    }  # fmt: skip
    return Event(code=code, **(known | given))


def make_place(
    text: str = "Old Mill", *spots: tuple[str, float, float, float], relation: str = "in", country: str = ""
) -> PlaceMention:
    known = spots or (("Old Mill", LAT, LON, 1.0),)
    candidates = tuple(
        PlaceCandidate(name=n, code=f"P{i}", latitude=a, longitude=b, probability=p, country=country)
        for i, (n, a, b, p) in enumerate(known)
    )
    return PlaceMention(text=text, start=0, end=len(text), relation=relation, candidates=candidates)


def make_time(first: str, last: str = "", **given: Any) -> TimeMention:
    known: dict[str, Any] = {
        "text": first,
        "start": 0,
        "end": 1,
        "first": first,
        "last": last or first,
        "precision": "day",
    }
    return TimeMention(**(known | given))


VOICE = Voice(name="The Gazette", scope=SHA, kind="outlet")
LETTER = Voice(name="the letter", scope=SHA, kind="document")


def make_hop(voice: Voice, **given: Any) -> Hop:
    known: dict[str, Any] = {"mode": "reports", "commitment": "CT+"}
    return Hop(voice=voice.id, holder=voice.name, **(known | given))


def make_claim(**given: Any) -> Claim:
    known: dict[str, Any] = {
        "page": "page:1", "start": 0, "end": 40, "sha256": SHA, "kind": "event", "act": "clash",
        "actors": ("Islamic State",), "places": (make_place(),), "times": (make_time("2016-06-10"),),
        "chain": (make_hop(VOICE),), "text": "Clashes in Old Mill on 10 June 2016.",
    }  # fmt: skip
    return Claim(**(known | given))


def make_document(day: str = "2016-07-01", **given: Any) -> Document:
    stated = Dated(day=day, evidence="case.toml") if day else None
    return Document(sha256=SHA, stated=stated, kind="press", outlet="The Gazette", **given)


def group_of(*records: Any) -> Group:
    return Group(key="claim", records=tuple(records))


def days_of(events: Iterable[Event]) -> list[int]:
    return [date.fromisoformat(e.first).toordinal() - date(1970, 1, 1).toordinal() for e in events]
