"""The walk back: from any record down to highlighted characters on pages.

In: a Lookup and an id. Out: steps, each a sentence at a depth, with the words on the page where it has some.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from hearsay.model import (
    Anchor,
    Change,
    Check,
    Claim,
    Copy,
    Difference,
    Drift,
    Event,
    Finding,
    Hypothesis,
    Imprint,
    Judgement,
    Line,
    Match,
    NumberCheck,
    Origin,
    Page,
    Passage,
    Proposition,
    Record,
    Relation,
    Ruling,
    Signal,
    Translation,
    Unsure,
    Version,
    Voice,
)
from hearsay.views.findings import event_words
from hearsay.views.lookup import Lookup, told

_AROUND = 60
_ID = re.compile(r"[a-z]+:[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk."""

    depth: int
    text: str
    record: str = ""
    """Id of the record it speaks of."""
    place: str = ""
    """path, page and characters; empty when the step marks nothing."""
    before: str = ""
    marked: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class _Walk:
    """Where a walk stands: how deep, and what it has been through."""

    look: Lookup
    seen: set[str]
    depth: int = 0

    def says(self, text: str, record: str = "", *, under: int = 0) -> Step:
        """A step without a mark on a page."""
        return Step(self.depth + under, text, record)

    def marks(self, anchor: Anchor, text: str, record: str = "", *, under: int = 0) -> Step:
        """A step with its words on the page; without them when the page is not there."""
        page = self.look.pages.get(anchor.page)
        if page is None:
            return self.says(text, record, under=under)
        place = f"{self.look.path(page.sha256)} p.{page.number} [{anchor.start}:{anchor.end}]"
        before, after = (
            page.text[max(0, anchor.start - _AROUND) : anchor.start],
            page.text[anchor.end : anchor.end + _AROUND],
        )
        return Step(self.depth + under, text, record, place, before, page.text[anchor.start : anchor.end], after)

    def to(self, *records: str) -> Iterator[Step]:
        """On to other records, one deeper; each is walked once."""
        for record_id in records:
            record = self.look.shelf.one(record_id) if record_id and record_id not in self.seen else None
            if record is not None:
                self.seen.add(record_id)
                yield from _TELLERS.get(type(record), _plain)(_Walk(self.look, self.seen, self.depth + 1), record)


def explain(look: Lookup, record_id: str) -> list[Step]:
    """The walk back from a record; each record is walked once."""
    return list(_Walk(look, set(), -1).to(record_id))


def _finding(walk: _Walk, f: Finding) -> Iterator[Step]:
    yield walk.says(f"Finding: {f.text}", f.id)
    yield walk.says(
        f"carried by {f.documents} {'document' if f.documents == 1 else 'documents'}, origins {f.at_least} - {f.at_most}: {f.verdict}",
        under=1,
    )
    yield walk.says(f"surest wording: {f.surest}; weakest: {f.weakest}", under=1)
    yield walk.says(f"record: {f.record}", under=1)
    yield walk.says(f"judgement: {f.judgement}", under=1)
    yield from walk.to(f.proposition)


def _line(walk: _Walk, line: Line) -> Iterator[Step]:
    yield walk.says(f"Sentence: {line.text}", line.id)
    pages = {(p.sha256, p.number): p for p in walk.look.pages.values()}
    for c in line.citations:
        page = pages.get((c.sha256, c.page))
        if page is not None:
            yield walk.marks(Anchor(page=page.id, start=c.start, end=c.end), "cites", under=1)
    yield from walk.to(line.about)


def _proposition(walk: _Walk, p: Proposition) -> Iterator[Step]:
    yield walk.says(f"Proposition: {p.text}", p.id)
    shelf = walk.look.shelf
    yield from walk.to(*p.claims)
    yield from walk.to(*(o.id for o in shelf.records(Origin) if o.proposition == p.id))
    yield from walk.to(*(j.id for j in shelf.records(Judgement) if j.about == p.id))


