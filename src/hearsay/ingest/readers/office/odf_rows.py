"""Rows of tables in OpenDocument files: cells that repeat, hidden rows and columns, tables within cells.

In: elements as they open and close. Out: Lines, one a row. OASIS ODF 1.3 part 3, 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from .odf_styles import Styles
from .script import Line, joined
from .xml import attribute

_REPEATED = 8
"""Times that a cell or a row that repeats is written; of a million equal ones, so many."""
_AWAY = frozenset({"collapse", "filter"})
_WIDEST = 16_384


@dataclass(slots=True)
class _Row:
    hidden: str
    cells: list[str] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    """All lines of all cells."""
    cell: list[Line] = field(default_factory=list)
    filled: bool = False
    count: int = 0
    column: int = 0


@dataclass(slots=True)
class _Table:
    gone: list[tuple[int, int]] = field(default_factory=list)
    columns: int = 0
    number: int = 0


class Rows:
    """The open rows, one within another. Mutable on purpose."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._rows: list[_Row] = []
        self._tables: list[_Table] = []

    @property
    def open(self) -> bool:
        """Whether a cell is open."""
        return bool(self._rows)

    @property
    def filled(self) -> bool:
        """Whether the open cell has a colour behind its text."""
        return bool(self._rows) and self._rows[-1].filled

    def table(self) -> None:
        """A table begins."""
        self._tables.append(_Table())

    def end(self) -> None:
        """The table ends."""
        if self._tables:
            self._tables.pop()

    def column(self, element: etree._Element) -> None:
        """Take note of a column, or of several alike."""
        if self._tables:
            table, count = self._tables[-1], _times(element, "number-columns-repeated")
            if attribute(element, "visibility") in _AWAY:
                table.gone.append((table.columns + 1, table.columns + count))
            table.columns += count

    def begin(self, element: etree._Element) -> None:
        """A row begins."""
        number = self._tables[-1].number + 1 if self._tables else 0
        self._rows.append(_Row(f"hidden row {number}" if attribute(element, "visibility") in _AWAY else ""))

    def cell(self, element: etree._Element) -> None:
        """A cell begins."""
        if self._rows:
            self._rows[-1].cell = []
            behind = self._styles.of("table-cell", attribute(element, "style-name")).behind
            self._rows[-1].filled = behind not in {"", "transparent", "#ffffff"}

    def add(self, line: Line) -> None:
        """A line of the open cell."""
        self._rows[-1].cell.append(line)

    def aside(self, text: str, reason: str) -> None:
        """What hangs on the open cell and is not seen."""
        row = self._rows[-1]
        row.asides.append(
            (
                text,
                f"{reason} at cell {letters(row.column + 1)}{self._tables[-1].number + 1}" if self._tables else reason,
            )
        )

    def close(self, element: etree._Element) -> None:
        """The cell ends."""
        if not self._rows:
            return
        row, times = self._rows[-1], _times(element, "number-columns-repeated")
        text = "\n".join(filter(None, (line.text.strip() for line in row.cell)))
        formula = attribute(element, "formula")
        if not text and formula and not attribute(element, "value"):
            row.asides.append((formula, "formula without a stored result"))
        gone = any(a <= row.column + 1 <= b for a, b in self._tables[-1].gone) if self._tables else False
        white = self._styles.of("table-cell", attribute(element, "style-name")).unseen(plain=True)
        if text and white and not row.hidden:
            row.asides.append((text, white))
            row.cells.append("")
        elif text and gone and not row.hidden:
            row.asides.append((text, f"in hidden column {letters(row.column + 1)}"))
            row.cells.append("")
        else:
            row.cells += [text] * min(times, _REPEATED)
        row.lines += row.cell
        row.column += min(times, _WIDEST)
        row.count += 1
        row.cell = []

    def done(self, element: etree._Element, *, sheet: bool) -> Iterator[Line]:
        """The row as lines; nothing of one that lies within another, which becomes part of that."""
        if not self._rows:
            return
        row, times = self._rows.pop(), _times(element, "number-rows-repeated")
        if self._tables:
            self._tables[-1].number += min(times, 1 << 20)
        while row.cells and not row.cells[-1]:
            row.cells.pop()
        if row.count == 1 and not sheet and not self._rows:
            yield from row.lines
            return
        line = Line("table")
        text = joined(row.cells)
        line.say(text, row.hidden)
        line.asides += [*row.asides, *(aside for one in row.lines for aside in one.asides)]
        line.after = [beside for one in row.lines for beside in one.after]
        if self._rows:
            self._rows[-1].cell.append(line)
            return
        for _ in range(min(times, _REPEATED) if text.strip() else 1):
            yield line


def _times(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isdecimal() and len(value) < 9 else 1


def letters(column: int) -> str:
    """A for 1, AA for 27."""
    out = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out
