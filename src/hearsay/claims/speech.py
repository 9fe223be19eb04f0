"""Finding the outermost attribution of a stretch of words: source, cue, content.

In: tokens of a sentence and a region of it. Out: a `Speech` or nothing. No voice is resolved here. Order of search:
`according to X`; a closing `..., X said`; an opening `X said that ...`; speech of nobody; speech packed in a noun.
"""

from collections.abc import Sequence
from dataclasses import replace

from .arabic import find_arabic
from .closing import closing
from .inflection import script
from .introduced import adjoining, introduced
from .lexicon import Cue, Token, lexicon
from .nouns import Phrase, after, before, finite, is_head, is_name, is_pronoun, subject
from .packed import in_a_noun, of_nobody
from .refuted import refuted
from .russian import find_russian
from .said import Region, Speech, Words
from .sources import BE, beyond, is_speaker, nouny, source_of

_FOREIGN = {"ar": (find_arabic,), "ru": (find_russian,)}
_STANDING = frozenset(
    {
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "several",
        "most",
        "all",
        "each",
        "both",
        "one",
        "another",
        "other",
        "few",
        "two",
        "three",
        "any",
    }
)
"""Determiners that can stand alone for a speaker."""
_WHEN = frozenset({"after", "before", "while", "when", "because", "as", "since", "until", "during"})
_VAGUE = frozenset({"it", "this", "that", "all", "which", "these", "those"})


def find_speech(words: Words, region: Region) -> Speech | None:
    """The outermost attribution of `region`, or None."""
    if region[1] - region[0] < 2:
        return None
    for finder in _FOREIGN.get(script(words.tokens, *region), ()):
        return finder(words, region) or of_nobody(words, region) or in_a_noun(words, region)
    for finder in (adjoining, refuted, _phrase, closing, _opening, introduced, of_nobody, in_a_noun):
        found = finder(words, region)
        if found is not None:
            return found
    return None


def _phrase(words: Words, region: Region) -> Speech | None:
    first, last = region
    for i in range(first, last):
        hit = lexicon().phrases.at(words.tokens, i) if words.open(i, region) else None
        if hit is None or (i > first and words.tokens[i - 1].word in lexicon().words["complementizers"]):
            continue
        cue, n = hit
        source = after(words.tokens, i + n, last)
        if source is None or (i > first and lexicon().verbs.at(words.tokens, i - 1)) or _cites(words, i, source, last):
            continue
        head, tail = (first, i), (source.last, last)
        if finite(words.tokens, *head) < 0 and finite(words.tokens, *tail) >= 0:
            return Speech(cue, (i, i + n), source, (tail,))
        rest = (tail,) if finite(words.tokens, *tail) >= 0 and tail[1] - tail[0] > 4 else ()
        if head[1] - head[0] >= 2:
            return Speech(cue, (i, i + n), source, (head,), rest)
    return None


def _cites(words: Words, i: int, source: Phrase, last: int) -> bool:
    """`X, citing Y, said P`: the words of X on the word of Y."""
    tokens, at = words.tokens, source.last
    while at < last and (tokens[at].word in lexicon().words["auxiliaries"] or tokens[at].word.endswith("ly")):
        at += 1
    if not tokens[i].word.endswith("ing") or at >= last or not tokens[source.last].cut:
        return False
    return i > 0 and tokens[i].cut and lexicon().verbs.at(tokens, at) is not None


def _opening(words: Words, region: Region) -> Speech | None:
    first, last = region
    for i in range(first, last - 1):
        hit = lexicon().verbs.at(words.tokens, i) if words.open(i, region) else None
        if hit is None or (words.tokens[i].capital and i > first) or _asked_first(words, i, hit[0]):
            continue
        if _unsaid(words, i) or _on_terms(words, i, last) or _no_verb(words, region, i):
            continue
        cue, n = hit
        found = _inverted(words, region, i, hit) if cue.inverted else _opening_at(words, region, (i, i + n), cue)
        if found is not None:
            return found
    return None


def _unsaid(words: Words, i: int) -> bool:
    """`X never said P`, `X did not deny P`: nobody is quoted; that X did not say so is the outer voice's own claim."""
    before_it = words.tokens[i - 1].word if i else ""
    return before_it in {"not", "never", "neither", "nor"} or before_it.endswith("n't")


