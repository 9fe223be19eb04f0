"""Which encoding a text of unknown origin is in: byte order marks, strict decoding, then letters that fit.

In: bytes, and the encoding that the content declares of itself, if any. Out: the text and the name of the encoding,
never with a lost byte unless that is counted and said. Declared encodings are believed only where the letters fit.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

from .lexicon import table
from .wordlike import LEAST, wordlike

_SAMPLE = 65_536
_GLANCE = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_RUNS = re.compile(r"[^\x00-\x7f]+")
_STRANGERS = {
    "arabic": re.compile(r"[A-Za-z][\u0621-\u064a]|[\u0621-\u064a][A-Za-z]"),
    "russian": re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|[а-яё][А-ЯЁ]|[–—…][а-яё]"),
    "hebrew": re.compile(r"[A-Za-z][\u05d0-\u05ea]|[\u05d0-\u05ea][A-Za-z]|[ךםןףץ][\u05d0-\u05ea]"),
    "greek": re.compile(r"[A-Za-z][\u0370-\u03ff]|[\u0370-\u03ff][A-Za-z]|[α-ώ][Α-Ω]|ς[α-ώ]"),
    "turkish": re.compile(r"[\u0080-\u024f]{4}"),
    "latin": re.compile(r"[\u0080-\u00ff]{3}"),
}
"""What does not happen beside a letter of that language: strangers in one word with it, a capital behind it, a dash before it, a final form within it."""
_MARK, _OTHER, _CAPITAL, _NEVER = 0.08, 0.01, 0.03, 1e-6
"""Part of the text that is made of marks and of other characters; of a letter's share that its capital has; of nothing known."""
_STRANGE = 5.0
"""What strangers beside each other cost, in nats."""
_DECLARED, _RARE = 3.0, -5.0
"""What speaks for an encoding that the content declares, and against one that is seldom met, in nats."""
_LEAST_FIT = -6.0
"""Mean logarithm below which no encoding is believed: in running text it is about -3.3."""
_BELIEVED = 20
"""Characters beyond ASCII below which a rare encoding is not thought of, and nothing is said of how well they fit."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was read."""

    text: str
    encoding: str
    """A name of Python's codecs, or two joined by `+` where one alone did not do."""
    stray: int = 0
    """Bytes that do not fit the encoding and may be misread."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """What running text in one encoding is made of."""

    language: str
    weights: tuple[float, ...]
    """Byte -> logarithm of the share that its character has of all that are not ASCII; 0 for the bytes of ASCII."""
    rare: bool
    names: bool
    """Whether only names of files are thought to be written in it."""


@cache
def _tables() -> Mapping[str, _Letters]:
    rows = table("encodings")
    return {
        name: _Letters(
            row["letters"],
            _weights(name, rows["letters"][row["letters"]], row),
            rare=row.get("rare", False),
            names=row.get("names", False),
        )
        for name, row in rows["encodings"].items()
    }


def _weights(name: str, letters: Mapping[str, float], row: Mapping[str, Any]) -> tuple[float, ...]:
    total, marks = sum(letters.values()), row.get("part", _MARK)
    shares = {c: _OTHER / len(row["others"]) for c in row["others"]}
    shares |= {c.upper(): _CAPITAL * part / total for c, part in letters.items()}
    shares |= {c: marks / len(row["marks"]) for c in row["marks"]}
    shares |= {c: (1 - marks - _OTHER) * part / total for c, part in letters.items()}
    high = (bytes([byte]).decode(name, "replace") for byte in range(128, 256))
    return (*[0.0] * 128, *(log(shares.get(c, _NEVER)) for c in high))


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`.

    UTF-8, UTF-16 and UTF-32 by byte order mark, UTF-16 and UTF-32 without a mark where words come out, strict UTF-8, then
    the encodings of `data/encodings.toml` by how well their letters fit. `declared` speaks for one of them, a little.
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
        text = data.decode(encoding).removeprefix("\ufeff")
        return Decoded(text, encoding, _unfit(data[:_SAMPLE], encoding) if encoding in _tables() else 0)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        rescued = _mostly_utf8(data) if encoding == "utf-8" else None
        return rescued or Decoded(text, encoding, text.count("\ufffd"))


def decode_wide(data: bytes) -> Decoded | None:
    """The text of `data` if its zero bytes and what comes out show UTF-16 or UTF-32 without a mark; None otherwise."""
    if not data.count(0, 0, _SAMPLE):
        return None
    likely = [name for name in _WIDE if _plausible(data[:_GLANCE], name) >= LEAST]
    plausible = {name: _plausible(data[:_SAMPLE], name) for name in likely}
    for name in sorted((name for name in likely if plausible[name] >= LEAST), key=lambda name: -plausible[name]):
        width = 4 if "32" in name else 2
        try:
            return Decoded(data[: len(data) // width * width].decode(name), name, len(data) % width)
        except UnicodeDecodeError:
            continue
    return None


def _marked(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, name, text.count("\ufffd"))


def _plausible(sample: bytes, name: str) -> float:
    """How much a sample read as `name` looks like a text of words, 0..1."""
    return wordlike(codecs.getincrementaldecoder(name)("replace").decode(sample))


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few stray bytes, if what fits outweighs what does not."""
    glance = "".join(_RUNS.findall(data[:_SAMPLE].decode("utf-8", "replace")))
    if glance.count("\ufffd") * 2 > len(glance):
        return None
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
    """The text in the encoding of which the letters fit best; windows-1252 where no encoding has all of the bytes."""
    sample, wanted = data[:_SAMPLE], _canonical(declared)
    few = _beyond(data) < _BELIEVED
    priors = {
        name: _DECLARED * (_canonical(name) == wanted) + _RARE * letters.rare
        for name, letters in _tables().items()
        if not letters.names and not (letters.rare and few and _canonical(name) != wanted)
    }
    for name in _ranked(sample, priors):
        try:
            return Decoded(data.decode(name), name, _unfit(sample, name))
        except UnicodeDecodeError:
            continue
    return Decoded(data.decode("windows-1252", "replace"), "windows-1252", 1)


