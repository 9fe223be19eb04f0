"""Arabic noun phrases without a parser: where they end, and which words name a speaker.

In: tokens of a sentence. Out: ends of phrases; words without particles and article. Lists and particles judge.
"""

from collections.abc import Sequence
from functools import cache

from .lexicon import Token, lexicon

LONGEST = 14
"""Words of a noun phrase that names a speaker."""


def bare(word: str) -> str:
    """A folded word without particles and article in front."""
    while len(word) > 4 and word[0] in "وف" and word not in _heads():
        word = word[1:]
    if len(word) > 4 and word.startswith(("بال", "كال")):
        word = word[1:]
    if len(word) > 4 and word.startswith("لل"):
        return word[2:]
    return word[2:] if len(word) > 4 and word.startswith("ال") else word


def is_arabic_head(word: str) -> bool:
    """Whether a folded word names people, papers, outlets or groups."""
    return word in _heads() or bare(word) in _heads()


@cache
def _heads() -> frozenset[str]:
    words = lexicon().words
    every = {w for name in ("people", "documents", "outlets", "groups") for w in words[name]}
    return frozenset(every | {w[2:] for w in every if w.startswith("ال")})


def np_end(tokens: Sequence[Token], at: int, limit: int) -> int:
    """Where the noun phrase that begins at `at` ends."""
    words = lexicon().words
    j = at
    while j < min(limit, at + LONGEST):
        word, following = tokens[j].word, tokens[j + 1].word if j + 1 < len(tokens) else ""
        if (
            (tokens[j].cut and j > at and not _of_a_name(tokens, at, j))
            or word in words["ar_np_stop"]
            or word in words["complementizers"]
            or word.isdigit()
        ):
            break
        if word in {"في", "من"} and (following in words["ar_media"] or following in words["ar_np_stop"]):
            break
        if word == "من" and (following in words["complementizers"] or following.startswith(("جانب", "جهت"))):
            break
        if j > at and word[0] == "ف" and at > 0 and tokens[at - 1].word == "اما":
            break
        if j > at and (_told(word) or word.startswith("قول") or _aside(tokens, j) or _refuses(word, following)):
            break
        j += 1
    while j > at and tokens[j - 1].word in words["prepositions"]:
        j -= 1
    return j


def quote_marks(token: Token) -> bool:
    """Whether nothing but quotation marks stands between the token and the word before."""
    return bool(token.gap) and not token.gap.strip('«»“”"')


def _of_a_name(tokens: Sequence[Token], at: int, j: int) -> bool:
    """Whether the mark before `j` is one of those around a name, as in `صحيفة «X» اللبنانية`."""
    if not quote_marks(tokens[j]):
        return False
    outlets = lexicon().words["ar_outlets"] | lexicon().words["ar_bodies"]
    if any(bare(t.word) in outlets or bare(t.word[1:]) in outlets for t in tokens[max(at, j - 2) : j]):
        return tokens[j].gap[-1] in '«“"'
    return tokens[j].gap[0] in '»”"' and tokens[j].word.startswith("ال")


def _refuses(word: str, following: str) -> bool:
    """`رفض ذكر اسمه`, `طلب عدم الكشف`: what is told of a speaker who stays unnamed is no part of what he is called."""
    words = lexicon().words
    return word in words["ar_refusing"] and following in words["ar_refused"]


def _told(word: str) -> bool:
    """`لقناة X`, `لرويترز`, `للصحافيين`: to whom it was said."""
    if word[0] != "ل" or len(word) < 4:
        return False
    return (
        bare(word[1:]) in lexicon().words["outlets"]
        or word[1:] in lexicon().words["ar_told"]
        or bare(word) in lexicon().words["ar_told"]
    )


def _aside(tokens: Sequence[Token], j: int) -> bool:
    hit = lexicon().verbs.at(tokens, j)
    return hit is not None and (hit[0].trails or tokens[j].word[0] == "و")
