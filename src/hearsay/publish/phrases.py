"""Small pieces of prose: safe quotations, numbers with their uncertainty, lists.

In: strings of a haul (hostile), probabilities in 0..1. Out: plain text for sentences. Control and bidi characters of a
haul come out as visible marks such as ⟨U+202E⟩; a piece that runs right to left stands between isolates (U+2068,
U+2069), so that it cannot turn the sentence round it.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]",
)
"""Characters that no reader sees and that can change what a reader sees."""

FSI, PDI = "\u2068", "\u2069"
_MARKS = (("“", "”"), ("«", "»"), ('"', '"'))
"""Quotation marks that open and that close."""
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@cache
def words() -> dict[str, Any]:
    """The table data/words.toml."""
    return tomllib.loads(files(__package__).joinpath("data/words.toml").read_text("utf-8"))


def word(table: str, key: str) -> str:
    """An entry of a table of words; a word that is not in it stands for itself, `_` read as space."""
    found = words()[table].get(key)
    return str(found) if isinstance(found, str) else key.replace("_", " ")


def name_of(mark: str) -> str:
    """`U+202E` for one character."""
    return f"U+{ord(mark):04X}"


def visible(text: str) -> str:
    """Every hidden character as ⟨U+202E⟩; tabs, line ends and everything readable stay."""
    return HIDDEN.sub(lambda found: f"⟨{name_of(found.group())}⟩", text)


def inline(text: str) -> str:
    """One line: white space run together, hidden characters visible."""
    return visible(" ".join(text.split()))


def shorten(text: str, limit: int) -> str:
    """`text` if it has at most `limit` characters, else cut at a word with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:") + "…"


def isolate(text: str) -> str:
    """`text` between isolates where anything in it runs right to left, else as it is."""
    return f"{FSI}{text}{PDI}" if _RTL.search(text) else text


def name(text: str, limit: int = 90) -> str:
    """A name from a haul, to stand in a sentence; `an unnamed voice` when empty."""
    return isolate(shorten(inline(text), limit)) or "an unnamed voice"


def quoted(text: str, limit: int = 200) -> str:
    """Words of a haul between quotation marks."""
    return f"“{isolate(shorten(inline(text), limit))}”"


def sentence(text: str) -> str:
    """First letter raised, closed by a full stop unless a mark closes it already; empty stays empty."""
    text = text.strip()
    if not text:
        return ""
    ended = text.rstrip("”\"'»)" + PDI).endswith((".", "?", "!", "…", "؟", "。"))
    return text[0].upper() + text[1:] + ("" if ended else ".")


def title(text: str) -> str:
    """One line to stand as a heading: first letter raised, without a quotation mark whose partner is missing."""
    line = inline(text)
    for opening, closing in _MARKS:
        odd = line.count(opening) % 2 if opening == closing else line.count(opening) - line.count(closing)
        at = line.find(opening) if odd > 0 else line.rfind(closing) if odd < 0 else -1
        if odd in {-1, 1}:
            line = line[:at] + line[at + 1 :]
    line = line.strip()
    return line[:1].upper() + line[1:]


def joined(parts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 text`, `2 texts`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def unique(parts: Iterable[str]) -> list[str]:
    """Each once, in order of first appearance, the empty ones dropped."""
    return list(dict.fromkeys(part for part in parts if part))


def interval(low: float, high: float) -> str:
    """Percent, rounded outwards so that the range shown is never narrower than the range found."""
    first, last = math.floor(100 * low + 1e-9), math.ceil(100 * high - 1e-9)
    return f"{'below 1' if first <= 0 else first} % to {'above 99' if last >= 100 else last} %"


def chance(value: float) -> str:
    """A probability with two decimals, with more near 0 and 1, so that it never reads as 0 or 1."""
    edge = min(value, 1 - value)
    if edge <= 0:
        return f"{value:g}"
    return f"{value:.2f}" if edge >= 0.005 else f"{value:.{min(12, 1 - math.floor(math.log10(edge)))}f}"


def odds(value: float) -> str:
    """A probability in words: `about 1 in 4`, `about 7 in 10`."""
    if value < 0.35:
        return f"about 1 in {round(1 / max(value, 1e-9)):,}"
    return f"about {round(10 * value)} in 10" if value < 0.95 else "nearly always"


def signed(value: float) -> str:
    """`+0.41`, `−1.20`, `0.00`."""
    return f"{value:+.2f}".replace("-", "−") if round(value, 2) else "0.00"
