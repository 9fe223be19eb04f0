"""Noun phrases near a verb of speech, without a parser: who says, who is told, what is spoken of.

In: tokens of a sentence. Out: token spans [i, j). Words are judged by lists and by capitals only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .lexicon import Token, lexicon

LONGEST = 16
"""Words of a noun phrase that names a speaker."""

_HEADS = ("people", "documents", "outlets", "groups")
_CONTRACTED = frozenset({"i", "you", "we", "they", "he", "she", "it", "there", "that", "what", "who", "here", "let"})
"""Before an apostrophe: no names (`You've`)."""
_OF = frozenset({"of", "for", "from", "in", "at", "with", "by", "to"})
_QUANTIFIERS = frozenset(
    {"one", "some", "many", "most", "several", "all", "head", "director", "member", "members", "leader", "chief"}
    | {"number", "source", "sources", "spokesman", "spokeswoman"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A span of tokens."""

    first: int
    last: int
    """Half-open."""
    skip: int = 0
    """Letters of the first word that belong to a preposition written to it (Arabic)."""
    dropped: bool = False
    """Whether it is the verb, or a word with a pronoun at its end, that stands for a speaker not named."""


def is_name(token: Token) -> bool:
    """Whether the token looks like a piece of a name."""
    return token.capital and token.word not in _not_names() and token.word.split("'")[0] not in _CONTRACTED


def is_head(token: Token) -> bool:
    """Whether the word can stand for a speaker: people, papers, outlets, groups."""
    words = lexicon().words
    word = token.word
    return any(word in words[name] or word.removesuffix("s") in words[name] for name in _HEADS)


def is_month(tokens: Sequence[Token], i: int) -> bool:
    """Whether `May` at `i` is the month: beside a number, or with a capital inside a sentence that has small letters."""
    if tokens[i].word != "may":
        return False
    beside = [tokens[k].word for k in (i - 1, i + 1) if 0 <= k < len(tokens)]
    if any(word[:1].isdigit() for word in beside):
        return True
    titled = i + 1 < len(tokens) and tokens[i + 1].capital and i > 0 and tokens[i - 1].capital
    return tokens[i].capital and not titled


def is_pronoun(token: Token) -> bool:
    """Whether the word is a personal pronoun."""
    words = lexicon().words
    return any(token.word in words[f"pronouns_{p}"] for p in ("he", "she", "they", "it", "i", "we"))


def finite(tokens: Sequence[Token], first: int, last: int) -> int:
    """Index of the first word in [first, last) that can be a predicate, or -1. Non-Latin text needs three words."""
    words = lexicon().words["finite"]
    for i in range(first, last):
        word = tokens[i].word
        if (word in words and not is_month(tokens, i)) or word.endswith("n't"):
            return i
        if len(word) > 4 and word.endswith("ed") and not tokens[i].capital and _can_be_verb(tokens, first, i):
            return i
        if i > first and word.endswith("s") and not tokens[i].capital and _after_subject(tokens[i - 1]):
            return i
    if last - first >= 3 and not tokens[first].word.isascii():
        return first
    return -1


def before(tokens: Sequence[Token], low: int, at: int) -> Phrase | None:
    """The noun phrase that ends before token `at`, auxiliaries and adverbs skipped; None if there is none."""
    j = _skip_back(tokens, low, at)
    if j < low:
        return None
    words = lexicon().words
    if tokens[j].word in words["relative"]:
        return before(tokens, low, j) if j > low else None
    if is_pronoun(tokens[j]):
        counted = j - 2 >= low and tokens[j - 1].word == "of" and not tokens[j].cut and not tokens[j - 1].cut
        return Phrase(j - 2 if counted else j, j + 1)
    first = _grow_left(tokens, low, j)
    if first is None:
        return None
    return _strip(tokens, first, j + 1)


def after(tokens: Sequence[Token], at: int, high: int) -> Phrase | None:
    """The noun phrase that begins at token `at`; None if there is none."""
    if at >= high:
        return None
    words = lexicon().words
    if is_pronoun(tokens[at]) and not _possesses(tokens, at, high):
        return Phrase(at, at + 1)
    i = at
    named = False
    while i < high and i - at < LONGEST:
        token = tokens[i]
        if (token.cut and i > at) or _ends_right(tokens, i, at, named=named):
            break
        named = named or is_name(token) or is_head(token)
        i += 1
    while i > at and (tokens[i - 1].word in words["prepositions"] or tokens[i - 1].word in words["determiners"]):
        i -= 1
    return Phrase(at, i) if i > at else None


