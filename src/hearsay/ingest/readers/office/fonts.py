"""The fonts in which the visible text of an office file is set, by its runs, their styles and, in Word, the theme.

In: w:rFonts elements, runs of text, the theme. Out: names of fonts. Tables of fonts are not looked at: programs write into them
what no text is set in. ECMA-376 part 1, 17.3.2.26.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from hearsay.ingest.reading import Said

from .xml import attribute, local

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_THEME = "+"
"""Stands before the name of a place in the theme."""
_MOST = 60


def faces(fonts: etree._Element, latin: str, complex_: str) -> tuple[str, str]:
    """Fonts for letters of Europe and for those of right-to-left scripts, after w:rFonts; `+minorHAnsi` is the theme's."""
    found = []
    for names, themes, before in (
        (("ascii", "hAnsi"), ("asciiTheme", "hAnsiTheme"), latin),
        (("cs",), ("cstheme",), complex_),
    ):
        theme = next((value for name in themes if (value := attribute(fonts, name))), "")
        own = next((value for name in names if (value := attribute(fonts, name))), "")
        found.append(f"{_THEME}{theme}" if theme else own or before)
    return found[0], found[1]


def face(text: str, latin: str, complex_: str) -> str:
    """The one in which a run is set; empty for one without letters and digits."""
    if not any(sign.isalnum() for sign in text):
        return ""
    return latin if text.isascii() or not _RIGHT_TO_LEFT.search(text) else complex_


def said(used: Iterable[str], theme: etree._Element | None) -> Iterator[Said]:
    """A fact for each font, sorted; those of the theme by its names."""
    held = dict(_theme(theme))
    names = {held.get(name[1:], "") if name.startswith(_THEME) else name for name in used}
    yield from (Said("font", name[:200], "markup") for name in sorted(names - {""})[:_MOST])


def _theme(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    """`minorHAnsi` and the like -> the name of the font."""
    for one in root.iter() if root is not None else ():
        name = local(one)
        if name in {"majorFont", "minorFont"}:
            for part in one:
                kinds = {"latin": ("HAnsi", "Ascii"), "cs": ("Bidi",)}.get(local(part), ())
                yield from ((f"{name[:5]}{kind}", attribute(part, "typeface")) for kind in kinds)
