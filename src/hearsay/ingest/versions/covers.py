"""What stands in the place of covered words: black blocks, `[REDACTED]`, rows of x, in three languages.

In: text. Out: where covers stand.
"""

import re
from functools import cache

from hearsay.ingest.lexicon import phrases
from hearsay.text.normal import fold_text

_PLACE = re.compile(
    r"[█▓▒■▇▆]+(?:[ \t]?[█▓▒■▇▆]+)*|[\[(<]\s?(?P<said>[^\[\](){}<>\n]{3,24}?)\s?[\])>](?:\(\d\))?|(?<!\w)[xX]{5,60}(?!\w)"
)
_CODE = re.compile(r"\(b\)\s?\(\d\)")
"""Exemptions of the Freedom of Information Act: (b)(6)."""


def covers(text: str) -> list[tuple[int, int]]:
    """Spans of covers, in order, not overlapping."""
    found = [m.span() for m in _PLACE.finditer(text) if m["said"] is None or fold_text(m["said"]).strip() in _words()]
    return sorted([*found, *(m.span() for m in _CODE.finditer(text))])


@cache
def _words() -> frozenset[str]:
    return frozenset(phrases("versions", "covers", "words"))
