"""What a claim says, boiled down so that claims can be compared across texts and languages.

In: a Claim. Out: a `Saying`: stems, main number, facts; and how alike two of them are, 0..1.
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from hearsay.model import Claim, ClaimKind, EventKind
from hearsay.text.names import name_key, same_name
from hearsay.text.normal import fold_text

from .facts import place_key, time_key
from .figures import Figure, figure, main_number
from .roles import in_order, names, other_names, swapped
from .tables import table, words_of

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
ENDINGS = re.compile(
    r"(?<=\w{3})(?:ies|ing|edly|ed|es|e|s|ly|ами|ями|ого|его|ому|ему|ыми|ими|ов|ев|ах|ях|ам|ям|ой|ей|ые|ие|ый|ий|ая|ую|ы|и|а|я|у|ю|е|о)$"
)
PREFIX = re.compile(r"^(?:وال|بال|كال|فال|لل|ال|و(?=\w{3}))(?=\w{2})")
LETTERS = {
    "ar": re.compile(r"[\u0620-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u052f]"),
    "en": re.compile(r"[A-Za-z]"),
}
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
    content: tuple[str, ...]
    """Stems without those of the words that name the holders."""
    values: tuple[float, ...]
    """Values of its numbers, the main one first."""
    counted: tuple[str, ...]
    """Stems of what the main number counts."""
    actors: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    figure: Figure | None
    """Of the main number."""
    order: tuple[str, ...]
    """Names and content words as they follow each other, for `roles.swapped`."""
    names: tuple[str, ...]
    """Proper names, for `roles.other_names`."""

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


def bare(claim: Claim) -> str:
    """The claim's text without the words that name its holders and hand it to them."""
    spans = [span for hop in claim.chain for span in (hop.mention, hop.cue) if span is not None]
    inside = sorted((s.start - claim.start, s.end - claim.start) for s in spans if s.page == claim.page)
    kept, at = [], 0
    for start, end in inside:
        if 0 <= start < end <= len(claim.text):
            kept.append(claim.text[at : max(at, start)])
            at = max(at, end)
    return " ".join([*kept, claim.text[at:]])


def saying(claim: Claim, published: str, language: str) -> Saying:
    """The claim as it is compared; `language` is its document's, which words in another script are not in."""
    main = main_number(claim)
    others = [number.value for number in claim.numbers if number.value is not None and number is not main]
    known = [place_key(place) for place in claim.places]
    return Saying(
        claim=claim.id,
        sha256=claim.sha256,
        published=published,
        language=_spoken(claim.text, language),
        text=claim.text,
        kind=claim.kind,
        act=claim.act,
        polarity=claim.polarity,
        checked=claim.kind not in UNCHECKED and claim.frame != "caption",
        stems=stems(claim.text),
        content=stems(bare(claim)) or stems(claim.text),
        values=((main.value,) if main is not None and main.value is not None else ()) + tuple(sorted(others)),
        counted=stems(main.of) if main is not None else (),
        actors=tuple(sorted({name_key(actor) for actor in claim.actors if not _speaks(actor, claim)} - {""})),
        places=tuple(sorted(set(known) - {""})),
        times=tuple(sorted({key for time in claim.times if (key := time_key(time))})),
        figure=figure(claim, main) if main is not None else None,
        order=in_order(claim),
        names=names(claim),
    )


def _spoken(text: str, language: str) -> str:
    """The language of a claim: its document's unless its letters are of another script."""
    own = next((code for code, letters in LETTERS.items() if 2 * len(letters.findall(text)) > len(text)), language)
    return own if language in LETTERS and own != language else language


def _speaks(actor: str, claim: Claim) -> bool:
    """Whether an actor of the claim is one of those who say it, and no party to what is said."""
    return any(same_name(actor, hop.holder) for hop in claim.own_chain[1:])


def rivals(one: Saying, other: Saying) -> bool:
    """Whether both have a main number and the numbers differ: two tolls are two propositions."""
    return bool(one.values and other.values and one.values[0] != other.values[0])


