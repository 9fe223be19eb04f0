"""Rows of what follows: propositions, copies, origins, drift, matches, number checks, judgements, findings.

In: a Lookup. Out: rows in a stable order.
"""

from collections.abc import Iterator

from hearsay.model import (
    Anchor,
    Check,
    Citation,
    Copy,
    Drift,
    Event,
    Finding,
    Fit,
    Hypothesis,
    Judgement,
    Match,
    NumberCheck,
    Origin,
    Proposition,
)

from .lookup import Lookup
from .shown import (
    AchCellRow,
    AchRow,
    CitationRow,
    CopyRow,
    DriftRow,
    FactorRow,
    FindingRow,
    JudgementRow,
    MatchRow,
    NumberCheckRow,
    OriginRow,
    PropositionRow,
    RatioRow,
    SpanRow,
    SpotRow,
    WeightRow,
)


def propositions(look: Lookup) -> Iterator[PropositionRow]:
    """What is claimed, each thing once."""
    for p in look.shelf.records(Proposition):
        yield PropositionRow(
            id=p.id, text=p.text, kind=p.kind, claims=list(p.claims), documents=[look.path(d) for d in p.documents],
            check_worthy=p.check_worthy,
        )  # fmt: skip


def copies(look: Lookup) -> Iterator[CopyRow]:
    """Who took from whom, surest first."""
    found = look.shelf.records(Copy)
    for c in sorted(found, key=lambda c: (-c.probability, look.path(c.later), c.target, c.id)):
        earlier = look.path(c.earlier) if c.target == "document" else c.name or c.earlier
        spans = [
            SpanRow(later=_spot(look, s.later), earlier=_spot_or_none(look, s.earlier), score=s.score) for s in c.spans
        ]
        yield CopyRow(
            id=c.id, later=look.path(c.later), earlier=earlier, kind=c.kind, credited=c.credited,
            probability=c.probability, spans=spans, target=c.target, direction=c.direction, claims=list(c.claims),
            why=c.why,
        )  # fmt: skip


def origins(look: Lookup) -> Iterator[OriginRow]:
    """How many independent origins each proposition has; the most carried first."""
    known = {p.id: p for p in look.shelf.records(Proposition)}
    rows = [(known[o.proposition], o) for o in look.shelf.records(Origin) if o.proposition in known]
    for p, o in sorted(rows, key=lambda r: (-len(r[0].documents), r[0].text, r[1].id)):
        yield OriginRow(
            id=o.id, proposition=p.id, text=p.text, documents=[look.path(d) for d in p.documents], at_least=o.at_least,
            at_most=o.at_most, verdict=o.verdict, roots=[r.name for r in o.roots], why=[r.why for r in o.roots],
            edges=list(o.edges), settle=o.settle,
        )  # fmt: skip


def drift(look: Lookup) -> Iterator[DriftRow]:
    """What changed on the way."""
    found = look.shelf.records(Drift)
    for d in sorted(found, key=lambda d: (d.what, d.later, d.earlier)):
        docs = [look.path(look.claims[i].sha256) if i in look.claims else "" for i in (d.earlier, d.later)]
        yield DriftRow(
            id=d.id, earlier=d.earlier, later=d.later, what=d.what, before=d.before, after=d.after,
            from_document=docs[0], to_document=docs[1],
        )  # fmt: skip


def matches(look: Lookup) -> Iterator[MatchRow]:
    """Claims beside events, most probable first; then the claims that cannot be checked, each with its reason."""
    events = {e.id: e for e in look.shelf.records(Event)}
    for m in sorted(look.shelf.records(Match), key=lambda m: (m.relation, -m.probability, m.id)):
        event = events.get(m.event)
        yield MatchRow(
            claim=m.claim, event=event.code if event else m.event, relation=m.relation, probability=m.probability,
            p0=m.chance.p0 if m.chance else None, p0_interval=[m.chance.low, m.chance.high] if m.chance else None,
            lead_days=m.lead_days, lr=[RatioRow(between=r.between, low=r.low, high=r.high, why=r.why) for r in m.ratios],
            circular=m.circular, event_text=event_words(event) if event else "",
            factors=[FactorRow(name=f.name, claimed=f.claimed, recorded=f.recorded, weight=f.weight, reason=f.reason) for f in m.factors],
        )  # fmt: skip
    for c in look.shelf.records(Check):
        if not c.checkable:
            yield MatchRow(claim=c.claim, checkable=False, reason=c.reason)


