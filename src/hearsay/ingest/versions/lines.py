"""The rows of a table as its pages hold them.

In: pages and passages of one content. Out: the places of its rows in order; none for a text that is no table.
"""

from collections.abc import Iterator, Sequence

from hearsay.model import Page, Passage

TABLE = 0.6
"""Share of a text in rows from which on it is a table."""
Line = tuple[Page, int, int]
"""One row: its page and [start, end) on it."""


def lines_of(pages: Sequence[Page], passages: Sequence[Passage]) -> list[Line]:
    """The rows, without empty ones."""
    by_id = {page.id: page for page in pages}
    own = [p for p in passages if p.page in by_id]
    rows = [p for p in own if p.kind == "table"]
    total = sum(p.end - p.start for p in own)
    if not total or sum(p.end - p.start for p in rows) < TABLE * total:
        return []
    places = {key: (page.number, key) for key, page in by_id.items()}
    ordered = sorted(rows, key=lambda p: (places[p.page], p.start))
    return [line for p in ordered for line in _cut(by_id[p.page], p.start, p.end)]


def _cut(page: Page, start: int, end: int) -> Iterator[Line]:
    """The lines of a passage, of which one may hold many rows."""
    at = start
    for line in page.text[start:end].splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.strip():
            yield page, at, at + len(bare)
        at += len(line)
