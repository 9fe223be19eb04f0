"""Archives: every member comes out, or is named with the reason why not; nothing is written and nothing is followed."""

import bz2
import gzip
import lzma
import os
import shutil
import struct
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from archives_made import (
    FIFO,
    LINK,
    Files,
    cab,
    lha,
    rar4,
    rar5,
    tarred,
    tarred_oddities,
    zipped,
    zipped_links,
    zipped_overlapping,
    zipped_streamed,
)  # fmt: skip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake import SHARED, file_of, read_all, read_bytes

from hearsay.ingest.readers import archives, unar, zips
from hearsay.ingest.reading import Resume
from hearsay.ingest.source import Source
from hearsay.model import Fact, File, Found, Piece, Record
from hearsay.settings import IngestSettings, Input

FILES = [("a.txt", b"The first file.\n"), ("in/b.txt", b"The second.\n" * 900), ("in/c.bin", os.urandom(5000))]
MAKERS: dict[str, Callable[[Files], bytes]] = {
    "zip": zipped, "zip to a pipe": zipped_streamed, "stored zip": lambda files: zipped(files, zipfile.ZIP_STORED),
    "bzip2 zip": lambda files: zipped(files, zipfile.ZIP_BZIP2), "lzma zip": lambda files: zipped(files, zipfile.ZIP_LZMA),
    "zip behind a program": lambda files: b"MZ" + bytes(3000) + zipped(files), "tar": tarred,
    "old tar": lambda files: tarred(files, form=tarfile.USTAR_FORMAT), "tar.gz": lambda files: tarred(files, "w:gz"),
    "tar.bz2": lambda files: tarred(files, "w:bz2"), "tar.xz": lambda files: tarred(files, "w:xz"),
    "rar 4": rar4, "rar 5": rar5, "cab": cab, "lha": lha,
}  # fmt: skip
PROGRAM = pytest.mark.skipif(shutil.which("7zz") is None, reason="makes archives with 7zz (Debian package 7zip)")
UNAR = pytest.mark.skipif(shutil.which("unar") is None, reason="unar is not installed (Debian package unar)")


def members(records: list[Record]) -> dict[str, bytes]:
    """Path within the container -> content, of all members that were taken out, in order."""
    bodies: dict[str, bytes] = {}
    for piece in (r for r in records if isinstance(r, Piece)):
        bodies[piece.of] = bodies.get(piece.of, b"") + piece.data
    return {r.path.partition("!/")[2]: bodies[r.path] for r in records if isinstance(r, Found)}


def left(records: list[Record]) -> dict[str, tuple[str, str]]:
    """Path within the container -> status and reason, of all members that were not."""
    return {r.path.partition("!/")[2]: (r.status, r.reason) for r in records if isinstance(r, File) and r.parent}


def made(folder: Path, *switches: str, name: str = "made", kind: str = "zip", files: Files = FILES) -> bytes:
    """An archive by 7zz."""
    for path, data in files:
        target = folder / "to pack" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    box = folder / f"{name}.{kind}"
    subprocess.run(
        ["7zz", "a", f"-t{kind}", *switches, box, "."], cwd=folder / "to pack", check=True, capture_output=True
    )
    return box.read_bytes()


@pytest.mark.parametrize("kind", MAKERS)
def test_every_member_comes_out_as_it_went_in(tmp_path: Path, kind: str) -> None:
    records = read_bytes(tmp_path, MAKERS[kind](FILES))
    assert members(records) == dict(FILES)
    assert (file_of(records).status, left(records)) == ("ok", {})


@PROGRAM
@pytest.mark.parametrize(
    ("kind", "switches"),
    [("7z", []), ("7z", ["-ms=off"]), ("7z", ["-m0=PPMd"]), ("zip", ["-mm=Deflate64"]), ("zip", ["-mm=PPMd"]), ("zip", ["-mm=XZ"])],
)  # fmt: skip
def test_what_other_programs_pack(tmp_path: Path, kind: str, switches: list[str]) -> None:
    assert members(read_bytes(tmp_path, made(tmp_path, *switches, kind=kind))) == dict(FILES)


