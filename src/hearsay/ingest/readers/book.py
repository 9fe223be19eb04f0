"""Books (EPUB): each text, in the order in which it is read, is a page; pictures, sounds and programs are members.

In: a Source. Out: Readings. Order and what the book says of itself stand in its package file (EPUB 3.3, section 5). Texts
that a seller locked are encrypted; texts that no order names come last.
"""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from hearsay.ingest.reading import Content, Member, Reading, Resume, Said
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import html
from .archive_members import member
from .member_names import Names
from .office.jobs import Job, done
from .office.package import Package, zipped
from .office.xml import attribute, inner, local, under

TYPE = "application/epub+zip"

_TEXTS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_NAMED = (".xhtml", ".html", ".htm")
_PLUMBING = (".opf", ".ncx", ".css", ".ttf", ".otf", ".woff", ".woff2", "mimetype")
_FACTS = {
    "title": "title", "creator": "author", "publisher": "publisher", "date": "date", "language": "language",
    "identifier": "identifier", "rights": "rights", "subject": "subject", "description": "description",
    "contributor": "contributor",
}  # fmt: skip
_LONGEST = 2000
"""Code points of a fact."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package file says."""

    texts: tuple[str, ...] = ()
    """Names of parts, in reading order."""
    said: tuple[Said, ...] = ()


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A page a text, method "html"; then facts, members, and what was wrong."""
    package = zipped(source, settings.passwords)
    book, locked = _book(package), _locked(package)

    def text(name: str) -> Callable[[int], Iterator[Reading]]:
        return lambda number: iter([_page(package, name, settings, number, locked=name in locked)])

    def facts(number: int) -> Iterator[Reading]:
        del number
        yield Reading(said=book.said)

    def held(number: int) -> Iterator[Reading]:
        del number
        names = Names()
        for name in package.names:
            if name not in book.texts and not name.startswith("META-INF/") and not name.lower().endswith(_PLUMBING):
                yield from member(source, Member(names.unique(name)), package.raw(name), 0)

    def flaws(number: int) -> Iterator[Reading]:
        del number
        if package.flaws.reason:
            yield Reading(status=package.flaws.status, reason=package.flaws.reason)

    jobs = [Job(f"text {name}", text(name)) for name in book.texts]
    rest = [Job("what it says of itself", facts), Job("what lies in it", held), Job("the rest", flaws)]
    yield from done([*jobs, *rest], source, resume)


def _page(package: Package, name: str, settings: IngestSettings, number: int, *, locked: bool) -> Reading:
    if locked:
        return Reading(
            status="encrypted", reason=f"{name} is locked by the seller of the book, which nothing here opens"
        )
    reading = html.read(Content(package.data(name), "application/xhtml+xml"), settings)
    pages = tuple(replace(page, number=number) for page in reading.pages)
    status = "ok" if reading.status == "empty" else reading.status
    return Reading(pages, status=status, reason=reading.reason if status != "ok" else "")


def _book(package: Package) -> _Book:
    """Reading order and facts of every package file; a book without one gives its texts by name."""
    container = package.tree("META-INF/container.xml")
    roots = [attribute(one, "full-path") for one in under(container, "rootfile")] if container is not None else []
    named = [name for name in package.names if name.lower().endswith(".opf")]
    order, said = list[str](), list[Said]()
    for name in dict.fromkeys([*filter(package.find, roots), *named]):
        root = package.tree(name)
        if root is not None:
            order += _order(package, root, posixpath.dirname(name))
            said += _facts(root)
    every = [name for name in package.names if name.lower().endswith(_NAMED)]
    return _Book(tuple(dict.fromkeys([*order, *every])), tuple(dict.fromkeys(said)))


def _order(package: Package, root: etree._Element, folder: str) -> Iterator[str]:
    items = {attribute(item, "id"): item for item in under(root, "item")}
    spine = [items[ref] for one in under(root, "itemref") if (ref := attribute(one, "idref")) in items]
    for item in (*spine, *items.values()):
        place = posixpath.normpath(posixpath.join(folder, unquote(attribute(item, "href").partition("#")[0])))
        known = package.find(place)
        if known and attribute(item, "media-type") in _TEXTS:
            yield known


def _facts(root: etree._Element) -> Iterator[Said]:
    for element in under(root, "metadata"):
        for one in element:
            value = " ".join(inner(one).split())[:_LONGEST]
            if value and local(one) in _FACTS:
                yield Said(_FACTS[local(one)], value, "metadata")
                if local(one) == "date":
                    yield Said("published", value[:10], "metadata")


def _locked(package: Package) -> set[str]:
    """Parts that are said to be encrypted, unless only fonts are."""
    root = package.tree("META-INF/encryption.xml") if package.find("META-INF/encryption.xml") else None
    found = [unquote(attribute(one, "URI")) for one in under(root, "CipherReference")] if root is not None else []
    return {name for one in found if (name := package.find(one.lstrip("/"))) and not name.lower().endswith(_PLUMBING)}
