"""Numbers and dates that a translation changed, lost or added.

In: a translation beside its original. Out: `Found`s. A figure is missing only where no sentence near by has it, and changed
where one of its kind stands in its place. What is written in words, ranks, goes without saying or was read from a picture
by one witness alone is never a sure difference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hearsay.model import Anchor, DifferenceKind

from .beads import Pairing
from .both import Both, Found
from .figures import Figure, relative
from .sentences import Sentence

NEAR = 2
"""Pairings on either side in which a figure may have ended up."""
_YEAR = 4
"""Digits of a year."""
_UNREAD = "its digits were read from a picture and nobody confirmed them"
_ORDER = "digits of Arabic script in a text layer may stand in another order than on the page"
_WORDED = "it may be rendered in other words"
_UNSAID = "what part of a date goes without saying differs between texts"
_RECKONED = 'the other text may give the date by another one ("last month")'
_MORE = "one text gives more of it than the other"

Placed = tuple[Sentence, Figure]


@dataclass(slots=True)
class _Rest:
    """Figures of one pairing that found no twin. Mutable on purpose."""

    pairing: Pairing
    there: list[Placed]
    here: list[Placed]
    runs: tuple[Counter[str], Counter[str]]
    """How often each run of digits stands in the original and in the translation."""
    fuller: list[tuple[Placed, Placed]] = field(default_factory=list)
    """Of the original and of the translation: numbers of one that are part of a date of the other."""


def amounts(both: Both) -> Iterator[Found]:
    """All figures that differ, in the order of the original."""
    rests = [_rest(both, pairing) for pairing in both.pairings]
    _settle(rests)
    for rest in rests:
        yield from (_fuller(one, other) for one, other in rest.fuller)
        if all(both.sides(rest.pairing)):
            yield from _changes(rest)
            yield from _lone(both, rest)


def _rest(both: Both, pairing: Pairing) -> _Rest:
    there, here = both.sides(pairing)
    mine = [(s, f) for s in there for f in s.figures]
    theirs = [(s, f) for s in here if s.own != "title" for f in s.figures]
    there_runs, here_runs = (Counter(run for _, f in side for run in f.digits) for side in (mine, theirs))
    _pair_off(mine, theirs)
    kept = [[one for one in side if one[1].kind != "rank"] for side in (mine, theirs)]
    return _Rest(pairing, kept[0], kept[1], (there_runs, here_runs))


def _pair_off(mine: list[Placed], theirs: list[Placed]) -> None:
    """Take out figures that are the same on both sides, then those that may be."""
    for same in (True, False):
        for kept in list(mine):
            twin = next((o for o in theirs if kept[1].agrees(o[1]) and (not same or kept[1].low == o[1].low)), None)
            if twin is not None:
                mine.remove(kept)
                theirs.remove(twin)


def _settle(rests: Sequence[_Rest]) -> None:
    """Take out what stands near by in the other text, for sentences were parted another way, or in another writing."""
    windows = [rests[max(0, at - NEAR) : at + NEAR + 1] for at in range(len(rests))]
    for rest, near in zip(rests, windows, strict=True):
        for other in near:
            _pair_off(rest.there, other.here)
    for rest, near in zip(rests, windows, strict=True):
        _parts(rest, rest.here, [one.there for one in near], turned=False)
        _parts(rest, rest.there, [one.here for one in near], turned=True)
    for rest in rests:
        there, here = rest.runs
        rest.there[:] = [one for one in rest.there if not _dissolved(one[1], there, here)]
        rest.here[:] = [one for one in rest.here if not _dissolved(one[1], here, there)]


def _parts(rest: _Rest, whole: list[Placed], others: Sequence[list[Placed]], *, turned: bool) -> None:
    """Dates and codes of which the other text has the digits as numbers: all of them is no difference, some are fewer."""
    for kept in list(whole):
        runs = set(kept[1].digits)
        parts = [(other, part) for other in others for part in other if part[1].digits and set(part[1].digits) < runs]
        beside = rest.there if whole is rest.here else rest.here
        if not parts or any(_year_of_date(kept[1], one[1]) and one[1].low not in runs for one in beside):
            continue
        whole.remove(kept)
        for other, part in parts:
            other.remove(part)
        if {run for _, part in parts for run in part[1].digits} != runs:
            rest.fuller.append((kept, parts[0][1]) if turned else (parts[0][1], kept))


def _dissolved(figure: Figure, own: Counter[str], other: Counter[str]) -> bool:
    """Whether the other side has all its digits as often, if in other figures: dates are written in many ways."""
    return bool(figure.digits) and all(other[run] >= own[run] for run in figure.digits)


def _changes(rest: _Rest) -> Iterator[Found]:
    """Figures in each other's place; they are taken out."""
    for fits in (_comparable, _year_of_date, _long_numbers):
        for one in list(rest.there):
            other = next((o for o in rest.here if fits(one[1], o[1])), None)
            if other is not None:
                rest.there.remove(one)
                rest.here.remove(other)
                yield _changed(one, other)


