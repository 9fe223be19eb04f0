"""What each character of a page is: a letter that runs to the left or to the right, a digit, white space, a mark.

In: text. Out: a number for each character, its kind with what else is true of it as bits.
"""

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.uint16]
"""For each character its kind and its bits."""

OTHER, RIGHT, LEFT, DIGIT, SPACE, END = range(6)
"""Kinds: any other sign, a letter that runs from right to left, one from left to right, white space, the end of a line."""
KIND = 7
RTL, FOREIGN, MARK, FORM, BRACKET, HYPHEN = (1 << bit for bit in range(3, 9))
"""Bits: of a script that runs to the left, a letter of any other, a mark on a letter, a presentation form, a bracket, what
pdfium gives for a hyphen at the end of a line, where it joins the two halves of the word."""
HYPHENS = "\ufffe\x02"

_LAST = 0xFFFF
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_RIGHT = f"(?![\\d\u060c\u061b\u061f\u066a-\u066d\u06d4])[{_RTL}]"
_FORM = re.compile("(?![\ufd3e\ufd3f])[\ufb1d-\ufdff\ufe70-\ufefc]")
_BITS = {
    RTL: f"[{_RTL}]",
    FOREIGN: f"(?![{_RTL}])[^\\W\\d_]",
    MARK: "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]",
    FORM: _FORM.pattern,
    BRACKET: "[\\[\\](){}«»‹›﴾﴿]",
    HYPHEN: f"[{HYPHENS}]",
}


def signs_of(text: str) -> Signs:
    """The signs of `text`."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    signs: Signs = _table()[np.minimum(points, _LAST)]
    for far in np.flatnonzero(points > _LAST).tolist():
        signs[far] = _signs_among(text[far])[0]
    return signs


@cache
def _table() -> Signs:
    return _signs_among("".join(map(chr, range(_LAST + 1))))


def _signs_among(text: str) -> Signs:
    signs = np.zeros(len(text), np.uint16)
    kinds = (
        (LEFT, [character.isalpha() for character in text]),
        (RIGHT, [found.start() for found in re.finditer(_RIGHT, text)]),
        (DIGIT, [character.isdigit() for character in text]),
        (SPACE, [character.isspace() for character in text]),
        (END, [found.start() for found in re.finditer("[\r\n]", text)]),
    )
    for kind, where in kinds:
        signs[where] = kind
    for bit, pattern in _BITS.items():
        signs[[found.start() for found in re.finditer(pattern, text)]] |= bit
    return signs


def plain(character: str) -> str:
    """A presentation form as the letters it stands for (NFKC), any other character as it is."""
    if not _FORM.match(character):
        return character
    return unicodedata.normalize("NFKC", character).strip() or character
