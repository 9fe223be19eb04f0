"""The words right beside a quotation that name its speaker: `“P,” X told a crowd that had come`, `X disagreed: “P.”`

In: words of a sentence and a region. Out: a `Speech`, or nothing where the words beside it name nobody who can speak.
"""

from .lexicon import Cue, lexicon
from .nouns import Phrase, after, finite, is_name, is_pronoun, subject
from .said import Region, Speech, Words
from .sources import is_speaker

QUOTED = Cue("quote", "asserts", "Uu")
"""A quotation that somebody is named for, or nobody."""

_LEAD = 45
"""Words before a quotation that may name its speaker."""
_TAIL = 14
"""Words behind it that may."""


def adjoining(words: Words, region: Region) -> Speech | None:
    """A speaker and a verb of speech right behind a quotation, however long the words after them go on."""
    (first, last), tokens = region, words.tokens
    if words.quoted[first] < 0:
        return None
    at = next((i for i in range(first, last) if words.quoted[i] != words.quoted[first]), last)
    if last - at < 2 or words.quoted[at] >= 0 or not any(mark in tokens[at].gap for mark in ",?!—–-،"):
        return None
    for i in range(at, min(last, at + _TAIL)):
        hit = lexicon().verbs.at(tokens, i) if words.quoted[i] < 0 else None
        if hit is None or hit[0].mode in {"orders", "shows"}:
            continue
        source, end = _told_by(words, (at, last), i, hit)
        if source is not None:
            again = next((k for k in range(end, last) if words.quoted[k] >= 0), last)
            contents = ((first, at), (again, last)) if last - again > 1 else ((first, at),)
            return Speech(hit[0], (i, i + hit[1]), source, contents)
    return None


def _told_by(words: Words, tail: Region, i: int, hit: tuple[Cue, int]) -> tuple[Phrase | None, int]:
    """Who speaks by the verb at `i` of the words behind a quotation, and where those words end."""
    (at, last), tokens = tail, words.tokens
    if all(t.word in lexicon().words["auxiliaries"] or t.word.endswith("ly") for t in tokens[at:i]):
        source = after(tokens, i + hit[1], last) if not hit[0].addressee else None
        return source, source.last if source is not None else i
    source = subject(tokens, at, i)
    if source is None or source.first - at > 2 or (finite(tokens, source.last, i) >= 0 and not tokens[source.last].cut):
        return None, i
    return source, i + hit[1]


def introduced(words: Words, region: Region) -> Speech | None:
    """The speaker of the first quotation of `region` by the clause that leads it in or follows it."""
    first, last = region
    inside = [i for i in range(first, last) if words.quoted[i] >= 0]
    if not inside or inside[-1] - inside[0] + 1 == last - first:
        return None
    j = inside[0]
    stop = next((i for i in range(j, last) if words.quoted[i] != words.quoted[j]), last)
    return _before(words, region, (j, stop)) if j > first else _behind(words, region, stop)


def _before(words: Words, region: Region, quote: Region) -> Speech | None:
    """`X was adamant: “P.”`, `X shrugged, “P.”`"""
    (first, last), (j, stop), tokens = region, quote, words.tokens
    gap = tokens[j].gap
    led = ":" in gap or (("," in gap or "—" in gap) and tokens[j].capital)
    if not led or j - first > _LEAD or stop - j < 2:
        return None
    source = _speaker(words, first, j)
    if source is None:
        return None
    at = (source.last, j) if source.last < j else (source.first, source.last)
    rest = ((stop, last),) if last - stop > 2 and finite(tokens, stop, last) >= 0 else ()
    return Speech(QUOTED, at, source, ((j, stop),), rest)


def _speaker(words: Words, first: int, end: int) -> Phrase | None:
    """The subject of the last clause before a quotation; over participles and what is put beside him, that before."""
    tokens, lists = words.tokens, lexicon().words
    beside: Phrase | None = None
    while end > first:
        start = end - 1
        while start > first and not tokens[start].cut:
            start -= 1
        own = subject(tokens, start, end) if tokens[start].word not in lists["relative"] else None
        if own is not None and own.first - start <= 4 and _voice(words, own):
            described = tokens[own.first].word in lists["determiners"] and finite(tokens, own.last, end) < 0
            if not described or start == first:
                return own
            beside = beside or own
        elif finite(tokens, start, end) >= 0 and tokens[start].word not in lists["relative"]:
            return beside
        end = start
    return beside


def _behind(words: Words, region: Region, at: int) -> Speech | None:
    """`“P,” the general grinned`, `“P!” laughed Smith`."""
    (first, last), tokens = region, words.tokens
    if last - at > _TAIL or last - at < 2 or not any(mark in tokens[at].gap for mark in ",?!—–"):
        return None
    named = _voice(words, Phrase(at, at + 1)) or tokens[at].word in lexicon().words["determiners"]
    verb = next((k for k in range(at + 1, min(last, at + 5)) if tokens[k].word.endswith("ed")), 0)
    if named and verb and not any(t.cut for t in tokens[at + 1 : verb + 1]):
        return Speech(QUOTED, (verb, verb + 1), Phrase(at, verb), ((first, at),))
    if tokens[at].word.endswith("ed") and is_name(tokens[at + 1]):
        source = after(tokens, at + 1, last)
        if source is not None:
            return Speech(QUOTED, (at, at + 1), source, ((first, at),))
    return None


def _voice(words: Words, phrase: Phrase) -> bool:
    tokens, lists = words.tokens, lexicon().words
    own = tokens[phrase.first : phrase.last]
    if len(own) == 1 and is_pronoun(own[0]):
        return own[0].word in {"he", "she", "they", "we", "i"}
    return is_speaker(tokens, phrase) and own[0].word not in lists["nobodies"]
