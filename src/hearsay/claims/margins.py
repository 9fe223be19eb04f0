"""Lines about the page and not about the world: datelines, bylines, photo credits, standing lines of service.

In: a page's text and its blocks. Out: the blocks, those lines as furniture or captions, so that no claim is read from them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .blocks import Block
from .lexicon import lexicon, plain

LAST = 4
"""Blocks at the end of a page among which weak words of service count."""

_WORD = re.compile(r"[^\W_]+")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    "|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر"
    "|كانون الثاني|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين الاول|تشرين الثاني|كانون الاول"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATED = re.compile(
    r"(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    rf"(?:\b{_DAY} (?:{_MONTHS})\.?,? ?(?:\d{{4}})?|\b(?:{_MONTHS})\.? {_DAY},? ?(?:\d{{4}})?|\b\d{{4}}-\d\d-\d\d"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{4}|\b\d{1,2}[:.]\d\d ?(?:a\.?m\.?|p\.?m\.?|gmt|bst|utc|local time)?)"
)
_CREDITED = re.compile(
    r"[.!?»”\"]?\s*[(\[](?:(?:photo|image|picture|foto|credit|file photo|фото|صوره)s?\b[^()]{0,60}|(?:[A-ZА-Я][\w'’.&-]*[ /]?){1,4}(?:Pictures?|Photos?|Images|Archive|via [\w ]{2,30}))[)\]]\.?\s*$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:photo|image|picture|photograph|file photo)s?(?: credit)?\s*[:/|]|^(?:photo|image|picture)s? (?:by|via|courtesy)\b",
    re.IGNORECASE,
)


def judged(text: str, blocks: Sequence[Block]) -> list[Block]:
    """`blocks` with datelines, bylines and lines of service as furniture, and credited lines as captions."""
    return [_judge(text, block, last=len(blocks) - i <= LAST) for i, block in enumerate(blocks)]


def _judge(text: str, block: Block, *, last: bool) -> Block:
    body = text[block.start : block.end]
    if block.kind in {"paragraph", "headline", "quote"} and len(body) < 500 and _served(body, last=last):
        return replace(block, kind="furniture")
    if block.kind == "paragraph" and len(body) < 300 and (_CREDITED.search(body) or _LABELLED.match(body)):
        return replace(block, kind="caption")
    return block


def dated(body: str) -> bool:
    """Whether a line gives a day or an hour, and at most a name and a place besides, without a predicate."""
    folded = plain(" ".join(body.split()))
    match = _DATED.search(folded)
    if match is None or len(folded) > 90:
        return False
    outside = folded[: match.start()] + " " + folded[match.end() :]
    rest = [w for w in _WORD.findall(outside) if not w.isdigit()]
    if match.start() > 0 and not re.search(r"[,.|–—:\n-]\s*$", folded[: match.start()]) and "\n" not in body.strip():
        return not rest
    return len(rest) <= 6 and not any(w in lexicon().words["finite"] for w in rest)


def _served(body: str, *, last: bool) -> bool:
    folded = plain(" ".join(body.split()))
    if dated(body) or _signed(body):
        return True
    quoting = any(mark in body for mark in '“”«»"')
    if quoting or re.match(r"[^\W\d_]+ (?:said|says)\b", folded):
        return False
    hits = len(set(lexicon().patterns["service"].findall(folded)))
    return hits >= 2 or (hits == 1 and (last or len(folded) < 60) and len(folded) < 260)


def _signed(body: str) -> bool:
    """`By X`, `Reporting by X; editing by Y`: a name and no predicate."""
    folded = plain(" ".join(body.split())).lstrip("(—–- ")
    match = lexicon().patterns["byline"].match(folded)
    if match is None or len(folded) > 160:
        return False
    rest = body.strip().lstrip("(—–- ")[match.end() :].split()
    named = [w for w in rest if w[:1].isupper()]
    return bool(named) and len(rest) <= 14 and not _finites().search(folded[match.end() :])


@cache
def _finites() -> re.Pattern[str]:
    words = sorted(lexicon().words["finite"] - {"may", "found", "set", "cut", "put", "left", "works"})
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in words)})\b")
