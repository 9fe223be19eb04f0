"""Quotations: what stands between marks, also across sentences and paragraphs.

In: a text and its blocks. Out: `Quote` spans, sorted; marks are straight, typographic, angled or low-high.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

_MARK = re.compile('["“”„«»‟]')
_SINGLE = re.compile(
    r"(?<![\w’'])[‘'](?=[^\W_])(?P<words>[^\"“”„«»\n]{1,600}?)(?:(?<=[.,!?…])[’'](?!\w)|[’'](?=[.,;:!?](?:\s|$)))"
)
_ASIDE = re.compile(r"[,.!?…]\s[—–]\s(?P<author>[а-яё][^«»\n—–]{2,90}[,.:]\s[—–])\s")
_TURNS = 40
"""Changes between speech and the author's words in one paragraph; more are no dialogue."""
_DASH = re.compile(r"[—–]\s(?=[^\W\d_])")
_TURN = re.compile(r"[,.!?…:]\s(?P<dash>[—–])\s")
_CLOSES = {"“": '”"', "„": "“”", "«": "»", '"': '"”', "‟": "”"}
_DOUBLED = re.compile(r"(?:''|``)")
_FILLER = "\u2060"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks."""

    start: int
    end: int
    closed: bool
    """False when the closing mark is missing; then it ends with its block."""
    parts: tuple[tuple[int, int], ...] = ()
    """What stands inside the marks, one span a block."""

    @property
    def inner(self) -> tuple[int, int]:
        """From the first to the last character inside the marks."""
        return self.parts[0][0], self.parts[-1][1]


def undoubled(text: str) -> str:
    """`text` with two single marks written for a double one (`''so''`) as a double one, of the same length."""
    return _DOUBLED.sub(f'"{_FILLER}', text) if "''" in text or "``" in text else text


def find_quotes(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quote]:
    """Quotations of `text`. One that is open at the end of a block goes on if the next block opens with its mark."""
    text = undoubled(text)
    found: list[Quote] = []
    held: tuple[str, int, list[tuple[int, int]]] | None = None
    for i, (start, end) in enumerate(blocks):
        follows = blocks[i + 1][0] if i + 1 < len(blocks) else None
        held = _block(text, (start, end), held, found)
        if held is not None and not _goes_on(text, held[0], follows):
            parts = tuple(held[2])
            if parts:
                found.append(Quote(held[1], end, closed=False, parts=parts))
            held = None
    found = [_without_author(text, quote) for quote in found] + _dialogue(text, blocks)
    taken = sorted((quote.start, quote.end) for quote in found)
    found.extend(q for q in _singles(text, blocks) if not _inside(q, taken))
    return sorted(found, key=lambda quote: (quote.start, quote.end))


def _without_author(text: str, quote: Quote) -> Quote:
    """Russian marks stay open over the author's words: `«A, — сказал X. — B»`; these are no part of the quotation."""
    if not any(_ASIDE.search(text, a, b) for a, b in quote.parts):
        return quote
    parts: list[tuple[int, int]] = []
    for start, end in quote.parts:
        at = start
        for aside in islice(_ASIDE.finditer(text, start, end), _TURNS):
            parts.append((at, aside.start("author")))
            at = aside.end("author")
        parts.append((at, end))
    return Quote(quote.start, quote.end, quote.closed, tuple(p for p in parts if p[0] < p[1]))


def _dialogue(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quote]:
    """`— A, — сказал X. — B`: a line of talk after a dash, the author's words between dashes left out."""
    found: list[Quote] = []
    for start, end in blocks:
        opens = _DASH.match(text, start, end)
        if opens is None or _MARK.search(text, start, end):
            continue
        turns = [m.start("dash") for m in _TURN.finditer(text, opens.end(), end)]
        edges = [opens.end(), *turns, end]
        parts = tuple((edges[k], edges[k + 1]) for k in range(0, len(edges) - 1, 2))
        if 0 < len(turns) <= _TURNS:
            found.append(Quote(start, end, closed=True, parts=parts))
    return found


def _singles(text: str, blocks: Sequence[tuple[int, int]]) -> list[Quote]:
    """Quotations between single marks, which are apostrophes unless a clause ends at them."""
    return [
        Quote(m.start(), m.end(), closed=True, parts=(m.span("words"),))
        for start, end in blocks
        for m in _SINGLE.finditer(text, start, end)
    ]


def _inside(quote: Quote, taken: Sequence[tuple[int, int]]) -> bool:
    k = bisect_right(taken, (quote.start, quote.start)) - 1
    return any(a < quote.end and quote.start < b for a, b in taken[max(0, k) : k + 2])


def _goes_on(text: str, mark: str, at: int | None) -> bool:
    return at is not None and text[at : at + 1] == mark


def _block(
    text: str,
    span: tuple[int, int],
    held: tuple[str, int, list[tuple[int, int]]] | None,
    found: list[Quote],
) -> tuple[str, int, list[tuple[int, int]]] | None:
    """Scan one block; what is still open at its end is given back with its parts so far."""
    start, end = span
    at = start + 1 if held is not None else start
    last = text.rfind("”", start, end)
    for mark in _MARK.finditer(text, at, end):
        sign, here = mark.group(), mark.start()
        if held is None:
            if sign in _CLOSES and _opens(text, here, end):
                held = (sign, here, [])
                at = here + 1
        elif sign in _CLOSES[held[0]] and not _of_another(text, held, mark, last):
            if here > at:
                found.append(Quote(held[1], here + 1, closed=True, parts=(*held[2], (at, here))))
            held = None
    if held is not None and end > at:
        held[2].append((at, end))
    return held


def _of_another(text: str, held: tuple[str, int, list[tuple[int, int]]], mark: re.Match[str], last: int) -> bool:
    """Whether a straight mark inside curved ones, or a curved one inside straight ones, belongs to a quotation within."""
    if held[0] == "“" and mark.group() == '"':
        return mark.start() < last
    return held[0] == '"' and mark.group() == "”" and text.find("“", held[1], mark.start()) >= 0


def _opens(text: str, at: int, end: int) -> bool:
    after = text[at + 1 : at + 2]
    if at + 1 >= end or not after or after.isspace():
        return False
    return text[at] != '"' or at == 0 or not text[at - 1].isalnum()
