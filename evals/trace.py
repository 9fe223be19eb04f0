# ruff: noqa: A005
"""Scores who-copied-whom, credits and origins on a real republication case.

In: `../shared/cases/rashidin_2017` beside the project (skipped with one line where it is absent). Out: the numbers of
`../shared/tools/score_copies.py`, printed. Texts go through ingest and claims as in a case.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import permutations
from pathlib import Path
from typing import Any, cast

from hearsay.model import (
    Claim,
    Copy,
    Custody,
    Document,
    Drift,
    File,
    Found,
    Origin,
    Page,
    Pair,
    Passage,
    Proposition,
    Record,
    Summary,
    Voice,
)
from hearsay.model import digest as digest_of
from hearsay.ports import Group
from hearsay.settings import IngestSettings, TraceSettings
from hearsay.trace import Align, Candidates, Count, Credit, Follow, Frequencies, Propose

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
TOOL = SHARED / "tools" / "score_copies.py"
Table = dict[str, list[Record]]


def documents(files: Sequence[Path], root: Path) -> Table:
    """Records of each content by sha256: File, Document, Pages, Passages, and Voices and Claims where claims is there."""
    ingest = import_module("hearsay.ingest")
    read = ingest.Read(IngestSettings(sandbox="off"))
    found: Table = defaultdict(list)
    for path in files:
        name = path.relative_to(root).as_posix()
        seen = Found(path=name, stamp=digest_of(path.stat().st_size), location=str(path))
        records = cast("list[Record]", read(Group(seen.id, (seen,))))
        sha = next(record.sha256 for record in records if isinstance(record, File))
        found[sha] += records
    describe = ingest.Describe((), ())
    table = {sha: _ordered([*rows, *describe(Group(sha, tuple(_ordered(rows))))]) for sha, rows in found.items()}
    return {sha: _ordered([*rows, *_claims(sha, rows)]) for sha, rows in sorted(table.items())}


def _claims(sha: str, rows: Sequence[Record]) -> list[Record]:
    if find_spec("hearsay.claims") is None or not hasattr(import_module("hearsay.claims"), "Extract"):
        return []
    extract = import_module("hearsay.claims").Extract((), import_module("hearsay.text.places").EMPTY)
    return cast("list[Record]", extract(Group(sha, tuple(rows))))


def _ordered(records: Iterable[Record]) -> list[Record]:
    return [record for _, record in sorted({record.id: record for record in records}.items())]


def lineage(table: Table, settings: TraceSettings) -> dict[str, list[Any]]:
    """Copies, Propositions, Origins and Drifts of all documents, as the pipeline makes them."""
    groups = {sha: Group(sha, tuple(rows)) for sha, rows in table.items()}
    frequencies, propose = Frequencies(settings), Propose()
    common = cast("Summary", frequencies.join({sha: frequencies.part(group) for sha, group in groups.items()})[0])
    candidates, align = Candidates(settings, common), Align(settings, common)
    pairs = candidates.join({sha: candidates.part(group) for sha, group in groups.items()})
    copies: list[Record] = [copy for group in groups.values() for copy in Credit(())(group)]
    for pair in pairs:
        assert isinstance(pair, Pair)
        both = (pair, *table[pair.first], *table[pair.second])
        copies += align(Group(f"{pair.first}|{pair.second}", both))
    copies = _ordered(copies)
    propositions = propose.join({sha: propose.part(group) for sha, group in groups.items()})
    return {
        "copies": copies,
        "propositions": propositions,
        "origins": [row for p in propositions for row in Count(())(_about(cast("Proposition", p), table, copies))],
        "drift": [row for group in _followed(table, copies, propositions) for row in Follow()(group)],
    }


def _about(proposition: Proposition, table: Table, copies: Sequence[Record]) -> Group:
    rows: list[Record] = [proposition]
    for sha in proposition.documents:
        kept = (r for r in table[sha] if not isinstance(r, Claim) or r.id in proposition.claims)
        rows += [r for r in kept if isinstance(r, Claim | Document | Voice | Custody)]
    rows += [copy for copy in copies if isinstance(copy, Copy) and copy.later in proposition.documents]
    return Group(proposition.id, tuple(_ordered(rows)))


def _followed(table: Table, copies: Sequence[Record], propositions: Sequence[Record]) -> Iterable[Group]:
    for sha, rows in table.items():
        yield Group(sha, tuple(rows))
    for copy in copies:
        if isinstance(copy, Copy) and copy.target == "document":
            shared = [p for p in propositions if isinstance(p, Proposition) and copy.later in p.documents]
            both = (*table[copy.later], *table[copy.earlier], copy, *shared)
            yield Group(f"{copy.later}|{copy.earlier}", tuple(_ordered(both)))


def rows_of(table: Table, found: Mapping[str, Sequence[Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Copies and origins as `hearsay show --json` prints them: paths for documents, every path of a content."""
    paths = {sha: sorted(r.path for r in rows if isinstance(r, File)) for sha, rows in table.items()}
    lines: list[dict[str, Any]] = []
    for copy in found["copies"]:
        row = {"kind": copy.kind, "credited": copy.credited, "probability": copy.probability}
        targets = paths[copy.earlier] if copy.target == "document" else [copy.name or copy.earlier]
        lines += [{"from": later, "to": to, **row} for later in paths[copy.later] for to in targets]
    for same in paths.values():
        kind = {"kind": "verbatim", "credited": False, "probability": 1.0}
        lines += [{"from": a, "to": b, **kind} for a, b in permutations(same, 2)]
    known = {p.id: p for p in found["propositions"]}
    return lines, [_origin(row, known[row.proposition], paths) for row in found["origins"]]


