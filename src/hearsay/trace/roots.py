"""What each claim goes back to, and which of these origins are one.

In: the claims of one proposition with their documents, voices, copies and custody. Out: `Lead`s merged into groups.
A lead is the innermost voice or paper of a chain that is neither the publisher nor a news agency passing words on;
a text that names none is itself the lead. Leads of one voice, one institution, or one text that was copied are merged.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.model import Access, Claim, Copy, Custody, Document, Hop, Record, Voice
from hearsay.text.names import name_key

from .credits import agency_key, agency_name, is_agency
from .saying import part_of_name

TRAVELS = 0.5
"""An edge at least this likely carries a claim's origin along."""
PRINTED = 0.95
"""Weight of a credit line that covers the whole text."""
OWN: tuple[Access, ...] = ("witness", "document")
"""Ways of knowing that need nobody else."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What one claim goes back to."""

    key: str
    name: str
    kind: str
    """named | unnamed | document | inferred."""
    claim: str
    document: str
    voice: str = ""
    """Voice id; empty for a text without a voice."""
    own: bool = False
    """Whether the holder saw it or holds the paper."""
    through: frozenset[str] = frozenset()
    """Keys of the voices that stand outside it in the chain."""
    joined: str = ""
    """Why it was merged with what it now bears the key of."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that bears on one proposition, sorted."""

    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]
    voices: Mapping[str, Voice]
    copies: tuple[Copy, ...]
    custody: tuple[Custody, ...]
    institutions: Mapping[str, str]
    """Canonical key -> key of what it belongs to, as declared."""

    @classmethod
    def of(cls, records: Sequence[Record], institutions: Mapping[str, str]) -> "Bundle":
        """The bundle of a group's records."""
        ordered = sorted(records, key=lambda record: record.id)
        return cls(
            tuple(r for r in ordered if isinstance(r, Claim)),
            {r.sha256: r for r in ordered if isinstance(r, Document)},
            {r.id: r for r in ordered if isinstance(r, Voice)},
            tuple(r for r in ordered if isinstance(r, Copy) and r.probability >= TRAVELS),
            tuple(r for r in ordered if isinstance(r, Custody)),
            institutions,
        )

    def called(self, sha256: str) -> str:
        """How a document is spoken of."""
        document = self.documents.get(sha256)
        return (document.outlet or document.title or document.path if document else "") or sha256[:12]


def leads(bundle: Bundle) -> list[Lead]:
    """One lead for each claim, merged along copies."""
    return travelled([lead_of(claim, bundle) for claim in bundle.claims], bundle)


def lead_of(claim: Claim, bundle: Bundle) -> Lead:
    """What the chain of one claim ends in."""
    document = bundle.documents.get(claim.sha256)
    inner = claim.chain[1:]
    keys = [_key(hop, bundle) for hop in inner]
    known = [place for place, hop in enumerate(inner) if not _nobody(hop, bundle)] or range(len(inner))
    for place in reversed(known):
        hop, key = inner[place], keys[place]
        if key and (not _passes_on(hop, bundle, key) or hop.access in OWN):
            outer = frozenset(bundle.institutions.get(k, k) for k in keys[:place] if k and k != key)
            return _named(claim, hop, bundle, key, outer)
    if document is not None and document.kind not in {"press", "unknown", "report"}:
        own_key = name_key(document.voice or document.title) or f"text:{claim.sha256}"
        return Lead(
            own_key, document.voice or bundle.called(claim.sha256), "document", claim.id, claim.sha256, own=True
        )
    return _text(claim, keys, bundle)


def _key(hop: Hop, bundle: Bundle) -> str:
    """Key of the voice, or of the whole that it is part of."""
    voice = bundle.voices.get(hop.voice)
    whole = bundle.voices.get(voice.part_of) if voice is not None and voice.part_of else voice
    known = whole or voice
    return (known.canonical if known is not None else "") or name_key(hop.holder)


def _nobody(hop: Hop, bundle: Bundle) -> bool:
    """Whether the text shows only that somebody else speaks, and names and describes nobody."""
    voice = bundle.voices.get(hop.voice)
    return hop.mention is None and voice is not None and voice.kind == "unnamed" and not voice.mentions


def _passes_on(hop: Hop, bundle: Bundle, key: str) -> bool:
    voice = bundle.voices.get(hop.voice)
    return is_agency(key) or bool(agency_key(hop.holder)) or (voice is not None and voice.kind == "agency")


def _named(claim: Claim, hop: Hop, bundle: Bundle, key: str, outer: frozenset[str]) -> Lead:
    voice = bundle.voices.get(hop.voice)
    paper = voice is not None and voice.kind in {"document", "document_set"}
    institution = (voice.institution if voice is not None else "") or bundle.institutions.get(key, "")
    nameless = (voice is None or voice.kind == "unnamed" or ":" in key) and not institution and not paper
    kind = "document" if paper else "unnamed" if nameless else "named"
    own = hop.access == "witness" or paper
    return Lead(institution or key, hop.holder, kind, claim.id, claim.sha256, hop.voice, own, outer)


def _text(claim: Claim, keys: Sequence[str], bundle: Bundle) -> Lead:
    """A claim that no inner voice stands behind: the agency's unseen text where one is credited, else this text."""
    agency = next((key for key in reversed(keys) if is_agency(key)), "") or _agency(claim, bundle)
    if agency:
        return Lead(f"inferred:{agency}", f"unseen text of {agency_name(agency)}", "inferred", claim.id, claim.sha256)
    name = f"unnamed in {bundle.called(claim.sha256)}"
    return Lead(f"text:{claim.sha256}", name, "unnamed", claim.id, claim.sha256)


