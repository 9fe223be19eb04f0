"""The head of a letter: the lines of the office above, the number under which it was sent, the lines with its date.

In: the first page of a paper. Out: a Head; an empty one where no line has a label, for then nothing says what is a head.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hearsay.ingest.blocks import header_of
from hearsay.ingest.lexicon import phrases
from hearsay.model import Page
from hearsay.text.dates import find_times
from hearsay.text.normal import Folded, fold

_HEAD = 2_000
"""Characters of a page in which a head stands."""
_LINES = 16
_LETTERHEAD = 8
"""Lines of a letterhead at most."""
_WORDS = 12
"""Words of a line of a head at most."""
_LONGEST = 40
_LINE = re.compile(r"[^\n]+")
_BODY = re.compile(r"(?:[!?؟:;]|(?<!\dг)(?<!\d г)\.)\W{0,3}\Z")
"""The end of a sentence; that of a Russian date is none."""
_MARKS = " \t*_|"


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of the page: [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Span):
    """The number of a paper."""

    value: str
    """Folded, without spaces."""
    label: str
    """Folded."""
    own: bool
    """Whether the label says that it is the number of this paper, not of one that it answers."""


@dataclass(frozen=True, slots=True)
class HeadDate(Span):
    """A date of a head."""

    day: str
    """ISO."""
    labelled: bool
    """Whether the line says that it is the date."""
    line: int
    """Its place among the lines, from 0."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the body."""

    letterhead: tuple[Span, ...] = ()
    number: Number | None = None
    number_line: int = -1
    dates: tuple[HeadDate, ...] = ()


def head(page: Page) -> Head:
    """The head of a page. No line of the body is looked at: it begins with the first long line."""
    lines = list(_lines(page.text))
    numbers: list[tuple[Number, int]] = []
    dates: list[HeadDate] = []
    first = -1
    for place, line in enumerate(lines):
        text = page.text[line.start : line.end]
        label = header_of(text.strip("*_# \t"))
        own = _number(text, line.start)
        found = list(_dates(page.text, line, place, labelled=label == "date"))
        if (label or own or found) and first < 0:
            first = place
        numbers += [(own, place)] if own else []
        dates += found
    number, number_line = min(numbers, key=lambda pair: (not pair[0].own, pair[1]), default=(None, -1))
    above = lines[: max(first, 0)]
    plain = 0 < len(above) <= _LETTERHEAD and not any(page.text[line.start] in "#>" for line in above)
    return Head(tuple(above) if plain else (), number, number_line, tuple(dates))


def _lines(text: str) -> Iterator[Span]:
    """The lines before the body."""
    count = 0
    for m in _LINE.finditer(text, 0, _HEAD):
        words = m.group().split()
        if not words:
            continue
        if count == _LINES or len(words) > _WORDS or (len(words) >= 7 and _BODY.search(m.group())):
            return
        count += 1
        lead = len(m.group()) - len(m.group().lstrip())
        yield Span(m.start() + lead, m.start() + len(m.group().rstrip()))


def _number(text: str, base: int) -> Number | None:
    """The number that a line gives, if that is all it gives beside a date."""
    folded = fold(text)
    m = _numbered().match(folded.text)
    if m is None or not any(c.isdigit() for c in m["value"]):
        return None
    value = m["value"].rstrip(".,;:")
    if len(value) > _LONGEST or _is_date(folded, m.start("value"), m.start("value") + len(value)):
        return None
    start, end = folded.original(m.start("value"), m.start("value") + len(value))
    own = m["label"] in phrases("signals", "number", "labels")
    return Number(base + start, base + end, "".join(value.split()), m["label"].strip(" .:№"), own)


@cache
def _numbered() -> re.Pattern[str]:
    known = [one for key in ("labels", "maybe") for one in phrases("signals", "number", key)]
    labels = "|".join(re.escape(one) for one in sorted(known, key=lambda one: (-len(one), one)))
    then = "|".join(re.escape(one) for one in phrases("signals", "number", "then"))
    part = r"[^\s:;|,]{1,24}"
    value = rf"{part}(?:\s?[/-]\s?{part}){{0,4}}"
    rest = rf"(?=\s*$|\s{{2,}}|\t|\s*[|,;]|\s+(?:{then})(?!\w))"
    return re.compile(
        rf"[\W_]{{0,4}}?(?P<label>{labels})(?![^\W\d_])[.]?\s{{0,3}}[:№#]{{0,2}}[*_]{{0,2}}\s{{0,3}}(?P<value>{value}){rest}"
    )


def _is_date(folded: Folded, start: int, end: int) -> bool:
    first, last = folded.original(start, end)
    times = find_times(folded.source, first, last)
    return any(time.precision in ("day", "minute") and time.end - time.start >= 6 for time in times)


def _dates(text: str, line: Span, place: int, *, labelled: bool) -> Iterator[HeadDate]:
    """Whole dates of a line, where they are not part of a sentence."""
    for time in find_times(text, line.start, line.end):
        single = time.first[:10] == time.last[:10] and len(time.first) >= 10
        if single and time.precision in ("day", "minute") and time.calendar == "gregorian" and not time.anchor:
            yield HeadDate(time.start, time.end, time.first[:10], labelled, place)
