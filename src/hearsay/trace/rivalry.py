"""When two propositions cannot both hold of one event: another number, another actor, yes against no.

In: two `Side`s, each all that the claims of one proposition say. Out: why they contradict, or nothing.
Both must name the same day or the same place and no other one. Bounds that overlap ("at least 12" and 15) are no rivals,
nor is a figure that a voice itself, or a text that names the old one, replaced later: that is an update.
"""

from collections.abc import Mapping

from msgspec import Struct, structs

from .figures import ENDLESS, Figure
from .roles import swapped
from .saying import REPORTED, Saying, alike, conflict, stems, strangers, wording
from .tables import table


class Side(Struct, frozen=True, array_like=True):
    """One proposition as it is compared."""

    key: str
    """Proposition id."""
    saying: Saying
    """Of its anchor, with the actors, places, days and widest bounds of all its claims."""
    wordings: tuple[Saying, ...]
    """The same for the first claim of each language, by language."""
    voices: tuple[str, ...]
    """Innermost voices of its claims, without texts that name none."""
    said: tuple[tuple[str, str, str], ...]
    """Document, day of publication and innermost voice of each claim; sorted."""


def merged(key: str, anchor: str, rows: list[tuple[Saying, str]]) -> Side | None:
    """The side of a proposition from its claims with their innermost voices; None if its anchor is not among them."""
    first = next((saying for saying, _ in rows if saying.claim == anchor), None)
    if first is None:
        return None
    figures = [saying.figure for saying, _ in rows if saying.figure is not None]
    known = {
        "actors": tuple(sorted({actor for saying, _ in rows for actor in saying.actors})),
        "places": tuple(sorted({place for saying, _ in rows for place in saying.places})),
        "times": tuple(sorted({time for saying, _ in rows for time in saying.times})),
        "figure": _widest(figures, first.figure),
    }
    by_language = {first.language: first}
    for saying, _ in sorted(rows, key=lambda row: row[0].claim):
        by_language.setdefault(saying.language, saying)
    wordings = tuple(structs.replace(by_language[language], **known) for language in sorted(by_language))
    voices = tuple(sorted({voice for _, voice in rows} - {""}))
    said = tuple(sorted({(s.sha256, s.published, voice) for s, voice in rows}))
    return Side(key, structs.replace(first, **known), wordings, voices, said)


def _widest(figures: list[Figure], own: Figure | None) -> Figure | None:
    if not figures:
        return None
    first = own or min(figures, key=lambda f: (f.low, f.high, f.unit, f.counted, f.fate))
    return structs.replace(first, low=min(f.low for f in figures), high=max(f.high for f in figures))


def opposed(one: Side, other: Side, weight: Mapping[str, float], edges: frozenset[tuple[str, str]]) -> str:
    """Why the one cannot hold where the other does; empty if it can. `edges` are later and earlier document of a copy."""
    mine, theirs = _in_one_language(one, other)
    if not {mine.kind, theirs.kind} <= REPORTED or _told_together(one, other):
        return ""
    ground = _ground(mine, theirs)
    if not ground or swapped(mine.order, theirs.order):
        return ""
    tied = mine.language != theirs.language and bool(
        set(mine.times) & set(theirs.times) and set(mine.places) & set(theirs.places)
    )
    shared = 1.0 if tied else wording(mine.content, theirs.content, weight)
    why = (
        _numbers(one, other, shared, edges)
        if mine.polarity == theirs.polarity and _rival_figures(mine, theirs)
        else _denial(mine, theirs, shared, weight)
        if mine.polarity != theirs.polarity
        else _actors(mine, theirs, weight)
    )
    return f"{why}, if both mean one event: {ground}" if why else ""


def _in_one_language(one: Side, other: Side) -> tuple[Saying, Saying]:
    """A wording of each in a language that both have, else those of the anchors."""
    theirs = {saying.language: saying for saying in other.wordings}
    return next(
        ((mine, theirs[mine.language]) for mine in one.wordings if mine.language in theirs), (one.saying, other.saying)
    )


