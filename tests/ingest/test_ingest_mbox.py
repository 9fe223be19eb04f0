"""Mailboxes: where a message begins and ends, however the mailbox was written, and how much memory that takes."""

import io
import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import file_row, members_in, read_deep, text_of

from hearsay.ingest.readers import mbox
from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

LINE = b"From a@b.org Sun Nov 24 10:00:00 2013\n"


def spans(data: bytes, cursor: int = 0) -> list[bytes]:
    source = Source(io.BytesIO(data), 0, len(data))
    readings: list[Reading] = list(mbox.read(source, IngestSettings(), Resume(cursor)))
    return [data[m.span[0] : m.span[1]] for r in readings for m in r.members if m.span]


@pytest.mark.parametrize(
    ("data", "bodies"),
    [
        (LINE + b"Subject: 1\n\nFrom the start he knew.\n\n" + LINE + b"Subject: 2\n\nx\n", [b"knew.\n", b"x\n"]),
        (LINE + b"Subject: 1\n\nx\n" + LINE + b"Subject: 2\n\ny", [b"x\n", b"y"]),
        ((LINE + b"Subject: 1\n\nx\n\n" + LINE + b"Subject: 2\n\ny\n").replace(b"\n", b"\r\n"), [b"x\r\n", b"y\r\n"]),
        (LINE + b"Subject: 1\n\n>From a@b.org Sun Nov 24 10:00:00 2013\nSubject: no\n", [b"no\n"]),
        (b"From MAILER-DAEMON Mon Jan  1 09:00:00 2001 +0200\nX: y\n\nz\n", [b"z\n"]),
        (b"From - Tue Jun 01 10:00:00 2010\nX-Mozilla-Status: 0001\n\nz\n", [b"z\n"]),
    ],
)
def test_where_messages_begin(data: bytes, bodies: list[bytes]) -> None:
    found = spans(data)
    assert [len(found), *(f.endswith(b) for f, b in zip(found, bodies, strict=True))] == [len(bodies)] + [True] * len(
        bodies
    )
    assert all(not f.startswith(b"From ") for f in found)


def test_a_mailbox_quoted_in_a_message_that_knows_its_length() -> None:
    inner = b"See this:\n\n" + LINE + b"Subject: quoted\n\nold\n"
    first = b"Subject: 1\nContent-Length: %d\n\n" % len(inner) + inner
    found = spans(LINE + first + b"\n" + LINE + b"Subject: 2\n\nx\n")
    assert len(found) == 2
    assert b"Subject: quoted" in found[0]
    wrong = first.replace(b"Content-Length: ", b"Content-Length: 9")
    assert len(spans(LINE + wrong + b"\n" + LINE + b"Subject: 2\n\nx\n")) == 3


@given(st.lists(st.text("Fromabc >\n", max_size=40), min_size=1, max_size=6), st.integers(0, 5))
@settings(max_examples=80, deadline=None)
def test_every_message_is_given_back_from_any_place_on(bodies: list[str], cursor: int) -> None:
    messages = [f"Subject: {n}\n\n{body}\n".encode() for n, body in enumerate(bodies)]
    data = b"\n".join(LINE + message for message in messages)
    found = spans(data)
    assert [f.rstrip(b"\n") for f in found] == [message.rstrip(b"\n") for message in messages]
    assert spans(data, cursor) == found[cursor:]


def test_a_mailbox_is_read_to_its_attachments(tmp_path: Path) -> None:
    body = b"Content-Type: multipart/mixed; boundary=B\nMIME-Version: 1.0\n\n--B\n\nWords.\n--B\nContent-Type: text/plain; name=a.txt\n\nIn it.\n--B--\n"
    read = read_deep(
        tmp_path, LINE + b"From: a@b.org\n" + body + b"\n" + LINE + b"From: c@d.org\nMIME-Version: 1.0\n\nSecond.\n"
    )
    assert members_in(read["box"]) == ["message 000001.eml", "message 000002.eml"]
    assert text_of(read["box!/message 000001.eml!/a.txt"]) == "In it."
    assert text_of(read["box!/message 000002.eml"]).endswith("Second.")
    assert file_row(read["box"]).status == "ok"


class _Endless(io.RawIOBase):
    """A mailbox of `size` bytes that lies nowhere: one message over and over, the last one very large."""

    def __init__(self, size: int) -> None:
        self._one = LINE + b"From: a@b.org\nSubject: s\n\n" + b"words and words\n" * 4000 + b"\n"
        self._size, self._at = size, 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset if whence == io.SEEK_SET else self._size + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        size = max(0, min(size, self._size - self._at))
        start = self._at % len(self._one)
        self._at += size
        many = -(-(start + size) // len(self._one))
        return (self._one * many)[start : start + size]


def test_a_large_mailbox_takes_little_memory() -> None:
    size = 200 << 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    source = Source(_Endless(size), 0, size)  # type: ignore[arg-type]
    count = sum(len(reading.members) for reading in mbox.read(source, IngestSettings(), Resume()))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert count == -(-size // (len(LINE) + 26 + 64_000 + 1))
    assert after - before < 100_000
