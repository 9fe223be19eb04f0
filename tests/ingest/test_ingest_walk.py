"""The walk: order, refusals, names of any bytes, paths that leave the case."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake import read_all

from hearsay.errors import CaseInvalid, PathLeavesCase
from hearsay.ingest import find, from_location, printable, to_location
from hearsay.model import make_id
from hearsay.settings import Input


def tree(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def paths(case: Path, *inputs: Input) -> list[str]:
    return [found.path for found in find(case, inputs)]


def test_paths_come_in_order_whatever_the_order_of_inputs(tmp_path: Path) -> None:
    tree(tmp_path, "haul/a.txt", "haul/a/z", "haul/a/b/c", "haul/ab", "more/x", "haul/A")
    one = paths(tmp_path, Input(path="haul"), Input(path="more"))
    assert one == sorted(one)
    assert one == paths(tmp_path, Input(path="more/"), Input(path="./haul"))
    assert one == ["haul/A", "haul/a.txt", "haul/a/b/c", "haul/a/z", "haul/ab", "more/x"]


def test_overlapping_inputs_give_a_path_once_and_as_taken(tmp_path: Path) -> None:
    tree(tmp_path, "haul/a", "haul/deep/b")
    found = list(find(tmp_path, [Input(path="haul", ignore=("deep",)), Input(path="haul/deep")]))
    assert [item.path for item in found] == ["haul/a", "haul/deep/b"]
    assert not any(item.refusal for item in found)


def test_the_case_never_takes_its_own_store(tmp_path: Path) -> None:
    tree(tmp_path, "case.toml", "store/x", "dossier/y.html", "notes/store/z", "a.txt")
    assert paths(tmp_path, Input(path=".")) == ["a.txt", "notes/store/z"]
    with pytest.raises(CaseInvalid):
        find(tmp_path, [Input(path="store")])


def test_ignored_and_left_over_files_stay_in_the_ledger(tmp_path: Path) -> None:
    tree(tmp_path, "h/1.txt", "h/2.tmp", "h/3.txt", "h/4.txt", "h/drafts/5.txt")
    found = {f.path: f.refusal for f in find(tmp_path, [Input(path="h", ignore=("*.tmp", "drafts"), first=2)])}
    assert found == {
        "h/1.txt": "",
        "h/2.tmp": "left out by ignore '*.tmp'",
        "h/3.txt": "",
        "h/4.txt": "left out by first = 2",
        "h/drafts/5.txt": "left out by ignore 'drafts'",
    }


def test_what_is_left_out_today_is_another_record_when_taken_tomorrow(tmp_path: Path) -> None:
    tree(tmp_path, "h/1")
    (left,) = find(tmp_path, [Input(path="h", ignore=("1",))])
    (taken,) = find(tmp_path, [Input(path="h")])
    assert left.id != taken.id


@pytest.mark.parametrize("path", ["..", "../elsewhere", "/etc/hosts", "haul/../../x"])
def test_a_path_that_leaves_the_case_is_refused_with_a_remedy(tmp_path: Path, path: str) -> None:
    (tmp_path / "haul").mkdir()
    with pytest.raises(PathLeavesCase, match=r"inputs\[0\]\.path") as caught:
        find(tmp_path, [Input(path=path)])
    assert caught.value.remedy == "copy it into the case or say outside = true"


def test_an_input_that_is_a_link_out_of_the_case_is_refused(tmp_path: Path) -> None:
    case, away = tmp_path / "case", tmp_path / "away"
    case.mkdir()
    tree(away, "a.txt")
    (case / "haul").symlink_to(away)
    with pytest.raises(PathLeavesCase):
        find(case, [Input(path="haul")])
    assert paths(case, Input(path="haul", outside=True)) == ["away/a.txt"]


def test_a_missing_input_and_a_negative_count_are_named(tmp_path: Path) -> None:
    with pytest.raises(CaseInvalid, match="does not exist"):
        find(tmp_path, [Input(path="nowhere")])
    with pytest.raises(ValueError, match="first must lie between 0 and"):
        Input(path="a", first=-1)


def test_two_outside_inputs_of_one_name_are_told_apart(tmp_path: Path) -> None:
    case = tmp_path / "case"
    tree(case, "haul/in.txt")
    tree(tmp_path, "one/haul/a", "two/haul/b", "three/c.txt")
    inputs = [Input(path=str(tmp_path / n), outside=True) for n in ("two/haul", "one/haul", "three/c.txt")]
    seen = paths(case, *inputs, Input(path="haul"))
    assert seen == ["haul/in.txt", "one/haul/a", "three/c.txt", "two/haul/b"]
    assert seen == paths(case, Input(path="haul"), *reversed(inputs))


def test_special_files_and_links_are_rows_and_never_opened(tmp_path: Path) -> None:
    haul = tmp_path / "h"
    tree(tmp_path, "h/plain", "secret")
    os.mkfifo(haul / "fifo")
    (haul / "out").symlink_to(tmp_path / "secret")
    (haul / "in").symlink_to(haul / "plain")
    (haul / "loop").symlink_to(haul)
    (haul / "broken").symlink_to("/nowhere/at/all")
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind(str(haul / "sock"))
    found = {f.path: f.refusal for f in find(tmp_path, [Input(path="h")])}
    assert {path for path, refusal in found.items() if not refusal} == {"h/plain"}
    assert "out of the haul" in found["h/out"]
    assert "FIFO" in found["h/fifo"]
    assert "socket" in found["h/sock"]
    assert "read there" in found["h/in"]
    assert set(found) == {"h/plain", "h/fifo", "h/out", "h/in", "h/loop", "h/broken", "h/sock"}
    assert "secret" not in str(read_all(tmp_path, (Input(path="h"),)))


def test_a_name_that_is_not_utf_8_is_shown_and_opens(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/h"
    os.mkdir(folder)  # noqa: PTH102  # bytes
    for name in (b"caf\xe9.txt", "café.txt".encode(), rb"caf\xe9.txt", b"line\nbreak", "\u202egpj.exe".encode()):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123  # bytes
            file.write(name)
    found = list(find(tmp_path, [Input(path="h")]))
    assert len({item.path for item in found}) == 5
    assert {"h/caf\\xe9.txt", "h/café.txt", "h/caf\\x5cxe9.txt", "h/line\\x0abreak"} <= {f.path for f in found}
    for item in found:
        make_id("found", item.path)
        assert item.location.isascii()
        with open(from_location(item.location), "rb") as file:  # noqa: PTH123  # bytes
            assert from_location(item.location).endswith(file.read())


@given(st.lists(st.binary(min_size=1, max_size=12).filter(lambda b: not {0, 47} & set(b)), unique=True, max_size=6))
def test_no_two_names_look_alike_and_every_location_comes_back(names: list[bytes]) -> None:
    shown = [printable(os.fsdecode(name)) for name in names]
    assert len(set(shown)) == len(names)
    assert all(text.encode() and all(c.isprintable() or c in "\u200c\u200d" for c in text) for text in shown)
    assert [from_location(to_location(os.fsdecode(name))) for name in names] == names


def test_a_folder_deeper_than_the_recursion_limit_is_walked(tmp_path: Path) -> None:
    folders = [tmp_path / "h"]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
    for folder in folders:
        folder.mkdir()
    (folders[-1] / "x").write_text("x")
    (found,) = find(tmp_path, [Input(path="h")])
    assert found.path.endswith("/d/x")
    (folders[-1] / "x").unlink()
    for folder in reversed(folders):  # by hand: clearing away recurses too
        folder.rmdir()
