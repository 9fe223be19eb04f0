"""Days that a paper writes twice: weekday beside date, Hijri beside Gregorian, two date lines in one head.

In: a Paper. Out: a Signal for each place where the two differ or cannot be compared, and one for all that agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hearsay.model import Anchor, Page, Signal, SignalName
from hearsay.text.dates_beside import NamedDay, TwinDay, named_days, twin_days

from .heads import head
from .paper import UNVERIFIED, Pair, Paper, Verdict, days_words, short, signal

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SURE = 0.8
"""Confidence of OCR below which a weekday may be another one."""
_SETTLED = 1930
"""Year before which papers of some countries counted days by another calendar."""
_NEAR, _FAR = 1, 2
"""Days by which sightings of the moon and tables differ as a rule, and at most."""
_DATED = frozenset({"letter", "memo"})
"""Kinds of document that bear one date; a report may tell that of what it reports."""
_FRONT = "---"
"""What stands before the front matter of a site, which has dates of its own."""
_TOLD = 8
"""Places that a signal marks."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A day written twice: what the paper says, what was found, and where."""

    whole: Anchor
    other: Anchor
    """The weekday, or the Hijri day."""
    own: Anchor
    """The date that it was held against."""
    found: str
    verdict: Verdict


def weekdays(paper: Paper) -> Iterator[Signal]:
    """Weekdays beside whole dates."""
    chance = "one weekday in seven would agree by chance"
    yield from _told(paper, "weekday", [p for page in _read(paper) for p in _weekdays(paper, page)], chance)


def hijri(paper: Paper) -> Iterator[Signal]:
    """Hijri days beside Gregorian ones."""
    chance = f"the two may be {days_words(_NEAR)} apart, as sightings of the moon differ"
    yield from _told(paper, "hijri", [p for page in _read(paper) for p in _twins(paper, page)], chance)


def two_dates(paper: Paper) -> Iterator[Signal]:
    """Two lines of one head that both give the date, and differ."""
    if not paper.pages or paper.document.kind not in _DATED or paper.pages[0].text.startswith(_FRONT):
        return
    dates = [dated for dated in head(paper.pages[0]).dates if dated.labelled]
    if len(dates) < 2:
        return
    (first, *rest), page = dates, paper.pages[0].id
    for other in rest:
        marks = (
            Anchor(page=page, start=first.start, end=first.end),
            Anchor(page=page, start=other.start, end=other.end),
        )
        if other.day == first.day or any(paper.unverified(mark) for mark in marks):
            continue
        apart = days_words((date.fromisoformat(other.day) - date.fromisoformat(first.day)).days)
        pair = Pair(
            stated=paper.words(marks[0]),
            found=paper.words(marks[1]),
            at=marks[1],
            stated_at=marks[:1],
            found_at=marks[1:],
        )
        verdict: Verdict = ("against", f"two lines of its head give dates {apart} apart")
        yield signal(paper.document.id, "two dates", verdict, pair)


def _read(paper: Paper) -> Iterator[Page]:
    """The pages whose text is writing; rows of tables are data."""
    return (page for page in paper.pages if paper.document.kind != "table")


def _weekdays(paper: Paper, page: Page) -> Iterator[_Place]:
    for named in named_days(page.text):
        found = _NAMES[date.fromisoformat(named.day).weekday()]
        yield _weekday(paper, named, _placed(page, named.at, named.weekday_at), found)


def _placed(page: Page, own: tuple[int, int], other: tuple[int, int]) -> tuple[Anchor, Anchor]:
    """Marks of a date and of what stands beside it."""
    return Anchor(page=page.id, start=own[0], end=own[1]), Anchor(page=page.id, start=other[0], end=other[1])


def _weekday(paper: Paper, named: NamedDay, marks: tuple[Anchor, Anchor], found: str) -> _Place:
    own, other = marks
    verdict = _on_weekday(named, f"{named.day} was a {found}")
    if paper.unverified(own):
        verdict = ("neither", UNVERIFIED)
    elif paper.sureness(other) < _SURE:
        verdict = ("neither", "the weekday was read from a picture and not surely")
    return _Place(_around(own, other), other, own, found, _quoted(paper, own, verdict))


