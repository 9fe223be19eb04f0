"""A document read from its first block to its last: headlines, captions, lists, quotations without marks, narration.

In: sheets of one document, its publisher, the cast. Out: drafts in order of the text, and Unsure records.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .asides import noted, parts
from .blocks import LABEL, Block
from .drafts import Link
from .frames import find_stretches
from .held import Held
from .letters import Letter, read_letter
from .nouns import finite
from .sheet import Sheet
from .talk import Turn, find_turns, open_question, turn_links
from .turns import caption_links, doubt, form_links, root_links, stretch_links, talked_with, unread
from .utter import Sentence, Teller, account
from .voices import Cast


@dataclass(slots=True)
class Walk:
    """The reading of one document; made for it and thrown away."""

    cast: Cast
    publisher: str
    informants: bool = False
    """Whether a talk noted by the author makes what follows the other's account (memos, never press)."""
    letter: bool = False
    """Whether the document is declared to be a letter."""
    teller: Teller = field(init=False)
    _informant: str = ""
    _told: bool = False
    _headlines: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.teller = Teller(self.cast)

    def page(self, sheet: Sheet) -> None:
        """Read one page."""
        of_block: dict[int, list[Sentence]] = {}
        letter = self.teller.letter = read_letter(sheet, declared=self.letter)
        for i, block in enumerate(sheet.blocks):
            if block.kind not in {"furniture", "credit"}:
                of_block[i] = _sentences(sheet, i, letter)
                if of_block[i] and _in_form(sheet, i):
                    of_block[i][0] = _unlabelled(sheet, of_block[i][0])
                for sentence in of_block[i]:
                    self.cast.learn(sheet.text, sentence.tokens)
        stretches = find_stretches(sheet, self.publisher)
        self.teller.unsure.extend(doubt(sheet, s) for s in stretches if s.rivals or s.probability < 1)
        self.teller.held = Held()
        root = root_links(sheet, self.cast, self.publisher)
        openers = {s.first - 1 for s in stretches}
        frames = {i: s for s in stretches for i in range(s.first, s.last)}
        turns = find_turns(sheet)
        known: dict[str, str] = {}
        likely = {s.first + k: p for s in stretches for k, p in enumerate(s.inside)}
        for i, own in of_block.items():
            told = len(self.teller.drafts)
            if i in openers:
                continue
            if i in turns:
                self._turn(sheet, own, turns[i], turn_links(self.cast, turns[i], root, known))
                continue
            stretch = frames.get(i)
            if stretch is None:
                self._block(sheet, sheet.blocks[i], own, (root, "narration"))
            else:
                self._block(sheet, sheet.blocks[i], own, (stretch_links(self.cast, stretch, root), "block_quote"))
            if i in likely:
                self._doubted(told, likely[i] if stretch is not None else 1 - likely[i])
        self.teller.turn_page(sheet)

    def _block(self, sheet: Sheet, block: Block, own: list[Sentence], framed: tuple[tuple[Link, ...], str]) -> None:
        links, frame = framed
        teller = self.teller
        if block.kind == "headline":
            self._headline(sheet, own, links if frame == "block_quote" else (Link(voice=self.publisher),))
            return
        if block.kind == "caption":
            self._caption(sheet, block, own, links)
            return
        if block.kind == "list_item":
            links, frame = teller.lead or links, "list"
            teller.listed = True
        elif (
            teller.lead
            and not teller.listed
            and (block.kind == "quote" or sheet.quoted_at(block.start, block.start + 8))
        ):
            links, frame = teller.lead, "block_quote"
        elif own:
            teller.lead, teller.listed = (), False
        for sentence in own:
            if block.kind == "table":
                chain = form_links(sheet, sentence.tokens, self.cast, links)
                if chain is not None:
                    teller.form(sheet, sentence, chain)
            else:
                self._say(sheet, sentence, self._own(sheet, sentence, links, frame), frame)

    def _say(self, sheet: Sheet, sentence: Sentence, links: tuple[Link, ...], frame: str) -> None:
        """Read one sentence; one that cannot be read costs itself alone."""
        if sentence.note is not None:
            links, frame = noted(self.cast, sheet, links, sentence.note), "block_quote"
        try:
            self.teller.sentence(sheet, sentence, links, frame)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - the sentence is kept as an open question, the document goes on
            self.teller.unsure.append(unread(sheet.page, (sentence.start, sentence.end), error))

    def _doubted(self, first: int, probability: float) -> None:
        """What stands where a quotation may have ended is no surer than that it has."""
        drafts = self.teller.drafts
        for k in range(first, len(drafts)):
            drafts[k] = replace(drafts[k], confidence=min(drafts[k].confidence, round(probability, 2)))

    def _turn(self, sheet: Sheet, own: Sequence[Sentence], turn: Turn, links: tuple[Link, ...]) -> None:
        """One turn of an interview: questions are kept only for their answers."""
        for n, sentence in enumerate(own):
            start = max(sentence.start, turn.start)
            tokens = [t for t in sentence.tokens if t.start >= start]
            said = replace(sentence, start=start, tokens=tokens)
            if not tokens or (n == 0 and self.teller.reply(sheet, said, links[-1].voice, turn.mention)):
                continue
            text = sheet.text[start : sentence.end]
            if n == 0 and self.teller.short_answer(sheet, said, links):
                continue
            if open_question(text):
                self.teller.question(sheet, said, links, "")
            elif text.rstrip(' *_”"').endswith("?"):
                self.teller.put = (said.start, self.teller.place)
            else:
                self._say(sheet, said, links, "block_quote" if len(links) > 1 else "narration")

    def _headline(self, sheet: Sheet, own: Sequence[Sentence], links: tuple[Link, ...]) -> None:
        for sentence in own if not self.informants else ():
            key = " ".join(t.word for t in sentence.tokens)
            if len(sentence.tokens) >= 4 and key not in self._headlines:
                self._headlines.add(key)
                self._say(sheet, sentence, links, "headline")

    def _caption(self, sheet: Sheet, block: Block, own: Sequence[Sentence], links: tuple[Link, ...]) -> None:
        for sentence in own:
            chain, end = caption_links(sheet, block, (sentence.start, sentence.end), self.cast, links)
            tokens = [t for t in sentence.tokens if t.end <= end]
            if len(tokens) >= 4 and finite(tokens, 0, len(tokens)) >= 0:
                self._say(sheet, Sentence(sentence.block, sentence.start, end, tokens), chain, "caption")

    def _own(self, sheet: Sheet, sentence: Sentence, links: tuple[Link, ...], frame: str) -> tuple[Link, ...]:
        """In a note of a talk, what the author does not say of himself is the other's account."""
        if not self.informants or frame != "narration":
            return links
        if any(t.word in {"i", "we", "я", "мы", "انا", "نحن"} for t in sentence.tokens[:4]):
            self._informant = talked_with(sheet, sentence.tokens, self.cast) or self._informant
            return links
        if not self._informant:
            return links
        last = self._informant.split()[-1].casefold()
        self._told = self._told or any(t.word == last for t in sentence.tokens)
        return (*links, account(self._informant)) if self._told else links


