"""One page made ready for reading: blocks in order, sentences, words, quotations.

In: a page's text and its Passages. Out: a `Sheet`; all offsets are code points of the original text. A page without
Passages is cut into paragraphs here.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from hearsay.model import Page, Passage, PassageKind
from hearsay.text.segment import paragraphs, sentences

from .blocks import Block, parted
from .inflection import undotted
from .lexicon import Token, lexicon, plain
from .margins import judged
from .quotes import Quote, find_quotes, undoubled

LONGEST = 1200
"""Code points; a longer sentence is cut at a space, so that no search runs over a whole page."""

_WORD = re.compile(r"\d+(?:[.,٬٫]\d+)+(?![^\W_])|[^\W_]+(?:[\u064b-\u065f\u0670]+[^\W_]*|['-][^\W_]+)*")
_CUT = re.compile(r"[^\s\w'\-\u2010\u2011*_/\\\u0640]")
_TERMINAL = re.compile(r"[.!?:;\"'”’»)\]*_؟…]\s*$")
_BULLET = re.compile(r"(?:[-*•·▪●–—‣◦]|::)\s")
_NUMBER = re.compile(r"\W{0,2}\d{1,3}[.)]\s")
_IMAGE = re.compile(r"^\s*!?\[[^\]]*\]\([^)]*\)\s*$")
_INNER = re.compile(r"[a-z](?:\d+$|[A-Z])")
"""Names that begin with a small letter: `i24`, `eBay`."""
_SMALL = re.compile(r"\s+([^\W\d_A-ZА-Я]\w*)")
_RULE = re.compile(r"^[\W_\d]*$")
_HEADING = re.compile(r"^\s*#{1,6}\s")
_ASIDE = re.compile(r"(?<=\w )\((?:[A-Z]{1,3}-[A-Z][A-Za-z.]{1,7}|[A-Z]{2,7}|\d{1,3})\)")
"""A party, an abbreviation or an age behind a name: it parts nothing."""
_INITIALS = frozenset({"WHO", "US", "IS", "IT"})
"""Names that are words when written small."""
_DOTTED = frozenset(
    [
        "gov",
        "sen",
        "rep",
        "gen",
        "col",
        "lt",
        "capt",
        "maj",
        "sgt",
        "prof",
        "st",
        "dr",
        "mr",
        "mrs",
        "ms",
        "no",
        "jr",
        "sr",
        "adm",
        "brig",
        "cmdr",
        "det",
        "insp",
        "supt",
    ]
)
_LINK = re.compile(r"\]\((?:https?:|\.{0,2}/)[^)\s]*\)|https?://\S+")
_KEY = re.compile(r"^\W{0,4}([A-Za-z][A-Za-z ]{1,28}?):\s+\S")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, ready."""

    page: str
    text: str
    plain: str
    """Folded letter by letter, of the same length."""
    blocks: tuple[Block, ...]
    quotes: tuple[Quote, ...]
    quote_starts: tuple[int, ...]
    masked: str
    """The text with addresses of links and asides behind names blanked and doubled quotation marks as one, of the same length."""
    source: Page | None = None
    """The page itself, which knows how surely its digits were read."""

    def sentences(self, block: Block) -> list[tuple[int, int]]:
        """Sentence spans of a block; a sentence broken over blank lines is one."""
        joined: list[tuple[int, int]] = []
        for start, end in sentences(self.text, block.start, block.end):
            ended = joined and _TERMINAL.search(self.text, max(joined[-1][0], joined[-1][1] - 3), joined[-1][1])
            if joined and (not ended or self.text[start].islower()):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return [piece for span in joined for piece in _pieces(self.text, *span)]

    def quoted_at(self, start: int, end: int) -> list[Quote]:
        """Quotations that begin in [start, end), and the one that is open there."""
        first = max(0, bisect_right(self.quote_starts, start) - 1)
        last = bisect_left(self.quote_starts, end)
        return [quote for quote in self.quotes[first:last] if quote.start >= start or quote.end > start]

    def _numbered_outlet(self, token: Token, mark: re.Match[str]) -> bool:
        """Whether a number is part of an outlet's name: `Channel 4`, and `France 24` where no counted noun follows."""
        if not (mark.group().isdigit() and len(mark.group()) <= 3 and token.capital):
            return False
        words = lexicon().words
        if token.word in words["numbered_outlets"]:
            return True
        after = _SMALL.match(self.text, mark.end())
        return f"{token.word} {mark.group()}" in words["counted_outlets"] and (
            after is None
            or lexicon().verbs.begins(plain(after.group(1)))
            or plain(after.group(1)) in words["auxiliaries"]
        )

    def _in_small(self, at: int) -> bool:
        """Whether the text behind `at` is not written in capitals only."""
        return any(c.islower() for c in self.text[at : at + 30])

    def tokens(self, start: int, end: int) -> list[Token]:
        """Words of [start, end)."""
        found: list[Token] = []
        last = start
        for word in _WORD.finditer(self.plain, start, end):
            cut = _CUT.search(self.masked, last, word.start()) is not None or "--" in self.text[last : word.start()]
            cut = cut and not (found and _abbreviates(found[-1], self.text[last : word.start()]))
            mark = self.text[word.start() : word.end()]
            capital = self.text[word.start()].isupper() or _INNER.match(mark) is not None
            if found and not cut and (_numbered_person(found[-1], mark) or self._numbered_outlet(found[-1], word)):
                found[-1] = replace(found[-1], word=f"{found[-1].word} {word.group()}", end=word.end(), capital=True)
            else:
                gap = "".join(self.text[last : word.start()].split())
                folded = undotted(word.group())
                folded = ".".join(folded) if mark in _INITIALS and self._in_small(word.end()) else folded
                found.append(Token(folded, word.start(), word.end(), capital, cut, gap))
            last = word.end()
        return found


