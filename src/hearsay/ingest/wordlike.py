"""Whether a text is made of words, or is what comes out of other bytes read as if they were text.

In: a text as it came out of a decoder. Out: how much of it reads like words of a language, 0..1. Known are texts of mostly
ASCII, and texts in the letters of Arabic and Russian with ASCII between them; of other scripts nothing can be said.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import log

from .lexicon import table

LEAST = 0.95
"""From here on a text is taken for one."""

_PLAIN = 0.6
"""Part of a text that is ASCII, from which no more is asked of it."""
_ODD = frozenset({"Cc", "Cn", "Co", "Cs"})
_SPACE = "\t\n\r\f "
_MOST_ODD = 0.03
_LEAST_SPACE = 0.02
_LEAST_FIT = -4.6
"""Mean logarithm of the shares of its letters: -3.2 in running text, below -5 where letters come by chance."""
_SELDOM = 0.002
"""Share of a letter of the script that the language does not have; other languages are written in it."""
_MOST_MIXED = 0.04
_ARABIC, _CYRILLIC = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff", "\u0400-\u052f"
_LETTER = re.compile(f"[{_ARABIC}{_CYRILLIC}]")
_MARK = re.compile(
    "[\u060c\u061b\u061f\u0640\u064b-\u066d\u0670\u06d4-\u06ed\u06f0-\u06f9\u00a0-\u00bf\u2010-\u2044\u20a0-\u20bf\u2116\u200b-\u200f\ufeff]"
)
_MIXED = re.compile(
    f"[A-Za-z][{_ARABIC}{_CYRILLIC}]|[{_ARABIC}{_CYRILLIC}][A-Za-z]|[{_ARABIC}][{_CYRILLIC}]|[{_CYRILLIC}][{_ARABIC}]"
)


def wordlike(text: str) -> float:
    """The part of `text` that reads like words; 0 where it does not as a whole."""
    counts, size = Counter(text), len(text)
    odd = sum(n for c, n in counts.items() if c == "\ufffd" or (c not in _SPACE and unicodedata.category(c) in _ODD))
    plain = sum(n for c, n in counts.items() if " " <= c <= "~" or c in _SPACE)
    if not size or odd > _MOST_ODD * size:
        return 0.0
    if plain >= _PLAIN * size:
        return 1 - odd / size
    letters = {c: n for c, n in counts.items() if _LETTER.match(c)}
    total = sum(letters.values())
    marks = sum(n for c, n in counts.items() if _MARK.match(c))
    spaces = sum(counts[c] for c in _SPACE)
    known = _known()
    fit = sum(n * known.get(c, log(_SELDOM)) for c, n in letters.items()) / total if total else 2 * _LEAST_FIT
    if fit < _LEAST_FIT or spaces < _LEAST_SPACE * size or len(_MIXED.findall(text)) > _MOST_MIXED * total:
        return 0.0
    return (total + plain + marks) / size


@cache
def _known() -> Mapping[str, float]:
    """Letter -> logarithm of its share of the letters of its language."""
    languages = [table("encodings")["letters"][name] for name in ("arabic", "russian")]
    found = {c: log(n / sum(rows.values())) for rows in languages for c, n in rows.items()}
    return {c.upper(): value for c, value in found.items()} | found
