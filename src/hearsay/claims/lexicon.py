"""The words that open, carry and weaken speech, in English, Arabic and Russian.

In: the data files `data/*.toml`. Out: one `Lexicon` of folded words, phrases and patterns; read once, on demand.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar, cast

from hearsay.model import ClaimKind, Commitment, EventKind, HopMode
from hearsay.text.hedges import REPORTED, hedge_phrases
from hearsay.text.normal import fold_text

LANGUAGES = ("en", "ar", "ru")
_FORMS = ("words", "past", "present", "perfect", "imperfect")
_PLURALS = (("ется", "ются"), ("ится", "ятся"), ("ет", "ют"), ("ит", "ят"))
"""Endings of the third person in Russian, singular and plural."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a page: folded, with its place in the original and what stands before it."""

    word: str
    start: int
    end: int
    capital: bool
    cut: bool
    """Whether punctuation that parts phrases stands between it and the word before."""
    gap: str = ""
    """The marks between it and the word before, without white space."""

    @property
    def colon(self) -> bool:
        """Whether a colon stands before it."""
        return ":" in self.gap


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that hands a content to a speaker."""

    name: str
    mode: HopMode
    outer: Commitment
    """How far the holder outside commits to the content by choosing this word."""
    hedge: str = ""
    negates: bool = False
    addressee: bool = False
    bound: bool = False
    """Needs `that`, a mark or a speaker fit for it, because the word has other uses."""
    inverted: bool = False
    """The speaker follows the verb (Arabic)."""
    trails: bool = False
    """A participle or gerund beside another verb, whose speaker it shares (`مؤكدا أن`, `добавив, что`)."""
    passive: bool = False
    """Who says it is no subject (`в письме говорится`, `подтверждено письмами`)."""
    opens: str = ""
    """Prepositions that lead to what is said without `that` (Arabic: `أفاد بمقتل`, `تحدث عن انفجار`)."""
    mark: Commitment | None = None
    """The mark of what is said, where the verb alone fixes it: Uu for `did not confirm`, PS+ for `did not rule out`."""


class Phrasebook(Generic[T]):
    """Phrases of one or more words, found at a token in the time of one look-up."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._of: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in rows:
            words = tuple(plain(phrase).replace("_", " ").split())
            if words:
                self._of.setdefault(words[0], []).append((words, value))
        for found in self._of.values():
            found.sort(key=lambda row: (-len(row[0]), row[0]))

    def begins(self, word: str) -> bool:
        """Whether a phrase begins with the word."""
        return word in self._of

    def at(self, tokens: Sequence[Token], i: int) -> tuple[T, int] | None:
        """The longest phrase that begins at token `i`, and the number of its words."""
        word = tokens[i].word
        found = self._of.get(word, ())
        if len(word) > 2 and word[0] in "وف":
            found = (*found, *self._of.get(word[1:], ()))
        for words, value in found:
            n = len(words)
            if all(k + i < len(tokens) and tokens[k + i].word == words[k] for k in range(1, n)):
                return value, n
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists, folded."""

    verbs: Phrasebook[Cue]
    phrases: Phrasebook[Cue]
    nobody: Phrasebook[Cue]
    hedges: Phrasebook[str]
    words: dict[str, frozenset[str]]
    """`determiners`, `pronouns_he`, ..., `speech`, `documents`, `people`, `outlets`, `groups`, `titles`, `orders`."""
    kinds: tuple[tuple[ClaimKind, dict[str, re.Pattern[str]]], ...]
    acts: tuple[tuple[EventKind, dict[str, re.Pattern[str]]], ...]
    patterns: dict[str, re.Pattern[str]]
    """`opinion`, `obtained`, `told`, `holds`, `informant`, `yes`, `no`, and `custody.<act>`."""


def plain(text: str) -> str:
    """`text` folded letter by letter: same length, so that offsets stay; marks that vanish in folding are kept."""
    if text.isascii():
        return text.lower()
    table: dict[int, str] = {}
    for character in set(text):
        table[ord(character)] = _letter(character)
    return text.translate(table)


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    folded = fold_text(character)
    return folded if len(folded) == 1 else character


def scripts(folded: str) -> tuple[str, ...]:
    """Languages of the lexicon whose script occurs in `folded`."""
    if folded.isascii():
        return ("en",)
    found = ["en"] if re.search("[a-z]", folded) else []
    if re.search("[\u0600-\u06ff]", folded):
        found.append("ar")
    if re.search("[а-я]", folded):
        found.append("ru")
    return tuple(found)


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages."""
    tables = {code: _table(code) for code in LANGUAGES}
    cues = [row for table in tables.values() for row in _cues(table["cues"])]
    nobody = Cue("nobody", "reports", "Uu")
    return Lexicon(
        verbs=Phrasebook(cues),
        phrases=Phrasebook(row for table in tables.values() for row in _cues(table["phrases"])),
        nobody=Phrasebook((w, nobody) for t in tables.values() for row in t["nobody"] for w in row["words"].split()),
        hedges=Phrasebook(
            (phrase, kind)
            for code in LANGUAGES
            for kind, phrases in hedge_phrases(code).items()
            if kind != REPORTED
            for phrase in phrases
        ),
        words=_words(tables),
        kinds=tuple((cast("ClaimKind", k), _by_language(tables, "kinds", k)) for k in tables["en"]["kinds"]),
        acts=tuple((cast("EventKind", k), _by_language(tables, "acts", k)) for k in tables["en"]["acts"]),
        patterns=_patterns(tables),
    )


