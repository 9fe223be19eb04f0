"""OneNote sections (.one), and old files too broken to open: the runs of text in them, in the order of the file, each once.

In: the bytes of a section. Out: a Reading. The file is a log of changes to objects; what is current, where it stands on its page
and who wrote it is not made out, and the status says so. Format: [MS-ONE], text as UTF-16 or, of plain letters, as bytes.
"""

import re
from collections.abc import Iterator

from hearsay.ingest.reading import Content, Reading
from hearsay.model import FileStatus
from hearsay.settings import IngestSettings

from .script import Script

_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x0a\x0d]\x00|.[\x04\x06\x20]){4,}", re.DOTALL)
_PLAIN = re.compile(rb"[\x20-\x7e]{8,}")
_WORD = re.compile(r"\w{2,}")
_NOT_WORDS = re.compile(r"[<{\\=]|^\S+$")
_MARKUP = re.compile(r"<[A-Za-z][^<>]*>")
_FONT = re.compile(r"(?:Page(?:Title|DateTime)|Calibri|Arial|Segoe|Times New Roman|Cambria|Verdana|Tahoma)\b.*")
_REASON = (
    "a OneNote section: its texts are taken out as they lie in the file, earlier ones among them, without their places"
)


def read(content: Content, settings: IngestSettings) -> Reading:
    """One page, or several of a long section; `partial`, for what is not made out."""
    del settings
    return salvaged(content.data, "partial", _REASON)


def salvaged(data: bytes, status: FileStatus, reason: str) -> Reading:
    """The runs of text in any bytes as pages, with why no more is to be had."""
    script, seen = Script(), set[str]()
    for text in _runs(data):
        plain = " ".join(_MARKUP.sub(" ", text).split())
        if plain not in seen and not _FONT.fullmatch(plain):
            seen.add(plain)
            script.write(plain)
    return Reading(tuple(script.page(even_empty=True)), status=status, reason=reason)


def _runs(data: bytes) -> Iterator[str]:
    """Runs that read like words, by where they stand."""
    found: list[tuple[int, str]] = []
    for match in _WIDE.finditer(data):
        text = match[0][: len(match[0]) // 2 * 2].decode("utf-16-le", "replace")
        letters = sum(character.isalpha() or character.isspace() for character in text)
        if letters * 10 >= len(text) * 7 and _WORD.search(text):
            found.append((match.start(), text))
    for match in _PLAIN.finditer(data):
        text = match[0].decode("ascii")
        letters = sum(character.isalpha() or character.isspace() for character in text)
        if letters * 10 >= len(text) * 7 and not _NOT_WORDS.search(text):
            found.append((match.start(), text))
    yield from (text for _, text in sorted(found))
