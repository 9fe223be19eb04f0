"""HTML: a plain rendering of the body, made by our own walk over the tree, with the blocks that markup shows.

In: bytes. Out: a Reading of one page whose offsets are into the rendering; title, author, outlet, date and language from
meta elements, JSON-LD and time elements; where its links lead, and what its authors remarked, as facts. Nothing is fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from hearsay.ingest.encoding import decode
from hearsay.ingest.lexicon import table
from hearsay.ingest.reading import Block, Content, PageReading, Reading, Said
from hearsay.model import PassageKind
from hearsay.settings import IngestSettings

from . import html_hidden, html_said
from .text import as_page

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINES = re.compile(r" *\n *")
_SPACES = re.compile(r" {2,}")
_LINKS, _REMARKS = 2000, 200
_LONGEST = 2000
"""Characters of an address or a remark."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the open elements say about text that stands in them."""

    kind: PassageKind = "paragraph"
    level: int = 0
    furniture: bool = False
    pre: bool = False
    lists: int = 0
    quotes: int = 0
    hidden: str = ""
    behind: str = "white"
    """The colour that the text stands on."""


@dataclass(slots=True)
class _Link:
    """Where words lead, and the block in which they begin. Mutable on purpose: the words are known at its end."""

    target: str
    words: str
    block: int


@dataclass(slots=True)
class _Rendering:
    """The text so far. Mutable on purpose: a page is built once, piece by piece."""

    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    run: list[str] = field(default_factory=list)
    place: _Place = _Place()
    links: list[_Link] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def say(self, words: str, place: _Place) -> None:
        """Add running text; a new place parts it from what came before."""
        if place != self.place:
            self.part(place)
        self.run.append(words)

    def part(self, place: _Place) -> None:
        """Close the block at hand."""
        joined = "".join(self.run)
        self.run = []
        plain = joined.strip("\n") if self.place.pre else _LINES.sub("\n", _SPACES.sub(" ", joined)).strip()
        before, self.place = self.place, place
        if not plain.strip():
            return
        self._append(plain, before)

    def _append(self, plain: str, place: _Place) -> None:
        if self.length:
            tight = place.kind in {"list_item", "table"} and self.blocks[-1].kind == place.kind
            gap = "\n" if tight else "\n\n"
            self.pieces.append(gap)
            self.length += len(gap)
        kind: PassageKind = "furniture" if place.furniture else place.kind
        self.pieces.append(plain)
        self.blocks.append(Block(self.length, self.length + len(plain), kind, place.level, place.hidden))
        self.length += len(plain)


@cache
def tables() -> dict[str, Any]:
    """The content of data/html.toml, element names as sets."""
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in table("html").items()}


def read(content: Content, settings: IngestSettings) -> Reading:
    """One page, method "html"."""
    del settings
    charset = _CHARSET.search(content.data[:4096])
    declared = charset.group(1).decode("ascii", "replace") if charset else ""
    decoded = decode(content.data, declared)
    tree = LexborHTMLParser(decoded.text)
    said = html_said.said(tree, tables()["meta"])
    rendering = _render(tree, hiding=bool(html_hidden.MAY_HIDE.search(decoded.text)))
    text = "".join(rendering.pieces)
    page = PageReading(1, text or " ", "html", tuple(rendering.blocks))
    notes = [Said("declared_encoding", declared.lower(), "markup")] if declared else []
    notes += [Said("remark", remark, "markup") for remark in dict.fromkeys(rendering.remarks)]
    return as_page(decoded, page, (*notes, *html_said.anchored(said, text), *_links(rendering, text)))


def _links(rendering: _Rendering, text: str) -> Iterator[Said]:
    """Each place that a link leads to once, with its words where they stand."""
    at, seen = 0, set[str]()
    for link in rendering.links:
        if link.block < len(rendering.blocks):
            at = max(at, rendering.blocks[link.block].start)
        start = text.find(link.words, at) if link.words else -1
        at = start + len(link.words) if start >= 0 else at
        if link.target not in seen:
            seen.add(link.target)
            yield Said("link", link.target, "markup", (start, start + len(link.words)) if start >= 0 else None)


