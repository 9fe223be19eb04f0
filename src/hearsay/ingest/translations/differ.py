"""What a translation says otherwise than its original: figures, denials, hedges, names, sentences.

In: a translation beside its original. Out: `Found`s, each with marks in both texts. What words deny, hedge and name is told
as a question, for a good translation may say it in words that no list has.
"""

from collections.abc import Iterator, Sequence

from hearsay.model import Anchor, DifferenceKind

from .amounts import amounts
from .beads import Pairing, misfit
from .both import Both, Found
from .named import lone_names
from .senses import denials, hedges, may_deny, may_hedge
from .sentences import Sentence, bare

_STRANGE = 3.0
"""Nats from which on the lengths of a pairing fit too badly to speak of its words."""
_WORSE = 1.0
"""Nats by which the lengths beside a lone sentence must fit worse with it, for it to be surely missing."""
_LEAST_WORDS = 3
"""Words of a sentence whose absence is told; fewer where it has a figure."""


def differences(both: Both) -> Iterator[Found]:
    """All differences, in the order of the original."""
    yield from amounts(both)
    for pairing in both.pairings:
        yield from _senses(both, pairing)
    yield from _names(both)
    yield from _sentences(both)


def _senses(both: Both, pairing: Pairing) -> Iterator[Found]:
    """Denials and hedges that only one side has, where few sentences stand for each other and their lengths fit."""
    there, here = both.sides(pairing)
    if not there or not here or len(there) + len(here) > 3 or any(s.own for s in here):
        return
    if misfit(both.there, both.here, pairing) > _STRANGE:
        return
    (first, second), marks = both.languages, both.marks(pairing)
    meant, said = (" ".join(bare(s.text) for s in side) for side in (there, here))
    yield from _turned(("negation_lost", "negation_added"), (denials(meant, first), denials(said, second)), marks,
                       (may_deny(meant, first), may_deny(said, second)))  # fmt: skip
    weak = hedges(meant, first), hedges(said, second)
    yield from _turned(("hedge_lost", "hedge_added"), weak, marks, (may_hedge(meant, first), may_hedge(said, second)))


def _turned(
    kinds: tuple[DifferenceKind, DifferenceKind],
    words: tuple[tuple[str, ...] | None, tuple[str, ...] | None],
    marks: tuple[Anchor, Anchor],
    may: tuple[bool, bool],
) -> Iterator[Found]:
    """What one side has and the other has no word for."""
    meant, said = words
    if meant is None or said is None:
        return
    (there, here), why = marks, "the other text has no word for it that is in the lists; it may say it otherwise"
    if meant and not may[1]:
        yield Found(kinds[0], here, there, meant=", ".join(meant[:3]), sure=False, why=why)
    if said and not may[0]:
        yield Found(kinds[1], here, there, said=", ".join(said[:3]), sure=False, why=why)


def _names(both: Both) -> Iterator[Found]:
    why = "the name stands elsewhere in both texts; here the other text may say it otherwise"
    for lone in lone_names(both.there, both.here, both.pairings):
        there, here = both.marks(lone.pairing)
        if lone.there and all(both.sides(lone.pairing)):
            yield Found("name_missing", here, lone.at or there, meant=lone.name, sure=False, why=why)
        elif all(both.sides(lone.pairing)):
            yield Found("name_added", lone.at or here, there, said=lone.name, sure=False, why=why)


def _sentences(both: Both) -> Iterator[Found]:
    """Sentences that only one text has; neighbours of one page are told as one."""
    run: list[Pairing] = []
    for pairing in [*both.pairings, None]:
        if pairing is not None and run and _goes_on(both, run[-1], pairing):
            run.append(pairing)
            continue
        if run and (found := _only(both, run)) is not None:
            yield found
        alone = pairing is not None and not all(b - a for a, b in (pairing.there, pairing.here))
        run = [pairing] if pairing is not None and alone else []


def _heard(own: Sequence[Sentence], other: Sequence[Sentence]) -> bool:
    """Whether names, addresses or figures of the sentences stand in those of the other text."""
    bones = {b for s in own for b in s.bones if len(b) > _LEAST_WORDS} & {b for s in other for b in s.bones}
    links = {k for s in own for k in s.links} & {k for s in other for k in s.links}
    figures = [f for s in own for f in s.figures if f.kind != "rank" and not f.year]
    return bool(bones or links) or any(f.agrees(g) for f in figures for s in other for g in s.figures)


def _goes_on(both: Both, before: Pairing, pairing: Pairing) -> bool:
    same = [
        (a[1] - a[0] == 0) == (b[1] - b[0] == 0)
        for a, b in ((before.there, pairing.there), (before.here, pairing.here))
    ]
    alone = not all(b - a for a, b in (pairing.there, pairing.here))
    pages = {s.page.id for one in (before, pairing) for side in both.sides(one) for s in side}
    owns = {s.own for one in (before, pairing) for side in both.sides(one) for s in side}
    return alone and all(same) and len(pages) == 1 and len(owns) == 1


def _only(both: Both, run: Sequence[Pairing]) -> Found | None:
    whole = Pairing((run[0].there[0], run[-1].there[1]), (run[0].here[0], run[-1].here[1]))
    there, here = both.sides(whole)
    own = there or here
    if not any(s.words >= _LEAST_WORDS or s.figures for s in own) or own[0].own == "title":
        return None
    mark_there, mark_here = both.marks(whole)
    at = both.pairings.index(run[0])
    beside = [both.pairings[n] for n in (at - 1, at + len(run)) if 0 <= n < len(both.pairings)]
    more = sum(s.length for s in there), sum(s.length for s in here)
    fits = (misfit(both.there, both.here, one) - misfit(both.there, both.here, one, more=more) for one in beside)
    doubt = any(gain > -_WORSE for gain in fits) or any(_heard(own, both.sides(one)[bool(there)]) for one in beside)
    why = "a note of the translator's" if own[0].own == "note" else ""
    why = why or ("it may be rendered in the sentence beside it" if doubt else "")
    text = " ".join(" ".join(s.text.split()) for s in own)[:500]
    if there:
        return Found("left_out", mark_here, mark_there, meant=text, sure=not doubt, why=why)
    return Found("added", mark_here, mark_there, said=text, sure=not doubt or own[0].own == "note", why=why)
