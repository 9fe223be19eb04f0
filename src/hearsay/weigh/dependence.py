"""Reports that may repeat each other: what one more report is worth, given the ones before it.

In: the chance pT that a voice says so if it is so, pF if it is not, and the chance c that it merely repeats what was said.
Out: LR = (c+(1-c)pT)/(c+(1-c)pF), alone or over an order of reports (DESIGN section 5, rule 1).
"""

from collections.abc import Sequence
from itertools import product
from math import log, prod

from .odds import Range, clamp
from .tables import number


def ratio_given(p_true: float, p_false: float, copy: float) -> float:
    """Likelihood ratio of a report that repeats an earlier one with probability `copy` (0..1); 1 for a mere repeat."""
    return (copy + (1.0 - copy) * p_true) / (copy + (1.0 - copy) * p_false)


def joint_ratio(p_true: float, p_false: float, copies: Sequence[float]) -> float:
    """Likelihood ratio of all reports together; `copies` has one probability a report, 0 for one that repeats nobody.

    With pT=.8, pF=.2: 64 for (0, 0, 0), 4.25 for (0, .95, .95), 4 for (0, 1, 1).
    """
    return prod(sorted(ratio_given(p_true, p_false, copy) for copy in copies))


def nats_given(p_true: Range, p_false: Range, copy: Range) -> Range:
    """Log likelihood ratio when every input may lie anywhere in its range.

    It rises with pT, falls with pF and moves towards 0 with c, so the corners hold both ends. Chances are kept off 0 and 1.
    """
    floor = number("question", "floor")
    corners = product(p_true, p_false, copy)
    logs = [log(ratio_given(clamp(t, floor), clamp(f, floor), c)) + 0.0 for t, f, c in corners]
    return min(logs), max(logs)
