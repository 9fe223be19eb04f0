"""Numbers as small pictures: a range on the scale of the ICD-203 words, and the factors of a judgement in nats.

In: probabilities and log-odds. Out: coordinates in pixels for the template's SVG.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Factor

BANDS = (0.05, 0.20, 0.45, 0.55, 0.80, 0.95)
"""Where one word of ICD-203 ends and the next begins."""

WIDTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from `x` on, `width` wide, at least 2 pixels."""

    x: float
    width: float


def likelihood(low: float, high: float) -> Bar:
    """A range of probability on WIDTH pixels."""
    return Bar(x=round(low * WIDTH, 1), width=max(2.0, round((high - low) * WIDTH, 1)))


def ticks() -> tuple[float, ...]:
    """Where the bands of words meet, in pixels."""
    return tuple(round(band * WIDTH, 1) for band in BANDS)


def factor_bars(factors: Sequence[Factor]) -> tuple[Bar, ...]:
    """Each factor's range on one scale with 0 nats in the middle of WIDTH."""
    most = max((abs(end) for factor in factors for end in (factor.low, factor.high)), default=0.0) or 1.0
    middle, unit = WIDTH / 2, (WIDTH / 2 - 4) / most
    return tuple(
        Bar(x=round(middle + factor.low * unit, 1), width=max(2.0, round((factor.high - factor.low) * unit, 1)))
        for factor in factors
    )
