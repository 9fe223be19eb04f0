"""The step that reads a document: who says what, on whose word, how surely.

In: a Document with its Pages and Passages, and of a translation the Document that it renders. Out: Voices, Claims with
chains, Relations, Custody of papers spoken of, and Unsure where the text does not say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from hearsay.model import Claim, Document, Page, Passage, Record, Translation, Unsure, Voice, VoiceKind
from hearsay.ports import Group, StepKind
from hearsay.settings import DeclaredVoice
from hearsay.text.places import EMPTY, Gazetteer

from .content import Setting, to_claim
from .custody import find_custody, issuers
from .drafts import Draft, Link
from .known import voice_records
from .letters import read_letter
from .net import caught
from .read import SHOWN
from .relations import Read, papers_of_items, relate, unvouched
from .sheet import Sheet, read_sheet
from .translated import Papers, handed_on
from .turns import unread
from .voices import Cast, kind_of
from .walk import Walk

_NOTES = re.compile(
    r"\b(?:memorandum|memo for|for the record|record of (?:conversation|interview)|debriefing|interview notes|служебная записка|مذكرة)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extract:
    """Claims of one content. Deterministic; the order of the records does not matter."""

    voices: tuple[DeclaredVoice, ...] = ()
    gazetteer: Gazetteer = EMPTY

    name: ClassVar[str] = "claims.extract"
    version: ClassVar[str] = "8"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """Voice, Claim, Relation, Custody and Unsure records, sorted by id; empty for a group without a Document."""
        pages = sorted(group.only(Page), key=lambda p: (p.number, p.id))
        if not group.only(Document) or not pages:
            return []
        return extract(Papers.of(group.only(Document), group.key), pages, group, self)


def extract(papers: Papers, pages: list[Page], group: Group, step: Extract) -> list[Record]:
    """All records of the claims stage for one document."""
    document, passages = papers.document, group.only(Passage)
    cast = Cast(document.sha256, step.voices)
    publisher, kind = publisher_of(papers.speaking)
    cast.say(publisher, kind)
    walk = Walk(cast, publisher, informants=_is_note(document, pages), letter=papers.letter)
    sheets: dict[str, Sheet] = {}
    of_page: dict[str, list[Passage]] = {}
    for passage in passages:
        of_page.setdefault(passage.page, []).append(passage)
    for page in pages:
        if page.id not in sheets:
            sheets[page.id] = read_sheet(page, of_page.get(page.id, ()))
            walk.page(sheets[page.id])
    drafts = sorted(walk.teller.drafts, key=lambda d: (d.place, d.start, d.end, len(d.links)))
    drafts = _with_papers(drafts, sheets, cast)
    custody = find_custody(drafts, sheets, cast)
    setting = Setting(document.sha256, papers.published, step.gazetteer, issuers(custody, cast), _sent(sheets, papers))
    reads = _once([read for d in drafts if (read := _read(d, sheets[d.page], walk, setting)) is not None])
    relations = relate(reads, cast)
    unsigned = _unsigned([read.claim for read in reads], sheets, papers)
    claims = handed_on(reads, papers, cast, passages, group.only(Translation))
    custody = [c for c in custody if c.about in _heard(claims)]
    needed = _heard(claims) | {r.target for r in relations} | {cast.id_of(publisher)}
    records: list[Record] = [*_needed(cast, needed), *claims, *relations, *custody, *walk.teller.unsure]
    records += [*unsigned, *unvouched(reads, relations)]
    unique = {record.id: record for record in records}
    return [unique[key] for key in sorted(unique)]


def _read(draft: Draft, sheet: Sheet, walk: Walk, setting: Setting) -> Read | None:
    """The claim of a draft; one whose content cannot be read costs itself alone."""
    try:
        claim = to_claim(draft, sheet, walk.cast, setting)
        unsure = caught(draft, sheet) if claim.chain[-1].commitment.startswith("CT") else None
        if unsure is not None:
            walk.teller.unsure.append(unsure)
            draft = replace(draft, links=(*draft.links[:-1], replace(draft.links[-1], mark="Uu")))
            claim = to_claim(draft, sheet, walk.cast, setting)
        return Read(claim, draft)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the sentence is kept as an open question, the document goes on
        walk.teller.unsure.append(unread(draft.page, (draft.start, draft.end), error))
        return None


def _unsigned(claims: Sequence[Claim], sheets: dict[str, Sheet], papers: Papers) -> list[Unsure]:
    """Orders of a letter that does not say who gives them, or whose sender and signer differ: open questions."""
    heads = {key: read_letter(sheet, declared=papers.letter) for key, sheet in sheets.items()}
    issuers = [head.issuer for head in heads.values() if head is not None and head.issuer]
    signers = [head.signer for head in heads.values() if head is not None and head.signer]
    own = [claim for claim in claims if claim.kind == "order" and len(claim.chain) == 1]
    choices = tuple(dict.fromkeys([*issuers[:1], *signers[-1:]]))
    if not own or not any(heads.values()) or len(choices) == 1:
        return []
    first = min(own, key=lambda claim: (claim.page, claim.start))
    why = "sender and signer differ" if choices else "no line names a sender or a signer"
    question = "who gives this order?"
    return [Unsure(page=first.page, start=first.start, end=first.end, question=question, choices=choices, why=why)]


def _sent(sheets: dict[str, Sheet], papers: Papers) -> tuple[str, str]:
    """From whom and to whom the document goes, by the first letter's head in it."""
    heads = (read_letter(sheet, declared=papers.letter) for sheet in sheets.values())
    return next(((head.issuer, head.addressee) for head in heads if head is not None), ("", ""))


