"""Which places a name may mean: a gazetteer of the user's, and the places that everybody knows.

In: rows of a gazetteer; a name as a text writes it. Out: candidates with probabilities that sum to less than one; the
rest is "none of these". A name of several places keeps them all.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from functools import cache, lru_cache

from rapidfuzz import fuzz

from hearsay.model import PlaceCandidate, digest

from .data import table
from .names import name_key, skeleton
from .tokens import is_arabic, is_cyrillic

EARTH = 6371.0
"""Mean radius in kilometres."""
_NONE = 0.25
"""Weight of "none of these" beside places of weight one."""
_SHOWN = 40
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)\s*")
_PARTS = re.compile(r"\s+-\s*|\s*-\s+|\s*[_/;؛]\s*|(?<=[\u0621-\u064a])-(?=[\u0621-\u064a])")


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """One place of a gazetteer. Latitude in -90..90 and longitude in -180..180 degrees."""

    name: str
    code: str
    latitude: float
    longitude: float
    other_names: tuple[str, ...] = ()
    """In any script; "province : name" gives the name only."""
    district: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of general knowledge."""

    name: str
    kind: str
    """country | province | city."""
    country: str
    latitude: float
    longitude: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by name; immutable, picklable, equal when the rows are. Its indexes are built on first use in a process."""

    rows: tuple[GazetteerRow, ...] = field(default=(), repr=False)
    version: str = ""
    """Digest of the rows, in any order of input."""

    @classmethod
    def from_rows(cls, rows: Iterable[GazetteerRow]) -> "Gazetteer":
        """A gazetteer of rows in any order; the same row twice counts once."""
        ordered = tuple(sorted(set(rows), key=astuple))
        return cls(ordered, digest([astuple(row) for row in ordered]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Gazetteer) and other.version == self.version

    def __hash__(self) -> int:
        return hash(self.version)

    def candidates(self, name: str, context: Sequence[str] = ()) -> tuple[PlaceCandidate, ...]:
        """The places that `name` may mean, most probable first, at most 40.

        A row counts fully for its own name, less for a name that only sounds like it in its consonants, and for one
        that is only spelt nearly so when there is nothing better. The main town of a district, or a city everybody
        knows, weighs more than a hamlet; so does a place in a district or country that `context` names.
        """
        return _candidates(self, name, tuple(context))


EMPTY = Gazetteer.from_rows(())
"""A gazetteer without rows: only the places of general knowledge have candidates."""


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula on a sphere of radius 6371 km; degrees in, kilometres out."""
    north1, north2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((north2 - north1) / 2) ** 2
    half += math.cos(north1) * math.cos(north2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


@cache
def known_places() -> tuple[KnownPlace, ...]:
    """Countries, provinces and cities of the news of our day."""
    return tuple(
        KnownPlace(name, kind, country, latitude, longitude, (name, *names))
        for name, kind, country, latitude, longitude, names in table("geography")["places"]
    )


def spellings(row: GazetteerRow) -> Iterator[tuple[str, float]]:
    """The names of a row with their weights: whole names 1, parts of double names .5."""
    for name in (row.name, *row.other_names):
        bare = name.rpartition(":")[2].strip()
        inside = _PARENTHESIS.search(bare)
        outside = _PARENTHESIS.sub(" ", bare).strip()
        yield outside or bare, 1.0
        if inside and outside and skeleton(inside.group(1)) == skeleton(outside):
            yield inside.group(1), 1.0
        parts = [part for part in _PARTS.split(outside) if len(part) > 2]
        if len(parts) > 1:
            yield from ((part, 0.5) for part in parts if skeleton(part) != skeleton(row.district))


def is_main(row: GazetteerRow) -> bool:
    """Whether the gazetteer marks the row as the town that its district is named after."""
    if not row.district:
        return False
    bare = _PARENTHESIS.sub(" ", row.name).strip()
    return name_key(bare) == name_key(row.district)


@dataclass(frozen=True, slots=True)
class _Index:
    exact: dict[str, dict[int, float]]
    """name_key -> row -> weight."""
    bones: dict[str, dict[int, float]]
    by_length: dict[int, list[str]]
    """Length -> keys, for spelling mistakes."""
    keys: list[list[str]]
    """Row -> its keys."""
    main: frozenset[int]


@lru_cache(maxsize=4)
def _index(gazetteer: Gazetteer) -> _Index:
    exact: dict[str, dict[int, float]] = {}
    bones: dict[str, dict[int, float]] = {}
    keys: list[list[str]] = []
    for number, row in enumerate(gazetteer.rows):
        keys.append([])
        for name, weight in spellings(row):
            key = name_key(name)
            keys[-1].append(key)
            for where, mark in ((exact, key), (bones, skeleton(name))):
                rows = where.setdefault(mark, {})
                rows[number] = max(weight, rows.get(number, 0.0))
    by_length: dict[int, list[str]] = {}
    for key in sorted(exact):
        by_length.setdefault(len(key), []).append(key)
    main = frozenset(number for number, row in enumerate(gazetteer.rows) if is_main(row))
    return _Index(exact, bones, by_length, keys, main)


@cache
def _known_by_key() -> dict[str, tuple[KnownPlace, ...]]:
    found: dict[str, tuple[KnownPlace, ...]] = {}
    for place in known_places():
        for name in place.names:
            key = name_key(name)
            if place not in found.get(key, ()):
                found[key] = (*found.get(key, ()), place)
    return found


@lru_cache(maxsize=8192)
def _candidates(gazetteer: Gazetteer, name: str, context: tuple[str, ...]) -> tuple[PlaceCandidate, ...]:
    known = known_named(name)
    if any(place.kind == "country" for place in known):
        return ()
    index = _index(gazetteer)
    weights = _one_of_each(gazetteer, _weigh(index, name, known), index)
    lone: list[KnownPlace] = []
    for place in known:
        near = [n for n in weights if _near(gazetteer.rows[n], place)]
        for number in near:
            weights[number] *= 10
        if not near:
            lone.append(place)
    keys = {name_key(word) for word in context}
    for number in weights:
        row = gazetteer.rows[number]
        if keys & {name_key(word) for word in (row.district, row.country) if word}:
            weights[number] *= 5
    return _shared(gazetteer, weights, lone)


def known_named(name: str) -> tuple[KnownPlace, ...]:
    """The places of general knowledge that bear a name, in any of the three scripts."""
    return _known_by_key().get(name_key(name), ())


def _near(row: GazetteerRow, place: KnownPlace) -> bool:
    return place.kind == "city" and kilometres(row.latitude, row.longitude, place.latitude, place.longitude) < 15


def _weigh(index: _Index, name: str, known: Sequence[KnownPlace]) -> dict[int, float]:
    weights: dict[int, float] = {}

    def add(rows: dict[int, float], factor: float) -> None:
        for number, weight in rows.items():
            weights[number] = max(weights.get(number, 0.0), weight * factor)

    key = name_key(name)
    add(index.exact.get(key, {}), 1.0)
    for place in known:
        for other in place.names if place.kind == "city" else ():
            add(index.exact.get(name_key(other), {}), 1.0 if len(other) > 3 else 0.5)
    for number in weights:
        weights[number] *= 8 if number in index.main else 1
    bones = skeleton(name)
    if len(bones) >= 2:
        for number, weight in index.bones.get(bones, {}).items():
            factor = 0.35 * _likeness(key, index.keys[number]) * (2 if number in index.main else 1)
            weights[number] = max(weights.get(number, 0.0), weight * factor)
    if not weights and not known:
        for spelt, ratio in _misspelt(index, key):
            add(index.exact[spelt], 0.2 * ratio)
    return {number: weight for number, weight in weights.items() if weight > 0}


def _one_of_each(gazetteer: Gazetteer, weights: dict[int, float], index: _Index) -> dict[int, float]:
    """Without the second row of one place: the same name within three kilometres."""
    kept: dict[int, float] = {}
    by_key: dict[str, list[int]] = {}
    for number in sorted(
        weights, key=lambda n: (-weights[n], ":" in gazetteer.rows[n].name, gazetteer.rows[n].code, n)
    ):
        row = gazetteer.rows[number]
        same = {other for key in index.keys[number] for other in by_key.get(key, ())}
        places = (gazetteer.rows[other] for other in same)
        if any(kilometres(row.latitude, row.longitude, p.latitude, p.longitude) < 3 for p in places):
            continue
        kept[number] = weights[number]
        for key in index.keys[number]:
            by_key.setdefault(key, []).append(number)
    return kept


def _likeness(key: str, others: Sequence[str]) -> float:
    """How alike a key is to the likest of a row's keys in its own script, .7 when the row has none in it."""
    same = [other for other in others if _script(other) == _script(key)]
    if not same:
        return 0.7
    best = max(fuzz.ratio(key, other) for other in same) / 100
    return best if best >= 0.6 else 0.0


def _misspelt(index: _Index, key: str) -> list[tuple[str, float]]:
    near = [k for length in range(len(key) - 2, len(key) + 3) for k in index.by_length.get(length, ())]
    scored = [(k, fuzz.ratio(key, k) / 100) for k in near if len(key) > 3 and _script(k) == _script(key)]
    return [(k, ratio) for k, ratio in scored if ratio >= 0.84]


def _script(word: str) -> str:
    return "arabic" if is_arabic(word) else "cyrillic" if is_cyrillic(word) else "latin"


def _shared(gazetteer: Gazetteer, weights: dict[int, float], lone: Sequence[KnownPlace]) -> tuple[PlaceCandidate, ...]:
    """Weights as probabilities beside "none of these", rounded down to four places so that they never pass one."""
    total = _NONE + sum(weights.values()) + sum(_lone_weight(weights) for _ in lone)

    def candidate(name: str, code: str, where: tuple[float, float], weight: float, country: str = "") -> PlaceCandidate:
        share = int(weight / total * 10_000) / 10_000
        return PlaceCandidate(
            name=name, code=code, latitude=where[0], longitude=where[1], probability=share, country=country
        )

    rows = ((gazetteer.rows[number], weight) for number, weight in weights.items())
    every = [candidate(row.name, row.code, (row.latitude, row.longitude), weight, row.country) for row, weight in rows]
    every += [candidate(p.name, "", (p.latitude, p.longitude), _lone_weight(weights)) for p in lone]
    return tuple(sorted(every, key=lambda c: (-c.probability, c.name, c.code, c.latitude, c.longitude))[:_SHOWN])


def _lone_weight(weights: dict[int, float]) -> float:
    return 8.0 if weights else 1.0