def _comparable(one: Figure, other: Figure) -> bool:
    """Whether one may stand in the place of the other: two dates, or two numbers, a year for a year."""
    return (one.kind == "date") == (other.kind == "date") and one.year == other.year


def _year_of_date(one: Figure, other: Figure) -> bool:
    """Whether one is a date and the other four digits in the place of its year."""
    number = other if one.kind == "date" else one
    return (one.kind == "date") != (other.kind == "date") and number.low.isdigit() and len(number.low) == _YEAR


def _long_numbers(one: Figure, other: Figure) -> bool:
    """Whether both are numbers of as many digits as a year or more, of which one looks like a year."""
    return "date" not in (one.kind, other.kind) and min(len(one.low), len(other.low)) >= _YEAR


def _lone(both: Both, rest: _Rest) -> Iterator[Found]:
    there, here = both.sides(rest.pairing)
    mark_there, mark_here = both.marks(rest.pairing)
    for sentence, figure in rest.there:
        if not _repeated(figure, here):
            yield _alone((sentence, figure), mark_here, _unsaid(figure, here), missing=True)
    for sentence, figure in rest.here:
        if sentence.own != "note" and not _repeated(figure, there):
            yield _alone((sentence, figure), mark_there, _unsaid(figure, there), missing=False)


def _repeated(figure: Figure, others: Sequence[Sentence]) -> bool:
    """Whether the other side has the figure once already, for another mention of it."""
    return any(figure.agrees(other) for sentence in others for other in sentence.figures)


def _changed(one: Placed, other: Placed) -> Found:
    (there, meant), (here, said) = one, other
    doubt = _doubt(one) or _doubt(other)
    return Found(
        "date_changed" if "date" in (meant.kind, said.kind) or (meant.year and said.year) else "number_changed",
        here=Anchor(page=here.page.id, start=said.start, end=said.end),
        there=Anchor(page=there.page.id, start=meant.start, end=meant.end),
        said=here.page.text[said.start : said.end],
        meant=there.page.text[meant.start : meant.end],
        sure=not doubt,
        why=doubt,
    )


def _fuller(one: Placed, other: Placed) -> Found:
    found = _changed(one, other)
    return replace(found, sure=False, why=found.why or _MORE)


def _alone(placed: Placed, mark: Anchor, doubt: str, *, missing: bool) -> Found:
    sentence, figure = placed
    at = Anchor(page=sentence.page.id, start=figure.start, end=figure.end)
    words = sentence.page.text[figure.start : figure.end]
    dated = figure.kind == "date"
    doubt = _doubt(placed) or doubt
    if missing:
        kind: DifferenceKind = "date_missing" if dated else "number_missing"
        return Found(kind, here=mark, there=at, meant=words, sure=not doubt, why=doubt)
    kind = "date_added" if dated else "number_added"
    return Found(kind, here=at, there=mark, said=words, sure=not doubt, why=doubt)


def _unsaid(figure: Figure, others: Sequence[Sentence]) -> str:
    """Why a figure that stands alone may be in the other text all the same."""
    if figure.ordinal or not figure.digits:
        return _WORDED
    if figure.kind == "date" and any(relative(other.text) for other in others):
        return _RECKONED
    return _UNSAID if figure.year or (figure.kind == "date" and figure.low != figure.high) else ""


def _doubt(one: Placed) -> str:
    """Why digits are not sure: read from a picture, or of Arabic script in the layer of a PDF, which may run backwards."""
    page, (start, end) = one[0].page, (one[1].start, one[1].end)
    if page.method == "text layer" and any(c.isdigit() and not c.isascii() for c in page.text[start:end]):
        return _ORDER
    return _UNREAD if page.doubtful(start, end) else ""
