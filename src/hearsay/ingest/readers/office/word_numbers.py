"""The numbers that Word puts before the paragraphs of a list: 1.2, (a), IV, first.

In: word/numbering.xml, then the paragraphs' lists and levels in order. Out: the label of each. ECMA-376 part 1, 17.9.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from .xml import attribute, child, local

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
    (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = {
    "lowerLetter": _LATIN, "upperLetter": _LATIN.upper(), "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN.upper(),
    "arabicAbjad": _ABJAD, "arabicAlpha": _ALPHABET,
}  # fmt: skip
_HIGHEST = 5000


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    shared: str = ""
    """Lists with one abstract list count together."""


class Numbers:
    """The lists of a file and how far each has counted. Mutable on purpose."""

    def __init__(self, root: etree._Element | None) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for one in root if root is not None else ():
            if local(one) == "abstractNum":
                abstract[attribute(one, "abstractNumId")] = dict(_levels(one))
            elif local(one) == "num":
                key = child(one, "abstractNumId")
                shared = attribute(key, "val") if key is not None else ""
                levels = dict(abstract.get(shared, {}))
                own = f"{shared}:{attribute(one, 'numId')}"
                changed = False
                for over in (o for o in one if local(o) == "lvlOverride"):
                    changed |= self._override(over, levels)
                self._lists[attribute(one, "numId")] = _List(levels, own if changed else shared)

    @staticmethod
    def _override(over: etree._Element, levels: dict[int, _Level]) -> bool:
        """Change one level of a list; whether it counts anew."""
        where = attribute(over, "ilvl")
        level = int(where) if where.isdecimal() else 0
        levels.update(_levels(over))
        start = child(over, "startOverride")
        if start is None:
            return False
        known = levels.get(level, _Level())
        levels[level] = _Level(known.form, known.text, _number(start, 1), known.restart)
        return True

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of a list; empty for a bullet or no list."""
        known = self._lists.get(number)
        if known is None or level not in known.levels:
            return ""
        counts = self._counts.setdefault(known.shared, {})
        counts[level] = counts.get(level, known.levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level and known.levels.get(n, _Level()).restart != 0]:
            del counts[deeper]
        own = known.levels[level]
        if own.form in {"bullet", "none"}:
            return ""

        def value(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = known.levels.get(at, _Level())
            return shown(counts.get(at, other.start), other.form)

        return _PLACE.sub(value, own.text)


def _levels(element: etree._Element) -> list[tuple[int, _Level]]:
    found = []
    for one in element:
        if local(one) != "lvl":
            continue
        where, form, text = attribute(one, "ilvl"), child(one, "numFmt"), child(one, "lvlText")
        level = _Level(
            attribute(form, "val") if form is not None else "decimal",
            attribute(text, "val") if text is not None else "",
            _number(child(one, "start"), 1),
            _number(child(one, "lvlRestart"), -1),
        )
        found.append((int(where) if where.isdecimal() else 0, level))
    return found


def _number(element: etree._Element | None, usual: int) -> int:
    value = attribute(element, "val") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 9 else usual


def shown(number: int, form: str) -> str:
    """A number in one of the forms of lists; as digits where the form is not known."""
    letters = _LETTERS.get(form)
    if letters is not None and number > 0:
        return letters[(number - 1) % len(letters)] * min(1 + (number - 1) // len(letters), 20)
    if form in {"lowerRoman", "upperRoman"} and 0 < number < _HIGHEST:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form == "hindiNumbers":
        return "".join(chr(0x0966 + int(digit)) if digit.isdecimal() else digit for digit in str(number))
    return f"{number:02}" if form == "decimalZero" else f"{number}{_ending(number) if form == 'ordinal' else ''}"


def roman(number: int) -> str:
    """1 to 4999 in Roman numerals."""
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
