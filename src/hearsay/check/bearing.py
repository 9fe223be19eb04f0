"""What a match bears on the claim: when the paper was held, whose word the record rests on, ratios as ranges.

In: a claim, its document, voices and custody, an event, p0. Out: lead time, circularity, ratios that each name the two
hypotheses they compare.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearsay.model import Claim, Custody, Document, Event, Ratio, Voice
from hearsay.text.names import same_name

from .chance import day_number, foretold_ratio
from .link import canonical
from .tables import weights

SAME = "same event | another event"
WRITTEN = "written before | written after"
HELD = ("copied", "brought_out", "passed_on", "received", "obtained", "published", "translated")
"""Acts that need the paper to exist; "wrote" only repeats the date on it."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The claim's document with all that is known of who speaks in it and through whose hands it came."""

    claim: Claim
    document: Document | None
    voices: tuple[Voice, ...] = ()
    custody: tuple[Custody, ...] = ()

    @property
    def inner(self) -> Voice | None:
        """The paper that speaks innermost, when it is another one than the document itself."""
        by_id = {v.id: v for v in self.voices}
        papers = [by_id[h.voice] for h in self.claim.own_chain[1:] if h.voice in by_id]
        papers = [v for v in papers if v.kind in ("document", "document_set")]
        if not papers or (self.document is not None and same_name(papers[-1].name, self.document.voice)):
            return None
        return papers[-1]


def last_day(when: str) -> str:
    """The last ISO day that a custody date names; empty when it names none."""
    return max(_DAY.findall(when), default="")


def paper_day(paper: Paper) -> str:
    """The ISO day of the paper that says it: of a letter that the text only quotes, the first day of its custody.

    The publication of the text that quotes a letter says nothing on when the letter was written: empty then.
    """
    inner = paper.inner
    if inner is not None:
        return _first_custody(paper, inner.id)
    if paper.document is None:
        return ""
    if paper.document.stated is not None:
        return paper.document.stated.day
    return min((last_day(c.when) for c in paper.custody if c.anchor is None and last_day(c.when)), default="")


def _first_custody(paper: Paper, about: str) -> str:
    return min((last_day(c.when) for c in paper.custody if c.about == about and last_day(c.when)), default="")


def lead_days(paper: Paper, event: Event) -> float | None:
    """Days from the paper's date to the event's first day, below 0 when the paper is later; None without a date."""
    day = paper_day(paper)
    return float(day_number(event.first) - day_number(day)) if day else None


def written_ratio(paper: Paper, event: Event) -> Ratio:
    """The ratio of written before the event against written after it: 1 unless declared custody held the paper before it.

    With custody the ratio is 1 / P(the record of custody is wrong), as a range (check/data/weights.toml).
    """
    if paper.inner is not None:
        return _written(1.0, 1.0, "the paper is only quoted here: nobody shows who held it before the event")
    held = [c for c in paper.custody if c.act in HELD and c.anchor is None and last_day(c.when)]
    before = sorted((c for c in held if last_day(c.when) < event.first), key=lambda c: (c.position, c.id))
    seen = [c for c in before if not c.on_word_of]
    if seen:
        low, high = weights()["custody"]["wrong"]
        why = f"{seen[0].hand or 'a hand'} {seen[0].act.replace('_', ' ')} it by {last_day(seen[0].when)}, before the event"
        return _written(1.0 / high, 1.0 / low, why)
    if before:
        return _written(1.0, 1.0, f"custody before the event rests on the word of {before[0].on_word_of} alone")
    why = "a date on a paper may be written later, and no custody before the event is shown"
    return _written(1.0, 1.0, why)


def circular(paper: Paper, event: Event) -> str:
    """Why the event rests on the claim's own origin: its source is a voice of the claim's chain; empty if it does not."""
    by_id = {v.id: v for v in paper.voices}
    for hop in reversed(paper.claim.chain):
        voice = by_id.get(hop.voice)
        names = [hop.holder, *([voice.name, *voice.aliases, voice.institution] if voice else [])]
        names = [name for name in names if name.strip()]
        keys = canonical(names)
        for source in event.sources:
            if keys & canonical([source]) or any(same_name(source, name) for name in names):
                return _why_circular(hop.holder, source, event.sources)
    return ""


def _why_circular(holder: str, source: str, sources: Sequence[str]) -> str:
    same = canonical([source])
    others = [s for s in sources if not canonical([s]) & same]
    rest = f"its other sources: {', '.join(others)}" if others else "its only source"
    return f"the record rests on {source}, a voice of this claim ({holder}); {rest}"


def _written(low: float, high: float, why: str) -> Ratio:
    return Ratio(between=WRITTEN, low=low, high=high, why=why)


def same_ratio(bits: float) -> Ratio:
    """The ratio of the same event against another event: 2 to the sum of the weights, either way by the table's doubt."""
    doubt = weights()["doubt"]
    return Ratio(
        between=SAME,
        low=2.0 ** (bits - doubt),
        high=2.0 ** (bits + doubt),
        why=f"weights of version {weights()['version']}, set by hand",
    )


def ratios(
    paper: Paper, event: Event, *, bits: float, p0: float | None, q: tuple[float, float] | None
) -> tuple[Ratio, ...]:
    """All ratios of one match; `q` is None unless the claim speaks of what was to come.

    A circular record adds nothing: every ratio is [1, 1] and says why.
    """
    given = [same_ratio(bits)]
    if q is not None and p0 is not None:
        given.append(foretold_ratio(1, 1, p0, q))
    if q is not None:
        given.append(written_ratio(paper, event))
    why = circular(paper, event)
    return tuple(replace(r, low=1.0, high=1.0, why=f"adds nothing: {why}") for r in given) if why else tuple(given)
