"""Trace: who copied whom, what changed on the way, and how many independent origins are left.

In: Documents, Pages, Passages, Voices, Claims. Out: Pairs, Copies, Propositions, Origins, Drifts, Relations.
"""

from .align import Align
from .candidates import Candidates, Frequencies
from .count import Count
from .credit import Credit
from .follow import Follow
from .oppose import Oppose
from .propose import Propose

__all__ = ["Align", "Candidates", "Count", "Credit", "Follow", "Frequencies", "Oppose", "Propose"]
