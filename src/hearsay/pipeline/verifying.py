"""What a third party does to a case: every hash, every id and every citation again, from the files themselves.

In: an open case. Out: what was checked and what does not hold.
"""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from hearsay.ingest import NOTHING, find, fingerprint, reconcile
from hearsay.model import Citation, Claim, File, Finding, Found, Line, Page, Passage, kinds
from hearsay.store import Contents, Shelf, Store

from .case import Case
from .intake import placed


@dataclass(frozen=True, slots=True)
class Verified:
    """How many of each were checked, and each thing that does not hold, in a sentence."""

    checked: dict[str, int]
    wrong: tuple[str, ...]


def verify(case: Case, store: Store, shelf: Shelf) -> Verified:
    """Recompute hashes of files, ids of all records, digests of pages, spans, citations, and the ledger."""
    checked: Counter[str] = Counter()
    wrong: list[str] = []
    _files(case, shelf, checked, wrong)
    _ids(store, checked, wrong)
    pages = {page.id: page for page in shelf.records(Page)}
    for page in pages.values():
        checked["pages"] += 1
        if sha256(page.text.encode()).hexdigest() != page.text_sha256:
            wrong.append(f"the text of page {page.number} of {page.sha256[:12]} is not the text that was read")
    marks: list[Passage | Claim] = [*shelf.records(Passage), *shelf.records(Claim)]
    for mark in marks:
        checked["spans"] += 1
        if mark.page not in pages or not 0 <= mark.start < mark.end <= len(pages[mark.page].text):
            wrong.append(f"{mark.id} marks no characters of its page")
    by_number: dict[tuple[str, int], list[Page]] = {}
    for page in pages.values():
        by_number.setdefault((page.sha256, page.number), []).append(page)
    for line in shelf.records(Line):
        checked["sentences"] += 1
        if not line.citations:
            wrong.append(f"no citation: {line.text}")
        wrong += [w for c in line.citations if (w := _cited(c, by_number, checked))]
    for finding in shelf.records(Finding):
        wrong += [w for c in finding.citations if (w := _cited(c, by_number, checked))]
    return Verified(dict(checked), tuple(wrong))


def _files(case: Case, shelf: Shelf, checked: Counter[str], wrong: list[str]) -> None:
    rows, members = shelf.records(File), shelf.records(Found)
    found = list(find(case.folder, case.declared.inputs))
    ledger = reconcile(found, rows, members)
    if not ledger.reconciles:
        wrong.append(f"the ledger does not reconcile: {ledger.sentence}")
    places = {f.path: f for f in found}
    contents = Contents(case.store / "contents")
    inner = {p.found.path: p.found for p in placed(members, found, rows, contents, case.declared.settings.ingest)}
    for row in rows:
        checked["files"] += 1
        seen = (inner if row.parent else places).get(row.path)
        if seen is not None:
            wrong += _content(seen, row)
        elif row.parent is None:
            wrong.append(f"{row.path} is in the ledger and not in the haul")
        elif row.sha256 != NOTHING:
            wrong.append(f"{row.path} is in the ledger and its container does not hold it")


def _content(seen: Found, row: File) -> list[str]:
    if seen.refusal:
        unread = row.sha256 == NOTHING
        return [] if unread else [f"{row.path} was read and may not be opened now: {seen.refusal}"]
    try:
        digest, _ = fingerprint(seen)
    except OSError as error:
        return [f"{row.path} cannot be read: {error.strerror}"]
    return [] if digest == row.sha256 else [f"{row.path} is not the file that was read: its sha256 differs"]


def _ids(store: Store, checked: Counter[str], wrong: list[str]) -> None:
    for kind in kinds():
        refs = store.refs(kind)
        for ref, record in zip(refs, store.load(refs), strict=True):
            checked["ids"] += 1
            if record.id != ref.record:
                wrong.append(f"{ref.record} does not follow from what it says ({record.id} would)")


def _cited(c: Citation, pages: dict[tuple[str, int], list[Page]], checked: Counter[str]) -> str:
    checked["citations"] += 1
    if any(page.text[c.start : c.end] == c.text for page in pages.get((c.sha256, c.page), ())):
        return ""
    return f"a citation does not slice: {c.path} p.{c.page} [{c.start}:{c.end}] is not {c.text[:60]!r}"
