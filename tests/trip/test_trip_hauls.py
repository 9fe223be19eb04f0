"""Real hauls go through the whole way without a crash, and the ledger reconciles.

In: ../shared/cases/rashidin_2017/articles and the first 50 files of ../shared/haul. Out: reports.
"""

from pathlib import Path

import pytest
from trip_shared import shared

import hearsay
from hearsay.pipeline.beginning import begin


@pytest.mark.parametrize("name", ["articles", "haul"])
def test_a_real_haul_goes_through(name: str, tmp_path: Path) -> None:
    source = shared("cases", "rashidin_2017", "articles") if name == "articles" else shared("haul", "files")
    target = begin(tmp_path / "case", title=name, inputs=[source])
    if name == "haul":
        target.write_text(
            target.read_text("utf-8").replace("\noutside = true\n", "\noutside = true\nfirst = 50\n"), "utf-8"
        )
    report = hearsay.run(tmp_path / "case")
    assert report.ledger.reconciles, report.ledger.sentence
    assert not report.failures
    assert report.findings
    with hearsay.open_case(tmp_path / "case") as case:
        rows = list(case.rows("files"))
        assert all(row["reason"] for row in rows if row["status"] != "ok")
        read = [row for row in rows if row["chars"]]
        assert len(read) >= (17 if name == "articles" else 30)
        if name == "articles":
            copies = [c for c in case.rows("copies") if c["kind"] != "cites" and c["probability"] >= 0.5]
            assert len(copies) >= 15
