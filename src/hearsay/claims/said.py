"""What one attribution is: who, by which word, what; and the words of a sentence it is read from.

In: nothing. Out: frozen values; spans count tokens, half-open.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .lexicon import Cue, Token
from .nouns import Phrase

Region = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Speech:
    """One attribution; spans of tokens, half-open."""

    cue: Cue
    cue_at: Region
    source: Phrase | None
    contents: tuple[Region, ...]
    rest: tuple[Region, ...] = ()
    """What stands outside, said by the holder of the whole."""
    inner: Phrase | None = None
    """Whom the source cites in turn."""
    elided: bool = False
    """The speaker is that of the clause before."""
    told: Phrase | None = None
    """Who is asked, where that stands before the verb."""
    nobody: str = ""
    """Description of a speaker who is not named."""


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens of a sentence with the quotation that each stands in (-1 for none)."""

    tokens: Sequence[Token]
    quoted: Sequence[int]

    def open(self, i: int, region: Region) -> bool:
        """Whether a cue at `i` belongs to the holder of the region, not to a quotation inside it."""
        own = self.quoted[region[0]] if self.quoted[region[0]] == self.quoted[region[1] - 1] else -1
        return self.quoted[i] in {-1, own}
