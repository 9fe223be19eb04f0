"""Translations: which paper renders which, who translated it, and what it says otherwise.

In: contents with their pages, what people declared and typed in. Out: Translations, Alignments, Differences, open questions.
"""

from .choose import choose
from .compare import Align
from .marks import Said, label_of
from .sketch import Sketch, sketch_of
from .typed import FIELD, TypedTranslation, TypeIn, typed_translations

__all__ = [
    "FIELD", "Align", "Said", "Sketch", "TypeIn", "TypedTranslation", "choose", "label_of", "sketch_of", "typed_translations",
]  # fmt: skip
