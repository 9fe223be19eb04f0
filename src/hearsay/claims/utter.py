"""One sentence after the other, with what must be remembered between them.

In: sentences with the links of their frame. Out: drafts: lead-ins of lists, quotations over several sentences,
questions with their answers, what is taken for granted, orders.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.model import Anchor, Unsure

from .clauses import span
from .drafts import Draft, Link
from .held import Asked, Held, answered, yes_or_no
from .identify import Scene, notice
from .leads import headed, lead_in, softened
from .letter_words import letter_words
from .letters import Letter
from .lexicon import Cue, Token, lexicon
from .nouns import finite
from .orders import orders
from .orphans import NARRATED, borrowed, orphaned, own_quote, quoted_in
from .read import Above, Leaf, extend, read, worth
from .replies import answering, asked_at, source_near
from .rescued import predicate, unread_prose
from .said import Region, Words
from .sheet import Sheet
from .talk import bare_answer
from .voices import Cast

ANSWER_WITHIN = 3
"""Sentences after a question in which a bare yes or no answers it."""

_SHORT = 8
"""Words of an answer that says nothing without its question."""
_ACCOUNT = Cue("account", "asserts", "Uu")
_FACTIVE = re.compile(
    r"\b(?:it's|it is|it was) (?:no|not an?|hardly an?) (?:accident|coincidence|secret|surprise|wonder|mystery) that\b|^the fact that\b"
)
_TOLD_BY_ITS_VERB = frozenset({"accuse", "brand", "publish"})
"""Verbs of speech without which what follows them says nothing (`accused X of`, `ran a story about`)."""
_WORDLIKE = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Sentence:
    """A sentence with its words."""

    block: int
    start: int
    end: int
    tokens: list[Token]
    note: Anchor | None = None
    """The label of a note that somebody else wrote into the text."""


@dataclass(slots=True)
class Teller:
    """What has been told so far in a document."""

    cast: Cast
    drafts: list[Draft] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    held: Held = field(default_factory=Held)
    lead: tuple[Link, ...] = ()
    """The chain that a line ending in a colon hands to the items or the quotation after it."""
    listed: bool = False
    """Whether items have come after that line: then a quotation is no longer its."""
    letter: Letter | None = None
    """The head of the letter that this page is."""
    place: int = 0
    blocks: int = 0
    asked: Asked | None = None
    put: tuple[int, int] = (-1, 0)
    """Where the last question of an interview that asks for more than a yes begins, and the sentence it came after."""
    said: tuple[int, int, tuple[Link, ...]] = (0, 0, ())
    """Number and block of the last sentence that gave a quotation its speaker, and his chain."""

    def sentence(self, sheet: Sheet, sentence: Sentence, links: tuple[Link, ...], frame: str) -> None:
        """Read one sentence."""
        self.place += 1
        if len(sentence.tokens) < 2 or not _WORDLIKE.search(sheet.text, sentence.start, sentence.end):
            return
        if sentence.tokens[0].word.isdigit() and sheet.text[sentence.tokens[0].end] in ".)":
            sentence = replace(sentence, tokens=sentence.tokens[1:])
        words = Words(sentence.tokens, quoted_in(sheet, sentence.tokens))
        if self._answer(sheet, sentence, words) or self._leads_in(sheet, sentence, words, links):
            return
        if self._at_once(sheet, sentence, words, (links, frame)):
            return
        q = words.quoted[0]
        goes_on = self.held.goes_on(q) if q >= 0 else None
        if q >= 0 and goes_on is None and self._same_breath(sheet, sentence, words):
            goes_on = self.held.speakers[q] = self.held.after(self.said[2])
        self.said = (0, 0, self.said[2])
        scene = Scene(sheet, self.cast, tuple(link.voice for link in goes_on or links), unsure=self.unsure)
        if goes_on and self.cast.voices[goes_on[-1].voice].kind == "document":
            scene.paper = goes_on[-1].voice
        if frame != "headline":
            notice(scene, words)
        leaves = self._leaves(scene, words, goes_on or links, frame, continued=goes_on is not None)
        kept = [leaf for leaf in leaves if _keeps(words, leaf, frame, continued=goes_on is not None)]
        kept = kept or _rescued(sheet, sentence, (goes_on or links, frame), self.unsure)
        self._keep(sheet, sentence, words, (kept, frame), len(goes_on or links))
        if self.asked is not None and self.asked.draft.place == self.place:
            self._answer(sheet, sentence, words)

    def form(self, sheet: Sheet, sentence: Sentence, links: tuple[Link, ...]) -> None:
        """A line `Key: value` of a form."""
        self.place += 1
        first, last = sentence.tokens[0].start, sentence.tokens[-1].end
        block = self.blocks + sentence.block
        self.drafts.append(Draft(sheet.page, first, last, links, "list", self.place, block, confidence=0.6))

    def turn_page(self, sheet: Sheet) -> None:
        """Close what a page leaves open."""
        self.drafts.extend(self._orphan(sheet, draft, quote, base) for quote, draft, base in self.held.release())
        self.lead, self.listed = (), False
        self.asked = None
        self.blocks += len(sheet.blocks)

    def _leaves(
        self, scene: Scene, words: Words, links: tuple[Link, ...], frame: str, *, continued: bool
    ) -> list[Leaf]:
        latin = len(links) == 1 and words.tokens[0].word.isascii()
        if latin and self.letter is not None and orders(self.letter, words.tokens):
            return [Leaf(links, (0, len(words.tokens)), attributed=True)]
        text = " ".join(t.word for t in words.tokens)
        factive = None if continued else _FACTIVE.search(text)
        speech = headed(words, scene.sheet) if frame == "headline" else None
        if speech is not None:
            inner = extend(scene, words, speech, links)
            below = replace(scene, speakers=tuple(link.voice for link in inner), nested=True)
            return read(below, words, speech.contents[0], inner, Above(speech, 1))
        if factive is None:
            return read(scene, words, (0, len(words.tokens)), links)
        return _presupposed(words, links, len(text[: factive.end()].split()))

    def _keep(self, sheet: Sheet, sentence: Sentence, words: Words, found: tuple[list[Leaf], str], base: int) -> None:
        leaves, frame = found
        for leaf in leaves:
            whole = frame == "headline" and len(leaves) == 1 and max(words.quoted) < 0
            region = (0, len(words.tokens)) if whole else _hull(leaf, leaves)
            start, end = span(words, region, sheet.text)
            quotes = {q for q in words.quoted[leaf.region[0] : leaf.region[1]] if q >= 0}
            draft = Draft(
                page=sheet.page,
                start=start,
                end=min(end, sentence.end),
                links=_imperative(words, leaf, self.cast, self.letter),
                frame=frame,
                place=self.place,
                block=self.blocks + sentence.block,
                quoted=bool(quotes),
                lead=self.lead[-1].voice if frame == "list" and self.lead else "",
            )
            if leaf.addressee:
                put = replace(draft, start=sentence.start)
                told = asked_at(sheet, words, leaf.speech)
                self.asked = Asked(put, leaf.addressee, self.place + ANSWER_WITHIN, told)
            self._file(draft, sheet, words, leaf, base)

    def _file(self, draft: Draft, sheet: Sheet, words: Words, leaf: Leaf, base: int) -> None:
        """Keep a draft; one in a quotation whose speaker comes later waits for that speaker."""
        first, last = leaf.region
        q = words.quoted[last - 1]
        if q < 0 and words.quoted[first] < 0:
            inside = max(words.quoted[first:last])
            draft = self._borrowed(sheet, draft, leaf, inside) if inside >= 0 else draft
            if leaf.attributed and len(draft.links) == base + 1:
                self.said = (self.place, draft.block, draft.links)
            self.drafts.append(draft)
            return
        q = q if q >= 0 else words.quoted[first]
        quote = sheet.quotes[q]
        named = own_quote(sheet, draft, quote, base) if leaf.attributed else None
        if named is None and (self.lead or q in self.held.speakers):
            named = draft.links[:base]
        if named is not None:
            self.drafts.extend(self.held.name(q, named))
            self.said = (self.place, draft.block, named)
        elif quote.end > words.tokens[-1].end + 3 and words.quoted[first] == q:
            self.held.wait(q, draft, base)
            return
        elif words.quoted[first] == words.quoted[last - 1]:
            draft = self._orphan(sheet, draft, q, base)
        else:
            draft = self._borrowed(sheet, draft, leaf, q)
        self.drafts.append(draft)

    def _borrowed(self, sheet: Sheet, draft: Draft, leaf: Leaf, quote: int) -> Draft:
        """A sentence that tells with words between marks, and does not say whose."""
        if leaf.attributed or len(draft.links) > 1 or draft.frame not in NARRATED:
            return draft
        found, unsure = borrowed(self.cast, draft, sheet.quotes[quote])
        self.unsure.append(unsure)
        return found

    def _orphan(self, sheet: Sheet, draft: Draft, quote: int, base: int) -> Draft:
        """A quotation that the text gives to nobody; a block that another voice speaks is that voice's."""
        if draft.frame not in NARRATED:
            return draft
        found, unsure = orphaned(sheet, self.cast, draft, sheet.quotes[quote], base)
        self.unsure.append(unsure)
        return found

    def question(self, sheet: Sheet, sentence: Sentence, links: tuple[Link, ...], addressee: str) -> None:
        """A question of an interview that a yes or a no answers."""
        self.place += 1
        block = self.blocks + sentence.block
        whole = Draft(sheet.page, sentence.start, sentence.end, links, "answer", self.place, block)
        self.asked = Asked(whole, addressee, self.place + ANSWER_WITHIN)

    def short_answer(self, sheet: Sheet, sentence: Sentence, links: tuple[Link, ...]) -> bool:
        """A turn that answers `how many`, `who`, `where` with a word or two: question and answer are one claim."""
        start, place = self.put
        tokens = sentence.tokens
        own = sheet.text[sentence.start : sentence.end].rstrip(' *_”"').endswith("?")
        if start < 0 or place != self.place or own or finite(tokens, 0, len(tokens)) >= 0 or len(tokens) > _SHORT:
            return False
        self.place += 1
        self.put = (-1, 0)
        block = self.blocks + sentence.block
        self.drafts.append(Draft(sheet.page, start, sentence.end, links, "answer", self.place, block, quoted=True))
        return True

    def reply(self, sheet: Sheet, sentence: Sentence, voice: str, mention: Anchor | None) -> bool:
        """A turn that begins with a yes or a no to the open question; whether it says nothing else."""
        asked, said = self.asked, bare_answer(sheet.text[sentence.start : sentence.end])
        if asked is None or said is None:
            return False
        at = Anchor(page=sheet.page, start=sentence.start, end=sentence.end)
        to = replace(asked, addressee=voice)
        self.drafts.append(answered(to, yes=said, at=at, text=sheet.text[at.start : at.end], mention=mention))
        self.asked = None
        return len(sentence.tokens) <= 3

    def _at_once(self, sheet: Sheet, sentence: Sentence, words: Words, framed: tuple[tuple[Link, ...], str]) -> bool:
        """A question with its answer in one sentence."""
        links, frame = framed
        said = yes_or_no(sheet, [q for q in words.quoted if q >= 0], sentence.end)
        if said is None:
            return False
        yes, at = said
        scene = Scene(sheet, self.cast, tuple(link.voice for link in links), unsure=self.unsure)
        voice, mention = answering(scene, words)
        if not voice or voice == links[-1].voice:
            return False
        block = self.blocks + sentence.block
        whole = Draft(sheet.page, sentence.start, sentence.end, links, frame, self.place, block)
        asked = Asked(whole, voice, self.place)
        self.drafts.append(answered(asked, yes=yes, at=at, text=sheet.text[at.start : at.end], mention=mention))
        return True

    def _same_breath(self, sheet: Sheet, sentence: Sentence, words: Words) -> bool:
        """`“P,” X said. “Q.”`: a quotation right behind one whose speaker is known, with none of its own."""
        place, block, links = self.said
        q = words.quoted[0]
        near = bool(links) and place == self.place - 1 and block == self.blocks + sentence.block
        own = sheet.text[sheet.quotes[q].inner[1] - 1] in ",،"
        return near and not own and all(k == q for k in words.quoted)

    def _leads_in(self, sheet: Sheet, sentence: Sentence, words: Words, links: tuple[Link, ...]) -> bool:
        """`They show:` hands the next items or quotation to its speaker."""
        if not sheet.text[max(sentence.start, sentence.end - 6) : sentence.end].rstrip("*_ ").endswith((":", "：")):
            return False
        speech = lead_in(words)
        if speech is None:
            decreed = self.letter is not None and words.tokens[-1].word in letter_words().orders["bidding"]
            return decreed or len(words.tokens) < 5
        scene = Scene(sheet, self.cast, tuple(link.voice for link in links), unsure=self.unsure, leads=True)
        self.lead, self.listed = softened(extend(scene, words, speech, links), sheet, words.tokens, speech), False
        return True

    def _answer(self, sheet: Sheet, sentence: Sentence, words: Words) -> bool:
        asked = self.asked
        if asked is None:
            return False
        if self.place > asked.until:
            self.asked = None
            return False
        said = yes_or_no(sheet, [q for q in words.quoted if q >= 0], sentence.end)
        if said is None:
            return False
        yes, at = said
        between = {asked.draft.place, *range(asked.draft.place + 1, self.place)}
        self.drafts = [d for d in self.drafts if d.place not in between or d.start < asked.draft.start]
        mention = source_near(sheet, words) or asked.mention
        self.drafts.append(answered(asked, yes=yes, at=at, text=sheet.text[at.start : at.end], mention=mention))
        self.asked = None
        return True


