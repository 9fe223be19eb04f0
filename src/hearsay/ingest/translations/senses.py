"""Words that turn or weaken a sentence: does it deny, does it hedge, in English, Arabic and Russian.

In: text and its language. Out: the words that do so; empty where there are none, None where a language has no lists.
What may deny and may not ("without", "only") keeps a difference from being told, and tells none.
"""

import re
from functools import cache

from hearsay.ingest.lexicon import table
from hearsay.text.hedges import find_hedges, hedge_phrases
from hearsay.text.normal import fold_text
from hearsay.text.tokens import tokens, variants

LANGUAGES = frozenset({"en", "ar", "ru"})
"""Languages with lists."""
_PREFIXES = {
    "en": re.compile(
        r"(?:un(?!der|it|ion|i|cle|til)|non|dis|im|in(?=[a-z]{5})|ir(?=r)|il(?=l))[a-z]{4,}|[a-z]{3,}less"
    ),
    "ru": re.compile(r"(?:не|без|бес)\w{3,}"),
    "ar": re.compile(r"(?!)"),
}


def denials(text: str, language: str) -> tuple[str, ...] | None:
    """The words of `text` that surely deny."""
    if language not in LANGUAGES:
        return None
    return tuple(word for word in _words(text, language) if _list("negation.sure", language) & _forms(word))


def may_deny(text: str, language: str) -> bool:
    """Whether any word of `text` denies or may do so; True for a language without lists."""
    if language not in LANGUAGES:
        return True
    known = _list("negation.sure", language) | _list("negation.maybe", language)
    return any(known & _forms(word) or _PREFIXES[language].fullmatch(word) for word in _words(text, language))


def hedges(text: str, language: str) -> tuple[str, ...] | None:
    """The words of `text` that surely take certainty off: the lists of hedges without bare modal verbs, which allow as often."""
    if language not in LANGUAGES:
        return None
    found = (text[a:b] for a, b in find_hedges(text))
    return tuple(words for words in found if fold_text(words) not in _list("hedging.modal", language))


def may_hedge(text: str, language: str) -> bool:
    """Whether any word of `text` takes certainty off or may do so; True for a language without lists."""
    if language not in LANGUAGES or find_hedges(text):
        return True
    forms = set().union(*(_forms(token.text) for token in tokens(fold_text(text))))
    return any(form.startswith(stem) for form in forms for stem in _list("hedging.maybe", language))


def _words(text: str, language: str) -> list[str]:
    """Folded words without phrases that hold a negation and deny nothing ("not only", "at least")."""
    folded = fold_text(text).replace("n't", " not ")
    return [token.text for token in tokens(_harmless(language).sub(" ", folded))]


def _forms(word: str) -> set[str]:
    """A word as it stands, and an Arabic one without the letters and the article joined to it."""
    if word.isascii():
        return {word}
    forms = {word, word[1:] if word[0] in "وف" else word, *(form for form, _ in variants(word))}
    return forms | {form[2:] for form in forms if form.startswith("ال") and len(form) > 4}


@cache
def _list(path: str, language: str) -> frozenset[str]:
    section, kind = path.split(".")
    return frozenset(fold_text(word) for word in table("translations")[section][kind][language])


@cache
def _harmless(language: str) -> re.Pattern[str]:
    phrases = {fold_text(p) for kind in ("affirmative", "approximator") for p in hedge_phrases(language)[kind]}
    ordered = sorted(phrases | _list("negation.harmless", language), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
