"""What all office packages have in common: the main part, properties, links that lead out, and files that lie inside.

In: a Package. Out: jobs whose Readings hold facts and members. Fonts, printer settings and themes are no members.
"""

import re
from collections.abc import Iterator

from hearsay.ingest.readers.archive_members import Broken, Locked, member
from hearsay.ingest.readers.member_names import Names
from hearsay.ingest.reading import Member, Reading, Said
from hearsay.ingest.source import Source

from . import macros, objects, properties
from .jobs import Job
from .package import Link, Package

_PLUMBING = re.compile(
    r"(?i)(?:\.(?:xml|rels|odttf|fntdata|vml)|printersettings\d*\.bin|(?:^|/)mimetype|\[trash\]/.*|vbaproject(?:signature)?\w*\.bin"
    r"|\.thmx|\.iwa|\.plist|\.apxl(?:\.gz)?|index\.xml\.gz|(?:^|/)thumbs/mt[^/]*|(?:^|/)layout-cache|\.rdf)\Z"
)
_SAID = 1000


def main(package: Package, usual: str) -> str:
    """The part that the file is about: by its relationship, by its content type, or where it usually is."""
    found = package.linked("", "officeDocument")
    return found[0] if found else package.find(usual) or usual


def jobs(package: Package, source: Source) -> list[Job]:
    """Facts, macros and members, as jobs for the end; then what was wrong."""

    def facts(number: int) -> Iterator[Reading]:
        del number
        yield Reading(said=(*properties.ooxml(package), *external(package)))
        yield from macros.read(package.data(name) for name in package.names if name.lower().endswith("vbaproject.bin"))

    def held(number: int) -> Iterator[Reading]:
        del number
        yield from members(package, source)

    def flaws(number: int) -> Iterator[Reading]:
        del number
        if package.flaws.reason:
            yield Reading(status=package.flaws.status, reason=package.flaws.reason)

    return [Job("what it says of itself", facts), Job("what lies in it", held), Job("the rest", flaws)]


def external(package: Package) -> Iterator[Said]:
    """Where the file leads: pages that it names, and templates, pictures and data that it would fetch."""
    count = 0
    for name in package.names:
        if not name.endswith(".rels"):
            continue
        folder, _, leaf = name.rpartition("_rels/")
        for link in package.links(folder + leaf.removesuffix(".rels")).values():
            if link.external and count < _SAID:
                count += 1
                yield _leads(link)


def _leads(link: Link) -> Said:
    if link.kind == "hyperlink":
        return Said("link", link.target[:2000], "markup")
    return Said("external_reference", f"{link.kind}: {link.target[:2000]}", "markup")


def members(package: Package, source: Source) -> Iterator[Reading]:
    """Every file that lies in the package and is not part of its own machinery."""
    names = Names()
    chunks = {link.target for name in package.names if name.endswith(".rels") for link in _chunks(package, name)}
    for name in package.names:
        if _PLUMBING.search(name) and name not in chunks:
            continue
        yield from _member(package, source, name, names)


def _chunks(package: Package, name: str) -> list[Link]:
    folder, _, leaf = name.rpartition("_rels/")
    found = package.links(folder + leaf.removesuffix(".rels")).values()
    return [link for link in found if link.kind in {"aFChunk", "package", "oleObject"} and not link.external]


def _member(package: Package, source: Source, name: str, names: Names) -> Iterator[Reading]:
    shown = names.unique(name)
    if not re.search(r"(?i)(?:ole|object|\.bin|\.doc|\.xls|\.ppt)", name.rpartition("/")[2]):
        yield from member(source, Member(shown), package.raw(name), 0)
        return
    try:
        data = b"".join(package.raw(name))
    except Broken as error:
        yield Reading(
            members=(Member(shown, status="corrupt", reason=str(error)),), status="partial", reason=f"{shown}: {error}"
        )
    except Locked:
        yield Reading(
            members=(Member(shown, status="encrypted", reason="needs a password"),),
            status="encrypted",
            reason=f"{shown} needs a password",
        )
    else:
        yield Reading(members=tuple(objects.unwrapped(shown, data, names)))