def account(name: str) -> Link:
    """The link of somebody whose account is being noted."""
    return Link(voice=name, cue=_ACCOUNT)


def _rescued(
    sheet: Sheet, sentence: Sentence, framed: tuple[tuple[Link, ...], str], unsure: list[Unsure]
) -> list[Leaf]:
    """A sentence that gave no claim: one whose verb shows by its place, or an open question."""
    links, frame = framed
    tokens = sentence.tokens
    if frame in {"headline", "caption"} or not tokens[0].word.isascii():
        return []
    if predicate(tokens):
        return [Leaf(links, (0, len(tokens)), attributed=False)]
    asked = unread_prose(sheet, sentence.start, sentence.end, tokens)
    unsure += [asked] if asked is not None else []
    return []


def _keeps(words: Words, leaf: Leaf, frame: str, *, continued: bool) -> bool:
    first, last = leaf.region
    if last <= first:
        return False
    if frame in {"list", "headline"}:
        return last - first >= 3 or leaf.links[-1].mode == "orders"
    return leaf.attributed or continued or worth(words, leaf.region) or _orders(words, leaf.region)


def _presupposed(words: Words, links: tuple[Link, ...], at: int) -> list[Leaf]:
    """`It is no accident that P`: P is taken for granted, and that it is no accident is claimed."""
    last = len(words.tokens)
    verb = finite(words.tokens, at, last)
    taken = (*links[:-1], replace(links[-1], mode="presupposes", mark="CT+"))
    head = Leaf(links, (0, verb if verb > at else last), attributed=True)
    return [Leaf(taken, (at, last), attributed=True), head] if last - at >= 3 else [head]


