"""What a run says has changed, and what becomes of a person's rulings when the text under them changes.

In: small cases, edited between runs. Out: nothing.
"""

from pathlib import Path

from small_cases import HEAD, REPORT, cook, make

from hearsay.model import Claim
from hearsay.pipeline.changes import changes
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.ruling import rule

SAID = "1 text, origins 1 - 1: independence not established"
EMPTY: dict[str, dict[str, str]] = {"case": {"case.toml": "x", "Hearsay": "1"}, "files": {}, "findings": {}}


def told(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> list[str]:
    return list(changes({**EMPTY, **old}, {**EMPTY, **new}))


def test_files_are_new_changed_moved_or_gone() -> None:
    before = {"a": "1", "b": "2", "c": "3", "d": "4"}
    after = {"a": "1", "b": "9", "e": "3", "f": "8"}
    assert told({"files": before}, {"files": after}) == [
        "new file: f",
        "changed file: b",
        "moved file: e, before c",
        "gone file: d",
    ]


def test_a_finding_is_found_again_by_its_words_and_told_with_both_values() -> None:
    old = {"p1": f"The guns left\n{SAID}\nnot checkable\ncannot be judged", "p2": f"It rained\n{SAID}\n-\n-"}
    new = {"p9": f"The guns left\n{SAID}\nnot checkable\nlikely (0.55 to 0.8)", "p3": f"It snowed\n{SAID}\n-\nunlikely"}
    assert told({"findings": old}, {"findings": new}) == [
        f"new finding: It snowed (carried by {SAID}; judgement unlikely)",
        "changed finding: The guns left (judgement now likely (0.55 to 0.8), before cannot be judged)",
        "gone finding: It rained",
    ]
    assert told({"findings": old}, {"findings": {"p7": old["p1"], "p8": old["p2"]}}) == [], "only the ids differ"


def test_a_long_value_is_cut_where_it_differs() -> None:
    same = "not checkable: the claim names no place, and " * 4
    bodies = ({"p": f"T\n{SAID}\n{same}{end}\n-"} for end in ("it has no date", "it is dated in May"))
    (line,) = told(*({"findings": body} for body in bodies))
    assert "it is dated in May, before" in line
    assert line.endswith("it has no date)")
    assert len(line) < 300


def test_a_case_toml_or_program_that_changed_is_told_first() -> None:
    new = {"case": {"case.toml": "y", "Hearsay": "2"}, "files": {"a": "1"}}
    program, declared, file = told({}, new)
    assert program.startswith("changed program: Hearsay 1 before, 2 now")
    assert declared.startswith("changed declarations: case.toml")
    assert file == "new file: a"
    assert list(changes({"files": {}, "findings": {}}, EMPTY)) == [], "a milestone of before says nothing of them"


def test_a_run_tells_that_case_toml_changed(tmp_path: Path) -> None:
    cook(make(tmp_path))
    make(tmp_path, {}, HEAD.replace("Small", "Smaller"))
    assert cook(tmp_path).changes == ("changed declarations: case.toml says something else",)


def test_a_space_more_changes_a_file_and_no_finding(tmp_path: Path) -> None:
    cook(make(tmp_path))
    make(tmp_path, {"report.txt": REPORT.replace("night.\n\n", "night.\n\n\n")})
    assert cook(tmp_path).changes == ("changed file: haul/report.txt",)


def test_a_ruling_is_found_again_by_its_words_or_is_an_orphan_that_says_what_it_was_about(tmp_path: Path) -> None:
    cook(make(tmp_path))
    with OpenCase(tmp_path) as case:
        claims = [c for c in case.records(Claim) if "guns" in c.text or "40 men" in c.text]
        guns, men = (next(c for c in claims if word in c.text) for word in ("guns with", "40 men"))
        for claim in (guns, men):
            rule(case, claim.id, "note", by="me", note="look again")
        assert [(row["orphaned"], row["said"]) for row in case.rows("rulings")] == [
            (False, c.text) for c in (guns, men)
        ]
    assert not any("ruling" in note for note in cook(tmp_path).notes)
    make(tmp_path, {"report.txt": REPORT.replace("at least 40 men stayed", "nobody stayed")})
    (note,) = cook(tmp_path).notes
    assert note.startswith("1 ruling is about a record that is no longer there")
    with OpenCase(tmp_path) as case:
        rows = {row["about"]: row for row in case.rows("rulings")}
        again = {c.text: c.id for c in case.records(Claim)}
    assert not rows[again[guns.text]]["orphaned"]
    assert rows[men.id]["orphaned"]
    assert (rows[men.id]["said"], rows[men.id]["again"]) == (men.text, [])
