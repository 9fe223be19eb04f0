"""How many independent origins a proposition has, as an interval, and why.

In: a Proposition with its Claims, their Documents, Voices, Copies, Relations and Custody. Out: one Origin.
at_most counts the merged roots; at_least counts those whose independence is shown: a named voice or a paper with access
of its own, that relays none of the others and shares no hand with them. With a named root it is at least 1; a
proposition for which nobody is named has at_least 0: no named origin counts as none.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Claim, Origin, Proposition, Record, Root, Verdict
from hearsay.ports import Group, StepKind
from hearsay.settings import DeclaredVoice
from hearsay.text.names import name_key

from .joining import leads
from .roots import Bundle, Lead, circles, hands


@dataclass(frozen=True, slots=True)
class Count:
    """The origins of one proposition."""

    voices: tuple[DeclaredVoice, ...]
    name: ClassVar[str] = "trace.count"
    version: ClassVar[str] = "7"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """One Origin; nothing without a Proposition."""
        proposition = next(iter(group.only(Proposition)), None)
        if proposition is None:
            return []
        members = set(proposition.claims)
        own = [r for r in group.records if not isinstance(r, Claim) or r.id in members]
        return [origin(proposition.id, Bundle.of(own, _institutions(self.voices)))]


def _institutions(voices: Sequence[DeclaredVoice]) -> dict[str, str]:
    return {name_key(voice.name): name_key(voice.institution) for voice in voices if voice.institution}


def origin(proposition: str, bundle: Bundle) -> Origin:
    """The count for the claims of the bundle."""
    groups: dict[str, list[Lead]] = defaultdict(list)
    for lead in leads(bundle):
        groups[lead.key].append(lead)
    shown = independent(groups, bundle)
    roots = tuple(_root(key, groups[key], bundle, independent=key in shown) for key in sorted(groups))
    named = any(root.kind in {"named", "document"} for root in roots)
    at_least, at_most = max(int(named), len(shown)), len(roots)
    documents = {claim.sha256 for claim in bundle.claims}
    return Origin(
        proposition=proposition,
        at_least=at_least,
        at_most=at_most,
        verdict=verdict(at_least, at_most, len(documents)),
        roots=roots,
        edges=tuple(sorted(copy.id for copy in bundle.copies if _bears(copy.later, copy.claims, bundle))),
        settle=settle(roots, bundle),
    )


def _bears(later: str, claims: Sequence[str], bundle: Bundle) -> bool:
    return any(claim.sha256 == later and claim.id in claims for claim in bundle.claims)


def verdict(at_least: int, at_most: int, documents: int) -> Verdict:
    """The three words of DESIGN 2.2."""
    if at_least > 1:
        return "independence shown"
    return "dependence shown" if at_most == 1 and documents > 1 else "independence not established"


def independent(groups: Mapping[str, Sequence[Lead]], bundle: Bundle) -> frozenset[str]:
    """Keys of the roots whose independence of each other is shown.

    Of a paper the writer and all hands must be known and be none of another's: two texts that speak of "a letter" may
    speak of one letter, and a wrong count of two is worse than a careful count of one.
    """
    relays = {key for rows in groups.values() for lead in rows for key in lead.through}
    held, writers = hands(bundle), {row.about for row in bundle.custody if row.act == "wrote" and row.hand}
    chosen: list[str] = []
    taken: set[str] = set()
    for key in sorted(groups):
        rows = groups[key]
        through = {hand for lead in rows for hand in held.get(lead.voice, frozenset())}
        written = any(lead.voice in writers for lead in rows)
        own = any(lead.own and (lead.kind == "named" or (lead.kind == "document" and written)) for lead in rows)
        if own and key not in relays and not through & taken:
            chosen.append(key)
            taken |= through
    return frozenset(chosen)


def _root(key: str, rows: Sequence[Lead], bundle: Bundle, *, independent: bool) -> Root:
    order = ("named", "document", "inferred", "unnamed")
    best = min(rows, key=lambda lead: (order.index(lead.kind), -len(lead.name), lead.name, lead.claim))
    return Root(
        name=best.name,
        key=key,
        kind=best.kind,
        claims=tuple(sorted({lead.claim for lead in rows})),
        documents=tuple(sorted({lead.document for lead in rows})),
        independent=independent,
        why=_why(best, rows, bundle, independent=independent),
    )


def _why(best: Lead, rows: Sequence[Lead], bundle: Bundle, *, independent: bool) -> str:
    texts = len({lead.document for lead in rows})
    told = f"{texts} texts go" if texts > 1 else "one text goes"
    parts = {
        "named": f"{told} back to this voice",
        "document": f"{told} back to this paper",
        "inferred": f"{told} back to a text that is not in the haul",
        "unnamed": f"{told} back to a voice without a name, which may be one of the others",
    }
    said = [parts[best.kind], *sorted({lead.joined for lead in rows if lead.joined})]
    said.append("it knows by itself" if any(lead.own for lead in rows) else "no text says how it knows")
    if independent:
        said.append("it relays none of the others")
    circle = [pair for pair in circles(bundle) if {lead.document for lead in rows} & set(pair)]
    if circle:
        said.append("circular: " + " and ".join(bundle.called(sha) for sha in circle[0]) + " cite each other")
    return "; ".join(said)


def settle(roots: Sequence[Root], bundle: Bundle) -> str:
    """One sentence: what would settle how many origins there are."""
    circle = circles(bundle)
    if circle:
        first, second = (bundle.called(sha) for sha in circle[0])
        return f"{first} and {second} cite each other: find which of them had it first, and from whom."
    named = [root for root in roots if root.kind in {"named", "document"}]
    nameless = [root for root in roots if root.kind in {"unnamed", "inferred"}]
    if not named:
        return f"Nobody is named for this: find out from whom {_list([root.name for root in nameless])} had it."
    if nameless:
        return f"Find out whether {_list([root.name for root in nameless])} is other than {_list([r.name for r in named])}."
    if sum(root.independent for root in roots) > 1:
        return "Settled as far as the texts go: at least two of the origins looked for themselves."
    if len(named) > 1:
        return f"Ask {_list([root.name for root in named])} how each of them knows."
    return f"A voice or a paper that does not go back to {named[0].name} and knows by itself."


def _list(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))[:4]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]
