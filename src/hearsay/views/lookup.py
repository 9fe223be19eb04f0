"""Names for ids: paths of contents, places of pages, texts of claims, standing rulings.

In: a shelf. Out: small answers that several tables need; each index is made once, when first asked for.
"""

from collections.abc import Mapping
from functools import cached_property

from hearsay.model import Anchor, Claim, Document, File, Page, Record, Ruling, Voice
from hearsay.store import Shelf

_TELLING = ("text", "name", "title", "question", "path", "what", "reason")


def told(record: Record | None) -> str:
    """What a record says or is called, at most 300 characters; empty where it has no words."""
    words = (getattr(record, name, "") for name in _TELLING)
    return next((" ".join(word.split())[:300] for word in words if isinstance(word, str) and word.strip()), "")


class Lookup:
    """What the rows of a case refer to."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """sha256 -> smallest path of that content."""
        found: dict[str, str] = {}
        for file in self.shelf.records(File):
            found[file.sha256] = min(found.get(file.sha256, file.path), file.path)
        found.update({d.sha256: d.path for d in self.shelf.records(Document) if d.path})
        return found

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Page id -> page."""
        return {page.id: page for page in self.shelf.records(Page)}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claim id -> claim."""
        return {claim.id: claim for claim in self.shelf.records(Claim)}

    @cached_property
    def voices(self) -> Mapping[str, Voice]:
        """Voice id -> voice."""
        return {voice.id: voice for voice in self.shelf.records(Voice)}

    @cached_property
    def rulings(self) -> Mapping[str, str]:
        """Record id -> the last decision about it."""
        return {r.about: r.decision for r in sorted(self.shelf.records(Ruling), key=lambda r: (r.when, r.id))}

    def path(self, sha256: str) -> str:
        """The path of a content; the digest itself if it is not in the haul."""
        return self.paths.get(sha256, sha256)

    def slice(self, anchor: Anchor | None) -> str:
        """The characters an anchor marks; empty without one."""
        page = self.pages.get(anchor.page) if anchor is not None else None
        return page.text[anchor.start : anchor.end] if anchor is not None and page is not None else ""

    def number(self, page: str) -> int:
        """Page number, from 1; 0 for a page that is not there."""
        found = self.pages.get(page)
        return found.number if found is not None else 0

    def words(self, record_id: str) -> str:
        """What a claim says or what a voice is called; empty for anything else."""
        if record_id in self.claims:
            return self.claims[record_id].text
        return self.voices[record_id].name if record_id in self.voices else ""
