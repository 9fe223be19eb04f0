"""Rival hypotheses: exact ends of every posterior when each prior and each likelihood may lie anywhere in its range.

In: ranges of priors, and for each group of evidence the range of its likelihood under each hypothesis (groups independent
given the hypothesis; every number above 0). Out: intervals, and the steps from the prior to the answer in nats.
With P(h) = prior_h L_h / sum_j prior_j L_j: P(h) rises with prior_h and with L_h and falls with every L_j of a rival, so
its ends lie at corners; the priors of the rivals, which share what h leaves, go to the strongest (or weakest) rival first.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import exp, fsum, log

from hearsay.errors import CaseInvalid

from .odds import Range, clamp, expit, logit
from .tables import number

Row = Sequence[Range]
"""Ranges of the likelihood of one group of evidence, one for each hypothesis."""


def priors_that_sum(declared: Sequence[Range | None]) -> list[Range]:
    """A range for each hypothesis: where none is declared the same for all, 1/n in the middle and `equal` times less or
    more in odds, so that no word follows before there is evidence; else the others share what the declared ones leave.

    Where the declared ones leave too little, they are scaled down until `reserve` is left for each other one: nothing is
    ruled out by silence. At least two hypotheses. CaseInvalid where all are declared and cannot sum to 1 (within 2 %).
    """
    floor, reserve = number("question", "floor"), number("question", "reserve")
    given = [(clamp(low, floor), clamp(high, floor)) for low, high in (pair for pair in declared if pair is not None)]
    rest = len(declared) - len(given)
    if not given:
        return [_among(rest)] * rest
    least, most = fsum(low for low, _ in given), fsum(high for _, high in given)
    if not rest:
        return _reconciled(given, least, most)
    scale = min(1.0, (1.0 - reserve * rest) / least)
    given = [(low * scale, high * scale) for low, high in given]
    share = max(floor, (1.0 - most * scale) / rest), (1.0 - least * scale) / rest
    left = iter(given)
    return [share if pair is None else next(left) for pair in declared]


def posterior(priors: Sequence[Range], rows: Sequence[Row], h: int) -> Range:
    """Lowest and highest probability of hypothesis `h`, exact."""
    low, high = (expit(fsum(end)) for end in zip(*steps(priors, rows, h), strict=True))
    return low, max(low, high)


def steps(priors: Sequence[Range], rows: Sequence[Row], h: int) -> list[Range]:
    """Log-odds of `h` from the prior (first) and what each row adds (in order), at the low and at the high corner.

    The low ends sum to the log-odds of the lowest posterior, the high ends to those of the highest. What a row adds counts
    the rivals by what the rows before it left of them, as one would reckon with a pencil; with two hypotheses it is simply
    the log of the likelihood ratio. A single pair may have its ends crossed (high below low); the sum of all never has.
    """
    against, in_favour = (_walk(priors, rows, h, best=best) for best in (False, True))
    return list(zip(against, in_favour, strict=True))


def uncrossed(values: Sequence[Range]) -> list[tuple[Range, tuple[int, ...]]]:
    """`values` with neighbours added up until no pair has its ends crossed, each with the places it was made of.

    The sums stay what they were, but for ends crossed by rounding alone (1e-12), where the low one stands for both.
    """
    done: list[tuple[Range, tuple[int, ...]]] = []
    for place, value in enumerate(values):
        done.append((value, (place,)))
        while len(done) > 1 and (_crossed(done[-1][0]) or _crossed(done[0][0])):
            (left, first), (right, second) = done[-2:]
            done[-2:] = [((fsum((left[0], right[0])), fsum((left[1], right[1]))), first + second)]
    return [((low, max(low, high)), places) for (low, high), places in done]


def diagnostic(given: Sequence[Range]) -> bool:
    """Whether the ranges that people gave have no likelihood in common: otherwise the evidence cannot discriminate."""
    return len(given) > 1 and max(low for low, _ in given) > min(high for _, high in given)


def _among(n: int) -> Range:
    """The range of one of `n` (at least 2) equal hypotheses."""
    even, times = logit(1.0 / n), log(number("question", "equal"))
    return expit(even - times), expit(even + times)


def _walk(priors: Sequence[Range], rows: Sequence[Row], h: int, *, best: bool) -> list[float]:
    logs = [[log(row[j][1 if (j == h) is best else 0]) for row in rows] for j in range(len(priors))]
    weights = _corner(priors, [fsum(of_j) for of_j in logs], h, best=best)
    own = list(accumulate(logs[h], initial=0.0))
    others = [list(accumulate(logs[j], initial=log(weights[j]))) for j in range(len(priors)) if j != h]
    start = logit(weights[h])
    rivals = [_log_sum([of_j[k] for of_j in others]) for k in range(len(rows) + 1)]
    odds = [start + mine - (rival - rivals[0]) for mine, rival in zip(own, rivals, strict=True)]
    return [start, *(after - before for before, after in pairwise(odds))]


def _corner(priors: Sequence[Range], strengths: Sequence[float], h: int, *, best: bool) -> list[float]:
    """Priors that sum to 1 and put `h` lowest (or highest), the rest on the strongest (or weakest) rival first."""
    rivals = [j for j in range(len(priors)) if j != h]
    least, most = (fsum(priors[j][end] for j in rivals) for end in (0, 1))
    weights = [low for low, _ in priors]
    weights[h] = min(max(1.0 - (least if best else most), priors[h][0]), priors[h][1])
    left = 1.0 - weights[h] - least
    for j in sorted(rivals, key=lambda j: (strengths[j] if best else -strengths[j], j)):
        more = min(max(left, 0.0), priors[j][1] - priors[j][0])
        weights[j] += more
        left -= more
    return weights


def _reconciled(given: Sequence[Range], least: float, most: float) -> list[Range]:
    """Declared priors that can sum to 1, scaled where rounding keeps them from it; CaseInvalid otherwise."""
    if least > 1.02 or most < 0.98:
        raise CaseInvalid(
            f"the priors of the hypotheses cannot sum to 1: they sum to {least:.3g} at least and {most:.3g} at most",
            remedy="give ranges that hold a set of numbers with sum 1, or leave the prior of one hypothesis out",
        )
    scale = 1.0 / least if least > 1.0 else 1.0 / most if most < 1.0 else 1.0
    return [(low * scale, high * scale) for low, high in given]


def _crossed(value: Range) -> bool:
    return value[0] > value[1] + 1e-12


def _log_sum(logs: Sequence[float]) -> float:
    """log(sum(exp(x))) without overflow."""
    top = max(logs)
    return top + log(fsum(exp(x - top) for x in logs))
