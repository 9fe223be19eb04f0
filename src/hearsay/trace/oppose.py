"""Rival propositions: which of them cannot both hold of one event.

In: for each document its Claims, Voices, the Propositions that it carries and the Copies that it took. Out: Relations of
kind `contradicts` between the anchors of two propositions, in both directions. Propositions are compared only where they
share rare words, or a day or a place with an act or a fate.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

from msgspec import Struct, msgpack

from hearsay.model import Claim, Copy, Document, Proposition, Record, Relation, Voice
from hearsay.ports import Group, StepKind
from hearsay.text.names import name_key

from .propose import language_of, neighbours, terms, weights
from .rivalry import Side, merged, opposed
from .saying import Saying, saying

TOOK = 0.5
"""An edge at least this likely may explain another figure as an update."""


class Row(Struct, frozen=True, array_like=True):
    """One claim of a proposition."""

    proposition: str
    anchor: str
    voice: str
    """Key of the innermost voice; empty where the text itself says it."""
    saying: Saying


class Part(Struct, frozen=True, array_like=True):
    """What one document adds."""

    rows: list[Row]
    edges: list[tuple[str, str]]
    """Later and earlier document."""


@dataclass(frozen=True, slots=True)
class Oppose:
    """Which propositions contradict each other."""

    name: ClassVar[str] = "trace.oppose"
    version: ClassVar[str] = "3"
    kind: ClassVar[StepKind] = "global"

    def part(self, group: Group) -> bytes:
        """The claims of one document with their propositions and voices, and the edges to what it took from."""
        document = next(iter(group.only(Document)), None)
        voices = {voice.id: voice for voice in group.only(Voice)}
        home = {claim: p for p in group.only(Proposition) if p.check_worthy for claim in p.claims}
        rows = [
            Row(home[c.id].id, home[c.id].anchor, _voice(c, voices), saying(c, *language_of(document)))
            for c in sorted(group.only(Claim), key=lambda claim: claim.id)
            if c.id in home
        ]
        took = [c for c in group.only(Copy) if c.target == "document" and c.probability >= TOOK]
        return msgpack.encode(Part(rows, sorted((copy.later, copy.earlier) for copy in took)))

    def join(self, parts: Mapping[str, bytes]) -> list[Record]:
        """Relations in the order of their ids."""
        read = [msgpack.decode(parts[key], type=Part) for key in sorted(parts)]
        edges = frozenset(edge for part in read for edge in part.edges)
        rows: dict[tuple[str, str], list[tuple[Saying, str]]] = defaultdict(list)
        for row in sorted((row for part in read for row in part.rows), key=lambda row: row.saying.claim):
            rows[row.proposition, row.anchor].append((row.saying, row.voice))
        sides = [side for (key, anchor), found in sorted(rows.items()) if (side := merged(key, anchor, found))]
        found = {relation.id: relation for relation in _relations(sides, edges)}
        return [found[key] for key in sorted(found)]


def _voice(claim: Claim, voices: Mapping[str, Voice]) -> str:
    """Key of the innermost voice; of one without a name its description, so that one office is one in two texts."""
    if len(claim.own_chain) < 2:
        return ""
    hop = claim.chain[-1]
    voice = voices.get(hop.voice)
    known = voice.institution or voice.canonical if voice is not None else ""
    return name_key(hop.holder) if not known or ":" in known else known


def _relations(sides: Sequence[Side], edges: frozenset[tuple[str, str]]) -> Iterator[Relation]:
    weight = weights([one for side in sides for one in side.wordings])
    found = [[term for one in side.wordings for term in (*terms(one, weight), *_grounds(one))] for side in sides]
    for one, other in neighbours(found):
        why = opposed(sides[one], sides[other], weight, edges)
        if why:
            ends = sides[one].saying.claim, sides[other].saying.claim
            for source, target in (ends, ends[::-1]):
                yield Relation(source=source, target=target, kind="contradicts", why=why)


def _grounds(one: Saying) -> Iterator[str]:
    """A day or a place together with an act or a fate: what rivals share whatever their words."""
    fate = one.figure.fate if one.figure is not None else ""
    acts = sorted({one.act if one.act != "other" else "", fate} - {""})
    for act, where in product(acts, (*one.places, *one.times)):
        yield f"={act} {where}"
