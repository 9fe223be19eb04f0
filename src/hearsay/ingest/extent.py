"""How much writing a content holds, counted page by page, so that no later step must load all of it to know.

In: pages with their passages, one after the other. Out: an Extent. What is counted fits into a bookmark.
"""

from collections.abc import Iterable

import msgspec

from hearsay.model import Extent, Page, Passage, Spoken


class Count(msgspec.Struct):
    """What the pages so far come to. Mutable on purpose: it follows one reader from page to page."""

    pages: int = 0
    characters: int = 0
    first: str = ""
    """Id of the first page."""
    body: dict[str, int] = {}
    """Characters of passages that are seen, by language, of all but furniture; under the empty string what is in none."""
    furniture: dict[str, int] = {}

    def add(self, page: Page, passages: Iterable[Passage]) -> None:
        """Count one page more."""
        self.first = self.first or page.id
        self.pages += 1
        for passage in passages:
            length = passage.end - passage.start
            self.characters += length
            if not passage.hidden:
                counts = self.furniture if passage.kind == "furniture" else self.body
                counts[passage.language] = counts.get(passage.language, 0) + length

    def record(self, sha256: str) -> Extent:
        """The Extent of the content; furniture does not count for its languages if there is more."""
        counts = self.body or self.furniture
        spoken = sorted((pair for pair in counts.items() if pair[0]), key=lambda pair: (-pair[1], pair[0]))
        return Extent(
            sha256=sha256,
            pages=self.pages,
            characters=self.characters,
            first=self.first,
            languages=tuple(Spoken(language=language, characters=count) for language, count in spoken),
        )
