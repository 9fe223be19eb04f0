"""Speech without a speaker of its own: `reportedly`, `it is understood that`, `accounts that`.

In: words of a sentence and a region. Out: a `Speech` or nothing.
"""

from .lexicon import Cue, lexicon
from .nouns import Phrase, finite, is_head
from .said import Region, Speech, Words

_NOUN = Cue("noun", "reports", "Uu")


def of_nobody(words: Words, region: Region) -> Speech | None:
    """`reportedly P`, `it is understood that P`: speech that the text gives to nobody."""
    first, last = region
    for i in range(first, last):
        hit = lexicon().nobody.at(words.tokens, i) if words.open(i, region) else None
        if hit is None:
            continue
        cue, n = hit
        said = " ".join(t.word for t in words.tokens[i : i + n])
        leads = words.tokens[i + n - 1].word in lexicon().words["complementizers"] or i == first
        content = (i + n, last) if leads and last - i - n >= 2 else region
        return Speech(cue, (i, i + n), None, (content,), nobody=f"unnamed (“{said}”)")
    return None


def in_a_noun(words: Words, region: Region) -> Speech | None:
    """`witness accounts that P`: speech packed into a noun."""
    first, last = region
    tokens = words.tokens
    for i in range(first, last - 3):
        if tokens[i].word not in lexicon().words["speech"] or tokens[i + 1].word not in {"that", "что"}:
            continue
        if not words.open(i, region) or finite(tokens, i + 2, last) < 0:
            continue
        giver = i - 1 if i > first and is_head(tokens[i - 1]) else None
        rest = ((first, i),) if i - first >= 6 and finite(tokens, first, i) >= 0 else ()
        if giver is not None:
            return Speech(_NOUN, (i, i + 2), Phrase(giver, giver + 1), ((i + 2, last),), rest)
        return Speech(_NOUN, (i, i + 2), None, ((i + 2, last),), rest, nobody=f"whoever gave the {tokens[i].word}")
    return None
