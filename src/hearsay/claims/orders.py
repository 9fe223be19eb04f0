"""What is an order in a letter, and what it orders.

In: the head of a letter and a sentence, or the words of an order. Out: whether it tells somebody to do something,
whether it forbids, and the fields of an `Order`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from hearsay.model import Order

from .letter_words import letter_words
from .letters import Letter
from .lexicon import Token, lexicon

_PLACE = r"[^,.;،؛\n]{2,50}?"
_WAYS = tuple(
    re.compile(
        rf"(?<![^\W_])(?:{a})\s(?P<origin>{_PLACE})\s(?:{b})\s(?P<destination>{_PLACE})(?=[,.;،؛\n]|$|\s(?:{c})\s)"
    )
    for a, b, c in (("من", "وتنقل إلى|وأحضروها إلى|وانقلوها إلى|إلى", "على|قبل|في|حتى"), ("из", "в|на|к", "до|на|к|не"))
)
_UNTIL = re.compile(
    r"(?<![^\W_])(?:قبل|حتى|في موعد أقصاه|до|не позднее|к)\s(?P<deadline>[^,.;،؛\n]{0,30}?[\d٠-٩][^,.;،؛\n]{0,20})"
)
_BEFORE_VERB = ("يرجي", "نرجو", "نطلب", "يطلب", "يجب", "يمنع", "يحظر", "يتوجب", "ينبغي", "يسمح")
_INFINITIVE = re.compile(r"\w*(?:[аеиоуыя]ть(?:ся)?|(?:вез|вес|нес|ид|й|полз|рас|спас|мес)ти(?:сь)?|[еои]чь(?:ся)?)$")
_NO_VERB = frozenset(
    {
        "печать",
        "мать",
        "сеть",
        "память",
        "пять",
        "десять",
        "девять",
        "кровать",
        "опять",
        "нить",
        "ночь",
        "речь",
        "печь",
        "дочь",
    }
)
_GOVERNED = re.compile(r"\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ют|ит|ят|ем|им|тся)$")
"""A personal verb, beside which an infinitive is no order."""
_MODAL = frozenset(
    {
        "можно",
        "нельзя",
        "могу",
        "может",
        "могут",
        "хочу",
        "пора",
        "готовы",
        "готов",
        "должен",
        "должна",
        "должны",
        "чтобы",
        "если",
    }
)
_BARRED = frozenset({"يمنع", "يحظر", "ممنوع", "محظور"})
_FIRST = 24
"""Words of a sentence in which it must show that it is an order."""
_TOLD = "ordered|directed|requested|instructed|required|asked|commanded|forbidden|prohibited|authori[sz]ed|urged"
_IMPERSONAL = re.compile(rf"it is (?:hereby |therefore |strictly )?(?:{_TOLD}|decreed) (?:that|to|for)\b")
_PERFORMED = re.compile(
    r"(?:i|we|this (?:office|command|headquarters)) (?:do )?(?:hereby |now |therefore )?"
    r"(?:order|direct|request|ask|instruct|command|require|forbid|authori[sz]e|urge|demand|call up?on)s?\b"
)
_BOUND = re.compile(
    rf"(?P<subject>(?:\S+ ){{1,10}}?)(?:(?:is|are) (?:hereby |therefore |also |strictly |not )*(?:to|(?:{_TOLD}) (?:not )?(?:to|from|that))"
    r"|must|shall|(?P<mild>should|may not|can ?not|need to)|(?P<will>will))\b(?! be\b| have\b)"
)
_PASSIVE = re.compile(
    r"(?:\S+ ){1,10}?(?:(?:is|are) (?:hereby |therefore |also |strictly |not )*to|must|shall)(?: not)? be (?:\w+ly )?"
    r"(?:\w+ed|\w+en|\w+wn|sent|kept|left|brought|put|made|paid|cut|shut|held|built|hung|shot|sold|burnt|dug|fed|lent|met|read|set|spent|told|withheld)\b"
)
_NOBODY = re.compile(r"(?:no ?one|nobody|none|no \S+(?: \S+)?) (?:may|is to|are to|can)\b")
_FORBIDS = re.compile(r"(?:no|none|nobody|never|neither)\b|(?:\S+ ){0,11}?(?:not|never)\b|(?:do |must |shall )?don't\b")
_NEVER = re.compile(r"(?:don't|never|do not)\b")
_TELLS = frozenset({"was", "were", "is", "are", "has", "had", "have", "will", "by", "of"})
"""Behind a noun that looks like a verb (`Fire broke`, `Attack is over`)."""
_STOP = re.compile(r"\s(?:from|to|into|until|till|by|before|on|at|no later|not later|prior to|and)\s|[,.;:\"“”]")
_LED = re.compile(
    r"\b(?:are|is) (?:hereby |also |therefore )?(?:not )?(?:\w+ed |asked )?(?:not )?to (?P<verb>(?!be\b)[^\W\d_]+)"
    r"|\b(?:must|shall|will) (?:not |never )?(?P<modal>(?!be\b)[^\W\d_]+)"
)
_LED_PASSIVE = re.compile(
    r"\b(?:(?:is|are) (?:hereby |therefore |also |strictly |not )*to|must|shall)(?: not)? be (?:\w+ly )?(?P<verb>[^\W\d_]+)(?P<modal>(?!))?"
)
_FROM = re.compile(
    r"\bfrom (?P<place>.{2,60}?)(?=\s(?:to|into|until|till|by|before|on|at|no later|not later|and)\s|[,.;:]|$)"
)
_TO = re.compile(
    r"\b(?:to|into) (?P<place>(?:the )?[^,.;:]{2,60}?)(?=\s(?:until|till|by|before|on|at|from|no later|not later|and)\s|[,.;:]|$)"
)
_BY = re.compile(
    r"\b(?:by|until|till|before|no later than|not later than|on or before|prior to)\s(?P<time>(?:[^,.;:]{0,30}?\d[^,;]{0,24}?"
    r"|[^,.;:]{0,24}?\b(?:dawn|dusk|noon|midnight|sunset|sunrise|nightfall|tomorrow|tonight|prayer|morning|evening|\w+day)))(?=[,.;]|$|\s(?:and|at|to|from)\s)",
    re.IGNORECASE,
)


def orders(letter: Letter, tokens: Sequence[Token]) -> bool:
    """Whether a sentence of the letter tells somebody to do something."""
    if not tokens:
        return False
    if all(t.word.isascii() for t in tokens[:_FIRST]):
        return _english(letter, tokens[:_FIRST])
    return _foreign(letter, tokens)


def forbids(tokens: Sequence[Token]) -> bool:
    """Whether an order says what is not to be done."""
    if any(t.word in _BARRED or t.word.startswith("запрещ") for t in tokens[:8]):
        return True
    bidden = (b.word for a, b in pairwise(tokens[:_FIRST]) if a.word == "не")
    if any(_INFINITIVE.match(word) or word.endswith(("йте", "ите", "ьте")) for word in bidden):
        return True
    text, words = _said(tokens), letter_words().orders
    return _FORBIDS.match(text) is not None or any(t.word in words["forbidding"] for t in tokens[:8])


def way_of(text: str) -> tuple[str, str, str]:
    """Origin, destination and deadline in the words of an order in Arabic or Russian; empty where it has none."""
    way = next((m for pattern in _WAYS if (m := pattern.search(text)) is not None), None)
    until = _UNTIL.search(text)
    origin, destination = (way.group("origin"), way.group("destination")) if way is not None else ("", "")
    return origin.strip(), destination.strip(), until.group("deadline").strip() if until is not None else ""


def refined(order: Order, text: str) -> Order:
    """`order` with act, object, way and deadline as a letter in English says them; other languages as they are."""
    if not all(character.isascii() or not character.isalpha() for character in text[:200]):
        return order
    led = _LED_PASSIVE.search(text[:400]) or _LED.search(text[:400])
    verbs = (m for m in re.finditer(r"[^\W\d_]+", text[:400]) if m.group().casefold() in _acts())
    verb = next(verbs, None)
    if led is not None and (verb is None or led.start() < verb.end()):
        verb = led
    if verb is None:
        return order
    act = (verb["verb"] or verb["modal"] if verb is led else verb.group()).casefold()
    rest = text[verb.end() :].strip()
    done = verb is led and verb["modal"] is None and verb.re is _LED_PASSIVE
    stop = _STOP.search(f" {rest} ")
    way, to, until = _FROM.search(rest), _TO.search(f" {rest}"), _BY.search(text)
    return replace(
        order,
        act=act,
        object=text[: verb.start()].strip() if done else (rest[: max(0, stop.start() - 1)].strip() if stop else rest),
        origin=way.group("place").strip() if way else "",
        destination=to.group("place").strip() if to else "",
        deadline=until.group("time").strip() if until else order.deadline,
    )


@cache
def _acts() -> frozenset[str]:
    """Verbs that can be what is ordered, not how: `you are to`, `please` and the like are none."""
    loose = {"do", "be", "see", "make", "set", "put", "use", "kindly", "please", "immediately", "order"}
    return (letter_words().orders["verbs"] | {w for w in lexicon().words["orders"] if w.isascii()}) - loose


def _said(tokens: Sequence[Token]) -> str:
    """The first words of a sentence without those that only lead to its verb."""
    lead = letter_words().orders["lead"]
    first = next((i for i, t in enumerate(tokens) if t.word not in lead), 0)
    return " ".join(t.word for t in tokens[first:_FIRST])


def _english(letter: Letter, tokens: Sequence[Token]) -> bool:
    text, words = _said(tokens), letter_words().orders
    parts = text.split()
    if any(sign.match(text) for sign in (_IMPERSONAL, _PERFORMED, _NEVER, _PASSIVE, _NOBODY)):
        return True
    if parts[0] in words["verbs"] and len(parts) > 1:
        return not any(part in _TELLS for part in parts[1:3]) and not parts[1].endswith("ed")
    bound = _BOUND.match(text)
    if bound is None:
        return False
    subject = bound.group("subject").split()
    own = any(word in words["own"] for word in subject) or subject[0] in {"no", "none", "nobody"}
    if bound.group("will"):
        return own and letter.ordering
    return "you" in subject if bound.group("mild") and not letter.ordering else own or letter.ordering


def _bare(tokens: Sequence[Token]) -> bool:
    """`Топливо вывезти до 6 мая`, `Анализы не проводить`: an infinitive in Russian that no verb governs."""
    words = [t.word for t in tokens[:_FIRST]]
    infinitive = any(_INFINITIVE.match(word) and len(word) > 4 and word not in _NO_VERB for word in words)
    return infinitive and not any(word in _MODAL or (_GOVERNED.match(word) and len(word) > 3) for word in words)


def _foreign(letter: Letter, tokens: Sequence[Token]) -> bool:
    word, words = tokens[0].word, lexicon().words
    bidding = letter_words().orders["bidding"]
    core = word[1:] if word[0] in "وف" and len(word) > 3 else word
    named = word in words["orders"] or core in words["orders"] or core in _BEFORE_VERB
    if named or any(t.word in bidding for t in tokens[:3]):
        return True
    negated = core in {"لا", "لن", "не"} and len(tokens) > 1
    verb = tokens[1].word if negated else core
    due = verb[0] in "يت" and len(verb) >= 3 and _UNTIL.search(" ".join(t.word for t in tokens)) is not None
    if due or (negated and verb in (*_BEFORE_VERB, "يجوز")) or _bare(tokens):
        return True
    forbidden = negated and verb.startswith("ت") and verb.endswith("وا")
    if forbidden or (verb.endswith(("йте", "ите", "ьте", "айтесь", "итесь")) and len(verb) > 4):
        return True
    if not letter.ordering:
        return False
    jussive = verb[0] in "يت" and len(verb) >= 3 and not verb.endswith(("ه", "يه"))
    infinitive = word.endswith(("ать", "ить", "еть", "ять", "уть", "ти", "чь")) and len(word) > 4
    return jussive or infinitive
