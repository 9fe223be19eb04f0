"""How often an unrelated claim would match as well, and what a match is then worth.

In: days of events, days of the null, a lag. Out: hits, p0 with its Jeffreys interval, likelihood ratios as ranges.
Days are whole days since 1970-01-01.
"""

import math
from collections.abc import Iterable
from datetime import date
from typing import Final

import numpy as np

from hearsay.model import Ratio

EPOCH: Final = date(1970, 1, 1).toordinal()
JEFFREYS_LEVEL: Final = 0.90
FORETOLD: Final = "foretold | chance"


def day_number(day: str) -> int:
    """Days since 1970-01-01 of an ISO day (or minute); ValueError when it is none."""
    return date.fromisoformat(day[:10]).toordinal() - EPOCH


def iso_day(number: int) -> str:
    """The ISO day of a day number."""
    return date.fromordinal(number + EPOCH).isoformat()


def count_hits(days: Iterable[int], *, first: int, last: int, lag: tuple[int, int]) -> tuple[int, int]:
    """(k, n): of the n days x in [first, last], the k with an event day in [x + lag[0], x + lag[1]].

    Event days outside [first, last] count where the window reaches them. Raises ValueError when the null holds no day
    or the lag ends before it begins.
    """
    if last < first or lag[1] < lag[0]:
        raise ValueError("a null needs at least one day, and a lag must not end before it begins")
    n = last - first + 1
    at = np.unique(np.fromiter(days, np.int64))
    starts = np.clip(at - lag[1] - first, 0, n)
    ends = np.clip(at - lag[0] - first + 1, 0, n)
    change = np.zeros(n + 1, np.int64)
    np.add.at(change, starts, 1)
    np.add.at(change, ends, -1)
    return int(np.count_nonzero(np.cumsum(change[:n]) > 0)), n


def estimate(hits: int, days: int) -> tuple[float, float, float]:
    """(p0, low, high): (k + .5)/(n + 1) and the Jeffreys 90 % interval, quantiles of Beta(k + .5, n - k + .5).

    Strictly within (0, 1) for 0 <= hits <= days; ValueError otherwise. The windows of neighbouring days overlap, so
    the interval is narrower than the real uncertainty.
    """
    from scipy.special import betaincinv

    if not 0 <= hits <= days or days < 1:
        raise ValueError("hits must lie in 0..days, and there must be a day")
    tail = (1 - JEFFREYS_LEVEL) / 2
    low, high = (float(betaincinv(hits + 0.5, days - hits + 0.5, q)) for q in (tail, 1 - tail))
    return (hits + 0.5) / (days + 1), low, high


def foretold_ratio(matched: int, orders: int, p0: float, q: tuple[float, float]) -> Ratio:
    """Likelihood ratio of "foretold" against "chance" when `matched` of `orders` were followed by a recorded event.

    (q/p0)^k ((1 - q)/(1 - p0))^(n - k), ranged over q (chance that a true order is followed by a recorded event): never
    a point. Three of three at p0 = .2 and q in .5 to .95: 15.6 to 107; four of five at p0 = .7: .43 to 1.14. Raises
    ValueError unless 0 <= matched <= orders, 0 < p0 < 1 and 0 < q[0] <= q[1] < 1.
    """
    if not 0 <= matched <= orders or not 0 < p0 < 1 or not 0 < q[0] <= q[1] < 1:
        raise ValueError("matched must lie in 0..orders, p0 and q within (0, 1)")
    best = min(max(matched / orders, q[0]), q[1]) if orders else q[0]
    logs = [
        matched * math.log(at / p0) + (orders - matched) * math.log((1 - at) / (1 - p0)) for at in (q[0], best, q[1])
    ]
    low, high = (math.exp(max(min(log, 700.0), -700.0)) for log in (min(logs), max(logs)))
    ratio = Ratio(between=FORETOLD, low=low, high=high)
    found = f"{matched} of {orders} matched, p0 {p0:.2f}, q {q[0]:g} to {q[1]:g}"
    why = found if is_diagnostic(ratio) else f"{found}: not diagnostic"
    return Ratio(between=FORETOLD, low=low, high=high, why=why)


def is_diagnostic(ratio: Ratio) -> bool:
    """Whether the whole range lies on one side of 1."""
    return ratio.low > 1 or ratio.high < 1
