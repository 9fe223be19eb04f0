"""One paragraph of an OpenDocument file: its spans, notes, comments, fields, frames, tracked changes.

In: a text:p or text:h element. Out: a Line. OASIS ODF 1.3 part 3, 5 to 7.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from .fonts import face
from .odf_styles import Styles
from .script import Line
from .xml import attribute, child, inner, local

_DEEP = 200
_SPACES = 1000


@dataclass(frozen=True, slots=True)
class Ground:
    """What a paragraph stands on."""

    styles: Styles
    deleted: Mapping[str, Line]
    """Deleted text by the id of its change."""
    plain: bool = True
    """Whether it is known what lies behind it: the page, not a shape or a coloured cell."""
    marks: list[str] = field(default_factory=list)
    """Notes met so far. Mutable on purpose: it counts them."""
    links: list[str] = field(default_factory=list)
    """Where it leads. Mutable on purpose."""
    fonts: set[str] = field(default_factory=set)
    """In which its visible text is set. Mutable on purpose."""


@dataclass(slots=True)
class _Walk:
    ground: Ground
    line: Line
    notes: list[Line]
    latin: str = ""
    complex: str = ""
    """Fonts in which what comes next is set."""
    depth: int = 0
    soft: bool = False
    """Whether a page began within it when the file was last laid out."""

    def say(self, text: str | None, hidden: str) -> None:
        """Add text in which white space counts once, as ODF has it."""
        if text:
            lead = " " if text[0] in " \n\t\r" and self.line.text[-1:] not in {"", " ", "\n", "\t"} else ""
            tail = " " if text[-1] in " \n\t\r" and text.strip() else ""
            self.line.say(lead + " ".join(text.split()) + tail, hidden)
            if not hidden:
                self.ground.fonts.add(face(text, self.latin, self.complex))

    def into(self, element: etree._Element, hidden: str) -> None:
        """Walk an element: its text and its children."""
        self.depth += 1
        if self.depth < _DEEP:
            self.say(element.text, hidden)
            for one in element:
                name = local(one)
                taker = _TAKEN.get(name)
                if taker is not None:
                    taker(self, one, hidden)
                elif name:
                    self.into(one, hidden)
                self.say(one.tail, hidden)
        self.depth -= 1


def paragraph(element: etree._Element, ground: Ground, hidden: str = "") -> tuple[Line, list[Line], bool]:
    """The line, the notes at the foot of its page, and whether a page began within it."""
    style = ground.styles.of("paragraph", attribute(element, "style-name"))
    line = Line()
    if local(element) == "h":
        level = attribute(element, "outline-level")
        line.kind, line.level = "headline", int(level) if level.isdecimal() and len(level) < 3 else 1
    elif style.display in {"Title", "Subtitle"}:
        line.kind, line.level = "headline", 1
    elif style.display == "Quotations":
        line.kind, line.level = "quote", 1
    elif style.display in {"Caption", "Illustration", "Table", "Figure"}:
        line.kind = "caption"
    walk = _Walk(ground, line, [], style.latin, style.complex)
    walk.into(element, hidden or style.unseen(plain=ground.plain))
    return line, walk.notes, walk.soft


def _span(walk: _Walk, one: etree._Element, hidden: str) -> None:
    style, before = walk.ground.styles.of("text", attribute(one, "style-name")), (walk.latin, walk.complex)
    walk.latin, walk.complex = style.latin or walk.latin, style.complex or walk.complex
    walk.into(one, hidden or style.unseen(plain=walk.ground.plain))
    walk.latin, walk.complex = before


def _link(walk: _Walk, one: etree._Element, hidden: str) -> None:
    walk.ground.links.append(attribute(one, "href"))
    walk.into(one, hidden)


def _spaces(walk: _Walk, one: etree._Element, hidden: str) -> None:
    count = attribute(one, "c")
    walk.line.say(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _SPACES), hidden)


def _tab(walk: _Walk, one: etree._Element, hidden: str) -> None:
    del one
    walk.line.say("\t", hidden)


def _newline(walk: _Walk, one: etree._Element, hidden: str) -> None:
    del one
    walk.line.say("\n", hidden)


def _soft(walk: _Walk, one: etree._Element, hidden: str) -> None:
    del one, hidden
    walk.soft = True


def _note(walk: _Walk, one: etree._Element, hidden: str) -> None:
    walk.ground.marks.append("")
    number = len(walk.ground.marks)
    walk.line.say(f"[{number}]", hidden)
    body = child(one, "note-body")
    for place, part in enumerate(paragraphs(body)):
        line, more, _ = paragraph(part, walk.ground, hidden)
        if not place:
            line.parts.insert(0, f"[{number}] ")
        walk.notes += [line, *more]


def _annotation(walk: _Walk, one: etree._Element, hidden: str) -> None:
    del hidden
    walk.line.asides.append(remark(one))


def remark(one: etree._Element) -> tuple[str, str]:
    """Text of an office:annotation, and who wrote it when."""
    who, when = inner(child(one, "creator")).strip(), inner(child(one, "date"))[:10]
    text = "\n".join(inner(part) for part in paragraphs(one))
    return text, "comment" + (f" by {who}" if who else "") + (f" on {when}" if when else "")


def _change(walk: _Walk, one: etree._Element, hidden: str) -> None:
    del hidden
    gone = walk.ground.deleted.get(attribute(one, "change-id"))
    if gone is not None:
        walk.line.asides += [(text, reason + walk.line.place()) for text, reason in gone.asides]


def _beside(walk: _Walk, one: etree._Element, hidden: str) -> None:
    """A frame: its text boxes stand beside the paragraph, with the title of a picture."""
    told = " ".join(inner(child(one, name)) for name in ("title", "desc")).strip()
    if told:
        walk.line.after.append(Line("caption", asides=[(told, "description of a picture, not shown on the page")]))
    ground = replace(walk.ground, plain=False)
    for part in paragraphs(one):
        line, notes, _ = paragraph(part, ground, hidden)
        walk.line.after.append(line)
        walk.notes += notes


def _hidden_text(walk: _Walk, one: etree._Element, hidden: str) -> None:
    walk.line.say(attribute(one, "string-value") or inner(one), hidden or "hidden text (a field)")


def _ruby(walk: _Walk, one: etree._Element, hidden: str) -> None:
    base, text = child(one, "ruby-base"), child(one, "ruby-text")
    if base is not None:
        walk.into(base, hidden)
    walk.line.say(f" ({inner(text)}) " if inner(text).strip() else "", hidden)


def _nothing(walk: _Walk, one: etree._Element, hidden: str) -> None:
    del walk, one, hidden


_Taker = Callable[[_Walk, etree._Element, str], None]  # noqa: SLF001  # the type that lxml gives its elements
_TAKEN: dict[str, _Taker] = {
    "span": _span, "a": _link, "s": _spaces, "tab": _tab, "line-break": _newline, "soft-page-break": _soft, "note": _note,
    "annotation": _annotation, "change": _change, "change-start": _change, "frame": _beside, "custom-shape": _beside,
    "rect": _beside, "g": _beside, "hidden-text": _hidden_text, "hidden-paragraph": _nothing, "ruby": _ruby,
    "annotation-end": _nothing, "event-listeners": _nothing, "bookmark": _nothing, "image": _nothing, "control": _nothing,
}  # fmt: skip


def paragraphs(element: etree._Element | None) -> list[etree._Element]:
    """The paragraphs and headings below an element, in order, none of one within another."""
    found: list[etree._Element] = []
    waiting = list(reversed(element)) if element is not None else []
    while waiting:
        one = waiting.pop()
        if local(one) in {"p", "h"}:
            found.append(one)
        elif local(one) not in {"annotation", "tracked-changes"}:
            waiting += reversed(one)
    return found
