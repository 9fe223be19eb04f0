"""What a block of plain text is, by its look and its place: headline, caption, credit, list item, quote, furniture.

In: text and its blocks without kinds. Out: blocks with kinds; a block that holds two things (a repeated headline before
the first sentence, a credit after the last) is parted. The word lists are data/passages.toml.
"""

import re
from collections.abc import Iterator, Sequence

from hearsay.model import PassageKind
from hearsay.text.dates import find_times
from hearsay.text.normal import fold, fold_text

from .lexicon import phrases, table
from .reading import Block

_QUOTED = re.compile(r"(?:>[ \t]?)+(?=\S)")
_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[٠-٩]{1,3}|[a-zа-я])[.)]|[٠-٩]{1,3}-)\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"\W{0,6}(?:page |стр\. ?|صفحة )?\d{1,4}\W{0,6}", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,120})[)\]]{1,2}\.?\s*\Z")
_SIGNED = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=[.!?؟…\"”»]))(?:[-–—]{1,2}[ \t]?|[(\[])([^-–—()\[\]\n]{2,40})[)\]]?\.?\s*\Z"
)
_SOURCE = re.compile(r"(?<=[.!?؟»”\"] )(?:Sources?|المصدر|Источник)[ \t]?:?[ \t]+[^.\n]{2,60}\Z")
_STOPS = ".,;:!?؟،؛…"
_TAIL = 600
_SEARCHED = 300
_AGENCY_WORDS = re.compile(r"[\w.' -]+")


def classified(text: str, blocks: Sequence[Block], *, first: bool) -> Iterator[Block]:
    """Blocks of a page of plain text with their kinds; `first`: the page may begin with headlines."""
    heads: list[str] = []
    opening = first
    rows = list(_without_tail(text, blocks))
    for place, block in enumerate(rows):
        piece = text[block.start : block.end]
        kind, level = look(piece)
        kind = "furniture" if block.kind == "furniture" else kind
        if (kind == "paragraph" and _repeats(piece, heads)) or (
            kind == "paragraph" and opening and place + 1 < len(rows) and _is_headline(piece, len(heads))
        ):
            kind = "headline"
        if kind == "headline":
            heads.append(piece)
        if kind == "paragraph":
            yield from _parted(text, block, heads if opening else [], opens=opening)
        else:
            yield Block(block.start, block.end, kind, level)
        opening = opening and kind in {"headline", "credit", "furniture", "caption"}


def look(piece: str) -> tuple[PassageKind, int]:
    """What a block is by its own look alone, and its depth of quotation."""
    if quoted := _QUOTED.match(piece):
        return "quote", quoted.group().count(">")
    if _starts_item(piece):
        return "list_item", 0
    if _NUMBER.fullmatch(piece) or _is_furniture(piece):
        return "furniture", 0
    if _is_credit(piece):
        return "credit", 0
    return ("caption", 0) if _is_caption(piece) else ("paragraph", 0)


def _starts_item(piece: str) -> bool:
    if _ITEM.match(piece):
        return True
    marks = table("passages")["marks"]["list"]
    return any(piece.startswith(mark) and piece[len(mark) :][:1].isspace() for mark in marks)


def _is_furniture(piece: str) -> bool:
    lists = table("passages")["furniture"]
    if len(piece) > lists["longest"]:
        return False
    folded = fold_text(piece)
    return folded.startswith(phrases("passages", "furniture", "starts"))


def _is_credit(piece: str) -> bool:
    """A byline, or a line that is nothing but a signature."""
    if len(piece) > 160 or len(piece.split()) > 14:
        return False
    signed = _SIGNED.search(piece)
    if signed and signed.start() == 0 and (_agencies(signed.group(1)) or _is_picture(signed.group(1))):
        return True
    ends = piece.rstrip()[-1:] in ".!?؟"
    return not ends and fold_text(piece).startswith(phrases("passages", "credit", "bylines"))


def _agencies(name: str) -> bool:
    """Whether `name` is nothing but agencies, parted by slashes, commas or "and"."""
    known = phrases("passages", "credit", "agencies")
    parts = re.split(r"\s*(?:/|,|&|\band\b|\bи\b|\bو\s)\s*", fold_text(name))
    return all(part.strip(" .") in known for part in parts if part.strip(" ."))


def _is_picture(inner: str) -> bool:
    folded = f" {fold_text(inner)} "
    return any(re.search(rf"\W{re.escape(phrase)}\W", folded) for phrase in phrases("passages", "credit", "pictures"))


