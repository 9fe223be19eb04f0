"""Chains of hands from case.toml and from tables: what is read, whose hands a file has, and which line is wrong."""

from pathlib import Path

import pytest
from archives_made import zipped
from small_cases import HEAD, REPORT, make

from hearsay.engine import LoopEngine
from hearsay.errors import CaseInvalid, HearsayError
from hearsay.pipeline.opened import OpenCase
from hearsay.pipeline.work import Report, run

TABLES = HEAD + '[[custody_tables]]\npath = "hands.csv"\n'
TABLE = """path,position,act,hand,when,on_word_of,note
haul/report.txt,2,brought_out,a former clerk,2016-04-09/2016-04-14,a driver,"handed over, at night"
haul/report.txt,1,wrote,the ministry,2013-11,Channel North,

haul/letters/,,obtained,فريق جسر,,,
haul/letters/,,received,Канал Север,2016,,
haul/letters/b.txt,,translated,Jisr Brigade,,,
haul/letters/box.zip!/,,copied,,,,
"""


def case(folder: Path, table: str | bytes, toml: str = TABLES) -> Path:
    files = {
        "report.txt": REPORT,
        "other.txt": "Nothing.\n",
        "letters/a.txt": "A letter.\n",
        "letters/b.txt": "Another.\n",
    }
    (folder / "haul" / "letters").mkdir(parents=True)
    make(folder, files, toml)
    (folder / "haul" / "letters" / "box.zip").write_bytes(zipped([("in.txt", b"Within.\n")]))
    (folder / "hands.csv").write_bytes(table.encode() if isinstance(table, str) else table)
    return folder


def cook(folder: Path) -> Report:
    return run(folder, "ingest", engine=LoopEngine())


def hands(folder: Path) -> dict[str, list[tuple[int, str, str, str, str]]]:
    with OpenCase(folder) as opened:
        found: dict[str, list[tuple[int, str, str, str, str]]] = {}
        for row in opened.rows("custody"):
            hand = (row["position"], row["act"], row["hand"], row["when"], row["on_word_of"])
            found.setdefault(row["paper"], []).append(hand)
        return found


@pytest.mark.parametrize(
    "change",
    [lambda t: t, lambda t: t.replace(",", ";").replace("over;", "over,"), lambda t: t.replace(",", "\t"), lambda t: "\ufeff" + t.replace("\n", "\r\n")],
    ids=["commas", "semicolons", "tabs", "as Excel saves it"],
)  # fmt: skip
def test_hands_come_from_a_table(tmp_path: Path, change: "object") -> None:
    assert callable(change)
    folder = case(tmp_path, change(TABLE))
    report = cook(folder)
    folder_hands = [(0, "obtained", "فريق جسر", "", ""), (1, "received", "Канал Север", "2016", "")]
    assert hands(folder) == {
        "haul/report.txt": [
            (0, "wrote", "the ministry", "2013-11", "Channel North"),
            (1, "brought_out", "a former clerk", "2016-04-09/2016-04-14", "a driver"),
        ],
        "haul/letters/a.txt": folder_hands,
        "haul/letters/b.txt": [(0, "translated", "Jisr Brigade", "", "")],
        "haul/letters/box.zip": folder_hands,
        "haul/letters/box.zip!/in.txt": [(0, "copied", "", "", "")],
    }
    assert report.notes == ()


