"""What one wording says differently from another: certainty, caveats, numbers, agents, dates, places, attribution.

In: two Claims that say the same, the earlier first, with the voices of both. Out: `Change`s with both wordings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import Claim, DriftKind, Hop, Quantity, Voice
from hearsay.text.hedges import find_hedges
from hearsay.text.names import name_key, same_name
from hearsay.text.normal import fold_text

from .facts import place_key, time_key
from .figures import beside, main_number
from .saying import WORD, part_of_name, stem
from .tables import table, words_of
from .wordlists import find, has

RANK = {"uncommitted": 0, "hedged": 1, "certain": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference with the words on both sides; an empty side has nothing to show."""

    what: DriftKind
    before: str
    after: str
    before_span: tuple[int, int] | None = None
    """Half-open code points on the earlier claim's page."""
    after_span: tuple[int, int] | None = None


def changes(before: Claim, after: Claim, voices: Mapping[str, Voice]) -> list[Change]:
    """All differences of substance between two wordings of one proposition, in a fixed order."""
    found: list[Change] = []
    for rule in RULES:
        found += rule(before, after)
    return [*found, *_attribution(before, after, voices)]


def _whole(claim: Claim) -> tuple[str, tuple[int, int]]:
    return claim.text, (claim.start, claim.end)


def hedges(claim: Claim) -> list[tuple[int, int, str]]:
    """Words that take certainty off the claim: those of its hops and those in its own words, by page offsets."""
    worn = (hedge for hop in claim.chain for hedge in hop.hedges if hedge.kind != "approximator")
    found = {(hedge.anchor.start, hedge.anchor.end, hedge.text) for hedge in worn}
    spans = find_hedges(claim.text)
    found |= {(claim.start + a, claim.start + b, claim.text[a:b]) for a, b in spans if not _covered(claim, a, found)}
    return sorted(found)


def _covered(claim: Claim, at: int, found: set[tuple[int, int, str]]) -> bool:
    return any(start <= claim.start + at < end for start, end, _ in found)


def certainty(claim: Claim) -> int:
    """0 uncommitted, 1 hedged, 2 certain: the weaker of the chain's innermost commitment and the claim's own words."""
    return min(RANK[claim.commitment], 1) if hedges(claim) else RANK[claim.commitment]


