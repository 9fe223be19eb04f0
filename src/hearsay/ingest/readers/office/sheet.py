"""Excel files (xlsx, xlsm, xltx): a page a sheet, of a long sheet several, a block a row; hidden sheets, rows, columns, comments.

In: a Package. Out: pages, facts, members. Cells stand as they are shown, parted by tabs; the formula of a cell is told only
where no result is stored. ECMA-376 part 1, 18.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from lxml import etree

from hearsay.ingest.reading import Reading, Resume, Said
from hearsay.ingest.source import Source

from . import parts, sheet_rest
from .formats import plain, shown
from .jobs import Job, done
from .odf_rows import letters
from .package import Package
from .script import Line, Script, joined
from .sheet_strings import Strings, words
from .sheet_styles import CellStyles, Shown
from .xml import attribute, child, children, events, forget, inner, local

ROWS = 5_000
"""Rows of a page at most."""

_PLACE = re.compile(r"([A-Za-z]{1,3})\d{1,7}")
_GAP = 8
"""Empty cells in a row that are shown as such; of more, so many."""
_TRUE = frozenset({"1", "true"})
_TOLD = 1000
_WIDEST = 16_384
_WANTED = ("row", "cols", "headerFooter")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    state: str
    part: str

    @property
    def hidden(self) -> str:
        if self.state == "veryHidden":
            return f'very hidden sheet "{self.name}" (Excel does not offer to show it)'
        return f'hidden sheet "{self.name}"' if self.state == "hidden" else ""


def read(package: Package, source: Source, resume: Resume) -> Iterator[Reading]:
    """The sheets in order, then what is kept of other files, facts and members."""
    main = parts.main(package, "xl/workbook.xml")
    book = _Book(package, main)
    jobs = [Job(f'sheet "{sheet.name}"', partial(book.read, sheet)) for sheet in book.sheets]
    jobs.append(Job("what is kept of other files", book.rest))
    yield from done([*jobs, *parts.jobs(package, source)], source, resume)


class _Book:
    """One workbook."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        self._root = package.tree(main)
        self.sheets = self._sheets()
        properties = child(self._root, "workbookPr")
        self._late = properties is not None and attribute(properties, "date1904") in _TRUE

    def _sheets(self) -> list[_Sheet]:
        """In the order of the workbook; by the names of the parts where it does not say."""
        links = self._package.links(self._main)
        found = [
            _Sheet(attribute(one, "name"), attribute(one, "state"), links[_relation(one)].target)
            for one in children(self._root, "sheets")
            if _relation(one) in links
        ]
        known = {sheet.part for sheet in found}
        loose = sorted(name for name in self._package.names if re.search(r"(?i)worksheets/[^/]*\.xml\Z", name))
        return found + [_Sheet(name.rpartition("/")[2], "loose", name) for name in loose if name not in known]

    @cached_property
    def _strings(self) -> Strings:
        found = self._package.linked(self._main, "sharedStrings")
        return Strings(self._package, found[0] if found else self._package.find("xl/sharedStrings.xml"))

    @cached_property
    def _styles(self) -> CellStyles:
        found = self._package.linked(self._main, "styles")
        return CellStyles(self._package.tree(found[0]) if found else None)

    def read(self, sheet: _Sheet, number: int) -> Iterator[Reading]:
        """The pages of one sheet."""
        script = Script(number)
        script.hidden = sheet.hidden
        script.write(sheet.name, "headline", 1)
        rows = _Rows(self._strings, self._styles, self._late)
        count = 0
        for _, element in events(self._package.pieces(sheet.part), sheet.part, self._package.flaws, _WANTED, ["end"]):
            if local(element) == "row":
                rows.add(element, script)
                count += 1
                forget(element)
            elif local(element) == "cols":
                rows.columns(element)
            else:
                sheet_rest.furniture(element, script)
            if script.full or count == ROWS:
                count = 0
                yield from (Reading((page,)) for page in script.page())
        for line in sheet_rest.beside(self._package, sheet.part):
            script.add(line)
        yield from (Reading((page,)) for page in script.page())

    def rest(self, number: int) -> Iterator[Reading]:
        """What other workbooks' and tables' data the file keeps, as hidden pages; names and hidden sheets as facts."""
        script = Script(number)
        for line in sheet_rest.kept(self._package):
            script.add(line)
            if script.full:
                yield from (Reading((page,)) for page in script.page())
        yield from (Reading((page,)) for page in script.page())
        names = [f"{attribute(one, 'name')} = {inner(one)}" for one in children(self._root, "definedNames")[:_TOLD]]
        said = [Said("defined_name", name[:500], "markup") for name in names]
        yield Reading(said=(*said, *(Said("hidden_sheet", s.name, "markup") for s in self.sheets if s.hidden)))


