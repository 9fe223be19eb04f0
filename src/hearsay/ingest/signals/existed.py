"""Fonts, programs, formats and characters that did not exist yet on the day of a paper, or when its file was last saved.

In: a Paper, the table `existed`. Out: Signals "font", "program" and "characters". A later program shows that a file was saved
again or exported later, which is common; that it is newer than the last save the file knows of contradicts itself.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hearsay.ingest.lexicon import table
from hearsay.model import Anchor, Fact, Signal, SignalName
from hearsay.text.normal import fold_text

from .metadata import kept
from .paper import UNVERIFIED, Pair, Paper, Verdict, dated, signal

_SUBSET = re.compile(r"[A-Z]{6}\+")
_STYLE = re.compile(
    r"(?:ps|mt|bold|semibold|demi|demibold|black|heavy|light|semilight|thin|medium|regular|normal|roman|italic|oblique|it|bd|ital|"
    r"condensed|narrow|variable|wght|embedded|\d|[bi])*"
)
_SOON = timedelta(days=1)
_CREATORS = ("creator", "producer", "xmp_creatortool", "xmp_producer")
_AGAIN = "a file that was saved again, printed or exported later looks like this"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that came into being."""

    name: str
    what: str
    """`came with Windows 8` of a font, else what it is."""
    since: date
    """From when somebody outside its makers could have it."""
    general: date
    """From when anybody could have it."""
    stands_in: bool = False
    """Whether programs put it in the place of a font that they do not have."""

    @property
    def said(self) -> str:
        """When it came into being, in words."""
        return f"{self.name} {self.what}" if self.name != self.what else f"{self.name} is of {self.since.year} or later"


@dataclass(frozen=True, slots=True)
class _Seen:
    """Something in a file, as the file names it, with the ids of the facts that say so."""

    thing: Thing
    named: str
    facts: tuple[str, ...]


def _thing(row: dict[str, Any], name: str) -> Thing:
    since = _first(row["since"])
    return Thing(name, row["what"], since, _first(row.get("general", row["since"])), row.get("stands_in", False))


def _first(value: str) -> date:
    """The first day of yyyy, yyyy-mm or yyyy-mm-dd."""
    return date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)


def fonts(paper: Paper) -> Iterator[Signal]:
    """Fonts in which the text is set."""
    held: dict[Thing, list[Fact]] = defaultdict(list)
    for fact in paper.facts.get("font", ()):
        thing = font(fact.value)
        if thing is not None:
            held[thing].append(fact)
    for thing, facts in sorted(held.items(), key=lambda pair: pair[0].name):
        seen = _Seen(thing, thing.name, tuple(fact.id for fact in facts))
        yield from _judged(paper, "font", seen, _font_on_day)


@cache
def _fonts() -> tuple[tuple[str, bool, Thing], ...]:
    rows = [(_bare(n), r.get("family", False), _thing(r, n)) for r in table("existed")["fonts"] for n in r["names"]]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


def font(name: str) -> Thing | None:
    """What is known of a font by the name that a file gives it; None for most."""
    bare = _bare(_SUBSET.sub("", name, count=1))
    for known, family, thing in _fonts():
        if bare.startswith(known) and (family or _STYLE.fullmatch(bare, len(known))):
            return thing
    return None


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold_text(name[:200]))


def _font_on_day(paper: Paper, thing: Thing) -> Verdict | None:
    stated = _stated(paper)
    if stated is None or stated >= thing.general:
        return None
    said, last = thing.said, kept(paper).last
    if not (paper.day and paper.day.sure):
        return "neither", UNVERIFIED
    if stated >= thing.since:
        return "neither", f"{said}; on the date that the paper bears only test versions of it were about"
    if thing.stands_in and (last is None or last >= thing.since):
        return "neither", f"{said}; programs put it in the place of fonts that they do not have"
    return (
        "against",
        f"{said}: the words were set as they stand after the date that the paper bears; it is at best a later copy",
    )


def _judged(
    paper: Paper, name: SignalName, seen: _Seen, on_day: Callable[[Paper, Thing], Verdict | None]
) -> Iterator[Signal]:
    """Against a file that says that it was last saved before something in it could be had; else against its date."""
    thing, last = seen.thing, kept(paper).last
    if last is not None and last + _SOON < thing.since:
        why = f"{thing.said}, and the file says that it was last saved on {last}"
        ids = (*paper.ids("created", "modified"), *seen.facts)
        pair = Pair(stated=f"last saved {last}", found=seen.named, of=thing.name, rests_on=ids)
        yield signal(paper.document.id, name, ("against", why), pair)
    elif verdict := on_day(paper, thing):
        yield signal(paper.document.id, name, verdict, dated(paper, seen.named, seen.facts, of=thing.name))


