"""Citations: from any record down to characters on a page, and the refusal of a sentence that has none.

In: a Case and record ids. Out: Citations whose text is exactly the page's characters [start, end); `Uncited` raised.
"""

from collections.abc import Iterable, Mapping, Sequence

from hearsay.errors import Uncited
from hearsay.model import (
    Anchor,
    Check,
    Citation,
    Claim,
    Copy,
    Custody,
    Document,
    Drift,
    Fact,
    File,
    Finding,
    Hypothesis,
    Judgement,
    Line,
    Match,
    NumberCheck,
    Origin,
    Page,
    Passage,
    Proposition,
    Rating,
    Record,
    Relation,
    Signal,
    Unsure,
    Voice,
)

from .case import Case

MOST = 8
"""Citations of one sentence; whoever needs them all follows the record it is about."""

HEAD = 120
"""Characters of a page that stand for its file."""


def mark(case: Case, anchor: Anchor | None) -> tuple[Citation, ...]:
    """One citation for an anchor; none when it is None, blank, off its page, or its page is not in the case."""
    page = case.get(Page, anchor.page) if anchor else None
    if anchor is None or page is None or not 0 <= anchor.start < anchor.end <= len(page.text):
        return ()
    text = page.text[anchor.start : anchor.end]
    if not text.strip():
        return ()
    path = case.paths.get(page.sha256, "")
    return (Citation(sha256=page.sha256, page=page.number, start=anchor.start, end=anchor.end, text=text, path=path),)


def of_claim(case: Case, claim: Claim) -> tuple[Citation, ...]:
    """The span of a claim."""
    return mark(case, Anchor(page=claim.page, start=claim.start, end=claim.end))


def of_head(case: Case, sha256: str) -> tuple[Citation, ...]:
    """The first characters of the first page of a content that has any; none for a file that gave no page."""
    for page in case.pages.get(sha256, ()):
        body = page.text.lstrip()
        if body:
            start = len(page.text) - len(body)
            length = len(body.split("\n", 1)[0][:HEAD].rstrip())
            return mark(case, Anchor(page=page.id, start=start, end=start + length))
    return ()


def several(parts: Iterable[Sequence[Citation]], most: int = MOST) -> tuple[Citation, ...]:
    """All citations of several things, each once, at most `most`, in the order given."""
    found = dict.fromkeys(citation for part in parts for citation in part)
    return tuple(list(found)[:most])


def of(case: Case, key: str, depth: int = 4) -> tuple[Citation, ...]:
    """Citations of a record id, a sha256 or the canonical key of a voice, through at most `depth` parents."""
    record = case.records.get(key)
    if record is None:
        return of_head(case, key) or (of_voice(case, key) if depth else ())
    own = _own(case, record)
    if own or not depth:
        return own
    return several(of(case, parent, depth - 1) for parent in _parents(case, record))


def of_voice(case: Case, canonical: str) -> tuple[Citation, ...]:
    """Where a voice is first mentioned, in each document that knows it."""
    voices = [voice for voice in case.voices.get(canonical, ()) if voice.mentions]
    return several(mark(case, min(voice.mentions, key=lambda at: (at.page, at.start))) for voice in voices)


def _own(case: Case, record: Record) -> tuple[Citation, ...]:
    """The characters that a record itself stands on."""
    found: tuple[Citation, ...] = ()
    match record:
        case Claim():
            found = of_claim(case, record)
        case Passage() | Unsure():
            found = mark(case, Anchor(page=record.page, start=record.start, end=record.end))
        case Page() | File() | Document():
            found = of_head(case, record.sha256)
        case Custody():
            found = mark(case, record.anchor)
        case Fact():
            found = mark(case, record.anchor) or of_head(case, record.sha256)
        case Signal():
            found = signal_marks(case, record)
        case Voice():
            found = several(mark(case, at) for at in record.mentions[:1])
        case Drift():
            found = drift_marks(case, record)
        case Copy():
            spans = [anchor for span in record.spans for anchor in (span.later, span.earlier)]
            found = several(mark(case, anchor) for anchor in spans)
    return found


