"""What office files say of themselves: author, last hand, company, template, dates, time spent, and the like.

In: docProps parts, OLE property sets, ODF meta.xml. Out: facts. A date is an ISO day with its time; `created` as describe.py
expects it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from lxml import etree
from olefile import OleFileIO

from hearsay.ingest.readers.mail_words import in_charset
from hearsay.ingest.reading import Said

from .package import Package
from .xml import attribute, child, children, inner, local

_NAMES = {
    "title": "title", "creator": "author", "subject": "subject", "description": "description", "keywords": "keywords",
    "lastModifiedBy": "last_modified_by", "created": "created", "modified": "modified", "lastPrinted": "printed",
    "revision": "revision", "category": "category", "contentStatus": "content_status", "language": "language",
    "version": "version", "Company": "company", "Manager": "manager", "Template": "template", "TotalTime": "editing_time",
    "HyperlinkBase": "link_base", "identifier": "identifier",
}  # fmt: skip
_PROGRAM = {"Application": "creator", "AppVersion": "program_version", "PresentationFormat": "format"}
_ODF = {
    "initial-creator": "author", "creator": "last_modified_by", "title": "title", "subject": "subject",
    "description": "description", "keyword": "keywords", "creation-date": "created", "date": "modified",
    "print-date": "printed", "printed-by": "printed_by", "editing-duration": "editing_time", "editing-cycles": "revision",
    "generator": "creator", "language": "language",
}  # fmt: skip
_LONGEST = 2000


def ooxml(package: Package) -> Iterator[Said]:
    """Facts of core, extended and custom properties."""
    for kind in ("core-properties", "extended-properties"):
        for part in package.linked("", kind) or [p for p in (package.find(_USUAL[kind]),) if p]:
            for one in children(package.tree(part)):
                name = (_NAMES | _PROGRAM).get(local(one))
                if name:
                    yield from fact(name, inner(one), minutes=name == "editing_time")
    for part in package.linked("", "custom-properties"):
        for one in children(package.tree(part)):
            yield from fact(f"custom: {attribute(one, 'name')[:100]}", inner(one))


_USUAL = {"core-properties": "docProps/core.xml", "extended-properties": "docProps/app.xml"}


def odf(root: etree._Element) -> Iterator[Said]:
    """Facts of an office:meta element."""
    meta = root if local(root) == "meta" else child(root, "meta")
    for one in children(meta):
        name = local(one)
        if name in _ODF:
            yield from fact(_ODF[name], inner(one))
        elif name == "template":
            yield from fact("template", attribute(one, "href") or attribute(one, "title"))
        elif name == "user-defined":
            yield from fact(f"custom: {attribute(one, 'name')[:100]}", inner(one))


def fact(name: str, value: object, *, minutes: bool = False) -> Iterator[Said]:
    """One fact, if there is a value."""
    if isinstance(value, datetime):
        value = value.isoformat()
    elif isinstance(value, timedelta):
        value = f"{value.total_seconds() / 60:.0f} minutes"
    plain = " ".join(str(value).replace("\0", " ").split())[:_LONGEST]
    if minutes and plain.isdecimal():
        plain = f"{plain} minutes" if plain != "0" else ""
    if plain and not plain.startswith(("1601-01-01", "0000-")):
        yield Said(name, plain, "metadata")


def ole(file: "OleFileIO[str]") -> Iterator[Said]:
    """Facts of the property sets of a compound file."""
    found = file.get_metadata()
    page = getattr(found, "codepage", None)
    for name, said in _OLE.items():
        value = getattr(found, name, None)
        if isinstance(value, bytes):
            value = in_charset(value.rstrip(b"\0"), f"cp{page % 65536}" if isinstance(page, int) else "")
        if value and name == "total_edit_time" and isinstance(value, int):
            value = f"{value // 60} minutes"
        yield from fact(said, value) if value else ()


_OLE = {
    "title": "title", "subject": "subject", "author": "author", "keywords": "keywords", "comments": "description",
    "template": "template", "last_saved_by": "last_modified_by", "revision_number": "revision", "total_edit_time": "editing_time",
    "last_printed": "printed", "create_time": "created", "last_saved_time": "modified", "creating_application": "creator",
    "category": "category", "manager": "manager", "company": "company",
}  # fmt: skip
