"""What is said in Arabic without `that`: behind the preposition of its verb, as `أفاد X بمقتل`, `تحدث X عن انفجار`.

In: words of a sentence, a verb of speech in it. Out: where the speaker must have ended and where what is said begins.
"""

from .arabic_nouns import bare, is_arabic_head, np_end, quote_marks
from .lexicon import Cue, Token, lexicon
from .said import Region, Words

_REACH = 16
"""Words between a verb and its preposition."""
_PATTERNS = "اتم"
"""First letters of most verbal nouns (`انهيار`, `تدمير`, `مقتل`)."""


def led_by(words: Words, region: Region, at: Region, cue: Cue) -> tuple[int, int] | None:
    """Where the speaker of the verb `at` ended and where what its preposition leads to begins; None if none does."""
    tokens, last = words.tokens, region[1]
    prepositions, complementizers = frozenset(cue.opens.split()), lexicon().words["complementizers"]
    for j in range(at[1], min(last - 1, at[1] + _REACH)):
        word, following = tokens[j].word, tokens[j + 1].word
        if words.quoted[j] >= 0:
            continue
        if (tokens[j].cut and j > at[1] and not quote_marks(tokens[j])) or word in complementizers:
            return None
        spoken = j > at[1] or cue.trails or _dropped(tokens[at[0]])
        if (
            word in prepositions
            and spoken
            and following not in complementizers
            and (word != "من" or _happens(following))
        ):
            return j, j + 1
        if (
            "ب" in prepositions
            and spoken
            and _led(tokens[j], any_noun=cue.name == "accuse")
            and np_end(tokens, at[1], j + 1) >= j
        ):
            return j, j
    return None


def _dropped(token: Token) -> bool:
    """Whether the verb may stand for its speaker (`وأشار إلى`)."""
    return token.word[0] in "وف"


def _happens(word: str) -> bool:
    """Whether what follows `حذر X من` is what is feared, and not the body that X belongs to."""
    return not word.startswith("ال") and not is_arabic_head(word) and bare(word) not in lexicon().words["ar_bodies"]


def _led(token: Token, *, any_noun: bool) -> bool:
    """Whether the word is `ب` with a verbal noun, or with `any_noun`."""
    word, words = token.word, lexicon().words
    if word[0] != "ب" or len(word) < 4 or word in words["ar_adverbial"] or is_arabic_head(word):
        return False
    noun = word[1:]
    if noun.startswith("ال"):
        return noun[2:] in words["ar_objects"] or (noun[2] in _PATTERNS and not is_arabic_head(noun))
    return (
        any_noun
        or noun in words["ar_objects"]
        or noun[0] in _PATTERNS
        or (len(noun) == 4 and noun[2] == "و")
        or noun == "ان"
    )
