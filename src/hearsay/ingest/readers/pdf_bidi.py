"""From the runs of a line as they stand on the paper to the order in which they are read.

In: runs from left to right. Out: runs in logical order. The Unicode Bidirectional Algorithm (UAX #9) says how a text in
logical order is set; this is its inverse for what one line can show. Where two texts are set alike, the one that keeps
Latin words and their numbers together is taken.
"""

from collections.abc import Sequence
from typing import NamedTuple

_MIRRORED = {**dict(zip("([{«‹﴾", ")]}»›﴿", strict=True)), **dict(zip(")]}»›﴿", "([{«‹﴾", strict=True))}
_OPENS = frozenset("([{«‹﴿")
_STOPS = frozenset(".,:;!?،؛؟…")
_WITHIN = frozenset(".,:/٫٬")
"""Between two digits of one number."""
_LEADING = frozenset("+-−$€£#")
_TRAILING = frozenset("%٪°")


class Run(NamedTuple):
    """Neighbours of one kind: R letters from right to left, L other letters, D digits, N a sign, S a space."""

    kind: str
    text: str
    """Its characters; those of R are of no account."""
    number: int
    """Whatever the caller knows it by."""


def logical(runs: Sequence[Run], *, rtl: bool) -> list[Run]:
    """The runs of a line, given from left to right, in the order in which they are read."""
    if rtl:
        return _from_right(list(runs)[::-1])
    found: list[Run] = []
    at = 0
    while at < len(runs):
        if runs[at].kind != "R":
            found.append(runs[at])
            at += 1
            continue
        end = at
        for k in range(at, len(runs)):
            if runs[k].kind == "L":
                break
            end = k if runs[k].kind == "R" else end
        found += _from_right(list(runs[at : end + 1])[::-1])
        at = end + 1
    return found


def _from_right(row: list[Run]) -> list[Run]:
    """Runs given from right to left: read so, but Latin words and numbers from left to right."""
    found: list[Run] = []
    at = 0
    while at < len(row):
        end = _island(row, at)
        found += row[at:end][::-1] if end > at + 1 else [row[at]]
        at = max(end, at + 1)
    return found


def _island(row: Sequence[Run], at: int) -> int:
    """Where what begins at `at` and is read from left to right ends: Latin words with their numbers, or one number."""
    if row[at].kind not in "LDN" or (row[at].kind == "N" and not _signs_number(row, at)):
        return at
    end = at
    latin = False
    for k in range(at, len(row)):
        kind = row[k].kind
        if kind == "R" or (kind == "N" and _parts(row, k)):
            break
        latin = latin or kind == "L"
        end = k + 1 if kind in "LD" else end
    return _balanced(row, at, end) if latin else _number(row, at)


def _balanced(row: Sequence[Run], at: int, end: int) -> int:
    """`end`, moved over a sign on the left that belongs to what is within: the bracket of one that closes on the right."""
    inside = "".join(run.text for run in row[at:end])
    if (
        end < len(row)
        and row[end].text in _MIRRORED
        and inside.count(_MIRRORED[row[end].text]) > inside.count(row[end].text)
    ):
        return end + 1
    return end


def _parts(row: Sequence[Run], k: int) -> bool:
    """Whether a stop hugs what stands on its right and has a space on its left: the end of something read leftwards."""
    if row[k].text not in _STOPS or not k or row[k - 1].kind == "S":
        return False
    return k + 1 < len(row) and row[k + 1].kind == "S"


def _signs_number(row: Sequence[Run], at: int) -> bool:
    """Whether the sign at `at` is one that is set behind a number, as a percentage is."""
    return row[at].text in _TRAILING and at + 1 < len(row) and row[at + 1].kind == "D"


def _number(row: Sequence[Run], at: int) -> int:
    """Where the number that begins at `at` ends, towards the left."""
    end = at + 1 if row[at].kind == "D" else at + 2
    while end < len(row):
        if row[end].kind == "D":
            end += 1
        elif row[end].text in _WITHIN and end + 1 < len(row) and row[end + 1].kind == "D":
            end += 2
        else:
            break
    if end < len(row) and row[end].text in _LEADING and (end + 1 == len(row) or row[end + 1].kind == "S"):
        end += 1
    return end


def bracketed(characters: Sequence[str]) -> list[str]:
    """The same with brackets that open before what they hold, told by the spaces around them, then by their pairs.

    A layer may keep either the shape of a bracket or its meaning, and the two differ where a line runs to the left.
    """
    found = list(characters)
    open_: list[str] = []
    for k, character in enumerate(characters):
        if character not in _MIRRORED:
            continue
        one, two = sorted((character, _MIRRORED[character]), key=lambda c: c not in _OPENS)
        before = characters[k - 1] if k else " "
        after = characters[k + 1] if k + 1 < len(characters) else " "
        starts, ends = before.isspace(), after.isspace() or after in _STOPS
        opens = starts if starts != ends else one not in open_
        if opens:
            open_.append(one)
        elif one in open_:
            open_.remove(one)
        found[k] = one if opens else two
    return found
