"""Sentences in which no list knows a verb: a predicate by form and position, else an open question; nothing vanishes.

In: words of a sentence that gave no claim. Out: whether it has a predicate; an Unsure for one that seems to have none.
English only: `The rebels hide guns.`, `The sector bans cars.`
"""

import re
from collections.abc import Sequence

from hearsay.model import Unsure

from .lexicon import Token, lexicon
from .nouns import is_name, is_pronoun
from .sheet import Sheet

_PROSE = re.compile(r"[.!?…][\"”'’)\]*_]*$")
_FEWEST = 4
"""Words of a sentence that is asked about; shorter ones are exclamations and signs."""
_MANY = frozenset(
    ["people", "men", "women", "police", "children", "cattle", "personnel", "staff", "they", "we", "you", "i"]
)


def predicate(tokens: Sequence[Token]) -> bool:
    """Whether a verb in its base form stands behind a plural, or one in -s behind a singular and before an object."""
    return any(_base(tokens, i) or _third(tokens, i) for i in range(1, len(tokens)))


def unread_prose(sheet: Sheet, start: int, end: int, tokens: Sequence[Token]) -> Unsure | None:
    """The open question of a sentence of prose that gave no claim; None for what is no sentence."""
    body = sheet.text[start:end].rstrip()
    prose = _PROSE.search(body, max(0, len(body) - 6)) is not None and body[:1].isupper()
    small = sum(not t.capital and not t.word[:1].isdigit() for t in tokens)
    if not prose or len(tokens) < _FEWEST or small * 2 < len(tokens):
        return None
    why = "no verb was recognised here"
    return Unsure(page=sheet.page, start=start, end=end, question="what does this sentence say?", why=why)


def _subject(tokens: Sequence[Token], i: int) -> Token | None:
    """The word before a verb, over adverbs in -ly."""
    k = i - 1
    while k > 0 and tokens[k].word.endswith("ly") and not tokens[k].capital:
        k -= 1
    cut = any(t.cut for t in tokens[k + 1 : i + 1])
    return None if cut or _small(tokens[k]) else tokens[k]


def _small(token: Token) -> bool:
    lists = lexicon().words
    return any(token.word in lists[name] for name in ("prepositions", "determiners", "conjunctions", "relative"))


def _base(tokens: Sequence[Token], i: int) -> bool:
    verbs = lexicon().words["base_verbs"]
    if tokens[i].word not in verbs or tokens[i].capital:
        return False
    own = _subject(tokens, i)
    if own is None:
        return False
    if own.word in _MANY or (
        own.word.endswith("s") and not own.word.endswith(("'s", "ss", "us", "is")) and len(own.word) > 3
    ):
        return True
    return is_name(own) and _object(tokens, i)


def _third(tokens: Sequence[Token], i: int) -> bool:
    verbs, word = lexicon().words["base_verbs"], tokens[i].word
    stems = (word[:-1], word[:-2], word[:-3] + "y")
    if not word.endswith("s") or tokens[i].capital or not any(stem in verbs for stem in stems):
        return False
    own = _subject(tokens, i)
    return own is not None and not own.word.endswith("s") and _object(tokens, i)


def _object(tokens: Sequence[Token], i: int) -> bool:
    """Whether an object or a circumstance follows."""
    if i + 1 >= len(tokens) or tokens[i + 1].cut:
        return False
    lists, token = lexicon().words, tokens[i + 1]
    led = token.word in lists["determiners"] or token.word in lists["prepositions"] or token.word == "that"
    return led or is_name(token) or is_pronoun(token) or token.word[:1].isdigit() or token.word.endswith("s")
