"""What the independent record shows, and how likely a chance match is.

In: claims with their documents, voices and custody, and events through a port. Out: Matches with the Events they show,
one Check for each claim, one NumberCheck for each of its numbers. Nothing here says that a claim is true.
"""

from .chance import count_hits, estimate, foretold_ratio, is_diagnostic
from .match import Match
from .numbers import CheckNumbers
from .shares import share_interval

__all__ = [
    "CheckNumbers",
    "Match",
    "count_hits",
    "estimate",
    "foretold_ratio",
    "is_diagnostic",
    "share_interval",
]
