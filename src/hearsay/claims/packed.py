"""Speech without a speaker of its own: `reportedly`, `it is understood that`, `accounts that`.

In: words of a sentence and a region. Out: a `Speech` or nothing.
"""

from collections.abc import Sequence

from .lexicon import Cue, Token, lexicon
from .nouns import Phrase, before, finite, is_head, is_pronoun
from .said import Region, Speech, Words

_NOBODY = Cue("nobody", "reports", "Uu")
_NOUN = Cue("noun", "reports", "Uu")


def of_nobody(words: Words, region: Region) -> Speech | None:
    """`reportedly P`, `it is understood that P`: speech that the text gives to nobody."""
    first, last = region
    for i in range(first, last):
        hit = (lexicon().nobody.at(words.tokens, i) or _it_is(words, i, last)) if words.open(i, region) else None
        if hit is None:
            continue
        cue, n = hit
        said = " ".join(t.word for t in words.tokens[i : i + n])
        leads = words.tokens[i + n - 1].word in lexicon().words["complementizers"] or i == first
        content = (i + n, last) if leads and last - i - n >= 2 else region
        return Speech(cue, (i, i + n), None, (content,), nobody=f"unnamed (“{said}”)")
    return None


def _it_is(words: Words, i: int, last: int) -> tuple[Cue, int] | None:
    """`it was reported on Friday that`: with a day or a place before `that`."""
    tokens = words.tokens
    if tokens[i].word != "it" or i + 4 > last or tokens[i + 1].word not in {"is", "was", "has"}:
        return None
    verb = i + 3 if tokens[i + 2].word == "been" else i + 2
    that = next((k for k in range(verb + 1, min(last, verb + 7)) if tokens[k].word == "that"), 0)
    if not that or tokens[verb].word not in lexicon().words["hearsay"] or any(t.cut for t in tokens[i + 1 : that]):
        return None
    return _NOBODY, that + 1 - i


def in_a_noun(words: Words, region: Region) -> Speech | None:
    """`witness accounts that P`: speech packed into a noun."""
    first, last = region
    tokens = words.tokens
    for i in range(first, last - 3):
        if tokens[i].word not in lexicon().words["speech"] or tokens[i + 1].word not in {"that", "что"}:
            continue
        if not words.open(i, region) or finite(tokens, i + 2, last) < 0:
            continue
        giver = _giver(tokens, first, i)
        rest = ((first, i),) if i - first >= 6 and finite(tokens, first, i) >= 0 else ()
        if giver is not None:
            return Speech(_NOUN, (i, i + 2), giver, ((i + 2, last),), rest)
        return Speech(_NOUN, (i, i + 2), None, ((i + 2, last),), rest, nobody=f"whoever gave the {tokens[i].word}")
    return None


def _giver(tokens: Sequence[Token], first: int, i: int) -> Phrase | None:
    """Who stands before the noun: `the senator's warning`, `his claim`, `witness accounts`."""
    if i == first:
        return None
    owner = tokens[i - 1]
    if owner.word.endswith(("'s", "s'")):
        return before(tokens, first, i)
    if is_pronoun(owner) or is_head(owner):
        return Phrase(i - 1, i)
    return None
