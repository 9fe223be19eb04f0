"""Which of two texts is the later one: log-odds from dates, credits, figures that rise, days of the week.

In: two `Side`s. Out: reasons, each with log-odds that the first text is the later one; the probability is their sum.
A printed date is doubted where the text itself reports of a later day.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from hearsay.model import Document

from .credits import agency_key, credited_agencies
from .likeness import logistic
from .tables import table, words_of
from .wording import Wording, find_run, keys_of, word_key

NUMBER = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d{1,6}")
PAPERS = frozenset({"letter", "memo", "message", "record"})
NEAR = 6
"""Words between a figure and what it counts."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two documents."""

    document: Document
    words: Wording

    @property
    def outlets(self) -> tuple[str, ...]:
        """Names under which another text may credit this one."""
        return tuple(name for name in (self.document.outlet, self.document.institution, self.document.voice) if name)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the first text is the later one (positive) or the earlier one (negative)."""

    odds: float
    why: str


def later(one: Side, other: Side, *, one_longer: bool) -> tuple[float, tuple[Reason, ...]]:
    """Probability that `one` took from `other`, .5 when nothing tells, with the reasons."""
    rule = table("weights")["direction"]
    reasons = [
        _rendered(one, other),
        _paper(one, other),
        _days(one, other),
        _credit(one, other),
        _figures(one, other),
        _weekdays(one, other),
    ]
    kept = tuple(reason for reason in reasons if reason is not None)
    if kept and one.document.published == other.document.published and one_longer:
        kept = (*kept, Reason(rule["longer"], "the longer text"))
    return logistic(sum(reason.odds for reason in kept)), kept


def _rendered(one: Side, other: Side) -> Reason | None:
    odds = table("weights")["direction"]["declared_translation"]
    if one.document.translates == other.document.sha256:
        return Reason(odds, "it is a translation of the other text")
    if other.document.translates == one.document.sha256:
        return Reason(-odds, "the other text is a translation of it")
    return None


def _paper(one: Side, other: Side) -> Reason | None:
    """Press quotes papers; a paper seldom quotes the press."""
    papers = [side.document.kind in PAPERS or bool(side.document.voice) for side in (one, other)]
    press = [side.document.kind == "press" or bool(side.document.outlet) for side in (one, other)]
    odds = table("weights")["direction"]["paper"]
    if press[0] and papers[1] and not papers[0]:
        return Reason(odds, "it is press and the other text a paper")
    if press[1] and papers[0] and not papers[1]:
        return Reason(-odds, "the other text is press and it is a paper")
    return None


def credits_outlet(taker: Side, giver: Side) -> bool:
    """Whether the one text names the outlet, the institution or the paper that the other one is."""
    if set(taker.outlets) & set(giver.outlets):
        return False
    if any(find_run(taker.words.keys, keys_of(name)) for name in giver.outlets):
        return True
    agencies = {agency_key(name) for name in giver.outlets} - {""}
    return bool(agencies) and any(agencies & set(credited_agencies(page.text, 0.0)) for page in taker.words.pages)


def _credit(one: Side, other: Side) -> Reason | None:
    mine, theirs = credits_outlet(one, other), credits_outlet(other, one)
    odds = table("weights")["direction"]["credit"]
    if mine == theirs:
        return None
    return Reason(odds if mine else -odds, f"{'it' if mine else 'the other'} credits the outlet of the other text")


def _days(one: Side, other: Side) -> Reason | None:
    first, second = text_day(one), text_day(other)
    if first is None or second is None or first == second:
        return None
    rule = table("weights")["direction"]
    stated = one.document.stated is not None and other.document.stated is not None
    apart = (first - second).days
    size = rule["days_stated" if stated else "days_inferred"]
    size += rule["each_further_day"] * min(rule["further_days"], abs(apart) - 1)
    return Reason(size if apart > 0 else -size, f"dated {first} against {second}")


def text_day(side: Side) -> date | None:
    """The document's day, moved on by one where the text reports what was said on the day after it."""
    published = side.document.published
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    spoken, named = spoken_days(side.words), named_days(side.words)
    tomorrow, yesterday = (day.weekday() + 1) % 7, (day.weekday() - 1) % 7
    moved = int(tomorrow in spoken and bool(named & {day.weekday(), yesterday}))
    return day + timedelta(days=moved)


