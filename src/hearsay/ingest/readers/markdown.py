"""Markdown: the page text is the file as it stands; headings, quotations and list items are marked on it.

In: a decoded page. Out: its Reading with blocks, and the title, author and date of a front matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.ingest.encoding import Decoded
from hearsay.ingest.in_pages import in_pages
from hearsay.ingest.reading import Block, PageReading, Reading, Said
from hearsay.model import PassageKind

from .text import as_page

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n((?:(?!---[ \t]*\r?$)[^\n]*\n){1,200})---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_KEY = re.compile(
    r"(?m)^(title|author|authors|date|published|lang|language|publisher|site_name|outlet)[ \t]*:[ \t]*(.+?)\s*$"
)
_NAMES = {
    "authors": "author", "date": "published", "lang": "language", "publisher": "outlet", "site_name": "outlet",
}  # fmt: skip
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_MARK = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<heading>\#{1,6})[ \t]+\S|(?P<quote>(?:>[ \t]?)+)|(?P<item>[-*+•]|\d{1,4}[.)])[ \t]+\S"
    r"|(?P<fence>```|~~~)|(?P<row>\|.*\|)|(?P<picture>!\[[^\]\n]*\]\([^)\n]*\)))"
)
_UNDER = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*\r?\n?\Z")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\r?\n?\Z")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: PassageKind | None
    """None for a blank line or a rule."""
    level: int = 0
    opens: bool = False
    """Begins a block of its own even after a line of the same kind."""


def page_of(decoded: Decoded, media_type: str, number: int, pages: int = 1) -> Reading:
    """One page with its blocks; the text is the original text, marks and all."""
    del media_type, pages
    front = _FRONT.match(decoded.text) if number == 1 else None
    said = tuple(_said(front)) if front else ()
    return as_page(decoded, PageReading(number, decoded.text, blocks=blocks(decoded.text)), said)


read = in_pages(page_of)
"""Reads Markdown."""


def _said(front: re.Match[str]) -> Iterator[Said]:
    base = front.start(1)
    for found in _KEY.finditer(front.group(1)):
        value = found.group(2).strip().strip("\"'")
        if value:
            key = found.group(1)
            yield Said(_NAMES.get(key, key), value, "metadata", (base + found.start(2), base + found.end(2)))


def blocks(text: str) -> tuple[Block, ...]:
    """Blocks of Markdown, sorted and disjoint; front matter is furniture. Spans are trimmed of white space."""
    found: list[_Line] = []
    for line in _lines(text):
        last = found[-1] if found else None
        if last and line.kind == last.kind and line.level == last.level and not line.opens and line.kind:
            found[-1] = _Line(last.start, line.end, last.kind, last.level)
        else:
            found.append(line)
    return tuple(_trimmed(text, line, line.kind) for line in found if line.kind)


def _trimmed(text: str, line: _Line, kind: PassageKind) -> Block:
    piece = text[line.start : line.end]
    start = line.start + len(piece) - len(piece.lstrip())
    return Block(start, line.start + len(piece.rstrip()), kind, line.level)


def _lines(text: str) -> Iterator[_Line]:
    front = _FRONT.match(text)
    at = 0
    if front:
        yield _Line(0, front.end(), "furniture")
        at = front.end()
    inside = ""
    held: _Line | None = None
    for found in _LINE.finditer(text, at):
        raw = found.group()
        if held and held.kind == "paragraph" and not inside and _UNDER.match(raw):
            yield _Line(held.start, found.end(), "headline", 1, opens=True)
            held = None
            continue
        if held:
            yield held
        line, inside = _line(raw, found.start(), inside, held)
        held = line
    if held:
        yield held


def _line(raw: str, start: int, inside: str, before: _Line | None) -> tuple[_Line, str]:
    """One line as a block of its own, and the fence that is open after it."""
    end = start + len(raw)
    mark = _MARK.match(raw)
    fence = mark.group("fence") if mark else None
    if inside:
        return _Line(start, end, "paragraph"), "" if fence == inside else inside
    if fence:
        return _Line(start, end, "paragraph", opens=True), fence
    if not raw.strip() or _RULE.match(raw):
        return _Line(start, end, None), ""
    if mark is None:
        lazy = before is not None and before.kind in {"quote", "list_item"}
        return _Line(
            start, end, before.kind if lazy and before else "paragraph", before.level if lazy and before else 0
        ), ""
    return _marked(mark, start, end), ""


def _marked(mark: re.Match[str], start: int, end: int) -> _Line:
    if mark.group("heading"):
        return _Line(start, end, "headline", len(mark.group("heading")), opens=True)
    if mark.group("quote"):
        return _Line(start, end, "quote", mark.group("quote").count(">"))
    if mark.group("item"):
        depth = len(mark.group("indent").expandtabs(4)) // 2
        return _Line(start, end, "list_item", depth, opens=True)
    return _Line(start, end, "table" if mark.group("row") else "caption")
