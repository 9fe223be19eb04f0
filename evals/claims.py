"""Scores the claims stage on hand-made golds.

In: the golds, texts and scorer under `../shared` (absent on a user's machine: then it says so and stops). Out: for each
gold and for all pooled the scorer's table on standard output, and the rows that `hearsay read --json` prints, in a folder.

    python evals/claims.py [OUT_FOLDER] [--show]
"""

import importlib.util
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from hearsay.errors import HearsayError
from hearsay.pipeline.first_look import first_look

SHARED = Path(__file__).parents[2] / "shared"
GOLDS = {"seed": "article.txt", "report": "article.md", "memo": "memo.txt"}
SHOWN = (
    "gold", "pred", "matched", "span_recall", "span_precision", "chain_exact_attr", "chain_primary_attr", "innermost_attr",
    "commitment_macro_f1", "number_recall", "date_acc", "place_acc",
)  # fmt: skip
FLOORS = {
    "span_recall": 0.75,
    "span_precision": 0.62,
    "chain_exact_attr": 0.88,
    "innermost_attr": 0.88,
    "commitment_macro_f1": 0.88,
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


def predictions(path: Path) -> list[dict[str, Any]]:
    """The claims of a text as `hearsay read PATH --json` prints them."""
    with first_look([path]) as case:
        return list(case.rows("claims"))


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
        rows = predictions(case / file)
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
