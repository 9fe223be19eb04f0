"""Attributions in Russian: word order is free, so that the form of the noun tells who speaks.

In: words of a sentence and a region of it. Out: the outermost `Speech`, or None.
"""

from collections.abc import Sequence

from hearsay.text.tokens import russian_stem

from .lexicon import Cue, Token, lexicon
from .nouns import Phrase, finite, is_pronoun
from .russian_nouns import (
    hard,
    is_nominative,
    is_oblique_plural,
    is_paper,
    named,
    np_end,
    past_aside,
    stems,
    subject,
)
from .russian_objects import from_paper, object_first, of_nobody
from .said import Region, Speech, Words

_COLON = Cue("colon", "asserts", "Uu")
_NOMINAL = frozenset({"deny", "confirm", "show", "order", "allow"})
"""Cues whose content may be a noun phrase: `отрицает причастность`, `подтвердил гибель`."""
_WHOLE = frozenset({"brand", "accuse"})
"""Cues whose object is part of what is said: `назвал ложью сообщения о том, что ...`, `обвинил X в поджоге`."""
_OWN = frozenset({"его", "ее", "их"})
_LIGHT = 8
REACH = 18
"""Words between a verb and the word that opens what is said."""


def find_russian(words: Words, region: Region) -> Speech | None:
    """The outermost attribution of `region`."""
    first, last = region
    closing = _closing(words, region)
    if closing is not None:
        return closing
    for i in range(first, last):
        if not words.open(i, region):
            continue
        hit = lexicon().phrases.at(words.tokens, i)
        found = _phrase(words, region, i, hit) if hit is not None else None
        hit = lexicon().verbs.at(words.tokens, i) if found is None else None
        if hit is not None and (i == first or words.tokens[i - 1].word not in {"не", "ни"}):
            found = object_first(words, region, (i, i + hit[1]), hit[0]) or _verb(words, region, i, hit)
        found = found or from_paper(words, region, i)
        if found is not None:
            return found
    return _colon(words, region)


def lead_source(words: Words, i: int, n: int) -> Phrase | None:
    """Who speaks at the verb [i, i + n) of a line that ends in a colon."""
    last = len(words.tokens)
    return subject(words, (0, last), i) or _behind(words, i, n, last)


def _behind(words: Words, i: int, n: int, last: int) -> Phrase | None:
    """The speaker after its verb: `сообщил представитель X`, `заявили в X`, `говорится в письме`."""
    tokens, at = words.tokens, i + n
    while at < last and (tokens[at].word in lexicon().words["ru_asides"] or _told(tokens, at, last)):
        if tokens[at].cut:
            break
        at += 1
    if at >= last or (tokens[at].cut and at > i):
        return None
    if is_pronoun(tokens[at]):
        return Phrase(at, at + 1)
    if tokens[at].word in {"в", "во"}:
        timed = at + 1 < last and tokens[at + 1].word in lexicon().words["ru_time"]
        if timed:
            return _behind(words, at, 2, last)
        impersonal = tokens[i].word.endswith(("ли", "ют", "ят", "тся", "ано", "ено", "сано"))
        end = np_end(tokens, at + 1, last)
        return Phrase(at + 1, end) if impersonal and end > at + 1 else None
    if tokens[at].word in lexicon().words["prepositions"] | lexicon().words["complementizers"]:
        return None
    end = np_end(tokens, at, last)
    return Phrase(at, end) if end > at and is_nominative(tokens[at]) else None


def _told(tokens: Sequence[Token], at: int, last: int) -> bool:
    """`журналистам`, `агентству`, `ему`: to whom it was said. An agency behind which nobody stands says it itself."""
    if tokens[at].word not in lexicon().words["ru_told"]:
        return False
    alone = at + 1 >= last or tokens[at + 1].cut or tokens[at + 1].word in lexicon().words["prepositions"]
    return not (alone and tokens[at].capital)


def _closing(words: Words, region: Region) -> Speech | None:
    """`CONTENT, сообщает X`, `«CONTENT», — сказал X`, `CONTENT, по словам X`."""
    first, last = region
    tokens = words.tokens
    for i in range(last - 1, first + 1, -1):
        left = words.quoted[i - 1] >= 0 and words.quoted[i - 1] != words.quoted[i] and not named(words, i)
        if not (hard(tokens[i]) or left) or not words.open(i, region):
            continue
        found = _closing_verb(words, region, i, quoted=left) or _closing_phrase(words, region, i)
        if found is not None:
            return found
    return None


