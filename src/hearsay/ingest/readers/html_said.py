"""What an HTML page says of itself: meta elements, JSON-LD, time elements, the language of the root.

In: a parsed page and the table of meta names. Out: Said values, evidence "markup" for the best of each name and "markup,
also" for what else the page says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hearsay.ingest.reading import Said

_SPACE = re.compile(r"\s+")
_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")
_LONGEST = 500
"""Characters of a value; what is longer is text, not a label."""
_LD = {"headline": "title", "author": "author", "publisher": "outlet", "datePublished": "published"}


def said(tree: LexborHTMLParser, meta: Mapping[str, Sequence[str]]) -> tuple[Said, ...]:
    """Everything said, best first for each name (linked data, meta, elements), no value twice.

    A heading that the title repeats is the best title there is.
    """
    found: dict[tuple[str, str], None] = {}
    for name, value in (*_heading(tree), *_linked_data(tree), *_metas(tree, meta), *_elements(tree)):
        plain = _SPACE.sub(" ", value).strip()
        if plain and len(plain) <= _LONGEST and not (name == "author" and plain.startswith(("http:", "https:"))):
            found.setdefault((name, plain))
    first: set[str] = set()
    kept = []
    for name, value in found:
        kept.append(Said(name, _normal(name, value), "markup, also" if name in first else "markup"))
        first.add(name)
    return tuple(kept)


def anchored(items: Sequence[Said], text: str) -> tuple[Said, ...]:
    """The same, with the span of the value where the page shows it word for word."""
    spans = [text.find(item.value) if item.name in {"title", "author"} else -1 for item in items]
    return tuple(
        Said(item.name, item.value, item.evidence, (at, at + len(item.value)) if at >= 0 else None)
        for item, at in zip(items, spans, strict=True)
    )


def _normal(name: str, value: str) -> str:
    if name == "published":
        day = _DAY.search(value)
        return day.group() if day else value
    if name == "language":
        return re.split(r"[-_,; ]", value)[0].lower()
    return value


def _metas(tree: LexborHTMLParser, meta: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    content: dict[str, list[str]] = {}
    for node in tree.css("meta[content]")[:500]:
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        key = key or attributes.get("http-equiv") or ""
        content.setdefault(key.lower(), []).append(attributes.get("content") or "")
    for name, keys in meta.items():
        for key in keys:
            yield from ((name, value) for value in content.get(key, ()))


def _heading(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    head, title = tree.css_first("h1"), tree.css_first("title")
    if head and title:
        plain = _SPACE.sub(" ", head.text()).strip()
        if len(plain) > 3 and plain in _SPACE.sub(" ", title.text()):
            yield "title", plain


def _elements(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for head in tree.css("h1")[:1]:
        yield "title", head.text()
    title = tree.css_first("title")
    if title:
        yield "title", title.text()
    for time in tree.css("time[datetime]")[:3]:
        if not _in_furniture(time):
            yield "published", time.attributes.get("datetime") or ""
    for author in tree.css("a[rel=author], [itemprop=author], .byline")[:3]:
        yield "author", author.text()
    own = tree.css_first("link[rel=canonical]")
    if own:
        yield "address", own.attributes.get("href") or ""
    root = tree.css_first("html")
    if root:
        yield "language", root.attributes.get("lang") or root.attributes.get("xml:lang") or ""


def _in_furniture(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(50):
        if above is None:
            return False
        if above.tag in {"nav", "footer", "aside"}:
            return True
        above = above.parent
    return False


def _linked_data(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css('script[type="application/ld+json"]')[:20]:
        try:
            body = msgspec.json.decode(node.text(deep=True))
        except (msgspec.DecodeError, RecursionError):
            continue
        for thing in _things(body):
            for key, name in _LD.items():
                yield from ((name, value) for value in _strings(thing.get(key)))


def _things(body: Any) -> Iterator[dict[str, Any]]:
    """Objects at the top or in an @graph that have a headline or a date of publication."""
    graph = body.get("@graph") if isinstance(body, dict) else None
    rows = graph if isinstance(graph, list) else body if isinstance(body, list) else [body]
    yield from (row for row in rows[:50] if isinstance(row, dict) and ("headline" in row or "datePublished" in row))


def _strings(value: Any) -> Iterator[str]:
    rows = value if isinstance(value, list) else [value]
    for row in rows[:10]:
        name = row.get("name") if isinstance(row, dict) else row
        if isinstance(name, str):
            yield name
