"""The drift ledger: what changed along a copy, and between a headline and the body under it.

In: the Documents of a pair or one Document, with Claims, Voices, Copies, Propositions. Out: Drifts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Anchor, Claim, Copy, Document, Drift, Page, Passage, Proposition, Record, Voice
from hearsay.ports import Group, StepKind
from hearsay.text.names import name_key

from .changes import Caveat, Change, caveats, certainty, changes, points_back
from .credits import agency_key
from .propose import weights
from .saying import Saying, saying, stems
from .wordlists import has

NOT_BODY = {"headline", "deck", "caption"}
"""Frames of claims that a headline does not sum up."""
LIKE = 0.34
"""Share of a headline's weight that a body claim must hold to be what it sums up."""
NEAR = 400
"""Characters between a caveat that says "this" and the claim before it that it is about."""
ABOUT = 0.9
"""Share of the best claim's likeness to a caveat from which another claim may be what it is about as well."""
CONTAINED = 0.6
"""Share of the shorter claim's stems that the other holds, for two claims that were not aligned."""
SURELY = 0.9
"""An edge at least this likely sets the headlines of both texts side by side."""
IN_DOCUMENT = {"certainty_up", "certainty_down", "number", "counted", "base_lost", "complement_flip", "agent"}
"""What a headline may change; it owes its reader no attribution, date or place."""


@dataclass(frozen=True, slots=True)
class Follow:
    """What one text says differently from the text that it took from, or its headline from its body."""

    name: ClassVar[str] = "trace.follow"
    version: ClassVar[str] = "5"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Drifts in the order of their ids; one for each pair of claims and kind of change."""
        voices = {voice.id: voice for voice in group.only(Voice)}
        documents = group.only(Document)
        found: list[Drift] = []
        if len(documents) == 1:
            found += _within(group.only(Claim), documents[0], voices)
        for copy in _edges(group):
            found += _along(copy, group, voices)
        kept = {drift.id: drift for drift in found}
        return [kept[key] for key in sorted(kept)]


def _edges(group: Group) -> list[Copy]:
    known = {document.sha256 for document in group.only(Document)}
    return [
        copy
        for copy in group.only(Copy)
        if copy.target == "document" and copy.probability >= 0.5 and {copy.later, copy.earlier} <= known
    ]


def _drift(before: Claim, after: Claim, change: Change, copy: str) -> Drift:
    return Drift(
        later=after.id,
        earlier=before.id,
        what=change.what,
        before=change.before,
        after=change.after,
        before_anchor=_mark(before, change.before_span),
        after_anchor=_mark(after, change.after_span),
        copy=copy,
    )


def _mark(claim: Claim, span: tuple[int, int] | None) -> Anchor:
    start, end = span or (claim.start, claim.end)
    return Anchor(page=claim.page, start=start, end=end)


def _along(copy: Copy, group: Group, voices: dict[str, Voice]) -> Iterator[Drift]:
    later = [claim for claim in group.only(Claim) if claim.sha256 == copy.later]
    earlier = [claim for claim in group.only(Claim) if claim.sha256 == copy.earlier]
    pairs = _paired(copy, earlier, later, group.only(Proposition))
    lost: set[str] = set()
    for before, after in pairs:
        for change in changes(before, after, voices):
            if change.what == "attribution_dropped" and agency_key(change.before):
                if change.before in lost:
                    continue
                lost.add(change.before)
            yield _drift(before, after, change, copy.id)
    yield from _caveats(copy, earlier, later, pairs)
    yield from _referents(copy, group, earlier, later)


def _paired(
    copy: Copy, earlier: Sequence[Claim], later: Sequence[Claim], propositions: Sequence[Proposition]
) -> list[tuple[Claim, Claim]]:
    """Claims of both texts that stand in one shared stretch, else that share a proposition; one partner each."""
    pairs: dict[str, tuple[Claim, Claim]] = {}
    for after in sorted(later, key=lambda claim: claim.id):
        partner = _opposite(copy, after, earlier) or _in_one_proposition(after, earlier, propositions)
        partner = partner or _over_the_same(copy, after, earlier)
        if partner is not None and (partner.frame == "headline") == (after.frame == "headline"):
            pairs[after.id] = (partner, after)
    return [pairs[key] for key in sorted(pairs)]


def _opposite(copy: Copy, after: Claim, earlier: Sequence[Claim]) -> Claim | None:
    """The earlier claim at the same relative place of the shared stretch that holds most of `after`."""
    best: tuple[float, str] | None = None
    chosen = None
    for span in copy.spans:
        if span.earlier is None or span.later.page != after.page:
            continue
        low, high = max(after.start, span.later.start), min(after.end, span.later.end)
        if 2 * (high - low) < after.end - after.start:
            continue
        scale = (span.earlier.end - span.earlier.start) / max(1, span.later.end - span.later.start)
        start = span.earlier.start + scale * (low - span.later.start)
        end = span.earlier.start + scale * (high - span.later.start)
        for claim in earlier:
            if claim.page == span.earlier.page:
                shared = min(end, claim.end) - max(start, claim.start)
                like = shared / max(1.0, max(end, claim.end) - min(start, claim.start))
                if like >= 0.5 and (best is None or (-like, claim.id) < best):
                    best, chosen = (-like, claim.id), claim
    return chosen


def _in_one_proposition(after: Claim, earlier: Sequence[Claim], propositions: Sequence[Proposition]) -> Claim | None:
    mates = {key for p in propositions if after.id in p.claims for key in p.claims}
    found = [claim for claim in earlier if claim.id in mates and _contained(claim, after) >= CONTAINED]
    return min(found, key=lambda claim: (claim.frame != after.frame, claim.start, claim.id), default=None)


def _over_the_same(copy: Copy, after: Claim, earlier: Sequence[Claim]) -> Claim | None:
    """The headline of the earlier text where most of a headline's words stand in it and the text below was surely taken."""
    if after.frame != "headline" or copy.probability < SURELY:
        return None
    heads = [claim for claim in earlier if claim.frame == "headline" and _contained(claim, after) >= CONTAINED]
    return min(heads, key=lambda claim: (claim.start, claim.id), default=None)


