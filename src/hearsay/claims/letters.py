"""Letters and orders: the lines of their head, and which of their sentences are orders.

In: a sheet. Out: a `Letter` with who writes to whom, and the spans of lines that are no claims; None for other texts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .lexicon import Token, lexicon, scripts
from .sheet import Sheet

_LINE = re.compile(r"[^\n]+")
_KEYED = re.compile(r"\W{0,4}(?P<key>[^\W\d_]+(?: [^\W\d_]+)?)\s*[:：]\s*(?P<value>[^\n]*)")
_NUMBERED = re.compile(r"\W{0,3}(?:№|no\.?|nr\.?)\s*\d", re.IGNORECASE)
_HEAD = 1500
"""Code points in which the head of a letter stands."""
_PLACE = r"[^,.;،؛\n]{2,50}?"
_WAYS = tuple(
    re.compile(
        rf"(?<![^\W_])(?:{a})\s(?P<origin>{_PLACE})\s(?:{b})\s(?P<destination>{_PLACE})(?=[,.;،؛\n]|$|\s(?:{c})\s)"
    )
    for a, b, c in (("من", "وتنقل إلى|وأحضروها إلى|وانقلوها إلى|إلى", "على|قبل|في|حتى"), ("из", "в|на|к", "до|на|к|не"))
)
_UNTIL = re.compile(
    r"(?<![^\W_])(?:قبل|حتى|في موعد أقصاه|до|не позднее|к)\s(?P<deadline>[^,.;،؛\n]{0,30}?[\d٠-٩][^,.;،؛\n]{0,20})"
)
_BEFORE_VERB = ("يرجي", "نرجو", "نطلب", "يطلب", "يجب", "يمنع", "يحظر", "يتوجب", "ينبغي", "يسمح")


@dataclass(frozen=True, slots=True)
class Letter:
    """The head of a letter."""

    issuer: str = ""
    addressee: str = ""
    ordering: bool = False
    """Whether a line of its head calls it an order."""
    spans: tuple[tuple[int, int], ...] = field(default=())
    """Lines that are no claims."""

    def covers(self, start: int, end: int) -> bool:
        """Whether [start, end) is a part of the head or of the signature."""
        return sum(max(0, min(b, end) - max(a, start)) for a, b in self.spans) > 0.6 * (end - start)


def read_letter(sheet: Sheet) -> Letter | None:
    """The head of a letter, if two of its labels, or `to`, stand at line starts before the body; else None."""
    if sheet.text.isascii() or set(scripts(sheet.plain[:_HEAD])) <= {"en"}:
        return None
    words = lexicon().words
    rows = [(m.start(), m.end()) for m in _LINE.finditer(sheet.text) if m.group().strip()]
    known: dict[str, str] = {}
    spans: list[tuple[int, int]] = []
    last = -1
    for n, (start, end) in enumerate(rows):
        if start > _HEAD:
            break
        match = _KEYED.match(sheet.plain, start, end)
        label = (
            _label(match.group("key")) if match is not None else "number" if _NUMBERED.match(sheet.text, start) else ""
        )
        if match is not None and label:
            known.setdefault(label, sheet.text[match.start("value") : match.end("value")].strip())
        if label:
            last = n
            spans.append((start, end))
    if "to" not in known or len(spans) < 2:
        return None
    titled = next((n for n in range(len(rows)) if rows[n][0] < _HEAD and _title(sheet.plain[slice(*rows[n])])), -1)
    head = max(last, titled if titled <= last + 2 else -1)
    short = [
        row for n, row in enumerate(rows) if n <= head or (n >= len(rows) - 2 and _signature(sheet.text[slice(*row)]))
    ]
    issuer = known.get("from", "") or _first(sheet, rows)
    named = titled >= 0 or any(w in words["ordering"] for w in known.get("subject", "").split())
    return Letter(issuer, known["to"], named, tuple(short))


def orders(letter: Letter, tokens: Sequence[Token]) -> bool:
    """Whether a sentence of the letter tells somebody to do something."""
    if not tokens:
        return False
    word, words = tokens[0].word, lexicon().words
    core = word[1:] if word[0] in "وف" and len(word) > 3 else word
    if word in words["orders"] or core in words["orders"] or core in _BEFORE_VERB or word in words["bidding"]:
        return True
    if word.endswith(("йте", "ите", "ьте", "айтесь", "итесь")) and len(word) > 4:
        return True
    if not letter.ordering:
        return False
    negated = core in {"لا", "لن"} and len(tokens) > 1
    verb = tokens[1].word if negated else core
    jussive = verb[0] in "يت" and len(verb) >= 3 and not verb.endswith(("ه", "يه"))
    infinitive = word.endswith(("ать", "ить", "еть", "ять", "уть", "ти", "чь")) and len(word) > 4
    return jussive or infinitive


def way_of(text: str) -> tuple[str, str, str]:
    """Origin, destination and deadline in the words of an order in Arabic or Russian; empty where it has none."""
    way = next((m for pattern in _WAYS if (m := pattern.search(text)) is not None), None)
    until = _UNTIL.search(text)
    origin, destination = (way.group("origin"), way.group("destination")) if way is not None else ("", "")
    return origin.strip(), destination.strip(), until.group("deadline").strip() if until is not None else ""


def _label(key: str) -> str:
    words = lexicon().words
    first = key.strip()
    return next((name for name in ("to", "from", "date", "number", "subject") if first in words[f"head_{name}"]), "")


def _title(line: str) -> bool:
    own = line.strip(" *_#.:\n")
    return len(own.split()) <= 3 and any(word in lexicon().words["ordering"] for word in own.split()[:1])


def _signature(line: str) -> bool:
    return len(line.split()) <= 6 and not line.rstrip().endswith((".", "!", "?", "؟", ":"))


def _first(sheet: Sheet, rows: list[tuple[int, int]]) -> str:
    """The first line, where it is no label: the letterhead."""
    start, end = rows[0]
    return "" if _KEYED.match(sheet.plain, start, end) else sheet.text[start:end].strip()
