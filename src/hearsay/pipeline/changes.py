"""What is new since the last finished run: told so that a reporter knows what to read again, and why it changed.

In: what a run ends with, kept until the next one. Out: a line for each file, declaration and finding that is new, gone or
different. A finding whose text was only moved or edited around is found again by its words, whatever its id is now.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from hearsay.model import File, Finding, digest
from hearsay.store import Shelf
from hearsay.version import VERSION

from .case import Case

Milestone = dict[str, dict[str, str]]
"""files: path -> sha256; findings: proposition -> text and what is said of it, a line each; case: name -> state."""

_PARTS = ("carried by", "record", "judgement")
_SHORT = 90


def milestone(case: Case, shelf: Shelf) -> Milestone:
    """What the next run is compared with."""
    findings = sorted(shelf.records(Finding), key=lambda f: (f.rank, f.id))
    return {
        "case": {"case.toml": digest(msgspec.to_builtins(case.declared)), "Hearsay": VERSION},
        "files": {f.path: f.sha256 for f in sorted(shelf.records(File), key=lambda f: f.path)},
        "findings": {f.proposition: _body(f) for f in findings},
    }


def changes(before: Milestone, now: Milestone) -> Iterator[str]:
    """A line for each change: what was given first, then findings in the order of their table."""
    yield from _given(before.get("case", now["case"]), now["case"])
    yield from _files(before.get("files", {}), now["files"])
    old, new = _matched(before.get("findings", {}), now["findings"])
    yield from (f"new finding: {_text(new[key])} ({_said(new[key])})" for key in new if key not in old)
    for key in new:
        if key in old and old[key] != new[key]:
            yield f"changed finding: {_text(new[key])} ({_difference(old[key], new[key])})"
    yield from (f"gone finding: {_text(old[key])}" for key in old if key not in new)


def _given(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    if old.get("Hearsay") != new["Hearsay"]:
        yield f"changed program: Hearsay {old.get('Hearsay')} before, {new['Hearsay']} now; it may read the same files in another way"
    if old.get("case.toml") != new["case.toml"]:
        yield "changed declarations: case.toml says something else"


def _files(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    gone = {sha256: path for path, sha256 in old.items() if path not in new}
    moved = {path: gone[sha256] for path, sha256 in new.items() if path not in old and sha256 in gone}
    yield from (f"new file: {path}" for path in new if path not in old and path not in moved)
    yield from (f"changed file: {path}" for path in new if path in old and old[path] != new[path])
    yield from (f"moved file: {path}, before {source}" for path, source in moved.items())
    yield from (f"gone file: {path}" for path in old if path not in new and path not in moved.values())


def _matched(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Both with equal keys for what is one finding: by its proposition, else by its words, in order."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for key, body in old.items():
        if key not in new:
            waiting[_text(body)].append(key)
    again = {}
    for key, body in new.items():
        if key not in old and waiting[_text(body)]:
            again[waiting[_text(body)].pop(0)] = key
    return {again.get(key, key): body for key, body in old.items()}, dict(new)


def _body(f: Finding) -> str:
    texts = "1 text" if f.documents == 1 else f"{f.documents} texts"
    parts = (f.text, f"{texts}, origins {f.at_least} - {f.at_most}: {f.verdict}", f.record, f.judgement)
    return "\n".join(" ".join(part.split()) for part in parts)


def _text(body: str) -> str:
    return body.partition("\n")[0]


def _said(body: str) -> str:
    """How a new finding is carried and judged."""
    parts = [*body.split("\n")[1:], "", "", ""]
    return f"carried by {_short(parts[0])}; judgement {_short(parts[2])}"


def _difference(old: str, new: str) -> str:
    """What is said otherwise of a finding, each part by its name, with what was said before."""
    rows = list(zip(("text", *_PARTS), old.split("\n"), new.split("\n"), strict=False))
    return "; ".join(f"{name} now {_apart(b, a)}, before {_apart(a, b)}" for name, a, b in rows if a != b)


def _apart(text: str, other: str) -> str:
    """`text` cut so that the place where it leaves `other` is seen."""
    same = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = 0 if len(text) <= _SHORT or same < _SHORT // 2 else text.rfind(" ", 0, same - _SHORT // 4) + 1
    return f"{'… ' if start else ''}{_short(text[start:])}"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
