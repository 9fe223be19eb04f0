"""What a reader of a page would not see is kept from every stage behind ingest.

In: groups as the stages would load them. Out: the same groups, their pages with white space in the place of hidden text and
without passages that are hidden. Failed redactions, deleted runs and white text are evidence, found by search and in the
table of passages; a claim, a voice or a dossier made of them would publish by accident what may burn a source.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hearsay.model import Page, Passage, Record
from hearsay.ports import Group
from hearsay.store import Lazy


def seen(groups: Iterable[Lazy]) -> Iterator[Lazy]:
    """The groups, without what is hidden; offsets stay as they are."""
    return (_veiled(lazy) for lazy in groups)


def _veiled(lazy: Lazy) -> Lazy:
    def load() -> Group:
        group = lazy.load()
        pages = {page.id: page for page in group.only(Page) if page.hidden}
        if not pages:
            return group
        kept = (_shown(r, pages) for r in group.records)
        return Group(group.key, tuple(r for r in kept if r is not None))

    return replace(lazy, load=load)


def _shown(record: Record, pages: dict[str, Page]) -> Record | None:
    if isinstance(record, Page) and record.hidden:
        return replace(record, text=veiled(record))
    if isinstance(record, Passage) and record.page in pages:
        hidden = pages[record.page].hidden
        return None if any(h.start <= record.start and record.end <= h.end for h in hidden) else record
    return record


def veiled(page: Page) -> str:
    """The text of a page, as long as it is, with white space in the place of what is hidden; ends of lines stay."""
    text = page.text
    for hidden in page.hidden:
        blank = "".join(c if c == "\n" else " " for c in text[hidden.start : hidden.end])
        text = text[: hidden.start] + blank + text[hidden.end :]
    return text
