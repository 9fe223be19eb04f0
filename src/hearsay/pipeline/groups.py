"""Which records each step sees together.

In: the shelf of a case. Out: groups that load themselves only when their step must run.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from hearsay.ingest import FIELD, Amend, Read
from hearsay.model import Copy, Custody, Document, File, Pair, Proposition, Relation, Ruling, Signal, Voice
from hearsay.settings import Question
from hearsay.store import Lazy, Ref, Shelf, Store
from hearsay.text.names import name_key

from .writings import large

REFOUND = "person.refound"
"""The step under which rulings are kept that were found again."""

_WRITING = ("document", "page", "passage")


def translated_pairs(shelf: Shelf) -> list[Pair]:
    """A pair for each translation with its original: no search need find it."""
    huge = large(shelf)
    documents = [d for d in shelf.records(Document) if d.translates and not {d.sha256, d.translates} & huge.keys()]
    sides = sorted({tuple(sorted((d.sha256, d.translates))) for d in documents if d.translates != d.sha256})
    return [Pair(first=first, second=second) for first, second in sides]


def pairs(shelf: Shelf) -> Iterator[Lazy]:
    """For each candidate pair: the pair and all of both documents."""
    for ref, pair in zip(shelf.refs("pair"), shelf.records(Pair), strict=True):
        both = (pair.first, pair.second)
        kinds = (*_WRITING, "translation", "voice", "claim")
        refs = [r for home in both for kind in kinds for r in shelf.refs(kind, home)]
        yield shelf.group("|".join(both), [ref, *refs])


def carried(shelf: Shelf) -> Iterator[Lazy]:
    """Each document with what it says, the propositions that it carries, and the copies that it took."""
    shared, took = _propositions_by_document(shelf), _by_later(shelf)
    for home in shelf.homes("document"):
        yield shelf.group(home, [*_said(shelf, home), *shared.get(home, []), *took.get(home, [])])


def propositions(shelf: Shelf, *kinds: str) -> Iterator[Lazy]:
    """For each proposition: itself, its claims, their documents and voices, copies of these documents.

    With `kinds`: what of them is filed under the proposition or one of its claims, the ratings of its voices, and the
    claims that bear on its own, with their voices where they stand in other documents.
    """
    copies = _copies(shelf)
    rivals = _rivals(shelf) if kinds else {}
    bearing = _bearing(shelf) if kinds else {}
    keys = _keys(shelf) if kinds else {}
    for ref, proposition in zip(shelf.refs("proposition"), shelf.records(Proposition), strict=True):
        members = set(proposition.claims)
        members |= {source for claim in proposition.claims for source in bearing.get(claim, ())}
        refs = [ref, *_edges(copies, proposition.documents)]
        for home in proposition.documents:
            refs += [r for r in shelf.refs("claim", home) if r.record in members]
            refs += [r for kind in ("document", "voice", "custody", "relation") for r in shelf.refs(kind, home)]
            refs += [r for key in keys.get(home, ()) for r in shelf.refs("rating", key)]
        refs += [r for claim in proposition.claims for r in rivals.get(claim, ())]
        refs += [r for kind in kinds for home in (proposition.id, *proposition.claims) for r in shelf.refs(kind, home)]
        yield shelf.group(proposition.id, refs)


def drifts(shelf: Shelf) -> Iterator[Lazy]:
    """Each document by itself, and each pair of documents with a copy between them, with both texts."""
    shared = _propositions_by_document(shelf)
    for home in shelf.homes("document"):
        yield shelf.group(home, [*_said(shelf, home), *shared.get(home, [])])
    for ref, copy in zip(shelf.refs("copy"), shelf.records(Copy), strict=True):
        if copy.target == "document":
            common = {r.record for r in shared.get(copy.earlier, [])}
            both = [r for r in shared.get(copy.later, []) if r.record in common]
            texts = [
                r for home in (copy.later, copy.earlier) for kind in ("page", "passage") for r in shelf.refs(kind, home)
            ]
            refs = [ref, *_said(shelf, copy.later), *_said(shelf, copy.earlier), *texts, *both]
            yield shelf.group(f"{copy.later}|{copy.earlier}", refs)


def claims(shelf: Shelf) -> Iterator[Lazy]:
    """Each claim with its document, the voices of the document, and the hands it passed through."""
    for home in shelf.homes("claim"):
        around = [r for kind in ("document", "voice", "custody") for r in shelf.refs(kind, home)]
        for ref in shelf.refs("claim", home):
            yield shelf.group(ref.record, [ref, *around])


def voices(shelf: Shelf) -> Iterator[Lazy]:
    """Each voice of the case under its canonical key, with the claims that bear on it."""
    by_key: dict[str, list[Ref]] = defaultdict(list)
    key_of: dict[str, str] = {}
    for ref, voice in zip(shelf.refs("voice"), shelf.records(Voice), strict=True):
        by_key[voice.canonical].append(ref)
        key_of[voice.id] = voice.canonical
    claim_of = {ref.record: ref for ref in shelf.refs("claim")}
    for ref, relation in zip(shelf.refs("relation"), shelf.records(Relation), strict=True):
        if relation.target in key_of and relation.source in claim_of:
            by_key[key_of[relation.target]] += [ref, claim_of[relation.source]]
    for key in sorted(by_key):
        yield shelf.group(key, by_key[key])


def papers(shelf: Shelf) -> Iterator[Lazy]:
    """Each paper that speaks, once, under its canonical key: the texts of it in the haul and the mentions of it elsewhere.

    A text that speaks under a name which no voice bears stands alone, under its sha256.
    """
    bearing, hands, signals = _told_of(shelf), _hands_of_voices(shelf), _signals(shelf)
    found: dict[str, list[Ref]] = defaultdict(list)
    declared: dict[str, list[Ref]] = defaultdict(list)
    known: dict[tuple[str, str], str] = {}
    for ref, voice in zip(shelf.refs("voice"), shelf.records(Voice), strict=True):
        if voice.kind == "document":
            known[voice.scope, name_key(voice.name)] = voice.canonical
            own = [r for c in shelf.refs("claim", voice.scope) for r in bearing.get(c.record, ())]
            mention = [ref, *hands.get(voice.scope, ()), *bearing.get(voice.id, ()), *own]
            (declared if voice.scope == "case" else found)[voice.canonical] += mention
    for ref, document in zip(shelf.refs("document"), shelf.records(Document), strict=True):
        if document.voice:
            name = name_key(document.voice)
            key = known.get(("case", name)) or known.get((document.sha256, name)) or document.sha256
            found[key] += [ref, *shelf.refs("custody", document.sha256), *signals.get(document.id, ())]
    for key in sorted(found):
        yield shelf.group(key, [*found[key], *declared.get(key, ()), *shelf.refs("rating")])


def _hands_of_voices(shelf: Shelf) -> Mapping[str, list[Ref]]:
    """For each text, the hands of papers that it only speaks of; those of its own file are not among them."""
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref, custody in zip(shelf.refs("custody"), shelf.records(Custody), strict=True):
        if not custody.about.startswith("file:"):
            found[ref.home].append(ref)
    return found


def _signals(shelf: Shelf) -> Mapping[str, list[Ref]]:
    """Signals by what they are about, wherever they were found."""
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref, signal in zip(shelf.refs("signal"), shelf.records(Signal), strict=True):
        found[signal.about].append(ref)
    return found


def _told_of(shelf: Shelf) -> Mapping[str, list[Ref]]:
    """For each record, the relations that bear on it with the claims at their ends."""
    found: dict[str, list[Ref]] = defaultdict(list)
    claim_of = {ref.record: ref for ref in shelf.refs("claim")}
    for ref, relation in zip(shelf.refs("relation"), shelf.records(Relation), strict=True):
        ends = [claim_of[end] for end in (relation.source, relation.target) if end in claim_of]
        found[relation.target] += [ref, *ends]
    return found


def question(shelf: Shelf, asked: Question) -> Lazy:
    """What the evidence of a question is quoted from, with the origins and copies that make rows dependent."""
    wanted = {row.path for row in asked.evidence}
    homes = sorted({f.sha256 for f in shelf.records(File) if f.path in wanted})
    refs = [r for home in homes for kind in ("document", "claim", "voice", "file") for r in shelf.refs(kind, home)]
    refs += _pages(shelf, homes)
    touching = [
        (r, p)
        for r, p in zip(shelf.refs("proposition"), shelf.records(Proposition), strict=True)
        if set(p.documents) & set(homes)
    ]
    refs += [ref for ref, _ in touching]
    refs += [r for _, p in touching for r in shelf.refs("origin", p.id)]
    refs += _edges(_copies(shelf), homes)
    return shelf.group(asked.question, refs)


def typed(shelf: Shelf, store: Store) -> Iterator[Lazy]:
    """For each content with places that people typed in: its pages as they were read, the places and the entries."""
    entered = {
        ref: ruling.about
        for ref, ruling in zip(shelf.refs("ruling"), shelf.records(Ruling), strict=True)
        if ruling.decision == "edit" and ruling.field == FIELD
    }
    about = set(entered.values())
    waiting = [*store.given(Read.name, "untranscribed"), *store.given(REFOUND, "untranscribed")] if about else []
    places = {ref.record: ref.home for ref in waiting if ref.record in about}
    for home in sorted(set(places.values())):
        kinds = ("untranscribed", "page", "passage")
        refs = [ref for kind in kinds for ref in store.walk(kind, home, without=Amend.name)]
        yield shelf.group(home, refs + [ref for ref, place in entered.items() if places.get(place) == home])


def everything(shelf: Shelf, kinds: Iterable[str]) -> Lazy:
    """All records of `kinds`, for the dossier; of a text that is too large no page but the first."""
    wanted = set(kinds)
    refs = [ref for kind in wanted - {"page"} for ref in shelf.refs(kind)]
    return shelf.group("dossier", refs + (_pages(shelf, shelf.homes("page")) if "page" in wanted else []))


def _pages(shelf: Shelf, homes: Iterable[str]) -> list[Ref]:
    """The pages of contents; of a text that is too large the first one."""
    huge = large(shelf)
    refs = (ref for home in homes for ref in shelf.refs("page", home))
    return [ref for ref in refs if ref.home not in huge or ref.record == huge[ref.home].first]


def _copies(shelf: Shelf) -> Mapping[str, list[Ref]]:
    """Copies by each document they touch."""
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref, copy in zip(shelf.refs("copy"), shelf.records(Copy), strict=True):
        found[copy.later].append(ref)
        if copy.target == "document":
            found[copy.earlier].append(ref)
    return found


def _by_later(shelf: Shelf) -> Mapping[str, list[Ref]]:
    """Copies from another document by the document that took."""
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref, copy in zip(shelf.refs("copy"), shelf.records(Copy), strict=True):
        if copy.target == "document":
            found[copy.later].append(ref)
    return found


def _rivals(shelf: Shelf) -> Mapping[str, list[Ref]]:
    """For each claim that a rival contradicts: the relation, the rival claim, and the voices of its document."""
    found: dict[str, list[Ref]] = defaultdict(list)
    wanted = [
        (ref, relation)
        for ref, relation in zip(shelf.refs("relation"), shelf.records(Relation), strict=True)
        if relation.kind == "contradicts"
    ]
    if not wanted:
        return found
    claim_of = {ref.record: ref for ref in shelf.refs("claim")}
    home_of = {r.record: home for home in shelf.homes("claim") for r in shelf.refs("claim", home)}
    for ref, relation in wanted:
        if relation.source in claim_of:
            spoken = shelf.refs("voice", home_of[relation.source])
            found[relation.target] += [ref, claim_of[relation.source], *spoken]
    return found


def _bearing(shelf: Shelf) -> dict[str, list[str]]:
    """For each record, the claims that bear on it."""
    found: dict[str, list[str]] = defaultdict(list)
    for relation in shelf.records(Relation):
        found[relation.target].append(relation.source)
    return found


def _keys(shelf: Shelf) -> dict[str, list[str]]:
    """For each document, the canonical keys of its voices."""
    found: dict[str, set[str]] = defaultdict(set)
    for voice in shelf.records(Voice):
        found[voice.scope].add(voice.canonical)
    return {home: sorted(keys) for home, keys in found.items()}


def _edges(copies: Mapping[str, list[Ref]], homes: Iterable[str]) -> list[Ref]:
    return [ref for home in homes for ref in copies.get(home, ())]


def _said(shelf: Shelf, home: str) -> list[Ref]:
    return [r for kind in ("document", "claim", "voice") for r in shelf.refs(kind, home)]


def _propositions_by_document(shelf: Shelf) -> Mapping[str, list[Ref]]:
    found: dict[str, list[Ref]] = defaultdict(list)
    for ref, proposition in zip(shelf.refs("proposition"), shelf.records(Proposition), strict=True):
        for home in proposition.documents:
            found[home].append(ref)
    return found
