"""Shares: the exact interval of k of n, and whether a claimed share can be reconciled with it.

In: counts of a table, a claimed share. Out: intervals. Shares are in 0..1.
"""

from typing import Final

from hearsay.model import Quantity

from .counts import half_place

FINEST: Final = 1e-9


def share_interval(k: float, n: float, level: float, design: float = 1.0) -> tuple[float, float]:
    """The exact two-sided (Clopper-Pearson) interval of a share of k in n at `level`, with a design effect.

    Units that cluster tell less than their number: k and n are divided by `design` (1 or more). 51 of 64: [.678, .887]
    at 95 %, [.640, .908] at 99 %. Raises ValueError unless 0 <= k <= n, n > 0, 0 < level < 1, design >= 1.
    """
    from scipy.special import betaincinv

    if not 0 <= k <= n or n <= 0 or not 0 < level < 1 or design < 1:
        raise ValueError("a share needs 0 <= k <= n, n > 0, a level within (0, 1) and a design effect of at least 1")
    hits, misses, tail = k / design, (n - k) / design, (1 - level) / 2
    low = float(betaincinv(hits, misses + 1, tail)) if k > 0 else 0.0
    high = float(betaincinv(hits + 1, misses, 1 - tail)) if k < n else 1.0
    return low, high


def claimed_share(number: Quantity) -> tuple[float, float] | None:
    """The shares that a claimed share may mean: its rounding, widened by "about"; None when it has no value.

    "90 %" is .895 to .905, "about 90 %" is .85 to .95, "at least 90 %" is .90 to 1.
    """
    low = number.low if number.low is not None else number.value
    high = number.high if number.high is not None else number.value
    if low is None or high is None:
        return None
    if number.bound == "at_least":
        return low, 1.0
    if number.bound == "at_most":
        return 0.0, high
    percent = round(high * 100, 6)
    slack = half_place(percent) if number.approximate else min(0.5, half_place(percent))
    return max(0.0, low - slack / 100), min(1.0, high + slack / 100)


def overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether two intervals, ends included, have a point in common."""
    return a[0] <= b[1] + FINEST and b[0] <= a[1] + FINEST
