"""Which origins are one: leads of one voice, of one institution, of one text that was copied.

In: the `Lead`s of one proposition and its `Bundle`. Out: the same leads, each under the key of the root it belongs to and
with the reason. Words that were copied go back to where the copied text has them from, so a copy never adds a root.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.model import Claim, Copy
from hearsay.text.names import actors, name_key, same_name

from .roots import SURE, Bundle, Lead, lead_of
from .saying import part_of_name, stems
from .wordlists import has

COVERED = 0.6
"""Share of a claim that must lie in the copied stretches for its words to be copied ones."""
ORDER = ("named", "document", "inferred", "unnamed")
"""Kinds of lead; a merged root bears the name of the first."""


def leads(bundle: Bundle) -> list[Lead]:
    """One lead for each claim, merged along copies."""
    return travelled([lead_of(claim, bundle) for claim in bundle.claims], bundle)


def travelled(found: Sequence[Lead], bundle: Bundle) -> list[Lead]:
    """The leads under the keys of their roots; along copies one edge a claim, the likeliest."""
    found = _one_name(_described(found, bundle))
    beside = _by_document(found)
    found = _of_outlets([_own_name(lead, beside[lead.document]) for lead in found], bundle)
    by_document = _by_document(found)
    parent = {lead.key: lead.key for lead in found}
    reasons = {lead.key: lead.joined for lead in found if lead.joined}
    for lead in sorted(found, key=lambda lead: (lead.key, lead.claim)):
        giver, why = _joined(lead, found, by_document, bundle)
        if giver is None:
            continue
        mine, theirs = _top(parent, lead.key), _top(parent, giver.key)
        if mine != theirs:
            keep, drop = sorted((mine, theirs), key=lambda key: (_rank(key, found), key != theirs, key))
            parent[drop] = keep
            reasons[lead.key] = why
    return [replace(lead, key=_top(parent, lead.key), joined=reasons.get(lead.key, lead.joined)) for lead in found]


def _joined(
    lead: Lead, found: Sequence[Lead], by_document: Mapping[str, Sequence[Lead]], bundle: Bundle
) -> tuple[Lead | None, str]:
    """The lead that this one goes back to, and why; None where nothing shows that it goes back to another."""
    beside = _rendered(lead.document, by_document, bundle)
    if beside:
        giver = min(by_document[beside], key=lambda other: (*_distance(lead, other), other.key, other.claim))
        return giver, f"both it and {bundle.called(beside)} render one text, or one renders the other"
    edge = _edge(lead, bundle, by_document)
    if edge is not None:
        giver = min(by_document[edge.earlier], key=lambda other: (*_distance(lead, other), other.key, other.claim))
        text = bundle.called(giver.document)
        if lead.kind in {"unnamed", "inferred"} or (lead.kind == giver.kind == "document" and _one_paper(lead, giver)):
            return giver, f"copied with the text of {text}"
        if _same_words(lead, edge, bundle):
            return giver, f"its words are those of {text}, where {giver.name} says them"
        if edge.kind == "translation" and edge.probability >= SURE and lead.kind == giver.kind:
            return giver, f"translated from the text of {text}, where {giver.name} says it"
    relayed = _relayed(lead, found) if lead.kind == "named" and not lead.own else None
    if relayed is None:
        return None, ""
    return relayed, f"{bundle.called(relayed.document)} says that {lead.name} had it from {relayed.name}"


def _rendered(document: str, by_document: Mapping[str, Sequence[Lead]], bundle: Bundle) -> str:
    """The text that a translation renders, or the first of its other translations: one of those that say the same; empty if none."""
    original = _work(document, bundle)
    if not original or original == document:
        return ""
    if original in by_document:
        return original
    others = (other for other in sorted(by_document) if other < document and _work(other, bundle) == original)
    return next(others, "")


def _work(document: str, bundle: Bundle) -> str:
    known = bundle.documents.get(document)
    return known.translates if known is not None else ""


def _one_paper(lead: Lead, giver: Lead) -> bool:
    """Whether a paper that a copied text speaks of is the one of the text it was taken from, or that text itself."""
    return name_key(lead.name) == name_key(giver.name) or not giver.voice


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


def _of_outlets(found: Sequence[Lead], bundle: Bundle) -> list[Lead]:
    """Leads in which an outlet whose own text is among them goes back to what that text goes back to.

    Who repeats an outlet adds nobody to those whom the outlet names. Outlets that cite each other stay as they are.
    """
    texts = _outlets(found, bundle)
    by_document = _by_document(found)
    kept = []
    for lead in found:
        seen, end = {lead.document}, lead
        while end.kind == "named" and texts.get(end.key, lead.document) not in seen:
            seen.add(texts[end.key])
            name = end.name
            end = min(by_document[texts[end.key]], key=lambda o: (ORDER.index(o.kind), o.key, o.claim))
        circle = end.kind == "named" and texts.get(end.key) in seen and texts.get(end.key) != end.document
        if end is lead or circle:
            kept.append(lead)
        else:
            why = f"the text of {name} is one of these"
            kept.append(
                replace(lead, key=end.key, name=end.name, kind=end.kind, voice=end.voice, own=end.own, joined=why)
            )
    return kept


def _outlets(found: Sequence[Lead], bundle: Bundle) -> dict[str, str]:
    """Key of an outlet, or of its institution -> its document among those of the leads; the first by sha256."""
    texts: dict[str, str] = {}
    for sha in sorted({lead.document for lead in found}):
        document = bundle.documents.get(sha)
        key = name_key(document.outlet) if document is not None else ""
        if key:
            texts.setdefault(bundle.institutions.get(key, key), sha)
    return texts


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


def _edge(lead: Lead, bundle: Bundle, by_document: Mapping[str, Sequence[Lead]]) -> Copy | None:
    """The likeliest copy on which the claim travelled: in a shared stretch, or outside it in the very words."""
    edges = [
        copy
        for copy in bundle.copies
        if copy.target == "document"
        and copy.later == lead.document
        and copy.earlier in by_document
        and (lead.claim in copy.claims or _repeated(lead, by_document[copy.earlier], bundle))
    ]
    return min(edges, key=lambda copy: (-copy.probability, copy.earlier), default=None)


def _repeated(lead: Lead, theirs: Sequence[Lead], bundle: Bundle) -> bool:
    """Whether a claim of the other text has the very words of this one, as a headline that was taken along."""
    words = stems(_claim(lead, bundle).text)
    return bool(words) and any(stems(_claim(other, bundle).text) == words for other in theirs)


def _claim(lead: Lead, bundle: Bundle) -> Claim:
    return next(claim for claim in bundle.claims if claim.id == lead.claim)


def _same_words(lead: Lead, edge: Copy, bundle: Bundle) -> bool:
    """Whether the words of the claim were surely copied, so that another speaker's name is a change on the way."""
    if edge.probability < SURE or edge.kind not in {"verbatim", "quote"}:
        return False
    claim = _claim(lead, bundle)
    inside = sum(
        max(0, min(claim.end, span.later.end) - max(claim.start, span.later.start))
        for span in edge.spans
        if span.later.page == claim.page
    )
    return inside >= COVERED * (claim.end - claim.start)


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
    return min(ORDER.index(lead.kind) for lead in found if lead.key == key)


def _top(parent: Mapping[str, str], key: str) -> str:
    while parent[key] != key:
        key = parent[key]
    return key
