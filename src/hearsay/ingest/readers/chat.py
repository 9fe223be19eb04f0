"""Chats as pages: one message after the other, each a passage that begins with its time and its sender.

In: messages as a reader of some export found them. Out: Readings of a page each, about a mebibyte long, with who took part.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hearsay.ingest.reading import Block, PageReading, Reading, Said
from hearsay.model import PassageKind

PAGE = 1 << 20
"""Characters of a page, about."""
_PEOPLE = 2_000
_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Message:
    """One message, or what the program says of the chat (`who` empty)."""

    when: str
    """As shown: a day and a time; with UTC where the export counts seconds. Empty if unknown."""
    who: str
    text: str
    files: tuple[str, ...] = ()
    """Names of what was attached, as the export has them."""
    notes: tuple[str, ...] = ()
    """Forwarded from whom, edited when: said before the text in brackets."""
    chat: str = ""
    """Name of the chat it belongs to; a new one begins with a headline."""

    @property
    def shown(self) -> str:
        """As it stands on the page behind its time."""
        told = "".join(f"[{note}] " for note in self.notes)
        files = "".join(f" [file: {name}]" for name in self.files)
        said = f"{told}{self.text}{files}".replace("\x00", "").strip()
        return f"{self.who}: {said}" if self.who else said


def readings(messages: Iterable[Message], first: int = 0) -> Iterator[Reading]:
    """Pages from the one numbered `first` (from 0) on, with the facts of each; the cursor counts pages."""
    page: list[Message] = []
    size = number = 0
    for message in messages:
        page.append(message)
        size += len(message.text) + 80
        if size >= PAGE:
            if number >= first:
                yield _reading(page, number)
            page, size, number = [], 0, number + 1
    if page and number >= first:
        yield _reading(page, number)


def _reading(messages: list[Message], number: int) -> Reading:
    parts: list[str] = []
    blocks: list[Block] = []
    length, chat = 0, ""
    for message in messages:
        new = message.chat if message.chat != chat else ""
        chat = message.chat
        lines: tuple[tuple[str, PassageKind, str], ...] = (
            (new, "headline", "\n"),
            (message.when, "furniture", " "),
            (message.shown, "paragraph", "\n"),
        )
        for text, kind, gap in lines:
            if text:
                parts += [text, gap]
                blocks.append(Block(length, length + len(text), kind))
                length += len(text) + len(gap)
    page = PageReading(number + 1, "".join(parts).rstrip("\n"), "text", tuple(blocks))
    return Reading((page,), tuple(_said(messages, number)), cursor=number + 1)


def _said(messages: list[Message], number: int) -> Iterator[Said]:
    yield Said("kind", "message", "markup")
    for who in list(dict.fromkeys(m.who for m in messages if m.who))[:_PEOPLE]:
        yield Said("participant", who, "markup")
    for name in list(dict.fromkeys(n for m in messages for n in m.files))[:_FILES]:
        yield Said("attachment", name, "markup")
    times = [m.when for m in messages if m.when]
    if times and not number:
        yield Said("first_message", times[0], "markup")
        yield Said("created", times[0][:10], "markup")
    if times:
        yield Said("last_message", times[-1], "markup")
    if not number and (name := messages[0].chat):
        yield Said("title", name, "markup")
