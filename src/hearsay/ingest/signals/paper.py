"""One content as its signals see it: what it is, its pages, what it says of itself.

In: a Group with the Document, Files, Pages, Passages and Facts of one content. Out: a Paper.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

from hearsay.ingest.reading import UNDER
from hearsay.model import Anchor, Document, Fact, File, Imprint, Page, Passage, Signal, SignalName
from hearsay.ports import Group

PAPERS = frozenset({"letter", "memo", "record", "report"})
"""Kinds of document that an office sends or keeps."""
_OF_A_DAY = frozenset({"letter", "memo"})
"""Kinds that claim to be written on the day they bear; a report or a transcript may bear that of what it tells."""
UNVERIFIED = "digits unverified: only one recogniser read them, and no person confirmed them"
_SHOWN = 120

Side = Literal["for", "against", "neither"]
Verdict = tuple[Side, str]
"""Which way a signal speaks, and why."""


@dataclass(frozen=True, slots=True)
class Day:
    """The date that a paper bears."""

    iso: str
    at: Anchor | None
    sure: bool
    """False where it stands on digits that nobody verified."""


class Look(Protocol):
    """One kind of signal: what it finds in one paper."""

    def __call__(self, paper: "Paper") -> Iterator[Signal]:
        """Signals about the paper; none where there is nothing to compare."""
        ...


@dataclass(frozen=True)
class Paper:
    """One content."""

    document: Document
    files: Sequence[File]
    pages: Sequence[Page]
    passages: Sequence[Passage]
    facts: Mapping[str, Sequence[Fact]]
    """By name, of what programs and markup say."""
    told: Sequence[Fact]
    """What was read from the text: title, author, date."""
    imprints: Sequence[Imprint] = ()

    @classmethod
    def of(cls, group: Group) -> "Paper | None":
        """The paper of a group; None where nothing was read."""
        document = next(iter(group.only(Document)), None)
        if document is None:
            return None
        facts: dict[str, list[Fact]] = defaultdict(list)
        known = sorted(group.only(Fact), key=lambda f: (f.name, f.value, f.id))
        for fact in known:
            if not fact.evidence.startswith("text"):
                facts[fact.name].append(fact)
        return cls(
            document,
            sorted(group.only(File), key=lambda f: (f.path, f.id)),
            sorted(group.only(Page), key=lambda p: (p.number, p.id)),
            sorted(group.only(Passage), key=lambda p: (p.page, p.start, p.end)),
            facts,
            [fact for fact in known if fact.evidence == "text"],
            sorted(group.only(Imprint), key=lambda i: (i.number, i.box, i.id)),
        )

    @property
    def media_type(self) -> str:
        """Of its bytes; empty where no file is known."""
        return self.files[0].media_type if self.files else ""

    @property
    def is_paper(self) -> bool:
        """Whether an office may have sent or kept it, as it does letters."""
        return self.document.kind in PAPERS

    @property
    def is_original(self) -> bool:
        """Whether it claims to be written on the day that it bears; a translation is later by its nature."""
        telegram = self.document.kind == "message" and "kind" not in self.facts
        translated = self.document.translates or self.document.translator
        return (self.document.kind in _OF_A_DAY or telegram) and not translated

    @property
    def is_mail(self) -> bool:
        """Whether it is a message with a header of its own."""
        return "message_id" in self.facts or bool({"date", "received"} & self.facts.keys() and "from" in self.facts)

    @cached_property
    def scanned(self) -> bool:
        """Whether its pages are pictures of paper, so that its file tells of a scanner, not of the writer."""
        pictures = sum(of_picture(page) for page in self.pages)
        return self.media_type.startswith("image/") or 2 * pictures > len(self.pages)

    @cached_property
    def day(self) -> Day | None:
        """The date it bears: declared, printed or in its header; None without one."""
        dated = self.document.stated
        if dated is None:
            dated = self.document.inferred
            return Day(dated.day, dated.anchor, sure=False) if dated and dated.anchor else None
        sure = dated.anchor is None or not self.unverified(dated.anchor)
        return Day(dated.day, dated.anchor, sure=sure)

    @cached_property
    def _page(self) -> Mapping[str, Page]:
        return {page.id: page for page in self.pages}

    def unverified(self, at: Anchor) -> bool:
        """Whether a place has digits that a machine read from a picture and nobody confirmed."""
        page = self._page.get(at.page)
        if page is None or page.doubtful(at.start, at.end):
            return True
        digits = [spot for spot in range(at.start, at.end) if page.text[spot].isdigit()]
        if page.method == UNDER:
            return bool(digits)
        seen = [word for word in page.words if word.confidence is not None and not word.verified]
        return bool(digits) and any(word.start <= spot < word.end for word in seen for spot in digits)

    def sureness(self, at: Anchor) -> float:
        """Lowest confidence, 0 to 1, of the words of a place; 1 where no machine read it from a picture."""
        page = self._page.get(at.page)
        words = page.words if page else ()
        return min(
            (w.confidence for w in words if w.confidence is not None and w.start < at.end and w.end > at.start),
            default=1.0,
        )

    def words(self, at: Anchor) -> str:
        """The characters of a place on one line."""
        page = self._page.get(at.page)
        return short(page.text[at.start : at.end]) if page else ""

    def passage(self, at: Anchor) -> Passage | None:
        """The block in which a place begins."""
        return next((p for p in self.passages if p.page == at.page and p.start <= at.start < p.end), None)

    def says(self, name: str, *, last: bool = False) -> str:
        """The first value of this fact, or the last; empty without one."""
        held = self.facts.get(name, ())
        return held[-1 if last else 0].value if held else ""

    def ids(self, *names: str) -> tuple[str, ...]:
        """Ids of these facts."""
        return tuple(fact.id for name in names for fact in self.facts.get(name, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What was held against what, where both stand, and what tells this signal from others of its name."""

    stated: str
    found: str
    at: Anchor | None = None
    of: str = ""
    stated_at: Sequence[Anchor] = ()
    found_at: Sequence[Anchor] = ()
    rests_on: Sequence[str] = ()
    others: Iterable[str] = ()


