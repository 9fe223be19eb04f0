"""Reads the shared collection of real files: a row for each, the ledger, the duplicates, and what search finds of them.

In: `../shared/haul` beside the project (skipped with one line where it is absent). Out: a table, and exit code 1 where a
floor is not held. A snippet counts as found when a search for its words hits the file, or something in it, or another place
of its content; several snippets of a file stand between `||` and must all be found.
Usage: haul.py [--misses]
"""

import csv
import sys
from collections import Counter, defaultdict

from common import SHARED, Read, digest_of, end, held, reading

from hearsay.errors import HearsayError

HAUL = SHARED / "haul"
CORPUS = "1d537975d4465a67"
"""Digest of the list that the floors were measured on."""
PLAIN, LAYOUT = "found by plain extraction", "needs OCR/layout (not in plain text layer)"
FLOORS = {PLAIN: 0.97, LAYOUT: 0.8}
LIMIT = 100


def main() -> None:
    """Measures; exit code 1 where a floor is not held."""
    if not (HAUL / "manifest.csv").exists():
        print(f"skipped: no collection at {HAUL}")
        return
    rows = list(csv.DictReader((HAUL / "manifest.csv").open(encoding="utf-8")))
    known = digest_of(HAUL / "manifest.csv")
    print(f"{len(rows)} files; collection {known}{'' if known == CORPUS else ', NOT the one the floors are from'}")
    with reading(HAUL / "files") as done:
        results = [_rows(done, rows), _duplicates(done)]
        results += _snippets(done, rows)
    end(results)


def _rows(done: Read, rows: list[dict[str, str]]) -> bool:
    paths = {row["path"]: row for row in done.case.rows("files")}
    found = [paths.get(row["file"]) for row in rows]
    print(f"  {done.report.ledger.sentence} {done.seconds:.0f} s")
    share = sum(row is not None for row in found) / len(rows)
    counts = Counter(row["status"] for row in found if row)
    print("  inputs: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    same = sum(row["sha256"] == want["sha256"] for row, want in zip(found, rows, strict=True) if row)
    return all(
        [
            held("files with a row", share, 1.0),
            held("rows with the right sha256", same / len(rows), 1.0),
            held("the ledger reconciles", float(done.report.ledger.reconciles), 1.0),
        ]
    )


def _duplicates(done: Read) -> bool:
    """Every content that lies in several places is one document, and every further place names the first."""
    places = defaultdict[str, list[str]](list)
    for row in done.case.rows("files"):
        if row["size"]:
            places[row["sha256"]].append(row["path"])
    named = {row["path"]: row["duplicate_of"] for row in done.case.rows("files")}
    several = [sorted(found) for found in places.values() if len(found) > 1]
    right = sum(all(named[path] == found[0] for path in found[1:]) and named[found[0]] is None for found in several)
    return held(f"contents in several places that are grouped ({len(several)})", right / max(1, len(several)), 1.0)


def _snippets(done: Read, rows: list[dict[str, str]]) -> list[bool]:
    contents = {row["path"]: row["sha256"] for row in done.case.rows("files")}
    tally = defaultdict[str, list[tuple[bool, bool]]](list)
    for row in rows:
        parts = [part.strip() for part in row["expected_text"].split("||") if part.strip()]
        if parts:
            hits = [_found(done, part, row["file"], contents) for part in parts]
            tally[row["expected_check"]].append((all(h > 0 for h in hits), all(h > 1 for h in hits)))
            if "--misses" in sys.argv and not all(h > 0 for h in hits):
                print(f"  missed: {row['file']}: {[p[:60] for p, h in zip(parts, hits, strict=True) if not h]}")
    results = []
    for check, found in sorted(tally.items()):
        near, whole = (sum(one[n] for one in found) / len(found) for n in (0, 1))
        print(f"  {check} ({len(found)}): all words {whole:.3f}, all or nearly all {near:.3f}")
        results += [held(check, near, FLOORS[check])] if check in FLOORS else []
    return results


def _found(done: Read, words: str, path: str, contents: dict[str, str]) -> int:
    """2 where a hit in the file holds all words, 1 where one holds nearly all, 0 where there is none."""
    try:
        hits = done.case.search(words, LIMIT)
    except HearsayError:
        return 0
    own = [h for h in hits if h.path == path or h.path.startswith(f"{path}!/") or h.sha256 == contents.get(path)]
    inner = [p for p, content in contents.items() if p.startswith(f"{path}!/")] if not own else []
    held_by = {contents[p] for p in inner}
    own += [h for h in hits if h.sha256 in held_by]
    return max((1 if h.missing else 2 for h in own), default=0)


if __name__ == "__main__":
    main()
