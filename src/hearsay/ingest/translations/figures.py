"""Figures of a text that a translation must keep: numbers in digits and words, dates of any calendar.

In: original text of a page. Out: `Figure`s with offsets into it, in order, not overlapping. Small numbers in words ("one",
"two", "both") say too little in some languages and are left out: Arabic has a dual, articles are numerals elsewhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from hearsay.ingest.lexicon import table
from hearsay.text.dates import find_times
from hearsay.text.normal import Folded, fold, fold_text
from hearsay.text.numerals import numerals
from hearsay.text.tokens import tokens

_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+(?![\d])|\d+")
_CODE = re.compile(r"\d{1,2}(?::\d{2}){1,2}(?!\d)|\d+")
_DATED = ("minute", "day", "week", "month", "season", "year", "period")
_SMALL_WORDS = 2
"""Numbers in words up to this are left out."""
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\]\((?:[^()\n]|\([^()\n]{0,100}\)){0,1000}\)|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32})+|</?[a-z][^<>]{0,500}>"
)
_BARE = re.compile(r"\d{4}")
"""A year by itself, which another text may take for a number."""
_ORDINAL = re.compile(r"(?:st|nd|rd|th|-?(?:й|я|е|го|му|м|ый|ая|ое|ого|ой))(?!\w)")
_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})|(?<=(?<!\w)[وفبك])ال(?=\w{2})")
_FOOTNOTE = re.compile(r"(?:[^\W\d_]{2}[\"'”»)\]]|[^\W\d_]{3})\d{1,3}$")
_BRACKETS = re.compile(r"\[\d{1,3}\]")
_HALF = re.compile(r"(?:\s[^\W\d_]{2,12})?\s(?:and a half|ونصف|و نصف|с половиной)(?!\w)")
"""Behind a number and perhaps what it counts: "four hours and a half"."""
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number or date at [start, end) of a page."""

    start: int
    end: int
    kind: str
    """number | date | code (digits of a name, a telephone number, an identity) | rank (an ordinal in words)."""
    low: str
    high: str
    """Of a date its first and last ISO day; else both the value as text."""
    digits: tuple[str, ...]
    """Runs of digits in it, folded."""
    ordinal: bool = False
    """Whether it ranks ("4th"): other languages may write that in words."""

    @property
    def year(self) -> bool:
        """Whether it looks like a year or is known no closer than to a year: what goes without saying in another text."""
        if self.kind == "date":
            return self.low[5:] == "01-01" and self.high[5:] == "12-31"
        return self.low.isdigit() and 1900 <= int(self.low) <= 2100

    def agrees(self, other: "Figure") -> bool:
        """Whether both may be one figure: one value, or days that overlap."""
        if self.kind == other.kind == "date":
            return self.low <= other.high and other.low <= self.high
        return self.kind != "date" and other.kind != "date" and self.low == other.low


def addresses(text: str) -> list[tuple[int, int, str]]:
    """Where addresses of the web and of mail stand, each with a key that is the same however they are written."""
    folded = fold(text)
    found = []
    for m in _ADDRESS.finditer(folded.text):
        key = _SCHEME.sub("", m.group().strip("]()").rstrip(".,;:!?\"'»")).rstrip("/")
        found.append((*folded.original(*m.span()), key))
    return found


