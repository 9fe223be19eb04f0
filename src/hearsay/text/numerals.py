"""Reading numbers: digits with separators and number words of three languages.

In: folded text. Out: numerals with their value and offsets into the folded text. What a numeral counts is told by
`numbers`; whether it is part of a date by `dates`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .data import table
from .normal import fold_text
from .tokens import Token, is_arabic, tokens

_GROUPED = r"\d{1,3}(?:([,.' ])\d{3})(?:\1\d{3})*(?!\d)(?:(?!\1)[.,]\d{1,2}(?!\d))?"
_PLAIN = r"\d+(?:[.,]\d+)?"
_FRACTION = r"(?:\d{1,3} )?\d{1,3}/\d{1,3}(?![\d/])"
_BELOW = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 100)
"""What a fraction may have below its stroke: "9/11", "24/7" and "12/31" are none."""
_CODE = re.compile(
    r"(?<!\d)\d{1,16}(?:-\d{1,16}){2,8}|(?<!\w)\+\d[\d ()-]{5,20}\d|(?:https?://|www\.)\S{1,400}|(?<!\w)[^\W\d_]{1,12}-\d{1,8}(?:-\d{1,8})*"
    r"|(?<![\w.,])(?:\d{1,3} ?)?\(\d{2,5}\) ?\d[\d -]{3,14}\d|(?<![\w.,:])0\d[\d -]{0,16}(?=\D|$)|(?<![\w.,/-])\d{3}-0\d{3}(?!\d)"
)
"""Identity numbers, telephone numbers, addresses and types ("T-72"): digits that count nothing."""
DIGITS = re.compile(
    rf"(?<![^\W\u0621-\u064a])(?<![/#@=№+°′])(?<!\d[.,:])(?:{_FRACTION}|{_GROUPED}|{_PLAIN})(?!\d|[.,:/]\d|[°′])"
)
_SCORE = re.compile(r"(?<![\w-])(\d{1,2})-(\d{1,2})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at [start, end) of a folded text."""

    start: int
    end: int
    value: float
    words: bool
    """Whether it is written in words."""
    fraction: bool = False
    """Whether it is written as 1/3."""


