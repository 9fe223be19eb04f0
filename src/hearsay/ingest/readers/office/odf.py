"""OpenDocument files (odt, ods, odp and their flat forms): text, sheets and slides, with all that is hidden in them.

In: a Package. Out: pages, facts, members. A page of a text is where the writer ordered one or where the program laid one out
(text:soft-page-break), of a spreadsheet a sheet, of a presentation a slide. OASIS ODF 1.3.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from hearsay.ingest.reading import Reading, Resume, Said
from hearsay.ingest.source import Source
from hearsay.model import PassageKind

from . import fonts, odf_rest, parts
from .jobs import Job, done
from .odf_rows import Rows
from .odf_styles import Styles
from .odf_text import Ground, paragraph, remark
from .package import Package
from .script import Line, Script
from .sheet import ROWS
from .xml import attribute, child, events, forget, inner, local

_WHOLE = frozenset(
    {"p", "h", "tracked-changes", "automatic-styles", "styles", "master-styles", "annotation", "meta", "forms"}
)
"""Elements that are taken when they end, with all that is in them."""
_OPENED = frozenset({
    "list", "table", "table-row", "table-cell", "covered-table-cell", "table-column", "page", "notes", "section", "frame",
    "custom-shape", "table-of-content", "spreadsheet", "presentation", "soft-page-break", "master-page",
})  # fmt: skip
_INDEXES = frozenset({"table-of-content"})
_TOLD = 1000


def read(package: Package, source: Source, resume: Resume) -> Iterator[Reading]:
    """The pages, then what it says of itself and its members."""
    body = _Body(package)
    jobs = [Job("the text", body.read), Job("what it says of itself", lambda number: odf_rest.said(package, number))]
    yield from done([*jobs, *parts.jobs(package, source)], source, resume)


@dataclass(slots=True)
class _State:
    """Where in the body the reader is. Mutable on purpose."""

    whole: int = 0
    lists: int = 0
    tables: int = 0
    hidden: list[str] = field(default_factory=list)
    kinds: list[PassageKind] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    form: str = "text"
    turned: bool = False
    count: int = 0


class _Body:
    """The content of one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.find("content.xml") or next(iter(package.names), "content.xml")

    def read(self, number: int) -> Iterator[Reading]:
        """A Reading a page; what it says of itself comes with the last."""
        self._script, self._state, self._styles = Script(number), _State(), Styles()
        self._deleted: dict[str, Line] = {}
        self._ground, self._rows = Ground(self._styles, self._deleted), Rows(self._styles)
        self._furniture: list[str] = []
        root = self._package.tree("styles.xml") if self._package.find("styles.xml") else None
        if root is not None:
            self._whole("styles", root)
            self._whole("master-styles", root)
        package = self._package
        for kind, element in events(package.pieces(self._part), self._part, package.flaws, [*_WHOLE, *_OPENED]):
            yield from self._event(kind, element)
        yield from self._page()
        for line in odf_rest.objects(package):
            self._script.add(line)
        for page in self._script.page(even_empty=number == self._script.number):
            yield Reading((page,))
        said = [
            Said("link", target[:2000], "markup")
            for target in self._ground.links[:_TOLD]
            if target[:1] not in {"", "#"}
        ]
        yield Reading(said=(*said, *fonts.said(self._ground.fonts, None)))

    def _event(self, kind: str, element: etree._Element) -> Iterator[Reading]:
        name, state = local(element), self._state
        if name in _WHOLE:
            state.whole += 1 if kind == "start" else -1
            if kind == "end" and not state.whole:
                yield from self._whole_event(name, element)
                forget(element)
        elif not state.whole and kind == "start":
            yield from self._opened(name, element)
        elif not state.whole:
            yield from self._closed(name, element)

    def _whole_event(self, name: str, element: etree._Element) -> Iterator[Reading]:
        if name in {"p", "h"}:
            yield from self._paragraph(element)
        elif name == "annotation":
            aside = remark(element)
            if self._rows.open:
                self._rows.aside(*aside)
            else:
                self._script.add(Line(asides=[aside]))
        else:
            self._whole(name, element)

    def _whole(self, name: str, element: etree._Element) -> None:
        if name in {"styles", "automatic-styles"}:
            self._styles.add(element)
        elif name == "master-styles":
            self._furniture = odf_rest.furniture(element)
        elif name == "tracked-changes":
            for key, line in odf_rest.changes(element):
                if key:
                    self._deleted[key] = line
                else:
                    self._script.add(line)

    def _opened(self, name: str, element: etree._Element) -> Iterator[Reading]:
        state = self._state
        if name in {"spreadsheet", "presentation"}:
            state.form = name
        elif name == "soft-page-break":
            state.turned = True
        elif name == "table":
            yield from self._table(element)
        else:
            self._noted(name, element)

    def _noted(self, name: str, element: etree._Element) -> None:
        state = self._state
        if name == "list":
            state.lists += 1
        elif name == "table-row":
            self._rows.begin(element)
        elif name in {"table-cell", "covered-table-cell"}:
            self._rows.cell(element)
        elif name == "table-column":
            self._rows.column(element)
        elif name in {"frame", "custom-shape"}:
            title = attribute(element, "class") == "title"
            state.kinds.append("headline" if title else "paragraph")
        elif name in _INDEXES:
            state.kinds.append("furniture")
        elif name in {"page", "notes", "section"}:
            self._hide(name, element)

    def _hide(self, name: str, element: etree._Element) -> None:
        reason = ""
        if name == "page":
            reason = self._styles.of("drawing-page", attribute(element, "style-name")).hidden
        elif name == "notes":
            reason = "speaker notes"
        elif attribute(element, "display") in {"none", "condition"}:
            reason = "hidden section"
        else:
            reason = self._styles.of("section", attribute(element, "style-name")).hidden
        self._state.hidden.append(reason)
        self._script.hidden = next(filter(None, self._state.hidden), "")

    def _shown(self) -> None:
        if self._state.hidden:
            self._state.hidden.pop()
        self._script.hidden = next(filter(None, self._state.hidden), "")

    def _table(self, element: etree._Element) -> Iterator[Reading]:
        state = self._state
        state.tables += 1
        reason = self._styles.of("table", attribute(element, "style-name")).hidden
        name = attribute(element, "name")
        if state.form == "spreadsheet" and state.tables == 1:
            yield from self._page()
            state.hidden.append(f'hidden sheet "{name}"' if reason else "")
            self._script.hidden = state.hidden[-1]
            self._script.write(name, "headline", 1)
        self._rows.table()

    def _closed(self, name: str, element: etree._Element) -> Iterator[Reading]:
        state = self._state
        if name == "list":
            state.lists -= 1
        elif name == "table":
            yield from self._table_end()
        elif name == "table-row":
            yield from self._row(element)
            forget(element)
        elif name in {"table-cell", "covered-table-cell"}:
            self._rows.close(element)
        elif name in {"frame", "custom-shape", *_INDEXES} and state.kinds:
            state.kinds.pop()
            told = " ".join(inner(child(element, one)) for one in ("title", "desc")).strip()
            if told:
                self._script.write(told, "caption", 0, "description of a picture, not shown on the page")
        elif name == "page":
            yield from self._page(even_empty=True)
            self._shown()
        elif name in {"notes", "section"}:
            self._shown()

    def _table_end(self) -> Iterator[Reading]:
        self._state.tables -= 1
        self._rows.end()
        if self._state.form == "spreadsheet" and not self._state.tables:
            yield from self._page()
            self._shown()

    def _row(self, element: etree._Element) -> Iterator[Reading]:
        for line in self._rows.done(element, sheet=self._state.form == "spreadsheet"):
            self._script.add(line)
            self._state.count += 1
        if self._script.full or self._state.count >= ROWS:
            yield from self._page()

    def _paragraph(self, element: etree._Element) -> Iterator[Reading]:
        state = self._state
        plain = not state.kinds and not self._rows.filled and state.form == "text"
        line, notes, soft = paragraph(element, replace(self._ground, plain=plain))
        state.notes += notes
        if line.kind == "paragraph" and state.kinds:
            line.kind = state.kinds[-1]
            line.level = int(line.kind == "headline")
        if line.kind == "paragraph" and state.lists:
            line.kind, line.level = "list_item", state.lists - 1
        if self._rows.open:
            self._rows.add(line)
            return
        breaks = self._styles.of("paragraph", attribute(element, "style-name")).breaks if state.form == "text" else ""
        if state.turned or breaks == "before":
            yield from self._page()
        self._script.add(line)
        state.turned = soft or breaks == "after"
        if self._script.full:
            yield from self._page()

    def _page(self, *, even_empty: bool = False) -> Iterator[Reading]:
        state = self._state
        state.turned, state.count = False, 0
        for line in state.notes:
            self._script.add(line)
        state.notes = []
        if self._script.length and state.form != "spreadsheet":
            for text in self._furniture:
                self._script.write(text, "furniture")
            self._furniture = []
        for page in self._script.page(even_empty=even_empty):
            yield Reading((page,))
