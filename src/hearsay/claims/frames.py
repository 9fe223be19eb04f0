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
from .letter_words import letter_words
from .lexicon import Token, lexicon, plain
from .register import evidence
from .sheet import Sheet
from .voices import kind_of

_OPENER = re.compile(
    r"^\W{0,3}(?:(?:As|From|Via|Per|Here['’]s(?: what| how)?|(?:Here|This) is (?:what|how)|And)\s+)?(?:the\s+)?"
    r"(?P<name>[^\W\d_][\w.&’'-]*(?: [\w.&’'-]+){0,4}?)(?P<verb> [^\W\d_]+(?: [^\W\d_]+){0,3})?\s*[*_]{0,3}[:：][*_]{0,3}$"
)
_CALLED = r"(?:Channel|Radio|TV|News|Studio|BBC|ITV|Kanal|Canal|Канал|France|Russia|Rossiya|Россия)\s\d{1,3}(?:\s[A-ZА-Я]\w*){0,2}"
"""Outlets with a number in their name."""
_FRAMED = re.compile(
    r"^\W{0,3}(?:(?:Here|This) is|Here['’]s) (?:what|how) (?:the )?(?P<name>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,4}) [a-z]+(?: [a-z]+){0,5}\s*[*_]{0,3}[:：][*_]{0,3}$"
)
"""`Here is what X has to say:`, `This is how the X tells it:`"""
_AFTER = re.compile(rf"\s+(?:the\s+|a\s+)?({_CALLED}|(?:[A-ZА-Я][\w&.’'-]*\s?){{1,4}})")
_BEFORE = re.compile(rf"(?<!\w)({_CALLED}\s|(?:[A-ZА-Я][\w&.’'-]*\s){{1,4}})$")
_TAIL = re.compile(r"(?:--+|[—–]|\(|\[)\s*([A-Za-zА-Яа-я][\w ]{1,30}?)\s*[)\]]?[.\s]*$")
_DATELINE = re.compile(
    r"(?:^|[\n.])\s*[A-Z][A-Z .,'/-]{2,40}[^()\n]{0,20}\(([A-Z][\w ]{1,20})\)|(?:^|[\n.])\s*(AP|AFP|Afp|Reuters|RIA|TASS)\s+[-–—]\s"
)
_CITED = re.compile(
    r"(?P<the>\bthe )?(?P<name>[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3}) (?P<verb>reported|reports|wrote|writes|says|said|has reported|first reported|also reported)\b"
)
_FIELD = re.compile(r"(?:^|\n)\W{0,3}[^\W\d_][\w /.-]{1,28}?\s?:(?:[^\n]{0,60})(?:\n|$)")
"""A line that begins with a label and a colon."""


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
    inside: tuple[float, ...] = ()
    """For each block from `first` on, also behind `last`: the probability that it is still the other voice's."""


def find_stretches(sheet: Sheet, publisher: str = "") -> list[Stretch]:
    """Quotations of other voices that open with a line of their own; `publisher` is who quotes, where that is known."""
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
            found.append(_stretch(sheet, (at, limit), opener, publisher))
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


def _says(tokens: Sequence[Token]) -> bool:
    """Whether a line in Arabic or Russian leads in what follows by its own words, and is no name of an outlet."""
    led = tokens[0].word in lexicon().words["prepositions"] or lexicon().phrases.at(tokens, 0) is not None
    decreed = tokens[-1].word in letter_words().orders["bidding"]
    return led or decreed or any(lexicon().verbs.at(tokens, i) for i in range(len(tokens)))


def _opener(sheet: Sheet, block: Block) -> Anchor | None:
    body = sheet.text[block.start : block.end]
    if len(body) > 70 or block.kind not in {"paragraph", "headline"}:
        return None
    match = _OPENER.match(body)
    foreign = sheet.tokens(block.start, block.end) if not body.isascii() else []
    if match is None or (foreign and _says(foreign)):
        return None
    framed = _FRAMED.match(body)
    if framed is not None:
        start = block.start + framed.start("name")
        return Anchor(page=sheet.page, start=start, end=start + len(framed.group("name")))
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
    if not known and not verb and (len(words) < 2 or _in_form(sheet, block)):
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


def _in_form(sheet: Sheet, block: Block) -> bool:
    """Whether other labels with a colon stand close by: `RECORD SERIES :` is a field, nobody's name."""
    near = sheet.text[max(0, block.start - 80) : block.start], sheet.text[block.end : block.end + 120]
    return any(_FIELD.search(part) is not None for part in near)


def _stretch(sheet: Sheet, span: tuple[int, int], opener: Anchor, publisher: str) -> Stretch:
    at, limit = span
    first = at + 1
    marked = sheet.blocks[first].marked
    odds = (
        [float(k == limit - first - 1) for k in range(limit - first)]
        if marked
        else _ends(_named(sheet, (first, limit), opener, publisher))
    )
    best = max(range(len(odds)), key=lambda k: (odds[k], k))
    inside = _inside(odds)
    while best > 0 and inside[best] < 0.5:
        best -= 1
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
        inside=inside,
    )


def _inside(odds: Sequence[float]) -> tuple[float, ...]:
    left, found = 1.0, []
    for odd in odds:
        found.append(min(1.0, max(0.0, left)))
        left -= odd
    return tuple(found)


def _named(sheet: Sheet, span: tuple[int, int], opener: Anchor, publisher: str) -> list[float]:
    """The evidence of the register and of names: who says `told the Herald` is the Herald, who says `the Herald did not
    say` is not; nor is who cites another outlet, or names the publisher.
    """
    name = sheet.plain[opener.start : opener.end]
    last = name.split(" ", 1)[-1] or name
    weights = evidence(sheet, span)
    for k, block in enumerate(sheet.blocks[span[0] : span[1]]):
        body = sheet.plain[block.start : block.end]
        if _speaks_of(body, (name, last)):
            weights[k] += 1.3
        else:
            weights[k] -= 0.6 * (last in body)
        weights[k] += 1.5 * (len(publisher) > 3 and plain(publisher) in body)
        weights[k] += 0.9 * (block.kind != "quote" and _cites_another(sheet, block, last))
    return weights


def _speaks_of(body: str, names: tuple[str, str]) -> bool:
    """Whether a block speaks about the quoted outlet as of somebody else."""
    about, report = lexicon().patterns["speaks_of"], lexicon().patterns["report_of"]
    for name in names:
        at = body.find(name)
        while at >= 0:
            end = at + len(name)
            before = body[max(0, at - 40) : at].removesuffix("the ").rstrip(' «“"')
            if about.match(body, _gap(body, end)) or any(m.end() == len(before) for m in report.finditer(before)):
                return True
            at = body.find(name, end)
    return False


def _gap(body: str, at: int) -> int:
    while at < len(body) and body[at] in ' »”"':
        at += 1
    return at


def _cites_another(sheet: Sheet, block: Block, own: str) -> bool:
    """Whether a block names another outlet or agency right before or behind a verb of speech."""
    for match in _CITED.finditer(sheet.text, block.start, min(block.end, block.start + 600)):
        name = match.group("name")
        called = match.group("the") is not None and " " in name and match.group("verb").endswith("reported")
        if own not in plain(name) and (called or kind_of(name) in {"outlet", "agency"}):
            return True
    return lexicon().patterns["other_outlets"].search(sheet.plain, block.start, block.end) is not None


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
