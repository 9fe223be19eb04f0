"""How much two contents have in common, from their samples, and what differs that would make them two records.

In: two `Likeness`es. Out: shares in 0..1, and reasons in words.
"""

from bisect import bisect_right
from difflib import SequenceMatcher

from .likeness import KEPT, Likeness

_ALIKE = 0.6
"""Likeness from which on two readings may be of one word."""


def contained(one: Likeness, other: Likeness) -> float:
    """The share of the smaller content's shingles, or rows, that the larger one has as well, as the samples tell.

    Samples are the smallest hashes: up to the lower of both thresholds each holds all that its text has.
    """
    small, large = sorted((one, other), key=lambda side: (side.distinct, side.sample))
    if not small.sample or bool(one.table) != bool(other.table):
        return 0.0
    limit = min(_limit(small), _limit(large))
    mine = small.sample[: bisect_right(small.sample, limit)]
    theirs = set(large.sample)
    return sum(value in theirs for value in mine) / len(mine) if mine else 0.0


def _limit(side: Likeness) -> int:
    return side.sample[-1] if side.distinct > KEPT else 1 << 64


def replaced(one: Likeness, other: Likeness) -> tuple[int, int]:
    """Numbers and names that stand in each other's place in both, and those that are the same: a form is filled in anew."""
    matcher = SequenceMatcher(None, one.slots, other.slots, autojunk=False)
    changed = same = 0
    for kind, a, b, c, d in matcher.get_opcodes():
        changed += min(b - a, d - c) if kind == "replace" else 0
        same += b - a if kind == "equal" else 0
    return changed, same


def conflicts(one: Likeness, other: Likeness) -> list[str]:
    """What differs that a record has but once; empty where nothing speaks against one record."""
    found = []
    for kind, said in (("mail", "two message ids"), ("address", "two addresses"), ("record", "two record numbers")):
        mine, theirs = (_own(side, kind) for side in (one, other))
        if mine and theirs and not mine & theirs:
            found.append(said)
    read = one.seen or other.seen
    if _differ(one.reference, other.reference, read=read):
        found.append(f"the numbers {one.reference} and {other.reference}")
    if _differ(one.addressee, other.addressee, read=read):
        found.append("two addressees")
    return found


def _differ(mine: str, theirs: str, *, read: bool) -> bool:
    """Whether both are there and are two; of what a machine read from a picture only where they are not even alike."""
    if not mine or not theirs or mine == theirs:
        return False
    return not read or SequenceMatcher(None, mine, theirs, autojunk=False).ratio() < _ALIKE


def _own(side: Likeness, kind: str) -> set[str]:
    return {name for name in side.ids if name.startswith(kind + " ")}
