"""ICD-203 words: from an interval to a word, and from a word that a person gave to a range.

In: an interval of probability, or a word (English, Arabic or Russian). Out: words, or a range (DESIGN section 5, rule 11).
"""

from functools import cache

from hearsay.errors import CaseInvalid
from hearsay.text.normal import fold_text

from .odds import Range, hull
from .tables import bands

CANNOT = "cannot be judged"


def words_for(low: float, high: float) -> str:
    """The word whose band holds all of [low, high]; two neighbouring bands "a to b"; more: "cannot be judged".

    A band holds its lower bound and not its upper one (the last holds 1). ValueError unless 0 <= low <= high <= 1.
    """
    if not 0.0 <= low <= high <= 1.0:
        raise ValueError(f"not an interval of probability: [{low}, {high}]")
    first, last = _band_of(low), _band_of(high)
    if first == last:
        return bands()[first].word
    return f"{bands()[first].word} to {bands()[last].word}" if last == first + 1 else CANNOT


def _band_of(p: float) -> int:
    return max(place for place, band in enumerate(bands()) if band.low <= p)


def likelihood(words: str) -> Range:
    """The range that a person means by a word, or by two words joined by "to"; CaseInvalid for another word."""
    known = _meanings()
    folded = " ".join(fold_text(words).split())
    if folded in known:
        return known[folded]
    ends = [known.get(end) for end in folded.split(" to ")]
    given = [end for end in ends if end is not None]
    if len(ends) != 2 or len(given) != 2:
        remedy = f"use one of: {', '.join(band.word for band in bands())}; or a range such as [0.2, 0.4]"
        raise CaseInvalid(f"{words!r} is not a word of likelihood", remedy=remedy)
    return hull(given)


@cache
def _meanings() -> dict[str, Range]:
    return {fold_text(word): band.likelihood for band in bands() for word in (band.word, *band.also)}
