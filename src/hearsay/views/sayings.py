"""Rows of what was read and what is claimed.

In: a Lookup. Out: rows in a stable order: by document, page and place.
"""

from collections.abc import Iterator

from msgspec import UNSET

from hearsay.model import (
    Claim,
    Custody,
    Document,
    Failure,
    File,
    Hop,
    Page,
    Passage,
    PlaceMention,
    Quantity,
    Rating,
    Relation,
    Ruling,
    TimeMention,
    Unsure,
    Voice,
)

from .lookup import Lookup, told
from .said import (
    CandidateRow,
    ChainRow,
    ClaimRow,
    CustodyRow,
    DealRow,
    DocumentRow,
    FailureRow,
    HopRow,
    NumberRow,
    OrderRow,
    PageRow,
    PassageRow,
    PlaceRow,
    RelationRow,
    RulingRow,
    TrackRow,
    UnsureRow,
    VoiceRow,
)

_JOINS = {
    "asserts": "says", "reports": "reports", "quotes": "quotes", "shows": "shows", "orders": "orders", "claims": "claims",
    "admits": "admits", "denies": "denies", "concedes": "concedes", "asks": "asks", "affirms": "affirms",
    "infers": "infers", "presupposes": "takes for granted", "translates": "translates",
}  # fmt: skip


def documents(look: Lookup) -> Iterator[DocumentRow]:
    """What each content is, as a piece of writing."""
    for d in sorted(look.shelf.records(Document), key=lambda d: d.path):
        dated = d.stated or d.inferred
        yield DocumentRow(
            id=d.id, path=look.path(d.sha256), sha256=d.sha256, kind=d.kind, title=d.title, author=d.author,
            outlet=d.outlet, date_stated=d.stated.day if d.stated else None,
            date_inferred=d.inferred.day if d.inferred else None,
            date_evidence=dated.evidence if dated else "", languages=list(d.languages),
        )  # fmt: skip


def pages(look: Lookup) -> Iterator[PageRow]:
    """The original text of each page, so that anyone can slice a citation."""
    for p in sorted(look.shelf.records(Page), key=lambda p: (look.path(p.sha256), p.number, p.id)):
        yield PageRow(
            id=p.id, document=look.path(p.sha256), sha256=p.sha256, page=p.number, text=p.text, method=p.method,
            confidence=p.confidence,
        )  # fmt: skip


def passages(look: Lookup) -> Iterator[PassageRow]:
    """Blocks of each page."""
    rows = [(look.pages[p.page], p) for p in look.shelf.records(Passage) if p.page in look.pages]
    for page, p in sorted(rows, key=lambda r: (look.path(r[0].sha256), r[0].number, r[1].start)):
        yield PassageRow(
            id=p.id, document=look.path(page.sha256), page=page.number, start=p.start, end=p.end, kind=p.kind,
            language=p.language, direction="rtl" if p.direction == "rtl" else "ltr", text=page.text[p.start : p.end],
            level=p.level, hidden=p.hidden,
        )  # fmt: skip


def claims(look: Lookup) -> Iterator[ClaimRow]:
    """Every claim with its chain."""
    for c in _in_order(look):
        yield ClaimRow(
            id=c.id, document=look.path(c.sha256), page=look.number(c.page), start=c.start, end=c.end, text=c.text,
            kind=c.kind, chain=[hop_row(h, c.page) for h in c.chain], commitment=c.commitment, polarity=c.polarity,
            place=[_place(p) for p in c.places], time=[iso for t in c.times if (iso := _iso(t))],
            time_text=[t.text for t in c.times], numbers=[_number(q) for q in c.numbers], act=c.act,
            actors=list(c.actors), frame=c.frame, foretold=c.foretold, order=_order(c), deal=_deal(c),
            confidence=c.confidence, ruling=look.rulings.get(c.id, ""),
        )  # fmt: skip


def chains(look: Lookup) -> Iterator[ChainRow]:
    """Each claim's chain in words."""
    for c in _in_order(look):
        yield ChainRow(
            claim=c.id, document=look.path(c.sha256), text=c.text, depth=len(c.chain), words=chain_words(c),
            chain=[hop_row(h, c.page) for h in c.chain],
        )  # fmt: skip


def chain_words(claim: Claim) -> str:
    """The chain as one line, outermost holder first: `A quotes > B says`."""
    links = [f"{hop.holder} {_JOINS[hop.mode]}" for hop in claim.chain]
    return " > ".join(links)


def hop_row(hop: Hop, page: str) -> HopRow:
    """One hop; start and end only where the holder is mentioned on the claim's own page."""
    here = hop.mention if hop.mention is not None and hop.mention.page == page else None
    return HopRow(
        holder=hop.holder, cue=hop.cue_text or None, mode=hop.mode, commitment=hop.commitment,
        hedges=[h.text for h in hop.hedges], access=hop.access, voice=hop.voice,
        start=here.start if here else UNSET, end=here.end if here else UNSET,
    )  # fmt: skip


