"""Reads the shared hostile collection: each file must end as its list says, soon, and touch nothing.

In: `../shared/hostile` beside the project (skipped with one line where it is absent), and hostile.toml with what must come
of single files. Out: each file that ended otherwise, and exit code 1 if there is one. The list speaks in words; the statuses
named in it are those allowed. A damaged file of which all can be read may also be ok.
"""

import csv
import re
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from common import SHARED, Read, digest_of, end, held, reading

HOSTILE = SHARED / "hostile"
CORPUS = "220fdf33ba724a40"
"""Digest of the list that the bounds were measured on."""
SECONDS = 60.0
STATUS = re.compile(r"\b(ok|partial|encrypted|corrupt|empty|unsupported|refused-limit|refused)\b")
MAY_BE_WHOLE = frozenset({"pdf_malformed", "malformed_misc", "images", "nesting", "path_traversal", "hidden_content"})
"""Categories in which a file may turn out to be readable as a whole."""
OUTSIDE = Path("/tmp")  # noqa: S108  # where hostile names point


def allowed(row: dict[str, str]) -> set[str]:
    """The statuses with which a file may end."""
    named = {
        found.replace("refused", "refused-limit").replace("-limit-limit", "-limit")
        for found in STATUS.findall(row["expected"])
    }
    named |= {"ok", "empty", "partial"} if row["category"] in MAY_BE_WHOLE or not named else set()
    named |= {"refused-limit", "ok"} if "or refused" in row["expected"] else set()
    named |= {"unsupported", "refused-limit"} if "bounded memory" in row["expected"] else set()
    return named


class Seen:
    """What a case shows of each input: its row, rows below it, its words, its facts."""

    def __init__(self, done: Read) -> None:
        self.rows = {row["path"]: row for row in done.case.rows("files")}
        self.below = defaultdict[str, list[dict[str, Any]]](list)
        self.text, self.pages = defaultdict[str, str](str), Counter[str]()
        self.hidden, self.facts = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
        for path, row in self.rows.items():
            if row["parent"]:
                self.below[path.partition("!/")[0]].append(row)
        places = defaultdict[str, list[str]](list)
        for path, row in self.rows.items():
            places[row["sha256"]].append(path.partition("!/")[0])
        for page in done.case.rows("pages"):
            for top in set(places[page["sha256"]]):
                self.text[top] += "\n" + page["text"]
                self.pages[top] += 1
        first = {row["sha256"]: row["path"] for row in reversed(list(self.rows.values()))}
        tops = {path: set(places[content]) for content, path in first.items()}
        for passage in done.case.rows("passages"):
            for top in tops.get(passage["document"], ()) if passage["hidden"] else ():
                self.hidden[top].append(passage["text"])
        for fact in done.case.rows("facts"):
            for top in tops.get(fact["document"], ()):
                self.facts[top].add(fact["name"])


def wrong(seen: Seen, path: str, row: dict[str, str], want: dict[str, Any]) -> Iterator[str]:
    """What is not as it should be with one file."""
    file = seen.rows.get(path)
    if file is None:
        yield "has no row"
        return
    below = [one["status"] for one in seen.below[path]]
    if not allowed(row) & {file["status"], *(below if "below" in want else ())}:
        yield f"ended as {file['status']}, not as one of {', '.join(sorted(allowed(row)))}"
    if (file["status"] == "ok") == bool(file["reason"]):
        yield f"{file['status']} with the reason {file['reason']!r}"
    yield from (f"the words {words!r} are missing" for words in want.get("text", ()) if words not in seen.text[path])
    yield from (f"the words {words!r} got in" for words in want.get("never", ()) if words in seen.text[path])
    for words in want.get("hidden", ()):
        if not any(words in text for text in seen.hidden[path]):
            yield f"the words {words!r} are not marked as hidden"
    is_so = {
        "fact": want.get("fact") in seen.facts[path],
        "below": want.get("below") in below,
        "kind": want.get("kind") == file["media_type"],
        "note": bool(file["note"]),
        "files": want.get("files") == len(below),
        "pages": want.get("pages") == seen.pages[path],
    }
    yield from (f"not so: {name} = {want[name]}" for name, so in is_so.items() if name in want and not so)


def main() -> None:
    """Measures; exit code 1 where something ended otherwise."""
    if not (HOSTILE / "manifest.csv").exists():
        print(f"skipped: no collection at {HOSTILE}")
        return
    rows = list(csv.DictReader((HOSTILE / "manifest.csv").open(encoding="utf-8")))
    known = digest_of(HOSTILE / "manifest.csv")
    print(f"{len(rows)} files; collection {known}{'' if known == CORPUS else ', NOT the one the bounds are from'}")
    wants = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    before = {path.name for path in OUTSIDE.glob("*pwned*")}
    results = []
    with reading(HOSTILE / "files") as done:
        seen = Seen(done)
        print(f"  {done.report.ledger.sentence}")
        bad = {row["file"]: list(wrong(seen, row["file"], row, wants.get(row["file"][6:], {}))) for row in rows}
        results.append(held("seconds for all of them, two workers", done.seconds, SECONDS, most=True))
        results.append(held("the ledger reconciles", float(done.report.ledger.reconciles), 1.0))
        results.append(
            held("steps that failed", len([f for f in done.report.failures if f.step != "ingest.read"]), 0, most=True)
        )
    results += [_opened(rows), *_soon(wants)]
    for path, found in bad.items():
        for one in found:
            print(f"  {path}: {one}")
    results.append(held("files that ended otherwise", sum(map(bool, bad.values())), 0, most=True))
    results.append(held("written outside", len({path.name for path in OUTSIDE.glob("*pwned*")} - before), 0, most=True))
    end(results)


def _opened(rows: list[dict[str, str]]) -> bool:
    """With the passwords of the list, what is encrypted can be read."""
    locked = [row for row in rows if row["password"]]
    words = ", ".join(f'"{row["password"]}"' for row in locked)
    with reading(HOSTILE / "files" / "encrypted", f"passwords = [{words}]") as done:
        seen = Seen(done)
        shut = [row["file"] for row in locked if not _open(seen, row["file"].removeprefix("files/"))]
    print("".join(f"  not opened with its password: {path}\n" for path in shut), end="")
    return held(f"files opened by their password ({len(locked)})", 1 - len(shut) / len(locked), 1.0)


def _open(seen: Seen, path: str) -> bool:
    return seen.rows[path]["status"] in {"ok", "partial"} and bool(seen.text[path].strip())


def _soon(wants: dict[str, dict[str, Any]]) -> Iterator[bool]:
    for path, want in wants.items():
        if "within" in want:
            began = time.monotonic()
            with reading(HOSTILE / "files" / path):
                yield held(f"seconds, {path}", time.monotonic() - began, want["within"], most=True)


if __name__ == "__main__":
    main()
