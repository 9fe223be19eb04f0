"""How the claims of one document bear on each other and on its voices.

In: claims in order of the text with their drafts, the cast. Out: Relations and, for items of a list, the particular
paper that each stands for. Items and papers are aligned by words that they share.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Claim, Relation, RelationKind, Unsure

from .drafts import Draft
from .lexicon import lexicon, plain
from .voices import Cast

_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST = 400
"""Claims on either side, or of one paper, that one claim is set beside: what stands further off is not meant."""
_HEAD = re.compile(r"\b(?:this|the|that|same|these|those)\s+(?:same\s+)?([^\W\d_]+)")
_OWN = re.compile(r"\b(?:our|my)\b|\bнаш|مصادرنا|وثائقنا")
_NEAR = 3
"""Sentences back in which a gloss finds what it explains."""


@dataclass(frozen=True, slots=True)
class Read:
    """A claim with the draft it was made from."""

    claim: Claim
    draft: Draft


def stems(text: str) -> frozenset[str]:
    """First letters of the content words: `evacuation` and `evacuate` meet."""
    return frozenset(
        w[:6] if len(w) > 6 else w.rstrip("s") for w in _WORD.findall(plain(text)) if w not in lexicon().words["stop"]
    )


def papers_of_items(drafts: Sequence[Draft], texts: Sequence[str], cast: Cast) -> dict[int, str]:
    """Index of a list item's draft -> the paper described later that it stands for; each paper once, best first."""
    items = [
        i for i, d in enumerate(drafts) if d.frame == "list" and d.lead and cast.voices[d.lead].kind == "document_set"
    ]
    if not items:
        return {}
    about: dict[str, set[str]] = {}
    for i, draft in enumerate(drafts):
        for link in draft.links:
            if cast.voices[link.voice].kind == "document":
                about.setdefault(link.voice, set()).update(stems(texts[i]))
    common = Counter(stem for text in texts for stem in stems(text))
    near = [
        (sum(1 / common[w] for w in stems(texts[i]) & words), -i, name)
        for i in items
        for name, words in about.items()
        if stems(texts[i]) & words
    ]
    found: dict[int, str] = {}
    for _, negative, name in sorted(near, key=lambda row: (-row[0], -row[1], row[2])):
        if -negative not in found and name not in found.values():
            found[-negative] = name
    return found


def relate(reads: Sequence[Read], cast: Cast) -> list[Relation]:
    """All relations, each once, sorted by id."""
    papers = {cast.id_of(n) for n, k in cast.voices.items() if k.kind == "document"}
    found: dict[str, Relation] = {}
    for made in (
        _rests(reads, papers),
        _doubts(reads, papers, cast),
        _glosses(reads, papers),
        _heads(reads),
        _denials(reads),
    ):
        for relation in made:
            found.setdefault(relation.id, relation)
    return [found[key] for key in sorted(found)]


def _relation(source: Claim, target: str, kind: RelationKind, why: str) -> Relation:
    return Relation(source=source.id, target=target, kind=kind, why=why)


def _rests(reads: Sequence[Read], papers: set[str]) -> list[Relation]:
    """Conclusions rest on the list before them; items rest on what their paper says."""
    found: list[Relation] = []
    items = [r for r in reads if r.draft.frame == "list" and r.draft.lead]
    blocks = [i.draft.block for i in items]
    for read in reads:
        if read.claim.kind == "conclusion":
            at = bisect_left(blocks, read.draft.block)
            before = items[max(bisect_left(blocks, read.draft.block - 4), at - _MOST) : at]
            found += [_relation(read.claim, i.claim.id, "rests_on", "sums up the list before it") for i in before]
    told: dict[str, list[Read]] = {}
    for read in reads:
        voices = {h.voice for h in read.claim.chain[:-1]}
        voices |= {read.claim.chain[-1].voice} if read.draft.frame != "list" else set()
        for voice in voices & papers:
            told.setdefault(voice, []).append(read)
    for item in items:
        said = told.get(item.claim.chain[-1].voice, [])[:_MOST]
        found += [_relation(item.claim, r.claim.id, "rests_on", "one paper, summed up and quoted") for r in said]
    return found


def _doubts(reads: Sequence[Read], papers: set[str], cast: Cast) -> list[Relation]:
    """What is said of sources: unverifiable papers, track records, the interest of a voice."""
    found: list[Relation] = []
    named = _Named.of(cast)
    shown = [r for r in reads if any(h.voice in papers for h in r.claim.chain) and r.draft.frame != "list"]
    places = [r.draft.place for r in shown]
    for read in reads:
        claim = read.claim
        if claim.kind == "source_reliability" and any(h.kind == "unverifiable" for h in claim.chain[-1].hedges):
            at = bisect_left(places, read.draft.place)
            told = shown[max(0, at - _MOST) : at + _MOST]
            found += [_relation(claim, r.claim.id, "weakens", "says that the papers cannot be verified") for r in told]
        elif claim.kind == "track_record":
            voice = _spoken_of(read, cast, named) or _meant(claim, cast, named)
            if voice:
                found.append(
                    _relation(claim, voice, "vouches_for", "says that earlier material of this source held up")
                )
        elif claim.kind == "source_reliability":
            voice = _spoken_of(read, cast, named)
            if voice:
                found.append(_relation(claim, voice, "qualifies", "speaks of the interest or knowledge of this voice"))
    return found


