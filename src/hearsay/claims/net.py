"""The net under every claim: what would be certain although its words hold a sign that nobody understood is not certain.

In: a draft and its sheet. Out: where such a sign stands and why it matters: a question mark, a condition, a verb or a
noun of speech that no hop took in, a verdict (`false`, `exaggerated`) on a report.
"""

from collections.abc import Sequence

from hearsay.model import Unsure

from .drafts import Draft
from .lexicon import Token, lexicon
from .nouns import finite
from .said import Words
from .sheet import Sheet
from .sources import nouny

_OPEN = frozenset({"say", "tell", "report", "warn", "claim", "deny", "admit", "confirm", "concede", "affirm"})
"""Names of cues whose verbs have hardly another use than speech."""
_DENIED = frozenset({"not", "never", "neither", "nor", "cannot", "не", "لم", "لن", "لا"})
_QUESTION = ("?", "؟")
_ABOUT = frozenset({"of", "about", "о", "об", "обо", "про", "عن", "بشان", "حول"})
_REACH = 8
_IF = frozenset({"if", "unless", "whether", "если", "ли", "اذا"})
Sign = tuple[int, int, str]


def caught(draft: Draft, sheet: Sheet) -> Unsure | None:
    """The open question of a claim that holds a sign nobody understood; None for one that holds none."""
    last = draft.links[-1]
    if last.mode in {"orders", "admits", "asks"} or last.mark is not None or draft.frame == "answer":
        return None
    if last.cue is not None and (last.cue.mark is not None or last.cue.name in {"accuse", "publish"}):
        return None
    tokens = sheet.tokens(draft.start, draft.end)
    sign = _asked(draft, sheet) or _conditional(tokens) or _speech(draft, tokens) or _judged(tokens)
    if sign is None:
        return None
    start, end, why = sign
    question = "does the text state this as a fact?"
    said = " ".join(sheet.text[start:end].split())
    return Unsure(page=draft.page, start=draft.start, end=draft.end, question=question, why=f"“{said}”: {why}")


def _asked(draft: Draft, sheet: Sheet) -> Sign | None:
    body = sheet.text[draft.start : draft.end].rstrip(' *_”"»)]')
    if not body.endswith(_QUESTION):
        return None
    return draft.start + len(body) - 1, draft.start + len(body), "a question states nothing"


def _conditional(tokens: Sequence[Token]) -> Sign | None:
    for i, token in enumerate(tokens):
        prior = tokens[i - 1].word if i else ""
        if token.word in _IF and prior not in {"as", "even", "даже", "حتى"}:
            return token.start, token.end, "what hangs on a condition or is asked is not stated"
    return None


def _speech(draft: Draft, tokens: Sequence[Token]) -> Sign | None:
    """A verb or a noun of speech with something behind it that it hands to somebody."""
    taken = [a for link in draft.links for a in (link.cue_span, link.mention) if a is not None and a.page == draft.page]
    words = Words(tokens, [-1] * len(tokens))
    for i, token in enumerate(tokens):
        if any(a.start <= token.start < a.end for a in taken):
            continue
        hit = lexicon().verbs.at(tokens, i)
        verb = hit is not None and hit[0].name in _OPEN and not nouny(words, i)
        if verb and (_hands_on(tokens, i) or (_unsaid(tokens, i) and len(tokens) - i > 3)):
            return (
                token.start,
                token.end,
                "somebody says or does not say this, and who stands for it was not understood",
            )
        if token.word in lexicon().words["speech"] and i + 1 < len(tokens) and _led(tokens[i + 1]):
            return token.start, token.end, "this is reported, and who stands for it was not understood"
    return None


def _hands_on(tokens: Sequence[Token], i: int) -> bool:
    stop = next((k for k in range(i + 1, min(len(tokens), i + _REACH)) if _led(tokens[k])), 0)
    return stop > 0 and not (tokens[i].word.isascii() and finite(tokens, i + 1, stop) >= 0)


def _led(token: Token) -> bool:
    return token.word == "that" or (not token.word.isascii() and token.word in lexicon().words["complementizers"])


def _unsaid(tokens: Sequence[Token], i: int) -> bool:
    prior = tokens[i - 1].word if i else ""
    if prior == "to" and i > 1:
        return tokens[i - 2].word in lexicon().words["withholding"]
    return prior in _DENIED or prior.endswith("n't")


def _judged(tokens: Sequence[Token]) -> Sign | None:
    """A verdict on a report of something: not on the report alone (`the claim is false` says what it says)."""
    lists = lexicon().words
    text = f" {' '.join(t.word for t in tokens)} "
    verdict = next((p for p in sorted(lists["falsity"] | lists["disputed"]) if f" {p} " in text), "")
    if not verdict:
        return None
    for i, token in enumerate(tokens[:-1]):
        follows = tokens[i + 1].word in _ABOUT or _led(tokens[i + 1])
        if follows and token.word in lists["speech"]:
            return token.start, token.end, "what is reported is called untrue, and by whom was not understood"
    return None