def event_words(event: Event) -> str:
    """An event in one line: when, where, who, how many, on whose word."""
    day = event.first if event.first == event.last else f"{event.first} to {event.last}"
    dead = "" if event.best is None else f", {event.low} to {event.high} dead (best {event.best})"
    sources = ", ".join(event.sources) or "no source given"
    return f"{day}, {event.place}: {event.kind}, {' - '.join(event.actors)}{dead}; {event.record_set} {event.code}, sources: {sources}"


def numbers(look: Lookup) -> Iterator[NumberCheckRow]:
    """Numbers checked, or refused with what is missing."""
    for n in look.shelf.records(NumberCheck):
        yield NumberCheckRow(
            id=n.id, claim=n.claim, value=n.value, of=n.of, refused=n.refused, missing=list(n.missing), reason=n.reason,
            figure=n.figure, low=n.low, high=n.high, level=n.level, agrees=n.agrees,
        )  # fmt: skip


def judgements(look: Lookup) -> Iterator[JudgementRow]:
    """What follows, with every factor."""
    for j in sorted(look.shelf.records(Judgement), key=lambda j: (j.subject, j.text, j.id)):
        factors = [
            WeightRow(name=f.name, low=f.low, high=f.high, reason=f.reason, evidence=list(f.evidence), given_by=f.given_by, diagnostic=f.diagnostic)
            for f in j.factors
        ]  # fmt: skip
        yield JudgementRow(
            id=j.id, about=j.about, subject=j.subject, text=j.text, low=j.low, high=j.high, words=j.words,
            confidence=j.confidence, factors=factors, decides=list(j.decides), open_question=j.open_question,
        )  # fmt: skip


def ach(look: Lookup) -> Iterator[AchRow]:
    """The matrix of competing hypotheses: each group of evidence of each question against every answer."""
    rivals = sorted(look.shelf.records(Hypothesis), key=lambda h: (h.question, h.name, h.id))
    fits: dict[tuple[str, str], list[tuple[str, Fit]]] = {}
    for h in rivals:
        for fit in h.fits:
            fits.setdefault((h.question, fit.evidence), []).append((h.name, fit))
    for (question, evidence), column in sorted(fits.items()):
        cells = [AchCellRow(hypothesis=name, stands=f.stands, low=f.low, high=f.high) for name, f in column]
        one = column[0][1]
        yield AchRow(
            question=question, evidence=evidence, cells=cells, parts=one.parts,
            given_by=", ".join(sorted({f.given_by for _, f in column if f.given_by})), claims=list(one.claims),
            reads="; ".join(f"{c.hypothesis}: {c.stands}" for c in cells) + ("" if one.parts > 0 else " (tells nothing apart)"),
        )  # fmt: skip


def findings(look: Lookup) -> Iterator[FindingRow]:
    """The table that a reporter wants, in its order."""
    for f in sorted(look.shelf.records(Finding), key=lambda f: (f.rank, f.id)):
        yield FindingRow(
            id=f.id, proposition=f.proposition, text=f.text, documents=f.documents, at_least=f.at_least,
            at_most=f.at_most, verdict=f.verdict, surest=f.surest, weakest=f.weakest, record=f.record,
            judgement=f.judgement, citations=[citation_row(c) for c in f.citations], chain=f.chain, rivals=list(f.rivals),
        )  # fmt: skip


def citation_row(c: Citation) -> CitationRow:
    """A citation as a row."""
    return CitationRow(sha256=c.sha256, path=c.path, page=c.page, start=c.start, end=c.end, text=c.text)


def _spot(look: Lookup, anchor: Anchor) -> SpotRow:
    return SpotRow(page=look.number(anchor.page), start=anchor.start, end=anchor.end)


def _spot_or_none(look: Lookup, anchor: Anchor | None) -> SpotRow | None:
    return None if anchor is None else _spot(look, anchor)
