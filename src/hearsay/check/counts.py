"""What the numbers of a claim count.

In: a claim's quantities and the words beside them. Out: which of them count deaths, and the range that each means.
"""

import re
from functools import cache

from hearsay.model import Claim, PlaceMention, Quantity, TimeMention
from hearsay.text.counting import unit_names
from hearsay.text.normal import fold_text

from .tables import counted

_CLAUSE = re.compile(
    r"[,;.:،؛]|\b(?:and|while|when|where|as|after|before|because|и|а|когда|после|пока|عندما|حين|بعد)\b|\sو(?=\w{3})"
)
_ALIKE = re.compile(
    r"\s(?:and|и)\s(?=\d|(?:two|three|four|five|six|seven|eight|nine|ten|двое|трое|четверо|пятеро)\b)|\sو(?=\d)"
)
"""Between two counts of one verb: "2 civilians and 3 fighters were killed"."""
_DATED = ("minute", "day", "week", "month", "season", "year", "period")
BESIDE = 40
"""Characters on each side of a number in which its noun or verb is looked for."""


def claimed_range(number: Quantity) -> tuple[float, float] | None:
    """The values that a count may mean, both ends included; None when it has no value.

    "At least" and "dozens" are open above, "at most" below; "about" widens by half of the last place that is not zero.
    """
    low = number.low if number.low is not None else number.value
    high = number.high if number.high is not None else number.value
    if number.bound == "at_least" and low is not None:
        return low, float("inf")
    if number.bound == "at_most" and high is not None:
        return 0.0, high
    if low is None:
        return None
    if high is None:
        return low, float("inf")
    slack = half_place(max(abs(low), abs(high))) if number.approximate else 0.0
    return low - slack, high + slack


def half_place(value: float) -> float:
    """Half of what a round number may have been rounded by: 90 -> 5, 85 -> 2.5, 200 -> 50, 87 -> .5, 87.5 -> .05."""
    if value != int(value):
        places = len(f"{value:.6f}".rstrip("0").split(".")[1])
        return 0.5 * 10.0**-places
    whole, place = abs(int(value)), 1
    while whole and whole % (place * 10) == 0:
        place *= 10
    if place == 1 and whole and whole % 5 == 0:
        return 2.5
    return place / 2


def figures(claim: Claim) -> tuple[Quantity, ...]:
    """The numbers that the claim itself gives, in order: none of who says it, of a date or of a place's name."""
    spans = [
        (a.start, a.end) for h in claim.chain for a in (h.mention, h.cue) if a is not None and a.page == claim.page
    ]
    named: list[TimeMention | PlaceMention] = [
        t for t in claim.times if t.precision in _DATED and not t.text.endswith(t.anchor or "\n")
    ]
    spans += [(m.start, m.end) for m in [*named, *claim.places] if _holds(claim, m)]
    kept = [n for n in claim.numbers if not any(a <= n.start < b or a < n.end <= b for a, b in spans)]
    return tuple(sorted(kept, key=lambda n: (n.start, n.end)))


def _holds(claim: Claim, mention: TimeMention | PlaceMention) -> bool:
    return claim.text[max(0, mention.start - claim.start) : max(0, mention.end - claim.start)] == mention.text


def counts_deaths(claim: Claim, number: Quantity) -> bool:
    """Whether the number counts the dead: by its own noun, else by the nearest word beside it."""
    if number.unit == "share" or number.unit in set(unit_names().values()):
        return False
    own = fold_text(f"{number.of} {number.unit}")
    if _pattern("wounded").search(own):
        return False
    if _pattern("deaths").search(own):
        return True
    before, after = _beside(claim, number)
    if _acts(after):
        return False
    nearest = _nearest(before, after)
    if not _is_people(own):
        return nearest == "deaths" and (_patient(after) or _object(before))
    return nearest == "deaths"