def _closing_verb(words: Words, region: Region, i: int, *, quoted: bool) -> Speech | None:
    first, last = region
    tokens = words.tokens
    at = i + (tokens[i].word in {"как", "о"})
    hit = lexicon().verbs.at(tokens, at) if at < last else None
    source = _behind(words, at, hit[1], last) if hit is not None else None
    if source is None and quoted:
        for k in range(i + 1, min(last, i + 8)):
            hit = lexicon().verbs.at(tokens, k) if not tokens[k].cut else None
            source = subject(words, (i, last), k) if hit is not None else None
            at = k
            if hit is not None:
                break
    if hit is None or source is None or hit[0].trails:
        return None
    end = max(source.last, at + hit[1])
    if any(tokens[k].word in {"что", "чтобы"} and tokens[k].cut for k in range(at, min(last, end + 3))):
        return None
    resumed = end < last and words.quoted[last - 1] >= 0 and words.quoted[last - 1] == words.quoted[i - 1]
    cites = _cited(words, end, last)
    upto = cites.last if cites is not None else end
    if resumed:
        while end < last and words.quoted[end] < 0:
            end += 1
        return Speech(hit[0], (at, at + hit[1]), source, ((first, i), (end, last)))
    trailing = upto < last and (gerund := lexicon().verbs.at(tokens, upto)) is not None and gerund[0].trails
    if trailing:
        return Speech(hit[0], (at, at + hit[1]), source, ((first, i),), ((upto, last),))
    if last - upto > _LIGHT or (not quoted and tokens[at - 1].word in lexicon().words["relative"]):
        return None
    return Speech(hit[0], (at, at + hit[1]), source, ((first, i),), inner=cites)


def _cited(words: Words, at: int, last: int) -> Phrase | None:
    for k in range(at, min(last, at + 6)):
        hit = lexicon().phrases.at(words.tokens, k)
        if hit is not None and words.tokens[k].word == "со":
            end = np_end(words.tokens, k + hit[1], last)
            return Phrase(k + hit[1], end) if end > k + hit[1] else None
    return None


def _closing_phrase(words: Words, region: Region, i: int) -> Speech | None:
    first, last = region
    hit = lexicon().phrases.at(words.tokens, i)
    if hit is None or _that(words, (first, i)) or (words.tokens[i].word == "со" and not hard(words.tokens[i])):
        return None
    source = _of_phrase(words, i, hit[1], last)
    end = max(source.last, i + hit[1]) if source is not None else last
    if source is None or (end < last and not words.tokens[end].cut):
        return None
    rest = (end, last)
    contents: tuple[Region, ...] = ((first, i),)
    if rest[1] - rest[0] >= 2:
        contents = ((first, i), rest)
    return Speech(hit[0], (i, i + hit[1]), source, contents)


def _that(words: Words, region: Region) -> bool:
    """Whether a verb of speech before opens a clause in which this lies."""
    tokens = words.tokens
    return any(
        tokens[k].word in lexicon().words["complementizers"] and lexicon().verbs.at(tokens, max(region[0], k - 1))
        for k in range(region[0] + 1, region[1])
    )


def _of_phrase(words: Words, i: int, n: int, last: int) -> Phrase | None:
    """The noun phrase behind `по словам`: up to a mark, else by its form."""
    tokens = words.tokens
    if i + n >= last:
        return None
    if tokens[i + n - 1].word in _OWN:
        return Phrase(i + n - 1, i + n)
    if n == 3 and tokens[i + 1].word in _OWN:
        return Phrase(i + 1, i + 2)
    if is_pronoun(tokens[i + n]):
        return Phrase(i + n, i + n + 1)
    start = _past_outlet(tokens, i + n, last) if tokens[i].word == "как" else i + n
    end = np_end(tokens, start, last)
    return Phrase(start, end) if end > start else None


