"""Who stands before a verb of speech, over appositions, participles and what only says where he is.

In: words of a sentence, a region, the place of the verb. Out: a noun phrase, or nothing.
"""

from collections.abc import Sequence

from .lexicon import Token, lexicon
from .nouns import Phrase, before, finite, is_head, is_name, is_pronoun, subject
from .said import Region, Words

BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_CLAUSE = frozenset({"is", "are", "was", "were", "has", "have", "had", "did", "does"})
_ARTICLES = frozenset({"the", "a", "an"})
_EMPTY = frozenset({"other", "others", "first", "second", "neither", "former", "latter", "either", "same"})
"""Words that stand for a speaker only to somebody who knows which two are meant."""
_THINGS = frozenset(
    [
        "talks",
        "meeting",
        "meetings",
        "deal",
        "trial",
        "war",
        "attack",
        "fighting",
        "visit",
        "vote",
        "election",
        "weekend",
        "morning",
        "evening",
        "week",
        "year",
    ]
)
"""What nobody takes for a speaker, whatever stands before it."""
_GAVE = frozenset({"published", "posted", "released", "shared", "issued", "broadcast", "aired"})


def is_speaker(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase has a name, a head or a pronoun in it."""
    return any(is_name(t) or is_head(t) or is_pronoun(t) for t in tokens[phrase.first : phrase.last])


def plausible(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase can name who speaks: a noun, no clause, nothing left hanging. Judged for English only."""
    own = tokens[phrase.first : phrase.last]
    lists = lexicon().words
    if not own or not all(t.word.isascii() for t in own):
        return bool(own)
    hanging = own[-1].word in lists["prepositions"] | lists["conjunctions"] | lists["questions"]
    clause = any(t.word in _CLAUSE and not t.capital for t in own)
    bare = len(own) == 1 and not is_speaker(tokens, phrase) and not _stands_alone(own[0])
    empty = all(t.word in _EMPTY or (t.word in lists["determiners"] and t.word in _ARTICLES) for t in own)
    dateline = len(own) == 1 and own[0].capital and _is_dateline(tokens, phrase)
    return not (
        hanging
        or clause
        or bare
        or empty
        or dateline
        or (own[-1].word in _THINGS and not any(t.word in lists["tied"] for t in own))
    )


def _is_dateline(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """`DAMASCUS - One of them`: the place that opens a report."""
    behind = tokens[phrase.last].gap if phrase.last < len(tokens) else ""
    return phrase.first == 0 and any(dash in behind for dash in ("-", "–", "—"))


def _stands_alone(token: Token) -> bool:
    lists = lexicon().words
    return (
        token.word in lists["documents"]
        or token.word in lists["determiners"]
        or token.word in lists["relative"]
        or token.word.endswith("s")
    )


def source_of(words: Words, region: Region, i: int) -> Phrase | None:
    """Who stands before the verb at `i`; over an apposition or a participle, the subject of the clause."""
    first, _ = region
    tokens = words.tokens
    participle = tokens[i].word.endswith("ing") and tokens[i - 1].word not in lexicon().words["auxiliaries"]
    near = None if participle and tokens[i].cut else before(tokens, first, i)
    if near is not None and tokens[i - 1].word == "who":
        near = _person(tokens, first, near)
    if participle and near is not None and not is_speaker(tokens, Phrase(near.last - 1, near.last)):
        return None
    if participle and near is not None:
        papers = lexicon().words["documents"]
        given = any(t.word in _GAVE for t in tokens[first : near.first])
        if given and any(t.word in papers for t in tokens[near.first : near.last]):
            return subject(tokens, first, near.first) or near
        return near
    if tokens[i].cut and not participle:
        whole = subject(tokens, first, i)
        return named_beside(tokens, whole, i) if whole is not None else near
    return _whole(words, region, (near, i)) if near is not None else None


def _person(tokens: Sequence[Token], first: int, near: Phrase) -> Phrase:
    """Whom `who` stands for: of `a man who knew the office, who said` the man, because an office is no `who`."""
    people = lexicon().words["people"]
    own = tokens[near.first : near.last]
    if any(is_name(t) or is_pronoun(t) or t.word in people for t in own) or own[-1].word.endswith(("er", "or", "ist")):
        return near
    for k in range(near.first - 1, first - 1, -1):
        if tokens[k].word in people:
            return before(tokens, first, k + 1) or near
    return near


def named_beside(tokens: Sequence[Token], described: Phrase, i: int) -> Phrase:
    """`the deputy governor, Rania Haddad, said`: the name between commas behind a description, else the description."""
    first = described.last
    if is_name(tokens[first - 1]) or first >= i or not tokens[first].cut:
        return described
    last = first + 1
    while last < i and is_name(tokens[last]) and not tokens[last].cut:
        last += 1
    whole = last - first >= 2 and is_name(tokens[first]) and tokens[last].cut
    return Phrase(first, last) if whole else described


def beyond(words: Words, region: Region, i: int) -> Phrase | None:
    """`One official who declined to be identified told X`: who stands before the relative clause that ends at the verb."""
    first, tokens = region[0], words.tokens
    for j in range(i - 1, max(first, i - 16), -1):
        if tokens[j].cut or words.quoted[j] != words.quoted[i]:
            return None
        if tokens[j].word == "who":
            found = before(tokens, first, j)
            return found if found is not None and is_speaker(tokens, found) and finite(tokens, j + 1, i) >= 0 else None
    return None


def _whole(words: Words, region: Region, found: tuple[Phrase, int]) -> Phrase:
    """`people who had fled to a camp near the border` are people; `records reviewed by X` are records and X."""
    near, i = found
    first, tokens, lists = region[0], words.tokens, lexicon().words
    led = near.first - 1 > first and tokens[near.first - 1].word in lists["prepositions"]
    if not led or tokens[i - 1].word in lists["relative"]:
        return near
    whole = subject(tokens, first, near.first - 1)
    if whole is None or not is_speaker(tokens, whole):
        return near
    papers = any(t.word in lists["documents"] for t in tokens[whole.first : whole.last])
    if papers and any(t.word in lists["keepers"] for t in tokens[whole.first : near.first]):
        return Phrase(whole.first, near.last)
    between = tokens[whole.first : near.first]
    told = any(t.word in lists["relative"] for t in tokens[whole.last : near.first])
    tied = any(t.word in lists["tied"] for t in between) and not tokens[whole.first].cut
    if tied and not told:
        return Phrase(whole.first, near.last)
    return whole if told or not is_speaker(tokens, near) else near


def unmarked(words: Words, region: Region, i: int) -> bool:
    """`P said Noha`: a speaker behind the verb of a quotation that lost its marks."""
    tokens, (first, last) = words.tokens, region
    if tokens[i].word not in {"said", "says", "added"} or i + 1 >= last or not is_name(tokens[i + 1]):
        return False
    near = before(tokens, first, i)
    led = near is not None and near.first > first and tokens[near.first - 1].word in lexicon().words["prepositions"]
    return finite(tokens, first, i) >= 0 and (near is None or led or not is_speaker(tokens, near))


def nouny(words: Words, i: int) -> bool:
    """Whether a word like `reports` is more likely a noun here."""
    tokens = words.tokens
    if i == 0 or tokens[i].word not in lexicon().words["nounlike"]:
        return False
    j = i - 1
    while j > 0 and (tokens[j].word.endswith("ly") or tokens[j].word in {"also", "now", "then"}):
        j -= 1
    before_it = tokens[j]
    subjectlike = is_name(before_it) or is_head(before_it) or is_pronoun(before_it)
    relative = before_it.word in lexicon().words["relative"] or before_it.word in {"has", "have", "had", "to"}
    agrees = before_it.word.endswith("s") and not tokens[i].word.endswith("s")
    leads = tokens[i].cut and i + 1 < len(tokens) and tokens[i + 1].word == "that" and tokens[i].word.endswith("s")
    return not leads and (not (subjectlike or relative or agrees) or tokens[i].cut)
