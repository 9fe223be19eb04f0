"""Quoted history: which lines of a message are an older message, by the marks of mail programs in several languages.

In: the text of a body. Out: blocks over it, what is quoted of kind quote with its depth. The marks are data/mail.toml.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hearsay.ingest.blocks import look
from hearsay.ingest.lexicon import phrases, table
from hearsay.ingest.reading import Block
from hearsay.text.normal import fold_text
from hearsay.text.segment import paragraphs

_LINE = re.compile(r"[^\n]*\n?")
_PART = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_MARKS = re.compile(r"[ \t]{0,3}((?:>[ \t]?)+)")
_SIGN = re.compile(r"[:>]|[-_*—–=\s]{2}")
_RULE = re.compile(r"[-_*—–=\s]{2,}")
_TRIM = " \t\r-_*—–=>:\u200e\u200f"
_LABEL = re.compile(r"[ \t>*\u200e\u200f]*([^\W\d_][^:\n]{0,30}?)[ \t*]*:[ \t*]*\S?")
_WROTE_AT_MOST = 300
_RULED_AT_MOST = 120
_HEAD_LINES = 8
_DEEPEST = 20


def blocks(text: str) -> list[Block]:
    """Blocks of a body of plain text in order: paragraphs, list items, and quotes with their depth."""
    found: list[Block] = []
    for start, end, level in stretches(text):
        if level:
            found += [Block(part.start(), part.end(), "quote", level) for part in _PART.finditer(text, start, end)]
            continue
        for first, last in paragraphs(text[start:end]):
            kind, _ = look(text[start + first : start + last])
            found.append(Block(start + first, start + last, "paragraph" if kind == "quote" else kind))
    return found


def requoted(text: str, given: Sequence[Block]) -> list[Block]:
    """The blocks that markup shows, with those that lie in quoted history as quotes of its depth or their own."""
    marks = [(start, end, level) for start, end, level in stretches(text) if level]
    found: list[Block] = []
    at = 0
    for block in given:
        while at < len(marks) and marks[at][1] <= block.start:
            at += 1
        inside = at < len(marks) and marks[at][0] <= block.start
        level = marks[at][2] if inside else 0
        own = block.level if block.kind == "quote" else 0
        plain = level > own and block.kind != "furniture"
        found.append(replace(block, kind="quote", level=level) if plain else block)
    return found


def stretches(text: str) -> list[tuple[int, int, int]]:
    """(start, end, depth) of runs of lines of one depth; 0 is what the sender wrote."""
    lines = [(line.start(), line.end()) for line in _LINE.finditer(text) if line.group()]
    found: list[tuple[int, int, int]] = []
    base = 0
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        opened, lead = _opens(text, lines, number) if _SIGN.search(line) else (0, False)
        base = min(_DEEPEST, base + opened)
        marks = _MARKS.match(line) if ">" in line else None
        depth = base + (min(_DEEPEST, marks[1].count(">")) if marks and _quoted(text, lines, number) else 0)
        depth = base - 1 if lead else depth
        if found and not line.strip():
            depth = found[-1][2]
        if found and found[-1][2] == depth:
            found[-1] = (found[-1][0], end, depth)
        else:
            found.append((start, end, depth))
    return found


def _quoted(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a line with > is a quotation, and not a line "From ..." that a mailbox had to mark."""
    if not text.startswith(">From ", lines[number][0]):
        return True
    near = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return any(text.startswith(">", a) and not text.startswith(">From ", a) for a, _ in near)


def _opens(text: str, lines: Sequence[tuple[int, int]], number: int) -> tuple[int, bool]:
    """1 where an older message begins behind or with this line; and whether the line itself is still the sender's."""
    start, end = lines[number]
    line = text[start:end]
    if line.startswith(">") or not line.strip():
        return 0, False
    if _ruled(line):
        return 1, False
    if _headed(text, lines, number) and not (number and _before(text, lines, number)):
        return 1, False
    if _announces(line) or (number and _announces(text[lines[number - 1][0] : end])):
        following = next((text[a:b] for a, b in lines[number + 1 :][:3] if text[a:b].strip()), "")
        return (1, True) if following and not _MARKS.match(following) else (0, False)
    return 0, False


def _ruled(line: str) -> bool:
    """`-----Original Message-----` and its kin; without rules only if nothing else stands on the line."""
    if len(line) > _RULED_AT_MOST or not (_RULE.match(line) or line.rstrip().endswith(":")):
        return False
    bare = fold_text(line.strip(_TRIM + "\n"))
    if not bare.startswith(phrases("mail", "history", "opens")):
        return False
    return bool(_RULE.match(line)) or bare in phrases("mail", "history", "opens")


def _before(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a line that already opened this message stands right before this one."""
    for start, end in reversed(lines[max(0, number - 3) : number]):
        line = text[start:end]
        if line.strip():
            return _ruled(line) or bool(_label(line))
    return False


@cache
def _labels() -> dict[str, str]:
    return {fold_text(word): name for name, known in table("mail")["head"].items() for word in known}


def _label(line: str) -> str:
    found = _LABEL.match(line)
    return _labels().get(fold_text(found[1]).strip(), "") if found else ""


def _headed(text: str, lines: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether the head of a quoted message begins here: From first, then two more labels, at most one line between."""
    start, end = lines[number]
    if _label(text[start:end]) != "from":
        return False
    known: set[str] = set()
    for first, last in lines[number : number + _HEAD_LINES]:
        if name := _label(text[first:last]):
            known.add(name)
    return len(known) >= 3 and bool(known & {"sent", "to"})


def _announces(line: str) -> bool:
    """`On 3 March 2019, X wrote:` in any of the languages, on one line or two."""
    plain = line.strip().rstrip("\u200e\u200f")
    if len(plain) > _WROTE_AT_MOST or not plain.endswith(":"):
        return False
    folded = fold_text(plain[:-1]).strip()
    dated = any(c.isdigit() for c in folded)
    ends = folded.endswith(phrases("mail", "history", "wrote"))
    begins = folded.startswith(phrases("mail", "history", "begins"))
    return dated and (ends or (begins and any(f" {w} " in folded for w in phrases("mail", "history", "wrote"))))
