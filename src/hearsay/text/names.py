"""When two names are one: keys and skeletons across scripts, and the actors that the field knows.

In: names, or original text of a page. Out: folded keys, consonant skeletons, actors with offsets.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz

from .data import table
from .normal import Folded, fold, fold_text
from .phrases import Found, PhraseIndex, phrase_key
from .tokens import Token, is_arabic, tokens

_POSSESSIVE = re.compile(r"'s?(?!\w)")
_ARTICLE = re.compile(
    r"(?<![\w'])(?:al|el|ul|ash|ar|as|ad|at|az|an|es|er|ed|et|ez|en|esh|аль|эль|аш|ар|ас|ад|ат|аз|ан|эс|эр|эд|эт|эз|эн|эш)-(?=\w)"
)
_SHORT_CAPITALS = re.compile(r"[A-ZА-Я]{2,4}")
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the conflicts of our day where a text names it."""

    name: str
    """Canonical, English."""
    start: int
    end: int
    kind: str
    """state | army | armed_group | monitor | agency | outlet | organisation."""


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """`name` folded, Latin accents off, without articles, titles, 's and punctuation; never empty unless `name` is."""
    folded = _ARTICLE.sub("", _POSSESSIVE.sub("", _plain(fold_text(name))))
    skipped = _skipped()
    parts = [_without_article(token.text) for token in tokens(folded)]
    kept = [part for part in parts if part not in skipped]
    return " ".join(kept or parts) or folded.strip()


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """The consonants of `name` in one Latin code for Latin, Arabic and Cyrillic, articles off, doubles joined.

    "القصر", "al Qasr" and "аль-Каср" all give "ksr". Different names may share a skeleton: it finds, it does not decide.
    """
    return "".join(
        _bones(token.text) for token in tokens(_ARTICLE.sub(" ", _plain(fold_text(name)))) if _bears(token.text)
    )


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Whether two names are written so alike that a reader takes them for one; across scripts, sound alike."""
    left, right = name_key(a), name_key(b)
    if left == right:
        return True
    known = _canonical(a)
    if known and known == _canonical(b):
        return True
    bones = skeleton(a)
    if len(bones) < 3 or bones != skeleton(b):
        return False
    return _script(left) != _script(right) or fuzz.ratio(left, right) >= 75


def actors(text: str, start: int, end: int) -> list[Actor]:
    """The known actors named in text[start:end], in order, not overlapping; offsets are into `text`.

    Short names in capitals ("IS", "US", "AP") are actors only when written in capitals amid other writing.
    """
    folded = fold(text[start:end])
    stream = tokens(folded.text)
    found = []
    for hit in known_actors(stream):
        name, kind, alias = hit.payload
        first, last = folded.original(hit.start, hit.end)
        if written_as(alias, folded, (first, last)):
            found.append(Actor(name, first + start, last + start, kind))
    return found


def known_actors(stream: Sequence[Token]) -> list[Found[tuple[str, str, str]]]:
    """Where a stream of folded tokens names an actor, with its name, kind and the alias; capitals are not looked at."""
    return list(_index().find(stream))


def written_as(alias: str, folded: Folded, span: tuple[int, int]) -> bool:
    """Whether the capitals of a mention fit the alias: names have one, short initialisms nothing else."""
    written = folded.source[span[0] : span[1]]
    if _SHORT_CAPITALS.fullmatch(alias.replace(".", "")):
        return _in_capitals(folded, written, span)
    return alias == alias.lower() or written != written.lower()


def _in_capitals(folded: Folded, written: str, span: tuple[int, int]) -> bool:
    if not written.replace(".", "").isupper():
        return False
    around = folded.source[max(0, span[0] - 40) : span[0]] + " " + folded.source[span[1] : span[1] + 40]
    others = _WORDS.findall(around)
    return not others or "." in written or any(not word.isupper() for word in others)


def _plain(folded: str) -> str:
    """Latin letters without accents; other scripts untouched."""
    if folded.isascii():
        return folded
    parts = (unicodedata.normalize("NFD", c)[0] if "\u00c0" <= c <= "\u024f" else c for c in folded)
    return "".join(parts).replace("ı", "i").replace("ø", "o").replace("ł", "l")


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) >= 5 else word


def _bears(word: str) -> bool:
    return word not in ("al", "el", "the", "аль", "эль", "ال")


def _bones(word: str) -> str:
    rules = _letters()
    word = _without_article(word)
    for digraph, code in rules["digraphs"].items():
        word = word.replace(digraph, code)
    weak, vowels = rules["weak"], rules["vowels"]
    out = ["a"] if word[:1] in vowels else []
    for i, letter in enumerate(word):
        code = rules["codes"].get(letter, letter if letter.isalnum() and letter not in vowels else "")
        if code in weak and i:
            code = ""
        if code and (not out or out[-1] != code):
            out.append(code)
    if len(out) > 2 and out[-1] == "h":
        out.pop()
    return "".join(out)


def _script(word: str) -> str:
    return "arabic" if is_arabic(word) else "latin" if word.isascii() else "other"


@cache
def _letters() -> dict[str, dict[str, str]]:
    letters: dict[str, dict[str, str]] = table("letters")
    return letters


@cache
def _skipped() -> frozenset[str]:
    lists = table("titles")
    return frozenset(word for words in lists.values() for word in words)


@cache
def _index() -> PhraseIndex[tuple[str, str, str]]:
    return PhraseIndex(
        (fold_text(alias), (actor["name"], actor["kind"], alias))
        for actor in table("actors")["actors"]
        for alias in (actor["name"], *actor["aliases"])
    )


@cache
def _names() -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for actor in table("actors")["actors"]:
        for alias in (actor["name"], *actor["aliases"]):
            names.setdefault(phrase_key(_POSSESSIVE.sub("", fold_text(alias))), actor["name"])
    return names


@lru_cache(maxsize=65536)
def _canonical(name: str) -> str:
    key = phrase_key(_POSSESSIVE.sub("", fold_text(name)))
    return _names().get(key) or _names().get(key[1:] if key[:1] == ("the",) else key, "")
