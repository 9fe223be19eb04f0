"""Signals: what speaks for or against a paper being genuine, of one paper and across the haul. They never decide.

In: documents with their pages and facts. Out: Signals.
"""

from .haul import Confront
from .one import Examine

__all__ = ["Confront", "Examine"]
