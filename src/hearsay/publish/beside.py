"""Papers beside each other as tables: translations, what they say otherwise, releases of one record.

In: a case. Out: rows of strings. They are no sentences: each names the files, and the pages where it can.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.model import Anchor, Comparison, Difference, Page, Translation, Version, in_series

from .case import Case
from .phrases import shorten

MOST = 100
"""Rows of one table; the JSON holds all."""
_WIDE = 160
"""Characters of a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A translation."""

    path: str
    original: str
    translator: str
    known: str
    """How it is known that it is one."""
    sure: int
    """Differences that no good translation has."""
    other: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What a translation surely says otherwise than its original."""

    path: str
    kind: str
    meant: str
    meant_at: str
    said: str
    said_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release of a record, with what it changed since the one before it."""

    first: bool
    path: str
    order: str
    """What its place in the order rests on; empty for the first."""
    counts: str
    """What appeared, vanished and changed; empty for the first, and where nothing could be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The three tables, each with how many rows it has more."""

    renderings: tuple[Rendering, ...]
    renderings_left_out: int
    otherwise: tuple[Otherwise, ...]
    otherwise_left_out: int
    releases: tuple[Release, ...]
    releases_left_out: int


def beside(case: Case) -> Beside:
    """The tables in order of path and place."""
    renderings, otherwise, releases = list(_renderings(case)), list(_otherwise(case)), list(_releases(case))
    return Beside(
        renderings=tuple(renderings[:MOST]),
        renderings_left_out=max(0, len(renderings) - MOST),
        otherwise=tuple(otherwise[:MOST]),
        otherwise_left_out=max(0, len(otherwise) - MOST),
        releases=tuple(releases[:MOST]),
        releases_left_out=max(0, len(releases) - MOST),
    )


def _path(case: Case, sha256: str) -> str:
    return case.paths.get(sha256, sha256[:12])


def _renderings(case: Case) -> Iterator[Rendering]:
    told = case.all(Difference).values()
    every = Counter((one.sha256, one.original) for one in told)
    sure = Counter((one.sha256, one.original) for one in told if one.sure)
    held = [one for one in case.all(Translation).values() if one.holds(case.documents.get(one.sha256))]
    for one in sorted(held, key=lambda one: (_path(case, one.sha256), one.id)):
        pair = one.sha256, one.original
        yield Rendering(
            path=_path(case, one.sha256),
            original=_path(case, one.original) if one.original else "a paper that is not in here",
            translator=case.documents[one.sha256].translator,
            known=_known(one),
            sure=sure[pair],
            other=every[pair] - sure[pair],
        )


def _known(one: Translation) -> str:
    match one.found_by:
        case "declared":
            return "declared in case.toml"
        case "typed":
            return "typed in by the translator"
        case "one paper":
            return "both languages stand in one paper"
        case "signs" if not one.original:
            return "the paper says so"
    return f"found by what they say ({one.probability:.2f}), this way round ({one.direction:.2f})"


def _otherwise(case: Case) -> Iterator[Otherwise]:
    def order(one: Difference) -> tuple[str, int, int, str]:
        return _path(case, one.sha256), _number(case, one.there), one.there.start, one.id

    for one in sorted((one for one in case.all(Difference).values() if one.sure), key=order):
        yield Otherwise(
            path=_path(case, one.sha256),
            kind=one.kind.replace("_", " ") + (f" ({one.why})" if one.why else ""),
            meant=shorten(one.meant, _WIDE),
            meant_at=_place(case, one.there),
            said=shorten(one.said, _WIDE),
            said_at=_place(case, one.here),
        )


def _number(case: Case, at: Anchor) -> int:
    page = case.get(Page, at.page)
    return page.number if page is not None else 0


def _place(case: Case, at: Anchor) -> str:
    return f"p. {_number(case, at)} [{at.start}:{at.end}]"


def _releases(case: Case) -> Iterator[Release]:
    compared = {(one.earlier, one.later): one for one in case.all(Comparison).values()}
    series = in_series(case.all(Version).values())
    for start, steps in sorted(series, key=lambda one: (_path(case, one[0]), one[0])):
        yield Release(first=True, path=_path(case, start), order="", counts="")
        for step in steps:
            found = compared.get((step.earlier, step.later))
            yield Release(
                first=False,
                path=_path(case, step.later),
                order=step.ordered_by or "nothing tells",
                counts=_counts(found) if found is not None else "",
            )


def _counts(found: Comparison) -> str:
    named = (
        (found.appeared, "appeared"),
        (found.vanished, "vanished"),
        (found.changed, "changed"),
        (found.blacked, "covered"),
        (found.uncovered, "uncovered"),
    )
    return ", ".join(f"{count} {word}" for count, word in named if count) or "nothing differs"
