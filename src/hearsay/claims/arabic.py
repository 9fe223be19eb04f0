"""Attributions in Arabic: the verb first, then who, then what.

In: words of a sentence and a region of it. Out: the outermost `Speech`, or None. Who says it may be dropped: then the
verb itself stands for its speaker (`Phrase.dropped`).
"""

from collections.abc import Sequence

from .arabic_nouns import LONGEST, is_arabic_head, np_end
from .arabic_objects import led_by
from .lexicon import Cue, Token, lexicon
from .nouns import Phrase
from .said import Region, Speech, Words

REACH = 30
"""Words between a verb and the word that opens what is said."""
_ONE = frozenset({"احد", "احدي", "بعض", "عددا"})
_COLON = Cue("colon", "asserts", "Uu")
_NOT_THAT = frozenset({"قبل", "بعد", "منذ", "دون", "الا", "حتي", "يمكن", "يجب", "بشرط"})
_DENYING = frozenset({"ما", "مما", "لم", "لن", "لا"})
_ANNOUNCES = frozenset({"deny", "confirm", "claim", "show", "admit", "allow", "expect"})


def find_arabic(words: Words, region: Region) -> Speech | None:
    """The outermost attribution of `region`."""
    first, last = region
    found = _trailing(words, region)
    if found is not None:
        return found
    for i in range(first, last - 1):
        if not words.open(i, region):
            continue
        hit = lexicon().phrases.at(words.tokens, i)
        if hit is not None and (i - first <= 2 or words.tokens[i].cut):
            found = _phrase(words, region, i, hit)
        hit = lexicon().verbs.at(words.tokens, i) if found is None else None
        if hit is not None:
            found = _verb(words, region, i, hit)
        if found is not None:
            return found
    return _colon(words, region)


def lead_source(words: Words, i: int, n: int) -> Phrase:
    """Who speaks at the verb [i, i + n) of a line that ends in a colon."""
    return _source(words, (0, len(words.tokens)), (i, i + n), len(words.tokens))


def _trailing(words: Words, region: Region) -> Speech | None:
    """`CONTENT، بحسب X` and `«CONTENT»، قال X`."""
    first, last = region
    tokens = words.tokens
    for i in range(last - 2, first, -1):
        if i < last - LONGEST - 4 and not (words.quoted[i - 1] >= 0 > words.quoted[i]):
            continue
        parted = tokens[i].cut or words.quoted[i - 1] != words.quoted[i]
        if not parted or not words.open(i, region):
            continue
        hit = lexicon().phrases.at(tokens, i)
        if hit is not None:
            at, source = _named_by(words, i, hit[1], last)
            cites = _inner(words, source.last, last) if source is not None and source.last < last else None
            if (
                source is not None
                and (cites.last if cites else source.last) >= last - 3
                and not _that(tokens, at, last)
            ):
                return Speech(hit[0], (i, at), source, ((first, i),), inner=cites)
        hit = lexicon().verbs.at(tokens, i)
        closed = words.quoted[i - 1] >= 0 > words.quoted[i] or tokens[i].word in lexicon().words["ar_closing"]
        if (
            hit is None
            or not closed
            or hit[0].trails
            or _that(tokens, i, min(last, np_end(tokens, i + hit[1], last) + 1))
        ):
            continue
        end = np_end(tokens, i + hit[1], last)
        again = lexicon().verbs.at(tokens, end) if end < last else None
        if end > i + hit[1] and again is not None and again[0].trails:
            return Speech(hit[0], (i, i + hit[1]), Phrase(i + hit[1], end), ((first, i),), ((end, last),))
        resumed = next((k for k in range(end, last) if words.quoted[k] >= 0), last)
        if end > i + hit[1] and resumed < last and resumed - end <= 2:
            return Speech(hit[0], (i, i + hit[1]), Phrase(i + hit[1], end), ((first, i), (resumed, last)))
        if end > i + hit[1] and (end >= last - 4 and words.quoted[last - 1] < 0):
            return Speech(hit[0], (i, i + hit[1]), Phrase(i + hit[1], end), ((first, i),))
    return None


