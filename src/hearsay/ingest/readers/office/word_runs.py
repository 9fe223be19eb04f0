"""One paragraph of a Word file: its runs, fields, tracked changes, text boxes, and what hangs on it.

In: a w:p element. Out: a Line, and what was met on the way: breaks of pages, notes, comments, relationships. Everything that
a reader of the page would not see is kept with its reason. ECMA-376 part 1, 17.3 and 17.13.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from .fonts import face
from .script import Line
from .word_numbers import Numbers
from .word_styles import Look, Styles, fill, listed, look, on
from .xml import attribute, child, inner, local

PAGE = "\f"
"""In the text of a line: a page begins here."""

_HEX = re.compile(r"[0-9A-Fa-f]{1,4}")
_DEEP = 200
_SIGNS = {
    "tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "", "dayShort": "", "pgNum": "",
}  # fmt: skip
_SKIPPED = frozenset({
    "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "delInstrText", "fldData", "proofErr", "bookmarkStart",
    "bookmarkEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "rubyPr", "smartTagPr",
    "customXmlPr", "docPartObj", "ctrlPr", "oMathParaPr", "posOffset", "pctWidth", "pctHeight", "sizeRelH", "sizeRelV", "align",
    "binData", "tblPrEx", "trPr", "tcPr",
})  # fmt: skip


@dataclass(slots=True)
class Met:
    """What a paragraph led to. Mutable on purpose."""

    comments: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """("footnote" or "endnote", id)"""
    relations: list[str] = field(default_factory=list)
    """Ids of charts, diagrams, chunks of other formats."""
    fields: list[str] = field(default_factory=list)
    """Codes of fields that lead out of the file."""
    changes: list[tuple[str, str]] = field(default_factory=list)
    """("inserted by A on 2020-01-01", text)"""
    fonts: set[str] = field(default_factory=set)
    """In which its visible text is set."""
    rendered: bool = False
    """Whether Word, when it last saved, began a page within it."""
    first: bool = False
    """Whether that page, or one by order, begins with it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a paragraph stands on."""

    styles: Styles
    numbers: Numbers
    marks: dict[tuple[str, str], int]
    """Number of each note that was met, by its kind and id."""
    behind: str = ""
    """Fill of the cell around it."""
    surely: bool = True
    """Whether that is all that lies behind it."""


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in the paragraph the walk is."""

    look: Look
    hidden: str = ""
    inserted: str = ""


@dataclass(slots=True)
class _Walk:
    """One paragraph in the making. Mutable on purpose."""

    ground: Ground
    behind: str
    """Fill of what it stands on."""
    line: Line = field(default_factory=Line)
    met: Met = field(default_factory=Met)
    fields: list[str | None] = field(default_factory=list)
    """Open fields: the code of each, None once its result is at hand."""
    depth: int = 0

    def say(self, text: str, context: _Context) -> None:
        """Add a run, unless it belongs to the code of a field."""
        if not text or any(code is not None for code in self.fields):
            return
        look = context.look
        hidden = context.hidden or look.hidden(self.behind, surely=self.ground.surely)
        self.line.say(text, hidden)
        if not hidden:
            self.met.fonts.add(face(text, look.latin, look.complex))
        if context.inserted and text.strip():
            self.met.changes.append((context.inserted, text))

    def into(self, element: etree._Element, context: _Context) -> None:
        """Walk the children of an element."""
        self.depth += 1
        for one in element if self.depth < _DEEP else ():
            name = local(one)
            taker = _TAKEN.get(name)
            if taker is not None:
                taker(self, one, context)
            elif name and name not in _SKIPPED:
                self.into(one, context)
        self.depth -= 1


