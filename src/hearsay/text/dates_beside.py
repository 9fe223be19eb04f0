"""What a text writes beside a day: its weekday, or the same day of the Hijri calendar.

In: original text. Out: days of the Gregorian calendar with their weekday, and with the Hijri day that they are said to be;
offsets into that text. Only what stands right beside a whole date (day, month, four digits of a year) counts, and only if it
can belong to no other date; where it could, nothing is given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from .calendars import listed, meaning, words
from .dates_absolute import absolute
from .normal import Folded, fold
from .spans import UNRESOLVED, RawTime, longest

_REACH = 160
"""Characters around a weekday or a Hijri month in which its date must stand."""
_WRAPPED = 50
"""Characters of a line that goes on in the next; a shorter one is a line of its own."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DIGITS = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")
_BLANK = re.compile(r"\n\s*\n")
_CLOSED = re.compile(r"[ \t]*(?:[)\].,;:\n-]|$)")
_AFTER = re.compile(r"[)\]]?[ \t]?(?:,|-[ \t]|[(\[]|(?<=[ \t]))[ \t]?(?:(?:a|an|on|во?)[ \t])?")
_LISTED = re.compile(r"[ \t\n,/&-]*(?:(?:and|or|to|и|или|по|و|او|الي)[ \t\n])?[ \t]*")
_GOES_ON = re.compile(r"\s(?:was|is|were|had|has|will|был[аои]?|будет|كانت?|يكون)(?!\w)")
_OPENS = frozenset({"on", "of", "date", "dated", "sent", "в", "во", "от", "дата"})
_TABLES = (1343, 1500)
"""Hijri years of the Umm al-Qura tables, both included."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day with its weekday; spans are [start, end) of the original text."""

    day: str
    """ISO."""
    at: Span
    weekday: int
    """As written; 0 is Monday."""
    weekday_at: Span
    swapped: str = ""
    """The other day that the digits may mean, ISO, where day and month could be read the other way round."""


@dataclass(frozen=True, slots=True)
class TwinDay:
    """A Gregorian day and the Hijri day that it is said to be."""

    day: str
    """ISO."""
    at: Span
    hijri: str
    """The Gregorian day of the Hijri one in the Umm al-Qura tables, ISO; empty for a year outside them."""
    hijri_at: Span
    swapped: str = ""
    """The other day that the Gregorian digits may mean, ISO, where day and month could be read the other way round."""
    hijri_swapped: str = ""
    """The same of the Hijri digits, as a day of the tables."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A date in a piece of folded text, without a weekday that leads it."""

    start: int
    end: int
    raw: RawTime

    @property
    def plain(self) -> bool:
        """Whether it is one day of the Gregorian calendar."""
        raw = self.raw
        single = raw.days[0][:10] == raw.days[1][:10] != ""
        return raw.calendar == "gregorian" and single and raw.precision in ("day", "minute") and not raw.anchor

    @property
    def hijri(self) -> bool:
        """Whether it is one day of the Hijri calendar."""
        return self.raw.calendar == "hijri" and self.raw.precision == "day" and not self.raw.anchor


@dataclass(frozen=True, slots=True)
class _Weekday:
    start: int
    end: int
    number: int


def named_days(text: str) -> list[NamedDay]:
    """Whole dates with a weekday right before or behind them, in order."""
    folded = fold(text)
    if not _YEAR.search(folded.text):
        return []
    found: list[NamedDay] = []
    for start, end in _windows(folded.text, _weekday_names()):
        piece = folded.text[start:end]
        for day, weekday in _paired(folded, start, piece):
            own = piece[day.start : day.end]
            found.append(
                NamedDay(
                    day.raw.days[0][:10],
                    folded.original(start + day.start, start + day.end),
                    weekday.number,
                    folded.original(start + weekday.start, start + weekday.end),
                    _swapped(own),
                )
            )
    return found


def twin_days(text: str) -> list[TwinDay]:
    """Whole dates with a Hijri day right before or behind them, in order."""
    folded = fold(text)
    if not _YEAR.search(folded.text):
        return []
    found: list[TwinDay] = []
    for start, end in _windows(folded.text, _hijri_signs()):
        piece = folded.text[start:end]
        for day, other in _twins(piece, _days(piece)):
            exact = _middle(other.raw) if other.raw.days != UNRESOLVED else ""
            own, twin = (piece[one.start : one.end] for one in (day, other))
            turned = next((_middle(raw) for raw in absolute(_turned(twin), "") if raw.calendar == "hijri"), "")
            found.append(
                TwinDay(
                    day.raw.days[0][:10],
                    folded.original(start + day.start, start + day.end),
                    exact,
                    folded.original(start + other.start, start + other.end),
                    _swapped(own),
                    turned,
                )
            )
    return found