def digit_runs(text: str, known: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """Runs of digits outside the addresses `known`, with where they stand; marks of thousands are taken out."""
    folded = fold(text)
    at = 0
    for m in _GROUPED.finditer(folded.text):
        start, _ = folded.original(*m.span())
        while at < len(known) and known[at][1] <= start:
            at += 1
        if at < len(known) and known[at][0] <= start:
            continue
        yield start, re.sub(r"\D", "", m.group())[:15].lstrip("0") or "0"


@lru_cache(maxsize=64)
def figures(text: str) -> tuple[Figure, ...]:
    """All figures of a page; addresses of the web and of mail hold none."""
    silent = [(start, end) for start, end, _ in addresses(text)]
    dated = [
        Figure(t.start, t.end, "date", t.first[:10], t.last[:10], _runs(text[t.start : t.end]))
        for t in find_times(text, 0, len(text))
        if t.first and t.precision in _DATED and not t.anchor and not _BARE.fullmatch(fold(t.text).text)
    ]
    found = list(_clear(dated, silent))
    for further in (_ranks(text), _numbers(text), _codes(text)):
        found += list(_clear(further, [*silent, *((f.start, f.end) for f in found)]))
    return tuple(sorted(found, key=lambda f: f.start))


def relative(text: str) -> bool:
    """Whether it speaks of a time that must be reckoned from another ("last October")."""
    return any(time.anchor for time in find_times(text, 0, len(text)))


def _numbers(text: str) -> Iterator[Figure]:
    folded = _without_articles(fold(text))
    for numeral in numerals(folded.text):
        if _is_footnote(folded.text, numeral.start, numeral.end) or (numeral.words and numeral.value <= _SMALL_WORDS):
            continue
        start, end = folded.original(numeral.start, numeral.end)
        half = _HALF.match(folded.text, numeral.end)
        value = f"{numeral.value + (0.5 if half and numeral.value == int(numeral.value) else 0.0):g}"
        ranks = not numeral.words and _ORDINAL.match(folded.text, numeral.end) is not None
        yield Figure(start, end, "number", value, value, _runs(text[start:end]), ordinal=ranks)


def _without_articles(folded: Folded) -> Folded:
    """Arabic words without the article, so that "the five" is five; the map back stays whole."""
    if not _ARTICLE.search(folded.text):
        return folded
    kept = [True] * len(folded.text)
    for m in _ARTICLE.finditer(folded.text):
        kept[m.start() : m.end()] = [False] * (m.end() - m.start())
    places = [at for at, keep in enumerate(kept) if keep]
    return Folded("".join(folded.text[at] for at in places), folded.source, [folded.starts[at] for at in places])


def _ranks(text: str) -> Iterator[Figure]:
    """Ordinals in words; in Arabic with the "ten" behind them."""
    folded = _without_articles(fold(text))
    stream = tokens(folded.text)
    for at, token in enumerate(stream):
        value = _rank(token.text)
        if value is None:
            continue
        teen = at + 1 < len(stream) and stream[at + 1].text in ("عشر", "عشره") and value < 10
        start, end = folded.original(token.start, stream[at + teen].end)
        shown = f"{value + 10 * teen:g}"
        yield Figure(start, end, "rank", shown, shown, ())


def _rank(word: str) -> int | None:
    exact, stems, endings = _ordinals()
    if word in exact:
        return exact[word]
    ending = next((e for e in endings if word.endswith(e) and word[: -len(e)] in stems), None)
    return stems[word[: -len(ending)]] if ending is not None else None


@cache
def _ordinals() -> tuple[Mapping[str, int], Mapping[str, int], tuple[str, ...]]:
    lists = table("translations")["ordinals"]
    exact = {fold_text(word): rank for code in ("en", "ar") for word, rank in lists[code].items()}
    return exact, dict(lists["ru"]), tuple(lists["endings"])


def _codes(text: str) -> Iterator[Figure]:
    """Runs of digits that count nothing; marks of footnotes, in brackets or glued to a word, are none."""
    folded = fold(text)
    for run in _CODE.finditer(folded.text):
        if _is_footnote(folded.text, *run.span()):
            continue
        start, end = folded.original(*run.span())
        runs = _runs(run.group())
        ranks = _ORDINAL.match(folded.text, run.end()) is not None
        yield Figure(start, end, "code", ":".join(runs), ":".join(runs), runs, ordinal=ranks)


def _is_footnote(folded: str, start: int, end: int) -> bool:
    """Whether digits stand in brackets by themselves, or glued to the end of a word."""
    glued = _FOOTNOTE.search(folded[max(0, start - 5) : end]) is not None
    return glued or _BRACKETS.match(folded, max(0, start - 1)) is not None


def _runs(text: str) -> tuple[str, ...]:
    return tuple(run.lstrip("0") or "0" for run in _DIGITS.findall(fold(text).text))


def _clear(found: "Iterator[Figure] | list[Figure]", taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """The figures that touch none of the spans taken."""
    spans = sorted(taken)
    at = 0
    for figure in sorted(found, key=lambda f: f.start):
        while at < len(spans) and spans[at][1] <= figure.start:
            at += 1
        if at >= len(spans) or spans[at][0] >= figure.end:
            yield figure
