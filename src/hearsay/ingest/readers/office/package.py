"""The parts of an office file that is a zip (OOXML, ODF) or one long XML (flat OPC), by name, unpacked piece by piece.

In: a Source. Out: parts, relationships between them, and what is wrong with the whole. Packaging: ECMA-376 part 2.
"""

import base64
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote

from lxml import etree

from hearsay.ingest.readers import zip_data
from hearsay.ingest.readers.archive_members import Broken, Locked
from hearsay.ingest.readers.zip_list import Entry, NoList, directory, listed, scanned
from hearsay.ingest.source import WHOLE, Source, TooLarge

from .xml import Flaws, attribute, local, parsed

_MOST = 100_000
_RATIO = 200
_PIECE = 1 << 20
_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"

Pieces = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: from a part to another, or out of the file."""

    id: str
    kind: str
    """Last word of its type: hyperlink, image, comments."""
    target: str
    """Name of a part, or where an external link leads."""
    external: bool


class Package:
    """An office file as parts. Mutable on purpose: reading a part may find a flaw."""

    def __init__(self, parts: Mapping[str, Pieces], flaws: Flaws, most: int) -> None:
        self._parts = parts
        self._folded = {name.lower(): name for name in reversed(list(parts))}
        self._links: dict[str, dict[str, Link]] = {}
        self._most = most
        self.flaws = flaws
        self.names = tuple(parts)
        """Of all parts, in the order of the file."""

    def find(self, name: str) -> str:
        """The part of this name, whatever the case of its letters; empty if there is none."""
        return name if name in self._parts else self._folded.get(name.lower(), "")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part as far as they can be had; what is wrong is noted. Nothing for one that is missing."""
        known = self.find(name)
        if not known:
            self.flaws.note(f"its part {name} is missing")
            return
        taken = 0
        try:
            for piece in self._parts[known]():
                taken += len(piece)
                if taken > self._most:
                    raise TooLarge(f"its part {name} unpacks to more than {self._most:,} bytes")
                yield piece
        except Broken as error:
            self.flaws.note(f"{name}: {error}")
        except Locked:
            self.flaws.note(f"{name} needs a password", "encrypted")

    def raw(self, name: str) -> Iterator[bytes]:
        """The bytes of a part that is there. Raises Broken or Locked where they end before their time."""
        return self._parts[self.find(name)]()

    def data(self, name: str) -> bytes:
        """A part in memory. TooLarge for one of more than 64 MiB."""
        found = bytearray()
        for piece in self.pieces(name):
            found += piece
            if len(found) > WHOLE:
                raise TooLarge(f"its part {name} has more than {WHOLE:,} bytes")
        return bytes(found)

    def tree(self, name: str) -> etree._Element | None:
        """A small part as XML; None where it is missing or is none."""
        return parsed(self.data(name), name, self.flaws) if self.find(name) else None

    def links(self, name: str) -> dict[str, Link]:
        """Relationships of a part by id; of the whole file for an empty name."""
        if name not in self._links:
            folder, leaf = posixpath.split(name)
            root = self.tree(posixpath.join(folder, "_rels", f"{leaf}.rels"))
            found = {} if root is None else {link.id: link for link in _links(root, folder)}
            self._links[name] = found
        return self._links[name]

    def linked(self, name: str, kind: str) -> list[str]:
        """The parts that a part is linked to by relationships of one kind, in order of their ids."""
        found = [link for link in self.links(name).values() if link.kind == kind and not link.external]
        return [part for link in found if (part := self.find(link.target))]


def _links(root: etree._Element, folder: str) -> Iterator[Link]:
    for element in root:
        if local(element) != "Relationship":
            continue
        kind = attribute(element, "Type").rstrip("/").rpartition("/")[2]
        external = attribute(element, "TargetMode") == "External"
        target = attribute(element, "Target")
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, unquote(target.partition("#")[0]))).lstrip("/")
        yield Link(attribute(element, "Id"), kind, target, external)


def zipped(source: Source, passwords: tuple[str, ...] = ()) -> Package:
    """The parts of a zip; a broken list of them costs a note."""
    flaws, parts = Flaws(), dict[str, Pieces]()
    for entry in _entries(source, flaws):
        if len(parts) >= _MOST:
            flaws.note(f"it has more than {_MOST:,} parts; the rest is not read", "refused-limit")
            break
        name = entry.name.decode("utf-8", "replace").replace("\\", "/").lstrip("/")
        if not entry.folder:
            parts.setdefault(name, partial(zip_data.pieces, source, entry, passwords))
    return Package(parts, flaws, max(WHOLE * 16, source.size * _RATIO))


def _entries(source: Source, flaws: Flaws) -> Iterator[Entry]:
    try:
        found = directory(source)
    except NoList as error:
        flaws.note(str(error))
        yield from scanned(source)
        return
    try:
        yield from listed(source, found)
    except NoList as error:
        flaws.note(str(error))


def alone(source: Source) -> Package:
    """A file that is one XML and has one part, itself (flat OpenDocument)."""

    def pieces() -> Iterator[bytes]:
        for at in range(0, source.size, _PIECE):
            yield source.read(at, _PIECE)

    return Package({"content.xml": pieces}, Flaws(), source.size + 1)


def flat(data: bytes) -> Package:
    """The parts of a file that is one XML (Word and PowerPoint write it as `XML document`)."""
    flaws, parts = Flaws(), dict[str, Pieces]()
    root = parsed(data, "the file", flaws)
    for part in root.iter(f"{_FLAT}part") if root is not None else ():
        name = (part.get(f"{_FLAT}name") or "").lstrip("/")
        held = next((child for child in part if local(child) in {"xmlData", "binaryData"}), None)
        if held is not None and name:
            parts[name] = partial(_held, held)
    return Package(parts, flaws, WHOLE)


def _held(element: etree._Element) -> Iterator[bytes]:
    if local(element) == "xmlData":
        yield from (etree.tostring(child) for child in element if isinstance(child.tag, str))
        return
    try:
        yield base64.b64decode(element.text or "")
    except ValueError as error:
        raise Broken(f"it is no base64: {error}") from error
