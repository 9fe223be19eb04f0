"""The field's closed word lists.

In: nothing. Out: Literal types. One vocabulary serves records, JSON Schemas and the gold files: a new word is added
here and nowhere else.
"""

from typing import Literal

FileStatus = Literal["ok", "partial", "encrypted", "corrupt", "empty", "unsupported", "refused-limit"]

CircumstanceKind = Literal["passwords", "ocr", "time", "room", "programs", "reader", "crash"]
"""On what the reading of a file may hang beside its content: the passwords given, whether and how pictures are read, limits
of time and memory, limits of what may lie in it, the programs that are installed, the plug-ins that might read it, the
luck of a worker that crashed."""

DocumentKind = Literal["press", "letter", "message", "memo", "report", "record", "table", "image", "unknown"]

CustodyAct = Literal["wrote", "copied", "brought_out", "passed_on", "received", "obtained", "published", "translated"]

PassageKind = Literal["headline", "paragraph", "quote", "list_item", "caption", "credit", "furniture", "table"]

VoiceKind = Literal["person", "group", "outlet", "agency", "document", "document_set", "organisation", "unnamed"]

ClaimKind = Literal[
    "event", "state", "order", "deal", "forecast", "statistic", "report", "provenance", "track_record",
    "source_reliability", "motive", "mental_state", "conclusion", "evaluation", "generality", "insinuation",
]  # fmt: skip

HopMode = Literal[
    "asserts", "reports", "quotes", "shows", "orders", "claims", "admits", "denies", "concedes", "asks", "affirms",
    "infers", "presupposes", "translates",
]  # fmt: skip

Commitment = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu"]
"""FactBank: certain, probable, possible, each with a polarity; Uu is uncommitted."""

CommitmentClass = Literal["certain", "hedged", "uncommitted"]

Polarity = Literal["+", "-"]

Access = Literal["witness", "document", "hearsay", "inference", "unknown"]

CopyKind = Literal["verbatim", "quote", "translation", "paraphrase", "cites"]

CopyTarget = Literal["document", "voice", "inferred"]

DriftKind = Literal[
    "certainty_down", "certainty_up", "caveat_kept", "caveat_dropped", "caveat_inverted", "number", "counted",
    "base_lost", "period_lost", "complement_flip", "agent", "date", "place", "attribution_dropped",
    "attribution_changed", "vouching_moved", "referent_lost",
]  # fmt: skip

Verdict = Literal["independence shown", "dependence shown", "independence not established"]

RelationKind = Literal[
    "rests_on", "supports", "contradicts", "denies", "explains", "summarises", "vouches_for", "weakens", "qualifies",
    "presupposes", "alternative_to", "repeats",
]  # fmt: skip

TimePrecision = Literal["minute", "day", "week", "month", "season", "year", "period", "duration", "unknown"]

TimeRelation = Literal["at", "before", "after", "since", "until", "during"]

SignalName = Literal[
    "weekday", "hijri", "two dates", "file date", "author", "mail date", "photograph", "font", "program", "characters",
    "number", "letterhead", "stamp", "picture", "attachment",
]  # fmt: skip
"""What of a paper a signal looks at."""

EventKind = Literal[
    "clash", "strike", "kill", "capture", "withdraw", "evacuate", "trade", "agree", "arrest", "threaten", "meet",
    "move", "other",
]  # fmt: skip
"""What happened, on a PLOVER-like scale; a record set says which of these it records at all."""

TranslationSign = Literal["declared", "typed", "signs", "one paper"]
"""How a translation is known: case.toml says so, a person typed it in, words, names and contents show it, or one paper
holds both languages."""

DifferenceKind = Literal[
    "number_changed", "number_missing", "number_added", "date_changed", "date_missing", "date_added", "name_missing",
    "name_added", "negation_lost", "negation_added", "hedge_lost", "hedge_added", "left_out", "added",
]  # fmt: skip

ChangeKind = Literal["appeared", "vanished", "changed", "blacked", "uncovered"]
"""Blacked: words of the earlier release are covered in the later one; uncovered: the other way round."""

AdmiraltyLetter = Literal["A", "B", "C", "D", "E", "F"]
AdmiraltyDigit = Literal["1", "2", "3", "4", "5", "6"]
FitWord = Literal["consistent", "inconsistent", "neutral"]