def signal(about: str, name: SignalName, verdict: Verdict, pair: Pair) -> Signal:
    """A Signal about a Document id."""
    speaks, why = verdict
    return Signal(
        about=about,
        name=name,
        at=pair.at,
        of=pair.of,
        stated=pair.stated,
        found=pair.found,
        speaks=speaks,
        why=why,
        stated_at=tuple(pair.stated_at),
        found_at=tuple(pair.found_at),
        rests_on=tuple(dict.fromkeys(pair.rests_on)),
        others=tuple(sorted(set(pair.others))),
    )


def dated(paper: "Paper", found: str, facts: Sequence[str], of: str = "") -> Pair:
    """The date that a paper bears held against something; the paper must have one."""
    day = paper.day
    if day is None:
        raise ValueError("a paper without a date cannot be held against one")
    at = (day.at,) if day.at else ()
    return Pair(
        stated=paper.words(day.at) if day.at else day.iso, found=found, at=day.at, of=of, stated_at=at, rests_on=facts
    )


def of_picture(page: Page) -> bool:
    """Whether the text of a page is somebody's or a machine's reading of a picture."""
    return page.seen or page.method == UNDER


def short(text: str, most: int = _SHOWN) -> str:
    """On one line, at most `most` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def days_words(count: int) -> str:
    """`1 day`, `12 days`, `about 3 years`."""
    count = abs(count)
    if count >= 730:
        return f"about {round(count / 365.25)} years"
    return "1 day" if count == 1 else f"{count} days"


def joined(words: Iterable[str]) -> str:
    """`a, b and c`."""
    *rest, last = [*words] or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
