"""The JSON Schemas of the tables: written from the row types, true of a real case, and only ever extended.

In: src/hearsay/views/schemas, the bundled example. Out: failures that name the table.
"""

import json
from importlib import resources
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from hearsay.model import vocabulary
from hearsay.views.contract import TABLES, schema_text
from palmyra_demo import Demo

FOLDER = Path(str(resources.files("hearsay.views"))) / "schemas"

ENUMS = {
    ("files", "status"): vocabulary.FileStatus,
    ("documents", "kind"): vocabulary.DocumentKind,
    ("passages", "kind"): vocabulary.PassageKind,
    ("claims", "kind"): vocabulary.ClaimKind,
    ("claims", "commitment"): vocabulary.CommitmentClass,
    ("claims", "polarity"): vocabulary.Polarity,
    ("claims", "act"): vocabulary.EventKind,
    ("voices", "kind"): vocabulary.VoiceKind,
    ("relations", "kind"): vocabulary.RelationKind,
    ("custody", "act"): vocabulary.CustodyAct,
    ("signals", "name"): vocabulary.SignalName,
    ("copies", "kind"): vocabulary.CopyKind,
    ("copies", "target"): vocabulary.CopyTarget,
    ("origins", "verdict"): vocabulary.Verdict,
    ("drift", "what"): vocabulary.DriftKind,
}

PROMISED = {
    "claims": {
        "id", "document", "page", "start", "end", "text", "kind", "chain", "commitment", "polarity", "place", "time",
        "numbers",
    },
    "files": {"path", "sha256", "parent", "media_type", "status", "reason", "children", "chars"},
    "copies": {"from", "to", "kind", "credited", "probability", "spans"},
    "origins": {"proposition", "text", "documents", "at_least", "at_most", "verdict", "roots"},
    "drift": {"from", "to", "what", "before", "after"},
    "judgements": {"about", "low", "high", "words", "factors"},
}  # fmt: skip
"""Columns that programs read: none may ever go or be renamed."""


def schema(table: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / f"{table}.json").read_text("utf-8"))
    return loaded


def body(table: str) -> dict[str, Any]:
    """The definition of the table's own row."""
    whole = schema(table)
    named: dict[str, Any] = whole["$defs"][whole["$ref"].rpartition("/")[2]]
    return named


def test_each_table_has_its_schema_and_there_is_no_other() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_schema_is_what_the_row_type_says(table: str) -> None:
    assert (FOLDER / f"{table}.json").read_text("utf-8") == schema_text(table), "run: make schemas"


@pytest.mark.parametrize("table", TABLES)
def test_schema_is_valid(table: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(table))


@pytest.mark.parametrize(("table", "column"), ENUMS)
def test_schema_holds_the_closed_words(table: str, column: str) -> None:
    assert set(body(table)["properties"][column]["enum"]) == set(get_args(ENUMS[table, column]))


def test_hops_hold_the_closed_words() -> None:
    hop = schema("claims")["$defs"]["HopRow"]["properties"]
    assert set(hop["mode"]["enum"]) == set(get_args(vocabulary.HopMode))
    assert set(hop["commitment"]["enum"]) == set(get_args(vocabulary.Commitment))
    assert set(hop["access"]["enum"]) == set(get_args(vocabulary.Access))


@pytest.mark.parametrize("table", PROMISED)
def test_promised_columns_stay(table: str) -> None:
    assert PROMISED[table] <= set(body(table)["properties"])


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_the_example_are_valid(table: str, demo: Demo) -> None:
    validator = jsonschema.Draft202012Validator(schema(table))
    rows = demo.rows(table)
    wrong = [
        f"row {number}: {error.message}" for number, row in enumerate(rows) for error in validator.iter_errors(row)
    ]
    assert wrong == []


def test_a_wrong_row_is_not_valid() -> None:
    validator = jsonschema.Draft202012Validator(schema("files"))
    assert not validator.is_valid({"path": "haul/a.txt", "status": "lost"})