def _origin(walk: _Walk, o: Origin) -> Iterator[Step]:
    yield walk.says(f"Origins: at least {o.at_least}, at most {o.at_most}; {o.verdict}. {o.settle}", o.id)
    for root in o.roots:
        yield walk.says(f"root: {root.name} ({root.kind}): {root.why}", under=1)
    yield from walk.to(*o.edges)


def _judgement(walk: _Walk, j: Judgement) -> Iterator[Step]:
    yield walk.says(f"Judgement: {j.words}, {j.low:.2f} to {j.high:.2f}", j.id)
    yield walk.says(f"about: {j.text}", under=1)
    yield walk.says(f"confidence: {j.confidence}", under=1)
    for f in j.factors:
        yield walk.says(f"factor {f.name}: {f.low:+.2f} to {f.high:+.2f} nats: {f.reason}", under=1)
        yield from walk.to(*f.evidence)


def _claim(walk: _Walk, c: Claim) -> Iterator[Step]:
    yield walk.marks(Anchor(page=c.page, start=c.start, end=c.end), f"Claim ({c.kind}, {c.commitment})", c.id)
    for number, hop in enumerate(c.chain, start=1):
        hedges = "".join(f", hedged by {h.text!r}" for h in hop.hedges)
        said = f"{number}. {hop.holder} {hop.mode} ({hop.commitment}, {hop.access}{hedges})"
        mark = hop.cue or hop.mention
        yield walk.marks(mark, said, under=1) if mark is not None else walk.says(said, under=1)
    shelf = walk.look.shelf
    yield from walk.to(*(r.id for kind in (Check, Match, NumberCheck) for r in shelf.records(kind, c.id)))


def _copy(walk: _Walk, c: Copy) -> Iterator[Step]:
    look = walk.look
    to = look.path(c.earlier) if c.target == "document" else c.name or c.earlier
    credit = "credited" if c.credited else "not credited"
    yield walk.says(
        f"Copy: {look.path(c.later)} from {to} ({c.kind}, {credit}, probability {c.probability:.2f}): {c.why}", c.id
    )
    for span in c.spans[:3]:
        yield walk.marks(span.later, "the later text", under=1)
        if span.earlier is not None:
            yield walk.marks(span.earlier, "the earlier text", under=1)


def _drift(walk: _Walk, d: Drift) -> Iterator[Step]:
    yield walk.says(f"Drift ({d.what}): {d.before!r} became {d.after!r}", d.id)
    for anchor, name in ((d.before_anchor, "before"), (d.after_anchor, "after")):
        if anchor is not None:
            yield walk.marks(anchor, name, under=1)
    yield from walk.to(d.earlier, d.later)


def _match(walk: _Walk, m: Match) -> Iterator[Step]:
    event = walk.look.shelf.one(m.event)
    where = event_words(event) if isinstance(event, Event) else m.event
    yield walk.says(
        f"{m.relation.capitalize()}: {where}; probability that both speak of one event {m.probability:.2f}", m.id
    )
    if m.chance is not None:
        c = m.chance
        yield walk.says(f"chance p0 {c.p0:.2f} [{c.low:.2f}, {c.high:.2f}] within {c.radius:g} km, {c.rule}", under=1)
    for f in m.factors:
        yield walk.says(
            f"{f.name}: claimed {f.claimed}, recorded {f.recorded}, {f.weight:+.1f} bits: {f.reason}", under=1
        )
    if m.circular:
        yield walk.says(f"circular: {m.why_circular}", under=1)
    yield from walk.to(m.claim)


def _check(walk: _Walk, c: Check) -> Iterator[Step]:
    yield walk.says(f"{'Checkable' if c.checkable else 'Not checkable'}: {c.reason}", c.id)
    yield from walk.to(c.claim)


def _number(walk: _Walk, n: NumberCheck) -> Iterator[Step]:
    yield walk.says(f"Number {n.value}{' refused' if n.refused else ''}: {n.reason}", n.id)
    yield from walk.to(n.claim)


