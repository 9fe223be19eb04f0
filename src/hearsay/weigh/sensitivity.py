"""What decides a judgement: the smallest set of considerations without which its words would differ.

In: names with the widths of their ranges, and a function from a set of removed names to words. Out: the deciding names.
"""

from collections.abc import Callable, Mapping
from itertools import combinations

PAIRS_AMONG = 20
"""Pairs are tried among this many of the widest considerations, so that the cost stays bounded."""


def deciding(strengths: Mapping[str, float], words_without: Callable[[frozenset[str]], str]) -> tuple[str, ...]:
    """The one name, else the two names, whose removal changes the words; () when no one or two do.

    `strengths`: name -> how far it can move the answer, in nats. Of several sets of one size the strongest is given,
    ties by name, so that order of input changes nothing.
    """
    words = words_without(frozenset())
    ranked = sorted((name for name, strength in strengths.items() if strength > 0.0), key=lambda n: (-strengths[n], n))
    for size, among in ((1, ranked), (2, ranked[:PAIRS_AMONG])):
        for names in combinations(among, size):
            if words_without(frozenset(names)) != words:
                return tuple(sorted(names))
    return ()
