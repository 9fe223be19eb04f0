"""Rich text (RTF): paragraphs, tables, notes, headers; hidden and deleted runs, comments, pictures and objects within it.

In: the bytes of a file. Out: a Reading. A page ends where the writer ordered it. Nothing of it is run or fetched. Format: Rich
Text Format Specification 1.9.1.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from hearsay.ingest.readers.mail_words import in_charset
from hearsay.ingest.readers.rtf_tokens import CHARSETS, ESCAPED, SIGNS, SILENT, Token, Units, encoding, tokens
from hearsay.ingest.reading import Reading, Said

from . import fonts, rtf_held
from .script import Line, Script, joined

_DEEP = 10_000
_SHOWN = frozenset({
    "fldrslt", "shptxt", "dptxbxtext", "result", "ud", "pntext", "listtext", "shpinst", "shp", "shprslt", "do", "nesttableprops",
    "field", "rtf", "upr", "factoidname", "atrfstart", "objattph",
})  # fmt: skip
"""Groups whose text is the text around them."""
_APART = {
    "footnote": "note", "annotation": "comment", "header": "furniture", "headerl": "furniture", "headerr": "furniture",
    "headerf": "furniture", "footer": "furniture", "footerl": "furniture", "footerr": "furniture", "footerf": "furniture",
}  # fmt: skip
"""Groups whose text stands elsewhere."""
_TOLD = 500
_HERE = "here"


@dataclass(frozen=True, slots=True)
class _State:
    """What the open groups say; a group's own state ends with it."""

    dest: str = ""
    """Where characters go: empty for the text, else the name of a group."""
    font: int = -1
    vanish: int = 0
    deleted: int = 0
    revised: int = 0
    author: int = 0
    color: int = 0
    behind: int = 0
    size: int = 24
    in_table: bool = False
    level: int = -1
    """Of a heading, from 0; -1 for none."""
    skip: int = 1
    """Characters behind \\u for readers that do not know it."""
    begun: bool = False
    """Whether the group has begun: a destination is its first word."""
    starred: bool = False


@dataclass(slots=True)
class _Rtf:
    """One pass over the tokens. Mutable on purpose."""

    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    main: str = "cp1252"
    pending: bytearray = field(default_factory=bytearray)
    owed: int = 0
    units: Units = field(default_factory=Units)
    held: rtf_held.Held = field(default_factory=rtf_held.Held)
    line: Line = field(default_factory=Line)
    outer: list[tuple[Line, list[Line | None]]] = field(default_factory=list)
    """Lines around the one that is written: that around a note, say."""
    cells: list[str] = field(default_factory=list)
    row: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Line | None] = field(default_factory=list)
    """None where a page ends."""
    notes: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    changes: dict[str, str] = field(default_factory=dict)

    def flush(self) -> None:
        """The bytes so far as text of the font's encoding."""
        if self.pending:
            data, self.pending = bytes(self.pending), bytearray()
            charset = self.held.charsets.get(self.state.font, "") or self.main
            self.say(data.decode("latin-1") if charset == "symbol" else in_charset(data, charset))

    def say(self, text: str) -> None:
        """Text where the open groups have it go."""
        state = self.state
        if state.dest and state.dest not in _APART:
            self.held.take(state.dest, text)
            return
        hidden = ""
        if state.deleted:
            hidden = f"deleted{self.held.by(state.author)} (tracked change){self.line.place()}"
        elif state.vanish:
            hidden = "hidden text (a format that word processors do not show)"
        elif state.size <= 2:
            hidden = "text too small to be seen (1 point or less)"
        elif (
            self.held.white(state.color) and (not state.behind or self.held.white(state.behind)) and not state.in_table
        ):
            hidden = "white text on white"
        self.line.say(text, hidden)
        if not hidden and fonts.face(text, _HERE, ""):
            self.held.used.add(state.font if state.font >= 0 else self.held.first)
        if state.revised and text.strip():
            how = f"inserted{self.held.by(state.author)}"
            self.changes[how] = self.changes.get(how, "")[:_TOLD] + text


