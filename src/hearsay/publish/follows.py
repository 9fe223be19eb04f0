"""The chapters about what follows: the judgements, the papers' hands, the track records, what was read.

In: a Case and the findings at the head of the table. Out: Drafts, sentences with the citations they stand on.
"""

from collections.abc import Iterator, Sequence

from hearsay.model import (
    Citation,
    Claim,
    Custody,
    Document,
    Factor,
    File,
    Finding,
    Judgement,
    Rating,
    Signal,
    Voice,
)

from .case import Case
from .chains import chain_words, said
from .cite import of, of_claim, of_head, several
from .claimed import Draft
from .findings import cited
from .phrases import counted, inline, interval, isolate, joined, name, quoted, sentence, signed, unique, word


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
        yield Draft(text=factor_words(factor), citations=own, about=key, by=inline(factor.given_by))
    if judgement.decides:
        deciding = joined([quoted(one) for one in judgement.decides])
        yield Draft(text=sentence(f"Without {deciding} the words would differ"), citations=marks, about=key)
    if judgement.open_question:
        text = sentence(f"What would move it most: {inline(judgement.open_question)}")
        yield Draft(text=text, citations=marks, about=key)


def factor_words(factor: Factor) -> str:
    """`Factor “denial: the ministry”, −2.20 to 0.00 nats: …`, with who gave it and whether it can tell anything apart."""
    given = f", given by {name(factor.given_by)}" if factor.given_by else ""
    reason = f": {inline(factor.reason)}" if factor.reason else ""
    if factor.low == factor.high == 0:
        return sentence(f"Factor {quoted(factor.name)}{given}, weight 0{reason}")
    blunt = "" if factor.diagnostic or "cannot discriminate" in reason else "; it cannot tell the answers apart"
    return sentence(
        f"Factor {quoted(factor.name)}{given}, {signed(factor.low)} to {signed(factor.high)} nats{blunt}{reason}"
    )


def judgement_marks(case: Case, key: str, judgement: Judgement) -> tuple[Citation, ...]:
    """The claims under a judgement, one for each document; else the evidence of its factors."""
    members = case.in_order(getattr(case.records.get(judgement.about), "claims", ()))
    return several(of_claim(case, claim) for _, claim in case.in_order(cited(case, members))) or of(case, key)


def papers(case: Case, _top: Sequence[Finding]) -> Iterator[Draft]:
    """The papers and the hands they passed through, then what bears on their being genuine, what speaks against them first."""
    yield from _hands(case)
    for key, claim in case.in_order(_of_kind(case, "provenance", "source_reliability")):
        yield Draft(
            text=sentence(f"{chain_words(case, claim)}: {said(claim)}"), citations=of_claim(case, claim), about=key
        )
    found = [pair for pair in case.all(Signal).items() if pair[1].speaks == "against" or _is_voice(case, pair[1].about)]
    drafts = [
        (one.speaks, Draft(text=signal_words(case, one), citations=of(case, key), about=key))
        for key, one in sorted(found, key=lambda pair: _place(case, *pair))
    ]
    yield from (draft for speaks, draft in drafts if speaks == "against")
    for key, judgement in case.all(Judgement).items():
        if judgement.subject == "genuine":
            yield from judged(case, key, judgement)
    yield from (draft for speaks, draft in drafts if speaks != "against")


def _is_voice(case: Case, about: str) -> bool:
    """Whether a document is a paper that speaks; what agrees in mails and press stands in the table alone."""
    document = case.get(Document, about)
    return document is not None and bool(document.voice) and document.kind != "message"


def _place(case: Case, key: str, signal: Signal) -> tuple[int, str, str, str]:
    """Where a signal stands among the others: those against first, then by paper and name."""
    return ("against", "for", "neither").index(signal.speaks), about_words(case, signal.about), signal.name, key


