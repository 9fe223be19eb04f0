"""A mail message as a page and as facts, wherever it comes from: MIME, Outlook, a TNEF packet.

In: its header fields in their order and its bodies. Out: one page (header lines that matter, then the body with its
quoted history as quotes; what only another version of the body says behind it, as hidden text), and facts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from hearsay.ingest.reading import Block, PageReading, Said
from hearsay.text.subjects import bare_subject

from . import mail_quotes
from .mail_words import addresses, clean, moment, words

SHOWN = {
    "from": "From", "sender": "Sender", "reply-to": "Reply-To", "to": "To", "cc": "Cc", "bcc": "Bcc", "date": "Date",
    "sent": "Sent", "subject": "Subject", "newsgroups": "Newsgroups", "organization": "Organization",
    "resent-from": "Resent-From", "resent-to": "Resent-To", "resent-date": "Resent-Date", "start": "Start", "end": "End",
    "due": "Due", "location": "Location", "company": "Company", "job-title": "Job-Title", "phone": "Phone", "mobile": "Mobile",
    "email": "E-mail",
}  # fmt: skip
"""Header fields that stand on the page, by their names in small letters."""

_PARTIES = ("from", "sender", "reply-to", "to", "cc", "bcc")
_SINGLE = {
    "thread-topic": "thread_topic", "thread-index": "thread_index", "x-gm-thrid": "thread_id", "user-agent": "user_agent",
    "x-mailer": "user_agent", "x-originating-ip": "x_originating_ip", "x-sender-ip": "x_originating_ip",
    "list-id": "list_id", "return-path": "return_path", "organization": "organization", "importance": "importance",
    "resent-from": "resent_from", "resent-date": "resent_date", "newsgroups": "newsgroups",
    "x-apparently-to": "delivered_to", "delivered-to": "delivered_to", "authentication-results": "authentication_results",
}  # fmt: skip
_IDS = {"message-id": "message_id", "in-reply-to": "in_reply_to", "references": "references"}
_ID = re.compile(r"<([^<>\s]{1,900})>")
_HOPS = 50
_PARTIES_AT_MOST = 2_000
_WORD = re.compile(r"\w+")
_SHORT = 3
"""New words, or half of all, by which a piece of another version says something else; a new number always does."""

Fields = Sequence[tuple[str, str]]
"""Header fields in the order of the message: names in small letters, raw values on one line."""


@dataclass(frozen=True, slots=True)
class Body:
    """One version of what the message says, or a part of it; `blocks` from markup, None for plain text."""

    text: str
    blocks: tuple[Block, ...] | None = None
    hidden: str = ""
    """Why a reader of the message would not see it."""
    wherever: bool = True
    """Whether it is said in any case; False for a version of which only what no other version says counts."""

    @property
    def own(self) -> list[Block]:
        """Its blocks, quoted history marked."""
        if self.blocks is None:
            return mail_quotes.blocks(self.text)
        return mail_quotes.requoted(self.text, self.blocks)


def page(fields: Fields, bodies: Iterable[Body]) -> PageReading:
    """Page 1 of a message: header lines (furniture, but the subject a headline), an empty line, the bodies."""
    head, blocks = _head(fields)
    parts, length, known = [head], len(head), set[str]()
    for body in bodies:
        gap = "\n\n" if length else ""
        base = length + len(gap)
        added = list(_blocks(body, known))
        if not added and not body.wherever:
            continue
        text = body.text if body.wherever else "\n\n".join(body.text[b.start : b.end] for b in added)
        placed = added if body.wherever else list(_moved(added))
        blocks += [replace(b, start=b.start + base, end=b.end + base) for b in placed]
        parts += [gap, text]
        length = base + len(text)
        known.update(_WORD.findall(body.text.casefold()))
    return PageReading(1, "".join(parts), "text", tuple(blocks))


def _head(fields: Fields) -> tuple[str, list[Block]]:
    """The header lines that stand on the page, and their blocks; the subject of an answer is not its sender's word."""
    lines = [(SHOWN[name], _shown(name, value)) for name, value in fields if name in SHOWN and value.strip()]
    text = "\n".join(f"{label}: {value}" for label, value in lines)
    blocks, at = list[Block](), 0
    for label, value in lines:
        start, end = at + len(label) + 2, at + len(label) + 2 + len(value)
        if label == "Subject" and bare_subject(value) == value:
            blocks += [Block(at, start - 1, "furniture"), Block(start, end, "headline", 1)]
        else:
            blocks.append(Block(at, end, "furniture"))
        at = end + 1
    return text, blocks


