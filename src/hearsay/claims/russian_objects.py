"""What is said in Russian where no clause behind the verb says it: before the verb, or behind `из письма следует, что`.

In: words of a sentence, a place in it. Out: a `Speech` or None.
"""

from collections.abc import Sequence

from .lexicon import Cue, Token, lexicon
from .nouns import Phrase
from .russian_nouns import listed, np_end
from .said import Region, Speech, Words

REACH = 18
"""Words between a verb and the word that opens what is said."""
_FOLLOWS = frozenset({"следует", "явствует", "видно", "вытекает", "ясно", "известно", "понятно"})
_WRITTEN = Cue("written", "shows", "Uu", passive=True)


def from_paper(words: Words, region: Region, i: int) -> Speech | None:
    """`Из письма следует, что CONTENT`."""
    tokens, last = words.tokens, region[1]
    if tokens[i].word not in {"из", "изо"} or (i > region[0] and not tokens[i].cut and i - region[0] > 1):
        return None
    for k in range(i + 2, min(last - 2, i + REACH)):
        if tokens[k].word in _FOLLOWS and tokens[k + 1].word in lexicon().words["complementizers"]:
            end = np_end(tokens, i + 1, k)
            return Speech(_WRITTEN, (k, k + 1), Phrase(i + 1, end), ((k + 2, last),)) if end > i + 1 else None
    return None


def object_first(words: Words, region: Region, at: Region, cue: Cue) -> Speech | None:
    """`Завод обвинения отвергает`: what is denied stands between who denies and the verb."""
    tokens, first = words.tokens, region[0]
    if cue.name not in {"deny", "confirm"} or not _closes(tokens, at[1], region[1]):
        return None
    if not (listed(tokens[first]) or tokens[first].capital):
        return None
    reported = lexicon().patterns["reported"]
    for k in range(first + 1, at[0]):
        if tokens[k].cut and not tokens[k].gap.strip("«»"):
            continue
        if tokens[k].cut:
            return None
        if reported.fullmatch(tokens[k].word) or (tokens[k].word.endswith(("у", "ю")) and len(tokens[k].word) > 3):
            rest = ((at[1], region[1]),) if region[1] > at[1] else ()
            return Speech(cue, at, Phrase(first, k), ((k, at[0]),), rest)
    return None


def _closes(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Whether nothing that is said can follow before `at`: the end, or a mark that opens nothing."""
    opens = at < last and (tokens[at].word in lexicon().words["complementizers"] or tokens[at].gap.strip(" ,"))
    return at == last or (tokens[at].cut and not opens)


def of_nobody(words: Words, region: Region, i: int, cue: Cue) -> bool:
    """`Говорят, что`, `Сначала сообщали о`: a plural without a subject at the head of a sentence is nobody in particular."""
    first, tokens = region[0], words.tokens
    plural = not cue.bound and tokens[i].word.endswith(("ют", "ят", "или", "али"))
    return plural and first == 0 and all(t.word in lexicon().words["ru_asides"] for t in tokens[first:i])
