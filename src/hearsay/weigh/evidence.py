"""Rows of evidence for a question: found again in the text, joined where they go back to one origin, counted once.

In: DeclaredEvidence, and the Documents, Pages, Claims, Propositions, Origins and Copies that it may concern.
Out: EvidenceGroups, each with one range of likelihood for each hypothesis. Quotes that run over two pages are not found.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hearsay.errors import CaseInvalid
from hearsay.model import Claim, Copy, Document, File, Origin, Page, Proposition
from hearsay.ports import Group
from hearsay.settings import DeclaredEvidence
from hearsay.text.normal import Folded, fold, fold_text

from .odds import Range, clamp, hull, listed, short
from .tables import number
from .words import likelihood


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One quote of one document, with what people said about it."""

    path: str
    quote: str
    given: tuple[tuple[str, Range], ...]
    """(Hypothesis, hull of what people gave), sorted; only hypotheses that somebody rated."""
    by: tuple[str, ...]
    agreed: bool
    """Whether the ranges of all people have a likelihood in common, hypothesis by hypothesis."""
    missing: str
    """Why the quote was not found; empty when it was."""
    claims: tuple[str, ...]
    """Ids of the claims that the quote overlaps."""
    keys: frozenset[str]
    """What it goes back to: rows that share a key are not independent."""


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """Rows that go back to one origin: together they count once."""

    name: str
    rows: tuple[EvidenceRow, ...]

    @property
    def given(self) -> dict[str, Range]:
        """Hypothesis -> hull over the rows, for the hypotheses that somebody rated."""
        ranges: dict[str, list[Range]] = defaultdict(list)
        for row in self.rows:
            for name, value in row.given:
                ranges[name].append(value)
        return {name: hull(values) for name, values in sorted(ranges.items())}

    @property
    def counts(self) -> bool:
        """Whether it was found in its text and somebody rated it."""
        return not self.rows[0].missing and bool(self.given)

    def row_of(self, names: Sequence[str]) -> tuple[Range, ...]:
        """A range for each hypothesis; where nobody gave one, any likelihood at all."""
        floor = number("question", "floor")
        given = self.given
        return tuple(given.get(name, (floor, 1.0 - floor)) for name in names)

    @property
    def raters(self) -> list[str]:
        """Names of those who gave the likelihoods."""
        return sorted({name for row in self.rows for name in row.by})

    @property
    def people(self) -> str:
        """Who gave the likelihoods, and whether they agree."""
        names = self.raters
        if len(names) < 2:
            return f"given by {names[0]}" if names else "given by nobody named"
        agree = all(row.agreed for row in self.rows)
        return f"given by {listed(names)}, who {'agree' if agree else 'differ: their spread is kept'}"


def groups_of(evidence: Iterable[DeclaredEvidence], names: Sequence[str], group: Group) -> list[EvidenceGroup]:
    """Rows grouped by origin, in a fixed order whatever the order of input. Rows not found stand alone.

    CaseInvalid for a likelihood that is no word and no range, or of a hypothesis that is not among `names`.
    """
    merged: dict[tuple[str, str], list[DeclaredEvidence]] = defaultdict(list)
    for declared in evidence:
        merged[declared.path, _words(declared.quote)].append(declared)
    finder = _Finder.of(group)
    rows = [_row(several, names, finder) for _, several in sorted(merged.items())]
    found = [row for row in rows if not row.missing]
    joined = _joined([row.keys for row in found])
    together = [tuple(found[k] for k in part) for part in joined] + [(row,) for row in rows if row.missing]
    named = sorted(together, key=lambda several: (several[0].quote, several[0].path))
    return [EvidenceGroup(f"evidence {k}: “{short(g[0].quote, 60)}”", g) for k, g in enumerate(named, start=1)]