def _is_caption(piece: str) -> bool:
    if len(piece) > 600:
        return False
    bracket = _BRACKET.search(piece[-140:])
    return bool(bracket and _is_picture(bracket.group(1)))


def _is_headline(piece: str, before: int) -> bool:
    limits = table("passages")["headline"]
    words = piece.split()
    plain = piece.strip()
    if before >= limits["blocks"] or len(words) > limits["words"] or plain[-1:] in _STOPS.replace("!?؟", ""):
        return False
    letters = sum(1 for character in plain if character.isalpha())
    digits = sum(1 for character in plain if character.isdigit())
    return letters > digits and not header_of(plain) and not _only_date(words)


def _only_date(words: Sequence[str]) -> bool:
    """A short line with the digits of a day or a year in it is a date or a number of the paper, not a headline."""
    digits = sum(1 for word in words if any(c.isdigit() for c in word))
    return len(words) <= 6 and digits * 3 >= len(words) and digits > 0 and len(words) <= digits + 3


def header_of(line: str) -> str:
    """The kind of header (date, to, from, subject, ...) that a line of a memo or letter begins with; "" if none."""
    head, mark, _ = line.partition(":")
    if not mark or len(head) > 24:
        return ""
    folded = fold_text(head).strip()
    for name, words in table("describe")["headers"].items():
        if any(fold_text(word) == folded for word in words):
            return str(name)
    return ""


def _repeats(piece: str, heads: Sequence[str]) -> bool:
    bare = fold_text(piece).strip(" .")
    return any(fold_text(head).strip(" .") == bare for head in heads)


def _parted(text: str, block: Block, heads: Sequence[str], *, opens: bool) -> Iterator[Block]:
    """A paragraph without the repeated headline (and the date line before it) and without the credit at its end."""
    start, end = block.start, block.end
    for head in sorted({head.strip(" .\n") for head in heads}, key=lambda h: (-len(h), h)):
        at = text.find(head, start, start + _SEARCHED + len(head)) if len(head.split()) >= 4 else -1
        before = text[start:at] if at >= start else ""
        if at < 0 or len(before) > 160 or re.search(r"[.!?؟]\s+\S.*[.!?؟]\s", before):
            continue
        yield from ([Block(start, at, "credit")] if before.strip() else [])
        start = at + len(head)
        start += len(text[start : start + 1].strip(_STOPS + "-–—|")) == 0 and start < end
        yield Block(at, start, "headline")
        break
    if opens and start == block.start and (cut := _date_line_end(text, start, end)) < end and cut > start:
        yield Block(start, cut, "credit")
        start = cut
    cut = _credit_at(text, start, end)
    yield Block(start, cut)
    if cut < end:
        yield Block(cut, end, "credit")


def _date_line_end(text: str, start: int, end: int) -> int:
    """Where the date that a paragraph begins with ends, if a capital letter follows it; `start` if there is none."""
    for time in find_times(text, start, min(end, start + 80)):
        before = fold_text(text[start : time.start]).strip(" ,:") + " "
        opens = not before.strip() or before.startswith(phrases("passages", "credit", "bylines"))
        after = text[time.end : time.end + 2]
        if opens and time.precision == "day" and not time.anchor and after[:1] == " " and after[1:].isupper():
            return time.end
        break
    return start


def _credit_at(text: str, start: int, end: int) -> int:
    """Where the credit at the end of a paragraph begins; `end` if there is none."""
    base = max(start, end - 80)
    tail = text[base:end]
    source = _SOURCE.search(tail)
    if source:
        return base + source.start()
    signed = _SIGNED.search(tail)
    if signed and _AGENCY_WORDS.fullmatch(signed.group(1)) and _agencies(signed.group(1)):
        return base + signed.start()
    return end


def _without_tail(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks with the furniture at the end of the page cut off, where it stands in the middle of a block."""
    cut = _tail_at(text)
    for block in blocks:
        if block.end <= cut:
            yield block
        elif block.start >= cut:
            yield Block(block.start, block.end, "furniture")
        else:
            yield Block(block.start, cut)
            yield Block(cut, block.end, "furniture")


def _tail_at(text: str) -> int:
    stripped = len(text.rstrip())
    base = max(0, stripped - _TAIL)
    folded = fold(text[base:stripped])
    found = [folded.text.find(phrase) for phrase in phrases("passages", "furniture", "tails")]
    at = min((place for place in found if place > 0), default=-1)
    return base + folded.original(at, at)[0] if at >= 0 else len(text)
