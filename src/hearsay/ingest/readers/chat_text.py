"""Chats exported as text (WhatsApp): the text as it stands, each message a passage with the lines that belong to it.

In: a decoded page. Out: its Reading, with who took part, what was attached, and the first and the last time.
"""

import re
from collections.abc import Iterator, Sequence

from hearsay.ingest.encoding import Decoded
from hearsay.ingest.in_pages import in_pages
from hearsay.ingest.lexicon import phrases
from hearsay.ingest.reading import Block, PageReading, Reading, Said
from hearsay.ingest.sniff_chat import LINE, SENDER
from hearsay.text.normal import fold_text

from .text import as_page

_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_FILE = re.compile(
    r"<attached: ([^<>\n]{1,200})>|(?:^|: )([\w-][^\n:/<>]{0,150}\.\w{2,5}) \(([^()\n]{1,60})\)\s*$", re.MULTILINE
)
_DAY = re.compile(r"(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})")
_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_PEOPLE = 2_000


def page_of(decoded: Decoded, media_type: str, number: int, pages: int = 1) -> Reading:
    """One page; what stands before its first message belongs to the last one of the page before.

    The time of a message is a passage of its own, so that the next one begins with the name of its sender.
    """
    del media_type, pages
    text = decoded.text
    heads = list(LINE.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)] * bool(heads)
    times = [Block(head.start(), head.end(), "furniture") for head in heads]
    blocks = [Block(head.end(), end) for head, end in zip(heads, ends, strict=True)]
    page = PageReading(number, text, "text", tuple(sorted([*times, *blocks], key=lambda block: block.start)))
    return as_page(decoded, page, tuple(_said(text, heads, ends)) if number == 1 else ())


read = in_pages(page_of)
"""Reads a chat exported as text."""


def _said(text: str, heads: Sequence[re.Match[str]], ends: Sequence[int]) -> Iterator[Said]:
    yield Said("kind", "message", "markup")
    people: dict[str, None] = {}
    left = 0
    for head, end in zip(heads, ends, strict=True):
        if sender := SENDER.match(text, head.end()):
            people[_MARKS.sub("", sender[1] or sender[2]).strip()] = None
            body = fold_text(_MARKS.sub("", text[sender.end() : min(end, sender.end() + 80)])).strip()
            left += body.startswith(phrases("chat", "left_out", "starts"))
    yield from (Said("participant", who, "markup") for who in list(people)[:_PEOPLE])
    for found in _FILE.finditer(_MARKS.sub("", text)):
        yield Said("attachment", found[1] or found[2], "markup")
    if left:
        yield Said("left_out", f"{left} files were left out of the export", "markup")
    order = _order([head[1] for head in heads])
    if heads:
        yield Said("first_message", _shown(heads[0], order), "markup")
        yield Said("last_message", _shown(heads[-1], order), "markup")
        if order:
            yield Said("created", _shown(heads[0], order)[:10], "markup")


def _numbers(day: str) -> tuple[int, int, int]:
    found = _DAY.search(_MARKS.sub("", day).translate(_DIGITS))
    return (int(found[1]), int(found[2]), int(found[3])) if found else (0, 0, 0)


def _order(days: Sequence[str]) -> str:
    """`dmy`, `mdy` or `ymd`, where the days themselves show it; empty where both may be meant."""
    numbers = [_numbers(day) for day in days]
    if all(first > 31 for first, _, _ in numbers):
        return "ymd"
    if any(first > 12 for first, _, _ in numbers):
        return "dmy"
    if any(second > 12 for _, second, _ in numbers):
        return "mdy"
    return "dmy" if all("." in day for day in days) else ""


def _shown(head: re.Match[str], order: str) -> str:
    """The time of a message with its day in ISO form; as it stands where the order of the numbers is not known."""
    plain = _MARKS.sub("", f"{head[1]} {head[2]}").translate(_DIGITS).replace("\u202f", " ")
    if not order:
        return plain
    parts = dict(zip(order, _numbers(head[1]), strict=True))
    year = parts["y"] + 2000 if parts["y"] < 100 else parts["y"]
    return f"{year:04}-{parts['m']:02}-{parts['d']:02} {plain.partition(' ')[2].strip()}"
