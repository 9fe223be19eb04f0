"""Helpers of the tests of signals: contents read, described and examined as a run does, one by one and as a haul.

In: files by their paths. Out: Signals.
"""

from collections.abc import Mapping
from pathlib import Path

from intake import file_of, read_all

from hearsay.ingest import Confront, Describe, Examine
from hearsay.model import Document, Record, Signal
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument, IngestSettings, Input

LETTER = "MINISTRY OF SUPPLY\nDepot Office\n\n{head}\nTo: the commander at Tal\n\nDear Sir,\n\n{body}\n\nYours faithfully,\nA. Tal\n"
"""A letter with a letterhead of two lines."""


def letter(*head: str, body: str = "Give out the stores at once and report when it is done.") -> bytes:
    """A typed letter with these lines in its head."""
    return LETTER.format(head="\n".join(head), body=body).encode()


def groups(
    folder: Path, files: Mapping[str, bytes], *declared: DeclaredDocument, ocr: bool = False
) -> dict[str, Group]:
    """sha256 -> everything that is known of a content before signals are looked for."""
    for name, data in files.items():
        (folder / "h" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "h" / name).write_bytes(data)
    found: dict[str, list[Record]] = {}
    for records in read_all(folder, (Input(path="h"),), IngestSettings(ocr=ocr)).values():
        found.setdefault(file_of(records).sha256, []).extend(records)
    return {key: described(key, records, *declared) for key, records in found.items()}


def described(key: str, records: list[Record], *declared: DeclaredDocument) -> Group:
    """The records of one content with its Document."""
    own = Describe(declared)(Group(key, tuple(records)))
    return Group(key, tuple({r.id: r for r in (*records, *own)}.values()))


def examined(folder: Path, data: bytes, *declared: DeclaredDocument) -> list[Signal]:
    """Signals of one content by itself; its path is h/file."""
    (group,) = groups(folder, {"file": data}, *declared).values()
    return signals(Examine()(group))


def signals(records: list[Record]) -> list[Signal]:
    """All of them, checked for what holds of any: stable ids, marks that slice, a reason."""
    found = [r for r in records if isinstance(r, Signal)]
    assert len(found) == len(records)
    assert len({one.id for one in found}) == len(found)
    assert all(one.why and one.about.startswith("document:") for one in found)
    return found


def compared(known: Mapping[str, Group]) -> list[Signal]:
    """Signals across a haul; the order of its contents must not matter."""
    step = Confront()
    parts = {key: step.part(group) for key, group in known.items()}
    found = step.join(parts)
    assert step.join(dict(reversed(list(parts.items())))) == found
    turned = {key: step.part(Group(key, tuple(reversed(group.records)))) for key, group in known.items()}
    assert turned == parts
    return signals(found)


def told(found: list[Signal], name: str) -> list[tuple[str, str, str]]:
    """(speaks, stated, found) of the signals of one name."""
    return [(one.speaks, one.stated, one.found) for one in found if one.name == name]


def by_path(known: Mapping[str, Group], found: list[Signal], name: str) -> dict[str, str]:
    """Path below h/ -> which way the one signal of this name speaks."""
    paths = {d.id: d.path.removeprefix("h/") for group in known.values() for d in group.only(Document)}
    return {paths[one.about]: one.speaks for one in found if one.name == name}
