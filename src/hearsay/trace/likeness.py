"""How likely two texts are one text in part: aligned words weighed by rarity.

In: two `Wording`s with their counts in the collection. Out: `Likeness`: spans with weights, and a probability.
probability = logistic(bias + evidence ln(1+e) + longest ln(1+l) + coverage c), weights in `data/weights.toml`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from hearsay.model import Passage
from hearsay.settings import TraceSettings

from .shingling import Commons
from .spans import Run, common_runs
from .tables import table, words_of
from .wording import Hashes, Wording, find_run, keys_of, shingles, word_key

QUOTES = re.compile(r"\"[^\"\n]{1,1500}\"|“[^”\n]{1,1500}”|«[^»\n]{1,1500}»|„[^“”\n]{1,1500}[“”]")

STANDING = 0.5
"""Share of a closing line's shingles that must stand in other texts as well."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A run with what it tells."""

    run: Run
    weight: float
    """Words in common, each by its rarity: 0..run.words."""
    quoted: float
    """Share of its words that stand in quotation marks in either text, 0..1."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share."""

    spans: tuple[Weighed, ...]
    """Longest first; each of at least `aligned_at_least` words in common."""
    pieces: int
    """Shorter runs in common."""
    coverage: float
    """Share of the shorter text that is aligned, 0..1."""
    probability: float