def _windows(folded: str, sign: re.Pattern[str]) -> Iterator[Span]:
    """Stretches around each sign, joined where they meet; none runs over a blank line or begins within a word."""
    last: Span | None = None
    for m in sign.finditer(folded):
        start, end = max(0, m.start() - _REACH), min(len(folded), m.end() + _REACH)
        before = [gap.end() for gap in _BLANK.finditer(folded, start, m.start())]
        after = _BLANK.search(folded, m.end(), end)
        start = before[-1] if before else start
        end = after.start() if after else end
        while 0 < start < m.start() and not folded[start - 1].isspace():
            start += 1
        while m.end() < end < len(folded) and not folded[end].isspace():
            end -= 1
        if last is not None and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last


@cache
def _weekday_names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:(?P<full>{words('weekdays')})|(?P<short>{words('weekdays_short')}))(?![\w'])")


@cache
def _hijri_signs() -> re.Pattern[str]:
    year = r"1[2-5]\d\d"
    return re.compile(rf"(?<!\w){words('hijri')}(?!\w)|(?<!\d){year}[/.-]\d{{1,2}}[/.-]|\d[/.-]{year}(?!\d)")


def _days(piece: str) -> list[_Day]:
    """Every date of a piece that stands for itself, in order; those of Hijri years outside the tables too."""
    found = []
    for raw in longest([*absolute(piece, ""), *_outside(piece)]):
        lead = _lead().match(piece, raw.start, raw.end)
        found.append(_Day(lead.end() if lead else raw.start, raw.end, raw))
    return [day for day in found if day.raw.precision != "minute" or day.raw.days != UNRESOLVED]


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('weekdays')}|{words('weekdays_short')})\b\.?,?\s(?:the\s)?")


def _outside(piece: str) -> Iterator[RawTime]:
    """Hijri days of years that the tables do not hold: unresolved."""
    for m in _hijri_dates().finditer(piece):
        year = int(m["y"] or m["y2"])
        if not _TABLES[0] <= year <= _TABLES[1]:
            yield RawTime(m.start(), m.end(), precision="day", calendar="hijri")


@cache
def _hijri_dates() -> re.Pattern[str]:
    named = rf"\d{{1,2}}\s(?:من\s)?(?:شهر\s)?{words('hijri')}\s?,?\s?(?:عام\s|سنه\s)?(?P<y>1[2-5]\d\d)(?!\d)"
    return re.compile(rf"(?<!\d){named}|(?<![\d/.-])\d{{1,2}}/\d{{1,2}}/(?P<y2>1[2-5]\d\d)(?=\s?(?:ه|ah|h)(?!\w))")


def _middle(raw: RawTime) -> str:
    """The day of the tables: that between the ends of a Hijri day, which are one day wide on each side."""
    return (date.fromisoformat(raw.days[0]) + timedelta(days=1)).isoformat()


def _paired(folded: Folded, base: int, piece: str) -> Iterator[tuple[_Day, _Weekday]]:
    """Each date with the one weekday that can only be its own."""
    days = _days(piece)
    twins = {day.start: other for day, other in _twins(piece, days)}
    names = list(_named(folded, base, piece))
    before: dict[int, _Weekday] = {}
    after: dict[int, _Weekday] = {}
    plain = [day for day in days if day.plain and _YEAR.search(piece, day.start, day.end)]
    for day in plain:
        twin = twins.get(day.start)
        starts = [day.start] + ([twin.start] if twin is not None and twin.start < day.start else [])
        ends = [day.end] + ([twin.end] if twin is not None and twin.end > day.end else [])
        for name in names:
            if any(name.end <= start and _leads(piece, name.end, start) for start in starts):
                before[day.start] = name
            elif any(name.start >= end and _follows(piece, end, name) for end in ends):
                after[day.start] = name
    for day in plain:
        one, other = before.get(day.start), after.get(day.start)
        if one is None and other is not None and other not in before.values():
            yield day, other
        elif one is not None and not _claimed(one, plain, before, after) and not _GOES_ON.match(piece, day.end):
            yield day, one


def _claimed(name: _Weekday, plain: Sequence[_Day], before: dict[int, _Weekday], after: dict[int, _Weekday]) -> bool:
    """Whether a weekday before one date may as well be that behind another, which has none before it."""
    return any(after.get(day.start) == name and day.start not in before for day in plain)


def _named(folded: Folded, base: int, piece: str) -> Iterator[_Weekday]:
    """The weekdays of a piece that stand alone: none of a list of them, no short form that may be another word."""
    found = list(_weekday_names().finditer(piece))
    for place, m in enumerate(found):
        beside = [(found[place - 1].end(), m.start())] if place else []
        beside += [(m.end(), found[place + 1].start())] if place + 1 < len(found) else []
        if any(_LISTED.fullmatch(piece, start, end) for start, end in beside):
            continue
        if m["full"]:
            yield _Weekday(m.start(), m.end(), int(meaning("weekdays", m["full"])))
        elif _surely(folded, base + m.start(), base + m.end()):
            yield _Weekday(m.start(), m.end(), int(meaning("weekdays_short", m["short"])))