def signal_words(case: Case, signal: Signal) -> str:
    """`Pass 208 (letters/pass.txt): weekday speaks against it: stated “Monday, 15 February 2015”, found “Sunday”; …`"""
    speaks = "speaks neither for nor against it" if signal.speaks == "neither" else f"speaks {signal.speaks} it"
    values = ", ".join(
        f"{label} {quoted(value)}" for label, value in (("stated", signal.stated), ("found", signal.found)) if value
    )
    return sentence(
        f"{about_words(case, signal.about)}: {inline(signal.name)} {speaks}: {values}; {inline(signal.why)}"
    )


def about_words(case: Case, about: str) -> str:
    """The name of a paper, with its path where that is not its name."""
    document = case.get(Document, about)
    if document is None:
        return paper_name(case, about)
    path = isolate(inline(case.paths.get(document.sha256, document.path)))
    held = document.voice or document.title
    return f"{name(held)} ({path})" if held else path


def _hands(case: Case) -> Iterator[Draft]:
    """One sentence for each act; papers of which the same is said share it."""
    shared: dict[tuple[int, str, bool], list[Custody]] = {}
    for held in case.custody.values():
        for hand in held:
            shared.setdefault((hand.position, hand_words(hand), hand.anchor is None), []).append(hand)
    for (_, words, given), hands in shared.items():
        marks = several(of(case, hand.id) or of(case, hand.about) for hand in hands)
        papers = joined(unique(paper_name(case, hand.about) for hand in hands))
        yield Draft(text=sentence(f"{papers}: {words}"), citations=marks, about=hands[0].id, by="case.toml" * given)


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


def hand_words(hand: Custody) -> str:
    """`written by the headquarters, 2013, on the word of Sky News`, to stand after the name of a paper."""
    by = f" by {name(hand.hand)}" if hand.hand else ", nobody says by whom"
    when = f", {inline(hand.when)}" if hand.when else ""
    seen = ", as the cited words say" if hand.anchor else ", as given in case.toml"
    word_of = f", on the word of {name(hand.on_word_of)}" if hand.on_word_of else seen
    note = f" ({isolate(inline(hand.note))})" if hand.note else ""
    return f"{word('acts', hand.act)}{by}{when}{word_of}{note}"


def track(case: Case, _top: Sequence[Finding]) -> Iterator[Draft]:
    """Track records: what verified outcomes show, who has none, and what is only said of a track record."""
    ratings = case.all(Rating)
    claimed = {claim for rating in ratings.values() for claim in rating.claimed}
    for key, rating in ratings.items():
        if not _unknown(rating):
            yield Draft(text=rating_words(case, rating), citations=of(case, key), about=key, by=inline(rating.by))
    yield from _unrated(case, [(key, rating) for key, rating in ratings.items() if _unknown(rating)])
    for key, claim in case.in_order([*claimed, *_of_kind(case, "track_record")]):
        text = f"{chain_words(case, claim)}: {said(claim)}; a word about a track record weighs nothing until outcomes are verified"
        yield Draft(text=sentence(text), citations=of_claim(case, claim), about=key)


def _unknown(rating: Rating) -> bool:
    return rating.letter == "F" and not rating.by and not rating.confirmed + rating.refuted


def _unrated(case: Case, ratings: Sequence[tuple[str, Rating]]) -> Iterator[Draft]:
    """One sentence for all voices of which nothing is known that could be weighed."""
    cited_ones = [(key, rating, marks) for key, rating in ratings if (marks := of(case, key))]
    if not cited_ones:
        return
    names = unique(sorted(rated_name(case, rating) for _, rating, _ in cited_ones))
    marks = several(own for _, _, own in cited_ones)
    text = f"Reliability cannot be judged (F), for want of a rating and of any verified outcome: {joined(names)}"
    yield Draft(text=sentence(text), citations=marks, about=cited_ones[0][0])


def rated_name(case: Case, rating: Rating) -> str:
    """How a rated voice is called."""
    return name(min((voice.name for voice in case.voices.get(rating.voice, ())), default=rating.voice))


def rating_words(case: Case, rating: Rating) -> str:
    """The letter and the posterior, side by side."""
    held = rated_name(case, rating)
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
