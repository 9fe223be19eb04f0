"""A PDF that pdfium cannot open, by the program pdftotext (Debian package poppler-utils), which mends other things.

In: the content. Out: a page of text for each page it shows, or nothing. The program runs inside the walls of the worker.
"""

import shutil
import subprocess
import zlib

from hearsay.ingest.reading import PageReading
from hearsay.ingest.source import Source

METHOD = "text layer, by pdftotext"
_LONGEST = 16 << 20
_CHUNK = 1 << 20
SWOLLEN = 100_000_000
"""Bytes to which what draws a page may unpack."""


def pages(source: Source, seconds: float) -> tuple[PageReading, ...]:
    """The pages, those without text left out; none where the program is missing, fails or takes too long."""
    program = shutil.which("pdftotext")
    if program is None:
        return ()
    with source.on_disk() as path:
        command = [program, "-q", "-enc", "UTF-8", path, "-"]
        try:
            done = subprocess.run(command, capture_output=True, check=False, timeout=seconds, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return ()
    texts = done.stdout[:_LONGEST].decode("utf-8", "replace").split("\f")
    return tuple(PageReading(n, text.strip(), METHOD) for n, text in enumerate(texts, 1) if text.strip())


def swollen(source: Source) -> bool:
    """Whether a packed stream that is no picture unpacks to more than SWOLLEN bytes; it is unpacked piece by piece."""
    data = source.read(0, 64 << 20)
    at = data.find(b"stream")
    while at >= 0:
        head = data[max(0, at - 512) : at].rpartition(b" obj")[2]
        if b"/FlateDecode" in head and b"/Image" not in head and not data.startswith(b"endstream", at - 3):
            begin = at + 6 + (2 if data[at + 6 : at + 8] == b"\r\n" else 1)
            if _length(data, begin) > SWOLLEN:
                return True
        at = data.find(b"stream", at + 6)
    return False


def _length(data: bytes, at: int) -> int:
    """Bytes to which the stream at `at` unpacks, as far as SWOLLEN."""
    unpacker = zlib.decompressobj()
    count = 0
    feed = data[at : at + _CHUNK]
    try:
        while feed and count <= SWOLLEN and not unpacker.eof:
            count += len(unpacker.decompress(feed, _CHUNK))
            feed = unpacker.unconsumed_tail
            if len(feed) < _CHUNK // 2:
                at += _CHUNK
                feed += data[at : at + _CHUNK]
    except zlib.error:
        return count
    return count
