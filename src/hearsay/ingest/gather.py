"""From readings to records: pages with their passages, facts, members, and what became of the whole content.

In: the Readings of one content, one after the other. Out: records of each, and at the end the File's status and reason.
What must be remembered from one reading to the next fits into a bookmark.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

import msgspec

from hearsay.model import (
    Anchor,
    Bookmark,
    Circumstance,
    CircumstanceKind,
    Fact,
    File,
    FileStatus,
    Found,
    Hidden,
    Imprint,
    Page,
    Piece,
    Record,
    Untranscribed,
)

from .circumstances import Circumstances, causes
from .crowd import uncrowded
from .extent import Count
from .names import printable
from .passages import passages
from .reading import Mark, Member, PageReading, Reading, Unread
from .source import NOTHING, Source, TooLarge

FREE = 64 << 20
"""Bytes of members that are always allowed, whatever the size of their container."""

_MANY = 10_000
"""Members that are always allowed."""
_LEAST = 16
"""Bytes of a container that a member of an honest one takes at least."""

_PART = r"\x21/"
"""Stands for `!/` in the name of a member: unescaped it parts a container from what lies in it."""
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SAID = 5
"""Reasons that are told; of more, their number."""

_TELLING: tuple[FileStatus, ...] = ("encrypted", "refused-limit", "corrupt", "unsupported", "partial", "empty", "ok")
"""Of several statuses with nothing to show for, the first says most."""


class Sum(msgspec.Struct):
    """What the readings of one content come to. Mutable on purpose: it follows one reader from unit to unit."""

    some: bool = False
    """Whether anything came out: a page with words, or a member."""
    statuses: tuple[FileStatus, ...] = ()
    reasons: tuple[str, ...] = ()
    unsaid: int = 0
    """Reasons beyond those kept."""
    members: int = 0
    taken: int = 0
    """Bytes of members that were taken out of the content, apart from those that lie in it as they are."""
    first: str = ""
    """Id of page 1."""
    extent: Count = msgspec.field(default_factory=Count)
    under: tuple[Circumstance, ...] = ()
    """What else decided how it was read."""

    def encode(self) -> str:
        """As text, for a bookmark."""
        return msgspec.json.encode(self).decode()

    @property
    def verdict(self) -> tuple[FileStatus, str]:
        """Status and reason of the whole content."""
        more = [f"and {self.unsaid} more reasons like these"] * bool(self.unsaid)
        reason = "; ".join([*self.reasons, *more])
        worst: FileStatus = min(self.statuses, key=_TELLING.index, default="ok")
        if worst in ("ok", "empty"):
            return ("ok", "") if "ok" in self.statuses else (worst, reason)
        return ("partial" if self.some else worst), reason


def begin(mark: Bookmark) -> Sum:
    """The Sum that a bookmark remembers."""
    return msgspec.json.decode(mark.state, type=Sum) if mark.state else Sum()


class Gatherer:
    """Makes records of the readings of one file."""

    def __init__(self, file: File, total: Sum, source: Source, around: Circumstances) -> None:
        self._file, self._total, self._source, self._around = file, total, source, around
        self._most = min(around.settings.members, max(_MANY, file.size // _LEAST))
        self._hash, self._length, self._half, self._dropped = sha256(), 0, "", False
        self._hangs_on(())

    def records(self, reading: Reading) -> Iterator[Record]:
        """The records of one reading; what it comes to is added to the sum.

        What an encrypted content shows all the same (the headers of a mail) does not make it a partly read one.
        """
        before = self._total.some
        self._hangs_on(reading.under)
        for part in reading.pages:
            self._hangs_on(("ocr",) if "ocr" in part.method else ())
            page = _page(self._file.sha256, part)
            self._total.first = page.id if part.number == 1 else self._total.first
            self._total.some |= bool(part.text.strip())
            parted = passages(page, uncrowded(page.text, part.blocks))
            self._total.extent.add(page, parted)
            yield page
            yield from parted
            yield from _waiting(page, part.unread)
            yield from _imprints(page, part.marks)
        yield from self._facts(reading)
        for member in reading.members:
            yield from self._member(member)
        self._total.some = before if reading.status == "encrypted" else self._total.some
        self.note(reading.status, reading.reason)

    def note(self, status: FileStatus, reason: str = "") -> None:
        """Remember how a unit ended."""
        total = self._total
        self._hangs_on(causes(status, reason))
        if status not in total.statuses:
            total.statuses = (*total.statuses, status)
        said = safe(reason)
        if said and said not in total.reasons:
            total.reasons += (said,) if len(total.reasons) < _SAID else ()
            total.unsaid += len(total.reasons) == _SAID and said not in total.reasons

    def _hangs_on(self, known: Iterable[CircumstanceKind]) -> None:
        """Remember circumstances as they are at the first unit that hangs on them."""
        before = {one.what: one for one in self._total.under}
        now = {one.what: one for one in self._around.under(known, self._file.media_type)}
        self._total.under = tuple(one for _, one in sorted((now | before).items()))

    def _facts(self, reading: Reading) -> Iterator[Fact]:
        first, seen = self._total.first, set[str]()
        for said in reading.said:
            anchor = Anchor(page=first, start=said.span[0], end=said.span[1]) if said.span and first else None
            value = safe(said.value)
            fact = Fact(sha256=self._file.sha256, name=said.name, value=value, evidence=said.evidence, anchor=anchor)
            if fact.id not in seen:
                seen.add(fact.id)
                yield fact

    def extent(self) -> Iterator[Record]:
        """How much writing there is so far; nothing for a content without pages."""
        if self._total.extent.pages:
            yield self._total.extent.record(self._file.sha256)

    def ended(self, reason: str) -> Iterator[Record]:
        """Records for a member of which the end never came because its reader failed."""
        if self._half:
            name = self._half
            yield from self._taken_back(name)
            yield self._left(name, Member(name, status="corrupt", reason=reason))

    def _member(self, member: Member) -> Iterator[Record]:
        if self._total.members >= self._most:
            raise TooLarge(f"holds more than {self._most:,} members; what lies behind them is not taken out")
        path = f"{self._file.path}!/{printable(member.name).replace('!/', _PART)}"
        if member.status != "ok":
            self._hangs_on(causes(member.status, member.reason) - {"room"})
            yield from self._taken_back(path)
            yield self._left(path, member)
        elif member.span is not None:
            start, end = member.span
            stamp = f"{start}:{end}"
            yield self._found(path, stamp, member, span=(start, end))
        else:
            yield from self._piece(path, member)
        self._total.members += not member.more

    def _piece(self, path: str, member: Member) -> Iterator[Record]:
        """A piece of a member's bytes, and the member itself with its last one; nothing of one that is too large."""
        if not self._dropped and len(member.data) > self._source.room:
            self._dropped = True
            reason = f"its container unpacks to more than {self._total.taken + self._source.room:,} bytes"
            yield from self._taken_back(path)
            yield self._left(path, replace(member, status="refused-limit", reason=f"limit: {reason}"))
            self.note("refused-limit", f"{reason}; what does not fit is not taken out")
        if not self._dropped:
            self._half, self._total.taken = path, self._total.taken + len(member.data)
            self._source.room -= len(member.data)
            self._hash.update(member.data)
            whole = "" if member.more else self._hash.hexdigest()
            if member.data or whole:
                yield Piece(of=path, offset=self._length, data=member.data, sha256=whole)
            self._length += len(member.data)
            if whole:
                yield self._found(path, whole, member, blob=whole)
        if not member.more:
            self._hash, self._length, self._half, self._dropped = sha256(), 0, "", False

    def _taken_back(self, path: str) -> Iterator[Record]:
        """What undoes the pieces of a member that were given."""
        if self._half:
            yield Piece(of=path, offset=self._length)
        self._total.taken -= self._length
        self._source.room += self._length
        self._hash, self._length, self._half = sha256(), 0, ""

    def _found(self, path: str, stamp: str, member: Member, *, blob: str = "", span: tuple[int, ...] = ()) -> Found:
        self._total.some = True
        return Found(
            path=path,
            stamp=f"{self._file.id} {stamp}",
            parent=self._file.id,
            blob=blob,
            span=span,
            hidden=member.hidden,
            flaw=member.flaw,
        )

    def _left(self, path: str, member: Member) -> File:
        """A member that was seen and not taken out."""
        status, reason, hidden = member.status, safe(member.reason), member.hidden
        return File(path=path, sha256=NOTHING, parent=self._file.id, status=status, reason=reason, hidden=hidden)


def _page(digest: str, part: PageReading) -> Page:
    text = safe(part.text)
    return Page(
        sha256=digest,
        number=part.number,
        text_sha256=sha256(text.encode()).hexdigest(),
        text=text,
        method=part.method,
        confidence=part.confidence,
        words=part.words,
        hidden=tuple(Hidden(start=b.start, end=b.end, why=b.hidden) for b in part.blocks or () if b.hidden),
    )


def _waiting(page: Page, unread: Iterable[Unread]) -> Iterator[Untranscribed]:
    for place in unread:
        yield Untranscribed(
            sha256=page.sha256,
            number=page.number,
            box=place.box,
            page=page.id,
            start=place.start,
            end=place.end,
            why=place.why,
            guess=safe(place.guess),
            confidence=place.confidence,
        )


def _imprints(page: Page, marks: Iterable[Mark]) -> Iterator[Imprint]:
    for mark in marks:
        yield Imprint(
            sha256=page.sha256, number=page.number, box=mark.box, colour=mark.colour, ink=mark.ink, around=mark.around
        )  # fmt: skip


def safe(text: str) -> str:
    """`text` with lone surrogates, which no record can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)
