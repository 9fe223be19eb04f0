"""Cards in a row: who says it (attribution) under a finding, who held the paper (custody) under a paper.

In: a Case, a claim, the numbered sources. Out: cards of plain strings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Anchor, Claim, Custody, File, Hop, Voice

from .case import Case
from .chains import commitment_words
from .cite import mark, of_claim, several
from .phrases import inline, shorten, unique, word
from .sources import Mark, Sources

CHAINS = 3
"""Rows of cards of one finding: the deepest chains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HopCard:
    """One holder of a chain."""

    holder: str
    kind: str
    mode: str
    cue: str
    hedges: tuple[str, ...]
    sureness: str
    degree: str
    """ct, pr, ps or uu, for the look of the card."""
    access: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """The chain of one claim, outermost holder first, with the words at its end."""

    path: str
    hops: tuple[HopCard, ...]
    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandCard:
    """One hand that a paper passed through."""

    act: str
    hand: str
    when: str
    word_of: str
    note: str
    given: bool
    """Whether a person gave it in case.toml."""
    marks: tuple[Mark, ...]


def chain_rows(case: Case, claims: Sequence[tuple[str, Claim]], sources: Sources) -> tuple[ChainRow, ...]:
    """The deepest chain of each publisher, deepest first."""
    best: dict[str, tuple[str, Claim]] = {}
    for key, claim in sorted(claims, key=lambda pair: -len(pair[1].chain)):
        best.setdefault(case.outlet(claim), (key, claim))
    return tuple(_chain_row(case, claim, sources) for _, claim in list(best.values())[:CHAINS] if claim.chain)


def _chain_row(case: Case, claim: Claim, sources: Sources) -> ChainRow:
    return ChainRow(
        path=case.paths.get(claim.sha256, ""),
        hops=tuple(_hop(case, hop, case.holder(claim, place), sources) for place, hop in enumerate(claim.chain)),
        words=shorten(" ".join(claim.text.split()), 220),
        marks=sources.marks(of_claim(case, claim)),
    )


def _hop(case: Case, hop: Hop, holder: str, sources: Sources) -> HopCard:
    voice = case.get(Voice, hop.voice)
    anchors: list[Anchor | None] = [hop.mention, hop.cue, *(hedge.anchor for hedge in hop.hedges)]
    return HopCard(
        holder=holder or "an unnamed voice",
        kind=(voice.kind if voice else "").replace("_", " "),
        mode=hop.mode,
        cue=shorten(hop.cue_text, 80),
        hedges=tuple(unique(shorten(hedge.text, 60) for hedge in hop.hedges)),
        sureness=commitment_words(hop.commitment),
        degree=hop.commitment[:2].lower(),
        access="" if hop.access == "unknown" else hop.access,
        marks=sources.marks(several(mark(case, anchor) for anchor in anchors)),
    )


def papers_of(case: Case, claims: Sequence[tuple[str, Claim]]) -> tuple[str, ...]:
    """Names of the papers that speak in the chains, and of the files that hold the claims, where their hands are known."""
    voices = {hop.voice for _, claim in claims for hop in claim.chain}
    contents = {claim.sha256 for _, claim in claims}
    about = [key for key in case.custody if key in voices or _content(case, key) in contents]
    return tuple(unique(paper(case, key) for key in about))


def _content(case: Case, key: str) -> str:
    file = case.get(File, key)
    return file.sha256 if file else ""


def paper(case: Case, key: str) -> str:
    """How a paper is called: the voice's name, or the file's path."""
    voice, file = case.get(Voice, key), case.get(File, key)
    return voice.name if voice else file.path if file else key


def hand_cards(case: Case, hands: Sequence[Custody], sources: Sources) -> tuple[HandCard, ...]:
    """Cards of hands, first hand first."""
    return tuple(
        HandCard(
            act=word("acts", hand.act),
            hand=inline(hand.hand),
            when=hand.when,
            word_of=hand.on_word_of,
            note=hand.note,
            given=hand.anchor is None,
            marks=sources.marks(mark(case, hand.anchor)),
        )
        for hand in hands
    )
