"""What a content is, by its own bytes and never by its name.

In: the first bytes of a file. Out: a media type: our own look at signatures and at plain text (HTML, Markdown, JSON,
CSV, mail), libmagic for the rest.
"""

import re
from functools import cache

from .encoding import decode, decode_wide

try:
    import magic
except ImportError:  # libmagic is a system package (libmagic1): without it only our own signatures are known
    magic = None  # type: ignore[assignment]

HEAD = 65_536
"""Bytes that are looked at."""

_UNKNOWN = "application/octet-stream"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_MAIL_SURE = re.compile(r"(?im)^(?:message-id|received|mime-version|return-path|content-type|x-[a-z-]+):")
_MAIL_ANY = re.compile(r"(?im)^(?:from|to|cc|subject|date|sender|reply-to):")
_MBOX = re.compile(r"From \S{1,300} [^\n]{0,60}\d{4}[^\n]{0,20}\n[!-9;-~]+:")
_HEADER = re.compile(r"[!-9;-~]+:(?:\s|$)|[ \t]|>?From ")
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MARKDOWN = (
    (2, re.compile(r"(?m)^#{1,6}[ \t]+\S")),
    (2, re.compile(r"\[[^\]\n]{1,200}\]\((?:https?:|/|\.|#|mailto:)[^)\s]{0,500}\)")),
    (2, re.compile(r"\A---[ \t]*\n[^\n]{0,80}:")),
    (2, re.compile(r"(?m)^(?:```|~~~)")),
    (1, re.compile(r"\*\*[^*\s][^*\n]{0,200}\*\*")),
    (1, re.compile(r"(?m)^> \S")),
    (1, re.compile(r"(?m)^[*-] \S")),
)


@cache
def _libmagic() -> "magic.Magic | None":
    return magic.Magic(mime=True) if magic is not None else None


def media_type(head: bytes) -> str:
    """The media type of a content that begins with `head` (its first HEAD bytes); `application/x-empty` for none.

    Plain text is told apart as text/html, text/markdown, text/csv, application/json, message/rfc822,
    application/mbox or text/plain. What nothing knows is application/octet-stream.
    """
    if not head:
        return "application/x-empty"
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    guess = _asked(head)
    if guess.startswith("text/") or guess in {"message/rfc822", "application/json", "application/x-ndjson"}:
        return guess if guess == "text/rtf" else _text_type(decode(head).text, guess)
    if guess == _UNKNOWN:
        return _rescued(head)
    return guess


def _asked(head: bytes) -> str:
    """What libmagic says; unknown where it is not installed or fails."""
    prober = _libmagic()
    try:
        return prober.from_buffer(head) if prober else _UNKNOWN
    except magic.MagicException:
        return _UNKNOWN


def _rescued(head: bytes) -> str:
    """Text that libmagic takes for data: UTF-16 without a mark, one odd control character."""
    wide = decode_wide(head)
    text = wide.text if wide else ""
    few = max(1, len(head) // 100)
    if not wide and head.count(0) <= few:
        text = decode(head).text
    odd = sum(1 for c in text if c < " " and c not in "\t\n\r\f") + text.count("\ufffd")
    readable = sum(1 for c in text if c.isalpha() or c.isspace())
    return _text_type(text, "text/plain") if text and odd <= few and readable * 2 > len(text) else _UNKNOWN


def _text_type(text: str, guess: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    if mail := _mail(start):
        return mail
    if _HTML.search(start[:2048]) and start[:1] == "<":
        return "text/html"
    if guess in {"text/html", "text/xml"} and start[:1] == "<":
        return guess
    if start.startswith(("{", "[")) and _json(start):
        return "application/json"
    if guess == "text/csv" or _separated(start):
        return "text/csv"
    return "text/markdown" if _markdown(text.replace("\r\n", "\n")) else "text/plain"


def _mail(start: str) -> str:
    """Mail has a header that only machines write; From:, To: and Date: alone also stand on memos."""
    if _MBOX.match(start):
        return "application/mbox"
    lines = start[:8192].splitlines()
    header = []
    for line in lines:
        if not line or not _HEADER.match(line):
            break
        header.append(line)
    block = "\n".join(header)
    sure = {found.group().lower() for found in _MAIL_SURE.finditer(block)}
    return "message/rfc822" if len(sure) > 1 or (sure and _MAIL_ANY.search(block)) else ""


def _json(start: str) -> bool:
    rest = start[1:].lstrip()[:1]
    if start[0] == "{":
        return rest in {'"', "}"}
    return rest in {"{", '"', "]", "["} and start.rstrip()[-1:] in ']}",'


def _separated(start: str) -> bool:
    """At least three lines with the same number of separators: two or more commas or semicolons, or tabs."""
    lines = [line for line in start[:16_384].splitlines()[:21] if line.strip()]
    lines = lines[:-1] if len(lines) == 21 else lines
    if len(lines) < 3:
        return False
    for mark, least in (("\t", 1), (",", 2), (";", 2)):
        counts = {line.count(mark) for line in lines}
        if len(counts) == 1 and min(counts) >= least:
            return True
    return False


def _markdown(text: str) -> bool:
    return sum(weight for weight, pattern in _MARKDOWN if pattern.search(text)) >= 2