def _relation(walk: _Walk, r: Relation) -> Iterator[Step]:
    words = walk.look.words
    yield walk.says(f"Relation: {words(r.source)!r} {r.kind} {words(r.target)!r}: {r.why}", r.id)
    yield from walk.to(r.source, r.target)


def _voice(walk: _Walk, v: Voice) -> Iterator[Step]:
    yield walk.says(f"Voice: {v.name} ({v.kind}), known as {v.canonical}", v.id)
    yield from (walk.marks(anchor, "mentioned", under=1) for anchor in v.mentions)
    yield from walk.to(*(j.id for j in walk.look.shelf.records(Judgement) if j.about == v.id))


def _unsure(walk: _Walk, u: Unsure) -> Iterator[Step]:
    said = f"Unsure: {u.question} ({' / '.join(u.choices)}; {u.why})"
    yield walk.marks(Anchor(page=u.page, start=u.start, end=u.end), said, u.id)


def _page(walk: _Walk, page: Page) -> Iterator[Step]:
    end = min(_AROUND, len(page.text))
    yield walk.marks(Anchor(page=page.id, start=0, end=end), f"Page {page.number}, read as {page.method}", page.id)


def _passage(walk: _Walk, p: Passage) -> Iterator[Step]:
    yield walk.marks(Anchor(page=p.page, start=p.start, end=p.end), f"Passage ({p.kind}, {p.language or '?'})", p.id)


def _event(walk: _Walk, event: Event) -> Iterator[Step]:
    yield walk.says(f"Event: {event_words(event)}", event.id)
    if event.text:
        yield walk.says(event.text, under=1)


def _hypothesis(walk: _Walk, h: Hypothesis) -> Iterator[Step]:
    yield walk.says(f"Hypothesis {h.name!r}: {h.text}", h.id)
    yield walk.says(f"question: {h.question}", under=1)
    yield walk.says(f"before any evidence: {h.prior_low:.2f} to {h.prior_high:.2f}", under=1)
    yield from walk.to(*(j.id for j in walk.look.shelf.records(Judgement) if j.about == h.id))


def _ruling(walk: _Walk, ruling: Ruling) -> Iterator[Step]:
    yield walk.says(
        f"Ruling: {ruling.decision}, by {ruling.by} on {ruling.when[:10]}: {ruling.note or 'no reason'}", ruling.id
    )
    if walk.look.shelf.one(ruling.about) is None:
        said = told(walk.look.shelf.last(ruling.about))
        yield walk.says(f"orphaned: {ruling.about} is no longer there; it said {said!r}", under=1)
    yield from walk.to(ruling.about)


def _signal(walk: _Walk, s: Signal) -> Iterator[Step]:
    speaks = "neither for nor against" if s.speaks == "neither" else s.speaks
    yield walk.says(f"Signal ({s.name}) {speaks}: {s.why}", s.id)
    for name, value, marks in (("stated", s.stated, s.stated_at), ("found", s.found, s.found_at)):
        if value:
            yield walk.says(f"{name}: {value}", under=1)
        yield from (walk.marks(anchor, name, under=1) for anchor in marks)
    yield from walk.to(s.about, *s.rests_on, *s.others)


def _imprint(walk: _Walk, imprint: Imprint) -> Iterator[Step]:
    left, top, right, low = imprint.box
    place = f"{left:.2f} to {right:.2f} across, {top:.2f} to {low:.2f} down"
    path = walk.look.path(imprint.sha256)
    yield walk.says(f"Round {imprint.colour} mark on page {imprint.number} of {path}: {place}", imprint.id)


