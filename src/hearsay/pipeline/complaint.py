"""What is wrong with a case.toml, in the words of one who writes it: the key, and what was expected there.

In: a complaint of msgspec about a CaseFile. Out: one sentence, such as
"voices[0].kind: 'robot' is none of: person, organisation, outlet".
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from hearsay.settings import CaseFile

_WORDS = {
    "array": "a list", "object": "a table", "str": "text", "int": "a whole number", "float": "a number",
    "bool": "true or false", "null": "nothing", "date": "a date such as 2016-05-03", "datetime": "a date with a time",
}  # fmt: skip

_SHAPES = {
    ("array", "object"): "; write [[name]] with two brackets, or [{ ... }]",
    ("array", "str"): '; write it in brackets: ["..."]',
    ("array", "float"): "; write two numbers, such as [0.2, 0.5]",
    ("str", "date"): "; write it in quotes",
    ("date", "datetime"): "; leave the time out",
}
"""What was expected and what was got -> how to write it."""
_SIGNS = {
    r"[“”„«»‘’]": '; TOML wants straight quotation marks: "..."',
    r"\\": "; in double quotes a backslash begins an escape: write / or put the path in single quotes",
}
"""What a line of broken TOML holds -> what to do about it."""


def plain(message: str, shape: type[msgspec.Struct] = CaseFile) -> str:
    """One complaint of msgspec (`... - at `$.key``) about a `shape` in plain words, the key first."""
    said, _, where = message.partition(" - at `$")
    key = where.rstrip("`").lstrip(".")
    hint = _at(key, shape)
    if found := re.match(r"Object contains unknown field `(.*)`", said):
        said = f"unknown key {found[1]!r}; expected one of: {', '.join(_keys(hint))}{_meant(found[1], key, hint)}"
    elif found := re.match(r"Object missing required field `(.*)`", said):
        said = f"missing key {found[1]!r}"
    elif found := re.match(r"Invalid enum value (.*)", said):
        choices = list(map(str, _choices(hint)))
        said = f"{found[1]} is none of: {', '.join(choices)}{nearest(found[1].strip(chr(39)), choices)}"
    elif said.startswith("Invalid RFC3339"):
        said = "expected a date such as 2016-05-03"
    elif found := re.match(r"Expected `(.*)`, got `(.*)`", said):
        said += _SHAPES.get((found[1].removesuffix(" | null"), found[2]), "")
    words = re.sub(r"`([^`]*)`", lambda found: " or ".join(_word(one) for one in found[1].split(" | ")), said)
    words = words[:1].lower() + words[1:]
    return f"{key}: {words}" if key else words


def written(complaint: str, text: str) -> str:
    """The line of `text` that a complaint of the TOML reader names, and what is likely wrong there; empty without a line."""
    place = re.search(r"at line (\d+)", complaint)
    lines = text.splitlines()
    if not place or int(place[1]) > len(lines):
        return ""
    line = lines[int(place[1]) - 1].strip()[:80]
    hint = next((hint for sign, hint in _SIGNS.items() if re.search(sign, line)), "")
    return f", which reads: {line}{hint}"


def nearest(given: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known word that is most like `given`, whatever its case; empty when none is like it."""
    folded = {word.casefold(): word for word in known}
    found = get_close_matches(given.casefold(), folded, n=1, cutoff=0.7)
    return f"; did you mean {folded[found[0]]!r}?" if found else ""


def _meant(name: str, key: str, hint: Any) -> str:
    """Which key was meant by an unknown one: one of the same table, or one of the whole file that stands too low."""
    if like := nearest(name, _keys(hint)):
        return like
    if key and name in _keys(CaseFile):
        return f"; in TOML a key belongs to the [table] above it: write [{name}] or [[{name}]] on a line of its own"
    return ""


def _word(name: str) -> str:
    return _WORDS.get(name, name)


def _at(key: str, shape: type[msgspec.Struct]) -> Any:
    """The type that stands at a key of a shape; None if it cannot be told."""
    hint: Any = shape
    for part in re.findall(r"\[[^]]*\]|[^.\[\]]+", key):
        if part.startswith("["):
            hint = next(iter(get_args(_inner(hint))), None)
        else:
            hint = {f.encode_name: f.type for f in _fields(_inner(hint))}.get(part)
    return _inner(hint)


def _inner(hint: Any) -> Any:
    """X for X | None."""
    if get_origin(hint) in (Union, UnionType):
        inner = [a for a in get_args(hint) if a is not NoneType]
        return inner[0] if len(inner) == 1 else hint
    return hint


def _fields(hint: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(hint) if isinstance(hint, type) and issubclass(hint, msgspec.Struct) else ()


def _keys(hint: Any) -> list[str]:
    return [f.encode_name for f in _fields(hint)]


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) is Literal else ("the values of docs/case.md",)
