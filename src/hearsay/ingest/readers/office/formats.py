"""Numbers of cells as a spreadsheet shows them: dates, times, percentages, currencies, by the cell's number format.

In: a number and a format such as `yyyy-mm-dd` or `#,##0.00;[Red]-#,##0.00`. Out: the text. Formats: ECMA-376 part 1,
18.8.30 and 18.8.31. What is not known is shown as the plain number.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: '"$"#,##0', 43: "#,##0.00", 44: '"$"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that have a number and no text of their own. A date without a given form is ISO, not one country's."""

_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+|[eg]+(?![+-])|[Ee][+-]|[0#?]+|.', re.DOTALL
)  # fmt: skip
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_LAST_DAY = 2_958_466
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[str, ...]
    kind: str
    """date, number, text, general, nothing."""


def shown(value: float, form: str, *, late: bool = False) -> str:
    """A number as its format shows it; `late` if days count from 1904. Empty only where the format shows nothing."""
    try:
        sections = _sections(form[:_LONGEST])
        section = sections[1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0]
        if section.kind == "nothing":
            return ""
        if section.kind == "date":
            return _date(value, section.tokens, late=late)
        if section.kind == "number":
            return _number(abs(value) if value < 0 and len(sections) > 1 else value, section.tokens)
        if section.kind == "text" and section.tokens != ("@",):
            return "".join(_literal(token) for token in section.tokens).strip() or plain(value)
    except (ValueError, OverflowError, IndexError):
        return plain(value)
    return plain(value)


def plain(value: float) -> str:
    """A number without a format: up to 15 digits, as a spreadsheet keeps it."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15G}"


def is_date(form: str) -> bool:
    """Whether a format shows numbers as days or times."""
    return _sections(form[:_LONGEST])[0].kind == "date"


def hides(form: str) -> bool:
    """Whether a format shows nothing at all (`;;;`)."""
    sections = _sections(form[:_LONGEST])
    return len(sections) >= 3 and all(section.kind == "nothing" for section in sections)


@lru_cache(maxsize=1024)
def _sections(form: str) -> tuple[_Section, ...]:
    found: list[list[str]] = [[]]
    for part in _TOKEN.findall(form):
        if part == ";":
            found.append([])
        else:
            found[-1].append(part)
    return tuple(_section(tokens) for tokens in found)


def _section(tokens: list[str]) -> _Section:
    if any(part[:1] in "YyMmDdHhSs" for part in tokens) or _ELAPSED.search("".join(tokens)):
        return _Section(tuple(tokens), "date")
    if any(token[0] in "0#?" for token in tokens):
        return _Section(tuple(tokens), "number")
    if {"General", "@"} & set(tokens):
        return _Section(tuple(tokens), "general")
    return _Section(tuple(tokens), "text" if tokens else "nothing")


def moment(value: float, *, late: bool = False) -> datetime | None:
    """Day and time of a serial number, to the millisecond; None for one that no calendar has."""
    if not 0 <= value < _LAST_DAY:
        return None
    epoch = datetime(1904, 1, 1) if late else datetime(1899, 12, 30) if value >= 60 else datetime(1899, 12, 31)  # noqa: DTZ001  # a cell has no zone
    return epoch + timedelta(milliseconds=round(value * 86_400_000))


def _date(value: float, tokens: tuple[str, ...], *, late: bool) -> str:
    when = moment(value, late=late)
    if when is None:
        return plain(value)
    half = any(token in {"AM/PM", "A/P"} for token in tokens)
    out: list[str] = []
    clock = ""
    for place, token in enumerate(tokens):
        lower = token.lower()
        elapsed = _ELAPSED.fullmatch(token)
        if elapsed:
            clock = elapsed[1][0].lower()
            out.append(str(int(value * {"h": 24, "m": 1440, "s": 86_400}[clock] + 1e-6)))
        elif lower[0] == "m" and (clock in {"h", "s"} or _before_seconds(tokens, place)) and len(token) <= 2:
            out.append(f"{when.minute:0{len(token)}}")
            clock = "m"
        elif lower[0] in "ymdhs" and lower.isalpha() and len(set(lower)) == 1:
            out.append(_part(when, lower, half=half))
            clock = lower[0] if lower[0] in "hs" else ""
        elif token in {"AM/PM", "A/P"}:
            out.append("PM" if when.hour >= 12 else "AM")
        elif token[0] in "0#?" and clock == "s":
            out.append(f"{when.microsecond // 1000:03}"[: len(token)])
        else:
            out.append(_literal(token))
    return "".join(out).strip()


def _before_seconds(tokens: tuple[str, ...], place: int) -> bool:
    following = (token.lower() for token in tokens[place + 1 :] if token[0].isalpha() or token[:1] == "[")
    return next(following, "")[:1] == "s"


def _part(when: datetime, token: str, *, half: bool) -> str:
    size = len(token)
    if token[0] == "y":
        return f"{when.year % 100:02}" if size <= 2 else f"{when.year:04}"
    if token[0] == "m":
        name = _MONTHS[when.month - 1]
        return f"{when.month:0{size}}" if size <= 2 else name[:3] if size == 3 else name[:1] if size == 5 else name
    if token[0] == "d":
        name = _DAYS[when.weekday()]
        return f"{when.day:0{size}}" if size <= 2 else name[:3] if size == 3 else name
    if token[0] == "h":
        hour = (when.hour % 12 or 12) if half else when.hour
        return f"{hour:0{min(size, 2)}}"
    return f"{when.second:0{min(size, 2)}}"


def _literal(token: str) -> str:
    if token[0] == '"':
        return token.strip('"')
    if token[0] == "\\":
        return token[1:]
    if token[0] == "_":
        return " "
    if token[0] == "*":
        return ""
    if token[0] == "[":
        currency = _CURRENCY.fullmatch(token)
        return currency[1] if currency else ""
    return token


def _number(value: float, tokens: tuple[str, ...]) -> str:
    digits = [place for place, token in enumerate(tokens) if token[0] in "0#?"]
    first, last = digits[0], digits[-1]
    core = "".join(tokens[first : last + 1])
    if "/" in core:
        return plain(value)
    prefix = "".join(_literal(token) for token in tokens[:first])
    rest = list(tokens[last + 1 :])
    while rest and rest[0] == ",":
        value /= 1000
        rest.pop(0)
    suffix = "".join(_literal(token) for token in rest)
    if "%" in prefix + suffix:
        value *= 100
    sign = "-" if value < 0 else ""
    return f"{sign}{prefix.strip() if not prefix.strip() else prefix}{_digits(abs(value), core)}{suffix}".strip()


def _digits(value: float, core: str) -> str:
    core = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", core)
    if re.search(r"[Ee][+-]", core):
        after = core.upper().partition("E")[0].partition(".")[2]
        return f"{value:.{sum(c in '0#?' for c in after)}E}"
    whole, _, fraction = core.partition(".")
    places, least = sum(c in "0#?" for c in fraction), fraction.count("0")
    text = f"{value:{',' if ',' in whole else ''}.{min(places, 30)}f}"
    head, point, tail = text.partition(".")
    tail = tail[:least] + tail[least:].rstrip("0")
    width = whole.count("0")
    if not width and head == "0" and tail:
        head = ""
    return head.rjust(width, "0") + (point + tail if tail else "")