def _contained(one: Claim, other: Claim) -> float:
    mine, theirs = set(stems(one.text)), set(stems(other.text))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _caveats(
    copy: Copy, earlier: Sequence[Claim], later: Sequence[Claim], pairs: Sequence[tuple[Claim, Claim]]
) -> Iterator[Drift]:
    """What became of the caveats of the earlier text: kept, turned round, or dropped from what was taken."""
    theirs = caveats(later)
    partner = {before.id: after for before, after in pairs}
    for caveat in caveats(earlier):
        if caveat.assured:
            continue
        match = _counterpart(caveat, theirs)
        if match is not None:
            what = Change(
                "caveat_inverted" if match.assured else "caveat_kept",
                caveat.claim.text,
                match.claim.text,
                (caveat.start, caveat.end),
                (match.start, match.end),
            )
            yield _drift(caveat.claim, match.claim, what, copy.id)
        elif caveat.claim.id not in partner:
            before = next((claim for claim in subjects(caveat, earlier) if claim.id in partner), None)
            if before is not None:
                after = partner[before.id]
                said = caveat.claim.text if own_words(caveat) else f"{caveat.claim.text} (said after “{before.text}”)"
                dropped = Change("caveat_dropped", said, after.text, (caveat.start, caveat.end))
                yield _drift(caveat.claim, after, dropped, copy.id)


