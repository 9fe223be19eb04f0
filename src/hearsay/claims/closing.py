"""A closing attribution: `P, X said`, `P, said X`, `P, X, a farmer, told Y by telephone`.

In: words of a sentence and a region. Out: a `Speech` or nothing.
"""

from collections.abc import Sequence

from .lexicon import Cue, Token, lexicon
from .nouns import Phrase, after, before, finite, is_head, is_name, is_pronoun
from .said import Region, Speech, Words
from .sources import BE, is_speaker, nouny, unmarked

_LIGHT = 9
"""Words that may follow a closing `X said` (a time, a place, a medium)."""
_ASIDE = 30
"""Words that may follow it where they only say how, where or on what terms he spoke."""
_APPOSED = 5
"""Phrases between commas that may stand between the name of a speaker and the verb."""
_LONGEST = 18
"""Words of one of them."""
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "my", "our", "your", "no"})
_TURNS = frozenset({"but", "and", "yet", "while", "although", "though"})
_MANNER = frozenset({"speaking", "talking", "using", "writing", "asking", "requesting", "referring", "citing"})


def closing(words: Words, region: Region) -> Speech | None:
    """The attribution at the end of `region`, or None."""
    first, last = region
    tried = 0
    for i in range(last - 1, first, -1):
        hit = lexicon().verbs.at(words.tokens, i) if words.open(i, region) else None
        if hit is None or (words.tokens[i].capital and i + hit[1] < last):
            continue
        found = _closing_at(words, region, i, hit)
        tried += 1
        if found is not None or tried == 3:
            return found
    return None


def _closing_at(words: Words, region: Region, i: int, hit: tuple[Cue, int]) -> Speech | None:
    cue, n = hit
    first, last = region
    tokens = words.tokens
    by = i + n < last and tokens[i + n].word == "by" and tokens[i].word.endswith("ed")
    if tokens[i - 1].word in BE or tokens[i - 1].word == "to" or by:
        return None
    quoted_left = words.quoted[i - 1] != words.quoted[i]
    inverted = (tokens[i].cut or quoted_left or unmarked(words, region, i)) and not cue.addressee
    behind = after(tokens, i + n, last) if inverted else None
    if behind is not None and not (quoted_left or is_speaker(tokens, behind) or _called(words, (i, cue), behind)):
        behind = None
    if tokens[i].cut and not quoted_left and behind is None and not tokens[i].word.endswith("ing"):
        group = apposed(words, region, i)
        if group is not None:
            return _closed(words, region, (cue, (i, i + n)), group[1], (group[0], i + n))
    source = before(tokens, first, i) if not tokens[i].cut or quoted_left else None
    if source is not None and source.last - source.first == 1 and tokens[source.first].word in _ARTICLES:
        return None
    if source is not None and source.first > first and not quoted_left and _stands(words, region, source, (i, cue)):
        edge = _widened(words, first, source.first)
        return _closed(words, region, (cue, (i, i + n)), source, (edge, i + n))
    if behind is not None and i - first >= 1:
        return _closed(words, region, (cue, (i, i + n)), behind, (i, behind.last))
    return None


def _called(words: Words, at: tuple[int, Cue], source: Phrase) -> bool:
    """`P, said one of the auditors`: whoever stands behind such a verb speaks, whatever he is called."""
    (i, cue), tokens = at, words.tokens
    return cue.name == "say" and tokens[i].cut and tokens[source.first].word in lexicon().words["determiners"]


def _stands(words: Words, region: Region, source: Phrase, at: tuple[int, Cue]) -> bool:
    """Whether the phrase before the verb is parted from what is said."""
    first, tokens, (i, cue) = region[0], words.tokens, at
    parted = tokens[source.first].cut or words.quoted[source.first - 1] != words.quoted[source.first]
    left = finite(tokens, first, source.first)
    loose = left >= 0 and not cue.bound and not is_pronoun(tokens[source.first]) and not nouny(words, i)
    ledby = tokens[source.first - 1].word in lexicon().words["complementizers"] | lexicon().words["relative"]
    return (parted or loose) and not ledby and source.first - first >= 2 and not _turned(words, region, source, i)


def _turned(words: Words, region: Region, source: Phrase, i: int) -> bool:
    """`P, but the army denied this`: the verb is about a clause that somebody else may have said."""
    low, tokens = source.first, words.tokens
    while low > region[0] and not tokens[low].cut and tokens[low - 1].word in lexicon().words["determiners"]:
        low -= 1
    joined = low > region[0] and tokens[low - 1].word in _TURNS and words.quoted[low - 1] == words.quoted[i]
    return joined or tokens[source.first].word in _TURNS