def _past_outlet(tokens: Sequence[Token], at: int, last: int) -> int:
    """`как заявил «X» чиновник`: behind the outlet to which it was said; else `at`."""
    if "«" not in tokens[at].gap:
        return at
    k = next((k for k in range(at + 1, min(last, at + 6)) if "»" in tokens[k].gap), last)
    return k if k < last and tokens[k].gap == "»" and tokens[k].word in lexicon().words["people"] else at


def _phrase(words: Words, region: Region, i: int, hit: tuple[Cue, int]) -> Speech | None:
    first, last = region
    source = _of_phrase(words, i, hit[1], last)
    if source is None:
        return None
    lead = ((first, i),) if i - first >= 2 and finite(words.tokens, first, i) >= 0 else ()
    verbs = (k for k in range(source.last, min(last, source.last + 6)) if lexicon().verbs.at(words.tokens, k))
    if words.tokens[i].word == "со" and not hard(words.tokens[i]) and next(verbs, -1) >= 0:
        return None
    if last - source.last >= 2 and not lead:
        start = past_aside(words.tokens, max(source.last, i + hit[1]), last)
        stop = _next(words, region, start)
        return Speech(hit[0], (i, i + hit[1]), source, ((start, stop),), ((stop, last),) if stop < last else ())
    return Speech(hit[0], (i, i + hit[1]), source, lead) if lead else None


def _verb(words: Words, region: Region, i: int, hit: tuple[Cue, int]) -> Speech | None:
    cue, n = hit
    first, last = region
    tokens = words.tokens
    at = (i, i + n)
    content, that = (0, False) if cue.passive else _content(words, region, at, cue)
    if cue.passive or content < 0 or last - content < 1:
        return _passive(words, region, at, cue) if cue.passive else None
    if cue.trails:
        lead = ((first, i),) if i - first >= 3 else ()
        return Speech(cue, at, subject(words, region, i), ((content, last),), lead, elided=True)
    source = subject(words, region, i)
    if source is None:
        source = _in_body(words, first, i) or _behind(words, i, n, content if content > i + n else last)
        content = max(content, source.last) if source is not None else content
    elided = source is None and (i == first or tokens[i - 1].word in {"и", "а", "но", "также"} or tokens[i].cut)
    told = _asked(words.tokens, region, i, cue)
    if source is None and (told is not None or of_nobody(words, region, i, cue)):
        return Speech(cue, at, None, ((content, last),), told=told, nobody=f"unnamed (“{tokens[i].word}”)")
    loose = source is None and (not elided or (cue.bound and not that))
    shown = source is None or cue.name != "show" or that or is_paper(tokens, source)
    if loose or not shown or last - content < 1:
        return None
    stop = _next(words, region, content)
    rest = ((stop, last),) if stop < last else ()
    low = source.first if source is not None and source.first < i else i
    lead = ((first, low),) if low - first >= 4 and finite(tokens, first, low) >= 0 and elided else ()
    cites = _cited(words, i + n, content) if source is not None else None
    if source is not None and cites is None and source.last < i:
        cites = _cited(words, source.last, i)
    return Speech(cue, at, source, ((content, stop),), (*lead, *rest), cites, elided=elided, told=told)


def _in_body(words: Words, first: int, i: int) -> Phrase | None:
    """`В пресс-службе банка сообщили`: the body in which nobody in particular says it."""
    tokens = words.tokens
    if not tokens[i].word.endswith(("ли", "ют", "ят")):
        return None
    low = first + (tokens[first].word in lexicon().words["conjunctions"])
    if tokens[low].word not in {"в", "во"} or russian_stem(tokens[low + 1].word) not in stems("groups", "outlets"):
        return None
    end = np_end(tokens, low + 1, i)
    return Phrase(low + 1, end) if end > low + 1 else None


def _asked(tokens: Sequence[Token], region: Region, i: int, cue: Cue) -> Phrase | None:
    """`Одного из X спросили`: whom the question is put to."""
    if cue.mode != "asks":
        return None
    low = region[0]
    if any(tokens[k].word in lexicon().words["ru_subjects"] for k in range(low, i)):
        return None
    return Phrase(low, i) if 1 <= i - low <= 8 else None