def _no_verb(words: Words, region: Region, i: int) -> bool:
    """`a strong showing`, `the pledged sum`, `Believe me`, `officials briefed on`: no predicate of who speaks."""
    token, lists = words.tokens[i], lexicon().words
    if token.word in lists["tied"] and i + 1 < region[1] and words.tokens[i + 1].word in lists["prepositions"]:
        return True
    if i == region[0]:
        return i == 0 and token.capital and not token.word.endswith(("ing", "ed"))
    if token.cut:
        return False
    prior = words.tokens[i - 1]
    if token.word.endswith("ing") and prior.word in {"of", "from", "without"}:
        return True
    if token.word.endswith("ed") and prior.word in lists["determiners"] - _STANDING:
        return True
    said = is_name(prior) or is_head(prior) or is_pronoun(prior) or prior.word in lists["auxiliaries"]
    joins = prior.word in lists["conjunctions"] | lists["prepositions"] or prior.word.endswith(("s", "ly"))
    return token.word.endswith("ing") and (prior.word.endswith(("'s", "s'")) or not (said or joins))


def _on_terms(words: Words, i: int, last: int) -> bool:
    """`who asked not to be named`, `who insisted on anonymity`: on what terms somebody speaks, and nothing that he says."""
    tokens = words.tokens
    near = [t.word for t in tokens[i + 1 : min(last, i + 9)]]
    return (
        any(word in lexicon().words["anonymity"] for word in near)
        and bool({"not", "to", "on", "for", "that", "be", "remain"} & set(near[:3]))
        and any(t.word in lexicon().words["relative"] or t.word == "condition" for t in tokens[max(0, i - 3) : i + 1])
    )


def _asked_first(words: Words, i: int, cue: Cue) -> bool:
    """`Asked whether P, X said Q`: what was put to X is no claim of X."""
    return i == 0 and cue.name in {"ask", "tell"} and words.tokens[i].word.endswith(("ed", "told"))


def _opening_at(words: Words, region: Region, at: Region, cue: Cue) -> Speech | None:
    first, last = region
    tokens, i = words.tokens, at[0]
    passive = _passive(words, region, at, cue)
    done = i > first and tokens[i - 1].word in BE and not tokens[i].word.endswith("ing")
    if passive is not None or done:
        return passive
    content, that = _content(words, region, at[1], cue)
    if (not that and _adverbial(words, (content, last), at[1], cue)) or (
        last - content < 2 and words.quoted[content - 1 if content == last else content] < 0
    ):
        return None
    k = i
    while k - 1 > first and tokens[k - 1].word in lexicon().words["auxiliaries"] and not tokens[k].cut:
        k -= 1
    joined = i == first or (tokens[k - 1].word in {"and", "but", "then", "и", "но"} and not tokens[k].cut)
    source = None if joined else source_of(words, region, i) or beyond(words, region, i)
    handed = cue.name == "show" and at[1] + 1 < last and is_pronoun(tokens[at[1]]) and tokens[at[1] + 1].word != "that"
    if (
        handed
        or (i > first and tokens[i - 1].word == "to")
        or (source is None and not joined and not tokens[i].word.endswith("ing"))
    ):
        return None
    if source is None:
        loose = cue.bound and not that and not tokens[i].word.endswith("ing") and i > first
        return _without(words, region, (cue, at), (content, last)) if not loose else None
    that = that or tokens[at[1] - 1].word in lexicon().words["complementizers"]
    if not _fits(words, at, (source, cue), that=that):
        return None
    found = _opened(words, region, (_bidding(words, at, cue, content), at), source, content)
    return replace(found, inner=_cited(words, source.last, i))


def _adverbial(words: Words, content: Region, end: int, cue: Cue) -> bool:
    """Whether what follows the verb only says when, where or to whom."""
    tokens, (first, last) = words.tokens, content
    if first != end or first >= last or cue.name == "tell":
        return False
    if tokens[first].word in _WHEN:
        return True
    bare = cue.name in {"say", "utter"} and finite(tokens, first, last) < 0
    return bare and tokens[first].word in lexicon().words["prepositions"] and not _infinitive(tokens, first, last)


def _infinitive(tokens: Sequence[Token], first: int, last: int) -> bool:
    """`to rebuild`: no name and no article behind `to`."""
    nominal = first + 1 < last and (
        tokens[first + 1].capital or tokens[first + 1].word in lexicon().words["determiners"]
    )
    return tokens[first].word == "to" and first + 1 < last and not nominal


def _cited(words: Words, low: int, at: int) -> Phrase | None:
    """Whom the speaker cites between his name and the verb."""
    for k in range(low, at):
        hit = lexicon().phrases.at(words.tokens, k)
        if hit is not None and words.tokens[k].cut and words.tokens[k].word.endswith("ing"):
            return after(words.tokens, k + hit[1], at)
    return None