def _agency(claim: Claim, bundle: Bundle) -> str:
    for copy in sorted(bundle.copies, key=lambda copy: (-copy.probability, copy.earlier)):
        if copy.later != claim.sha256:
            continue
        if copy.target == "inferred" and claim.id in copy.claims:
            return copy.earlier.removeprefix("inferred:")
        if copy.target == "voice" and is_agency(copy.earlier) and copy.probability >= PRINTED:
            return copy.earlier
    return ""


def travelled(found: Sequence[Lead], bundle: Bundle) -> list[Lead]:
    """Leads without a name take the key of the lead they were copied with; one edge a claim, the likeliest."""
    found = _own_outlet(_one_name(found), bundle)
    beside = _by_document(found)
    found = [_own_name(lead, beside[lead.document]) for lead in found]
    by_document = _by_document(found)
    parent = {lead.key: lead.key for lead in found}
    reasons = {lead.key: lead.joined for lead in found if lead.joined}
    for lead in sorted(found, key=lambda lead: (lead.key, lead.claim)):
        giver = _giver(lead, bundle, by_document)
        if giver is None or lead.kind not in {"unnamed", "inferred"}:
            continue
        mine, theirs = _top(parent, lead.key), _top(parent, giver.key)
        if mine != theirs:
            keep, drop = sorted((mine, theirs), key=lambda key: (_rank(key, found), key))
            parent[drop] = keep
            reasons[lead.key] = f"copied with the text of {bundle.called(giver.document)}"
    return [replace(lead, key=_top(parent, lead.key), joined=reasons.get(lead.key, lead.joined)) for lead in found]


def _own_outlet(found: Sequence[Lead], bundle: Bundle) -> list[Lead]:
    """A text that speaks for itself is its outlet's: where another text names that outlet, both are one root."""
    named = {lead.key: lead for lead in found if lead.kind == "named"}
    kept = []
    for lead in found:
        document = bundle.documents.get(lead.document)
        outlet = name_key(document.outlet) if document is not None and document.outlet else ""
        same = named.get(bundle.institutions.get(outlet, outlet)) if lead.key.startswith("text:") else None
        why = "it is the text of the outlet that the others name"
        kept.append(lead if same is None else replace(lead, key=same.key, name=same.name, kind=same.kind, joined=why))
    return kept


def _by_document(found: Sequence[Lead]) -> dict[str, list[Lead]]:
    rows: dict[str, list[Lead]] = defaultdict(list)
    for lead in found:
        rows[lead.document].append(lead)
    return rows


def _one_name(found: Sequence[Lead]) -> list[Lead]:
    """Named leads under the longest name of which theirs is a part, if there is but one."""
    keys = sorted({lead.key for lead in found if lead.kind == "named"})
    longer = {key: [other for other in keys if len(other) > len(key) and part_of_name(key, other)] for key in keys}
    alone = {key: others[0] for key, others in longer.items() if len(others) == 1}
    return [
        replace(lead, key=alone[lead.key], joined=f"{lead.name} is taken for the same voice")
        if lead.kind == "named" and lead.key in alone
        else lead
        for lead in found
    ]


def _own_name(lead: Lead, beside: Sequence[Lead]) -> Lead:
    """What a text says once without a name and once with one has the named origin."""
    if lead.voice or lead.kind not in {"unnamed", "inferred"}:
        return lead
    named = sorted((other for other in beside if other.voice and other.kind in {"named", "document"}), key=_place)
    if not named:
        return lead
    best = named[0]
    return replace(
        lead, key=best.key, name=best.name, kind=best.kind, voice=best.voice, joined="the same text names it"
    )


def _place(lead: Lead) -> tuple[str, str]:
    return lead.key, lead.claim


def _giver(lead: Lead, bundle: Bundle, by_document: Mapping[str, Sequence[Lead]]) -> Lead | None:
    edges = [
        copy
        for copy in bundle.copies
        if copy.target == "document"
        and copy.later == lead.document
        and copy.earlier in by_document
        and lead.claim in copy.claims
    ]
    if not edges:
        return None
    edge = min(edges, key=lambda copy: (-copy.probability, copy.earlier))
    return min(by_document[edge.earlier], key=lambda other: (*_distance(lead, other), other.key, other.claim))


def _distance(lead: Lead, other: Lead) -> tuple[bool, bool]:
    return name_key(lead.name) != name_key(other.name), lead.kind != other.kind


def _rank(key: str, found: Sequence[Lead]) -> int:
    """Named before papers before agencies' texts before the unnamed: the merged root bears the best name."""
    order = ("named", "document", "inferred", "unnamed")
    return min(order.index(lead.kind) for lead in found if lead.key == key)


def _top(parent: Mapping[str, str], key: str) -> str:
    while parent[key] != key:
        key = parent[key]
    return key


def hands(bundle: Bundle) -> dict[str, frozenset[str]]:
    """Keys of the hands that each paper, by Voice id, passed through."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in bundle.custody:
        if row.hand:
            found[row.about].add(name_key(row.hand))
    return {about: frozenset(keys) for about, keys in found.items()}


def circles(bundle: Bundle) -> list[tuple[str, str]]:
    """Pairs of documents of which each cites the other's outlet for this proposition, sorted."""
    outlets = {name_key(d.outlet): sha for sha, d in sorted(bundle.documents.items()) if d.outlet}
    cited = {(claim.sha256, sha) for claim in bundle.claims for sha in _cited(claim, bundle, outlets)}
    return sorted((a, b) for a, b in cited if a < b and (b, a) in cited)


def _cited(claim: Claim, bundle: Bundle, outlets: Mapping[str, str]) -> Iterator[str]:
    for hop in claim.chain[1:]:
        for key in (_key(hop, bundle), name_key(hop.holder)):
            if key in outlets and outlets[key] != claim.sha256:
                yield outlets[key]