def _table(code: str) -> dict[str, Any]:
    path = files("hearsay.claims") / "data" / f"{code}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _cues(rows: Iterable[dict[str, Any]]) -> list[tuple[str, Cue]]:
    found: list[tuple[str, Cue]] = []
    for row in rows:
        fields = {key: value for key, value in row.items() if key not in _FORMS}
        outer = fields.get("outer", "Uu")
        fields["outer"] = "CT+" if outer == "CT" else outer
        fields["opens"] = plain(fields.get("opens", ""))
        cue = Cue(**fields)
        found.extend(
            (words, cue) for form in _FORMS for words in row.get(form, "").split() for words in _forms(words, form)
        )
    return found


def _forms(word: str, form: str) -> tuple[str, ...]:
    """The other persons of a verb given in the masculine singular."""
    if form == "past":
        own, reflexive = (word[:-2], True) if word.endswith("лся") else (word, False)
        if not own.endswith("л"):
            return (word,)
        return (word, *(f"{own}{end}{'сь' if reflexive else ''}" for end in "аои"))
    if form == "present":
        one, many = next(pair for pair in _PLURALS if word.endswith(pair[0]))
        return (word, word.removesuffix(one) + many)
    if form == "perfect":
        weak = word[-1] in "ىا" and len(word) > 2
        stem = word[:-1] if weak else word
        return (word, f"{stem}ت", f"{stem}وا")
    if form == "imperfect":
        stem = word[:-1] if word[-1] in "يىو" else word
        return (word, f"ت{word[1:]}", f"{stem}ون")
    return (word,)


def _words(tables: dict[str, dict[str, Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for table in tables.values():
        named = dict(table["words"]) | dict(table["nouns"]) | {"titles": table["titles"]["words"]}
        named |= {"orders": table["orders"]["verbs"], "labels": table["frames"]["labels"]}
        named |= {"lead_verbs": table["frames"]["lead_verbs"]}
        for name, words in named.items():
            found.setdefault(name, set()).update(plain(w).replace("_", " ") for w in words.split())
    found.setdefault("complementizers", set()).add("that")
    return {name: frozenset(words) for name, words in found.items()}


def _by_language(tables: dict[str, dict[str, Any]], section: str, name: str) -> dict[str, re.Pattern[str]]:
    return {
        code: re.compile(table[section][name] if code == "en" else plain(table[section][name]))
        for code, table in tables.items()
        if name in table[section]
    }


def _patterns(tables: dict[str, dict[str, Any]]) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for table in tables.values():
        sections = [("", table["frames"]), ("", table["answers"]), ("custody.", table["custody"])]
        for prefix, section in sections:
            for name, words in section.items():
                if name not in {"labels", "lead_verbs"}:
                    found.setdefault(prefix + name, []).append(plain(words.replace("\n", "")))
    return {name: re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])") for name, parts in found.items()}
