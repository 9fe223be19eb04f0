"""The same steps on another engine, and the same case with a repeated text: what must not change does not change.

In: a part of the bundled example. Out: records of two runs, compared.
"""

import shutil
from pathlib import Path

import msgspec
from fresh import FreshProcessEngine

import hearsay
from hearsay.engine import Engine
from hearsay.model import Document, Judgement, Proposition, kinds
from hearsay.pipeline.work import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "palmyra"
PART = ("press/channel-north.html", "press/meridian-news.html", "letters/order-417.txt")


def part_of_the_example(folder: Path) -> Path:
    shutil.copytree(EXAMPLE / "records", folder / "records")
    for name in PART:
        target = folder / "haul" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLE / "haul" / name, target)
    head = '[case]\ntitle = "part"\n[[inputs]]\npath = "haul"\n'
    records = '[[records]]\nname = "events"\npath = "records/events.csv"\n[[gazetteers]]\npath = "records/places.csv"\n'
    (folder / "case.toml").write_text(head + records, "utf-8")
    return folder


def everything(folder: Path, engine: Engine | None = None) -> dict[str, bytes]:
    report = run(folder, engine=engine)
    assert not report.failures
    with hearsay.open_case(folder) as case:
        found = {r.id: msgspec.json.encode(r) for kind in kinds().values() for r in case.records(kind)}
    assert len(found) > 500
    return found


def test_a_cluster_like_engine_ends_with_the_same_ids_and_outcomes(tmp_path: Path) -> None:
    here = everything(part_of_the_example(tmp_path / "a"))
    there = everything(part_of_the_example(tmp_path / "b"), FreshProcessEngine(seed=11, largest=300))
    stamps = {k for k in here.keys() ^ there.keys() if k.startswith("found:")}
    assert here.keys() ^ there.keys() == stamps
    assert [k for k in here.keys() & there.keys() if here[k] != there[k]] == []


def judged(folder: Path) -> dict[str, tuple[float, float]]:
    run(folder)
    with hearsay.open_case(folder) as case:
        text = {p.id: p.text for p in case.records(Proposition)}
        return {text[j.about]: (j.low, j.high) for j in case.records(Judgement) if j.about in text}


def test_a_copy_of_a_text_changes_no_judgement(tmp_path: Path) -> None:
    folder = part_of_the_example(tmp_path / "a")
    before = judged(folder)
    shutil.copy(folder / "haul" / PART[1], folder / "haul" / "press" / "zz-the-same.html")
    assert judged(folder) == before
    with hearsay.open_case(folder) as case:
        assert len(case.records(Document)) == len(PART)