def paragraph(element: etree._Element, ground: Ground, hidden: str = "", met: Met | None = None) -> tuple[Line, Met]:
    """The line of a w:p, all of it hidden for a reason if there is one, and what it led to."""
    walk = _Walk(ground, ground.behind, met=met or Met())
    properties = child(element, "pPr")
    key = child(properties, "pStyle")
    style = ground.styles.of(attribute(key, "val") if key is not None else "")
    line = walk.line
    line.kind, line.level = style.kind, style.level
    outline = child(properties, "outlineLvl")
    if outline is not None and attribute(outline, "val") in set("012345678"):
        line.kind, line.level = "headline", int(attribute(outline, "val")) + 1
    begins = child(properties, "pageBreakBefore")
    walk.met.first = on(begins) if begins is not None else style.breaks
    number, indent = listed(properties, style.numbering, style.indent)
    if number:
        if line.kind == "paragraph":
            line.kind, line.level = "list_item", indent
        label = ground.numbers.label(number, indent)
        line.say(f"{label} " if label else "", hidden)
    walk.behind = fill(properties) or style.behind or ground.behind
    walk.into(element, _Context(style.look, hidden))
    return line, walk.met


def _run(walk: _Walk, one: etree._Element, context: _Context) -> None:
    properties = child(one, "rPr")
    base = context.look
    key = child(properties, "rStyle")
    if key is not None:
        style = walk.ground.styles.of(attribute(key, "val")).look
        color, behind = style.color or base.color, style.behind or base.behind
        base = replace(base, vanish=base.vanish or style.vanish, color=color, behind=behind)
    walk.into(one, replace(context, look=look(properties, base)))


def _text(walk: _Walk, one: etree._Element, context: _Context) -> None:
    walk.say(one.text or "", context)


def _sign(walk: _Walk, one: etree._Element, context: _Context) -> None:
    walk.say(_SIGNS[local(one)], context)


def _deleted(walk: _Walk, one: etree._Element, context: _Context) -> None:
    what = "moved away" if local(one) == "moveFrom" else "deleted"
    reason = f"{what}{by(one)} (tracked change){walk.line.place()}"
    walk.into(one, replace(context, hidden=context.hidden or reason, inserted=""))


def _inserted(walk: _Walk, one: etree._Element, context: _Context) -> None:
    what = "moved here" if local(one) == "moveTo" else "inserted"
    walk.into(one, replace(context, inserted=what + by(one)))


def _break(walk: _Walk, one: etree._Element, context: _Context) -> None:
    page = attribute(one, "type") == "page"
    if page and not walk.line.parts:
        walk.met.first = True
    else:
        walk.say(PAGE if page else "\n", context)


def _rendered(walk: _Walk, one: etree._Element, context: _Context) -> None:
    del one, context
    if walk.line.text.strip():
        walk.met.rendered = True
    else:
        walk.met.first = True


def _symbol(walk: _Walk, one: etree._Element, context: _Context) -> None:
    code = attribute(one, "char")
    sign = chr(int(code, 16)) if _HEX.fullmatch(code) else ""
    walk.say(sign, context)


def _ruby(walk: _Walk, one: etree._Element, context: _Context) -> None:
    for part in (part for part in one if local(part) == "rubyBase"):
        walk.into(part, context)
    for part in (part for part in one if local(part) == "rt" and inner(part).strip()):
        walk.say(" (", context)
        walk.into(part, context)
        walk.say(") ", context)


def _field(walk: _Walk, one: etree._Element, context: _Context) -> None:
    kind = attribute(one, "fldCharType")
    if kind == "begin":
        _form(walk, one, context)
        walk.fields.append("")
    elif kind in {"separate", "end"} and walk.fields:
        code = walk.fields.pop()
        walk.met.fields += [" ".join(code.split())] if code else []
        walk.fields += [None] if kind == "separate" else []


def _form(walk: _Walk, one: etree._Element, context: _Context) -> None:
    """What a form field offers or was given: the choices of a list, the state of a box."""
    data = child(one, "ffData")
    if data is None:
        return
    entries = [attribute(entry, "val") for entry in data.iter() if local(entry) == "listEntry"]
    walk.line.say("; ".join(entries), context.hidden or "choices of a form field")
    box = child(data, "checkBox")
    if box is not None:
        state = child(box, "checked")
        state = state if state is not None else child(box, "default")
        walk.say("\u2612" if on(state) else "\u2610", context)


