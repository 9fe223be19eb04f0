"""Chat exports, known by their structure: lines with a time and a sender, or JSON objects that only chats are made of.

In: the beginning of a text. Out: a media type of our own, or nothing. Ordinary text and ordinary JSON stay what they are.
"""

import re

TEXT = "text/x-chat"
JSON = "application/x-chat+json"

_D = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_M = r"[\u200e\u200f\u061c]*"
LINE = re.compile(
    rf"^[\ufeff\u200e\u200f]*\[?({_M}{_D}{{1,4}}{_M}[./-]{_M}{_D}{{1,2}}{_M}[./-]{_M}{_D}{{1,4}}){_M}[,،]?[ \u00a0\u202f]{{1,3}}"
    rf"({_D}{{1,2}}[:.]{_D}{{2}}(?:[:.]{_D}{{2}})?(?:[ \u00a0\u202f]?(?:[AaPp]\.?[ ]?[Mm]\.?|ص|م))?){_M}(?:\]|[ ]{{1,3}}[-\u2013])[ ]{{0,3}}",
    re.MULTILINE,
)
"""The head of a message in a WhatsApp export, of an iPhone or of Android, in any of its languages: date, time."""
SENDER = re.compile(r"[\u200e\u200f]*([^:\n]{1,80}?):[ \u200e\u200f]|[\u200e\u200f]*([^:\n]{1,80}?):$", re.MULTILINE)
"""Behind it, who wrote the message; without one, the program speaks."""

_LEAST = 2
_LINES = 4096
_KEYS = {
    "telegram": (r'"messages"\s*:\s*\[', r'"type"\s*:\s*"(?:\w+_(?:chat|group|supergroup|channel)|saved_messages)"'),
    "telegram, all": (r'"chats"\s*:\s*\{', r'"list"\s*:\s*\[', r'"messages"\s*:\s*\['),
    "facebook": (r'"sender_name"\s*:', r'"timestamp_ms"\s*:\s*\d'),
    "slack": (r"\A\s*\[\s*\{", r'"type"\s*:\s*"message"', r'"ts"\s*:\s*"\d{9,11}\.\d+"'),
    "signal": (r'"conversationId"\s*:', r'"sent_at"\s*:', r'"body"\s*:'),
    "signal, by line": (r'"envelope"\s*:\s*\{', r'"timestamp"\s*:\s*\d', r'"dataMessage"\s*:|"syncMessage"\s*:'),
    "plain": (
        r"\A\s*\[?\s*\{", r'"(?:sender|from|from_name|sender_name|username)"\s*:\s*"', r'"(?:text|body|message)"\s*:\s*"',
        r'"(?:date|time|timestamp|ts|sent_at|datetime)"\s*:',
    ),
}  # fmt: skip
_PATTERNS = [tuple(re.compile(sign) for sign in signs) for signs in _KEYS.values()]
_NOT_CHAT = re.compile(r'"(?:title|headline|url|link|subject|message_id|Message-ID)"\s*:')
_OBJECT = re.compile(r"\{[^{}]{0,20000}\}")


def chat_type(start: str) -> str:
    """TEXT, JSON or empty for a text that begins with `start`."""
    if start[:1] in "{[" and any(all(sign.search(start) for sign in signs) for signs in _PATTERNS[:-1]):
        return JSON
    if start[:1] in "{[" and _plain(start):
        return JSON
    return TEXT if _lines(start[:_LINES]) else ""


def _plain(start: str) -> bool:
    """Several objects, flat, each with a sender, a time and a text, and nothing that articles or mails have."""
    objects = _OBJECT.findall(start[: _LINES * 4])
    chatty = [
        one for one in objects if all(sign.search("[" + one) for sign in _PATTERNS[-1]) and not _NOT_CHAT.search(one)
    ]
    return len(chatty) >= _LEAST and len(chatty) * 2 > len(objects)


def _lines(start: str) -> bool:
    """The text begins with a message, and at least two messages, half of those there are, name a sender."""
    heads = list(LINE.finditer(start))
    if not heads or heads[0].start() != 0:
        return False
    named = [head for head in heads if SENDER.match(start, head.end())]
    return len(named) >= _LEAST and len(named) * 3 > len(heads)
