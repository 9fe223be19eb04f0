"""Word files (docx, docm, dotx, flat XML): text in reading order with headings, lists, tables, notes, and all that is hidden.

In: a Source. Out: pages, facts, members. A page ends where Word's own page ended when it last saved
(w:lastRenderedPageBreak) or where the writer ordered it, so that a hit opens on the page that a print shows; a paragraph or a
row of a table that runs over the end of a page stays whole, on the page where it begins. A file without such marks is one
page. Headers and footers stand once, on page 1. ECMA-376 part 1, 17.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from hearsay.ingest.reading import Reading, Resume, Said
from hearsay.ingest.source import Source

from . import drawing, fonts, parts
from .jobs import Job, done
from .package import Package
from .script import Line, Script, joined
from .word_numbers import Numbers
from .word_runs import PAGE, Ground, Met, by, paragraph
from .word_styles import Styles, fill
from .xml import attribute, child, events, forget, inner, local

_TOLD = 500
_WANTED = ("p", "tbl", "tr", "tc", "tblPr", "tcPr", "trPr", "altChunk")
_LEADS_OUT = (
    "INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "INCLUDE", "HYPERLINK", "DATABASE", "RD", "AUTOTEXT",
)  # fmt: skip


def read(package: Package, source: Source, resume: Resume) -> Iterator[Reading]:
    """The pages, then the members."""
    main = parts.main(package, "word/document.xml")
    text = _Text(package, main)
    jobs = [Job("the text", text.read), *parts.jobs(package, source)]
    yield from done(jobs, source, resume)


@dataclass(slots=True)
class _Row:
    """An open row of a table."""

    cells: list[list[Line]] = field(default_factory=list)
    hidden: str = ""
    behind: str = ""


@dataclass(slots=True)
class _State:
    """Where in the body the reader is. Mutable on purpose."""

    rows: list[_Row] = field(default_factory=list)
    fills: list[bool] = field(default_factory=list)
    """Of each open table, whether its style gives cells a fill."""
    depth: int = 0
    """Open paragraphs."""
    turned: bool = False
    """Whether a page begins with what comes next."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    changes: dict[str, list[str]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)


