"""Rows of papers beside each other: translations, releases of one record.

In: nothing. Out: one struct a table. Offsets are half-open code points into the page's original text; a mark without width
says where a thing would stand that is not there.
"""

from hearsay.model import ChangeKind, DifferenceKind, TranslationSign

from .base import Row


class TranslationRow(Row, frozen=True):
    """translations"""

    id: str
    document: str
    original: str | None
    translator: str
    language: str
    source: str
    found_by: TranslationSign
    probability: float
    direction: float
    reasons: list[str]
    pairs: int
    differences: int
    sure: int


class AlignedRow(Row, frozen=True):
    """aligned"""

    document: str
    position: int
    page: int
    start: int
    end: int
    text: str
    original: str
    original_page: int
    original_start: int
    original_end: int
    original_text: str


class DifferenceRow(Row, frozen=True):
    """differences"""

    id: str
    document: str
    page: int
    start: int
    end: int
    original: str
    original_page: int
    original_start: int
    original_end: int
    kind: DifferenceKind
    meant: str
    said: str
    sure: bool
    why: str


class VersionRow(Row, frozen=True):
    """versions"""

    id: str
    series: str
    position: int
    document: str
    ordered_by: str
    probability: float | None
    reasons: list[str]
    same: float | None
    appeared: int
    vanished: int
    changed: int
    blacked: int
    uncovered: int
    key: str


class VersionChangeRow(Row, frozen=True):
    """version_changes"""

    id: str
    earlier: str
    earlier_page: int
    earlier_start: int
    earlier_end: int
    later: str
    later_page: int
    later_start: int
    later_end: int
    kind: ChangeKind
    was: str
    became: str
    slight: bool
    why: str