@dataclass(frozen=True, slots=True)
class _Finder:
    """Where quotes stand, and what the words there go back to."""

    contents: Mapping[str, str]
    """Path -> sha256."""
    pages: Mapping[str, list[tuple[Page, Folded]]]
    claims: Mapping[str, list[Claim]]
    """Page id -> claims."""
    roots: Mapping[str, frozenset[str]]
    """Claim id -> keys of the roots of its propositions."""
    texts: Mapping[str, str]
    """sha256 -> smallest sha256 of the texts that copies connect it with."""

    @classmethod
    def of(cls, group: Group) -> "_Finder":
        pages: dict[str, list[tuple[Page, Folded]]] = defaultdict(list)
        for page in sorted(group.only(Page), key=lambda p: (p.number, p.id)):
            pages[page.sha256].append((page, fold(page.text)))
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in group.only(Claim):
            claims[claim.page].append(claim)
        contents = {file.path: file.sha256 for file in group.only(File)}
        contents |= {document.path: document.sha256 for document in group.only(Document)}
        return cls(
            contents=contents,
            pages=pages,
            claims=claims,
            roots=_roots(group.only(Proposition), group.only(Origin)),
            texts=_connected(group.only(Copy)),
        )

    def find(self, path: str, quote: str) -> tuple[str, list[Claim], str]:
        """sha256 of the text, the claims that the quote overlaps wherever it stands, and why it was not found."""
        content = self.contents.get(path, "")
        if not content:
            return "", [], f"no document at {path}"
        pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
        spans = [
            (page.id, folded.original(*hit.span()))
            for page, folded in self.pages.get(content, ())
            for hit in (pattern.finditer(folded.text) if quote else ())
        ]
        if not spans:
            return content, [], f"quote not found in {path}"
        hit_claims = {
            claim.id: claim
            for page_id, (start, end) in spans
            for claim in self.claims.get(page_id, ())
            if claim.start < end and start < claim.end
        }
        return content, [hit_claims[ident] for ident in sorted(hit_claims)], ""

    def keys(self, content: str, quote: str, claims: Sequence[Claim]) -> frozenset[str]:
        """The roots of the claims there, else the texts connected by copies; and the words, wherever they were copied to."""
        text = self.texts.get(content, content)
        roots = frozenset(f"root {key}" for claim in claims for key in self.roots.get(claim.id, ()))
        return (roots or frozenset({f"text {text}"})) | {f"words {text} {quote}"}


def _row(several: Sequence[DeclaredEvidence], names: Sequence[str], finder: _Finder) -> EvidenceRow:
    path, quote = several[0].path, _words(several[0].quote)
    content, claims, missing = finder.find(path, quote)
    ranges: dict[str, list[Range]] = defaultdict(list)
    for declared in several:
        for name, value in declared.likelihood.items():
            ranges[_known(name, names)].append(_range(value, name))
    agreed = all(max(low for low, _ in one) <= min(high for _, high in one) for one in ranges.values())
    return EvidenceRow(
        path=path,
        quote=min(" ".join(declared.quote.split()) for declared in several),
        given=tuple(sorted((name, hull(values)) for name, values in ranges.items())),
        by=tuple(sorted({declared.by for declared in several if declared.by})),
        agreed=agreed,
        missing=missing,
        claims=tuple(claim.id for claim in claims),
        keys=finder.keys(content, quote, claims),
    )


def _words(text: str) -> str:
    return " ".join(fold_text(text).split())


def _known(name: str, names: Sequence[str]) -> str:
    """The hypothesis meant by `name`, folded; CaseInvalid if there is none."""
    for known in names:
        if _words(known) == _words(name):
            return known
    raise CaseInvalid(f"no hypothesis is called {name!r}", remedy=f"use one of: {', '.join(names)}")


def _range(value: str | tuple[float, float], name: str) -> Range:
    """A word or a range of probability as a range kept off 0 and 1; CaseInvalid for anything else."""
    low, high = likelihood(value) if isinstance(value, str) else value
    if not 0.0 <= low <= high <= 1.0:
        remedy = "give two probabilities from 0 to 1, the smaller first"
        raise CaseInvalid(f"the likelihood [{low}, {high}] under {name!r} is not a range", remedy=remedy)
    floor = number("question", "floor")
    return clamp(low, floor), clamp(high, floor)


def _roots(propositions: Iterable[Proposition], origins: Iterable[Origin]) -> dict[str, frozenset[str]]:
    """Claim id -> keys of the roots it goes back to: those that name it, else all of its proposition."""
    keys: dict[str, set[str]] = defaultdict(set)
    by_proposition = {origin.proposition: origin for origin in origins}
    for origin in by_proposition.values():
        for root in origin.roots:
            for ident in root.claims:
                keys[ident].add(root.key)
    for proposition in propositions:
        roots = by_proposition[proposition.id].roots if proposition.id in by_proposition else ()
        for ident in proposition.claims:
            if ident not in keys and roots:
                keys[ident] = {root.key for root in roots}
    return {ident: frozenset(several) for ident, several in keys.items()}


def _connected(copies: Iterable[Copy]) -> dict[str, str]:
    """sha256 -> the smallest sha256 among the texts that copies connect with it, directly or through others."""
    edges = [frozenset({copy.later, copy.earlier}) for copy in copies if copy.target != "voice"]
    parts = ({node for k in part for node in edges[k]} for part in _joined(edges))
    return {node: min(nodes) for nodes in parts for node in nodes}


def _joined(keys: Sequence[frozenset[str]]) -> list[list[int]]:
    """Indices of `keys` in parts such that two that share a key, directly or through others, are in one part."""
    leader = list(range(len(keys)))

    def top(k: int) -> int:
        while leader[k] != k:
            leader[k] = leader[leader[k]]
            k = leader[k]
        return k

    first: dict[str, int] = {}
    for k, several in enumerate(keys):
        for key in sorted(several):
            leader[top(k)] = top(first.setdefault(key, k))
    parts: dict[int, list[int]] = defaultdict(list)
    for k in range(len(keys)):
        parts[top(k)].append(k)
    return list(parts.values())
