"""The walk over the inputs of a case: every path is seen once, in order, and nothing is opened or followed.

In: the case folder and its [[inputs]]. Out: Found records in order of path, each with the reason if it must not be
opened: special files, links, unreadable files, and what `ignore` or `first` leave out.
"""

import fnmatch
import heapq
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hearsay.errors import CaseInvalid, PathLeavesCase
from hearsay.model import Found
from hearsay.settings import Input

from .names import printable, to_location

OWN = ("store", "dossier", "case.toml")
"""What Hearsay itself keeps in a case folder; never part of a haul."""

_KINDS = {
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a block device",
    stat.S_IFCHR: "a character device",
}


@dataclass(frozen=True, slots=True)
class _Root:
    """One input, found on this machine."""

    top: str
    """Absolute path without links."""
    label: str
    """What stands before its paths in the ledger; empty for the case folder itself."""
    own: frozenset[str]
    ignore: tuple[tuple[str, re.Pattern[str]], ...]
    first: int | None


def find(case: Path, inputs: Sequence[Input]) -> Iterator[Found]:
    """Every path below the inputs, in order of `path`, each once.

    Raises PathLeavesCase if an input is not below `case` and does not say `outside = true`, and CaseInvalid if an
    input does not exist; both before anything is walked. Overlapping inputs give a path once: as taken, if one of
    them takes it.
    """
    home = os.path.realpath(case)
    tops = [_top(home, number, entry) for number, entry in enumerate(inputs)]
    labels = _labels(home, [top for top, _ in tops])
    own = frozenset(_join(home, name) for name in OWN)
    roots = [
        _Root(top, labels[top], own, tuple((p, re.compile(fnmatch.translate(p))) for p in entry.ignore), entry.first)
        for top, entry in sorted(tops, key=lambda pair: pair[0])
    ]
    return _once(heapq.merge(*(_below(root) for root in roots), key=lambda found: found.path))


def _once(found: Iterator[Found]) -> Iterator[Found]:
    last: Found | None = None
    for item in found:
        if last is not None and item.path != last.path:
            yield last
            last = item
        elif last is None or (last.refusal and not item.refusal):
            last = item
    if last is not None:
        yield last


def _top(home: str, number: int, entry: Input) -> tuple[str, Input]:
    key = f"inputs[{number}].path = {printable(entry.path)!r}"
    plain = os.path.normpath(entry.path if entry.path.startswith("/") else _join(home, entry.path))
    real = os.path.realpath(plain)
    if not entry.outside and not (_within(plain, home) and _within(real, home)):
        raise PathLeavesCase(f"{key} leaves the case folder", remedy="copy it into the case or say outside = true")
    if not os.path.lexists(real):
        raise CaseInvalid(f"{key} does not exist", remedy="correct the path in case.toml or put the files there")
    if any(real == _join(home, name) for name in OWN):
        raise CaseInvalid(f"{key} is a part of the case itself", remedy="name the folder that holds the haul")
    return real, entry


def _join(folder: str, name: str) -> str:
    """Joined as strings: names that are not UTF-8 pass through, and a million files stay cheap."""
    return f"{folder.rstrip('/')}/{name}" if name else folder


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _labels(home: str, tops: Sequence[str]) -> dict[str, str]:
    """Absolute input -> label. Outside inputs carry as many parent folders as it takes to tell all labels apart."""
    inside = {top: os.path.relpath(top, home) if top != home else "" for top in tops if _within(top, home)}
    taken = {label.split("/")[0] for label in inside.values()}
    if "" in taken:
        taken |= {name.name for name in Path(home).iterdir() if name.name not in OWN}
    outside = sorted({top for top in tops if top not in inside})
    depth = max([len(top.split("/")) for top in outside], default=1)
    for parts in range(1, depth + 1):
        labels = {top: "/".join(top.strip("/").split("/")[-parts:]) or "root" for top in outside}
        if _distinct(list(labels.values()), taken):
            return inside | labels
    return inside | {top: f"outside-{number}/{_last(top)}" for number, top in enumerate(outside, 1)}


def _distinct(labels: Sequence[str], taken: set[str]) -> bool:
    ordered = sorted(f"{label}/" for label in labels)
    apart = all(not b.startswith(a) for a, b in pairwise(ordered))
    return apart and not any(label.split("/")[0] in taken for label in labels)


def _below(root: _Root) -> Iterator[Found]:
    """Paths of one input in order; `first` counts those that may be opened."""
    left = root.first
    for name in _names(root.top, root.own):
        full = _join(root.top, name) if name else root.top
        shown = printable("/".join(part for part in (root.label, name) if part) or _last(full))
        refusal, stamp = _look(full, root.top)
        refusal = refusal or _ignored(root, name or _last(full), shown)
        if not refusal and left is not None:
            refusal = f"left out by first = {root.first}" if left <= 0 else ""
            left -= 1
        mark = f"{stamp} {refusal}" if refusal else stamp
        yield Found(path=shown, stamp=mark, location=to_location(full), refusal=refusal)


def _names(top: str, own: frozenset[str]) -> Iterator[str]:
    """Relative names of all that is not a folder, and of folders that cannot be listed, in order of printable name."""
    waiting = [("", stat.S_ISDIR(os.lstat(top).st_mode))]
    while waiting:
        name, folder = waiting.pop()
        if not folder:
            yield name
            continue
        try:
            with os.scandir(_join(top, name)) as entries:
                inner = [(f"{name}/{e.name}" if name else e.name, e.is_dir(follow_symlinks=False)) for e in entries]
        except OSError:
            yield name
            continue
        kept = [pair for pair in inner if _join(top, pair[0]) not in own]
        waiting += sorted(kept, key=lambda pair: printable(pair[0]) + "/" * pair[1], reverse=True)


def _look(full: str, top: str) -> tuple[str, str]:
    """Why `full` must not be opened (empty if it may), and its stamp."""
    try:
        seen = os.lstat(full)
    except OSError as error:
        return f"cannot be looked at: {error.strerror}", ""
    stamp = f"{seen.st_size}:{seen.st_mtime_ns}:{seen.st_ino}"
    kind = stat.S_IFMT(seen.st_mode)
    if kind == stat.S_IFLNK:
        inside = _within(os.path.realpath(full), os.path.realpath(top))
        where = "to another place in the haul, which is read there" if inside else "that leads out of the haul"
        return f"a symbolic link {where}; links are never followed", stamp
    if kind == stat.S_IFDIR:
        return "a folder that cannot be listed", stamp
    if kind != stat.S_IFREG:
        return f"{_KINDS.get(kind, 'a special file')}, not a regular file; never opened", stamp
    if not os.access(full, os.R_OK):
        return "no permission to read it", stamp
    return "", stamp


def _ignored(root: _Root, name: str, shown: str) -> str:
    """A pattern fits a whole path, a path within the input, or any single name on the way down."""
    if not root.ignore:
        return ""
    parts = name.split("/")
    candidates = {shown, *parts, *("/".join(parts[: n + 1]) for n in range(len(parts)))}
    for pattern, compiled in root.ignore:
        if any(compiled.match(candidate) for candidate in candidates):
            return f"left out by ignore {pattern!r}"
    return ""