def _render(tree: LexborHTMLParser, *, hiding: bool) -> _Rendering:
    rendering = _Rendering()
    title = _title(tree)
    if title:
        rendering.say(title, _Place("headline", 1))
    if tree.body is not None:
        _walk(tree.body, rendering, hiding=hiding)
    rendering.part(_Place())
    return rendering


def _title(tree: LexborHTMLParser) -> str:
    """The title element, unless a heading of the page already says it."""
    node = tree.css_first("title")
    title = _SPACE.sub(" ", node.text()).strip() if node else ""
    heads = (_SPACE.sub(" ", head.text()).strip() for head in tree.css("h1, h2")[:20])
    return "" if any(len(head) > 3 and head in title for head in heads) else title


def _walk(body: LexborNode, out: _Rendering, *, hiding: bool) -> None:
    """Depth first without recursion, so that no nesting is too deep."""
    known = tables()
    parting = known["block"] | known["furniture"] | known["headline"]
    waiting: list[tuple[LexborNode | None, _Place, str]] = [(body, _Place(), "")]
    while waiting:
        node, place, closing = waiting.pop()
        if node is None:
            out.part(place) if closing == "block" else out.say("\t", place)
            continue
        if node.is_text_node:
            words = node.text_content or ""
            out.say(words if place.pre else _SPACE.sub(" ", words), place)
            continue
        tag = node.tag or ""
        if not node.is_element_node or tag in known["drop"]:
            _remark(node, out)
            continue
        if tag == "br":
            out.say("\n", place)
            continue
        inner = _inner(tag, place, known)
        if hiding and not place.hidden:
            hidden, behind = html_hidden.why(node, place.behind)
            inner = replace(inner, hidden=hidden, behind=behind) if (hidden, behind) != ("", place.behind) else inner
        if tag in parting:
            out.part(inner)
            waiting.append((None, place, "block"))
        elif tag in known["cell"]:
            waiting.append((None, inner, "cell"))
        elif tag == "a" and not place.furniture:
            _link(node, out)
        waiting += reversed([(child, inner, "") for child in node.iter(include_text=True)])


def _remark(node: LexborNode, out: _Rendering) -> None:
    """A comment in the markup, which no reader of the page sees; of programs' own marks nothing."""
    if node.is_comment_node and len(out.remarks) < _REMARKS:
        words = _SPACE.sub(" ", node.comment_content or "").strip()
        if words and not words.startswith(("[if", "[endif", "<![endif")) and any(map(str.isalpha, words)):
            out.remarks.append(words[:_LONGEST])


def _link(node: LexborNode, out: _Rendering) -> None:
    target = (node.attributes.get("href") or "").strip()[:_LONGEST]
    if target and not target.lower().startswith(("#", "javascript:", "data:")) and len(out.links) < _LINKS:
        out.links.append(_Link(target, _SPACE.sub(" ", node.text()).strip(), len(out.blocks)))


def _inner(tag: str, place: _Place, known: dict[str, Any]) -> _Place:
    """The place inside an element `tag` that stands in `place`."""
    p = place
    kind: PassageKind = p.kind
    level, furniture, pre, lists, quotes = p.level, p.furniture, p.pre, p.lists, p.quotes
    if tag in known["headline"]:
        kind, level = "headline", int(tag[1])
    elif tag in known["furniture"]:
        furniture = True
    elif tag == "blockquote":
        quotes += 1
        kind, level = "quote", quotes
    elif tag in {"ul", "ol", "dir"}:
        lists += 1
    elif tag == "li" and not quotes:
        kind, level = "list_item", max(0, lists - 1)
    elif tag in {"figcaption", "caption"}:
        kind, level = "caption", 0
    elif tag in {"tr", "td", "th"} and not quotes:
        kind, level = "table", 0
    elif tag in {"pre", "listing", "xmp"}:
        pre = True
    else:
        return place
    return _Place(kind, level, furniture, pre, lists, quotes, p.hidden, p.behind)