def _relation(element: etree._Element) -> str:
    """The r:id of an element that may have an id of its own as well."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


class _Rows:
    """Rows of one sheet as lines. Mutable on purpose: a cell without a place follows the one before."""

    def __init__(self, strings: Strings, styles: CellStyles, late: bool) -> None:  # noqa: FBT001
        self._strings, self._styles, self._late = strings, styles, late
        self._hidden: list[tuple[int, int]] = []
        self._next = 1

    def columns(self, element: etree._Element) -> None:
        """Note which columns are hidden."""
        for one in element:
            if (
                attribute(one, "hidden") in _TRUE
                and attribute(one, "min").isdecimal()
                and attribute(one, "max").isdecimal()
            ):
                self._hidden.append((int(attribute(one, "min")), int(attribute(one, "max"))))

    def add(self, row: etree._Element, script: Script) -> None:
        """Write one row."""
        number = int(row.get("r") or self._next) if (row.get("r") or "0").isdecimal() else self._next
        self._next = number + 1
        away = f"hidden row {number}" if row.get("hidden") in _TRUE else ""
        line, cells, last, column = Line("table"), list[str](), 0, 0
        for cell in row:
            column = _column(cell.get("r") or "") or column + 1
            style = self._styles.of(cell.get("s") or "")
            text, reason = self._value(cell, style)
            if not text:
                continue
            if self._hidden and not away and not reason:
                reason = self._gone(column)
            if away or reason:
                line.asides += [(text, away or reason)]
            else:
                cells += [""] * min(column - last - 1, _GAP)
                cells.append(text)
                last = column
        line.parts = [joined(cells)]
        if away:
            line.asides = [(joined(text for text, _ in line.asides), away)]
        script.add(line)

    def _gone(self, column: int) -> str:
        return f"in hidden column {letters(column)}" if any(a <= column <= b for a, b in self._hidden) else ""

    def _value(self, cell: etree._Element, style: Shown) -> tuple[str, str]:
        """What a cell shows, and why that is not to be seen."""
        kind, value, formula = cell.get("t") or "n", None, ""
        for one in cell:
            name = local(one)
            if name == "v":
                value = one.text or ""
            elif name == "f":
                formula = one.text or ""
            elif name == "is":
                return words(one), style.hidden
        if value is None:
            return (f"={formula}", "formula without a stored result") if formula else ("", "")
        return self._text(kind, value, style.form), style.hidden

    def _text(self, kind: str, value: str, form: str) -> str:
        try:
            if kind == "s":
                return self._strings[int(value)]
            if kind == "b":
                return "TRUE" if value in _TRUE else "FALSE"
            if kind == "n":
                return (
                    value
                    if form == "General" and len(value) < 12
                    else shown(float(value), form, late=self._late) or plain(float(value))
                )
        except (ValueError, IndexError, OverflowError):
            return value
        return value


def _column(place: str) -> int:
    """1 for A; 0 for no place."""
    match = _PLACE.fullmatch(place)
    number = 0
    for letter in match[1].upper() if match else "":
        number = number * 26 + ord(letter) - 64
    return min(number, _WIDEST)
