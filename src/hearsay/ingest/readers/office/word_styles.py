"""What the styles of a Word file say of a paragraph or a run: headings, lists, colours, what is hidden.

In: word/styles.xml. Out: for a style's name what it and those it is based on say. ECMA-376 part 1, 17.7.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lxml import etree

from hearsay.model import PassageKind

from .fonts import faces
from .xml import attribute, child, local

_HEADING = re.compile(r"(?:heading|überschrift|titre|заголовок|título|عنوان)\s*(\d)", re.IGNORECASE)
_KINDS: tuple[tuple[str, PassageKind], ...] = (
    ("caption", "caption"), ("quote", "quote"), ("intense quote", "quote"), ("title", "headline"), ("subtitle", "headline"),
)  # fmt: skip
_DEEP = 20
_OFF = frozenset({"0", "false", "off", "none"})
_WHITE = frozenset({"ffffff", "white", "background1", "bg1", "fefefe"})
_TINY = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as it decides whether it can be seen, and its fonts."""

    vanish: bool = False
    color: str = ""
    """Lower-case hex or name of a theme colour; empty for automatic."""
    size: int = 24
    """Half points."""
    behind: str = ""
    """Fill behind it; empty for none."""
    latin: str = ""
    complex: str = ""
    """Fonts for letters of Europe and for those of right-to-left scripts; empty where none is named."""

    def hidden(self, behind: str, *, surely: bool) -> str:
        """Why nobody sees it before `behind`, the fill of its surroundings (only if that is known `surely`)."""
        fill = self.behind or behind
        if self.vanish:
            return "hidden text (a format that Word does not show)"
        if self.size <= _TINY:
            return "text too small to be seen (1 point or less)"
        if self.color in _WHITE and (fill in _WHITE or (not fill and surely)):
            return "white text on white"
        if self.color and self.color == fill:
            return "text in the colour of its background"
        return ""


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is by its style."""

    kind: PassageKind = "paragraph"
    level: int = 0
    numbering: str = ""
    """Id of its list; empty for none."""
    indent: int = 0
    look: Look = field(default_factory=Look)
    behind: str = ""
    breaks: bool = False
    """Whether a page begins with it."""
    fills: bool = False
    """Of a table: whether it gives cells a fill."""


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is on."""
    return element is not None and attribute(element, "val").lower() not in _OFF


def fill(properties: etree._Element | None) -> str:
    """The fill that w:shd or w:highlight gives; empty for none."""
    if properties is None:
        return ""
    mark = child(properties, "highlight")
    if mark is not None and attribute(mark, "val") not in {"", "none"}:
        return attribute(mark, "val").lower()
    shade = child(properties, "shd")
    found = attribute(shade, "fill").lower() if shade is not None else ""
    return "" if found == "auto" else found


def look(properties: etree._Element | None, base: Look) -> Look:
    """The look of a run with these properties (w:rPr) on top of `base`."""
    if properties is None or not len(properties):
        return base
    for one in properties:
        name = local(one)
        if name == "vanish":
            base = replace(base, vanish=on(one))
        elif name == "color":
            theme, value = attribute(one, "themeColor"), attribute(one, "val").lower()
            base = replace(base, color=theme if theme == "background1" else "" if value == "auto" else value)
        elif name == "sz" and attribute(one, "val").isdecimal():
            base = replace(base, size=int(attribute(one, "val")))
        elif name in {"shd", "highlight"}:
            base = replace(base, behind=fill(properties))
        elif name == "rFonts":
            latin, complex_ = faces(one, base.latin, base.complex)
            base = replace(base, latin=latin, complex=complex_)
    return base


class Styles:
    """All styles of a file."""

    def __init__(self, root: etree._Element | None) -> None:
        self._raw: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.names: dict[str, str] = {}
        self._default, base = "", None
        for one in root if root is not None else ():
            if local(one) == "style":
                key = attribute(one, "styleId")
                self._raw.setdefault(key, one)
                name = child(one, "name")
                self.names[key] = attribute(name, "val").lower() if name is not None else ""
                if attribute(one, "type") == "paragraph" and attribute(one, "default") in {"1", "true", "on"}:
                    self._default = key
            elif local(one) == "docDefaults":
                base = child(one, "rPrDefault", "rPr")
        self._base = Style(look=look(base, Look()))

    def of(self, key: str) -> Style:
        """The style of a paragraph, a run or a table by its id; the usual one for an empty id."""
        return self._of(key or self._default, 0)

    def _of(self, key: str, depth: int) -> Style:
        if key not in self._known:
            raw = self._raw.get(key)
            if raw is None or depth > _DEEP:
                return self._base
            based = child(raw, "basedOn")
            below = self._of(attribute(based, "val"), depth + 1) if based is not None else self._base
            self._known[key] = _style(raw, self.names.get(key, ""), below)
        return self._known[key]


def _style(raw: etree._Element, name: str, below: Style) -> Style:
    properties = child(raw, "pPr")
    kind, level = _kind(name, below)
    outline = child(properties, "outlineLvl")
    if outline is not None and attribute(outline, "val").isdecimal():
        depth = int(attribute(outline, "val"))
        kind, level = ("headline", depth + 1) if depth < 9 else ("paragraph", 0)
    shades = any(local(one) == "shd" and attribute(one, "fill") not in {"", "auto"} for one in raw.iter())
    breaks = child(properties, "pageBreakBefore")
    number, indent = listed(properties, below.numbering, below.indent)
    return Style(
        kind=kind,
        level=level,
        numbering=number,
        indent=indent,
        look=look(child(raw, "rPr"), below.look),
        behind=fill(properties) or below.behind,
        breaks=on(breaks) if breaks is not None else below.breaks,
        fills=shades or below.fills,
    )


def _kind(name: str, below: Style) -> tuple[PassageKind, int]:
    heading = _HEADING.fullmatch(name)
    if heading:
        return "headline", int(heading[1])
    if name.startswith("toc ") or name in {"header", "footer"}:
        return "furniture", 0
    known: Mapping[str, PassageKind] = MappingProxyType(dict(_KINDS))
    if name in known:
        return known[name], 1
    return below.kind, below.level


def listed(properties: etree._Element | None, number: str, indent: int) -> tuple[str, int]:
    """Id of the list and level in it that w:numPr gives, else what is given."""
    found = child(properties, "numPr")
    if found is None:
        return number, indent
    key, deep = child(found, "numId"), child(found, "ilvl")
    number = attribute(key, "val") if key is not None else number
    value = attribute(deep, "val") if deep is not None else ""
    return ("" if number == "0" else number), (int(value) if value.isdecimal() else indent)