def read(data: bytes) -> Iterator[Reading]:
    """The pages, what it says of itself, pictures and objects."""
    r = _Rtf()
    for token in tokens(data):
        _take(r, token)
    r.flush()
    while r.stack:
        _close(r)
    _paragraph(r)
    script = Script()
    for line in r.furniture:
        script.write(line.text, "furniture")
    for one in [*r.lines, *r.notes]:
        if one is None:
            yield from (Reading((page,)) for page in script.page())
        else:
            script.add(one)
    yield from (Reading((page,)) for page in script.page(even_empty=script.number == 1))
    said = [Said("tracked_change", f"{how}: {text}"[:1000], "markup") for how, text in r.changes.items()]
    yield Reading(said=(*r.held.said(), *said), members=tuple(r.held.members()))


def _take(r: _Rtf, token: Token) -> None:
    if token.data and not token.word:
        _characters(r, token.data)
        return
    r.flush()
    if token.word:
        _word(r, token)
    elif token.brace == "{":
        r.owed = 0
        if len(r.stack) < _DEEP:
            r.stack.append(r.state)
            r.state = replace(r.state, begun=False, starred=False)
    elif token.brace:
        r.owed = 0
        _close(r)
    elif token.sign == "*":
        r.state = replace(r.state, starred=True)
    elif token.sign in "\r\n":
        _paragraph(r)
    else:
        r.say(ESCAPED.get(token.sign, ""))


def _characters(r: _Rtf, data: bytes) -> None:
    if r.owed:
        left = data[r.owed :]
        r.owed -= min(r.owed, len(data))
        data = left
    if not r.state.begun:
        r.state = replace(r.state, begun=True)
    if r.state.dest in rtf_held.RAW:
        r.held.raw(r.state.dest, data)
    else:
        r.pending += data


def _close(r: _Rtf) -> None:
    """A group ends."""
    if not r.stack:
        return
    ended, r.state = r.state.dest, r.stack.pop()
    if ended == r.state.dest:
        return
    if ended in _APART:
        _paragraph(r)
        inner, (r.line, outer) = [line for line in r.lines if line is not None], r.outer.pop()
        r.lines = outer
        _apart(r, ended, inner)
    else:
        r.held.close(ended)


def _apart(r: _Rtf, ended: str, inner: list[Line]) -> None:
    text = "\n".join(line.text for line in inner if line.text.strip())
    if _APART[ended] == "comment":
        r.line.asides.append((text, r.held.remark()))
    elif _APART[ended] == "note":
        number = len(r.notes) + 1
        r.line.say(f"[{number}]")
        r.notes.append(Line(parts=[f"[{number}] {text}"]))
    elif text not in {line.text for line in r.furniture}:
        r.furniture.append(Line("furniture", parts=[text]))


def _word(r: _Rtf, token: Token) -> None:
    word, number = token.word, token.number
    if not r.state.begun and _opened(r, word):
        return
    if word == "bin":
        r.held.raw(r.state.dest, token.data, hexed=False)
    elif word == "u" and number is not None:
        _unit(r, number)
    elif word in _WORDS:
        _WORDS[word](r, number)
    elif word == "cpg":
        r.held.font(encoding(word, number))
    elif found := encoding(word, number):
        r.main = found
    elif word in SIGNS:
        r.say(SIGNS[word])
    elif r.state.dest:
        r.held.word(r.state.dest, word, number)


def _opened(r: _Rtf, word: str) -> bool:
    """The first word of a group: whether it only says where the group goes."""
    r.state = state = replace(r.state, begun=True)
    if word in SILENT or (state.starred and word not in _SHOWN and word not in _APART):
        r.state = replace(state, dest=word)
        r.held.open(word)
        return True
    if word in _APART and (not state.dest or state.dest in _APART):
        r.outer.append((r.line, r.lines))
        r.line, r.lines = Line(), []
        r.state = replace(state, dest=word)
        return True
    return False


