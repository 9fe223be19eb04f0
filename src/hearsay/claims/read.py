"""One sentence into leaves: every clause with the chain of those who hold it, nested to any depth.

In: words of a sentence, the links of its frame, the scene. Out: leaves in order of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hearsay.model import Access, Anchor, HopMode, Unsure

from .clauses import split
from .drafts import Link
from .identify import Scene, anchor_of, identify
from .inflection import script
from .lexicon import Cue, lexicon
from .nouns import Phrase, after, finite
from .said import Region, Speech, Words
from .sources import plausible
from .speech import find_speech

DEEPEST = 6
"""Attributions nested in one sentence; what lies deeper is kept as one content."""

SHOWN = Cue("paper", "shows", "Uu")
KEPT = Cue("keeper", "reports", "Uu")
_OPENERS = frozenset({"and", "but", "or", "that", "which", "because", "и", "но", "а", "что"})
_PAPERS = frozenset({"document", "document_set"})


@dataclass(frozen=True, slots=True)
class Above:
    """The attribution around a region, and how deep it lies."""

    speech: Speech | None = None
    depth: int = 0


TOP = Above()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A clause and its chain."""

    links: tuple[Link, ...]
    region: Region
    attributed: bool
    """Whether this sentence itself names the holder."""
    speech: Speech | None = None
    """The innermost attribution in this sentence."""
    addressee: str = ""
    """Voice asked, if the clause is a question put to somebody."""


def read(scene: Scene, words: Words, region: Region, links: tuple[Link, ...], above: Above = TOP) -> list[Leaf]:
    """Leaves of `region`, which the last of `links` holds."""
    region = trim(words, region)
    speech = find_speech(words, region) if above.depth < DEEPEST else None
    if speech is None:
        edge = _quote_edge(words, region, scene.sheet.text)
        if edge > 0 and above.depth < DEEPEST:
            parts = ((region[0], edge), (edge, region[1]))
            return [leaf for part in parts for leaf in read(scene, words, part, links, _deeper(above))]
        cuts = split(words, region, scene.sheet.text) if region[1] > region[0] else []
        return [Leaf(links, cut, attributed=above.speech is not None, speech=above.speech) for cut in cuts]
    found: list[Leaf] = []
    inner = extend(scene, words, speech, links)
    at = speech.cue_at[0]
    for rest in speech.rest:
        if rest[0] < at and worth(words, rest):
            found += read(scene, words, rest, links, _deeper(above))
    voices = tuple(link.voice for link in inner)
    kind = scene.cast.voices[voices[-1]].kind
    below = replace(scene, speakers=voices, paper=voices[-1] if kind in _PAPERS else scene.paper, nested=True)
    for content in speech.contents:
        found += read(below, words, content, inner, Above(speech, above.depth + 1))
    if speech.cue.mode == "asks":
        found = [replace(leaf, addressee=_asked(scene, words, speech)) for leaf in found]
    for rest in speech.rest:
        if rest[0] > at and worth(words, rest):
            elided = inner if _elided(words, rest) else links
            found += read(scene, words, rest, elided, _deeper(above))
    return found


def _elided(words: Words, region: Region) -> bool:
    """Whether a region that begins with a verb of speech has no speaker of its own."""
    if lexicon().verbs.at(words.tokens, region[0]) is None:
        return False
    own = find_speech(words, region) if script(words.tokens, *region) else None
    return own is None or own.source is None or own.source.dropped


def _deeper(above: Above) -> Above:
    return Above(above.speech, above.depth + 1)


def _quote_edge(words: Words, region: Region, text: str) -> int:
    """Where a quotation begins inside the region with a clause of its own on both sides; 0 if nowhere."""
    first, last = region
    for j in range(first + 3, last - 2):
        opens = words.quoted[j] >= 0 and words.quoted[j] != words.quoted[j - 1]
        if opens and finite(words.tokens, first, j) >= 0 and finite(words.tokens, j, last) >= 0:
            gap = text[words.tokens[j - 1].end : words.tokens[j].start]
            return j if any(mark in gap for mark in (":", ",", ";", ".", "—", "–", "--")) else 0
    return 0


def worth(words: Words, region: Region) -> bool:
    """Whether a person would call this stretch a claim: a predicate, and more than a word or two."""
    first, last = trim(words, region)
    return last - first >= 3 and finite(words.tokens, first, last) >= 0


def trim(words: Words, region: Region) -> Region:
    """Without the conjunctions at both ends."""
    first, last = region
    joins = lexicon().words["conjunctions"]
    while first < last and words.tokens[first].word in _OPENERS:
        first += 1
    while last > first and words.tokens[last - 1].word in joins | {"that", "as", "which"}:
        last -= 1
    return first, last


