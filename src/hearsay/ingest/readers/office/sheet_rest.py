"""What an Excel file holds beside its cells: comments, drawings, headers, and data kept of other files.

In: parts of a Package. Out: Lines. Caches hold rows of sheets that may long be gone: they are kept as hidden.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from . import drawing
from .package import Package
from .script import Line, Script, joined
from .sheet_strings import words
from .xml import attribute, child, children, events, forget, inner, local, under

_SIGNS = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+-]{6}|[A-Za-z]|\d{1,3}|&)")
_MOST = 200_000
_CACHED = "kept from another workbook, not in any sheet of this one"
_PIVOT = "source data kept in a pivot table, not in a sheet"


def furniture(element: etree._Element, script: Script) -> None:
    """The header and the footer that a print of the sheet has."""
    seen = set()
    for one in element:
        text = " ".join(_SIGNS.sub(_sign, inner(one)).split())
        if text and text not in seen:
            seen.add(text)
            script.write(text, "furniture")


def _sign(match: re.Match[str]) -> str:
    return "&" if match[0] == "&&" else " "


def beside(package: Package, part: str) -> Iterator[Line]:
    """What hangs on a sheet: words in drawings, charts, comments."""
    for drawn in package.linked(part, "drawing"):
        root = package.tree(drawn)
        if root is None:
            continue
        for text in drawing.paragraphs(root):
            yield Line(parts=[text])
        for told in (attribute(one, "descr") for one in under(root, "cNvPr")):
            yield Line("caption", asides=[(told, "description of a picture, not shown on the page")])
        for kind in ("chart", "diagramData"):
            for chart in package.linked(drawn, kind):
                yield from drawing.lines(package, chart)
    yield from _comments(package, part)


def _comments(package: Package, part: str) -> Iterator[Line]:
    threads = set()
    people = {}
    for listed in (name for name in package.names if "/persons/" in name.lower() and name.endswith(".xml")):
        people.update({attribute(one, "id"): attribute(one, "displayName") for one in children(package.tree(listed))})
    for found in package.linked(part, "threadedComment"):
        for one in children(package.tree(found)):
            threads.add(attribute(one, "ref"))
            who, when = people.get(attribute(one, "personId"), ""), attribute(one, "dT")[:10]
            yield _remark(inner(child(one, "text")), attribute(one, "ref"), who, when)
    for found in package.linked(part, "comments"):
        root = package.tree(found)
        authors = [inner(one) for one in children(root, "authors")]
        for one in under(root, "comment") if root is not None else ():
            body, who = child(one, "text"), attribute(one, "authorId")
            name = authors[int(who)] if who.isdecimal() and int(who) < len(authors) else ""
            if body is not None and attribute(one, "ref") not in threads:
                yield _remark(words(body), attribute(one, "ref"), "" if name.startswith("tc={") else name, "")


def _remark(text: str, cell: str, who: str, when: str) -> Line:
    reason = "comment" + (f" by {who}" if who else "") + (f" on {when}" if when else "") + f" at cell {cell}"
    return Line(asides=[(text, reason)])


def kept(package: Package) -> Iterator[Line]:
    """Cells of other workbooks and source rows of pivot tables that the file keeps."""
    for part in package.names:
        if re.search(r"(?i)externalLinks/[^/]+\.xml\Z", part):
            yield from _elsewhere(package, part)
        elif re.search(r"(?i)pivotCacheDefinition[^/]*\.xml\Z", part):
            yield from _pivot(package, part)


def _elsewhere(package: Package, part: str) -> Iterator[Line]:
    wanted = events(package.pieces(part), part, package.flaws, ["row", "ddeItem"], ["end"])
    for _, row in islice(wanted, _MOST):
        cells = [inner(child(cell, "v")) for cell in row]
        yield Line("table", asides=[(joined(filter(None, cells)), _CACHED)])
        forget(row)


def _pivot(package: Package, part: str) -> Iterator[Line]:
    root = package.tree(part)
    fields = list(under(root, "cacheField")) if root is not None else []
    shared = [[attribute(item, "v") for item in children(one, "sharedItems")] for one in fields]
    yield Line("table", asides=[(joined(attribute(one, "name") for one in fields), _PIVOT)])
    records = package.linked(part, "pivotCacheRecords")
    for column in shared if not records else ():
        yield Line("table", asides=[(joined(filter(None, column)), _PIVOT)])
    for found in records:
        for _, row in islice(events(package.pieces(found), found, package.flaws, ["r"], ["end"]), _MOST):
            cells = [_item(cell, shared[place] if place < len(shared) else []) for place, cell in enumerate(row)]
            yield Line("table", asides=[(joined(cells), _PIVOT)])
            forget(row)


def _item(cell: etree._Element, shared: list[str]) -> str:
    value = attribute(cell, "v")
    if local(cell) == "x" and value.isdecimal():
        return shared[int(value)] if int(value) < len(shared) else ""
    return value
