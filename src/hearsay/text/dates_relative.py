"""Dates reckoned from the day of publication: yesterday, last month, Friday, three days ago, the past 18 months.

In: folded text, the ISO day of publication or nothing. Out: raw mentions; without a day of publication they are found
but unresolved. A weekday is the nearest one on or before publication; weeks run from Monday to Sunday.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from .calendars import clitics, meaning, words
from .dates_absolute import UNKNOWN_DAY
from .dates_context import is_ahead
from .numerals import Numeral
from .spans import UNRESOLVED, Days, RawTime, month, part_of_year, season, shifted, winter_to, year_span

_LENGTH = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365}
OTHER_DAY = "the time that the text spoke of before"
"""What "two days later" waits for."""
_REACH = 200
"""A duration of more units than this is no time that a text reckons from today."""
Reader = Callable[[re.Match[str], date | None], RawTime]


def relative(folded: str, published: str, numbers: list[Numeral]) -> list[RawTime]:
    """All relative dates and durations of a folded text; they may overlap."""
    told = date.fromisoformat(published[:10]) if published else None
    found = [read(m, told) for pattern, read in _patterns() for m in pattern.finditer(folded)]
    for numeral in numbers:
        found.extend(_counted(folded, numeral, told))
    return found


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    w, d, u = words("weekdays"), words("direction"), words("units")
    m, s = words("months"), words("seasons")
    sources: tuple[tuple[str, Reader], ...] = (
        (rf"(?<!\w){words('days_away')}(?!\w)", _days_away),
        (rf"(?<!\w)(?:(?P<d>{d})\s)?(?P<w>{w})(?:\s(?P<d2>{d}))?(?!\w)", _weekday),
        (rf"(?<!\w)(?P<d>{d})\s(?P<u>{u})(?!\w)", _unit),
        (rf"(?<!\w)(?:[وفبل]?ال)(?P<u>{u})\s(?P<d2>{d})(?!\w)", _unit),
        (rf"(?<!\w)(?P<d>{d})\s(?P<m>{m})(?!\w|\s\d)", _named_month),
        (rf"(?<!\w)(?P<m>{m})\s(?P<d2>{d})(?!\w)", _named_month),
        (rf"(?<!\w)(?P<d>{d})\s(?P<s>{s})(?!\w)", _named_season),
        (rf"(?<!\w)(?:a|an|one)\s(?P<u>{u})\sago(?!\w)", _one_ago),
        (r"(?<!\w)[وف]?قبل\s(?P<u>يومين|اسبوعين|شهرين|عامين|سنتين|ساعتين)(?!\w)", _two_ago),
        (
            rf"(?<!\w)(?:(?P<m>{m})|(?P<s>{s})|(?P<part>{words('parts')}))\s?,?\s?(?:of\s|in\s|من\s)?{_a_year(d)}(?!\w)",
            _of_year,
        ),
        (rf"(?<!\w){words('from_other')}(?!\w)", _from_other),
        (r"(?<!\w)(?P<u>неделю|месяц|год|час|день)\sназад(?!\w)", _one_ago),
        (r"(?<!\w)قبل\s(?P<u>اسبوع|شهر|عام|سنه|يوم|ساعه)(?!\w)", _one_ago),
        (
            r"(?<!\w)(?:for|over|in|during)\s(?:(?:the\s)?(?:past|last|recent)\s)?(?:several\s|many\s|a\sfew\s|few\s)?(?P<u>hours|days|weeks|months|years)(?!\w|\s(?:of|after|before|later|ago|earlier))",
            _vague,
        ),
        (r"(?<!\w)(?:منذ|خلال|لمده|طوال)\s(?:عده\s)?(?P<u>ساعات|ايام|اسابيع|اشهر|شهور|سنوات|اعوام)(?!\w)", _vague),
        (
            r"(?<!\w)(?:уже|в\sтечение|на\sпротяжении|за)\s(?:последн\w+\s)?(?:несколько\s|нескольких\s|многих\s)?(?P<u>часов|дней|недель|месяцев|лет)(?!\w)",
            _vague,
        ),
    )
    return tuple((re.compile(source), read) for source, read in sources)


def _raw(m: re.Match[str], told: date | None, days: Days, precision: str, relation: str = "at") -> RawTime:
    if told is None:
        return RawTime(m.start(), m.end(), UNRESOLVED, precision, relation, anchor=UNKNOWN_DAY)  # type: ignore[arg-type]
    anchor = f"publication date {told.isoformat()}"
    return RawTime(m.start(), m.end(), days, precision, relation, anchor=anchor)  # type: ignore[arg-type]


def _days_away(m: re.Match[str], told: date | None) -> RawTime:
    away = int(meaning("days_away", m.group()))
    iso = shifted(told, timedelta(days=away)) if told else ""
    return _raw(m, told, (iso, iso), "day")


def _side(m: re.Match[str]) -> int | None:
    word = m.groupdict().get("d") or m.groupdict().get("d2")
    return int(meaning("direction", word)) if word else None


def _weekday(m: re.Match[str], told: date | None) -> RawTime:
    side = _side(m)
    iso = ""
    if told is not None:
        back = (told.weekday() - int(meaning("weekdays", m.group("w")))) % 7
        ahead = side is None and is_ahead(m.string, m.start())
        away = 7 - back if side == 1 else -(back or 7) if side == -1 else (7 - back) % 7 if ahead else -back
        iso = shifted(told, timedelta(days=away))
    raw = _raw(m, told, (iso, iso), "day")
    cut = clitics("weekdays", m.group("w")) if m.start() == m.start("w") else 0
    return RawTime(raw.start + cut, raw.end, raw.days, raw.precision, anchor=raw.anchor)


def _unit(m: re.Match[str], told: date | None) -> RawTime:
    unit, side = meaning("units", m.group("u")), _side(m) or 0
    precision = "day" if unit == "hour" else unit
    if side == 1 and unit in ("hour", "day"):
        return RawTime(m.start(), m.end(), precision=precision, anchor=OTHER_DAY)  # type: ignore[arg-type]
    return _raw(m, told, _calendar_unit(told, unit, side) if told else UNRESOLVED, precision)


def _calendar_unit(told: date, unit: str, away: int) -> Days:
    if unit == "year":
        return year_span(min(max(told.year + away, 1), 9998))
    if unit == "month":
        return _month_away(told, away)
    if unit == "week":
        monday = told - timedelta(days=told.weekday())
        return shifted(monday, timedelta(days=7 * away)), shifted(monday, timedelta(days=7 * away + 6))
    iso = shifted(told, timedelta(days=away if unit == "day" else 0))
    return iso, iso


def _month_away(told: date, away: int) -> Days:
    count = told.year * 12 + told.month - 1 + away
    return month(min(max(count // 12, 1), 9998), count % 12 + 1)


def _named_month(m: re.Match[str], told: date | None) -> RawTime:
    number, side = int(meaning("months", m.group("m"))), _side(m) or 0
    days = UNRESOLVED
    if told is not None:
        year = told.year
        if side == -1 and number >= told.month:
            year -= 1
        elif side == 1 and number <= told.month:
            year += 1
        days = month(min(max(year, 1), 9998), number)
    return _raw(m, told, days, "month")


def _named_season(m: re.Match[str], told: date | None) -> RawTime:
    name, side = meaning("seasons", m.group("s")), _side(m) or 0
    days = UNRESOLVED
    if told is not None:
        now = told.isoformat()
        years = [year for year in (told.year - 1, told.year, told.year + 1) if 1 <= year <= 9998]
        spans = [winter_to(year) if name == "winter" else season(year, name) for year in years]
        past = [span for span in spans if span[1] < now] or spans[:1]
        ahead = [span for span in spans if span[0] > now] or spans[-1:]
        days = past[-1] if side == -1 else ahead[0] if side == 1 else spans[years.index(told.year)]
    return _raw(m, told, days, "season")


def _one_ago(m: re.Match[str], told: date | None) -> RawTime:
    return _ago(m.start(), m.end(), (1.0, meaning("units", m.group("u"))), told)


def _a_year(direction: str) -> str:
    """Last year, this year: the direction before or behind the word for a year."""
    return rf"(?:(?P<d>{direction})\s(?:year|года?|году)|(?:ال)?(?:عام|سنه)\s(?P<d2>{direction}))"


def _of_year(m: re.Match[str], told: date | None) -> RawTime:
    """A month, season or part of last, this or next year."""
    precision = "month" if m.group("m") else "season" if m.group("s") else "period"
    year = told.year + (_side(m) or 0) if told is not None else 0
    if told is None or not 1 < year < 9998:
        return _raw(m, None, UNRESOLVED, precision)
    if m.group("m"):
        days = month(year, int(meaning("months", m.group("m"))))
    elif m.group("s"):
        days = season(year, meaning("seasons", m.group("s")))
    else:
        days = part_of_year(year, meaning("parts", m.group("part")))
    return _raw(m, told, days, precision)


def _two_ago(m: re.Match[str], told: date | None) -> RawTime:
    return _ago(m.start(), m.end(), (2.0, meaning("units", m.group("u"))), told)


def _from_other(m: re.Match[str], _told: date | None) -> RawTime:
    """The next day, a week later: reckoned from what the text told before, so it stays open."""
    unit = meaning("from_other", m.group())
    return RawTime(m.start(), m.end(), precision=unit, anchor=OTHER_DAY)  # type: ignore[arg-type]


def _vague(m: re.Match[str], _told: date | None) -> RawTime:
    return RawTime(m.start(), m.end(), precision="duration", relation="during", anchor="length not stated")


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    u = words("units")
    unit = re.compile(
        rf"\s?-?(?P<u>{u})(?P<more>\s(?:ago|earlier|назад|later|спустя)|\s(?:ال)?(?:الماضيه|الاخيره|الفائته)|)(?!\w)"
    )
    before = re.compile(
        r"(?<!\w)(?P<lead>(?:for|over|in|during|within)\s(?:the\s)?(?:about\s|nearly\s|at least\s|more than\s)?(?:past\s|last\s)?"
        r"|(?:the\s)?(?:past|last)\s|ago\s|قبل\s|منذ\s|خلال\s|لمده\s|على مدي\s|(?:خلال\s)?ال|(?:в\sтечение|на\sпротяжении|за)\s(?:последн\w+\s)?|последн\w+\s)$"
    )
    return unit, before, re.compile(r"past|last|последн|ماضي|اخير")


def _counted(folded: str, numeral: Numeral, told: date | None) -> Iterator[RawTime]:
    """Times with a number: three days ago, for the past 18 months, for 3 days, an 18-month siege."""
    unit_pattern, lead_pattern, past = _around()
    unit = unit_pattern.match(folded, numeral.end)
    if unit is None or numeral.fraction or (not numeral.value.is_integer() and numeral.value > _REACH):
        return
    name = meaning("units", re.sub(r"^ال", "", unit.group("u")))
    base = max(0, numeral.start - 40)
    lead = lead_pattern.search(folded[base : numeral.start])
    start = base + lead.start() if lead else numeral.start
    more, words_before = unit.group("more").strip(), lead.group().strip() if lead else ""
    if more in ("earlier", "later", "спустя"):
        yield RawTime(numeral.start, unit.end(), precision="day" if name == "hour" else name, anchor=OTHER_DAY)  # type: ignore[arg-type]
        return
    ago = more in ("ago", "назад") or (_is_ago(words_before) and not past.search(more))
    if ago:
        yield _ago(start if _is_ago(words_before) else numeral.start, unit.end(), (numeral.value, name), told)
    elif past.search(f"{words_before} {more}"):
        yield _past(start, unit.end(), (numeral.value, name), told)
    elif not more:
        yield RawTime(start, unit.end(), precision="duration", relation="during", anchor="start not stated")


def _is_ago(lead: str) -> bool:
    return lead.lstrip("وف") in ("قبل", "منذ")


def _ago(start: int, end: int, length: tuple[float, str], told: date | None) -> RawTime:
    count, unit = length
    precision = "day" if unit in ("hour", "day") else unit
    if told is None or count > _REACH:
        return RawTime(start, end, precision=precision, anchor=UNKNOWN_DAY)  # type: ignore[arg-type]
    if unit == "week":
        middle = told - timedelta(days=7 * count)
        days: Days = (shifted(middle, timedelta(days=-3)), shifted(middle, timedelta(days=3)))
    else:
        days = (
            _calendar_unit(told, "day", -round(count / 24))
            if unit == "hour"
            else _calendar_unit(told, unit, -round(count))
        )
    return RawTime(start, end, days, precision, anchor=f"publication date {told.isoformat()}")  # type: ignore[arg-type]


def _past(start: int, end: int, length: tuple[float, str], told: date | None) -> RawTime:
    """A stretch of time that ends on the day of publication."""
    count, unit = length
    if told is None or count > _REACH:
        return RawTime(start, end, precision="duration", relation="during", anchor=UNKNOWN_DAY)
    if unit in ("month", "year"):
        months = round(count * (12 if unit == "year" else 1))
        first = _month_away(told, -months)[0][:8] + f"{min(told.day, 28):02d}"
    else:
        first = shifted(told, -timedelta(days=count / 24 if unit == "hour" else count * _LENGTH[unit]))
    anchor = f"publication date {told.isoformat()}"
    return RawTime(start, end, (first, told.isoformat()), "duration", "during", anchor=anchor)
