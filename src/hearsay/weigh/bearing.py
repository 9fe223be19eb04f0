"""What other claims do to a proposition: denials weigh against it, doubts and praise are shown with no weight.

In: Relations whose target is a claim of the proposition, the claims they come from, Ratings, Voices. Out: Parts in nats.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from hearsay.model import Claim, Custody, Rating, Relation, Voice
from hearsay.text.names import name_key

from .odds import Part, Range, listed, part, ratio_text, short, turned, with_zero
from .roots import Context, chances_of, heard, mark_of
from .tables import weight

NOTHING = (0.0, 0.0)
NOBODY = ""
"""Key under which all denials stand whose voice has no name: they may be one voice."""


def denials(
    members: Iterable[str], relations: Iterable[Relation], voices: Mapping[str, Voice], context: Context
) -> list[Part]:
    """One part for each named voice that denies or contradicts a claim of `members`, one for all unnamed ones together.

    A denial that came along a copy of a text adds nothing beside the one it came from. Independence of deniers is nowhere
    shown: the strongest counts in full, any other between nothing and all; unnamed ones and those whose own claim is not at
    hand may weigh nothing. A claim of `members` denies none of them.
    """
    inside = set(members)
    found = [
        r for r in relations if r.kind in ("denies", "contradicts") and r.target in inside and r.source not in inside
    ]
    moved = {ident for copy in context.copies if copy.target == "document" for ident in copy.claims}
    own = [relation for relation in found if relation.source not in moved]
    by_voice: dict[str, list[Relation]] = defaultdict(list)
    for relation in sorted(own or found, key=lambda r: r.id):
        by_voice[_denier(relation.source, voices, context)].append(relation)
    ranked = sorted((_strength(rows, key, context), key) for key, rows in by_voice.items())
    return [_denial(by_voice[key], key, value, rank, context) for rank, (value, key) in enumerate(ranked)]


def doubts(members: Iterable[str], relations: Iterable[Relation], claims: Mapping[str, Claim]) -> list[Part]:
    """One part of weight 0 for all statements that weaken or qualify one of `members` (ids of claims or voices): nobody said by how much."""
    inside = set(members)
    found = [r for r in relations if r.kind in ("weakens", "qualifies") and r.target in inside]
    if not found:
        return []
    texts = sorted({short(claims[relation.source].text) for relation in found if relation.source in claims})
    said = "; ".join(f"“{text}”" for text in texts[:3] if text) or f"{len({r.source for r in found})} statements"
    reason = f"These weaken it: {said}. Nobody gave a weight for that, so it counts 0 here and is only shown."
    return [part("stated doubts", NOTHING, reason, evidence=[relation.source for relation in found])]


def praised(ratings: Mapping[str, Rating]) -> list[Part]:
    """One part of weight 0 for the track records of `ratings` that somebody claims and nobody shows."""
    found = {key: ratings[key].claimed for key in sorted(ratings) if ratings[key].claimed}
    if not found:
        return []
    reason = (
        f"Somebody vouches for the record of {listed([key.rpartition(':')[2] for key in found])}. That is a claim to be shown: weight 0 until verified "
        f"outcomes are entered."
    )
    return [part("claimed track record", NOTHING, reason, evidence=[ident for ids in found.values() for ident in ids])]


def concerned(
    ratings: Iterable[Rating], keys: Iterable[str], hands: Iterable[Custody], texts: Iterable[str]
) -> dict[str, Rating]:
    """Ratings, by canonical key, of the voices with one of `keys`, of the hands a paper passed through, and of voices
    without a name in the `texts` (sha256) that speak of a paper and do not say who passed it on.

    A hand is known by its name alone; a voice without a name bears its text and its description in its key.
    """
    wanted, named = set(keys), {name_key(hand.hand) for hand in hands if hand.hand}
    spoken = {sha256[:12] for sha256 in texts}
    found: dict[str, Rating] = {}
    for rating in sorted(ratings, key=lambda rating: rating.voice):
        text, colon, described = rating.voice.rpartition(":")
        if rating.voice in wanted or name_key(described) in named or (colon and text in spoken):
            found[rating.voice] = rating
    return found


def _denial(rows: Sequence[Relation], key: str, value: Range, rank: int, context: Context) -> Part:
    kept = with_zero(value) if rank or key == NOBODY else value
    counted = "it may only repeat another denial, so it takes between nothing and all" if rank else "counted once"
    name = _name_of(rows, context) if key != NOBODY else "a voice without a name"
    _, _, why = chances_of(context.ratings.get(key), context.settings)
    return part(
        f"denial: {short(name)}",
        kept,
        f"{short(name)} says otherwise: {counted}, {ratio_text(kept)}; {why}.",
        evidence=[ident for relation in rows for ident in (relation.id, relation.source)],
        question=f"What can {short(name)} show for its denial?",
    )


def _denier(source: str, voices: Mapping[str, Voice], context: Context) -> str:
    """Key of who denies: the institution of the innermost holder, else its canonical key; NOBODY without a name."""
    claim = context.claims.get(source)
    voice = voices.get(claim.chain[-1].voice) if claim is not None and claim.chain else None
    if voice is None or voice.kind == "unnamed":
        return NOBODY
    return voice.institution or voice.canonical or voice.id


def _name_of(rows: Iterable[Relation], context: Context) -> str:
    return min(context.claims[relation.source].chain[-1].holder for relation in rows)


def _strength(rows: Iterable[Relation], key: str, context: Context) -> Range:
    """Range in nats, mostly below 0, of one voice's denial by its most careful wording."""
    order = ("Uu", "PS", "PR", "CT")
    marks = [mark_of(context.claims[r.source]) for r in rows if r.source in context.claims]
    mark = min(marks, key=order.index) if marks else "unknown"
    true, false, _ = chances_of(context.ratings.get(key), context.settings)
    return turned(heard((true, false), weight("commitment", mark)))
