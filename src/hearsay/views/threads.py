"""Threads: which mails belong together, and which are missing among them.

In: a Lookup. Out: rows, oldest thread first. Mails are joined by the ids they name; those without, by subject and people.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from hearsay.model import Document, Fact
from hearsay.text.normal import fold_text
from hearsay.text.subjects import bare_subject

from .lookup import Lookup
from .said import ThreadRow

_PARTIES = ("from", "to", "cc", "bcc", "reply_to")
_IDS = ("message_id", "in_reply_to", "references", "thread_id")
_CROWD = 5_000
"""Mails of one subject beyond which no thread is inferred: newsletters, alerts."""


@dataclass(frozen=True, slots=True)
class _Mail:
    """One message: what it says of itself."""

    path: str
    facts: Mapping[str, tuple[str, ...]]

    @property
    def when(self) -> str:
        """Its date as stated, else when it was first received; empty if unknown."""
        return next((value for name in ("date", "first_received") for value in self.facts.get(name, ())), "")

    @property
    def people(self) -> tuple[str, ...]:
        """All parties, each once."""
        return tuple(dict.fromkeys(value for name in _PARTIES for value in self.facts.get(name, ())))

    @property
    def ids(self) -> tuple[str, ...]:
        """Every message id that it names, its own first."""
        return tuple(value for name in _IDS for value in self.facts.get(name, ()))

    @property
    def subject(self) -> str:
        """Its subject without what answers and forwards put before it."""
        return bare_subject(next(iter(self.facts.get("subject", ())), ""))


class _Sets:
    """Things joined into sets. Mutable on purpose."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, thing: str) -> str:
        """The thing that stands for the set of `thing`."""
        path = [thing]
        while (above := self._above.get(path[-1], path[-1])) != path[-1]:
            path.append(above)
        self._above.update(dict.fromkeys(path, path[-1]))
        return path[-1]

    def join(self, one: str, other: str) -> None:
        """Make the sets of two things one; the smaller name stands for it."""
        low, high = sorted((self.top(one), self.top(other)))
        self._above[high] = low


def threads(look: Lookup) -> Iterator[ThreadRow]:
    """Threads of two mails or more, and single mails that answer one that is not in the haul."""
    mails = _mails(look)
    sets = _Sets()
    for mail in mails:
        for name in mail.ids:
            sets.join(f"path {mail.path}", f"id {name}")
    sure = {mail.path: sets.top(f"path {mail.path}") for mail in mails}
    _infer(mails, sets)
    groups: dict[str, list[_Mail]] = defaultdict(list)
    for mail in mails:
        groups[sets.top(f"path {mail.path}")].append(mail)
    rows = [row for group in groups.values() if (row := _row(group, sure))]
    yield from sorted(rows, key=lambda row: (row.first, row.subject, row.id))


def _mails(look: Lookup) -> list[_Mail]:
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for fact in sorted(look.shelf.records(Fact), key=lambda f: (f.sha256, f.name, f.value)):
        if fact.evidence == "metadata":
            facts[fact.sha256][fact.name].append(fact.value)
    found = [
        _Mail(d.path, {name: tuple(values) for name, values in facts[d.sha256].items()})
        for d in look.shelf.records(Document)
        if "message" in facts[d.sha256].get("kind", ())
    ]
    return sorted(found, key=lambda mail: mail.path)


def _infer(mails: Sequence[_Mail], sets: _Sets) -> None:
    """Join mails of one subject that share two people; a mail is compared with those that have one of its people."""
    known: dict[tuple[str, str, str], str] = {}
    crowds: dict[str, int] = defaultdict(int)
    for mail in mails:
        crowds[fold_text(mail.subject)] += 1
    for mail in mails:
        subject = fold_text(mail.subject)
        if not subject or crowds[subject] > _CROWD:
            continue
        people = sorted({_address(person) for person in mail.people})[:50]
        for number, one in enumerate(people):
            for other in people[number + 1 :]:
                first = known.setdefault((subject, one, other), mail.path)
                if first != mail.path:
                    sets.join(f"path {first}", f"path {mail.path}")


def _address(person: str) -> str:
    return person.rpartition("<")[2].strip("<> ").lower()


def _row(group: list[_Mail], sure: Mapping[str, str]) -> ThreadRow | None:
    ordered = sorted(group, key=lambda mail: (mail.when, mail.path))
    own = {name for mail in group for name in mail.facts.get("message_id", ())}
    named = {name for mail in group for key in ("in_reply_to", "references") for name in mail.facts.get(key, ())}
    missing = sorted(named - own)
    if len(group) == 1 and not missing:
        return None
    by: Literal["message ids", "subject and people"] = (
        "message ids" if len({sure[mail.path] for mail in group}) == 1 else "subject and people"
    )
    times = [mail.when for mail in ordered if mail.when]
    paths = [mail.path for mail in ordered]
    digest = sha256("\n".join(sorted(paths)).encode()).hexdigest()[:32]
    return ThreadRow(
        id=f"thread-{digest}",
        subject=ordered[0].subject,
        messages=len(group),
        first=times[0] if times else "",
        last=times[-1] if times else "",
        people=list(dict.fromkeys(person for mail in ordered for person in mail.people)),
        documents=paths,
        missing=missing,
        joined_by=by,
    )
