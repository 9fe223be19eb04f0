"""Russian noun phrases without a parser: where they end, and which of them is the subject of a verb.

In: tokens of a sentence. Out: spans of tokens. Lists give nouns in the nominative; endings judge the rest.
"""

from collections.abc import Sequence
from functools import cache

from hearsay.text.tokens import russian_stem

from .lexicon import Token, lexicon
from .nouns import Phrase
from .said import Region, Words

LONGEST = 14
_OBLIQUE = (
    "ами",
    "ями",
    "ого",
    "его",
    "ому",
    "ему",
    "ыми",
    "ими",
    "ом",
    "ем",
    "ой",
    "ым",
    "им",
    "ах",
    "ях",
    "ам",
    "ям",
    "у",
    "ю",
    "ов",
    "ью",
)
_ADJECTIVE = (
    "ый",
    "ий",
    "ая",
    "яя",
    "ое",
    "ее",
    "ые",
    "ие",
    "ого",
    "его",
    "ому",
    "ему",
    "ым",
    "им",
    "ых",
    "их",
    "ой",
    "ей",
    "ую",
    "юю",
    "ом",
    "ем",
)
_PREDICATE = (
    "ал",
    "ил",
    "ел",
    "ял",
    "ула",
    "ала",
    "ила",
    "ела",
    "али",
    "или",
    "ели",
    "ало",
    "ило",
    "ело",
    "лся",
    "лась",
    "лись",
    "лось",
    "тся",
    "ют",
    "ует",
    "ает",
    "яет",
    "ит",
    "ят",
)


def hard(token: Token) -> bool:
    """Whether a mark other than that of a name in quotation marks stands before the token."""
    return token.cut and token.gap.strip('«»“”„"()') != "" if token.gap else token.cut


def named(words: Words, i: int) -> bool:
    """Whether the quotation that ends before token `i` is the name of an outlet or a body: `агентство «X»`."""
    k = i - 1
    while k > 0 and words.quoted[k - 1] == words.quoted[i - 1]:
        k -= 1
    return k > 0 and i - k <= 5 and russian_stem(words.tokens[k - 1].word) in stems("outlets", "groups")


@cache
def stems(*names: str) -> frozenset[str]:
    """Stems of the Cyrillic words of lists of the lexicon."""
    return frozenset(russian_stem(w) for name in names for w in lexicon().words[name] if not w.isascii())


def listed(token: Token) -> bool:
    """Whether the token is a listed noun in the nominative."""
    words = lexicon().words
    return any(token.word in words[name] for name in ("people", "outlets", "groups", "documents"))


def is_nominative(token: Token) -> bool:
    """Whether a word may stand in the nominative, by lists and by its ending."""
    if listed(token) or token.word in lexicon().words["titles"]:
        return True
    endings = _OBLIQUE[:-2] if token.capital else _OBLIQUE
    named = token.capital and token.word.endswith(("ов", "ев", "им", "ем", "ам", "ом"))
    oblique = token.word.endswith(endings) and not named
    return not oblique and token.word not in lexicon().words["prepositions"] and not token.word.isdigit()


def is_oblique_plural(token: Token) -> bool:
    """Whether a word stands in the instrumental, as who does something in a passive."""
    return token.word.endswith(("ами", "ями", "ьми", "ом", "ем", "ой", "ью")) and len(token.word) > 3


