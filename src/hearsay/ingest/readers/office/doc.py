"""Old Word files (doc of Word 6 to 2003): text in order with headings, tables and notes; deleted, hidden and left-over text marked.

In: the bytes of a compound file. Out: Readings. A page ends where the writer ordered it; the file does not keep where Word
ended the others. Format: [MS-DOC].
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import olefile

from hearsay.ingest.reading import Reading, Said
from hearsay.model import PassageKind

from . import compound_rest
from .doc_file import Look, Shape, WordFile
from .script import Line, Script, joined

_SIGNS = {"\x0b": "\n", "\x1e": "\u2011", "\x1f": "", "\xa0": "\u00a0", "\t": "\t", "\n": "\n"}
_CODE, _RESULT, _END = "\x13", "\x14", "\x15"
_CELL, _PAGE, _PARAGRAPH = "\x07", "\x0c", "\r"
_TOLD = 500
_LEAST = 12
"""Letters that make left-over bytes worth keeping."""


def read(data: bytes) -> Iterator[Reading]:
    """The pages, then facts and members."""
    with olefile.OleFileIO(io.BytesIO(data)) as stream:
        file = WordFile(stream)
    script, story = Script(), _Story()
    edges = [0]
    for count in file.counts:
        edges.append(edges[-1] + count)
    main, notes, headers, remarks, ends, boxes, more = pairwise(edges)
    for line in _lines(file, story, headers):
        script.write(line.text, "furniture")
    for line in _lines(file, story, main):
        if line is _TURN:
            yield from (Reading((page,)) for page in script.page())
        else:
            script.add(line)
    for part in (notes, ends, boxes, more):
        for line in _lines(file, story, part):
            script.add(line)
    for text, hidden in (*_comments(file, story, remarks), *_left(file)):
        script.write(text, hidden=hidden)
    yield from (Reading((page,)) for page in script.page(even_empty=script.number == 1))
    changes = [Said("tracked_change", f"{how}: {text}"[:1000], "markup") for how, text in story.changes.items()]
    saved = [Said("saved_by", f"{who} as {where}", "metadata") for who, where in file.saved_by]
    yield Reading(said=(*saved, *story.said[:_TOLD], *changes))
    yield from compound_rest.read(data)


def _comments(file: WordFile, story: "_Story", part: tuple[int, int]) -> Iterator[tuple[str, str]]:
    owners = iter([owner for _, owner in file.remarks])
    for line in _lines(file, story, part):
        if line.text.strip():
            owner = next(owners, "")
            yield line.text, "comment" + (f" by {owner}" if owner else "")


def _left(file: WordFile) -> Iterator[tuple[str, str]]:
    for text in file.left_over():
        words = "".join(sign if sign.isprintable() else " " for sign in text)
        if sum(sign.isalpha() for sign in words) >= _LEAST:
            yield " ".join(words.split()), "left over in the file from an earlier save"


_TURN = Line("furniture")
"""Stands for the end of a page."""


@dataclass(slots=True)
class _Story:
    """What is met on the way. Mutable on purpose."""

    changes: dict[str, str] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)
    """Of each open field, whether its result has begun."""


def _lines(file: WordFile, story: _Story, part: tuple[int, int]) -> Iterator[Line]:
    """The paragraphs and rows of a part of the text; _TURN where a page ends."""
    line, cells, asides = Line(), list[str](), list[tuple[str, str]]()
    for text, look, shape in file.text(*part):
        for run, mark in _split(text):
            _say(line, run, look, story)
            if not mark:
                continue
            if mark == _CELL:
                if shape.row_end or not shape.in_table:
                    yield from _row(cells, asides, line)
                    cells, asides, line = [], [], Line()
                else:
                    cells.append(line.text)
                    asides += line.asides
                    line = Line()
            elif shape.in_table and mark == _PARAGRAPH:
                line.say("\n")
            else:
                line.kind, line.level = _kind(shape)
                yield line
                line = Line()
                if mark == _PAGE:
                    yield _TURN
    yield from _row(cells, asides, line) if cells else [line]


def _row(cells: list[str], asides: list[tuple[str, str]], line: Line) -> Iterator[Line]:
    kind: PassageKind = "table" if len(cells) != 1 else "paragraph"
    yield Line(kind, parts=[joined(cells) if kind == "table" else cells[0]], asides=[*asides, *line.asides])


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Runs and the marks that end paragraphs, cells and pages; an empty mark for a run that goes on."""
    start = 0
    for at, sign in enumerate(text):
        if sign in "\r\x07\x0c":
            yield text[start:at], sign
            start = at + 1
    if start < len(text):
        yield text[start:], ""


def _say(line: Line, text: str, look: Look, story: _Story) -> None:
    shown = []
    for sign in text:
        if sign == _CODE:
            story.fields.append(False)
            story.code = []
        elif sign == _RESULT and story.fields:
            story.fields[-1] = True
            _field(story)
        elif sign == _END and story.fields:
            if not story.fields.pop():
                _field(story)
        elif story.fields and not all(story.fields):
            story.code.append(sign)
        elif sign >= " ":
            shown.append(sign)
        else:
            shown.append(_SIGNS.get(sign, ""))
    words = "".join(shown)
    line.say(words, look.hidden + line.place() if look.hidden.startswith("deleted") and line.parts else look.hidden)
    if look.inserted and words.strip():
        story.changes[look.inserted] = story.changes.get(look.inserted, "")[:_TOLD] + words


def _field(story: _Story) -> None:
    code = " ".join("".join(story.code).split())
    if code.upper().startswith(("HYPERLINK", "INCLUDE", "DDE", "LINK", "IMPORT")):
        story.said.append(Said("field", code[:1000], "markup"))
    story.code = []


def _kind(shape: Shape) -> tuple[PassageKind, int]:
    return ("headline", shape.heading) if shape.heading else ("paragraph", 0)
