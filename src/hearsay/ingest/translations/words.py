"""The word lists of this folder: names of languages, words that say "translation", weights of signs.

In: nothing. Out: folded lists, read on demand and kept.
"""

from collections.abc import Mapping
from functools import cache

from hearsay.ingest.lexicon import phrases, table
from hearsay.text.normal import fold_text


@cache
def languages() -> Mapping[str, str]:
    """Folded name of a language -> ISO 639-1 code."""
    return {fold_text(name): code for code, names in table("translations")["languages"].items() for name in names}


@cache
def codes() -> frozenset[str]:
    """The two-letter codes that have names."""
    return frozenset(table("translations")["languages"])


def said(key: str) -> tuple[str, ...]:
    """A list of [said], folded, longest first."""
    return phrases("translations", "said", key)


@cache
def name_marks() -> frozenset[str]:
    """Parts of a file's name that say that it is the translation."""
    return frozenset(phrases("translations", "names", "marks"))


def weight(section: str, name: str) -> float:
    """One number of the table of weights."""
    return float(table("translations")[section][name])
