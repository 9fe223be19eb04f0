"""Who speaks for each stretch of the page, when the text does not say it sentence by sentence.

In: a sheet. Out: stretches of blocks with their outer and inner voice, with the odds of where each ends; agencies that
a credit line names for the whole text. A block of `<Outlet>:` opens a quotation without marks; it ends where the
register changes: opinion, no source, no quotation mark, the page's own voice again.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Anchor
from hearsay.text.names import actors

from .blocks import Block
from .lexicon import lexicon
from .register import evidence
from .sheet import Sheet
from .voices import kind_of

_OPENER = re.compile(
    r"^\W{0,3}(?:(?:As|From|Via|Per|Here['’]s|Here is what|And)\s+)?"
    r"(?P<name>[^\W\d_][\w.&’'-]*(?: [\w.&’'-]+){0,4}?)(?P<verb> [^\W\d_]+(?: [^\W\d_]+){0,3})?\s*[*_]{0,3}[:：][*_]{0,3}$"
)
_AFTER = re.compile(r"\s+(?:the\s+|a\s+)?((?:[A-ZА-Я][\w&.’'-]*\s?){1,4})")
_BEFORE = re.compile(r"((?:[A-ZА-Я][\w&.’'-]*\s){1,4})$")
_TAIL = re.compile(r"(?:--+|[—–]|\(|\[)\s*([A-Za-zА-Яа-я][\w ]{1,30}?)\s*[)\]]?[.\s]*$")
_DATELINE = re.compile(
    r"(?:^|[\n.])\s*[A-Z][A-Z .,'/-]{2,40}[^()\n]{0,20}\(([A-Z][\w ]{1,20})\)|(?:^|[\n.])\s*(AP|AFP|Afp|Reuters|RIA|TASS)\s+[-–—]\s"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks [first, last) that another voice speaks without quotation marks."""

    first: int
    last: int
    name: str
    mention: Anchor
    inner: str = ""
    inner_mention: Anchor | None = None
    probability: float = 1.0
    """That it ends where `last` says."""
    rivals: tuple[tuple[int, float], ...] = ()
    """Other ends (offset of the page) with their probabilities."""


def find_stretches(sheet: Sheet) -> list[Stretch]:
    """Quotations of other voices that open with a line of their own."""
    found: list[Stretch] = []
    blocks = sheet.blocks
    at = 0
    while at < len(blocks):
        opener = _opener(sheet, blocks[at]) if at + 1 < len(blocks) and blocks[at + 1].kind != "list_item" else None
        if opener is None:
            at += 1
            continue
        limit = _limit(sheet, at + 1)
        if limit > at + 1:
            found.append(_stretch(sheet, (at, limit), opener))
            at = found[-1].last
        else:
            at += 1
    return found


def credited(sheet: Sheet, publisher: str) -> tuple[str, Anchor] | None:
    """The agency that a credit line, a dateline or the last words name for the whole text."""
    head, size = sheet.text[:700], len(sheet.text)
    tail = _TAIL.search(sheet.text, max(0, size - 60))
    for match in (tail, _DATELINE.search(head)):
        if match is None:
            continue
        group = 1 if match.group(1) else 2
        name = match.group(group).strip()
        found = [a for a in actors(name, 0, len(name)) if a.kind == "agency"]
        found = found or [a for a in actors(name.upper(), 0, len(name)) if a.kind == "agency"]
        wordy = not found and group == 1 and match is not tail and kind_of(name) in {"agency", "outlet"}
        label = found[0].name if found else name
        if (found or wordy) and label.casefold() not in publisher.casefold():
            return label, Anchor(page=sheet.page, start=match.start(group), end=match.end(group))
    return None


