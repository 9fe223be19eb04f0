"""The chapters about what follows: the record, the judgements, the papers' hands, the track records, what was read.

In: a Case and the findings at the head of the table. Out: Drafts, sentences with the citations they stand on.
"""

from collections.abc import Iterator, Sequence

from hearsay.model import (
    Citation,
    Claim,
    Custody,
    Document,
    Event,
    File,
    Finding,
    Judgement,
    Match,
    Rating,
    Signal,
    Voice,
)

from .case import Case
from .chains import chain_words, said
from .cite import of, of_claim, of_head, several
from .claimed import Draft
from .findings import cited
from .phrases import chance, counted, inline, interval, isolate, joined, name, quoted, sentence, signed, word
from .shown import MOST, event_words, null_words, number_words, p0_words, quantity_text, ratio_words


def record(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What the record shows about the claims of the top findings, each claim once."""
    seen: set[str] = set()
    for row in top:
        for key, claim in case.in_order(getattr(case.records.get(row.proposition), "claims", ())):
            if key not in seen:
                seen.add(key)
                yield from _checked(case, key, claim)


def _checked(case: Case, key: str, claim: Claim) -> Iterator[Draft]:
    marks = of_claim(case, claim)
    matches = case.matches.get(key, ())
    for check in case.checks.get(key, ()):
        if not check.checkable:
            text = (
                f"{said(claim)} is not checkable with the loaded records: {inline(check.reason) or 'no reason given'}"
            )
            yield Draft(text=sentence(text), citations=marks, about=key)
        elif not matches:
            text = (
                f"{said(claim)}: the loaded records cover the place, the time and the kind of event, and hold nothing"
            )
            yield Draft(text=sentence(text), citations=marks, about=key)
        for found in [one for one in check.chances if one not in [match.chance for match in matches[:MOST]]]:
            text = f"{said(claim)}: an unrelated claim of this kind would match as well with {p0_words(found)}: {null_words(found)}"
            yield Draft(text=sentence(text), citations=marks, about=key)
    for match in matches[:MOST]:
        yield from _matched(case, claim, match)
    if len(matches) > MOST:
        text = f"{said(claim)}: {counted(len(matches) - MOST, 'further event')} of the record, likewise near, not told here."
        yield Draft(text=text, citations=marks, about=key)
    for number in case.numbers.get(key, ()):
        text = f"{quantity_text(claim, number)} in {said(claim)}: {number_words(number)}"
        yield Draft(text=sentence(text), citations=marks, about=number.id)


def _matched(case: Case, claim: Claim, match: Match) -> Iterator[Draft]:
    marks = of_claim(case, claim)
    event = case.get(Event, match.event)
    shown = event_words(event) if event else "an event that is not loaded"
    if match.relation == "context":
        text = f"Near {said(claim)} the record holds as context, which neither confirms nor refutes it: {shown}"
    else:
        text = f"{said(claim)} and the record may speak of one event (link probability {chance(match.probability)}): {shown}"
    told = [sentence(text)]
    if match.chance:
        told.append(
            sentence(
                f"An unrelated claim would match as well with {p0_words(match.chance)}: {null_words(match.chance)}"
            )
        )
    if match.lead_days is not None:
        told.append(sentence(f"From the paper to the event it is {match.lead_days:g} days"))
    told += [sentence(f"Likelihood ratio, {ratio}") for ratio in ratio_words(match)]
    if match.circular:
        why = inline(match.why_circular) or "the record has it from the claim's own origin"
        told.append(sentence(f"The match is circular and adds no weight: {why}"))
    for text in told:
        yield Draft(text=text, citations=marks, about=match.id)


def follows(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What follows: the judgements of questions first, then those of the top findings."""
    order = {row.proposition: row.rank for row in top}
    found = [
        (judgement.subject != "hypothesis", order.get(judgement.about, 0), key, judgement)
        for key, judgement in case.all(Judgement).items()
        if judgement.subject == "hypothesis" or (judgement.subject == "proposition" and judgement.about in order)
    ]
    for _, _, key, judgement in sorted(found, key=lambda row: row[:3]):
        yield from judged(case, key, judgement)


def judged(case: Case, key: str, judgement: Judgement) -> Iterator[Draft]:
    """Likelihood and confidence apart, every factor, what decides, what would move it."""
    marks = judgement_marks(case, key, judgement)
    text = inline(judgement.text or getattr(case.records.get(judgement.about), "text", "") or judgement.about)
    held = quoted(text)
    span = interval(judgement.low, judgement.high)
    if judgement.words == "cannot be judged":
        yield Draft(text=f"{held} cannot be judged: the range is {span}.", citations=marks, about=key)
    else:
        yield Draft(text=f"{held}: {inline(judgement.words)} ({span}).", citations=marks, about=key)
    if judgement.confidence:
        yield Draft(text=sentence(f"Confidence: {inline(judgement.confidence)}"), citations=marks, about=key)
    for factor in judgement.factors:
        own = several([of(case, one) for one in factor.evidence]) or marks
        given = f", given by {name(factor.given_by)}" if factor.given_by else ""
        blunt = "; it cannot tell the answers apart" if not factor.diagnostic else ""
        reason = f": {inline(factor.reason)}" if factor.reason else ""
        moved = (
            f"Factor {quoted(factor.name)}{given}, {signed(factor.low)} to {signed(factor.high)} nats{blunt}{reason}"
        )
        yield Draft(text=sentence(moved), citations=own, about=key, by=inline(factor.given_by))
    if judgement.decides:
        deciding = joined([quoted(one) for one in judgement.decides])
        yield Draft(text=sentence(f"Without {deciding} the words would differ"), citations=marks, about=key)
    if judgement.open_question:
        text = sentence(f"What would move it most: {inline(judgement.open_question)}")
        yield Draft(text=text, citations=marks, about=key)


def judgement_marks(case: Case, key: str, judgement: Judgement) -> tuple[Citation, ...]:
    """The claims under a judgement, one for each document; else the evidence of its factors."""
    members = case.in_order(getattr(case.records.get(judgement.about), "claims", ()))
    return several(of_claim(case, claim) for _, claim in case.in_order(cited(case, members))) or of(case, key)


def papers(case: Case, _top: Sequence[Finding]) -> Iterator[Draft]:
    """The papers and the hands they passed through, then what bears on their being genuine."""
    for about, hands in case.custody.items():
        for hand in hands:
            marks = of(case, hand.id) or of(case, about)
            by = "" if hand.anchor else "case.toml"
            yield Draft(text=hand_words(case, hand), citations=marks, about=hand.id, by=by)
    for key, claim in case.in_order(_of_kind(case, "provenance", "source_reliability")):
        yield Draft(
            text=sentence(f"{chain_words(case, claim)}: {said(claim)}"), citations=of_claim(case, claim), about=key
        )
    for key, judgement in case.all(Judgement).items():
        if judgement.subject == "genuine":
            yield from judged(case, key, judgement)
    for key, signal in case.all(Signal).items():
        speaks = {"for": "speaks for", "against": "speaks against", "neither": "speaks neither for nor against"}[
            signal.speaks
        ]
        values = f"stated {quoted(signal.stated)}, found {quoted(signal.found)}"
        text = sentence(f"{inline(signal.name)} {speaks} it: {values}; {inline(signal.why)}")
        yield Draft(text=text, citations=of(case, key), about=key)


def _of_kind(case: Case, *kinds: str) -> list[str]:
    return [key for key, claim in case.all(Claim).items() if claim.kind in kinds]


def paper_name(case: Case, about: str) -> str:
    """The name of a file or of a paper that is only spoken of."""
    held = case.records.get(about)
    if isinstance(held, Voice):
        return name(held.name)
    if isinstance(held, File):
        document = case.documents.get(held.sha256)
        return name(document.voice or document.title or held.path) if document else name(held.path)
    return "a paper"


def hand_words(case: Case, hand: Custody) -> str:
    """`The letter of 3 March: written by the headquarters, 2013, on the word of Sky News.`"""
    by = f" by {name(hand.hand)}" if hand.hand else ", nobody says by whom"
    when = f", {inline(hand.when)}" if hand.when else ""
    seen = ", as the cited words say" if hand.anchor else ", as given in case.toml"
    word_of = f", on the word of {name(hand.on_word_of)}" if hand.on_word_of else seen
    note = f" ({isolate(inline(hand.note))})" if hand.note else ""
    return sentence(f"{paper_name(case, hand.about)}: {word('acts', hand.act)}{by}{when}{word_of}{note}")


def track(case: Case, _top: Sequence[Finding]) -> Iterator[Draft]:
    """Track records: what verified outcomes show, and what is only said of a track record."""
    claimed = {claim for rating in case.all(Rating).values() for claim in rating.claimed}
    for key, rating in case.all(Rating).items():
        yield Draft(text=rating_words(case, rating), citations=of(case, key), about=key, by=inline(rating.by))
    for key, claim in case.in_order([*claimed, *_of_kind(case, "track_record")]):
        text = f"{chain_words(case, claim)}: {said(claim)}; a word about a track record weighs nothing until outcomes are verified"
        yield Draft(text=sentence(text), citations=of_claim(case, claim), about=key)


def rating_words(case: Case, rating: Rating) -> str:
    """The letter and the posterior, side by side."""
    voices = case.voices.get(rating.voice, ())
    held = name(min((voice.name for voice in voices), default=rating.voice))
    letter = "reliability cannot be judged (F)" if rating.letter == "F" else f"reliability {rating.letter}"
    rated = f", rated by {name(rating.by)}" if rating.by else ", rated by nobody" if rating.letter == "F" else ""
    if not rating.confirmed + rating.refuted:
        return sentence(f"{held}: {letter}{rated}; no verified outcome")
    outcomes = (
        f"{rating.confirmed} confirmed and {rating.refuted} refuted in {counted(rating.batches, 'batch', 'batches')}"
    )
    mean = f"mean {rating.mean:.3f}, 90 % interval {rating.low:.3f} to {rating.high:.3f}"
    return sentence(f"{held}: {letter}{rated}; {outcomes}, worth {rating.effective:.3g}; {mean}")


def read(case: Case, top: Sequence[Finding]) -> Iterator[Draft]:
    """What was read: one sentence for each document under the top findings; the ledger itself is a table."""
    for sha256 in sorted(
        {citation.sha256 for row in top for citation in row.citations}, key=lambda s: (case.paths.get(s, ""), s)
    ):
        document = case.documents.get(sha256)
        if document:
            yield Draft(text=document_words(case, document), citations=of_head(case, sha256), about=document.id)


def document_words(case: Case, document: Document) -> str:
    """`The file letters/a.txt is a letter, “…”, by X, published by Y, dated 2016-05-03 (case.toml), in ar; 1 page, 312 characters.`"""
    pages = case.pages.get(document.sha256, ())
    known = document.stated or document.inferred
    parts = [
        f"a {document.kind} text" if document.kind in ("press", "unknown") else f"a {document.kind}",
        quoted(document.title) if document.title else "",
        f"by {name(document.author)}" if document.author else "",
        f"published by {name(document.outlet)}" if document.outlet else "",
        f"{'dated' if document.stated else 'date inferred'} {inline(known.day)} (from {inline(known.evidence)})"
        if known
        else "undated",
        f"language {', '.join(inline(one) for one in document.languages)}" if document.languages else "",
    ]
    size = f"{counted(len({page.number for page in pages}), 'page')}, {counted(sum(len(page.text) for page in pages), 'character')}"
    path = isolate(inline(case.paths.get(document.sha256, document.path)))
    return sentence(f"The file {path} is {', '.join(part for part in parts if part)}; {size}")
