"""Which parts of a message are what it says, which are members, and what is wrong with it.

In: a message as a Source. Out: its headers, its bodies in order, its members by name, notes for its status. Of two
versions of a body one is shown, and of the other what only it says, as hidden text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hearsay.ingest.lexicon import phrases
from hearsay.ingest.reading import Content, Said
from hearsay.ingest.source import Source
from hearsay.model import FileStatus
from hearsay.settings import IngestSettings
from hearsay.text.normal import fold_text

from . import html
from .letter import Body, Fields
from .mail_words import in_charset
from .member_names import Names, named_by_kind
from .mime import Part, Walk, heads_at, uudecoded

BODY = 4 << 20
"""Bytes of text that stand on the page, all bodies together; of more, a body is a member."""

_PGP = re.compile(r"^-----BEGIN PGP MESSAGE-----", re.MULTILINE)
_UU = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,200})\n", re.MULTILINE)
_UU_END = re.compile(r"^end[ \t]*$", re.MULTILINE)
_REMOTE = re.compile(
    r"<(?:img|link|iframe|script|audio|video|embed|object|source|body|table|td|input)\b[^<>]{0,2000}?"
    r"\b(?:src|href|background|data)\s*=\s*[\"']?((?:https?:)?//[^\"'\s<>]{1,500})",
    re.IGNORECASE,
)
_REMOTES = 20
_WORD = re.compile(r"\w+")
_USABLE = 0.5
"""Of the words of the HTML version, that a plain one must have to be the one that is shown."""
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = {
    "application/pgp-signature": "OpenPGP", "application/pkcs7-signature": "S/MIME", "application/x-pkcs7-signature": "S/MIME"
}  # fmt: skip
_ENCRYPTED = "the message is encrypted ({}); its headers are not and can be read"
_HTML_ONLY = "stands only in the formatted version of the message, not in its plain text"
_PLAIN_ONLY = "stands only in the plain text version of the message, not in the one that mail programs show"
_OUTSIDE = "stands outside the parts of the message, where mail programs show nothing"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A member that is only referred to, and where it is said to lie."""

    where: str


@dataclass(slots=True)
class Mail:
    """A message taken apart. Mutable on purpose: it is filled part by part."""

    fields: Fields
    bodies: list[Body] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    members: list[tuple[str, Part | bytes | Elsewhere]] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    status: FileStatus = "ok"
    reasons: list[str] = field(default_factory=list)

    def note(self, status: FileStatus, reason: str) -> None:
        """That something is wrong; of several, encrypted says most."""
        self.status = "encrypted" if "encrypted" in {self.status, status} else status
        if reason not in self.reasons:
            self.reasons.append(reason)

    def keep(self, name: str, part: Part | bytes | Elsewhere) -> None:
        """A member under a name of its own."""
        self.members.append((self.names.unique(name), part))


def apart(source: Source, settings: IngestSettings, room: int = BODY) -> Mail:
    """The message taken apart; `room` bytes of its bodies go onto the page, the others are members."""
    walk = Walk(source)
    parts = list(walk.parts())
    if all(part.outside for part in parts):
        parts = [replace(part, outside=False) for part in parts]
    mail = Mail(heads_at(source, 0)[0].fields)
    for slot in _slots(parts, mail, source, room):
        versions = [_body(part, source, mail, settings) for part in slot]
        plain = [body for body in versions if body.blocks is None]
        mail.bodies += chosen(plain, [body for body in versions if body.blocks is not None])
    if walk.unended:
        mail.note("partial", "the message ends before its last boundary and may be cut off")
    return mail


def _slots(parts: Sequence[Part], mail: Mail, source: Source, room: int) -> list[list[Part]]:
    """Parts that are bodies, in order, versions of one body together; all others become members."""
    slots: list[list[Part]] = []
    alternatives: dict[int, list[Part]] = {}
    for part in parts:
        size = part.end - part.start
        if part.outside and not _speaks(part, source):
            continue
        if not _is_body(part, alone=len(parts) == 1) or size > room:
            _member(part, mail, source)
            continue
        room -= size
        number = next((n for n, kind in part.within if kind == "multipart/alternative"), 0)
        slot = [] if part.outside or not number else alternatives.setdefault(number, [])
        if not slot:
            slots.append(slot)
        slot.append(part)
    return slots


