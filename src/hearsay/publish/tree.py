"""The family tree of a proposition as a picture: texts in order of day, lines between who took from whom.

In: a Case and an Origin. Out: a Tree of plain numbers and strings, drawn by the template as SVG.
"""

from dataclasses import dataclass, replace

from hearsay.model import Copy, Origin, Proposition

from .case import Case
from .phrases import chance, inline, shorten, word

MOST = 60
"""Texts drawn; the rest is counted under the picture."""

ROW, LEFT, NODE, WIDTH = 34, 100, 172, 720
"""Pixels: height of a row, where the arcs begin, where the nodes stand, width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A text, or a source that is not in the haul."""

    y: int
    day: str
    label: str
    detail: str
    root: bool
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What one text took from another."""

    path: str
    """SVG path data."""
    credited: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A picture of WIDTH by `height` pixels."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    height: int
    left_out: int


def tree(case: Case, proposition: Proposition, origin: Origin | None) -> Tree | None:
    """The tree of a proposition; None when fewer than two documents carry it."""
    documents = sorted(set(proposition.documents), key=lambda sha256: (_day(case, sha256) or "9999", sha256))
    if len(documents) < 2:
        return None
    shown = documents[:MOST]
    inside = set(shown)
    copies = _inside(case, shown, _edges(case, inside, proposition, origin))
    roots = origin.roots if origin else ()
    named = {root.key: root.name for root in roots if len(root.documents) != 1}
    outside = sorted(({copy.earlier for copy in copies} | set(named)) - inside)
    keys = [*outside, *shown]
    rooted = {root.key for root in roots} | {root.documents[0] for root in roots if len(root.documents) == 1}
    places = {key: 26 + ROW * row for row, key in enumerate(keys)}
    names = {key: inline(named.get(key, "")) or _name(case, key, copies) for key in keys}
    nodes = tuple(
        Node(
            y=places[key],
            day=_day(case, key) or ("no day" if key in inside else ""),
            label=shorten(names[key], 44),
            detail=shorten(inline(case.paths.get(key, "")), 60) if key in inside else "named in the texts",
            root=key in rooted,
            outside=key not in inside,
        )
        for key in keys
    )
    edges = tuple(
        Edge(path=_arc(places[copy.earlier], places[copy.later]), credited=copy.credited, words=_words(copy, names))
        for copy in copies
    )
    return Tree(nodes=nodes, edges=edges, height=26 + ROW * len(keys), left_out=len(documents) - len(shown))


def _edges(case: Case, shown: set[str], proposition: Proposition, origin: Origin | None) -> list[Copy]:
    """The copies between the shown texts, and from them to a source outside.

    Those the origin rests on, if it says; else those on which no other claims travelled.
    """
    chosen = (
        origin.edges
        if origin and origin.edges
        else tuple(key for text in sorted(shown) for key in case.copies.get(text, ()))
    )
    own = set(proposition.claims)
    found = [copy for key in sorted(set(chosen)) if (copy := case.get(Copy, key))]
    return [
        copy
        for copy in found
        if copy.later in shown
        and (copy.earlier in shown or copy.target != "document")
        and (not copy.claims or own & set(copy.claims))
    ]


def _inside(case: Case, shown: list[str], copies: list[Copy]) -> list[Copy]:
    """The copies, where one that names an outlet whose text is shown leads to that text: nobody stands there twice."""
    outlets = {_name(case, sha256, copies).casefold(): sha256 for sha256 in reversed(shown)}
    found: dict[tuple[str, str], Copy] = {}
    for copy in copies:
        own = copy.earlier if copy.earlier in shown else outlets.get(_name(case, copy.earlier, copies).casefold())
        ends = copy.later, own or copy.earlier
        if ends[0] != ends[1] and (ends not in found or own == copy.earlier):
            found[ends] = replace(copy, earlier=ends[1])
    return list(found.values())


def _day(case: Case, sha256: str) -> str:
    document = case.documents.get(sha256)
    return inline(document.published) if document else ""


def _name(case: Case, key: str, copies: list[Copy]) -> str:
    """A text by its outlet, voice, title or path; a source outside by the name of its voice."""
    document = case.documents.get(key)
    if document:
        return inline(document.outlet or document.voice or document.title or document.path)
    named = min((voice.name for voice in case.voices.get(key, ())), default="")
    credited = min((copy.name for copy in copies if copy.earlier == key and copy.name), default="")
    return inline(named or credited or key)


def _arc(earlier: int, later: int) -> str:
    """A bow to the left of the nodes, the wider the further they stand apart, always inside the picture."""
    reach = NODE - min(NODE - LEFT, 18 + abs(later - earlier) // 4)
    return f"M{NODE - 7},{earlier} C{reach},{earlier} {reach},{later} {NODE - 7},{later}"


def _words(copy: Copy, names: dict[str, str]) -> str:
    credit = "credited" if copy.credited else "not credited"
    return (
        f"{names[copy.later]} took from {names[copy.earlier]}: {word('copies', copy.kind)}, {credit}, "
        f"probability {chance(copy.probability)}, direction {chance(copy.direction)}"
    )