def is_paper(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether the noun of the phrase is a paper."""
    return any(
        russian_stem(t.word) in stems("documents") for t in tokens[phrase.first : min(phrase.last, phrase.first + 3)]
    )


def adjectival(token: Token) -> bool:
    """Whether a word ends like an adjective, an ordinal or a pronoun before a noun."""
    return (token.word.endswith(_ADJECTIVE) or token.word.startswith("треть")) and not listed(token)


def np_end(tokens: Sequence[Token], at: int, limit: int) -> int:
    """Where the noun phrase that begins at `at` ends."""
    j = at
    while j < min(limit, at + LONGEST) and not (j > at and _ends(tokens, j)):
        j += 1
    while j > at and tokens[j - 1].word in lexicon().words["prepositions"] | lexicon().words["conjunctions"]:
        j -= 1
    return j


def _ends(tokens: Sequence[Token], j: int) -> bool:
    words = lexicon().words
    token, before = tokens[j], tokens[j - 1]
    word = token.word
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if (
        hard(token)
        or word.isdigit()
        or (
            russian_stem(before.word) in stems("documents")
            and not token.capital
            and word.endswith(("ам", "ям", "у", "ю"))
        )
        or word in words["complementizers"] | words["relative"]
        or (word in words["ru_asides"] | words["ru_told"] and not _soft(token))
    ):
        return True
    if word == "и" and following is not None:
        return not ((before.capital and following.capital) or (listed(before) and listed(following)))
    if word in words["conjunctions"] or word in words["finite"] or lexicon().verbs.at(tokens, j) is not None:
        return not _soft(token)
    if word in words["prepositions"]:
        return following is None or not _place(before, token, following)
    if (
        before.capital
        and not token.capital
        and not _noun(before)
        and before.word not in words["prepositions"]
        and j > 1
    ):
        return token.gap != "»" or not adjectival(token)
    return _predicate(before, token)


def _predicate(before: Token, token: Token) -> bool:
    word = token.word
    if adjectival(before) and before.word.endswith(("ого", "его", "ой", "ей", "ому", "ему", "ых", "их")):
        return False
    verbal = word.endswith(_PREDICATE) and len(word) > 3
    return verbal and not token.capital and not listed(token) and word not in lexicon().words["ru_like_verbs"]


def _soft(token: Token) -> bool:
    return token.capital and "«" in token.gap


def _noun(token: Token) -> bool:
    return russian_stem(token.word) in stems("people", "outlets", "groups", "documents") or adjectival(token)


def _place(before: Token, token: Token, following: Token) -> bool:
    """Whether a preposition belongs to the noun before it: `источник в министерстве`, `один из перебежчиков`."""
    words = lexicon().words
    if following.word in words["ru_time"] or following.word in words["ru_media"] or following.word.isdigit():
        return False
    if token.word in {"из", "по"}:
        return _noun(before) or before.word.startswith("одн") or before.word == "один"
    return token.word in {"в", "во", "на", "при", "от"} and (
        following.capital or russian_stem(before.word) in stems("people")
    )


def subject(words: Words, region: Region, i: int) -> Phrase | None:
    """The noun phrase in the nominative before the verb at `i`, in its clause or before an insertion; None if there is none."""
    tokens, first = words.tokens, region[0]
    cuts = [k for k in range(first + 1, i + 1) if hard(tokens[k]) and tokens[k].gap.strip() not in {"—", "–"}]
    inserted = bool(cuts) and cuts[-1] == i and words.quoted[i - 1] == words.quoted[i]
    spans = [(cuts[-1] if cuts else first, i)]
    if inserted:
        spans = [(first, cuts[0])] + [(cuts[k - 1], cuts[k]) for k in range(len(cuts) - 1, 0, -1)]
    for low, high in spans:
        found = _subject_in(tokens, low, high, i)
        if found is not None:
            return found
    return None


def _subject_in(tokens: Sequence[Token], low: int, high: int, verb: int) -> Phrase | None:
    words = lexicon().words
    k = low
    while k < high:
        word = tokens[k].word
        aside = next((n for n in (3, 2) if " ".join(t.word for t in tokens[k : k + n]) in words["ru_asides"]), 0)
        if aside:
            k += aside
            continue
        if word in words["prepositions"]:
            k += 2
            while k < high and adjectival(tokens[k - 1]):
                k += 1
            continue
        if word in words["ru_subjects"]:
            return Phrase(k, k + 1)
        if (
            word
            in words["conjunctions"]
            | words["ru_asides"]
            | words["ru_told"]
            | words["relative"]
            | words["complementizers"]
        ):
            k += 1
            continue
        end = np_end(tokens, k, high)
        if _can_speak(tokens, (k, end), verb, near=end == high):
            return Phrase(k, end)
        k += 1
    return None


def past_aside(tokens: Sequence[Token], at: int, last: int) -> int:
    """`чиновник, попросивший не называть его имени, ...`: where what is told of the noun before `at` ends; else `at`."""
    if at >= last or not hard(tokens[at]):
        return at
    relative = tokens[at].word in lexicon().words["relative"]
    if not relative and not tokens[at].word.endswith(("вший", "вшая", "вшие", "щий", "щая", "щие", "вшийся", "щийся")):
        return at
    return next((k for k in range(at + 1, last - 2) if hard(tokens[k])), at)


def _can_speak(tokens: Sequence[Token], span: Region, verb: int, *, near: bool) -> bool:
    first, last = span
    head = first
    while head < last - 1 and adjectival(tokens[head]):
        head += 1
    token = tokens[head]
    if last <= first or not is_nominative(token) or not _agrees(token, tokens[verb].word):
        return False
    named = token.capital and "«" not in token.gap and token.word not in lexicon().words["not_names"]
    return listed(token) or named or token.word in lexicon().words["titles"] or (near and last - first <= 4)


def _agrees(noun: Token, verb: str) -> bool:
    """Number of noun and verb; `копии ... передала` do not go together."""
    plural_verb = verb.endswith(("ли", "ют", "ят", "ут", "лись", "ются", "ятся", "ны", "ты"))
    plural = noun.word.endswith(("ы", "и")) and (
        not noun.capital or noun.word in lexicon().words["people"] | lexicon().words["documents"] or len(noun.word) > 4
    )
    if noun.word in {"сми", "власти", "люди"}:
        plural = True
    return plural == plural_verb or (plural_verb and noun.capital)