@PROGRAM
@pytest.mark.parametrize(
    ("kind", "switches"),
    [("zip", ["-mem=ZipCrypto"]), ("zip", ["-mem=AES256"]), ("7z", []), ("7z", ["-mhe=on"]), ("7z", ["-ms=off"])],
)
def test_passwords_are_tried_and_without_one_it_is_encrypted(tmp_path: Path, kind: str, switches: list[str]) -> None:
    if kind == "7z" and shutil.which("unar") is None:
        pytest.skip("unar is not installed (Debian package unar)")
    data = made(tmp_path, "-psesame", *switches, kind=kind)
    opened = read_bytes(tmp_path, data, IngestSettings(passwords=("wrong", "كلمة", "sesame")))
    assert (file_of(opened).status, members(opened)) == ("ok", dict(FILES))
    for passwords in ((), ("wrong", "كلمة")):
        shut = read_bytes(tmp_path, data, IngestSettings(passwords=passwords))
        assert (file_of(shut).status, members(shut)) == ("encrypted", {})
        assert "password" in file_of(shut).reason
        if "-mhe=on" not in switches:
            assert {name: status for name, (status, _) in left(shut).items()} == dict.fromkeys(dict(FILES), "encrypted")


def test_without_unar_a_locked_7z_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("7zz") is None:
        pytest.skip("makes archives with 7zz (Debian package 7zip)")
    data = made(tmp_path, "-psesame", kind="7z")
    monkeypatch.setattr(shutil, "which", lambda _: None)
    file = file_of(read_bytes(tmp_path, data, IngestSettings(passwords=("sesame",))))
    assert (file.status, "Debian package unar" in file.reason) == ("unsupported", True)


