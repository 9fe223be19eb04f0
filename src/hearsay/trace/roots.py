"""What each claim goes back to.

In: the claims of one proposition with their documents, voices, copies and custody. Out: a `Lead` for each claim: the
innermost voice or paper of its chain that is neither the publisher nor a news agency passing words on; a text that names
none is itself the lead.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.model import Access, Claim, Copy, Custody, Document, Hop, Record, Voice
from hearsay.text.names import name_key

from .credits import agency_key, agency_name, is_agency

TRAVELS = 0.5
"""An edge at least this likely carries a claim's origin along."""
SURE = 0.9
"""An edge at least this likely carries it along even where the later text names another speaker for the same words."""
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


def lead_of(claim: Claim, bundle: Bundle) -> Lead:
    """What the chain of one claim ends in."""
    document = bundle.documents.get(claim.sha256)
    inner = claim.own_chain[1:]
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
    rendered = _rendered(claim, bundle)
    if rendered or (document is not None and document.kind not in {"press", "unknown", "report"}):
        voiced = rendered or (document.voice or document.title if document is not None else "")
        name = rendered or (document.voice if document is not None else "") or bundle.called(claim.sha256)
        return Lead(name_key(voiced) or f"text:{claim.sha256}", name, "document", claim.id, claim.sha256, own=True)
    return _text(claim, keys, bundle)


def _rendered(claim: Claim, bundle: Bundle) -> str:
    """Name of the paper that a translation renders; empty where the claim is of no translation, or of no paper."""
    if not claim.own_chain or len(claim.own_chain) == len(claim.chain):
        return ""
    voice = bundle.voices.get(claim.own_chain[0].voice)
    return claim.own_chain[0].holder if voice is not None and voice.kind == "document" else ""


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
        name = f"unseen text of {agency_name(agency)}"
        said = claim.own_chain[1 + keys.index(agency)].voice if agency in keys else ""
        return Lead(f"inferred:{agency}", name, "inferred", claim.id, claim.sha256, said)
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
    for hop in claim.own_chain[1:]:
        for key in (_key(hop, bundle), name_key(hop.holder)):
            if key in outlets and outlets[key] != claim.sha256:
                yield outlets[key]