def _instruction(walk: _Walk, one: etree._Element, context: _Context) -> None:
    del context
    if walk.fields and walk.fields[-1] is not None:
        walk.fields[-1] += one.text or ""


def _simple(walk: _Walk, one: etree._Element, context: _Context) -> None:
    walk.met.fields.append(" ".join(attribute(one, "instr").split()))
    walk.into(one, context)


def _comment(walk: _Walk, one: etree._Element, context: _Context) -> None:
    del context
    walk.met.comments.append(attribute(one, "id"))


def _note(walk: _Walk, one: etree._Element, context: _Context) -> None:
    kind = "footnote" if local(one) == "footnoteReference" else "endnote"
    walk.met.notes.append((kind, attribute(one, "id")))
    count = walk.ground.marks.setdefault((kind, attribute(one, "id")), len(walk.ground.marks) + 1)
    walk.say(f"[{count}]", context)


def _alternative(walk: _Walk, one: etree._Element, context: _Context) -> None:
    """Of the same thing in several ways the first one with words, else the first."""
    ways = [way for way in one if local(way) in {"Choice", "Fallback"}]
    best = next((way for way in ways if inner(way).strip()), ways[0] if ways else None)
    if best is not None:
        walk.into(best, context)


def _box(walk: _Walk, one: etree._Element, context: _Context) -> None:
    ground = replace(walk.ground, behind="", surely=False)
    for element in _paragraphs(one):
        line, _ = paragraph(element, ground, context.hidden, walk.met)
        walk.line.after.append(line)


def _described(walk: _Walk, one: etree._Element, context: _Context) -> None:
    told = attribute(one, "descr") or attribute(one, "alt")
    if told.strip():
        walk.line.after.append(Line("caption", asides=[(told, "description of a picture, not shown on the page")]))
    hidden = "hidden object" if attribute(one, "hidden") in {"1", "true"} else ""
    walk.into(one, replace(context, hidden=context.hidden or hidden))


def _related(walk: _Walk, one: etree._Element, context: _Context) -> None:
    walk.met.relations += [str(value) for key, value in one.attrib.items() if "relationships" in str(key)]
    walk.into(one, context)


def _nested(walk: _Walk, one: etree._Element, context: _Context) -> None:
    """A paragraph of another kind within the paragraph (DrawingML, a formula on its own line)."""
    if walk.line.parts:
        walk.say("\n", context)
    walk.into(one, context)


_Taker = Callable[[_Walk, etree._Element, _Context], None]  # noqa: SLF001  # the type that lxml gives its elements
_TAKEN: dict[str, _Taker] = {
    "r": _run, "t": _text, "delText": _text, "del": _deleted, "moveFrom": _deleted, "ins": _inserted, "moveTo": _inserted,
    "br": _break, "sym": _symbol, "lastRenderedPageBreak": _rendered, "ruby": _ruby, "fldChar": _field,
    "instrText": _instruction, "fldSimple": _simple, "commentReference": _comment, "footnoteReference": _note,
    "endnoteReference": _note, "AlternateContent": _alternative, "txbxContent": _box, "docPr": _described,
    "shape": _described, "chart": _related, "relIds": _related, "altChunk": _related, "p": _nested,
    **dict.fromkeys(_SIGNS, _sign),
}  # fmt: skip


def by(element: etree._Element) -> str:
    """Who did it and when, as an element about a change or a comment says; empty if it does not."""
    who, when = attribute(element, "author").strip(), attribute(element, "date")[:10]
    return (f" by {who}" if who else "") + (f" on {when}" if when else "")


def _paragraphs(box: etree._Element) -> list[etree._Element]:
    """The paragraphs of a text box, those within tables too, none of a text box within it."""
    found, waiting = [], list(reversed(box))
    while waiting:
        one = waiting.pop()
        if local(one) == "p":
            found.append(one)
        else:
            waiting += reversed(one)
    return found
