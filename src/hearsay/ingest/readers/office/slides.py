"""PowerPoint files (pptx, ppsx, potx): a page a slide in the order of the show, speaker notes, comments and hidden slides marked.

In: a Package. Out: pages, facts, members. What stands on the masters (a mark, a footer) is furniture of the first slide that
shows it. ECMA-376 part 1, 19.
"""

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree

from hearsay.ingest.reading import Reading, Resume, Said
from hearsay.ingest.source import Source
from hearsay.model import PassageKind

from . import drawing, parts
from .jobs import Job, done
from .package import Package
from .script import Line, Script, joined
from .xml import attribute, child, children, inner, local, under

_NUMBER = re.compile(r"\d+")
_KINDS: dict[str, PassageKind] = {
    "title": "headline", "ctrTitle": "headline", "subTitle": "paragraph", "dt": "furniture", "ftr": "furniture",
    "sldNum": "furniture", "hdr": "furniture",
}  # fmt: skip
_TINY = 100
"""Hundredths of a point: text of this size or less cannot be seen."""
_DEEP = 50
_NOTES = "speaker notes"


def read(package: Package, source: Source, resume: Resume) -> Iterator[Reading]:
    """The slides, then facts and members."""
    main = parts.main(package, "ppt/presentation.xml")
    show = _Show(package, main)
    jobs = [Job(f"slide {place}", partial(show.slide, part)) for place, part in enumerate(show.slides, 1)]
    jobs.append(Job("the rest of the show", show.rest))
    yield from done([*jobs, *parts.jobs(package, source)], source, resume)


