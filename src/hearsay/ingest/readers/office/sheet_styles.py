"""How the cells of an Excel file are shown: number formats, colours.

In: xl/styles.xml. Out: for the number of a cell's style its format, and whether what stands in the cell can be seen.
ECMA-376 part 1, 18.8.
"""

from dataclasses import dataclass

from lxml import etree

from .formats import BUILT_IN, hides
from .xml import attribute, child, children

_WHITE = frozenset({"ffffff", "white"})
_DEFAULT = "General"


@dataclass(frozen=True, slots=True)
class Shown:
    """One style of cells."""

    form: str = _DEFAULT
    hidden: str = ""
    """Why a value is not to be seen; empty if it is."""


class CellStyles:
    """All styles of cells by their numbers."""

    def __init__(self, root: etree._Element | None) -> None:
        forms = dict(BUILT_IN)
        for one in children(root, "numFmts"):
            if attribute(one, "numFmtId").isdecimal():
                forms[int(attribute(one, "numFmtId"))] = attribute(one, "formatCode")
        fonts = [_color(child(one, "color")) for one in children(root, "fonts")]
        fills = [_fill(one) for one in children(root, "fills")]
        self._styles = [_shown(one, forms, fonts, fills) for one in children(root, "cellXfs")]

    def of(self, number: str) -> Shown:
        """The style of a cell by its s attribute."""
        index = int(number) if number.isdecimal() else 0
        return self._styles[index] if index < len(self._styles) else Shown()


def _color(element: etree._Element | None) -> str:
    """Lower-case rgb; `white` for the first colour of the theme; empty for what is not told outright."""
    if element is None:
        return ""
    if attribute(element, "theme") == "0" and not attribute(element, "tint"):
        return "ffffff"
    return attribute(element, "rgb").lower()[-6:] if attribute(element, "rgb") else ""


def _fill(element: etree._Element) -> str | None:
    """The fill of a cell; None where it has none."""
    pattern = child(element, "patternFill")
    if pattern is None:
        return "" if len(element) else None
    if attribute(pattern, "patternType") in {"none", ""}:
        return None
    return _color(child(pattern, "fgColor"))


def _shown(one: etree._Element, forms: dict[int, str], fonts: list[str], fills: list[str | None]) -> Shown:
    def number(name: str) -> int:
        value = attribute(one, name)
        return int(value) if value.isdecimal() else 0

    form = forms.get(number("numFmtId"), _DEFAULT)
    font = fonts[number("fontId")] if number("fontId") < len(fonts) else ""
    fill = fills[number("fillId")] if number("fillId") < len(fills) else None
    hidden = ""
    if hides(form):
        hidden = "hidden by its number format"
    elif font in _WHITE and (fill is None or fill in _WHITE):
        hidden = "white text on white"
    elif font and fill and font == fill:
        hidden = "text in the colour of its background"
    return Shown(form, hidden)
