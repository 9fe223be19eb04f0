"""Letterheads: papers of one office, and those whose letterhead is not quite that of the others.

In: Traits of all papers. Out: groups of papers with one letterhead, and Signals "letterhead". Only small differences are told: a
word spelled otherwise, lines in another order. What differs more is another office.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from hearsay.model import Signal

from .paper import Pair, Verdict, signal
from .traits import Traits, distinct

Lines = tuple[str, ...]

_LEAST = 3
"""Papers that make a letterhead known."""
_SURE = 4
"""Papers against which one may speak."""
_READ = 90
"""Likeness, of 100, from which what was read from a picture is a known letterhead."""
_NEAR = 85
_SLIP = 2
"""Letters by which a word is spelled otherwise."""
_WORD = 5
"""Letters of a word that can be spelled otherwise without being another one."""
_TOLD = 5
_MOST = 4_000
"""Letterheads that are compared with each other; of more, only equal ones are seen."""
_DIGITS = re.compile(r"\d+")
_SPELLING, _ORDER = "a word of it is spelled otherwise", "its lines stand in another order"
_NUMBERS, _LINE = "digits of it differ", "a line more or less stands in it"


@dataclass(frozen=True, slots=True)
class _Known:
    """A letterhead, with its papers; each of them may be several contents."""

    lines: Lines
    papers: list[list[Traits]]

    @property
    def contents(self) -> list[Traits]:
        """All contents that bear it."""
        return [content for paper in self.papers for content in paper]


def offices(papers: Sequence[Traits]) -> list[list[Traits]]:
    """Contents by their letterhead; what was read from a picture goes to the only one that it is nearly like."""
    exact = _exact(papers)
    typed = {lines for lines, held in exact.items() if not all(content.seen for content in held)}
    groups: dict[Lines, list[Traits]] = {lines: list(exact[lines]) for lines in typed}
    for lines in sorted(set(exact) - typed):
        near = _near(lines, sorted(typed)) if len(typed) <= _MOST else []
        groups.setdefault(near[0] if len(near) == 1 else lines, []).extend(exact[lines])
    return [groups[lines] for lines in sorted(groups)]


def _exact(papers: Sequence[Traits]) -> Mapping[Lines, list[Traits]]:
    found: dict[Lines, list[Traits]] = defaultdict(list)
    for paper in sorted(papers, key=lambda p: p.sha256):
        if paper.letterhead:
            found[paper.letterhead].append(paper)
    return found


def _near(lines: Lines, known: Sequence[Lines]) -> list[Lines]:
    text = " ".join(lines)
    digits = _DIGITS.findall(text)
    return [
        other
        for other in known
        if fuzz.ratio(text, " ".join(other), score_cutoff=_READ) and _DIGITS.findall(" ".join(other)) == digits
    ]


def letterheads(papers: Sequence[Traits]) -> Iterator[Signal]:
    """Signals about papers whose letterhead is that of others, or nearly."""
    exact = _exact(papers)
    known = [_Known(lines, distinct(held)) for lines, held in sorted(exact.items())]
    common = [one for one in known if len(one.papers) >= _LEAST]
    for one in common:
        yield from _alike(one)
    if len(known) <= _MOST:
        for one in known:
            if len(one.papers) < _LEAST:
                yield from _unlike(one, [other for other in common if len(other.papers) >= _SURE])


def _alike(known: _Known) -> Iterator[Signal]:
    verdict: Verdict = (
        "for",
        f"the same letterhead stands on {len(known.papers)} papers of the haul; it can be copied from any of them",
    )
    for own in known.papers:
        others = [paper[0] for paper in known.papers if paper is not own][:_TOLD]
        for content in own:
            yield _signal(content, verdict, others)


def _unlike(known: _Known, common: Sequence[_Known]) -> Iterator[Signal]:
    found = [(other, what) for other in common if (what := difference(known.lines, other.lines))]
    if len(found) != 1:
        return
    (other, what) = found[0]
    for content in known.contents:
        if not content.seen:
            yield _signal(content, _verdict(content, other, what), [paper[0] for paper in other.papers][:_TOLD])


def _verdict(content: Traits, other: _Known, what: str) -> Verdict:
    said = f"{what} than in the letterhead that {len(other.papers)} papers of the haul share"
    if what in (_NUMBERS, _LINE):
        return "neither", f"{said}; telephones move, and letterheads have variants"
    days = sorted(c.dated.day for c in other.contents if c.dated and c.dated.sure)
    own = content.dated.day if content.dated and content.dated.sure else ""
    if not own or not days or not days[0] < own < days[-1]:
        return "neither", f"{said}; by its date it may be of another time than they"
    return "against", f"{said}, which are of days before and after it"


def difference(one: Lines, other: Lines) -> str:
    """In what small way two letterheads differ; empty where they are equal or two of them."""
    if one == other or fuzz.ratio(" ".join(one), " ".join(other)) < _NEAR:
        return _ORDER if one != other and len(one) > 1 and sorted(one) == sorted(other) else ""
    if sorted(one) == sorted(other):
        return _ORDER
    if abs(len(one) - len(other)) == 1:
        short, long = sorted((one, other), key=len)
        rest = iter(long)
        return _LINE if all(line in rest for line in short) else ""
    if len(one) != len(other):
        return ""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if all(_DIGITS.sub("0", a) == _DIGITS.sub("0", b) for a, b in pairs):
        return _NUMBERS
    words = [(a, b) for first, second in pairs for a, b in _words(first, second) if a != b]
    slips = [pair for pair in words if all(pair) and _misspelled(*pair)]
    return _SPELLING if len(words) == 1 == len(slips) else ""


def _words(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The words of two lines side by side; a pair with an empty one where they have not as many."""
    first, second = one.split(), other.split()
    if len(first) == len(second):
        yield from zip(first, second, strict=True)
    else:
        yield one, ""


def _misspelled(one: str, other: str) -> bool:
    plain = one.isalpha() and other.isalpha() and min(len(one), len(other)) >= _WORD
    return plain and Levenshtein.distance(one, other, score_cutoff=_SLIP) <= _SLIP


def _signal(content: Traits, verdict: Verdict, others: Sequence[Traits]) -> Signal:
    at = content.letterhead_at.anchor if content.letterhead_at else None
    pair = Pair(
        stated=content.letterhead_text,
        found="; ".join(dict.fromkeys(other.letterhead_text for other in others)),
        at=at,
        stated_at=(at,) if at else (),
        found_at=[other.letterhead_at.anchor for other in others if other.letterhead_at],
        others=[other.document for other in others],
    )
    return signal(content.document, "letterhead", verdict, pair)
