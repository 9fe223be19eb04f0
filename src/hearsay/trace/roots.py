"""What each claim goes back to, and which of these origins are one.

In: the claims of one proposition with their documents, voices, copies and custody. Out: `Lead`s merged into groups.
A lead is the innermost voice or paper of a chain that is neither the publisher nor a news agency passing words on;
a text that names none is itself the lead. Leads of one voice, one institution, or one text that was copied are merged.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.model import Access, Claim, Copy, Custody, Document, Hop, Record, Voice
from hearsay.text.names import actors, name_key, same_name

from .credits import agency_key, agency_name, is_agency
from .saying import part_of_name
from .wordlists import has

TRAVELS = 0.5
"""An edge at least this likely carries a claim's origin along."""
SURE = 0.9
"""An edge at least this likely carries it along even where the later text names another speaker for the same words."""
COVERED = 0.6
"""Share of a claim that must lie in the copied stretches for that."""
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
    if inner and beyond(claim, keys[-1], bundle):
        why = f"it stands in a block under {inner[-1].holder}, past the end of what was taken from there"
        return replace(_text(claim, (), bundle), joined=why)
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


def beyond(claim: Claim, key: str, bundle: Bundle) -> bool:
    """Whether a claim of an unmarked block stands past the last stretch taken from the text of the block's speaker.

    Where that text is in the haul, its last copied stretch is the surest end of the block: what follows is not shown to
    be the speaker's, so it does not go back to that speaker.
    """
    hop = claim.chain[-1]
    inside = hop.mention is not None and hop.mention.page == claim.page and hop.mention.start >= claim.start
    if claim.frame != "block_quote" or inside:
        return False
    for copy in bundle.copies:
        ends = [span.later.end for span in copy.spans if span.later.page == claim.page]
        sure = copy.later == claim.sha256 and copy.target == "document" and copy.probability >= SURE
        if sure and name_key(copy.name) == key and ends and claim.start >= max(ends):
            return True
    return False


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
    found = _own_outlet(_one_name(_described(found, bundle)), bundle)
    beside = _by_document(found)
    found = [_own_name(lead, beside[lead.document]) for lead in found]
    by_document = _by_document(found)
    parent = {lead.key: lead.key for lead in found}
    reasons = {lead.key: lead.joined for lead in found if lead.joined}
    for lead in sorted(found, key=lambda lead: (lead.key, lead.claim)):
        giver, why = _giver(lead, bundle, by_document), ""
        if giver is not None and lead.kind in {"unnamed", "inferred"}:
            why = f"copied with the text of {bundle.called(giver.document)}"
        elif giver is not None and lead.kind == giver.kind == "named" and _same_words(lead, giver, bundle):
            why = f"its words are those of {bundle.called(giver.document)}, where {giver.name} says them"
        elif lead.kind == "named" and not lead.own:
            giver = _relayed(lead, found)
            why = f"{bundle.called(giver.document)} says that {lead.name} had it from {giver.name}" if giver else ""
        if giver is None or not why:
            continue
        mine, theirs = _top(parent, lead.key), _top(parent, giver.key)
        if mine != theirs:
            keep, drop = sorted((mine, theirs), key=lambda key: (_rank(key, found), key != theirs, key))
            parent[drop] = keep
            reasons[lead.key] = why
    return [replace(lead, key=_top(parent, lead.key), joined=reasons.get(lead.key, lead.joined)) for lead in found]


def _described(found: Sequence[Lead], bundle: Bundle) -> list[Lead]:
    """Leads in which "a monitoring group" is the monitor that the same text names, if it names but one."""
    monitors: dict[str, dict[str, str]] = defaultdict(dict)
    for voice in sorted(bundle.voices.values(), key=lambda voice: voice.name):
        if voice.kind != "unnamed" and any(a.kind == "monitor" for a in actors(voice.name, 0, len(voice.name))):
            monitors[voice.scope][voice.institution or voice.canonical] = voice.name
    kept = []
    for lead in found:
        known = monitors[lead.document]
        if lead.kind == "unnamed" and lead.voice and len(known) == 1 and has(lead.name, "monitors"):
            key, name = next(iter(known.items()))
            why = f"{lead.name} is taken for {name}, whom the same text names"
            kept.append(replace(lead, key=key, name=name, kind="named", joined=why))
        else:
            kept.append(lead)
    return kept


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
    """Named leads under the longest name of which theirs is a part, or the first that sounds alike in another script."""
    keys = sorted({lead.key for lead in found if lead.kind == "named"})
    longer = {
        key: [o for o in keys if (len(o) > len(key) and part_of_name(key, o)) or (o < key and _sounds_alike(key, o))]
        for key in keys
    }
    alone = {key: others[0] for key, others in longer.items() if len(others) == 1}
    return [
        replace(lead, key=alone[lead.key], joined=f"{lead.name} is taken for the same voice")
        if lead.kind == "named" and lead.key in alone
        else lead
        for lead in found
    ]


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two names of two words or more, one of them not in Latin letters, are one name."""
    return one.isascii() != other.isascii() and " " in one and " " in other and same_name(one, other)


def _own_name(lead: Lead, beside: Sequence[Lead]) -> Lead:
    """What a text says once by itself and once by a voice has that voice's origin: a named one, else its only one."""
    if lead.voice or lead.kind not in {"unnamed", "inferred"}:
        return lead
    said = [other for other in beside if other.voice and (other.kind != "unnamed" or ":" in other.key)]
    named = sorted((other for other in said if other.kind in {"named", "document"}), key=_place)
    if not named and len({other.key for other in said}) != 1:
        return lead
    best = named[0] if named else min(said, key=_place)
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


def _same_words(lead: Lead, giver: Lead, bundle: Bundle) -> bool:
    """Whether the words of the claim were copied from the giver's text, so that another speaker's name is a change."""
    claim = next(claim for claim in bundle.claims if claim.id == lead.claim)
    for copy in bundle.copies:
        if (copy.later, copy.earlier) != (lead.document, giver.document) or copy.probability < SURE:
            continue
        inside = sum(
            max(0, min(claim.end, span.later.end) - max(claim.start, span.later.start))
            for span in copy.spans
            if span.later.page == claim.page
        )
        if copy.kind in {"verbatim", "quote"} and inside >= COVERED * (claim.end - claim.start):
            return True
    return False


def _relayed(lead: Lead, found: Sequence[Lead]) -> Lead | None:
    """The one voice from whom another text says this one had it; None if there are several, or each had it from the other."""
    givers = {other.key: other for other in found if lead.key in other.through and other.key != lead.key}
    mine = {key for other in found if other.key == lead.key for key in other.through}
    if len(givers) != 1 or mine & set(givers):
        return None
    return next(iter(givers.values()))


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
