"""The Judgement of one hypothesis against its rivals.

In: names, ranges of priors, groups of evidence. Out: a Judgement whose factors sum to the log-odds of its interval.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from hearsay.model import Factor, Hypothesis, Judgement
from hearsay.text.normal import fold_text

from .evidence import EvidenceGroup
from .hypotheses import Row, diagnostic, posterior, steps, uncrossed
from .odds import Range, probability, ratio_text
from .sensitivity import deciding
from .tables import names_of_something_else
from .words import CANNOT, words_for

PRIOR = "prior"


@dataclass(frozen=True, slots=True)
class Moved:
    """A factor and what it is made of."""

    factor: Factor
    rows: tuple[int, ...]
    """Places of its groups among the used ones; none for the prior."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """All inputs of one question, ready to be ranged over."""

    names: tuple[str, ...]
    priors: tuple[Range, ...]
    groups: tuple[EvidenceGroup, ...]

    def judge(self, hypothesis: Hypothesis, h: int) -> Judgement:
        """The Judgement of the hypothesis at place `h` of `names`."""
        used = [group for group in self.groups if group.counts]
        rows = [group.row_of(self.names) for group in used]
        moved = [self._moved(value, places, used, h) for value, places in uncrossed(steps(self.priors, rows, h))]
        factors = (*(m.factor for m in moved), *(_idle(group) for group in self.groups if not group.counts))
        low, high = probability(factors)
        return Judgement(
            about=hypothesis.id,
            subject="hypothesis",
            text=hypothesis.text or hypothesis.name,
            low=low,
            high=high,
            words=words_for(low, high),
            confidence=confidence(self.groups),
            factors=factors,
            decides=self._decides(moved, rows, h),
            open_question=self._open_question(moved, used, h),
        )

    def _decides(self, moved: Iterable[Moved], rows: Sequence[Row], h: int) -> tuple[str, ...]:
        """Factors whose removal, all else weighed again, changes the words."""
        removable = {m.factor.name: m for m in moved if m.rows and not m.factor.name.startswith(PRIOR)}

        def words_without(out: frozenset[str]) -> str:
            gone = {row for name in out for row in removable[name].rows}
            return words_for(*posterior(self.priors, [row for k, row in enumerate(rows) if k not in gone], h))

        return deciding({name: max(map(abs, _ends(m))) for name, m in removable.items()}, words_without)

    def _moved(self, value: Range, places: Sequence[int], used: Sequence[EvidenceGroup], h: int) -> Moved:
        rows = tuple(place - 1 for place in places if place)
        groups = [used[row] for row in rows]
        names = [PRIOR] * (0 in places) + [group.name for group in groups]
        reasons = [self._prior_reason(h)] * (0 in places) + [self._reason(group, h) for group in groups]
        if len(names) > 1:
            reasons.append("They are weighed as one: apart, the worst and the best case of one of them would cross.")
        factor = Factor(
            name=" with ".join(names),
            low=value[0],
            high=value[1],
            reason=" ".join(reasons),
            evidence=tuple(sorted({ident for group in groups for row in group.rows for ident in row.claims})),
            given_by=", ".join(sorted({name for group in groups for row in group.rows for name in row.by})),
            diagnostic=not groups or any(diagnostic(list(group.given.values())) for group in groups),
        )
        return Moved(factor, rows)

    def _prior_reason(self, h: int) -> str:
        low, high = self.priors[h]
        return f"Before the evidence: {low:.3g} to {high:.3g}, as one of {len(self.names)} hypotheses."

    def _reason(self, group: EvidenceGroup, h: int) -> str:
        given = group.given
        own = given.get(self.names[h])
        if own is None:
            said = f"Nobody said how well this fits “{self.names[h]}”, so any likelihood stands."
        else:
            said = f"If “{self.names[h]}”, this is to be expected with {own[0]:.3g} to {own[1]:.3g}"
            rivals = [given[name] for name in self.names if name in given and name != self.names[h]]
            if rivals:
                alone = (
                    log(own[0]) - log(max(high for _, high in rivals)),
                    log(own[1]) - log(min(low for low, _ in rivals)),
                )
                said += f"; by itself against any one rival that was rated {ratio_text(alone)}"
            said += "."
        people = f" {group.people[:1].upper()}{group.people[1:]}." if len(group.raters) > 1 else ""
        several = f" {len(group.rows)} quotes go back to one origin and count once." if len(group.rows) > 1 else ""
        silent = [name for j, name in enumerate(self.names) if j != h and name not in given]
        free = f" Nobody said how well it fits “{'”, “'.join(silent)}”, so any value stands." if silent else ""
        weak = "" if diagnostic(list(given.values())) else " It cannot discriminate: the ranges given overlap."
        return f"{said}{people}{several}{free}{weak}"

    def _open_question(self, moved: Iterable[Moved], used: Sequence[EvidenceGroup], h: int) -> str:
        """What keeps the answer open: nothing said of "something else", else the least known likelihood of the widest factor."""
        open_ones = [m for m in moved if m.rows and m.factor.high > m.factor.low]
        if not open_ones:
            return _unfound(self.groups)
        if self._only_silence(used, h):
            return (
                f"Only what nobody said about “{self._unrated(used)}” keeps this open: what else could it be? Name it, or give "
                "it a prior or likelihoods in case.toml."
            )
        widest = min(open_ones, key=lambda m: (m.factor.low - m.factor.high, m.factor.name))
        choices = [
            (name not in group.given, log(value[0]) - log(value[1]), group.name, name, group)
            for group in (used[row] for row in widest.rows)
            for name, value in zip(self.names, group.row_of(self.names), strict=True)
        ]
        _, _, _, name, group = min(choices, key=lambda choice: choice[:4])
        value = group.given.get(name)
        known = "nobody has said" if value is None else f"now {value[0]:.3g} to {value[1]:.3g}"
        return f"How well would “{group.rows[0].quote}” fit if “{name}” ({known})?"

    def _unrated(self, used: Sequence[EvidenceGroup]) -> str:
        """The catch-all, where nobody rated any evidence under it; empty otherwise."""
        catch_all = names_of_something_else()
        own = (name for name in self.names if fold_text(name) in catch_all)
        return next((name for name in own if not any(name in group.given for group in used)), "")

    def _only_silence(self, used: Sequence[EvidenceGroup], h: int) -> bool:
        """Whether a word would follow among the other answers alone."""
        name = self._unrated(used)
        kept = [j for j, one in enumerate(self.names) if one != name]
        if not name or h not in kept or len(kept) < 2:
            return False
        rows = [[group.row_of(self.names)[j] for j in kept] for group in used]
        priors = [self.priors[j] for j in kept]
        before = words_for(*posterior(self.priors, [group.row_of(self.names) for group in used], h))
        return before == CANNOT != words_for(*posterior(priors, rows, kept.index(h)))


def confidence(groups: Sequence[EvidenceGroup]) -> str:
    """How broad the ground is and whether people agree; it never holds a word of likelihood."""
    used = [group for group in groups if group.counts]
    rows = [row for group in groups for row in group.rows]
    lost = sum(bool(row.missing) for row in rows)
    weak = sum(not diagnostic(list(group.given.values())) for group in used)
    people = {name for row in rows for name in row.by}
    views = "" if len(people) < 2 else ", who agree" if all(row.agreed for row in rows) else ", who differ"
    missing = f"; {lost} of them not found in the texts" if lost else ""
    apart = f"{len(used)} separate {'group' if len(used) == 1 else 'groups'} of evidence"
    rated = f"{len(people)} {'person' if len(people) == 1 else 'people'}"
    items = f"{len(rows)} quoted {'item' if len(rows) == 1 else 'items'}"
    return f"{items}{missing}; {apart}, of which {weak} cannot tell the answers apart; rated by {rated}{views}."


def _ends(moved: Moved) -> Range:
    return moved.factor.low, moved.factor.high


def _idle(group: EvidenceGroup) -> Factor:
    """A group that weighs nothing, with the reason: not found in the text, or rated by nobody."""
    why = group.rows[0].missing
    reason = (
        f"{why[0].upper()}{why[1:]}: it counts 0."
        if why
        else "Nobody said how well it fits any hypothesis: it counts 0."
    )
    claims = tuple(sorted({ident for row in group.rows for ident in row.claims}))
    given_by = ", ".join(sorted({name for row in group.rows for name in row.by}))
    return Factor(
        name=group.name, low=0.0, high=0.0, reason=reason, evidence=claims, given_by=given_by, diagnostic=False
    )


def _unfound(groups: Iterable[EvidenceGroup]) -> str:
    for group in groups:
        if group.rows[0].missing:
            return f"Where does “{group.rows[0].quote}” stand? It was not found in {group.rows[0].path}."
    return "Which evidence would be expected under one hypothesis and not under the others?"
