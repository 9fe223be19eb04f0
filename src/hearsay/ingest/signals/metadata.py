"""What the file of a paper says beside its text: when it was begun and saved, and by whom.

In: a Paper. Out: Signals "file date" and "author". Anybody can set these values, and clocks run wrong; papers are prepared
ahead, copied, exported. So only months count, and a difference of names never speaks against a paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hearsay.model import Signal
from hearsay.text.names import name_key, same_name

from .paper import UNVERIFIED, Day, Pair, Paper, Verdict, dated, days_words, signal

_OFFICE = (
    "application/vnd.openxmlformats",
    "application/vnd.oasis",
    "application/msword",
    "application/vnd.ms-",
    "text/rtf",
)
_PDF = "application/pdf"
_SOON = 1
"""Days by which zones and midnight part two dates of one act."""
_LONG = 31
"""Days from which a paper was not written when it says so, or not this file of it."""
_CLOCKS = 1990
"""Year before which a program's date is that of a clock that was never set."""
_OTHER = "the file names somebody else; others often type what one signs, and names are kept from earlier papers"
_NOBODY = frozenset({
    "user", "admin", "administrator", "owner", "windows user", "microsoft office user", "microsoft", "unknown", "hp", "dell",
    "lenovo", "asus", "acer", "pc", "home", "office", "root", "guest", "default", "author", "python-docx", "openpyxl", "user1",
    "пользователь", "администратор", "مستخدم", "المستخدم",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """When a file says that it was begun and last saved; both None where it does not say."""

    created: date | None
    modified: date | None

    @property
    def last(self) -> date | None:
        """The last day of which the file knows."""
        return max((day for day in (self.created, self.modified) if day), default=None)


def kept(paper: Paper) -> Kept:
    """The dates that the program of an office file or a PDF wrote."""
    if not paper.media_type.startswith((_PDF, *_OFFICE)):
        return Kept(None, None)
    return Kept(_day(paper.says("created")), _day(paper.says("modified", last=True)))


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return day if day.year >= _CLOCKS else None


def file_dates(paper: Paper) -> Iterator[Signal]:
    """The date of a paper against the dates of its file, and these against each other."""
    known, ids = kept(paper), paper.ids("created", "modified")
    if known.created and known.modified and (known.created - known.modified).days > _SOON:
        why = "the dates that the file keeps contradict each other: it was last saved before it was begun"
        pair = Pair(stated=f"begun {known.created}", found=f"last saved {known.modified}", of="order", rests_on=ids)
        yield signal(paper.document.id, "file date", ("against", why), pair)
    day = paper.day
    if day is not None and known.last is not None and paper.is_original:
        verdict = _held(paper, day, known, known.last)
        yield signal(paper.document.id, "file date", verdict, dated(paper, ", ".join(_named(known)), ids))


def _named(known: Kept) -> Iterator[str]:
    if known.created:
        yield f"begun {known.created}"
    if known.modified:
        yield f"last saved {known.modified}"


def _held(paper: Paper, day: Day, known: Kept, last: date) -> Verdict:
    """Which way the dates of the file speak, and why."""
    if paper.scanned:
        return "neither", "its pages are pictures: the dates are those of the scan, not of the paper"
    if not day.sure:
        return "neither", UNVERIFIED
    stated = date.fromisoformat(day.iso)
    if (stated - last).days > _SOON:
        return _ahead((stated - last).days)
    late = ((known.created or last) - stated).days
    return _later(late, pdf=paper.media_type == _PDF) if late > _SOON else _in_time(known, last, stated)


def _ahead(days: int) -> Verdict:
    """Of a file that was last saved so many days before the date that its paper bears."""
    said = f"the file was last saved {days_words(days)} before the date that the paper bears"
    return ("against", said) if days > _LONG else ("neither", f"{said}; papers are prepared ahead")


def _later(days: int, *, pdf: bool) -> Verdict:
    """Of a file that was begun so many days after the date that its paper bears."""
    said = f"the file was begun {days_words(days)} after the date that the paper bears"
    if days <= _LONG:
        return "neither", f"{said}; papers are dated before they are typed"
    if pdf:
        return "neither", f"{said}: it is a later print or export"
    return "against", f"{said}: it is no file of that day, at best a later copy"


def _in_time(known: Kept, last: date, stated: date) -> Verdict:
    after = (last - stated).days
    if after <= _LONG:
        return (
            "for",
            f"the file was last saved within {_LONG} days of the date that the paper bears; such dates can be set by anybody",
        )
    begun = "begun before the date that the paper bears and " if known.created else ""
    return "neither", f"the file was {begun}saved again {days_words(after)} after it"


def authors(paper: Paper) -> Iterator[Signal]:
    """Whoever the text names as its author against whom the file names. A difference says little: others often type."""
    written = next((fact for fact in paper.told if fact.name == "author"), None)
    named = [name for name in ("author", "last_modified_by") if paper.says(name)]
    if written is None or not named or not paper.is_original or not paper.media_type.startswith((_PDF, *_OFFICE)):
        return
    values = [paper.says(name) for name in named if name_key(paper.says(name)) not in _NOBODY]
    if not values or name_key(written.value) in _NOBODY:
        return
    verdict: Verdict = ("neither", _OTHER)
    if any(_alike(written.value, value) for value in values):
        verdict = ("for", "the file names the same author; such names can be set by anybody")
    pair = Pair(
        stated=written.value,
        found=", ".join(dict.fromkeys(values)),
        at=written.anchor,
        stated_at=(written.anchor,) if written.anchor else (),
        rests_on=(written.id, *paper.ids(*named)),
    )
    yield signal(paper.document.id, "author", verdict, pair)


def _alike(one: str, other: str) -> bool:
    """Whether two names are one, or share a family name written alike."""
    if same_name(one, other):
        return True
    first, second = ({word for word in name_key(name).split() if len(word) >= 4} for name in (one, other))
    return bool(first & second)