def _bidding(words: Words, at: Region, cue: Cue, content: int) -> Cue:
    """`tells X to V`, `asks X to V` are orders and requests."""
    tokens = words.tokens
    bids = cue.addressee and at[1] < content < len(tokens) - 1 and tokens[content].word == "to"
    return replace(cue, name="order", mode="orders", outer="CT+") if bids else cue


def _opened(words: Words, region: Region, cue: tuple[Cue, Region], source: Phrase, content: int) -> Speech:
    first, last = region
    stop = _thought(words, region, content) if cue[0].name == "think" else _next_speaker(words, region, content)
    rest = [(stop, last)] if stop < last else []
    lead = (first, source.first)
    if lead[1] - lead[0] >= 4 and finite(words.tokens, *lead) >= 0:
        rest.insert(0, lead)
    return Speech(cue[0], cue[1], source, ((content, stop),), tuple(rest))


def _thought(words: Words, region: Region, content: int) -> int:
    """Where what somebody thinks ends: a clause behind `, and` tells what he did."""
    tokens, last = words.tokens, region[1]
    for j in range(content + 2, last - 2):
        joins = tokens[j].cut and tokens[j].word in {"and", "but", "so", "yet"} and tokens[j + 1].word != "that"
        if joins and words.open(j, region) and finite(tokens, j + 1, last) >= 0:
            return j
    return _next_speaker(words, region, content)


def _without(words: Words, region: Region, found: tuple[Cue, Region], content: Region) -> Speech | None:
    """A participle or a second verb without a subject of its own."""
    cue, at = found
    first, _ = region
    subj = subject(words.tokens, first, at[0])
    if subj is None:
        return (
            Speech(cue, at, None, (content,), elided=True) if at[0] - first <= 1 and not nouny(words, at[0]) else None
        )
    if not is_speaker(words.tokens, subj):
        return None
    lead = (first, at[0])
    rest = [lead] if lead[1] - lead[0] >= 5 and finite(words.tokens, *lead) >= 0 else []
    stop = _resumes(words, content)
    if stop < content[1]:
        rest.append((stop, content[1]))
    return Speech(cue, at, subj, ((content[0], stop),), tuple(rest))


def _resumes(words: Words, content: Region) -> int:
    """Where the verb of the whole clause follows an inserted participle: `X, noting that P, told Y that Q`."""
    for j in range(content[0] + 2, content[1] - 2):
        token = words.tokens[j]
        if token.cut and not token.word.endswith("ing") and lexicon().verbs.at(words.tokens, j) and not nouny(words, j):
            return j
    return content[1]


def _content(words: Words, region: Region, at: int, cue: Cue) -> tuple[int, bool]:
    """Token at which the content begins, and whether a complementizer leads it in."""
    tokens = words.tokens
    _, last = region
    complementizers = lexicon().words["complementizers"]
    bidden = _bidden(tokens, at, last, cue)
    if bidden:
        return bidden, False
    for j in range(at, min(last, at + 9)):
        leads = tokens[j].word in complementizers or (cue.mode == "asks" and tokens[j].word in {"if", "whether"})
        if leads and (j == at or finite(tokens, at, j) < 0):
            packed = j > at and tokens[j].word == "that" and tokens[j - 1].word in lexicon().words["speech"]
            return (at, False) if packed and cue.mode == "asserts" and not cue.addressee else (j + 1, True)
        if words.quoted[j] >= 0 and words.quoted[j] != words.quoted[at - 1] and cue.name not in {"order", "show"}:
            return (j, True) if finite(tokens, at, j) < 0 else (at, False)
        if tokens[j].word == "to" and j == at and j + 1 < last and tokens[j + 1].word == "be":
            return j + 2, False
    return (_behind(tokens, at, last) if cue.addressee and at < last else at), False


def _behind(tokens: Sequence[Token], at: int, last: int) -> int:
    """The first word behind the person told."""
    told = after(tokens, at, last)
    named = is_name(tokens[at]) or is_pronoun(tokens[at]) or tokens[at].word in lexicon().words["determiners"]
    return told.last if named and told is not None and (told.last < last or is_pronoun(tokens[at])) else at


def _bidden(tokens: Sequence[Token], at: int, last: int, cue: Cue) -> int:
    """Where `to V` begins behind the person told or asked to do it; 0 if it does not."""
    if not cue.addressee or at >= last or is_pronoun(tokens[at]):
        return 0
    told = after(tokens, at, last)
    return told.last if told is not None and told.last < last - 1 and tokens[told.last].word == "to" else 0


