"""Web archives: every record under its address, pages as the server meant them, a cut archive up to its cut."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from intake import file_of, read_bytes

from hearsay.model import Found, Piece, Record

PAGE = b"<html><body><p>The convoy left before dawn.</p></body></html>\n" * 3


def record(kind: str, address: str, block: bytes, form: str = "text/html") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Type: {form}\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *fields: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *fields, "", ""]).encode() + body


def chunked(body: bytes) -> bytes:
    parts = [body[:50], body[50:]]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


PACKED = gzip.compress(PAGE, mtime=0)
HTTP = "application/http; msgtype=response"
ARCHIVE = b"".join(
    [
        record("warcinfo", "", b"software: a test\r\n"),
        record("response", "http://x.example/", answer(PAGE), HTTP),
        record("response", "http://x.example/packed", answer(PACKED, "Content-Encoding: gzip"), HTTP),
        record("response", "http://x.example/parts", answer(chunked(PAGE), "Transfer-Encoding: chunked"), HTTP),
        record(
            "response", "http://x.example/both",
            answer(chunked(PACKED), "Transfer-Encoding: chunked", "Content-Encoding: gzip"), HTTP,
        ),
        record("response", "http://x.example/unpacked", answer(PAGE, "Content-Encoding: gzip"), HTTP),
        record("request", "http://x.example/", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("resource", "http://x.example/", PAGE),
    ]
)  # fmt: skip


def bodies(records: list[Record], data: bytes) -> dict[str, bytes]:
    """Name -> content of each member, in order."""
    taken: dict[str, bytes] = {}
    for piece in (r for r in records if isinstance(r, Piece)):
        taken[piece.of] = taken.get(piece.of, b"") + piece.data
    found = [r for r in records if isinstance(r, Found)]
    return {f.path.partition("!/")[2]: data[f.span[0] : f.span[1]] if f.span else taken[f.path] for f in found}


def test_each_record_is_a_member_and_pages_are_what_the_server_meant(tmp_path: Path) -> None:
    records = read_bytes(tmp_path, ARCHIVE)
    assert bodies(records, ARCHIVE) == {
        "warcinfo (warcinfo)": b"software: a test\r\n", "http://x.example/": PAGE, "http://x.example/packed": PAGE,
        "http://x.example/parts": PAGE, "http://x.example/both": PAGE, "http://x.example/unpacked": PAGE,
        "http://x.example/ (request)": b"GET / HTTP/1.1\r\n\r\n", "http://x.example/ (2)": PAGE,
    }  # fmt: skip
    assert (file_of(records).media_type, file_of(records).status) == ("application/warc", "ok")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@example(ARCHIVE.index(b"chunked") + len("chunked\r\n\r\n") + 2)
@given(st.integers(200, len(ARCHIVE) - 5))
def test_a_cut_archive_gives_what_is_there(tmp_path: Path, size: int) -> None:
    records = read_bytes(tmp_path, ARCHIVE[:size])
    file = file_of(records)
    whole = bodies(read_bytes(tmp_path, ARCHIVE), ARCHIVE)
    for name, body in bodies(records, ARCHIVE[:size]).items():
        assert whole[name].startswith(body) or PACKED.startswith(body)
    if len(bodies(records, ARCHIVE[:size])) < len(whole):
        assert file.status in {"partial", "corrupt"} or ARCHIVE[size:].lstrip(b"\r\n").startswith(b"WARC/1.0\r\n")
    assert (file.status == "ok") == (not file.reason)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("damage", [b"Content-Length: 99999999999999", b"Content-Length: x", b"\r\n" * 3_000_000])
def test_what_lies_about_its_length_ends_at_once(tmp_path: Path, damage: bytes) -> None:
    data = ARCHIVE.replace(b"Content-Length: 18", damage, 1) if b"Length" in damage else ARCHIVE + damage
    assert file_of(read_bytes(tmp_path, data)).status == (
        "ok" if b"Length" not in damage else "partial" if b"9" in damage else "corrupt"
    )