def _closed(
    words: Words, region: Region, cue: tuple[Cue, Region], source: Phrase, span: tuple[int, int]
) -> Speech | None:
    """A closing attribution over `span`, if what follows is light or goes on with the same speaker."""
    edge, at = span
    first, last = region
    tokens = words.tokens
    content = (first, min(edge, source.first, cue[1][0]))
    if content[1] <= first:
        return None
    contents: tuple[Region, ...] = (content,)
    if finite(tokens, *content) < 0 and words.quoted[content[1] - 1] < 0:
        contents = ()
    again = lexicon().verbs.at(tokens, at) if at < last else None
    if again is not None and tokens[at].word.endswith("ing"):
        return Speech(cue[0], cue[1], source, (*contents, (at + again[1], last)))
    cites = lexicon().phrases.at(tokens, at) if at < last else None
    if cites is not None:
        return Speech(cue[0], cue[1], source, (content,), inner=after(tokens, at + cites[1], last))
    resumes = at < last and words.quoted[last - 1] >= 0 and words.quoted[at] != words.quoted[at - 1]
    if resumes:
        return Speech(cue[0], cue[1], source, (*contents, (at, last)))
    if not contents or _heavy(words, region, at, content[1] - 1):
        return None
    return Speech(cue[0], cue[1], source, (content,))


def _heavy(words: Words, region: Region, at: int, end: int) -> bool:
    """Whether what follows a closing `X said` is more than a word on how, where and when."""
    last, tokens = region[1], words.tokens
    if at >= last:
        return False
    apposed_to = tokens[at].cut and tokens[at].word in lexicon().words["determiners"] | {"who", "which"}
    if apposed_to and words.quoted[end] >= 0 and words.quoted[last - 1] < 0:
        return False
    if last - at <= _LIGHT and finite(tokens, at, last) < 0 and tokens[at].word not in {"that", "что"}:
        return False
    told = any(t.word in {"that", "whether"} for t in tokens[at:last]) or words.quoted[last - 1] >= 0
    return told or last - at > _ASIDE or not _aside(tokens, at, last)


def _aside(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether tokens[at:last) begins like a circumstance, and any predicate in it hangs on a conjunction or `who`."""
    lists = lexicon().words
    token = tokens[at]
    leads = (
        token.word in lists["prepositions"] or token.word in _MANNER or (token.cut and token.word in lists["relative"])
    )
    verb = finite(tokens, at, last)
    hangs = lists["relative"] | lists["conjunctions"] - {"and", "but", "or", "so"}
    return leads and (verb < 0 or any(t.word in hangs for t in tokens[at:verb]))


def apposed(words: Words, region: Region, at: int) -> tuple[int, Phrase] | None:
    """Who stands before a verb behind a comma, over what is put beside him, and where that group begins."""
    first, tokens = region[0], words.tokens
    described: Phrase | None = None
    end = at
    for _ in range(_APPOSED):
        start = _chunk(words, first, end)
        if start <= first or end - start > _LONGEST or words.quoted[end - 1] != words.quoted[at]:
            break
        if _is_named(tokens, start, end):
            return _widened(words, first, start), Phrase(start, end)
        if not _beside(tokens, start, end):
            break
        if tokens[start].word in lexicon().words["determiners"] and is_speaker(tokens, Phrase(start, end)):
            described = _headed(tokens, start, end)
        end = start
    return (described.first, described) if described is not None else None


def _headed(tokens: Sequence[Token], start: int, end: int) -> Phrase:
    found = after(tokens, start, end)
    return found if found is not None else Phrase(start, end)


def _chunk(words: Words, low: int, end: int) -> int:
    """Where the stretch between commas begins that ends at `end`."""
    j = end - 1
    while j > low and not words.tokens[j].cut and words.quoted[j] == words.quoted[j - 1]:
        j -= 1
    return j


def _widened(words: Words, low: int, start: int) -> int:
    """Over a description before a name: `the deputy governor, Rania Haddad`."""
    tokens = words.tokens
    if start <= low or not tokens[start].cut or not is_name(tokens[start]):
        return start
    j = _chunk(words, low, start)
    whole = start - j <= 10 and finite(tokens, j, start) < 0 and any(is_head(t) for t in tokens[j:start])
    return j if j > low and whole and tokens[j].word in lexicon().words["determiners"] else start


def _is_named(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch between commas is a name, with its title at most."""
    if end - start > 6 or not is_name(tokens[end - 1]) or not is_name(tokens[start]) or tokens[start].word.isdigit():
        return False
    return all(
        is_name(t) or is_head(t) or t.word in {"al", "de", "bin", "von", "van", "del", "of"} for t in tokens[start:end]
    )


def _beside(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch between commas only says more of whom it stands behind: a description, an age, `who ...`."""
    lists, word = lexicon().words, tokens[start].word
    if word in lists["relative"] or word[:1].isdigit():
        return True
    if word == "and" or finite(tokens, start, end) >= 0:
        return False
    return (
        word in lists["determiners"]
        or word in lists["prepositions"]
        or word in _MANNER
        or is_head(tokens[start])
        or word.endswith(("ing", "ed"))
        or word in {"now", "then", "also", "formerly", "both", "himself", "herself"}
    )
