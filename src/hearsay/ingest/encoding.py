"""Which encoding a text of unknown origin is in: byte order marks, strict decoding, then letters that fit.

In: bytes, and the encoding that the content declares of itself, if any. Out: the text and the name of the encoding,
never with a lost byte unless that is counted and said. Declared encodings are believed only where the letters fit.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from .lexicon import table

_SAMPLE = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUNS = re.compile(r"[^\x00-\x7f]+")
_SCRIPTS = {
    "arabic": re.compile(r"[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]"),
    "cyrillic": re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[а-яё][А-ЯЁ]"),
    "latin": re.compile(r"[\u0080-\u00ff]{3}"),
}
"""What does not happen inside a word of that script: strangers beside it, a capital after a small letter."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read."""

    text: str
    encoding: str
    """A name of Python's codecs, or two joined by `+` where one alone did not do."""
    stray: int = 0
    """Bytes that did not fit the main encoding and were read as windows-1252."""


@cache
def _tables() -> dict[str, tuple[dict[str, float], str]]:
    return {
        name: (dict.fromkeys(letters["known"], 0.5) | dict.fromkeys(letters["common"], 1.0), letters["script"])
        for name, letters in table("encodings").items()
    }


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`.

    UTF-8, UTF-16 and UTF-32 by byte order mark, UTF-16 without a mark where the zero bytes show it, strict
    UTF-8, then windows-1256, -1251, -1252 and KOI8-R by how well their letters fit. `declared` breaks near ties.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _marked(data, name)
    if wide := decode_wide(data):
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mostly_utf8(data) or _by_letters(data, declared)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """A part of a text whose `encoding` is known from another part; stray bytes are counted, never lost."""
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        rescued = _mostly_utf8(data) if encoding == "utf-8" else None
        return rescued or Decoded(text, encoding, text.count("\ufffd"))


def decode_wide(data: bytes) -> Decoded | None:
    """The text of `data` if its zero bytes show UTF-16 without a mark; None otherwise."""
    return _wide(data) if data.count(0, 0, _SAMPLE) else None


def _marked(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, name, text.count("\ufffd"))


def _wide(data: bytes) -> Decoded | None:
    sample = data[: _SAMPLE // 2 * 2]
    half = max(1, len(sample) // 2)
    zeros = {"utf-16-le": sample[1::2].count(0) / half, "utf-16-be": sample[0::2].count(0) / half}
    name = max(zeros, key=lambda key: zeros[key])
    if zeros[name] < 0.4 or min(zeros.values()) > 0.1:
        return None
    try:
        text = data[: len(data) // 2 * 2].decode(name)
    except UnicodeDecodeError:
        return None
    return Decoded(text, name, len(data) % 2)


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few stray bytes, if what fits outweighs what does not."""
    strays = 0

    def stray(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        assert isinstance(error, UnicodeDecodeError)  # noqa: S101  # codecs call a decoding handler with nothing else
        strays += error.end - error.start
        return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end

    codecs.register_error("hearsay.stray", stray)
    text = data.decode("utf-8", "hearsay.stray")
    proper = sum(len(run) for run in _RUNS.findall(text)) - strays
    return Decoded(text, "utf-8+windows-1252", strays) if proper > strays else None


def _by_letters(data: bytes, declared: str) -> Decoded:
    best: tuple[float, str, str] | None = None
    wanted = _canonical(declared)
    for name in _tables():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        value = score(text[:_SAMPLE], name) + (0.05 if _canonical(name) == wanted else 0.0)
        if best is None or value > best[0]:
            best = (value, name, text)
    if best is None:
        return Decoded(data.decode("windows-1252", "replace"), "windows-1252", 1)
    return Decoded(best[2], best[1])


def score(text: str, encoding: str) -> float:
    """How well letters beyond ASCII in `text` fit `encoding`: at most 1, about 0 or below where they do not."""
    weights, script = _tables()[encoding]
    strange = "".join(_RUNS.findall(text))
    if not strange:
        return 0.0
    fit = sum(weights.get(character, -1.0) for character in strange)
    return (fit - 1.5 * len(_SCRIPTS[script].findall(text))) / len(strange)


def _canonical(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
