"""What a content is, by its own bytes and never by its name.

In: the first bytes of a file. Out: a media type: our own look at signatures and at plain text (HTML, Markdown, JSON,
CSV, mail), libmagic for the rest.
"""

import re
from functools import cache

from .encoding import decode, decode_wide
from .sniff_chat import chat_type

try:
    import magic
except ImportError:  # libmagic is a system package (libmagic1): without it only our own signatures are known
    magic = None  # type: ignore[assignment]

HEAD = 65_536
"""Bytes that are looked at."""

UNKNOWN = "application/octet-stream"
"""The type of a content that nothing knows."""
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
_HEADLESS = re.compile(
    rb"\s{0,8}%[^\r\n]{0,40}[\r\n].{0,300}?\b\d{1,10} \d{1,5} obj\b.{0,2000}?/Type\s*/(?:Catalog|Pages?|ObjStm|XRef)\b",
    re.DOTALL,
)
"""A PDF of which the first line is damaged."""
_KEYED = re.compile(
    rb"(?:\x84.|\x85..|\x86....|\xc1(?:[\x00-\xbf]|[\xc0-\xdf].|\xff....))\x03.{8}[\x01-\x03\x10\x12]", re.DOTALL
)
_PHRASED = re.compile(rb"(?:\x8c.|\xc3[\x00-\xbf])\x04[\x01-\x0d][\x00\x01\x03][\x01-\x0e]", re.DOTALL)
"""OpenPGP messages that begin with a session key, encrypted to somebody's key or by a passphrase (RFC 4880, 5.1 and 5.3)."""
_MAILISH = re.compile(rb"\s{0,8}(?:\d{1,12}\s{1,8})?(?:From |[A-Za-z][\w-]{1,40}:[ \t\r\n])")
_CMS = re.compile(rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07([\x02\x03])")
_OPENINGS = (
    ("BEGIN:VCALENDAR", "text/calendar"),
    ("BEGIN:VCARD", "text/vcard"),
    ("-----BEGIN PGP MESSAGE-----", "application/pgp-encrypted"),
)
_MAIL_SURE = re.compile(r"(?im)^(?:message-id|received|mime-version|return-path|content-type|x-[a-z-]+):")
_MAIL_ANY = re.compile(r"(?im)^(?:from|to|cc|subject|date|sender|reply-to):")
_MBOX = re.compile(r"From \S{1,300} [^\n]{0,60}\d{4}[^\n]{0,20}\n[!-9;-~]+:")
_MAIL_ALONE = re.compile(
    r"(?is)(?=.*^(?:from|sender):[^\n]*@)(?=.*^(?:to|cc|subject|date):)"
    r"(?:(?:from|to|cc|bcc|subject|date|sender|reply-to):[^\n]*(?:\n[ \t][^\n]*)*(?:\n|\Z))*",
    re.MULTILINE,
)
_SAVED = re.compile(r"(?im)^(?:snapshot-content-location:|from:\s+<?saved by )")
_EMLX = re.compile(r"\d{1,12}[ \t]*\r?\n")
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


def libmagic_installed() -> bool:
    """Whether types can be asked of libmagic, beyond those that are known here."""
    return magic is not None


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
    if sign := _signed(head):
        return sign
    guess = _asked(head)
    if guess.startswith(("text/", "message/")) or guess in {"application/json", "application/x-ndjson"}:
        return guess if guess == "text/rtf" else _text_type(decode(head).text, guess)
    if guess == UNKNOWN:
        return _rescued(head)
    return guess


def _signed(head: bytes) -> str:
    """The type that the first bytes show by themselves; empty if none."""
    if _MAILISH.match(head) and (mail := _mail(_before_gap(head))):
        return mail
    if b"%PDF-" in head[:1024] or _HEADLESS.match(head):
        return "application/pdf"
    if head[:1] == b"0" and (cms := _CMS.search(head, 0, 24)):
        return "application/pkcs7-signature" if cms[1] == b"\x02" else "application/pkcs7-mime"
    if _KEYED.match(head) or _PHRASED.match(head):
        return "application/pgp-encrypted"
    return next((name for signature, name in _SIGNATURES if head.startswith(signature)), "")


def _asked(head: bytes) -> str:
    """What libmagic says; unknown where it is not installed or fails."""
    prober = _libmagic()
    try:
        return prober.from_buffer(head) if prober else UNKNOWN
    except magic.MagicException:
        return UNKNOWN


def _rescued(head: bytes) -> str:
    """Text that libmagic takes for data: UTF-16 without a mark, one odd control character."""
    wide = decode_wide(head)
    text = wide.text if wide else ""
    few = max(1, len(head) // 100)
    if not wide and head.count(0) <= few:
        text = decode(head).text
    odd = sum(1 for c in text if c < " " and c not in "\t\n\r\f") + text.count("\ufffd")
    readable = sum(1 for c in text if c.isalpha() or c.isspace())
    return _text_type(text, "text/plain") if text and odd <= few and readable * 2 > len(text) else UNKNOWN


def _text_type(text: str, guess: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    if kind := _mail(start) or _opened(start):
        return kind
    if _HTML.search(start[:2048]) and start[:1] == "<":
        return "text/html"
    if guess in {"text/html", "text/xml"} and start[:1] == "<":
        return guess
    if kind := chat_type(start) or _json(start):
        return kind
    if guess == "text/csv" or _separated(start):
        return "text/csv"
    return "text/markdown" if _markdown(text.replace("\r\n", "\n")) else "text/plain"


def _mail(start: str) -> str:
    """Mail has a header that only machines write, or nothing but headers of mail and an address; a memo has neither."""
    if _MBOX.match(start):
        return "application/mbox"
    length = _EMLX.match(start)
    lines = start[length.end() if length else 0 :][:8192].splitlines()
    header = []
    for line in lines:
        if not line or not _HEADER.match(line):
            break
        header.append(line)
    block = "\n".join(header)
    sure = {found.group().lower() for found in _MAIL_SURE.finditer(block)}
    parted = len(header) < len(lines) and not lines[len(header)]
    if not (len(sure) > 1 or (sure and _MAIL_ANY.search(block)) or (parted and _MAIL_ALONE.fullmatch(block))):
        return ""
    if _SAVED.search(block):
        return "multipart/related"
    return "message/x-emlx" if length else "message/rfc822"


def _before_gap(head: bytes) -> str:
    """What stands before the first empty line: the headers of a mail, whatever its body is."""
    lines, gap, _ = head.lstrip()[:8192].replace(b"\r\n", b"\n").partition(b"\n\n")
    return "" if b"\0" in lines else (lines + gap).decode("latin-1")


def _opened(start: str) -> str:
    """The type of a text whose first words name it."""
    return next((kind for sign, kind in _OPENINGS if start[:64].upper().startswith(sign)), "")


def _json(start: str) -> str:
    rest = start[1:].lstrip()[:1]
    if start[:1] == "{":
        found = rest in {'"', "}"}
    else:
        found = start[:1] == "[" and rest in {"{", '"', "]", "["} and start.rstrip()[-1:] in ']}",'
    return "application/json" if found else ""


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