def subject(tokens: Sequence[Token], low: int, at: int) -> Phrase | None:
    """The subject of the clause that begins at `low`: the first noun phrase with a predicate after it, before `at`."""
    i = low
    words = lexicon().words
    while i < at:
        token = tokens[i]
        starts = is_name(token) or is_pronoun(token) or token.word in words["determiners"] or is_head(token)
        led = i > low and not token.cut and tokens[i - 1].word in words["prepositions"]
        if starts and led:
            behind = after(tokens, i, at)
            i = max(i + 1, behind.last if behind is not None and token.word in words["determiners"] else 0)
            continue
        if starts:
            alone = is_pronoun(token) and not _possesses(tokens, i, at)
            phrase = Phrase(i, i + 1) if alone else _name_or_noun(tokens, i, at)
            if phrase is not None:
                return phrase
        i += 1
    return None


def where(own: Sequence[Token]) -> bool:
    """`Police in Ghent`: people, and where they are."""
    at = next((i for i in range(1, len(own) - 1) if own[i].word in {"in", "at", "near", "outside", "inside"}), 0)
    head = own[at - 1]
    return at > 0 and head.word in lexicon().words["people"] and not any(is_name(t) for t in own[: at - 1])


def owner(own: Sequence[Token]) -> Sequence[Token]:
    """`the senator's` as `the senator`."""
    last = own[-1]
    if not last.word.endswith(("'s", "s'")) or last.end - last.start < 4:
        return own
    cut = 2 if last.word.endswith("'s") else 1
    return [*own[:-1], replace(last, word=last.word[:-cut], end=last.end - cut)]


def _possesses(tokens: Sequence[Token], i: int, high: int) -> bool:
    """`our correspondent`: a possessive before its noun."""
    if tokens[i].word not in lexicon().words["determiners"] or i + 1 >= high or tokens[i + 1].cut:
        return False
    return is_head(tokens[i + 1]) or is_name(tokens[i + 1])


def _name_or_noun(tokens: Sequence[Token], i: int, high: int) -> Phrase | None:
    if is_name(tokens[i]):
        j = i + 1
        while j < high and (is_name(tokens[j]) or is_head(tokens[j])) and not tokens[j].cut:
            j += 1
        return Phrase(i, j)
    phrase = after(tokens, i, high)
    if phrase is None or not any(is_head(t) or is_name(t) for t in tokens[phrase.first : phrase.last]):
        return None
    return phrase


def _skip_back(tokens: Sequence[Token], low: int, at: int) -> int:
    auxiliaries = lexicon().words["auxiliaries"]
    j = at - 1
    while j >= low and (j + 1 == len(tokens) or not tokens[j + 1].cut):
        word = tokens[j].word
        if word in auxiliaries or (word.endswith("ly") and len(word) > 4 and not tokens[j].capital):
            j -= 1
        else:
            break
    return j


def _grow_left(tokens: Sequence[Token], low: int, j: int) -> int | None:
    """Start of the phrase whose last word is `j`: back to a determiner or a name, over modifiers and `of`."""
    sure: int | None = None
    loose = 0
    k = j
    edge = False
    while k >= low and j - k < LONGEST and loose <= 4:
        edge = k < j and (tokens[k + 1].cut or _parts(tokens[k]))
        if edge:
            break
        step = _step_left(tokens, low, k)
        if step in {"first", "part"}:
            sure, loose = k, 0
        if step in {"first", "stop"}:
            break
        loose += step == "loose"
        k -= 1
    if (edge or k < low) and (loose <= 3 if sure is not None else j - k < 6):
        return k + 1
    return sure


def _step_left(tokens: Sequence[Token], low: int, k: int) -> Literal["first", "part", "joint", "loose", "stop"]:
    """What token `k` is to the phrase on its right."""
    token = tokens[k]
    if token.word in lexicon().words["determiners"] or token.word[:1].isdigit():
        return "part" if _led_by_of(tokens, low, k) else "first"
    if token.word in _OF or token.word == "and":
        return "joint" if _bridges(tokens, low, k) else "stop"
    if is_name(token) or is_head(token):
        return "part"
    return "stop" if _stops_left(token) else "loose"


def _parts(token: Token) -> bool:
    words = lexicon().words
    return (token.word in words["conjunctions"] and token.word != "and") or token.word in words["relative"]


