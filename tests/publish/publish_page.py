"""A dossier of the small case, and what a reader's browser would see of it.

In: records. Out: a DossierView; the tags, ids, links and words of a page, none of them unexpected.
"""

from collections.abc import Sequence
from html.parser import HTMLParser

from publish_fixtures import RECORDS

from hearsay.model import Record
from hearsay.publish import DossierView, compose
from hearsay.publish.phrases import HIDDEN

TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "nav",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "a",
        "span",
        "strong",
        "em",
        "ul",
        "ol",
        "li",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "svg",
        "rect",
        "line",
        "path",
        "circle",
        "text",
        "figure",
        "figcaption",
        "bdi",
        "q",
        "blockquote",
        "mark",
        "details",
        "summary",
    ]
)
ATTRIBUTES = frozenset(
    [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "id",
        "href",
        "aria-label",
        "aria-hidden",
        "title",
        "dir",
        "scope",
        "data-label",
        "role",
        "viewbox",
        "width",
        "height",
        "x",
        "y",
        "rx",
        "x1",
        "x2",
        "y1",
        "y2",
        "cx",
        "cy",
        "r",
        "d",
        "text-anchor",
    ]
)


class Seen(HTMLParser):
    """Every tag and attribute of a page, and that what is opened is closed."""

    VOID = frozenset({"meta", "rect", "line", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, (tag, name)
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def look(html: str) -> Seen:
    seen = Seen()
    seen.feed(html)
    seen.close()
    assert seen.open == []
    assert all(link.startswith("#") for link in seen.links)
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert not HIDDEN.search(html)
    return seen


def view(records: Sequence[Record] = RECORDS, title: str = "A case", about: str = "About it") -> DossierView:
    return DossierView.of(
        [*records, *compose(records)], title=title, about=about, made_of="hearsay 0", made_on="2026-11-22"
    )