class _Show:
    """One presentation."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        root = package.tree(main)
        links = package.links(main)
        ids = [_relation(one) for one in children(root, "sldIdLst")]
        listed = [links[key].target for key in ids if key in links and package.find(links[key].target)]
        every = (name for name in package.names if re.search(r"(?i)slides/slide\d+\.xml\Z", name))
        loose = sorted((name for name in every if name not in listed), key=_order)
        self.slides = [*listed, *loose]
        self._loose = frozenset(loose) if listed else frozenset()
        self._size = child(root, "sldSz") if root is not None else None
        names = package.linked(main, "commentAuthors") + [n for n in package.names if n.lower() == "ppt/authors.xml"]
        self._people = {
            attribute(one, "id"): attribute(one, "name") for part in names for one in children(package.tree(part))
        }
        self._first = {master: part for part in reversed(self.slides) for master in self._masters(part)}

    def _masters(self, part: str) -> list[str]:
        layouts = self._package.linked(part, "slideLayout")
        return layouts + [m for layout in layouts for m in self._package.linked(layout, "slideMaster")]

    def slide(self, part: str, number: int) -> Iterator[Reading]:
        """The page of one slide."""
        script = Script(number)
        root = self._package.tree(part)
        hidden = root is not None and attribute(root, "show") in {"0", "false"}
        script.hidden = "hidden slide" if hidden else "slide that is not in the show" if part in self._loose else ""
        for master in self._masters(part):
            if self._first.get(master) == part:
                self._shapes(self._package.tree(master), master, script, fixed=True)
        self._shapes(root, part, script)
        for notes in self._package.linked(part, "notesSlide"):
            for text in self._notes(notes):
                script.write(text, hidden=script.hidden or _NOTES)
        for kind in ("comments", "comment"):
            for found in self._package.linked(part, kind):
                self._comments(found, script)
        yield from (Reading((page,)) for page in script.page(even_empty=True))

    def rest(self, number: int) -> Iterator[Reading]:
        """Sections, custom shows, what is said of the show."""
        del number
        root = self._package.tree(self._main)
        names = [attribute(one, "name") for one in (under(root, "section") if root is not None else ())]
        yield Reading(said=tuple(Said("section", name, "markup") for name in names if name))

    def _shapes(self, root: etree._Element | None, part: str, script: Script, *, fixed: bool = False) -> None:
        tree = child(root, "cSld", "spTree")
        if tree is not None:
            _Shapes(self._package, part, script, self._size, fixed=fixed).walk(tree, "")

    def _notes(self, part: str) -> Iterator[str]:
        root = self._package.tree(part)
        for shape in under(root, "sp") if root is not None else ():
            holder = next(under(shape, "ph"), None)
            if holder is None or attribute(holder, "type") not in {"sldNum", "sldImg", "dt", "ftr", "hdr"}:
                yield from drawing.paragraphs(shape)

    def _comments(self, part: str, script: Script) -> None:
        root = self._package.tree(part)
        for one in (o for o in root.iter() if local(o) in {"cm", "reply"}) if root is not None else ():
            who, when = (
                self._people.get(attribute(one, "authorId"), ""),
                (attribute(one, "dt") or attribute(one, "created"))[:10],
            )
            reason = "comment" + (f" by {who}" if who else "") + (f" on {when}" if when else "")
            body = child(one, "txBody")
            text = "\n".join(drawing.paragraphs(body)) if body is not None else inner(child(one, "text"))
            script.write(text, hidden=reason)


class _Shapes:
    """The shapes of one slide, layout or master."""

    def __init__(
        self, package: Package, part: str, script: Script, size: etree._Element | None, *, fixed: bool
    ) -> None:
        self._package, self._part, self._script, self._fixed = package, part, script, fixed
        self._wide = _int(size, "cx") if size is not None else 0
        self._high = _int(size, "cy") if size is not None else 0

    def walk(self, tree: etree._Element, hidden: str, depth: int = 0) -> None:
        """Write the text of all shapes in their order."""
        for one in tree if depth < _DEEP else ():
            name = local(one)
            if name == "AlternateContent":
                best = next((way for way in one if inner(way).strip()), None)
                if best is not None:
                    self.walk(best, hidden, depth + 1)
            elif name in {"sp", "grpSp", "graphicFrame", "pic", "cxnSp"}:
                self._shape(one, name, hidden or self._unseen(one, name), depth)

    def _shape(self, one: etree._Element, name: str, hidden: str, depth: int) -> None:
        head = next((part for part in one if local(part).startswith("nv")), None)
        holder = next(under(head, "ph"), None) if head is not None else None
        if self._fixed and holder is not None:
            return
        if name == "grpSp":
            self.walk(one, hidden, depth + 1)
        elif name == "graphicFrame":
            self._frame(one, hidden)
        else:
            self._text(child(one, "txBody"), holder, hidden)
        told = (
            next((attribute(part, "descr") for part in head if local(part) == "cNvPr"), "") if head is not None else ""
        )
        if told and not self._fixed:
            self._script.write(told, "caption", 0, "description of a picture, not shown on the slide")

    def _text(self, body: etree._Element | None, holder: etree._Element | None, hidden: str) -> None:
        known = _KINDS.get(attribute(holder, "type"), "paragraph") if holder is not None else "paragraph"
        for paragraph in (one for one in body if local(one) == "p") if body is not None else ():
            kind, level = known, _level(paragraph)
            if self._fixed:
                kind = "furniture"
            elif level and kind == "paragraph":
                kind = "list_item"
            line = Line(kind, level if kind == "list_item" else int(kind == "headline"))
            _runs(paragraph, line, hidden)
            self._script.add(line)

    def _frame(self, one: etree._Element, hidden: str) -> None:
        """A table, a chart or a diagram."""
        for row in under(one, "tr"):
            cells = ["\n".join(drawing.paragraphs(cell)) for cell in row if local(cell) == "tc"]
            self._script.write(joined(cells), "table", 0, hidden)
        for found in (o for o in one.iter() if local(o) in {"chart", "relIds"}):
            key = next((str(v) for k, v in found.attrib.items() if str(k).endswith(("}id", "}dm"))), "")
            link = self._package.links(self._part).get(key)
            for line in drawing.lines(self._package, link.target) if link is not None and not link.external else ():
                self._script.write(line.text, line.kind, line.level, hidden)

    def _unseen(self, one: etree._Element, name: str) -> str:
        """Why a shape as a whole is not seen: switched off, or beside the slide."""
        head = next((part for part in one if local(part).startswith("nv")), None)
        own = child(head, "cNvPr")
        if own is not None and attribute(own, "hidden") in {"1", "true"}:
            return "hidden object"
        frame = child(one, "xfrm") if name == "graphicFrame" else child(one, "spPr", "xfrm")
        where, size = child(frame, "off"), child(frame, "ext")
        if where is None or size is None or not self._wide or name == "grpSp":
            return ""
        left, top = _int(where, "x"), _int(where, "y")
        beside = left >= self._wide or top >= self._high or left + _int(size, "cx") < 0 or top + _int(size, "cy") < 0
        return "outside the slide" if beside else ""


def _runs(paragraph: etree._Element, line: Line, hidden: str) -> None:
    for one in paragraph:
        name = local(one)
        if name in {"r", "fld"}:
            size = _int(child(one, "rPr"), "sz")
            line.say(
                inner(child(one, "t")),
                hidden or ("text too small to be seen (1 point or less)" if 0 < size <= _TINY else ""),
            )
        elif name == "br":
            line.say("\n", hidden)
        elif name not in {"pPr", "endParaRPr"}:
            line.say(inner(one), hidden)


def _level(paragraph: etree._Element) -> int:
    return _int(child(paragraph, "pPr"), "lvl")


def _int(element: etree._Element | None, name: str) -> int:
    value = attribute(element, name) if element is not None else ""
    return int(value) if re.fullmatch(r"-?\d{1,15}", value) else 0


def _relation(element: etree._Element) -> str:
    """The r:id of an element that has an id of its own as well."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _order(name: str) -> tuple[int, str]:
    return int(_NUMBER.findall(name)[-1][:9]), name