def _parents(case: Case, record: Record) -> tuple[str, ...]:
    """The ids a record without characters of its own goes back to."""
    found: tuple[str, ...] = ()
    match record:
        case Proposition():
            found = tuple(key for key, _ in case.in_order(record.claims))
        case Origin():
            found = (record.proposition,)
        case Match() | Check() | NumberCheck():
            found = (record.claim,)
        case Rating():
            found = (*record.claimed, record.voice)
        case Relation():
            found = (record.source, record.target)
        case Custody():
            found = (record.about,)
        case Copy():
            found = (*record.claims, record.later)
        case Judgement():
            found = (record.about, *(key for factor in record.factors for key in factor.evidence))
        case Hypothesis():
            rows = case.judgements.get(record.id, ())
            found = tuple(key for row in rows for factor in row.factors for key in factor.evidence)
    return found


def drift_marks(case: Case, drift: Drift) -> tuple[Citation, ...]:
    """Both wordings of a drift, the earlier first; a wording without an anchor is cited by its claim."""
    ends = ((drift.before_anchor, drift.earlier), (drift.after_anchor, drift.later))
    claims = [(anchor, case.get(Claim, key)) for anchor, key in ends]
    return several(mark(case, anchor) or (of_claim(case, claim) if claim else ()) for anchor, claim in claims)


def signal_marks(case: Case, signal: Signal) -> tuple[Citation, ...]:
    """What a signal looks at, and what it was held against; the heads of the papers where neither stands on a page."""
    at = signal.at
    beside = [a for a in signal.found_at if not (at and a.page == at.page and at.start <= a.start and a.end <= at.end)]
    marks = several(mark(case, anchor) for anchor in (*((at,) if at else signal.stated_at), *beside))
    return marks or several(of(case, key, 1) for key in (signal.about, *signal.others))


Readings = Mapping[tuple[str, int], Sequence[str]]
"""(sha256, page number) -> the texts that readings of this page gave."""


def readings(pages: Iterable[Page]) -> Readings:
    """Texts by content and page number."""
    texts: dict[tuple[str, int], list[str]] = {}
    for page in pages:
        texts.setdefault((page.sha256, page.number), []).append(page.text)
    return texts


def require_cited(lines: Iterable[Line], pages: Mapping[str, Page] | None = None) -> None:
    """Nothing, if every line has a citation and each holds the exact characters of its page.

    `pages` by page id; without it only presence and length are looked at. Raises Uncited at the first line that fails.
    """
    texts = None if pages is None else readings(pages.values())
    for line in lines:
        if not line.citations:
            raise Uncited(
                f"No citation under: {line.text[:120]!r}",
                remedy="cite the characters that it rests on, or leave it out",
            )
        require_slices(line.citations, texts)


def require_slices(citations: Iterable[Citation], texts: Readings | None = None) -> None:
    """Nothing, if each citation holds words and, where `texts` is given, slices to them in a reading of its page.

    Raises Uncited.
    """
    for citation in citations:
        start, end = citation.start, citation.end
        whole = 0 <= start < end and len(citation.text) == end - start and bool(citation.text.strip())
        known = () if texts is None else texts.get((citation.sha256, citation.page), ())
        if not whole or (texts is not None and not any(text[start:end] == citation.text for text in known)):
            place = f"{citation.path or citation.sha256[:12]}, page {citation.page} [{start}:{end}]"
            raise Uncited(f"The characters of {place!r} are not those cited.", remedy="run the case again")


def require_held(lines: Iterable[Line], findings: Iterable[Finding], pages: Mapping[str, Page]) -> None:
    """Nothing, if every line is cited and every citation of lines and findings slices. Raises Uncited."""
    require_cited(lines, pages)
    texts = readings(pages.values())
    for row in findings:
        require_slices(row.citations, texts)
