"""Translations that people typed in: each a document of its own, with who typed it as its translator.

In: a Group keyed by the sha256 of an original, with its Files and the Rulings about it. Out: for each person and language a
Translation with the Pages typed so far, their Passages and the Extent. Of several entries for one page the last holds; an empty one
takes it back. No file holds such a document, so that its sha256 is made of the original, the person and the language.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

import msgspec

from hearsay.ingest.extent import Count
from hearsay.ingest.passages import passages
from hearsay.model import Document, File, Page, Record, Ruling, Translation
from hearsay.ports import Group, StepKind

FIELD = "translation"
"""The field of a Document that an entry rules on."""


class TypedTranslation(msgspec.Struct, frozen=True):
    """What one person typed: the value of the Ruling, as JSON."""

    text: str
    language: str
    """ISO 639-1 of the translation."""
    page: int = 0
    """Number of the page of the original that it renders; 0 for the whole."""


Entries = dict[tuple[str, str], dict[int, tuple[Ruling, TypedTranslation]]]
"""By person and language, then by page."""


def typed_translations(rulings: Iterable[Ruling]) -> Entries:
    """The entries about one original that hold, in the order in which the first of each document was typed."""
    kept: dict[tuple[str, str], dict[int, tuple[Ruling, TypedTranslation]]] = defaultdict(dict)
    for ruling in sorted(rulings, key=lambda r: (r.when, r.id)):
        if ruling.decision == "edit" and ruling.field == FIELD:
            entry = msgspec.json.decode(ruling.value, type=TypedTranslation)
            kept[ruling.by, entry.language].pop(entry.page, None)
            if entry.text.strip():
                kept[ruling.by, entry.language][entry.page] = (ruling, entry)
    return {key: entries for key, entries in kept.items() if entries}


@dataclass(frozen=True, slots=True)
class TypeIn:
    """Makes documents of the translations that people typed in."""

    name: ClassVar[str] = "ingest.typed"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Translation, Page*, Passage* and Extent of each document; nothing for an original that is not in the haul."""
        files = sorted(group.only(File), key=lambda file: (file.path, file.id))
        if not files:
            return []
        about = Document(sha256=files[0].sha256).id
        own = typed_translations(ruling for ruling in group.only(Ruling) if ruling.about == about)
        return [r for (by, spoken), entries in sorted(own.items()) for r in _made(files[0], by, spoken, entries)]


def _made(original: File, by: str, spoken: str, entries: dict[int, tuple[Ruling, TypedTranslation]]) -> list[Record]:
    digest = sha256(f"{original.sha256}\n{spoken}\n{by}".encode()).hexdigest()
    day = max(ruling.when for ruling, _ in entries.values())[:10]
    translation = Translation(
        sha256=digest,
        original=original.sha256,
        found_by="typed",
        translator=by,
        language=spoken,
        path=f"{original.path}, translated into {spoken} by {by}",
        pages=tuple(sorted(number for number in entries if number)),
        reasons=(f"typed in by {by}, last on {day}",),
    )
    found: list[Record] = [translation]
    count = Count()
    for number, (_, entry) in sorted(entries.items()):
        text = entry.text.strip("\n")
        key = sha256(text.encode()).hexdigest()
        page = Page(sha256=digest, number=number or 1, text_sha256=key, text=text, method="typed")
        own = passages(page)
        count.add(page, own)
        found += [page, *own]
    return [*found, count.record(digest)]