def read_sheet(page: Page, passages: Iterable[Passage]) -> Sheet:
    """The sheet of `page`; the order of `passages` does not matter."""
    own = sorted((p.start, p.end, p.kind) for p in passages if p.page == page.id)
    size = len(page.text)
    inside = [Block(max(0, a), min(b, size), kind, kind == "quote") for a, b, kind in own if a < b and a < size]
    flat: list[Block] = []
    for block in inside:
        if not flat or block.start >= flat[-1].end:
            flat.append(block)
    if not flat:
        flat = _guessed(page.text, paragraphs(page.text))
    flat = _join(page.text, judged(page.text, parted(page.text, _numbered(page.text, flat))))
    blocks = tuple(_sheet_lines(page.text, _listed(page.text, flat)))
    found = find_quotes(page.text, [(b.start, b.end) for b in blocks])
    masked = _ASIDE.sub(_blank, _LINK.sub(_blank, undoubled(page.text)))
    starts = tuple(q.start for q in found)
    return Sheet(page.id, page.text, plain(masked), blocks, tuple(found), starts, masked, page)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _abbreviates(token: Token, gap: str) -> bool:
    """Whether the full stop behind `token` is that of a title or of an initial."""
    short = token.word in _DOTTED or (token.end - token.start == 1 and token.capital)
    return short and token.capital and gap.rstrip() == "."


def _numbered_person(token: Token, mark: str) -> bool:
    """Whether `mark` is the letter or number by which a person is called (`Source A`, `Witness 4`)."""
    if not (len(mark) == 1 and mark.isascii() and mark.isupper()) and not (mark.isdigit() and len(mark) <= 3):
        return False
    return token.word in lexicon().words["lettered"] and (token.capital or mark.isdigit())


