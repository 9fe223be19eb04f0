"""How surely one content translates another, with every reason: what they say, their names, places and contents.

In: two `Sketch`es and how common figures are. Out: a `Weighed` with log-odds of being a pair and of the direction.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .filenames import TRANSLATION, Named, read_name
from .sketch import SMALL, Sketch
from .words import weight

_SMALL_WEIGHT = 0.25
_FEW = 3.0
"""Weight of figures below which their agreement tells less."""
_RARE = 8
"""A figure of at most so many contents counts in full, one of n counts _RARE / n."""
_FEW_SENTENCES = 4
_NAMES = 3
"""Names below which their sounds tell nothing."""
_MAILS = (".eml!", ".msg!", ".emlx!")
_RATIOS = (2.0, 4.0)
_DENSE = {"ar": 1.25, "he": 1.2, "fa": 1.15, "zh": 3.0, "ja": 2.0, "ko": 1.6}
"""How much longer a text becomes in English."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A content as the translation of another."""

    odds: float
    """Log-odds that they are a pair."""
    turned: float
    """Log-odds that this one is the translation, if they are."""
    reasons: tuple[str, ...]
    plain: bool
    """Whether the papers or their names say so: contents alone make no translation."""

    @property
    def probability(self) -> float:
        """That they are a pair, 0..1."""
        return logistic(self.odds)

    @property
    def direction(self) -> float:
        """That this one is the translation, 0..1."""
        return logistic(self.turned)