def _blocks(body: Body, known: set[str]) -> Iterator[Block]:
    """The blocks of a body that are to be shown; of another version of the same, those with words that are not known."""
    for block in body.own:
        if body.wherever:
            yield replace(block, hidden=block.hidden or body.hidden)
            continue
        said = _WORD.findall(body.text[block.start : block.end].casefold())
        new = [word for word in said if word not in known]
        if any(word[0].isdigit() for word in new) or (new and len(new) >= min(_SHORT, (len(said) + 1) // 2)):
            yield replace(block, hidden=block.hidden or body.hidden)


def _moved(blocks: Iterable[Block]) -> Iterator[Block]:
    at = 0
    for block in blocks:
        length = block.end - block.start
        yield replace(block, start=at, end=at + length)
        at += length + 2


def _shown(name: str, value: str) -> str:
    """A header value for the page: parties decoded one by one, the rest as words."""
    if name in _PARTIES:
        return ", ".join(party.shown for party in addresses(value)) or clean(words(value))
    return clean(words(value))


def said(fields: Fields) -> tuple[Said, ...]:
    """What the headers say: each party, the date with its zone, ids of the thread, every hop, the program.

    `author`, `title`, `published` and `created` are those of the document.
    """
    first: dict[str, str] = {}
    for name, value in fields:
        first.setdefault(name, value)
    hops = [clean(value) for name, value in fields if name == "received"]
    return (
        Said("kind", "message", "metadata"),
        *_parties(fields, first),
        *_words(first),
        *(Said("received", f"{number}: {hop}", "metadata") for number, hop in enumerate(hops[:_HOPS], 1)),
        *_dates(first.get("date", "") or first.get("sent", ""), hops),
    )


def _parties(fields: Fields, first: Mapping[str, str]) -> Iterator[Said]:
    for name in _PARTIES:
        whole = ", ".join(value for known, value in fields if known == name)
        for party in islice(addresses(whole), _PARTIES_AT_MOST):
            yield Said(name.replace("-", "_"), party.shown, "metadata")
    if writer := next(iter(addresses(first.get("from", "") or first.get("sender", ""))), None):
        yield Said("author", writer.called, "metadata")


def _words(first: Mapping[str, str]) -> Iterator[Said]:
    for name, fact in _SINGLE.items():
        if value := clean(words(first.get(name, ""))):
            yield Said(fact, value, "metadata")
    for name, fact in _IDS.items():
        for found in dict.fromkeys(_ids(first.get(name, ""))):
            yield Said(fact, found, "metadata")
    if subject := clean(words(first.get("subject", ""))):
        yield Said("subject", subject, "metadata")
        yield Said("title", subject, "metadata")


def _ids(raw: str) -> list[str]:
    found = _ID.findall(raw)
    return found or [part.strip("<>,;") for part in raw.split()[:100] if "@" in part]


def _dates(raw: str, hops: Sequence[str]) -> Iterator[Said]:
    """`date` as ISO with its zone, or as it stands if it is none; the day it was first received where it says none."""
    when = moment(raw)
    if when:
        yield Said("date", when.isoformat(), "metadata")
        yield Said("published", when.date().isoformat(), "metadata")
    elif raw.strip():
        yield Said("date", clean(words(raw)), "metadata")
    arrived = next((when for hop in reversed(hops) if (when := moment(hop.rpartition(";")[2]))), None)
    if arrived:
        yield Said("first_received", arrived.isoformat(), "metadata")
        yield Said("created", arrived.date().isoformat(), "metadata")