def _on_weekday(named: NamedDay, said: str) -> Verdict:
    if date.fromisoformat(named.day).weekday() == named.weekday:
        return "for", said
    if named.swapped and date.fromisoformat(named.swapped).weekday() == named.weekday:
        return "neither", f"{said}; with day and month the other way round the weekday fits"
    if int(named.day[:4]) < _SETTLED:
        return "neither", f"{said} in the Gregorian calendar; before {_SETTLED} some countries counted days otherwise"
    return "against", said


def _twins(paper: Paper, page: Page) -> Iterator[_Place]:
    for twin in twin_days(page.text):
        yield _twin(paper, twin, _placed(page, twin.at, twin.hijri_at))


def _twin(paper: Paper, twin: TwinDay, marks: tuple[Anchor, Anchor]) -> _Place:
    own, other = marks
    verdict = _on_day(twin)
    if twin.hijri and (paper.unverified(own) or paper.unverified(other)):
        verdict = ("neither", UNVERIFIED)
    found = f"{twin.hijri} by the Umm al-Qura tables" if twin.hijri else ""
    return _Place(_around(own, other), other, own, found, _quoted(paper, own, verdict))


def _on_day(twin: TwinDay) -> Verdict:
    if not twin.hijri:
        return "neither", "the Hijri day lies outside the Umm al-Qura tables, which hold the years 1343 to 1500"
    away = (date.fromisoformat(twin.day) - date.fromisoformat(twin.hijri)).days
    said = f"the Hijri day was {twin.hijri} by the Umm al-Qura tables"
    side = f"{said}; the date beside it is {days_words(away)} {'later' if away > 0 else 'earlier'}"
    if abs(away) <= _NEAR:
        return "for", side if away else said
    if _near(twin.swapped, twin.hijri) or _near(twin.day, twin.hijri_swapped):
        return "neither", f"{side}; with day and month the other way round they fit"
    if abs(away) <= _FAR:
        return "neither", f"{side}; where the moon is sighted, months begin up to {_FAR} days apart"
    return "against", side


def _near(one: str, other: str) -> bool:
    """Whether two ISO days, either of which may be empty, are as near as sightings and tables are as a rule."""
    return bool(one and other) and abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _NEAR


def _around(one: Anchor, other: Anchor) -> Anchor:
    return Anchor(page=one.page, start=min(one.start, other.start), end=max(one.end, other.end))


def _quoted(paper: Paper, at: Anchor, verdict: Verdict) -> Verdict:
    """The verdict, with a word about where its place stands: another's date does not speak of this paper."""
    passage, (speaks, why) = paper.passage(at), verdict
    quoted = passage is not None and passage.kind == "quote"
    return speaks, f"{why}; it stands in words that the text quotes" if quoted else why


def _told(paper: Paper, name: SignalName, places: Sequence[_Place], chance: str) -> Iterator[Signal]:
    """A signal for each place that does not agree, and one for those that do."""
    agreeing = [place for place in places if place.verdict[0] == "for"]
    for place in places:
        if place.verdict[0] != "for":
            pair = Pair(
                stated=paper.words(place.whole),
                found=place.found,
                at=place.whole,
                stated_at=(place.other,),
                found_at=(place.own,),
            )
            yield signal(paper.document.id, name, place.verdict, pair)
    if agreeing:
        few = agreeing[:_TOLD]
        why = f"{len(agreeing)} of {len(places)} agree" if len(places) > 1 else agreeing[0].verdict[1]
        pair = Pair(
            stated=short("; ".join(dict.fromkeys(paper.words(place.whole) for place in few)), 300),
            found=short("; ".join(dict.fromkeys(place.found for place in few)), 300),
            stated_at=[place.other for place in few],
            found_at=[place.own for place in few],
        )
        yield signal(paper.document.id, name, ("for", f"{why}; {chance}"), pair)
