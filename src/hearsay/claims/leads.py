"""A line that ends in a colon and hands the items after it to somebody: `They appear to show:`.

In: words of the line. Out: its attribution, and links with the hedges of the line, which hold for every item.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.model import Anchor, Hedge

from . import arabic, russian
from .commitment import hedges_of
from .drafts import Link
from .foreign_leads import lead
from .inflection import script
from .introduced import QUOTED
from .lexicon import Token, lexicon
from .nouns import Phrase, after, before, is_name
from .said import Speech, Words
from .sheet import Sheet
from .voices import kind_of

_CONDITION = frozenset({"if", "unless", "provided", "если", "اذا"})
_HEAD = 4
"""Words before the colon of a headline that may name who speaks."""
_OPENING = frozenset("\"“„«‘'")
_REACH = 8
"""Words before the colon among which the verb must stand."""


def lead_in(words: Words) -> Speech | None:
    """The attribution of a lead-in; None if no verb of speech with a speaker stands near its end."""
    tokens = words.tokens
    code = script(tokens, 0, len(tokens))
    for i in range(len(tokens) - 1, max(-1, len(tokens) - _REACH), -1):
        hit = lexicon().verbs.at(tokens, i)
        if hit is None:
            continue
        cue, n = hit
        if code:
            source = arabic.lead_source(words, i, n) if code == "ar" else russian.lead_source(words, i, n)
        else:
            source = _source(tokens, i)
        if source is not None:
            return Speech(cue, (i, i + n), source, ((i, i + n),))
    return lead(words, code) if code else _according(words)


def _according(words: Words) -> Speech | None:
    """`According to the paper:`"""
    tokens = words.tokens
    for i in range(min(3, len(tokens))):
        hit = lexicon().phrases.at(tokens, i)
        source = after(tokens, i + hit[1], len(tokens)) if hit is not None else None
        if hit is not None and source is not None and len(tokens) - source.last <= _HEAD:
            return Speech(hit[0], (i, i + hit[1]), source, ((i, i + hit[1]),))
    return None


def headed(words: Words, sheet: Sheet) -> Speech | None:
    """The speaker that a headline names before a colon: `Ilse Brandt: we will not sell`, `Police: two dead`.

    A name must be shown to speak: the words after it are in the first person or quoted, or the page lets it speak.
    """
    tokens = words.tokens
    j = next((k for k in range(1, min(len(tokens) - 2, _HEAD + 1)) if tokens[k].colon), 0)
    own = tokens[:j]
    lists = lexicon().words
    if not own or any(t.word in lists["labels"] for t in own) or any(t.cut for t in own[1:]):
        return None
    plural = len(own) <= 2 and (own[-1].word in lists["people"] or own[-1].word in lists["documents"])
    if plural or (all(is_name(t) for t in own) and _speaks(sheet, own, tokens[j:])):
        return Speech(QUOTED, (0, j), Phrase(0, j), ((j, len(tokens)),))
    return None


def _speaks(sheet: Sheet, name: Sequence[Token], rest: Sequence[Token]) -> bool:
    lists = lexicon().words
    mine = any(t.word in lists["pronouns_i"] | lists["pronouns_we"] for t in rest)
    if (
        mine
        or rest[0].gap[-1:] in _OPENING
        or kind_of(sheet.text[name[0].start : name[-1].end]) in {"outlet", "agency"}
    ):
        return True
    last = re.escape(name[-1].word)
    said = r"(?:said|says|told|tells|added|adds|warned|warns|wrote|writes|argued|insisted|claimed|claims|announced)"
    return re.search(rf"\b{last}(?: \w+)? {said}\b|\bsaid (?:\w+ ){{0,2}}{last}\b", sheet.plain) is not None


def _source(tokens: Sequence[Token], i: int) -> Phrase | None:
    """Who stands before the verb, over `appear to`, `is said to`, `may`."""
    soft = lexicon().words["softeners"]
    j = i
    while j > 0 and tokens[j - 1].word in soft:
        j -= 1
    return before(tokens, 0, j) if j > 0 else None


def softened(links: tuple[Link, ...], sheet: Sheet, tokens: Sequence[Token], speech: Speech) -> tuple[Link, ...]:
    """`links` whose last holder holds each item with the hedges between him and the end of the verb."""
    start = speech.source.last if speech.source is not None else 0
    own = tokens[start : speech.cue_at[1]]
    if len(links) < 2:
        return links
    if tokens[0].word in _CONDITION:
        links = (*links[:-1], replace(links[-1], mark="Uu"))
    if not own:
        return links
    found = [*hedges_of(sheet.page, own, sheet.text)]
    for i in range(len(own)):
        hit = lexicon().nobody.at(own, i)
        if hit is not None:
            at = Anchor(page=sheet.page, start=own[i].start, end=own[i + hit[1] - 1].end)
            found.append(Hedge(anchor=at, text=sheet.text[at.start : at.end], kind="evidential"))
    kept = tuple(sorted(found, key=lambda hedge: hedge.anchor.start))
    return (*links[:-1], replace(links[-1], hedges=(*links[-1].hedges, *kept)))
