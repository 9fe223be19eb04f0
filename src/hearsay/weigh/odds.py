"""Ranges of probability and of log-odds, and what one consideration adds to a judgement.

In: probabilities in 0..1 and likelihood ratios above 0. Out: log-odds in nats, low end first; sums that do not depend on
order (math.fsum rounds once, at the end).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import exp, fsum, log

from hearsay.model import Factor

Range = tuple[float, float]
"""Low and high end, both included."""

ANYTHING: Range = (0.0, 1.0)


def logit(p: float) -> float:
    """Log-odds of `p` in nats; ValueError unless 0 < p < 1."""
    return log(p) - log(1.0 - p)


def expit(nats: float) -> float:
    """Probability of log-odds `nats`, in 0..1; never overflows."""
    if nats >= 0.0:
        return 1.0 / (1.0 + exp(-nats))
    return exp(nats) / (1.0 + exp(nats))


def clamp(value: float, floor: float) -> float:
    """`value` moved into [floor, 1 - floor]."""
    return min(max(value, floor), 1.0 - floor)


def nats(ratios: Range) -> Range:
    """A range of likelihood ratios (above 0) as a range of log-odds."""
    return log(ratios[0]), log(ratios[1])


def hull(ranges: Iterable[Range]) -> Range:
    """The narrowest range that holds all of `ranges`; ValueError for none."""
    several = tuple(ranges)
    return min(low for low, _ in several), max(high for _, high in several)


def scaled(value: Range, by: Range) -> Range:
    """All products of a number of `value` with a number of `by`."""
    products = [left * right for left in value for right in by]
    return min(products) + 0.0, max(products) + 0.0


def with_zero(value: Range) -> Range:
    """`value` widened until it holds 0: the consideration may be worth nothing."""
    return min(value[0], 0.0), max(value[1], 0.0)


def turned(value: Range) -> Range:
    """The same strength in the other direction."""
    return 0.0 - value[1], 0.0 - value[0]


def total(factors: Iterable[Factor]) -> Range:
    """Sum of the low ends and sum of the high ends, in nats."""
    several = tuple(factors)
    return fsum(factor.low for factor in several), fsum(factor.high for factor in several)


def probability(factors: Iterable[Factor]) -> Range:
    """The interval that `factors`, the prior among them, give together."""
    low, high = total(factors)
    return expit(low), expit(high)


def ratio_text(value: Range) -> str:
    """A range of nats as likelihood ratios for reading: "LR 1.5 to 9", "LR 1" for nothing at all."""
    low, high = (f"{exp(end):.3g}" for end in value)
    return f"LR {low}" if low == high else f"LR {low} to {high}"


def short(text: str, limit: int = 90) -> str:
    """`text` on one line, cut at `limit` characters with an ellipsis."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Part:
    """A factor with the question whose answer would narrow it; empty when no answer can."""

    factor: Factor
    question: str = ""


def part(name: str, value: Range, reason: str, *, evidence: Iterable[str] = (), question: str = "") -> Part:
    """A part of weight `value` (nats), its evidence sorted and once each. One of weight 0 moves nothing."""
    low, high = value
    moves = not (low == 0.0 == high)
    ids = tuple(sorted(set(evidence)))
    factor = Factor(name=name, low=low, high=high, reason=reason, evidence=ids, diagnostic=moves)
    return Part(factor, question if moves else "")


def named_apart(parts: Iterable[Part]) -> list[Part]:
    """The parts in their order, where a second one of the same name becomes "name (2)"."""
    seen: Counter[str] = Counter()
    apart: list[Part] = []
    for one in parts:
        seen[one.factor.name] += 1
        times = seen[one.factor.name]
        name = one.factor.name if times == 1 else f"{one.factor.name} ({times})"
        apart.append(replace(one, factor=replace(one.factor, name=name)))
    return apart


def listed(names: Sequence[str], limit: int = 4) -> str:
    """Names in a sentence: the first `limit`, then how many more."""
    shown = ", ".join(short(name, 60) for name in names[:limit])
    return shown if len(names) <= limit else f"{shown} and {len(names) - limit} more"