def _surely(folded: Folded, start: int, end: int) -> bool:
    """Whether a short form is a weekday: a capital, at the beginning of what it stands in, and no "ср." ("compare")."""
    first, last = folded.original(start, end)
    written, ahead = folded.source[first:last], folded.source[max(0, first - 40) : first].rstrip(" \t")
    word = re.search(r"\w+\Z", ahead[-12:])
    opens = word is None or (word.group().lower() in _OPENS and not ahead.endswith("\n"))
    compare = written.lower() == "ср" and folded.source[last : last + 1] == "."
    return opens and not compare and (written[:1].isupper() or "\u0400" <= written[:1] <= "\u052f")


@cache
def _leading() -> re.Pattern[str]:
    small = rf"(?:{listed('beside', 'join')}|{listed('beside', 'same')})(?!\w)[ \t:]{{1,2}}"
    return re.compile(rf"\.?[ \t]?[,:]?[ \t]?\n?[(\[-]?[ \t]?(?:{small}){{0,3}}[(\[]?")


def _leads(piece: str, start: int, end: int) -> bool:
    """Whether nothing but small words stands between a weekday and the date behind it."""
    return end - start <= 40 and _leading().fullmatch(piece, start, end) is not None and _one_line(piece, start, end)


def _follows(piece: str, end: int, name: _Weekday) -> bool:
    near = name.start - end <= 12 and _AFTER.fullmatch(piece, end, name.start) is not None
    return near and _CLOSED.match(piece, name.end) is not None


def _one_line(piece: str, start: int, end: int) -> bool:
    """Whether a gap lies in one line, or where a long line was broken."""
    broken = piece.find("\n", start, end)
    return broken < 0 or broken - (piece.rfind("\n", 0, broken) + 1) >= _WRAPPED


def _twins(piece: str, days: Sequence[_Day]) -> Iterator[tuple[_Day, _Day]]:
    """Each Gregorian day with the Hijri day beside it; a day of three in a row has none."""
    pairs = [
        (one, other)
        for one, other in pairwise(days)
        if {one.plain, other.plain} == {one.hijri, other.hijri} == {True, False}
        and _joined(piece, one.end, other.start)
    ]
    for place, (one, other) in enumerate(pairs):
        crowded = any(
            one is end or other is end
            for near in (place - 1, place + 1)
            if 0 <= near < len(pairs)
            for end in pairs[near]
        )
        day, twin = (one, other) if one.plain else (other, one)
        if not crowded and _YEAR.search(piece, day.start, day.end):
            yield day, twin


@cache
def _joining() -> tuple[re.Pattern[str], re.Pattern[str]]:
    same, era = listed("beside", "same"), listed("beside", "era")
    small = rf"(?:{same}|{era}|{listed('beside', 'join')}|{words('weekdays')}|{words('weekdays_short')})(?!\w)"
    mark = r"[\s,()\[\]/:=;.-]"
    return re.compile(rf"{mark}*+(?:{small}{mark}*+){{0,6}}"), re.compile(rf"(?<!\w)(?:{same}|{era})(?!\w)")


def _joined(piece: str, start: int, end: int) -> bool:
    """Whether nothing but small words stands between two days; over the end of a line, one that says they are the same."""
    if not 0 <= end - start <= 60 or _joining()[0].fullmatch(piece, start, end) is None:
        return False
    return "\n" not in piece[start:end] or _joining()[1].search(piece[:end], max(0, start - 3)) is not None


def _swapped(written: str) -> str:
    """The day that digits mean with day and month the other way round, ISO; empty where they cannot."""
    m = _DIGITS.fullmatch(written.strip().split(" ")[0].rstrip("م"))
    if m is None:
        return ""
    parts = [int(part) for part in m.groups()]
    year, one, other = (parts[0], parts[1], parts[2]) if len(m[1]) == 4 else (parts[2], parts[0], parts[1])
    if one == other or not (1 <= one <= 12 and 1 <= other <= 12) or year < 1000:
        return ""
    first, second = date(year, one, other), date(year, other, one)
    kept = second if len(m[1]) == 4 else first
    return kept.isoformat()


def _turned(written: str) -> str:
    """Digits of a date with day and month the other way round; as they are where they are no such digits."""
    m = _DIGITS.match(written)
    if m is None:
        return ""
    return f"{m[1]}/{m[3]}/{m[2]}" if len(m[1]) == 4 else f"{m[2]}/{m[1]}/{m[3]}"