def extend(scene: Scene, words: Words, speech: Speech, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """`links` with the holder of `speech` below; a holder never stands below itself."""
    tokens = words.tokens
    cue_span = Anchor(page=scene.sheet.page, start=tokens[speech.cue_at[0]].start, end=tokens[speech.cue_at[1] - 1].end)
    text = scene.sheet.text[cue_span.start : cue_span.end]
    mention = anchor_of(scene.sheet, tokens, speech.source) if speech.source else None
    names = _names(scene, words, speech, links)
    found = links
    if not names and speech.cue.mode == "denies":
        own = replace(links[-1], mode="denies", cue=speech.cue, cue_span=cue_span, cue_text=text)
        return (*links[:-1], own)
    dropped = speech.source is not None and speech.source.dropped
    if dropped and names and names[0] in [link.voice for link in links[1:]]:
        found = links[: [link.voice for link in links].index(names[0]) + 1]
    for i, name in enumerate(names):
        cue = SHOWN if i < len(names) - 1 else speech.cue
        cue = KEPT if cue is SHOWN and scene.cast.voices[name].kind not in _PAPERS else cue
        link = Link(
            voice=name,
            mode=_mode(scene, name, cue),
            cue=cue,
            mention=_exact(scene, mention, name) or cue_span,
            cue_span=cue_span,
            cue_text=text,
            access=_access(scene, name),
        )
        if _speaks_for(scene, found, name):
            found = (*found[:-1], replace(link, cue=found[-1].cue))
        else:
            found = _joined(found, link)
    if speech.inner is not None:
        for name in identify(scene, tokens, speech.inner):
            found = _joined(
                found,
                Link(
                    voice=name,
                    cue=speech.cue,
                    mention=_exact(scene, anchor_of(scene.sheet, tokens, speech.inner), name),
                ),
            )
    return found


def _exact(scene: Scene, mention: Anchor | None, name: str) -> Anchor | None:
    """`mention` narrowed to the name of its voice where that stands in it: to each of two voices of one phrase its own."""
    if mention is None:
        return None
    at = scene.sheet.text.find(name, mention.start, mention.end)
    return replace(mention, start=at, end=at + len(name)) if at >= 0 else mention


def _names(scene: Scene, words: Words, speech: Speech, links: Sequence[Link]) -> tuple[str, ...]:
    if speech.source is not None and plausible(words.tokens, speech.source):
        return identify(scene, words.tokens, speech.source)
    if speech.source is not None:
        return _doubted(scene, anchor_of(scene.sheet, words.tokens, speech.source))
    if speech.elided:
        return (links[-1].voice,) if len(links) > 1 else ()
    at = words.tokens[speech.cue_at[0]]
    anchor = Anchor(page=scene.sheet.page, start=at.start, end=words.tokens[speech.cue_at[1] - 1].end)
    return (scene.cast.say(speech.nobody, "unnamed", mention=anchor),)


def _doubted(scene: Scene, at: Anchor) -> tuple[str, ...]:
    """Words that cannot be a speaker: somebody who is not named says it, and the question who that is is left open."""
    said = scene.sheet.text[at.start : at.end]
    why = f"“{said}” does not read as the name of a speaker"
    question = "whose voice is this?"
    choices = tuple(scene.speakers)
    scene.unsure.append(Unsure(page=at.page, start=at.start, end=at.end, question=question, choices=choices, why=why))
    return (scene.cast.fresh("a speaker who is not made out", "unnamed", mention=at),)


def _joined(links: tuple[Link, ...], link: Link) -> tuple[Link, ...]:
    if links and links[-1].voice == link.voice:
        last = links[-1]
        if len(links) == 1:
            return (replace(last, mode=link.mode, cue_span=link.cue_span, cue_text=link.cue_text),)
        merged = (
            replace(link, cue=replace(link.cue, outer=last.cue.outer))
            if link.cue and last.cue and not link.cue.negates
            else link
        )
        return (*links[:-1], merged)
    return (*links, link)


def _speaks_for(scene: Scene, links: Sequence[Link], name: str) -> bool:
    """Whether a voice is a part of the last holder (a reporter of the outlet that speaks) and takes its place."""
    return len(links) > 1 and scene.cast.voices[name].part_of == links[-1].voice


def _mode(scene: Scene, name: str, cue: Cue) -> HopMode:
    if cue.mode == "asserts" and scene.cast.voices[name].kind in _PAPERS:
        return "shows"
    if cue.mode == "shows" and scene.cast.voices[name].kind not in _PAPERS:
        return "reports"
    return cue.mode


def _access(scene: Scene, name: str) -> Access:
    return "document" if scene.cast.voices[name].kind in _PAPERS else "unknown"


def _asked(scene: Scene, words: Words, speech: Speech) -> str:
    if speech.told is not None:
        return identify(scene, words.tokens, speech.told)[-1]
    start, content = speech.cue_at[1], speech.contents[0][0]
    phrase = after(words.tokens, start, content)
    if phrase is None:
        return ""
    names = identify(scene, words.tokens, Phrase(phrase.first, phrase.last))
    return names[-1] if names else ""