def _orders(words: Words, region: Region) -> bool:
    return words.tokens[region[0]].word in lexicon().words["orders"] and words.quoted[region[0]] >= 0


def _imperative(words: Words, leaf: Leaf, cast: Cast, letter: Letter | None) -> tuple[Link, ...]:
    paper = cast.voices[leaf.links[-1].voice].kind == "document"
    own = letter is not None and leaf.speech is None and orders(letter, words.tokens[slice(*leaf.region)])
    if own or (paper and words.tokens[leaf.region[0]].word in lexicon().words["orders"]):
        return (*leaf.links[:-1], replace(leaf.links[-1], mode="orders"))
    return leaf.links


def _hull(leaf: Leaf, leaves: Sequence[Leaf]) -> Region:
    """The clause; of an order, an admission and an accusation with the words that make it one."""
    speech = leaf.speech
    first, last = leaf.region
    if speech is None:
        return leaf.region
    ordered = leaf.links[-1].mode == "orders"
    if ordered and speech.source is not None and leaf is next(x for x in leaves if x.speech is speech):
        return min(first, speech.cue_at[0], speech.source.first), last
    if sum(other.speech is speech for other in leaves) > 1:
        return leaf.region
    marks = [speech.cue_at, *([(speech.source.first, speech.source.last)] if speech.source else [])]
    if leaf.links[-1].mode == "admits" or speech.cue.name in _TOLD_BY_ITS_VERB:
        return min(first, *(m[0] for m in marks)), max(last, *(m[1] for m in marks))
    return leaf.region
