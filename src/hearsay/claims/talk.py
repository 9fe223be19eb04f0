"""Interviews and transcripts: blocks that open with the name of who speaks.

In: a sheet and the cast. Out: turns, each with its speaker. `Q` is
who publishes, `A` the person named last before the talk begins.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hearsay.model import Anchor

from .blocks import LABEL, Block
from .drafts import Link
from .lexicon import Cue, lexicon, plain
from .sheet import Sheet, verbless
from .voices import Cast, kind_of

_DASH = re.compile(r"[—–-]\s+(?=\S)")
FEWEST = 3
"""Turns that make a talk."""

_TURN = Cue("block", "quotes", "Uu")
_AUXILIARY = re.compile(r"\W*(?:and |but |so )?(?:did|do|does|is|was|are|were|has|have|had|can|could|will|would)\b")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a block, and where the words begin."""

    label: str
    mention: Anchor
    start: int


def find_turns(sheet: Sheet) -> dict[int, Turn]:
    """Index of a block -> its turn; a block without a label between two turns goes on with the speaker before."""
    own = {i: turn for i, block in enumerate(sheet.blocks) if (turn := _turn(sheet, block)) is not None}
    for i in _forms(sheet, own):
        del own[i]
    own = own if len(own) >= FEWEST else _dashed(sheet)
    counts = Counter(turn.label for turn in own.values())
    few = len(own) < FEWEST or max(counts.values()) < 2 or len(counts) < 2 or len(counts) > len(own) * 0.7
    if few and set(counts) != {"Q", "A"}:
        return {}
    found: dict[int, Turn] = {}
    speaking: Turn | None = None
    for i in range(min(own), max(own) + 1):
        block = sheet.blocks[i]
        if i in own:
            speaking = own[i]
            found[i] = speaking
        elif speaking is not None and block.kind in {"paragraph", "quote"}:
            found[i] = replace(speaking, start=block.start)
    return found


def _dashed(sheet: Sheet) -> dict[int, Turn]:
    """An interview in which a dash opens each turn: who asks and who answers by the question marks, if they alternate."""
    found: dict[int, Turn] = {}
    for i, block in enumerate(sheet.blocks):
        dash = _DASH.match(sheet.text, block.start, block.end)
        if dash is not None:
            asks = sheet.text[block.start : block.end].rstrip(' *_”"»').endswith(("?", "؟"))
            at = Anchor(page=sheet.page, start=block.start, end=dash.end())
            found[i] = Turn("Q" if asks else "A", at, dash.end())
    labels = [turn.label for turn in found.values()]
    turns = sum(pair == ("Q", "A") for pair in pairwise(labels))
    return found if turns >= 2 and "".join(labels).count("AAA") == 0 and labels[0] == "Q" else {}


def _forms(sheet: Sheet, own: dict[int, Turn]) -> list[int]:
    """Blocks of `own` that are lines of a form: two or more in a row, each with a label of its own and no predicate."""
    found: list[int] = []
    run: list[int] = []
    for i in [*sorted(own), -1]:
        if run and (i != run[-1] + 1 or sheet.blocks[i].start - sheet.blocks[run[-1]].end > 1):
            values = [sheet.text[own[k].start : sheet.blocks[k].end].rstrip() for k in run]
            labels = {own[k].label for k in run}
            if len(run) > 1 and len(labels) == len(run) and all(verbless(value) for value in values):
                found.extend(run)
            run = []
        run.append(i)
    return found


def turn_links(cast: Cast, turn: Turn, root: Sequence[Link], known: dict[str, str]) -> tuple[Link, ...]:
    """The publisher, who asks, or the publisher quoting the speaker; `known` keeps whom each label stands for."""
    publisher = root[0].voice
    if turn.label == "Q" or turn.label.casefold() == publisher.casefold():
        return tuple(root)
    name = known.setdefault(turn.label, _speaker(cast, turn.label, publisher))
    voice = cast.say(name, "person" if turn.label == "A" else kind_of(name), mention=turn.mention)
    outer = tuple(replace(link, quoting=True) for link in root)
    return (*outer, Link(voice=voice, cue=_TURN, mention=turn.mention, cue_span=turn.mention, cue_text=turn.label))


def open_question(text: str) -> bool:
    """Whether a sentence is a question that a yes or a no answers."""
    return text.rstrip(' *_"”').endswith("?") and _AUXILIARY.match(plain(text)) is not None


def bare_answer(text: str) -> bool | None:
    """True for a sentence that opens with a yes, False for a no, None for any other."""
    head = re.split(r"[.,!;:—–]", plain(text.strip()), maxsplit=1)[0].strip(" \"“'‘")
    for yes in (True, False):
        if lexicon().patterns["yes" if yes else "no"].fullmatch(head):
            return yes
    return None


def _turn(sheet: Sheet, block: Block) -> Turn | None:
    if block.kind not in {"paragraph", "table", "quote", "list_item"}:
        return None
    match = LABEL.match(sheet.text, block.start, block.end)
    if match is None or match.end() >= block.end:
        return None
    name = match.group("name")
    words = {w.casefold() for w in name.split()}
    if words & lexicon().words["labels"] or (words & lexicon().words["documents"]):
        return None
    if block.kind == "table" and not sheet.text[: block.end].rstrip().endswith((".", "?", "!")) and len(name) > 1:
        return None
    at = Anchor(page=sheet.page, start=match.start("name"), end=match.end("name"))
    return Turn(name, at, match.end())


def _speaker(cast: Cast, label: str, publisher: str) -> str:
    if label == "A":
        return cast.nearest(("person",), but=publisher) or "the person interviewed"
    last = label.rsplit(maxsplit=1)[-1].casefold()
    if last in cast.full:
        return cast.full[last]
    return label.title() if label.isupper() and len(label) > 3 else label