@dataclass(frozen=True, slots=True)
class _Named:
    """Where voices that are no papers are named: page, start, end, name; sorted."""

    rows: tuple[tuple[str, int, int, str], ...]

    @classmethod
    def of(cls, cast: Cast) -> "_Named":
        """The mentions of a cast."""
        speaking = (k for k in cast.voices.items() if k[1].kind not in {"document", "document_set"})
        return cls(tuple(sorted((*mention, name) for name, known in speaking for mention in known.mentions)))

    def last_in(self, claim: Claim) -> str:
        """The voice named last inside a claim; empty if there is none."""
        at = bisect_left(self.rows, (claim.page, claim.end, 0, "")) - 1
        while at >= 0 and self.rows[at][0] == claim.page and self.rows[at][1] >= claim.start:
            if self.rows[at][2] <= claim.end:
                return max(row[3] for row in self.rows[max(0, at - 8) : at + 1] if row[:2] == self.rows[at][:2])
            at -= 1
        return ""


def _spoken_of(read: Read, cast: Cast, named: _Named) -> str:
    """The voice that a claim about sources is about: its own speaker, or one that it mentions."""
    last = read.claim.chain[-1]
    if last.mode == "admits":
        return last.voice
    name = named.last_in(read.claim)
    return cast.id_of(name) if name else ""


def _meant(claim: Claim, cast: Cast, named: _Named) -> str:
    """The voice that `this unit` or `the activists` of a claim stand for: the last before it that is called so.

    Its own speaker only where it says `our`; empty where nobody fits.
    """
    if _OWN.search(plain(claim.text)):
        return claim.chain[-1].voice
    words = lexicon().words
    heads = [w for w in _HEAD.findall(plain(claim.text)) if w in words["groups"] or w in words["people"]]
    for row in reversed(named.rows[: bisect_left(named.rows, (claim.page, claim.start, 0, ""))]):
        if row[0] != claim.page:
            break
        known = set(plain(row[3]).split())
        own = cast.id_of(row[3]) in {hop.voice for hop in claim.chain}
        band = known & words["bands"] and any(head in words["bands"] for head in heads)
        if not own and (band or any(head in known or head.removesuffix("s") in known for head in heads)):
            return cast.id_of(row[3])
    return ""


def unvouched(reads: Sequence[Read], relations: Sequence[Relation]) -> list[Unsure]:
    """For each track record of which the text does not say whose it is, the open question."""
    told = {r.source for r in relations if r.kind == "vouches_for"}
    return [
        Unsure(
            page=c.page, start=c.start, end=c.end, question="whose track record is this?",
            why="nobody named before it is called so",
        )
        for c in (read.claim for read in reads)
        if c.kind == "track_record" and c.id not in told
    ]  # fmt: skip


def _glosses(reads: Sequence[Read], papers: set[str]) -> list[Relation]:
    """`This is a deal`, said by people right after a paper was quoted, explains that paper."""
    found: list[Relation] = []
    for i, read in enumerate(reads):
        gloss = re.search(
            r"\b(?:this|that|it|these) (?:is|was|were|are|means?|meant)\b|\b(?:это|هذا|هذه)\b", plain(read.claim.text)
        )
        if gloss is None or read.claim.chain[-1].voice in papers or len(read.claim.chain) < 2:
            continue
        for other in (reads[k] for k in range(i - 1, -1, -1)):
            if read.draft.place - other.draft.place > _NEAR:
                break
            if other.claim.chain[-1].voice in papers:
                found.append(_relation(read.claim, other.claim.id, "explains", "says what the paper just quoted means"))
                if other.claim.kind == "order":
                    break
    return found


def _heads(reads: Sequence[Read]) -> list[Relation]:
    """A headline sums up the claim of the body that shares most words with it."""
    found: list[Relation] = []
    body = [(r, stems(r.claim.text)) for r in reads if r.draft.frame not in {"headline", "caption"}]
    places = [r.draft.place for r, _ in body]
    for head in (r for r in reads if r.draft.frame == "headline"):
        own = stems(head.claim.text)
        at = bisect_left(places, head.draft.place)
        near = [
            (len(own & words) + (0.5 if r.claim.kind == "conclusion" else 0), -i, r)
            for i, (r, words) in enumerate(body[max(0, at - _MOST) : at + 2 * _MOST])
        ]
        best = max(near, key=lambda row: row[:2], default=None)
        if best is not None and best[0] >= 2:
            found.append(_relation(head.claim, best[2].claim.id, "summarises", "headline over this claim"))
    return found


def _denials(reads: Sequence[Read]) -> list[Relation]:
    """A denial bears on the claim of another voice that says most of what it denies, the nearest of several.

    That claim must hold at least half of the denial's own words: two answers to two questions deny nothing of each other.
    """
    found: list[Relation] = []
    for i, read in enumerate(reads):
        if not any(h.mode == "denies" for h in read.claim.chain):
            continue
        last = read.claim.chain[-1]
        own = stems(read.claim.text) - stems(f"{last.holder} {last.cue_text}")
        ranked = [
            (len(own & stems(other.claim.text)), at, other)
            for at, other in enumerate(reads[max(0, i - 30) : i])
            if other.claim.chain[-1].voice != last.voice
        ]
        best = max(ranked, key=lambda row: row[:2], default=None)
        if best is not None and best[0] >= 2 and 2 * best[0] >= len(own):
            found.append(_relation(read.claim, best[2].claim.id, "denies", "denies what was said before"))
    return found