def _stated(paper: Paper) -> date | None:
    """The date of a paper whose file may be of that day; None for a scan, a translation and other writing."""
    if paper.day is None or not paper.is_original or paper.scanned:
        return None
    return date.fromisoformat(paper.day.iso)


def programs(paper: Paper) -> Iterator[Signal]:
    """The programs that made and saved the file, and its format."""
    done: set[Thing] = set()
    for seen in _made_with(paper):
        if seen.thing not in done:
            done.add(seen.thing)
            yield from _judged(paper, "program", seen, _program_on_day)


def _made_with(paper: Paper) -> Iterator[_Seen]:
    """Each program of which something is known, and the format."""
    facts = [fact for name in _CREATORS for fact in paper.facts.get(name, ())]
    for fact in sorted(facts, key=lambda fact: (fact.value, fact.id)):
        thing = program(fact.value)
        if thing is not None:
            yield _Seen(thing, fact.value, (fact.id,))
    own = "microsoft" in fold_text(paper.says("creator"))
    for fact in paper.facts.get("program_version", ()) if own else ():
        number = fact.value.partition(".")[0]
        row = next((row for row in table("existed")["versions"] if str(row["number"]) == number), None)
        if row is not None:
            yield _Seen(_thing(row, row["what"]), f"version {fact.value}", (fact.id,))
    for row in table("existed")["formats"]:
        if paper.media_type.startswith(row["type"]):
            yield _Seen(_thing(row, row["what"]), row["what"], ())


@cache
def _programs() -> tuple[tuple[re.Pattern[str], Thing], ...]:
    return tuple((re.compile(row["like"]), _thing(row, row["what"])) for row in table("existed")["programs"])


def program(name: str) -> Thing | None:
    """What is known of a program by the name that a file gives it: the latest of what fits; None for most."""
    folded = re.sub(r"[®™]| \(r\)| office(?= (?:word|excel|powerpoint|publisher|outlook))", "", fold_text(name[:300]))
    found = [thing for pattern, thing in _programs() if pattern.search(folded)]
    return max(found, key=lambda thing: (thing.since, thing.name), default=None)


def _program_on_day(paper: Paper, thing: Thing) -> Verdict | None:
    if paper.day is None or not paper.is_original or date.fromisoformat(paper.day.iso) >= thing.since:
        return None
    if paper.scanned:
        return "neither", f"{thing.said}, and made the scan, not the paper"
    if not paper.day.sure:
        return "neither", UNVERIFIED
    return "neither", f"{thing.said}; {_AGAIN}"


def characters(paper: Paper) -> Iterator[Signal]:
    """Characters that no text could hold on the day of the paper."""
    day = paper.day
    if day is None or not day.sure or paper.scanned or not (paper.is_original or paper.is_mail):
        return
    seen: set[Thing] = set()
    for page in paper.pages:
        for m in _late().finditer(page.text):
            thing = character(m.group())
            if thing is None or thing in seen or date.fromisoformat(day.iso) >= thing.since:
                continue
            seen.add(thing)
            at = Anchor(page=page.id, start=m.start(), end=m.end())
            why = f"no text could hold {thing.what} before {thing.since.year}: it was written later, or typed again"
            pair = Pair(
                stated=paper.words(day.at) if day.at else day.iso,
                found=f"{m.group()} (U+{ord(m.group()):04X}), {thing.what}",
                at=at,
                stated_at=(day.at,) if day.at else (),
                found_at=(at,),
            )
            yield signal(paper.document.id, "characters", ("against", why), pair)


@cache
def _characters() -> tuple[tuple[int, int, Thing], ...]:
    rows = table("existed")["characters"]
    return tuple((int(r["first"], 16), int(r.get("last", r["first"]), 16), _thing(r, r["first"])) for r in rows)


@cache
def _late() -> re.Pattern[str]:
    ranges = (f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last, _ in _characters())
    return re.compile(f"[{''.join(ranges)}]")


def character(sign: str) -> Thing | None:
    """What is known of a character; None for most."""
    return next((thing for first, last, thing in _characters() if first <= ord(sign) <= last), None)
