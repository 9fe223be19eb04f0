"""On what ground two contents are releases of one record: an id, a name with marks, a name in another format, covered words.

In: two `Likeness`es. Out: a `Ground`: yes with its probability, a question, or nothing. Two records on one form agree in
nearly all words too; what tells them apart are the numbers and names that stand in each other's place, and what a record
has but once. Nothing weaker than an id outweighs these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .alike import conflicts, contained, replaced
from .likeness import Likeness
from .titles import Title, least, read_title


@dataclass(frozen=True, slots=True)
class Ground:
    """What two contents are to each other."""

    answer: Literal["same", "ask"]
    probability: float
    reasons: tuple[str, ...]


_IDS = {"mail": "message id", "address": "address", "record": "number of a record in their heads"}


def ground(one: Likeness, other: Likeness) -> Ground | None:
    """Whether both are one record; None where nothing says so."""
    if (
        one.revision[0] in other.paths
        or other.revision[0] in one.paths
        or (one.revision[0] and one.revision[0] == other.revision[0])
    ):
        return Ground("same", 0.99, ("an earlier revision inside the same file",))
    share, against = contained(one, other), conflicts(one, other)
    said = f"{share:.0%} of the {'rows' if one.table else 'words'} of the shorter are in the other"
    if hard(against):
        return None
    for kind, name in _IDS.items():
        shared = sorted({i for i in one.ids if i.startswith(kind + " ")} & set(other.ids))
        if shared:
            return _by_id(one, other, share, (f"one {name}: {shared[0].partition(' ')[2]}", said))
    if one.mail or other.mail or min(one.size, other.size) < least("words"):
        return None
    return _by_name(one, other, (share, said, against)) or _by_covers(one, other, share, against)


def hard(against: Sequence[str]) -> bool:
    """Whether something speaks against one record that no sign outweighs."""
    return any(said in ("two message ids", "two addresses") for said in against)


def _by_id(one: Likeness, other: Likeness, share: float, reasons: tuple[str, ...]) -> Ground:
    short = min(one.size, other.size) <= least("short")
    if share >= (least("marked") if short else least("same_id")):
        return Ground("same", 0.97, reasons)
    return Ground("ask", 0.5, (*reasons, "though their words differ"))


def _titles(side: Likeness) -> list[Title]:
    return [read_title(path) for path in side.paths]


def _by_name(one: Likeness, other: Likeness, alike: tuple[float, str, list[str]]) -> Ground | None:
    pairs = [(a, b) for a in _titles(one) for b in _titles(other) if a.stem and a.stem == b.stem]
    found = [g for a, b in pairs if (g := _titled((one, a), (other, b), alike)) is not None]
    return max(found, key=lambda g: (g.answer == "same", g.probability), default=None)


def _titled(
    mine: tuple[Likeness, Title], theirs: tuple[Likeness, Title], alike: tuple[float, str, list[str]]
) -> Ground | None:
    """What the names of two files that share a stem are worth."""
    (one, a), (other, b), (share, said, against) = mine, theirs, alike
    if a.record and b.record and _long(one, other) and share >= least("same_record"):
        return Ground("same", 0.95, (f"one number of a record in both file names: {a.stem}", said))
    changed, kept = replaced(one, other)
    filled = changed > max(1, kept // 20) and not (one.seen or other.seen)
    beside = a.folder == b.folder
    if beside and (a.marked or b.marked):
        why, needed, doubt = "one file name but for the mark of a release", least("marked"), bool(against)
    elif one.table and (a.date or b.date) and a.date != b.date:
        why, needed, doubt = "one file name but for a date", least("rows"), bool(against) or one.table != other.table
    elif beside and not (a.copy or b.copy or a.date != b.date) and (a.telling or b.telling or one.seen or other.seen):
        why, needed, doubt = "one file name in another format", least("format"), bool(against) or filled
    elif a.telling and (beside or not (a.copy or b.copy)):
        why, needed, doubt = _apart(a, b), least("dated"), bool(against) or filled or _days(one, other)
    else:
        return None
    if share < (needed if not doubt else max(needed, least("asked"))):
        return None
    if not doubt:
        return Ground("same", 0.9, (why, said))
    return Ground("ask", 0.5, (why, said, *(against or [f"{changed} numbers or names stand in each other's place"])))


def _apart(a: Title, b: Title) -> str:
    if a.date != b.date:
        return "one file name but for a date"
    return "one file name but for the mark of a copy" if a.copy or b.copy else "one file name in two folders"


def _long(one: Likeness, other: Likeness) -> bool:
    return min(one.size, other.size) >= least("long") or contained(one, other) >= least("same_id")


def _days(one: Likeness, other: Likeness) -> bool:
    """Whether both have a day in their heads, and two."""
    return bool(one.day and other.day and one.day != other.day)


def _by_covers(one: Likeness, other: Likeness, share: float, against: list[str]) -> Ground | None:
    """A text with covered words and the one it was made from, whatever their names."""
    blacked, whole = sorted((one, other), key=lambda side: -side.covered)
    if blacked.covered <= whole.covered or against or share < least("blacked") or _days(one, other):
        return None
    changed, kept = replaced(blacked, whole)
    alike = min(blacked.distinct, whole.distinct) / max(blacked.distinct, whole.distinct) >= least("marked")
    if blacked.size < least("short") or not alike or changed > blacked.covered - whole.covered + kept // 20:
        return None
    said = f"{share:.0%} of what is left of its words are in the other"
    return Ground("same", 0.9, (f"{blacked.covered} covers in the place of words", said))
