"""Track record: what verified outcomes of the past say about a voice, with outcomes of one batch counted less.

In: confirmed and refuted outcomes per batch, and their correlation rho. Out: the posterior Beta(1+s, 1+f) as mean and
90 % interval (DESIGN section 5, rule 8).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Posterior of the share of outcomes that will be confirmed."""

    effective: float
    """Number of outcomes after the design effect."""
    mean: float
    low: float
    high: float


def effective_number(outcomes: int, rho: float) -> float:
    """n/(1+(n-1)rho): how many independent outcomes `outcomes` of one batch are worth; 0 for none. rho in 0..1."""
    return outcomes / (1.0 + (outcomes - 1) * rho) if outcomes else 0.0


def track_record(batches: Iterable[tuple[int, int]], rho: float) -> TrackRecord:
    """Posterior over `batches` of (confirmed, refuted); both are scaled by n_eff/n of their batch, then summed.

    Outcomes of one batch correlate by `rho` (0 independent, 1 worth one outcome), batches are independent of each other.
    ValueError for a negative count or rho outside 0..1.
    """
    from scipy.special import betaincinv

    counted = [pair for pair in batches if pair != (0, 0)]
    if not 0.0 <= rho <= 1.0 or any(min(pair) < 0 for pair in counted):
        raise ValueError(f"rho {rho} must lie in 0..1 and no count below 0: {counted}")
    scales = [effective_number(s + f, rho) / (s + f) for s, f in counted]
    s_eff = fsum(s * scale for (s, _), scale in zip(counted, scales, strict=True))
    f_eff = fsum(f * scale for (_, f), scale in zip(counted, scales, strict=True))
    a, b = 1.0 + s_eff, 1.0 + f_eff
    low, high = (float(betaincinv(a, b, level)) for level in (0.05, 0.95))
    return TrackRecord(effective=s_eff + f_eff, mean=a / (a + b), low=low, high=high)
