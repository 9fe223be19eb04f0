"""Which language a text is in, and which way it runs.

In: any text. Out: an ISO 639-1 code or an empty string; "rtl" or "ltr". Script decides first, letters that only one
language of a script uses come second, and py3langid is asked only between languages in Latin script.
"""

import re
import warnings
from collections import Counter
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .data import table

_SAMPLE = 4000
"""Characters looked at; a page is in one language long before that."""
_JUDGED = 800
"""Characters that py3langid is asked about; it takes its time."""
_FLUENT = 0.08
"""Part of the words of a prose text, at least, that are small words of its language."""
_LAST = 0xFFFF
"""No letter beyond it decides anything."""
_SCRIPTS = {
    "arabic": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc",
    "armenian": "\u0531-\u0587",
    "cyrillic": "\u0400-\u052f",
    "devanagari": "\u0900-\u097f",
    "georgian": "\u10a0-\u10ff",
    "greek": "\u0370-\u03ff",
    "han": "\u4e00-\u9fff",
    "hangul": "\uac00-\ud7af",
    "hebrew": "\u05d0-\u05ea",
    "kana": "\u3040-\u30ff",
    "latin": "A-Za-z\u00c0-\u024f",
}
_SETS = {
    **_SCRIPTS,
    "rtl": "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc",
    "ltr": "A-Za-z\u00aa-\u058f\u0900-\u1fff\u3040-\ud7af",
    "plain": "A-Za-z",
    "other": r"^\W\d_A-Za-z",
}
"""Sets of a regular expression: letters by script, by the way they run, and those of the Latin alphabet without marks."""
_ONE_LANGUAGE = {"hebrew": "he", "greek": "el", "armenian": "hy", "georgian": "ka", "hangul": "ko", "devanagari": "hi"}
_WORD = re.compile(r"[^\W\d_]+")
_PARTED = bytes.maketrans(b'"(),:;?![]{}*', b" " * 13)


def language(text: str, likely: str = "", *, prose: bool = False) -> str:
    """ISO 639-1 code of the language of most of `text`; empty when there are too few letters to tell.

    `likely`: the language of what it stands in, which is the answer for a text in plain Latin letters with no small word
    of any language (a list of names, a table of codes); in what is `prose` also where none has more small words.
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _latin(sample, likely, prose=prose)
    counts = _tally(sample)
    script = max(_SCRIPTS, key=counts.__getitem__)
    if counts[script] < 2:
        return ""
    if script in ("kana", "han"):
        return "ja" if counts["kana"] * 8 > counts["han"] + counts["kana"] else "zh"
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    return (
        _latin(sample, likely, prose=prose)
        if script == "latin"
        else _by_letters(sample.lower(), script, counts[script])
    )


def fluent(text: str, code: str) -> bool:
    """Whether `text`, in Latin letters, has as many small words of the language `code` as sentences of it have."""
    words, scores = _scores(text[:_SAMPLE])
    return scores.get(code, 0) >= _FLUENT * words > 0


def direction(text: str) -> str:
    """The way it runs: "rtl" when most strong letters of `text` run from right to left, else "ltr"."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "ltr"
    counts = _tally(sample)
    return "rtl" if counts["rtl"] > counts["ltr"] else "ltr"


def plain(text: str) -> bool:
    """Whether most letters of `text` are of the Latin alphabet without marks."""
    if text.isascii():
        return text.lower() != text.upper()
    counts = _tally(text)
    return counts["plain"] > counts["other"]


@lru_cache(maxsize=4)
def _tally(sample: str) -> dict[str, int]:
    """How many letters of each of _SETS stand in `sample`."""
    classes, member = _classes()
    points = np.frombuffer(sample.encode("utf-32-le", "surrogatepass"), np.uint32)
    counts = np.bincount(classes[np.minimum(points, _LAST)], minlength=len(member))
    return dict(zip(_SETS, (counts @ member).tolist(), strict=True))


@cache
def _classes() -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each code point up to _LAST the number of its class; for each class a row of 0 and 1, in which of _SETS it is."""
    every = "".join(map(chr, range(_LAST + 1)))
    bits = np.zeros(_LAST + 1, np.intp)
    for place, letters in enumerate(_SETS.values()):
        bits[[ord(c) for c in re.findall(f"[{letters}]", every)]] |= 1 << place
    kinds, classes = np.unique(bits, return_inverse=True)
    return classes, kinds[:, None] >> np.arange(len(_SETS)) & 1


def _by_letters(lowered: str, script: str, letters: int) -> str:
    """Of a script's languages the one whose own letters stand most often; the script's main language when rare."""
    rules = table("language")[script]
    scores = {code: sum(map(lowered.count, marks)) for code, marks in rules["own"].items()}
    best = max(sorted(scores), key=scores.__getitem__)
    return str(best) if scores[best] * 100 > letters * rules["percent"] else str(rules["main"])


def _latin(sample: str, likely: str, *, prose: bool) -> str:
    """Common small words settle most texts; py3langid judges what is left, if there is enough of it."""
    words, scores = _scores(sample)
    if prose and scores.get(likely, 0) >= max(2, _FLUENT * words):
        return likely
    (best, code), (second, _) = sorted(((n, code) for code, n in scores.items()), key=_most)[:2]
    if best >= 2 and best > 1.5 * second:
        return code
    letters = sum(map(len, _WORD.findall(sample)))
    if likely and scores.get(likely, 0) == best and (prose or not best) and letters > 1 and _unmarked(sample):
        return likely
    enough = letters >= table("language")["latin"]["enough"]
    return str(_identifier().classify(sample[:_JUDGED])[0]) if enough else ""


def _most(row: tuple[int, str]) -> tuple[int, str]:
    return -row[0], row[1]


def _unmarked(sample: str) -> bool:
    return sample.isascii() or not _tally(sample)["other"]


@lru_cache(maxsize=4)
def _scores(sample: str) -> tuple[int, dict[str, int]]:
    """How many words there are, and how many of them are small words of each language.

    Parts of an address or of a number in hexadecimal digits are no words.
    """
    words = sample.lower().encode("utf-8", "surrogatepass").translate(_PARTED).split()
    scores = dict.fromkeys(["", *table("language")["latin"]["small_words"]], 0)
    for codes, count in Counter(map(_small_words().get, words)).items():
        for code in codes or ():
            scores[code] += count
    return len(words), scores


@cache
def _small_words() -> dict[bytes, tuple[str, ...]]:
    """Word in UTF-8 -> the languages that use it often."""
    lists: dict[str, str] = table("language")["latin"]["small_words"]
    found: dict[str, list[str]] = {}
    for code, words in lists.items():
        for word in sorted(set(words.split())):
            found.setdefault(word, []).append(code)
    return {word.encode(): tuple(codes) for word, codes in found.items()}


@cache
def _identifier() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        identifier.set_languages(list(table("language")["latin"]["languages"]))
    return identifier