def _fits(words: Words, at: Region, found: tuple[Phrase, Cue], *, that: bool) -> bool:
    source, cue = found
    tokens = words.tokens
    if nouny(words, at[0]) or tokens[source.first].word in lexicon().words["nobodies"]:
        return False
    only = tokens[source.first].word if source.last - source.first == 1 else ""
    if cue.name in {"suggest", "show", "find"} and only in _VAGUE:
        return False
    if not cue.bound:
        led = cue.name in {"say", "tell", "warn"} and tokens[source.first].word in lexicon().words["determiners"]
        return is_speaker(tokens, source) or that or led
    papers = lexicon().words["documents"]
    own = tokens[source.first : source.last]
    if any(t.word in papers for t in own) or only in {"it", "they"}:
        return True
    if cue.name == "order":
        mine = lexicon().words["pronouns_i"] | lexicon().words["pronouns_we"]
        return is_speaker(tokens, source) and only not in mine
    return that and (is_speaker(tokens, source) or cue.name in {"show", "find"})


def _passive(words: Words, region: Region, at: Region, cue: Cue) -> Speech | None:
    """`informed by X that P`, `was told that P`, `was instructed to P`."""
    first, last = region
    tokens, end = words.tokens, at[1]
    if end >= last:
        return None
    if tokens[end].word == "by" and (cue.addressee or cue.name in {"order", "say", "report", "claim"}):
        source = after(tokens, end + 1, last)
        if source is not None:
            start = next(
                (j + 1 for j in range(source.last, min(last, source.last + 4)) if tokens[j].word in {"that", "to"}), -1
            )
            if start > 0 and last - start >= 2:
                return Speech(cue, (at[0], end + 1), source, ((start, last),))
            return Speech(cue, (at[0], end + 1), source, ((first, at[0]),)) if at[0] - first > 3 else None
    agentless = at[0] > first and tokens[at[0] - 1].word in BE and cue.addressee
    said = " ".join(t.word for t in tokens[at[0] - 1 : at[1]])
    if agentless and tokens[end].word == "to":
        cue = replace(cue, name="order", mode="orders", outer="CT+")
    if agentless and tokens[end].word in {"that", "to"} and last - end > 2:
        return Speech(cue, at, None, ((end + 1, last),), nobody=f"unnamed (“{said}”)")
    return None


def _inverted(words: Words, region: Region, i: int, hit: tuple[Cue, int]) -> Speech | None:
    """Verb, speaker, complementizer or mark, content."""
    cue, n = hit
    first, last = region
    tokens = words.tokens
    complementizers = lexicon().words["complementizers"]
    for j in range(i + n, min(last, i + n + 18)):
        marked = tokens[j].word in complementizers
        quoted = words.quoted[j] >= 0 and words.quoted[j] != words.quoted[i]
        if not marked and not quoted and not (tokens[j].cut and j > i + n):
            continue
        at = j + 1 if marked else j
        source = Phrase(i + n, j) if j > i + n else before(tokens, first, i)
        lead = ((first, i),) if i - first >= 4 else ()
        told = next((k for k in range(i + n + 1, j - 1) if tokens[k].word == "عن"), None) if source else None
        inner = Phrase(told + 1, j - (tokens[j - 1].word.startswith("قول"))) if told else None
        source = Phrase(i + n, told) if told else source
        if last - at >= 1:
            return Speech(cue, (i, i + n), source, ((at, last),), lead, inner, elided=source is None)
        break
    return None


def _next_speaker(words: Words, region: Region, at: int) -> int:
    """Where a new clause with a speaker of its own begins after a coordinator, else the end of the region."""
    tokens = words.tokens
    _, last = region
    for j in range(at + 2, last - 2):
        if ";" in tokens[j].gap and words.open(j, region) and _speaks(words, j, last):
            return j
        if tokens[j].word not in {"and", "but", "while", "и", "а", "но"} or not words.open(j, region):
            continue
        if lexicon().verbs.at(tokens, j + 1) and not nouny(words, j + 1) and not tokens[j + 1].capital:
            return j + 1
        for k in range(j + 2, min(last - 1, j + 9)):
            hit = lexicon().verbs.at(tokens, k)
            if hit is None or hit[0].bound:
                continue
            source = before(tokens, j + 1, k)
            if source is not None and source.first == j + 1 and not is_pronoun(tokens[j + 1]) and not nouny(words, k):
                return j + 1
    return last


def _speaks(words: Words, j: int, last: int) -> bool:
    """Whether a clause that begins at `j` has a speaker and a verb of speech at its head."""
    for k in range(j + 1, min(last, j + 12)):
        if words.tokens[k].cut:
            return False
        if lexicon().verbs.at(words.tokens, k) is not None:
            source = before(words.tokens, j, k)
            return source is not None and source.first == j
    return False
