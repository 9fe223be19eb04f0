"""Which quotations are speech, and what becomes of one that the text gives to nobody.

In: a sheet and words; drafts inside quotations. Out: the number of the quotation of each word; drafts with a speaker
who is not named, and an Unsure. A quotation never stays with the publisher as the publisher's own word.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from hearsay.model import Anchor, Unsure

from .drafts import Draft, Link
from .introduced import QUOTED
from .lexicon import Token
from .quotes import Quote
from .sheet import Sheet
from .voices import Cast

NARRATED = frozenset({"narration", "headline", "caption"})
"""Frames in which a page tells with its own words."""
_SHORT = 60
"""Code points up to which a quotation may be words held at arm's length."""
_WORDS = 6
_SAYS = re.compile(r",\s?[—–]|،\s(?:قال|يقول|تقول|[أا]ضاف|[أا]وضح|[أا]كد|تابع)")
"""Behind a quotation: the author's words follow."""
_CHOICES = 4


def quoted_in(sheet: Sheet, tokens: Sequence[Token]) -> list[int]:
    """For each word the number of the quotation of speech that it stands in, or -1."""
    found: list[int] = []
    for token in tokens:
        k = bisect_right(sheet.quote_starts, token.start) - 1
        quote = sheet.quotes[k] if k >= 0 else None
        inside = quote is not None and any(a <= token.start < b for a, b in quote.parts)
        found.append(k if inside and quote is not None and _speech(sheet, quote) else -1)
    return found


def _speech(sheet: Sheet, quote: Quote) -> bool:
    """Whether a quotation is speech, not a title, and not one or two words held at arm's length."""
    start, end = quote.inner
    body = sheet.text[start : min(end, start + 4 * _SHORT)]
    led = sheet.text[max(0, quote.start - 3) : quote.start].rstrip().endswith(":")
    if led or _SAYS.match(sheet.text, quote.end) is not None:
        return True
    if _titled(body):
        return False
    return (
        end - start > _SHORT or body.count(" ") >= _WORDS or body.rstrip().endswith((",", ".", "!", "?", "،", "؟", "…"))
    )


def _titled(body: str) -> bool:
    """Whether all but the small words are written with capitals: the name of a book, a film, a law."""
    words = [word for word in body.split() if len(word) > 3]
    return len(words) > 1 and body[-1:] not in ".!?,…" and all(word[0].isupper() for word in words)


def orphaned(sheet: Sheet, cast: Cast, draft: Draft, quote: Quote, base: int) -> tuple[Draft, Unsure]:
    """`draft` as the word of somebody not named, below the `base` links of its frame, and the question who that is."""
    at = Anchor(page=sheet.page, start=quote.start, end=quote.end)
    choices = _choices(cast, draft.links[0].voice)
    name = cast.fresh("whoever is quoted", "unnamed", mention=at)
    link = Link(voice=name, cue=QUOTED, mention=at, cue_span=at, cue_text="")
    links = (*draft.links[:base], link, *draft.links[base:])
    why = "no word beside the quotation says who speaks"
    unsure = Unsure(page=at.page, start=at.start, end=at.end, question="who is quoted here?", choices=choices, why=why)
    return replace(draft, links=links), unsure


def borrowed(cast: Cast, draft: Draft, quote: Quote) -> tuple[Draft, Unsure]:
    """A sentence of the page's own with the words of somebody in it: the page is not held to them, and who it is is asked."""
    links = (*draft.links[:-1], replace(draft.links[-1], mark="Uu"))
    choices = _choices(cast, draft.links[0].voice)
    why = "the words between the marks are somebody's, and the sentence does not say whose"
    question = "who is quoted here?"
    unsure = Unsure(page=draft.page, start=quote.start, end=quote.end, question=question, choices=choices, why=why)
    return replace(draft, links=links), unsure


def _choices(cast: Cast, publisher: str) -> tuple[str, ...]:
    recent = [n for n in reversed(cast.recent) if n != publisher and not cast.voices[n].kind.startswith("document")]
    return tuple(dict.fromkeys([*recent, publisher]))[:_CHOICES]


def own_quote(sheet: Sheet, draft: Draft, quote: Quote, base: int) -> tuple[Link, ...] | None:
    """Of the chain of a draft inside `quote` the part named outside it; None if nobody outside is named."""
    outside = [k for k in range(base, len(draft.links)) if _outside(sheet, draft.links[k], quote)]
    return draft.links[: outside[-1] + 1] if outside else None


def _outside(sheet: Sheet, link: Link, quote: Quote) -> bool:
    cue = link.cue_span or link.mention
    return cue is None or cue.page != sheet.page or not any(a <= cue.start < b for a, b in quote.parts)