@pytest.mark.parametrize(
    ("name", "pack"),
    [("report.txt", lambda d: gzip_named(d, "report.txt")), ("content", gzip.compress), ("content", bz2.compress), ("content", lzma.compress)],
)  # fmt: skip
def test_one_packed_file_is_one_member(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    assert members(read_bytes(tmp_path, pack(b"Words " * 99) + bytes(512))) == {name: b"Words " * 99}
    assert members(read_bytes(tmp_path, pack(b"Two ") + pack(b"parts"))) == {name: b"Two parts"}


def gzip_named(data: bytes, name: str) -> bytes:
    plain = gzip.compress(data)
    return plain[:3] + b"\x08" + plain[4:10] + name.encode() + b"\0" + plain[10:]


@pytest.mark.parametrize("page", ["cp866", "windows-1251", "cp1256", "cp720", "cp437", "utf-8"])
def test_names_of_any_code_page(tmp_path: Path, page: str) -> None:
    arabic = ["أمر الانسحاب من المدينة.txt", "تقرير اللجنة العسكرية.txt"]
    russian = ["Приказ об отводе войск.txt", "Сводка за неделю.txt"]
    names = {"cp1256": arabic, "cp720": arabic, "cp437": ["Mémoire à l'équipe.txt", "Résumé.txt"]}.get(page, russian)
    asked = [(f"{n:050}.txt", b"words") for n in range(len(names))]
    data = zipped(asked)
    for (plain, _), name in zip(asked, names, strict=True):
        raw = name.encode(page)
        assert len(raw) <= 54
        data = data.replace(plain.encode(), raw.ljust(54, b"_"))
    assert [name.rstrip("_") for name in members(read_bytes(tmp_path, data))] == names


def test_names_are_data_and_two_of_one_name_stay_two(tmp_path: Path) -> None:
    odd = [
        "../../etc/cron.d/x",
        "/abs",
        "C:\\x",
        "a!/b",
        "nul\0l",
        "a" * 3000,
        "\u202etxt.exe",
        "same",
        "same",
        "same (2)",
        "",
    ]
    found = list(
        members(read_bytes(tmp_path, tarred([(n, b"words %d" % i) for i, n in enumerate(odd) if "\0" not in n])))
    )
    assert len(found) == len(set(found)) == len(odd) - 1
    assert found[:3] == ["../../etc/cron.d/x", "/abs", "C:\\x"]
    assert "a\\x21/b" in found
    assert {"same", "same (2)", "same (2) (2)"} <= set(found)
    assert all(len(name) < 1200 and "\u202e" not in name for name in found)
    assert not list(tmp_path.glob("**/cron.d"))


def test_odd_names_are_told_in_full(tmp_path: Path) -> None:
    names = ["../up", "/abs", "C:\\x", "plain", "b" * 2000]
    records = read_bytes(tmp_path, zipped([(name, b"x") for name in names]))
    told = {r.value for r in records if isinstance(r, Fact) and r.name == "odd_name"}
    assert told == set(names) - {"plain"}


def test_links_devices_and_folders(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, zipped_links({"link": (LINK, "/etc/passwd"), "fifo": (FIFO, "")}))
    assert left(records)["link"] == ("refused-limit", "a symbolic link to /etc/passwd; links are never followed")
    assert left(records)["fifo"][0] == "refused-limit"
    assert (members(records), file_of(records).status) == ({}, "ok")
    tar = left(read_bytes(tmp_path, tarred_oddities()))
    assert [("link" in reason, "device" in reason) for _, reason in tar.values()] == [(True, False)] * 2 + [
        (False, True)
    ] * 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.sampled_from(["zip", "zip to a pipe", "tar", "tar.gz", "tar.xz", "rar 4", "rar 5", "cab"]), st.floats(0.05, 0.99)
)
def test_a_cut_archive_gives_what_can_be_had_and_says_so(tmp_path: Path, kind: str, share: float) -> None:
    data = MAKERS[kind](FILES)
    records = read_bytes(tmp_path, data[: int(len(data) * share)])
    whole = dict(FILES)
    assert all(whole[name].startswith(body) for name, body in members(records).items())
    flawed = {r.path.partition("!/")[2] for r in records if isinstance(r, Found) and r.flaw}
    assert all(body == whole[name] or name in flawed for name, body in members(records).items())
    if len(members(records)) < len(FILES) or flawed:
        assert file_of(records).status not in {"ok", "empty"}
        assert file_of(records).reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    st.sampled_from(list(MAKERS)), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6)
)
def test_a_damaged_archive_is_never_a_crash(tmp_path: Path, kind: str, damage: list[tuple[float, int]]) -> None:
    data = bytearray(MAKERS[kind](FILES))
    for place, byte in damage:
        data[int(place * len(data))] = byte
    file = file_of(read_bytes(tmp_path, bytes(data)))
    assert (file.status == "ok") == (not file.reason)