def _opener(sheet: Sheet, block: Block) -> Anchor | None:
    body = sheet.text[block.start : block.end]
    if len(body) > 70 or block.kind not in {"paragraph", "headline"}:
        return None
    match = _OPENER.match(body)
    foreign = sheet.tokens(block.start, block.end) if not body.isascii() else []
    if match is None or any(lexicon().verbs.at(foreign, i) for i in range(len(foreign))):
        return None
    name, verb = match.group("name"), (match.group("verb") or "").split()
    verbs = lexicon().words["lead_verbs"]
    if verb and verb[0].lower() not in verbs:
        name, verb = f"{name} {' '.join(verb)}", []
    words = name.split()
    if not verb and len(words) > 1 and words[-1].lower() in verbs:
        words, verb = words[:-1], words[-1:]
        name = " ".join(words)
    if any(w.lower() in lexicon().words["labels"] for w in words) or not all(
        w[:1].isupper() or not w.isascii() for w in words
    ):
        return None
    known = kind_of(name) in {"outlet", "agency"} or bool(actors(name, 0, len(name)))
    if not known and not verb and len(words) < 2:
        return None
    start = block.start + match.start("name")
    return Anchor(page=sheet.page, start=start, end=start + len(name))


def _limit(sheet: Sheet, first: int) -> int:
    """Where the stretch must have ended: the next line that opens another, a headline, the end of the page."""
    marked = sheet.blocks[first].marked
    for i in range(first, len(sheet.blocks)):
        block = sheet.blocks[i]
        if marked and not block.marked and block.kind != "furniture":
            return i
        if block.kind == "headline" or (i > first and _opener(sheet, block) is not None):
            return i
    return len(sheet.blocks)


def _stretch(sheet: Sheet, span: tuple[int, int], opener: Anchor) -> Stretch:
    at, limit = span
    first = at + 1
    marked = sheet.blocks[first].marked
    odds = (
        [float(k == limit - first - 1) for k in range(limit - first)]
        if marked
        else _ends(_named(sheet, (first, limit), opener))
    )
    best = max(range(len(odds)), key=lambda k: (odds[k], k))
    last = first + best + 1
    while last > first and sheet.blocks[last - 1].kind == "furniture":
        last -= 1
    name = sheet.text[opener.start : opener.end]
    inner = _inner(sheet, (first, last), name)
    rivals = [(sheet.blocks[first + k].end, p) for k, p in enumerate(odds) if k != best and p >= 0.02]
    return Stretch(
        first,
        last,
        name,
        opener,
        inner=inner[0] if inner else "",
        inner_mention=inner[1] if inner else None,
        probability=round(odds[best], 3),
        rivals=tuple(sorted(rivals, key=lambda r: (-r[1], r[0]))[:3]),
    )


def _named(sheet: Sheet, span: tuple[int, int], opener: Anchor) -> list[float]:
    """The evidence of the register; a block that names the quoted outlet is still its own text."""
    name = sheet.plain[opener.start : opener.end].split(" ", 1)
    last = name[-1] or name[0]
    weights = evidence(sheet, span)
    for k, block in enumerate(sheet.blocks[span[0] : span[1]]):
        weights[k] -= 0.6 * (last in sheet.plain[block.start : block.end])
    return weights


def _ends(weights: Sequence[float]) -> list[float]:
    """Odds that the stretch ends after block k: blocks up to k inner, the rest outer. Softmax of summed evidence."""
    total = sum(weights)
    seen = 0.0
    scores: list[float] = []
    for k, weight in enumerate(weights):
        seen += weight
        scores.append((total - seen) - seen - (0.5 if k == 0 else 0.0))
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]


def _inner(sheet: Sheet, span: tuple[int, int], outer: str) -> tuple[str, Anchor] | None:
    """The outlet that the stretch itself names as the one who obtained, keeps contact or was told."""
    start, end = sheet.blocks[span[0]].start, sheet.blocks[span[1] - 1].end
    patterns = lexicon().patterns
    for key in ("obtained", "told", "holds"):
        for match in patterns[key].finditer(sheet.plain, start, end):
            found = _AFTER.match(sheet.text, match.end(), min(end, match.end() + 60))
            if key == "holds":
                found = _BEFORE.search(sheet.text, max(start, match.start() - 60), match.start())
            if found is None:
                continue
            name = found.group(1).strip().removesuffix(".").removesuffix(",")
            if kind_of(name) in {"outlet", "agency"} and name.casefold() != outer.casefold():
                at = found.start(1)
                return name, Anchor(page=sheet.page, start=at, end=at + len(name))
    return None
