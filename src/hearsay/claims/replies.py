"""A question and its answer in one sentence: `Asked whether P, X answered: “Yes.”`

In: words of a sentence, the scene, the links of its frame. Out: who answered, or nothing.
"""

from .identify import Scene, identify
from .lexicon import lexicon
from .nouns import Phrase, after, before, subject
from .said import Words


def answering(scene: Scene, words: Words) -> str:
    """The voice that answers within the sentence a question put to it there; empty if there is none."""
    tokens = words.tokens
    asked = next((i for i in range(len(tokens)) if words.quoted[i] < 0 and _asks(words, i)), None)
    if asked is None:
        return ""
    verb = next((i for i in _near_quote(words) if i != asked and lexicon().verbs.at(tokens, i)), None)
    if verb is None:
        return ""
    source = _source(words, asked, verb)
    names = identify(scene, tokens, source) if source is not None else ()
    return names[-1] if names else ""


def _asks(words: Words, i: int) -> bool:
    hit = lexicon().verbs.at(words.tokens, i)
    if hit is None or hit[0].name != "ask":
        return False
    return any(t.word in {"whether", "if"} for t in words.tokens[i + 1 : i + 8]) or hit[1] > 1


def _near_quote(words: Words) -> list[int]:
    """Words outside quotations, those nearest to the first quotation first."""
    opens = [i for i, q in enumerate(words.quoted) if q >= 0]
    outside = [i for i, q in enumerate(words.quoted) if q < 0]
    if not opens:
        return []
    return sorted(outside, key=lambda i: (min(abs(i - opens[0]), abs(i - opens[-1])), i))[:6]


def _source(words: Words, asked: int, verb: int) -> Phrase | None:
    tokens = words.tokens
    if verb < asked:
        return before(tokens, 0, verb) or after(tokens, verb + 1, len(tokens))
    if asked == 0:
        return before(tokens, 0, verb)
    whole = subject(tokens, 0, asked)
    behind = words.quoted[0] >= 0
    return before(tokens, 0, verb) if behind or whole is None else whole