def _certainty(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = certainty(before), certainty(after)
    if first == second or 0 in {first, second}:
        return
    weak, strong = (before, after) if first < second else (after, before)
    words = hedges(weak)
    text = ", ".join(word for _, _, word in words) or weak.text
    span = (words[0][0], words[0][1]) if words else (weak.start, weak.end)
    whole, place = _whole(strong)
    if first < second:
        yield Change("certainty_up", text, whole, span, place)
    else:
        yield Change("certainty_down", whole, text, place, span)


def _number(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = main_number(before), main_number(after)
    yield from _other_numbers(before, after, (first, second))
    if first is None or second is None or not (first.verified and second.verified):
        return
    sides = (first.text, second.text, (first.start, first.end), (second.start, second.end))
    fate = beside(before, first)
    counted = not first.of or not second.of or _same_counted(first, second) or fate == beside(after, second) != ""
    if first.value != second.value and counted and not _restated(before, second):
        yield Change("number", *sides)
    if first.value != second.value:
        return
    if first.of and second.of and not _same_counted(first, second):
        yield Change("counted", first.of, second.of, sides[2], sides[3])
    if first.base and not second.base:
        yield Change("base_lost", first.base, second.text, sides[2], sides[3])
    if first.period and not second.period and not after.times:
        yield Change("period_lost", first.period, second.text, sides[2], sides[3])


def _other_numbers(before: Claim, after: Claim, main: tuple[Quantity | None, Quantity | None]) -> Iterator[Change]:
    """Changes of the numbers beside the main ones, each against the one number of the other claim that counts the same."""
    mine, theirs = (
        [n for n in claim.numbers if n is not own and n.value is not None and n.verified]
        for claim, own in zip((before, after), main, strict=True)
    )
    for first in mine:
        same = [second for second in theirs if _one_count((before, first), (after, second))]
        rest = [other for other in mine if _one_count((before, first), (before, other))]
        if len(same) == len(rest) == 1 and same[0].value != first.value and not _restated(before, same[0]):
            second = same[0]
            yield Change("number", first.text, second.text, (first.start, first.end), (second.start, second.end))


def _one_count(one: tuple[Claim, Quantity], other: tuple[Claim, Quantity]) -> bool:
    """Whether two numbers count one thing: the same word, unit, and fate."""
    first, second = one[1], other[1]
    fates = beside(*one), beside(*other)
    return fates[0] == fates[1] and first.unit == second.unit and _same_counted(first, second)


def _restated(before: Claim, second: Quantity) -> bool:
    return second.value in {number.value for number in before.numbers}


def _same_counted(first: Quantity, second: Quantity) -> bool:
    mine, theirs = ({stem(word) for word in name_key(q.of).split()} for q in (first, second))
    return bool(mine & theirs)


def _complement(before: Claim, after: Claim) -> Iterator[Change]:
    opposed = any(
        (_holds(before, a) and _holds(after, b)) or (_holds(before, b) and _holds(after, a)) for a, b in _opposites()
    )
    negated = has(before.text, "negations") != has(after.text, "negations") or before.polarity != after.polarity
    if opposed and negated:
        yield Change("complement_flip", *_both(before, after))


def _opposites() -> list[tuple[str, str]]:
    return [(pair[0], pair[1]) for pairs in table("phrases")["opposites"].values() for pair in pairs]


def _holds(claim: Claim, phrase: str) -> bool:
    return {stem(word) for word in phrase.split()} <= {stem(word) for word in WORD.findall(fold_text(claim.text))}


def _both(before: Claim, after: Claim) -> tuple[str, str, tuple[int, int], tuple[int, int]]:
    return before.text, after.text, (before.start, before.end), (after.start, after.end)


def _agent(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = set(before.actors), set(after.actors)
    if first and second and not any(same_name(a, b) for a in first for b in second):
        _, _, mine, theirs = _both(before, after)
        yield Change("agent", ", ".join(sorted(first)), ", ".join(sorted(second)), mine, theirs)


def _date(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = ([t for t in c.times if time_key(t) and t.precision in {"day", "minute"}] for c in (before, after))
    if first and second and not {t.first[:10] for t in first} & {t.first[:10] for t in second}:
        a, b = first[0], second[0]
        yield Change("date", a.text, b.text, (a.start, a.end), (b.start, b.end))


def _place(before: Claim, after: Claim) -> Iterator[Change]:
    first, second = before.places, after.places
    keys = [{place_key(place) for place in side} for side in (first, second)]
    if first and second and not keys[0] & keys[1] and not any(same_name(a.text, b.text) for a in first for b in second):
        a, b = first[0], second[0]
        yield Change("place", a.text, b.text, (a.start, a.end), (b.start, b.end))


RULES: tuple[Callable[[Claim, Claim], Iterator[Change]], ...] = (
    _certainty,
    _number,
    _complement,
    _agent,
    _date,
    _place,
)


def _attribution(before: Claim, after: Claim, voices: Mapping[str, Voice]) -> Iterator[Change]:
    first, second = _inner(before), _inner(after)
    if first is None:
        return
    span = (first.mention.start, first.mention.end) if first.mention and first.mention.page == before.page else None
    if second is None:
        if has(after.text, "speech"):
            return
        yield Change("attribution_dropped", first.holder, after.text, span, (after.start, after.end))
    elif not _same_voice(first, second, voices) and not _within(first, after, voices):
        mark = second.mention
        place = (mark.start, mark.end) if mark and mark.page == after.page else None
        papers = [_is_paper(hop, voices) for hop in (first, second)]
        what: DriftKind = "vouching_moved" if papers[0] != papers[1] else "attribution_changed"
        yield Change(what, first.holder, second.holder, span, place)


def _inner(claim: Claim) -> Hop | None:
    return claim.chain[-1] if len(claim.own_chain) > 1 else None


def _is_paper(hop: Hop, voices: Mapping[str, Voice]) -> bool:
    voice = voices.get(hop.voice)
    return voice is not None and voice.kind in {"document", "document_set"}


def _same_voice(first: Hop, second: Hop, voices: Mapping[str, Voice]) -> bool:
    mine, theirs = voices.get(first.voice), voices.get(second.voice)
    if first.voice == second.voice or same_name(first.holder, second.holder):
        return True
    if part_of_name(name_key(first.holder), name_key(second.holder)):
        return True
    keys = [{v.canonical, v.institution, *map(name_key, v.aliases)} - {""} for v in (mine, theirs) if v is not None]
    return len(keys) == 2 and bool(keys[0] & keys[1])


def _within(hop: Hop, claim: Claim, voices: Mapping[str, Voice]) -> bool:
    return any(_same_voice(hop, other, voices) for other in claim.own_chain[1:])


@dataclass(frozen=True, slots=True)
class Caveat:
    """A sentence that limits, or lifts a limit of, what a text reports."""

    claim: Claim
    assured: bool
    """Whether it says the limit away ("was independently verified")."""
    start: int
    end: int


def caveats(claims: Sequence[Claim]) -> list[Caveat]:
    """The claims that are caveats, in order of place. A negated assurance is a caveat."""
    found = []
    for claim in sorted(claims, key=lambda claim: (claim.page, claim.start, claim.end)):
        limits, lifts = find(claim.text, "caveats"), find(claim.text, "assurances")
        lifted = bool(lifts) and not has(claim.text, "negations") and claim.polarity == "+"
        if limits or lifts:
            a, b = (lifts if lifted else limits or lifts)[0]
            found.append(Caveat(claim, lifted, claim.start + a, claim.start + b))
    return found


def points_back(claim: Claim) -> bool:
    """Whether the claim begins with a word that needs something said before ("this", "these")."""
    words = name_key(claim.text).split() or [""]
    first = claim.text.split(maxsplit=1)[0].casefold() if claim.text.strip() else ""
    return bool({words[0], first.strip("\"'“«,")} & words_of("phrases", "pointers"))