def publisher_of(document: Document) -> tuple[str, VoiceKind]:
    """Name and kind of the first holder of every chain."""
    if document.voice:
        return document.voice, "document"
    if document.outlet:
        kind = kind_of(document.outlet)
        return document.outlet, "outlet" if kind == "person" else kind
    if document.author:
        return document.author, "person"
    return f"the author ({document.title or document.path or document.sha256[:12]})", "unnamed"


def _heard(claims: Sequence[Claim]) -> set[str]:
    return {hop.voice for claim in claims for hop in claim.chain}


def _needed(cast: Cast, needed: set[str]) -> list[Voice]:
    """Voices that hold or are told of, with their wholes; others were only passed by."""
    voices = {voice.id: voice for voice in voice_records(cast)}
    kept = {key for key in needed if key in voices}
    kept |= {voices[key].part_of for key in kept if voices[key].part_of in voices}
    return [voices[key] for key in sorted(kept)]


def _is_note(document: Document, pages: list[Page]) -> bool:
    if document.kind in {"press", "record", "table"}:
        return False
    return document.kind == "memo" or _NOTES.search(pages[0].text[:1500]) is not None


def _with_papers(drafts: list[Draft], sheets: dict[str, Sheet], cast: Cast) -> list[Draft]:
    """Items of a list stand for the particular paper, where the text describes the papers one by one."""
    texts = [sheets[d.page].text[d.start : d.end] for d in drafts]
    found = dict(enumerate(drafts))
    for i, name in papers_of_items(drafts, texts, cast).items():
        draft = drafts[i]
        links = [k for k in draft.links if k.voice != draft.lead]
        paper = next((k for k in draft.links if k.voice == draft.lead), Link(voice=name, cue=SHOWN))
        found[i] = replace(draft, links=(*links, replace(paper, voice=name)))
    return [found[i] for i in range(len(drafts))]


def _once(reads: list[Read]) -> list[Read]:
    """One claim a span: of several readings of the same words the deepest stays."""
    best: dict[str, Read] = {}
    for read in reads:
        if read.claim.end <= read.claim.start:
            continue
        held = best.get(read.claim.id)
        if held is None or len(read.claim.chain) > len(held.claim.chain):
            best[read.claim.id] = read
    return sorted(best.values(), key=lambda r: (r.draft.place, r.claim.start, r.claim.end))
