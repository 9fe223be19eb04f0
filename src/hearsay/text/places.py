"""Where something is said to have happened: every place that a stretch of text names.

In: original text and a span, a gazetteer. Out: PlaceMentions with offsets into that text, sorted, not overlapping,
each with all places that its name may mean; countries and names that no list knows have no candidates.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from hearsay.model import PlaceMention

from .data import table
from .gazetteer import (
    EMPTY,
    Gazetteer,
    GazetteerRow,
    KnownPlace,
    is_main,
    kilometres,
    known_named,
    known_places,
    spellings,
)  # fmt: skip
from .names import known_actors, name_key, written_as
from .normal import Folded, fold, fold_text
from .phrases import Found, PhraseIndex
from .tokens import Token, is_arabic, tokens
from .unknown import unknown_places

__all__ = ["EMPTY", "Gazetteer", "GazetteerRow", "KnownPlace", "find_places", "kilometres", "known_named"]

_ARTICLES = frozenset(("al", "el", "аль", "эль"))
_JOINED = frozenset(("ash", "ar", "as", "ad", "at", "az", "an", "es", "er", "ed", "et", "ez", "en", "esh"))
_JOINED_RU = frozenset(("аш", "ар", "ас", "ад", "ат", "аз", "ан", "эс", "эр", "эд", "эт", "эз", "эн", "эш"))
_LINK = re.compile(r"\s*(?:,|and|or|и|или|و|او|/|-|,\s*and)\s*و?")


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name: whether it needs no cue, and how it is written."""

    alias: str
    strong: bool
    general: bool
    """Of general knowledge."""


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    name: _Name
    article: bool
    """Whether an article stands before it ("al Qasr")."""
    clitic: str
    """Arabic letters taken off its front."""


