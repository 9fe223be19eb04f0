"""Whether the text layer of a page can be the text of the page, or is made of wrong letters.

In: the text of a page. Out: a reason not to trust it, or "". Common small words settle most pages; what is left is judged
by which letters follow which (data/letters.toml), and only where there are enough words: tables of codes and lists of
names must pass.
"""

import re
import unicodedata
from functools import cache

from hearsay.ingest.lexicon import table

_BAD_SIGN = re.compile(r"[\x00-\x08\x0e-\x1b\ufffd\ufffe\ue000-\uf8ff]")
_BAD = re.compile(rf"{_BAD_SIGN.pattern}|\(cid:\d+\)")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}(?!\w)")
_SCRIPTS = {
    "latin": re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+"),
    "cyrillic": re.compile("[\u0430-\u045f\u048a-\u04ff]+"),
    "arabic": re.compile("[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]+"),
}
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]+")
_MOST = {"latin": 10.7, "cyrillic": 11.0, "arabic": 10.9}
"""Mean surprise for a letter, in half bits, above which words are no words of any language of the script."""
_WORDS, _LETTERS = 25, 150
"""Of a script; with fewer nothing is said."""
_SHARE = 0.03
"""Part of a page's words that are common small words, in text of any length."""
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "is",
        "on",
        "that",
        "by",
        "with",
        "de",
        "la",
        "le",
        "les",
        "des",
        "et",
        "en",
        "el",
        "los",
        "del",
        "und",
        "der",
        "die",
        "das",
        "von",
        "im",
        "den",
        "van",
        "het",
        "на",
        "по",
        "не",
        "что",
        "от",
        "за",
        "из",
        "для",
        "до",
        "та",
        "як",
        "під",
        "في",
        "من",
        "على",
        "إلى",
        "عن",
        "أن",
        "التي",
        "الذي",
        "هذا",
        "هذه",
        "مع",
        "أو",
        "ما",
        "لا",
        "كان",
        "ثم",
        "بين",
        "قد",
        "در",
        "به",
        "از",
        "که",
        "این",
        "را",
        "با",
        "است",
        "از",
        "و",
        "کے",
        "کی",
        "میں",
        "سے",
        "نے",
    ]
)


def doubt(text: str) -> str:
    """Why `text` cannot be what the page shows; "" if it may well be, or if there is too little of it to tell."""
    if "(cid:" in text or _BAD_SIGN.search(text):
        dense = "".join(text.split())
        if sum(map(len, _BAD.findall(dense))) * 10 > len(dense):
            return "a tenth of its text layer or more are characters without a meaning"
    words = text.lower().split()
    if sum(map(_COMMON.__contains__, words)) > _SHARE * len(words):
        return ""
    return _unlike(unicodedata.normalize("NFKC", _MARKS.sub("", text)).lower())


def _unlike(text: str) -> str:
    """Whether most letters stand where no language puts them."""
    seen = worst = 0
    words = _WORD.findall(text)[:3000]
    for script, letters in _SCRIPTS.items():
        own = [word for word in words if letters.fullmatch(word)]
        count = sum(map(len, own))
        if len(own) < _WORDS or count < _LETTERS:
            continue
        seen += count
        worst += count * (surprise(script, own) > _MOST[script])
    if seen and worst * 2 > seen:
        return "the letters of its text layer do not make words"
    return ""


def surprise(script: str, words: list[str]) -> float:
    """Mean over the letters of how little each is expected after the one before it, in half bits; ends of words count.

    Letters that the table does not know, and repetitions of a word, are left out.
    """
    rows = _rows(script)
    total = count = 0
    for word in dict.fromkeys(words):
        before = " "
        for letter in f"{word} ":
            cost = rows.get(before, {}).get(letter)
            if cost is not None:
                total += cost
                count += 1
            before = letter
    return total / count if count else 0.0


@cache
def _rows(script: str) -> dict[str, dict[str, int]]:
    """Letter -> next letter -> half bits of surprise; a space stands for the beginning and the end of a word."""
    data = table("letters")[script]
    letters = data["letters"]
    return {
        first: {second: int(cost, 36) for second, cost in zip(f"{letters} ", row, strict=True)}
        for first, row in zip(f" {letters}", data["rows"].split(), strict=True)
    }
