"""Names of places that no list knows: what stands after "in", "near" or "the village of".

In: folded text with its original, spans that are taken. Out: spans of the folded text. Better too few than too many.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .calendars import words
from .data import table
from .normal import Folded, fold_text

_LATIN = re.compile(
    r"(?<!\w)(?:in|near|around|outside|inside|(?:north|south|east|west) of|(?:town|village|city|province|district|suburb) of)\s"
    r"(?P<name>(?:(?:al|el)[- ]|a[rsdtzn]-|e[rsdtzn]-|ash-)?[A-Z][^\W\d_]+(?:[ -](?:(?:al|el|e[rsdtzn]|a[rsdtzn])-)?[A-Z][^\W\d_]+){0,2})(?!\w|['’]s)"
)
_CYRILLIC = re.compile(
    r"(?<!\w)(?:под|близ|возле|город(?:е|а|у|ом)?|сел[оаеу]|деревн(?:я|и|е|ю)|посел(?:ок|ка|ке)|район[ае]?)\s"
    r"(?P<name>[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+){0,2})(?!\w)"
)
_ARABIC = re.compile(
    r"(?<!\w)[وفبل]{0,2}(?:مدينة|بلدة|قرية)\s(?P<name>(?:(?:تل|خان|كفر|دير|عين|رأس|جسر|أبو|أم|بيت|خربة|معرة|جبل|وادي|حلفايا)\s)?[\u0621-\u064a]{3,}(?:\sال[\u0621-\u064a]{2,})?)"
)
_ENDINGS = ("ian", "ish", "ese", "ism", "ists", "ment", "tion", "ness", "ans")
_SMALL = re.compile(r"(?<!\w)[a-zа-я]{3,}(?!\w)")


def unknown_places(folded: Folded, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of names after words of place that do not touch a span of `taken`, in order."""
    source = folded.source
    used: set[int] = set()
    for first, last in taken:
        used.update(range(first, last))
    for pattern in (_LATIN, _CYRILLIC, _ARABIC):
        at = 0
        for m in pattern.finditer(source):
            start, end = m.span("name")
            at = _folded_at(folded, start, at)
            stop = _folded_at(folded, end, at)
            if at in used or stop - 1 in used or _is_other(m.group("name")) or _shouts(source, m.start(), end):
                continue
            used.update(range(at, stop))
            yield at, stop


def _folded_at(folded: Folded, offset: int, low: int) -> int:
    """The first place of the folded text that came from `offset` of the original or later, at `low` or after."""
    high = len(folded.text)
    while low < high:
        middle = (low + high) // 2
        if folded.starts[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low


def _is_other(name: str) -> bool:
    """Whether a capitalised name is a month, a language, a people or an abstraction rather than a place."""
    parts = fold_text(name).replace("-", " ").split()
    if any(part in _stops() or _times().fullmatch(part) for part in parts):
        return True
    return len(parts) == 1 and parts[0].endswith(_ENDINGS)


def _shouts(source: str, start: int, end: int) -> bool:
    """Whether the name stands in a line of capitals or a title, where capitals say nothing."""
    if re.search(r"[\u0621-\u064a]", source[start:end]):
        return False
    low = max(source.rfind("\n", max(0, start - 60), start) + 1, start - 60, 0)
    high = source.find("\n", end, end + 60)
    around = source[low:start] + " " + source[end : high if high >= 0 else end + 60]
    return len(_SMALL.findall(around)) < 2


@cache
def _times() -> re.Pattern[str]:
    return re.compile(f"{words('months')}|{words('weekdays')}|{words('hijri')}|{words('seasons')}")


@cache
def _stops() -> frozenset[str]:
    return frozenset(fold_text(word) for word in table("places")["stops"]["words"])
