"""Is the paper genuine? Nothing here decides: what speaks for and against is gathered, and a person gives the weights.

In: keyed by the canonical key of a paper's voice or the sha256 of a paper: all its Voices and Documents (typed, scanned,
translated, spoken of), Signals, Ratings of the hands it passed through, Custody, Claims and Relations about it. Out: one
Judgement, [0, 1], "cannot be judged", all factors 0, about the paper's Voice: the declared one where there is one.
A genuine paper is not a true paper: what it says is a proposition of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Claim, Custody, Document, Judgement, Rating, Record, Relation, Signal, Voice
from hearsay.ports import Group, StepKind
from hearsay.settings import WeighSettings

from .bearing import NOTHING, concerned, doubts, praised
from .odds import Part, listed, part, short

PRESS = ("press", "record", "table", "unknown")
"""Kinds of document whose authenticity nobody asks unless the document is a voice."""
PAPERS = ("document", "document_set")
"""Kinds of voice that are papers."""


@dataclass(frozen=True, slots=True)
class JudgeGenuine:
    """Keyed step: the Judgement whether one paper is genuine; nothing for a group without a paper."""

    name: ClassVar[str] = "weigh.judge_genuine"
    version: ClassVar[str] = "3"
    kind: ClassVar[StepKind] = "keyed"

    settings: WeighSettings

    def __call__(self, group: Group) -> list[Record]:
        """At most one Judgement, about a Voice of the paper, else about its Document."""
        names = papers(group)
        if not names:
            return []
        custody = custody_of(group)
        claims = {claim.id: claim for claim in group.only(Claim)}
        about = {group.key, *claims, *(voice.id for voice in group.only(Voice))}
        ratings = concerned(group.only(Rating), (group.key,), custody, [voice.scope for voice in group.only(Voice)])
        parts = [
            *custody_parts(custody),
            *signal_parts(group.only(Signal)),
            *doubts(about, group.only(Relation), claims),
            *praised(ratings),
            *record_parts(ratings.values()),
        ]
        named = called(group) or min(names)
        return [
            Judgement(
                about=bearer(group),
                subject="genuine",
                text=f"{named} is genuine",
                confidence=confidence(custody, group.only(Signal)),
                factors=tuple(p.factor for p in parts),
                open_question=open_question(named, custody),
            )
        ]


def bearer(group: Group) -> str:
    """Id of the record that stands for the paper: its declared Voice, else that of a text, else the Document."""
    voices = sorted((voice.scope != "case", voice.id) for voice in group.only(Voice) if voice.kind in PAPERS)
    documents = sorted(document.id for document in group.only(Document))
    return voices[0][1] if voices else documents[0]


def called(group: Group) -> str:
    """The name that case.toml gives the paper; empty when it gives none."""
    declared = [voice.name for voice in group.only(Voice) if voice.kind in PAPERS and voice.scope == "case"]
    return short(min(declared or [document.voice or "" for document in group.only(Document)], default=""))


def papers(group: Group) -> list[str]:
    """Names of the papers of the group, sorted: voices that are documents, and documents that may speak."""
    voices = [voice.name for voice in group.only(Voice) if voice.kind in PAPERS]
    documents = [
        document.voice or document.title or document.path or document.sha256[:12]
        for document in group.only(Document)
        if document.voice or document.kind not in PRESS
    ]
    return sorted(short(name) for name in {*voices, *documents} if name)


def custody_of(group: Group) -> list[Custody]:
    """The hands of this paper alone: those of its files, or of the voice under which a text speaks of it.

    Files of one paper share hands: what is told of several of them counts once.
    """
    voices = {voice.id for voice in group.only(Voice)}
    in_haul = bool(group.only(Document))
    own = [hand for hand in group.only(Custody) if hand.about in voices or (in_haul and hand.about.startswith("file:"))]
    told = {(h.position, h.act, h.hand, h.when, h.on_word_of): h for h in sorted(own, key=lambda hand: hand.id)}
    return [told[key] for key in sorted(told)]


def custody_parts(custody: Sequence[Custody]) -> list[Part]:
    """One part of weight 0: the hands as told, how many are named, and on whose word."""
    hands = sorted(custody, key=lambda hand: (hand.about.startswith("voice:"), hand.position, hand.act, hand.hand))
    if not hands:
        return [part("custody", NOTHING, "Nobody says through whose hands the paper came. Nobody gave a weight: 0.")]
    told = "; ".join(
        f"{hand.act.replace('_', ' ')}: {short(hand.hand, 60) or 'nobody named'}"
        + (f" (on the word of {short(hand.on_word_of, 60)})" if hand.on_word_of else "")
        for hand in hands[:6]
    )
    more = f"; and {len(hands) - 6} more" if len(hands) > 6 else ""
    unnamed = sum(not hand.hand for hand in hands)
    reason = f"Hands as told: {told}{more}. Of {len(hands)} hands {unnamed} are not named. Nobody gave a weight: 0."
    return [part("custody", NOTHING, reason, evidence=[hand.id for hand in hands])]


def signal_parts(signals: Sequence[Signal]) -> list[Part]:
    """One part of weight 0 for each way a signal may speak: it never decides."""
    parts: list[Part] = []
    for speaks in ("for", "against", "neither"):
        found = sorted((signal for signal in signals if signal.speaks == speaks), key=lambda signal: signal.id)
        if found:
            names = listed(sorted({signal.name for signal in found}))
            side = "neither way" if speaks == "neither" else f"{speaks} it"
            count = len(distinct(found))
            reason = f"{count} signal{'s speak' if count > 1 else ' speaks'} {side}: {names}. Nobody gave a weight: 0."
            parts.append(part(f"signals: {speaks}", NOTHING, reason, evidence=[signal.id for signal in found]))
    return parts


def distinct(signals: Sequence[Signal]) -> set[tuple[str, str, str, str]]:
    """What the signals come to, each once: typed, scanned and translated texts of one paper repeat it."""
    return {(signal.name, signal.of, signal.found, signal.speaks) for signal in signals}


def record_parts(ratings: Iterable[Rating]) -> list[Part]:
    """One part of weight 0: verified outcomes of the hands. What they passed on before does not make this paper genuine."""
    known = sorted((rating for rating in ratings if rating.effective > 0.0), key=lambda rating: rating.voice)
    if not known:
        return []
    told = "; ".join(
        f"{short(r.voice, 60)}: {r.confirmed} confirmed, {r.refuted} refuted, next one confirmed with {r.low:.2f} to {r.high:.2f}"
        for r in known[:6]
    )
    reason = f"Verified outcomes of the hands: {told}. Nobody said what that means for this paper: 0."
    return [part("verified track record", NOTHING, reason, evidence=[rating.id for rating in known])]


def confidence(hands: Sequence[Custody], signals: Sequence[Signal]) -> str:
    """How broad the ground is; it never holds a word of likelihood."""
    named = sum(bool(hand.hand) for hand in hands)
    return (
        f"Hands known by name: {named} of {len(hands)}; signals found: {len(distinct(signals))}; no person has said how much any of "
        f"this weighs."
    )


def open_question(name: str, custody: Sequence[Custody]) -> str:
    """The first hand without a name, else a way to examine the paper itself."""
    unnamed = sorted((hand for hand in custody if not hand.hand), key=lambda hand: (hand.position, hand.act))
    if unnamed:
        return f"Whose hand was it at this step of the way of {name}: {unnamed[0].act.replace('_', ' ')}?"
    return f"Can somebody who has no part in this examine the original of {name}, and compare it with papers known to be genuine?"
