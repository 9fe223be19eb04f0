"""What in an HTML page a reader would not see, as far as its elements themselves say so.

In: an element. Out: why its text is hidden; empty where nothing says so. Rules of style sheets are not looked at.
"""

import re

from selectolax.lexbor import LexborNode

MAY_HIDE = re.compile(r"\bhidden\b|style\s*=|<font\b|\bcolor\s*=", re.IGNORECASE)
"""A page without any of these hides nothing by its elements."""

_RULES = (
    (re.compile(r"(?:^|;)display:none(?:!|;|$)"), "not displayed"),
    (re.compile(r"(?:^|;)visibility:(?:hidden|collapse)(?:!|;|$)"), "not visible"),
    (re.compile(r"(?:^|;)opacity:0?\.?0*(?:!|;|$)"), "wholly transparent"),
    (re.compile(r"(?:^|;)font-size:(?:0|[01](?:\.\d{1,4})?p[xt]|0\.\d{1,4}(?:r?em))(?:!|;|$)"), "too small to be read"),
    (re.compile(r"(?:^|;)(?:left|top|right|text-indent|margin-left):-\d{4,6}"), "outside the page"),
    (re.compile(r"(?:^|;)mso-hide:all(?:!|;|$)"), "hidden by the program that wrote it"),
)
_COLOUR = re.compile(r"(?:^|;)(color|background(?:-color)?):([^;!]{1,40})")
_SPACE = re.compile(r"\s+")
_WHITE = frozenset({"white", "#fff", "#ffffff", "rgb(255,255,255)", "#fefefe", "rgba(255,255,255,1)"})
_STYLE = 4000
"""Characters of a style attribute that are looked at."""


def why(node: LexborNode, behind: str) -> tuple[str, str]:
    """Why the text of an element is hidden, and the colour behind its text; `behind` is that of what it stands in."""
    attributes = node.attributes
    style = _SPACE.sub("", (attributes.get("style") or "")[:_STYLE]).lower()
    if "hidden" in attributes and (attributes.get("hidden") or "").lower() != "until-found":
        return "not displayed", behind
    for pattern, reason in _RULES:
        if style and pattern.search(style):
            return reason, behind
    colours = dict(_COLOUR.findall(style))
    ground = _same(colours.get("background-color") or colours.get("background") or attributes.get("bgcolor") or behind)
    ink = _same(colours.get("color") or (attributes.get("color") or "" if node.tag == "font" else ""))
    return ("in the colour of what it stands on" if ink and ink == ground else ""), ground


def _same(colour: str) -> str:
    """One word for colours that look the same; the text as it is for all others."""
    plain = colour.strip().lower()
    return "white" if plain in _WHITE else plain
