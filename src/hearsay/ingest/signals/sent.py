"""When a mail was sent and a picture was taken, against the date that either bears.

In: a Paper. Out: Signals "mail date" and "photograph". Clocks of senders and of cameras run wrong by hours and stand still for
years; so a day is nothing, and what was moved or queued speaks neither way.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from hearsay.model import Anchor, Signal

from .paper import UNVERIFIED, Pair, Paper, Verdict, dated, days_words, signal

_CLOCK = timedelta(hours=1)
"""By which honest clocks may differ."""
_WRONG = timedelta(days=1)
_QUEUED = timedelta(days=7)
"""Longer than mail servers try to deliver a message."""
_ZONES = (timedelta(hours=-12), timedelta(hours=14))
_QUARTER = timedelta(minutes=15)
_HEADER = re.compile(r"(?m)^(?:Date|Sent): ([^\n]+)$")
_CAMERAS = 2001
"""Year up to which the date of a camera is that of a clock that was never set."""


def mail_dates(paper: Paper) -> Iterator[Signal]:
    """The date in the header of a mail against the clock of the first server, and the zone it names."""
    sent = _moment(paper.says("date"))
    if not paper.is_mail or sent is None or sent.utcoffset() is None:
        return
    marks, zone = _header(paper), sent.utcoffset() or timedelta()
    if zone % _QUARTER or not _ZONES[0] <= zone <= _ZONES[1]:
        why = "no place keeps the time of the zone that its date names"
        found = "zones of -12:00 to +14:00 in quarters of an hour"
        yield signal(paper.document.id, "mail date", ("against", why), _pair(paper, marks, found, of="zone"))
    came = _moment(paper.says("first_received"))
    if came is not None and came.utcoffset() is not None:
        verdict = _received(came - sent)
        if verdict:
            pair = _pair(paper, marks, paper.says("first_received"), *paper.ids("first_received"))
            yield signal(paper.document.id, "mail date", verdict, pair)


def _pair(paper: Paper, marks: tuple[Anchor, ...], found: str, *facts: str, of: str = "") -> Pair:
    at = marks[0] if marks else None
    return Pair(
        stated=paper.says("date"), found=found, at=at, of=of, stated_at=marks, rests_on=(*paper.ids("date"), *facts)
    )


def _received(late: timedelta) -> Verdict | None:
    """Which way it speaks that a mail was received `late` after it says that it was sent."""
    days = days_words(int(abs(late) / _WRONG))
    if -late > _WRONG:
        return "against", f"it was received {days} before it says that it was sent"
    if late > _QUEUED:
        other = "a mail that lay in a queue or was moved to another server looks like this, and one that was dated back"
        return "neither", f"it was first received {days} after it says that it was sent; {other}"
    if abs(late) <= _CLOCK:
        return "for", "it was first received within an hour of the time that it gives"
    return None


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _header(paper: Paper) -> tuple[Anchor, ...]:
    """Where the header of the mail gives its date."""
    for page in paper.pages[:1]:
        found = _HEADER.search(page.text, 0, 4_000)
        if found:
            return (Anchor(page=page.id, start=found.start(1), end=found.end(1)),)
    return ()


def photographs(paper: Paper) -> Iterator[Signal]:
    """When a picture was taken against the date of the paper that it shows, or the date given for it."""
    taken, day = _moment(paper.says("taken")), paper.day
    if taken is None or taken.year <= _CAMERAS or day is None or not paper.media_type.startswith("image/"):
        return
    shows = paper.is_original
    declared = day.at is None
    if not shows and not declared:
        return
    after = (taken.date() - date.fromisoformat(day.iso)).days
    verdict: Verdict = _shown(after) if shows else _given(after)
    if not day.sure:
        verdict = ("neither", UNVERIFIED)
    yield signal(paper.document.id, "photograph", verdict, dated(paper, paper.says("taken"), paper.ids("taken")))


def _shown(after: int) -> Verdict:
    """Of a paper in a picture that was taken so many days after its date."""
    if after < -1:
        return "against", f"the paper was photographed {days_words(after)} before its date, by the clock of the camera"
    return "neither", f"the paper was photographed {days_words(after)} after its date, by the clock of the camera"


def _given(after: int) -> Verdict:
    """Of a picture that was taken so many days after the date that is given for it."""
    if after > 1:
        return "against", f"it was taken {days_words(after)} after the date given for it, by the clock of the camera"
    if after >= -1:
        return "for", "the clock of the camera agrees with the date given for it"
    return "neither", f"it was taken {days_words(after)} before the date given for it, by the clock of the camera"
