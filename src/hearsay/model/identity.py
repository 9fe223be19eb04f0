"""What makes a record that record: its kind and its identity fields, canonically encoded and digested.

In: any record of the model. Out: a stable id of the form `kind:32 hex digits` (128 bits of SHA-256).
Fields made with `outcome()` say what a step thinks of the record; they never enter the id (DESIGN section 3).
"""

from dataclasses import dataclass, field, fields
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
        body = {f.name: getattr(self, f.name) for f in fields(self) if f.metadata.get("identity", True)}
        return make_id(type(self).__name__.lower(), body)


def make_id(kind: str, body: object) -> str:
    """The id of a record of `kind` with the identity fields `body` (JSON-like; no NaN)."""
    return f"{kind}:{digest(body)}"


def digest(body: object) -> str:
    """32 hex digits (128 bits) of SHA-256 over the canonical JSON of `body`: keys sorted, UTF-8, no spaces."""
    return sha256(codec.encode(body, order="sorted")).hexdigest()[:32]
