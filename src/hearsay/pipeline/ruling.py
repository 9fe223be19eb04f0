"""What a person decides about a record: kept as a record of its own, never lost by a re-run.

In: a session and the decision. Out: the Ruling, kept.
"""

from datetime import UTC, datetime
from typing import Literal

from hearsay.errors import UsageError
from hearsay.model import Claim, Ruling, Run
from hearsay.store import PERSON, Saved

from .opened import OpenCase
from .session import alone

Decision = Literal["accept", "reject", "note"]


def rule(case: OpenCase, given: str, decision: Decision, *, by: str, note: str = "") -> Ruling:
    """Keep a ruling about the record whose id begins with `given`. NotFound if there is none, CaseBusy during a run.

    UsageError for a blank `by`.
    """
    checked("a ruling needs the name of who decides", by, note)
    about = case.full_id(given)
    record = case.shelf.one(about)
    quote = record.text if isinstance(record, Claim) else ""
    return kept(case, Ruling(about=about, by=by, when=now(), decision=decision, note=note, quote=quote), about)


def checked(needs: str, by: str, text: str) -> None:
    """UsageError that says what `needs` a name where it is blank, or that the words are not UTF-8."""
    if not by.strip():
        raise UsageError(needs, remedy="give it with --by")
    if any("\ud800" <= c <= "\udfff" for c in by + text):
        raise UsageError("the name or the text is not UTF-8", remedy="write it again in a terminal set to UTF-8")


def now() -> str:
    """The time of a ruling: ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def kept(case: OpenCase, ruling: Ruling, home: str) -> Ruling:
    """The ruling, kept under `home`. CaseBusy during a run."""
    with alone(case.case.store):
        run = case.store.begin(Run(step=PERSON, version="1", settings="", started=ruling.when))
        case.store.save(PERSON, run, [Saved(ruling.id, ruling.id, [ruling], [home])])
    case.shelf.fresh()
    return ruling
