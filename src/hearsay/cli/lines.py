"""How text fits into the lines of a terminal, whatever script it is in.

In: text without control characters. Out: lines, and how many columns they take.
"""

import os
import re
import sys
import unicodedata

import click

_RIGHT = {"R", "AL"}
OPEN, SHUT = "\ue000", "\ue001"
"""Stand around words to be marked; `screen.safe` lets neither through from a haul."""
_MARKED = re.compile(f"{OPEN}([^{OPEN}{SHUT}]*){SHUT}?")
_FROM, _TO = "\u2068", "\u2069"


def coloured() -> bool:
    """Whether marks may be shown by colour: on a terminal, unless NO_COLOR is set or the terminal is a dumb one."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def isolated(text: str) -> str:
    """Text that holds words written from right to left, isolated, so that a terminal turns nothing around it.

    Only on a terminal: in a pipe or a file the text stays as it is.
    """
    turned = sys.stdout.isatty() and any(unicodedata.bidirectional(c) in _RIGHT for c in text)
    return f"{_FROM}{text}{_TO}" if turned else text


def painted(text: str, width: int, marks: tuple[str, str], *, bold: bool = False, reverse: bool = False) -> list[str]:
    """`wrapped` lines of a text in which OPEN and SHUT stand around words: in colour where it may be, else between `marks`."""
    if not coloured():
        opened, shut = marks
        return [isolated(line) for line in wrapped(text.replace(OPEN, opened).replace(SHUT, shut), width)]
    lines, inside = [], False
    for line in wrapped(text, width):
        whole = OPEN + line if inside else line
        inside = whole.count(OPEN) > whole.count(SHUT)
        parts = _MARKED.split(whole)
        shown = [
            click.style(p, bold=bold or None, reverse=reverse or None) if n % 2 else p for n, p in enumerate(parts)
        ]
        lines.append(isolated("".join(shown)))
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns (at least 2), broken at spaces, and inside a word that is longer than a line."""
    lines = [""]
    for word in text.split(" "):
        rest = word
        if lines[-1] and columns(lines[-1]) + 1 + columns(rest) <= width:
            lines[-1] += " " + rest
            continue
        if lines[-1]:
            lines.append("")
        while columns(rest) > width:
            at = fitting(rest, width)
            lines[-1], rest = rest[:at], rest[at:]
            lines.append("")
        lines[-1] = rest
    return [line.rstrip() for line in lines]


def columns(text: str) -> int:
    """Columns that `text` takes on a terminal: two for wide East Asian characters, none for marks and joiners."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitting(text: str, width: int) -> int:
    """How many characters of `text` fit, at least one."""
    room = width
    for at, character in enumerate(text):
        room -= _columns(character)
        if room < 0:
            return max(at, 1)
    return len(text)
