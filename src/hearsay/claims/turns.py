"""Whose turn it is to speak: the links of a frame, of a caption, of a line of a form.

In: sheets, stretches, the cast. Out: chains of links with which every sentence of a block begins.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.model import Anchor, Unsure
from hearsay.text.names import actors

from .blocks import Block
from .drafts import Link
from .frames import Stretch, credited
from .lexicon import Cue, Token, lexicon
from .sheet import Sheet
from .voices import Cast, kind_of

BLOCK = Cue("block", "quotes", "Uu")
_CREDIT = re.compile(r"\(+[^()]{0,120}\)+\s*$")
_NOTHING = re.compile(r"\b(?:not available|not known|unknown|n/a|none|left empty|left blank|blank|illegible)\b")


def root_links(sheet: Sheet, cast: Cast, publisher: str) -> tuple[Link, ...]:
    """The publisher, and the agency whose text it prints if a credit says so."""
    agency = credited(sheet, publisher)
    if agency is None:
        return (Link(voice=publisher),)
    voice = cast.say(agency[0], "agency", mention=agency[1])
    return (Link(voice=publisher, quoting=True), Link(voice=voice, cue=BLOCK, mention=agency[1]))


def stretch_links(cast: Cast, stretch: Stretch, root: Sequence[Link]) -> tuple[Link, ...]:
    """The publisher quotes the outer voice of the stretch, which may hand on the words of an inner one."""
    voice = cast.say(stretch.name, kind_of(stretch.name), mention=stretch.mention)
    links = [replace(link, quoting=True) for link in root]
    outer = Link(voice=voice, cue=BLOCK, mention=stretch.mention, access="document", quoting=bool(stretch.inner))
    links.append(replace(outer, cue_span=stretch.mention, cue_text=stretch.name))
    if stretch.inner:
        inner = cast.say(stretch.inner, kind_of(stretch.inner), mention=stretch.inner_mention)
        links.append(Link(voice=inner, cue=BLOCK, mention=stretch.inner_mention))
    return tuple(links)


def doubt(sheet: Sheet, stretch: Stretch) -> Unsure:
    """Where the stretch ends, as an open question with its odds."""
    end = sheet.blocks[stretch.last - 1].end
    choices = [f"ends at {end} (p={stretch.probability:.2f})", *(f"ends at {a} (p={p:.2f})" for a, p in stretch.rivals)]
    return Unsure(
        page=sheet.page,
        start=sheet.blocks[stretch.first].start,
        end=end,
        question=f"where does the quotation of {stretch.name} end?",
        choices=tuple(choices),
        why="it has no closing mark; the end is inferred from a change of register",
    )


def unread(page: str, span: tuple[int, int], error: Exception) -> Unsure:
    """A stretch that this stage failed to read, as an open question with the reason."""
    why = f"it could not be read ({type(error).__name__}: {error})"[:300]
    return Unsure(page=page, start=span[0], end=span[1], question="what does this sentence say?", why=why)


def caption_links(
    sheet: Sheet, block: Block, span: tuple[int, int], cast: Cast, links: tuple[Link, ...]
) -> tuple[tuple[Link, ...], int]:
    """The chain of a caption (the agency in its credit, if any) and where its words end."""
    own = _CREDIT.search(sheet.text, *span)
    zone = own or _CREDIT.search(sheet.text, block.start, block.end)
    end = own.start() if own else span[1]
    found = [a for a in actors(sheet.text, zone.start(), zone.end()) if a.kind in {"agency", "outlet"}] if zone else []
    if not found:
        return links, end
    at = Anchor(page=sheet.page, start=found[-1].start, end=found[-1].end)
    voice = cast.say(sheet.text[at.start : at.end], "agency", mention=at)
    outer = tuple(replace(link, quoting=True) for link in links)
    return (*outer, Link(voice=voice, cue=BLOCK, mention=at, access="witness")), end


def form_links(sheet: Sheet, tokens: Sequence[Token], cast: Cast, links: tuple[Link, ...]) -> tuple[Link, ...] | None:
    """The chain of a line `Key: value`: `alleged` and `reported` hand it to somebody unnamed; None if it says nothing."""
    if len(tokens) < 2 or _NOTHING.search(sheet.plain, tokens[0].start, tokens[-1].end):
        return None
    first = tokens[0]
    hedge = lexicon().hedges.at(tokens, 0)
    if first.word not in {"reported", "claimed", "suspected"} and (hedge is None or hedge[0] != "distancing"):
        return links
    at = Anchor(page=sheet.page, start=first.start, end=first.end)
    voice = cast.say(f"unnamed (“{first.word}”)", "unnamed", mention=at)
    cue, text = Cue("nobody", "reports", "Uu"), sheet.text[at.start : at.end]
    return (*links, Link(voice=voice, cue=cue, mode="reports", mention=at, cue_span=at, cue_text=text, mark="PR+"))


def talked_with(sheet: Sheet, tokens: Sequence[Token], cast: Cast) -> str:
    """Whom the author says to have spoken with: the voice's name, or nothing."""
    words = lexicon().words
    mine = words["pronouns_i"] | words["pronouns_we"]
    if not any(t.word in mine for t in tokens[:4]):
        return ""
    text = " ".join(t.word for t in tokens)
    match = lexicon().patterns["informant"].search(text)
    first = len(text[: match.end()].split()) if match else len(tokens)
    last = first
    while last < len(tokens) and tokens[last].capital and not (tokens[last].cut and last > first):
        last += 1
    if last == first:
        return ""
    at = Anchor(page=sheet.page, start=tokens[first].start, end=tokens[last - 1].end)
    name = cast.full.get(tokens[last - 1].word.removesuffix("'s"), sheet.text[at.start : at.end])
    return cast.say(name, "person", mention=at)