def alike(one: Saying, other: Saying, weight: Mapping[str, float]) -> float:
    """0..1 how surely both say the same; `weight` is how much each stem tells.

    The share of the lighter one's weight in common, lifted by equal numbers of one counted thing and by equal act,
    actors, places and times, lowered by other places, days or fates. 0 for different groups, for rival numbers, and
    where the same names have changed parts.
    """
    if one.group != other.group or rivals(one, other):
        return 0.0
    if one.language == other.language and swapped(one.order, other.order):
        return 0.0
    rule = table("weights")["alike"]
    each = rule["fact"] if one.language == other.language else rule["fact_translated"]
    score: float = wording(one.stems, other.stems, weight) + _figures(one, other) + each * _facts(one, other)
    for here, mine, theirs in (("place", one.places, other.places), ("day", one.times, other.times)):
        if conflict(mine, theirs):
            score -= rule[f"other_{here}"]
    if one.act == other.act and strangers(one.actors, other.actors):
        score -= rule["other_actor"]
    elif one.figure is None and one.language == other.language and other_names(one.names, other.names):
        score -= rule["other_names"]
    return max(0.0, min(1.0, score))


def wording(mine: tuple[str, ...], theirs: tuple[str, ...], weight: Mapping[str, float]) -> float:
    """0..1 how much of their stems both share: half of it the share of the lighter one's, half of both together."""
    if mine == theirs and mine:
        return 1.0
    shared, lighter, union = _overlap(set(mine), set(theirs), weight)
    contained = shared / max(lighter, 1e-9) if min(len(mine), len(theirs)) >= FEW else 0.0
    return 0.5 * contained + 0.5 * shared / max(union, 1e-9)


def _figures(one: Saying, other: Saying) -> float:
    """What the main numbers tell, when both have one or only one has."""
    rule = table("weights")["alike"]
    mine, theirs = one.figure, other.figure
    if mine is None or theirs is None:
        return 0.0 if mine is theirs else -float(rule["number_lost"])
    same = mine.counted == theirs.counted != "" or mine.fate == theirs.fate != ""
    same = same or bool(set(one.counted) & set(other.counted)) or one.act == other.act != "other"
    score = rule["number_of_one_thing"] if same else rule["number"]
    if "" not in {mine.fate, theirs.fate} and mine.fate != theirs.fate:
        score -= rule["other_fate"]
    if "" not in {mine.counted, theirs.counted} and mine.counted != theirs.counted:
        score -= rule["other_counted"]
    return float(score)


def _facts(one: Saying, other: Saying) -> int:
    pairs = ((one.actors, other.actors), (one.places, other.places), (one.times, other.times))
    shared = sum(bool(set(mine) & set(theirs)) for mine, theirs in pairs)
    if not shared:
        return 0
    fates = [side.figure.fate for side in (one, other) if side.figure is not None]
    return shared + (one.act == other.act != "other" or (len(fates) == 2 and fates[0] == fates[1] != ""))


def strangers(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both name actors and no word of one is a word of another: "Syrian army", "Syrian government" may be one."""
    words = [{word for actor in side for word in actor.split()} for side in (mine, theirs)]
    return all(words) and not words[0] & words[1]


def conflict(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether both name places, or days, and none of one is one of the other; a day lies within its month."""
    if not mine or not theirs or set(mine) & set(theirs):
        return False
    spans = [
        [key.removeprefix("t:").partition("/")[::2] for key in side if key.startswith("t:")] for side in (mine, theirs)
    ]
    return not any(a[0] <= b[1] and b[0] <= a[1] for a in spans[0] for b in spans[1])


def _overlap(mine: set[str], theirs: set[str], weight: Mapping[str, float]) -> tuple[float, float, float]:
    heavy = [
        sum(weight.get(stem, 0.0) for stem in sorted(side)) for side in (mine & theirs, mine, theirs, mine | theirs)
    ]
    return heavy[0], min(heavy[1], heavy[2]), heavy[3]
