"""Rows of the intake: the ledger of files, and what each content says of itself.

In: a Lookup. Out: rows in a stable order.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from hearsay.model import Duplicate, Fact, File, FileStatus, Page

from .base import Row
from .lookup import Lookup

_UNREMARKED = frozenset({"application/x-empty", "application/octet-stream", ""})


class FileRow(Row, frozen=True):
    """files"""

    path: str
    sha256: str
    parent: str | None
    media_type: str
    status: FileStatus
    reason: str
    children: int
    chars: int
    size: int
    duplicate_of: str | None
    id: str
    hidden: str
    inside: str
    note: str


class FactRow(Row, frozen=True):
    """facts"""

    id: str
    document: str
    name: str
    value: str
    evidence: str
    page: int | None
    start: int | None
    end: int | None


def files(look: Lookup) -> Iterator[FileRow]:
    """The ledger: one row for each input and each member of a container."""
    chars: Counter[str] = Counter()
    for page in look.shelf.records(Page):
        chars[page.sha256] += len(page.text)
    found = look.shelf.records(File)
    children = Counter(f.parent for f in found if f.parent is not None)
    path_of = {f.id: f.path for f in found}
    same = {d.file: path_of.get(d.canonical, d.canonical) for d in look.shelf.records(Duplicate)}
    inside = _inside(found)
    for f in sorted(found, key=lambda f: f.path):
        parent = path_of.get(f.parent, f.parent) if f.parent is not None else None
        yield FileRow(
            path=f.path, sha256=f.sha256, parent=parent, media_type=f.media_type, status=f.status, reason=f.reason,
            children=children[f.id], chars=chars[f.sha256], size=f.size, duplicate_of=same.get(f.id), id=f.id,
            hidden=f.hidden, inside=inside.get(f.id, ""), note=_named(f),
        )  # fmt: skip


def facts(look: Lookup) -> Iterator[FactRow]:
    """What contents say of themselves, and how it was found; believed or not."""
    for f in sorted(look.shelf.records(Fact), key=lambda f: (look.path(f.sha256), f.name, f.value, f.evidence, f.id)):
        number = look.number(f.anchor.page) if f.anchor is not None else 0
        here = f.anchor if number else None
        yield FactRow(
            id=f.id, document=look.path(f.sha256), name=f.name, value=f.value, evidence=f.evidence, page=number or None,
            start=here.start if here else None, end=here.end if here else None,
        )  # fmt: skip


def _inside(found: Sequence[File]) -> dict[str, str]:
    """Of each container, what became of all that lies in it at any depth and is not ok."""
    parent = {f.id: f.parent for f in found}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for f in found:
        above, seen = f.parent, set[str]()
        while f.status != "ok" and above is not None and above not in seen:
            counts[above][f.status] += 1
            seen.add(above)
            above = parent.get(above)
    return {key: ", ".join(f"{n} {status}" for status, n in sorted(c.items())) for key, c in counts.items()}


@cache
def _endings() -> Mapping[str, Sequence[str]]:
    text = resources.files("hearsay.views").joinpath("data", "endings.toml").read_text("utf-8")
    known: Mapping[str, Sequence[str]] = tomllib.loads(text)
    return known


def _named(file: File) -> str:
    """That a name promises another kind of content than there is; empty where it does not."""
    ending = file.path.rpartition("/")[2].rpartition(".")[2].lower()
    usual = _endings().get(ending, ())
    if not usual or file.media_type in _UNREMARKED or file.media_type.startswith(tuple(usual)):
        return ""
    return f"named .{ending}, but the content is {file.media_type}"