def digit_value(text: str) -> float | None:
    """The value of digits as written: "22,000", "600.000", "2.5", "2,5", "1/3", "2 1/2"; None when they count nothing.

    A stroke between numbers that make no proper fraction of a usual kind ("9/11", "24/7") is a name or a date.
    """
    if "/" in text:
        whole, _, part = text.rpartition(" ")
        above, _, below = part.partition("/")
        proper = int(below) in _BELOW and int(above) < int(below)
        return float(whole or 0) + float(above) / float(below) if proper else None
    compact = text.replace(" ", "").replace("'", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", compact):
        return float(compact.replace(",", ""))
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", compact):
        return float(compact.replace(".", "").replace(",", "."))
    return float(compact.replace(",", "."))


def numerals(folded: str, stream: Sequence[Token] | None = None) -> list[Numeral]:
    """All numerals of a folded text in order, not overlapping, a scale word ("2.2 million") taken in."""
    stream = tokens(folded) if stream is None else stream
    found = [*_digits(folded), *_words(folded, stream)]
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _digits(folded: str) -> Iterator[Numeral]:
    scores = [m.span() for m in _SCORE.finditer(folded) if int(m.group(1)) >= int(m.group(2))]
    codes = sorted([*(m.span() for m in _CODE.finditer(folded)), *scores])
    at = 0
    for m in DIGITS.finditer(folded):
        while at < len(codes) and codes[at][1] <= m.start():
            at += 1
        inside = at < len(codes) and codes[at][0] <= m.start()
        value = None if inside or len(m.group()) > 24 else digit_value(m.group())
        if value is None:
            continue
        end = m.end()
        scale = _scale().match(folded, end)
        if scale and "/" not in m.group():
            value *= _lexicon()[1][scale.group(1)]
            end = scale.end()
        yield Numeral(m.start(), end, value, words=False, fraction="/" in m.group())


def _words(folded: str, stream: Sequence[Token]) -> Iterator[Numeral]:
    at = 0
    while at < len(stream):
        length, value = _phrase(folded, stream, at)
        if length:
            last = stream[at + length - 1]
            cut = len(stream[at].text) - len(_bare(stream[at].text, _after(stream, at)))
            yield Numeral(stream[at].start + cut, last.end, value, words=True)
        at += length or 1


def _phrase(folded: str, stream: Sequence[Token], at: int) -> tuple[int, float]:
    """How many tokens from `at` are one number in words, and its value."""
    add, times = _lexicon()
    first = _bare(stream[at].text, _after(stream, at))
    article = first == "a" and at + 1 < len(stream) and stream[at + 1].text in times
    half = _half(stream, at, times)
    pair = f"{first} {_after(stream, at)}" in add
    if first not in add and not pair and not article and not half and first not in _lone():
        return 0, 0.0
    total, group, i = 0.0, 0.5 if half else float(article), at + (half or article)
    while i < min(len(stream), at + 12) and (i == at or _linked(folded, stream[i - 1], stream[i])):
        word = _bare(stream[i].text, _after(stream, i))
        two = f"{word} {_after(stream, i)}"
        if two in add or (word in add and (i == at or _joins(stream[i].text, add[word], group))):
            group += add.get(two, add.get(word, 0.0))
            i += two in add
        elif word in times and times[word] < 1000:
            group = (group or 1.0) * times[word]
        elif word in times:
            total, group = total + (group or 1.0) * times[word], 0.0
        elif not (word == "and" and group + total >= 100 and i + 1 < len(stream) and stream[i + 1].text in add):
            break
        i += 1
    return i - at, total + group


def _half(stream: Sequence[Token], at: int, times: dict[str, float]) -> int:
    """How many words before a scale word halve it: 2 of "half a million", 1 of its Arabic form, else 0."""
    following = [token.text for token in stream[at : at + 3]]
    if len(following) == 3 and following[:2] == ["half", "a"]:
        return 2 * (following[2] in times)
    return int(following[0] == "نصف" and len(following) > 1 and following[1] in times)


def _joins(word: str, value: float, group: float) -> bool:
    """Whether a number word goes on its group: "twenty five" does, "five six" does not; Arabic says "five and twenty"."""
    if group == 0 or (value < 100 and group % 100 == 0):
        return True
    ones = 0 < group % 100 < 10
    if is_arabic(word) and ones:
        return word.startswith("عشر") or (word[0] == "و" and value in range(20, 100, 10))
    return value < 10 and group % 10 == 0 and group % 100 >= 20


def _linked(folded: str, before: Token, token: Token) -> bool:
    gap = folded[before.end : token.start]
    return gap in (" ", "-", "  ")


def _after(stream: Sequence[Token], at: int) -> str:
    """The word behind a token; empty at the end."""
    return stream[at + 1].text if at + 1 < len(stream) else ""


def _bare(word: str, following: str) -> str:
    """An Arabic word without the "and" before it, when the rest, or it and the word that follows, is a number word."""
    add, times = _lexicon()
    rest = word[1:] if word[:1] in "وبل" else ""
    if (
        rest
        and word not in add
        and word not in times
        and (rest in add or rest in times or f"{rest} {following}" in add)
    ):
        return rest
    return word


@cache
def _lexicon() -> tuple[dict[str, float], dict[str, float]]:
    lists = table("numerals")
    add, times = (
        {fold_text(word): float(value) for words in lists[kind].values() for word, value in words.items()}
        for kind in ("add", "times")
    )
    return add, times


@cache
def _lone() -> frozenset[str]:
    """Scale words that are numbers by themselves: Arabic and Russian have no article."""
    return frozenset(fold_text(word) for word in ("ألف", "مليون", "مليار", "тысяча", "тысячу", "миллион", "миллиард"))


@cache
def _scale() -> re.Pattern[str]:
    words = sorted(_lexicon()[1], key=lambda word: (-len(word), word))
    short = r"(?:(?<=тыс)|(?<=млн)|(?<=млрд))\.(?=\s?[^\W\d])"
    return re.compile(rf"[ -]?({'|'.join(map(re.escape, words))})(?!\w)(?:{short})?")
