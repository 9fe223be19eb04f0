"""Papers beside each other as rows: translations with their originals, releases of one record in their order.

In: a Lookup. Out: rows in order of paths and places.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from hearsay.model import Alignment, Anchor, Change, Comparison, Difference, Document, Translation, Version, in_series

from .lookup import Lookup
from .paired import AlignedRow, DifferenceRow, TranslationRow, VersionChangeRow, VersionRow


def translations(look: Lookup) -> Iterator[TranslationRow]:
    """Each document that is a translation, with what it renders; last each paper in two languages."""
    documents = {d.sha256: d for d in look.shelf.records(Document)}
    aligned = {(a.sha256, a.original): a for a in look.shelf.records(Alignment)}
    told = look.shelf.records(Difference)
    every, sure = Counter((d.sha256, d.original) for d in told), Counter((d.sha256, d.original) for d in told if d.sure)
    held = [t for t in look.shelf.records(Translation) if t.holds(documents.get(t.sha256))]
    for t in sorted(held, key=lambda t: (t.original == t.sha256, look.path(t.sha256), t.id)):
        key, d = (t.sha256, t.original), documents[t.sha256]
        alignment = aligned.get(key)
        yield TranslationRow(
            id=t.id, document=look.path(t.sha256), original=look.path(t.original) if t.original else None,
            translator=d.translator, language=t.language or next(iter(d.languages), ""),
            source=t.source or _language(documents.get(t.original)), found_by=t.found_by, probability=t.probability,
            direction=t.direction, reasons=list(t.reasons), pairs=len(alignment.beads) if alignment else 0,
            differences=every[key], sure=sure[key],
        )  # fmt: skip


def _language(document: Document | None) -> str:
    return next(iter(document.languages), "") if document is not None else ""


def aligned(look: Lookup) -> Iterator[AlignedRow]:
    """Translations sentence by sentence beside their originals."""
    for a in sorted(look.shelf.records(Alignment), key=lambda a: (look.path(a.sha256), look.path(a.original), a.id)):
        for position, bead in enumerate(a.beads):
            yield AlignedRow(
                document=look.path(a.sha256), position=position, page=look.number(bead.here.page), start=bead.here.start,
                end=bead.here.end, text=look.slice(bead.here), original=look.path(a.original),
                original_page=look.number(bead.there.page), original_start=bead.there.start,
                original_end=bead.there.end, original_text=look.slice(bead.there),
            )  # fmt: skip


def differences(look: Lookup) -> Iterator[DifferenceRow]:
    """What translations say otherwise than their originals."""

    def place(d: Difference) -> tuple[str, str, int, int, str]:
        return look.path(d.sha256), look.path(d.original), look.number(d.there.page), d.there.start, d.id

    for d in sorted(look.shelf.records(Difference), key=place):
        yield DifferenceRow(
            id=d.id, document=look.path(d.sha256), page=look.number(d.here.page), start=d.here.start, end=d.here.end,
            original=look.path(d.original), original_page=look.number(d.there.page), original_start=d.there.start,
            original_end=d.there.end, kind=d.kind, meant=d.meant, said=d.said, sure=d.sure, why=d.why,
        )  # fmt: skip


def versions(look: Lookup) -> Iterator[VersionRow]:
    """The releases of each record that has several, in their order, each with what it changed."""
    compared = {(c.earlier, c.later): c for c in look.shelf.records(Comparison)}
    for start, steps in sorted(in_series(look.shelf.records(Version)), key=lambda one: look.path(one[0])):
        yield _release(look, start, (start, 0), None, compared)
        for position, version in enumerate(steps, start=1):
            yield _release(look, version.later, (start, position), version, compared)


def _release(
    look: Lookup,
    sha256: str,
    place: tuple[str, int],
    version: Version | None,
    compared: Mapping[tuple[str, str], Comparison],
) -> VersionRow:
    c = compared.get((version.earlier, sha256)) if version is not None else None
    return VersionRow(
        id=version.id if version is not None else "", series=look.path(place[0]), position=place[1],
        document=look.path(sha256), ordered_by=version.ordered_by if version is not None else "",
        probability=version.probability if version is not None else None,
        reasons=list(version.reasons) if version is not None else [], same=c.same if c else None,
        appeared=c.appeared if c else 0, vanished=c.vanished if c else 0, changed=c.changed if c else 0,
        blacked=c.blacked if c else 0, uncovered=c.uncovered if c else 0, key=c.key if c else "",
    )  # fmt: skip


def version_changes(look: Lookup) -> Iterator[VersionChangeRow]:
    """What appeared, vanished and changed from one release of a record to the next."""

    def place(c: Change) -> tuple[str, str, int, int, int, int, str]:
        both = look.number(c.after.page), c.after.start, look.number(c.before.page), c.before.start
        return look.path(c.earlier), look.path(c.later), *both, c.id

    for c in sorted(look.shelf.records(Change), key=place):
        yield VersionChangeRow(
            id=c.id, earlier=look.path(c.earlier), **_span(look, "earlier", c.before), later=look.path(c.later),
            **_span(look, "later", c.after), kind=c.kind, was=c.was, became=c.became, slight=c.slight, why=c.why,
        )  # fmt: skip


def _span(look: Lookup, name: str, anchor: Anchor) -> dict[str, int]:
    return {
        f"{name}_page": look.number(anchor.page), f"{name}_start": anchor.start, f"{name}_end": anchor.end,
    }  # fmt: skip
