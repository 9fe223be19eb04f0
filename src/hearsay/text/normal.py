"""Folding: one writing for what readers take as one, with a map back to the original.

In: any text. Out: text in NFKC and casefold, with Arabic letters of one sound joined (alef, ya, ta marbuta, hamza
seats), vowel signs, tatweel, invisible and bidi marks dropped, digits of any script as 0-9, and typographic quotes,
dashes, spaces and Arabic punctuation as their plain ASCII forms. Russian yo becomes ye.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_DROPPED = (
    r"\u00ad\u034f\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
)
_IS_DROPPED = re.compile(f"[{_DROPPED}]")
_MARKS = r"\u0300-\u0331\u0333-\u034e\u0350-\u036f"
_CLUSTER = re.compile(f"[^{_MARKS}{_DROPPED}][{_DROPPED}]*[{_MARKS}][{_MARKS}{_DROPPED}]*")
_PLAIN = {
    '"': "“”„‟«»″〝〞",
    "'": "‘’‚‛′´ʼʹʿʾ‹›",
    "-": "‐‑‒–—―−﹘﹣",
    "ا": "أإآٱ",
    "و": "ؤۆ",
    "ي": "ئىیېے",
    "ه": "ةۀہەھ",
    "ك": "ک",
    ",": "،٬",
    ";": "؛",
    "?": "؟",
    "%": "٪",
    ".": "٫۔",
    "/": "⁄∕",
    "е": "ё",
    "i": "İ",
    "\n": "\u2028\u2029\x85",
}  # fmt: skip
_PLAIN_OF = {source: plain for plain, sources in _PLAIN.items() for source in sources}


class _Table(dict[int, str]):
    """Code point -> folded string, filled as characters turn up; its values depend on the key alone."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold_character(chr(point))
        return folded


def _fold_character(character: str) -> str:
    if _IS_DROPPED.match(character):
        return ""
    if character in _PLAIN_OF:
        return _PLAIN_OF[character]
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    if "⁄" in wide:
        # A vulgar fraction stands apart from the digits before it: 2½ is 2 1/2, never 21/2.
        wide = " " + wide
    if wide == character:
        return character
    return "".join(_fold_character(part) if part != character else part for part in wide)


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows where each of its characters came from."""

    text: str
    """The folded text."""
    source: str = field(repr=False)
    """The original text."""
    starts: Sequence[int] = field(repr=False)
    """For each character of `text`, the offset in `source` of the character it came from; never decreasing."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets [start, end) of `text` as offsets of `source`; marks that belong to the last letter are included.

        Raises:
            ValueError: unless 0 <= start <= end <= len(text).
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span [{start}, {end}) in a folded text of {len(self.text)} characters")
        first = self.starts[start] if start < len(self.text) else len(self.source)
        if start == end:
            return first, first
        last = self.starts[end - 1] + 1
        while last < len(self.source) and unicodedata.category(self.source[last]) == "Mn":
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """`text` folded, with the map back. Linear in the text; plain ASCII costs next to nothing."""
    if text.isascii():
        return Folded(text.lower(), text, range(len(text)))
    if not _CLUSTER.search(text):
        folded = text.translate(_TABLE)
        if len(folded) == len(text) and not _IS_DROPPED.search(text) and _one_to_one(text):
            return Folded(folded, text, range(len(text)))
        return Folded(folded, text, [i for i, c in enumerate(text) for _ in _TABLE[ord(c)]])
    return _fold_clusters(text)


def fold_text(text: str) -> str:
    """`text` folded, without the map."""
    if text.isascii():
        return text.lower()
    return _fold_clusters(text).text if _CLUSTER.search(text) else text.translate(_TABLE)


def _one_to_one(text: str) -> bool:
    return all(len(_TABLE[ord(c)]) == 1 for c in set(text))


def _fold_clusters(text: str) -> Folded:
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for cluster in _CLUSTER.finditer(text):
        for i in range(at, cluster.start()):
            parts.append(_TABLE[ord(text[i])])
            starts.extend([i] * len(parts[-1]))
        base = unicodedata.normalize("NFKC", _IS_DROPPED.sub("", cluster.group()))
        parts.append("".join(_TABLE[ord(c)] for c in base))
        starts.extend([cluster.start()] * len(parts[-1]))
        at = cluster.end()
    for i in range(at, len(text)):
        parts.append(_TABLE[ord(text[i])])
        starts.extend([i] * len(parts[-1]))
    return Folded("".join(parts), text, starts)
