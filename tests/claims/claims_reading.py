"""Helpers of the tests of the claims stage: texts in, records and readable chains out."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from hearsay.claims import Extract
from hearsay.model import (
    Claim,
    Custody,
    Document,
    DocumentKind,
    Page,
    Passage,
    PassageKind,
    Record,
    Relation,
    Unsure,
    Voice,
)
from hearsay.ports import Group


@dataclass(frozen=True)
class Reading:
    """All records of one text, sorted into kinds."""

    text: str
    records: tuple[Record, ...]

    @property
    def claims(self) -> list[Claim]:
        return sorted((r for r in self.records if isinstance(r, Claim)), key=lambda c: (c.start, c.end))

    @property
    def voices(self) -> dict[str, Voice]:
        return {r.id: r for r in self.records if isinstance(r, Voice)}

    @property
    def relations(self) -> list[Relation]:
        return [r for r in self.records if isinstance(r, Relation)]

    @property
    def custody(self) -> list[Custody]:
        return [r for r in self.records if isinstance(r, Custody)]

    @property
    def unsure(self) -> list[Unsure]:
        return [r for r in self.records if isinstance(r, Unsure)]

    def claim(self, words: str) -> Claim:
        """The shortest claim that holds `words`."""
        found = [c for c in self.claims if words in c.text]
        assert found, f"no claim with {words!r} among {[c.text for c in self.claims]}"
        return min(found, key=lambda c: c.end - c.start)

    def holders(self, words: str) -> list[str]:
        """Names along the chain of the claim that holds `words`, without the publisher."""
        return [hop.holder for hop in self.claim(words).chain][1:]

    def voice(self, name: str) -> Voice:
        return next(v for v in self.voices.values() if v.name == name)


def group_of(
    text: str,
    passages: Sequence[tuple[int, int, PassageKind]] = (),
    *,
    outlet: str = "Harbour Blog",
    kind: DocumentKind = "press",
) -> Group:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    page = Page(sha256=digest, number=1, text_sha256=digest, text=text)
    marks = [Passage(page=page.id, start=a, end=b, kind=k) for a, b, k in passages]
    document = Document(sha256=digest, path="text.txt", outlet=outlet, kind=kind)
    records: list[Record] = [document, page, *marks]
    return Group(digest, tuple(sorted(records, key=lambda r: r.id)))


def read(
    text: str, *, outlet: str = "Harbour Blog", kind: DocumentKind = "press", step: Extract | None = None
) -> Reading:
    return Reading(text, tuple((step or Extract())(group_of(text, outlet=outlet, kind=kind))))
