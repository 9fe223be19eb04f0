"""What a claim says, boiled down so that claims can be compared across texts and languages.

In: a Claim. Out: a `Saying`: stems, main number, facts; and how alike two of them are, 0..1.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from hearsay.model import Claim, ClaimKind, EventKind, Quantity
from hearsay.text.names import name_key
from hearsay.text.normal import fold_text

from .facts import number_key, place_key, time_key
from .tables import words_of

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
ENDINGS = re.compile(
    r"(?<=\w{3})(?:ies|ing|edly|ed|es|e|s|ly|ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ах|ях|ам|ям|ой|ей|ые|ие|ый|ий|ая|ую|ы|и|а|я|у|ю|е|о)$"
)
PREFIX = re.compile(r"^(?:وال|بال|كال|فال|لل|ال|و(?=\w{3}))(?=\w{2})")
UNCHECKED = {"evaluation", "insinuation", "generality", "mental_state"}
"""Kinds that no record could bear out."""
APART = UNCHECKED | {"provenance", "source_reliability", "track_record", "motive"}
"""Kinds that are the same only as claims of their own kind."""
REPORTED = {"event", "state", "statistic", "report", "conclusion", "order", "deal", "forecast"}


class Saying(Struct, frozen=True, array_like=True):
    """One claim, compactly."""

    claim: str
    sha256: str
    published: str
    language: str
    text: str
    kind: ClaimKind
    act: EventKind
    polarity: str
    checked: bool
    stems: tuple[str, ...]
    values: tuple[float, ...]
    """Values of its numbers, the main one first."""
    counted: tuple[str, ...]
    """Stems of what the main number counts."""
    actors: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]

    @property
    def group(self) -> str:
        """Claims of different groups never say the same."""
        return (self.kind if self.kind in APART else "world") + self.polarity


SHORT = 5
"""Letters by which the words of two names are compared: Syria's and Syrian agree."""
FEW = 4
"""Stems from which it means something that one claim's words are contained in another's."""


def stem(word: str) -> str:
    """A folded word without its commonest ending or Arabic prefix: light, never to be shown."""
    return ENDINGS.sub("", PREFIX.sub("", word))


def stems(text: str) -> tuple[str, ...]:
    """Stems of the content words of a text, sorted, each once; numbers are left out."""
    quiet = words_of("phrases", "function_words") | words_of("phrases", "speech")
    found = {
        stem(word)
        for word in WORD.findall(fold_text(text).replace("'", ""))
        if word not in quiet and not word.isdigit() and len(word) > 1
    }
    return tuple(sorted(found))


def part_of_name(one: str, other: str) -> bool:
    """Whether the words of one name key are all in the other, endings aside ("observatory" in "the X observatory")."""
    sides = [{word[:SHORT] for word in name.split()} for name in (one, other)]
    return bool(sides[0] and sides[1]) and (sides[0] <= sides[1] or sides[1] <= sides[0])


def main_number(claim: Claim) -> Quantity | None:
    """The number a claim is about: the first that is bounded, large or a share; then one that counts something."""
    valued = [number for number in claim.numbers if number.value is not None]
    large = [number for number in valued if number.bound or number_key(number)]
    counting = [number for number in valued if number.of]
    return next(iter([*(n for n in large if n.of), *large, *counting, *valued]), None)


def saying(claim: Claim, published: str, language: str) -> Saying:
    """The claim as it is compared."""
    main = main_number(claim)
    others = [number.value for number in claim.numbers if number.value is not None and number is not main]
    known = [place_key(place) for place in claim.places]
    return Saying(
        claim=claim.id,
        sha256=claim.sha256,
        published=published,
        language=language,
        text=claim.text,
        kind=claim.kind,
        act=claim.act,
        polarity=claim.polarity,
        checked=claim.kind not in UNCHECKED and claim.frame != "caption",
        stems=stems(claim.text),
        values=((main.value,) if main is not None and main.value is not None else ()) + tuple(sorted(others)),
        counted=stems(main.of) if main is not None else (),
        actors=tuple(sorted({name_key(actor) for actor in claim.actors} - {""})),
        places=tuple(sorted(set(known) - {""})),
        times=tuple(sorted({key for time in claim.times if (key := time_key(time))})),
    )


def rivals(one: Saying, other: Saying) -> bool:
    """Whether both have a main number and the numbers differ: two tolls are two propositions."""
    return bool(one.values and other.values and one.values[0] != other.values[0])


def alike(one: Saying, other: Saying, weight: Mapping[str, float]) -> float:
    """0..1 how surely both say the same; `weight` is how much each stem tells.

    The share of the lighter one's weight in common, lifted by equal numbers of one counted thing and by equal act,
    actors, places and times. 0 for different groups and for rival numbers.
    """
    if one.group != other.group or rivals(one, other):
        return 0.0
    shared, lighter, union = _overlap(one, other, weight)
    contained = shared / max(lighter, 1e-9) if min(len(one.stems), len(other.stems)) >= FEW else 0.0
    words = 0.5 * contained + 0.5 * shared / max(union, 1e-9)
    if one.stems == other.stems and one.stems:
        words = 1.0
    same_number = bool(one.values and other.values)
    counted = bool(set(one.counted) & set(other.counted)) or one.act == other.act != "other"
    score = words + (0.35 if same_number and counted else 0.15 if same_number else 0.0)
    facts = _facts(one, other)
    if bool(one.values) != bool(other.values):
        score -= 0.1
    each = 0.08 if one.language == other.language else 0.2
    return max(0.0, min(1.0, score + each * facts))


def _facts(one: Saying, other: Saying) -> int:
    pairs = ((one.actors, other.actors), (one.places, other.places), (one.times, other.times))
    shared = sum(bool(set(mine) & set(theirs)) for mine, theirs in pairs)
    return shared + (one.act == other.act != "other") if shared else 0


def _overlap(one: Saying, other: Saying, weight: Mapping[str, float]) -> tuple[float, float, float]:
    mine, theirs = set(one.stems), set(other.stems)
    heavy = [sum(weight.get(stem, 0.0) for stem in side) for side in (mine & theirs, mine, theirs, mine | theirs)]
    return heavy[0], min(heavy[1], heavy[2]), heavy[3]
