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

_RULED = re.compile(r"\s*[-–—*_=~•#]{1,3}(?:\s?[-–—*_=~•#]){1,80}\s*$")
_PARTED = 1.6
"""Evidence of a line of dashes or stars: what stands behind it is another's."""
_ASKS = re.compile(r"[?؟]")
_CALLS = re.compile(r"!")
_SHORT = re.compile(r"\b[a-z]+n['’]t\b|\b(?:i|you|we|they|it|that|there|he|she)['’](?:s|re|ve|ll|m|d)\b")
_YOU = frozenset({"you", "your", "yours", "вы", "ваш", "انتم"})
_BIDS = frozenset({"let", "don't", "remember", "imagine", "forget", "spare", "ask", "look", "consider"})
_PRESENT = frozenset({"is", "are", "do", "does", "has", "have", "means", "looks"})
_REPORTS = frozenset(
    {"say", "tell", "report", "claim", "deny", "admit", "confirm", "show", "warn", "ask", "order", "according"}
)
_BARE = frozenset({"can", "could", "will", "would", "should", "may", "might", "must", "to", "not", "never", "nobody"})


def evidence(sheet: Sheet, span: tuple[int, int]) -> list[float]:
    """One weight a block of [first, last); negative: still the quoted voice."""
    found: list[float] = []
    seen: set[str] = set()
    persons: set[str] = set()
    for block in sheet.blocks[span[0] : span[1]]:
        if block.kind == "furniture":
            found.append(_PARTED * bool(_RULED.match(sheet.text[block.start : block.end])))
            continue
        own = stems(sheet.text[block.start : block.end])
        fresh = 1 - len(own & seen) / len(own) if own and seen else 0.5
        told, plain = _unquoted(sheet, block)
        found.append(_weight(sheet, block, (told, plain), persons) + 0.4 * (fresh - 0.5))
        seen |= own
        persons |= _persons(told)
    return found


def _weight(sheet: Sheet, block: Block, own: tuple[list[Token], str], persons: set[str]) -> float:
    """Evidence of one block; `persons`: how the quoted voice has spoken of itself so far."""
    if block.kind in {"list_item", "quote"}:
        return -0.8
    tokens, plain = own
    stances = len(lexicon().patterns["opinion"].findall(plain))
    words = {t.word for t in tokens}
    weight = 0.9 * min(stances, 3) - 0.15
    weight += 0.9 * bool(_ASKS.search(plain)) + 0.4 * bool(_CALLS.search(plain)) + 0.6 * bool(words & _YOU)
    weight += 0.4 * bool(_SHORT.search(plain))
    cited = _cites(tokens)
    if cited:
        weight -= 0.3 if stances else 0.9
    if any(q.end - q.start > 25 for q in sheet.quoted_at(block.start, block.end)):
        weight -= 0.8
    if words & lexicon().words["documents"]:
        weight -= 0.3
    asking = bool(_persons(tokens)) and cited
    new = _persons(tokens) - persons
    ours = "pronouns_we" in new and not persons
    weight += (0.9 if ours else -0.8) if asking else 0.6 if new and not words & lexicon().words["documents"] else 0.0
    weight -= 0.7 * bool(lexicon().patterns["silence"].search(plain))
    return weight + _loose(tokens, sheet, block) + (0.45 if not cited and _general(tokens) else 0.0)


def _persons(tokens: Sequence[Token]) -> set[str]:
    lists = lexicon().words
    return {name for name in ("pronouns_i", "pronouns_we") if any(t.word in lists[name] for t in tokens)}


def _loose(tokens: Sequence[Token], sheet: Sheet, block: Block) -> float:
    """Sentences without a predicate, and calls upon the reader."""
    found = 0.0
    held = {t.start for t in tokens}
    for start, end in sheet.sentences(block):
        own = [t for t in sheet.tokens(start, end) if t.start in held]
        if not own or own[0].start > start + 2:
            continue
        verbless = (
            finite(own, 0, len(own)) < 0 and own[0].word.isascii() and len(own) * 3 > len(sheet.tokens(start, end))
        )
        found += 0.5 * (verbless or own[0].word in _BIDS)
    return min(found, 1.0)


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
    for i in range(len(tokens)):
        hit = lexicon().verbs.at(tokens, i) if i and not tokens[i].capital else None
        if hit is not None and hit[0].name in _REPORTS and tokens[i - 1].word not in _BARE:
            return True
        if lexicon().phrases.at(tokens, i):
            return True
    return False


def _general(tokens: Sequence[Token]) -> bool:
    """The present of what always holds, without a number: `Enemies do strike bargains`."""
    at = finite(tokens, 0, len(tokens))
    perfect = at >= 0 and tokens[at].word in {"has", "have"}
    return at >= 0 and not perfect and tokens[at].word in _PRESENT and not any(t.word[:1].isdigit() for t in tokens)
