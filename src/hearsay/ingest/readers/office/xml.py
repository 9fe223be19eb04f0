"""XML of office files, read with nothing resolved: no entities, no DTD, no network, bounded depth.

In: bytes. Out: trees of small parts, events of large ones. Names count without their namespaces, so that the strict, the
usual and the broken ones are read alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from hearsay.model import FileStatus

_HEAD = 4096
_TOLD = 20
_SEVERITY: tuple[FileStatus, ...] = ("ok", "partial", "corrupt", "encrypted", "refused-limit")
_OPTIONS: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "recover": True,
    "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip


class Flaws:
    """What is wrong with a file, each thing once. Mutable on purpose."""

    def __init__(self) -> None:
        self.status: FileStatus = "ok"
        self._said: list[str] = []

    def note(self, said: str, status: FileStatus = "partial") -> None:
        """Remember one thing; of several statuses the gravest counts."""
        self.status = max(self.status, status, key=_SEVERITY.index)
        if said not in self._said and len(self._said) < _TOLD:
            self._said.append(said)

    @property
    def reason(self) -> str:
        """All of them in one sentence; empty if there are none."""
        return "; ".join(self._said)


@lru_cache(maxsize=8192)
def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is none (an entity left as it stands)."""
    return _plain(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute by its name without namespace; empty if absent."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    return next((str(value) for key, value in element.attrib.items() if _plain(str(key)) == name), "")


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child called so, of that the first child called so, and on; None where the way ends."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """What lies in the first child called so, of that in the first child called so, and on; nothing where the way ends."""
    found = child(element, *names)
    return list(found) if found is not None else []


def under(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements called so below one, in order."""
    return (one for one in element.iter() if local(one) == name)


def inner(element: etree._Element | None) -> str:
    """All text below an element."""
    return "".join(str(piece) for piece in element.itertext()) if element is not None else ""


def parsed(data: bytes, name: str, flaws: Flaws) -> etree._Element | None:
    """The root of a small XML, as far as it can be read; None if nothing can."""
    _suspect(data[:_HEAD], name, flaws)
    parser = etree.XMLParser(**_OPTIONS)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        flaws.note(f"{name} is no XML: {str(error)[:200]}")
        return None
    _complaints(parser.error_log, name, flaws)
    return root


def events(
    pieces: Iterable[bytes], name: str, flaws: Flaws, wanted: Sequence[str], kinds: Sequence[Any] = ("start", "end")
) -> Iterator[tuple[str, etree._Element]]:
    """("start" or "end", element) for each element of a large XML that is called one of `wanted`, as far as it can be read.

    What is done should be forgotten by whoever takes it.
    """
    parser = etree.XMLPullParser(kinds, tag=[f"{{*}}{one}" for one in wanted], **_OPTIONS)
    some = False
    try:
        for piece in pieces:
            if not some:
                _suspect(piece[:_HEAD], name, flaws)
            some = some or bool(piece)
            for at in range(0, len(piece), 1 << 16):
                parser.feed(piece[at : at + (1 << 16)])
                yield from parser.read_events()  # type: ignore[misc]
        if some:
            parser.close()
            yield from parser.read_events()  # type: ignore[misc]
    except (etree.XMLSyntaxError, ValueError) as error:
        flaws.note(f"{name} breaks off: {str(error)[:200]}")
    else:
        _complaints(parser.error_log, name, flaws)


def _complaints(log: Any, name: str, flaws: Flaws) -> None:
    first = next(
        (entry for entry in log if entry.level_name in {"ERROR", "FATAL"} and "xmlns" not in entry.message), None
    )
    if first is not None:
        flaws.note(f"{name}, line {first.line}: {first.message[:200]}")


def _suspect(head: bytes, name: str, flaws: Flaws) -> None:
    if b"<!ENTITY" in head.replace(b"\0", b""):
        flaws.note(
            f"limit: {name} declares entities, which no office program writes; they are not resolved", "refused-limit"
        )


def forget(element: etree._Element) -> None:
    """Let go of an element that is done and of all before it, so that a large file takes little memory."""
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while parent[0] is not element:
            del parent[0]