class _Text:
    """The text of one file."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main

    def read(self, number: int) -> Iterator[Reading]:
        """A Reading a page; what the text says of itself comes with the last."""
        package, main = self._package, self._main
        self._styles = Styles(_linked(package, main, "styles"))
        self._ground = Ground(self._styles, Numbers(_linked(package, main, "numbering")), {})
        self._script, self._state = Script(number), _State()
        self._comments = {key: line for part in package.linked(main, "comments") for key, line in self._remarks(part)}
        self._shown: set[str] = set()
        for line in self._furniture("header"):
            self._script.add(line)
        for kind, element in events(package.pieces(main), main, package.flaws, _WANTED):
            yield from self._event(kind, element)
        yield from self._turn()
        for key in (key for key in self._comments if key not in self._shown):
            self._script.add(self._comments[key])
        for pages in self._script.page(even_empty=number == self._script.number):
            yield Reading((pages,))
        yield Reading(said=self._said())

    def _event(self, kind: str, element: etree._Element) -> Iterator[Reading]:
        name, state = local(element), self._state
        if name == "p":
            state.depth += 1 if kind == "start" else -1
            if kind == "end" and not state.depth:
                yield from self._paragraph(element)
                forget(element)
        elif state.depth:
            return
        elif kind == "start":
            self._opened(name)
        else:
            yield from self._closed(name, element)

    def _opened(self, name: str) -> None:
        if name == "tbl":
            self._state.fills.append(False)
        elif name == "tr":
            self._state.rows.append(_Row())
        elif name == "tc" and self._state.rows:
            self._state.rows[-1].cells.append([])
            self._state.rows[-1].behind = ""

    def _closed(self, name: str, element: etree._Element) -> Iterator[Reading]:
        state = self._state
        if name == "tbl" and state.fills:
            state.fills.pop()
        elif name == "tblPr" and state.fills:
            key = child(element, "tblStyle")
            state.fills[-1] = key is not None and self._styles.of(attribute(key, "val")).fills
        elif name == "tcPr" and state.rows:
            state.rows[-1].behind = fill(element)
        elif name == "trPr" and state.rows:
            gone = child(element, "del")
            if gone is not None:
                state.rows[-1].hidden = f"row deleted{by(gone)} (tracked change)"
        elif name == "tr" and state.rows:
            yield from self._row(state.rows.pop())
        elif name == "altChunk":
            state.said.append(Said("chunk", attribute(element, "id"), "markup"))
        if name in {"tr", "tbl"}:
            forget(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Reading]:
        state = self._state
        row = state.rows[-1] if state.rows else None
        surely = not any(state.fills)
        ground = replace(self._ground, behind=row.behind if row else "", surely=surely)
        line, met = paragraph(element, ground, row.hidden if row else "")
        self._met(line, met)
        if row is not None and row.cells:
            row.cells[-1].append(line)
            state.turned |= met.rendered or met.first
            return
        if met.first or state.turned:
            yield from self._turn()
        yield from self._add(line)
        state.turned = met.rendered

    def _row(self, row: _Row) -> Iterator[Reading]:
        """A row of one cell is no table to a reader; one within another row is part of that one's cell."""
        state = self._state
        outer = state.rows[-1] if state.rows else None
        lines = [line for cell in row.cells for line in cell]
        if outer is None and len(row.cells) == 1:
            for line in lines:
                yield from self._add(line)
            return
        texts = ["\n".join(filter(None, (line.text.strip() for line in cell))) for cell in row.cells]
        whole = Line("table", parts=[joined(texts)])
        whole.asides = [aside for line in lines for aside in line.asides]
        whole.after = [beside for line in lines for beside in line.after]
        if outer is not None and outer.cells:
            outer.cells[-1].append(whole)
            return
        if state.turned:
            yield from self._turn()
        yield from self._add(whole)

    def _add(self, line: Line) -> Iterator[Reading]:
        """Write a line; where the writer ordered a page within it, the rest stands on that."""
        *before, last = line.text.split(PAGE)
        for text in before:
            self._script.write(text, line.kind, line.level)
            yield from self._turn()
        line.parts = [last]
        self._script.add(line)
        if self._script.full:
            yield from self._turn()

    def _turn(self) -> Iterator[Reading]:
        """End the page, notes at its foot."""
        self._state.turned = False
        if self._state.notes:
            for line in self._notes():
                self._script.add(line)
        if self._script.number == 1 and self._script.length:
            for line in self._furniture("footer"):
                self._script.add(line)
        for page in self._script.page():
            yield Reading((page,))

    def _met(self, line: Line, met: Met) -> None:
        state = self._state
        state.notes += met.notes
        state.fonts |= met.fonts
        for key in met.comments:
            if key in self._comments and key not in self._shown:
                self._shown.add(key)
                line.after.append(self._comments[key])
        for relation in met.relations:
            link = self._package.links(self._main).get(relation)
            if link is not None and not link.external:
                line.after += drawing.lines(self._package, link.target)
        for how, text in met.changes:
            told = state.changes.setdefault(how, [])
            told += [text] if len(told) < _TOLD else []
        leads = [code for code in met.fields if code.split(" ")[0].upper() in _LEADS_OUT]
        state.said += [Said("field", code[:1000], "markup") for code in leads if len(state.said) < _TOLD]

    def _notes(self) -> Iterator[Line]:
        wanted, self._state.notes = self._state.notes, []
        for kind in ("footnote", "endnote"):
            ids = {key for found, key in wanted if found == kind}
            for part in self._package.linked(self._main, f"{kind}s") if ids else ():
                root = self._package.tree(part)
                for note in root if root is not None else ():
                    if attribute(note, "id") in ids:
                        number = self._ground.marks.get((kind, attribute(note, "id")), 0)
                        for place, line in enumerate(self._lines(note)):
                            line.parts[:0] = [] if place else [f"[{number}] "]
                            yield line

    def _lines(self, element: etree._Element) -> Iterator[Line]:
        for one in element:
            if local(one) == "p":
                line, met = paragraph(one, self._ground)
                self._met(line, met)
                yield line
            elif local(one) in {"tbl", "sdt", "sdtContent", "tr", "tc"}:
                yield from self._lines(one)

    def _furniture(self, kind: str) -> Iterator[Line]:
        """The lines of all headers or footers, each once."""
        seen = set()
        for part in self._package.linked(self._main, kind):
            root = self._package.tree(part)
            for line in self._lines(root) if root is not None else ():
                if line.text.strip() not in seen or line.asides or line.after:
                    seen.add(line.text.strip())
                    line.kind, line.level = "furniture", 0
                    yield line

    def _remarks(self, part: str) -> Iterator[tuple[str, Line]]:
        """Comments by id."""
        root = self._package.tree(part)
        for one in root if root is not None else ():
            if local(one) == "comment":
                lines = [paragraph(p, self._ground)[0].text for p in one.iter() if local(p) == "p"]
                text = "\n".join(lines) if lines else inner(one)
                yield attribute(one, "id"), Line(asides=[(text, f"comment{by(one)}")])

    def _said(self) -> tuple[Said, ...]:
        changes = [
            Said("tracked_change", f"{how}: {''.join(texts)}"[:1000], "markup")
            for how, texts in self._state.changes.items()
        ]
        theme = _linked(self._package, self._main, "theme")
        return (*self._state.said, *changes, *fonts.said(self._state.fonts, theme))


def _linked(package: Package, main: str, kind: str) -> etree._Element | None:
    """The part of one kind that belongs to the main one."""
    found = package.linked(main, kind)
    return package.tree(found[0]) if found else None
