"""Names that one of two texts has and the other has not, where both write the name by its sound elsewhere.

In: sentences of both and how they are paired. Out: for each such place the name and where it stands. A name that is
translated (a town with another name, a body) is never heard in the other text, so nothing is said of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.model import Anchor

from .beads import Pairing
from .sentences import Sentence, bones_of, upperless

_NAME = re.compile(
    r"(?<![\w'’])[A-ZÀ-ÞА-ЯЁІЇЄ][\w'’-]{2,40}(?: (?:al-|ad-|ar-|as-|аль-|эль-)?[A-ZÀ-ÞА-ЯЁІЇЄ][\w'’-]{2,40}){1,3}"
)
_WORDS = re.compile(r"[\w'’-]+")
NEAR = 1
"""Pairings on either side in which a name may have ended up."""


@dataclass(frozen=True, slots=True)
class Lone:
    """A name in one text of a pairing whose other text does not have it."""

    pairing: Pairing
    name: str
    at: Anchor | None
    """Where it stands; None in a script without capitals, where only its sentence is known."""
    there: bool
    """Whether it stands in the original."""


@dataclass(frozen=True, slots=True)
class _Mention:
    number: int
    """Of the pairing."""
    name: str
    at: Anchor
    bones: frozenset[str]


def lone_names(there: Sequence[Sentence], here: Sequence[Sentence], pairings: Sequence[Pairing]) -> Iterator[Lone]:
    """Names of one text that the other does not have beside them, in order."""
    plain = [any(upperless(s.text) for s in side) for side in (there, here)]
    if all(plain):
        return
    bones = [
        [frozenset(b for s in side[slice(*span)] for b in s.bones) for span in spans]
        for side, spans in ((there, [p.there for p in pairings]), (here, [p.here for p in pairings]))
    ]
    for own in (0, 1):
        if not plain[own]:
            side, other = (there, here)[own], bones[1 - own]
            mentions = list(_mentions(side, [(p.there, p.here)[own] for p in pairings]))
            heard = {m.bones: m.name for m in reversed(mentions) if m.bones <= other[m.number]}
            for mention in mentions:
                if mention.bones in heard and not mention.bones & _near(other, mention.number):
                    yield Lone(pairings[mention.number], mention.name, mention.at, there=own == 0)
            if plain[1 - own]:
                yield from _unwritten(heard, bones[own], other, pairings, there=own == 1)


def _unwritten(
    heard: dict[frozenset[str], str],
    own: Sequence[frozenset[str]],
    other: Sequence[frozenset[str]],
    pairings: Sequence[Pairing],
    *,
    there: bool,
) -> Iterator[Lone]:
    """Names that the text without capitals has, and the other one only elsewhere."""
    for number, sounds in enumerate(other):
        for bones, name in sorted(heard.items(), key=lambda item: item[1]):
            if len(bones) > 1 and bones <= sounds and not bones & _near(own, number):
                yield Lone(pairings[number], name, None, there=there)


def _near(side: Sequence[frozenset[str]], number: int) -> frozenset[str]:
    return frozenset().union(*side[max(0, number - NEAR) : number + NEAR + 1])


def _mentions(side: Sequence[Sentence], spans: Sequence[tuple[int, int]]) -> Iterator[_Mention]:
    for number, span in enumerate(spans):
        for sentence in side[slice(*span)]:
            for found in _NAME.finditer(sentence.text):
                bones = [bones_of(word) for word in _WORDS.findall(found.group())]
                if all(bones) and len(bones) > 1:
                    start = sentence.start + found.start()
                    at = Anchor(page=sentence.page.id, start=start, end=start + len(found.group()))
                    yield _Mention(number, found.group(), at, frozenset(b for held in bones for b in held))
