"""What the styles of an OpenDocument file say: hidden text, hidden sheets and slides, pages that begin, headings.

In: office:styles and office:automatic-styles. Out: for a style's name what it and its parents say. OASIS ODF 1.3 part 3, 16
and 20.
"""

from dataclasses import dataclass, replace

from lxml import etree

from .xml import attribute, local

_DEEP = 20
_WHITE = frozenset({"#ffffff", "#fefefe"})


@dataclass(frozen=True, slots=True)
class Style:
    """One style, as far as it matters here."""

    hidden: str = ""
    color: str = ""
    behind: str = ""
    breaks: str = ""
    """`before` or `after` where a page breaks."""
    display: str = ""
    """Name that a user sees: Title, Heading_20_1."""
    latin: str = ""
    complex: str = ""
    """Fonts for letters of Europe and for those of right-to-left scripts; empty where none is named."""

    def unseen(self, *, plain: bool) -> str:
        """Why text in it is not seen; empty if it is. Colours count only on `plain` ground."""
        if self.hidden or not plain:
            return self.hidden
        if self.color in _WHITE and self.behind in {"", "transparent", *_WHITE}:
            return "white text on white"
        return "text in the colour of its background" if self.color and self.color == self.behind else ""


class Styles:
    """All styles by family and name."""

    def __init__(self) -> None:
        self._raw: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self._plain: dict[str, Style] = {}

    def add(self, root: etree._Element) -> None:
        """Take the styles below an element."""
        for one in root.iter():
            name = local(one)
            if name == "style":
                self._raw[attribute(one, "family"), attribute(one, "name")] = one
            elif name == "default-style":
                self._plain[attribute(one, "family")] = _over(one, Style())

    def of(self, family: str, name: str) -> Style:
        """The style of that name; nothing special for one that is not known."""
        return self._of(family, name, 0)

    def _of(self, family: str, name: str, depth: int) -> Style:
        key = family, name
        if key not in self._known:
            raw = self._raw.get(key)
            if raw is None or depth > _DEEP:
                return self._plain.get(family, Style())
            parent = attribute(raw, "parent-style-name")
            below = self._of(family, parent, depth + 1) if parent else self._plain.get(family, Style())
            self._known[key] = replace(_over(raw, below), display=name if not name[1:].isdecimal() else below.display)
        return self._known[key]


def _over(raw: etree._Element, below: Style) -> Style:
    for one in raw:
        name = local(one)
        if not name.endswith("-properties"):
            continue
        color, behind = attribute(one, "color"), attribute(one, "background-color")
        if attribute(one, "use-window-font-color") == "true":
            color = "auto"
        breaks = next((place for place in ("before", "after") if attribute(one, f"break-{place}") == "page"), "")
        below = replace(
            below,
            color=color.lower() or below.color,
            behind=behind.lower() or below.behind,
            breaks=breaks or below.breaks,
            latin=attribute(one, "font-name") or below.latin,
            complex=attribute(one, "font-name-complex") or below.complex,
            hidden=_hidden(name, one, below.hidden),
        )
    return below


def _hidden(name: str, one: etree._Element, below: str) -> str:
    """Why what has these properties is not seen."""
    if attribute(one, "font-size") in {"1pt", "0pt", "0.5pt"}:
        return "text too small to be seen (1 point or less)"
    if name == "drawing-page-properties":
        return "hidden slide" if attribute(one, "visibility") == "hidden" else below
    shown = attribute(one, "display")
    if name == "table-properties":
        return "hidden sheet" if shown == "false" else below
    if name in {"section-properties", "text-properties"} and shown:
        what = "hidden section" if name == "section-properties" else "hidden text"
        return what if shown == "none" else ""
    return below
