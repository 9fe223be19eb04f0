"""Versions: which contents are releases of one record, in which order, and what changed between them.

In: contents with their pages and facts. Out: Versions, Comparisons, Changes, open questions.
"""

from .compare import Compare
from .group import group_up
from .likeness import Likeness, likeness_of

__all__ = ["Compare", "Likeness", "group_up", "likeness_of"]