def find_places(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Places named in text[start:end].

    A name of general knowledge, or the main town of a district, needs no more than a capital; any other name of the
    gazetteer needs words around it that make it a place ("in", "village of", "and its surroundings", an article).
    """
    folded = fold(text[start:end])
    mentions: list[PlaceMention] = []
    taken: list[tuple[int, int]] = []
    for hit in _hits(folded, gazetteer):
        linked = bool(taken) and _LINK.fullmatch(folded.text, taken[-1][1], hit.start) is not None
        if not _is_place(folded, hit, linked=linked):
            continue
        first, last = hit.start, _extended(folded.text, hit.end)
        taken.append((first, last))
        mentions.append(_mention(folded, (first, last), hit, gazetteer, start))
    busy = [*taken, *(_span(hit) for hit in known_actors(tokens(folded.text)))]
    for span in unknown_places(folded, busy):
        plain = _plain(folded, span, start)
        mentions.append(replace(plain, candidates=gazetteer.candidates(plain.text)))
    return sorted(mentions, key=lambda mention: mention.start)


def _span(hit: Found[tuple[str, str, str]]) -> tuple[int, int]:
    return hit.start, hit.end


def _plain(folded: Folded, span: tuple[int, int], offset: int) -> PlaceMention:
    first, last = folded.original(*span)
    return PlaceMention(
        text=folded.source[first:last],
        start=first + offset,
        end=last + offset,
        relation=_relation(folded.text, span[0]),
    )


def _mention(folded: Folded, span: tuple[int, int], hit: _Hit, gazetteer: Gazetteer, offset: int) -> PlaceMention:
    plain = _plain(folded, span, offset)
    bare = folded.source[slice(*folded.original(hit.start, hit.end))]
    return replace(plain, candidates=gazetteer.candidates(hit.name.alias if hit.name.general else bare))


def _hits(folded: Folded, gazetteer: Gazetteer) -> Iterator[_Hit]:
    """Known names in the text, with the articles before them, but for those inside the name of an actor."""
    stream = tokens(folded.text)
    bare = [i for i, token in enumerate(stream) if not _is_article(folded.text, token)]
    actors = [hit for hit in known_actors(stream) if hit.length > 1 and hit.payload[1] != "state"]
    at = 0
    for found in _names(gazetteer).find([stream[i] for i in bare]):
        while at < len(actors) and actors[at].end <= found.start:
            at += 1
        if at < len(actors) and actors[at].start <= found.start and found.end <= actors[at].end:
            continue
        before = bare[found.token] - 1
        article = before >= 0 and _is_article(folded.text, stream[before])
        token = stream[bare[found.token]]
        start = stream[before].start if article else found.start
        yield _Hit(start, found.end, found.payload, article, folded.text[token.start : found.start])


def _is_article(folded: str, token: Token) -> bool:
    after = folded[token.end : token.end + 1]
    if token.text in _ARTICLES:
        return after in ("-", " ")
    return after == "-" and (token.text in _JOINED or token.text in _JOINED_RU)


def _is_place(folded: Folded, hit: _Hit, *, linked: bool) -> bool:
    """Whether a known name stands for a place here, by its capitals and the words around it."""
    first, last = folded.original(hit.start, hit.end)
    written = folded.source[first:last]
    arabic = is_arabic(written)
    if not arabic and not (written_as(hit.name.alias, folded, (first, last)) and _capital(written)):
        return False
    if hit.name.general:
        return True
    if not arabic and _goes_on(folded.source, last):
        return False
    return _named(folded.text, hit) or _is_hamlet(folded, hit, written, linked=linked)


def _capital(written: str) -> bool:
    return any(word[:1].isupper() for word in re.split(r"[\s-]", written))


def _is_hamlet(folded: Folded, hit: _Hit, written: str, *, linked: bool) -> bool:
    """Whether a name that the gazetteer alone knows stands where a place would, without a noun that says so."""
    if name_key(written) in _stops() or fold_text(written) in _stops():
        return False
    if hit.name.strong or linked or hit.clitic.endswith("ب"):
        return True
    behind = _behind(folded.text, hit.start)
    if _cues().relation.search(behind) or _cues().deed.search(behind) or _cues().suffered.match(folded.text, hit.end):
        return True
    return hit.article and not _follows_name(folded, folded.original(hit.start, hit.end)[0])


def _goes_on(source: str, end: int) -> bool:
    """Whether a capitalised word follows at once, so that the known name is only the front of a longer one."""
    after = source[end : end + 2]
    return len(after) == 2 and after[0] in " -" and after[1].isupper()


def _named(folded: str, hit: _Hit) -> bool:
    """Whether a noun beside the name says that it is a place."""
    if _cues().noun.search(_behind(folded, hit.start)):
        return True
    return _cues().after.match(folded, hit.end) is not None


def _behind(folded: str, at: int) -> str:
    return folded[max(0, at - 40) : at]


def _follows_name(folded: Folded, at: int) -> bool:
    """Whether a capitalised word stands before an article: "Harun al Rashid" is a person."""
    before = folded.source[:at].rstrip(" -").rsplit(None, 1)
    return bool(before) and at > 0 and folded.source[at - 1] in " -" and before[-1][:1].isupper()


def _extended(folded: str, end: int) -> int:
    m = _cues().extends.match(folded, end)
    return m.end() if m else end


def _relation(folded: str, start: int) -> str:
    """How something lies to the place, by the words before its name; "in" when they do not say."""
    behind = _behind(folded, start)
    noun = _cues().noun.search(behind)
    if noun:
        behind = behind[: noun.start()] + " "
    for relation, pattern in _cues().relations:
        if pattern.search(behind):
            return relation
    return "in"


@dataclass(frozen=True, slots=True)
class _Cues:
    relation: re.Pattern[str]
    relations: tuple[tuple[str, re.Pattern[str]], ...]
    noun: re.Pattern[str]
    after: re.Pattern[str]
    extends: re.Pattern[str]
    deed: re.Pattern[str]
    suffered: re.Pattern[str]


@cache
def _cues() -> _Cues:
    lists = table("places")
    nouns, deeds = lists["nouns"], lists["deeds"]
    order = ("border", "around", "near", "from", "to", "in")
    relations = tuple(
        (name, re.compile(rf"(?<!\w)[وف]?{_any(lists['relations'][name])}\s(?:the\s)?$")) for name in order
    )
    every = [word for name in order for word in lists["relations"][name]]
    return _Cues(
        relation=re.compile(rf"(?<!\w)[وف]?{_any(every)}\s(?:the\s)?$"),
        relations=relations,
        noun=re.compile(rf"(?<!\w)(?:[وفبل]{{1,2}})?(?:the\s)?{_any(nouns['before'])}\s$"),
        after=re.compile(rf"\s{_any(nouns['after'])}(?!\w)"),
        extends=re.compile(rf"\s{_any(nouns['extends'])}(?!\w)"),
        deed=re.compile(rf"(?<!\w)[وف]?{_any(deeds['before'])}\s$"),
        suffered=re.compile(rf"\s{_any(deeds['after'])}(?!\w)"),
    )


def _any(words: Sequence[str]) -> str:
    folded = sorted({fold_text(word) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in folded)})"


@cache
def _stops() -> frozenset[str]:
    words = table("places")["stops"]["words"]
    return frozenset(fold_text(word) for word in words) | frozenset(name_key(word) for word in words)


@lru_cache(maxsize=4)
def _names(gazetteer: Gazetteer) -> PhraseIndex[_Name]:
    """All known names, articles off; one name of several places is one entry."""
    best: dict[str, _Name] = {}
    for place in known_places():
        for name in place.names:
            best.setdefault(_without_articles(name), _Name(name, strong=True, general=True))
    for row in gazetteer.rows:
        strong = is_main(row)
        for name, weight in spellings(row):
            key = _without_articles(name)
            if len(key) > 2 and (key not in best or (strong and not best[key].strong)):
                best[key] = _Name(name.title(), strong=strong and weight == 1.0, general=False)
    return PhraseIndex(sorted(best.items(), key=lambda item: item[0]))


def _without_articles(name: str) -> str:
    folded = fold_text(name)
    return " ".join(token.text for token in tokens(folded) if not _is_article(folded, token))
