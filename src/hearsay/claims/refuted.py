"""A report called untrue: `X dismissed claims that P as false`, `reports that P were untrue`, `it is not true that P`.

In: words of a sentence and a region. Out: a `Speech` whose content is P alone and whose holder denies it, or nothing.
What is only called exaggerated or misleading is uncommitted, not denied.
"""

from .lexicon import Cue, lexicon
from .nouns import after, finite
from .said import Region, Speech, Words
from .sources import BE, source_of

DENIES = Cue("deny", "denies", "Uu", negates=True)
DISPUTES = Cue("dispute", "denies", "Uu", mark="Uu")

_HEADS = frozenset({"that", "of", "about"})
_NEAR = 6
"""Words between a verb and the noun of speech that it takes."""
_LAST = 10
"""Words from `were` of a verdict to the end, with a day or a place behind it."""


def refuted(words: Words, region: Region) -> Speech | None:
    """The denial that `region` is, or None."""
    return _not_so(words, region) or _judged(words, region) or _dismissed(words, region)


def _not_so(words: Words, region: Region) -> Speech | None:
    """`It is not true that P`, `there is no truth in reports that P`: the holder of the region denies P."""
    (first, last), tokens = region, words.tokens
    if last - first < 6 or tokens[first].word not in {"it", "there"} or tokens[first + 1].word not in BE:
        return None
    that = next((k for k in range(first + 2, min(last, first + 9)) if tokens[k].word == "that"), 0)
    cue = _verdict(words, first + 2, that) if that and words.quoted[that] == words.quoted[first] else None
    return Speech(cue, (first, that), None, ((that + 1, last),), elided=True) if cue is not None else None


def _judged(words: Words, region: Region) -> Speech | None:
    """`Reports that P were false`, `claims that P were denied by X`."""
    (first, last), tokens = region, words.tokens
    noun = _noun(words, first, min(last, first + _NEAR))
    if noun < 0:
        return None
    for be in range(last - 2, noun + 2, -1):
        if tokens[be].word not in BE or tokens[be].cut:
            continue
        end = min(last, be + 6)
        by = next((k for k in range(be + 2, end) if tokens[k].word == "by"), 0)
        source = after(tokens, by + 1, last) if by else None
        if source is not None and any(t.word in lexicon().words["dismissing"] for t in tokens[be:by]):
            return Speech(DENIES, (be, by + 1), source, ((noun + 2, be),))
        cue = _verdict(words, be + 1, end)
        if cue is not None and last - be <= _LAST and not any(t.cut for t in tokens[be + 1 : last]):
            return Speech(cue, (be, end), None, ((noun + 2, be),), elided=True)
        return None
    return None


def _dismissed(words: Words, region: Region) -> Speech | None:
    """`X dismissed claims that P`, `X called reports of P exaggerated`."""
    (first, last), tokens = region, words.tokens
    branding, dismissing = lexicon().words["branding"], lexicon().words["dismissing"]
    for i in range(first, last - 3):
        if tokens[i].word not in branding | dismissing or not words.open(i, region) or tokens[i].capital:
            continue
        prior = tokens[i - 1].word if i > first else ""
        noun = _noun(words, i + 1, min(last, i + 1 + _NEAR))
        if noun < 0 or prior in BE or prior in {"not", "never", "nor", "to"} or prior.endswith("n't"):
            continue
        verdict = next((k for k in range(last - 1, noun + 2, -1) if _word_of_verdict(words, k)), 0)
        end = _edge(words, noun + 3, verdict) if verdict else last
        judged = _verdict(words, end, verdict + 1) if verdict else None
        cue = DENIES if tokens[i].word in dismissing else judged
        source = source_of(words, region, i)
        if cue is not None and end - noun >= 3 + (tokens[noun + 1].word == "of"):
            return Speech(cue, (i, i + 1), source, ((noun + 2, end),), elided=source is None)
    return None


def _noun(words: Words, first: int, last: int) -> int:
    """The noun of speech in [first, last) with what it reports behind it, and no predicate before it; -1 for none."""
    tokens = words.tokens
    for n in range(first, min(last, len(tokens) - 2)):
        if tokens[n].word in lexicon().words["speech"] and tokens[n + 1].word in _HEADS:
            own = words.quoted[n] == words.quoted[first]
            return n if own and finite(tokens, first, n) < 0 else -1
    return -1


def _verdict(words: Words, first: int, last: int) -> Cue | None:
    """What [first, last) calls the report."""
    lists = lexicon().words
    text = f" {' '.join(t.word for t in words.tokens[first:last])} "
    if any(f" {phrase} " in text for phrase in lists["falsity"]):
        return None if " not " in text.replace(" not true ", "").replace(" not correct ", "") else DENIES
    return DISPUTES if any(f" {phrase} " in text for phrase in lists["disputed"]) else None


def _word_of_verdict(words: Words, i: int) -> bool:
    word, lists = words.tokens[i].word, lexicon().words
    return word in lists["falsity"] or word in lists["disputed"]


def _edge(words: Words, low: int, verdict: int) -> int:
    """Where the verdict begins: `as a fabrication`, `wholly false`."""
    tokens, edge = words.tokens, verdict
    while edge > low and (
        tokens[edge - 1].word.endswith("ly")
        or tokens[edge - 1].word in {"a", "an", "as", "and", "or", "pure", "simply", "totally"}
        or _word_of_verdict(words, edge - 1)
    ):
        edge -= 1
    return edge
