"""The voices that a text credits: agencies, source lines, and everybody who stands in the chains of its claims.

In: a Document with its Pages, Passages, Voices and Claims. Out: Copies of kind `cites` to named voices.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from hearsay.model import Anchor, Claim, Copy, Document, Hop, Page, Record, SharedSpan, Voice
from hearsay.ports import Group, StepKind
from hearsay.settings import DeclaredVoice
from hearsay.text.names import name_key

from .credits import find_credits

SPANS = 8
"""Places shown for one credit."""
WEIGHTS = {"named": 0.9, "unnamed": 0.7, "declared": 0.95}
"""Probability that a claim rests on a voice of its chain: it is how the chain was read, not whether the voice is right."""


@dataclass(frozen=True, slots=True, order=True)
class Given:
    """Credit given once."""

    key: str
    weight: float
    name: str
    page: str
    start: int
    end: int
    how: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom one document names as its sources."""

    voices: tuple[DeclaredVoice, ...]
    name: ClassVar[str] = "trace.credit"
    version: ClassVar[str] = "2"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """One Copy for each voice, in the order of the voices' keys; none for the outlet's credit to itself."""
        document = next(iter(group.only(Document)), None)
        if document is None:
            return []
        declared = {name_key(n): name_key(v.name) for v in self.voices for n in (v.name, *v.aliases)}
        spoken = {voice.id: voice for voice in group.only(Voice)}
        given = [*_printed(group.only(Page)), *_spoken(group.only(Claim), spoken)]
        own = {name_key(name) for name in (document.outlet, document.author) if name}
        own |= {declared.get(key, key) for key in own}
        by_key: dict[str, list[Given]] = {}
        for one in sorted(given):
            key = declared.get(one.key, declared.get(name_key(one.name), one.key))
            if key not in own:
                by_key.setdefault(key, []).append(one)
        return [_copy(document, key, rows) for key, rows in sorted(by_key.items())]


def _printed(pages: Sequence[Page]) -> Iterator[Given]:
    for page in pages:
        for m in find_credits(page.text):
            yield Given(m.key, m.weight, m.name, page.id, m.start, m.end, f"credited in the text ({m.how})")


def _spoken(claims: Sequence[Claim], voices: dict[str, Voice]) -> Iterator[Given]:
    for claim in claims:
        for hop in claim.own_chain[1:]:
            voice = voices.get(hop.voice)
            key = (voice.canonical if voice is not None else "") or name_key(hop.holder)
            if key:
                mark = _mark(claim, hop)
                yield Given(key, _weight(voice), hop.holder, mark.page, mark.start, mark.end, hop.mode, claim.id)


def _weight(voice: Voice | None) -> float:
    if voice is not None and voice.scope == "case":
        return WEIGHTS["declared"]
    return WEIGHTS["unnamed" if voice is None or voice.kind == "unnamed" else "named"]


def _mark(claim: Claim, hop: Hop) -> Anchor:
    return hop.mention or hop.cue or Anchor(page=claim.page, start=claim.start, end=claim.end)


def _copy(document: Document, key: str, rows: Sequence[Given]) -> Copy:
    surest = max(rows, key=lambda row: (row.weight, len(row.name), row.name))
    places = list(dict.fromkeys((row.page, row.start, row.end) for row in rows))
    return Copy(
        later=document.sha256,
        earlier=key,
        target="voice",
        kind="cites",
        credited=True,
        probability=surest.weight,
        direction=1.0,
        spans=tuple(SharedSpan(later=Anchor(page=p, start=s, end=e)) for p, s, e in places[:SPANS]),
        claims=tuple(sorted({row.claim for row in rows if row.claim})),
        name=surest.name,
        why=_why(rows),
    )


def _why(rows: Iterable[Given]) -> str:
    ways = sorted({row.how for row in rows})
    return "named as a source: " + ", ".join(ways)
