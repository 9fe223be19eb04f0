"""The shapes that `--json`, the Python frames and the exports share: a contract that is only ever extended.

In: nothing. Out: table name -> row type, and the JSON Schema of each table.
"""

import json
from typing import Any

import msgspec

from .base import Row
from .paired import AlignedRow, DifferenceRow, TranslationRow, VersionChangeRow, VersionRow
from .said import (
    ChainRow,
    ClaimRow,
    CustodyRow,
    DocumentRow,
    FailureRow,
    PageRow,
    PassageRow,
    RelationRow,
    RulingRow,
    ThreadRow,
    UnsureRow,
    VoiceRow,
)
from .shown import (
    AchRow,
    CopyRow,
    DriftRow,
    FindingRow,
    JudgementRow,
    MatchRow,
    NumberCheckRow,
    OriginRow,
    PropositionRow,
)
from .signals import SignalRow
from .taken import FactRow, FileRow

TABLES: dict[str, type[Row]] = {
    "files": FileRow,
    "facts": FactRow,
    "documents": DocumentRow,
    "translations": TranslationRow,
    "aligned": AlignedRow,
    "differences": DifferenceRow,
    "versions": VersionRow,
    "version_changes": VersionChangeRow,
    "threads": ThreadRow,
    "pages": PageRow,
    "passages": PassageRow,
    "claims": ClaimRow,
    "chains": ChainRow,
    "voices": VoiceRow,
    "relations": RelationRow,
    "custody": CustodyRow,
    "signals": SignalRow,
    "propositions": PropositionRow,
    "copies": CopyRow,
    "origins": OriginRow,
    "drift": DriftRow,
    "matches": MatchRow,
    "numbers": NumberCheckRow,
    "judgements": JudgementRow,
    "ach": AchRow,
    "findings": FindingRow,
    "unsure": UnsureRow,
    "failures": FailureRow,
    "rulings": RulingRow,
}
"""Every table of `hearsay show`, in the order of the work."""


def schema_text(table: str) -> str:
    """The JSON Schema of one table's rows, keys sorted, as its file holds it; KeyError for an unknown table."""
    schema: dict[str, Any] = msgspec.json.schema(TABLES[table])
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
