"""Old Excel files (xls of Excel 2 to 2003): a page a sheet, rows as they are shown, hidden sheets, rows, columns and notes.

In: the bytes of a workbook. Out: Readings. By xlrd; what it does not tell (macros, objects, properties) comes from the
compound file around it.
"""

import io
import struct
from collections.abc import Iterator
from typing import Any

import olefile
import xlrd
from xlrd.biffh import XLRDError, error_text_from_code

from hearsay.ingest.reading import Reading, Said

from . import compound_rest, formats, objects, xls_rest
from .odf_rows import letters
from .script import Line, Script, joined
from .sheet import ROWS

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 0, 1, 2, 3, 4, 5
_STATES = {1: 'hidden sheet "{}"', 2: 'very hidden sheet "{}" (Excel does not offer to show it)'}
_GAP = 8
_BROKEN = (XLRDError, AssertionError, IndexError, KeyError, AttributeError, ValueError, TypeError, struct.error)
_WHITE = (255, 255, 255)


def read(data: bytes) -> Iterator[Reading]:
    """The sheets, then facts and members."""
    book = _opened(data)
    script, rest = Script(), xls_rest.beside(data)
    for number, sheet in enumerate(book.sheets()):
        for text in rest.banners.get(number, []):
            script.write(text, "furniture")
        yield from _sheet(book, sheet, script, rest.boxes.get(number, []))
    names = [
        f"{one.name} = {one.formula_text if hasattr(one, 'formula_text') else ''}".rstrip(" =")
        for one in book.name_obj_list[:1000]
    ]
    yield Reading(said=tuple(Said("defined_name", name[:500], "markup") for name in names if name.isprintable()))
    yield Reading(members=tuple(rest.members()))
    yield from compound_rest.read(data)


def _opened(data: bytes) -> Any:
    """The workbook; without its formats where those are what is broken."""
    stream = data
    if data.startswith(objects.MAGIC):
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            stream = file.openstream("Workbook" if file.exists("Workbook") else "Book").read()
    try:
        return xlrd.open_workbook(file_contents=stream, formatting_info=True, logfile=io.StringIO())
    except _BROKEN:
        pass
    try:
        return xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), ignore_workbook_corruption=True)
    except (XLRDError, struct.error) as error:
        raise ValueError(str(error)) from error


def _sheet(book: Any, sheet: Any, script: Script, boxes: list[str]) -> Iterator[Reading]:
    script.hidden = _STATES.get(sheet.visibility, "").format(sheet.name)
    script.write(sheet.name, "headline", 1)
    gone = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        script.add(_row(book, sheet, row, gone))
        if script.full or row % ROWS == ROWS - 1:
            yield from (Reading((page,)) for page in script.page())
    notes = getattr(sheet, "cell_note_map", {})
    said = {note.text.strip() for note in notes.values()}
    for text in boxes:
        script.write("" if text.strip() in said else text)
    for (row, column), note in sorted(notes.items()):
        by = f" by {note.author}" if note.author else ""
        script.write(note.text, hidden=f"comment{by} at cell {letters(column + 1)}{row + 1}")
    yield from (Reading((page,)) for page in script.page())


def _row(book: Any, sheet: Any, row: int, gone: set[int]) -> Line:
    info = sheet.rowinfo_map.get(row)
    away = f"hidden row {row + 1}" if info is not None and info.hidden else ""
    line, cells, last = Line("table"), list[str](), -1
    for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
        if kind in (_EMPTY, 6):
            continue
        text, reason = _cell(book, sheet, (row, column), (kind, value))
        if not text:
            continue
        if column in gone and not away:
            reason = f"in hidden column {letters(column + 1)}"
        if reason and not away:
            line.asides.append((text, reason))
        else:
            cells += [""] * min(column - last - 1, _GAP)
            cells.append(text)
            last = column
    line.say(joined(cells), away)
    return line


def _cell(book: Any, sheet: Any, place: tuple[int, int], cell: tuple[int, Any]) -> tuple[str, str]:
    """What a cell shows, and why that is not to be seen."""
    kind, value = cell
    form, reason = _look(book, sheet, place)
    if kind == _TEXT:
        return str(value), reason
    if kind in (_NUMBER, _DATE):
        shown = formats.shown(value, form, late=bool(book.datemode)) if form else formats.plain(value)
        return shown or formats.plain(value), reason
    if kind == _BOOLEAN:
        return ("TRUE" if value else "FALSE"), reason
    return str(error_text_from_code.get(value, "#ERROR")), reason


def _look(book: Any, sheet: Any, place: tuple[int, int]) -> tuple[str, str]:
    """Number format of a cell, and why what it shows cannot be seen."""
    if not book.formatting_info:
        return "", ""
    style = book.xf_list[sheet.cell_xf_index(*place)]
    known = book.format_map.get(style.format_key)
    form = known.format_str if known is not None else ""
    if form in {"m/d/yy", "M/D/YY", "m/d/yyyy"}:
        form = formats.BUILT_IN[14]
    if formats.hides(form):
        return form, "hidden by its number format"
    color = book.colour_map.get(book.font_list[style.font_index].colour_index)
    pattern = style.background
    fill = book.colour_map.get(pattern.pattern_colour_index) if pattern.fill_pattern else _WHITE
    return form, "white text on white" if color == _WHITE and fill == _WHITE else ""