def _that(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(tokens[j].word in lexicon().words["complementizers"] or tokens[j].colon for j in range(first, last))


def _named_by(words: Words, i: int, n: int, last: int) -> tuple[int, Phrase | None]:
    """Where the attribution at `i` ends before its noun phrase, and that phrase: `بحسب ما قال X`, `وفقا لX`."""
    tokens, at = words.tokens, i + n
    if at < last and tokens[at].word == "ما":
        hit = lexicon().verbs.at(tokens, at + 1) if at + 1 < last else None
        at += 1 + (hit[1] if hit else 1)
        at += at < last and tokens[at].word in {"به", "عنه", "عليه"}
    elif at < last and (lexicon().verbs.at(tokens, at) or _saying(tokens, at, last)):
        at += 1
    if at >= last:
        return at, None
    skip = int(
        at == i + n and tokens[at].word[0] == "ل" and tokens[at - 1].word in {"وفقا", "طبقا", "استنادا", "وفاقا"}
    )
    own = tokens[i + n - 1].word
    if own.startswith("قول") and own != "قول":
        return at, Phrase(i + n - 1, i + n, dropped=True)
    end = np_end(tokens, at, last)
    return at, Phrase(at, end, skip=skip) if end > at else None


def _saying(tokens: Sequence[Token], at: int, last: int) -> bool:
    """`بحسب رواية X`: a noun of saying before who says it."""
    return tokens[at].word in lexicon().words["ar_sayings"] and at + 1 < last and not tokens[at + 1].cut


def _phrase(words: Words, region: Region, i: int, hit: tuple[Cue, int]) -> Speech | None:
    """`بحسب X، CONTENT`."""
    first, last = region
    at, source = _named_by(words, i, hit[1], last)
    if source is None or last - source.last < 2:
        return None
    content = source.last
    content += words.tokens[content].word in lexicon().words["complementizers"]
    rest = ((first, i),) if i - first >= 4 else ()
    stop = _next(words, region, content)
    tail = ((stop, last),) if stop < last else ()
    return Speech(hit[0], (i, at), source, ((content, stop),), (*rest, *tail))


def _verb(words: Words, region: Region, i: int, hit: tuple[Cue, int]) -> Speech | None:
    cue, n = hit
    first, last = region
    tokens = words.tokens
    if i > first and tokens[i - 1].word.removeprefix("و").removeprefix("ف") in _DENYING:
        return None
    opens = _opens(words, region, (i, i + n), cue)
    if opens is None or last - opens[1] < 1:
        return None
    upto, content = opens
    quoted_lead = words.quoted[first] >= 0 and i > first and words.quoted[i - 1] >= 0 > words.quoted[i]
    stop = _next(words, region, content)
    rest = [(stop, last)] if stop < last else []
    contents: tuple[Region, ...] = ((content, stop),)
    before = _before(words, region, i)
    if quoted_lead:
        contents = ((first, i), *contents)
    elif i - first >= 4 and (before is None or cue.trails):
        rest.insert(0, (first, i))
    if cue.trails:
        return Speech(cue, (i, i + n), _actor(words, first, i), contents, tuple(rest), elided=True)
    source = _source(words, region, (i, i + n), upto)
    if source.dropped and _nobody(tokens, i, content, cue):
        return None
    source = _without_object(tokens, source, cue)
    if cue.name == "call" and not source.dropped and i < source.last < content:
        contents = ((source.last, stop),)
    told = None
    if cue.mode == "asks":
        told = next(
            (Phrase(k, source.last) for k in range(source.first + 1, source.last) if tokens[k].word in _ONE), None
        )
        source = Phrase(source.first, told.first) if told is not None else source
    inner = _inner(words, i + n, upto)
    return Speech(cue, (i, i + n), source, contents, tuple(rest), inner, told=told)


def _nobody(tokens: Sequence[Token], i: int, content: int, cue: Cue) -> bool:
    """Whether a verb without a speaker stands for nobody: `يزعم`, a command without `that`."""
    lists = lexicon().words
    unled = cue.mode == "orders" and tokens[content - 1].word not in lists["complementizers"]
    return unled or tokens[i].word in lists["ar_impersonal"]


def _source(words: Words, region: Region, at: Region, upto: int) -> Phrase:
    start = _skipped(words.tokens, at[1], upto)
    end = np_end(words.tokens, start, upto)
    if end > start:
        return Phrase(start, end)
    return _before(words, region, at[0]) or Phrase(at[1] - 1, at[1], dropped=True)


def _without_object(tokens: Sequence[Token], source: Phrase, cue: Cue) -> Phrase:
    """`وصفت X الرسائل بأنها`, `اتهم X الشركة بأنها`, `أبلغ X رويترز أن`: the speaker without whom or what he speaks of."""
    papers, told = lexicon().words["documents"], lexicon().words["ar_told"]
    transitive = not source.dropped and tokens[source.first - 1].word in lexicon().words["ar_transitive"]
    for k in range(source.first + 1, source.last if transitive or cue.name == "call" else 0):
        word = tokens[k].word
        beside = word.startswith("ال") and tokens[k - 1].word.startswith("ال") and is_arabic_head(word)
        reported = lexicon().patterns["reported"].fullmatch(word) is not None
        if (cue.name == "call" and (word in papers or reported)) or (transitive and (beside or word in told)):
            return Phrase(source.first, k)
    return source


def _opens(words: Words, region: Region, at: Region, cue: Cue) -> tuple[int, int] | None:
    """Where the speaker must have ended, and where what is said begins."""
    tokens, last = words.tokens, region[1]
    lists, past = lexicon().words, 0
    led = led_by(words, region, at, cue) if cue.opens else None
    if led is not None:
        return led
    for j in range(at[1], min(last, at[1] + REACH)):
        word = tokens[j].word
        that = word in lists["complementizers"] and tokens[j - 1].word not in _NOT_THAT
        quoted = words.quoted[j] >= 0 and words.quoted[j] != words.quoted[at[0]]
        if that or quoted or tokens[j].colon or _opened_by(tokens, at, j, cue):
            nearer = _plain_object(tokens, at[1], j) if _object(word) and cue.name in _ANNOUNCES else None
            if nearer is not None and not _named_office(tokens, at[1], (nearer, j)):
                return nearer, nearer
            return j, j + (that or word == "عما")
        if j < past:
            continue
        if j > at[1] and tokens[j].cut and lexicon().verbs.at(tokens, j):
            past = _past_aside(tokens, j, last)
            if past == j:
                break
    announces = cue.name in _ANNOUNCES or _announces(tokens[at[0]].word)
    plain = _plain_object(tokens, at[1], min(last - 1, at[1] + 6)) if announces and not cue.trails else None
    return (plain, plain) if plain is not None else None


def _past_aside(tokens: Sequence[Token], j: int, last: int) -> int:
    """`، طلب عدم الكشف عن هويته، أن`: where a clause about the speaker between two commas ends; else `j`."""
    end = next((k for k in range(j + 1, min(last, j + 12)) if tokens[k].cut), j)
    return end if end > j and tokens[end].word in lexicon().words["complementizers"] else j


def _opened_by(tokens: Sequence[Token], at: Region, j: int, cue: Cue) -> bool:
    """Whether token `j` opens what is said without `that`: a question, a command, a noun of what happened."""
    word = tokens[j].word
    if cue.mode == "asks":
        return word in {"هل", "عما", "ما", "عن", "كيف", "لماذا"}
    if cue.mode == "orders":
        return j > at[1] and (word in {"من", "الي", "علي"} or word.startswith("بال"))
    return (cue.name in _ANNOUNCES or _announces(tokens[at[0]].word)) and not cue.trails and _object(word)


def _plain_object(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where an indefinite noun follows a definite speaker: `نفى المصرف ضياع أموال`."""
    for j in range(first + 1, last):
        word = tokens[j].word
        if tokens[j].cut or word in lexicon().words["ar_np_stop"] | lexicon().words["prepositions"]:
            return None
        if tokens[j - 1].word.startswith("ال") and not word.startswith(("ال", "ب", "ل", "و")):
            return j
    return None


def _named_office(tokens: Sequence[Token], first: int, between: Region) -> bool:
    """`نفى نائب رئيس الإدارة سامر علي وجود`: the name behind an office is no object."""
    people = lexicon().words["people"]
    office = tokens[first].word in people or "ال" + tokens[first].word in people
    return office and 2 <= between[1] - between[0] <= 4 and not any(_object(t.word) for t in tokens[slice(*between)])


def _announces(word: str) -> bool:
    return word.lstrip("وف").startswith(("اعلن", "يعلن", "تعلن", "توقع", "يتوقع"))


def _object(word: str) -> bool:
    nouns = lexicon().words["ar_objects"]
    return word in nouns or (
        len(word) > 3 and (word[:-1] in nouns or word[:-2] in nouns or word.removeprefix("ب") in nouns)
    )


def _inner(words: Words, start: int, upto: int) -> Phrase | None:
    """Whom the speaker cites: `نقلت X عن Y`, `X نقلا عن Y`."""
    tokens = words.tokens
    passes = tokens[start - 1].word.lstrip("وف") in lexicon().words["ar_passing"]
    for j in range(start, upto - 1):
        if tokens[j].word in lexicon().words["ar_refusing"] or tokens[j].word in lexicon().words["relative"]:
            return None
        led = tokens[j - 1].word.endswith("نقلا") or (passes and tokens[j - 1].word not in {"المتحدث", "فضلا", "عباره"})
        if tokens[j].word == "عن" and led:
            end = np_end(tokens, j + 1, upto)
            return Phrase(j + 1, end) if end > j + 1 else None
    return None


def _before(words: Words, region: Region, i: int) -> Phrase | None:
    """A speaker that stands before its verb: `أما X فقال`, `X تعلن`."""
    first, tokens = region[0], words.tokens
    paper = next((k for k in (i - 1, i - 2) if k >= first and tokens[k].word in lexicon().words["documents"]), None)
    if paper is not None and tokens[i].word[0] in "تي" and not any(t.cut for t in tokens[paper + 1 : i + 1]):
        return Phrase(paper, i)
    low = next((k for k in range(i, first, -1) if k < i and tokens[k].cut), first)
    low = max(low, first)
    while low < i and tokens[low].word in lexicon().words["ar_openers"]:
        low += 1
    if not 1 <= i - low <= 10 or tokens[i].cut or tokens[i].word[0] == "و" or words.quoted[low] != words.quoted[i]:
        return None
    heads = (
        is_arabic_head(tokens[low].word.removesuffix("ا"))
        or is_arabic_head(tokens[low].word)
        or low > first
        or tokens[i].word[0] in "فيت"
    )
    if not heads or tokens[low].word in lexicon().words["ar_np_stop"] or lexicon().verbs.at(tokens, low):
        return None
    end = np_end(tokens, low, i)
    return Phrase(low, end) if end == i else None


def _actor(words: Words, first: int, i: int) -> Phrase | None:
    """Who does what a clause tells before `قائلا`: the first person or body that no preposition leads."""
    tokens = words.tokens
    for j in range(first, min(i, first + 8)):
        led = j > first and tokens[j - 1].word in lexicon().words["prepositions"]
        if is_arabic_head(tokens[j].word) and not led:
            return Phrase(j, max(j + 1, np_end(tokens, j, i)))
    return None


def _skipped(tokens: Sequence[Token], at: int, upto: int) -> int:
    """Past `من جهته`, `أيضا`, `في بيان`, `لقناة X` between the verb and its speaker."""
    words = lexicon().words
    while at < upto:
        word, following = tokens[at].word, tokens[at + 1].word if at + 1 < upto else ""
        if word in words["ar_asides"]:
            at += 1
        elif word == "من" and following.startswith(("جانب", "جهت", "ناحيت")):
            at += 2
        elif word in {"لي", "لنا", "له", "لها", "لهم", "للصحافيين", "للصحفيين"} or (
            word in {"الي", "علي", "ب"} and at + 1 == upto
        ):
            at += 1
        else:
            break
    return at


def _next(words: Words, region: Region, at: int) -> int:
    """Where the next attribution beside this one begins: `، وأضاف أن`, `، مؤكدا أن`, `، فيما قال X إن`."""
    tokens, last = words.tokens, region[1]
    for j in range(at + 2, last - 1):
        hit = lexicon().verbs.at(tokens, j) if words.open(j, region) else None
        if hit is None:
            continue
        own = _before(words, (at, last), j) if not hit[0].trails else None
        if own is not None and own.first - 1 > at and tokens[own.first - 1].word in {"لكن", "ولكن", "فيما", "بينما"}:
            return own.first - 1
        joined = hit[0].trails and tokens[j].cut
        beside = tokens[j].word[0] in "وف" or tokens[j - 1].word in {"كما", "فيما", "بينما", "ثم", "لكن"}
        if (joined or beside) and _opens(words, (at, last), (j, j + hit[1]), hit[0]) is not None:
            return j - (tokens[j - 1].word in {"كما", "فيما", "بينما", "ثم"})
    return last


def _colon(words: Words, region: Region) -> Speech | None:
    """`X: CONTENT` in a headline."""
    first, last = region
    for j in range(first + 1, min(last - 1, first + 9)):
        if words.tokens[j].colon and is_arabic_head(words.tokens[first].word) and np_end(words.tokens, first, j) == j:
            return Speech(_COLON, (first, j), Phrase(first, j), ((j, last),))
        if words.tokens[j].cut:
            return None
    return None
