"""Claims: who says what, on whose word, how surely.

In: a Document, its Pages and Passages. Out: Voices, Claims, Relations, Custody, Unsure, by the step `Extract`.
"""

from .extract import Extract

__all__ = ["Extract"]