def test_one_broken_member_costs_itself(tmp_path: Path) -> None:
    data = bytearray(zipped(FILES, zipfile.ZIP_STORED))
    at = data.index(b"The second.")
    data[at : at + 3] = b"???"
    records = read_bytes(tmp_path, bytes(data))
    assert list(members(records)) == [name for name, _ in FILES]
    (flawed,) = (r for r in records if isinstance(r, Found) and r.flaw)
    assert (flawed.path, flawed.flaw) == ("file!/in/b.txt", "its checksum is wrong")
    assert (file_of(records).status, "in/b.txt" in file_of(records).reason) == ("partial", True)


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "rar 5"])
def test_reading_goes_on_at_any_member_with_the_same_names(kind: str, tmp_path: Path) -> None:
    files = [*FILES, ("a.txt", b"another of that name"), ("d.txt", b"words")] * 30
    (tmp_path / "file").write_bytes(MAKERS[kind](files))
    reader = archives.read if kind != "zip" else zips.read
    with (tmp_path / "file").open("rb") as stream:
        source = Source(stream, 0, (tmp_path / "file").stat().st_size, "application/gzip" if kind == "tar.gz" else "")
        source.room = 1 << 30
        whole = list(reader(source, IngestSettings(), Resume()))
        names = [member.name for reading in whole for member in reading.members]
        assert len(names) == len(set(names)) == len(files)
        for cursor in [reading.cursor for reading in whole if reading.cursor][:-1]:
            again = [m.name for r in reader(source, IngestSettings(), Resume(cursor)) for m in r.members]
            assert again == names[cursor // 2 :]


def test_after_a_crash_members_go_one_by_one_and_only_the_fatal_one_is_lost(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(zipped([(f"{n}.txt", b"words") for n in range(10)]))
    with (tmp_path / "file").open("rb") as stream:
        source = Source(stream, 0, (tmp_path / "file").stat().st_size)
        source.room = 1 << 30
        alone = list(zips.read(source, IngestSettings(), Resume(0, {0: "it crashed"})))
        assert [len(reading.members) for reading in alone] == [0] + [1] * 10
        fatal = list(zips.read(source, IngestSettings(), Resume(7, {0: "it crashed", 7: "it crashed again"})))
        assert [m.name for r in fatal for m in r.members] == [f"{n}.txt" for n in range(3, 10)]
        assert [m.status for r in fatal for m in r.members] == ["corrupt"] + ["ok"] * 6


def test_the_bytes_of_a_container_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.ingest.read.FREE", 1000)
    files = [("small", b"x" * 300), ("large", bytes(200_000)), ("behind", b"y" * 300), ("too much", b"z" * 600)]
    for kind in ("zip", "tar", "rar 5"):
        records = read_bytes(tmp_path, MAKERS[kind](files), IngestSettings(expanded=1))
        room = max(1000, file_of(records).size)
        assert sum(map(len, members(records).values())) <= room
        if kind == "zip":
            assert set(members(records)) == {"small", "behind"}
            assert {status for status, _ in left(records).values()} == {"refused-limit"}
            assert file_of(records).status == "partial"
    endless = read_bytes(tmp_path, gzip.compress(bytes(9_000_000)))
    assert (file_of(endless).status, left(endless)["content"][0], members(endless)) == (
        "refused-limit",
        "refused-limit",
        {},
    )


def test_a_list_that_lies_about_sizes(tmp_path: Path) -> None:
    data = zipped([("a", bytes(100_000)), ("b", b"words")])
    lying = data.replace(struct.pack("<L", 100_000), struct.pack("<L", 10))
    records = read_bytes(tmp_path, lying)
    assert members(records) == {"a": bytes(10), "b": b"words"}
    assert "longer than its archive says" in file_of(records).reason


def test_a_zip_at_the_end_of_another_archive_does_not_stand_for_it(tmp_path: Path) -> None:
    files = [("a.txt", b"words"), ("inner.zip", zipped([("b.txt", b"other words")]))]
    assert members(read_bytes(tmp_path, tarred(files)[:-7000])) == dict(files)
    cut = zipped(files, zipfile.ZIP_STORED)
    cut = cut[: cut.rindex(b"b.txtPK\5\6") + 27]
    records = read_bytes(tmp_path, cut)
    assert (members(records), file_of(records).status) == (dict(files), "partial")


def test_what_is_in_a_zip_and_not_in_its_list_is_hidden(tmp_path: Path) -> None:
    whole, hidden = zipped([("a.txt", b"shown")]), zipped([("b.txt", b"taken out of the list " + os.urandom(900))])
    at = whole.index(b"PK\1\2")
    between = hidden[: hidden.index(b"PK\1\2")]
    data = bytearray(whole[:at] + between + whole[at:])
    data[-6:-2] = struct.pack("<L", at + len(between))
    records = read_bytes(tmp_path, bytes(data))
    assert list(members(records)) == ["a.txt", "b.txt"]
    assert [bool(r.hidden) for r in records if isinstance(r, Found)] == [False, True]
    assert file_of(records).status == "ok"


def test_a_list_that_breaks_off_costs_no_member(tmp_path: Path) -> None:
    data = bytearray(zipped(FILES))
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1)
    data[second : second + 2] = b"??"
    records = read_bytes(tmp_path, bytes(data))
    assert (members(records), file_of(records).status) == (dict(FILES), "partial")
    assert "breaks off" in file_of(records).reason


def test_a_password_as_an_old_machine_spelled_it(tmp_path: Path) -> None:
    if shutil.which("zip") is None:
        pytest.skip("makes an archive with zip (Debian package zip)")
    (tmp_path / "a.txt").write_bytes(b"The words.")
    command = [b"zip", b"-q", b"-P", "пароль".encode("cp866"), b"x.zip", b"a.txt"]
    subprocess.run(command, cwd=tmp_path, check=True)
    data = (tmp_path / "x.zip").read_bytes()
    assert members(read_bytes(tmp_path, data, IngestSettings(passwords=("пароль",)))) == {"a.txt": b"The words."}


def test_members_that_share_bytes_are_noticed(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, zipped_overlapping(os.urandom(3000), 200))
    assert (file_of(records).status, "overlap" in file_of(records).reason) == ("partial", True)


def test_far_too_many_members_are_cut_off(tmp_path: Path) -> None:
    head = tarfile.TarInfo("empty").tobuf(tarfile.USTAR_FORMAT)
    records = read_bytes(tmp_path, gzip.compress(head * 60_000))
    assert file_of(records).status == "partial"
    assert "more than 10,000 members" in file_of(records).reason
    assert sum(isinstance(r, Found) for r in records) == 10_000


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["[Content_Types].xml", "word/document.xml"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (["xl/workbook.xml", "[Content_Types].xml"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (["docProps/a", "ppt/p.xml", "[Content_Types].xml"], "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        (["a.class", "META-INF/MANIFEST.MF"], "application/java-archive"),
        (["word/letter.txt"], "application/zip"),
    ],
)  # fmt: skip
def test_what_a_zip_really_is(tmp_path: Path, names: list[str], kind: str) -> None:
    big = [("first", os.urandom(70_000))] if kind != "application/zip" else []
    assert file_of(read_bytes(tmp_path, zipped([*big, *((name, b"<x/>") for name in names)]))).media_type == kind


@pytest.mark.parametrize("kind", ["application/epub+zip", "application/vnd.oasis.opendocument.text"])
def test_books_and_open_documents_state_what_they_are(tmp_path: Path, kind: str) -> None:
    data = zipped([("mimetype", kind.encode()), ("content.xml", b"<x/>")], zipfile.ZIP_STORED)
    assert file_of(read_bytes(tmp_path, data)).media_type == kind


def test_a_program_without_an_archive_is_unsupported(tmp_path: Path) -> None:
    program = Path("/bin/true").read_bytes()
    assert (
        file_of(read_bytes(tmp_path, b"MZ" + bytes(58) + struct.pack("<L", 64) + b"PE\0\0" + bytes(900))).status
        == "unsupported"
    )
    assert file_of(read_bytes(tmp_path, program)).status == "unsupported"


@UNAR
def test_unar_reads_what_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x.rar").write_bytes(rar4(FILES))
    with (tmp_path / "x.rar").open("rb") as stream:
        second = unar.Second(Source(stream, 0, (tmp_path / "x.rar").stat().st_size), ())
        assert [(one.name, one.size) for one in second.members()[0]] == [(name, len(data)) for name, data in FILES]
        for place in (0, 1, 2, 1):
            assert b"".join(second.content(place)) == FILES[place][1]


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_shared_archives_hold_what_is_expected() -> None:
    folder = SHARED / "haul" / "files" / "archives"
    if not folder.exists():
        pytest.skip("../shared has no archives")
    for path, records in read_all(SHARED, (Input(path="haul/files/archives"),)).items():
        file = file_of(records)
        if file.media_type in {"application/zip", "application/x-tar"}:
            assert (file.status, file.reason) == ("ok", ""), path
            assert members(records)
