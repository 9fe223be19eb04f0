"""What makes a record that record: its kind and its identity fields, canonically encoded and digested.

In: any record of the model. Out: a stable id of the form `kind:32 hex digits` (128 bits of SHA-256).
Fields made with `outcome()` say what a step thinks of the record; they never enter the id (DESIGN section 3).
"""

from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import sha256
from typing import Any

from msgspec import json as codec


def outcome(default: Any = None) -> Any:
    """A field that says how good or how read a record is, not which one it is: kept out of its id."""
    return field(default=default, metadata={"identity": False})


def is_identity(name: str, kind: type["Record"]) -> bool:
    """Whether the field `name` of `kind` enters the id; KeyError if there is no such field."""
    return bool({f.name: f for f in fields(kind)}[name].metadata.get("identity", True))


@dataclass(frozen=True, slots=True)
class Record:
    """Anything the pipeline keeps."""

    @property
    def id(self) -> str:
        """`kind:digest` over the identity fields, 128 bits, the same on every machine and in every order of input."""
        kind, names = _identity(type(self))  # type: ignore[arg-type]  # a class can be hashed, whatever its objects can
        return make_id(kind, {name: getattr(self, name) for name in names})


@cache
def _identity(kind: type[Record]) -> tuple[str, tuple[str, ...]]:
    """How ids of a kind of record begin, and its identity fields."""
    return kind.__name__.lower(), tuple(f.name for f in fields(kind) if f.metadata.get("identity", True))


def make_id(kind: str, body: object) -> str:
    """The id of a record of `kind` with the identity fields `body` (JSON-like; no NaN)."""
    return f"{kind}:{digest(body)}"


def digest(body: object) -> str:
    """32 hex digits (128 bits) of SHA-256 over the canonical JSON of `body`: keys sorted, UTF-8, no spaces."""
    return sha256(codec.encode(body, order="sorted")).hexdigest()[:32]
