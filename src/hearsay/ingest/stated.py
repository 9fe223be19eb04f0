"""What a paper says of itself in its own words: title, date, author, headers, and what kind of paper it looks like.

In: the first page of a content with its passages. Out: Stated values with the span they were read from. Simple signs
only: where they are absent the answer is empty, never a guess.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import DocumentKind, Page, Passage, TimeMention
from hearsay.text.dates import find_times
from hearsay.text.normal import fold_text

from .blocks import header_of
from .lexicon import phrases

_HEAD = 400
"""Characters at the beginning of a page in which a date line stands."""
_HEADERS = 2_000
_PREFIX = 60
_LINE = re.compile(r"[^\n]+")
_MARKDOWN = re.compile(r"(?:#{1,6}\s+|[*_]{1,3}|\s*#+\s*\Z)")
_BY = re.compile(r"\bby\s+(?=[^\W\d_])", re.IGNORECASE)
_NAME_ENDS = re.compile(r"\s[|–—-]\s|[,;(\n\t|]|\s(?:for|in|on|at)\s|\.\s*\Z")
_UPDATED = re.compile(r"\s*\(?\s*(?:updated|last updated|обновлено|آخر تحديث)", re.IGNORECASE)
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_MAY_OPEN = ("credit", "paragraph", "headline", "list_item")


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing read from the text: its value and [start, end) on the page."""

    value: str
    start: int
    end: int


def title(page: Page, passages: Sequence[Passage]) -> Stated | None:
    """The headline: one that the page repeats, else the first of four words or more, else the first."""
    heads = [p for p in passages if p.kind == "headline" and p.start < _HEADERS]
    if not heads:
        return None
    keys = [fold_text(page.text[p.start : p.end]).strip(" .") for p in heads]
    repeated = [p for p, key in zip(heads, keys, strict=True) if keys.count(key) > 1]
    long = [p for p in heads if len(page.text[p.start : p.end].split()) >= 4]
    best = (repeated or long or heads)[0]
    value = " ".join(_MARKDOWN.sub("", page.text[best.start : best.end]).split())
    return Stated(value, best.start, best.end) if value else None


def headers(page: Page) -> dict[str, Stated]:
    """Header lines (date, to, from, subject, ...) near the beginning; the first of each kind."""
    found: dict[str, Stated] = {}
    for line in _LINE.finditer(page.text, 0, _HEADERS):
        plain = line.group().strip("*_ \t\r")
        name = header_of(plain)
        value = plain.partition(":")[2].strip("*_ \t\r")
        if name and value and name not in found:
            start = page.text.index(value, line.start())
            found[name] = Stated(value, start, start + len(value))
    return found


def day(page: Page, passages: Sequence[Passage], known: dict[str, Stated]) -> Stated | None:
    """The date printed on the paper: a header, else a date line; `value` is an ISO day.

    A date inside a sentence is what the text speaks of, not its date.
    """
    if "date" in known:
        for time in find_times(page.text, known["date"].start, known["date"].end):
            if _is_day(time):
                return Stated(time.first[:10], time.start, time.end)
    for passage in passages:
        if passage.start >= _HEAD:
            return None
        if passage.kind in _MAY_OPEN and (found := _date_line(page.text, passage)):
            return found
    return None


def _date_line(text: str, passage: Passage) -> Stated | None:
    alone = len(text[passage.start : passage.end].split()) <= 7
    for time in find_times(text, passage.start, min(passage.end, passage.start + _HEAD)):
        if not _is_day(time):
            continue
        before = text[passage.start : time.start].strip(" \t\n,.;:-–—*_#")
        after = text[time.end : time.end + 40]
        opens = not before or (len(before) <= _PREFIX and _announces(before))
        noted = len(before) <= 2 * _PREFIX and _UPDATED.match(after)
        if (
            (opens and passage.kind != "headline")
            or noted
            or _own_line(text, time)
            or (alone and (opens or passage.kind != "headline"))
        ):
            return Stated(time.first[:10], time.start, time.end)
    return None