def _origin(origin: Origin, proposition: Proposition, paths: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "proposition": proposition.id,
        "text": proposition.text,
        "documents": [path for sha in proposition.documents for path in paths[sha]],
        "at_least": origin.at_least,
        "at_most": origin.at_most,
        "verdict": origin.verdict,
        "roots": [root.name for root in origin.roots],
    }


def score(case: Path, lines: Sequence[Mapping[str, Any]], origins: Sequence[Mapping[str, Any]], *, show: bool) -> str:
    """What the scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "copies.jsonl", Path(folder) / "origins.jsonl"]
        for path, rows in zip(files, (lines, origins), strict=True):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        gold = [str(case / name) for name in ("pairs.csv", "credits.csv", "origins.json")]
        command = [sys.executable, str(TOOL), *gold, *map(str, files), *(["--show"] if show else [])]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def drifts(found: Mapping[str, Sequence[Any]]) -> dict[str, int]:
    """How many drifts of each kind there are."""
    counts: dict[str, int] = defaultdict(int)
    for drift in found["drift"]:
        assert isinstance(drift, Drift)
        counts[drift.what] += 1
    return dict(sorted(counts.items()))


def main() -> int:
    """Prints the scores; 0 also when there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="name the missed and the wrong ones")
    wanted = parser.parse_args()
    case = SHARED / "cases" / "rashidin_2017"
    if not TOOL.exists() or not (case / "articles").is_dir():
        print(f"skipped: {case} or {TOOL} is not here")
        return 0
    started = time.perf_counter()
    table = documents(sorted((case / "articles").glob("*.txt")), case)
    made = sum(isinstance(r, Claim) for rows in table.values() for r in rows)
    read = time.perf_counter()
    found = lineage(table, TraceSettings())
    ended = time.perf_counter()
    pages = sum(isinstance(r, Page | Passage) for rows in table.values() for r in rows)
    print(
        f"{len(table)} documents, {pages} pages and passages, {made} claims: read in {read - started:.1f} s, traced in {ended - read:.1f} s"
    )
    print(score(case, *rows_of(table, found), show=wanted.show), end="")
    print(f"drift     {drifts(found)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
