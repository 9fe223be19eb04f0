"""Whether a block is still the quoted voice or already the one that quotes, by its register.

In: a sheet and the blocks of a quotation without marks. Out: for each block the evidence in nats that the outer voice
speaks again. News that is quoted attributes, quotes and speaks of papers; who comments on it judges, addresses the
reader, asks without waiting for an answer, and takes up words that the quotation did not use.
"""

import re
from collections.abc import Sequence

from .blocks import Block
from .lexicon import Token, lexicon
from .nouns import finite
from .relations import stems
from .sheet import Sheet

_ASKS = re.compile(r"[?؟]")
_CALLS = re.compile(r"!")
_YOU = frozenset({"you", "your", "yours", "вы", "ваш", "انتم"})
_PRESENT = frozenset({"is", "are", "do", "does", "has", "have", "means", "looks"})
_GENERIC = 0.35
_CLOSE = 0.4
"""Weight of shared vocabulary, from none to all of a block's content words."""


def evidence(sheet: Sheet, span: tuple[int, int]) -> list[float]:
    """One weight a block of [first, last); negative: still the quoted voice."""
    found: list[float] = []
    seen: set[str] = set()
    for block in sheet.blocks[span[0] : span[1]]:
        if block.kind == "furniture":
            found.append(0.0)
            continue
        own = stems(sheet.text[block.start : block.end])
        fresh = 1 - len(own & seen) / len(own) if own and seen else 0.5
        found.append(_weight(sheet, block) + _CLOSE * (fresh - 0.5))
        seen |= own
    return found


def _weight(sheet: Sheet, block: Block) -> float:
    if block.kind in {"list_item", "quote"}:
        return -0.8
    tokens, plain = _unquoted(sheet, block)
    stances = len(lexicon().patterns["opinion"].findall(plain))
    weight = 0.9 * min(stances, 3) - 0.25
    words = {t.word for t in tokens}
    if _ASKS.search(plain):
        weight += 0.9
    weight += 0.4 * bool(_CALLS.search(plain)) + 0.6 * bool(words & _YOU)
    cited = _cites(tokens)
    if cited:
        weight -= 0.3 if stances else 0.9
    if any(q.end - q.start > 25 for q in sheet.quoted_at(block.start, block.end)):
        weight -= 0.8
    if words & lexicon().words["pronouns_i"] and not stances:
        weight -= 0.8
    if words & lexicon().words["documents"]:
        weight -= 0.3
    return weight + (_GENERIC if not cited and _general(tokens) else 0.0)


def _unquoted(sheet: Sheet, block: Block) -> tuple[list[Token], str]:
    """Words and folded text of a block outside its quotation marks."""
    inside = [part for q in sheet.quoted_at(block.start, block.end) for part in q.parts if part[1] - part[0] > 12]
    tokens = [t for t in sheet.tokens(block.start, block.end) if not any(a <= t.start < b for a, b in inside)]
    pieces: list[str] = []
    at = block.start
    for start, end in sorted(inside):
        pieces.append(sheet.plain[at : max(at, start)])
        at = max(at, end)
    return tokens, " ".join([*pieces, sheet.plain[at : block.end]])


def _cites(tokens: Sequence[Token]) -> bool:
    """Whether somebody is said to have said something."""
    return any(
        (lexicon().verbs.at(tokens, i) and i > 0 and not tokens[i].cut) or lexicon().phrases.at(tokens, i)
        for i in range(len(tokens))
        if not tokens[i].capital or i == 0
    )


def _general(tokens: Sequence[Token]) -> bool:
    """The present of what always holds, without a number: `Enemies do strike bargains`."""
    at = finite(tokens, 0, len(tokens))
    return at >= 0 and tokens[at].word in _PRESENT and not any(t.word[:1].isdigit() for t in tokens)
