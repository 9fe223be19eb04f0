"""What an OpenDocument file holds beside its body: properties, headers, tracked changes, objects, macros.

In: a Package or parts of its XML. Out: facts, lines, members.
"""

import re
from collections.abc import Iterator

from lxml import etree

from hearsay.ingest.reading import Member, Reading, Said

from . import properties
from .odf_text import paragraphs
from .package import Package
from .script import Line, joined
from .xml import attribute, child, inner, local, under

_OBJECT = re.compile(r"(.+)/content\.xml")
_MACRO = re.compile(r"(Basic/.+)\.xml")
_LISTS = frozenset({"script-lc.xml", "script-lb.xml"})
_CELLS = 10_000


def said(package: Package, number: int) -> Iterator[Reading]:
    """Properties as facts, macros as members."""
    del number
    part = package.find("meta.xml") or ("" if package.find("content.xml") else next(iter(package.names), ""))
    root = package.tree(part) if part else None
    found = list(properties.odf(root)) if root is not None else []
    members = []
    for name in package.names:
        macro = _MACRO.fullmatch(name)
        module = package.tree(name) if macro and name.rpartition("/")[2] not in _LISTS else None
        text = inner(module) if module is not None and local(module) == "module" else ""
        if macro and text.strip():
            members.append(Member(f"{macro[1]}.bas", text.encode("utf-8", "replace")))
            found.append(Said("macro", macro[1], "metadata"))
    yield Reading(said=tuple(found), members=tuple(members))


def furniture(root: etree._Element) -> list[str]:
    """The texts of headers and footers of pages, each once."""
    found: dict[str, None] = {}
    for one in root.iter():
        if local(one) in {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}:
            for paragraph in paragraphs(one):
                text = " ".join(inner(paragraph).split())
                found.update({text: None} if text else {})
    return list(found)


def changes(root: etree._Element) -> Iterator[tuple[str, Line]]:
    """Deleted text by the id of its change; earlier contents of cells without an id."""
    for region in root:
        info = next(under(region, "change-info"), None)
        who, when = (
            (inner(child(info, "creator")).strip(), inner(child(info, "date"))[:10]) if info is not None else ("", "")
        )
        by = (f" by {who}" if who else "") + (f" on {when}" if when else "")
        gone = child(region, "deletion")
        if local(region) == "changed-region" and gone is not None:
            text = "\n".join(inner(one) for one in paragraphs(gone))
            key = attribute(region, "id")
            yield key, Line(asides=[(text, f"deleted{by} (tracked change)")])
        elif local(region) in {"cell-content-change", "deletion"}:
            text = "\n".join(inner(one) for one in paragraphs(region))
            yield "", Line("table", asides=[(text, f"earlier content of a cell, changed{by} (tracked change)")])


def objects(package: Package) -> Iterator[Line]:
    """The words and numbers of charts and other objects within the file."""
    for name in package.names:
        if not _OBJECT.fullmatch(name):
            continue
        root = package.tree(name)
        for one in root.iter() if root is not None else ():
            if local(one) == "table-row":
                cells = [" ".join(inner(p) for p in paragraphs(cell)) for cell in one if local(cell) == "table-cell"]
                yield Line("table", parts=[joined(cells[:_CELLS])])
            elif local(one) in {"title", "subtitle"}:
                yield Line("caption", parts=[inner(one)])
            elif local(one) in {"p", "h"} and not _in_row(one):
                yield Line(parts=[inner(one)])


def _in_row(element: etree._Element) -> bool:
    return any(local(one) in {"table-row", "title", "subtitle"} for one in element.iterancestors())
