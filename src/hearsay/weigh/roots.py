"""What the origins of a proposition weigh: one factor a root, never one a text; a root that may repeat another less.

In: an Origin with its Roots, the claims they made, Ratings, Copies, Voices. Out: Parts with ranges in nats.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import Claim, Copy, Origin, Rating, Root
from hearsay.settings import WeighSettings

from .dependence import nats_given
from .odds import Part, Range, part, ratio_text, scaled, short, turned, with_zero
from .tables import number, weight


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around the origins; every mapping is by id or by canonical key."""

    settings: WeighSettings
    claims: Mapping[str, Claim]
    ratings: Mapping[str, Rating]
    stakes: Mapping[str, str]
    """Canonical key -> what the voice gains if believed."""
    copies: tuple[Copy, ...] = ()
    says_no: bool = False
    """Whether the proposition itself is worded as a denial (that of its anchor claim)."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """A root with its own wording: which way it speaks, and how much of its weight that wording leaves."""

    root: Root
    against: bool
    shrink: Range
    mark: str
    """CT, PR, PS, Uu or `unknown`."""
    chances: tuple[Range, Range]
    """Chance that it says so if it is so, and if it is not."""
    why_chances: str
    copy: float
    """Least probability that it repeats another root, from the copies that carried its claims."""

    @property
    def alone(self) -> Range:
        """Its weight in nats, for what it says, if it repeats nobody."""
        value = heard(self.chances, self.shrink)
        return value if _attested(self.root) else with_zero(value)


def parts_of_roots(origin: Origin | None, context: Context) -> list[Part]:
    """One part a root, those for the proposition first, the strongest first. Where independence is not shown the strongest counts in full, any other between nothing and all.

    So the low end counts dependent reports once (rule 1). More roots than `origin.at_most` weigh exactly nothing.
    """
    if origin is None:
        return []
    voiced = [
        _voiced(root, origin.roots, context) for root in sorted(origin.roots, key=lambda root: (root.key, root.name))
    ]
    parts: list[Part] = []
    for against in (False, True):
        side = [voice for voice in voiced if voice.against is against]
        ranked = sorted(side, key=lambda v: (not v.root.independent, -v.alone[0], -v.alone[1], v.root.key, v.root.name))
        most = max(1, origin.at_most)
        for rank, voice in enumerate(ranked):
            parts.append(_part(voice, rank, most, context))
    return parts


def says_no(claim: Claim) -> bool:
    """Whether the claim is worded as a denial, in its polarity, its innermost commitment or its mode."""
    inner = claim.chain[-1] if claim.chain else None
    return claim.polarity == "-" or (inner is not None and (inner.commitment.endswith("-") or inner.mode == "denies"))


def closest(claims: Iterable[Claim], copies: Iterable[Copy]) -> Claim | None:
    """The wording nearest to the origin: not one that travelled on a copy, by the shortest chain, then the more careful.

    A copyist who drops a hedge therefore adds nothing.
    """
    moved = {ident for copy in copies if copy.direction > 0.5 for ident in copy.claims}
    order = {"Uu": 0, "PS": 1, "PR": 2, "CT": 3}
    ranked = sorted(claims, key=lambda c: (c.id in moved, len(c.chain), order[mark_of(c)], c.id))
    return ranked[0] if ranked else None


def mark_of(claim: Claim) -> str:
    """CT, PR, PS or Uu of the innermost hop, its sign left off."""
    return claim.chain[-1].commitment[:2] if claim.chain else "Uu"


def chances_of(rating: Rating | None, settings: WeighSettings) -> tuple[Range, Range, str]:
    """Chance of saying so if it is so and if it is not, after verified outcomes, and why.

    The declared range counts as `worth` earlier outcomes: (worth*p + confirmed)/(worth + n), for the other chance
    (worth*p + refuted)/(worth + n), the imprecise beta model of Walley (1996). A letter never enters.
    """
    if rating is None or rating.effective == 0.0:
        return (
            settings.report_true,
            settings.report_false,
            "no verified outcome, so the declared range for an unknown voice",
        )
    worth, n = number("track_record", "worth"), rating.effective
    confirmed = rating.mean * (2.0 + n) - 1.0
    true_low, true_high = ((worth * p + confirmed) / (worth + n) for p in settings.report_true)
    false_low, false_high = ((worth * p + n - confirmed) / (worth + n) for p in settings.report_false)
    why = f"{rating.confirmed} verified outcomes confirmed and {rating.refuted} refuted, worth {n:.3g} independent ones"
    return (true_low, true_high), (false_low, false_high), why


def heard(chances: tuple[Range, Range], shrink: Range) -> Range:
    """What a voice's word weighs in nats, its wording's share being `shrink`.

    A voice that was mostly wrong may weigh nothing: having been wrong does not make it an oracle of the opposite.
    """
    value = scaled(nats_given(*chances, (0.0, 0.0)), shrink)
    return with_zero(value) if value[0] < 0.0 else value


def _voiced(root: Root, roots: Sequence[Root], context: Context) -> Voiced:
    claims = [context.claims[ident] for ident in root.claims if ident in context.claims]
    claim = closest(claims, context.copies)
    mark = "unknown" if claim is None else mark_of(claim)
    true, false, why = chances_of(context.ratings.get(root.key), context.settings)
    return Voiced(
        root=root,
        against=claim is not None and says_no(claim) != context.says_no,
        shrink=weight("commitment", mark),
        mark=mark,
        chances=(true, false),
        why_chances=why,
        copy=_copied(root, roots, context.copies),
    )


def _copied(root: Root, roots: Sequence[Root], copies: Iterable[Copy]) -> float:
    """Probability that a claim of `root` came along a copy from a text of another root; 0 where no copy says so.

    Asked of the texts of `root` that did not take from each other: what a copy of them resembles tells nothing more.
    """
    others = {document for other in roots if other != root for document in other.documents} - set(root.documents)
    mine, texts, copies = set(root.claims), set(root.documents), tuple(copies)
    first = texts - {copy.later for copy in copies if copy.direction > 0.5 and copy.earlier in texts}
    texts = first or texts
    chances = [
        copy.probability * copy.direction
        for copy in copies
        if copy.later in texts and copy.earlier in others and mine & set(copy.claims)
    ]
    return min(max(chances, default=0.0), 1.0)


def _attested(root: Root) -> bool:
    return root.kind == "named"


def _part(voice: Voiced, rank: int, most: int, context: Context) -> Part:
    value, counted = _counted(voice, rank, most)
    value = turned(value) if voice.against else value
    root = voice.root
    side = "Against it, on the word of" if voice.against else "On the word of"
    stake = context.stakes.get(root.key, "")
    gains = f" It gains if believed ({short(stake)}): shown, not multiplied in." if stake else ""
    reason = (
        f"{side} {short(root.name)}: {counted}, {ratio_text(value)}, because {_chances(voice.chances)} "
        f"({voice.why_chances}); {_wording(voice.mark)}.{_caveat(root)}{_wrong(voice)}{gains}"
    )
    evidence = (*root.claims, *_edges(root, context.copies))
    return part(f"origin: {short(root.name)}", value, reason, evidence=evidence, question=_question(root, rank))


def _counted(voice: Voiced, rank: int, most: int) -> tuple[Range, str]:
    """What of its weight counts, by whether it may repeat another root."""
    if rank == 0 or voice.root.independent:
        return voice.alone, "counted once"
    if rank >= most:
        return (0.0, 0.0), f"it repeats another root (at most {most} can be independent), so it adds nothing"
    value = scaled(nats_given(*voice.chances, (voice.copy, 1.0)), voice.shrink)
    kept = value if _attested(voice.root) else with_zero(value)
    return kept, "it may only repeat another root, so it adds between nothing and a report of its own"


def _wording(mark: str) -> str:
    low, high = weight("commitment", mark)
    left = f"so the log of its ratio counts {low:g} to {high:g} times"
    return {
        "CT": "its own wording has no hedge",
        "PR": f"its own wording is hedged (probable), {left}",
        "PS": f"its own wording is hedged (possible), {left}",
        "Uu": "it does not commit itself, so it weighs nothing",
        "unknown": f"its own wording is not known, {left}",
    }[mark]


def _chances(chances: tuple[Range, Range]) -> str:
    (true_low, true_high), (false_low, false_high) = chances
    return f"it says so in {true_low:.2f} to {true_high:.2f} of cases if it is so, in {false_low:.2f} to {false_high:.2f} if not"


def _caveat(root: Root) -> str:
    if root.kind == "document":
        return " The authenticity of the paper is not established, and a genuine paper is not a true paper: it may weigh nothing."
    if root.kind == "named":
        return ""
    return " Nobody can say who this is: it may weigh nothing."


def _wrong(voice: Voiced) -> str:
    if nats_given(*voice.chances, (0.0, 0.0))[0] >= 0.0:
        return ""
    return " It was wrong more often than right where somebody checked: its word may weigh nothing."


def _question(root: Root, rank: int) -> str:
    name = short(root.name)
    if root.kind == "document":
        return f"Is {name} genuine, when was it written, and who held it before it was published?"
    if root.kind != "named":
        return f"Who is {name}, and how does this voice know?"
    if rank and not root.independent:
        return f"Did {name} learn this by itself, or from another origin of the same claim?"
    return f"How does {name} know this, and how did its earlier claims turn out when somebody checked?"


def _edges(root: Root, copies: Iterable[Copy]) -> list[str]:
    mine, texts = set(root.claims), set(root.documents)
    return [copy.id for copy in copies if copy.later in texts and mine & set(copy.claims)]
