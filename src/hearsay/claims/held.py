"""Quotations that outlast their sentence: who speaks them, also when the speaker is named only at the end.

In: drafts of sentences, numbers of quotations. Out: drafts with their speaker; and answers joined to their questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hearsay.model import Anchor

from .drafts import Draft, Link
from .introduced import QUOTED
from .lexicon import Cue, lexicon, plain
from .sheet import Sheet


@dataclass(slots=True)
class Held:
    """Speakers of the quotations of one page, and drafts that wait for theirs."""

    speakers: dict[int, tuple[Link, ...]] = field(default_factory=dict)
    waiting: dict[int, list[tuple[Draft, int]]] = field(default_factory=dict)
    """Drafts with the number of links that their frame gives them."""

    def name(self, quote: int, links: tuple[Link, ...]) -> list[Draft]:
        """The speaker of `quote` is known now; drafts that waited for him, with their chain."""
        self.speakers[quote] = links
        return [replace(draft, links=(*links, *draft.links[base:])) for draft, base in self.waiting.pop(quote, ())]

    def wait(self, quote: int, draft: Draft, base: int) -> None:
        """Keep a draft until the speaker of its quotation is named."""
        self.waiting.setdefault(quote, []).append((draft, base))

    def release(self) -> list[tuple[int, Draft, int]]:
        """Drafts whose speaker was never named, with their quotation and the number of links of their frame."""
        left = [(quote, draft, base) for quote, kept in sorted(self.waiting.items()) for draft, base in kept]
        self.waiting.clear()
        return left

    def goes_on(self, quote: int) -> tuple[Link, ...] | None:
        """The chain of a later sentence of `quote`: an order is not given again by each of its sentences."""
        links = self.speakers.get(quote)
        return self.after(links) if links else None

    def after(self, links: tuple[Link, ...]) -> tuple[Link, ...]:
        """The chain of what its speaker goes on to say."""
        if links[-1].mode == "orders":
            return (*links[:-1], replace(links[-1], mode="shows"))
        if links[-1].mode in {"denies", "asks"}:
            return (*links[:-1], replace(links[-1], mode="asserts", cue=QUOTED))
        return links


@dataclass(slots=True)
class Asked:
    """A question that waits for its answer."""

    draft: Draft
    addressee: str
    until: int
    """Number of the last sentence that may answer it."""
    mention: Anchor | None = None
    """Where the one asked is named."""


def answered(asked: Asked, *, yes: bool, at: Anchor, text: str, mention: Anchor | None = None) -> Draft:
    """Question and answer as one claim: its content is the question's, its innermost holder the one who answers."""
    cue = Cue("answer", "affirms" if yes else "denies", "Uu", negates=not yes)
    link = Link(
        voice=asked.addressee,
        cue=cue,
        mode=cue.mode,
        mention=mention,
        cue_span=at,
        cue_text=text,
        mark="CT+" if yes else "CT-",
    )
    asking = replace(asked.draft.links[-1], mode="asks")
    links = (*asked.draft.links[:-1], asking, link)
    return replace(asked.draft, end=at.end, links=links, frame="answer", quoted=True)


def yes_or_no(sheet: Sheet, quotes: Sequence[int], end: int) -> tuple[bool, Anchor] | None:
    """Whether one of the quotations is nothing but a yes or a no, and where it stands."""
    for q in sorted(set(quotes)):
        a, b = sheet.quotes[q].inner
        body = plain(sheet.text[a : min(b, a + 40)]).strip(" .,!?،؟…\"'")
        for yes in (True, False):
            if b - a <= 40 and lexicon().patterns["yes" if yes else "no"].fullmatch(body):
                return yes, Anchor(page=sheet.page, start=a, end=end)
    return None
