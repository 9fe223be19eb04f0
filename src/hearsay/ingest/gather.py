"""From readings to records: pages with their passages, facts, members, and what became of the whole content.

In: the Readings of one content, one after the other. Out: records of each, and at the end the File's status and reason.
What must be remembered from one reading to the next fits into a bookmark.
"""

import re
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from hearsay.model import Anchor, Bookmark, Fact, File, FileStatus, Found, Page, Piece, Record
from hearsay.settings import IngestSettings

from .names import printable
from .passages import passages
from .reading import Member, PageReading, Reading

NOTHING = sha256(b"").hexdigest()
"""Digest of a file of which nothing was read."""

FREE = 1 << 30
"""Bytes of members that are always allowed, whatever the size of their container."""

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
    """Bytes of members."""
    first: str = ""
    """Id of page 1."""

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

    def __init__(self, file: File, total: Sum, settings: IngestSettings) -> None:
        self._file, self._total = file, total
        self._allowed = max(FREE, int(file.size * settings.expanded))
        self._hash, self._length, self._dropped = sha256(), 0, ""

    def records(self, reading: Reading) -> Iterator[Record]:
        """The records of one reading; what it comes to is added to the sum."""
        for part in reading.pages:
            page = _page(self._file.sha256, part)
            self._total.first = page.id if part.number == 1 else self._total.first
            self._total.some |= bool(part.text.strip())
            yield page
            yield from passages(page, part.blocks)
        yield from self._facts(reading)
        for member in reading.members:
            yield from self._member(member)
        self.note(reading.status, reading.reason)

    def note(self, status: FileStatus, reason: str = "") -> None:
        """Remember how a unit ended."""
        total = self._total
        if status not in total.statuses:
            total.statuses = (*total.statuses, status)
        said = safe(reason)
        if said and said not in total.reasons:
            total.reasons += (said,) if len(total.reasons) < _SAID else ()
            total.unsaid += len(total.reasons) == _SAID and said not in total.reasons

    def _facts(self, reading: Reading) -> Iterator[Fact]:
        first, seen = self._total.first, set[str]()
        for said in reading.said:
            anchor = Anchor(page=first, start=said.span[0], end=said.span[1]) if said.span and first else None
            value = safe(said.value)
            fact = Fact(sha256=self._file.sha256, name=said.name, value=value, evidence=said.evidence, anchor=anchor)
            if fact.id not in seen:
                seen.add(fact.id)
                yield fact

    def _member(self, member: Member) -> Iterator[Record]:
        path = f"{self._file.path}!/{printable(member.name)}"
        if member.status != "ok":
            yield self._left(path, member.status, member.reason, member.hidden)
        elif member.span is not None:
            start, end = member.span
            stamp = f"{self._file.sha256[:32]}:{start}:{end}"
            yield self._found(path, stamp, member, span=(start, end))
        else:
            yield from self._piece(path, member)
        self._total.members += not member.more

    def _piece(self, path: str, member: Member) -> Iterator[Record]:
        """A piece of a member's bytes, and the member itself with its last one; nothing more of one that is too large."""
        if self._total.taken + len(member.data) > self._allowed:
            self._dropped = (
                f"its container unpacks to more than {self._allowed:,} bytes; what lies behind is not taken out"
            )
        else:
            self._total.taken += len(member.data)
        if not self._dropped:
            self._hash.update(member.data)
            whole = "" if member.more else self._hash.hexdigest()
            yield Piece(of=path, offset=self._length, data=member.data, sha256=whole)
            self._length += len(member.data)
            if whole:
                yield self._found(path, whole, member, blob=whole)
        elif not member.more:
            yield self._left(path, "refused-limit", self._dropped, member.hidden)
            self.note("refused-limit", self._dropped)
        if not member.more:
            self._hash, self._length, self._dropped = sha256(), 0, ""

    def _found(self, path: str, stamp: str, member: Member, *, blob: str = "", span: tuple[int, ...] = ()) -> Found:
        self._total.some = True
        return Found(path=path, stamp=stamp, parent=self._file.id, blob=blob, span=span, hidden=member.hidden)

    def _left(self, path: str, status: FileStatus, reason: str, hidden: str) -> File:
        """A member that was seen and not taken out."""
        self._total.some = True
        return File(path=path, sha256=NOTHING, parent=self._file.id, status=status, reason=safe(reason), hidden=hidden)


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
    )


def safe(text: str) -> str:
    """`text` with lone surrogates, which no record can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)
