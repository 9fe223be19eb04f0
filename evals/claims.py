"""Scores the claims stage on hand-made golds.

In: the golds, texts and scorer under `../shared` (absent on a user's machine: then it says so and stops). Out: for each
gold and for all pooled the scorer's table on standard output, and the predictions in the scorer's form, in a folder.

    python evals/claims.py [OUT_FOLDER] [--show]
"""

import importlib.util
import json
import sys
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

from hearsay.claims import Extract
from hearsay.errors import HearsayError
from hearsay.ingest import Describe, Read
from hearsay.model import Claim, Document, Found, Page, Passage, Record, Voice
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument, IngestSettings

SHARED = Path(__file__).parents[2] / "shared"
GOLDS = {"seed": "article.txt", "report": "article.md", "memo": "memo.txt"}
KINDS = {"seed": "press", "report": "report", "memo": "memo"}
SHOWN = (
    "gold", "pred", "matched", "span_recall", "span_precision", "chain_exact_attr", "chain_primary_attr", "innermost_attr",
    "commitment_macro_f1", "number_recall", "date_acc", "place_acc",
)  # fmt: skip
FLOORS = {
    "span_recall": 0.65,
    "span_precision": 0.55,
    "chain_exact_attr": 0.5,
    "innermost_attr": 0.6,
    "commitment_macro_f1": 0.5,
}
"""Of all golds pooled; lowering one needs a reason in the commit."""


def scorer() -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", SHARED / "tools" / "score_claims.py")
    if spec is None or spec.loader is None:
        raise HearsayError("the scorer cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain_records(path: Path, text: str) -> list[Record]:
    """A Document with one Page and no Passages, for a text that was not ingested."""
    digest = sha256(text.encode()).hexdigest()
    document = Document(sha256=digest, path=path.name)
    return [document, Page(sha256=digest, number=1, text_sha256=digest, text=text)]


def ingested(path: Path) -> list[Record]:
    """What the real readers make of a file."""
    step = Read(IngestSettings(sandbox="off"))
    found = Found(path=path.name, stamp="eval", location=str(path))
    read = step(Group(found.id, (found,)))
    declared = (DeclaredDocument(path=path.name),)
    described = Describe(declared, ())(Group("eval", tuple(read)))
    return [*read, *described]


def records_of(path: Path) -> list[Record]:
    """Records to read claims from; the page's text must be the file's text, or offsets would not agree with the gold."""
    text = path.read_bytes().decode("utf-8")
    records = ingested(path)
    pages = [r for r in records if isinstance(r, Page)]
    if len(pages) == 1 and pages[0].text == text:
        return records
    return plain_records(path, text)


def predictions(records: Sequence[Record], kind: str) -> list[dict[str, Any]]:
    """Claims in the scorer's form."""
    kept = tuple(r for r in records if isinstance(r, Document | Page | Passage))
    found = Extract()(Group(kind, tuple(sorted(kept, key=lambda r: r.id))))
    voices = {r.id: r for r in found if isinstance(r, Voice)}
    claims = sorted((r for r in found if isinstance(r, Claim)), key=lambda c: c.start)
    return [_row(claim, voices) for claim in claims]


def _row(claim: Claim, voices: dict[str, Voice]) -> dict[str, Any]:
    chain: list[dict[str, Any]] = []
    for i, hop in enumerate(claim.chain):
        link: dict[str, Any] = {"holder": "author" if i == 0 else voices[hop.voice].name, "cue": hop.cue_text}
        if hop.mention is not None and i > 0:
            link |= {"start": hop.mention.start, "end": hop.mention.end}
        chain.append(link)
    return {
        "start": claim.start,
        "end": claim.end,
        "kind": claim.kind,
        "chain": chain,
        "commitment": claim.commitment,
        "outer_commitment": claim.chain[0].commitment,
        "polarity": claim.polarity,
        "numbers": [{"value": n.value, "low": n.low, "high": n.high, "text": n.text} for n in claim.numbers],
        "place": [p.text for p in claim.places],
        "time": [f"{t.first}/{t.last}" if t.first else {"text": t.text} for t in claim.times],
    }


def main(arguments: Sequence[str]) -> int:
    """0 when every floor holds or nothing can be scored, 1 otherwise."""
    if not (SHARED / "cases").is_dir():
        print(f"skipped: no golds at {SHARED / 'cases'}")
        return 0
    folders = [a for a in arguments if not a.startswith("--")]
    out = Path(folders[0]) if folders else Path(tempfile.mkdtemp(prefix="claims-"))
    out.mkdir(parents=True, exist_ok=True)
    score = scorer()
    totals = []
    for name, file in GOLDS.items():
        case = SHARED / "cases" / name
        rows = predictions(records_of(case / file), name)
        (out / f"pred_{name}.jsonl").write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8"
        )
        text = (case / file).read_bytes().decode("utf-8")
        gold = score.Gold(json.loads((case / "gold.json").read_text("utf-8")), text)
        totals.append(score.score(gold, rows, "iou", "--show" in arguments))
        _table(name, score.final(totals[-1]))
    pooled = score.final(score.pool(totals))
    _table("pooled", pooled)
    low = [f"{k} {pooled[k]} < {floor}" for k, floor in FLOORS.items() if (pooled[k] or 0) < floor]
    print("below the floor: " + "; ".join(low) if low else "all floors hold")
    return 1 if low else 0


def _table(name: str, row: dict[str, Any]) -> None:
    print(f"{name:8}" + "  ".join(f"{key}={row[key]}" for key in SHOWN))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