def counts_who(claim: Claim, number: Quantity) -> str:
    """`all` of the dead, `group` of one sort ("12 civilians"), `part` of those counted before ("including 4 children")."""
    start, end = number.start - claim.start, number.end - claim.start
    if start < 0 or claim.text[start:end] != number.text:
        return "all"
    before, after = fold_text(claim.text[max(0, start - 2 * BESIDE) : start]), fold_text(claim.text[end : end + 16])
    sentence = re.split(r"[.;:!?]\s", before)[-1]
    cue = list(_listed("part").finditer(sentence))
    if cue and not _pattern("deaths").search(sentence, cue[-1].end()):
        return "part"
    if re.match(rf"\s(?:{'|'.join(counted()['who']['of_them'])})(?!\w)", after) or _listed("others").search(
        number.text.casefold()
    ):
        return "part"
    words = set(re.findall(r"\w+", fold_text(number.of))) - set(counted()["who"]["any"])
    return "group" if words else "all"


def has_death_word(text: str) -> bool:
    """Whether a text names the dead ("deaths in organised violence")."""
    return bool(_pattern("deaths").search(fold_text(text)))


def toll(claim: Claim) -> tuple[Quantity, tuple[float, float]] | None:
    """The one count of all its dead that the claim gives, with its range; of one sort of people, at least that many.

    None when it gives none, or several that differ: which of them is the event's then cannot be told.
    """
    dead = [(n, counts_who(claim, n)) for n in figures(claim) if counts_deaths(claim, n)]
    every = [n for n, who in dead if who == "all"]
    ranges = {span for n in every if (span := claimed_range(n)) is not None}
    if every:
        return (every[0], next(iter(ranges))) if len(ranges) == 1 else None
    groups = [(n, span) for n, who in dead if who == "group" and (span := claimed_range(n)) is not None]
    return (groups[0][0], (max(span[0] for _, span in groups), float("inf"))) if groups else None


def _beside(claim: Claim, number: Quantity) -> tuple[str, str]:
    """The folded words right before the number and behind it in its clause; empty where the text does not hold it."""
    start, end = number.start - claim.start, number.end - claim.start
    if start < 0 or claim.text[start:end] != number.text:
        return "", ""
    behind = _listed("aside").sub(" ", _without_sentences(claim.text[end : end + 3 * BESIDE]))
    after = _CLAUSE.split(_ALIKE.sub(" ", behind)[:BESIDE], maxsplit=1)[0]
    return _without_sentences(claim.text[max(0, start - BESIDE) : start]), after


def _without_sentences(text: str) -> str:
    """Folded, without what speaks of death but of none that happened ("sentenced to death")."""
    return _listed("no_death").sub(" ", fold_text(text))


def _nearest(before: str, after: str) -> str:
    """`deaths` or `wounded`: the first such word after the number in its clause, else the last before it; else empty."""
    kinds = ("deaths", "wounded")
    ahead = [(hit.start(), what) for what in kinds for hit in _pattern(what).finditer(after)]
    behind = [(-hit.end(), what) for what in kinds for hit in _pattern(what).finditer(before)]
    return min(ahead or behind, default=(0, ""))[1]


def _acts(after: str) -> bool:
    """Whether those counted are the ones who kill or wound: "12 militants killed five villagers"."""
    return _listed("active").match(after) is not None


def _patient(after: str) -> bool:
    return _listed("patient").match(after) is not None


def _object(before: str) -> bool:
    return _listed("object").search(before) is not None


def is_untold(claim: Claim, number: Quantity) -> bool:
    """Whether neither its noun nor a word beside it says what became of those whom the number counts, or who they are."""
    own = fold_text(f"{number.of} {number.unit}")
    return _is_people(own) and not _pattern("wounded").search(own) and _nearest(*_beside(claim, number)) == ""


def _is_people(own: str) -> bool:
    return not own.strip() or _listed("people").search(own) is not None


@cache
def _listed(name: str) -> re.Pattern[str]:
    """A list of fragments of the table `who` as one pattern over folded words."""
    fragments = "|".join(counted()["who"][name])
    if name == "aside":
        return re.compile(fragments)
    return re.compile(rf"\s(?:{fragments})(?!\w)" if name in ("active", "patient") else rf"(?<!\w)(?:{fragments})")


@cache
def _pattern(what: str) -> re.Pattern[str]:
    table = counted()[what]
    words = "|".join(re.escape(fold_text(w)) for w in sorted(table["words"], key=len, reverse=True))
    stems = "|".join(re.escape(fold_text(w)) for w in table["stems_ar"] + table["stems_ru"])
    return re.compile(rf"\b(?:{words})\b|\b\w{{0,3}}(?:{stems})\w{{0,12}}")
