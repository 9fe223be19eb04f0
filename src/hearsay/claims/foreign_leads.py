"""Lines in Arabic and Russian that hand what follows to a paper or a body without a verb with a subject.

In: words of a line that ends in a colon. Out: its attribution: `Из документов следует:`, `В письме говорится:`,
`По данным газеты:`, `بحسب الرسالة:`; or nothing.
"""

from . import arabic_nouns, russian_nouns
from .lexicon import Cue, lexicon
from .nouns import Phrase
from .said import Speech, Words

_WRITTEN = Cue("written", "shows", "Uu")
_FOLLOWS = frozenset({"следует", "явствует", "видно", "вытекает", "ясно"})
_LONGEST = 12
"""Words of such a line."""


def lead(words: Words, code: str) -> Speech | None:
    """The attribution of a lead-in in the language `code`, "ar" or "ru"."""
    tokens = words.tokens
    last = len(tokens)
    if last > _LONGEST:
        return None
    np_end = arabic_nouns.np_end if code == "ar" else russian_nouns.np_end
    hit = lexicon().phrases.at(tokens, 0)
    if hit is not None and hit[1] < last:
        end = np_end(tokens, hit[1], last)
        return Speech(hit[0], (0, hit[1]), Phrase(hit[1], end), ((0, hit[1]),)) if end == last else None
    if code == "ar" or last < 3:
        return None
    written = lexicon().verbs.at(tokens, last - 1)
    placed = tokens[0].word in {"в", "во"} and written is not None and written[0].passive
    if placed or (tokens[0].word in {"из", "изо"} and tokens[-1].word in _FOLLOWS):
        end = np_end(tokens, 1, last - 1)
        return Speech(_WRITTEN, (last - 1, last), Phrase(1, end), ((last - 1, last),)) if end > 1 else None
    return None
