"""MAPI properties, in which Outlook keeps a message, as header fields, bodies and attachments.

In: properties by number, from a .msg file or a TNEF packet. Out: what readers/letter.py makes a page and facts of.
Numbers: [MS-OXPROPS].
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hearsay.ingest.reading import Said
from hearsay.settings import IngestSettings

from . import rtf_body
from .letter import Body
from .mail_parts import Elsewhere, Mail, chosen, rendered
from .mail_words import in_charset
from .mime import Heads

Value = str | bytes | int | datetime
Props = Mapping[int | str, Value]
"""Property number (or the name of one without a fixed number) -> value; strings and times decoded."""

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_KINDS = {1: "to", 2: "cc", 3: "bcc"}
_SHOWN_TO = {"to": 0x0E04, "cc": 0x0E03, "bcc": 0x0E02}
_IDS = {"message-id": 0x1035, "in-reply-to": 0x1042, "references": 0x1039}
_LINES: dict[str, int | str] = {
    "start": "start", "end": "end", "location": "location", "due": "due", "company": 0x3A16, "job-title": 0x3A17,
    "phone": 0x3A08, "mobile": 0x3A1C, "email": "email",
}  # fmt: skip
_ENCRYPTED_TAGS = frozenset({"application/pgp-encrypted", "application/x-microsoft-rpmsg-message"})
_SEALED = ("IPM.NOTE.SMIME", "IPM.NOTE.RPMSG")
_OPEN_SEAL = "IPM.NOTE.SMIME.MULTIPARTSIGNED"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries: a file with its bytes, a message within it, or only where a file lies."""

    name: str
    data: bytes = b""
    kind: str = ""
    """Media type as the sender's program declared it."""
    elsewhere: str = ""
    """Where a file lies that is only referred to."""


def filetime(value: int) -> datetime | None:
    """A count of 100 ns since 1601 as a time, to the second; None for one that no calendar has."""
    try:
        return _EPOCH + timedelta(seconds=value // 10_000_000)
    except OverflowError:
        return None


def text(props: Props, number: int | str) -> str:
    """A property as text on one line; empty if absent. A time is ISO with its zone."""
    value = props.get(number, "")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        value = in_charset(value, charset(props))
    return str(value).replace("\x00", "").strip()


def charset(props: Props) -> str:
    """The encoding that the message declares for its bytes."""
    for number in (0x3FFD, 0x3FDE):
        page = props.get(number)
        if isinstance(page, int) and page:
            return {65001: "utf-8", 20866: "koi8-r", 28591: "iso-8859-1", 28595: "iso-8859-5", 28596: "iso-8859-6"}.get(
                page, f"cp{page}"
            )
    return ""


def fields(props: Props, recipients: Sequence[Props]) -> tuple[tuple[str, str], ...]:
    """Header fields: those that came with the message, and the properties for what they do not say."""
    came = Heads(text(props, 0x007D).encode("utf-8", "replace")).fields if 0x007D in props else ()
    known = {name for name, value in came if value}
    return came + tuple((name, value) for name, value in _from_props(props, recipients) if value and name not in known)


def _from_props(props: Props, recipients: Sequence[Props]) -> Iterator[tuple[str, str]]:
    yield "from", _party(props, (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F))
    for kind, name in _KINDS.items():
        parties = [_party(r, (0x3001, 0x5FF6), (0x39FE, 0x3003)) for r in recipients if (r.get(0x0C15, 1) or 1) == kind]
        yield name, ", ".join(party for party in parties if party) or text(props, _SHOWN_TO[name])
    yield "date", text(props, 0x0039) or text(props, 0x0E06)
    yield "subject", text(props, 0x0037)
    for name, number in _IDS.items():
        yield name, text(props, number)
    yield "thread-topic", text(props, 0x0070)
    index = props.get(0x0071)
    yield "thread-index", base64.b64encode(index[:500]).decode() if isinstance(index, bytes) else ""
    for name, key in _LINES.items():
        yield name, text(props, key)


def _party(props: Props, names: Sequence[int], places: Sequence[int]) -> str:
    """A party as in a header line; an address of the old directory kind (/O=...) is none."""
    name = next((found for n in names if (found := text(props, n))), "").replace("\\", "").replace('"', "'").strip("'")
    where = next((found for n in places if "@" in (found := text(props, n))), "").strip("<> ")
    if not where or name == where:
        return where or (f'"{name}"' if name else "")
    return f'"{name}" <{where}>' if name else where


def opened(props: Props, recipients: Sequence[Props], files: Sequence[Attachment], settings: IngestSettings) -> Mail:
    """The message taken apart, as a MIME message would be."""
    mail = Mail(fields(props, recipients))
    plain = text(props, 0x1000).replace("\r\n", "\n").replace("\r", "\n")
    mail.bodies += chosen([Body(plain.strip("\n"))] if plain else [], list(_formatted(props, mail, settings)))
    for number, file in enumerate(files, 1):
        name = file.name or f"attachment {number}"
        mail.keep(name, Elsewhere(file.elsewhere) if file.elsewhere else file.data)
        mail.said += [Said("attachment_type", f"{name}: {file.kind}", "metadata")] if file.kind else []
    kind = text(props, 0x001A).upper()
    sealed = kind.startswith(_SEALED) and not kind.startswith(_OPEN_SEAL)
    if sealed or any(file.kind in _ENCRYPTED_TAGS for file in files):
        mail.note("encrypted", "the message is encrypted; its headers are not and can be read")
    if kind:
        mail.said.append(Said("message_class", text(props, 0x001A), "metadata"))
    return mail


def _formatted(props: Props, mail: Mail, settings: IngestSettings) -> Iterator[Body]:
    """The version with markup: HTML as it stands, else what is wrapped in RTF."""
    html = props.get(0x1013, b"")
    if html:
        yield rendered(html if isinstance(html, str) else in_charset(_bytes(html), charset(props)), mail, settings)
        return
    packed = props.get(0x1009, b"")
    if not isinstance(packed, bytes) or not packed:
        return
    try:
        words, is_html = rtf_body.content(rtf_body.unpacked(packed))
    except (ValueError, IndexError, OverflowError) as error:
        mail.note("partial", f"the formatted text of the message cannot be read: {error}")
        return
    if is_html:
        yield rendered(words, mail, settings)
    elif words.strip():
        yield Body(words, ())


def _bytes(value: Value) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()
