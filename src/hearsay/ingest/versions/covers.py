"""What stands in the place of covered words: black blocks, `[REDACTED]`, rows of x, in three languages; what is painted over.

In: text, or a page. Out: where covers stand.
"""

import re
from functools import cache

from hearsay.ingest.lexicon import phrases
from hearsay.model import Page
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


def painted_over(page: Page) -> list[tuple[int, int]]:
    """Spans of text that a reader does not see because something covers it: notes, comments and deleted words are none."""
    return [(hidden.start, hidden.end) for hidden in page.hidden if fold_text(hidden.why) in _paint()]


@cache
def _paint() -> frozenset[str]:
    return frozenset(phrases("versions", "covers", "painted"))


@cache
def _words() -> frozenset[str]:
    return frozenset(phrases("versions", "covers", "words"))
