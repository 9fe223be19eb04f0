"""A question and its answer in one sentence: `Asked whether P, X answered: “Yes.”`

In: words of a sentence, the scene, the links of its frame. Out: who answered, or nothing.
"""

from hearsay.model import Anchor

from .identify import Scene, anchor_of, identify
from .lexicon import lexicon
from .nouns import Phrase, after, before, subject
from .said import Speech, Words
from .sheet import Sheet
from .sources import is_speaker


def answering(scene: Scene, words: Words) -> tuple[str, Anchor | None]:
    """The voice that answers within the sentence a question put to it there, and where it is named; empty if none is."""
    tokens = words.tokens
    asked = next((i for i in range(len(tokens)) if words.quoted[i] < 0 and _asks(words, i)), None)
    if asked is None:
        return "", None
    verb = next((i for i in _near_quote(words) if i != asked and lexicon().verbs.at(tokens, i)), None)
    if verb is None:
        return "", None
    source = _source(words, asked, verb)
    names = identify(scene, tokens, source) if source is not None else ()
    return (names[-1], anchor_of(scene.sheet, tokens, source)) if names and source is not None else ("", None)


def source_near(sheet: Sheet, words: Words) -> Anchor | None:
    """Where the speaker of a bare answer is named beside it: `“Naturally,” he answered`."""
    tokens = words.tokens
    for i in _near_quote(words):
        if lexicon().verbs.at(tokens, i) is None:
            continue
        found = before(tokens, 0, i) or after(tokens, i + 1, len(tokens))
        if found is not None and is_speaker(tokens, found) and words.quoted[found.first] < 0:
            return anchor_of(sheet, tokens, found)
    return None


def asked_at(sheet: Sheet, words: Words, speech: Speech | None) -> Anchor | None:
    """Where the one is named to whom `speech` puts a question."""
    if speech is None:
        return None
    told = speech.told or after(words.tokens, speech.cue_at[1], speech.contents[0][0])
    return anchor_of(sheet, words.tokens, told) if told is not None else None


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