def fitting(sample: bytes, among: Sequence[str]) -> str:
    """Of some encodings of `data/encodings.toml` the one in which `sample` makes most sense; of equal ones the first."""
    return next(_ranked(sample[:_SAMPLE], dict.fromkeys(among, 0.0)))


def _ranked(data: bytes, priors: Mapping[str, float]) -> Iterator[str]:
    """Encodings, the best fit first; strangers are only looked for as long as that can change the order."""
    counts = Counter(data)
    bounds = {name: _fit(counts, name) + prior for name, prior in priors.items()}
    waiting = sorted(bounds, key=lambda name: -bounds[name])
    exact: dict[str, float] = {}
    while waiting or exact:
        best = max(exact, key=lambda name: exact[name], default="")
        if best and (not waiting or exact[best] >= bounds[waiting[0]]):
            del exact[best]
            yield best
        else:
            name = waiting.pop(0)
            exact[name] = bounds[name] - _strangers(data, name)


def _fit(counts: Mapping[int, int], name: str) -> float:
    """The logarithm of how likely running text in an encoding has these bytes beyond ASCII; at most 0."""
    weights = _tables()[name].weights
    return sum(count * weights[byte] for byte, count in counts.items())


def _strangers(data: bytes, name: str) -> float:
    """What speaks against an encoding in which letters stand beside letters that do not belong there; at least 0."""
    return _STRANGE * len(_STRANGERS[_tables()[name].language].findall(data.decode(name, "replace")))


def _beyond(data: bytes) -> int:
    """How many bytes are not ASCII."""
    return len(data.translate(None, bytes(range(128))))


def _unfit(data: bytes, name: str) -> int:
    """All bytes beyond ASCII, if running text in an encoding is not made of them; 0 where it is, or where there are few."""
    beyond = _beyond(data)
    fit = _fit(Counter(data), name) - _strangers(data, name)
    return beyond if beyond >= _BELIEVED and fit < _LEAST_FIT * beyond else 0


def _canonical(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
