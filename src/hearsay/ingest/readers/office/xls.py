"""Old Excel files (xls of Excel 2 to 2003): a page a sheet, rows as they are shown, hidden sheets, rows, columns and notes.

In: the bytes of a workbook. Out: Readings. By xlrd; what it does not tell (macros, objects, properties) comes from the
compound file around it.
"""

import io
from collections.abc import Iterator
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from hearsay.ingest.reading import Reading, Said

from . import compound_rest, formats
from .odf_rows import letters
from .script import Line, Script, joined
from .sheet import ROWS

_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 0, 1, 2, 3, 4, 5
_STATES = {1: 'hidden sheet "{}"', 2: 'very hidden sheet "{}" (Excel does not offer to show it)'}
_GAP = 8
_WHITE = (255, 255, 255)


def read(data: bytes) -> Iterator[Reading]:
    """The sheets, then facts and members."""
    book = _opened(data)
    script = Script()
    for sheet in book.sheets():
        yield from _sheet(book, sheet, script)
    names = [
        f"{one.name} = {one.formula_text if hasattr(one, 'formula_text') else ''}".rstrip(" =")
        for one in book.name_obj_list[:1000]
    ]
    yield Reading(said=tuple(Said("defined_name", name[:500], "markup") for name in names if name.isprintable()))
    yield from compound_rest.read(data)


def _opened(data: bytes) -> Any:
    """The workbook; without its formats where those are what is broken."""
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (AssertionError, IndexError, KeyError, AttributeError, ValueError, TypeError):
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ignore_workbook_corruption=True)


def _sheet(book: Any, sheet: Any, script: Script) -> Iterator[Reading]:
    script.hidden = _STATES.get(sheet.visibility, "").format(sheet.name)
    script.write(sheet.name, "headline", 1)
    for kind in ("header_str", "footer_str"):
        script.write(str(getattr(sheet, kind, "") or ""), "furniture")
    gone = {column for column, info in sheet.colinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        script.add(_row(book, sheet, row, gone))
        if script.full or row % ROWS == ROWS - 1:
            yield from (Reading((page,)) for page in script.page())
    for (row, column), note in sorted(getattr(sheet, "cell_note_map", {}).items()):
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
