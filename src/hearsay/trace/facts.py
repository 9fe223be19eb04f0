"""Facts that survive translation: numbers, dates, places and actors of a document, in order.

In: pages of one document. Out: `Detail`s whose keys are the same in English, Arabic and Russian.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hearsay.model import Anchor, Page, PlaceMention, Quantity, TimeMention
from hearsay.text.dates import find_times
from hearsay.text.names import actors, skeleton
from hearsay.text.normal import fold_text
from hearsay.text.numbers import find_quantities
from hearsay.text.places import EMPTY, find_places

SMALL = 12
"""Whole numbers up to this are too common to tell two texts apart."""


DIGITS = re.compile(r"\d{1,3}(?:[,. ]\d{3})+(?!\d)|\d{1,9}(?:[.,]\d{1,3})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Detail:
    """One fact at one place."""

    key: str
    """`n:` number, `t:` first and last day, `y:` year, `p:` place, `a:` actor."""
    text: str
    anchor: Anchor


def number_key(quantity: Quantity) -> str:
    """Key of a number worth comparing; empty for small whole numbers and for words without a value."""
    value = quantity.value
    if value is None or (value == int(value) and abs(value) <= SMALL and quantity.unit != "share"):
        return ""
    return f"n:{value:g}"


def time_key(time: TimeMention) -> str:
    """Key of a time known to the day or the month; empty for others."""
    return (
        f"t:{time.first[:10]}/{time.last[:10]}" if time.first and time.precision in {"minute", "day", "month"} else ""
    )


def year_key(time: TimeMention, published: str) -> str:
    """Key of a time known to the year, where it is not the year of publication; empty for others."""
    told = time.first and time.precision == "year" and time.first[:4] == time.last[:4] != published[:4]
    return f"y:{time.first[:4]}" if told else ""


def place_key(place: PlaceMention) -> str:
    """Key of a place: the code of its likeliest candidate, else the consonants of its name."""
    best = max(place.candidates, key=lambda c: (c.probability, c.code, c.name), default=None)
    if best is not None and best.code:
        return f"p:{best.code}"
    bones = skeleton(best.name if best is not None else place.text)
    return f"p:{bones}" if len(bones) > 1 else ""


def details(pages: Sequence[Page], published: str) -> list[Detail]:
    """All facts of the pages in reading order; relative dates are reckoned from `published` (ISO day or empty)."""
    found: list[Detail] = []
    for page in pages:
        rows = sorted(_of_page(page.text, published))
        found += [Detail(key, page.text[a:b], Anchor(page=page.id, start=a, end=b)) for a, b, key in rows]
    return found


def _of_page(text: str, published: str) -> Iterator[tuple[int, int, str]]:
    end = len(text)
    yield from _keyed((q.start, q.end, number_key(q)) for q in find_quantities(text, 0, end))
    times = find_times(text, 0, end, published=published)
    yield from _keyed((t.start, t.end, time_key(t) or year_key(t, published)) for t in times)
    yield from _keyed((p.start, p.end, place_key(p)) for p in find_places(text, 0, end, EMPTY))
    yield from _keyed((a.start, a.end, f"a:{a.name}") for a in actors(text, 0, end))


def _keyed(rows: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    return (row for row in rows if row[2])


def quick(pages: Sequence[Page]) -> frozenset[str]:
    """Keys of a document by which candidates are found: numbers in digits, places, actors. Cheap enough for any haul."""
    found: set[str] = set()
    for page in pages:
        found |= digits(page.text)
        found |= {place_key(place) for place in find_places(page.text, 0, len(page.text), EMPTY)}
        found |= {f"a:{actor.name}" for actor in actors(page.text, 0, len(page.text))}
    return frozenset(found - {""})


def digits(text: str) -> frozenset[str]:
    """Keys of the numbers above `SMALL` that stand in digits of any script."""
    values = (
        float(re.sub(r"(?<=\d)[,. ](?=\d{3})", "", hit).replace(",", ".")) for hit in DIGITS.findall(fold_text(text))
    )
    return frozenset(f"n:{value:g}" for value in values if value > SMALL)


def counted_by(detail: Detail) -> frozenset[str]:
    """The quick keys that tell how common a fact is; empty for what is written in words alone."""
    return frozenset({detail.key}) if detail.key[0] in "pa" else digits(detail.text)


def in_order(one: Sequence[Detail], other: Sequence[Detail], rare: frozenset[str]) -> list[tuple[Detail, Detail]]:
    """First mentions of the rare keys that both have, in the order of the first text."""
    theirs: dict[str, Detail] = {}
    for detail in other:
        theirs.setdefault(detail.key, detail)
    seen: set[str] = set()
    pairs: list[tuple[Detail, Detail]] = []
    for detail in one:
        if detail.key in rare and detail.key in theirs and detail.key not in seen:
            seen.add(detail.key)
            pairs.append((detail, theirs[detail.key]))
    return pairs


def agreement(pairs: Sequence[tuple[Detail, Detail]]) -> float:
    """Share of the pairs of facts that stand in the same order in both texts, 0..1; 0.5 for fewer than two facts."""
    places = [(pair[1].anchor.page, pair[1].anchor.start) for pair in pairs]
    count = len(places)
    if count < 2:
        return 0.5
    right = sum(places[i] < places[j] for i in range(count) for j in range(i + 1, count))
    return 2 * right / (count * (count - 1))
