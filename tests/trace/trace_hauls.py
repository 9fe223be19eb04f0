"""Three small hauls written for the tests, with what a careful reader knows of them, and the way from text to lineage.

In: a `Haul`. Out: its `Lineage`. Claims are named by document and a piece of their text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from hearsay.claims import Extract
from hearsay.ingest import Describe, Read
from hearsay.model import (
    Claim,
    Copy,
    Custody,
    Document,
    Drift,
    File,
    Found,
    Origin,
    Page,
    Pair,
    Passage,
    Proposition,
    Record,
    Relation,
    Summary,
    Voice,
)
from hearsay.ports import Group
from hearsay.settings import DeclaredDocument, IngestSettings, TraceSettings
from hearsay.text.places import EMPTY
from hearsay.trace import Align, Candidates, Count, Credit, Follow, Frequencies, Oppose, Propose

Said = tuple[str, str]
"""Name of a text and a piece of a claim in it."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a haul."""

    outlet: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Haul:
    """Texts with the truth about them."""

    texts: Mapping[str, Text]
    copies: frozenset[tuple[str, str]]
    """Later and earlier text; all other pairs of texts have no edge, except those in `either`."""
    either: frozenset[tuple[str, str]] = frozenset()
    """Pairs of which nobody could say: siblings of one unseen text, copies of a copy."""
    same: tuple[tuple[Said, Said], ...] = ()
    apart: tuple[tuple[Said, Said], ...] = ()
    origins: tuple[tuple[Said, int, int, str], ...] = ()
    """A claim: least and most origins that a reader would accept as true, and the verdict."""
    opposed: tuple[tuple[Said, Said], ...] = ()
    drifts: tuple[tuple[str, str, str], ...] = ()
    """Later text, earlier text, what changed."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """What the stage found."""

    names: Mapping[str, str]
    claims: Sequence[Claim]
    copies: Sequence[Copy]
    propositions: Sequence[Proposition]
    origins: Mapping[str, Origin]
    drifts: Sequence[Drift]
    relations: Sequence[Relation]
    rows: Sequence[Record] = field(repr=False)

    def of(self, said: Said) -> list[Proposition]:
        """Propositions of the claims that hold a piece of text, those with most of it first."""
        held = [c for c in self.claims if self.names[c.sha256] == said[0] and said[1] in c.text]
        keys = [c.id for c in sorted(held, key=lambda c: (c.frame == "headline", len(c.text), c.start))]
        return [p for key in keys for p in self.propositions if key in p.claims]

    def edges(self) -> set[tuple[str, str]]:
        """Later and earlier text of each edge that is likelier than not."""
        kept = [c for c in self.copies if c.target == "document" and c.probability >= 0.5]
        return {(self.names[c.later], self.names[c.earlier]) for c in kept}


def lineage(haul: Haul, folder: Path) -> Lineage:
    """The haul, read as a case reads it."""
    table: dict[str, list[Record]] = {}
    names: dict[str, str] = {}
    for name, text in haul.texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text.text, encoding="utf-8")
        rows = _read(name, path, text)
        sha = next(row.sha256 for row in rows if isinstance(row, File))
        table[sha], names[sha] = rows, name
    return traced(table, names)


def _read(name: str, path: Path, text: Text) -> list[Record]:
    seen = Found(path=path.name, stamp=name, location=str(path))
    rows: list[Record] = list(Read(IngestSettings(sandbox="off"))(Group(seen.id, (seen,))))
    declared = DeclaredDocument(path=path.name, outlet=text.outlet, published=date.fromisoformat(text.day))
    rows += Describe((declared,), ())(Group(name, tuple(_ordered(rows))))
    return _ordered([*rows, *Extract((), EMPTY)(Group(name, tuple(_ordered(rows))))])


def _ordered(rows: Sequence[Record]) -> list[Record]:
    return [row for _, row in sorted({row.id: row for row in rows}.items())]


def traced(table: Mapping[str, list[Record]], names: Mapping[str, str]) -> Lineage:
    """All steps of the stage over documents by sha256, as the recipe runs them."""
    settings = TraceSettings()
    groups = {sha: Group(sha, tuple(rows)) for sha, rows in sorted(table.items())}
    copies = _copies(groups, settings)
    propose = Propose()
    propositions = [
        p for p in propose.join({s: propose.part(g) for s, g in groups.items()}) if isinstance(p, Proposition)
    ]
    everything = [row for rows in table.values() for row in rows]
    origins = [row for p in propositions for row in Count(())(_about(p, everything, copies))]
    drifts = [row for group in _followed(groups, copies, propositions) for row in Follow()(group)]
    oppose = Oppose()
    carried = {sha: Group(sha, (*group.records, *propositions, *_taken(sha, copies))) for sha, group in groups.items()}
    relations = oppose.join({sha: oppose.part(group) for sha, group in carried.items()})
    return Lineage(
        names,
        [row for row in everything if isinstance(row, Claim)],
        copies,
        propositions,
        {row.proposition: row for row in origins if isinstance(row, Origin)},
        [row for row in drifts if isinstance(row, Drift)],
        [row for row in relations if isinstance(row, Relation)],
        everything,
    )


def _taken(sha: str, copies: Sequence[Copy]) -> list[Copy]:
    return [copy for copy in copies if copy.later == sha]


def _copies(groups: Mapping[str, Group], settings: TraceSettings) -> list[Copy]:
    frequencies = Frequencies(settings)
    (common,) = frequencies.join({sha: frequencies.part(group) for sha, group in groups.items()})
    assert isinstance(common, Summary)
    candidates, align = Candidates(settings, common), Align(settings, common)
    found: list[Record] = [copy for group in groups.values() for copy in Credit(())(group)]
    for pair in candidates.join({sha: candidates.part(group) for sha, group in groups.items()}):
        assert isinstance(pair, Pair)
        found += align(Group("pair", (pair, *groups[pair.first].records, *groups[pair.second].records)))
    return [row for row in _ordered(found) if isinstance(row, Copy)]


def _about(proposition: Proposition, rows: Sequence[Record], copies: Sequence[Copy]) -> Group:
    homes = set(proposition.documents)
    own: list[Record] = [row for row in rows if isinstance(row, Document | Claim) and row.sha256 in homes]
    own += [row for row in rows if isinstance(row, Voice) and row.scope in homes]
    own += [row for row in rows if isinstance(row, Custody | Relation)]
    own += [copy for copy in copies if copy.later in homes or copy.earlier in homes]
    return Group(proposition.id, (proposition, *_ordered(own)))


def _followed(groups: Mapping[str, Group], copies: Sequence[Copy], found: Sequence[Proposition]) -> list[Group]:
    made = list(groups.values())
    for copy in copies:
        if copy.target == "document":
            both = [p for p in found if {copy.later, copy.earlier} <= set(p.documents)]
            kinds = (Document, Claim, Voice, Page, Passage)
            texts = [r for s in (copy.later, copy.earlier) for r in groups[s].records if isinstance(r, kinds)]
            made.append(Group(f"{copy.later}|{copy.earlier}", (copy, *texts, *both)))
    return made


def faults(haul: Haul, found: Lineage) -> list[str]:
    """All that differs from what is known of the haul, one line each."""
    return [*_edge_faults(haul, found), *_claim_faults(haul, found), *_other_faults(haul, found)]


def _edge_faults(haul: Haul, found: Lineage) -> list[str]:
    edges = found.edges()
    allowed = haul.copies | haul.either | {(b, a) for a, b in haul.either}
    lost = [f"edge {a} from {b} is not found" for a, b in sorted(haul.copies - edges)]
    return lost + [f"edge {a} from {b} is wrong" for a, b in sorted(edges - allowed)]


def _claim_faults(haul: Haul, found: Lineage) -> list[str]:
    said = []
    for kind, pairs in (("same", haul.same), ("apart", haul.apart)):
        for one, other in pairs:
            mine, theirs = ({p.id for p in found.of(side)} for side in (one, other))
            if not mine or not theirs:
                said.append(f"{kind}: no claim {one if not mine else other}")
            elif bool(mine & theirs) != (kind == "same"):
                said.append(f"{kind}: {one} | {other}")
    for at, least, most, verdict in haul.origins:
        counts = [found.origins[p.id] for p in found.of(at)[:1]]
        if not counts:
            said.append(f"origins: no claim {at}")
        for origin in counts:
            if not (origin.at_least <= least and most <= origin.at_most) or origin.verdict != verdict:
                roots = [root.name for root in origin.roots]
                said.append(f"origins of {at}: {origin.at_least}-{origin.at_most} {origin.verdict} {roots}")
    return said


def _other_faults(haul: Haul, found: Lineage) -> list[str]:
    seen = {(found.names[d.later], found.names[d.earlier], d.what) for d in _by_text(found)}
    said = [f"drift {row} is not found" for row in haul.drifts if row not in seen]
    home = {claim: p.id for p in found.propositions for claim in p.claims}
    met = {frozenset({home[r.source], home[r.target]}) for r in found.relations if r.kind == "contradicts"}
    known = [({p.id for p in found.of(one)}, {p.id for p in found.of(other)}) for one, other in haul.opposed]
    for wanted, (mine, theirs) in zip(haul.opposed, known, strict=True):
        if not any(frozenset({a, b}) in met for a in mine for b in theirs):
            said.append(f"opposed: {wanted} is not found")
    wrong = [
        pair
        for pair in sorted(met, key=sorted)
        if not any(pair <= (mine | theirs) and pair & mine and pair & theirs for mine, theirs in known)
    ]
    return said + [f"opposed: {[p.text for p in found.propositions if p.id in pair]} is wrong" for pair in wrong]


def _by_text(found: Lineage) -> list[Drift]:
    home = {claim.id: claim.sha256 for claim in found.claims}
    return [
        Drift(later=home[d.later], earlier=home[d.earlier], what=d.what, before=d.before, after=d.after)
        for d in found.drifts
    ]
