"""Ids: the same on every machine, moved by identity fields alone, whole through every door."""

import json
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearsay.engine import codec
from hearsay.model import (
    Claim,
    Document,
    File,
    Page,
    Record,
    Run,
    Summary,
    digest,
    is_identity,
    kind_of,
    kinds,
    make_id,
    outcome,
)
from hearsay.ports import Group

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=12),
}
_QUIET = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of this type may hold."""
    origin, args = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if origin is Literal:
        return st.sampled_from(args)
    if origin in (Union, UnionType):
        return st.one_of(*(st.none() if a is NoneType else values(a) for a in args))
    if origin is tuple:
        if args[1:] == (Ellipsis,):
            return st.lists(values(args[0]), max_size=2).map(tuple)
        return st.tuples(*(values(a) for a in args))
    assert is_dataclass(hint), hint
    return any_of(hint)  # type: ignore[arg-type]


def any_of(kind: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: values(hints[f.name]) for f in fields(kind)})


ALL = pytest.mark.parametrize("name", sorted(kinds()))


def test_pinned_ids() -> None:
    """These values are in users' databases and citations: a change here makes every old id invalid."""
    assert digest({"b": [1, "é"], "a": None}) == "f8f17faab95c024891d173fa43442b0e"
    assert File(path="haul/a.txt", sha256="ab" * 32).id == "file:82341d5d155a18bf2adaa68368800b49"
    assert Document(sha256="ab" * 32).id == "document:8c10cd3155bb140eb5d365dd85e76c73"
    assert Page(sha256="ab" * 32, number=1, text_sha256="cd" * 32).id == "page:3da89ee1fc8a2d842eb1b2e4c551e2b3"
    assert Claim(page="page:x", start=3, end=9).id == "claim:8243ef6247bae278531a3c0f8ee2b412"
    assert (
        Run(step="s", version="1", settings="", started="2016-05-03T00:00:00.000000+00:00").id
        == "run:cddfe65502592a11f755bb0d75623c2e"
    )


def test_the_digest_is_what_anyone_can_compute() -> None:
    body = {"b": [1, "é"], "a": None}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert digest(body) == sha256(text.encode()).hexdigest()[:32]


def test_kinds_are_complete() -> None:
    from hearsay import model

    exported = {v for v in vars(model).values() if isinstance(v, type) and issubclass(v, Record) and v is not Record}
    known = kinds()
    assert set(known.values()) == exported
    assert all(name == kind.__name__.lower() for name, kind in known.items())
    assert not {"record", "anchor", "word"} & set(known)


def test_the_kind_is_read_from_the_id() -> None:
    assert kind_of(File(path="p", sha256="s").id) == "file"
    assert make_id("file", {"a": 1}).startswith("file:")
    assert len(digest({})) == 32


@ALL
def test_each_kind_has_an_identity_and_knows_its_fields(name: str) -> None:
    kind = kinds()[name]
    names = [f.name for f in fields(kind)]
    assert any(is_identity(n, kind) for n in names)
    with pytest.raises(KeyError):
        is_identity("no such field", kind)


@ALL
def test_outcomes_never_change_an_id(name: str) -> None:
    kind = kinds()[name]

    @_QUIET
    @given(any_of(kind), any_of(kind))
    def holds(one: Any, other: Any) -> None:
        mixed = replace(one, **{f.name: getattr(other, f.name) for f in fields(kind) if not is_identity(f.name, kind)})
        assert mixed.id == one.id
        assert one.id.startswith(f"{name}:")

    holds()


@ALL
def test_each_identity_field_changes_the_id(name: str) -> None:
    kind = kinds()[name]

    @_QUIET
    @given(any_of(kind), any_of(kind))
    def holds(one: Any, other: Any) -> None:
        for f in fields(kind):
            if is_identity(f.name, kind):
                mixed = replace(one, **{f.name: getattr(other, f.name)})
                same = msgspec.json.encode(getattr(one, f.name)) == msgspec.json.encode(getattr(other, f.name))
                assert (mixed.id == one.id) == same, f.name

    holds()


@ALL
def test_every_kind_survives_json_and_arrow(name: str) -> None:
    kind = kinds()[name]

    @_QUIET
    @given(st.lists(any_of(kind), max_size=3))
    def holds(records: list[Any]) -> None:
        read = [msgspec.json.decode(msgspec.json.encode(r), type=kind) for r in records]
        assert read == records
        assert [r.id for r in read] == [r.id for r in records]
        (group,) = codec.unpack(codec.pack([Group("k", tuple(records))]))
        assert list(group.records) == records

    holds()


@dataclass(frozen=True, slots=True)
class _Swapped(Record):
    b: int
    a: int
    c: str = outcome("")


def test_the_order_of_fields_does_not_matter() -> None:
    assert _Swapped(b=2, a=1).id == make_id("_swapped", {"a": 1, "b": 2})


def test_a_summary_is_known_by_its_digest() -> None:
    assert Summary(name="n", digest="d", body=b"1").id == Summary(name="n", digest="d", body=b"2").id


def test_text_that_is_no_unicode_has_no_id() -> None:
    """A lone surrogate has no UTF-8: nothing may digest it to anything. Names of files are escaped before (ingest.names)."""
    with pytest.raises(UnicodeEncodeError):
        _ = File(path="haul/\udcff.txt", sha256="s").id