def voices(look: Lookup) -> Iterator[VoiceRow]:
    """Who speaks, with rating and track record side by side."""
    ratings = {r.voice: r for r in look.shelf.records(Rating)}
    for v in sorted(look.shelf.records(Voice), key=lambda v: (v.canonical, v.scope, v.id)):
        rating = ratings.get(v.canonical)
        record = None
        if rating is not None and rating.confirmed + rating.refuted:
            record = TrackRow(
                confirmed=rating.confirmed, refuted=rating.refuted, batches=rating.batches, mean=rating.mean,
                low=rating.low, high=rating.high,
            )  # fmt: skip
        yield VoiceRow(
            id=v.id, name=v.name, kind=v.kind, canonical=v.canonical,
            document=None if v.scope == "case" else look.path(v.scope), aliases=list(v.aliases),
            institution=v.institution, part_of=v.part_of or None, stake=v.stake,
            letter=rating.letter if rating else None, track_record=record,
        )  # fmt: skip


def relations(look: Lookup) -> Iterator[RelationRow]:
    """How one claim bears on another or on a voice."""
    for r in look.shelf.records(Relation):
        yield RelationRow(
            id=r.id, source=r.source, target=r.target, kind=r.kind, why=r.why, source_text=look.words(r.source),
            target_text=look.words(r.target),
        )  # fmt: skip


def custody(look: Lookup) -> Iterator[CustodyRow]:
    """Hands that a file or a paper passed through, in order."""
    path_of = {f.id: f.path for f in look.shelf.records(File)}
    for c in sorted(look.shelf.records(Custody), key=lambda c: (c.about, c.position, c.id)):
        yield CustodyRow(
            id=c.id, about=c.about, paper=path_of.get(c.about) or look.words(c.about), position=c.position, act=c.act,
            hand=c.hand, when=c.when, on_word_of=c.on_word_of, note=c.note,
            given_by="text" if c.anchor is not None else "case.toml",
        )  # fmt: skip


def unsure(look: Lookup) -> Iterator[UnsureRow]:
    """Where the text does not say."""
    for u in look.shelf.records(Unsure):
        page = look.pages.get(u.page)
        if page is not None:
            yield UnsureRow(
                id=u.id, document=look.path(page.sha256), page=page.number, start=u.start, end=u.end,
                text=page.text[u.start : u.end], question=u.question, choices=list(u.choices), why=u.why,
            )  # fmt: skip


def failures(look: Lookup) -> Iterator[FailureRow]:
    """What steps could not do."""
    for f in sorted(look.shelf.records(Failure), key=lambda f: (f.step, f.key)):
        yield FailureRow(id=f.id, step=f.step, key=look.path(f.key), reason=f.reason, remedy=f.remedy)


def rulings(look: Lookup) -> Iterator[RulingRow]:
    """What people decided, in order of time."""
    for r in sorted(look.shelf.records(Ruling), key=lambda r: (r.when, r.id)):
        held = look.shelf.one(r.about)
        yield RulingRow(
            id=r.id, about=r.about, by=r.by, when=r.when, decision=r.decision, note=r.note, quote=r.quote,
            said=told(held or look.shelf.last(r.about)), orphaned=held is None,
            again=sorted(c.id for c in look.claims.values() if r.quote and c.text == r.quote) if held is None else [],
        )  # fmt: skip


def _in_order(look: Lookup) -> list[Claim]:
    return sorted(look.claims.values(), key=lambda c: (look.path(c.sha256), look.number(c.page), c.start, c.end))


def _place(place: PlaceMention) -> PlaceRow:
    candidates = [
        CandidateRow(name=c.name, code=c.code, latitude=c.latitude, longitude=c.longitude, probability=c.probability)
        for c in place.candidates
    ]
    return PlaceRow(name=place.text, relation=place.relation, candidates=candidates)


def _iso(time: TimeMention) -> str:
    if not time.first or time.first == time.last:
        return time.first
    return f"{time.first}/{time.last}" if time.last else time.first


def _number(q: Quantity) -> NumberRow:
    return NumberRow(
        value=q.value, unit=q.unit, of=q.of, text=q.text, low=q.low, high=q.high, approximate=q.approximate,
        bound=q.bound, verified=q.verified,
    )  # fmt: skip


def _order(claim: Claim) -> OrderRow | None:
    o = claim.order
    if o is None:
        return None
    return OrderRow(
        issuer=o.issuer, addressee=o.addressee, act=o.act, object=o.object, origin=o.origin, destination=o.destination,
        deadline=o.deadline,
    )  # fmt: skip


def _deal(claim: Claim) -> DealRow | None:
    d = claim.deal
    return None if d is None else DealRow(parties=list(d.parties), terms=d.terms, since=d.since)