def _stops_left(token: Token) -> bool:
    words = lexicon().words
    word = token.word
    return (
        word in words["finite"] or word in words["conjunctions"] or word in words["prepositions"] or is_pronoun(token)
    )


def _led_by_of(tokens: Sequence[Token], low: int, k: int) -> bool:
    return k - 2 >= low and not tokens[k].cut and tokens[k - 1].word in _OF and _noun_like(tokens[k - 2])


def _bridges(tokens: Sequence[Token], low: int, k: int) -> bool:
    if k - 1 < low or tokens[k].cut:
        return False
    left, right = tokens[k - 1], tokens[k + 1]
    if tokens[k].word == "and":
        return (is_name(left) and is_name(right)) or (is_head(left) and is_head(right))
    return _noun_like(left) or (is_name(left) and is_name(right) and tokens[k].word in {"for", "of"})


def _noun_like(token: Token) -> bool:
    return is_head(token) or token.word in _QUANTIFIERS


def _strip(tokens: Sequence[Token], first: int, last: int) -> Phrase | None:
    """Without what leads in: `In early autumn Ryan` is Ryan."""
    words = lexicon().words
    while first < last and (tokens[first].word in words["prepositions"] or tokens[first].word in words["conjunctions"]):
        first += 1
        names = [i for i in range(first, last) if is_name(tokens[i])]
        if names and not is_head(tokens[last - 1]):
            first = next(i for i in reversed(names) if i == names[0] or i - 1 not in names)
    while first < last and tokens[first].word in words["auxiliaries"]:
        first += 1
    return Phrase(first, last) if first < last else None


def _ends_right(tokens: Sequence[Token], i: int, at: int, *, named: bool) -> bool:
    words = lexicon().words
    token = tokens[i]
    if i > at and (token.word in words["complementizers"] | words["questions"] or _parts_from(tokens, i)):
        return True
    if token.word in words["conjunctions"] or token.word in words["relative"] or (is_pronoun(token) and i > at):
        return not (token.word == "and" and i + 1 < len(tokens) and is_name(tokens[i + 1]) and i > at)
    if token.word in words["prepositions"] or token.word in words["finite"]:
        return not (token.word in _OF - {"at", "with", "to"} and i > at and _may_go_on(tokens[i - 1]))
    plain = not token.capital and not is_head(token) and token.word not in words["determiners"]
    if plain and named and _agrees(tokens[i - 1], token):
        return True
    if plain and token.word.isascii() and named and (token.word.endswith(("ed", "ing", "ly"))):
        return not (i + 1 < len(tokens) and tokens[i + 1].word == "by")
    return token.capital and token.word in _not_names() and i > at and token.word not in words["determiners"]


def _parts_from(tokens: Sequence[Token], i: int) -> bool:
    """Whether a new phrase begins at `i` behind a name: a determiner, or `of` whom is spoken."""
    if tokens[i].word == "of":
        return _of_whom(tokens, i)
    return tokens[i].word in lexicon().words["determiners"] and (is_name(tokens[i - 1]) or is_head(tokens[i - 1]))


def _of_whom(tokens: Sequence[Token], i: int) -> bool:
    """`said Aziz of the mayor`: behind the name of a person, whom he speaks of or where he belongs."""
    name = tokens[i - 1]
    office = is_head(name) or name.word in lexicon().words["titles"] or name.word in lexicon().words["groups"]
    return is_name(name) and not office and i + 1 < len(tokens) and not tokens[i + 1].capital


def _agrees(noun: Token, verb: Token) -> bool:
    """`letter bears`: a singular head and a third person."""
    return is_head(noun) and not noun.word.endswith("s") and verb.word.isascii() and verb.word.endswith("s")


def _may_go_on(token: Token) -> bool:
    return _noun_like(token) or is_name(token) or token.word.endswith("ed")


def _can_be_verb(tokens: Sequence[Token], first: int, i: int) -> bool:
    if i == first:
        return i > 0 and (is_name(tokens[i - 1]) or is_head(tokens[i - 1]))
    words = lexicon().words
    return tokens[i - 1].word not in words["determiners"] and tokens[i - 1].word not in words["prepositions"]


def _after_subject(token: Token) -> bool:
    words = lexicon().words
    return (
        is_name(token)
        or token.word in words["pronouns_it"]
        or token.word in words["pronouns_he"]
        or token.word == "who"
    )


def _not_names() -> frozenset[str]:
    return lexicon().words["not_names"]