def logistic(score: float) -> float:
    """1 / (1 + e^-score)."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, score))))


def likeness(
    one: Wording, other: Wording, passages: Sequence[Passage], common: Commons, settings: TraceSettings
) -> Likeness:
    """All shared spans of two documents, weighed; `passages` are those of both, for their quotations."""
    rare = ~common.common(shingles(one.keys, settings.shingle), settings)
    runs = common_runs(one, other, settings.shingle, rare)
    weights = rarity(one, common) * standing(one, common, settings)
    marks = quoted(one, passages), quoted(other, passages)
    long = [run for run in runs if run.words >= settings.aligned_at_least]
    ends = tail(one, passages), tail(other, passages)
    often = common.of(shingles(one.keys, settings.shingle)) >= table("weights")["rarity"]["standing_tail"]
    kept = tuple(
        _weighed(run, one.keys, weights, marks)
        for run in long
        if not furniture(one, run, rare) and not _closing(run, ends, often)
    )
    coverage = sum(w.run.words for w in kept) / max(1, min(len(one), len(other)))
    return Likeness(kept, len(runs) - len(long), min(1.0, coverage), _probability(kept, coverage))


def _closing(run: Run, ends: tuple[NDArray[np.bool_], NDArray[np.bool_]], often: NDArray[np.bool_]) -> bool:
    """Whether a run is a closing line of several texts: it ends both of these, and most of it stands in others too."""
    mine, theirs = (np.array(side, dtype=np.int64) for side in zip(*run.pairs, strict=True))
    inside = mine[mine < len(often)]
    known = bool(len(inside)) and float(often[inside].mean()) >= STANDING
    return bool(known and ends[0][mine].all() and ends[1][theirs].all())


def tail(words: Wording, passages: Sequence[Passage]) -> NDArray[np.bool_]:
    """Which words stand in the last block of their page that is no furniture, where that block is but a line or two."""
    most = int(table("weights")["rarity"]["tail_words"])
    found = np.zeros(len(words), dtype=bool)
    for index, page in enumerate(words.pages):
        starts = [p.start for p in passages if p.page == page.id and p.kind != "furniture"]
        if len(starts) > 1:
            last = (words.page == index) & (words.start >= max(starts))
            found |= last & (last.sum() <= most)
    return found


def _weighed(
    run: Run, keys: Hashes, weights: NDArray[np.float64], marks: tuple[NDArray[np.bool_], NDArray[np.bool_]]
) -> Weighed:
    mine, theirs = (np.array(side, dtype=np.int64) for side in zip(*run.pairs, strict=True))
    quoting = marks[0][mine] | marks[1][theirs]
    inside = float(quoting.mean())
    softened = np.where(quoting, table("weights")["rarity"]["inside_quotation"], 1.0)
    varied = len(np.unique(keys[mine])) / len(mine)
    return Weighed(run, float((weights[mine] * softened).sum()) * run.score * varied, inside)


def _probability(spans: Sequence[Weighed], coverage: float) -> float:
    if not spans:
        return 0.0
    rule = table("weights")["edge"]
    total, best = sum(w.weight for w in spans), max(w.weight for w in spans)
    score = rule["bias"] + rule["evidence"] * math.log1p(total) + rule["longest"] * math.log1p(best)
    return logistic(score + rule["coverage"] * min(1.0, coverage))


def rarity(words: Wording, common: Commons) -> NDArray[np.float64]:
    """How much each word tells, 0..1: rare in the collection, no function word, no name, in no stock phrase."""
    rule = table("weights")["rarity"]
    function = np.array(sorted(word_key(word) for word in words_of("phrases", "function_words")), dtype=np.uint64)
    prior = np.where(np.isin(words.keys, function), rule["prior_function_word"], rule["prior"])
    found = common.of(words.keys)
    share = (found + rule["strength"] * prior) / (max(common.documents, 2) + rule["strength"])
    weights = 1 - np.clip(share, 0.0, 1.0)
    weights[_capitalised(words)] *= rule["capitalised"]
    weights[_in_formula(words)] *= rule["in_formula"]
    return np.asarray(weights, dtype=np.float64)


def standing(words: Wording, common: Commons, settings: TraceSettings) -> NDArray[np.float64]:
    """How much each word still tells when its shingle stands in many documents: at_least / documents, in least..1.

    Known only for sampled shingles; the others take the commonest known one within a sample's length before them.
    """
    hashes = shingles(words.keys, settings.shingle)
    shares = np.ones(len(words), dtype=np.float64)
    if not len(hashes):
        return shares
    reach = settings.shingle * max(1, common.sample)
    known = np.minimum(1.0, settings.common_at_least / common.of(hashes))
    for back in range(min(reach, len(hashes))):
        end = min(len(words), back + len(hashes))
        shares[back:end] = np.minimum(shares[back:end], known[: end - back])
    least = float(table("weights")["rarity"]["standing_least"])
    return np.clip(shares, least, 1.0)


def _capitalised(words: Wording) -> NDArray[np.bool_]:
    return np.array(
        [words.pages[p].text[s : s + 1].isupper() for p, s in zip(words.page, words.start, strict=True)], dtype=bool
    )


def _in_formula(words: Wording) -> NDArray[np.bool_]:
    found = np.zeros(len(words), dtype=bool)
    for formula in _formulas():
        for at in find_run(words.keys, formula):
            found[at : at + len(formula)] = True
    return found


@cache
def _formulas() -> tuple[NDArray[np.uint64], ...]:
    return tuple(keys_of(phrase) for phrase in sorted(words_of("phrases", "formulas")))


def quoted(words: Wording, passages: Sequence[Passage]) -> NDArray[np.bool_]:
    """Which words stand inside quotation marks or in a passage of kind quote."""
    found = np.zeros(len(words), dtype=bool)
    for index, page in enumerate(words.pages):
        inside = [mark.span() for mark in QUOTES.finditer(page.text)]
        inside += [(p.start, p.end) for p in passages if p.page == page.id and p.kind == "quote"]
        mine = words.page == index
        for start, end in inside:
            found |= mine & (words.start >= start) & (words.end <= end)
    return found


def furniture(words: Wording, run: Run, rare: NDArray[np.bool_]) -> bool:
    """Whether a run is no wording of its own: mostly boilerplate shingles, or an outlet's words about itself."""
    keys = words.keys[run.first : run.last + 1]
    inside = rare[run.first : run.last + 1]
    if len(inside) and float(inside.mean()) < 0.5:
        return True
    about = np.array(sorted(word_key(word) for word in words_of("phrases", "about_the_publisher")), dtype=np.uint64)
    hits = np.unique(keys[np.isin(keys, about)])
    at_edge = run.first < 40 or len(words) - run.last < 40
    return bool(len(hits) >= 3 and at_edge and 12 * len(hits) >= len(keys))