def _weekdays(one: Side, other: Side) -> Reason | None:
    if text_day(one) is not None and text_day(other) is not None:
        return None
    mine, theirs = named_days(one.words), named_days(other.words)
    union = sorted(mine | theirs)
    if not mine or not theirs:
        return None
    start = min(union, key=lambda day: (max((other - day) % 7 for other in union), day))
    ends = [max((day - start) % 7 for day in days) for days in (mine, theirs)]
    if max(ends) > 4 or ends[0] == ends[1]:
        return None
    odds = table("weights")["direction"]["weekday"]
    ahead = ends[0] > ends[1]
    return Reason(odds if ahead else -odds, f"it speaks of {'a later' if ahead else 'an earlier'} day of the week")


def named_days(words: Wording) -> set[int]:
    """Days of the week that a text names, 0 is Monday."""
    days = _weekday_keys()
    return {days[key] for key in words.keys.tolist() if key in days}


def spoken_days(words: Wording) -> set[int]:
    """Days of the week on which the text says that something was said."""
    days, speech = _weekday_keys(), {word_key(word) for word in words_of("phrases", "speech")}
    keys = words.keys.tolist()
    return {days[key] for at, key in enumerate(keys) if key in days and speech & set(keys[max(0, at - 2) : at])}


@cache
def _weekday_keys() -> dict[int, int]:
    lists = table("phrases")["weekdays"].values()
    return {word_key(word): day for days in lists for day, names in enumerate(days) for word in names}


def _figures(one: Side, other: Side) -> Reason | None:
    rule = table("weights")["direction"]
    mine, theirs = figures(one.words), figures(other.words)
    if not mine or not theirs:
        return None
    replaced = [_replaces(side.words, lead) for side, lead in ((one, theirs[0]), (other, mine[0]))]
    if replaced[0] != replaced[1]:
        said = (
            "it names the other's figure as an earlier one" if replaced[0] else "the other names its figure as earlier"
        )
        return Reason(rule["update"] if replaced[0] else -rule["update"], said)
    if mine[0] == theirs[0]:
        return None
    size = rule["count_rises"]
    return Reason(size if mine[0] > theirs[0] else -size, f"the count stands at {mine[0]} against {theirs[0]}")


def figures(words: Wording) -> list[int]:
    """Numbers in digits beside a word for something that is counted upwards (the dead), in order of the text."""
    counted = np.array([word_key(word) for word in words_of("phrases", "counted_upwards")], dtype=np.uint64)
    near = np.flatnonzero(np.isin(words.keys, counted))
    return [value for at, value in numbers(words) if len(near) and int(np.abs(near - at).min()) <= NEAR]


def numbers(words: Wording) -> list[tuple[int, int]]:
    """Whole numbers written in digits that are no years and no days of a month, with the word they stand at."""
    months = {word_key(word) for word in words_of("phrases", "months")}
    keys = words.keys.tolist()
    found = []
    for at in range(len(words)):
        hit = NUMBER.fullmatch(words.text(at, at))
        value = int(re.sub(r"\D", "", hit[0])) if hit is not None else 0
        if value and not 1900 <= value <= 2100 and not months & set(keys[max(0, at - 1) : at + 2]):
            found.append((at, value))
    return found


def _replaces(words: Wording, value: int) -> bool:
    cues = {word_key(word) for word in words_of("phrases", "updates")}
    keys = words.keys.tolist()
    return any(cues & set(keys[max(0, at - 5) : at]) for at, found in numbers(words) if found == value)


def why(reasons: Sequence[Reason]) -> str:
    """The reasons as one line, the strongest first."""
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.odds), reason.why))
    return "; ".join(f"{reason.why} ({reason.odds:+.1f})" for reason in ordered)
