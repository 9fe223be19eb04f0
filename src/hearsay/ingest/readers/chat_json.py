"""Chats exported as JSON: Telegram, Facebook and Instagram, Slack, Signal, and plain lists or lines of messages.

In: a Source. Out: pages of messages. An export that is too large for memory, or turns out to be something else, is read as
data, as it stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from hearsay.ingest.encoding import decode
from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.settings import IngestSettings

from . import chat, data
from .chat import Message

_WHOLE = 48 << 20
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WHO = ("sender_name", "sender", "from", "from_name", "username", "author", "user", "source", "name")
_WHEN = ("timestamp_ms", "date", "datetime", "sent_at", "timestamp", "time", "ts", "created_at")
_TEXT = ("text", "content", "body", "message")
_FILES = ("photos", "videos", "files", "audio_files", "gifs", "attachments", "sticker")
_FILE_NAMES = ("uri", "name", "fileName", "filename", "title", "path")

Item = Mapping[str, Any]


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """Pages of messages in the order of the export, of newest-first ones turned round; the cursor counts pages."""
    try:
        messages = _messages(source) if source.size <= _WHOLE and not resume.fatal(0) else []
    except RecursionError:
        messages = []
    if messages:
        yield from chat.readings(messages, resume.cursor)
    else:
        yield from data.read(source, settings, resume)


def _messages(source: Source) -> list[Message]:
    text = decode(source.data()).text
    try:
        return list(_told(msgspec.json.decode(text)))
    except msgspec.DecodeError:
        return [message for item in _by_line(text) for message in [_message(_opened(item), "")] if message.shown]


def _by_line(text: str) -> Iterator[Item]:
    for line in _LINE.finditer(text):
        try:
            item = msgspec.json.decode(line.group())
        except (msgspec.DecodeError, RecursionError):
            item = {"text": line.group()}
        yield item if isinstance(item, dict) else {"text": line.group()}


def _told(whole: Any) -> Iterator[Message]:
    """The messages of a decoded export."""
    if isinstance(whole, dict) and isinstance(whole.get("chats"), dict):
        for one in _items(whole["chats"].get("list")):
            yield from _chat(one)
    elif isinstance(whole, dict):
        yield from _chat(whole)
    else:
        yield from _in_order([_opened(item) for item in _items(whole)], "")


def _chat(one: Item) -> Iterator[Message]:
    """One chat with its name and its messages."""
    name = _mended(_plain(one.get("name") or one.get("title") or ""))
    yield from _in_order([_opened(item) for item in _items(one.get("messages"))], name)


def _in_order(items: Sequence[Item], name: str) -> Iterator[Message]:
    stamps = [stamp for item in (*items[:1], *items[-1:]) if isinstance(stamp := item.get("timestamp_ms"), int)]
    turned = len(stamps) == 2 and stamps[0] > stamps[1]
    yield from (m for item in (reversed(items) if turned else items) if (m := _message(item, name)).shown)


def _items(value: Any) -> list[Item]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _opened(item: Item) -> Item:
    """A message of Signal's command line, which lies in envelopes; any other as it is."""
    envelope = item.get("envelope")
    if not isinstance(envelope, dict):
        return item
    sync = envelope.get("syncMessage")
    inner = envelope.get("dataMessage") or (sync.get("sentMessage") if isinstance(sync, dict) else None) or {}
    who = envelope.get("sourceName") or envelope.get("source") or ""
    return {**(inner if isinstance(inner, dict) else {}), "sender": who, "timestamp": envelope.get("timestamp")}


def _message(item: Item, name: str) -> Message:
    text = _mended(_plain(next((item[key] for key in _TEXT if item.get(key)), "")))
    notes = [f"forwarded from {_plain(item['forwarded_from'])}"] if item.get("forwarded_from") else []
    notes += [f"edited {_time(item['edited'])}"] if item.get("edited") and not isinstance(item["edited"], bool) else []
    notes += ["unsent"] if item.get("is_unsent") else []
    notes += ["deleted"] if item.get("isErased") or item.get("subtype") == "tombstone" else []
    if item.get("type") == "service":
        people = ", ".join(_plain(member) for member in item.get("members") or [] if member)
        notes.append(
            " ".join(
                p
                for p in (_plain(item.get("action", "")).replace("_", " "), _plain(item.get("title") or ""), people)
                if p
            )
        )
    return Message(_when(item), _who(item), text, tuple(_files(item)), tuple(notes), name)


def _who(item: Item) -> str:
    profile = item.get("user_profile")
    if isinstance(profile, dict) and (profile.get("real_name") or profile.get("display_name")):
        return _plain(profile.get("real_name") or profile.get("display_name"))
    for key in ("actor", *_WHO, "from_id", "actor_id"):
        if value := item.get(key):
            return _mended(_plain(value))
    return ""


def _when(item: Item) -> str:
    return next((shown for key in _WHEN if (shown := _time(item.get(key)))), "")


def _time(value: Any) -> str:
    """A time for the page: ISO text as it is, counts of seconds or milliseconds in UTC; empty for what is neither."""
    if isinstance(value, str) and not value.replace(".", "", 1).isdigit():
        return value.replace("T", " ", 1) if value[:4].isdigit() else value
    try:
        count = float(value)
        seconds = count / 1000 if count > 1e11 else count
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC" if seconds > 1e8 else ""
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def _plain(value: Any) -> str:
    """Text that an export cuts into pieces by their looks, as one."""
    if isinstance(value, list):
        return "".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return _plain(
            next((value[key] for key in ("text", "name", "title", "real_name", "body") if value.get(key)), "")
        )
    return str(value) if isinstance(value, str | int | float) else ""


def _mended(text: str) -> str:
    """Text of Facebook's export, which writes the bytes of UTF-8 as if each were a letter."""
    if text.isascii() or any(c > "\xff" for c in text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _files(item: Item) -> Iterator[str]:
    for key in ("file", "photo", "media"):
        if isinstance(item.get(key), str):
            yield item[key]
    for key in _FILES:
        held = item.get(key)
        for one in [held] if isinstance(held, dict) else _items(held):
            if name := next((_plain(one[k]) for k in _FILE_NAMES if one.get(k)), ""):
                yield name
    share = item.get("share")
    if isinstance(share, dict) and share.get("link"):
        yield _plain(share["link"])
