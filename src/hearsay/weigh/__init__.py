"""Weigh: what follows, how surely, and what would overturn it.

In: origins, matches, ratings and the questions of a case. Out: Ratings, Hypotheses and Judgements, every factor named.
"""

from .ach import column
from .beta import TrackRecord, track_record
from .dependence import joint_ratio, ratio_given
from .evidence import EvidenceGroup, groups_of
from .genuine import JudgeGenuine
from .proposition import JudgeProposition
from .question import JudgeQuestion
from .rate import Rate
from .words import likelihood, words_for

__all__ = [
    "EvidenceGroup",
    "JudgeGenuine",
    "JudgeProposition",
    "JudgeQuestion",
    "Rate",
    "TrackRecord",
    "column",
    "groups_of",
    "joint_ratio",
    "likelihood",
    "ratio_given",
    "track_record",
    "words_for",
]
