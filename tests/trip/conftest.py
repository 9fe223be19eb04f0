"""Cases on real input, run once a session. Where ../shared is absent, the tests that need it are skipped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from trip_shared import shared

import hearsay
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.work import Report

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


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, OpenCase]]:
    """The real post with the gazetteer and the events, run."""
    article = shared("cases", "seed", "article.txt")
    folder = tmp_path_factory.mktemp("seed")
    (folder / "haul").mkdir()
    (folder / "haul" / "article.txt").write_bytes(article.read_bytes())
    records = shared("data", "records", "ucdp_ged_syria_2016_2019.csv.gz")
    places = shared("data", "records", "syria_gazetteer_en_ar.csv")
    (folder / "case.toml").write_text(_SEED.format(records=records, places=places), "utf-8")
    report = hearsay.run(folder)
    with hearsay.open_case(folder) as case:
        yield report, case


@pytest.fixture(scope="session")
def palmyra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, OpenCase]]:
    """The bundled example, copied and run."""
    import shutil

    source = Path(__file__).parents[2] / "examples" / "palmyra"
    folder = tmp_path_factory.mktemp("palmyra") / "case"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("store", "dossier"))
    report = hearsay.run(folder)
    with hearsay.open_case(folder) as case:
        yield report, case