def _content(words: Words, region: Region, at: Region, cue: Cue) -> tuple[int, bool]:
    tokens, last = words.tokens, region[1]
    if cue.name in _WHOLE and last > at[1]:
        return at[1], False
    for j in range(at[1], min(last, at[1] + REACH)):
        word = tokens[j].word
        if word in lexicon().words["complementizers"] and (tokens[j].cut or j == at[1]):
            return j + 1, True
        quoted = words.quoted[j] >= 0 and words.quoted[j] != words.quoted[at[0]]
        asked = cue.mode == "asks" and (tokens[j].cut or word in {"ли", "почему"})
        bidden = cue.mode == "orders" and word.endswith(("ть", "ти", "чь", "ться", "тись")) and len(word) > 3
        if quoted or tokens[j].colon or asked or bidden:
            return j, True
        if word in {"о", "об"} and j <= at[1] + 4 and j + 1 < last and tokens[j + 1].word != "том":
            return j + 1, False
        if tokens[j].cut and lexicon().verbs.at(tokens, j):
            break
    if cue.name in _NOMINAL and last > at[1]:
        return at[1], False
    return -1, False


def _passive(words: Words, region: Region, at: Region, cue: Cue) -> Speech | None:
    """`подтверждены письмами`, `в письме говорится, что`, `во втором письме велено покинуть`."""
    first, last = region
    tokens = words.tokens
    start = at[1] + (at[1] < last and tokens[at[1]].word in lexicon().words["complementizers"])
    paper = _place(words, first, at[0]) or _behind(words, at[0], at[1] - at[0], last)
    if cue.name == "confirm":
        if at[1] < last and is_oblique_plural(tokens[at[1]]):
            end = np_end(tokens, at[1], last)
            return Speech(cue, at, Phrase(at[1], end), ((first, at[0]),)) if at[0] > first else None
        return None
    if paper is None:
        if last - start < 2:
            return None
        return Speech(cue, at, None, ((start, last),), nobody=f"unnamed (“{tokens[at[0]].word}”)")
    if paper.first > at[0]:
        start = paper.last + (paper.last < last and tokens[paper.last].word in lexicon().words["complementizers"])
    if last - start < 1:
        return Speech(cue, at, paper, ((first, at[0]),)) if paper.first > at[0] and at[0] - first > 1 else None
    return Speech(cue, at, paper, ((start, last),))


def _place(words: Words, first: int, i: int) -> Phrase | None:
    """The paper in `в одном письме` before a passive verb."""
    tokens = words.tokens
    for k in range(first, i - 1):
        if tokens[k].word in {"в", "во"}:
            if tokens[k + 1].word in {"нем", "ней", "них"}:
                return Phrase(k + 1, k + 2)
            end = np_end(tokens, k + 1, i)
            if end > k + 1 and is_paper(tokens, Phrase(k + 1, end)):
                return Phrase(k + 1, end)
    return None


def _next(words: Words, region: Region, at: int) -> int:
    """Where the next attribution beside this one begins: `, и добавил, что`, `, отметив, что`, `, а X сообщил, что`."""
    tokens, last = words.tokens, region[1]
    for j in range(at + 2, last - 1):
        hit = lexicon().verbs.at(tokens, j) if words.open(j, region) else None
        if hit is None or hit[0].passive or not _content(words, (at, last), (j, j + hit[1]), hit[0])[1]:
            continue
        if hit[0].trails and tokens[j].cut:
            return j
        if tokens[j - 1].word in {"и", "а", "но", "также"} and not hit[0].bound:
            return j
        own = subject(words, (at, last), j)
        if own is not None and tokens[own.first - 1].word in {"а", "но", "однако", "хотя"} and own.first - 1 > at:
            return own.first
    return last


def _colon(words: Words, region: Region) -> Speech | None:
    """`X: CONTENT` in a headline."""
    first, last = region
    tokens = words.tokens
    for j in range(first + 1, min(last - 1, first + 6)):
        if tokens[j].colon and np_end(tokens, first, j) == j and all(is_speaker(t) for t in tokens[first : first + 1]):
            return Speech(_COLON, (first, j), Phrase(first, j), ((j, last),))
        if tokens[j].cut:
            return None
    return None


def is_speaker(token: Token) -> bool:
    """Whether a headline can begin with this word as its speaker."""
    return is_nominative(token) and (token.word in lexicon().words["people"] or token.word in lexicon().words["groups"])
