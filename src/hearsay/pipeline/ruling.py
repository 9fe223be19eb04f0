"""What a person decides about a record: kept as a record of its own, never lost by a re-run.

In: a session and the decision. Out: the Ruling, kept.
"""

from datetime import UTC, datetime
from typing import Literal

from hearsay.errors import UsageError
from hearsay.model import Claim, Ruling, Run
from hearsay.store import Saved

from .opened import OpenCase
from .session import alone

Decision = Literal["accept", "reject", "note"]


def rule(case: OpenCase, given: str, decision: Decision, *, by: str, note: str = "") -> Ruling:
    """Keep a ruling about the record whose id begins with `given`. NotFound if there is none, CaseBusy during a run.

    UsageError for a blank `by`.
    """
    if any("\ud800" <= c <= "\udfff" for c in by + note):
        raise UsageError("the name or the note is not UTF-8", remedy="write it again in a terminal set to UTF-8")
    if not by.strip():
        raise UsageError("a ruling needs the name of who decides", remedy="give it with --by")
    about = case.full_id(given)
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    record = case.shelf.one(about)
    quote = record.text if isinstance(record, Claim) else ""
    ruling = Ruling(about=about, by=by, when=now, decision=decision, note=note, quote=quote)
    with alone(case.case.store):
        run = case.store.begin(Run(step="person", version="1", settings="", started=now))
        case.store.save("person", run, [Saved(ruling.id, ruling.id, [ruling], [about])])
    case.shelf.fresh()
    return ruling
