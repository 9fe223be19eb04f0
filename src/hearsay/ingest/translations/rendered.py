"""What a document is as a translation: of which document, by whom.

In: all Translations of one content, what case.toml says, the hands it passed through. Out: one answer. What people said
counts before what was found.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import UNNAMED_TRANSLATOR, Anchor, Custody, File, Translation

_ORDER = ("declared", "typed", "signs", "one paper")
_SURELY = 0.75
"""Probability of the direction from which on the half of a paper in two languages is said to be somebody's translation."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A content as a translation."""

    original: str = ""
    """sha256 of another content; empty if it is no translation, or of what is not known."""
    translator: str = ""
    """UNNAMED_TRANSLATOR where nobody says who; empty for what is no translation."""
    at: Anchor | None = None


def rendered(translations: Sequence[Translation], declared: str | None, hands: Sequence[Custody]) -> Rendered:
    """The answer; `declared` is the translator of case.toml."""
    ranked = sorted(translations, key=lambda t: (_ORDER.index(t.found_by), -t.probability, t.original))
    if not ranked and declared is None:
        return Rendered()
    best = next((t for t in ranked if t.original), None)
    if best is not None and best.original == best.sha256 and best.direction < _SURELY:
        return Rendered()
    names = [declared, *(t.translator for t in ranked), *(h.hand for h in hands if h.act == "translated")]
    return Rendered(
        original=best.original if best is not None and best.original != best.sha256 else "",
        translator=next((name for name in names if name), UNNAMED_TRANSLATOR),
        at=next((t.translator_at for t in ranked if t.translator_at is not None), None),
    )


def typed_files(translations: Sequence[Translation]) -> list[File]:
    """A file that stands for a translation that somebody typed in; it is no record, for the haul does not hold it."""
    return [File(path=t.path, sha256=t.sha256, media_type="text/plain") for t in translations if t.found_by == "typed"][
        :1
    ]
