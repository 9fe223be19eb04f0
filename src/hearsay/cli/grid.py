"""A table on a terminal: columns under their names, or a card for each row where the lines are too short for columns.

In: names of columns and rows. Out: lines no wider than the terminal. Where nobody said how wide it is (a pipe, a file) each
row is one line without a heading, cells parted by two spaces and cut at 100 characters, as other programs like to read it.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from .lines import columns, fitting, isolated, wrapped
from .screen import safe

_CUT = 100
"""Longest cell of a row that is one line."""
_NARROW = 16
"""A cell that is cut shorter than this cannot be read: then each row is a card."""
_LINES = 6
"""Most lines of one cell."""


def show(names: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Print the rows, only the columns `names`."""
    cells = [[_cell(row.get(name)) for name in names] for row in rows]
    known = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit()
    if not known:
        for row in cells:
            click.echo("  ".join(cell if len(cell) <= _CUT else cell[: _CUT - 1] + "…" for cell in row).rstrip())
    elif cells:
        width = max(20, shutil.get_terminal_size((100, 24)).columns)
        for line in _laid_out(names, cells, width):
            click.echo(line)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, (list, tuple)):
        return _cell(", ".join(map(_cell, value)))
    return "-" if value in (None, "") else safe(str(value))


def _laid_out(names: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    longest = [max(columns(name), *(columns(row[n]) for row in cells)) for n, name in enumerate(names)]
    room = width - 2 * (len(names) - 1)
    most = next((most for most in range(room, _NARROW, -1) if sum(min(most, one) for one in longest) <= room), 0)
    if not most:
        return (line for row in cells for line in _card(names, row, width))
    widths = [min(most, one) for one in longest]
    heading = [name.replace("_", " ") for name in names]
    return (line for row in (heading, *cells) for line in _row(row, widths))


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    sides = [_lines(cell, width) for cell, width in zip(row, widths, strict=True)]
    for n in range(max(map(len, sides))):
        line = []
        for side, width in zip(sides, widths, strict=True):
            text = side[n] if n < len(side) else ""
            line.append(isolated(text) + " " * (width - columns(text)))
        yield "  ".join(line).rstrip()


def _card(names: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    label = min(max(map(len, names)) + 1, width // 3)
    for name, cell in zip(names, row, strict=True):
        head = name.replace("_", " ")[:label]
        for n, text in enumerate(_lines(cell, width - label - 1)):
            yield f"{'' if n else head:<{label}} {isolated(text)}".rstrip()
    yield ""


def _lines(cell: str, width: int) -> list[str]:
    lines = wrapped(cell, width)
    if len(lines) > _LINES:
        last = lines[_LINES - 1]
        lines = [*lines[: _LINES - 1], last[: fitting(last, width - 1)] + "…"]
    return lines