def _ground(mine: Saying, theirs: Saying) -> str:
    """What ties both to one event; empty when nothing does, or when they name different days or places."""
    if conflict(mine.places, theirs.places) or conflict(mine.times, theirs.times):
        return ""
    days = sorted(set(mine.times) & set(theirs.times))
    places = set(mine.places) & set(theirs.places)
    tied = [f"both speak of {days[0][2:].partition('/')[0]}"] if days else []
    return " and ".join([*tied, *(["both name one place"] if places else [])])


def _told_together(one: Side, other: Side) -> bool:
    """Whether one text tells both in one voice: then it does not hold the one against the other."""
    return bool({(text, voice) for text, _, voice in one.said} & {(text, voice) for text, _, voice in other.said})


def _rival_figures(mine: Saying, theirs: Saying) -> bool:
    return mine.figure is not None and theirs.figure is not None and mine.values[:1] != theirs.values[:1]


def _numbers(one: Side, other: Side, shared: float, edges: frozenset[tuple[str, str]]) -> str:
    mine, theirs = one.saying.figure, other.saying.figure
    if mine is None or theirs is None or not mine.apart(theirs) or (mine.unit != theirs.unit and not mine.counted):
        return ""
    if (mine.counted, mine.fate) != (theirs.counted, theirs.fate) or not _one_thing(one.saying, other.saying):
        return ""
    rule = table("weights")["opposed"]
    both = set(one.saying.times) & set(other.saying.times) and set(one.saying.places) & set(other.saying.places)
    least = rule["fate_day_and_place"] if both and mine.fate else rule["fate"] if mine.fate else rule["number"]
    if shared < least or _updated(one, other, edges) or _updated(other, one, edges):
        return ""
    return f"{_shown(mine)} against {_shown(theirs)}"


def _one_thing(mine: Saying, theirs: Saying) -> bool:
    """Whether both count the same: people by their fate, things by a word of their name, measures by their unit."""
    if mine.figure is not None and (mine.figure.fate or mine.figure.unit):
        return True
    return bool(set(mine.counted) & set(theirs.counted))


def _shown(figure: Figure) -> str:
    if figure.high == ENDLESS:
        return f"at least {figure.low:g}"
    return f"{figure.low:g}" if figure.low == figure.high else f"{figure.low:g} to {figure.high:g}"


def _updated(late: Side, early: Side, edges: frozenset[tuple[str, str]]) -> bool:
    """Whether the one is the other's later figure: it names the old one, or the same voice gave it, later or by copy."""
    if early.saying.values and early.saying.values[0] in late.saying.values[1:]:
        return True
    if late.voices and early.voices and not set(late.voices) & set(early.voices):
        return False
    taken = any((a, b) in edges for a, _, _ in late.said for b, _, _ in early.said)
    last, first = (max(day for _, day, _ in side.said) for side in (late, early))
    return taken or ("" not in {last, first} and last > first)


def _denial(mine: Saying, theirs: Saying, shared: float, weight: Mapping[str, float]) -> str:
    """Yes against no: by the words alone within a language, where a number or a day in common would tell too little."""
    if strangers(mine.actors, theirs.actors):
        return ""
    turned = structs.replace(theirs, polarity=mine.polarity)
    likeness = shared if mine.language == theirs.language else alike(mine, turned, weight)
    enough = likeness >= table("weights")["opposed"]["denial"] and not _rival_figures(mine, theirs)
    return "one says what the other says is not so" if enough else ""


def _actors(mine: Saying, theirs: Saying, weight: Mapping[str, float]) -> str:
    """Another actor for the same act, told in the same words but for the actors' names."""
    if not strangers(mine.actors, theirs.actors) or mine.act != theirs.act or mine.act == "other":
        return ""
    rest = [tuple(stem for stem in side.content if stem not in _named(side)) for side in (mine, theirs)]
    if _rival_figures(mine, theirs) or wording(rest[0], rest[1], weight) < table("weights")["opposed"]["actor"]:
        return ""
    return f"{', '.join(mine.actors)} against {', '.join(theirs.actors)}"


def _named(one: Saying) -> set[str]:
    return set(stems(" ".join(one.actors)))
