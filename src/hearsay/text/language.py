"""Which language a text is in, and which way it runs.

In: any text. Out: an ISO 639-1 code or an empty string; "rtl" or "ltr". Script decides first, letters that only one
language of a script uses come second, and py3langid is asked only between languages in Latin script.
"""

import re
import warnings
from functools import cache
from typing import Any

from .data import table

_SAMPLE = 4000
"""Characters looked at; a page is in one language long before that."""
_SCRIPTS = {
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "cyrillic": re.compile(r"[\u0400-\u052f]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "armenian": re.compile(r"[\u0531-\u0587]"),
    "georgian": re.compile(r"[\u10a0-\u10ff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "han": re.compile(r"[\u4e00-\u9fff]"),
    "hangul": re.compile(r"[\uac00-\ud7af]"),
    "devanagari": re.compile(r"[\u0900-\u097f]"),
}
_ONE_LANGUAGE = {"hebrew": "he", "greek": "el", "armenian": "hy", "georgian": "ka", "hangul": "ko", "devanagari": "hi"}
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-z\u00aa-\u058f\u0900-\u1fff\u3040-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str:
    """ISO 639-1 code of the language of most of `text`; empty when there are too few letters to tell."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    script = max(sorted(counts), key=counts.__getitem__)
    if counts[script] < 2:
        return ""
    if counts["kana"] * 8 > counts["han"] + counts["kana"] and script in ("kana", "han"):
        return "ja"
    if script == "han":
        return "zh"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return _latin(sample) if script == "latin" else _by_letters(sample, script)


def direction(text: str) -> str:
    """The way it runs: "rtl" when most strong letters of `text` run from right to left, else "ltr"."""
    sample = text[:_SAMPLE]
    return "rtl" if len(_RTL.findall(sample)) > len(_LTR.findall(sample)) else "ltr"


def _by_letters(sample: str, script: str) -> str:
    """Of a script's languages the one whose own letters stand most often; the script's main language when rare."""
    rules = table("language")[script]
    lowered = sample.lower()
    letters = len(_SCRIPTS[script].findall(lowered))
    scores = {code: sum(lowered.count(mark) for mark in marks) for code, marks in rules["own"].items()}
    best = max(sorted(scores), key=scores.__getitem__)
    return str(best) if scores[best] * 100 > letters * rules["percent"] else str(rules["main"])


def _latin(sample: str) -> str:
    """Common small words settle most texts; py3langid judges what is left, if there is enough of it."""
    tokens = _WORD.findall(sample.lower())
    scores = {code: sum(map(words.__contains__, tokens)) for code, words in _small_words().items()}
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    if scores[ranked[0]] >= 2 and scores[ranked[0]] > 1.5 * scores[ranked[1]]:
        return str(ranked[0])
    letters = sum(len(token) for token in tokens)
    return str(_identifier().classify(sample)[0]) if letters >= table("language")["latin"]["enough"] else ""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    lists: dict[str, str] = table("language")["latin"]["small_words"]
    return {code: frozenset(words.split()) for code, words in lists.items()}


@cache
def _identifier() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        identifier.set_languages(list(table("language")["latin"]["languages"]))
    return identifier
