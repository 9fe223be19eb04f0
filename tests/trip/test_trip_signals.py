"""Signals of the bundled example, from the table to the characters on a page and into the dossier; and over a small haul.

In: one run of the example, a case made on the spot. Out: every signal walks back, and none decides.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

import hearsay
from hearsay.model import Judgement, Signal, SignalName
from hearsay.pipeline.opened import OpenCase

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def case(palmyra: Path) -> OpenCase:
    return hearsay.open_case(palmyra)


def spoken(case: OpenCase) -> set[tuple[str, str, str]]:
    return {(row["speaks"], row["name"], Path(str(row["document"])).name) for row in case.rows("signals")}


def test_what_a_careful_person_sees_in_the_example_speaks_and_nothing_else_speaks_against(case: OpenCase) -> None:
    found = spoken(case)
    assert {row for row in found if row[0] == "against"} == {
        ("against", "weekday", "pass-208.txt"),
        ("against", "weekday", "pass-208.en.md"),
        ("against", "program", "gulf-courier.pdf"),
    }
    assert {
        ("for", "weekday", "letter-63.html"),
        ("for", "hijri", "letter-63.html"),
        ("for", "hijri", "letter-63.en.md"),
    } <= found
    scan = {row for row in found if row[2].endswith(".png")}
    assert "against" not in {row[0] for row in scan}


def test_every_signal_walks_back_to_characters_or_to_a_fact(case: OpenCase) -> None:
    pages = {(row["document"], row["page"]): row["text"] for row in case.rows("pages")}
    for row in case.rows("signals"):
        marks: list[dict[str, Any]] = [*row["stated_at"], *row["found_at"]]
        assert marks or row["rests_on"]
        for mark in marks:
            assert pages[mark["document"], mark["page"]][mark["start"] : mark["end"]] == mark["text"] != ""
        steps = case.explain(str(row["id"]))
        assert steps[0].record == row["id"]
        assert any(step.marked for step in steps) == bool(marks)
        assert {step.record for step in steps} >= set(row["rests_on"])


def test_signals_stand_in_the_dossier_with_what_they_rest_on_and_move_no_judgement(
    case: OpenCase, palmyra: Path
) -> None:
    told = json.loads((palmyra / "dossier" / "dossier.json").read_text("utf-8"))
    (chapter,) = (c for c in told["chapters"] if c["name"].startswith("The papers"))
    lines = [line for line in chapter["lines"] if re.search(r": weekday speaks against it: stated", line["text"])]
    assert len(lines) == 2
    assert all("Monday" in line["text"] or "الإثنين" in line["text"] for line in lines)
    assert {c["text"] for line in lines for c in line["citations"]} == {
        "Monday, 15 February 2015",
        "الإثنين ١٥ شباط ٢٠١٥",
    }
    genuine = [j for j in case.records(Judgement) if j.subject == "genuine" and "Pass 208" in j.text]
    (judgement,) = (j for j in genuine if any(f.name == "signals: against" for f in j.factors))
    assert (judgement.low, judgement.high) == (0.0, 1.0)
    assert all(f.low == f.high == 0.0 for f in judgement.factors if f.name.startswith("signals"))
    assert any("1 signal speaks against it: weekday" in f.reason for f in judgement.factors)


def test_the_chapter_tells_of_every_signal_and_of_no_other() -> None:
    text = (PROJECT / "docs" / "ingest.md").read_text("utf-8").partition("## Signals")[2].partition("\n## ")[0]
    assert re.findall(r"(?m)^\| `([\w ]+)` \|", text) == list(get_args(SignalName))


LETTER = "MINISTRY OF SUPPLY\nDepot Office\n\nNo. {n}/2016\nDate: {day}\nTo: the commander at Tal\n\nDear Sir,\n\n{body}\n\nYours faithfully,\nA. Tal\n"
ROWS = (
    (3, "4 January 2016"),
    (10, "11 January 2016"),
    (25, "26 January 2016"),
    (40, "13 February 2016"),
    (55, "28 February 2016"),
    (8, "20 February 2016"),
    (70, "15 March 2016"),
)


def test_signals_across_a_haul_reach_the_judgement_of_each_paper_and_go_when_their_ground_goes(tmp_path: Path) -> None:
    (tmp_path / "h").mkdir()
    (tmp_path / "case.toml").write_text('[case]\ntitle = "t"\nabout = "?"\n[[inputs]]\npath = "h"\n')
    for n, day in ROWS:
        text = LETTER.format(
            n=n, day=day, body=f"Give out {n} tents of lot {n * n} to the people of the {n}th quarter."
        )
        (tmp_path / "h" / f"{n}.txt").write_text(text)
    hearsay.run(tmp_path)
    with hearsay.open_case(tmp_path) as whole:
        assert ("against", "number", "8.txt") in spoken(whole)
        assert ("for", "letterhead", "8.txt") in spoken(whole)
        (judged,) = (j for j in whole.records(Judgement) if j.subject == "genuine" and "2016-02-20" in j.text)
        reasons = {f.name: f.reason for f in judged.factors}
        assert "number" in reasons["signals: against"]
        assert "letterhead" in reasons["signals: for"]
        before = {s.id for s in whole.records(Signal)}
    for n, _ in ROWS[:3]:
        (tmp_path / "h" / f"{n}.txt").unlink()
    hearsay.run(tmp_path)
    with hearsay.open_case(tmp_path) as whole:
        assert not [row for row in spoken(whole) if row[1] == "number"]
        assert {s.id for s in whole.records(Signal)} < before
    assert date(2016, 2, 20).isoweekday() == 6