def _is_body(part: Part, *, alone: bool) -> bool:
    if part.kind not in {"text/plain", "text/html"}:
        return False
    if alone or part.outside:
        return True
    return part.heads.disposition != "attachment" and not part.heads.filename


def _speaks(part: Part, source: Source) -> bool:
    """Whether text outside the parts is more than what programs write there."""
    folded = fold_text(source.read(part.start, min(part.end - part.start, 400)).decode("utf-8", "replace")).strip()
    return bool(folded) and not folded.startswith(phrases("mail", "outside", "boilerplate"))


def _member(part: Part, mail: Mail, source: Source) -> None:
    """A part as a member under the name its sender gave it, and what it says of the message."""
    kind, heads = part.kind, part.heads
    name = heads.filename
    if not name:
        number = len(mail.members) + 1
        what = {
            "message/rfc822": "message",
            "text/calendar": "invitation",
            "message/delivery-status": "delivery status",
        }
        name = named_by_kind(f"{what.get(kind, 'body' if kind.startswith('text/') else 'part')} {number}", kind)
    mail.keep(name, _referred(part) if kind == "message/external-body" else part)
    around = {inner for _, inner in part.within}
    if "multipart/encrypted" in around:
        mail.note("encrypted", _ENCRYPTED.format("OpenPGP"))
    elif kind in _SMIME and heads.param("smime-type") not in {"signed-data", "compressed-data", "certs-only"}:
        mail.note("encrypted", _ENCRYPTED.format("S/MIME"))
    elif kind in _SIGNATURES:
        mail.said.append(Said("signed", f"{_SIGNATURES[kind]} (not verified)", "markup"))
    elif part.damaged(source):
        mail.note("partial", f"{mail.members[-1][0]}: is damaged; what can be decoded is kept")


def _referred(part: Part) -> Elsewhere:
    known = (part.heads.param(name) for name in ("url", "site", "name", "access-type"))
    return Elsewhere(next((where for where in known if where), "not said"))


def _body(part: Part, source: Source, mail: Mail, settings: IngestSettings) -> Body:
    text = in_charset(b"".join(part.pieces(source)), part.heads.param("charset"))
    hidden = _OUTSIDE if part.outside else ""
    if part.kind == "text/html" and not part.outside:
        return rendered(text, mail, settings)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if _PGP.search(plain[:4096]):
        mail.note("encrypted", _ENCRYPTED.format("OpenPGP"))
    return Body(_without_files(plain, mail).strip("\n"), None, hidden)


def rendered(text: str, mail: Mail, settings: IngestSettings) -> Body:
    """An HTML body by the reader of HTML; what it would fetch from elsewhere becomes facts of the mail."""
    page = next(iter(html.read(Content(text.encode("utf-8", "replace"), "text/html"), settings).pages), None)
    remote = dict.fromkeys(found[1] for found in _REMOTE.finditer(text))
    mail.said += [Said("remote_content", where, "markup") for where in list(remote)[:_REMOTES]]
    return Body(page.text.rstrip(), page.blocks or ()) if page else Body("", ())


def _without_files(text: str, mail: Mail) -> str:
    """The text without the uuencoded files in it, which become members."""
    kept: list[str] = []
    at = 0
    while begin := _UU.search(text, at):
        end = _UU_END.search(text, begin.end())
        if end is None:
            break
        kept.append(text[at : begin.start()])
        mail.keep(begin[1].strip(), uudecoded(text[begin.end() : end.start()].encode("latin-1", "replace")))
        at = end.end()
    return "".join([*kept, text[at:]])


def chosen(plain: Sequence[Body], markup: Sequence[Body]) -> Iterator[Body]:
    """All bodies of a slot, the version to be shown first."""
    if not plain or not markup:
        yield from (*plain, *markup)
        return
    shown = {word for body in plain for word in _WORD.findall(body.text.casefold())}
    said = {word for body in markup for word in _WORD.findall(body.text.casefold())}
    usable = len(said & shown) >= _USABLE * len(said)
    first, then, why = (plain, markup, _HTML_ONLY) if usable else (markup, plain, _PLAIN_ONLY)
    yield from first
    for body in then:
        yield replace(body, hidden=why, wherever=False)