def test_hands_of_a_folder_stand_in_case_toml_too(tmp_path: Path) -> None:
    toml = HEAD + '[[custody]]\npath = "haul/letters/"\nhands = [{ act = "copied", hand = "Lina" }]\n'
    folder = case(tmp_path, "", toml)
    cook(folder)
    assert set(hands(folder)) == {f"haul/letters/{name}" for name in ("a.txt", "b.txt", "box.zip", "box.zip!/in.txt")}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("haul/a,wrote,x,2016-13,\n", ["hands.csv, line 2", "no calendar has '2016-13'"]),
        ("haul/a,wrote,x,last May,\n", ["hands.csv, line 2", "expected an ISO day"]),
        ("haul/a,writed,x,,\n", ["hands.csv, line 2", "act: 'writed' is none of", "did you mean 'wrote'"]),
        ("haul/a,,x,,\n", ["hands.csv, line 2", "missing key 'act'"]),
        ("\n\nhaul/a,wrote,x,,\n,wrote,,,\n", ["hands.csv, line 5", "path is blank"]),
        ('haul/a,wrote,"x\ny",,\nhaul/b,wrote,x,,,,\n', ["hands.csv, line 4", "7 cells under 5 columns"]),
        ('haul/a,wrote,"x,,\n', ["hands.csv, line 2", "unexpected end"]),
    ],
)
def test_a_wrong_row_is_refused_by_its_line(tmp_path: Path, rows: str, said: list[str]) -> None:
    folder = case(tmp_path, f"path,act,hand,when,note\n{rows}")
    with pytest.raises(CaseInvalid) as caught:
        cook(folder)
    assert [part for part in said if part not in caught.value.message] == []
    assert not (folder / "store" / "case.sqlite").exists()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("path,act,hnad\na,wrote,x\n", "no column is called 'hnad'; they are path, position, act, hand, when, on_word_of, note; did you mean 'hand'?"),
        ("path,hand\na,x\n", "the column act is missing"),
        ("path,act,path\na,wrote,x\n", "the column path stands there twice"),
        ("", "hands.csv is empty"),
        ("path,act\na,wrote\n".encode("utf-16"), "hands.csv is not UTF-8"),
        ("path,act,position\na,wrote,first\n", "line 2: position: expected a whole number, got 'first'"),
        ("path,act,position\na,wrote,1\na,copied,\n", "line 3: 'a' has a position in other rows and none here"),
        ("path,act,position\na,wrote,1\na,copied,1\n", "line 3: position 1 of 'a' stands in line 2 already"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused(tmp_path: Path, table: str | bytes, said: str) -> None:
    with pytest.raises(CaseInvalid) as caught:
        cook(case(tmp_path, table))
    assert said in caught.value.message
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[custody_tables]]\npath = "hands.csv"\n' * 2, "line 2: the hands of 'haul/report.txt' are declared already by hands.csv, line 2"),
        (
            '[[custody]]\npath = "haul/report.txt"\nhands = [{ act = "wrote" }]\n[[custody_tables]]\npath = "hands.csv"\n',
            "declared already by custody[0].path",
        ),
        ('[[custody_tables]]\npath = "none.csv"\n', "custody_tables[0].path: 'none.csv' does not exist"),
        ('[[custody_tables]]\npath = "../hands.csv"\n', "leaves the case folder"),
    ],
)  # fmt: skip
def test_hands_are_declared_in_one_place_that_is_there(tmp_path: Path, toml: str, said: str) -> None:
    with pytest.raises(HearsayError) as caught:
        cook(case(tmp_path, TABLE, HEAD + toml))
    assert said in caught.value.message


def test_a_path_that_the_ledger_does_not_have_is_a_note(tmp_path: Path) -> None:
    notes = cook(case(tmp_path, "path,act\nhaul/reprot.txt,wrote\nhaul/none/,copied\nhaul/letters/,copied\n")).notes
    assert sorted(notes) == [
        "hands.csv, line 2: 'haul/reprot.txt' is no path of the ledger, so it has no effect; did you mean 'haul/report.txt'?",
        "hands.csv, line 3: 'haul/none/' is no path of the ledger, so it has no effect",
    ]


def test_a_changed_table_is_used_by_the_next_run(tmp_path: Path) -> None:
    folder = case(tmp_path, "path,act\nhaul/report.txt,wrote\n")
    cook(folder)
    (folder / "hands.csv").write_text("path,act\nhaul/report.txt,copied\n", "utf-8")
    report = cook(folder)
    assert [hand[1] for hand in hands(folder)["haul/report.txt"]] == ["copied"]
    assert {tally.step: tally.done for tally in report.tallies}["ingest.read"] == 0