def subjects(caveat: Caveat, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of the same text that a caveat may be about, the nearest first; none where nothing tells.

    Those that share most of the caveat's own words; else, where it has none or speaks of "this", "the report" or "the
    figures", the claim that stands just before it.
    """
    own = own_words(caveat)
    others = [claim for claim in claims if claim.page == caveat.claim.page and claim.frame not in NOT_BODY]
    others = [claim for claim in others if not caveats([claim])]
    weight = weights([_plain(caveat.claim), *(_plain(claim) for claim in others)])
    shares = [_sum(own & set(stems(claim.text)), weight) / max(1e-9, _sum(own, weight)) for claim in others]
    best = max(shares, default=0.0)
    if best >= LIKE:
        found = [claim for share, claim in zip(shares, others, strict=True) if share >= ABOUT * best]
        return sorted(found, key=lambda claim: (abs(claim.start - caveat.claim.start), claim.id))
    back = not own or points_back(caveat.claim) or has(caveat.claim.text, "accounts")
    near = [c for c in others if c.end <= caveat.claim.start and caveat.claim.start - c.end <= NEAR]
    return sorted(near, key=lambda claim: (-claim.end, claim.id))[:1] if back else []


def own_words(caveat: Caveat) -> set[str]:
    """Stems of what a caveat says beside its formula: what it is about, as far as it says so."""
    start, end = caveat.start - caveat.claim.start, caveat.end - caveat.claim.start
    return set(stems(caveat.claim.text[:start] + " " + caveat.claim.text[end:]))


def _counterpart(caveat: Caveat, others: Sequence[Caveat]) -> Caveat | None:
    """The caveat of the other text that speaks of the same thing."""
    sides = [_plain(caveat.claim), *(_plain(other.claim) for other in others)]
    weight = weights(sides)
    ranked = []
    for other, side in zip(others, sides[1:], strict=True):
        mine, theirs = set(sides[0].stems), set(side.stems)
        share = sum(weight[s] for s in mine & theirs) / max(1e-9, min(_sum(mine, weight), _sum(theirs, weight)))
        ranked.append((-share, other.claim.id, other))
    best = min(ranked, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and -best[0] >= LIKE else None


def _sum(stems: set[str], weight: dict[str, float]) -> float:
    return sum(weight[stem] for stem in stems)


def _plain(claim: Claim) -> Saying:
    return saying(claim, "", "")


def _referents(copy: Copy, group: Group, earlier: Sequence[Claim], later: Sequence[Claim]) -> Iterator[Drift]:
    """A taken passage that begins with "this" while the passage before it was not taken."""
    passages = sorted(group.only(Passage), key=lambda p: (p.page, p.start))
    pages = {page.id: page for page in group.only(Page)}
    for after in later:
        before = _opposite(copy, after, earlier)
        if before is None or not points_back(after):
            continue
        lost = _passage_before(before, passages)
        if lost is not None and not _taken(copy, lost) and lost.page in pages:
            text = pages[lost.page].text[lost.start : lost.end]
            yield _drift(before, after, Change("referent_lost", text, after.text, (lost.start, lost.end)), copy.id)


def _passage_before(claim: Claim, passages: Sequence[Passage]) -> Passage | None:
    """The passage just before the one that the claim begins; None when it begins none."""
    mine = [p for p in passages if p.page == claim.page and p.kind in {"paragraph", "quote", "list_item"}]
    at = next((i for i, p in enumerate(mine) if p.start <= claim.start < p.end), 0)
    return mine[at - 1] if at and claim.start - mine[at].start <= 2 else None


def _taken(copy: Copy, passage: Passage) -> bool:
    covered = 0
    for span in copy.spans:
        if span.earlier is not None and span.earlier.page == passage.page:
            covered += max(0, min(passage.end, span.earlier.end) - max(passage.start, span.earlier.start))
    return 4 * covered >= passage.end - passage.start


def _within(claims: Sequence[Claim], document: Document, voices: dict[str, Voice]) -> Iterator[Drift]:
    """Headline against the body claim that it sums up."""
    heads = [claim for claim in claims if _heads(claim, document)]
    body = [claim for claim in claims if claim.frame not in NOT_BODY and not _heads(claim, document)]
    for head in sorted(heads, key=lambda claim: claim.id):
        for before in summed_up(head, body, document):
            for change in changes(before, head, voices):
                if change.what in IN_DOCUMENT:
                    yield _drift(before, head, change, "")


def _heads(claim: Claim, document: Document) -> bool:
    """Whether the claim is the headline, by its frame or by the document's title."""
    title = name_key(document.title)
    return claim.frame == "headline" or (bool(title) and name_key(claim.text) == title)


def summed_up(head: Claim, body: Sequence[Claim], document: Document) -> list[Claim]:
    """The body claim that a headline sums up: of those nearly as alike as the most alike one, the weakest worded."""
    language = document.languages[0] if document.languages else ""
    sides = [saying(claim, "", language) for claim in (head, *body)]
    weight = weights(sides)
    mine = set(sides[0].stems)
    total = _sum(mine, weight)
    scored = [
        (_sum(mine & set(side.stems), weight) / max(1e-9, total), claim)
        for side, claim in zip(sides[1:], body, strict=True)
    ]
    best = max((score for score, _ in scored), default=0.0)
    if best < LIKE:
        return []
    near = [(score, claim) for score, claim in scored if score >= max(LIKE, 0.6 * best)]
    return [min(near, key=lambda row: (certainty(row[1]), -row[0], row[1].start, row[1].id))[1]]
