"""A real republication case beside the project: floors of the scores, skipped where it is absent."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

EVAL = Path(__file__).parents[2] / "evals" / "trace.py"
CASE = Path(__file__).parents[2] / ".." / "shared" / "cases" / "rashidin_2017"


@pytest.mark.skipif(not CASE.is_dir(), reason="../shared/cases/rashidin_2017 is not here")
def test_edges_and_credits_reach_their_floors(tmp_path: Path) -> None:
    tools = runpy.run_path(str(EVAL))
    table = tools["documents"](sorted((CASE / "articles").glob("*.txt")), CASE)
    lines, origins = tools["rows_of"](table, tools["lineage"](table, tools["TraceSettings"]()))
    files = [tmp_path / "copies.jsonl", tmp_path / "origins.jsonl"]
    for path, rows in zip(files, (lines, origins), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    gold = [str(CASE / name) for name in ("pairs.csv", "credits.csv", "origins.json")]
    command = [sys.executable, str(tools["TOOL"]), *gold, *map(str, files), "--json"]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert result["edges"]["F1"] >= 0.75
    assert result["direction"]["accuracy"] >= 0.7
    assert result["credits"]["recall"] >= 0.5
    assert result["origins"]["found"] >= 0.3
