"""Joining what people typed to the pages they read it from.

In: a Group keyed by sha256 with the Pages, Passages and Untranscribed places of one content and the Rulings about these
places. Out: for each page with something typed, a better Page (method "transcript") with its Passages, and Replaced for
the reading before it; the Extent of the content with them. Where two entries were wanted and differ, neither is used.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import ClassVar

import msgspec

from hearsay.model import Page, Passage, Record, Replaced, Ruling, Untranscribed, Word
from hearsay.ports import Group, StepKind

from .extent import Count
from .passages import passages

FIELD = "text"
"""The field of an Untranscribed that an entry rules on."""


class Entry(msgspec.Struct, frozen=True):
    """What one person typed for one place: the value of its Ruling, as JSON."""

    text: str
    twice: bool = False
    """Whether a second entry must say the same."""


def entries(rulings: Iterable[Ruling]) -> dict[str, list[tuple[Ruling, Entry]]]:
    """Entries by the place they are about, oldest first; one that a person typed twice keeps the later."""
    found: dict[str, dict[str, tuple[Ruling, Entry]]] = defaultdict(dict)
    for ruling in sorted(rulings, key=lambda r: (r.when, r.id)):
        if ruling.decision == "edit" and ruling.field == FIELD:
            key = ruling.by if not msgspec.json.decode(ruling.value, type=Entry).twice else ruling.id
            found[ruling.about].pop(key, None)
            found[ruling.about][key] = (ruling, msgspec.json.decode(ruling.value, type=Entry))
    return {about: list(entries.values()) for about, entries in found.items()}


def settled(typed: Sequence[Entry]) -> str | None:
    """The text that holds: the last entry; where two were wanted, what two entries agree on, white space apart."""
    if not typed:
        return None
    if not any(entry.twice for entry in typed):
        return typed[-1].text
    seen: set[str] = set()
    for entry in typed:
        plain = " ".join(entry.text.split())
        if plain in seen:
            return entry.text
        seen.add(plain)
    return None


@dataclass(frozen=True, slots=True)
class Amend:
    """Makes the better reading of each page of which a person typed something.

    Its name stands before that of the reading step: where an entry only confirms what was read, the page is the same
    record with surer words, and of two tasks that give one record the first by name counts.
    """

    name: ClassVar[str] = "ingest.amend"
    version: ClassVar[str] = "2"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Page for every page with a settled entry, Passage* and Replaced where its text changed, and then the Extent."""
        typed = entries(group.only(Ruling))
        pages = {page.id: page for page in group.only(Page)}
        edits: dict[str, list[tuple[Untranscribed, str]]] = defaultdict(list)
        for place in group.only(Untranscribed):
            text = settled([entry for _, entry in typed.get(place.id, ())])
            if text is not None and place.page in pages:
                edits[place.page].append((place, text))
        written: dict[str, list[Passage]] = defaultdict(list)
        for passage in group.only(Passage):
            written[passage.page].append(passage)
        found: list[Record] = []
        count = Count()
        for before in sorted(pages.values(), key=lambda p: (p.number, p.id)):
            after = better(before, edits[before.id]) if before.id in edits else before
            parted = written[before.id] if after.id == before.id else passages(after)
            count.add(after, parted)
            found += [after] if before.id in edits else []
            if after.id != before.id:
                old = tuple(sorted(p.id for p in written[before.id]))
                found += [*parted, Replaced(page=before.id, by=after.id, passages=old)]
        return [*found, count.record(group.key)] if any(isinstance(r, Replaced) for r in found) else found


def better(page: Page, edits: Sequence[tuple[Untranscribed, str]]) -> Page:
    """The page with what was typed in the places it was typed for; its other words keep their boxes."""
    text, words, hidden = page.text, list(page.words), list(page.hidden)
    for place, typed in sorted(edits, key=lambda e: (e[0].start, e[0].end, e[0].box), reverse=True):
        start, end = place.start, place.end
        lead = "\n" if start == end and text[:start].strip() and typed else ""
        tail = "\n" if start == end and text[end:].strip() and not text[end:].startswith("\n") and typed else ""
        added = lead + typed + tail
        moved = len(added) - (end - start)
        kept = [w for w in words if w.end <= start or w.start >= end]
        words = [w if w.end <= start else replace(w, start=w.start + moved, end=w.end + moved) for w in kept]
        if typed:
            at = start + len(lead)
            words.append(Word(start=at, end=at + len(typed), box=place.box, confidence=1.0, verified=True))
        text = text[:start] + added + text[end:]
        hidden = [h if h.end <= start else replace(h, start=h.start + moved, end=h.end + moved) for h in hidden]
    digest = sha256(text.encode()).hexdigest()
    ordered = tuple(sorted(words, key=lambda w: (w.start, w.end)))
    return replace(page, text=text, text_sha256=digest, words=ordered, hidden=tuple(hidden), method="transcript")
