"""One clause, one claim: where a sentence that one holder says is to be cut.

In: tokens of a region, with the text. Out: regions, in order; coordinators and `that` are left out.
"""

import re

from .nouns import finite, is_name, is_pronoun
from .said import Region, Words

_COORDINATORS = frozenset({"and", "but", "so", "yet", "а", "но", "и"})
_CONCESSIVE = frozenset({"while", "although", "though", "хотя"})
_HARD = re.compile(r"[;؛]|\.\.\.|…")
_TRAILING = re.compile(r"[%)\].!?…٪]+")
_LEADING = re.compile(r"[~$€£#\\]+$")


def split(words: Words, region: Region, text: str) -> list[Region]:
    """`region` cut where a clause with a predicate of its own begins."""
    first, last = region
    cuts: list[Region] = []
    begin = first
    for j in range(first + 3, last - 2):
        after = _cut(words, (begin, last), j, text)
        if after is not None:
            cuts.append((begin, j))
            begin = after
    cuts.append((begin, last))
    return [_lead_off(words, cut) for cut in cuts if cut[1] > cut[0]]


def span(words: Words, region: Region, text: str) -> tuple[int, int]:
    """Code points of a region, with the marks that belong to its last word."""
    start, end = words.tokens[region[0]].start, words.tokens[region[1] - 1].end
    lead = _LEADING.search(text, max(0, start - 3), start)
    mark = _TRAILING.match(text, end)
    closing = mark.group() if mark else ""
    if closing and ")" in closing and "(" not in text[start:end]:
        closing = closing.split(")")[0]
    return _whole_quote(text, lead.start() if lead else start, end + len(closing))


def _whole_quote(text: str, start: int, end: int) -> tuple[int, int]:
    """With the other mark of a quotation of which only one stands inside, if that is the next character."""
    body = text[start:end]
    straight = body.count('"') % 2 == 1
    if (straight or body.count("“") > body.count("”")) and text[end : end + 1] in {'"', "”"}:
        return start, end + 1
    if (straight or body.count("”") > body.count("“")) and start > 0 and text[start - 1] in '"“':
        return start - 1, end
    return start, end


def _cut(words: Words, region: Region, j: int, text: str) -> int | None:
    """If a new clause begins at token `j`, where its first word stands."""
    first, _ = region
    tokens = words.tokens
    gap = text[tokens[j - 1].end : tokens[j].start].replace("،", ",")
    parted = tokens[j].word in _COORDINATORS or "," in gap or _HARD.search(gap) is not None
    if not parted or words.quoted[j] != words.quoted[j - 1] or j - first < 3 or finite(tokens, first, j) < 0:
        return None
    if tokens[j].word in _COORDINATORS:
        return _joined(words, region, j, gap)
    return j if _parted(words, region, j, gap) else None


def _joined(words: Words, region: Region, j: int, gap: str) -> int | None:
    """A clause behind `and` or `but`."""
    tokens, last = words.tokens, region[1]
    if tokens[j + 1].word == "that":
        return None if tokens[j].word == "so" else j + 2
    if _HARD.search(gap) and finite(tokens, j, last) >= 0:
        return j + 1
    return j + 1 if "," in gap and last - j > 4 and finite(tokens, j + 1, min(last, j + 10)) >= 0 else None


def _parted(words: Words, region: Region, j: int, gap: str) -> bool:
    """A clause behind a mark alone: a semicolon, or a comma before a new subject."""
    tokens, (first, last) = words.tokens, region
    if _HARD.search(gap):
        return finite(tokens, j, last) >= 0
    if "," not in gap:
        return False
    if tokens[first].word in _CONCESSIVE and (is_name(tokens[j]) or tokens[j].word in {"the", "a", "it"}):
        return finite(tokens, j, last) >= 0
    fresh = is_pronoun(tokens[j]) and _main(words, first) and last - j > 3
    return fresh and finite(tokens, j + 1, min(last, j + 4)) >= 0


def _main(words: Words, first: int) -> bool:
    """Whether the clause begins with a subject, not with a conjunction that leads to the next clause."""
    token = words.tokens[first]
    return is_name(token) or is_pronoun(token) or token.word in {"the", "a", "an", "there"}


def _lead_off(words: Words, region: Region) -> Region:
    first, last = region
    while last - first > 2 and words.tokens[first].word in _COORDINATORS | {"that", "while", "although", "though"}:
        first += 1
    while last - first > 2 and words.tokens[last - 1].word in _COORDINATORS:
        last -= 1
    return first, last
