"""Text of a haul on its way into HTML: escaped, hidden characters shown as marks, directions kept apart.

In: hostile strings. Out: Markup that no haul can break out of.
"""

import re

from markupsafe import Markup, escape

from .phrases import FSI, HIDDEN, PDI, name_of, visible

_CUT = re.compile(f"({HIDDEN.pattern})")
_PERCENT = re.compile("([0-9]) %")
_EMPTY = re.compile("\n[\n\r\t ]*\n")


def raw(text: str) -> Markup:
    """Escaped; every hidden character a visible mark, isolates of the haul included; in its own direction."""
    return Markup('<bdi dir="auto">{}</bdi>').format(_marks(text))


def said(text: str) -> Markup:
    """A sentence of the dossier: escaped, its own isolates (when they are well nested) turned into bdi elements.

    A number stays on one line with its per cent sign.
    """
    text = _PERCENT.sub("\\1\u00a0%", text)
    if not _nested(text):
        return _marks(text)
    parts = re.split(f"([{FSI}{PDI}])", text)
    tags = {FSI: Markup('<bdi dir="auto">'), PDI: Markup("</bdi>")}
    return Markup("").join(tags[part] if part in tags else _marks(part) for part in parts)


def context(text: str) -> Markup:
    """Characters of a page: escaped, hidden ones as marks, empty lines closed up, without an element round them."""
    return _marks(_EMPTY.sub("\n", text))


def attribute(text: str) -> str:
    """For an attribute or an SVG text: hidden characters as ⟨U+202E⟩; escaping is left to the template."""
    return visible(text)


def _marks(text: str) -> Markup:
    pieces = _CUT.split(text)
    return Markup("").join(_mark(piece) if HIDDEN.fullmatch(piece) else escape(piece) for piece in pieces)


def _mark(character: str) -> Markup:
    return Markup('<span class="hidden" title="hidden character">{}</span>').format(name_of(character))


def _nested(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == FSI) - (character == PDI)
        if depth not in (0, 1):
            return False
    return depth == 0