def logistic(odds: float) -> float:
    """Log-odds as a probability, rounded so that it is the same everywhere."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)


def weigh(one: Sketch, other: Sketch, common: Mapping[int, int]) -> Weighed:
    """`one` as the translation of `other`; `common` tells in how many contents a figure stands."""
    found = [
        _said(one, other), _said_by_original(one, other), _named(one, other), _beside(one, other),
        *_figures(one.figures, other.figures, common), _names(one, other), _length(one, other), _cut(one, other),
    ]  # fmt: skip
    kept = [part for part in found if part is not None]
    turned, why = _direction(one, other)
    plain = one.labelled or other.labelled or _named_alike(one, other)[0] or _in_one_box(one, other)
    return Weighed(
        odds=weight("weights", "start") + sum(odds for odds, _ in kept),
        turned=turned,
        reasons=tuple(reason for _, reason in kept if reason) + why,
        plain=plain,
    )


Part = tuple[float, str]


def _said(one: Sketch, other: Sketch) -> Part | None:
    if not one.labelled:
        return None
    odds, said = weight("weights", "says_so"), "it says that it is a translation"
    if one.source:
        fits = one.source == other.language
        odds += weight("weights", "from_it" if fits else "from_another")
        said += f" from the language {one.source}"
    if one.target and one.target != one.language:
        odds += weight("weights", "from_another")
        said += f" into the language {one.target}, which it is not in"
    return odds, said


def _said_by_original(one: Sketch, other: Sketch) -> Part | None:
    """The other text says that it is a translation itself: of this one, or of a third."""
    if not other.labelled or one.labelled:
        return None
    turned = _said(other, one)
    return None if turned is None else (turned[0], f"of the other text: {turned[1]}")


def _pairs(one: Sketch, other: Sketch) -> list[tuple[Named, Named]]:
    mine = [read_name(path, one.language) for path in one.paths]
    return [(a, read_name(path, other.language)) for a in mine for path in other.paths]


def _named_alike(one: Sketch, other: Sketch) -> tuple[bool, bool]:
    """Whether two of their files differ by marks of translation or language alone; whether there is a mark at all."""
    alike = [(a, b) for a, b in _pairs(one, other) if a.key and a.key == b.key]
    return bool(alike), any(a.mark or b.mark for a, b in alike)


def _named(one: Sketch, other: Sketch) -> Part | None:
    alike, marked = _named_alike(one, other)
    if alike:
        kind = "one_name" if marked else "same_name"
        said = "one file name but for the mark of a language or a translation" if marked else "one file name"
        return weight("weights", kind), said
    if any(a.number and a.number == b.number and a.folder == b.folder for a, b in _pairs(one, other)):
        return weight("weights", "one_number"), "one number in both file names"
    return None


def _folders(sketch: Sketch) -> set[str]:
    return {path.rpartition("/")[0] for path in sketch.paths}


def _in_one_box(one: Sketch, other: Sketch) -> bool:
    """Whether both are attachments of one mail."""
    return any(folder.endswith(_MAILS) for folder in _folders(one) & _folders(other))


def _beside(one: Sketch, other: Sketch) -> Part | None:
    if _in_one_box(one, other):
        return weight("weights", "one_mail"), "side by side in one mail"
    return (weight("weights", "one_folder"), "") if _folders(one) & _folders(other) else None


def _figures(mine: Sequence[int], theirs: Sequence[int], common: Mapping[int, int]) -> list[Part]:
    """Figures in common: how rare, how many of all, in which order."""
    left, right = Counter(mine), Counter(theirs)
    both = left & right
    rare = sum(n * min(1.0, _RARE / common.get(value, 1)) for value, n in both.items() if value > SMALL)
    total = (_weight(left) + _weight(right)) / 2
    found: list[Part] = []
    if rare:
        found.append(
            (weight("weights", "fact") * math.log1p(rare), f"{sum(both.values())} figures and addresses in common")
        )
    if total:
        share, most = _weight(both) / total, weight("weights", "agreed")
        odds = max(-most, min(most, weight("weights", "agreement") * (share - 0.5))) * min(1.0, total / _FEW)
        found.append((odds, f"{share:.2f} of all figures agree"))
    order = _order(mine, theirs)
    if order is not None:
        found.append((weight("weights", "in_order") * (order - 0.5), f"in order {order:.2f}"))
    return found


def odds_of_figures(mine: Sequence[int], theirs: Sequence[int]) -> tuple[float, float, tuple[str, ...]]:
    """Log-odds from the figures of two halves of one paper, the share of them that agree, and the reasons."""
    parts = _figures(mine, theirs, {})
    left, right = Counter(mine), Counter(theirs)
    total = (_weight(left) + _weight(right)) / 2
    share = _weight(left & right) / total if total else 0.0
    return sum(odds for odds, _ in parts), share, tuple(reason for _, reason in parts)


def _weight(values: Counter[int]) -> float:
    return sum(n * (_SMALL_WEIGHT if value <= SMALL else 1.0) for value, n in values.items())


def _order(mine: Sequence[int], theirs: Sequence[int]) -> float | None:
    """Share of neighbouring figures in common that stand in the same order in both; None for fewer than three."""
    once = {value for value, n in (Counter(mine) & Counter(theirs)).items() if n == 1 and value > SMALL}
    place = {value: at for at, value in enumerate(theirs)}
    row = [place[value] for value in mine if value in once]
    if len(row) < 3:
        return None
    return sum(a < b for a, b in pairwise(row)) / (len(row) - 1)


def _names(one: Sketch, other: Sketch) -> Part | None:
    share = heard(one, other)
    if share is None:
        return None
    odds = max(-1.5, min(1.5, weight("weights", "names") * (share - 0.4)))
    return odds, f"{share:.2f} of the names sound alike"


def heard(one: Sketch, other: Sketch) -> float | None:
    """Share of the names of one text that are heard in the other; None where no names can be told or there are few."""
    if not one.plain and not other.plain:
        return None
    told, among = (
        (one, other) if one.plain and (not other.plain or len(one.names) <= len(other.names)) else (other, one)
    )
    names = set(told.names)
    return len(names & set(among.names)) / len(names) if len(names) >= _NAMES else None


def _length(one: Sketch, other: Sketch) -> Part:
    letters = [side.letters * _DENSE.get(side.language, 1.0) for side in (one, other)]
    ratio = max(letters) / max(1.0, min(letters))
    if ratio > _RATIOS[1]:
        return weight("weights", "much_longer"), f"one is {ratio:.1f} times as long as the other"
    if ratio > _RATIOS[0]:
        return weight("weights", "longer"), f"one is {ratio:.1f} times as long as the other"
    return weight("weights", "length"), ""


def _cut(one: Sketch, other: Sketch) -> Part | None:
    """How finely both are cut into sentences: a report on a paper keeps its facts and not its sentences."""
    rates = [side.sentences / max(1.0, side.letters * _DENSE.get(side.language, 1.0)) for side in (one, other)]
    if min(one.sentences, other.sentences) < _FEW_SENTENCES or not all(rates):
        return None
    ratio = max(rates) / min(rates)
    if ratio < _RATIOS[0]:
        return None
    return weight("weights", "cut"), f"the one has {ratio:.1f} times as many sentences for its length"


def _claims(one: Sketch, other: Sketch) -> int:
    """How plainly `one` says that it translates `other`: 2 from its language, 1 that it is a translation, 0 not at all."""
    if not one.labelled or one.source not in ("", other.language):
        return 0
    return 2 if one.source else 1


def _direction(one: Sketch, other: Sketch) -> tuple[float, tuple[str, ...]]:
    """Log-odds that `one` is the translation, and why."""
    odds, why = 0.0, list[str]()
    mine, theirs = _claims(one, other), _claims(other, one)
    if mine != theirs:
        odds += weight("direction", "says_so") * (1 if mine > theirs else -1)
    marks = [(a.mark, b.mark) for a, b in _pairs(one, other) if a.key and a.key == b.key]
    if any((a == TRANSLATION) != (b == TRANSLATION) for a, b in marks):
        sign = 1 if any(a == TRANSLATION for a, _ in marks) else -1
        odds += weight("direction", "named_translation") * sign
        why.append(f"the name of {'its' if sign > 0 else 'the other'} file says that it is a translation")
    elif any(bool(a) != bool(b) for a, b in marks):
        sign = 1 if any(a for a, _ in marks) else -1
        odds += weight("direction", "named_language") * sign
        why.append(f"the name of {'its' if sign > 0 else 'the other'} file alone has the mark of a language")
    if one.seen != other.seen:
        odds += weight("direction", "scan") * (1 if other.seen else -1)
        why.append(f"{'the other' if other.seen else 'it'} was read from a picture")
    return odds, tuple(why)
