"""Names of files as signs of a translation: `order-417.txt` beside `order-417.en.md`, `en/report.pdf` beside `ar/report.pdf`.

In: a path of the ledger and the language of the text. Out: a `Named` whose keys two such files share. Names are data:
they are compared folded and never become paths.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from hearsay.text.normal import fold_text

from .words import codes, languages, name_marks

TRANSLATION = "translation"
"""The mark of a name that says "translation" and no language."""

_PARTS = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,7}$")
_LEAST = 2
"""Characters that a name must keep without its mark."""
_REGION = frozenset({"us", "gb", "uk", "sy", "eg"})
"""Parts that may stand behind the code of a language: en-us."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name tells."""

    folder: str
    """Folded, without parts that are names of languages."""
    stem: str
    """Folded parts of the name without suffixes and marks, joined by blanks."""
    mark: str = ""
    """ISO 639-1 of the language that the name says it is in, TRANSLATION, or empty."""
    number: str = ""
    """Its longest run of two digits or more; empty without one."""

    @property
    def key(self) -> str:
        """Equal for names that differ by their marks alone; empty for names that tell nothing."""
        return f"{self.folder}\n{self.stem}" if len(self.stem) >= _LEAST else ""


def read_name(path: str, language: str) -> Named:
    """The name of the file at `path`; the mark of a language counts only where the text is in that language."""
    place, _, name = fold_text(path).rpartition("/")
    for _ in range(3):
        suffix = _SUFFIX.search(name)
        if suffix is None or suffix.start() == 0 or _mark(suffix.group()[1:], language):
            break
        name = name[: suffix.start()]
    parts = _PARTS.findall(name)
    marks = [_mark(part, language) for part in parts]
    at = {n for n, mark in enumerate(marks) if mark and _at_edge(n, marks)}
    at |= {n for n, part in enumerate(parts) if n - 1 in at and part in _REGION and marks[n - 1] != TRANSLATION}
    found = [marks[n] for n in sorted(at) if marks[n]]
    folders = [part for part in PurePosixPath(place).parts if not _mark(part.strip("!._- "), language)]
    numbers = re.findall(r"\d{2,}", name)
    mark = TRANSLATION if TRANSLATION in found else next(iter(found), "")
    marked = next(
        (m for part in reversed(PurePosixPath(place).parts[-2:]) if (m := _mark(part.strip("!._- "), language))), ""
    )
    return Named(
        folder="/".join(folders),
        stem=" ".join(part for n, part in enumerate(parts) if n not in at),
        mark=mark or marked,
        number=max(numbers, key=len, default=""),
    )


def _mark(part: str, language: str) -> str:
    """What a part of a name marks: the language of the text, a translation, or nothing."""
    if part in name_marks():
        return TRANSLATION
    code = part if part in codes() else languages().get(part, "")
    return code if code and code == language else ""


def _at_edge(at: int, marks: list[str]) -> bool:
    """Whether nothing but marks stands on one side of a part."""
    return all(marks[at + 1 :]) or all(marks[:at]) or (at + 2 == len(marks))