def _own_line(text: str, time: TimeMention) -> bool:
    """Whether the date, with a weekday at most, is a line of its own among the first three of the page."""
    start, end = text.rfind("\n", 0, time.start) + 1, text.find("\n", time.end)
    line = text[start : end if end >= 0 else len(text)]
    rest = line.replace(text[time.start : time.end], "").split()
    return end >= 0 and text[:start].count("\n") <= 3 and len(rest) <= 1


def _is_day(time: TimeMention) -> bool:
    """An absolute day, not one reckoned from another."""
    single = time.first[:10] == time.last[:10] and len(time.first) >= 10
    return single and time.precision in {"day", "minute"} and time.relation == "at" and not time.anchor


def _announces(before: str) -> bool:
    folded = fold_text(before).strip(" ,.:-")
    known = phrases("passages", "credit", "bylines")
    return (folded + " ").startswith(known) or len(folded.split()) <= 1


def unverified(page: Page, stated: Stated) -> bool:
    """Whether the date stands on digits of Arabic script that only one recogniser has read."""
    eastern = _EASTERN.search(page.text[stated.start : stated.end])
    return bool(eastern) and page.doubtful(stated.start, stated.end)


def author(page: Page, passages: Sequence[Passage], known: dict[str, Stated]) -> Stated | None:
    """The name in a byline at the head of the page, else in a From: header."""
    for passage in passages:
        if passage.start >= _HEADERS:
            break
        if passage.kind == "credit" and (found := _byline(page.text, passage)):
            return found
    return known.get("from")


def _byline(text: str, passage: Passage) -> Stated | None:
    piece = text[passage.start : passage.end]
    folded = fold_text(piece)
    starts = next((p for p in phrases("describe", "bylines", "starts") if folded.startswith(p)), "")
    inner = _BY.search(piece)
    at = len(starts) if starts and len(fold_text(piece[: len(starts)])) == len(starts) else inner.end() if inner else -1
    if at < 0:
        return None
    rest = piece[at:].lstrip(" :")
    start = passage.start + len(piece) - len(rest)
    stop = _NAME_ENDS.search(rest)
    name = rest[: stop.start()] if stop else rest
    good = 2 <= len(name.strip()) <= 80 and not any(c.isdigit() for c in name)
    return Stated(name.strip(), start, start + len(name.rstrip())) if good else None


def kind(page: Page, passages: Sequence[Passage], known: dict[str, Stated], *, dated: bool) -> DocumentKind:
    """What the paper looks like; `unknown` without a plain sign. `dated`: it has a date line or a byline."""
    folded = fold_text(page.text[:1_500])
    opening, head = _starts(folded[:600]), _starts(folded)
    for name in ("memo", "message", "record"):
        if _begins(opening, phrases("describe", f"kinds.{name}", "sure")):
            return name
    if {"from", "to"} <= known.keys() and {"subject", "date"} & known.keys():
        return "message"
    if _begins(head, phrases("describe", "kinds.letter", "sure")):
        return "letter"
    if _begins(_starts(fold_text(page.text[-600:])), phrases("describe", "kinds.letter", "close")):
        return "letter"
    if _begins(head, phrases("describe", "kinds.report", "sure")):
        return "report"
    return "press" if _like_press(page, passages, dated=dated) else "unknown"


def _like_press(page: Page, passages: Sequence[Passage], *, dated: bool) -> bool:
    """A headline of some words over a body, and one more sign: a date line, a credit, a caption, a repetition."""
    texts = [page.text[p.start : p.end] for p in passages if p.kind == "headline"]
    heads = [fold_text(text).strip(" .") for text in texts if len(text.split()) >= 4]
    kinds = {p.kind for p in passages}
    edges = {p.kind for p in passages if p.start < 1_500 or p.end > len(page.text) - 300}
    signs = dated or bool(edges & {"credit", "caption"}) or page.method == "html" or len(heads) > len(set(heads))
    return bool(heads) and signs and bool(kinds & {"paragraph", "quote", "list_item"})


def _starts(folded: str) -> list[str]:
    """The lines of a folded text without the marks before their words."""
    return [found.group().lstrip(" #*_>") for found in _LINE.finditer(folded)]


def _begins(lines: Sequence[str], known: tuple[str, ...]) -> bool:
    """Whether a line begins with one of the phrases."""
    return any(line.startswith(known) for line in lines)
