"""What a third party does to a case: every hash, every id and every citation again, from the files themselves.

In: an open case. Out: what was checked and what does not hold. The ledger is reckoned again from the haul, from the members
kept beside the store and from the counts of their containers; and the seal that the last run set on all that it found.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from hearsay.ingest import NOTHING, find, fingerprint, reconcile
from hearsay.model import Citation, Claim, File, Finding, Found, Line, Page, Passage, kinds
from hearsay.store import SEAL, Contents, Shelf, Store

from .case import Case
from .intake import placed
from .progress import Beat, Progress, Silence

_SHOWN = 16
"""Hex digits of a seal that are shown."""
_PAGES = 64
"""Contents whose pages are kept in memory for citations."""


@dataclass(frozen=True, slots=True)
class Verified:
    """How many of each were checked, and each thing that does not hold, in a sentence."""

    checked: dict[str, int]
    wrong: tuple[str, ...]
    ledger: str
    """The ledger as it was reckoned again, in a sentence."""
    seal: str
    """sha256 over all records but what people decided, as they are now: equal for the same haul, settings and version."""


@dataclass(slots=True)
class _Check:
    """One pass over a case. Mutable on purpose."""

    case: Case
    store: Store
    shelf: Shelf
    progress: Progress
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def must(self, what: str, holds: object, otherwise: str) -> None:
        """Count a check, and remember what does not hold."""
        self.counts[what] += 1
        if not holds:
            self.wrong.append(otherwise)


def verify(case: Case, store: Store, shelf: Shelf, progress: Progress | None = None) -> Verified:
    """Recompute the ledger with all hashes and sizes, ids of all records, digests of pages, spans, citations, the seal."""
    check = _Check(case, store, shelf, progress or Silence())
    ledger = _ledger(check)
    _ids(check)
    _texts(check)
    _citations(check)
    seal = _seal(check)
    return Verified(dict(check.counts), tuple(check.wrong), ledger, seal[:_SHOWN])


def _seal(check: _Check) -> str:
    """The seal of all that is current, held against that of the last run."""
    seal, known = check.store.seal(), check.store.meta(SEAL)
    if not known:
        check.wrong.append("the records bear no seal: the last run was broken off, or somebody took it away")
    elif seal != known:
        check.wrong.append("a record was changed, added or taken out of the store since the last run")
    return seal


def _ledger(check: _Check) -> str:
    """Every row held against the bytes that it stands for; and whether all that was found has a row."""
    case, rows, members = check.case, check.shelf.records(File), check.shelf.records(Found)
    found = list(find(case.folder, case.declared.inputs))
    ledger = reconcile(found, rows, members)
    if not ledger.reconciles:
        check.wrong.append(f"the ledger does not reconcile: {ledger.sentence}")
    contents = Contents(case.store / "contents")
    inner = {p.found.path: p.found for p in placed(members, found, rows, contents, case.declared.settings.ingest)}
    places = {f.path: f for f in found}
    check.progress.begin("verify", total=len(rows), kept=0, size=sum(row.size for row in rows))
    for row in rows:
        seen = (inner if row.parent else places).get(row.path)
        check.counts["members of containers" if row.parent else "files"] += 1
        check.wrong += _content(seen, row) if seen is not None else _absent(row)
        check.progress.advance(Beat(row.path, size=row.size))
    check.progress.end()
    return ledger.sentence


def _absent(row: File) -> list[str]:
    """What is wrong with a row of which nothing is there: nothing, if it is a member that was not taken out."""
    if row.parent is None:
        return [f"{row.path} is in the ledger and not in the haul"]
    return [] if row.sha256 == NOTHING else [f"{row.path} is in the ledger and its container does not hold it"]


def _content(seen: Found, row: File) -> list[str]:
    if seen.refusal:
        unread = row.sha256 == NOTHING
        return [] if unread else [f"{row.path} was read and may not be opened now: {seen.refusal}"]
    try:
        digest, size = fingerprint(seen)
    except OSError as error:
        return [f"{row.path} cannot be read: {error.strerror}"]
    if digest != row.sha256:
        return [f"{row.path} is not the file that was read: its sha256 differs"]
    return [] if size == row.size else [f"{row.path} has {size} bytes and not {row.size}, as the ledger says"]


def _ids(check: _Check) -> None:
    for kind in kinds():
        refs = check.store.refs(kind)
        for ref, record in zip(refs, check.store.read(refs), strict=True):
            told = f"{ref.record} does not follow from what it says ({record.id} would)"
            check.must("ids", record.id == ref.record, told)


def _texts(check: _Check) -> None:
    """Each page is the text that was read, and each mark lies on it."""
    homes = {home for kind in ("page", "passage", "claim") for home in check.shelf.homes(kind)}
    for home in sorted(homes):
        pages = {page.id: page for page in check.shelf.records(Page, home)}
        for page in pages.values():
            same = sha256(page.text.encode()).hexdigest() == page.text_sha256
            told = f"the text of page {page.number} of {page.sha256[:12]} is not the text that was read"
            check.must("pages", same, told)
        marks: list[Passage | Claim] = [*check.shelf.records(Passage, home), *check.shelf.records(Claim, home)]
        for mark in marks:
            inside = mark.page in pages and 0 <= mark.start < mark.end <= len(pages[mark.page].text)
            check.must("spans", inside, f"{mark.id} marks no characters of its page")


def _citations(check: _Check) -> None:
    @lru_cache(maxsize=_PAGES)
    def pages(content: str) -> Sequence[Page]:
        return check.shelf.records(Page, content)

    def cited(citations: Sequence[Citation]) -> None:
        for c in citations:
            same = any(p.number == c.page and p.text[c.start : c.end] == c.text for p in pages(c.sha256))
            told = f"a citation does not slice: {c.path} p.{c.page} [{c.start}:{c.end}] is not {c.text[:60]!r}"
            check.must("citations", same, told)

    for line in check.shelf.records(Line):
        check.must("sentences", line.citations, f"no citation: {line.text}")
        cited(line.citations)
    for finding in check.shelf.records(Finding):
        cited(finding.citations)
