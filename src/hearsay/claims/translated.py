"""The voices outside a paper that is a translation: who translated it, and who publishes the translation.

In: the Document with what it renders, claims with chains as the paper itself has them. Out: the same claims, each chain with
the hops before it: the outlet quotes, the translator translates, and only then the paper speaks. Notes of the translator's
own are not the paper's words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from hearsay.model import UNNAMED_TRANSLATOR, Claim, Document, Hop, Passage, Translation
from hearsay.text.names import name_key

from .relations import Read
from .voices import Cast, kind_of

_SURELY = 0.75
"""Probability of the direction from which on the half of a paper in two languages is a translation of the other half."""


@dataclass(frozen=True, slots=True)
class Papers:
    """A document and, where it is a translation of one that is in the haul, that one."""

    document: Document
    original: Document | None = None

    @classmethod
    def of(cls, documents: Collection[Document], key: str) -> "Papers":
        """Of the documents of a group: the one under `key`, else the first by id."""
        by_sha = {document.sha256: document for document in documents}
        main = by_sha.get(key) or min(documents, key=lambda document: document.id)
        return cls(main, by_sha.get(main.translates) if main.translates else None)

    @property
    def speaking(self) -> Document:
        """The document whose voice the words are."""
        return self.document if self.original is None or self.document.voice else self.original

    @property
    def letter(self) -> bool:
        """Whether either is said to be a letter."""
        return "letter" in {self.document.kind, self.original.kind if self.original is not None else ""}

    @property
    def published(self) -> str:
        """ISO day from which relative dates are reckoned: that of the original where it is known."""
        return (self.original.published if self.original is not None else "") or self.document.published


def handed_on(
    reads: Sequence[Read], papers: Papers, cast: Cast, passages: Sequence[Passage], known: Sequence[Translation]
) -> list[Claim]:
    """The claims with the hops of whoever translated the paper and publishes it; as they are for other papers."""
    claims = [read.claim for read in reads]
    if not papers.document.translator:
        return claims
    noted = {(read.claim.page, read.claim.start) for read in reads if _is_note(read)}
    beside = [(p.page, at, p.end) for p in passages for page, at in noted if p.page == page and p.start <= at < p.end]
    outer = _outer(papers, cast)
    spoken = _of_half(papers.document, passages, known)
    found = []
    for claim in claims:
        if not _renders(claim, spoken):
            found.append(claim)
        elif any(page == claim.page and a <= claim.start < b for page, a, b in beside):
            found.append(_noted(claim, outer, labelled=(claim.page, claim.start) in noted))
        else:
            found.append(replace(claim, chain=(*outer, *claim.chain)))
    return found


def _is_note(read: Read) -> bool:
    links = read.draft.links
    return len(links) > 1 and links[1].cue is not None and links[1].cue.name == "note"


def _noted(claim: Claim, outer: tuple[Hop, ...], *, labelled: bool) -> Claim:
    """A claim of a note, from its label to the end of its paragraph: the translator stands in the place of the paper."""
    first, rest = claim.chain[0], claim.chain[1:]
    mode = "quotes" if labelled else first.mode
    own = replace(first, voice=outer[-1].voice, holder=outer[-1].holder, mode=mode, mention=outer[-1].mention)
    return replace(claim, chain=(*outer[:-1], own, *rest))


def _outer(papers: Papers, cast: Cast) -> tuple[Hop, ...]:
    """The outlet of the translation, if it has one of its own, and the translator."""
    document, speaking = papers.document, papers.speaking
    kind = "unnamed" if document.translator == UNNAMED_TRANSLATOR else kind_of(document.translator)
    translator = cast.say(document.translator, kind, mention=document.translator_at)
    hop = Hop(
        voice=cast.id_of(translator), holder=translator, mode="translates", commitment="Uu", access="document",
        mention=document.translator_at,
    )  # fmt: skip
    publisher = speaking.voice or speaking.outlet or speaking.author
    if not document.outlet or name_key(document.outlet) in {name_key(publisher), name_key(document.translator)}:
        return (hop,)
    kind = kind_of(document.outlet)
    outlet = cast.say(document.outlet, "outlet" if kind == "person" else kind)
    return (Hop(voice=cast.id_of(outlet), holder=outlet, mode="quotes", commitment="Uu", access="document"), hop)


def _of_half(
    document: Document, passages: Sequence[Passage], known: Sequence[Translation]
) -> frozenset[tuple[str, int, int]] | None:
    """The passages that are the translation in a paper of two languages; None where all of the paper is one."""
    half = next((t for t in known if t.sha256 == t.original == document.sha256 and t.direction >= _SURELY), None)
    if half is None or document.translates:
        return None
    return frozenset((p.page, p.start, p.end) for p in passages if p.language == half.language)


def _renders(claim: Claim, spoken: frozenset[tuple[str, int, int]] | None) -> bool:
    return spoken is None or any(page == claim.page and a <= claim.start < b for page, a, b in spoken)
