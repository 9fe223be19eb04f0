"""Shared material, and the case that is made of the real post.

In: parts of a path below ../shared. Out: the path, and a run; the test is skipped where the material is absent.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

import hearsay
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.work import Report

SHARED = Path(__file__).parents[2] / ".." / "shared"

_SEED = """
[case]
title = "The post of May 2016"
[[inputs]]
path = "haul"
[[documents]]
path = "haul/article.txt"
outlet = "PJ Media"
published = 2016-05-03
[[records]]
name = "UCDP GED"
path = "{records}"
outside = true
countries = ["Syria"]
[[gazetteers]]
path = "{places}"
outside = true
"""


@dataclass(frozen=True, slots=True)
class Trip:
    """A run and the case it made."""

    report: Report
    case: OpenCase


def shared(*parts: str) -> Path:
    """A path under ../shared; the test is skipped where it is absent."""
    path = SHARED.joinpath(*parts).resolve()
    if not path.exists():
        pytest.skip(f"shared data is absent: {'/'.join(parts)}")
    return path


def run_seed(folder: Path) -> Trip:
    """The real post with the gazetteer and the events, run in `folder`."""
    article = shared("cases", "seed", "article.txt")
    records = shared("data", "records", "ucdp_ged_syria_2016_2019.csv.gz")
    places = shared("data", "records", "syria_gazetteer_en_ar.csv")
    (folder / "haul").mkdir()
    (folder / "haul" / "article.txt").write_bytes(article.read_bytes())
    (folder / "case.toml").write_text(_SEED.format(records=records, places=places), "utf-8")
    report = hearsay.run(folder)
    return Trip(report, hearsay.open_case(folder))
