"""The chains of hands of a case: those of case.toml, and those of its tables, a row a hand.

In: a case. Out: for each path the hands in order, with the place where it is declared. Every row must hold: CaseInvalid names
the table, the line and what is wrong there. A path that ends in `/` stands for all that lies below it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from hearsay.errors import CaseInvalid
from hearsay.settings import CustodyTable, DeclaredCustody, Hand

from .case import Case
from .complaint import nearest, plain

_HAND = tuple(field.encode_name for field in msgspec.structs.fields(Hand))
COLUMNS = ("path", "position", *_HAND)
"""Of a table of custody; only path and act are needed."""
_NEEDED = ("path", "act")
_SEPARATORS = ",;\t"
_REMEDY = "mend the table; its columns are described in docs/case.md under [[custody_tables]]"


@dataclass(frozen=True, slots=True)
class Chain:
    """The hands of one path."""

    custody: DeclaredCustody
    where: str
    """`custody[3].path`, or a table and a line of it."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    path: str
    position: int | None
    hand: Hand


def chains(case: Case) -> list[Chain]:
    """All chains in the order of their paths. Raises CaseInvalid for a table that cannot be used, or a path declared twice."""
    declared = case.declared
    found = [Chain(custody, f"custody[{number}].path") for number, custody in enumerate(declared.custody)]
    known = {chain.custody.path: chain.where for chain in found}
    for number, table in enumerate(declared.custody_tables):
        for chain in _chains(case, number, table):
            path = chain.custody.path
            if path in known:
                raise CaseInvalid(
                    f"{chain.where}: the hands of {path!r} are declared already by {known[path]}",
                    remedy="declare the hands of each path in one place",
                )
            known[path] = chain.where
            found.append(chain)
    return sorted(found, key=lambda chain: chain.custody.path)


def _chains(case: Case, number: int, table: CustodyTable) -> Iterator[Chain]:
    file = case.resolve(table.path, outside=table.outside, key=f"custody_tables[{number}].path")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaseInvalid(f"{table.path} is not UTF-8: {error}", remedy="save it as CSV in UTF-8") from error
    except OSError as error:
        raise CaseInvalid(
            f"{table.path} cannot be read: {error.strerror}", remedy="mend its path or its rights"
        ) from error
    by_path: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(text, table.path):
        by_path[row.path].append(row)
    for path, rows in by_path.items():
        hands = tuple(row.hand for row in _ordered(rows, table.path))
        yield Chain(DeclaredCustody(path=path, hands=hands), f"{table.path}, line {rows[0].line}")


def _rows(text: str, name: str) -> Iterator[_Row]:
    """The rows with something in them, checked one by one."""
    lines = text.splitlines(keepends=True)
    head = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max(_SEPARATORS, key=head.count), strict=True)
    header: list[str] = []
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if not header:
                header = _header(values, name)
            else:
                yield _row(header, values, f"{name}, line {reader.line_num}", reader.line_num)
    except csv.Error as error:
        raise CaseInvalid(f"{name}, line {reader.line_num}: {error}", remedy=_REMEDY) from error
    if not header:
        raise CaseInvalid(f"{name} is empty", remedy=f"begin it with a line of columns: {','.join(COLUMNS)}")


def _header(values: Sequence[str], name: str) -> list[str]:
    found = [value.casefold().replace(" ", "_") for value in values]
    for column in found:
        if column not in COLUMNS:
            like = nearest(column, COLUMNS)
            raise CaseInvalid(
                f"{name}: no column is called {column!r}; they are {', '.join(COLUMNS)}{like}", remedy=_REMEDY
            )
    twice = sorted({column for column in found if found.count(column) > 1})
    lost = [column for column in _NEEDED if column not in found]
    if twice or lost:
        what = f"the column {twice[0]} stands there twice" if twice else f"the column {lost[0]} is missing"
        raise CaseInvalid(f"{name}: {what}", remedy=_REMEDY)
    return found


def _row(header: Sequence[str], values: Sequence[str], where: str, line: int) -> _Row:
    if len(values) > len(header):
        raise CaseInvalid(
            f"{where}: {len(values)} cells under {len(header)} columns",
            remedy="put a cell that holds a separator in quotes",
        )
    cells = dict(zip(header, values, strict=False))
    position = cells.get("position", "")
    if position and not (position.isascii() and position.isdigit()):
        raise CaseInvalid(f"{where}: position: expected a whole number, got {position!r}", remedy=_REMEDY)
    if not cells.get("path"):
        raise CaseInvalid(
            f"{where}: path is blank", remedy="name the file as the ledger does, or a folder that ends in /"
        )
    said: Mapping[str, str] = {key: value for key, value in cells.items() if key in _HAND and value}
    try:
        hand = msgspec.convert(said, Hand)
    except msgspec.ValidationError as error:
        raise CaseInvalid(f"{where}: {plain(str(error), Hand)}", remedy=_REMEDY) from error
    return _Row(line, cells["path"], int(position) if position else None, hand)


def _ordered(rows: Sequence[_Row], name: str) -> list[_Row]:
    """The rows of one path by position, or as they stand where none has one."""
    placed = {row.position for row in rows if row.position is not None}
    if not placed:
        return list(rows)
    for row in rows:
        if row.position is None:
            raise CaseInvalid(
                f"{name}, line {row.line}: {row.path!r} has a position in other rows and none here",
                remedy="give all rows of a path a position, or none",
            )
    if len(placed) < len(rows):
        seen: dict[int | None, int] = {}
        for row in rows:
            if row.position in seen:
                raise CaseInvalid(
                    f"{name}, line {row.line}: position {row.position} of {row.path!r} stands in line {seen[row.position]} already",
                    remedy="number the hands of a path from the first on",
                )
            seen[row.position] = row.line
    return sorted(rows, key=lambda row: row.position or 0)
