"""Who does and who suffers, as far as the order of names tells: "A accused B" is not "B accused A".

In: a Claim. Out: its names and content words in order; whether two such orders give the same names other parts.
Not compared across languages. Arabic names without a known party's word are not seen: Arabic has no capitals.
"""

import re
from collections.abc import Iterator, Sequence

from hearsay.model import Claim
from hearsay.text.normal import fold_text

from .tables import words_of

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[,;:()—–]")
_LONGEST = 80
"""Tokens of a claim that are looked at."""
_STEM = 5
"""Letters by which two forms of a name are one."""
_NAME, _CUT, _TURN = "N ", ",", "T"


def in_order(claim: Claim) -> tuple[str, ...]:
    """`N name` for each party, a folded word for each other content word, `,` for a cut, `T` for a passive.

    Places, days and the speakers of the claim's own chain are left out. Empty where fewer than two parties are named.
    """
    found = tuple(_tokens(claim))
    return found if sum(token.startswith(_NAME) for token in found) > 1 else ()


def names(claim: Claim) -> tuple[str, ...]:
    """Beginnings of the proper names of a claim, sorted; with `?` the word that its place alone may have made a capital."""
    first = next((hit[0] for hit in _TOKEN.finditer(claim.text) if hit[0][0].isalpha()), "")
    parties = words_of("phrases", "sides")
    found = [token[len(_NAME) :] for token in _tokens(claim) if token.startswith(_NAME)]
    opening = fold_text(first)
    return tuple(sorted({("?" if word == opening else "") + word[:_STEM] for word in found if word not in parties}))


def other_names(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both surely name somebody or something, and nobody whom the other may name."""
    sure = [{name for name in side if not name.startswith("?")} for side in (one, other)]
    maybe = [{name.removeprefix("?") for name in side} for side in (one, other)]
    return all(sure) and not sure[0] & maybe[1] and not sure[1] & maybe[0]


def _tokens(claim: Claim) -> Iterator[str]:
    silent = [*((p.start, p.end) for p in claim.places), *((t.start, t.end) for t in claim.times)]
    silent += [(h.mention.start, h.mention.end) for h in claim.chain if h.mention and h.mention.page == claim.page]
    function, parties = words_of("phrases", "function_words"), words_of("phrases", "sides")
    quiet = function | words_of("phrases", "speech") | words_of("phrases", "months")
    elsewhere, turns = words_of("phrases", "elsewhere"), words_of("phrases", "passives")
    before = ""
    for number, hit in enumerate(_TOKEN.finditer(claim.text)):
        if number >= _LONGEST:
            return
        word, at = fold_text(hit[0]), claim.start + hit.start()
        if not word[0].isalpha():
            yield _CUT
        elif word in turns:
            yield _TURN
        elif word not in quiet and not any(a <= at < b for a, b in silent):
            party = word in parties or (hit[0][0].isupper() and before not in elsewhere)
            yield _NAME + word if party else word
        before = word


def swapped(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names of both stand the other way round about the same word, and neither order is a passive one.

    In a language with cases a name that only moved keeps its form; one that changed its part changes it.
    """
    if not one or not other or (_TURN in one) != (_TURN in other):
        return False
    mine, theirs = _places(one), _places(other)
    shared = sorted(set(mine) & set(theirs), key=lambda name: mine[name])
    for number, first in enumerate(shared):
        for second in shared[number + 1 :]:
            if theirs[second] < theirs[first]:
                inside = _between(one, mine[first], mine[second]) & _between(other, theirs[second], theirs[first])
                if inside and (_latin(first) or _forms_differ((one, mine), (other, theirs), (first, second))):
                    return True
    return False


def _places(tokens: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.startswith(_NAME):
            found.setdefault(token[len(_NAME) :][:_STEM], place)
    return found


def _between(tokens: Sequence[str], first: int, second: int) -> set[str]:
    """Content words between two names; none where a comma parts them, as it does a name and what it is called."""
    inside = tokens[first + 1 : second]
    return set() if _CUT in inside else {token[:_STEM] for token in inside if not token.startswith(_NAME)}


def _latin(name: str) -> bool:
    return name.isascii() or "\u0600" <= name[0] <= "\u06ff"


def _forms_differ(
    one: tuple[Sequence[str], dict[str, int]], other: tuple[Sequence[str], dict[str, int]], names: Sequence[str]
) -> bool:
    return any(one[0][one[1][name]] != other[0][other[1][name]] for name in names)
