"""What one content adds to the search for releases of one record: small enough that all fit into memory together.

In: files, pages, passages and facts of one content. Out: a `Likeness`: a sample of its words or rows, what it is known by,
and what must not differ between two releases of one record.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

import msgspec

from hearsay.ingest import stated
from hearsay.model import Fact, File, Page, Passage
from hearsay.text.normal import fold_text
from hearsay.text.segment import words

from .covers import covers, painted_over
from .lines import lines_of

KEPT = 400
"""Hashes of a text that are kept: the smallest, so that two samples can be compared at a common threshold."""
WIDTH = 3
"""Words of a shingle: few, for texts that a machine read differ every few words."""
READ = 4_000_000
"""Characters of a text that are sampled."""
_SLOTS, _SLOT_TEXT = 250, 20_000
_SLOT = re.compile(r"\d+(?:[.,:/-]\d+)*|(?<![\w'’])[A-ZÀ-ÞА-ЯЁ][\w'’-]+")
_CODE = re.compile(r"(?<![\w-])(?:\d{3}-\d{5}-\d{5}|c0\d{7}|\d{2}[a-z]{4,14}\d{2,6})(?![\w-])")
"""Numbers under which archives keep a record: 104-10306-10010, C05739545, 09CAIRO1234."""


class Likeness(msgspec.Struct, frozen=True, array_like=True):
    """One content as the search for releases sees it."""

    paths: tuple[str, ...]
    size: int = 0
    """Words, or rows of a table."""
    distinct: int = 0
    """Different shingles, or rows."""
    sample: tuple[int, ...] = ()
    """The smallest of their hashes, sorted."""
    table: int = 0
    """Hash of the first row of a table; 0 for text."""
    ids: tuple[str, ...] = ()
    """What it is surely known by: message ids, addresses it was saved from, numbers of a record in its head."""
    mail: bool = False
    reference: str = ""
    """The number that its head gives it."""
    addressee: str = ""
    day: str = ""
    """Of its date line or head."""
    slots: tuple[int, ...] = ()
    """Hashes of numbers and names in order: what a form is filled in with."""
    covered: int = 0
    """Covers in the place of words."""
    seen: bool = False
    language: str = ""
    times: tuple[str, ...] = ()
    """When it was saved or changed, as metadata says: `saved 2016-05-03T10:00`."""
    revision: tuple[str, int] = ("", 0)
    """Path of the container that it is an earlier revision of, and which."""
    page: str = ""
    first: tuple[int, int] = (0, 0)


def likeness_of(
    files: Sequence[File], pages: Sequence[Page], passages: Sequence[Passage], facts: Sequence[Fact]
) -> Likeness:
    """The likeness of one content."""
    paths = tuple(sorted(file.path for file in files))[:8]
    written = sorted((page for page in pages if page.text.strip()), key=lambda page: (page.number, page.id))
    if not written:
        return Likeness(paths)
    text = "\n".join(page.text for page in written)[:READ]
    rows = [" ".join(page.text[a:b].split()) for page, a, b in lines_of(written, passages)]
    hashes = {_hash(row) for row in rows} if rows else set(_shingles(text))
    page, own = written[0], written[0].id
    head = stated.headers(page)
    day = stated.day(page, sorted((p for p in passages if p.page == own), key=lambda p: p.start), head)
    known = {(fact.name, fact.value) for fact in facts}
    return Likeness(
        paths=paths,
        size=len(rows) if rows else len(text.split()),
        distinct=len(hashes),
        sample=tuple(sorted(hashes)[:KEPT]),
        table=_hash(rows[0]) if rows else 0,
        ids=tuple(sorted(_ids(known, page.text[:600]))),
        mail=("kind", "message") in known,
        reference=_plain(head["number"].value) if "number" in head else "",
        addressee=_plain(head["to"].value) if "to" in head else "",
        day=day.value if day else "",
        slots=tuple(_hash(m.group()) for m in _SLOT.finditer(text[:_SLOT_TEXT]))[:_SLOTS],
        covered=len(covers(text[:READ])) + sum(len(painted_over(page)) for page in written),
        seen=any(page.seen for page in written),
        language=next((p.language for p in passages if p.language), ""),
        times=tuple(sorted(f"{name} {value}" for name, value in known if name in _TIMES)),
        revision=_revision(files),
        page=own,
        first=_first_line(page.text),
    )


_TIMES = ("saved", "modified_time", "modified", "created_time", "created", "last_modified")


def _revision(files: Iterable[File]) -> tuple[str, int]:
    """Of an earlier revision inside a file: the path of that file, and the number of the revision."""
    for file in files:
        box, mark, name = file.path.rpartition("!/")
        number = re.fullmatch(r"revision (\d{1,4})\.pdf", name)
        if mark and number and file.hidden:
            return box, int(number[1])
    return "", 0


def _shingles(text: str) -> Iterator[int]:
    folded = fold_text(text)
    found = [folded[start:end] for start, end in words(folded)]
    runs = zip(*(found[at:] for at in range(WIDTH)), strict=False) if len(found) >= WIDTH else [tuple(found)]
    return (_mixed(crc32(" ".join(run).encode("utf-8", "replace"))) for run in runs)


def _ids(known: Iterable[tuple[str, str]], head: str) -> Iterator[str]:
    names = {"message_id": "mail", "saved_from": "address", "address": "address"}
    for name, value in known:
        if name in names and value:
            yield f"{names[name]} {value.strip().lower()}"
    for code in _CODE.findall(fold_text(head)):
        yield f"record {code}"


def _plain(value: str) -> str:
    return " ".join(fold_text(value).split())[:120]


def _first_line(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, min(end if end >= 0 else len(text), start + 200)


def _mixed(value: int) -> int:
    """32 bits spread so that the smallest are a fair sample."""
    return (value * 0x9E3779B1 ^ value >> 15) & 0xFFFFFFFF


def _hash(key: str) -> int:
    return _mixed(crc32(key.encode("utf-8", "replace")))
