"""On what the reading of each kind of content hangs beside its bytes. In: files made here. Out: the words of File.under."""

from io import BytesIO
from pathlib import Path

import pytest
from archives_made import zipped, zipped_locked
from intake import file_of, read_bytes
from pdfs import drawn, line, saved
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image

from hearsay.ingest import Circumstances, causes, tried_again
from hearsay.model import Circumstance, CircumstanceKind, File, FileStatus
from hearsay.settings import IngestSettings

BLIND = IngestSettings(ocr=False)


def with_picture(pdf: Pdf) -> Pdf:
    """The first page with a picture of a quarter of it, below its text."""
    page = pdf.pages[0]
    tones = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    page.Resources.XObject = Dictionary(P=Stream(pdf, b"\xff\xff\xff\x00" * 16, tones))
    page.contents_add(b"q 300 0 0 300 100 100 cm /P Do Q")
    return pdf


def png() -> bytes:
    body = BytesIO()
    Image.new("L", (30, 30), 255).save(body, "PNG")
    return body.getvalue()


LETTERS = [("a.txt", b"Ten trucks."), ("b.txt", b"None came.")]


@pytest.mark.parametrize(
    ("data", "under"),
    [
        (b"Plain words.\n", set()),
        (zipped(LETTERS), set()),
        (zipped(LETTERS)[:-30], set()),
        (saved(drawn(line("A page of words that is long enough to be one.")))[:-40], set()),
        (zipped_locked(LETTERS, b"tadmor"), {"passwords"}),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n", {"passwords"}),
        (zipped([("zeros", bytes(65 << 20))]), {"room"}),
        (png(), {"ocr"}),
        (saved(drawn("0 0 1 rg 100 100 300 300 re f")), {"ocr"}),
        (saved(drawn(line("A page of words that is long enough to be one."))), set()),
        (saved(with_picture(drawn(line("A page of words that is long enough to be one.")))), {"ocr"}),
    ],
    ids=[
        "text",
        "zip",
        "cut zip",
        "cut pdf",
        "locked zip",
        "pgp",
        "bomb",
        "png",
        "pdf drawing",
        "pdf text",
        "pdf both",
    ],
)
def test_a_file_says_on_what_its_reading_hung(tmp_path: Path, data: bytes, under: set[str]) -> None:
    file = file_of(read_bytes(tmp_path, data, BLIND))
    assert {one.what for one in file.under} == under
    assert not Circumstances(BLIND).stale(file)


@pytest.mark.parametrize(
    ("status", "reason", "found"),
    [
        ("ok", "", set()),
        ("corrupt", "cannot be read", set()),
        ("encrypted", "needs a password", {"passwords"}),
        ("refused-limit", "page 3: it took longer than 60 s and was stopped", {"time"}),
        ("refused-limit", "it needs more memory than one worker may use", {"time"}),
        ("corrupt", "cannot be read as application/pdf: MemoryError: ", {"time"}),
        ("corrupt", "page 3: the reader crashed (exit -11)", {"crash"}),
        ("refused-limit", "holds more than 10,000 members", {"room"}),
        ("unsupported", "it needs the program unar (Debian package unar)", {"programs"}),
    ],
)
def test_a_status_and_its_reason_show_on_what_it_hung(
    status: FileStatus, reason: str, found: set[CircumstanceKind]
) -> None:
    assert causes(status, reason) == found


def test_what_is_stale_and_what_is_tried_again() -> None:
    plain = File(path="a", sha256="0" * 64)
    now = Circumstances(IngestSettings(passwords=("one",)), ("unar",))
    hung = {
        what: File(path="a", sha256="0" * 64, under=now.under([what], "text/plain"))
        for what in ("passwords", "programs", "time")
    }
    later = Circumstances(IngestSettings(passwords=("one", "two")), ("unar",))
    assert [what for what, file in hung.items() if later.stale(file)] == ["passwords"]
    assert not later.stale(plain)
    assert Circumstances(now.settings, ()).stale(hung["programs"])
    assert [what for what, file in hung.items() if tried_again(file, ["failed"])] == ["time"]
    assert [what for what, file in hung.items() if tried_again(file, ["encrypted"])] == ["passwords"]
    assert not tried_again(plain, ["failed", "encrypted", "ocr"])
    crashed = File(path="a", sha256="0" * 64, under=(Circumstance(what="crash"),))
    assert tried_again(crashed, ["failed"])
    assert not later.stale(crashed)
