"""Where paragraphs, sentences and words begin and end.

In: original text of a page. Out: half-open spans of code points into it, sorted, disjoint, trimmed of white space.
Paragraphs, and sentences over the whole text, cover every character that is not white space.
"""

import re
from collections.abc import Iterator
from functools import cache
from math import inf

from .data import table
from .normal import fold_text

Span = tuple[int, int]

_SPACE = r"\s\u200b\u200e\u200f\ufeff"
_LINE = re.compile(r"\S(?:[^\n\r\f\u2028\u2029]*\S)?")
_ITEM = re.compile(r"(?:[-*•·▪●–—‣◦]|::|\(?\d{1,3}[.)]|\(?[a-zа-я][.)]|[٠-٩]{1,3}[.)-])\s", re.IGNORECASE)
_CLOSES = (".", ")")
_END = re.compile(r"[.!?؟…۔]+[\"'”’»›)\]}\u200f\u200e]*(?=\s|$)")
_TAIL = re.compile(r"[^\s\"'“”‘’«»()\[\]{}]+$")
_NEXT = re.compile(r"[\s\"'“”‘’«»()\[\]{}\-–—\u200e\u200f]*")
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u065f\u0670\u0640\u0300-\u036f]+[^\W_]*)*(?:['’ʼ\u2011-][^\W_]+)*")
_HEAD_WORD = re.compile(r"[^\W_]+")
_WRAPPED = 140
"""Lines longer than this are paragraphs of their own, never lines that a mailer or a page has wrapped."""


def paragraphs(text: str) -> list[Span]:
    """Blocks parted by blank lines; within a block, wrapped lines are joined, list items and headings stay apart."""
    found: list[Span] = []
    block: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if block and _parts(text[block[-1][1] : start]):
            found += _joined(text, block)
            block = []
        block.append((start, end))
    return [*found, *_joined(text, block)]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of text[start:end]; a line that ends its paragraph ends its sentence, with or without a full stop."""
    whole = text if start == 0 and end is None else text[start:end]
    found: list[Span] = []
    for first, last in paragraphs(whole):
        at = first
        for stop in _stops(whole, first, last):
            _add(found, whole, at, stop)
            at = stop
        _add(found, whole, at, last)
    return [(first + start, last + start) for first, last in found]


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Runs of letters and digits; an apostrophe or a hyphen inside a word does not part it."""
    return [m.span() for m in _WORD.finditer(text, start, len(text) if end is None else end)]


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    span = _trim(text, start, end)
    if span is not None:
        found.append(span)


def _trim(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return (start + left, start + right) if left < right else None


def _parts(gap: str) -> bool:
    """Whether white space between two lines parts two blocks."""
    return gap != "\n" and (gap.count("\n") > 1 or "\f" in gap)


def _joined(text: str, lines: list[Span]) -> list[Span]:
    """The paragraphs of a block without blank lines."""
    if len(lines) < 2:
        return lines
    width = max(last - first for first, last in lines)
    if width > _WRAPPED:
        return lines
    full = 0.85 * width if len(lines) > 2 else inf
    found = [lines[0]]
    for line in lines[1:]:
        if _joins(text, found[-1], line, full):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _joins(text: str, before: Span, line: Span, full: float) -> bool:
    """Whether `line` goes on the paragraph `before`: it was full, so that the next word had no room (greedy wrapping)."""
    start, end = line
    if _opens_item(text, start, end):
        return False
    if text[start].islower():
        return True
    length = before[1] - max(before[0], text.rfind("\n", *before) + 1) + 1
    if length + end - start <= full:
        return False
    head = _HEAD_WORD.search(text, start, end)
    return length + (head.end() - start if head else 1) > full


def _opens_item(text: str, start: int, end: int) -> bool:
    """Whether a line begins with the mark of a list item; a word of two letters or more is none."""
    if text[start].isalpha() and text[start + 1 : start + 2] not in _CLOSES:
        return False
    return _ITEM.match(text, start, end + 1) is not None


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    for mark in _END.finditer(text, start, end):
        if mark.end() < end and _ends(text, start, mark):
            yield mark.end()


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the mark ends a sentence, by the words on both sides of it."""
    following = _NEXT.match(text, mark.end())
    at = following.end() if following else mark.end()
    head = _HEAD_WORD.match(text, at)
    if text[at : at + 1].islower():
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    tail = _TAIL.search(text, max(start, mark.start() - 24), mark.start())
    word = fold_text(tail.group()) if tail else ""
    closed = len(mark.group()) > 1
    return closed or _full_stop(text, start, (mark.start(), word), fold_text(head.group()) if head else "")


def _full_stop(text: str, start: int, tail: tuple[int, str], head: str) -> bool:
    at, word = tail
    never, maybe, openers = _abbreviations()
    if word in maybe:
        return head in openers
    if word in never and not (word == "no" and not head.isdigit()):
        return word in ("г", "гг") and head in openers
    if len(word) == 1 and word.isalpha():
        return False
    opens_line = not text[start : at - len(word)].strip()
    return not (word.isdigit() and len(word) <= 3 and opens_line)


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = table("segment")
    never, maybe = (frozenset(lists["abbreviations"][kind]) for kind in ("never", "maybe"))
    return never, maybe, frozenset(lists["abbreviations"]["openers"])
