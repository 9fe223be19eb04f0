"""What is wrong with a case.toml, in the words of one who writes it: the key, and what was expected there.

In: a complaint of msgspec about a CaseFile. Out: one sentence, such as
"voices[0].kind: 'robot' is none of: person, organisation, outlet".
"""

import re
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from hearsay.settings import CaseFile

_WORDS = {
    "array": "a list", "object": "a table", "str": "text", "int": "a whole number", "float": "a number",
    "bool": "true or false", "null": "nothing", "date": "a date such as 2016-05-03", "datetime": "a date with a time",
}  # fmt: skip


def plain(message: str) -> str:
    """One complaint of msgspec (`... - at `$.key``) in plain words, the key first."""
    said, _, where = message.partition(" - at `$")
    key = where.rstrip("`").lstrip(".")
    hint = _at(key)
    if found := re.match(r"Object contains unknown field `(.*)`", said):
        said = f"unknown key {found[1]!r}; expected one of: {', '.join(_keys(hint))}"
    elif found := re.match(r"Object missing required field `(.*)`", said):
        said = f"missing key {found[1]!r}"
    elif found := re.match(r"Invalid enum value (.*)", said):
        said = f"{found[1]} is none of: {', '.join(map(str, _choices(hint)))}"
    elif said.startswith("Invalid RFC3339"):
        said = "expected a date such as 2016-05-03"
    words = re.sub(r"`([^`]*)`", lambda found: " or ".join(_word(one) for one in found[1].split(" | ")), said)
    words = words[:1].lower() + words[1:]
    return f"{key}: {words}" if key else words


def _word(name: str) -> str:
    return _WORDS.get(name, name)


def _at(key: str) -> Any:
    """The type that stands at a key of case.toml; None if it cannot be told."""
    hint: Any = CaseFile
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
