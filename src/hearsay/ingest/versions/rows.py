"""What changed between two releases of a table: columns and rows that appeared or vanished, cells with another value.

In: the rows of both, the earlier first. Out: `RowChange`s. Rows are matched by a column, or two, whose values name a row in
both; where there is none, whole rows are compared, and a changed row is one that vanished and one that appeared. The order
of rows is no change.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from hearsay.model import ChangeKind

from .covers import covers
from .lines import Line

_SEPARATORS = "\t;|,"
_UNIQUE = 0.98
"""Share of the rows that a key must tell apart."""
_SHARED = 0.5
"""Share of the smaller table's keys that the other table must have."""
_AGREES = 0.5
"""Share of the other cells that rows of one key must have in common: row numbers are no key."""
_PAIRED = 6
"""Columns of which two together are tried as a key."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One change of a table; `before` or `after` is None where the row is not there."""

    kind: ChangeKind
    before: Line | None
    after: Line | None
    was: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in columns."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]
    """Of the head first."""
    rows: tuple[tuple[str, ...], ...]
    """Cells without the head, one for each further line."""


def table_of(lines: Sequence[Line]) -> Table:
    """The lines as a table; the separator is the one that stands most often in the first line."""
    texts = [page.text[start:end] for page, start, end in lines]
    separator = max(_SEPARATORS, key=texts[0].count)
    cells = [tuple(cell.strip() for cell in _split(text, separator)) for text in texts]
    return Table(cells[0], tuple(lines), tuple(cells[1:]))


def _split(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=separator), [])
    except csv.Error:
        return text.split(separator)


def row_changes(before: Table, after: Table) -> tuple[list[RowChange], tuple[str, ...], float]:
    """The changes, the columns that are the key (none where there is no key), and the share of rows that both have."""
    columns = [name for name in before.head if name and name in after.head]
    key = _key(before, after, columns)
    found = list(_columns(before, after))
    rows = _by_key(before, after, columns, key) if key else _whole(before, after)
    found += rows
    small = min(len(before.rows), len(after.rows))
    touched = Counter(change.kind for change in rows)
    apart = touched["changed"] + min(touched["appeared"], touched["vanished"])
    return found, key, 1 - min(small, apart) / small if small else 1.0


def _columns(before: Table, after: Table) -> Iterator[RowChange]:
    lost = [name for name in before.head if name not in after.head]
    new = [name for name in after.head if name not in before.head]
    if lost or new:
        kind: ChangeKind = "changed" if lost and new else "appeared" if new else "vanished"
        said = ["columns: " + ", ".join(names) if names else "" for names in (lost, new)]
        yield RowChange(kind, before.lines[0], after.lines[0], said[0], said[1])


def _key(before: Table, after: Table, columns: Sequence[str]) -> tuple[str, ...]:
    """The column, else the two columns, that name a row in both tables."""
    singles = [(name,) for name in columns]
    for names in (*singles, *combinations(columns[:_PAIRED], 2)):
        mine, theirs = _indexed(before, names), _indexed(after, names)
        small = min(len(before.rows), len(after.rows))
        unique = min(len(mine) / max(1, len(before.rows)), len(theirs) / max(1, len(after.rows)))
        shared = mine.keys() & theirs.keys()
        if small and unique >= _UNIQUE and len(shared) >= _SHARED * small and _agree(before, after, names, columns):
            return names
    return ()


def _indexed(table: Table, names: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The number of the first row of each key without empty parts."""
    places = [table.head.index(name) for name in names]
    found: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(table.rows):
        key = tuple(row[at] if at < len(row) else "" for at in places)
        if all(key):
            found.setdefault(key, number)
    return found


def _agree(before: Table, after: Table, names: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether rows of one key agree in most of their other cells."""
    mine, theirs = _indexed(before, names), _indexed(after, names)
    others = [name for name in columns if name not in names]
    shared = sorted(mine.keys() & theirs.keys())[:1000]
    if not others or not shared:
        return bool(shared)
    same = sum(_cell(before, mine[key], name) == _cell(after, theirs[key], name) for key in shared for name in others)
    return same >= _AGREES * len(shared) * len(others)


def _cell(table: Table, number: int, name: str) -> str:
    row, at = table.rows[number], table.head.index(name)
    return row[at] if at < len(row) else ""


def _by_key(before: Table, after: Table, columns: Sequence[str], key: tuple[str, ...]) -> list[RowChange]:
    mine, theirs = _indexed(before, key), _indexed(after, key)
    found = []
    for name, number in mine.items():
        if name in theirs:
            found += _cells(before, number, after, theirs[name], columns)
        else:
            found.append(_gone(before, number))
    found += [_come(after, number) for name, number in theirs.items() if name not in mine]
    return found + _whole(_rest(before, mine), _rest(after, theirs))


def _rest(table: Table, indexed: Mapping[tuple[str, ...], int]) -> Table:
    """The rows that no key names, or of which the key named one before."""
    named = set(indexed.values())
    kept = [number for number in range(len(table.rows)) if number not in named]
    return Table(table.head, (table.lines[0], *(table.lines[n + 1] for n in kept)), tuple(table.rows[n] for n in kept))


def _cells(before: Table, one: int, after: Table, other: int, columns: Sequence[str]) -> list[RowChange]:
    pairs = [(name, _cell(before, one, name), _cell(after, other, name)) for name in columns]
    apart = [(name, a, b) for name, a, b in pairs if " ".join(a.split()) != " ".join(b.split())]
    if not apart:
        return []
    was, became = ("; ".join(f"{name}: {values[at]}" for name, *values in apart) for at in (0, 1))
    kind: ChangeKind = "changed"
    if all(covers(b) and not covers(a) for _, a, b in apart):
        kind = "blacked"
    elif all(covers(a) and not covers(b) for _, a, b in apart):
        kind = "uncovered"
    return [RowChange(kind, before.lines[one + 1], after.lines[other + 1], was, became)]


def _whole(before: Table, after: Table) -> list[RowChange]:
    """Rows of one table that the other does not have, each as often as it is missing."""
    mine, theirs = Counter(before.rows), Counter(after.rows)
    lost, new = mine - theirs, theirs - mine
    found = []
    for table, missing, make in ((before, lost, _gone), (after, new, _come)):
        for number, row in enumerate(table.rows):
            if missing[row] > 0:
                missing[row] -= 1
                found.append(make(table, number))
    return found


def _gone(table: Table, number: int) -> RowChange:
    return RowChange("vanished", table.lines[number + 1], None, was=" | ".join(table.rows[number]))


def _come(table: Table, number: int) -> RowChange:
    return RowChange("appeared", None, table.lines[number + 1], became=" | ".join(table.rows[number]))