def _sentences(sheet: Sheet, i: int, letter: Letter | None) -> list[Sentence]:
    """Sentences of block `i` without the lines of a letter's head and foot; notes of others stand by themselves."""
    pieces = [part for a, b in sheet.sentences(sheet.blocks[i]) for part in parts(sheet, a, b)]
    if letter is not None:
        pieces = [piece for piece in pieces if piece[2] is not None or not letter.covers(piece[0], piece[1])]
    found = [Sentence(i, a, b, sheet.tokens(a, b), note) for a, b, note in pieces]
    return [sentence for sentence in found if sentence.tokens]


def _in_form(sheet: Sheet, i: int) -> bool:
    """Whether a block is a line of a form that says something in whole sentences."""
    block = sheet.blocks[i]
    beside = [sheet.blocks[k] for k in (i - 1, i + 1) if 0 <= k < len(sheet.blocks)]
    touches = any(b.kind == "table" and max(b.start - block.end, block.start - b.end) <= 1 for b in beside)
    return block.kind == "paragraph" and touches and LABEL.match(sheet.text, block.start, block.end) is not None


def _unlabelled(sheet: Sheet, sentence: Sentence) -> Sentence:
    """A sentence without the label before it, which names no speaker."""
    label = LABEL.match(sheet.text, sentence.start, sentence.end)
    start = label.end() if label is not None else sentence.start
    return replace(sentence, start=start, tokens=[t for t in sentence.tokens if t.start >= start])