def _translation(walk: _Walk, t: Translation) -> Iterator[Step]:
    of = walk.look.path(t.original) if t.original else "a text that is not in the haul"
    both = f"probability {t.probability:.2f}, that it is this way round {t.direction:.2f}"
    yield walk.says(f"Translation: {walk.look.path(t.sha256)} of {of} ({t.found_by}, {both})", t.id)
    yield from (walk.says(f"because {reason}", under=1) for reason in t.reasons)
    if t.translator_at is not None:
        yield walk.marks(t.translator_at, "it says so", under=1)
    told = [d for d in walk.look.shelf.records(Difference) if (d.sha256, d.original) == (t.sha256, t.original)]
    yield from walk.to(*(d.id for d in told))


def _difference(walk: _Walk, d: Difference) -> Iterator[Step]:
    doubt = "" if d.sure else "; not sure"
    words = f"{d.meant!r} became {d.said!r}" if d.meant and d.said else repr(d.meant or d.said)
    why = f"; {d.why}" if d.why else ""
    yield walk.says(f"Difference ({d.kind.replace('_', ' ')}{doubt}): {words}{why}", d.id)
    yield walk.marks(d.there, "the original", under=1)
    yield walk.marks(d.here, "the translation", under=1)


def _version(walk: _Walk, v: Version) -> Iterator[Step]:
    look = walk.look
    order = f"in this order by {v.ordered_by}" if v.ordered_by else "nothing tells which is the earlier"
    said = f"{look.path(v.earlier)} and {look.path(v.later)} (probability {v.probability:.2f}; {order})"
    yield walk.says(f"Releases of one record: {said}", v.id)
    yield from (walk.says(f"because {reason}", under=1) for reason in v.reasons)
    changed = [c for c in look.shelf.records(Change) if (c.earlier, c.later) == (v.earlier, v.later)]
    yield from walk.to(*(c.id for c in changed))


def _change(walk: _Walk, c: Change) -> Iterator[Step]:
    words = f"{c.was!r} became {c.became!r}" if c.was and c.became else repr(c.was or c.became)
    why = f"; {c.why}" if c.why else ""
    yield walk.says(f"Change ({c.kind}{', slight' if c.slight else ''}): {words}{why}", c.id)
    yield walk.marks(c.before, "the earlier release", under=1)
    yield walk.marks(c.after, "the later release", under=1)


def _plain(walk: _Walk, record: Record) -> Iterator[Step]:
    """Any other record: its fields, with marks where they stand on a page, then the records that it names."""
    yield walk.says(type(record).__name__, record.id)
    further = []
    for f in fields(record):
        value = getattr(record, f.name)
        if isinstance(value, Anchor):
            yield walk.marks(value, f.name, under=1)
        elif isinstance(value, str) and _ID.fullmatch(value):
            further.append(value)
        elif value not in ("", None, ()):
            shown = value if f.name == "sha256" else _shown(value, walk.look)
            yield walk.says(f"{f.name.replace('_', ' ')}: {shown}", under=1)
    yield from walk.to(*further)


def _shown(value: object, look: Lookup) -> str:
    """A field's value in words; a content by its path."""
    if isinstance(value, tuple):
        return ", ".join(_shown(one, look) for one in value)
    if is_dataclass(value):
        parts = (getattr(value, f.name) for f in fields(value))
        return ", ".join(_shown(part, look) for part in parts if part not in ("", None, ()))
    return look.path(value) if isinstance(value, str) else f"{value:.3g}" if isinstance(value, float) else str(value)


_TELLERS: dict[type[Record], Callable[..., Iterator[Step]]] = {
    Finding: _finding, Line: _line, Proposition: _proposition, Origin: _origin, Judgement: _judgement, Claim: _claim,
    Copy: _copy, Drift: _drift, Match: _match, Check: _check, NumberCheck: _number, Relation: _relation, Voice: _voice,
    Unsure: _unsure, Signal: _signal, Imprint: _imprint, Page: _page, Passage: _passage, Event: _event, Hypothesis: _hypothesis,
    Ruling: _ruling, Translation: _translation, Difference: _difference, Version: _version, Change: _change,
}  # fmt: skip