def _unit(r: _Rtf, number: int) -> None:
    """A character as UTF-16 has it; those of fonts of symbols stand in an area of their own."""
    unit = number % 65_536
    symbol = 0xF000 <= unit <= 0xF0FF and r.held.charsets.get(r.state.font) == "symbol"
    r.say(r.units.text(unit - 0xF000 if symbol else unit))
    r.owed = r.state.skip


def _paragraph(r: _Rtf, number: int | None = None) -> None:
    """A paragraph ends; one within a cell goes on."""
    del number
    if r.state.dest and r.state.dest not in _APART:
        return
    if r.state.in_table and not r.state.dest:
        r.line.say("\n")
        return
    if 0 <= r.state.level < 9:
        r.line.kind, r.line.level = "headline", r.state.level + 1
    r.lines.append(r.line)
    r.line = Line()


def _page(r: _Rtf, number: int | None) -> None:
    del number
    if not r.state.in_table and not r.state.dest:
        _paragraph(r)
        r.lines.append(None)


def _cell(r: _Rtf, number: int | None) -> None:
    del number
    r.cells.append(r.line.text)
    r.row += r.line.asides
    r.line = Line()


def _row(r: _Rtf, number: int | None) -> None:
    del number
    r.lines.append(
        Line("table" if len(r.cells) > 1 else "paragraph", parts=[joined(r.cells)], asides=[*r.row, *r.line.asides])
    )
    r.cells, r.row, r.line = [], [], Line()


def _plain(r: _Rtf, number: int | None) -> None:
    del number
    r.state = replace(r.state, vanish=0, deleted=0, revised=0, color=0, behind=0, size=24, font=r.held.first)


def _pard(r: _Rtf, number: int | None) -> None:
    del number
    r.state = replace(r.state, in_table=False, level=-1)


def _in_table(r: _Rtf, number: int | None) -> None:
    del number
    r.state = replace(r.state, in_table=not r.state.dest)


def _outline(r: _Rtf, number: int | None) -> None:
    r.state = replace(r.state, level=-1 if number is None else number)


def _style(r: _Rtf, number: int | None) -> None:
    if r.state.dest == "stylesheet":
        r.held.word("stylesheet", "s", number)
    elif number is not None:
        r.state = replace(r.state, level=r.held.headings.get(number, -1))


def _font(r: _Rtf, number: int | None) -> None:
    if number is not None:
        r.state = replace(r.state, font=number)
        r.held.current = number


def _charset(r: _Rtf, number: int | None) -> None:
    if number in CHARSETS:
        r.held.font(CHARSETS[number])


def _changed(name: str, usual: int) -> Callable[[_Rtf, int | None], None]:
    """What sets one value of the state; `usual` where the word has no number."""

    def change(r: _Rtf, number: int | None) -> None:
        changes: dict[str, Any] = {name: usual if number is None else number}
        r.state = replace(r.state, **changes)

    return change


_WORDS: dict[str, Callable[[_Rtf, int | None], None]] = {
    "par": _paragraph, "sect": _paragraph, "page": _page, "cell": _cell, "nestcell": _cell, "row": _row, "nestrow": _row,
    "plain": _plain, "pard": _pard, "intbl": _in_table, "outlinelevel": _outline, "s": _style, "f": _font, "fcharset": _charset,
    "v": _changed("vanish", 1), "deleted": _changed("deleted", 1), "revised": _changed("revised", 1), "revauth": _changed("author", 0),
    "revauthdel": _changed("author", 0), "cf": _changed("color", 0), "highlight": _changed("behind", 0), "cb": _changed("behind", 0),
    "chcbpat": _changed("behind", 0), "fs": _changed("size", 24), "uc": _changed("skip", 1), "deff": lambda r, n: r.held.usual(n),
}  # fmt: skip