def _numbered(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Numbered paragraphs are no list: items are what stands under a line that ends in a colon."""
    found: list[Block] = []
    led = False
    for block in blocks:
        numbered = block.kind == "list_item" and _NUMBER.match(text, block.start, block.end) is not None
        found.append(replace(block, kind="paragraph") if numbered and not led else block)
        led = text[max(block.start, block.end - 3) : block.end].rstrip("*_ ").endswith(":") or (numbered and led)
    return found


def _listed(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Items of a list inside a quotation that the page sets apart."""
    found: list[Block] = []
    led = False
    for block in blocks:
        body = text[block.start : block.end].rstrip("*_ ")
        item = led and block.kind == "quote" and (body[:1].islower() or body.endswith((";", "؛")))
        found.append(replace(block, kind="list_item") if item else block)
        led = body.endswith(":") or item
    return found


def _join(text: str, blocks: list[Block]) -> list[Block]:
    """Paragraphs whose lines stand apart (hard wrapped pages) put together again."""
    joined: list[Block] = []
    for block in (_judge(text, given) for given in blocks):
        last = joined[-1] if joined else None
        if last is not None and last.kind == block.kind == "paragraph" and _goes_on(text, last, block):
            joined[-1] = replace(last, end=block.end)
        else:
            joined.append(block)
    return joined


def _goes_on(text: str, last: Block, block: Block) -> bool:
    tail = text[max(last.start, last.end - 2) : last.end]
    first = text[block.start]
    ends = _TERMINAL.search(tail) is not None and not (first.islower() and tail.endswith((")", "]", '"', "”")))
    if ends or block.start - last.end > 4:
        return False
    line = last.end - max(last.start, text.rfind("\n", last.start, last.end) + 1)
    return first.islower() or (45 <= line <= 90 and not text[last.start : last.end].isupper())


def _judge(text: str, block: Block) -> Block:
    """Images, rules, page numbers and headings of machines are furniture, whatever they were taken for."""
    body = text[block.start : block.end]
    if len(body) < 400 and (_IMAGE.match(body) or _RULE.match(body)):
        return replace(block, kind="furniture")
    if len(body) < 200 and _HEADING.match(body):
        return replace(block, kind="headline")
    return block


def _sheet_lines(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Every line of a form (`Key: value` under `Key: value`) as a block of its own."""
    rows: list[Block] = []
    for block in blocks:
        spans = [block]
        if block.kind in {"paragraph", "table", "list_item"} and block.end - block.start < 4000:
            lines = re.finditer(r"[^\n]*[^\s\n\\*_][^\n]*", text[block.start : block.end])
            spans = [replace(block, start=block.start + m.start(), end=block.start + m.end()) for m in lines]
        keyed = [span for span in spans if _is_keyed(text, span)]
        rows.extend(spans if len(keyed) >= 0.5 * len(spans) else [block])
    marks = [_is_keyed(text, row) for row in rows]
    found: list[Block] = []
    for i, row in enumerate(rows):
        beside = any(
            0 <= k < len(rows) and marks[k] and _touch(rows[min(i, k)], rows[max(i, k)]) for k in (i - 1, i + 1)
        )
        formed = marks[i] and beside and row.kind != "furniture"
        found.append(replace(row, kind="table") if formed else row)
    return found


def _is_keyed(text: str, block: Block) -> bool:
    body = text[block.start : block.end].strip()
    key = _KEY.match(body) if len(body) < 120 else None
    return key is not None and (not body.endswith((".", "!", "?")) or verbless(body[key.end() - 1 :]))


def verbless(body: str) -> bool:
    """Whether what stands behind a label is a value of a form: no question, no predicate, nobody's `I`."""
    lists = lexicon().words
    talk = lists["finite"] | lists["pronouns_i"] | lists["pronouns_we"] | lists["pronouns_he"] | lists["pronouns_she"]
    words = _WORD.findall(plain(body))
    return not body.endswith(("!", "?")) and not any(w in talk or w.endswith("ed") for w in words)


def _touch(first: Block, second: Block) -> bool:
    return second.start - first.end <= 4


def _guessed(text: str, spans: Iterable[tuple[int, int]]) -> list[Block]:
    """Blocks of a page that came without passages: headings before the first full stop, items by their bullets."""
    found: list[Block] = []
    body, size = False, len(text.rstrip())
    for start, end in spans:
        kind: PassageKind = "paragraph"
        if _BULLET.match(text, start, end):
            kind = "list_item"
        elif not body and _headlike(text, (start, end), size):
            kind = "headline"
        body = body or (kind == "paragraph" and end - start > 60)
        found.append(Block(start, end, kind))
    return found


def _headlike(text: str, span: tuple[int, int], size: int) -> bool:
    start, end = span
    own = text[start : min(end, start + 160)]
    return end - start < 160 and end < size and not _TERMINAL.search(own) and "\n" not in own and ". " not in own


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        found.append((start, cut))
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    if end > start:
        found.append((start, end))
    return found
