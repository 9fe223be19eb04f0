"""Contents of members: small ones together in packs, large ones by their hash; cut short at any byte, nothing done is lost."""

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest

from hearsay.errors import CaseError, VerifyError
from hearsay.model import Piece
from hearsay.store import Contents, packs

LARGE = bytes(range(256)) * 300
SMALL = [b"letter %d\n" % number * (number % 5 + 1) for number in range(40)]


def whole(data: bytes) -> Piece:
    return Piece(of=f"box!/{len(data)} {data[:12]!r}", offset=0, data=data, sha256=sha256(data).hexdigest())


def read(contents: Contents, data: bytes) -> bytes | None:
    """The bytes that lie where a content is said to lie."""
    place = contents.place(sha256(data).hexdigest())
    if place is None:
        return None
    path, start, end = place
    return path.read_bytes()[start:end]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def filled(folder: Path) -> Contents:
    contents = Contents(folder)
    contents.take(whole(data) for data in [*SMALL, LARGE, b""])
    return contents


def test_small_contents_share_a_file_and_large_ones_have_their_own(tmp_path: Path) -> None:
    contents = filled(tmp_path)
    assert [read(contents, data) for data in [*SMALL, LARGE, b""]] == [*SMALL, LARGE, b""]
    assert len(files(tmp_path)) == 2
    contents.close()
    again = Contents(tmp_path)
    assert [read(again, data) for data in [*SMALL, LARGE, b""]] == [*SMALL, LARGE, b""]
    assert read(again, b"never seen") is None


def test_nothing_is_written_twice(tmp_path: Path) -> None:
    filled(tmp_path).close()
    before = [(path, path.stat().st_size, path.stat().st_mtime_ns) for path in files(tmp_path)]
    filled(tmp_path).close()
    assert [(path, path.stat().st_size, path.stat().st_mtime_ns) for path in files(tmp_path)] == before


def test_cut_at_any_byte_the_rest_is_there_and_what_was_cut_is_kept_anew(tmp_path: Path) -> None:
    filled(tmp_path).close()
    pack, size = next((tmp_path / "packs").iterdir()), 0
    body = pack.read_bytes()
    for size in range(0, len(body), 7):
        pack.write_bytes(body[:size])
        contents = Contents(tmp_path)
        there = [read(contents, data) for data in SMALL]
        assert all(found in (None, data) for found, data in zip(there, SMALL, strict=True))
        contents.take(map(whole, SMALL))
        assert [read(contents, data) for data in SMALL] == SMALL
        contents.close()
    assert pack.stat().st_size >= size


def test_what_a_lost_power_supply_garbled_at_the_end_is_kept_anew(tmp_path: Path) -> None:
    filled(tmp_path).close()
    pack = next((tmp_path / "packs").iterdir())
    body = pack.read_bytes()
    pack.write_bytes(body[:-60] + bytes(60))
    contents = Contents(tmp_path)
    contents.take([whole(b"one more")])
    contents.take(map(whole, SMALL))
    assert [read(contents, data) for data in [*SMALL, b"one more"]] == [*SMALL, b"one more"]


def test_a_pack_that_is_broken_in_its_midst_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_UNSURE", 200)
    filled(tmp_path).close()
    pack = next((tmp_path / "packs").iterdir())
    body = bytearray(pack.read_bytes())
    body[0] ^= 1
    pack.write_bytes(body)
    contents = Contents(tmp_path)
    contents.take(map(whole, SMALL))
    assert [read(contents, data) for data in SMALL] == SMALL
    assert pack.read_bytes() == body


def test_a_full_pack_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_FULL", 500)
    filled(tmp_path).close()
    assert len(list((tmp_path / "packs").iterdir())) > 2
    contents = filled(tmp_path)
    assert [read(contents, data) for data in SMALL] == SMALL


def test_a_piece_that_is_not_what_it_says_is_refused(tmp_path: Path) -> None:
    contents = Contents(tmp_path)
    with pytest.raises(VerifyError, match="not what its reader said"):
        contents.take([Piece(of="a", offset=0, data=b"one", sha256=sha256(b"two").hexdigest())])
    assert read(contents, b"two") is None


def test_a_full_disk_is_told_and_costs_nothing_that_was_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = Contents(tmp_path)
    contents.take(map(whole, SMALL[:10]))
    write, room = os.write, 100

    def full(handle: int, data: memoryview) -> int:
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = write(handle, data[: min(len(data), room)])
        room -= done
        return done

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CaseError, match="the disk may be full"):
        contents.take(map(whole, SMALL))
    monkeypatch.undo()
    contents.close()
    again = Contents(tmp_path)
    assert [read(again, data) for data in SMALL[:10]] == SMALL[:10]
    again.take(map(whole, SMALL))
    assert [read(again, data) for data in SMALL] == SMALL
