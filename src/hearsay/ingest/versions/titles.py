"""Names of files as signs of releases: what is left of a name without its marks, and which release the marks tell.

In: a path of the ledger. Out: a `Title`. `report_draft.docx` and `report_final.pdf` share a stem, `cables_2010.csv` and
`cables_2011.csv` do, `order-63.txt` and `order-64.txt` do not: a bare number names a record.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from hearsay.ingest.lexicon import phrases, table
from hearsay.text.normal import fold_text

_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,7}$")
_PART = re.compile(r"[^\W_]+")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)[-._]?(?P<m>0[1-9]|1[0-2])[-._]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0[1-9]|[12]\d|3[01])[-._](?P<m2>0[1-9]|1[0-2])[-._](?P<y2>(?:19|20)\d\d))(?!\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COPY = re.compile(r"\s?\((\d{1,3})\)\s*$")
_IDENTITY = 6
"""Digits from which on a name is taken for the number of a record."""


@dataclass(frozen=True, slots=True)
class Title:
    """What the name of a file tells."""

    folder: str
    stem: str
    """Folded parts without marks, joined by blanks."""
    number: str = ""
    """Of the release, padded so that it sorts."""
    stage: str = ""
    """1 draft, 3 final; empty where the name has no word for it."""
    date: str = ""
    """ISO day, or year, in the name."""
    copy: bool = False
    other: bool = False
    """Whether it has another mark: redacted, signed, updated."""

    @property
    def marked(self) -> bool:
        """Whether it has a mark of a release other than a date or the mark of a copy."""
        return bool(self.number or self.stage or self.other)

    @property
    def telling(self) -> bool:
        """Whether the stem tells one record from others by itself."""
        parts = [part for part in self.stem.split() if part not in _list("generic", "names") and not part.isdigit()]
        return self.record or len("".join(parts)) >= 4

    @property
    def record(self) -> bool:
        """Whether the stem looks like the number of a record: `104-10306-10010`, `09CAIRO1234`."""
        return sum(map(str.isdigit, self.stem)) >= _IDENTITY


def read_title(path: str) -> Title:
    """The title of the file at `path`."""
    folder, _, name = fold_text(path).rpartition("/")
    suffix = _SUFFIX.search(name)
    bare = name[: suffix.start()] if suffix and suffix.start() else name
    copy = _COPY.search(bare)
    bare = bare[: copy.start()] if copy else bare
    day = _DATE.search(bare)
    date = "-".join(day[k] or day[k + "2"] for k in "ymd") if day else ""
    rest = bare[: day.start()] + " " + bare[day.end() :] if day else bare
    version = _numbered().search(rest)
    number = ".".join(run.zfill(4) for run in version[1].split(".")) if version else ""
    rest = rest[: version.start()] + " " + rest[version.end() :] if version else rest
    return _marked(Title(folder, "", number, date=date, copy=copy is not None), _PART.findall(rest))


def _marked(title: Title, parts: list[str]) -> Title:
    """The title with the other marks among its parts taken out."""
    stage, kept, other, copied, date = "", list[str](), False, title.copy, title.date
    for part in parts:
        if part in _list("stages", "first") or part in _list("stages", "last"):
            stage = "1" if part in _list("stages", "first") else "3"
        elif part in _list("marks", "copy"):
            copied = True
        elif part in _list("marks", "black") or part in _list("marks", "other"):
            other = True
        elif not date and _YEAR.fullmatch(part) and len(parts) > 1:
            date = part
        else:
            kept.append(part)
    return replace(title, stem=" ".join(kept), stage=stage, date=date, copy=copied, other=other)


@cache
def _numbered() -> re.Pattern[str]:
    words = sorted(_list("marks", "number"), key=lambda word: (-len(word), word))
    return re.compile(
        rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})[ ._-]?(\d{{1,4}}(?:\.\d{{1,3}}){{0,2}})(?![^\W_])"
    )


@cache
def _list(section: str, key: str) -> frozenset[str]:
    return frozenset(phrases("versions", section, key))


def least(name: str) -> float:
    """One number of [least]."""
    return float(table("versions")["least"][name])
