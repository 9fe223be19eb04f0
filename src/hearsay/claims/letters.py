"""Letters, memos, telegrams: the lines of their head and of their signature.

In: a sheet. Out: a `Letter` with who writes to whom, and the spans of lines that are no claims; None for other texts.
"""

import re
from dataclasses import dataclass, field

from .letter_words import letter_words
from .lexicon import lexicon, plain
from .sheet import Sheet

_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"(?<![^\W_])(?P<key>[^\W\d_]+\.?(?: [^\W\d_]+\.?){0,2})[*_ ]{0,3}[:：][*_]{0,2}(?=\s|$)")
_NUMBERED = re.compile(r"\W{0,3}(?:№|no\.?|nr\.?)\s*\d", re.IGNORECASE)
_TERMINAL = re.compile(r"[.!?؟]\W{0,3}$")
_DECREED = re.compile(
    r"(?<!\w)(?:приказываю|предписываю|постановляю|обязываю|требую|نامر بما يلي|يقرر ما يلي|تقرر ما يلي)\W{0,3}:"
)
"""The words of a body that decree what its points say."""
_HEAD = 1500
"""Code points in which the head of a letter stands."""
_FOOT = 1200
"""Code points in which its signature stands."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Letter:
    """The head and the foot of a letter."""

    issuer: str = ""
    """Who writes: the sender, else who signs, else the letterhead; empty when the paper does not say. A clerk signs for
    the letterhead.
    """
    signer: str = ""
    """Whoever signs, where that is said."""
    addressee: str = ""
    ordering: bool = False
    """Whether a line of its head calls it an order."""
    spans: tuple[Span, ...] = field(default=())
    """Lines that are no claims."""

    def covers(self, start: int, end: int) -> bool:
        """Whether [start, end) is a part of the head or of the signature."""
        return sum(max(0, min(b, end) - max(a, start)) for a, b in self.spans) > 0.6 * (end - start)


@dataclass(slots=True)
class _Head:
    """What the lines before the body say; made for one reading."""

    known: dict[str, str] = field(default_factory=dict)
    labelled: int = 0
    saluted: str = ""
    last: int = -1
    """Number of the last line that belongs to it."""


def read_letter(sheet: Sheet, *, declared: bool = False) -> Letter | None:
    """The letter that a page is; None for other texts.

    A page is one if two labels, `to` among them, stand before the body; or if a salutation stands there and a label or
    a closing formula with it; or if the document is `declared` to be one.
    """
    rows = _rows(sheet.text, 0, _HEAD)
    if not rows:
        return None
    head = _head(sheet, rows)
    feet = [row for row in _rows(sheet.text, max(0, len(sheet.text) - _FOOT), len(sheet.text)) if row[0] > rows[0][0]]
    foot = _foot(sheet, feet, after=rows[head.last][1] if head.last >= 0 else 0)
    formal = bool(head.saluted) and (foot.closed or head.labelled > 0)
    titled = next((n for n in range(len(rows)) if _title(sheet.text[slice(*rows[n])])), -1)
    decree = titled >= 0 and bool(foot.signer) and _DECREED.search(sheet.plain) is not None
    if not declared and not formal and not decree and ("to" not in head.known or head.labelled < 2):
        return None
    last = max(head.last, titled if titled <= head.last + 2 else -1)
    subject = plain(head.known.get("subject", "")).split()
    named = titled >= 0 or any(w in letter_words().orders["titles"] for w in subject)
    letterhead = _letterhead(sheet, rows)
    for_others = bool({word.strip(",.،") for word in plain(foot.signer).split()[:2]} & letter_words().scribes)
    issuer = head.known.get("from", "") or (letterhead if for_others else "") or foot.signer or letterhead
    addressee = head.known.get("to", "") or head.saluted
    return Letter(
        issuer, foot.signer, addressee.removesuffix("المحترم").strip(), named, (*rows[: last + 1], *foot.spans)
    )


def _rows(text: str, start: int, end: int) -> list[Span]:
    """Lines with words in text[start:end), whole ones only behind the start of the text."""
    first = start if start == 0 else text.find("\n", start, end) + 1
    return [m.span() for m in _LINE.finditer(text, first or start, end) if m.group().strip()]


def _head(sheet: Sheet, rows: list[Span]) -> _Head:
    head = _Head()
    waiting = ""
    for n, row in enumerate(rows):
        line = sheet.text[slice(*row)]
        found = _labels(line)
        if waiting and not found:
            head.known.setdefault(waiting, line.strip(" *_\t"))
            head.last = n
        waiting = ""
        for label, value in found:
            head.labelled += 1
            head.last = n
            if value:
                head.known.setdefault(label, value)
            waiting = "" if value else label
        body = not found and not _plain_line(head, line, n) and len(line.split()) >= 7 and _TERMINAL.search(line)
        if body and (head.labelled or head.saluted):
            break
    return head


def _plain_line(head: _Head, line: str, n: int) -> bool:
    """Take in a line without a label, if it is a number, an address, a salutation or a greeting."""
    folded = plain(line)
    short = len(line.split()) <= 12 and not _TERMINAL.search(line)
    if _NUMBERED.match(line):
        head.labelled += 1
    elif short and letter_words().lines["address"].match(folded) and "to" not in head.known:
        head.known["to"] = re.sub(r"^\W{0,4}(?:to|إلى|الى)\s+", "", line.strip(" *_\t,،:"), flags=re.IGNORECASE)
        head.labelled += 1
    elif _salutes(line, folded):
        head.saluted = re.sub(r"^\W{0,4}dear\s+", "", line.strip(" *_\t,،:!"), flags=re.IGNORECASE)
    elif not (short and letter_words().lines["greeting"].match(folded)):
        return False
    head.last = n
    return True


def _labels(line: str) -> list[tuple[str, str]]:
    """Labels of a line with what stands behind each: `TO: X FROM: Y` has two."""
    marks = [(*found, m.end()) for m in _LABEL.finditer(line[:400]) if (found := _label(m)) is not None]
    if not marks or line[: marks[0][0]].strip(" *_#>|\t-•"):
        return []
    ends = [start for start, _, _ in marks[1:]] + [len(line)]
    return [(name, line[at:end].strip(" *_|\t")) for (_, name, at), end in zip(marks, ends, strict=True)]


def _label(match: re.Match[str]) -> tuple[int, str] | None:
    """Where a label begins and what it is called: the longest run of words before the colon that is one."""
    key = match.group("key")
    starts = [0, *(m.end() for m in re.finditer(" ", key))]
    for start in starts:
        own = plain(key[start:]).replace(".", "").strip()
        name = next((name for name, words in letter_words().labels.items() if own in words), "")
        if name:
            return match.start() + start, name
    return None


def _salutes(line: str, folded: str) -> bool:
    own = line.rstrip(" *_\t")
    ends = own.endswith((",", "،", ":", "!")) or "المحترم" in own
    return len(line.split()) <= 10 and ends and letter_words().lines["salutation"].match(folded) is not None


def _title(line: str) -> bool:
    own = plain(line).strip(" *_#.:\n").split()
    most = 5 if any(c.isdigit() for c in line) else 3
    return 0 < len(own) <= most and own[0].strip(".,:") in letter_words().orders["titles"]


@dataclass(frozen=True, slots=True)
class _Foot:
    """The lines under the body."""

    signer: str = ""
    closed: bool = False
    """Whether a formula closes the letter."""
    spans: tuple[Span, ...] = ()


def _foot(sheet: Sheet, rows: list[Span], *, after: int) -> _Foot:
    rows = [row for row in rows if row[0] >= after]
    lines = [sheet.text[slice(*row)] for row in rows]
    closing, signing = letter_words().lines["closing"], letter_words().lines["signing"]
    formulas = [closing.match(plain(line)) or signing.match(plain(line)) for line in lines]
    at = next((n for n in range(len(rows)) if formulas[n] is not None and len(lines[n].split()) <= 8), -1)
    if at >= 0 and len(rows) - at <= 8:
        formula = signing.match(plain(lines[at]))
        own = lines[at][formula.end() if formula else len(lines[at]) :].strip(" ,،:.*_-–—\t")
        signer = next((name for name in (own, *lines[at + 1 :]) if name and _signs(name)), "")
        return _Foot(signer.strip(" ,،*_\t"), closed=True, spans=tuple(rows[at:]))
    low = len(rows)
    while low > max(0, len(rows) - 4) and _signature(lines[low - 1]):
        low -= 1
    signer = next((line for line in lines[low:] if _signs(line)), "")
    return _Foot(signer.strip(" ,،*_\t"), spans=tuple(rows[low:]))


def _signature(line: str) -> bool:
    return len(line.split()) <= 6 and not line.rstrip().endswith((".", "!", "?", "؟", ":", ";"))


def _signs(line: str) -> bool:
    """Whether a line under a letter can name who signs it: no stamp, no date, no label."""
    folded = plain(line)
    other = letter_words().lines["stamp"].match(folded) or _labels(line) or sum(c.isdigit() for c in line) > 3
    return not other and len(line.split()) <= 8 and any(c.isalpha() for c in line)


def _letterhead(sheet: Sheet, rows: list[Span]) -> str:
    """The body that the first lines name; a heading of a translation or of a file is none."""
    for row in rows[:3]:
        line = sheet.text[slice(*row)].strip(" *_\t")
        if _labels(line) or _title(line) or line.startswith("#") or _TERMINAL.search(line) or len(line.split()) > 10:
            continue
        words = {word.strip(",.،").removeprefix("و") for word in plain(line).split()}
        if words & (letter_words().bodies | lexicon().words["groups"]) or not line.isascii():
            return line
    return ""
