"""What stands in drawings of office files: the words and numbers of charts, the words of diagrams.

In: parts of a Package. Out: Lines. DrawingML, ECMA-376 part 1, 20 and 21.
"""

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from .package import Package
from .script import Line, joined
from .xml import child, inner, local, under

_MOST = 10_000


def lines(package: Package, part: str) -> list[Line]:
    """The words of a chart or a diagram."""
    root = package.tree(part)
    if root is None:
        return []
    if local(root) == "chartSpace":
        return list(_chart(root))
    return [Line(parts=[text]) for text in paragraphs(root)]


def paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each a:p below an element."""
    for one in under(root, "p"):
        text = "".join(_runs(one))
        if text.strip():
            yield text


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for one in paragraph.iter():
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name == "br":
            yield "\n"
        elif name == "tab":
            yield "\t"


def _chart(root: etree._Element) -> Iterator[Line]:
    """Titles, then a row of the categories and a row for each series."""
    for title in under(root, "title"):
        text = " ".join(paragraphs(title)) or " ".join(inner(v) for v in under(title, "v"))
        if text.strip():
            yield Line("caption", parts=[text])
    shown: list[str] = []
    for series in under(root, "ser"):
        head = _points(_first(series, "cat", "xVal"))
        if head != shown:
            shown = head
            yield Line("table", parts=[joined(["", *head])])
        name = " ".join(_points(child(series, "tx")))
        yield Line("table", parts=[joined([name, *_points(_first(series, "val", "yVal"))])])


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    return next((found for name in names if (found := child(element, name)) is not None), None)


def _points(element: etree._Element | None) -> list[str]:
    """The cached values of a reference, in order."""
    return [inner(value) for value in islice(under(element, "v"), _MOST)] if element is not None else []
