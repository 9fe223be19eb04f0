"""Alignment of a candidate pair: does one text hold the other's words or facts, how surely, and which took from which.

In: a Pair, both Documents, their Pages, Passages, Voices and Claims, and what is known of the one as a translation of the
other. Out: Copies.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from hearsay.model import Anchor, Claim, Document, Page, Passage, Record, Summary, Translation
from hearsay.ports import Group, StepKind
from hearsay.settings import TraceSettings

from .direction import Side, credits_outlet
from .edges import Found, Held, edges, least, of_words
from .facts import Detail, agreement, counted_by, details, in_order
from .likeness import likeness, logistic
from .shingling import Commons, from_summary
from .tables import table
from .wording import word_key, wording

FEWEST = 4
"""Rare facts that two texts of two languages must share; one fewer where one credits the other's outlet."""
DECLARED = 0.99
"""Of an edge that a person declared or typed in: taken as given, and still no certainty."""


@dataclass(frozen=True, slots=True)
class Align:
    """The edges between two documents."""

    settings: TraceSettings
    common: Summary
    name: ClassVar[str] = "trace.align"
    version: ClassVar[str] = "5"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """At most one edge between the two texts, with edges to an unseen parent; empty when a document is missing."""
        held = _held(group)
        if len(held) != 2:
            return []
        one, other = held
        common = from_summary(self.common)
        found = shared_words(one, other, common, self.settings)
        if found is None or found.probability < 0.5:
            found = _likelier(found, shared_facts(one, other, common))
        if _rendered(one, other):
            found = _translation(one, other, group.only(Translation))
        return list[Record](edges(one, other, found)) if found is not None and found.probability >= least() else []


def _rendered(one: Held, other: Held) -> bool:
    first, second = one.side.document, other.side.document
    return first.translates == second.sha256 or second.translates == first.sha256


def _translation(one: Held, other: Held, known: Sequence[Translation]) -> Found:
    """The edge of a translation: all that it says was in its original."""
    keys = {one.key, other.key}
    own = next((t for t in known if {t.sha256, t.original} == keys), None)
    if own is None or own.found_by == "declared":
        why, probability = "case.toml declares the one a translation of the other", DECLARED
    elif own.found_by == "typed":
        why, probability = f"the one is a translation of the other, {'; '.join(own.reasons)}", DECLARED
    else:
        why, probability = f"the one is a translation of the other: {'; '.join(own.reasons)}", own.probability
    return Found("translation", probability, _whole(one, other), why)


def _whole(one: Held, other: Held) -> tuple[tuple[Anchor, Anchor, float], ...]:
    """The whole pages of both, one beside the other; what one has more stands beside the last of the other."""
    mine, theirs = (
        [Anchor(page=page.id, start=0, end=len(page.text)) for page in side.words.pages]
        for side in (one.side, other.side)
    )
    if not mine or not theirs:
        return ()
    count = max(len(mine), len(theirs))
    return tuple((mine[min(n, len(mine) - 1)], theirs[min(n, len(theirs) - 1)], 1.0) for n in range(count))


def _likelier(one: Found | None, other: Found | None) -> Found | None:
    if one is None or other is None:
        return one or other
    return other if other.probability > one.probability else one


def _held(group: Group) -> list[Held]:
    pages, passages, claims = group.only(Page), group.only(Passage), group.only(Claim)
    held = []
    documents = {document.sha256: document for document in group.only(Document)}
    for _, document in sorted(documents.items()):
        mine = [page for page in pages if page.sha256 == document.sha256]
        ids = {page.id for page in mine}
        blocks = tuple(passage for passage in passages if passage.page in ids)
        side = Side(document, wording(mine, blocks))
        held.append(Held(side, blocks, tuple(claim for claim in claims if claim.page in ids)))
    return held


def shared_words(one: Held, other: Held, common: Commons, settings: TraceSettings) -> Found | None:
    """What the wording shows; None when no stretch is long enough."""
    shared = likeness(one.side.words, other.side.words, (*one.passages, *other.passages), common, settings)
    if not shared.spans:
        return None
    return of_words(one, other, shared)


def shared_facts(one: Held, other: Held, common: Commons) -> Found | None:
    """What agreement in rare facts shows between texts of two languages; None when they share fewer than four.

    Three are enough where one text credits the outlet of the other. logit(probability) = bias + fact * n
    + order * (agreement - .5) + error * facts that only these two have + credit.
    """
    languages = {held.side.document.languages[:1] for held in (one, other)}
    if len(languages) < 2 or not all(languages):
        return None
    mine, theirs = _details(one), _details(other)
    pairs = in_order(mine, theirs, _rare(mine, common))
    credited = credits_outlet(one.side, other.side) or credits_outlet(other.side, one.side)
    if len(pairs) < FEWEST - credited:
        return None
    rule = table("weights")["facts"]
    lonely = [a for a, _ in pairs if _documents(a, common) <= 2 < common.documents]
    score = rule["bias"] + rule["fact"] * len(pairs) + rule["order"] * (agreement(pairs) - 0.5)
    score += rule["error"] * len(lonely) + rule["credit"] * credited
    spans = tuple((a.anchor, b.anchor, 1.0) for a, b in pairs)
    return Found("translation", logistic(score), spans, _why_facts(pairs, lonely))


def _details(held: Held) -> list[Detail]:
    return details(held.side.words.pages, held.side.document.published)


def _documents(detail: Detail, common: Commons) -> int:
    """In how many documents a fact stands, as far as its digits or its name tell; in all where they do not."""
    keys = np.array([word_key(key) for key in sorted(counted_by(detail))], dtype=np.uint64)
    return int(common.of(keys).min()) if len(keys) else common.documents


def _rare(found: Sequence[Detail], common: Commons) -> frozenset[str]:
    limit = max(4.0, math.ceil(0.1 * common.documents))
    return frozenset(detail.key for detail in found if _documents(detail, common) <= limit)


def _why_facts(pairs: Sequence[tuple[Detail, Detail]], lonely: Sequence[Detail]) -> str:
    kinds = Counter(pair[0].key[0] for pair in pairs)
    names = {"n": "numbers", "t": "dates", "y": "years", "p": "places", "a": "actors"}
    counted = ", ".join(f"{kinds[key]} {names[key]}" for key in names if kinds[key])
    said = f"{len(pairs)} rare facts in both languages ({counted}), in order {agreement(pairs):.2f}"
    if lonely:
        said += "; only these two texts have " + ", ".join(detail.text for detail in lonely[:5])
    return said
